//! A verified copy of the open file, through SQLite's own backup: a copy of the `.db` alone is not one (PROMISES, trap 4).

use std::{fs, path::Path};

use rusqlite::{Connection, OpenFlags, backup::Backup};

use super::{keys::FileKey, store::connect};
use crate::base::{
    error::{Error, Result},
    files,
};

/// Pages copied between two looks at the clock.
const PAGES_A_STEP: i32 = 4096;

/// Writes a copy of `conn`'s file to `to`, encrypted under the same key: temporary name, integrity check, fsync, rename.
///
/// Errors: [`Error::Damaged`] where the copy does not verify, [`Error::File`], [`Error::Database`].
pub fn write(conn: &Connection, to: &Path, key: &FileKey) -> Result<()> {
    let part = super::file::beside(to, ".part");
    if part.exists() {
        fs::remove_file(&part).map_err(|source| files::failed("remove", &part, source))?;
    }
    let mut copy = connect(&part, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    {
        let backup = Backup::new(conn, &mut copy)?;
        backup.run_to_completion(PAGES_A_STEP, std::time::Duration::ZERO, None)?;
    }
    verify(&copy)?;
    copy.close().map_err(|(_, source)| Error::Database { act: "close", source })?;
    fs::File::open(&part).and_then(|file| file.sync_all()).map_err(|source| files::failed("sync", &part, source))?;
    fs::rename(&part, to).map_err(|source| files::failed("rename to", to, source))?;
    files::sync_folder(to)
}

/// Checks every page and every index of the file.
///
/// Errors: [`Error::Damaged`].
pub fn verify(conn: &Connection) -> Result<()> {
    let said: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(Error::Damaged { what: "the copy's pages".to_owned() }) }
}
