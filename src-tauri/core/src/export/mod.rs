//! F4: the package for the group: a period as a Frictionless Data Package v2, whole on disk or not there.
//!
//! [`period`] says which days, [`sheets`] what it holds, [`rows`] reads it, [`lines`] writes the tables, [`figures`] counts,
//! [`changes`] says what a correction changes, [`late`] which periods need one, [`workbook`] and [`cover`] are for people,
//! [`package`] writes its files, [`routine`] makes them by themselves, [`kept`] keeps them, [`copying`] hands them over,
//! [`sealing`] seals them, [`leaving`] ties the three; [`manifest`] describes it, [`precheck`] says beforehand what blocks.
//! Guests go under keyed [`pseudonyms`]; nobody's contact
//! data and no document's number ever leave.

mod changes;
pub mod copying;
mod cover;
mod figures;
pub mod found;
pub mod kept;
pub mod late;
mod leaving;
mod lines;
mod manifest;
pub mod opening;
mod package;
mod period;
pub mod precheck;
pub mod pseudonyms;
pub mod routine;
mod rows;
pub mod schema;
pub mod seal_key;
pub mod sealing;
mod sheets;
mod tables;
mod workbook;

use std::{ops::ControlFlow, path::Path};

use serde::{Deserialize, Serialize};

pub use self::leaving::{Copied, CopyExport, CopyProgress, Destination, LeavingRefusal, copy, list};
pub use self::period::{Period, PeriodKind};
use self::{
    kept::CopyMade,
    routine::RunRoutine,
    tables::{AlongGate, Gate, Gates, Views},
};
use crate::{
    audit::{
        chain::Head,
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Refusal, Result},
        ids::ExportId,
        request::Request,
        text,
        time::{BusinessDate, Instant},
    },
    db::{Db, Done, Store, Tx},
    stored_words,
};

/// Version of the package's own shape; a column more raises the second number, anything else the first.
pub const SCHEMA_VERSION: &str = "2.2";
/// Rows between two words to the caller.
pub const ROWS_PER_WORD: u64 = 2_000;
/// Page cache of each of the two readers while a package is made: the tables name the same guests and accounts several times
/// over, and each page that is read again is deciphered again. With all else a package stays under 200 MB of memory.
const PAGE_CACHE_KIB: i64 = 24 << 10;
/// Most packages that the history of exports lists.
pub const MADE_LISTED_MAX: u32 = 200;

/// Input of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MakeExport {
    /// As [`Period::parse`] reads it: `2026-06`, `2026-W24`, `2026-06-14`, `2026-06-15--2026-06-20`, `all-2026-06-30`.
    pub period: String,
    /// Why the period goes again; empty for its first package.
    #[serde(default)]
    pub reason: String,
}

/// What a package answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Made {
    /// Names it in the history of exports.
    pub export_id: ExportId,
    /// The folder's name.
    pub folder: String,
    /// 1 for the first of its period.
    pub version: u32,
    /// The how many-th package of this hotel.
    pub sequence: u32,
    /// Its files, the manifest first.
    pub files: Vec<MadeFile>,
    /// Rows of all tables.
    #[specta(type = f64)]
    pub rows: u64,
    /// What of it lies in the folder that was named.
    pub went: CopyMade,
}

/// One file of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MadeFile {
    /// Name inside the folder.
    pub path: String,
    /// Rows below the header; none in the manifest.
    #[specta(type = f64)]
    pub rows: u64,
    /// Its length.
    #[specta(type = f64)]
    pub bytes: u64,
    /// Of its bytes, hexadecimal.
    pub sha256: String,
}

/// A package that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MadePackage {
    /// Names it.
    pub id: ExportId,
    /// Its period's name.
    pub period: String,
    /// Which of that period.
    pub version: u32,
    /// The how many-th package of this hotel, from 1 without gaps.
    pub sequence: u32,
    /// Why the period went again; empty for its first package.
    pub reason: String,
    /// The folder's name.
    pub folder: String,
    /// Of the manifest, hexadecimal.
    pub manifest_sha256: String,
    /// Rows of all tables.
    #[specta(type = f64)]
    pub rows: u64,
    /// The chain's head that left the house with it.
    pub head: Head,
    /// Who made it, as colleagues read it.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

/// How far a package is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ExportProgress {
    /// The table being written.
    pub sheet: String,
    /// Its place among the tables, from 1.
    pub place: u32,
    /// Tables altogether.
    pub sheets: u32,
    /// Rows written so far, of all tables.
    #[specta(type = f64)]
    pub rows: u64,
    /// Once the tables are written: how far they are sealed and handed over.
    pub handed: Option<CopyProgress>,
}

/// Tells the caller how far a package is; an answer of [`ControlFlow::Break`] ends it, and nothing is left of it.
pub type Report<'r> = dyn FnMut(ExportProgress) -> ControlFlow<()> + 'r;

/// Why a package is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportRefusal {
    /// The period has not begun.
    PeriodNotBegun,
    /// Everything up to yesterday has gone out already.
    NothingSince,
    /// Something must be put right first.
    Blocked {
        /// Which check.
        check: precheck::CheckCode,
        /// How many rows.
        rows: u64,
    },
    /// The history is not what was written: nothing leaves the house on it.
    ChainBroken {
        /// The first bad row.
        row: i64,
    },
    /// A period goes again only with a reason.
    ReasonNeeded {
        /// The version that it would be.
        version: u32,
    },
    /// Somebody else made a package meanwhile.
    VersionTaken,
    /// The person asked to stop.
    Cancelled,
}

impl Refusal for ExportRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::PeriodNotBegun => "period_not_begun",
            Self::NothingSince => "nothing_since",
            Self::Blocked { .. } => "export_blocked",
            Self::ChainBroken { .. } => "chain_broken",
            Self::ReasonNeeded { .. } => "reason_needed",
            Self::VersionTaken => "version_taken",
            Self::Cancelled => "cancelled",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Blocked { check, rows } => vec![("check", check.word().to_owned()), ("rows", rows.to_string())],
            Self::ChainBroken { row } => vec![("row", row.to_string())],
            Self::ReasonNeeded { version } => vec![("version", version.to_string())],
            Self::PeriodNotBegun | Self::NothingSince | Self::VersionTaken | Self::Cancelled => Vec::new(),
        }
    }
}

stored_words! {
    /// How a check of the precheck came out.
    pub enum Outcome {
        /// 挡住
        Blocks = "blocks",
        /// 请看
        Look = "look",
        /// 通过
        Fine = "fine",
    }
}

/// Returns the period of everything since the last package, up to yesterday; all there is where none was made.
///
/// Errors: [`ExportRefusal::NothingSince`].
pub fn since_last(db: &Db, today: BusinessDate) -> Result<Period> {
    let yesterday = today.plus_days(-1);
    // Of any package: a correction of an earlier period may have been made since.
    let made = rows::periods_made(db)?.iter().map(|period| Period::parse(period)).collect::<Result<Vec<Period>>>()?;
    let Some(first) = made.into_iter().map(Period::next).max() else { return Ok(Period::all(yesterday)) };
    if first > yesterday {
        return Err(ExportRefusal::NothingSince.into());
    }
    // Longer than a span may be: whoever waited that long sends everything.
    Ok(Period::span(first, yesterday).unwrap_or_else(|| Period::all(yesterday)))
}

/// Makes the package of a period in the folder `to`, in a folder of its own that is there whole or not at all.
///
/// The tables are read from one view of the file while others go on writing; only the row of the history of exports is a
/// transaction. The same request again answers what it answered and makes nothing.
///
/// Errors: [`ExportRefusal`], [`crate::base::error::Common::BadValue`], [`crate::base::error::Error::File`].
pub fn make(store: &Store, request: &Request, input: &MakeExport, to: &Path, report: &mut Report<'_>) -> Result<Done<Made>> {
    make_to(store, request, input, Destination { to, seal_to: None }, report)
}

/// Makes a package as [`make`] does, sealed to the key that `destination` names where the house itself set none.
///
/// Errors: those of [`make`], [`LeavingRefusal`].
pub fn make_to(
    store: &Store,
    request: &Request,
    input: &MakeExport,
    destination: Destination<'_>,
    report: &mut Report<'_>,
) -> Result<Done<Made>> {
    if let Some(done) = store.answered(request, Op::MakeExport, input)? {
        return Ok(done);
    }
    let asked = Wanted {
        op: Op::MakeExport,
        period: Period::parse(&input.period)?,
        reason: text::optional("reason", &input.reason, text::NOTE_MAX)?,
        at: request.at,
        routine: None,
    };
    produce(store, request, input, &asked, destination, report)
}

/// Makes a package as [`make`] does, because its routine came round.
///
/// Errors: those of [`make`].
pub(in crate::export) fn make_due(
    store: &Store,
    request: &Request,
    input: &RunRoutine,
    to: &Path,
    report: &mut Report<'_>,
) -> Result<Done<Made>> {
    if let Some(done) = store.answered(request, Op::RunExportRoutine, input)? {
        return Ok(done);
    }
    let asked = Wanted {
        op: Op::RunExportRoutine,
        period: Period::parse(&input.period)?,
        reason: input.reason.clone(),
        at: request.at,
        routine: Some((input.routine, input.due_ms)),
    };
    produce(store, request, input, &asked, Destination { to, seal_to: None }, report)
}

fn produce(
    store: &Store,
    request: &Request,
    input: &impl Serialize,
    asked: &Wanted,
    destination: Destination<'_>,
    report: &mut Report<'_>,
) -> Result<Done<Made>> {
    let today = store.hotel().clock.business_date(request.at);
    let mut leaving = None;
    // Before the view begins: a head is written after its commit.
    let remembered = store.remembered_head();
    let part = store.read_twice(&request.session, asked.op, PAGE_CACHE_KIB, |db, other| {
        // Of everything, the last day is what must have come.
        let begins = asked.period.begins().unwrap_or_else(|| asked.period.last());
        if begins > today {
            return Err(ExportRefusal::PeriodNotBegun.into());
        }
        let history_stands = |db: &Db| precheck::history_stands(db, remembered.as_ref()).map(|_whole| ());
        let (staging, keys) = leaving::begin(db, store.path(), &destination, request)?;
        leaving = Some(keys);
        // Of everything the ledger is read whole anyway.
        let (agree, along): (&Gate<'_>, Option<AlongGate>) = match asked.period.kind() {
            PeriodKind::All => (&precheck::points_agree_beside, Some(precheck::points_agree_along)),
            _ => (&precheck::points_agree, None),
        };
        let gates = Gates { before: &[&history_stands, agree], along };
        package::write(Views { one: db, other: Some(other) }, asked, destination.to, staging, &gates, report)
    })?;
    let leaving = leaving.expect("the read above succeeded, and began it");
    let gone = leaving::hand_over(part, leaving, request.at, report)?;
    let written = store.write(request, asked.op, input, |tx| remember(tx, asked, &gone));
    gone.settle(store, written)
}

/// What a table of a period would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// Its name.
    pub name: &'static str,
    /// Rows below the header.
    pub rows: u64,
    /// Of its bytes, hexadecimal.
    pub sha256: String,
    /// The sums of its columns that carry one, as the manifest writes them.
    pub totals: Vec<(&'static str, String)>,
}

/// How many columns a table of a package has behind the property code; none where it has no such table.
pub type Widths<'w> = dyn Fn(&str) -> Option<usize> + Sync + 'w;

/// Returns what the tables of a period would be, by writing them nowhere, each as wide as `widths` says: as a package of before
/// has them.
///
/// Errors: [`crate::base::error::Common::BadValue`], [`ExportRefusal::Cancelled`], [`crate::base::error::Error::Database`].
pub fn measured(db: &Db, period: &str, widths: &Widths<'_>, report: &mut Report<'_>) -> Result<Vec<Measured>> {
    let facts = package::measure(db, Period::parse(period)?, Some(widths), report)?;
    let measured = sheets::SHEETS.iter().zip(facts).map(|(sheet, facts)| Measured {
        name: sheet.name,
        rows: facts.rows,
        totals: manifest::totals(sheet, &facts, db.hotel().minor_digits),
        sha256: facts.sha256,
    });
    Ok(measured.collect())
}

/// Returns the packages that were made, the newest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn made(db: &Db) -> Result<Vec<MadePackage>> {
    rows::made_of(db, MADE_LISTED_MAX, None)
}

/// What is to be made.
struct Wanted {
    op: Op,
    period: Period,
    reason: String,
    at: Instant,
    /// The routine that makes it, and when it came round.
    routine: Option<(u32, Instant)>,
}

fn remember(tx: &mut Tx<'_>, wanted: &Wanted, gone: &leaving::Gone<'_>) -> Result<Made> {
    let op = tx.begin(wanted.op)?;
    let part = &gone.part;
    // The manifest names the package before it: another one that came in between would stand in no manifest.
    if rows::previous(tx.db())?.map_or(0, |made| made.sequence) + 1 != part.sequence {
        return Err(ExportRefusal::VersionTaken.into());
    }
    let made = MadePackage {
        id: tx.new_id(),
        period: wanted.period.to_string(),
        version: part.version,
        sequence: part.sequence,
        reason: wanted.reason.clone(),
        folder: part.folder.clone(),
        manifest_sha256: part.manifest_sha256().to_owned(),
        rows: part.rows(),
        head: part.head.clone(),
        by: String::new(),
        at_ms: tx.at(),
    };
    rows::insert(tx, &made)?;
    let went = gone.remember(tx, made.id)?;
    if let Some(routine) = wanted.routine {
        routine::remember(tx, made.id, routine)?;
    }
    tx.touches(RecordKind::Export);
    tx.record(op, Change::added(made.id, &(&made, &went, wanted.routine))?)?;
    let files = part.files.clone();
    let MadePackage { id, folder, version, sequence, rows, .. } = made;
    Ok(Made { export_id: id, folder, version, sequence, files, rows, went })
}
