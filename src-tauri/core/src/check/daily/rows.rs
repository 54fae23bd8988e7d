//! What the day's checks found, sealed.

use rusqlite::{OptionalExtension, params};

use super::DayCheck;
use crate::{
    base::error::{Error, Result},
    db::{Db, chain_key},
};

/// Returns the newest check that this house made, told by its seal.
pub fn newest(db: &Db) -> Result<Option<DayCheck>> {
    let mut found = db.conn().prepare_cached("SELECT found, seal FROM day_checks")?;
    let found: Option<(String, Vec<u8>)> = found.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    let key = chain_key(db.conn())?;
    let own = found.filter(|(found, seal)| key.seal(&[found.as_bytes()]).as_slice() == seal);
    Ok(own.and_then(|(found, _)| serde_json::from_str(&found).ok()))
}

/// Remembers a check in the place of the one before.
pub fn put(db: &Db, made: &DayCheck) -> Result<()> {
    let found = serde_json::to_string(made).map_err(|_| Error::Damaged { what: "a check that does not serialise".to_owned() })?;
    let seal = chain_key(db.conn())?.seal(&[found.as_bytes()]);
    db.conn().prepare_cached(include_str!("sql/put.sql"))?.execute(params![found, seal.as_slice()])?;
    Ok(())
}
