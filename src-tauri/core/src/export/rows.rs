//! SQL of the package: its tables in order, what is to be looked at, and the history of exports.

use rusqlite::{OptionalExtension, Row, params};

use super::{MadePackage, Period, sheets::Sheet};
use crate::{
    audit::chain::Head,
    base::{
        error::{Error, Result},
        ids::RawId,
    },
    db::{Db, Tx},
};

/// One value of a row, as the file keeps it.
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
pub struct Cells<'r, 's>(&'r Row<'s>);

impl Cells<'_, '_> {
    /// Returns the value at `place`, from 0.
    pub fn at(&self, place: usize) -> Result<Value<'_>> {
        use rusqlite::types::ValueRef;
        Ok(match self.0.get_ref(place)? {
            ValueRef::Null => Value::None,
            ValueRef::Integer(whole) => Value::Whole(whole),
            ValueRef::Text(text) => Value::Text(std::str::from_utf8(text).map_err(|_| damaged())?),
            ValueRef::Blob(bytes) => Value::Id(RawId::from_bytes(bytes.try_into().map_err(|_| damaged())?)),
            ValueRef::Real(_) => return Err(damaged()),
        })
    }
}

fn damaged() -> Error {
    Error::Damaged { what: "a value of a package's table".to_owned() }
}

/// Gives every row of the period to `take`, one after the other.
pub(super) fn each(db: &Db, sheet: &Sheet, period: Period, mut take: impl FnMut(&Cells<'_, '_>) -> Result<()>) -> Result<()> {
    let mut found = db.conn().prepare_cached(sheet.sql)?;
    let mut rows = found.query(params![period.first(), period.next()])?;
    while let Some(row) = rows.next()? {
        take(&Cells(row))?;
    }
    Ok(())
}

/// Returns the key under which guests are pseudonymised.
pub(super) fn pseudonym_key(db: &Db) -> Result<[u8; 32]> {
    let sql = "SELECT value FROM secrets WHERE name = 'pseudonym'";
    Ok(db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// What all members held together, and what moved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub(super) struct PointsSums {
    pub opening: i64,
    pub earned: i64,
    pub redeemed: i64,
    pub expired: i64,
    pub reversed: i64,
    pub closing: i64,
}

pub(super) fn points_sums(db: &Db, period: Period) -> Result<PointsSums> {
    let sums = db.conn().prepare_cached(include_str!("sql/points_sums.sql"))?.query_row(
        params![period.first(), period.next()],
        |row| {
            let (held_now, later): (i64, i64) = (row.get(0)?, row.get(1)?);
            let (earned, redeemed, expired, reversed): (i64, i64, i64, i64) =
                (row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
            let closing = held_now - later;
            Ok(PointsSums {
                opening: closing - earned + redeemed + expired - reversed,
                earned,
                redeemed,
                expired,
                reversed,
                closing,
            })
        },
    )?;
    Ok(sums)
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

/// Returns the number of the newest package of the period, 0 where there is none.
pub(super) fn newest_version(db: &Db, period: Period) -> Result<u32> {
    let sql = "SELECT coalesce(max(version), 0) FROM exports WHERE period = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([period.to_string()], |row| row.get(0))?)
}

/// Returns the package that was made last, of any period.
pub(super) fn previous(db: &Db) -> Result<Option<MadePackage>> {
    Ok(made(db, 1)?.pop())
}

/// Returns the mac of history row `seq` as it stands now.
pub(super) fn mac_at(db: &Db, seq: i64) -> Result<Option<String>> {
    let found =
        db.conn().prepare_cached("SELECT mac FROM history WHERE seq = ?1")?.query_row([seq], |row| row.get::<_, Vec<u8>>(0));
    Ok(found.optional()?.map(|mac| crate::audit::chain::hex(&mac)))
}

pub(super) fn made(db: &Db, limit: u32) -> Result<Vec<MadePackage>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/made.sql"))?;
    let rows = found.query_map([limit], |row| {
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
    ])?;
    Ok(())
}

fn count(row: &Row<'_>, place: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(place)?).unwrap_or_default())
}
