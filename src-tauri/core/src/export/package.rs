//! The folder of a package: tables streamed row by row, each file hashed as it is written and synced, the folder named last.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{
    ExportProgress, ExportRefusal, MadeFile, MadePackage, Period, ROWS_PER_WORD, Report, Wanted,
    figures::{PointsSums, Tally},
    lines::Lines,
    manifest::{self, About, SheetFacts},
    precheck::CheckCode,
    pseudonyms::Pseudonyms,
    rows,
    sheets::{SHEETS, Sheet, Source},
};
use crate::{
    audit::chain::{Head, hex},
    base::{
        error::{Error, Result},
        files,
    },
    db::Db,
};

/// The manifest's name in the folder.
pub(super) const MANIFEST: &str = "datapackage.json";
/// Versions that are tried where folders of that name already lie there.
const VERSIONS_MAX: u32 = 10_000;

/// A whole package under its temporary name. Dropped without [`Part::give_its_name`], it leaves nothing.
pub(super) struct Part {
    /// The folder's final name.
    pub folder: String,
    /// Which version of its period.
    pub version: u32,
    /// The how many-th package of the hotel.
    pub sequence: u32,
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

/// Writes the package under a temporary name in the folder `to`.
///
/// Errors: [`Error::File`], [`ExportRefusal::Cancelled`], [`ExportRefusal::Blocked`].
pub(super) fn write(db: &Db, wanted: &Wanted, to: &Path, report: &mut Report<'_>) -> Result<Part> {
    let period = wanted.period;
    let before = rows::newest(db, period)?;
    let previous = rows::previous(db)?;
    let (folder, version) = next_name(db, period, before.as_ref(), to)?;
    let part = to.join(format!("{folder}.part"));
    if part.exists() {
        fs::remove_dir_all(&part).map_err(|source| files::failed("remove", &part, source))?;
    }
    fs::create_dir(&part).map_err(|source| files::failed("create", &part, source))?;
    let whole = to.join(&folder);
    let sequence = previous.as_ref().map_or(0, |made| made.sequence) + 1;
    let mut made = Part { folder, version, sequence, head: db.head()?, files: Vec::new(), part, whole, named: false };
    let pseudonyms = Pseudonyms::read(db)?;
    let tables = tables(db, period, &pseudonyms, report, &mut |sheet| {
        let path = made.part.join(format!("{}.csv", sheet.name));
        let file = File::create(&path).map_err(|source| files::failed("create", &path, source))?;
        Ok(Synced { file, path })
    })?;
    let cards: u64 = tables.facts.iter().map(|sheet| sheet.card_numbers).sum();
    if cards > 0 {
        return Err(ExportRefusal::Blocked { check: CheckCode::CardNumbers, rows: cards }.into());
    }
    let about = About {
        hotel: db.hotel(),
        period,
        version,
        sequence,
        made_at: wanted.at,
        head: &made.head,
        replaces: before.as_ref().map(|made| (made, wanted.reason.as_str())),
        meets: meets(db, period)?,
        previous: previous.as_ref(),
        points: tables.points,
        group_key: pseudonyms.group_fingerprint(),
    };
    made.files.push(write_manifest(&made.part, &manifest::text(&about, &tables.facts)?)?);
    made.files.extend(tables.facts.into_iter().map(|sheet| MadeFile {
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
    let pseudonyms = Pseudonyms::read(db)?;
    tables(db, period, &pseudonyms, report, &mut |_| Ok(io::sink())).map(|tables| tables.facts)
}

/// Returns the first folder name whose version neither the history nor the folder knows.
fn next_name(db: &Db, period: Period, before: Option<&MadePackage>, to: &Path) -> Result<(String, u32)> {
    let first = before.map_or(0, |made| made.version) + 1;
    let named = |version: u32| (format!("{}-{period}-v{version}", db.hotel().code), version);
    (first..first + VERSIONS_MAX)
        .map(named)
        .find(|(folder, _)| !to.join(folder).exists())
        .ok_or_else(|| Error::Damaged { what: "a folder full of packages".to_owned() })
}

/// Returns whether a package that was made has a day of `period`.
fn meets(db: &Db, period: Period) -> Result<bool> {
    let made = rows::periods_made(db)?;
    Ok(made.iter().any(|other| Period::parse(other).is_ok_and(|other| other.meets(period))))
}

fn write_manifest(part: &Path, text: &str) -> Result<MadeFile> {
    let path = part.join(MANIFEST);
    let mut file = File::create(&path).map_err(|source| files::failed("create", &path, source))?;
    file.write_all(text.as_bytes()).map_err(|source| files::failed("write", &path, source))?;
    file.sync_all().map_err(|source| files::failed("sync", &path, source))?;
    let sha256 = hex(&Sha256::digest(text.as_bytes()));
    Ok(MadeFile { path: MANIFEST.to_owned(), rows: 0, bytes: text.len() as u64, sha256 })
}

/// Where a table is written: what has been handed to it stays through a power cut once it is done.
trait Place: Write {
    fn done(self) -> Result<()>;
}

struct Synced {
    file: File,
    path: PathBuf,
}

impl Write for Synced {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Place for Synced {
    fn done(self) -> Result<()> {
        self.file.sync_all().map_err(|source| files::failed("sync", &self.path, source))
    }
}

impl Place for io::Sink {
    fn done(self) -> Result<()> {
        Ok(())
    }
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

    fn begin(&mut self, sheet: &Sheet) -> Result<()> {
        self.place += 1;
        self.tell(sheet)
    }

    fn row(&mut self, sheet: &Sheet, of_the_sheet: u64) -> Result<()> {
        self.rows += 1;
        if of_the_sheet.is_multiple_of(ROWS_PER_WORD) { self.tell(sheet) } else { Ok(()) }
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

/// All tables of a period, written.
struct Tables {
    facts: Vec<SheetFacts>,
    points: PointsSums,
}

/// Writes every table to the place that `place` gives it; the figures last, for they are counted in the others.
fn tables<P: Place>(
    db: &Db,
    period: Period,
    pseudonyms: &Pseudonyms,
    report: &mut Report<'_>,
    place: &mut dyn FnMut(&Sheet) -> Result<P>,
) -> Result<Tables> {
    let mut facts = Vec::with_capacity(SHEETS.len());
    let mut tally = Tally::default();
    let mut watch = Watch::new(report);
    for sheet in SHEETS.iter().filter(|sheet| matches!(sheet.rows, Source::Sql { .. })) {
        watch.begin(sheet)?;
        let mut lines = Lines::new(db.hotel(), sheet, pseudonyms, place(sheet)?);
        rows::each(db, sheet, period, &mut |cells| {
            lines.row(cells)?;
            tally.count(sheet.counted, cells, period)?;
            watch.row(sheet, lines.rows())
        })?;
        let (counted, place) = lines.finish()?;
        place.done()?;
        facts.push(counted);
    }
    let points = tally.points(db, period)?;
    for sheet in SHEETS.iter().filter(|sheet| matches!(sheet.rows, Source::Figures)) {
        watch.begin(sheet)?;
        let mut lines = Lines::new(db.hotel(), sheet, pseudonyms, place(sheet)?);
        let named = period.to_string();
        for figure in tally.figures(db, period, &points)? {
            lines.figure(&named, &figure)?;
        }
        let (counted, place) = lines.finish()?;
        place.done()?;
        facts.push(counted);
    }
    Ok(Tables { facts, points })
}
