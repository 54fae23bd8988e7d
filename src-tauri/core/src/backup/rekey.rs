//! A new key for the whole file (PROMISES 25): a verified copy under the new key is made beside it, then swapped as a set.
//!
//! The chain's own key stays, so that history, marks of backups and sealed values hold. The old set lies aside under the old
//! key, as do all backups of before: whoever had that key reads those still.

use std::{
    fs,
    path::{Path, PathBuf},
};

use secrecy::SecretString;
use serde::{Deserialize, Serialize};

use super::{BackupRefusal, rows};
use crate::{
    audit::{change::Change, op::Op},
    base::{entropy::Entropy, error::Result, files, ids::RawId, time::Instant},
    db::{
        Store, Tx,
        file::HeadFile,
        keys::{FileKey, Slots},
        swap,
    },
    privacy::erase::listed,
    stored_words,
};

/// In the name of the folder in which the new set is made.
const REKEYING: &str = "rekeying";

stored_words! {
    /// What was done with the file's keys.
    pub enum KeyAct {
        /// The printed recovery key was typed, and opens.
        RecoveryTested = "recovery_tested",
        /// A new recovery key took the place of the old one.
        RecoveryRenewed = "recovery_renewed",
        /// A new passphrase took the place of the old one.
        PassphraseChanged = "passphrase_changed",
        /// A new key for the whole file was asked for: said in the old set, before anything is made
        RekeyBegun = "rekey_begun",
        /// The whole file has a new key: said in the new set, where it stands in its place
        Rekeyed = "rekeyed",
    }
}

/// A change of keys, as the history says it: no secret, and nothing that would tell one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct KeysDone {
    /// What was done.
    pub act: KeyAct,
}

/// Remembers in the history what was done with the keys.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn record(tx: &mut Tx<'_>, done: &KeysDone) -> Result<()> {
    let op = tx.begin(Op::ChangeKeys)?;
    let id: RawId = tx.new_id();
    tx.record(op, Change::noted(id, done)?)?;
    Ok(())
}

/// A set under a new key that lies beside the file.
pub struct Rekeyed {
    /// Its folder, for [`super::quarantine::put_in_place`].
    pub folder: PathBuf,
    /// The new recovery key, shown once.
    pub recovery: SecretString,
    /// The new key.
    pub key: FileKey,
}

/// Makes the file's content under a new key, opened by `passphrase` and by a new recovery key; `seed` is fresh from the
/// operating system. What an earlier try left behind goes. The file itself is not touched, and nobody may write to it until the new set stands in its place.
///
/// Errors: [`crate::db::keys::KeyRefusal::PassphraseTooShort`], [`BackupRefusal::Damaged`] where the copy is not what the file
/// is, [`crate::base::error::Error::File`].
pub fn prepare(store: &Store, passphrase: &SecretString, at: Instant, seed: [u8; 32]) -> Result<Rekeyed> {
    let mut entropy = Entropy::from_seed(seed);
    let key = FileKey::new(&mut entropy);
    let (slots, recovery) = Slots::new(&key, passphrase, store.hotel().practice, &mut entropy)?;
    swap::clear_unfinished(store.path(), REKEYING)?;
    let folder = swap::folder_for(store.path(), REKEYING, at);
    fs::create_dir(&folder).map_err(|source| files::failed("create", &folder, source))?;
    match filled(store, &folder, &key, &slots) {
        Ok(()) => Ok(Rekeyed { folder, recovery, key }),
        Err(error) => {
            // All in it is this rekey's own.
            let _left_behind = fs::remove_dir_all(&folder);
            Err(error)
        }
    }
}

fn filled(store: &Store, folder: &Path, key: &FileKey, slots: &Slots) -> Result<()> {
    let new = folder.join(store.path().file_name().unwrap_or_default());
    let before = store.read_as_house(|db| {
        rows::copy_under(db, &new, key)?;
        rows::held(db)
    })?;
    if rows::verified(&new, key)? != before {
        return Err(BackupRefusal::Damaged.into());
    }
    slots.write(&new)?;
    HeadFile::default().write(&new, &before.head)?;
    store.read_as_house(|db| listed::lay_beside(db, &new))
}
