//! A verified copy of the open file, through SQLite's own backup: a copy of the `.db` alone is not one (PROMISES, trap 4).

use std::{fs, path::Path};

use rusqlite::{Connection, OpenFlags, backup::Backup};

use super::{
    file::FileRefusal,
    keys::FileKey,
    migrate::Standing,
    store::{Db, connect},
};
use crate::base::{
    error::{Error, Result},
    files,
};

/// Pages copied between two looks at the clock.
const PAGES_A_STEP: i32 = 4096;
/// Page cache while a copy is checked, in KiB: every index entry looks for its row, and with SQLite's own 2 MiB almost each
/// of them would decipher a page.
const CHECKED_WITH_KIB: i64 = 256 << 10;

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
        // One view for the whole copy: without it each write of the desk lets the copy begin anew, and a busy desk would never
        // have a backup.
        let _view = if conn.is_autocommit() { Some(conn.unchecked_transaction()?) } else { None };
        let _seen: i64 = conn.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
        let backup = Backup::new(conn, &mut copy)?;
        backup.run_to_completion(PAGES_A_STEP, std::time::Duration::ZERO, None)?;
    }
    copy.pragma_update(None, "cache_size", -CHECKED_WITH_KIB)?;
    verify(&copy)?;
    // One file without a log beside it: it can be read from a stick that cannot be written.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get::<_, String>(0))?;
    copy.close().map_err(|(_, source)| Error::Database { act: "close", source })?;
    fs::File::open(&part).and_then(|file| file.sync_all()).map_err(|source| files::failed("sync", &part, source))?;
    fs::rename(&part, to).map_err(|source| files::failed("rename to", to, source))?;
    files::sync_folder(to)
}

/// Opens the copy at `path` to read it; nothing is written beside it.
///
/// Errors: [`FileRefusal::NotLobby`] where the key does not fit, [`FileRefusal::Newer`], [`Error::Damaged`],
/// [`Error::Database`].
pub fn read(path: &Path, key: &FileKey) -> Result<Db> {
    let conn = connect(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    super::settings::settle(&conn)?;
    if super::migrate::standing(&conn)? == Standing::Empty {
        return Err(FileRefusal::NotLobby.into());
    }
    let hotel = super::hotel::read(&conn)?;
    Ok(Db::around(conn, hotel))
}

/// Checks every page and every index of the file.
///
/// Errors: [`Error::Damaged`].
pub fn verify(conn: &Connection) -> Result<()> {
    let said: String = conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said == "ok" { Ok(()) } else { Err(Error::Damaged { what: "the copy's pages".to_owned() }) }
}
