//! The folder of a package: tables streamed row by row, each file hashed as it is written and synced, the folder named last.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use super::{
    ExportProgress, ExportRefusal, MadeFile, Period, ROWS_PER_WORD, Report,
    manifest::{self, About, SheetFacts},
    rows::{self, Cells, Value},
    sheets::{Column, Kind, SHEETS, Sheet, Sum},
};
use crate::{
    audit::chain::{Head, hex},
    base::{
        error::{Error, Result},
        files,
        ids::RawId,
        money::Minor,
        text,
        time::Instant,
    },
    db::Db,
};

/// The manifest's name in the folder.
pub(super) const MANIFEST: &str = "datapackage.json";
/// Versions that are tried where folders of that name already lie there.
const VERSIONS_MAX: u32 = 10_000;
/// Bytes of a table that are hashed and written at once.
const WRITTEN_AT_ONCE: usize = 1 << 18;

/// A whole package under its temporary name. Dropped without [`Part::give_its_name`], it leaves nothing.
pub(super) struct Part {
    /// The folder's final name.
    pub folder: String,
    /// Which version of its period.
    pub version: u32,
    /// The chain's head it carries.
    pub head: Head,
    files: Vec<MadeFile>,
    part: PathBuf,
    whole: PathBuf,
    named: bool,
}

impl Part {
    /// Returns the rows of all tables.
    pub fn rows(&self) -> u64 {
        self.files.iter().map(|file| file.rows).sum()
    }

    /// Returns the manifest's hash.
    pub fn manifest_sha256(&self) -> &str {
        self.files.first().map_or("", |file| file.sha256.as_str())
    }

    /// Gives the folder its name and returns its files.
    ///
    /// Errors: [`Error::File`].
    pub fn give_its_name(mut self) -> Result<Vec<MadeFile>> {
        fs::rename(&self.part, &self.whole).map_err(|source| files::failed("rename to", &self.whole, source))?;
        self.named = true;
        files::sync_folder(&self.whole)?;
        Ok(std::mem::take(&mut self.files))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.named {
            // What failed matters more than a leftover that the next package of this name replaces.
            let _left_behind = fs::remove_dir_all(&self.part);
        }
    }
}

/// Writes the package of `period` under a temporary name in the folder `to`.
///
/// Errors: [`Error::File`], [`ExportRefusal::Cancelled`], [`ExportRefusal::Blocked`].
pub(super) fn write(db: &Db, period: Period, to: &Path, at: Instant, report: &mut Report<'_>) -> Result<Part> {
    let (folder, version) = next_name(db, period, to)?;
    let part = to.join(format!("{folder}.part"));
    if part.exists() {
        fs::remove_dir_all(&part).map_err(|source| files::failed("remove", &part, source))?;
    }
    fs::create_dir(&part).map_err(|source| files::failed("create", &part, source))?;
    let whole = to.join(&folder);
    let mut made = Part { folder, version, head: db.head()?, files: Vec::new(), part, whole, named: false };
    let mut facts = Vec::with_capacity(SHEETS.len());
    let mut watch = Watch::new(report);
    for sheet in SHEETS {
        let path = made.part.join(format!("{}.csv", sheet.name));
        let file = File::create(&path).map_err(|source| files::failed("create", &path, source))?;
        let (found, file) = sheet_into(db, sheet, period, file, &mut watch)?;
        sync(file, &path)?;
        if found.card_numbers > 0 {
            let check = super::precheck::CheckCode::CardNumbers;
            return Err(ExportRefusal::Blocked { check, rows: found.card_numbers }.into());
        }
        facts.push(found);
    }
    let previous = rows::previous(db)?.map(|made| made.manifest_sha256);
    let points = rows::points_sums(db, period)?;
    let about = About { hotel: db.hotel(), period, version, made_at: at, head: &made.head, previous, points };
    made.files.push(write_manifest(&made.part, &manifest::text(&about, &facts)?)?);
    made.files.extend(facts.into_iter().map(|sheet| MadeFile {
        path: format!("{}.csv", sheet.name),
        rows: sheet.rows,
        bytes: sheet.bytes,
        sha256: sheet.sha256,
    }));
    // The names inside must be durable before the folder's own name is.
    files::sync_folder(&made.part.join(MANIFEST))?;
    Ok(made)
}

/// Reads the tables of `period` as a package would, and keeps nothing.
///
/// Errors: [`Error::Database`], [`ExportRefusal::Cancelled`].
pub(super) fn measure(db: &Db, period: Period, report: &mut Report<'_>) -> Result<Vec<SheetFacts>> {
    let mut watch = Watch::new(report);
    SHEETS.iter().map(|sheet| sheet_into(db, sheet, period, io::sink(), &mut watch).map(|(facts, _)| facts)).collect()
}

/// Returns the first folder name whose version neither the history nor the folder knows.
fn next_name(db: &Db, period: Period, to: &Path) -> Result<(String, u32)> {
    let first = rows::newest_version(db, period)? + 1;
    let named = |version: u32| (format!("{}-{period}-v{version}", db.hotel().code), version);
    (first..first + VERSIONS_MAX)
        .map(named)
        .find(|(folder, _)| !to.join(folder).exists())
        .ok_or_else(|| Error::Damaged { what: "a folder full of packages".to_owned() })
}

fn write_manifest(part: &Path, text: &str) -> Result<MadeFile> {
    let path = part.join(MANIFEST);
    let mut file = File::create(&path).map_err(|source| files::failed("create", &path, source))?;
    file.write_all(text.as_bytes()).map_err(|source| files::failed("write", &path, source))?;
    file.sync_all().map_err(|source| files::failed("sync", &path, source))?;
    let sha256 = hex(&Sha256::digest(text.as_bytes()));
    Ok(MadeFile { path: MANIFEST.to_owned(), rows: 0, bytes: text.len() as u64, sha256 })
}

fn sync(file: File, path: &Path) -> Result<()> {
    file.sync_all().map_err(|source| files::failed("sync", path, source))
}

/// Tells the caller how far the tables are.
struct Watch<'w, 'r> {
    report: &'w mut Report<'r>,
    rows: u64,
    place: u32,
}

impl<'w, 'r> Watch<'w, 'r> {
    fn new(report: &'w mut Report<'r>) -> Self {
        Self { report, rows: 0, place: 0 }
    }

    fn tell(&mut self, sheet: &Sheet) -> Result<()> {
        let sheets = u32::try_from(SHEETS.len()).unwrap_or(u32::MAX);
        let progress = ExportProgress { sheet: sheet.name.to_owned(), place: self.place, sheets, rows: self.rows };
        match (self.report)(progress) {
            std::ops::ControlFlow::Continue(()) => Ok(()),
            std::ops::ControlFlow::Break(()) => Err(ExportRefusal::Cancelled.into()),
        }
    }
}

/// Counts and hashes what goes through to `inner`.
struct Hashed<W> {
    inner: W,
    bytes: u64,
    digest: Sha256,
}

impl<W: Write> Write for Hashed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.inner.write(bytes)?;
        self.digest.update(&bytes[..taken]);
        self.bytes += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

fn sheet_into<W: Write>(db: &Db, sheet: &Sheet, period: Period, into: W, watch: &mut Watch<'_, '_>) -> Result<(SheetFacts, W)> {
    watch.place += 1;
    watch.tell(sheet)?;
    let hashed = Hashed { inner: into, bytes: 0, digest: Sha256::new() };
    let mut csv =
        csv::WriterBuilder::new().terminator(csv::Terminator::Any(b'\n')).buffer_capacity(WRITTEN_AT_ONCE).from_writer(hashed);
    let named = |source: csv::Error| files::failed("write", Path::new(sheet.name), io::Error::other(source));
    let header = std::iter::once("property_code").chain(sheet.columns.iter().map(|column| column.name));
    csv.write_record(header).map_err(named)?;
    let mut line = Line::new(db, sheet)?;
    rows::each(db, sheet, period, |cells| {
        line.write(cells, &mut |field| csv.write_field(field).map_err(named))?;
        csv.write_record(None::<&[u8]>).map_err(named)?;
        watch.rows += 1;
        if line.facts.rows.is_multiple_of(ROWS_PER_WORD) { watch.tell(sheet) } else { Ok(()) }
    })?;
    csv.flush().map_err(|source| files::failed("write", Path::new(sheet.name), source))?;
    let hashed = csv.into_inner().map_err(|error| files::failed("write", Path::new(sheet.name), error.into_error()))?;
    let mut facts = line.facts;
    facts.bytes = hashed.bytes;
    facts.sha256 = hex(&hashed.digest.finalize());
    Ok((facts, hashed.inner))
}

/// Takes one field of the line.
type Put<'p> = dyn FnMut(&[u8]) -> Result<()> + 'p;

/// One line about to be written, with what was counted so far.
struct Line<'s> {
    sheet: &'s Sheet,
    property: String,
    minor_digits: u32,
    pseudonyms: Hmac<Sha256>,
    /// Where a field is written that the file keeps in another form; one for all rows.
    text: String,
    facts: SheetFacts,
}

impl<'s> Line<'s> {
    fn new(db: &Db, sheet: &'s Sheet) -> Result<Self> {
        let key = rows::pseudonym_key(db)?;
        let pseudonyms = Hmac::new_from_slice(&key).expect("HMAC takes a key of any length (RFC 2104)");
        let hotel = db.hotel();
        Ok(Self {
            sheet,
            property: hotel.code.clone(),
            minor_digits: hotel.minor_digits,
            pseudonyms,
            text: String::new(),
            facts: SheetFacts::new(sheet),
        })
    }

    fn write(&mut self, cells: &Cells<'_, '_>, put: &mut Put<'_>) -> Result<()> {
        put(self.property.as_bytes())?;
        for (place, column) in self.sheet.columns.iter().enumerate() {
            self.text.clear();
            match self.field(place, column, &cells.at(place)?)? {
                Field::AsKept(text) => put(text.as_bytes())?,
                Field::Written => put(self.text.as_bytes())?,
            }
        }
        self.facts.rows += 1;
        Ok(())
    }

    fn field<'v>(&mut self, place: usize, column: &Column, value: &Value<'v>) -> Result<Field<'v>> {
        // Writing to a String cannot fail.
        let _infallible = match (&column.kind, value) {
            (_, Value::None) => Ok(()),
            (Kind::Guest, Value::Id(id)) => self.text.write_str(&pseudonym(&self.pseudonyms, *id)),
            (Kind::Id, Value::Id(id)) => write!(self.text, "{id}"),
            (Kind::Text(_), Value::Text(text)) => return Ok(self.free(text)),
            (Kind::Word(_) | Kind::Shaped(_) | Kind::Date, Value::Text(text)) => return Ok(Field::AsKept(text)),
            (Kind::Whole(_, _, sum), Value::Whole(whole)) => {
                if *sum == Sum::Kept {
                    self.facts.sums[place] += i128::from(*whole);
                }
                write!(self.text, "{whole}")
            }
            (Kind::Money, Value::Whole(minor)) => {
                self.facts.sums[place] += i128::from(*minor);
                Minor::new(*minor).ok_or_else(|| unfit(column))?.write_plain(self.minor_digits, &mut self.text);
                Ok(())
            }
            (Kind::Instant, Value::Whole(ms)) => self.text.write_str(&Instant::from_ms(*ms).rfc3339()),
            (Kind::Truth, Value::Whole(truth)) => {
                self.facts.falsehoods += u64::from(*truth == 0);
                return Ok(Field::AsKept(if *truth == 0 { "false" } else { "true" }));
            }
            _ => return Err(unfit(column)),
        };
        Ok(Field::Written)
    }

    fn free<'v>(&mut self, text: &'v str) -> Field<'v> {
        self.facts.card_numbers += u64::from(text::holds_card_number(text));
        if !text.starts_with(text::RISKY) {
            return Field::AsKept(text);
        }
        self.facts.escaped += 1;
        self.text.push('\'');
        self.text.push_str(text);
        Field::Written
    }
}

/// Where a field's text stands.
enum Field<'v> {
    /// As the file keeps it.
    AsKept(&'v str),
    /// In [`Line::text`].
    Written,
}

fn unfit(column: &Column) -> Error {
    Error::Damaged { what: format!("the column {} of a package", column.name) }
}

/// Returns the key of a guest in packages: a letter first, so that no spreadsheet takes it for a number.
fn pseudonym(key: &Hmac<Sha256>, guest: RawId) -> String {
    let mut mac = key.clone();
    mac.update(guest.bytes());
    format!("g{}", hex(&mac.finalize().into_bytes()[..16]))
}
