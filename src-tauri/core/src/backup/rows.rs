//! The copy's own rows: made through the database, counted and verified in the copy, not in what it was made from.

use std::path::Path;

use super::Counts;
use crate::{
    audit::chain::Head,
    base::error::{Error, Result},
    db::{Db, Store, keys::FileKey, snapshot},
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

/// Returns what the copy at `path` holds, and its chain's head.
///
/// Errors: those of [`snapshot::read`].
pub fn holds(path: &Path, key: &FileKey) -> Result<(Counts, Head)> {
    let db = snapshot::read(path, key)?;
    Ok((counts(&db)?, db.head()?))
}

/// Returns what the copy at `path` holds after every page, index and link of its chain was checked.
///
/// Errors: [`Error::Damaged`], those of [`snapshot::read`].
pub fn verified(path: &Path, key: &FileKey) -> Result<(Counts, Head)> {
    let db = snapshot::read(path, key)?;
    snapshot::verify(db.conn())?;
    let head = db.head()?;
    match history::chain(&db, Some(&head))? {
        None => Ok((counts(&db)?, head)),
        Some(_) => Err(Error::Damaged { what: "the copy's history".to_owned() }),
    }
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
