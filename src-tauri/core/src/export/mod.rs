//! F4: the package for the group: a month as a Frictionless Data Package v2, whole on disk or not there.
//!
//! [`sheets`] says what it holds, [`rows`] reads it, [`package`] writes the folder, [`manifest`] describes it, [`precheck`]
//! says beforehand what blocks. Guests who did not agree go under a keyed pseudonym; nobody's contact data and no document's
//! number ever leave. Absent on purpose: sealing, .xlsx, corrections with a list of changes (later capabilities).

mod manifest;
mod package;
pub mod precheck;
mod rows;
mod sheets;

use std::{ops::ControlFlow, path::Path};

use serde::{Deserialize, Serialize};

use crate::{
    audit::{
        chain::Head,
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Common, Refusal, Result},
        ids::ExportId,
        request::Request,
        time::{BusinessDate, Instant},
    },
    db::{Db, Done, Store, Tx},
    stored_words,
};

/// Version of the package's own shape; a column more raises the second number, anything else the first.
pub const SCHEMA_VERSION: &str = "1.0";
/// Rows between two words to the caller.
pub const ROWS_PER_WORD: u64 = 2_000;
/// Page cache while a package is made: the tables name the same guests and postings several times over, and each page that
/// is read again is deciphered again.
const PAGE_CACHE_KIB: i64 = 256 << 10;
/// Most packages that the history of exports lists.
pub const MADE_LISTED_MAX: u32 = 200;

/// A calendar month: `2026-06`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period(BusinessDate);

/// Input of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MakeExport {
    /// `YYYY-MM`.
    pub period: String,
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
    /// Its files, the manifest first.
    pub files: Vec<MadeFile>,
    /// Rows of all tables.
    #[specta(type = f64)]
    pub rows: u64,
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
    /// `YYYY-MM`.
    pub period: String,
    /// Which of that period.
    pub version: u32,
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
}

/// Tells the caller how far a package is; an answer of [`ControlFlow::Break`] ends it, and nothing is left of it.
pub type Report<'r> = dyn FnMut(ExportProgress) -> ControlFlow<()> + 'r;

/// Why a package is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportRefusal {
    /// The month has not begun.
    PeriodNotBegun,
    /// Something must be put right first.
    Blocked {
        /// Which check.
        check: precheck::CheckCode,
        /// How many rows.
        rows: u64,
    },
    /// Somebody else made a package of this period meanwhile.
    VersionTaken,
    /// The person asked to stop.
    Cancelled,
}

impl Refusal for ExportRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::PeriodNotBegun => "period_not_begun",
            Self::Blocked { .. } => "export_blocked",
            Self::VersionTaken => "version_taken",
            Self::Cancelled => "cancelled",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Blocked { check, rows } => vec![("check", check.word().to_owned()), ("rows", rows.to_string())],
            Self::PeriodNotBegun | Self::VersionTaken | Self::Cancelled => Vec::new(),
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

impl Period {
    /// Returns the month that `text` names.
    ///
    /// Errors: [`Common::BadValue`].
    pub fn parse(text: &str) -> Result<Self> {
        let shaped = text.len() == 7 && text.is_ascii();
        let first = shaped.then(|| format!("{text}-01").parse().ok()).flatten();
        first.map(Self).ok_or_else(|| Common::BadValue { field: "period" }.into())
    }

    /// Returns its first day.
    pub fn first(self) -> BusinessDate {
        self.0
    }

    /// Returns the first day after it.
    pub fn next(self) -> BusinessDate {
        self.0.month().1
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.to_string()[..7])
    }
}

/// Makes the package of a month in the folder `to`, in a folder of its own that is there whole or not at all.
///
/// The tables are read from one view of the file while others go on writing; only the row of the history of exports is a
/// transaction. The same request again answers what it answered and makes nothing.
///
/// Errors: [`ExportRefusal`], [`Common::BadValue`], [`crate::base::error::Error::File`].
pub fn make(store: &Store, request: &Request, input: &MakeExport, to: &Path, report: &mut Report<'_>) -> Result<Done<Made>> {
    if let Some(done) = store.answered(request, Op::MakeExport, input)? {
        return Ok(done);
    }
    let period = Period::parse(&input.period)?;
    let today = store.hotel().clock.business_date(request.at);
    let part = store.read(&request.session, Op::MakeExport, |db| {
        if period.first() > today {
            return Err(ExportRefusal::PeriodNotBegun.into());
        }
        db.with_page_cache(PAGE_CACHE_KIB, || {
            precheck::nothing_blocks(db)?;
            package::write(db, period, to, request.at, report)
        })
    })?;
    store.write(request, Op::MakeExport, input, |tx| remember(tx, period, part))
}

/// Returns the packages that were made, the newest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn made(db: &Db) -> Result<Vec<MadePackage>> {
    rows::made(db, MADE_LISTED_MAX)
}

fn remember(tx: &mut Tx<'_>, period: Period, part: package::Part) -> Result<Made> {
    let op = tx.begin(Op::MakeExport)?;
    if rows::newest_version(tx.db(), period)? >= part.version {
        return Err(ExportRefusal::VersionTaken.into());
    }
    let made = MadePackage {
        id: tx.new_id(),
        period: period.to_string(),
        version: part.version,
        folder: part.folder.clone(),
        manifest_sha256: part.manifest_sha256().to_owned(),
        rows: part.rows(),
        head: part.head.clone(),
        by: String::new(),
        at_ms: tx.at(),
    };
    rows::insert(tx, &made)?;
    tx.touches(RecordKind::Export);
    tx.record(op, Change::added(made.id, &made)?)?;
    let files = part.give_its_name()?;
    Ok(Made { export_id: made.id, folder: made.folder, version: made.version, files, rows: made.rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_month_of_the_calendar() {
        let cases = [
            ("2026-06", Some(("2026-06-01", "2026-07-01"))),
            ("2026-12", Some(("2026-12-01", "2027-01-01"))),
            ("2026-13", None),
            ("2026-6", None),
            ("2026-06-01", None),
            ("../etc", None),
            ("２０２６-06", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let found = Period::parse(text).ok().map(|period| (period.first().to_string(), period.next().to_string()));
            assert_eq!(found, expected.map(|(first, next)| (first.to_owned(), next.to_owned())), "{text:?}");
        }
    }
}
