//! What SQLite itself says of the file.

use std::{collections::BTreeSet, sync::OnceLock};

use rusqlite::{Connection, ErrorCode};

use super::{Depth, Wrong, WrongKind};
use crate::{
    base::error::{Error, Result},
    db::{Db, migrate},
};

/// Most bad pages or rows that one part names.
pub const WRONG_LISTED_MAX: usize = 20;

/// Returns pages whose seal does not fit (deep only), then what the structure has wrong.
pub fn pages(db: &Db, depth: Depth) -> Result<Vec<Wrong>> {
    let (mut wrong, structure) = match depth {
        Depth::Quick => (Vec::new(), "PRAGMA quick_check(20)"),
        Depth::Deep => (said(db, "PRAGMA cipher_integrity_check", WrongKind::Page)?, "PRAGMA integrity_check(20)"),
    };
    looked_anew(db)?;
    let structure = said(db, structure, WrongKind::Structure)?;
    wrong.extend(structure.into_iter().filter(|wrong| wrong.row != "ok"));
    wrong.truncate(WRONG_LISTED_MAX);
    Ok(wrong)
}

/// Lets the index of words of this connection see where its parts lie now. SQLite's own check goes by where they lay when the
/// connection read them last, and takes what was written elsewhere since for damage.
fn looked_anew(db: &Db) -> Result<()> {
    let read = db.conn().prepare("SELECT EXISTS (SELECT 1 FROM search_words)");
    match read.and_then(|mut read| read.query_row([], |row| row.get::<_, bool>(0))) {
        // What cannot be read is what the check that follows names.
        Ok(_) | Err(rusqlite::Error::SqliteFailure(..)) => Ok(()),
        Err(source) => Err(source.into()),
    }
}

/// Returns tables, indexes and triggers that are missing, added, or not as this program writes them.
pub fn schema(db: &Db) -> Result<Vec<Wrong>> {
    let (own, fresh) = (objects(db.conn())?, fresh()?);
    let differing = own.symmetric_difference(fresh).map(|(name, _)| name.clone()).collect::<BTreeSet<String>>();
    Ok(differing.into_iter().take(WRONG_LISTED_MAX).map(|row| Wrong { what: WrongKind::Schema, row }).collect())
}

/// Returns every object of a new file; made once, for a program writes one schema.
fn fresh() -> Result<&'static BTreeSet<(String, String)>> {
    static FRESH: OnceLock<BTreeSet<(String, String)>> = OnceLock::new();
    match FRESH.get() {
        Some(fresh) => Ok(fresh),
        None => {
            let made = objects(&migrate::fresh()?)?;
            Ok(FRESH.get_or_init(|| made))
        }
    }
}

/// Returns every object that a person or a migration made, with what made it; SQLite's own have no text to compare.
fn objects(conn: &Connection) -> Result<BTreeSet<(String, String)>> {
    let mut found =
        conn.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")?;
    let found = found.query_map([], |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?.unwrap_or_default())))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns rows that refer to one that is not there, as `table row`.
pub fn references(db: &Db) -> Result<Vec<Wrong>> {
    let mut broken = db.conn().prepare("PRAGMA foreign_key_check")?;
    let broken = broken.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?)))?;
    let wrong = broken.take(WRONG_LISTED_MAX).map(|row| {
        let (table, row) = row?;
        // A table without rowids has no number to give.
        let row = row.map_or_else(|| table.clone(), |row| format!("{table} {row}"));
        Ok(Wrong { what: WrongKind::Reference, row })
    });
    wrong.collect()
}

/// Returns whether SQLite called a statement wrong. Those of a check are fixed, and right on a sound file: it could not read
/// what the statement speaks of, such as the words of the one box.
pub fn says_no_to_a_sound_statement(error: &Error) -> bool {
    matches!(error, Error::Database { source, .. } if source.sqlite_error_code() == Some(ErrorCode::Unknown))
}

fn said(db: &Db, pragma: &str, what: WrongKind) -> Result<Vec<Wrong>> {
    let mut lines = db.conn().prepare(pragma)?;
    let lines = lines.query_map([], |row| Ok(Wrong { what, row: row.get(0)? }))?;
    Ok(lines.take(WRONG_LISTED_MAX).collect::<rusqlite::Result<_>>()?)
}
