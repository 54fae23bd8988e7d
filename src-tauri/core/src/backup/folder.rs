//! A folder of backups: who makes one in it, what lies in it, and taking away what was never finished or is superfluous.
//!
//! Only what this program wrote is ever taken away: a folder without its final name, or one that the ladder made, whose
//! facts carry this hotel's seal and which holds nothing else.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{BackupRefusal, FACTS_FILE, FORMAT, Facts};
use crate::{
    base::{
        error::{Error, Result},
        files,
        time::Instant,
    },
    db::{
        file as places,
        keys::{key_store::carried, keys_path},
    },
};

/// Ending of a folder that is not whole yet, or not any more.
pub const PART: &str = ".part";
/// Begins the name of every backup's folder.
const FOLDER_PREFIX: &str = "backup-";
/// Held by who makes a backup in a folder.
const LOCK_FILE: &str = ".backup-lock";
/// Backups of one second.
const SAME_SECOND_MAX: u32 = 100;

/// A backup that lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lying {
    /// Its folder.
    pub folder: PathBuf,
    /// What is known of it.
    pub facts: Facts,
}

/// Takes the hold of a folder of backups, so that nobody clears what another is making; waits a second for it.
///
/// Errors: [`BackupRefusal::Busy`], [`Error::File`].
pub fn hold(folder: &Path) -> Result<File> {
    files::hold_new(&folder.join(LOCK_FILE))?.ok_or_else(|| BackupRefusal::Busy.into())
}

/// Removes folders that were never finished: a backup that was killed has no name yet.
///
/// Errors: [`Error::File`].
pub fn clear_unfinished(folder: &Path) -> Result<()> {
    for path in entries(folder)? {
        let name = name_of(&path);
        if name.starts_with(FOLDER_PREFIX) && name.ends_with(PART) && path.is_dir() {
            fs::remove_dir_all(&path).map_err(|source| files::failed("remove", &path, source))?;
        }
    }
    Ok(())
}

/// Returns a name that no backup in `folder` has: the instant, and a number where two fall into one second.
///
/// Errors: [`places::FileRefusal::AlreadyThere`].
pub fn free_name(folder: &Path, at: Instant) -> Result<PathBuf> {
    let stamp: String = at.rfc3339().chars().filter(char::is_ascii_alphanumeric).collect();
    let mut names = (1..=SAME_SECOND_MAX).map(|ordinal| match ordinal {
        1 => folder.join(format!("{FOLDER_PREFIX}{stamp}")),
        _ => folder.join(format!("{FOLDER_PREFIX}{stamp}-{ordinal}")),
    });
    names.find(|name| !name.exists()).ok_or_else(|| places::FileRefusal::AlreadyThere.into())
}

/// Returns the whole backups that lie in `folder`, the one with the longest history first; a folder that is none is passed
/// over, for a stick holds other things too.
///
/// Errors: [`Error::File`] where the folder cannot be read.
pub fn lying(folder: &Path) -> Result<Vec<Lying>> {
    let mut found: Vec<Lying> = entries(folder)?
        .into_iter()
        .filter(|path| name_of(path).starts_with(FOLDER_PREFIX) && !name_of(path).ends_with(PART))
        .filter_map(|path| facts(&path).ok().map(|facts| Lying { folder: path, facts }))
        .collect();
    found.sort_by_key(|backup| std::cmp::Reverse((backup.facts.head.seq, backup.facts.at)));
    Ok(found)
}

/// Returns what is known of the backup in `folder`.
///
/// Errors: [`BackupRefusal::Incomplete`], [`BackupRefusal::Damaged`], [`BackupRefusal::Newer`], [`Error::File`].
pub fn facts(folder: &Path) -> Result<Facts> {
    let path = folder.join(FACTS_FILE);
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Err(BackupRefusal::Incomplete.into()),
        Err(source) => return Err(files::failed("read", &path, source)),
    };
    let facts: Facts = serde_json::from_slice(&text).map_err(|_| BackupRefusal::Damaged)?;
    if facts.format > FORMAT {
        return Err(BackupRefusal::Newer.into());
    }
    Ok(facts)
}

/// Takes away a backup that the ladder made: first its name, so that what is half gone never looks like a backup.
///
/// Returns whether it went; a folder that holds anything beside the backup stays.
///
/// Errors: [`Error::File`].
pub fn take_away(backup: &Lying) -> Result<bool> {
    let own = |path: &PathBuf| {
        let name = name_of(path);
        name == FACTS_FILE || (!backup.facts.file.is_empty() && name.starts_with(&backup.facts.file))
    };
    if !entries(&backup.folder)?.iter().all(own) {
        return Ok(false);
    }
    let going = places::beside(&backup.folder, PART);
    fs::rename(&backup.folder, &going).map_err(|source| files::failed("rename to", &going, source))?;
    fs::remove_dir_all(&going).map_err(|source| files::failed("remove", &going, source))?;
    Ok(true)
}

/// Writes the slots of `from` beside the copy `to`, without the key store's.
///
/// Errors: those of [`carried`].
pub fn copy_keys(from: &Path, to: &Path) -> Result<()> {
    write_bytes(&keys_path(to), &carried(from)?)
}

/// Writes what is known of the backup in `folder`.
///
/// Errors: [`Error::File`].
pub fn write_facts(folder: &Path, facts: &Facts) -> Result<()> {
    let text = serde_json::to_vec_pretty(facts).map_err(|_| Error::Damaged { what: "facts of a backup".to_owned() })?;
    write_bytes(&folder.join(FACTS_FILE), &text)
}

/// Writes `bytes` as the whole file `path`.
///
/// Errors: [`Error::File`].
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
    files::write_whole(path, |out| out.write_all(bytes).map_err(|source| files::failed("write", path, source)))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>> {
    let failed = |source| files::failed("read", folder, source);
    fs::read_dir(folder).map_err(failed)?.map(|entry| entry.map(|entry| entry.path()).map_err(failed)).collect()
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
