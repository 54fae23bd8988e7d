//! The files of a package: tables streamed row by row into what is kept of it, each hashed as it is written and synced.

use std::{
    fs::{self, File},
    io::{self, Cursor, Write},
    mem,
    path::Path,
};

use sha2::{Digest, Sha256};

use super::{
    ExportRefusal, MadeFile, MadePackage, Period, Report, Wanted, Widths,
    changes::{self, Earlier},
    copying, cover,
    kept::{self, Staging},
    lines::Lines,
    manifest::{self, About, SheetFacts},
    precheck::CheckCode,
    pseudonyms::Pseudonyms,
    rows,
    sheets::{SHEETS, Sheet},
    tables::{self, Gates, Tables, Task, Views},
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
/// Errors: what one of the `gates` refuses, [`Error::File`], [`ExportRefusal::Cancelled`], [`ExportRefusal::Blocked`].
pub(super) fn write(
    views: Views<'_>,
    wanted: &Wanted,
    to: &Path,
    staging: Staging,
    gates: &Gates<'_>,
    report: &mut Report<'_>,
) -> Result<Part> {
    let (db, period) = (views.one, wanted.period);
    let before = rows::newest(db, period)?;
    if let (Some(before), "") = (&before, wanted.reason.as_str()) {
        // Nobody is asked for the reason of a package that cannot go.
        gates.pass(db)?;
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
    let task =
        Task { period, pseudonyms: &pseudonyms, earlier: earlier.as_deref(), widths: None, for_people: true, gates: Some(gates) };
    let mut tables = tables::tables(views, &task, report, &|sheet| made.staging.create(&format!("{}.csv", sheet.name)))?;
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
    let beside = beside(&made.staging, &about, &mut tables)?;
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
fn beside(staging: &Staging, about: &About<'_>, tables: &mut Tables) -> Result<Vec<MadeFile>> {
    let facts = cover::facts(about, &tables.facts);
    let book = workbook::write(Cursor::new(Vec::new()), &facts, mem::take(&mut tables.packed))
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

/// Reads the tables of `period` as a package would, as wide as `widths` says where it is given, and keeps nothing.
///
/// Errors: [`Error::Database`], [`ExportRefusal::Cancelled`].
pub(super) fn measure(db: &Db, period: Period, widths: Option<&Widths<'_>>, report: &mut Report<'_>) -> Result<Vec<SheetFacts>> {
    let pseudonyms = Pseudonyms::read(db)?;
    let task = Task { period, pseudonyms: &pseudonyms, earlier: None, widths, for_people: false, gates: None };
    tables::tables(Views { one: db, other: None }, &task, report, &|_| Ok(io::sink())).map(|tables| tables.facts)
}

/// Reads those tables of `period` that `wanted` names as a package would, and keeps nothing.
///
/// Errors: [`Error::Database`].
pub(super) fn digests(db: &Db, period: Period, pseudonyms: &Pseudonyms, wanted: fn(&Sheet) -> bool) -> Result<Vec<SheetFacts>> {
    let mut facts = Vec::new();
    for sheet in SHEETS.iter().filter(|sheet| wanted(sheet)) {
        let mut lines = Lines::new(db.hotel(), (sheet, sheet.columns), pseudonyms, io::sink());
        rows::each(db, sheet, period, &mut |_| Ok(()), &mut |cells| lines.row(cells))?;
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
