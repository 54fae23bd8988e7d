//! The second place: a stick, another disk or a share that the hotel sets. It is this hotel's where a folder in it carries
//! the hotel's own mark, so that an unplugged stick's empty mount point is never taken for the stick.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use super::{BackupRefusal, folder, rows};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{RawId, UserId},
        time::Instant,
    },
    db::{Db, Tx, hotel::Hotel, sealing},
};

/// Longest path of a place, in bytes.
pub const PLACE_MAX: usize = 1_000;
/// Begins the name of a hotel's own folder in a place.
pub const OWN_FOLDER: &str = "Lobby-";
/// Carries the hotel's mark in its folder.
const MARK_FILE: &str = ".lobby-backups";

/// The second place that this desk puts its backups into.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BackupPlace {
    /// Whole path, as it was chosen.
    pub folder: String,
    /// Who set it.
    pub by_user: UserId,
    /// Since when.
    pub at_ms: Instant,
}

/// Where backups go from now on; none leaves them beside the file alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SetBackupPlace {
    /// Whole path of an existing folder.
    pub folder: Option<String>,
}

/// Sets the second place and marks the hotel's own folder in it.
///
/// Errors: [`BackupRefusal::NoPlace`] where there is no such folder or it cannot be written.
pub fn set(tx: &mut Tx<'_>, input: &SetBackupPlace) -> Result<Option<BackupPlace>> {
    let op = tx.begin(Op::SetBackupPlace)?;
    let before = rows::place(tx.db())?;
    let after = match &input.folder {
        None => None,
        Some(chosen) => {
            let path = Path::new(chosen);
            if chosen.len() > PLACE_MAX || !path.is_absolute() || !path.is_dir() {
                return Err(BackupRefusal::NoPlace.into());
            }
            mark(tx.db(), path)?;
            Some(BackupPlace { folder: chosen.clone(), by_user: tx.session().user, at_ms: tx.at() })
        }
    };
    rows::put_place(tx, after.as_ref())?;
    let record: RawId = tx.new_id();
    tx.record(op, Change::updated(record, &before, &after)?)?;
    Ok(after)
}

/// Returns the hotel's own folder in a place.
pub fn own_folder(place: &Path, hotel: &Hotel) -> PathBuf {
    place.join(format!("{OWN_FOLDER}{}", hotel.code))
}

/// Returns the hotel's folder in the place, where the place is there and this hotel's.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn there(db: &Db, place: &Path) -> Result<Option<PathBuf>> {
    let own = own_folder(place, db.hotel());
    let marked = fs::read_to_string(own.join(MARK_FILE)).ok();
    Ok((marked.as_deref() == Some(own_mark(db)?.as_str())).then_some(own))
}

fn mark(db: &Db, place: &Path) -> Result<()> {
    let own = own_folder(place, db.hotel());
    fs::create_dir_all(&own).map_err(|_| BackupRefusal::NoPlace)?;
    folder::write_bytes(&own.join(MARK_FILE), own_mark(db)?.as_bytes()).map_err(|_| BackupRefusal::NoPlace.into())
}

fn own_mark(db: &Db) -> Result<String> {
    sealing::mark(db, "place of backups", db.hotel().code.as_bytes())
}

/// Returns whether two paths lie on one disk, as far as the system tells: then a dead disk takes both.
pub fn same_disk(file: &Path, place: &Path) -> bool {
    match (disk_of(file), disk_of(place)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

/// Returns the device that a path lies on; on Linux the whole disk of its partition.
#[cfg(unix)]
fn disk_of(path: &Path) -> Option<String> {
    use std::os::unix::fs::MetadataExt as _;
    let device = fs::metadata(path).ok()?.dev();
    // The numbers as Linux packs them (makedev(3)); elsewhere the whole number is name enough.
    let (major, minor) = ((device >> 8) & 0xfff, (device & 0xff) | ((device >> 12) & 0xfff00));
    let Ok(block) = fs::canonicalize(format!("/sys/dev/block/{major}:{minor}")) else { return Some(device.to_string()) };
    let disk = if block.join("partition").exists() { block.parent().map(Path::to_owned) } else { Some(block) };
    disk.map(|disk| disk.display().to_string())
}

/// Returns the drive or share that a path begins with.
#[cfg(not(unix))]
fn disk_of(path: &Path) -> Option<String> {
    let whole = fs::canonicalize(path).ok()?;
    let first = whole.components().next()?;
    Some(first.as_os_str().to_string_lossy().to_uppercase())
}
