//! The files of a package: tables streamed row by row into what is kept of it, each hashed as it is written and synced.

use std::{
    fs::{self, File},
    io::{self, Cursor, Write},
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{
    ExportProgress, ExportRefusal, MadeFile, MadePackage, Period, ROWS_PER_WORD, Report, Wanted,
    changes::{self, Beside, Changed, Earlier},
    copying, cover,
    figures::{Figure, PointsSums, Tally},
    kept::{self, Staging},
    lines::{Lines, Written},
    manifest::{self, About, SheetFacts},
    precheck::CheckCode,
    pseudonyms::Pseudonyms,
    rows,
    sheets::{SHEETS, Sheet, Source},
    workbook,
};
use crate::{
    audit::chain::{Head, hex},
    base::{
        error::{Error, Result},
        files,
    },
    db::Db,
    loyalty,
};

/// The manifest's name in the folder.
pub(super) const MANIFEST: &str = "datapackage.json";
/// Versions that are tried where folders of that name already lie there.
const VERSIONS_MAX: u32 = 10_000;

/// A whole package that no write has said yet. Dropped, it leaves nothing.
pub(super) struct Part {
    /// The folder's final name.
    pub folder: String,
    /// Which version of its period.
    pub version: u32,
    /// The how many-th package of the hotel.
    pub sequence: u32,
    /// The chain's head it carries.
    pub head: Head,
    /// Its files, the manifest first.
    pub files: Vec<MadeFile>,
    /// Where they lie, sealed to the house's own key.
    pub staging: Staging,
}

impl Part {
    /// Returns the rows of all tables.
    pub fn rows(&self) -> u64 {
        // What a correction lists is no row of a table.
        self.files.iter().filter(|file| file.path != changes::NAME).map(|file| file.rows).sum()
    }

    /// Returns the manifest's hash.
    pub fn manifest_sha256(&self) -> &str {
        self.files.first().map_or("", |file| file.sha256.as_str())
    }
}

/// Writes the package's files into `staging`; its name is one that neither the history nor the folder `to` knows.
///
/// Errors: [`Error::File`], [`ExportRefusal::Cancelled`], [`ExportRefusal::Blocked`].
pub(super) fn write(db: &Db, wanted: &Wanted, to: &Path, staging: Staging, report: &mut Report<'_>) -> Result<Part> {
    let period = wanted.period;
    let before = rows::newest(db, period)?;
    if let (Some(before), "") = (&before, wanted.reason.as_str()) {
        return Err(ExportRefusal::ReasonNeeded { version: before.version + 1 }.into());
    }
    let previous = rows::previous(db)?;
    let (folder, version) = next_name(db, period, before.as_ref(), to)?;
    let sequence = previous.as_ref().map_or(0, |made| made.sequence) + 1;
    let mut made = Part { folder, version, sequence, head: db.head()?, files: Vec::new(), staging };
    let pseudonyms = Pseudonyms::read(db)?;
    let earlier = match &before {
        None => None,
        // What was kept of the version before; where nothing was, the folder that still lies there.
        Some(before) => match kept::earlier(db, &made.staging, before.id)? {
            Some(kept) => Some(kept),
            None => earlier_in(&to.join(&before.folder), before),
        },
    };
    let task = Task { period, pseudonyms: &pseudonyms, earlier: earlier.as_deref(), for_people: true };
    let tables = tables(db, &task, report, &mut |sheet| made.staging.create(&format!("{}.csv", sheet.name)))?;
    let cards: u64 = tables.facts.iter().map(|sheet| sheet.card_numbers).sum();
    if cards > 0 {
        return Err(ExportRefusal::Blocked { check: CheckCode::CardNumbers, rows: cards }.into());
    }
    let programme = loyalty::programme(db, period.last())?;
    let about = About {
        hotel: db.hotel(),
        programme: &programme,
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
    let beside = beside(&made.staging, &about, &tables)?;
    let manifest = manifest::text(&about, &tables.facts, tables.changed.as_deref(), &beside)?;
    made.files.push(write_file(&made.staging, MANIFEST, manifest.as_bytes())?);
    made.files.extend(tables.facts.into_iter().map(|sheet| MadeFile {
        path: format!("{}.csv", sheet.name),
        rows: sheet.rows,
        bytes: sheet.bytes,
        sha256: sheet.sha256,
    }));
    made.files.extend(beside);
    Ok(made)
}

/// Writes what stands beside the tables for people, and the list of what a correction changes.
fn beside(staging: &Staging, about: &About<'_>, tables: &Tables) -> Result<Vec<MadeFile>> {
    let facts = cover::facts(about, &tables.facts);
    let book = workbook::write(Cursor::new(Vec::new()), &facts, &tables.copies)
        .map_err(|source| files::failed("write", Path::new(workbook::NAME), source))?;
    let page = cover::page(about, &tables.facts, &tables.figures, tables.changed.as_deref());
    let mut made = vec![write_file(staging, workbook::NAME, book.get_ref())?, write_file(staging, cover::NAME, page.as_bytes())?];
    if let Some(changed) = &tables.changed {
        let list = changes::list(&about.hotel.code, changed);
        let rows = changed.iter().map(|one| one.listed() as u64).sum();
        made.push(MadeFile { rows, ..write_file(staging, changes::NAME, list.as_bytes())? });
    }
    Ok(made)
}

/// Returns what opens the tables of the version before, where it lies there as it was made.
fn earlier_in(folder: &Path, before: &MadePackage) -> Option<Box<Earlier>> {
    let manifest = fs::read(folder.join(MANIFEST)).ok()?;
    if hex(&Sha256::digest(&manifest)) != before.manifest_sha256 {
        return None;
    }
    let folder = folder.to_owned();
    Some(Box::new(move |table| {
        let path = folder.join(format!("{table}.csv"));
        // A table that came with a later version was not there.
        if !path.exists() {
            return Ok(None);
        }
        let file = File::open(&path).map_err(|source| files::failed("open", &path, source))?;
        Ok(Some(Box::new(io::BufReader::new(file)) as Box<dyn io::Read>))
    }))
}

/// Reads the tables of `period` as a package would, and keeps nothing.
///
/// Errors: [`Error::Database`], [`ExportRefusal::Cancelled`].
pub(super) fn measure(db: &Db, period: Period, report: &mut Report<'_>) -> Result<Vec<SheetFacts>> {
    let pseudonyms = Pseudonyms::read(db)?;
    let task = Task { period, pseudonyms: &pseudonyms, earlier: None, for_people: false };
    tables(db, &task, report, &mut |_| Ok(io::sink())).map(|tables| tables.facts)
}

/// Reads those tables of `period` that `wanted` names as a package would, and keeps nothing.
///
/// Errors: [`Error::Database`].
pub(super) fn digests(db: &Db, period: Period, pseudonyms: &Pseudonyms, wanted: fn(&Sheet) -> bool) -> Result<Vec<SheetFacts>> {
    let mut facts = Vec::new();
    for sheet in SHEETS.iter().filter(|sheet| wanted(sheet)) {
        let mut lines = Lines::new(db.hotel(), sheet, pseudonyms, io::sink());
        rows::each(db, sheet, period, &mut |cells| lines.row(cells))?;
        facts.push(lines.finish()?.facts);
    }
    Ok(facts)
}

/// Returns the first folder name whose version neither the history nor the folder knows.
fn next_name(db: &Db, period: Period, before: Option<&MadePackage>, to: &Path) -> Result<(String, u32)> {
    let first = before.map_or(0, |made| made.version) + 1;
    let named = |version: u32| (format!("{}-{period}-v{version}", db.hotel().code), version);
    (first..first + VERSIONS_MAX)
        .map(named)
        .find(|(folder, _)| [false, true].iter().all(|sealed| !to.join(copying::name_of(folder, *sealed)).exists()))
        .ok_or_else(|| Error::Damaged { what: "a folder full of packages".to_owned() })
}

/// Returns whether a package that was made has a day of `period`.
fn meets(db: &Db, period: Period) -> Result<bool> {
    let made = rows::periods_made(db)?;
    Ok(made.iter().any(|other| Period::parse(other).is_ok_and(|other| other.meets(period))))
}

fn write_file(staging: &Staging, name: &str, bytes: &[u8]) -> Result<MadeFile> {
    let mut file = staging.create(name)?;
    file.write_all(bytes).map_err(|source| files::failed("write", Path::new(name), source))?;
    file.finish()?;
    Ok(MadeFile { path: name.to_owned(), rows: 0, bytes: bytes.len() as u64, sha256: hex(&Sha256::digest(bytes)) })
}

/// Where a table is written: what has been handed to it stays through a power cut once it is done.
trait Place: Write {
    fn done(self) -> Result<()>;
}

impl Place for kept::Writing {
    fn done(self) -> Result<()> {
        self.finish()
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
        let progress = ExportProgress { sheet: sheet.name.to_owned(), place: self.place, sheets, rows: self.rows, handed: None };
        match (self.report)(progress) {
            std::ops::ControlFlow::Continue(()) => Ok(()),
            std::ops::ControlFlow::Break(()) => Err(ExportRefusal::Cancelled.into()),
        }
    }
}

/// What is to be written, and what beside it.
struct Task<'t> {
    period: Period,
    pseudonyms: &'t Pseudonyms,
    /// The version before, where this one corrects it.
    earlier: Option<&'t Earlier>,
    /// Whether a workbook is to be made of it.
    for_people: bool,
}

/// All tables of a period, written.
struct Tables {
    facts: Vec<SheetFacts>,
    points: PointsSums,
    figures: Vec<Figure>,
    /// What changed since the version before, where it is at hand.
    changed: Option<Vec<Changed>>,
    /// The tables' bytes for the workbook, of those that are few enough.
    copies: Vec<Option<Vec<u8>>>,
}

/// Writes every table to the place that `place` gives it; the figures last, for they are counted in the others.
fn tables<P: Place>(
    db: &Db,
    task: &Task<'_>,
    report: &mut Report<'_>,
    place: &mut dyn FnMut(&Sheet) -> Result<P>,
) -> Result<Tables> {
    let period = task.period;
    let mut watch = Watch::new(report);
    let mut done = Writing { task, facts: Vec::new(), changed: task.earlier.map(|_| Vec::new()), copies: Vec::new(), copied: 0 };
    let mut tally = Tally::default();
    for sheet in SHEETS.iter().filter(|sheet| matches!(sheet.rows, Source::Sql { .. })) {
        watch.begin(sheet)?;
        let mut lines = done.begin(db, sheet, place(sheet)?)?;
        rows::each(db, sheet, period, &mut |cells| {
            lines.row(cells)?;
            tally.count(sheet.counted, cells, period)?;
            watch.row(sheet, lines.rows())
        })?;
        done.end(sheet, lines)?;
    }
    let points = tally.points(db, period)?;
    let figures = tally.figures(db, period, &points)?;
    for sheet in SHEETS.iter().filter(|sheet| matches!(sheet.rows, Source::Figures)) {
        watch.begin(sheet)?;
        let mut lines = done.begin(db, sheet, place(sheet)?)?;
        let named = period.to_string();
        figures.iter().try_for_each(|figure| lines.figure(&named, figure))?;
        done.end(sheet, lines)?;
    }
    let Writing { facts, changed, copies, .. } = done;
    Ok(Tables { facts, points, figures, changed, copies })
}

/// The tables that are written so far.
struct Writing<'w, 't> {
    task: &'w Task<'t>,
    facts: Vec<SheetFacts>,
    changed: Option<Vec<Changed>>,
    copies: Vec<Option<Vec<u8>>>,
    copied: usize,
}

impl<'w> Writing<'w, '_> {
    fn begin<P: Place>(&self, db: &Db, sheet: &'w Sheet, place: P) -> Result<Lines<'w, P>> {
        let lines = Lines::new(db.hotel(), sheet, self.task.pseudonyms, place);
        let before = self.task.earlier.map(|earlier| earlier(sheet.name)).transpose()?.flatten();
        let beside = before.map(|before| Beside::new(sheet, before)).transpose()?.flatten();
        let lines = lines.beside(beside);
        Ok(match self.task.for_people {
            true => lines.kept(workbook::BYTES_MAX.saturating_sub(self.copied), workbook::ROWS_MAX),
            false => lines,
        })
    }

    fn end<P: Place>(&mut self, sheet: &Sheet, lines: Lines<'_, P>) -> Result<()> {
        let Written { facts, into, beside, copy } = lines.finish()?;
        into.done()?;
        self.facts.push(facts);
        self.copied += copy.as_ref().map_or(0, Vec::len);
        self.copies.push(copy);
        if let (Some(beside), Some(earlier), Some(changed)) = (beside, self.task.earlier, &mut self.changed) {
            let again = earlier(sheet.name)?.ok_or_else(|| Error::Damaged { what: "the version before".to_owned() })?;
            changed.push(beside.finish(again)?);
        }
        Ok(())
    }
}
