//! F4: a verified copy of the hotel's file, and its way back.
//!
//! A backup is a folder that holds the copy, its keys and what is known of both; it gets its name when it is whole, so it
//! is there whole or not at all. A copy is made here or not at all: the database's file alone, taken from under a running
//! window, holds nothing (PROMISES, trap 4). Absent on purpose: deleting or overwriting anything of a hotel's, but what
//! the ladder itself made and has grown out of ([`ladder`]). Packages that are kept lie once in a folder of backups, not in each
//! ([`carried`]).

pub mod drill;
mod folder;
pub mod house;
pub mod key_store;
pub mod ladder;
pub mod place;
pub mod quarantine;
pub mod rekey;
mod restore;
mod rows;

use std::{
    fs::{self, File},
    io::Read as _,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

pub use folder::{Lying, lying};
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
    db::{Db, Done, Store, file as places, sealing},
    export::kept::carried::{self, Carried},
    privacy::erase::listed,
    stored_words,
};

/// What stands beside the copy and says what it holds.
const FACTS_FILE: &str = "backup.json";
/// How this program writes them.
const FORMAT: u32 = 1;
/// Bytes read at a time.
const CHUNK: usize = 1 << 20;

stored_words! {
    /// Why a backup was made.
    pub enum BackupWhy {
        /// Somebody asked for it: no ladder takes it away.
        ByHand = "by_hand",
        /// The house made it by itself, a step of its ladder.
        ByItself = "by_itself",
    }
}

/// How many rows of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "BackupCounts")]
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

/// Sums that a restore must give again: minor units of money, points. Text, for they may pass what a window can count.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "BackupSums")]
pub struct Sums {
    /// Room, food and other revenue of all stays, minor units.
    pub spend_minor: String,
    /// Points of all postings.
    pub points_moved: String,
    /// Points that lie in members' lots.
    pub points_left: String,
}

/// What is known of a backup; stands beside its copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    format: u32,
    /// The hotel's name, so that a stick says whose backup it holds.
    #[serde(default)]
    pub hotel: String,
    /// The hotel's property code.
    #[serde(default)]
    pub code: String,
    /// Why it was made; empty in backups of before the ladder.
    #[serde(default)]
    pub made: Option<BackupWhy>,
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
    /// What its rows add up to.
    #[serde(default)]
    pub sums: Sums,
    /// When it was made.
    pub at: Instant,
    /// These facts under the hotel's own key: no ladder touches a backup that its hotel did not make.
    #[serde(default)]
    seal: String,
}

impl Facts {
    /// Returns whether the hotel whose file this is made this backup.
    ///
    /// Errors: [`Error::Database`].
    pub fn made_here(&self, db: &Db) -> Result<bool> {
        Ok(self.seal == self.sealed(db)?)
    }

    fn sealed(&self, db: &Db) -> Result<String> {
        let plain = Self { seal: String::new(), ..self.clone() };
        let text = serde_json::to_vec(&plain).map_err(|_| Error::Damaged { what: "facts of a backup".to_owned() })?;
        sealing::mark(db, "backup", &text)
    }
}

/// A backup that was made, or a file that was restored from one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "BackupMade")]
pub struct Copied {
    /// The copy's path.
    pub path: PathBuf,
    /// SHA-256 of its bytes, hexadecimal.
    pub sha256: String,
    /// What it holds.
    pub counts: Counts,
    /// Of the packages that are kept for 24 months: what lies with it.
    #[serde(default)]
    pub kept: Carried,
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
    /// There is no room left where it was to be made.
    PlaceFull,
    /// The folder for backups is not there or cannot be written.
    NoPlace,
    /// Another hotel made it.
    OtherHotel,
    /// The backup is made; packages that are kept for 24 months could not be laid with it.
    KeptBehind {
        /// The code of what failed.
        why: String,
    },
}

impl Refusal for BackupRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Busy => "backup_busy",
            Self::Incomplete => "backup_incomplete",
            Self::Damaged => "backup_damaged",
            Self::Newer => "backup_newer",
            Self::PlaceFull => "backup_place_full",
            Self::NoPlace => "backup_no_place",
            Self::OtherHotel => "backup_other_hotel",
            Self::KeptBehind { .. } => "backup_kept_behind",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::KeptBehind { why } => vec![("why", why.clone())],
            _ => Vec::new(),
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
/// [`Error::File`], [`Error::Damaged`] where the copy does not verify; [`BackupRefusal::KeptBehind`] where the backup is made and
/// remembered, and packages are not with it.
pub fn take(store: &Store, request: &Request, input: &TakeBackup) -> Result<Done<Copied>> {
    if let Some(done) = store.answered(request, Op::Backup, input)? {
        return Ok(done);
    }
    let made = match Op::Backup.grant(request.session.role) {
        // The write itself refuses, so that the refusal is logged; there is nothing to copy for it.
        Grant::None => None,
        _ => Some(make(store, &input.folder, request.at, BackupWhy::ByHand)?),
    };
    // Said once the backup itself stands in the history.
    let kept = made.as_ref().map(|_| lay_kept(store, &input.folder)).transpose();
    let done = store.write(request, Op::Backup, input, |tx| {
        let op = tx.begin(Op::Backup)?;
        let (copied, facts) = made.ok_or(Common::NotAllowed { operation: Op::Backup.word() })?;
        let record: RecordId = tx.new_id();
        tx.record(op, Change::noted(record, &facts)?)?;
        Ok(Copied { kept: kept.as_ref().ok().copied().flatten().unwrap_or_default(), ..copied })
    })?;
    kept.map(|_| done)
}

/// Makes the backup in `folder`, where it is whole and verified when this returns and absent when it does not.
fn make(store: &Store, folder: &Path, at: Instant, why: BackupWhy) -> Result<(Copied, Facts)> {
    fs::create_dir_all(folder).map_err(|source| files::failed("create", folder, source))?;
    let _held = folder::hold(folder)?;
    folder::clear_unfinished(folder)?;
    let named = folder::free_name(folder, at)?;
    let part = places::beside(&named, folder::PART);
    let facts = match filled(store, &part, at, why) {
        Ok(facts) => facts,
        Err(error) => {
            // The reason matters more than a leftover that the next backup clears; but a full disk wants its room back now.
            let _left_behind = fs::remove_dir_all(&part);
            return Err(full_or(error));
        }
    };
    fs::rename(&part, &named).map_err(|source| files::failed("rename to", &named, source))?;
    files::sync_folder(&named)?;
    let kept = Carried::default();
    let copied = Copied { path: named.join(&facts.file), sha256: facts.sha256.clone(), counts: facts.counts.clone(), kept };
    Ok((copied, facts))
}

/// Lays the packages that are kept into the folder of backups, once the backup that knows them is there.
///
/// Errors: [`BackupRefusal::KeptBehind`]: the backup stands all the same.
fn lay_kept(store: &Store, folder: &Path) -> Result<Carried> {
    let laid = folder::hold(folder).and_then(|_held| carried::lay(store, folder));
    laid.map_err(|error| BackupRefusal::KeptBehind { why: full_or(error).code().to_owned() }.into())
}

fn filled(store: &Store, part: &Path, at: Instant, why: BackupWhy) -> Result<Facts> {
    fs::create_dir(part).map_err(|source| files::failed("create", part, source))?;
    let name = store.path().file_name().unwrap_or_default();
    let copy = part.join(name);
    let key = rows::copy(store, &copy)?;
    folder::copy_keys(store.path(), &copy)?;
    store.read_as_house(|db| listed::lay_beside(db, &copy))?;
    let held = rows::holds(&copy, &key)?;
    let (sha256, bytes) = digest(&copy)?;
    let hotel = store.hotel();
    let mut facts = Facts {
        format: FORMAT,
        hotel: hotel.name,
        code: hotel.code,
        made: Some(why),
        file: name.to_string_lossy().into_owned(),
        sha256,
        bytes,
        counts: held.counts,
        head: held.head,
        sums: held.sums,
        at,
        seal: String::new(),
    };
    facts.seal = store.read_as_house(|db| facts.sealed(db))?;
    folder::write_facts(part, &facts)?;
    Ok(facts)
}

/// Says that the place is full where that is why.
fn full_or(error: Error) -> Error {
    let full = match &error {
        Error::File { source, .. } => source.kind() == std::io::ErrorKind::StorageFull,
        Error::Database { source, .. } => source.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
        _ => false,
    };
    if full { BackupRefusal::PlaceFull.into() } else { error }
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
