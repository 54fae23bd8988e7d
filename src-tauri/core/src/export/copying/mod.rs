//! A package on its way out: from what is kept of it into a folder, onto a stick or a share. An open package is a folder, a
//! sealed one a single file that `age` and `tar` open.
//!
//! The same package to the same key is the same bytes, so that a copy that was broken off goes on: what is there already is
//! compared, the rest is written. It gets its name when it was synced and read again; a name that ends in `.part` is none.

mod growing;
mod relay;

use std::{
    cell::Cell,
    fs,
    io::{self, BufReader, Read, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use self::{
    growing::{Growing, Summed, Written, digest},
    relay::{Relay, Words, relayed},
};
use crate::{
    audit::chain::hex,
    base::{
        entropy::Entropy,
        error::{Error, Refusal, Result},
        files::{self, ReadOnce},
        time::Instant,
    },
    export::{
        ExportRefusal, MadeFile,
        kept::{self, KeptRefusal},
        sealing::{Identity, Opened, Recipient, Sealed},
    },
};

/// Ending of a sealed package.
const SEALED_ENDING: &str = ".tar.age";
/// Ending of what is not whole yet.
const PART: &str = ".part";
/// Bytes read, compared or written at a time.
const CHUNK: usize = 1 << 18;
/// Bytes between two words to the caller.
const BYTES_PER_WORD: u64 = 1 << 20;
const SEAL_CONTEXT: &str = "lobby 2026 sealed packages: entropy";

/// Tells the caller how many bytes of how many are done; an answer of [`ControlFlow::Break`] ends it.
pub type CopyReport<'r> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'r;

/// Why a copy is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopyRefusal {
    /// Something else of that name lies there.
    NameTaken,
    /// What was written reads otherwise: the stick or disk is not to be trusted.
    NotAsWritten,
}

impl Refusal for CopyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NameTaken => "copy_name_taken",
            Self::NotAsWritten => "copy_not_as_written",
        }
    }
}

/// What leaves, and where it is read from.
pub(super) struct Parcel<'p> {
    /// The package's name.
    pub folder: &'p str,
    /// Its files, the manifest first.
    pub files: &'p [MadeFile],
    /// When it was made: the files' own time inside a sealed one.
    pub made_at: Instant,
    /// The folder in which its files are kept.
    pub kept: &'p Path,
    /// What opens them.
    pub own: &'p Identity,
    /// To whom it is sealed, and what its keys derive from; none leaves it open.
    pub seal: Option<Seal<'p>>,
}

/// To whom a package is sealed.
pub(super) struct Seal<'p> {
    /// Head office's key.
    pub to: &'p Recipient,
    /// The house's own secret: nobody without it can tell which keys a package has.
    pub secret: &'p Zeroizing<[u8; 32]>,
}

/// What an earlier try of the same name left.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Leftover {
    /// Go on where it ended; what is broken off now stays too.
    Resume,
    /// Begin anew, and leave nothing where it fails.
    Remove,
}

/// What lies there now.
#[derive(Debug)]
pub(super) struct Handed {
    /// Name of the folder or sealed file.
    pub name: String,
    /// Bytes of all of it.
    pub bytes: u64,
    /// Of the sealed file, or of the manifest; hexadecimal.
    pub sha256: String,
    /// Bytes that an earlier try had written and that were the same.
    pub resumed: u64,
}

/// Returns the name under which a package lies: a folder's, or a sealed file's.
pub(super) fn name_of(folder: &str, sealed: bool) -> String {
    if sealed { format!("{folder}{SEALED_ENDING}") } else { folder.to_owned() }
}

/// Writes the package into the folder `to`, where it is whole when this returns; where the very same lies there, that is it.
///
/// Errors: [`CopyRefusal`], [`KeptRefusal::Damaged`], [`ExportRefusal::Cancelled`], [`Error::File`].
pub(super) fn hand(parcel: &Parcel<'_>, to: &Path, leftover: Leftover, report: &mut CopyReport<'_>) -> Result<Handed> {
    let name = name_of(parcel.folder, parcel.seal.is_some());
    let (whole, part) = (to.join(&name), to.join(format!("{name}{PART}")));
    let all = parcel.files.iter().map(|file| file.bytes).sum();
    let mut watch = Watch { report, done: 0, told: 0, all };
    if whole.exists() {
        return compared(parcel, &whole, name, &mut watch);
    }
    if leftover == Leftover::Remove {
        remove(&part)?;
    }
    let written = match parcel.seal {
        Some(_) => write_sealed(parcel, &part, &mut watch),
        None => write_open(parcel, &part, &mut watch),
    };
    let handed = written.and_then(|(bytes, sha256, resumed)| {
        fs::rename(&part, &whole).map_err(|source| files::failed("rename to", &whole, source))?;
        files::sync_folder(&whole)?;
        Ok(Handed { name, bytes, sha256, resumed })
    });
    if handed.is_err() && leftover == Leftover::Remove {
        // What failed matters more than a leftover that the next try removes.
        let _left_behind = remove(&part);
    }
    handed
}

/// Takes away a package that was handed over by a write that did not hold.
pub(super) fn take_back(to: &Path, handed: &Handed) -> Result<()> {
    remove(&to.join(&handed.name))
}

fn remove(path: &Path) -> Result<()> {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(source) if source.kind() != io::ErrorKind::NotFound => Err(files::failed("remove", path, source)),
        _ => Ok(()),
    }
}

fn write_sealed(parcel: &Parcel<'_>, part: &Path, watch: &mut Watch<'_, '_>) -> Result<Written> {
    let sealed = |relay: &mut Relay| {
        relay.begin(part)?;
        stream(parcel, relay, watch).map_err(|stopped| stopped.of(part))?;
        relay.end(part)
    };
    relayed(sealed, |words| {
        let mut written = Written::default();
        let whole = |growing: Growing, reread| growing.settled(reread, None).map(|settled| written = settled);
        words.settle(|path| Ok(Growing::open(path)?.hashed()), whole)?;
        Ok(written)
    })
}

fn write_open(parcel: &Parcel<'_>, part: &Path, watch: &mut Watch<'_, '_>) -> Result<Written> {
    match fs::create_dir(part) {
        Err(source) if source.kind() != io::ErrorKind::AlreadyExists => return Err(files::failed("create", part, source)),
        _ => {}
    }
    remove_strangers(parcel, part)?;
    let copied = relayed(|relay| read(parcel, part, relay, watch), |words| written(parcel, words));
    let (all, resumed) = copied.map_err(|error| blamed(parcel, error))?;
    // The names inside must be durable before the folder's own name is.
    files::sync_folder(&part.join("."))?;
    Ok((all, manifest_sha256(parcel), resumed))
}

/// Returns why a copy reads otherwise than what was made: the place it lies in, or what is kept, which is not hashed on its way there
/// and so looked at now.
fn blamed(parcel: &Parcel<'_>, error: Error) -> Error {
    if error.code() != CopyRefusal::NotAsWritten.code() {
        return error;
    }
    let as_made = |file: &MadeFile| -> Result<bool> {
        let (path, mut summed) = (kept::path_of(parcel.kept, &file.path), Summed::default());
        let mut from = kept::open_at(&path, parcel.own)?;
        io::copy(&mut from, &mut summed).map_err(|source| kept::unreadable(&path, source))?;
        Ok(hex(&summed.digest.finalize()) == file.sha256)
    };
    match parcel.files.iter().map(as_made).find(|made| !matches!(made, Ok(true))) {
        None => error,
        Some(Ok(_)) => KeptRefusal::Damaged.into(),
        Some(Err(unreadable)) => unreadable,
    }
}

/// Reads one file of the package after the other.
fn read(parcel: &Parcel<'_>, part: &Path, relay: &mut Relay, watch: &mut Watch<'_, '_>) -> Result<()> {
    for file in parcel.files {
        let path = part.join(&file.path);
        relay.begin(&path)?;
        copy_kept(parcel, file, relay, watch).map_err(|stopped| stopped.of(&path))?;
        relay.end(&path)?;
    }
    Ok(())
}

/// Writes what is read; returns its bytes, and how many of them lay there before.
fn written(parcel: &Parcel<'_>, words: Words) -> Result<(u64, u64)> {
    let (mut all, mut resumed_all) = (0, 0);
    let mut files = parcel.files.iter();
    words.settle(Growing::open, |growing, reread| {
        // That it lies there, and is what was made, is seen where it is read again.
        let file = files.next().ok_or(CopyRefusal::NotAsWritten)?;
        let (bytes, _, resumed) = growing.settled(reread, Some(&file.sha256))?;
        all += bytes;
        resumed_all += resumed;
        Ok(())
    })?;
    Ok((all, resumed_all))
}

fn manifest_sha256(parcel: &Parcel<'_>) -> String {
    parcel.files.first().map_or_else(String::new, |file| file.sha256.clone())
}

/// Removes what an earlier try of another version may have left in the folder.
fn remove_strangers(parcel: &Parcel<'_>, part: &Path) -> Result<()> {
    for entry in fs::read_dir(part).map_err(|source| files::failed("read", part, source))? {
        let path = entry.map_err(|source| files::failed("read", part, source))?.path();
        let ours = parcel.files.iter().any(|file| path.file_name().is_some_and(|name| name == file.path.as_str()));
        if !ours || !path.is_file() {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Returns what lies under the package's name where it is the very package; nothing is written.
fn compared(parcel: &Parcel<'_>, whole: &Path, name: String, watch: &mut Watch<'_, '_>) -> Result<Handed> {
    if parcel.seal.is_none() {
        let mut bytes = 0;
        for file in parcel.files {
            let (sha256, length) = digest(&whole.join(&file.path)).map_err(|_| CopyRefusal::NameTaken)?;
            if sha256 != file.sha256 {
                return Err(CopyRefusal::NameTaken.into());
            }
            bytes += length;
        }
        return Ok(Handed { name, bytes, sha256: manifest_sha256(parcel), resumed: bytes });
    }
    if !whole.is_file() {
        return Err(CopyRefusal::NameTaken.into());
    }
    let mut wanted = Summed::default();
    stream(parcel, &mut wanted, watch).map_err(|stopped| stopped.of(whole))?;
    let (sha256, bytes) = digest(whole)?;
    if sha256 != hex(&wanted.digest.finalize()) {
        return Err(CopyRefusal::NameTaken.into());
    }
    Ok(Handed { name, bytes, sha256, resumed: bytes })
}

/// Writes the sealed package as one stream: its files in a tar, the tar sealed.
fn stream(parcel: &Parcel<'_>, out: &mut impl Write, watch: &mut Watch<'_, '_>) -> std::result::Result<(), Stopped> {
    let Some(seal) = &parcel.seal else { return Ok(()) };
    let sealed = Sealed::begin(out, seal.to, &mut entropy_of(parcel, seal)).map_err(Stopped::Writing)?;
    let mut tar = tar::Builder::new(sealed);
    for file in parcel.files {
        let header = header_of(parcel, file).map_err(Stopped::Writing)?;
        let mut kept = Checked::open(parcel, file, watch)?.hashed();
        let appended = tar.append(&header, &mut kept);
        kept.settled(appended)?;
    }
    let sealed = tar.into_inner().map_err(Stopped::Writing)?;
    sealed.finish().map_err(Stopped::Writing)?;
    Ok(())
}

fn copy_kept(
    parcel: &Parcel<'_>,
    file: &MadeFile,
    out: &mut impl Write,
    watch: &mut Watch<'_, '_>,
) -> std::result::Result<(), Stopped> {
    let mut kept = Checked::open(parcel, file, watch)?;
    let copied = io::copy(&mut BufReader::with_capacity(CHUNK, &mut kept), out).map(|_| ());
    kept.settled(copied)
}

/// The file's place in the tar: its name inside the package's folder, its length, when the package was made, and nobody's name.
fn header_of(parcel: &Parcel<'_>, file: &MadeFile) -> io::Result<tar::Header> {
    let mut header = tar::Header::new_ustar();
    header.set_path(format!("{}/{}", parcel.folder, file.path))?;
    header.set_size(file.bytes);
    header.set_mode(0o644);
    header.set_mtime(u64::try_from(parcel.made_at.ms() / 1000).unwrap_or_default());
    header.set_uid(0);
    header.set_gid(0);
    header.set_entry_type(tar::EntryType::Regular);
    header.set_cksum();
    Ok(header)
}

/// The keys of a sealed package derive from the house's secret, the package and its recipient: another content, other keys.
fn entropy_of(parcel: &Parcel<'_>, seal: &Seal<'_>) -> Entropy {
    let mut hasher = blake3::Hasher::new_derive_key(SEAL_CONTEXT);
    hasher.update(seal.secret.as_slice());
    let recipient = seal.to.to_string();
    let mut said = vec![recipient.as_str(), parcel.folder];
    said.extend(parcel.files.iter().flat_map(|file| [file.path.as_str(), file.sha256.as_str()]));
    for text in said {
        hasher.update(&(text.len() as u64).to_be_bytes()).update(text.as_bytes());
    }
    hasher.update(&parcel.made_at.ms().to_be_bytes());
    Entropy::from_seed(*hasher.finalize().as_bytes())
}

/// Why a stream ended early.
enum Stopped {
    /// The person asked to stop.
    Cancelled,
    /// What is kept is not what was made.
    Kept(Error),
    /// The place that is written to said no.
    Writing(io::Error),
}

impl Stopped {
    fn of(self, path: &Path) -> Error {
        match self {
            Self::Cancelled => ExportRefusal::Cancelled.into(),
            Self::Kept(error) => error,
            Self::Writing(source) => files::failed("write", path, source),
        }
    }
}

/// Tells the caller how far it is.
struct Watch<'w, 'r> {
    report: &'w mut CopyReport<'r>,
    done: u64,
    told: u64,
    all: u64,
}

impl Watch<'_, '_> {
    fn passed(&mut self, bytes: u64) -> ControlFlow<()> {
        self.done += bytes;
        if self.done - self.told < BYTES_PER_WORD && self.done < self.all {
            return ControlFlow::Continue(());
        }
        self.told = self.done;
        (self.report)(self.done, self.all)
    }
}

/// One kept file on its way, counted and, where nobody reads again what it becomes, hashed: where it is not what was made, that is
/// found before its last byte is given, or when what lies there is read again ([`blamed`]).
struct Checked<'k, 'w, 'r> {
    file: &'k MadeFile,
    from: Opened<ReadOnce>,
    path: PathBuf,
    bytes: u64,
    digest: Option<Sha256>,
    watch: &'k mut Watch<'w, 'r>,
    cancelled: Cell<bool>,
    failed: Option<Error>,
}

impl<'k, 'w, 'r> Checked<'k, 'w, 'r> {
    fn open(parcel: &Parcel<'_>, file: &'k MadeFile, watch: &'k mut Watch<'w, 'r>) -> std::result::Result<Self, Stopped> {
        let path = kept::path_of(parcel.kept, &file.path);
        let from = kept::open_once(&path, parcel.own).map_err(Stopped::Kept)?;
        Ok(Self { file, from, path, bytes: 0, digest: None, watch, cancelled: Cell::new(false), failed: None })
    }

    /// Hashes what is read.
    fn hashed(self) -> Self {
        Self { digest: Some(Sha256::new()), ..self }
    }

    /// Returns how the file's stream ended: cancelled, not as it was made, or as the writer says.
    fn settled(self, outcome: io::Result<()>) -> std::result::Result<(), Stopped> {
        if self.cancelled.get() {
            return Err(Stopped::Cancelled);
        }
        if let Some(error) = self.failed {
            return Err(Stopped::Kept(error));
        }
        outcome.map_err(Stopped::Writing)?;
        let other = |digest: Sha256| hex(&digest.finalize()) != self.file.sha256;
        if self.bytes != self.file.bytes || self.digest.is_some_and(other) {
            return Err(Stopped::Kept(KeptRefusal::Damaged.into()));
        }
        Ok(())
    }
}

impl Read for Checked<'_, '_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match self.from.read(into) {
            Ok(read) => read,
            Err(source) => {
                let said = io::Error::from(source.kind());
                self.failed = Some(kept::unreadable(&self.path, source));
                return Err(said);
            }
        };
        self.bytes += read as u64;
        if let Some(digest) = &mut self.digest {
            digest.update(&into[..read]);
        }
        if self.watch.passed(read as u64).is_break() {
            self.cancelled.set(true);
            return Err(io::Error::other("cancelled"));
        }
        Ok(read)
    }
}
