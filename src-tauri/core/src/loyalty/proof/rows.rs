//! SQL of the proof: single postings with their lots and the history row that keeps each.

use rusqlite::{OptionalExtension, params};

use super::KeptAs;
use crate::{
    base::{
        error::Result,
        ids::{EntryId, GuestId, LotId},
        points::Points,
        time::{BusinessDate, Instant},
    },
    db::Db,
    loyalty::{AccountId, EntryCode, rows::collect},
};

/// One posting with the history row that keeps it.
pub(super) struct Row {
    pub id: EntryId,
    pub at: Instant,
    pub date: BusinessDate,
    pub code: EntryCode,
    pub source: String,
    pub memo: String,
    pub points: Points,
    pub reversed_by: Option<i64>,
    pub by: String,
    pub kept: Option<KeptAs>,
    /// What the posting's own image says: points, code, source; none where a run or an import keeps it with others, or where
    /// the image was erased.
    pub image: Option<(i64, String, String)>,
}

/// A lot and the account it lies on.
pub(super) struct LotRow {
    pub id: LotId,
    pub seq: i64,
    pub earned_on: BusinessDate,
    pub points: Points,
    pub left: Points,
    pub expires_on: BusinessDate,
    pub account: AccountId,
}

/// Returns the posting with this sequence, seen from `account`.
pub(super) fn entry(db: &Db, account: AccountId, seq: i64) -> Result<Option<Row>> {
    let found = db.conn().prepare_cached(include_str!("sql/entry.sql"))?.query_row(params![account, seq], |row| {
        let kept: Option<(i64, String)> = row.get::<_, Option<i64>>(9)?.zip(row.get::<_, Option<String>>(10)?);
        let image: Option<(i64, String)> = row.get::<_, Option<i64>>(11)?.zip(row.get::<_, Option<String>>(12)?);
        Ok(Row {
            id: row.get(0)?,
            at: row.get(1)?,
            date: row.get(2)?,
            code: row.get(3)?,
            source: row.get(4)?,
            memo: row.get(5)?,
            points: row.get(6)?,
            reversed_by: row.get(7)?,
            by: row.get(8)?,
            kept: kept.map(|(seq, mac)| KeptAs { seq, mac }),
            image: image.zip(row.get::<_, Option<String>>(13)?).map(|((points, code), source)| (points, code, source)),
        })
    });
    Ok(found.optional()?)
}

/// Returns every posting of an account in order: its sequence and what the account gained.
pub(super) fn movements(db: &Db, account: AccountId) -> Result<Vec<(i64, i64)>> {
    collect(db, include_str!("sql/movements.sql"), params![account], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns sequence and code of an account's postings from one sequence to before another.
pub(super) fn codes(db: &Db, account: AccountId, from: i64, until: i64) -> Result<Vec<(i64, EntryCode)>> {
    collect(db, include_str!("sql/codes.sql"), params![account, from, until], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns the sequences of the postings that made a lot, took of it or gave back.
pub(super) fn of_lot(db: &Db, lot: LotId) -> Result<Vec<i64>> {
    collect(db, include_str!("sql/of_lot.sql"), params![lot], |row| row.get(0))
}

/// Returns the sequences of a posting, of what it takes back and of what took it back.
pub(super) fn of_entry(db: &Db, entry: EntryId) -> Result<Vec<i64>> {
    collect(db, include_str!("sql/of_entry.sql"), params![entry], |row| row.get(0))
}

/// Returns what a posting did to which lots: positive where it made one or gave back, negative where it took.
pub(super) fn touched(db: &Db, entry: EntryId) -> Result<Vec<(LotId, Points)>> {
    collect(db, include_str!("sql/touched.sql"), params![entry], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns a lot with the posting that made it.
pub(super) fn lot(db: &Db, lot: LotId) -> Result<Option<LotRow>> {
    let found = db.conn().prepare_cached(include_str!("sql/lot.sql"))?.query_row([lot], |row| {
        Ok(LotRow {
            id: row.get(0)?,
            seq: row.get(1)?,
            earned_on: row.get(2)?,
            points: row.get(3)?,
            left: row.get(4)?,
            expires_on: row.get(5)?,
            account: row.get(6)?,
        })
    });
    Ok(found.optional()?)
}

/// Returns whose account this is.
pub(super) fn guest_of(db: &Db, account: AccountId) -> Result<Option<GuestId>> {
    let sql = "SELECT guest_id FROM accounts WHERE id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([account], |row| row.get(0)).optional()?.flatten())
}
