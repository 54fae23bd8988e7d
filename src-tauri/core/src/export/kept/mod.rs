//! Packages that were made, kept for 24 months beside the hotel's file and copied out again from there: each file sealed to a
//! key of the house's own that lies in the encrypted file, so that a stolen disk shows nothing of them.
//!
//! A package is written here first and handed over from here: where it leaves sealed, nothing of it ever lies on a disk in the
//! clear. Absent on purpose: one that is changed. A guest who is erased is in none afterwards, because another version takes
//! its place.

pub mod carried;
mod corrected;
mod erased;
mod rows;

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use corrected::TableChanges;
pub use erased::{held_in, replace_kept};

use crate::{
    audit::{change::Change, op::Op, op::RecordKind},
    base::{
        entropy::Entropy,
        error::{Error, Refusal, Result},
        files::{self, ReadOnce},
        ids::{ExportId, RecordId},
        request::Request,
        time::{BusinessDate, Instant},
    },
    db::{Db, Done, Store, Tx, file as places, sealing as secrets},
    export::{
        MADE_LISTED_MAX, MadeFile, MadePackage,
        changes::Earlier,
        copying::Handed,
        routine::{self, Behind},
        seal_key::{self, SealKey},
        sealing::{Identity, Opened, Recipient, Sealed},
    },
    loyalty::expiry,
    stored_words,
};

/// For how long packages are kept.
pub const KEPT_MONTHS: i32 = 24;
/// Packages of which the history of exports tells what they changed: those that a page shows in full.
const CHANGES_TOLD: usize = 3;
/// Ending of the folder beside the hotel's file.
const FOLDER: &str = ".kept";
/// Ending of a package that no write has said yet.
const PART: &str = ".part";
/// Ending of one kept file.
const SEALED: &str = ".age";
/// Held by who makes a package.
const LOCK_FILE: &str = ".making";
const OWN_CONTEXT: &str = "lobby 2026 kept packages: identity";
const SEAL_CONTEXT: &str = "lobby 2026 sealed packages: secret";
const FILE_CONTEXT: &str = "lobby 2026 kept packages: file";
const BUFFER: usize = 1 << 18;

stored_words! {
    /// How a package that was made is kept.
    pub enum KeptStanding {
        /// It lies there and can be copied out again.
        Here = "here",
        /// It was made before packages were kept.
        Never = "never",
        /// It should lie there and does not: another disk, a restored backup.
        Missing = "missing",
        /// Its months are over.
        Age = "age",
        /// A guest in it was erased; another version took its place.
        Erased = "erased",
    }
}

/// A package of the history of exports: what is kept of it, and where it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Outgoing {
    /// What was made.
    pub made: MadePackage,
    /// How it is kept.
    pub kept: KeptStanding,
    /// The last day on which it is kept, or the day it went.
    pub until: Option<BusinessDate>,
    /// The version that took its place.
    pub replaced_by: Option<u32>,
    /// Where it went, the latest first.
    pub copies: Vec<CopyMade>,
    /// The routine that made it; none where a person did.
    pub behind: Option<Behind>,
    /// Of the newest corrections, what each changed; nothing of older ones, of a first version, and where it cannot be told.
    pub changes: Option<Vec<TableChanges>>,
}

/// A copy of a package that left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CopyMade {
    /// Whole path of the folder that it was written to.
    pub folder: String,
    /// Name of the folder or sealed file there.
    pub name: String,
    /// Of the key it is sealed to; empty where it went open.
    pub fingerprint: String,
    /// Of all that was written.
    #[specta(type = f64)]
    pub bytes: u64,
    /// Of the sealed file, or of the manifest; hexadecimal.
    pub sha256: String,
    /// Who, as colleagues read it.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

/// Input of the run that ends what was kept long enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RunKept {
    /// The day that the run closes.
    pub on: BusinessDate,
    /// The hotel's day that a person read and found right, where the clock may have jumped.
    pub day_is_right: Option<BusinessDate>,
}

/// What such a run did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct KeptEnded {
    /// The day that it closed.
    pub on: BusinessDate,
    /// Packages that are kept no longer.
    pub packages: u32,
}

/// Why a kept package is not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeptRefusal {
    /// Another package is being made.
    Busy,
    /// Nothing of it is kept.
    NotKept,
    /// It should lie there and does not.
    Missing,
    /// It is not what was made.
    Damaged,
    /// A run closes no day that has not come.
    RunAhead {
        /// The hotel's day.
        today: BusinessDate,
    },
    /// The machine's clock may have jumped.
    ClockDoubt {
        /// The hotel's day by the clock.
        today: BusinessDate,
    },
}

impl Refusal for KeptRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Busy => "export_busy",
            Self::NotKept => "export_not_kept",
            Self::Missing => "export_missing",
            Self::Damaged => "export_kept_damaged",
            Self::RunAhead { .. } => "run_ahead",
            Self::ClockDoubt { .. } => "kept_clock_doubt",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::ClockDoubt { today } | Self::RunAhead { today } => vec![("today", today.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Returns the folder in which the packages of `file` are kept.
pub fn folder_of(file: &Path) -> PathBuf {
    places::beside(file, FOLDER)
}

/// What the house needs to keep packages and to seal them.
pub(in crate::export) struct Keys {
    /// Opens what is kept.
    pub own: Identity,
    /// What the keys of sealed packages derive from.
    pub secret: Zeroizing<[u8; 32]>,
    /// Head office's key, where one is set.
    pub head_office: Option<SealKey>,
}

impl Keys {
    /// Reads them; the same after a rekey and in every backup.
    ///
    /// Errors: [`Error::Database`].
    pub fn read(db: &Db) -> Result<Self> {
        let own = Identity::of(secrets::derived(db, OWN_CONTEXT)?);
        Ok(Self { own, secret: secrets::derived(db, SEAL_CONTEXT)?, head_office: seal_key::current(db)? })
    }

    /// Returns whom a package is sealed to; none where the house set nobody.
    ///
    /// Errors: [`crate::export::sealing::SealRefusal`] where the key that lies in the file is none.
    pub fn recipient(&self) -> Result<Option<Recipient>> {
        self.head_office.as_ref().map(|key| Recipient::parse(&key.recipient)).transpose()
    }
}

/// A package in the making. Dropped without [`Staging::keep`], it leaves nothing.
pub(in crate::export) struct Staging {
    kept: PathBuf,
    part: PathBuf,
    own: Recipient,
    seed: [u8; 32],
    whole: Option<PathBuf>,
    _held: File,
}

impl Staging {
    /// Begins a package beside the hotel's `file`; `seed` is fresh from the operating system.
    ///
    /// Errors: [`KeptRefusal::Busy`], [`Error::File`].
    pub fn begin(db: &Db, file: &Path, keys: &Keys, seed: [u8; 32]) -> Result<Self> {
        let kept = folder_of(file);
        fs::create_dir_all(&kept).map_err(|source| files::failed("create", &kept, source))?;
        let held = hold(&kept)?;
        sweep_unfinished(db, &kept)?;
        let part = kept.join(format!("making{PART}"));
        fs::create_dir(&part).map_err(|source| files::failed("create", &part, source))?;
        Ok(Self { kept, part, own: keys.own.recipient(), seed, whole: None, _held: held })
    }

    /// Returns where the files lie until the package is kept.
    pub fn folder(&self) -> &Path {
        &self.part
    }

    /// Begins a file of the package.
    ///
    /// Errors: [`Error::File`].
    pub fn create(&self, name: &str) -> Result<Writing> {
        let path = path_of(&self.part, name);
        let failed = |source| files::failed("create", &path, source);
        let file = BufWriter::with_capacity(BUFFER, File::create_new(&path).map_err(failed)?);
        let mut seed = blake3::Hasher::new_derive_key(FILE_CONTEXT);
        seed.update(&self.seed).update(name.as_bytes());
        let mut entropy = Entropy::from_seed(*seed.finalize().as_bytes());
        let sealed = Sealed::begin(file, &self.own, &mut entropy).map_err(failed)?;
        Ok(Writing { sealed, path })
    }

    /// Says that every file is there: the folder is named after its manifest, and durable.
    ///
    /// Errors: [`Error::File`].
    pub fn complete(&mut self, manifest_sha256: &str) -> Result<()> {
        let whole = self.kept.join(manifest_sha256);
        let named = places::beside(&whole, PART);
        files::sync_folder(&self.part.join("."))?;
        fs::rename(&self.part, &named).map_err(|source| files::failed("rename to", &named, source))?;
        self.part = named;
        files::sync_folder(&whole)?;
        self.whole = Some(whole);
        Ok(())
    }

    /// Keeps it: the write that says so holds. Where the name cannot be given now, [`located`] gives it later.
    pub fn keep(mut self) {
        if let Some(whole) = self.whole.take()
            && fs::rename(&self.part, &whole).is_ok()
        {
            // Durable or not: the row says that it is kept, and the name is given again where it was lost.
            let _renamed_again_later = files::sync_folder(&whole);
        }
        self.part = PathBuf::new();
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.part.as_os_str().is_empty() {
            // What failed matters more than a leftover that the next package removes.
            let _left_behind = fs::remove_dir_all(&self.part);
        }
    }
}

/// One file of a package in the making.
pub(in crate::export) struct Writing {
    sealed: Sealed<BufWriter<File>>,
    path: PathBuf,
}

impl Writing {
    /// Writes its end and makes it durable.
    ///
    /// Errors: [`Error::File`].
    pub fn finish(self) -> Result<()> {
        let failed = |source| files::failed("write", &self.path, source);
        let file = self.sealed.finish().map_err(failed)?;
        let file = file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.sync_all().map_err(|source| files::failed("sync", &self.path, source))
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sealed.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sealed.flush()
    }
}

fn hold(kept: &Path) -> Result<File> {
    files::hold_new(&kept.join(LOCK_FILE))?.ok_or_else(|| KeptRefusal::Busy.into())
}

/// Removes what was being made when the machine stopped, and gives its name to what a write says is kept.
fn sweep_unfinished(db: &Db, kept: &Path) -> Result<()> {
    for entry in fs::read_dir(kept).map_err(|source| files::failed("read", kept, source))? {
        let path = entry.map_err(|source| files::failed("read", kept, source))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(PART) else { continue };
        if rows::is_kept(db, stem)? {
            located(kept, stem)?;
        } else {
            fs::remove_dir_all(&path).map_err(|source| files::failed("remove", &path, source))?;
        }
    }
    Ok(())
}

/// Returns the folder of a kept package; none where it does not lie there.
fn located(kept: &Path, manifest_sha256: &str) -> Result<Option<PathBuf>> {
    let whole = kept.join(manifest_sha256);
    let part = places::beside(&whole, PART);
    if !whole.is_dir() && part.is_dir() {
        // The machine stopped between the write and the name.
        fs::rename(&part, &whole).map_err(|source| files::failed("rename to", &whole, source))?;
        files::sync_folder(&whole)?;
    }
    Ok(whole.is_dir().then_some(whole))
}

/// Returns where a file of a kept package lies.
pub(in crate::export) fn path_of(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{SEALED}"))
}

/// Opens a kept file.
///
/// Errors: [`KeptRefusal::Missing`], [`KeptRefusal::Damaged`], [`Error::File`].
pub(in crate::export) fn open_at(path: &Path, own: &Identity) -> Result<Opened<File>> {
    opened(path, own, |file| file)
}

/// Opens a kept file that is read once: [`ReadOnce`].
///
/// Errors: those of [`open_at`].
pub(in crate::export) fn open_once(path: &Path, own: &Identity) -> Result<Opened<ReadOnce>> {
    opened(path, own, ReadOnce::new)
}

fn opened<R: io::Read>(path: &Path, own: &Identity, read: impl FnOnce(File) -> R) -> Result<Opened<R>> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(source) if source.kind() == io::ErrorKind::NotFound => return Err(KeptRefusal::Missing.into()),
        Err(source) => return Err(files::failed("read", path, source)),
    };
    Opened::begin(read(file), own).map_err(|error| match error {
        Error::Refused(_) => KeptRefusal::Damaged.into(),
        error => error,
    })
}

/// Returns what a failed reading of a kept file means.
pub(in crate::export) fn unreadable(path: &Path, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => KeptRefusal::Damaged.into(),
        _ => files::failed("read", path, source),
    }
}

/// A kept package, ready to be read.
pub(in crate::export) struct Kept {
    /// The package's name.
    pub name: String,
    /// When it was made.
    pub made_at: Instant,
    /// To whom it was sealed when it was made.
    pub recipient: Option<Recipient>,
    /// Its files, the manifest first.
    pub files: Vec<MadeFile>,
    /// Where they lie.
    pub folder: PathBuf,
}

/// Returns the kept package of `export`.
///
/// Errors: [`KeptRefusal::NotKept`], [`KeptRefusal::Missing`], [`crate::base::error::Common::NotFound`].
pub(in crate::export) fn find(db: &Db, file: &Path, export: ExportId) -> Result<Kept> {
    let named = rows::named(db, export)?;
    if rows::stands(db, export)?.standing != KeptStanding::Here {
        return Err(KeptRefusal::NotKept.into());
    }
    let folder = located(&folder_of(file), &named.manifest_sha256)?.ok_or(KeptRefusal::Missing)?;
    let recipient = (!named.recipient.is_empty()).then(|| Recipient::parse(&named.recipient)).transpose()?;
    Ok(Kept { name: named.name, made_at: named.made_at, recipient, files: rows::files(db, export)?, folder })
}

/// Returns the files of a package as they left; none where it was made before packages were kept, or in another file.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn files_of(db: &Db, export: ExportId) -> Result<Vec<MadeFile>> {
    rows::files(db, export)
}

/// Returns what opens the tables of a kept package, for a correction that says what it changes; none where it is not kept.
///
/// Errors: [`Error::Database`], [`Error::File`].
pub(in crate::export) fn earlier(db: &Db, staging: &Staging, export: ExportId) -> Result<Option<Box<Earlier>>> {
    if rows::stands(db, export)?.standing != KeptStanding::Here {
        return Ok(None);
    }
    let Some(folder) = located(&staging.kept, &rows::named(db, export)?.manifest_sha256)? else { return Ok(None) };
    let files = rows::files(db, export)?;
    let own = Keys::read(db)?.own;
    Ok(Some(Box::new(move |table| {
        let name = format!("{table}.csv");
        // A table that came with a later version was not there.
        if !files.iter().any(|file| file.path == name) {
            return Ok(None);
        }
        Ok(Some(Box::new(open_at(&path_of(&folder, &name), &own)?) as Box<dyn io::Read>))
    })))
}

/// Remembers, in the write that makes a package, what is kept of it.
///
/// Errors: [`Error::Database`].
pub(in crate::export) fn remember(
    tx: &Tx<'_>,
    export: ExportId,
    files: &[MadeFile],
    recipient: Option<&Recipient>,
) -> Result<()> {
    rows::insert(tx, export, files, &recipient.map(Recipient::to_string).unwrap_or_default())
}

/// Remembers where a package went.
///
/// Errors: [`Error::Database`].
pub(in crate::export) fn remember_copy(tx: &mut Tx<'_>, export: ExportId, went: &Went<'_>) -> Result<CopyMade> {
    let copy = CopyMade {
        folder: whole_path(went.to),
        name: went.handed.name.clone(),
        fingerprint: went.recipient.map(Recipient::fingerprint).unwrap_or_default(),
        bytes: went.handed.bytes,
        sha256: went.handed.sha256.clone(),
        by: String::new(),
        at_ms: tx.at(),
    };
    let id: RecordId = tx.new_id();
    rows::insert_copy(tx, id, export, &copy)?;
    tx.touches(RecordKind::Export);
    Ok(copy)
}

/// Where a package went, and sealed to whom.
pub(in crate::export) struct Went<'w> {
    pub to: &'w Path,
    pub handed: &'w Handed,
    pub recipient: Option<&'w Recipient>,
}

fn whole_path(to: &Path) -> String {
    to.canonicalize().unwrap_or_else(|_| to.to_owned()).to_string_lossy().into_owned()
}

/// Returns the history of exports, the newest first: what was made, how it is kept, where it went.
///
/// Errors: [`Error::Database`], [`Error::File`].
pub fn outgoing(db: &Db, file: &Path) -> Result<Vec<Outgoing>> {
    let kept = folder_of(file);
    let packages = crate::export::made(db)?;
    let mut copies = rows::copies(db, MADE_LISTED_MAX)?;
    let behind = routine::behind(db, MADE_LISTED_MAX)?;
    packages
        .into_iter()
        .enumerate()
        .map(|(place, made)| {
            let stands = rows::stands(db, made.id)?;
            let here = stands.standing == KeptStanding::Here;
            let folder = if here { located(&kept, &made.manifest_sha256)? } else { None };
            let told = folder.as_deref().filter(|_| place < CHANGES_TOLD && made.version > 1);
            Ok(Outgoing {
                kept: if here && folder.is_none() { KeptStanding::Missing } else { stands.standing },
                changes: told.map(|folder| corrected::changes(folder, &Keys::read(db)?.own)).transpose()?.flatten(),
                until: stands.until,
                replaced_by: stands.replaced_by,
                copies: copies.remove(&made.id).unwrap_or_default(),
                behind: behind.get(&made.id).copied(),
                made,
            })
        })
        .collect()
}

/// Returns the packages whose months are over on `today` and that are still kept, the oldest first.
///
/// Errors: [`Error::Database`].
pub(in crate::export) fn aged(db: &Db, today: BusinessDate) -> Result<Vec<ExportId>> {
    // Kept through the same day of the month two years later.
    rows::aged(db, today.plus_months(-KEPT_MONTHS))
}

/// Ends the keeping of packages whose months are over on `input.on`; their files are removed, what is known of them stays.
///
/// A date that has not come is refused, and one that a jumped clock claims until somebody says that it is right. The same day
/// again finds nothing left.
///
/// Errors: [`KeptRefusal::RunAhead`], [`KeptRefusal::ClockDoubt`], [`Error::File`].
pub fn end_aged(store: &Store, request: &Request, input: &RunKept) -> Result<Done<KeptEnded>> {
    let done = store.write(request, Op::EndKept, input, |tx| {
        let op = tx.begin(Op::EndKept)?;
        let today = tx.business_date();
        if input.on > today {
            return Err(KeptRefusal::RunAhead { today }.into());
        }
        if input.day_is_right != Some(today) && expiry::doubt(tx.db(), today)?.is_some() {
            return Err(KeptRefusal::ClockDoubt { today }.into());
        }
        let aged = aged(tx.db(), input.on)?;
        for export in &aged {
            rows::end(tx, *export, KeptStanding::Age, None)?;
        }
        let ended = KeptEnded { on: input.on, packages: u32::try_from(aged.len()).unwrap_or(u32::MAX) };
        tx.touches(RecordKind::Export);
        let record: RecordId = tx.new_id();
        tx.record(op, Change::noted(record, &(&ended, aged))?)?;
        Ok(ended)
    })?;
    sweep_ended(store)?;
    Ok(done)
}

/// Removes the files of packages whose keeping ended; one that a killed run left goes with the next.
///
/// Errors: [`Error::File`], [`Error::Database`].
pub(in crate::export) fn sweep_ended(store: &Store) -> Result<()> {
    let kept = folder_of(store.path());
    for manifest in store.read_as_house(rows::ended)? {
        if let Some(folder) = located(&kept, &manifest)? {
            fs::remove_dir_all(&folder).map_err(|source| files::failed("remove", &folder, source))?;
            files::sync_folder(&folder)?;
        }
    }
    Ok(())
}
