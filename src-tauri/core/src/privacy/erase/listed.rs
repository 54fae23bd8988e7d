//! The list of who was erased: ids, when, by whom and why; not a word of anybody. It lies beside the file, beside its copies of
//! before and beside every backup, and whatever is restored or opened is held against it. It is keyed, so that nobody adds a
//! name to it or takes one off unseen.

use std::{
    collections::HashSet,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use hmac::{Hmac, Mac as _};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::{Ground, MentionPlace, copies, rows};
use crate::{
    audit::chain::hex,
    base::{
        error::{Error, Result},
        files,
        ids::{ErasureId, GuestId, UserId},
        time::Instant,
    },
    db::{Db, Store, file as places, sealing},
    privacy::PrivacyRefusal,
};

/// Ending of the list beside a file.
const LIST: &str = ".erased";
const CONTEXT: &str = "lobby 2026 list of the erased";
/// Longest list that is read, in bytes: ten million lines.
const LIST_MAX: u64 = 2 << 30;

/// One record that was erased, and what is needed to erase it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErasedEntry {
    /// The record.
    pub guest: GuestId,
    /// The act.
    pub erasure: ErasureId,
    /// The record that stood for the person.
    pub current: GuestId,
    /// Why.
    pub ground: Ground,
    /// Who.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// Where else the same words were struck out.
    pub struck: Vec<MentionPlace>,
}

/// Returns where the list of `file` lies.
pub fn path_of(file: &Path) -> PathBuf {
    places::beside(file, LIST)
}

/// Lays the list beside the file and its copies of before, into each folder of backups and beside every backup in it. Returns
/// how many there are now; none where nobody was erased.
///
/// Errors: [`Error::File`], [`Error::Database`].
pub fn lay(store: &Store, backups: &[&Path]) -> Result<u32> {
    let Some(text) = store.read_as_house(written)? else { return Ok(0) };
    let name = path_of(store.path()).file_name().unwrap_or_default().to_owned();
    let mut laid = 1;
    write(&path_of(store.path()), &text)?;
    for copy in copies::beside(store.path())? {
        write(&path_of(&copy.file), &text)?;
        laid += 1;
    }
    for folder in backups.iter().filter(|folder| folder.is_dir()) {
        write(&folder.join(&name), &text)?;
        laid += 1;
        for entry in fs::read_dir(folder).map_err(|source| files::failed("read", folder, source))? {
            let backup = entry.map_err(|source| files::failed("read", folder, source))?.path();
            // A backup holds a copy under the file's own name.
            if backup.is_dir() && store.path().file_name().is_some_and(|file| backup.join(file).is_file()) {
                write(&backup.join(&name), &text)?;
                laid += 1;
            }
        }
    }
    Ok(laid)
}

/// Lays the list beside one copy of the file that is being made. Errors: as [`lay`].
pub fn lay_beside(db: &Db, copy: &Path) -> Result<()> {
    match written(db)? {
        Some(text) => write(&path_of(copy), &text),
        None => Ok(()),
    }
}

/// Returns the entries of the lists at `paths`, each read with the key that lies in `db`; a path without a list has none.
///
/// Errors: [`PrivacyRefusal::ListDamaged`] where a list is not what this house wrote, [`Error::File`].
pub fn read(db: &Db, paths: &[PathBuf]) -> Result<Vec<ErasedEntry>> {
    let mut entries: Vec<ErasedEntry> = Vec::new();
    let mut known = HashSet::new();
    for path in paths {
        let size = match fs::metadata(path) {
            Ok(facts) => facts.len(),
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => continue,
            Err(source) => return Err(files::failed("read", path, source)),
        };
        if size > LIST_MAX {
            return Err(PrivacyRefusal::ListDamaged.into());
        }
        let text = fs::read_to_string(path).map_err(|source| files::failed("read", path, source))?;
        for entry in parsed(db, &text)? {
            if known.insert(entry.guest) {
                entries.push(entry);
            }
        }
    }
    Ok(entries)
}

fn written(db: &Db) -> Result<Option<String>> {
    let entries = rows::entries(db)?;
    if entries.is_empty() {
        return Ok(None);
    }
    let mut text = String::new();
    for entry in &entries {
        text.push_str(&serde_json::to_string(entry).map_err(|_| unwritable())?);
        text.push('\n');
    }
    let mac = mac(db, &text)?;
    text.push_str(&mac);
    text.push('\n');
    Ok(Some(text))
}

fn parsed(db: &Db, text: &str) -> Result<Vec<ErasedEntry>> {
    let (entries, said) = text.trim_end().rsplit_once('\n').ok_or(PrivacyRefusal::ListDamaged)?;
    let entries = format!("{entries}\n");
    if mac(db, &entries)? != said {
        return Err(PrivacyRefusal::ListDamaged.into());
    }
    entries.lines().map(|line| serde_json::from_str(line).map_err(|_| PrivacyRefusal::ListDamaged.into())).collect()
}

fn mac(db: &Db, text: &str) -> Result<String> {
    let key = sealing::derived(db, CONTEXT)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(key.as_slice()).map_err(|_| unwritable())?;
    mac.update(text.as_bytes());
    Ok(hex(&mac.finalize().into_bytes()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    files::write_whole(path, |out| out.write_all(text.as_bytes()).map_err(|source| files::failed("write", path, source)))
}

fn unwritable() -> Error {
    Error::Damaged { what: "the list of the erased".to_owned() }
}
