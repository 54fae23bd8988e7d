//! F4: a verified copy of the hotel's file, and its way back.
//!
//! A backup is a folder that holds the copy, its keys and what is known of both; it gets its name when it is whole, so it
//! is there whole or not at all. A copy is made here or not at all: the database's file alone, taken from under a running
//! window, holds nothing (PROMISES, trap 4). Absent on purpose: deleting or overwriting anything of a hotel's.

mod restore;
mod rows;

use std::{
    fs::{self, File},
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use restore::{copy_in, restore};

use crate::{
    audit::{
        chain::{Head, hex},
        change::Change,
        op::Op,
        permission::Grant,
    },
    base::{
        error::{Common, Error, Refusal, Result},
        files,
        ids::RecordId,
        request::Request,
        time::Instant,
    },
    db::{Done, Store, file as places, keys::keys_path},
    privacy::erase::listed,
};

/// What stands beside the copy and says what it holds.
const FACTS_FILE: &str = "backup.json";
/// How this program writes them.
const FORMAT: u32 = 1;
/// Ending of a folder that is not whole yet.
const PART: &str = ".part";
/// Begins the name of every backup's folder.
const FOLDER_PREFIX: &str = "backup-";
/// Held by who makes a backup in a folder.
const LOCK_FILE: &str = ".backup-lock";
/// Backups of one second.
const SAME_SECOND_MAX: u32 = 100;
/// Bytes read at a time.
const CHUNK: usize = 1 << 20;

/// How many rows of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Counts {
    /// Guests.
    #[specta(type = f64)]
    pub guests: i64,
    /// Stays.
    #[specta(type = f64)]
    pub stays: i64,
    /// Tickets.
    #[specta(type = f64)]
    pub tickets: i64,
    /// Members.
    #[specta(type = f64)]
    pub members: i64,
    /// Postings of the ledger.
    #[specta(type = f64)]
    pub ledger_entries: i64,
    /// Rows of the history.
    #[specta(type = f64)]
    pub history: i64,
}

/// What is known of a backup; stands beside its copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    format: u32,
    /// The copy's file name.
    pub file: String,
    /// SHA-256 of the copy, hexadecimal.
    pub sha256: String,
    /// Bytes of the copy.
    pub bytes: u64,
    /// What it holds.
    pub counts: Counts,
    /// The chain's head.
    pub head: Head,
    /// When it was made.
    pub at: Instant,
}

/// A backup that was made, or a file that was restored from one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Copied {
    /// The copy's path.
    pub path: PathBuf,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// What it holds.
    pub counts: Counts,
}

/// Where to put a backup.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct TakeBackup {
    /// The folder of backups.
    pub folder: PathBuf,
}

/// Why a backup is not made or not restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BackupRefusal {
    /// Another backup is being made in this folder.
    Busy,
    /// The copy, its keys or its facts are missing: it is no whole backup.
    Incomplete,
    /// The copy is not the one that its facts describe.
    Damaged,
    /// A newer Lobby made it.
    Newer,
}

impl Refusal for BackupRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Busy => "backup_busy",
            Self::Incomplete => "backup_incomplete",
            Self::Damaged => "backup_damaged",
            Self::Newer => "backup_newer",
        }
    }
}

/// Returns the folder of backups where none is named: beside the hotel's file.
pub fn folder_of(file: &Path) -> PathBuf {
    file.with_file_name("backups")
}

/// Makes a backup of the open file in `input.folder`, verifies it, and remembers who made it. The writer is not held while
/// it is copied.
///
/// Errors: [`crate::base::error::Common::NotAllowed`], [`BackupRefusal::Busy`], [`places::FileRefusal`] of the folder,
/// [`Error::File`], [`Error::Damaged`] where the copy does not verify.
pub fn take(store: &Store, request: &Request, input: &TakeBackup) -> Result<Done<Copied>> {
    if let Some(done) = store.answered(request, Op::Backup, input)? {
        return Ok(done);
    }
    let made = match Op::Backup.grant(request.session.role) {
        // The write itself refuses, so that the refusal is logged; there is nothing to copy for it.
        Grant::None => None,
        _ => Some(make(store, &input.folder, request.at)?),
    };
    store.write(request, Op::Backup, input, |tx| {
        let op = tx.begin(Op::Backup)?;
        let (copied, facts) = made.ok_or(Common::NotAllowed { operation: Op::Backup.word() })?;
        let record: RecordId = tx.new_id();
        tx.record(op, Change::noted(record, &facts)?)?;
        Ok(copied)
    })
}

fn make(store: &Store, folder: &Path, at: Instant) -> Result<(Copied, Facts)> {
    fs::create_dir_all(folder).map_err(|source| files::failed("create", folder, source))?;
    let _held = hold(folder)?;
    clear_unfinished(folder)?;
    let named = free_name(folder, at)?;
    let part = places::beside(&named, PART);
    fs::create_dir(&part).map_err(|source| files::failed("create", &part, source))?;
    let name = store.path().file_name().unwrap_or_default();
    let copy = part.join(name);
    let key = rows::copy(store, &copy)?;
    copy_keys(store.path(), &copy)?;
    store.read_as_house(|db| listed::lay_beside(db, &copy))?;
    let (counts, head) = rows::holds(&copy, &key)?;
    let (sha256, bytes) = digest(&copy)?;
    let facts = Facts { format: FORMAT, file: name.to_string_lossy().into_owned(), sha256, bytes, counts, head, at };
    write_facts(&part, &facts)?;
    fs::rename(&part, &named).map_err(|source| files::failed("rename to", &named, source))?;
    files::sync_folder(&named)?;
    let copied = Copied { path: named.join(name), sha256: facts.sha256.clone(), counts: facts.counts.clone() };
    Ok((copied, facts))
}

/// Takes the hold of a folder of backups, so that nobody clears what another is making.
fn hold(folder: &Path) -> Result<File> {
    let path = folder.join(LOCK_FILE);
    let held = File::create(&path).map_err(|source| files::failed("open", &path, source))?;
    match held.try_lock() {
        Ok(()) => Ok(held),
        Err(fs::TryLockError::WouldBlock) => Err(BackupRefusal::Busy.into()),
        Err(fs::TryLockError::Error(source)) => Err(files::failed("lock", &path, source)),
    }
}

/// Removes folders that were never finished: a backup that was killed has no name yet.
fn clear_unfinished(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).map_err(|source| files::failed("read", folder, source))?;
    for entry in entries {
        let path = entry.map_err(|source| files::failed("read", folder, source))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with(FOLDER_PREFIX) && name.ends_with(PART) && path.is_dir() {
            fs::remove_dir_all(&path).map_err(|source| files::failed("remove", &path, source))?;
        }
    }
    Ok(())
}

/// Returns a name that no backup in `folder` has: the instant, and a number where two fall into one second.
fn free_name(folder: &Path, at: Instant) -> Result<PathBuf> {
    let stamp: String = at.rfc3339().chars().filter(char::is_ascii_alphanumeric).collect();
    let mut names = (1..=SAME_SECOND_MAX).map(|ordinal| match ordinal {
        1 => folder.join(format!("{FOLDER_PREFIX}{stamp}")),
        _ => folder.join(format!("{FOLDER_PREFIX}{stamp}-{ordinal}")),
    });
    names.find(|name| !name.exists()).ok_or_else(|| places::FileRefusal::AlreadyThere.into())
}

fn copy_keys(from: &Path, to: &Path) -> Result<()> {
    let keys = keys_path(from);
    let slots = fs::read(&keys).map_err(|source| files::failed("read", &keys, source))?;
    write_bytes(&keys_path(to), &slots)
}

fn write_facts(folder: &Path, facts: &Facts) -> Result<()> {
    let text = serde_json::to_vec_pretty(facts).map_err(|_| Error::Damaged { what: "facts of a backup".to_owned() })?;
    write_bytes(&folder.join(FACTS_FILE), &text)
}

fn write_bytes(path: &Path, bytes: &[u8]) -> Result<()> {
    files::write_whole(path, |out| out.write_all(bytes).map_err(|source| files::failed("write", path, source)))
}

/// Returns SHA-256 of a file and its length in bytes.
fn digest(path: &Path) -> Result<(String, u64)> {
    let mut digest = Sha256::new();
    let bytes = in_chunks(path, |chunk| {
        digest.update(chunk);
        Ok(())
    })?;
    Ok((hex(&digest.finalize()), bytes))
}

/// Hands a file's bytes to `take` in order; returns how many there were.
fn in_chunks(path: &Path, mut take: impl FnMut(&[u8]) -> Result<()>) -> Result<u64> {
    let failed = |source| files::failed("read", path, source);
    let mut file = File::open(path).map_err(failed)?;
    let mut buffer = vec![0u8; CHUNK];
    let mut bytes = 0u64;
    loop {
        match file.read(&mut buffer).map_err(failed)? {
            0 => return Ok(bytes),
            read => {
                take(&buffer[..read])?;
                bytes += read as u64;
            }
        }
    }
}
