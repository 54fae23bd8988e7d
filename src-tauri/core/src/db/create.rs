//! A new file: filled under a temporary name without a log, made durable, then given its name. Whole or absent.

use std::{fs, path::Path};

use rusqlite::{Connection, OpenFlags};
use secrecy::SecretString;
use serde::Serialize;

use super::{
    file::{self, APPLICATION_ID, FileRefusal},
    hotel::{self, NewHotel},
    keys::{FileKey, Slots, keys_path},
    migrate, settings,
    store::{Db, Refresh, Store, connect},
    tx::Tx,
};
use crate::{
    audit::op::Op,
    base::{
        entropy::Entropy,
        error::{Error, Result},
        files,
        request::Request,
    },
};

/// Ending of a file that has no name yet.
const PART: &str = ".part";

/// What a new file is made of.
pub struct NewFile<'a> {
    /// Where it shall stand.
    pub path: &'a Path,
    /// Opens it.
    pub passphrase: &'a SecretString,
    /// The hotel.
    pub hotel: &'a NewHotel,
    /// Made-up people only.
    pub practice: bool,
    /// Milliseconds between the machine's clock and the hotel's; zero but for practice.
    pub clock_offset_ms: i64,
    /// The first write: who makes it and when.
    pub request: &'a Request,
    /// 32 bytes from the operating system for the key, the slots and the chain.
    pub seed: [u8; 32],
    /// Keeps the one box up to date.
    pub refresh: Refresh,
}

/// Makes the file, lets `fill` write its first content (staff, or a whole practice hotel), and opens it.
///
/// Returns the open store, what `fill` answered, and the recovery key that is shown once.
///
/// Errors: [`FileRefusal::AlreadyThere`], [`FileRefusal::UnsafePlace`], [`FileRefusal::ReadOnly`], what `fill` answers.
pub fn create<T: Serialize>(new: &NewFile<'_>, fill: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<(Store, T, SecretString)> {
    nothing_there(new.path)?;
    file::place_is_safe(new.path)?;
    let mut entropy = Entropy::from_seed(new.seed);
    let key = FileKey::new(&mut entropy);
    let (slots, recovery) = Slots::new(&key, new.passphrase, new.practice, &mut entropy)?;
    let part = file::beside(new.path, PART);
    let filled = fill_part(&part, new, &key, &mut entropy, fill);
    let value = match filled {
        Ok(value) => value,
        Err(error) => {
            discard(&part)?;
            return Err(error);
        }
    };
    slots.write(new.path)?;
    file::begin_head(new.path)?;
    fs::rename(&part, new.path).map_err(|source| files::failed("rename to", new.path, source))?;
    files::sync_folder(new.path)?;
    Ok((Store::open(new.path, key, new.refresh)?, value, recovery))
}

/// Checks that no hotel is at `path`. Keys alone are another hotel's whose file was moved away, and stay untouched; keys
/// beside a part that never got its name are what a crash left of an earlier try, and are set aside.
fn nothing_there(path: &Path) -> Result<()> {
    let keys = keys_path(path);
    if path.exists() || (keys.exists() && !file::beside(path, PART).exists()) {
        return Err(FileRefusal::AlreadyThere.into());
    }
    if keys.exists() {
        let aside = file::beside(&keys, ".unfinished");
        fs::rename(&keys, &aside).map_err(|source| files::failed("rename to", &aside, source))?;
    }
    Ok(())
}

fn fill_part<T: Serialize>(
    part: &Path,
    new: &NewFile<'_>,
    key: &FileKey,
    entropy: &mut Entropy,
    fill: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<T> {
    discard(part)?;
    let mut conn = connect(part, key, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    settings::settle(&conn)?;
    // Nobody relies on a file that has no name yet: no log, no syncs, until it is whole.
    conn.pragma_update_and_check(None, "journal_mode", "MEMORY", |row| row.get::<_, String>(0))?;
    conn.pragma_update(None, "synchronous", "OFF")?;
    conn.pragma_update(None, "cache_size", -256 * 1024)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    migrate::to_current(&mut conn)?;
    hotel::write(&conn, new.hotel, new.practice, new.request.at, new.clock_offset_ms, entropy)?;
    let facts = hotel::read(&conn)?;
    let db = Db::around(conn, facts);
    let value = fill_in_one(&db, new, fill)?;
    let conn: Connection = db.into_conn();
    conn.close().map_err(|(_, source)| Error::Database { act: "close", source })?;
    fs::File::open(part).and_then(|file| file.sync_all()).map_err(|source| files::failed("sync", part, source))?;
    Ok(value)
}

fn fill_in_one<T: Serialize>(db: &Db, new: &NewFile<'_>, fill: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
    let conn = db.conn();
    conn.execute_batch("BEGIN IMMEDIATE")?;
    let mut tx = Tx::new(db, new.request, &new.hotel.code)?;
    let value = fill(&mut tx)?;
    let touched = tx.take_touched();
    (new.refresh)(db, tx.at(), tx.business_date(), &touched)?;
    let op = if new.practice { Op::MakePractice } else { Op::CreateHotel };
    let _done = tx.finish(op, ())?;
    conn.execute_batch("COMMIT")?;
    Ok(value)
}

fn discard(part: &Path) -> Result<()> {
    match fs::remove_file(part) {
        Ok(()) => Ok(()),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(files::failed("remove", part, source)),
    }
}
