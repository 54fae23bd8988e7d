//! The way back: into a new place only, verified before it gets its name, database and keys as one set.

use std::{
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use secrecy::SecretString;
use sha2::{Digest as _, Sha256};

use super::{BackupRefusal, Copied, Facts, Sums, digest, folder, in_chunks, quarantine::Opens, rows};
use crate::{
    audit::chain::{Head, hex},
    base::{
        error::{Error, Result},
        files,
    },
    db::{
        file::{self as places, FileRefusal},
        keys::{FileKey, Slots, key_store::carried, keys_path},
    },
    export::kept::carried::{self, Carried},
    open,
    privacy::erase::{listed, reapply},
};

/// What a database may leave beside itself: with a stale log a restored file gives other rows (PROMISES, trap 5).
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Writes the backup `from` (its folder, or the copy in it) to `to`, where nothing may be yet; `secret` opens it.
///
/// Returns the new file with what it holds, and which of the packages that it keeps came with it. A restore that was broken off
/// leaves no hotel file and may be run again.
///
/// Errors: [`BackupRefusal`], [`FileRefusal::AlreadyThere`], [`FileRefusal`] of the place, [`crate::db::keys::KeyRefusal`],
/// [`Error::File`].
pub fn restore(from: &Path, to: &Path, secret: &SecretString) -> Result<Copied> {
    let (folder, facts) = restore_with(from, to, &Opens::Secret(secret))?;
    let kept = kept_beside(&folder, to, to, &Opens::Secret(secret))?;
    Ok(Copied { path: to.to_owned(), sha256: facts.sha256, counts: facts.counts, kept })
}

/// Brings the packages that the restored file `new` keeps from beside its backup in `folder` to beside `file`, whose place it
/// takes.
///
/// Errors: [`Error::File`], [`Error::Database`]; `new` is whole by then.
pub fn kept_beside(folder: &Path, new: &Path, file: &Path, opens: &Opens<'_>) -> Result<Carried> {
    let key = match opens {
        Opens::Secret(secret) => Slots::read(new)?.open(secret)?,
        Opens::Key(key) => (*key).clone(),
    };
    let store = open::with_key(new, key)?;
    carried::fetch(&store, file, folder.parent().unwrap_or(Path::new("")))
}

/// Writes the backup like [`restore`]; returns its folder and its facts.
///
/// Errors: as [`restore`].
pub fn restore_with(from: &Path, to: &Path, opens: &Opens<'_>) -> Result<(PathBuf, Facts)> {
    let (copy, facts) = found(from)?;
    // Whoever made the copy: what another machine's key store holds opens nothing here.
    let keys = carried(&copy)?;
    nothing_there(to, &keys, &facts)?;
    places::place_is_safe(to)?;
    let key = match opens {
        Opens::Secret(secret) => Slots::read(&copy)?.open(secret)?,
        Opens::Key(key) => (*key).clone(),
    };
    let part = places::beside(to, ".part");
    let head = match brought(&copy, &part, &key, &facts).and_then(|()| erased_again(&copy, to, &part, key)) {
        Ok(head) => head.unwrap_or_else(|| facts.head.clone()),
        Err(error) => {
            sweep(&part, true)?;
            return Err(error);
        }
    };
    // Keys first: a file without its keys is lost, keys without their file are nothing.
    folder::write_bytes(&keys_path(to), &keys)?;
    places::HeadFile::default().write(to, &head)?;
    fs::rename(&part, to).map_err(|source| files::failed("rename to", to, source))?;
    files::sync_folder(to)?;
    Ok((copy.parent().unwrap_or(Path::new("")).to_owned(), facts))
}

/// Erases in `part` again who was erased since the backup was made: the lists beside the backup, in the folder of backups and
/// beside the file's place say so. Returns the history's head, where anything was done.
fn erased_again(copy: &Path, to: &Path, part: &Path, key: FileKey) -> Result<Option<Head>> {
    let own = listed::path_of(copy);
    let of_all = copy.parent().and_then(Path::parent).zip(own.file_name()).map(|(folder, name)| folder.join(name));
    let lists: Vec<PathBuf> = [Some(own), of_all, Some(listed::path_of(to))].into_iter().flatten().collect();
    if !lists.iter().any(|list| list.exists()) {
        return Ok(None);
    }
    let seed = *blake3::hash(part.to_string_lossy().as_bytes()).as_bytes();
    let store = open::with_key(part, key)?;
    let again = reapply::reapply(&store, &lists, seed)?;
    listed::lay(&store, &[])?;
    let head = store.read_as_house(|db| db.head())?;
    drop(store);
    let laid = listed::path_of(part);
    if laid.exists() {
        fs::rename(&laid, listed::path_of(to)).map_err(|source| files::failed("rename", &laid, source))?;
    }
    sweep(part, false)?;
    Ok((again > 0).then_some(head))
}

/// Removes what opening `part` left beside it, and `part` itself where it came to nothing. All of it is this restore's own.
fn sweep(part: &Path, itself: bool) -> Result<()> {
    let name = part.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = part.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    for entry in fs::read_dir(folder).map_err(|source| files::failed("read", folder, source))? {
        let path = entry.map_err(|source| files::failed("read", folder, source))?.path();
        let found = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if found.starts_with(&name) && path.is_file() && (itself || found != name) {
            fs::remove_file(&path).map_err(|source| files::failed("remove", &path, source))?;
        }
    }
    Ok(())
}

/// Returns where the backup's copy is, so that its keys can be looked for.
///
/// Errors: [`BackupRefusal::Incomplete`], [`BackupRefusal::Newer`].
pub fn copy_in(from: &Path) -> Result<PathBuf> {
    found(from).map(|(copy, _)| copy)
}

fn found(from: &Path) -> Result<(PathBuf, Facts)> {
    let lies_in = if from.is_dir() { from } else { from.parent().unwrap_or(Path::new("")) };
    let facts = folder::facts(lies_in)?;
    // The name is one in this folder, whatever a made-up document says.
    let name = Path::new(&facts.file).file_name().ok_or(BackupRefusal::Damaged)?;
    let copy = lies_in.join(name);
    let named = from.is_dir() || from.file_name() == Some(name);
    if !named || !copy.is_file() || !keys_path(&copy).is_file() {
        return Err(BackupRefusal::Incomplete.into());
    }
    Ok((copy, facts))
}

/// Checks that nothing of another file is at `to`; the same keys and head may be, from a restore that was broken off.
fn nothing_there(to: &Path, keys: &[u8], facts: &Facts) -> Result<()> {
    let own_keys = keys_path(to);
    let other_keys = own_keys.exists() && fs::read(&own_keys).map_err(|source| files::failed("read", &own_keys, source))? != keys;
    let other_head = places::beside(to, ".head").exists() && places::read_head(to).as_ref() != Some(&facts.head);
    if to.exists() || other_keys || other_head || BESIDE.iter().any(|ending| places::beside(to, ending).exists()) {
        return Err(FileRefusal::AlreadyThere.into());
    }
    Ok(())
}

/// Copies the backup to `part` and checks that it is what its facts say: bytes, pages, history, rows.
fn brought(copy: &Path, part: &Path, key: &FileKey, facts: &Facts) -> Result<()> {
    let failed = |source| files::failed("write", part, source);
    let mut out = File::create(part).map_err(failed)?;
    let mut sum = Sha256::new();
    in_chunks(copy, |chunk| {
        sum.update(chunk);
        out.write_all(chunk).map_err(failed)
    })?;
    out.sync_all().map_err(failed)?;
    // What was written is read again: the disk may lie as well as the stick.
    let (written, bytes) = digest(part)?;
    if hex(&sum.finalize()) != facts.sha256 || written != facts.sha256 || bytes != facts.bytes {
        return Err(BackupRefusal::Damaged.into());
    }
    let held = rows::verified(part, key).map_err(|error| match error {
        Error::Refused(_) => error,
        error if error.is_damage() => BackupRefusal::Damaged.into(),
        error => error,
    })?;
    let sums = facts.sums == Sums::default() || held.sums == facts.sums;
    if sums && held.counts == facts.counts && held.head == facts.head { Ok(()) } else { Err(BackupRefusal::Damaged.into()) }
}
