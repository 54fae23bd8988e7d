//! A backup in the place of the file: unpacked beside it and checked, compared with what is there now, swapped as one set,
//! and undone the same way. Nothing of the old set is deleted.

use std::{
    fs,
    path::{Path, PathBuf},
};

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{
    BackupRefusal, Counts, Sums, folder,
    restore::{kept_beside, restore_with},
    rows,
};
use crate::{
    audit::{chain::Head, change::Change, op::Op},
    base::{
        entropy::Entropy,
        error::{Error, Result},
        files,
        ids::RawId,
        time::Instant,
    },
    db::{
        Db, Store, Tx,
        file::read_head,
        keys::{FileKey, Slots},
        snapshot, swap,
    },
    privacy::erase::listed,
    stored_words,
};

/// Stands in a set that was moved aside and says since when and why.
const NOTE_FILE: &str = "replaced.json";
/// In the name of a set that is being looked at.
const RESTORING: &str = "restoring";
/// In the name of a set that was moved aside.
const REPLACED: &str = "replaced";

stored_words! {
    /// What a file that is put back lacks.
    pub enum BackupMissing {
        /// Nothing: the backup holds all that the file held.
        Nothing = "nothing",
        /// What was written after the backup.
        Later = "later",
        /// The file went another way since: it was itself put back once, or is another hotel's.
        OtherBranch = "other_branch",
        /// It cannot be told, for the file is not there or cannot be read.
        Unknown = "unknown",
    }
}

/// What opens a backup: a person's secret, or the key of the open file.
pub enum Opens<'a> {
    /// Its passphrase or recovery key.
    Secret(&'a SecretString),
    /// The key of the open file, which fits the backups since its last change.
    Key(&'a FileKey),
}

/// What a restore brings, and what is missing then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RestoreReport {
    /// The backup's folder, its name alone.
    pub backup: String,
    /// When the backup was made.
    pub backup_at_ms: Instant,
    /// The chain's head in it.
    pub backup_head: Head,
    /// What it holds.
    pub counts: Counts,
    /// What its rows add up to.
    pub sums: Sums,
    /// What is missing.
    pub missing: BackupMissing,
    /// The head of the file that is replaced, where it is known.
    pub file_head: Option<Head>,
    /// History rows that are missing; zero where it cannot be told.
    #[specta(type = f64)]
    pub changes: i64,
    /// When the first of them was written.
    pub first_ms: Option<Instant>,
    /// When the last of them was written.
    pub last_ms: Option<Instant>,
    /// Packages of the last 24 months that the file would keep and that lie neither beside it nor beside the backup.
    #[serde(default)]
    pub kept_missing: u32,
}

/// A backup that lies checked beside the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Quarantined {
    /// Its folder.
    pub folder: PathBuf,
    /// What it brings, and what would be missing.
    pub report: RestoreReport,
}

/// A set that was moved aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Replaced {
    /// Its folder.
    pub folder: PathBuf,
    /// When it was moved.
    pub at_ms: Instant,
    /// The head of its history, where it was known.
    pub head: Option<Head>,
}

/// Unpacks the backup `from` beside `file` and checks bytes, pages, chain, counts and sums; the file itself is not touched.
/// `current` is the open file, where there is one. What was looked at before and is not in place goes: one at a time.
///
/// Errors: those of [`super::restore`], [`BackupRefusal::OtherHotel`].
pub fn quarantine(from: &Path, file: &Path, opens: &Opens<'_>, current: Option<&Store>, at: Instant) -> Result<Quarantined> {
    swap::clear_unfinished(file, RESTORING)?;
    let folder = swap::folder_for(file, RESTORING, at);
    fs::create_dir(&folder).map_err(|source| files::failed("create", &folder, source))?;
    let brought = bring(from, file, &folder, opens, current);
    if brought.is_err() {
        // All in it is this restore's own.
        let _left_behind = fs::remove_dir_all(&folder);
    }
    Ok(Quarantined { report: brought?, folder })
}

fn bring(from: &Path, file: &Path, folder: &Path, opens: &Opens<'_>, current: Option<&Store>) -> Result<RestoreReport> {
    let new = folder.join(file.file_name().unwrap_or_default());
    // Who was erased since the backup stays erased: the list of the file goes before.
    let list = listed::path_of(file);
    if list.exists() {
        fs::copy(&list, listed::path_of(&new)).map_err(|source| files::failed("copy", &list, source))?;
    }
    let facts = restore_with(from, &new, opens)?;
    // Named by what they are: what the file's own set keeps there stays as it is.
    let kept = kept_beside(&facts.0, &new, file, opens)?;
    let mut report = RestoreReport {
        backup: facts.0.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        backup_at_ms: facts.1.at,
        backup_head: facts.1.head.clone(),
        counts: facts.1.counts.clone(),
        sums: facts.1.sums.clone(),
        missing: BackupMissing::Unknown,
        file_head: read_head(file),
        changes: 0,
        first_ms: None,
        last_ms: None,
        kept_missing: kept.missing,
    };
    match current {
        Some(store) => {
            if !store.read_as_house(|db| facts.1.made_here(db))? {
                return Err(BackupRefusal::OtherHotel.into());
            }
            store.read_as_house(|db| compare(db, &mut report))?;
        }
        // Without the file only its head is known: how many rows, not when.
        None => {
            if let Some(head) = &report.file_head {
                report.changes = (head.seq - report.backup_head.seq).max(0);
                report.missing = if *head == report.backup_head {
                    BackupMissing::Nothing
                } else if head.seq > report.backup_head.seq {
                    BackupMissing::Later
                } else {
                    BackupMissing::OtherBranch
                };
            }
        }
    }
    Ok(report)
}

fn compare(db: &Db, report: &mut RestoreReport) -> Result<()> {
    let head = db.head()?;
    report.missing = if head == report.backup_head {
        BackupMissing::Nothing
    } else if rows::mac_of(db, report.backup_head.seq)?.as_deref() == Some(report.backup_head.mac.as_str()) {
        let (first, changes) = rows::written_after(db, report.backup_head.seq)?.unzip();
        report.first_ms = first;
        report.changes = changes.unwrap_or(0);
        report.last_ms = rows::written_at(db, head.seq)?;
        BackupMissing::Later
    } else {
        BackupMissing::OtherBranch
    };
    report.file_head = Some(head);
    Ok(())
}

/// Checks a set that was moved aside and says what would be missing if it were put back: what was written since the two went
/// their ways. Nothing is touched. `current` is the open file.
///
/// Errors: [`crate::db::keys::KeyRefusal::WrongPassphrase`], [`Error::Damaged`], [`Error::File`].
pub fn look_aside(set: &Replaced, secret: &SecretString, current: &Store) -> Result<RestoreReport> {
    let file = set.folder.join(current.path().file_name().unwrap_or_default());
    let key = Slots::read(&file)?.open(secret)?;
    let held = rows::verified(&file, &key)?;
    let aside = snapshot::read(&file, &key)?;
    let (head, since, last_ms) = current.read_as_house(|db| {
        let head = db.head()?;
        let common = rows::common(db, &aside, held.head.seq.min(head.seq))?;
        let last_ms = rows::written_at(db, head.seq)?;
        Ok((head, rows::written_after(db, common)?, last_ms))
    })?;
    let (first_ms, changes) = since.unzip();
    Ok(RestoreReport {
        backup: set.folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        backup_at_ms: set.at_ms,
        backup_head: held.head,
        counts: held.counts,
        sums: held.sums,
        missing: if changes.is_none() { BackupMissing::Nothing } else { BackupMissing::Later },
        last_ms: last_ms.filter(|_| changes.is_some()),
        file_head: Some(head),
        changes: changes.unwrap_or(0),
        first_ms,
        kept_missing: 0,
    })
}

/// Returns the set that was moved aside into `folder`, where `file` has such a one.
///
/// Errors: [`Error::File`].
pub fn replaced_in(file: &Path, folder: &Path) -> Result<Option<Replaced>> {
    let whole = |path: &Path| fs::canonicalize(path).ok();
    let wanted = whole(folder);
    Ok(replaced(file)?.into_iter().find(|set| wanted.is_some() && whole(&set.folder) == wanted))
}

/// Returns whether `folder` is one in which a backup was unpacked and checked beside `file`: nothing else is put in its place.
pub fn is_checked(file: &Path, folder: &Path) -> bool {
    let begins = format!("{}.{RESTORING}-", file.file_name().unwrap_or_default().to_string_lossy());
    let named = folder.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&begins));
    named && folder.parent() == file.parent() && folder.is_dir()
}

/// Puts what lies in quarantine into the place of the file; the file's set is moved aside. Nobody may have the file open:
/// `key` is the file's, where it is known. Returns the folder of the old set.
///
/// Errors: [`crate::db::file::FileRefusal::InUse`], [`Error::File`].
pub fn put_in_place(file: &Path, from: &Path, key: Option<&FileKey>, at: Instant) -> Result<PathBuf> {
    if let (true, Some(key)) = (file.is_file(), key) {
        swap::alone(file, key)?;
    }
    let aside = swap::folder_for(file, REPLACED, at);
    fs::create_dir(&aside).map_err(|source| files::failed("create", &aside, source))?;
    let note = Replaced { folder: PathBuf::new(), at_ms: at, head: read_head(file) };
    let text = serde_json::to_vec_pretty(&note).map_err(|_| Error::Damaged { what: "a note".to_owned() })?;
    folder::write_bytes(&aside.join(NOTE_FILE), &text)?;
    swap::swap(file, from, &aside)?;
    Ok(aside)
}

/// Returns the sets that were moved aside and can be put back, the latest first.
///
/// Errors: [`Error::File`].
pub fn replaced(file: &Path) -> Result<Vec<Replaced>> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let begins = format!("{}.{REPLACED}-", file.file_name().unwrap_or_default().to_string_lossy());
    let failed = |source| files::failed("read", folder, source);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let named = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(&begins));
        let note = fs::read(path.join(NOTE_FILE)).ok().and_then(|text| serde_json::from_slice::<Replaced>(&text).ok());
        if let (true, Some(note)) = (named && path.join(file.file_name().unwrap_or_default()).is_file(), note) {
            found.push(Replaced { folder: path, ..note });
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse(one.at_ms));
    Ok(found)
}

/// Remembers in the history of the file that was put in place what it came from and what is missing.
///
/// Errors: [`Error::Database`].
pub fn record(tx: &mut Tx<'_>, report: &RestoreReport) -> Result<()> {
    let op = tx.begin(Op::RestoreBackup)?;
    let id: RawId = tx.new_id();
    rows::put_restore(tx.db(), id, tx.at(), Some(tx.session().user), report)?;
    tx.record(op, Change::noted(id, report)?)?;
    Ok(())
}

/// Remembers in the file that it came from a backup; outside the history where nobody of its staff did it.
///
/// Errors: [`Error::Database`].
pub fn note_as_house(store: &Store, seed: [u8; 32], at: Instant, report: &RestoreReport) -> Result<()> {
    let mut entropy = Entropy::from_seed(seed);
    let id = RawId::derive(at, &entropy.take::<16>(), 0);
    store.upkeep(|db, _| rows::put_restore(db, id, at, None, report))
}
