//! What an erasure cannot reach into: older copies of the file, each encrypted, each with the list of the erased beside it, so
//! that whoever opens one finds the guest erased there too. How many there are, and when the last of them goes, is on the
//! certificate (docs/adr/copies-of-before.md).

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    backup::{self, BackupWhy, ladder},
    base::{
        error::Result,
        files,
        time::{BusinessDate, Instant},
    },
    db::Store,
    stored_words,
};

/// After the file's name, in that of a copy that was made before the schema was brought up to date.
const BEFORE: &str = ".before-";
/// After the file's name, in that of a folder whose set was moved aside.
const REPLACED: &str = ".replaced-";

stored_words! {
    /// Which copy of the file lies beside it.
    pub enum CopyKind {
        /// Made before a new version of the program changed the file.
        Upgrade = "upgrade",
        /// Moved aside by a restore or a new key.
        Aside = "aside",
    }
}

/// A copy that lies beside the file.
pub struct CopyBeside {
    /// Which.
    pub kind: CopyKind,
    /// The database in it.
    pub file: PathBuf,
}

/// The copies of before in which an erased guest's words lie encrypted still.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct OlderCopies {
    /// Backups that the ladder takes away by itself.
    pub backups: u32,
    /// The day from which the last of them is gone, where the house makes a backup every day.
    pub gone_by: Option<BusinessDate>,
    /// Backups that somebody asked for: they lie until somebody takes them away.
    pub by_hand: u32,
    /// Copies beside the file from before an upgrade, and sets that were moved aside: they lie until somebody takes them away.
    pub beside: u32,
}

/// Returns the copies that lie beside `file`. Errors: [`crate::base::error::Error::File`].
pub fn beside(file: &Path) -> Result<Vec<CopyBeside>> {
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default();
    let failed = |source| files::failed("read", folder, source);
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let own = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(rest) = own.strip_prefix(&*name.to_string_lossy()) else { continue };
        let upgrade =
            rest.strip_prefix(BEFORE).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|sign| sign.is_ascii_digit()));
        if upgrade && path.is_file() {
            found.push(CopyBeside { kind: CopyKind::Upgrade, file: path });
        } else if rest.starts_with(REPLACED) && path.join(name).is_file() {
            found.push(CopyBeside { kind: CopyKind::Aside, file: path.join(name) });
        }
    }
    Ok(found)
}

/// Returns how many copies from before `at` there are beside the file and in these folders of backups, and when they go.
///
/// Errors: [`crate::base::error::Error::File`], [`crate::base::error::Error::Database`].
pub fn older(store: &Store, backups: &[&Path], at: Instant) -> Result<OlderCopies> {
    let own = backup::folder_of(store.path());
    let mut older =
        OlderCopies { beside: u32::try_from(beside(store.path())?.len()).unwrap_or(u32::MAX), ..OlderCopies::default() };
    for folder in backups.iter().filter(|folder| folder.is_dir()) {
        let rungs = if **folder == own { &ladder::BESIDE } else { &ladder::SECOND_PLACE };
        for lying in backup::lying(folder)?.into_iter().filter(|lying| lying.facts.at <= at) {
            if lying.facts.made == Some(BackupWhy::ByItself) {
                let gone_by = rungs.gone_by(store.hotel().clock.business_date(lying.facts.at));
                older.backups += 1;
                older.gone_by = older.gone_by.max(Some(gone_by));
            } else {
                older.by_hand += 1;
            }
        }
    }
    Ok(older)
}
