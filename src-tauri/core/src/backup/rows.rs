//! The copy's own rows: made through the database, counted and verified in the copy, not in what it was made from.

use std::path::Path;

use rusqlite::{OptionalExtension as _, params};

use super::{
    Counts, Sums,
    house::{BackupWhere, Newest},
    place::BackupPlace,
};
use crate::{
    audit::chain::Head,
    base::{
        error::{Error, Result},
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

fn held(db: &Db) -> Result<Held> {
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
