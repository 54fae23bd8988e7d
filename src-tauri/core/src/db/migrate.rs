//! Numbered migrations: added, never edited; a newer file is refused; a snapshot is taken before any step on an old file.

use std::{io::Write as _, path::Path};

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::{
    file::{FileRefusal, beside},
    keys::{FileKey, key_store::carried, keys_path},
    snapshot,
};
use crate::base::{
    error::{Error, Result},
    files,
};

pub(super) const STEPS: &[M<'_>] = &[
    M::up(concat!(include_str!("migrations/0001.sql"), include_str!("../search/sql/schema.sql"))),
    M::up(include_str!("migrations/0002.sql")),
    M::up(include_str!("../search/sql/lines.sql")),
    M::up(include_str!("migrations/0004.sql")),
    M::up(include_str!("migrations/0005.sql")),
    M::up(include_str!("migrations/0006.sql")),
    M::up(include_str!("migrations/0007.sql")),
    M::up(include_str!("migrations/0008.sql")),
    M::up(include_str!("migrations/0009.sql")),
    M::up(include_str!("migrations/0010.sql")),
    M::up(include_str!("migrations/0011.sql")),
    M::up(include_str!("migrations/0012.sql")),
    M::up(include_str!("migrations/0013.sql")),
    M::up(include_str!("migrations/0014.sql")),
    M::up(include_str!("migrations/0015.sql")),
    M::up(include_str!("migrations/0016.sql")),
    M::up(include_str!("migrations/0017.sql")),
    M::up(include_str!("migrations/0018.sql")),
    M::up(include_str!("migrations/0019.sql")),
    M::up(include_str!("migrations/0020.sql")),
    M::up(include_str!("migrations/0021.sql")),
    M::up(include_str!("migrations/0022.sql")),
    M::up(include_str!("migrations/0023.sql")),
    M::up(include_str!("migrations/0024.sql")),
    M::up(include_str!("migrations/0025.sql")),
    M::up(include_str!("migrations/0026.sql")),
    M::up(include_str!("migrations/0027.sql")),
    M::up(include_str!("migrations/0028.sql")),
    M::up(include_str!("migrations/0029.sql")),
    M::up(include_str!("migrations/0030.sql")),
    M::up(include_str!("migrations/0031.sql")),
    M::up(include_str!("migrations/0032.sql")),
    M::up(include_str!("migrations/0033.sql")),
    M::up(include_str!("migrations/0034.sql")),
    M::up(include_str!("migrations/0035.sql")),
    M::up(include_str!("migrations/0036.sql")),
    M::up(include_str!("migrations/0037.sql")),
    M::up(include_str!("migrations/0038.sql")),
    M::up(include_str!("migrations/0039.sql")),
    M::up(include_str!("migrations/0040.sql")),
    M::up(include_str!("migrations/0041.sql")),
    M::up(include_str!("migrations/0042.sql")),
    M::up(include_str!("migrations/0043.sql")),
    M::up(include_str!("migrations/0044.sql")),
    M::up(include_str!("migrations/0045.sql")),
    M::up(include_str!("migrations/0046.sql")),
];

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
    standing_to(version(conn)?, SCHEMA)
}

fn standing_to(version: i64, newest: i64) -> Result<Standing> {
    match version {
        0 => Ok(Standing::Empty),
        version if version < newest => Ok(Standing::Old),
        version if version == newest => Ok(Standing::Current),
        _ => Err(FileRefusal::Newer.into()),
    }
}

/// Brings the schema of the file at `path`, open as `conn`, to [`SCHEMA`]. An older file is copied beside itself before
/// the first step, with its keys: `<file>.before-<schema>`.
///
/// Errors: [`FileRefusal::NotLobby`], [`FileRefusal::Newer`], those of [`snapshot::write`] and [`to_current`].
pub(super) fn bring_up(conn: &mut Connection, path: &Path, key: &FileKey) -> Result<()> {
    bring_to(conn, path, key, STEPS)
}

pub(super) fn bring_to(conn: &mut Connection, path: &Path, key: &FileKey, steps: &[M<'_>]) -> Result<()> {
    let (version, newest) = (version(conn)?, steps.len() as i64);
    match standing_to(version, newest)? {
        Standing::Empty => Err(FileRefusal::NotLobby.into()),
        Standing::Old => {
            let kept = beside(path, &format!(".before-{newest}"));
            snapshot::write(conn, &kept, key)?;
            keep_keys(path, &kept)?;
            apply(conn, steps)
        }
        Standing::Current => Ok(()),
    }
}

/// A copy that no passphrase opens would be none. A file that was opened by its key alone may stand without slots.
fn keep_keys(path: &Path, kept: &Path) -> Result<()> {
    let (from, to) = (keys_path(path), keys_path(kept));
    if from.exists() {
        let slots = carried(path)?;
        files::write_whole(&to, |out| out.write_all(&slots).map_err(|source| files::failed("copy keys to", &to, source)))?;
    }
    Ok(())
}

/// Brings the schema to [`SCHEMA`], all steps in one transaction each.
///
/// Errors: [`Error::Damaged`] where a step does not apply.
pub fn to_current(conn: &mut Connection) -> Result<()> {
    apply(conn, STEPS)
}

/// Makes of an empty database one that an earlier program would have made, of this schema; what upgrades are tried on.
///
/// Errors: [`Error::Database`], [`Error::Damaged`].
pub fn to_earlier(conn: &mut Connection, schema: i64) -> Result<()> {
    let steps = usize::try_from(schema).ok().and_then(|steps| STEPS.get(..steps));
    apply(conn, steps.ok_or(Error::Damaged { what: "schema steps".to_owned() })?)
}

fn apply(conn: &mut Connection, steps: &[M<'_>]) -> Result<()> {
    Migrations::from_slice(steps).to_latest(conn).map_err(|error| match error {
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

fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
