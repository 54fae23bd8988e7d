//! SQL of the package: its tables in order, what is to be looked at, and the history of exports.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row, params};

use super::{
    MadePackage,
    found::Found,
    period::{Period, PeriodKind},
    sheets::{Counted, Sheet, Source},
};
use crate::{
    audit::chain::Head,
    base::{
        error::{Error, Result},
        ids::RawId,
    },
    db::{Db, Tx, group_key},
    loyalty::along::PostingRow,
};

/// One value of a row, as the file keeps it.
#[derive(Clone, Copy)]
pub enum Value<'r> {
    /// Nothing.
    None,
    /// A whole number.
    Whole(i64),
    /// Text.
    Text(&'r str),
    /// A record's id.
    Id(RawId),
}

/// One row of a table.
pub struct Cells<'r> {
    values: &'r [Value<'r>],
}

impl<'r> Cells<'r> {
    /// Returns how many values the row has.
    pub fn count(&self) -> usize {
        self.values.len()
    }

    /// Returns the value at `place`, from 0.
    pub fn at(&self, place: usize) -> Result<Value<'r>> {
        self.values.get(place).copied().ok_or_else(damaged)
    }
}

/// Values that a row has at most; each is read out of SQLite once, for several look at it.
const VALUES_MAX: usize = 24;

fn value<'r>(row: &'r Row<'_>, place: usize) -> Result<Value<'r>> {
    use rusqlite::types::ValueRef;
    Ok(match row.get_ref(place)? {
        ValueRef::Null => Value::None,
        ValueRef::Integer(whole) => Value::Whole(whole),
        ValueRef::Text(text) => Value::Text(std::str::from_utf8(text).map_err(|_| damaged())?),
        ValueRef::Blob(bytes) => Value::Id(RawId::from_bytes(bytes.try_into().map_err(|_| damaged())?)),
        ValueRef::Real(_) => return Err(damaged()),
    })
}

fn damaged() -> Error {
    Error::Damaged { what: "a value of a package's table".to_owned() }
}

/// What the query that reads the ledger whole says of each posting behind its cells.
const POSTING_CELLS: usize = 6;

/// Returns whether the table's query reads every posting.
pub(super) fn reads_the_ledger(sheet: &Sheet, period: Period) -> bool {
    sheet.counted == Counted::Points && period.kind() == PeriodKind::All
}

/// Gives every row of the period to `take`, one after the other, and every posting to `posting` where the table's query
/// [reads them all](reads_the_ledger).
pub(super) fn each(
    db: &Db,
    sheet: &Sheet,
    period: Period,
    posting: &mut dyn FnMut(&PostingRow<'_>) -> Result<()>,
    take: &mut dyn FnMut(&Cells<'_>) -> Result<()>,
) -> Result<()> {
    let Source::Sql { days, whole } = sheet.rows else { return Ok(()) };
    let sql = if period.kind() == PeriodKind::All { whole } else { days };
    let mut found = db.conn().prepare_cached(sql)?;
    found.raw_bind_parameter(1, period.first())?;
    found.raw_bind_parameter(2, period.next())?;
    // Only the guests ask whether the hotel has the group's key.
    if found.parameter_count() > 2 {
        found.raw_bind_parameter(3, group_key::get(db)?.is_some())?;
    }
    let postings = reads_the_ledger(sheet, period);
    let all = found.column_count();
    let count = all - if postings { POSTING_CELLS } else { 0 };
    let mut rows = found.raw_query();
    while let Some(row) = rows.next()? {
        let mut values = [Value::None; VALUES_MAX];
        let values = values.get_mut(..all).ok_or_else(damaged)?;
        for (place, one) in values.iter_mut().enumerate() {
            *one = value(row, place)?;
        }
        let (cells, beside) = values.split_at(count);
        if postings {
            let [
                Value::Whole(leaves),
                Value::Whole(from),
                Value::Whole(to),
                Value::Whole(points),
                Value::Id(id),
                Value::Text(request_key),
            ] = *beside
            else {
                return Err(damaged());
            };
            let Some(Value::Whole(seq)) = cells.first().copied() else { return Err(damaged()) };
            posting(&PostingRow { seq, id, from, to, points, request_key })?;
            if leaves == 0 {
                continue;
            }
        }
        take(&Cells { values: cells })?;
    }
    Ok(())
}

/// Returns the key under which guests are pseudonymised in this hotel.
pub(super) fn pseudonym_key(db: &Db) -> Result<[u8; 32]> {
    let sql = "SELECT value FROM secrets WHERE name = 'pseudonym'";
    Ok(db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Returns the guests who were erased.
pub(super) fn erased(db: &Db) -> Result<HashSet<RawId>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/guests_without_details.sql"))?;
    let rows = found.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Gives every account of a guest to `take`, in the order of their numbers.
pub(super) fn accounts(db: &Db, take: &mut dyn FnMut(i64, RawId)) -> Result<()> {
    let mut found = db.conn().prepare_cached("SELECT id, guest_id FROM accounts WHERE guest_id IS NOT NULL ORDER BY id")?;
    let mut rows = found.query([])?;
    while let Some(row) = rows.next()? {
        take(row.get(0)?, row.get(1)?);
    }
    Ok(())
}

/// Returns the guests who came in with a package, in the order of their ids, and the key that each had in it.
pub(super) fn brought(db: &Db) -> Result<Vec<(RawId, [u8; 16])>> {
    let sql = "SELECT guest_id, guest_key FROM brought_guests ORDER BY guest_id";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns what all members hold now, and what they gained together after the period.
pub(super) fn held_then(db: &Db, period: Period) -> Result<(i64, i64)> {
    let sql = include_str!("sql/held_then.sql");
    Ok(db.conn().prepare_cached(sql)?.query_row([period.next()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Returns the nights of the period that stays slept which leave after it.
pub(super) fn slept_on(db: &Db, period: Period) -> Result<i64> {
    let sql = include_str!("sql/slept_on.sql");
    Ok(db.conn().prepare_cached(sql)?.query_row(params![period.first(), period.next()], |row| row.get(0))?)
}

/// What a person should look at: counts.
pub(super) struct Look {
    pub tickets_open: u64,
    pub tickets_unowned: u64,
    pub stays_overdue: u64,
    pub stays_unnamed: u64,
}

pub(super) fn look(db: &Db, period: Period) -> Result<Look> {
    let sql = include_str!("sql/look.sql");
    Ok(db.conn().prepare_cached(sql)?.query_row(params![period.first(), period.next()], |row| {
        Ok(Look {
            tickets_open: count(row, 0)?,
            tickets_unowned: count(row, 1)?,
            stays_overdue: count(row, 2)?,
            stays_unnamed: count(row, 3)?,
        })
    })?)
}

pub(super) fn tickets_unowned(db: &Db, period: Period, limit: u32) -> Result<Vec<String>> {
    numbers(db, include_str!("sql/unowned.sql"), period, limit)
}

pub(super) fn tickets_open(db: &Db, period: Period, limit: u32) -> Result<Vec<String>> {
    numbers(db, include_str!("sql/still_open.sql"), period, limit)
}

fn numbers(db: &Db, sql: &str, period: Period, limit: u32) -> Result<Vec<String>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map(params![period.first(), period.next(), limit], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the records that a check counts, by the query that finds them.
pub(super) fn found(db: &Db, sql: &str, period: Period, limit: u32) -> Result<Vec<Found>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map(params![period.first(), period.next(), limit], found_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn found_guest(db: &Db, guest: RawId) -> Result<Option<Found>> {
    Ok(db.conn().prepare_cached(include_str!("sql/found_guest.sql"))?.query_row([guest], found_row).optional()?)
}

pub(super) fn found_stay(db: &Db, stay: RawId) -> Result<Option<Found>> {
    Ok(db.conn().prepare_cached(include_str!("sql/found_stay.sql"))?.query_row([stay], found_row).optional()?)
}

pub(super) fn found_ticket(db: &Db, number: &str) -> Result<Option<Found>> {
    Ok(db.conn().prepare_cached(include_str!("sql/found_ticket.sql"))?.query_row([number], found_row).optional()?)
}

pub(super) fn guest_of_account(db: &Db, account: i64) -> Result<Option<RawId>> {
    let sql = "SELECT guest_id FROM accounts WHERE id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([account], |row| row.get(0)).optional()?.flatten())
}

fn found_row(row: &Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found { ticket: row.get(0)?, guest: row.get(1)?, label: row.get(2)?, name: row.get(3)?, day: row.get(4)? })
}

/// Returns the newest package of the period.
pub(super) fn newest(db: &Db, period: Period) -> Result<Option<MadePackage>> {
    Ok(made_of(db, 1, Some(period))?.pop())
}

/// Returns the package that was made last, of any period.
pub(super) fn previous(db: &Db) -> Result<Option<MadePackage>> {
    Ok(made_of(db, 1, None)?.pop())
}

/// Returns the names of the periods of which packages were made.
pub(super) fn periods_made(db: &Db) -> Result<Vec<String>> {
    let mut found = db.conn().prepare_cached("SELECT DISTINCT period FROM exports")?;
    let rows = found.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the mac of history row `seq` as it stands now.
pub(super) fn mac_at(db: &Db, seq: i64) -> Result<Option<String>> {
    let found =
        db.conn().prepare_cached("SELECT mac FROM history WHERE seq = ?1")?.query_row([seq], |row| row.get::<_, Vec<u8>>(0));
    Ok(found.optional()?.map(|mac| crate::audit::chain::hex(&mac)))
}

/// Returns the packages that were made, of one period where one is given, the newest first.
pub(super) fn made_of(db: &Db, limit: u32, period: Option<Period>) -> Result<Vec<MadePackage>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/made.sql"))?;
    let rows = found.query_map(params![limit, period.map(|period| period.to_string())], |row| {
        Ok(MadePackage {
            id: row.get(0)?,
            period: row.get(1)?,
            version: row.get(2)?,
            folder: row.get(3)?,
            manifest_sha256: row.get(4)?,
            rows: count(row, 5)?,
            head: Head { seq: row.get(6)?, mac: row.get(7)? },
            by: row.get(8)?,
            at_ms: row.get(9)?,
            sequence: row.get(10)?,
            reason: row.get(11)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(tx: &Tx<'_>, made: &MadePackage) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        made.id,
        made.period,
        made.version,
        made.folder,
        made.manifest_sha256,
        i64::try_from(made.rows).unwrap_or(i64::MAX),
        made.head.seq,
        made.head.mac,
        tx.session().user,
        made.at_ms,
        made.reason,
    ])?;
    Ok(())
}

fn count(row: &Row<'_>, place: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(place)?).unwrap_or_default())
}
