//! The copy's own rows: made through the database, counted and verified in the copy, not in what it was made from.

use std::path::Path;

use rusqlite::{OptionalExtension as _, params};

use super::{
    Counts, Sums,
    drill::{Drill, DrillReport},
    house::{BackupWhere, Newest},
    place::BackupPlace,
    quarantine::RestoreReport,
};
use crate::{
    audit::chain::Head,
    base::{
        error::{Error, Result},
        ids::{RawId, UserId},
        time::Instant,
    },
    db::{Db, Store, Tx, keys::FileKey, snapshot},
    history,
};

/// Copies the file to `to`, verified, from one view of it; whoever writes meanwhile waits for nothing. Returns its key.
///
/// Errors: [`Error::Damaged`] where the copy does not verify, [`Error::File`], [`Error::Database`].
pub fn copy(store: &Store, to: &Path) -> Result<FileKey> {
    let key = store.upkeep(|_, key| Ok(key.clone()))?;
    store.read_as_house(|db| snapshot::write(db.conn(), to, &key))?;
    Ok(key)
}

/// What a copy holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// How many rows of each kind.
    pub counts: Counts,
    /// What they add up to.
    pub sums: Sums,
    /// The chain's head.
    pub head: Head,
}

/// Returns what the copy at `path` holds, and its chain's head.
///
/// Errors: those of [`snapshot::read`].
pub fn holds(path: &Path, key: &FileKey) -> Result<Held> {
    held(&snapshot::read(path, key)?)
}

/// Returns what the copy at `path` holds after every page, index and link of its chain was checked.
///
/// Errors: [`Error::Damaged`], those of [`snapshot::read`].
pub fn verified(path: &Path, key: &FileKey) -> Result<Held> {
    let db = snapshot::read(path, key)?;
    snapshot::verify(db.conn())?;
    let held = held(&db)?;
    match history::chain(&db, Some(&held.head))? {
        None => Ok(held),
        Some(_) => Err(Error::Damaged { what: "the copy's history".to_owned() }),
    }
}

/// Copies what `db` sees to `to`, verified, under another key.
///
/// Errors: as [`copy`].
pub fn copy_under(db: &Db, to: &Path, key: &FileKey) -> Result<()> {
    snapshot::write(db.conn(), to, key)
}

/// Returns what the open file holds.
///
/// Errors: [`Error::Database`].
pub fn held(db: &Db) -> Result<Held> {
    Ok(Held { counts: counts(db)?, sums: sums(db)?, head: db.head()? })
}

fn counts(db: &Db) -> Result<Counts> {
    Ok(db.conn().query_row(include_str!("sql/counts.sql"), [], |row| {
        Ok(Counts {
            guests: row.get(0)?,
            stays: row.get(1)?,
            tickets: row.get(2)?,
            members: row.get(3)?,
            ledger_entries: row.get(4)?,
            history: row.get(5)?,
        })
    })?)
}

/// Each sum in two halves of 32 bits: `sum()` raises where it overflows (PROMISES, trap 10).
fn sums(db: &Db) -> Result<Sums> {
    let halves = |row: &rusqlite::Row<'_>, at: usize| -> rusqlite::Result<String> {
        let (high, low): (i64, i64) = (row.get(at)?, row.get(at + 1)?);
        Ok(((i128::from(high) << 32) + i128::from(low)).to_string())
    };
    Ok(db.conn().query_row(include_str!("sql/sums.sql"), [], |row| {
        Ok(Sums { spend_minor: halves(row, 0)?, points_moved: halves(row, 2)?, points_left: halves(row, 4)? })
    })?)
}

/// Returns the second place that is set, with who set it and when.
///
/// Errors: [`Error::Database`].
pub fn place(db: &Db) -> Result<Option<BackupPlace>> {
    let mut found = db.conn().prepare_cached("SELECT folder, by_user, at_ms FROM backup_place")?;
    let read = |row: &rusqlite::Row<'_>| Ok(BackupPlace { folder: row.get(0)?, by_user: row.get(1)?, at_ms: row.get(2)? });
    Ok(found.query_row([], read).optional()?)
}

pub fn put_place(tx: &Tx<'_>, place: Option<&BackupPlace>) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM backup_place")?.execute([])?;
    if let Some(BackupPlace { folder, by_user, at_ms }) = place {
        tx.conn()
            .prepare_cached("INSERT INTO backup_place(id, folder, by_user, at_ms) VALUES (1, ?1, ?2, ?3)")?
            .execute(params![folder, by_user, at_ms])?;
    }
    Ok(())
}

/// Returns the newest backup that this file knows of in a place.
///
/// Errors: [`Error::Database`].
pub fn newest(db: &Db, place: BackupWhere) -> Result<Option<Newest>> {
    let mut found = db.conn().prepare_cached("SELECT folder, at_ms, seq, mac, bytes FROM backup_newest WHERE place = ?1")?;
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Newest {
            folder: row.get(0)?,
            at_ms: row.get(1)?,
            head: Head { seq: row.get(2)?, mac: row.get(3)? },
            bytes: row.get(4)?,
        })
    };
    Ok(found.query_row([place], read).optional()?)
}

/// Remembers the newest backup of a place: a fact of this copy, outside its history, so that a backup is no change that
/// wants the next.
///
/// Errors: [`Error::Database`].
pub fn put_newest(db: &Db, place: BackupWhere, newest: &Newest) -> Result<()> {
    let Newest { folder, at_ms, head, bytes } = newest;
    db.conn()
        .prepare_cached(include_str!("sql/put_newest.sql"))?
        .execute(params![place, folder, at_ms, head.seq, head.mac, bytes])?;
    Ok(())
}

/// Returns when the row after `seq` was written, and how many there are after it.
///
/// Errors: [`Error::Database`].
pub fn written_after(db: &Db, seq: i64) -> Result<Option<(Instant, i64)>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/written_after.sql"))?;
    Ok(found.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns the mac of the history row `seq`, hexadecimal, where there is one.
///
/// Errors: [`Error::Database`].
pub fn mac_of(db: &Db, seq: i64) -> Result<Option<String>> {
    let mut found = db.conn().prepare_cached("SELECT mac FROM history WHERE seq = ?1")?;
    let mac: Option<Vec<u8>> = found.query_row([seq], |row| row.get(0)).optional()?;
    Ok(mac.map(|mac| crate::audit::chain::hex(&mac)))
}

/// Returns the last row, up to `most`, that two files share: each row commits to all before it, so that from the first other
/// one on all are.
///
/// Errors: [`Error::Database`].
pub fn common(one: &Db, other: &Db, most: i64) -> Result<i64> {
    let (mut shared, mut beyond) = (0, most + 1);
    while beyond - shared > 1 {
        let middle = shared + (beyond - shared) / 2;
        let (mine, theirs) = (mac_of(one, middle)?, mac_of(other, middle)?);
        if mine.is_some() && mine == theirs {
            shared = middle;
        } else {
            beyond = middle;
        }
    }
    Ok(shared)
}

/// Returns when the history row `seq` was written, where there is one.
///
/// Errors: [`Error::Database`].
pub fn written_at(db: &Db, seq: i64) -> Result<Option<Instant>> {
    let mut found = db.conn().prepare_cached("SELECT at_ms FROM history WHERE seq = ?1")?;
    Ok(found.query_row([seq], |row| row.get(0)).optional()?)
}

pub fn put_restore(db: &Db, id: RawId, at: Instant, by: Option<UserId>, report: &RestoreReport) -> Result<()> {
    let report = serde_json::to_string(report).map_err(|_| Error::Damaged { what: "a report".to_owned() })?;
    db.conn()
        .prepare_cached("INSERT INTO restores(id, at_ms, by_user, report) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id, at, by, report])?;
    Ok(())
}

pub fn put_drill(tx: &Tx<'_>, id: RawId, report: &DrillReport) -> Result<()> {
    let report = serde_json::to_string(report).map_err(|_| Error::Damaged { what: "a report".to_owned() })?;
    tx.conn().prepare_cached("INSERT INTO drills(id, at_ms, by_user, report) VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        id,
        tx.at(),
        tx.session().user,
        report
    ])?;
    Ok(())
}

/// Returns the last drills, the latest first.
///
/// Errors: [`Error::Database`], [`Error::Damaged`].
pub fn drills(db: &Db, limit: u32) -> Result<Vec<Drill>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/drills.sql"))?;
    let rows = found
        .query_map([limit], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, Option<String>>(2)?, row.get::<_, String>(3)?)))?;
    let mut drills = Vec::new();
    for row in rows {
        let (at_ms, by_user, by_name, report) = row?;
        let report = serde_json::from_str(&report).map_err(|_| Error::Damaged { what: "a report of a drill".to_owned() })?;
        drills.push(Drill { at_ms, by_user, by_name: by_name.unwrap_or_default(), report });
    }
    Ok(drills)
}
