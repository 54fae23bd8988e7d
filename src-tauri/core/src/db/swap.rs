//! One set of files in the place of another: the database, its log, its keys, its head and its list of the erased, as one
//! (PROMISES 8). The old set is moved aside, never deleted.
//!
//! What is to be done is written down first. A swap that was broken off anywhere is carried on by whoever next opens the file,
//! before anything of it is read.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use rusqlite::OpenFlags;
use serde::{Deserialize, Serialize};

use super::{
    file::{FileRefusal, beside},
    keys::FileKey,
    store::connect,
};
use crate::base::{
    error::{Error, Result},
    files,
};

/// Beside the file while a swap is on its way.
const INTENT: &str = ".swap";
/// What belongs to a log and is never brought by a new set: with a stale one a file gives other rows (PROMISES, trap 5).
const LOGS: [&str; 3] = ["-wal", "-shm", "-journal"];
/// What goes with the database.
const WITH: [&str; 3] = [".keys", ".head", ".erased"];

/// What a swap does: names in the folder of the file, so that a whole folder may be moved meanwhile.
#[derive(Serialize, Deserialize)]
struct Intent {
    /// Folder of the new set.
    from: String,
    /// Folder that the old set goes into.
    aside: String,
    /// Which of [`WITH`] the new set brings.
    brings: Vec<String>,
}

/// Puts the set in `from` into the place of the file's, and the file's own into `aside`; both are folders beside the file.
///
/// Errors: [`FileRefusal::NoFile`] where `from` has no such set, [`Error::File`]; a swap that began is carried on by [`settle`].
pub fn swap(file: &Path, from: &Path, aside: &Path) -> Result<()> {
    settle(file)?;
    let new = from.join(file.file_name().unwrap_or_default());
    if !new.is_file() || !super::keys::keys_path(&new).is_file() {
        return Err(FileRefusal::NoFile.into());
    }
    fs::create_dir_all(aside).map_err(|source| files::failed("create", aside, source))?;
    files::sync_folder(aside)?;
    let brings = WITH.iter().filter(|ending| beside(&new, ending).exists()).map(|ending| (*ending).to_owned()).collect();
    let intent = Intent { from: name_of(from), aside: name_of(aside), brings };
    let text = serde_json::to_vec(&intent).map_err(|_| damaged())?;
    let path = beside(file, INTENT);
    files::write_whole(&path, |out| out.write_all(&text).map_err(|source| files::failed("write", &path, source)))?;
    settle(file)
}

/// Carries on a swap of the file that was broken off; does nothing where there is none.
///
/// Errors: [`FileRefusal::InUse`] where another process is at it, [`Error::File`].
pub fn settle(file: &Path) -> Result<()> {
    let path = beside(file, INTENT);
    let open = match File::open(&path) {
        Ok(open) => open,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(files::failed("open", &path, source)),
    };
    let _held = files::hold(open, &path)?.ok_or(FileRefusal::InUse)?;
    let text = fs::read(&path).map_err(|source| files::failed("read", &path, source))?;
    let intent: Intent = serde_json::from_slice(&text).map_err(|_| damaged())?;
    carry_on(file, &intent)?;
    fs::remove_file(&path).map_err(|source| files::failed("remove", &path, source))?;
    files::sync_folder(&path)
}

fn carry_on(file: &Path, intent: &Intent) -> Result<()> {
    let folder = file.parent().unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default();
    let new = folder.join(&intent.from).join(name);
    let old = folder.join(&intent.aside).join(name);
    // The database itself comes last: once it stands, everything of its set does.
    if !new.exists() {
        return Ok(());
    }
    for ending in LOGS.iter().chain(&[""]) {
        move_where_there(&beside(file, ending), &beside(&old, ending))?;
    }
    for ending in WITH {
        let (brought, own) = (beside(&new, ending), beside(file, ending));
        let came = intent.brings.iter().any(|one| one == ending) && !brought.exists();
        if !came {
            move_where_there(&own, &beside(&old, ending))?;
            move_where_there(&brought, &own)?;
        }
    }
    files::sync_folder(&old)?;
    files::sync_folder(file)?;
    fs::rename(&new, file).map_err(|source| files::failed("rename to", file, source))?;
    files::sync_folder(file)
}

fn move_where_there(from: &Path, to: &Path) -> Result<()> {
    match fs::rename(from, to) {
        Ok(()) => Ok(()),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(files::failed("rename to", to, source)),
    }
}

/// Checks that nobody else has the file open, and folds its log into it. A file that is damaged is nobody's any more: it may
/// be moved aside as it is.
///
/// Errors: [`FileRefusal::InUse`], [`Error::Database`].
pub fn alone(file: &Path, key: &FileKey) -> Result<()> {
    let folded = connect(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(|conn| {
        conn.busy_timeout(super::settings::BUSY)?;
        // Leaving the log behind wants the file alone: SQLite says no while anybody else is in it.
        Ok(conn.pragma_update_and_check(None, "journal_mode", "DELETE", |row| row.get::<_, String>(0))?)
    });
    match folded {
        Ok(mode) if mode == "delete" => Ok(()),
        Ok(_) => Err(FileRefusal::InUse.into()),
        Err(Error::Database { source, .. }) if source.sqlite_error_code() == Some(rusqlite::ErrorCode::DatabaseBusy) => {
            Err(FileRefusal::InUse.into())
        }
        Err(error) if error.is_damage() || error.code() == "not_a_lobby_file" => Ok(()),
        Err(error) => Err(error),
    }
}

/// Returns the folder beside the file whose name says what it holds and since when.
pub fn folder_for(file: &Path, what: &str, at: crate::base::time::Instant) -> PathBuf {
    let stamp: String = at.rfc3339().chars().filter(char::is_ascii_alphanumeric).collect();
    let mut names = (1..).map(|ordinal| match ordinal {
        1 => beside(file, &format!(".{what}-{stamp}")),
        _ => beside(file, &format!(".{what}-{stamp}-{ordinal}")),
    });
    names.find(|name| !name.exists()).unwrap_or_else(|| beside(file, what))
}

/// Takes away the folders beside the file in which a set was being made when its maker was killed: whole copies of a hotel that
/// nobody would ever look at again. `what` names the kind, as in [`folder_for`]; a swap that was begun is carried on before.
///
/// Errors: those of [`settle`], [`Error::File`].
pub fn clear_unfinished(file: &Path, what: &str) -> Result<()> {
    settle(file)?;
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let begins = format!("{}.{what}-", name_of(file));
    let failed = |source| files::failed("read", folder, source);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if name_of(&path).starts_with(&begins) && path.is_dir() {
            fs::remove_dir_all(&path).map_err(|source| files::failed("remove", &path, source))?;
        }
    }
    Ok(())
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn damaged() -> Error {
    Error::Damaged { what: "what a swap was to do".to_owned() }
}
