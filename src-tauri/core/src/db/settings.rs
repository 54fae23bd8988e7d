//! What every connection is told when it opens, and the proof that it listened (PROMISES, "Set at open, and asserted").

use std::time::Duration;

use rusqlite::{Connection, config::DbConfig, limits::Limit};

use super::{
    file::{APPLICATION_ID, FileRefusal},
    keys::FileKey,
};
use crate::base::error::{Error, Result};

/// How long a write waits for another process's write.
pub const BUSY: Duration = Duration::from_secs(5);
/// Page cache of one connection, in KiB.
const CACHE_KIB: i64 = 32 * 1024;
const STATEMENTS_KEPT: usize = 160;
/// Pages in the write-ahead log from which on they are taken into the file: 64 MB. At SQLite's own 1,000 the pages that every
/// posting touches were written to the file every fortieth posting, and at 4,000 every two-hundredth.
const CHECKPOINT_PAGES: i64 = 16_000;

/// Gives the key and checks that it fits.
///
/// Errors: [`FileRefusal::NotLobby`] where the pages do not open with this key or are no database.
pub fn unlock(conn: &Connection, key: &FileKey) -> Result<()> {
    // A wrong key is answered as a refusal; SQLCipher would also write about it to standard error.
    conn.execute_batch("PRAGMA cipher_log_level = NONE")?;
    conn.pragma_update(None, "key", key.pragma().as_str())?;
    conn.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get::<_, i64>(0)).map(|_| ()).map_err(
        |source| match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase) => FileRefusal::NotLobby.into(),
            _ => Error::Database { act: "open", source },
        },
    )
}

/// Sets what every connection must have.
///
/// Errors: [`Error::Database`].
pub fn settle(conn: &Connection) -> Result<()> {
    conn.busy_timeout(BUSY)?;
    conn.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "recursive_triggers", true)?;
    conn.pragma_update(None, "trusted_schema", false)?;
    conn.pragma_update(None, "cell_size_check", true)?;
    conn.pragma_update(None, "mmap_size", 0)?;
    conn.pragma_update(None, "secure_delete", true)?;
    conn.pragma_update(None, "cache_size", -CACHE_KIB)?;
    conn.pragma_update(None, "temp_store", "memory")?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Without it a statement is planned anew at each run as soon as the file has statistics: five times the work.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 2)?;
    Ok(())
}

/// Sets what only the writer needs: the write-ahead log and a sync on each commit.
///
/// Errors: [`Error::Database`].
pub fn settle_writer(conn: &Connection) -> Result<()> {
    settle(conn)?;
    conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
    Ok(())
}

/// Takes what the log holds into the file, as far as nobody reads it. After a power cut in the middle of this the file's own
/// pages may be torn where the log's stand for them; from here on each page of the file carries its seal again.
///
/// Errors: [`Error::Database`]; the log goes on standing for what was not taken.
pub fn fold_log(conn: &Connection) -> Result<()> {
    Ok(conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))?)
}

/// Takes all that the log holds into the file, and cuts the log to nothing. Returns whether that was done: somebody who reads an
/// older view for longer than [`BUSY`] holds it back.
///
/// Errors: [`Error::Database`].
pub fn cut_log(conn: &Connection) -> Result<bool> {
    let busy: bool = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    Ok(!busy)
}

/// Checks that the connection is as [`settle_writer`] left it; a setting that did not take is damage, not a warning.
///
/// Errors: [`Error::Damaged`] naming the setting, [`FileRefusal::NotLobby`] on a foreign application id.
pub fn assert_settled(conn: &Connection) -> Result<()> {
    let application: i32 = conn.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(FileRefusal::NotLobby.into());
    }
    let expected: [(&str, i64); 7] = [
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("mmap_size", 0),
        ("secure_delete", 1),
        ("synchronous", 2),
    ];
    for (name, wanted) in expected {
        // mmap_size answers no row at all where memory mapping is compiled out.
        let found: Option<i64> = match conn.pragma_query_value(None, name, |row| row.get(0)) {
            Ok(found) => Some(found),
            Err(rusqlite::Error::QueryReturnedNoRows) if wanted == 0 => None,
            Err(source) => return Err(source.into()),
        };
        if found.is_some_and(|found| found != wanted) {
            return Err(Error::Damaged { what: format!("setting {name}") });
        }
    }
    let journal: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    let defensive = conn.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE)?;
    match (journal.as_str(), defensive) {
        ("wal", true) => Ok(()),
        _ => Err(Error::Damaged { what: "setting journal_mode or defensive".to_owned() }),
    }
}
