//! Rows of `benefit_lines` and `benefit_returns`.

use rusqlite::{OptionalExtension, Row, params};

use super::{BenefitEntry, BenefitReturn, BenefitStay, Line, rules::Spent};
use crate::{
    base::{
        error::{Common, Result},
        ids::{BenefitLineId, GuestId, StayId, UserId},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    loyalty::{Tier, hand::Hand, rows::collect},
};

/// A line as taking it back sees it.
pub(super) struct Kept {
    pub guest: GuestId,
    pub line: Line,
    pub returned: bool,
}

/// Saves a line.
pub(super) fn insert(tx: &Tx<'_>, guest: GuestId, line: &Line, hand: &Hand) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        line.id,
        guest,
        line.stay,
        line.deed,
        line.code,
        line.words,
        line.count,
        line.tier,
        line.cost_minor,
        line.note,
        hand.by,
        hand.at,
        hand.on,
    ])?;
    Ok(())
}

/// Saves that a line was taken back; the table takes one return of each.
pub(super) fn take_back(tx: &Tx<'_>, line: BenefitLineId, reason: &str, hand: &Hand) -> Result<()> {
    let sql = "INSERT INTO benefit_returns(line_id, reason, by_user, at_ms, business_date) VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.conn().prepare_cached(sql)?.execute(params![line, reason, hand.by, hand.at, hand.on])?;
    Ok(())
}

/// Returns a line.
///
/// Errors: [`Common::NotFound`].
pub(super) fn line(db: &Db, id: BenefitLineId) -> Result<Kept> {
    let sql = "SELECT guest_id, stay_id, deed, code, words, count, tier, cost_minor, note, \
               EXISTS (SELECT 1 FROM benefit_returns WHERE line_id = benefit_lines.id) FROM benefit_lines WHERE id = ?1";
    let found = db.conn().prepare_cached(sql)?.query_row([id], |row| {
        let line = Line {
            id,
            stay: row.get(1)?,
            deed: row.get(2)?,
            code: row.get(3)?,
            words: row.get(4)?,
            count: row.get(5)?,
            tier: row.get(6)?,
            cost_minor: row.get(7)?,
            note: row.get(8)?,
        };
        Ok(Kept { guest: row.get(0)?, line, returned: row.get(9)? })
    });
    found.optional()?.ok_or_else(|| Common::NotFound { record: "benefit" }.into())
}

/// Returns the stay of `guest` in which something is used on `today`: `named`, else in house, else arriving.
pub(super) fn stay_of(db: &Db, guest: GuestId, named: Option<StayId>, today: BusinessDate) -> Result<Option<BenefitStay>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/stay_of.sql"))?;
    let row = |row: &Row<'_>| Ok(BenefitStay { id: row.get(0)?, arrival: row.get(1)?, room_no: row.get(2)? });
    Ok(found.query_row(params![guest, today, named], row).optional()?)
}

/// Returns what `guest` used and was given from `from` to `to`, by benefit.
pub(super) fn spent_between(db: &Db, guest: GuestId, from: BusinessDate, to: BusinessDate) -> Result<Vec<Spent>> {
    collect(db, include_str!("sql/spent_between.sql"), params![guest, from, to], spent)
}

/// Returns what `guest` used and was given in a stay, by benefit.
pub(super) fn spent_in_stay(db: &Db, guest: GuestId, stay: StayId) -> Result<Vec<Spent>> {
    collect(db, include_str!("sql/spent_in_stay.sql"), params![guest, stay], spent)
}

fn spent(row: &Row<'_>) -> rusqlite::Result<Spent> {
    Ok(Spent { code: row.get(0)?, used: row.get(1)?, given: row.get(2)? })
}

/// Returns at most `most` lines of `guest`, the newest first.
pub(super) fn log(db: &Db, guest: GuestId, most: u32) -> Result<Vec<BenefitEntry>> {
    collect(db, include_str!("sql/log.sql"), params![guest, most], |row| {
        let stay = match (row.get(6)?, row.get(7)?, row.get(8)?) {
            (Some(id), Some(arrival), Some(room_no)) => Some(BenefitStay { id, arrival, room_no }),
            _ => None,
        };
        let returned: Option<(String, Instant)> = row.get::<_, Option<String>>(13)?.zip(row.get(14)?);
        let by: String = row.get(15)?;
        Ok(BenefitEntry {
            id: row.get(0)?,
            deed: row.get(1)?,
            code: row.get(2)?,
            words: row.get(3)?,
            count: row.get(4)?,
            tier: row.get(5)?,
            stay,
            note: row.get(9)?,
            at_ms: row.get(10)?,
            date: row.get(11)?,
            by: row.get(12)?,
            returned: returned.map(|(reason, at_ms)| BenefitReturn { reason, at_ms, by }),
        })
    })
}

/// A stay of a practice hotel's member in which benefits were used.
pub(super) struct PastStay {
    pub id: StayId,
    pub guest: GuestId,
    pub departed: BusinessDate,
    pub enrolled: BusinessDate,
    pub tier: Tier,
}

/// Returns at most `most` stays that departed since `since`, of members with a tier whom `today` sees in the house, in order.
pub(super) fn past_stays(db: &Db, since: BusinessDate, today: BusinessDate, most: u32) -> Result<Vec<PastStay>> {
    collect(db, include_str!("sql/past_stays.sql"), params![since, today, most], |row| {
        Ok(PastStay { id: row.get(0)?, guest: row.get(1)?, departed: row.get(2)?, enrolled: row.get(3)?, tier: row.get(4)? })
    })
}

/// Returns somebody of the desk.
pub(super) fn receptionist(db: &Db) -> Result<Option<UserId>> {
    let sql = "SELECT id FROM users WHERE role = 'receptionist' AND active = 1 ORDER BY rowid LIMIT 1";
    Ok(db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0)).optional()?)
}

/// Puts every line of `from` under `to`. Returns which.
pub(super) fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<BenefitLineId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE benefit_lines SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts one line of `from` under `to`, where it still is with `from`. Returns whether.
pub(super) fn give(tx: &Tx<'_>, id: BenefitLineId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE benefit_lines SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}
