//! The account of scenario A's arrival, as the member's screen shows it: 12,480 points, of which 1,200 end this month.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use super::{
    points::{Account, month_end},
    records::{Basis, Cause, Lot, Posting, Stay, Why},
};

/// What happened to the account.
enum Move {
    /// Points for the stay of that place among his stays: yuan that counted, multiplier in hundredths, until then.
    Stay(usize, i64, i64, Until),
    /// Points entered a second time by mistake, until then.
    Twice(i64, Until),
    /// Points for something else, until then.
    Other(i64, &'static str, Until),
    /// Points for the complaint.
    Goodwill(i64, Until),
    /// Points spent on a reward of that code, or on what the desk says in words.
    Redeem(i64, &'static str, &'static str),
    /// The latest posting taken back.
    Back,
}

/// When points end.
#[derive(Clone, Copy)]
enum Until {
    /// So many days before today.
    Ago(u64),
    /// With this month.
    ThisMonth,
    /// With this year, or the next where this month is its last.
    ThisYear,
    /// With the middle of next year.
    NextSummer,
    /// With next year.
    NextYear,
}

/// Days before today, and what happened.
const MOVES: [(u64, Move); 18] = [
    (977, Move::Stay(0, 3_600, 100, Until::Ago(226))),
    (571, Move::Redeem(3_500, "", "望江礼盒")),
    (485, Move::Stay(1, 3_008, 100, Until::Ago(105))),
    (481, Move::Other(1_632, "会员日 双倍", Until::Ago(105))),
    (388, Move::Redeem(600, "breakfast", "早餐 1 份")),
    (386, Move::Stay(2, 1_576, 125, Until::ThisMonth)),
    (385, Move::Other(30, "意见问卷", Until::ThisMonth)),
    (279, Move::Stay(3, 2_760, 125, Until::ThisYear)),
    (244, Move::Redeem(3_500, "", "望江礼盒")),
    (206, Move::Other(600, "冬至会员夜", Until::NextSummer)),
    (174, Move::Stay(4, 2_544, 125, Until::NextSummer)),
    (150, Move::Other(900, "会员日 双倍", Until::NextYear)),
    (102, Move::Goodwill(300, Until::NextYear)),
    (101, Move::Stay(5, 1_560, 100, Until::NextYear)),
    (100, Move::Twice(1_560, Until::NextYear)),
    (98, Move::Back),
    (55, Move::Other(1_290, "日餐厅 ¥860，1.5 倍", Until::NextYear)),
    (26, Move::Redeem(800, "late_check_out", "延迟退房 1 次")),
];

/// Returns postings and lots of the account.
pub fn wang_points(stays: &[Stay], enrolled: NaiveDate, now: NaiveDateTime) -> (Vec<Posting>, Vec<Lot>) {
    let today = now.date();
    let mut account = Account::new(enrolled, now);
    for (days_ago, what) in &MOVES {
        let date = today - Days::new(*days_ago);
        let at = date.and_hms_opt(12, 10, 0).unwrap_or(now);
        account.expire(date);
        match what {
            Move::Stay(index, yuan, multiplier_percent, until) => {
                let basis = Basis { eligible_fen: yuan * 100, multiplier_percent: *multiplier_percent };
                account.credit((*index).min(stays.len() - 1), basis, at, until.day(today));
            }
            Move::Twice(points, until) => account.give(Why::Earn, *points, at, (Cause::Desk, "补登"), until.day(today)),
            Move::Other(points, memo, until) => account.give(Why::Earn, *points, at, (Cause::Desk, memo), until.day(today)),
            Move::Goodwill(points, until) => {
                account.give(Why::Goodwill, *points, at, (Cause::Complaint(0), "投诉补偿"), until.day(today));
            }
            Move::Redeem(points, "", words) => account.redeem(*points, at, (Cause::Desk, words)),
            Move::Redeem(points, code, words) => account.redeem(*points, at, (Cause::Reward(code), words)),
            Move::Back => account.reverse_latest(at),
        }
    }
    account.expire(today);
    account.closed()
}

impl Until {
    fn day(self, today: NaiveDate) -> NaiveDate {
        let year_end = |years: i32| NaiveDate::from_ymd_opt(today.year() + years, 12, 31).unwrap_or(today);
        match self {
            Self::Ago(days) => today - Days::new(days),
            Self::ThisMonth => month_end(today),
            Self::ThisYear => year_end(i32::from(today.month() == 12)),
            Self::NextSummer => {
                NaiveDate::from_ymd_opt(today.year() + 1 + i32::from(today.month() == 12), 6, 30).unwrap_or(today)
            }
            Self::NextYear => year_end(1 + i32::from(today.month() == 12)),
        }
    }
}
