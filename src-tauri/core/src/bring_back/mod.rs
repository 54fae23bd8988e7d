//! F4: a hotel's own packages brought back into an empty file, as one operation: after a lost machine, or where a house begins
//! anew with what head office keeps. Guests, members, stays, complaints, compensation and points are there again with the totals
//! that the manifests say, and the same period goes out again with the same bytes.
//!
//! [`choosing`] says which packages come in, [`taking`] reads their rows and writes them, [`people`], [`tickets`] and [`points`] know
//! how, [`allot`] reckons which posting took from which lot, [`proof`] holds what stands there against the manifests before
//! anything is kept. What never left the house cannot come back: docs/package.md says what that is.

mod allot;
mod choosing;
mod people;
mod points;
mod proof;
mod rows;
mod taking;
mod tickets;
mod values;

use std::{ops::ControlFlow, path::PathBuf};

use serde::{Deserialize, Serialize};

use self::{proof::Difference, taking::Taking};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Error, Refusal, Result},
        ids::RecordId,
        time::BusinessDate,
    },
    db::{Db, Tx, bulk, hotel::Hotel},
    export::SCHEMA_VERSION,
    group::{
        self,
        chain::{self, Link},
        findings::{Finding, FindingCode},
        manifest::{self, Manifest},
    },
    stays::summaries,
    stored_words,
};

/// Rows between two words to the caller.
const ROWS_PER_WORD: u64 = 2_000;
/// Findings that a look lists.
pub const LISTED_MAX: usize = 100;

/// Packages that lie in folders, their manifests read.
pub struct Given {
    folders: Vec<PathBuf>,
    manifests: Vec<Manifest>,
}

/// Input of bringing packages back: all that it depends on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BringBack {
    /// Hashes of the manifests, hexadecimal, in order.
    pub packages: Vec<String>,
}

/// What a look at packages says, before anything is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BringBackSeen {
    /// Each package, in the order of its days.
    pub packages: Vec<BringBackPackage>,
    /// What is wrong with them, the first [`LISTED_MAX`]; they come in where nothing is.
    pub findings: Vec<BringBackFinding>,
}

/// A package as a person sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BringBackPackage {
    /// Its folder.
    pub folder: String,
    /// Its period.
    pub period: String,
    /// Which version of it.
    pub version: u32,
    /// Its last day.
    pub last: BusinessDate,
    /// Rows of all its tables.
    #[specta(type = f64)]
    pub rows: u64,
    /// Whether its rows come in; those of an older version, or of days that another holds whole, do not.
    pub taken: bool,
}

/// What is wrong with a package: where, never what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BringBackFinding {
    /// The package's folder.
    pub package: String,
    /// Which table; empty for the manifest.
    pub table: String,
    /// Line of its file; 0 for the whole.
    #[specta(type = f64)]
    pub line: u64,
    /// Which column, or which entry of the manifest.
    pub column: String,
    /// A word of [`FindingCode`].
    pub code: String,
}

/// What came back.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BroughtBack {
    /// Packages whose rows came in.
    pub packages: u32,
    /// Guests.
    #[specta(type = f64)]
    pub guests: u64,
    /// Members among them.
    #[specta(type = f64)]
    pub members: u64,
    /// Stays.
    #[specta(type = f64)]
    pub stays: u64,
    /// Complaints.
    #[specta(type = f64)]
    pub complaints: u64,
    /// What was given under them.
    #[specta(type = f64)]
    pub compensations: u64,
    /// Postings of the packages.
    #[specta(type = f64)]
    pub postings: u64,
    /// Points that members hold.
    #[specta(type = f64)]
    pub points: i64,
    /// Totals of packages before the newest that are not what their manifests say: rows went from one period to another since.
    pub differences: Vec<Difference>,
}

stored_words! {
    /// What of the hotel a package does not fit.
    pub enum HotelFact {
        /// The property code.
        Code = "code",
        /// The currency.
        Currency = "currency",
        /// The time zone.
        TimeZone = "time_zone",
    }
}

/// Why packages are not brought back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BringRefusal {
    /// The hotel has guests, stays or whatever else already.
    HotelNotEmpty,
    /// A practice hotel's package, and this is a hotel; or the other way.
    PracticeMeetsHouse,
    /// The packages are of another hotel.
    OtherHotel {
        /// In what.
        fact: HotelFact,
        /// What the packages say.
        theirs: String,
        /// What the hotel says.
        ours: String,
    },
    /// Something is wrong with a package.
    Damaged(Box<Finding>),
    /// Days between two packages are in none.
    DaysMissing {
        /// The first of them.
        from: BusinessDate,
        /// The last.
        to: BusinessDate,
    },
    /// Two packages hold the same days, and neither holds the other whole.
    DaysTwice {
        /// Which.
        package: String,
        /// And which.
        other: String,
    },
    /// A newer program wrote it.
    NewerPackage {
        /// Its folder.
        package: String,
    },
    /// What would stand here is not what the newest package says.
    NotReproduced(Difference),
    /// The person asked to stop.
    Cancelled,
}

impl Refusal for BringRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::HotelNotEmpty => "hotel_not_empty",
            Self::PracticeMeetsHouse => "practice_meets_house",
            Self::OtherHotel { .. } => "package_of_another_hotel",
            Self::Damaged(_) => "package_damaged",
            Self::DaysMissing { .. } => "package_days_missing",
            Self::DaysTwice { .. } => "package_days_twice",
            Self::NewerPackage { .. } => "package_newer",
            Self::NotReproduced(_) => "package_not_reproduced",
            Self::Cancelled => "cancelled",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OtherHotel { fact, theirs, ours } => {
                vec![("fact", fact.word().to_owned()), ("theirs", theirs.clone()), ("ours", ours.clone())]
            }
            Self::Damaged(finding) => {
                let finding = BringBackFinding::from(&**finding);
                let line = finding.line.to_string();
                vec![
                    ("package", finding.package),
                    ("table", finding.table),
                    ("line", line),
                    ("column", finding.column),
                    ("finding", finding.code),
                ]
            }
            Self::DaysMissing { from, to } => vec![("from", from.to_string()), ("to", to.to_string())],
            Self::DaysTwice { package, other } => vec![("package", package.clone()), ("other", other.clone())],
            Self::NewerPackage { package } => vec![("package", package.clone())],
            Self::NotReproduced(difference) => {
                let Difference { package, table, what, said, found } = difference.clone();
                vec![("package", package), ("table", table), ("what", what), ("said", said), ("found", found)]
            }
            Self::HotelNotEmpty | Self::PracticeMeetsHouse | Self::Cancelled => Vec::new(),
        }
    }
}

/// How far it is: rows done, and all of them. An answer of [`ControlFlow::Break`] ends it, and nothing came in.
pub type Report<'r> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'r;

impl Given {
    /// Reads the manifests of the packages that `folders` are or hold.
    ///
    /// Errors: [`group::GroupRefusal`], [`BringRefusal::Damaged`], [`Error::File`].
    pub fn read(folders: &[PathBuf]) -> Result<Self> {
        let folders = group::packages(folders)?;
        let manifests = folders.iter().map(|folder| {
            let read = manifest::read(folder, true)?;
            read.map_err(|finding| damaged(finding).into())
        });
        let manifests = manifests.collect::<Result<Vec<Manifest>>>()?;
        Ok(Self { folders, manifests })
    }

    /// Returns what bringing them back depends on.
    pub fn input(&self) -> BringBack {
        BringBack { packages: self.manifests.iter().map(|manifest| manifest.sha256.clone()).collect() }
    }

    /// Returns the places of those that come in, in the order of their days, where all of them fit this hotel and one another.
    fn fitting(&self, db: &Db) -> Result<Vec<usize>> {
        if !rows::is_empty(db)? {
            return Err(BringRefusal::HotelNotEmpty.into());
        }
        self.manifests.iter().try_for_each(|manifest| fits(manifest, db.hotel()))?;
        let links: Vec<Link> = self.manifests.iter().map(Link::of).collect();
        if let Some(finding) = chain::chained(&links).findings.into_iter().next() {
            return Err(damaged(finding).into());
        }
        Ok(choosing::chosen(&self.manifests)?)
    }
}

/// Returns whether packages may come back into this file: nothing of a house's work stands in it.
///
/// Errors: [`Error::Database`].
pub fn is_offered(db: &Db) -> Result<bool> {
    rows::is_empty(db)
}

/// Returns what bringing the packages back would do, every table of them read and held against its manifest.
///
/// Errors: [`BringRefusal`] where they do not fit the hotel or one another, [`Error::File`], [`Error::Database`].
pub fn look(db: &Db, folders: &[PathBuf], report: &mut Report<'_>) -> Result<BringBackSeen> {
    let mut told = |done: u64, all: u64| report(done, all);
    let verified = group::verify(folders, true, &mut told).map_err(cancelled)?;
    let findings = verified.findings.iter().take(LISTED_MAX).map(BringBackFinding::from).collect();
    if !verified.ok {
        return Ok(BringBackSeen { packages: Vec::new(), findings });
    }
    let given = Given::read(folders)?;
    let chosen = given.fitting(db)?;
    let mut packages: Vec<BringBackPackage> = given
        .manifests
        .iter()
        .enumerate()
        .map(|(place, manifest)| BringBackPackage {
            folder: manifest.folder.clone(),
            period: manifest.period.clone(),
            version: manifest.version,
            last: manifest.last,
            rows: rows_of(manifest),
            taken: chosen.contains(&place),
        })
        .collect();
    packages.sort_by(|one, other| (one.last, &one.folder).cmp(&(other.last, &other.folder)));
    Ok(BringBackSeen { packages, findings })
}

/// Brings the packages back, all of them or nothing: every table is held against its manifest while it is read, and what
/// stands here at the end against the newest package.
///
/// Errors: [`BringRefusal`], [`Error::File`], [`Error::Database`].
pub fn bring_back(tx: &mut Tx<'_>, given: &Given, report: &mut Report<'_>) -> Result<BroughtBack> {
    let op = tx.begin(Op::BringBack)?;
    let chosen = given.fitting(tx.db())?;
    // Each row is read once, and once more where the newest are held against their manifest.
    let newest = chosen.last().map_or(0, |place| rows_of(&given.manifests[*place]));
    let all = chosen.iter().map(|place| rows_of(&given.manifests[*place])).sum::<u64>() + newest;
    let mut watch = Watch { report, done: 0, all: all.max(1) };
    let conn = tx.conn();
    let order = people::order(given, &chosen)?;
    let mut taking = Taking::new(tx, order);
    bulk::without_indexes(conn, rows::TABLES, || {
        chosen.iter().try_for_each(|place| {
            let (folder, manifest) = (&given.folders[*place], &given.manifests[*place]);
            taking.package(tx, folder, manifest, &mut watch)
        })
    })?;
    let newest = chosen.last().map(|place| &given.manifests[*place]).ok_or(BringRefusal::Cancelled)?;
    let mut brought = taking.settle(tx, newest)?;
    summaries::rebuild(tx)?;
    rows::remember_packages(tx, &given.manifests)?;
    brought.packages = u32::try_from(chosen.len()).unwrap_or(u32::MAX);
    proof::reproduced(tx.db(), newest, &mut watch)?;
    for kind in RecordKind::ALL {
        tx.touches(*kind);
    }
    let record: RecordId = tx.new_id();
    tx.record(op, Change::added(record, &(given.input(), &brought))?)?;
    Ok(brought)
}

/// Tells the caller how far it is.
struct Watch<'w, 'r> {
    report: &'w mut Report<'r>,
    done: u64,
    all: u64,
}

impl Watch<'_, '_> {
    fn row(&mut self) -> Result<()> {
        self.done += 1;
        if self.done.is_multiple_of(ROWS_PER_WORD) { self.tell() } else { Ok(()) }
    }

    fn tell(&mut self) -> Result<()> {
        match (self.report)(self.done.min(self.all), self.all) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(BringRefusal::Cancelled.into()),
        }
    }
}

fn fits(manifest: &Manifest, hotel: &Hotel) -> Result<()> {
    if manifest.practice != hotel.practice {
        return Err(BringRefusal::PracticeMeetsHouse.into());
    }
    let minor = |schema: &str| schema.split('.').nth(1).and_then(|minor| minor.parse::<u32>().ok());
    if minor(&manifest.schema) > minor(SCHEMA_VERSION) {
        return Err(BringRefusal::NewerPackage { package: manifest.folder.clone() }.into());
    }
    let facts = [
        (HotelFact::Code, manifest.property.as_str(), hotel.code.as_str()),
        (HotelFact::Currency, &manifest.currency, &hotel.currency),
        (HotelFact::TimeZone, &manifest.time_zone, hotel.clock.zone.name()),
    ];
    match facts.into_iter().find(|(_, theirs, ours)| theirs != ours) {
        Some((fact, theirs, ours)) => {
            Err(BringRefusal::OtherHotel { fact, theirs: theirs.to_owned(), ours: ours.to_owned() }.into())
        }
        None => Ok(()),
    }
}

fn rows_of(manifest: &Manifest) -> u64 {
    manifest.tables.iter().map(|table| table.rows).sum()
}

fn damaged(finding: Finding) -> BringRefusal {
    BringRefusal::Damaged(Box::new(finding))
}

fn cancelled(error: Error) -> Error {
    if error.code() == "group_stopped" { BringRefusal::Cancelled.into() } else { error }
}

impl From<&Finding> for BringBackFinding {
    fn from(finding: &Finding) -> Self {
        Self {
            package: finding.package.clone(),
            table: finding.table.clone().unwrap_or_default(),
            line: finding.line.unwrap_or_default(),
            column: finding.column.clone().unwrap_or_default(),
            code: finding.code.word().to_owned(),
        }
    }
}

/// Returns the refusal of a row that cannot stand in a hotel's file, though its package is sound.
fn unfit(package: &str, table: &str, column: &str) -> BringRefusal {
    damaged(Finding {
        package: package.to_owned(),
        table: Some(table.to_owned()),
        line: None,
        column: Some(column.to_owned()),
        code: FindingCode::Type,
        expected: None,
        found: None,
    })
}
