//! What is kept, carried with the backups: one copy of each package in a place of backups, however many backups lie there, for
//! a kept package never changes. It is linked where the disk can, copied where it cannot, and read through before it has its
//! name; a backup that is restored finds it there by the hash of its manifest.
//!
//! Absent on purpose: a package that holds who was erased since is not brought back from anywhere.

use std::{
    collections::HashSet,
    fs,
    io::{self, BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{BUFFER, KeptRefusal, Keys, PART, folder_of, hold, located, open_at, path_of, rows, unreadable};
use crate::{
    audit::chain::hex,
    base::{
        error::{Error, Refusal as _, Result},
        files,
    },
    db::{Store, file as places},
    export::{MadeFile, pseudonyms::Pseudonyms, sealing::Identity},
};

/// Name of the folder in a folder of backups.
pub const FOLDER: &str = "kept";
/// Begins the name of a package that is on its way.
const COMING: &str = "coming-";
/// The table that names every guest of a package.
const GUESTS: &str = "guests.csv";

/// What was carried, in packages.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "KeptCarried")]
pub struct Carried {
    /// Came now.
    pub came: u32,
    /// Lie there, those that came among them.
    pub there: u32,
    /// Should lie there and do not: they are missing or damaged where they were to come from.
    pub missing: u32,
}

/// A package that is kept.
struct Package {
    manifest_sha256: String,
    files: Vec<MadeFile>,
}

/// What is known of packages, and what opens them.
struct Known {
    here: Vec<Package>,
    ended: Vec<String>,
    own: Identity,
    /// Under which keys guests who were erased stood in packages.
    erased: HashSet<Vec<u8>>,
}

impl Known {
    fn read(store: &Store) -> Result<Self> {
        store.read_as_house(|db| {
            let here = rows::here(db)?.into_iter().map(|(export, _)| {
                let manifest_sha256 = rows::named(db, export)?.manifest_sha256;
                Ok(Package { manifest_sha256, files: rows::files(db, export)? })
            });
            let here = here.collect::<Result<_>>()?;
            let pseudonyms = Pseudonyms::read(db)?;
            let erased = crate::export::rows::erased(db)?.into_iter().map(|guest| pseudonyms.of_erased(guest)).collect();
            Ok(Self { here, ended: rows::ended(db)?, own: Keys::read(db)?.own, erased })
        })
    }
}

/// Lays every kept package that the folder `backups` lacks into it, and takes out of it what is kept no longer. Whoever calls holds
/// that folder.
///
/// Errors: [`Error::File`], [`Error::Database`].
pub fn lay(store: &Store, backups: &Path) -> Result<Carried> {
    let known = Known::read(store)?;
    let root = backups.join(FOLDER);
    sweep(&known, &root)?;
    carry(&known, &folder_of(store.path()), &root, |_| Ok(true))
}

/// Takes out of the folder `backups` what is kept no longer: whose months are over, or who was erased.
///
/// Errors: [`Error::File`], [`Error::Database`].
pub fn take_out(store: &Store, backups: &Path) -> Result<()> {
    sweep(&Known::read(store)?, &backups.join(FOLDER))
}

/// Brings every kept package that does not lie beside `file` back from the folder `backups`. `store` is that file, or the one that
/// is to take its place.
///
/// Errors: [`Error::File`], [`Error::Database`].
pub fn fetch(store: &Store, file: &Path, backups: &Path) -> Result<Carried> {
    let known = Known::read(store)?;
    let (root, kept) = (backups.join(FOLDER), folder_of(file));
    if known.here.is_empty() {
        return Ok(Carried::default());
    }
    fs::create_dir_all(&kept).map_err(|source| files::failed("create", &kept, source))?;
    let _held = match hold(&kept) {
        Ok(held) => held,
        // Who makes a package just now has them; the next look finds what is left.
        Err(error) if error.code() == KeptRefusal::Busy.code() => return Ok(Carried::default()),
        Err(error) => return Err(error),
    };
    clear(&kept)?;
    carry(&known, &root, &kept, |folder| holds_none(folder, &known))
}

fn carry(known: &Known, from: &Path, to: &Path, may: impl Fn(&Path) -> Result<bool>) -> Result<Carried> {
    let mut carried = Carried::default();
    for package in &known.here {
        if located(to, &package.manifest_sha256)?.is_some() {
            carried.there += 1;
            continue;
        }
        let source = from.join(&package.manifest_sha256);
        let came = match source.is_dir() && may(&source)? {
            true => came(package, &source, to, &known.own),
            false => Err(KeptRefusal::Missing.into()),
        };
        match came {
            Ok(()) => {
                carried.came += 1;
                carried.there += 1;
            }
            Err(Error::Refused(_)) => carried.missing += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(carried)
}

/// Puts one package into `root`: whole under its name, or not there.
fn came(package: &Package, from: &Path, root: &Path, own: &Identity) -> Result<()> {
    fs::create_dir_all(root).map_err(|source| files::failed("create", root, source))?;
    let whole = root.join(&package.manifest_sha256);
    let part = root.join(format!("{COMING}{}{PART}", package.manifest_sha256));
    fs::create_dir(&part).map_err(|source| files::failed("create", &part, source))?;
    let written = package.files.iter().try_for_each(|file| {
        let (source, target) = (path_of(from, &file.path), path_of(&part, &file.path));
        linked_or_copied(&source, &target)?;
        proven(&target, file, own)
    });
    if let Err(error) = written {
        // What failed matters more than a leftover that the next one removes.
        let _left_behind = fs::remove_dir_all(&part);
        return Err(error);
    }
    files::sync_folder(&part.join("."))?;
    fs::rename(&part, &whole).map_err(|source| files::failed("rename to", &whole, source))?;
    files::sync_folder(&whole)
}

fn linked_or_copied(from: &Path, to: &Path) -> Result<()> {
    // Another disk, or one that knows no links.
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    match fs::copy(from, to) {
        Ok(_) => {}
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Err(KeptRefusal::Missing.into()),
        Err(source) => return Err(files::failed("copy", to, source)),
    }
    let synced = fs::File::options().append(true).open(to).and_then(|file| file.sync_all());
    synced.map_err(|source| files::failed("sync", to, source))
}

/// Reads a file through: it is what was made, by its length and its hash.
fn proven(path: &Path, said: &MadeFile, own: &Identity) -> Result<()> {
    let mut opened = open_at(path, own)?;
    let (mut digest, mut bytes, mut chunk) = (Sha256::new(), 0_u64, vec![0; BUFFER]);
    loop {
        match opened.read(&mut chunk).map_err(|source| unreadable(path, source))? {
            0 => break,
            read => {
                digest.update(&chunk[..read]);
                bytes += read as u64;
            }
        }
    }
    if bytes == said.bytes && hex(&digest.finalize()) == said.sha256 { Ok(()) } else { Err(KeptRefusal::Damaged.into()) }
}

/// Returns whether nobody who was erased stands in the package in `folder`.
fn holds_none(folder: &Path, known: &Known) -> Result<bool> {
    if known.erased.is_empty() {
        return Ok(true);
    }
    let path = path_of(folder, GUESTS);
    let mut guests = BufReader::with_capacity(BUFFER, open_at(&path, &known.own)?);
    let mut line = Vec::new();
    loop {
        line.clear();
        if guests.read_until(b'\n', &mut line).map_err(|source| unreadable(&path, source))? == 0 {
            return Ok(true);
        }
        // Behind the property code.
        if line.split(|byte| *byte == b',').nth(1).is_some_and(|key| known.erased.contains(key)) {
            return Ok(false);
        }
    }
}

/// Removes from `root` what is kept no longer, and what was on its way when the machine stopped.
fn sweep(known: &Known, root: &Path) -> Result<()> {
    if !root.is_dir() {
        return Ok(());
    }
    clear(root)?;
    for gone in known.ended.iter().map(|manifest| root.join(manifest)).filter(|folder| folder.is_dir()) {
        // First its name, so that what is half gone never looks like a package.
        let going = places::beside(&root.join(format!("{COMING}{}", name_of(&gone))), PART);
        fs::rename(&gone, &going).map_err(|source| files::failed("rename to", &going, source))?;
        removed(&going)?;
    }
    Ok(())
}

fn clear(root: &Path) -> Result<()> {
    for entry in fs::read_dir(root).map_err(|source| files::failed("read", root, source))? {
        let path = entry.map_err(|source| files::failed("read", root, source))?.path();
        let name = name_of(&path);
        if name.starts_with(COMING) && name.ends_with(PART) {
            removed(&path)?;
        }
    }
    Ok(())
}

fn removed(folder: &PathBuf) -> Result<()> {
    fs::remove_dir_all(folder).map_err(|source| files::failed("remove", folder, source))?;
    files::sync_folder(folder)
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
