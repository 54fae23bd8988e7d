//! SQL of the programme's report: sums that stand in indexes, never the whole ledger.

use rusqlite::{OptionalExtension, Row, params};
use serde_json::json;

use super::{
    ReportAsked,
    behind::{ReportFigure, ReportRow},
    compared::FirstStay,
};
use crate::{
    base::{
        error::Result,
        ids::{EntryId, GuestId, LotId},
        time::BusinessDate,
    },
    db::Db,
    loyalty::{EntryCode, House, Tier, rows::collect},
};

/// One posting between the house and a member.
pub(super) struct Movement<'r> {
    pub date: &'r str,
    pub member: i64,
    pub house: i64,
    /// What the member gained.
    pub gain: i64,
    pub code: EntryCode,
}

/// Gives `each` every posting of the period between the house and a member.
pub(super) fn movements(db: &Db, from: BusinessDate, to: BusinessDate, mut each: impl FnMut(&Movement<'_>)) -> Result<()> {
    let mut found = db.conn().prepare_cached(include_str!("sql/movements.sql"))?;
    let mut rows = found.query(params![from, to])?;
    while let Some(row) = rows.next()? {
        let date = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        each(&Movement { date, member: row.get(1)?, house: row.get(2)?, gain: row.get(3)?, code: row.get(4)? });
    }
    Ok(())
}

/// Returns what members gained together after `date`.
pub(super) fn gained_after(db: &Db, date: BusinessDate) -> Result<i64> {
    Ok(db.conn().prepare_cached(include_str!("sql/gained_after.sql"))?.query_row([date], |row| row.get(0))?)
}

/// What members hold, said three ways.
#[derive(Debug, Clone, Copy)]
pub(super) struct Held {
    pub by_balances: i64,
    pub by_lots: i64,
    pub by_house: i64,
}

pub(super) fn held(db: &Db) -> Result<Held> {
    let read = |row: &Row<'_>| Ok(Held { by_balances: row.get(0)?, by_lots: row.get(1)?, by_house: row.get(2)? });
    Ok(db.conn().prepare_cached(include_str!("sql/held.sql"))?.query_row([], read)?)
}

/// What lots that end in one month still hold.
pub(super) struct Ending {
    pub month: String,
    pub points: i64,
    pub lots: i64,
    /// Of them, with a last day before the one that was asked with.
    pub overdue: i64,
}

pub(super) fn liability(db: &Db, today: BusinessDate) -> Result<Vec<Ending>> {
    collect(db, include_str!("sql/liability.sql"), params![today], |row| {
        Ok(Ending { month: row.get(0)?, points: row.get(1)?, lots: row.get(2)?, overdue: row.get(3)? })
    })
}

/// Returns what the lots were whose last day lay between two days, and how many they are.
pub(super) fn ended(db: &Db, from: BusinessDate, to: BusinessDate) -> Result<(i64, i64)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/ended.sql"))?;
    Ok(found.query_row(params![from, to], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// A member with the account and the tier of today.
pub(super) struct MemberRow {
    pub account: i64,
    pub tier: Tier,
    pub enrolled_on: BusinessDate,
    /// Whether they stand for themselves: whoever was merged into another does not.
    pub stands: bool,
}

pub(super) fn members(db: &Db) -> Result<Vec<MemberRow>> {
    collect(db, include_str!("sql/members.sql"), &[], |row| {
        Ok(MemberRow { account: row.get(0)?, tier: row.get(1)?, enrolled_on: row.get(2)?, stands: row.get(3)? })
    })
}

/// Points that were redeemed, or given back.
pub(super) struct Redemption<'r> {
    /// `reward:<code>`, or another word where there was no reward.
    pub source: &'r str,
    pub account: i64,
    /// 1 where they were redeemed, −1 where they were given back.
    pub times: i64,
    pub points: i64,
}

/// Gives `each` every redemption of the period, and again with −1 where its points were given back since.
pub(super) fn redemptions(db: &Db, asked: &ReportAsked, mut each: impl FnMut(&Redemption<'_>)) -> Result<()> {
    for (sql, times) in [(include_str!("sql/redemptions.sql"), 1), (include_str!("sql/redemptions_back.sql"), -1)] {
        let mut found = db.conn().prepare_cached(sql)?;
        let mut rows = found.query(params![asked.from, asked.to])?;
        while let Some(row) = rows.next()? {
            let source = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            each(&Redemption { source, account: row.get(1)?, times, points: row.get(2)? });
        }
    }
    Ok(())
}

/// Returns how many benefits each tier used in the period, and what they cost, minor units.
pub(super) fn benefits(db: &Db, asked: &ReportAsked) -> Result<Vec<(Tier, i64, i64)>> {
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get(2)?));
    collect(db, include_str!("sql/benefits.sql"), params![asked.from, asked.to], read)
}

/// Returns how many stays departed in a window.
pub(super) fn departures(db: &Db, from: BusinessDate, to: BusinessDate) -> Result<i64> {
    Ok(db.conn().prepare_cached(include_str!("sql/departures.sql"))?.query_row(params![from, to], |row| row.get(0))?)
}

/// Returns every `nth` first departure of the window.
pub(super) fn first_stays(db: &Db, from: BusinessDate, to: BusinessDate, nth: i64) -> Result<Vec<FirstStay>> {
    collect(db, include_str!("sql/first_stays.sql"), params![from, to, nth], |row| {
        Ok(FirstStay { guest: row.get(0)?, channel: row.get(1)?, departure: row.get(2)?, enrolled_on: row.get(3)? })
    })
}

/// Returns how many stays a guest had after `after` and by `until`, and what they came to, minor units.
pub(super) fn followed(db: &Db, guest: GuestId, after: BusinessDate, until: BusinessDate) -> Result<(u32, i64)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/followed.sql"))?;
    Ok(found.query_row(params![guest, after, until], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Which part of the rows behind a figure: so many, behind so many.
#[derive(Clone, Copy)]
pub(super) struct Part {
    pub limit: u32,
    pub skip: u32,
}

/// Between two days, of one tier where one is named.
#[derive(Clone, Copy)]
pub(super) struct Within {
    pub from: BusinessDate,
    pub to: BusinessDate,
    pub tier: Option<Tier>,
}

/// Returns postings of these kinds, or with these accounts of the house, the latest first.
pub(super) fn posted(db: &Db, within: Within, part: Part, codes: &[EntryCode], houses: &[House]) -> Result<Vec<ReportRow>> {
    let houses: Vec<i64> = houses.iter().map(|house| house.account().0).collect();
    let codes = (!codes.is_empty()).then(|| json!(codes).to_string());
    let houses = (!houses.is_empty()).then(|| json!(houses).to_string());
    let asked = params![within.from, within.to, part.limit, part.skip, within.tier, codes, houses];
    collect(db, include_str!("sql/rows_posted.sql"), asked, report_row)
}

/// Returns who earned or redeemed, most often first.
pub(super) fn active(db: &Db, within: Within, part: Part, redeemers: bool) -> Result<Vec<ReportRow>> {
    let asked = params![within.from, within.to, part.limit, part.skip, redeemers];
    collect(db, include_str!("sql/rows_active.sql"), asked, report_row)
}

/// Returns who joined between two days, who holds most first.
pub(super) fn joined(db: &Db, within: Within, part: Part) -> Result<Vec<ReportRow>> {
    let asked = params![within.from, within.to, part.limit, part.skip, within.tier];
    collect(db, include_str!("sql/rows_members.sql"), asked, report_row)
}

/// Returns the lots that still hold points, the largest first.
pub(super) fn holding(db: &Db, within: Within, part: Part) -> Result<Vec<ReportRow>> {
    let asked = params![within.from, within.to, part.limit, part.skip];
    collect(db, include_str!("sql/rows_held.sql"), asked, report_row)
}

/// Returns the lots whose last day lay between two days, what they were when they were made, the latest first.
pub(super) fn ended_lots(db: &Db, within: Within, part: Part) -> Result<Vec<ReportRow>> {
    let asked = params![within.from, within.to, part.limit, part.skip];
    collect(db, include_str!("sql/rows_ended.sql"), asked, report_row)
}

/// Returns what each member held at the end of a day, who held most first.
pub(super) fn held_on(db: &Db, day: BusinessDate, part: Part) -> Result<Vec<ReportRow>> {
    collect(db, include_str!("sql/rows_held_on.sql"), params![day, part.limit, part.skip], report_row)
}

/// Returns what stands behind `figure`, one of those of costs: redemptions that were not given back since, with their source as what
/// they were for, and benefits that were not taken back, by the tier held then; the latest first.
pub(super) fn costs(db: &Db, within: Within, part: Part, figure: ReportFigure) -> Result<Vec<ReportRow>> {
    let asked = params![within.from, within.to, part.limit, part.skip, within.tier, figure.word()];
    collect(db, include_str!("sql/rows_costs.sql"), asked, report_row)
}

/// Returns a guest of the comparison.
pub(super) fn guest(db: &Db, guest: GuestId) -> Result<ReportRow> {
    Ok(db.conn().prepare_cached(include_str!("sql/rows_guest.sql"))?.query_row([guest], report_row)?)
}

fn report_row(row: &Row<'_>) -> rusqlite::Result<ReportRow> {
    Ok(ReportRow {
        guest: row.get(0)?,
        member_no: row.get(1)?,
        name: row.get(2)?,
        tier: row.get(3)?,
        entry: row.get(4)?,
        seq: row.get(5)?,
        date: row.get(6)?,
        code: row.get(7)?,
        points: row.get(8)?,
        postings: row.get(9)?,
        what: row.get(10)?,
        words: row.get(11)?,
        cost_minor: row.get(12)?,
        spend_minor: None,
        group: None,
    })
}

/// Returns posting and member of a sequence.
pub(super) fn at_seq(db: &Db, seq: i64) -> Result<Option<(EntryId, Option<GuestId>)>> {
    let sql =
        "SELECT e.id, a.guest_id FROM ledger e JOIN accounts a ON a.id = max(e.from_account, e.to_account) WHERE e.seq = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns the sequence of the posting that made a lot, and whose the lot is.
pub(super) fn of_lot(db: &Db, lot: LotId) -> Result<Option<(Option<i64>, Option<GuestId>)>> {
    let sql = "SELECT e.seq, a.guest_id FROM lots l JOIN accounts a ON a.id = l.account LEFT JOIN ledger e ON e.id = l.entry_id WHERE l.id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([lot], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns whose account this is, or whose member number.
pub(super) fn guest_called(db: &Db, called: &str) -> Result<Option<GuestId>> {
    let sql = "SELECT guest_id FROM accounts WHERE CAST(id AS TEXT) = ?1 AND guest_id IS NOT NULL
               UNION ALL SELECT guest_id FROM members WHERE member_no = ?1 LIMIT 1";
    Ok(db.conn().prepare_cached(sql)?.query_row([called], |row| row.get(0)).optional()?)
}

/// Returns whose lots or uses an orphan's posting touched, and the row of the history, where it has one.
pub(super) fn of_history(db: &Db, seq: i64) -> Result<Option<GuestId>> {
    let sql = "SELECT about FROM history WHERE seq = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([seq], |row| row.get(0)).optional()?.flatten())
}
