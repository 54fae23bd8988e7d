//! Rows of routines: what was set, what they made, what failed.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{
    Behind, Cadence, Last, Routine, Tried,
    rules::{Before, LOOKED_BACK_MAX},
};
use crate::{
    base::{
        error::{Error, Result},
        ids::ExportId,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    export::Period,
};

/// Packages of before that a decision rests on: those of all three cadences, and as many made by hand.
const MADE_SEEN: u32 = LOOKED_BACK_MAX * 4;

/// Returns the newest version of each cadence, day before week before month.
pub(super) fn newest(db: &Db) -> Result<Vec<Routine>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/newest.sql"))?;
    let rows = found.query_map([], |row| {
        Ok(Routine {
            version: row.get(0)?,
            cadence: row.get(1)?,
            contents: row.get(2)?,
            hour: row.get(3)?,
            folder: row.get(4)?,
            runs: row.get(5)?,
            since_ms: row.get(6)?,
            by_user: row.get(7)?,
            at_ms: row.get(8)?,
        })
    })?;
    let mut routines: Vec<Routine> = rows.collect::<rusqlite::Result<_>>()?;
    routines.sort_by_key(|routine| routine.cadence);
    Ok(routines)
}

pub(super) fn insert(tx: &Tx<'_>, routine: &Routine) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        routine.version,
        routine.cadence,
        routine.contents,
        routine.hour,
        routine.folder,
        routine.runs,
        routine.since_ms,
        routine.by_user,
        routine.at_ms,
    ])?;
    Ok(())
}

/// Returns the newest packages that were made, the latest first.
pub(super) fn made(db: &Db) -> Result<Vec<Before>> {
    let sql = "SELECT period, at_ms FROM exports ORDER BY head_seq DESC LIMIT ?1";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([MADE_SEEN], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Instant>(1)?)))?;
    rows.map(|row| {
        let (period, made) = row?;
        Ok(Before { period: Period::parse(&period)?, made })
    })
    .collect()
}

/// Returns the package that routines of a cadence made last.
pub(super) fn last(db: &Db, cadence: Cadence) -> Result<Option<Last>> {
    let found = db.conn().prepare_cached(include_str!("sql/last.sql"))?.query_row([cadence], |row| {
        Ok(Last { period: row.get(0)?, version: row.get(1)?, due_ms: row.get(2)?, at_ms: row.get(3)? })
    });
    Ok(found.optional()?)
}

/// Returns which of the newest `packages` packages routines made.
pub(super) fn behind(db: &Db, packages: u32) -> Result<BTreeMap<ExportId, Behind>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/behind.sql"))?;
    let rows = found
        .query_map([packages], |row| Ok((row.get::<_, ExportId>(0)?, Behind { cadence: row.get(1)?, due_ms: row.get(2)? })))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert_made(tx: &Tx<'_>, export: ExportId, routine: u32, due: Instant) -> Result<()> {
    let sql = "INSERT INTO routine_exports(export_id, routine, due_ms) VALUES (?1, ?2, ?3)";
    tx.conn().prepare_cached(sql)?.execute(params![export, routine, due])?;
    Ok(())
}

/// Returns the latest day up to `today` that somebody found right.
pub(super) fn confirmed(db: &Db, today: BusinessDate) -> Result<Option<BusinessDate>> {
    let sql = "SELECT day FROM routine_days WHERE day <= ?1 ORDER BY day DESC LIMIT 1";
    Ok(db.conn().prepare_cached(sql)?.query_row([today], |row| row.get(0)).optional()?)
}

pub(super) fn put_confirmed(tx: &Tx<'_>, day: BusinessDate) -> Result<()> {
    let sql = "INSERT INTO routine_days(day, by_user, at_ms) VALUES (?1, ?2, ?3) ON CONFLICT (day) DO NOTHING";
    tx.conn().prepare_cached(sql)?.execute(params![day, tx.session().user, tx.at()])?;
    Ok(())
}

/// Returns what was tried and did not come about.
pub(super) fn tried(db: &Db) -> Result<Vec<Tried>> {
    let sql = "SELECT cadence, period, code, args, tries, first_ms, last_ms FROM routine_tries";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([], |row| Ok((read_tried(row)?, row.get::<_, String>(3)?)))?;
    rows.map(|row| {
        let (tried, args) = row?;
        let args = serde_json::from_str(&args).map_err(|_| Error::Damaged { what: "why a routine failed".to_owned() })?;
        Ok(Tried { args, ..tried })
    })
    .collect()
}

fn read_tried(row: &Row<'_>) -> rusqlite::Result<Tried> {
    Ok(Tried {
        cadence: row.get(0)?,
        period: row.get(1)?,
        code: row.get(2)?,
        args: BTreeMap::new(),
        tries: row.get(4)?,
        first_ms: row.get(5)?,
        last_ms: row.get(6)?,
    })
}

/// Remembers that a period was tried and did not come about; outside a request, for nobody asked for it.
pub(super) fn put_tried(db: &Db, tried: &Tried) -> Result<()> {
    let args = serde_json::to_string(&tried.args).map_err(|_| Error::Damaged { what: "why a routine failed".to_owned() })?;
    db.conn().prepare_cached(include_str!("sql/put_tried.sql"))?.execute(params![
        tried.cadence,
        tried.period,
        tried.code,
        args,
        tried.tries,
        tried.first_ms,
        tried.last_ms,
    ])?;
    Ok(())
}

/// Forgets what failed of one period: it is made.
pub(super) fn forget_tried(db: &Db, cadence: Cadence, period: &str) -> Result<()> {
    let sql = "DELETE FROM routine_tries WHERE cadence = ?1 AND period = ?2";
    db.conn().prepare_cached(sql)?.execute(params![cadence, period])?;
    Ok(())
}

/// Forgets what failed under a setting that is in force no longer.
pub(super) fn forget_tries(db: &Db, cadence: Cadence) -> Result<()> {
    db.conn().prepare_cached("DELETE FROM routine_tries WHERE cadence = ?1")?.execute([cadence])?;
    Ok(())
}
