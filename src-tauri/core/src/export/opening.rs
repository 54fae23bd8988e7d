//! A sealed package at head office: opened with the secret key, its files compared with what the manifest says of them, whole
//! in a folder or not there. No hotel's file is needed.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read, Write},
    path::{Component, Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    package::MANIFEST,
    sealing::{Identity, Opened, reading_failed},
};
use crate::{
    audit::chain::hex,
    base::{
        error::{Refusal, Result},
        files,
    },
};

/// Most files that a package holds.
const FILES_MAX: usize = 200;
/// Longest name of a file or folder, in bytes.
const NAME_MAX: usize = 120;
/// Longest manifest that is read, in bytes.
const MANIFEST_MAX: u64 = 16 << 20;
const CHUNK: usize = 1 << 18;

/// Why a sealed package is not unpacked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OpeningRefusal {
    /// There is a folder of that name.
    AlreadyThere {
        /// Its name.
        folder: String,
    },
    /// What was sealed is no package: no manifest, or a name that leads elsewhere.
    NoPackage,
    /// A file is not what the manifest says.
    NotAsSaid {
        /// Which.
        file: String,
    },
}

impl Refusal for OpeningRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::AlreadyThere { .. } => "package_already_there",
            Self::NoPackage => "sealed_no_package",
            Self::NotAsSaid { .. } => "package_not_as_said",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::AlreadyThere { folder } => vec![("folder", folder.clone())],
            Self::NotAsSaid { file } => vec![("file", file.clone())],
            Self::NoPackage => Vec::new(),
        }
    }
}

/// A package that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Unpacked {
    /// The folder.
    pub folder: PathBuf,
    /// Its files with their digests, as they lie there.
    pub files: Vec<UnpackedFile>,
}

/// One of its files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnpackedFile {
    /// Name inside the folder.
    pub path: String,
    /// Its length.
    pub bytes: u64,
    /// Of its bytes, hexadecimal.
    pub sha256: String,
}

/// What of a manifest is looked at here; the rest is for who loads it.
#[derive(Deserialize)]
struct Manifest {
    resources: Vec<Resource>,
    /// What lies beside the tables, for people.
    #[serde(rename = "lobby:beside", default)]
    beside: Vec<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    path: String,
    bytes: u64,
    hash: String,
}

/// Opens the sealed package `file` with `identity` into a folder of its own in `to`.
///
/// Errors: [`super::sealing::SealRefusal`], [`OpeningRefusal`], [`crate::base::error::Error::File`]; nothing is left then.
pub fn open(file: &Path, identity: &Identity, to: &Path) -> Result<Unpacked> {
    let from = File::open(file).map_err(|source| files::failed("read", file, source))?;
    let mut unpacking = Unpacking { to, part: None, found: Vec::new() };
    let done = unpacking.all(file, Opened::begin(from, identity)?).and_then(|()| unpacking.checked());
    match (done, &unpacking.part) {
        (Ok(folder), Some((part, _))) => {
            fs::rename(part, &folder).map_err(|source| files::failed("rename to", &folder, source))?;
            files::sync_folder(&folder)?;
            Ok(Unpacked { folder, files: unpacking.found })
        }
        (Ok(_), None) => Err(OpeningRefusal::NoPackage.into()),
        (Err(error), part) => {
            if let Some((part, _)) = part {
                // What failed matters more than a leftover that the next opening removes.
                let _left_behind = fs::remove_dir_all(part);
            }
            Err(error)
        }
    }
}

struct Unpacking<'u> {
    to: &'u Path,
    /// Where it is written, and the folder's name inside the tar.
    part: Option<(PathBuf, String)>,
    found: Vec<UnpackedFile>,
}

impl Unpacking<'_> {
    fn all(&mut self, file: &Path, from: Opened<File>) -> Result<()> {
        let mut archive = tar::Archive::new(from);
        let failed = |source| reading_failed(file, source);
        for entry in archive.entries().map_err(failed)? {
            let mut entry = entry.map_err(failed)?;
            let (folder, name) = names(&entry.path().map_err(failed)?).ok_or(OpeningRefusal::NoPackage)?;
            if entry.header().entry_type() != tar::EntryType::Regular || self.found.len() == FILES_MAX {
                return Err(OpeningRefusal::NoPackage.into());
            }
            let path = self.place(folder)?.join(&name);
            let found = written(&mut entry, file, &path, name)?;
            self.found.push(found);
        }
        // What stands behind the tar's end is sealed too: an altered last piece must be seen.
        let mut rest = archive.into_inner();
        io::copy(&mut rest, &mut io::sink()).map_err(failed)?;
        Ok(())
    }

    /// Returns where the package's files are written; all are in one folder.
    fn place(&mut self, folder: String) -> Result<PathBuf> {
        if let Some((part, known)) = &self.part {
            return if *known == folder { Ok(part.clone()) } else { Err(OpeningRefusal::NoPackage.into()) };
        }
        if self.to.join(&folder).exists() {
            return Err(OpeningRefusal::AlreadyThere { folder }.into());
        }
        let part = self.to.join(format!("{folder}.part"));
        if part.exists() {
            fs::remove_dir_all(&part).map_err(|source| files::failed("remove", &part, source))?;
        }
        fs::create_dir(&part).map_err(|source| files::failed("create", &part, source))?;
        self.part = Some((part.clone(), folder));
        Ok(part)
    }

    /// Returns the folder's final path once every file is what the manifest says.
    fn checked(&self) -> Result<PathBuf> {
        let (part, folder) = self.part.as_ref().ok_or(OpeningRefusal::NoPackage)?;
        let path = part.join(MANIFEST);
        let mut text = String::new();
        let opened = File::open(&path).map_err(|_| OpeningRefusal::NoPackage)?;
        opened.take(MANIFEST_MAX).read_to_string(&mut text).map_err(|source| files::failed("read", &path, source))?;
        let manifest: Manifest = serde_json::from_str(&text).map_err(|_| OpeningRefusal::NoPackage)?;
        let found: BTreeMap<&str, &UnpackedFile> = self.found.iter().map(|file| (file.path.as_str(), file)).collect();
        for said in manifest.resources.into_iter().chain(manifest.beside) {
            let as_said = found
                .get(said.path.as_str())
                .is_some_and(|file| file.bytes == said.bytes && said.hash == format!("sha256:{}", file.sha256));
            if !as_said {
                return Err(OpeningRefusal::NotAsSaid { file: said.path }.into());
            }
        }
        files::sync_folder(&path)?;
        Ok(self.to.join(folder))
    }
}

/// Returns folder and file of a path inside the tar; nothing where it leads anywhere else.
fn names(path: &Path) -> Option<(String, String)> {
    let plain = |part: Component<'_>| match part {
        Component::Normal(name) => {
            name.to_str().filter(|name| !name.starts_with('.') && name.len() <= NAME_MAX).map(str::to_owned)
        }
        _ => None,
    };
    let mut parts = path.components();
    let names = (plain(parts.next()?)?, plain(parts.next()?)?);
    parts.next().is_none().then_some(names)
}

/// Writes one file and makes it durable.
fn written(from: &mut impl Read, sealed: &Path, path: &Path, name: String) -> Result<UnpackedFile> {
    let failed = |source| files::failed("write", path, source);
    let mut out = File::create_new(path).map_err(failed)?;
    let (mut digest, mut bytes, mut chunk) = (Sha256::new(), 0, vec![0; CHUNK]);
    loop {
        let read = from.read(&mut chunk).map_err(|source| reading_failed(sealed, source))?;
        if read == 0 {
            break;
        }
        digest.update(&chunk[..read]);
        bytes += read as u64;
        out.write_all(&chunk[..read]).map_err(failed)?;
    }
    out.sync_all().map_err(|source| files::failed("sync", path, source))?;
    Ok(UnpackedFile { path: name, bytes, sha256: hex(&digest.finalize()) })
}
