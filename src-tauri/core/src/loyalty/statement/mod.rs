//! 对账单: what changed one member's balance, newest first, in parts of the same size.
//!
//! A period is a stretch of the account's own postings: from the first on or after its first date to the last on or before its
//! last. What lies between belongs to it whatever its date, for order is the sequence, never time, and so the sums always join
//! opening and closing. Absent on purpose: anything kept; a part is read from the ledger's indexes.

mod rows;

use serde::{Deserialize, Serialize};

use self::rows::Stretch;
use crate::{
    audit::chain::Head,
    base::{
        error::{Common, Error, Result},
        ids::EntryId,
        points::Points,
        time::{BusinessDate, Instant},
    },
    db::Db,
    loyalty::{self, AccountId, Basis, EntryCode, LoyaltyRefusal, Member, MemberRef, check},
    stored_words,
};

/// Most postings of one part.
pub const PART_MAX: u32 = 200;
/// Most postings that go to paper or to a program at once; older ones are in the opening balance.
pub const WHOLE_MAX: u32 = 10_000;

stored_words! {
    /// Which sum of a statement.
    pub enum SumOf {
        /// 获得
        Earned = "earned",
        /// 兑换
        Redeemed = "redeemed",
        /// 到期
        Expired = "expired",
        /// 冲正 and adjustments
        Reversed = "reversed",
    }
}

/// The postings of a member, newest first, with the sums that join opening and closing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Statement {
    /// Newest first, at most [`PART_MAX`], or [`WHOLE_MAX`] where the whole was asked for.
    pub lines: Vec<StatementLine>,
    /// How many postings the account has, shown or not.
    pub postings: u32,
    /// opening + earned − redeemed − expired + reversed = closing, from the oldest line of this part to the end of the period.
    pub sums: StatementSums,
    /// What asks for the part before this one; none where the period begins here.
    #[specta(type = Option<f64>)]
    pub earlier: Option<i64>,
}

/// Which postings of a member are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StatementAsked {
    /// Whose.
    pub member: MemberRef,
    /// First business date; from the first posting where none is given.
    pub from: Option<BusinessDate>,
    /// Last business date; to the newest posting where none is given.
    pub to: Option<BusinessDate>,
    /// Older than this: what the part after it said under `earlier`.
    #[specta(type = Option<f64>)]
    pub before: Option<i64>,
}

/// A part of a statement, as it stands apart from the member's page: on paper, at the command line, in the window's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberStatement {
    /// Whose.
    pub member: Member,
    /// The part.
    pub statement: Statement,
    /// Whether postings, lots and balance of this account agree, whatever the period.
    pub agrees: bool,
    /// The chain's head at this reading.
    pub head: Head,
}

/// The same without whose it is.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked {
    /// First business date.
    pub from: Option<BusinessDate>,
    /// Last business date.
    pub to: Option<BusinessDate>,
    /// Older than this sequence.
    pub before: Option<i64>,
}

/// The sums of a statement. A balance has its bound; what came and went together has none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StatementSums {
    /// 期初
    pub opening: Points,
    /// 获得: earned and given.
    #[specta(type = f64)]
    pub earned: i64,
    /// 兑换
    #[specta(type = f64)]
    pub redeemed: i64,
    /// 到期
    #[specta(type = f64)]
    pub expired: i64,
    /// 冲正 and adjustments; negative where they took more than they gave.
    #[specta(type = f64)]
    pub reversed: i64,
    /// 期末
    pub closing: Points,
}

/// One posting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StatementLine {
    /// Names it.
    pub id: EntryId,
    /// Its place in the ledger: what people call #20417.
    #[specta(type = f64)]
    pub seq: i64,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub date: BusinessDate,
    /// Why.
    pub code: EntryCode,
    /// Where it comes from.
    pub source: Source,
    /// What people call that: a ticket's number, a stay's first night, `#20417` of a posting; empty where the source says it.
    pub told: String,
    /// What a stay's points were reckoned from.
    pub basis: Option<Basis>,
    /// The programme's words, where it has no basis.
    pub memo: String,
    /// What the balance gained, negative where it lost.
    pub points: Points,
    /// The balance after it.
    pub balance: Points,
    /// The posting that took it back.
    pub reversed_by: Option<EntryId>,
    /// Who made it, as colleagues read it.
    pub by: String,
    /// Why it was made by hand; empty where a rule made it.
    pub reason: String,
    /// Who confirmed it at the same desk; empty where nobody had to.
    pub second: String,
}

/// Where a posting comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Source {
    /// A stay's id.
    Stay(String),
    /// A ticket's id.
    Ticket(String),
    /// Another posting's id.
    Entry(String),
    /// A reward's code.
    Reward(String),
    /// An expiry run's date.
    Expiry(String),
    /// A bill of an outlet: its number.
    Bill(String),
    /// A merge's id.
    Merge(String),
    /// An event's number.
    Event(String),
    /// A referral's id.
    Referral(String),
    /// A file of points from the system before, and its line: `<id>:<line>`.
    Opening(String),
    /// The desk.
    Desk,
    /// Anything else, in words.
    Words(String),
}

/// Returns one part of a member's statement.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`Common::BadValue`] where the period ends before it begins.
pub fn read(db: &Db, asked: &StatementAsked) -> Result<MemberStatement> {
    of_member(db, asked, PART_MAX)
}

/// Returns a member's statement in one piece, for paper and for programs.
///
/// Errors: as [`read`].
pub fn whole(db: &Db, asked: &StatementAsked) -> Result<MemberStatement> {
    of_member(db, asked, WHOLE_MAX)
}

fn of_member(db: &Db, asked: &StatementAsked, limit: u32) -> Result<MemberStatement> {
    let member = loyalty::find(db, &asked.member)?;
    let account = loyalty::rows::account(db, member.guest)?.ok_or(LoyaltyRefusal::NotAMember)?;
    if let (Some(from), Some(to)) = (asked.from, asked.to)
        && to < from
    {
        return Err(Common::BadValue { field: "to" }.into());
    }
    let period = Asked { from: asked.from, to: asked.to, before: asked.before };
    let statement = part(db, account, &period, limit)?;
    Ok(MemberStatement { member, statement, agrees: check::account_agrees(db, account)?, head: db.head()? })
}

/// Returns the newest `limit` postings of an account's statement.
///
/// Errors: [`Error::Database`], [`Error::Damaged`] where a balance passes what points may be.
pub(super) fn part(db: &Db, account: AccountId, asked: &Asked, limit: u32) -> Result<Statement> {
    let period = stretch(db, account, asked)?;
    let upper = asked.before.map_or(period.until, |before| before.min(period.until));
    let mut found = rows::lines(db, account, Stretch { from: period.from, until: upper }, limit + 1)?;
    let more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let oldest = found.last().map_or(upper, |row| row.seq);
    let balance = loyalty::rows::balance(db, account)?.count();
    let mut running = balance - rows::gained_since(db, account, upper)?;
    let mut lines = Vec::with_capacity(found.len());
    for row in found {
        let after = points(running)?;
        running -= row.points.count();
        lines.push(line(db, row, after)?);
    }
    let shown = Stretch { from: oldest, until: period.until };
    let closing = balance - rows::gained_since(db, account, period.until)?;
    let sums = sums(running, closing, &rows::moved(db, account, shown)?)?;
    Ok(Statement { lines, postings: rows::postings(db, account)?, sums, earlier: more.then_some(oldest) })
}

/// Returns the sequences of a period: from the first (included) to the second (not included).
///
/// Errors: [`Error::Database`].
pub(super) fn stretch_of(db: &Db, account: AccountId, asked: &Asked) -> Result<(i64, i64)> {
    stretch(db, account, asked).map(|period| (period.from, period.until))
}

/// Returns the sums of a whole period, however many postings it has.
///
/// Errors: as [`part`].
pub(super) fn sums_of(db: &Db, account: AccountId, asked: &Asked) -> Result<StatementSums> {
    let period = stretch(db, account, asked)?;
    let balance = loyalty::rows::balance(db, account)?.count();
    let before = balance - rows::gained_since(db, account, period.from)?;
    let closing = balance - rows::gained_since(db, account, period.until)?;
    sums(before, closing, &rows::moved(db, account, period)?)
}

fn stretch(db: &Db, account: AccountId, asked: &Asked) -> Result<Stretch> {
    Ok(Stretch {
        from: asked.from.map_or(Ok(0), |date| rows::first_seq_from(db, account, date))?,
        until: asked.to.map_or(Ok(i64::MAX), |date| rows::last_seq_to(db, account, date).map(|last| last + 1))?,
    })
}

fn sums(opening: i64, closing: i64, moved: &[(EntryCode, i64)]) -> Result<StatementSums> {
    let gained = |sum: SumOf| -> i64 { moved.iter().filter(|(code, _)| SumOf::of(*code) == sum).map(|(_, gain)| gain).sum() };
    Ok(StatementSums {
        opening: points(opening)?,
        earned: gained(SumOf::Earned),
        redeemed: -gained(SumOf::Redeemed),
        expired: -gained(SumOf::Expired),
        reversed: gained(SumOf::Reversed),
        closing: points(closing)?,
    })
}

fn points(count: i64) -> Result<Points> {
    Points::new(count).ok_or_else(|| Error::Damaged { what: "the balances of a statement".to_owned() })
}

fn line(db: &Db, row: rows::Row, balance: Points) -> Result<StatementLine> {
    let basis: Option<Basis> = serde_json::from_str(&row.memo).ok();
    let source = Source::of(&row.source);
    Ok(StatementLine {
        id: row.id,
        seq: row.seq,
        at_ms: row.at,
        date: row.date,
        code: row.code,
        told: told(db, row.id, &source)?,
        source,
        memo: if basis.is_some() { String::new() } else { row.memo },
        basis,
        points: row.points,
        balance,
        reversed_by: row.reversed_by,
        by: row.by,
        reason: row.reason,
        second: row.second,
    })
}

/// Returns what people call the source of posting `entry`: of a reward the number of its voucher.
///
/// Errors: [`Error::Database`].
pub(super) fn told(db: &Db, entry: EntryId, source: &Source) -> Result<String> {
    let found = match source {
        Source::Ticket(id) => id.parse().ok().map(|id| rows::ticket_number(db, id)),
        Source::Stay(id) => id.parse().ok().map(|id| rows::stay_arrival(db, id)),
        Source::Entry(id) => id.parse().ok().map(|id| Ok(rows::seq_of(db, id)?.map(|seq| format!("#{seq}")))),
        Source::Reward(_) => Some(loyalty::vouchers::number_of(db, entry)),
        Source::Opening(row) => row
            .split_once(':')
            .and_then(|(file, line)| Some((file.parse().ok()?, line)))
            .map(|(file, line)| Ok(rows::file_name(db, file)?.map(|name| format!("{name}:{line}")))),
        _ => None,
    };
    Ok(found.transpose()?.flatten().unwrap_or_default())
}

impl SumOf {
    /// Returns the sum in which a posting of this code counts.
    pub const fn of(code: EntryCode) -> Self {
        match code {
            EntryCode::Earn | EntryCode::Goodwill => Self::Earned,
            EntryCode::Redeem => Self::Redeemed,
            EntryCode::Expire => Self::Expired,
            // What is pending moves the house's accounts alone: no line of a member has that code.
            EntryCode::Reverse | EntryCode::Adjust | EntryCode::Pending => Self::Reversed,
        }
    }

    /// Returns the figure among the sums of a statement.
    pub const fn figure(self, sums: &StatementSums) -> i64 {
        match self {
            Self::Earned => sums.earned,
            Self::Redeemed => sums.redeemed,
            Self::Expired => sums.expired,
            Self::Reversed => sums.reversed,
        }
    }
}

impl Source {
    /// Returns where a posting with this ledger text comes from.
    pub fn of(text: &str) -> Self {
        match text.split_once(':') {
            Some(("stay", id)) => Self::Stay(id.to_owned()),
            Some(("ticket", id)) => Self::Ticket(id.to_owned()),
            Some(("entry", id)) => Self::Entry(id.to_owned()),
            Some(("bill", bill)) => Self::Bill(bill.split_once(':').map_or(bill, |(_, number)| number).to_owned()),
            Some(("event", number)) => Self::Event(number.to_owned()),
            Some(("referral", id)) => Self::Referral(id.to_owned()),
            Some(("merge", id)) => Self::Merge(id.to_owned()),
            Some(("opening", id)) => Self::Opening(id.to_owned()),
            Some(("reward", code)) => Self::Reward(code.to_owned()),
            Some(("expiry", date)) => Self::Expiry(date.to_owned()),
            _ if text == "desk" => Self::Desk,
            _ => Self::Words(text.to_owned()),
        }
    }
}
