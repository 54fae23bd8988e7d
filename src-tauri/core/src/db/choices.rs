//! What the house chose in place of a rule's own figures: one JSON value a name in `settings`.

use rusqlite::{OptionalExtension, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{store::Db, tx::Tx};
use crate::base::error::{Error, Result};

/// Returns what the house chose under `name`, or `None` where it chose nothing.
///
/// Errors: [`Error::Damaged`] where what stands there is not of this shape.
pub fn chosen<T: DeserializeOwned>(db: &Db, name: &str) -> Result<Option<T>> {
    let value: Option<String> =
        db.conn().prepare_cached("SELECT value FROM settings WHERE name = ?1")?.query_row([name], |row| row.get(0)).optional()?;
    let read = |value: String| serde_json::from_str(&value).map_err(|_| Error::Damaged { what: format!("the setting {name}") });
    value.map(read).transpose()
}

/// Puts what the house chose under `name`.
///
/// Errors: [`Error::Database`].
pub fn choose<T: Serialize>(tx: &Tx<'_>, name: &str, value: &T) -> Result<()> {
    let value = serde_json::to_string(value).map_err(|_| Error::Damaged { what: format!("the setting {name}") })?;
    tx.conn()
        .prepare_cached(
            "INSERT INTO settings(name, value) VALUES (?1, ?2) ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        )?
        .execute(params![name, value])?;
    Ok(())
}
