//! Numbered migrations: added, never edited; a newer file is refused; a snapshot is taken before any step on an old file.

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::file::FileRefusal;
use crate::base::error::{Error, Result};

const STEPS: &[M<'_>] = &[M::up(concat!(include_str!("migrations/0001.sql"), include_str!("../search/sql/schema.sql")))];

/// The schema number this program writes.
pub const SCHEMA: i64 = STEPS.len() as i64;

/// What a file's schema asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// No schema yet.
    Empty,
    /// Older than this program: snapshot, then migrate.
    Old,
    /// As this program writes it.
    Current,
}

/// Returns how the file's schema stands to this program.
///
/// Errors: [`FileRefusal::Newer`].
pub fn standing(conn: &Connection) -> Result<Standing> {
    let version: i64 = conn.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match version {
        0 => Ok(Standing::Empty),
        version if version < SCHEMA => Ok(Standing::Old),
        version if version == SCHEMA => Ok(Standing::Current),
        _ => Err(FileRefusal::Newer.into()),
    }
}

/// Brings the schema to [`SCHEMA`], all steps in one transaction each.
///
/// Errors: [`Error::Damaged`] where a step does not apply.
pub fn to_current(conn: &mut Connection) -> Result<()> {
    let steps = Migrations::from_slice(STEPS);
    steps.to_latest(conn).map_err(|error| match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => Error::Database { act: "migrate", source: err },
        _ => Error::Damaged { what: "schema steps".to_owned() },
    })
}

/// Returns a new database in memory with the schema that this program writes: what a sound file's schema is compared with.
///
/// Errors: [`Error::Database`], [`Error::Damaged`].
pub fn fresh() -> Result<Connection> {
    let mut conn = Connection::open_in_memory()?;
    to_current(&mut conn)?;
    Ok(conn)
}
