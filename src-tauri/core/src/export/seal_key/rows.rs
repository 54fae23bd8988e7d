//! Rows of head office's key.

use rusqlite::params;

use super::SealKey;
use crate::{
    base::error::Result,
    db::{Db, Tx},
};

/// Returns the newest `limit` versions, the newest first.
pub(super) fn versions(db: &Db, limit: u32) -> Result<Vec<SealKey>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/versions.sql"))?;
    let rows = found.query_map([limit], |row| {
        Ok(SealKey {
            version: row.get(0)?,
            recipient: row.get(1)?,
            fingerprint: row.get(2)?,
            whose: row.get(3)?,
            by: row.get(4)?,
            at_ms: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(tx: &Tx<'_>, key: &SealKey) -> Result<()> {
    let sql = "INSERT INTO seal_keys(version, recipient, fingerprint, whose, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.conn().prepare_cached(sql)?.execute(params![
        key.version,
        key.recipient,
        key.fingerprint,
        key.whose,
        tx.session().user,
        key.at_ms
    ])?;
    Ok(())
}
