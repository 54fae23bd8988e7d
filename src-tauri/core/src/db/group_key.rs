//! The group's key, as it lies in the file: head office gives the same one to all its hotels.

use rusqlite::{OptionalExtension, params};

use super::{Db, Tx};
use crate::base::error::Result;

/// Its name among the secrets.
const NAME: &str = "group";

/// Returns it, where head office gave one.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn get(db: &Db) -> Result<Option<[u8; 32]>> {
    let sql = "SELECT value FROM secrets WHERE name = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([NAME], |row| row.get(0)).optional()?)
}

/// Keeps it; the one before is gone.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn put(tx: &Tx<'_>, key: &[u8; 32]) -> Result<()> {
    let sql = "INSERT INTO secrets(name, value) VALUES (?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value";
    tx.conn().prepare_cached(sql)?.execute(params![NAME, key.as_slice()])?;
    Ok(())
}
