//! F4: a file of stays comes in: [`sniff`] says what kind of file it is, [`mapping`] reads its rows, [`plan`] says what
//! each row would do, [`apply`] does it in one transaction, [`undo`] takes it back.
//!
//! An import is one operation: new rows carry its id, changed rows keep an image of before, the chain covers a digest of
//! all rows in order. The same file again changes nothing. What staff typed is never overwritten.
//!
//! Absent on purpose: preferences from a file (a sensitive one needs the guest's consent, which no export carries), and
//! card numbers.

mod airbnb;
pub mod apply;
pub mod balances;
mod booking_com;
mod booking_demand;
mod cells;
mod cloudbeds;
mod countries;
mod draft;
pub mod folder;
pub mod foreseen;
pub mod landed;
mod lines;
mod lobby;
pub mod mapping;
mod opera;
mod ota_orders;
pub mod plan;
pub mod quality;
pub mod refusals;
mod rows;
pub mod sheets;
pub mod sniff;
mod tally;
pub mod undo;
mod walk;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

pub use apply::apply;
pub use mapping::MappingName;
pub use plan::preview;
pub use sniff::{Chosen, Survey, survey};
pub use undo::undo;

use crate::{
    base::{
        error::{Refusal, Result},
        ids::{ImportId, UserId},
        time::Instant,
    },
    db::Db,
    stays::StayWarning,
    stored_words,
};

/// Most rows of one file; seventy years of a large house.
pub const ROWS_MAX: u64 = 3_000_000;
/// Most refused or conflicting rows that an answer lists; the rest stands in the file that was asked for.
pub const LISTED_MAX: usize = 200;
/// Longest name of a source: lower-case letters, digits, hyphens.
pub const SOURCE_MAX: usize = 40;

/// How a file is to be read. The file itself is known by its digest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
#[serde(rename = "ImportHow")]
pub struct HowToRead {
    /// Which columns mean what; recognised by the header where absent.
    pub mapping: Option<MappingName>,
    /// Which system it comes from; the mapping's own where absent. Keys are unique within a source.
    pub source: Option<String>,
    /// Only rows whose column has this value; the others are skipped.
    pub only: Option<Only>,
    /// What stands where the file contradicts what staff typed.
    pub conflicts: Conflicts,
}

stored_words! {
    /// Whose word stands.
    #[derive(Default)]
    pub enum Settle {
        /// what staff typed, until somebody decides
        #[default]
        Wait = "wait",
        /// what staff typed, as somebody decided
        KeepOurs = "keep_ours",
        /// what the file says
        TakeFile = "take_file",
    }
}

/// What the person decided about conflicts; unasked, staff's word stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(default)]
#[serde(rename = "ImportConflicts")]
pub struct Conflicts {
    /// For all that is not decided by its column or by itself.
    pub all: Settle,
    /// Column by column.
    pub columns: Vec<SettledColumn>,
    /// One by one.
    pub each: Vec<Settled>,
}

/// What the person decided about all conflicts of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportSettledColumn")]
pub struct SettledColumn {
    /// As the mapping calls it.
    pub column: String,
    /// Whose word stands.
    pub settle: Settle,
}

/// What the person decided about one conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportSettled")]
pub struct Settled {
    /// Line of the file on which the row begins, from 1.
    #[specta(type = f64)]
    pub line: u64,
    /// Column, as the mapping calls it.
    pub column: String,
    /// Whose word stands.
    pub settle: Settle,
}

impl Conflicts {
    /// Returns whose word stands in this column of this row.
    pub fn of(&self, line: u64, column: &str) -> Settle {
        let own = self.each.iter().find(|settled| settled.line == line && settled.column == column);
        let rule = || self.columns.iter().find(|settled| settled.column == column);
        own.map(|settled| settled.settle).or_else(|| rule().map(|settled| settled.settle)).unwrap_or(self.all)
    }
}

/// Takes one property's rows out of a shared file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportOnly")]
pub struct Only {
    /// A column of the file's header.
    pub column: String,
    /// The value that it must have.
    pub value: String,
}

/// What became of the file's rows, or would; the parts add up to `rows`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportCounts")]
pub struct Counts {
    /// Rows of the file, header and empty lines not counted.
    #[specta(type = f64)]
    pub rows: u64,
    /// Stays that were not there.
    #[specta(type = f64)]
    pub new: u64,
    /// Stays that were there and are now as the file says.
    #[specta(type = f64)]
    pub changed: u64,
    /// Nothing to do.
    #[specta(type = f64)]
    pub same: u64,
    /// Something in the row contradicts what staff typed; that stays as it was typed.
    #[specta(type = f64)]
    pub conflicting: u64,
    /// Not taken.
    #[specta(type = f64)]
    pub refused: u64,
    /// Not asked for.
    #[specta(type = f64)]
    pub skipped: u64,
    /// Of those counted above as new, changed or same: a value of ours stands in them, as somebody decided before.
    #[specta(type = f64)]
    #[serde(default)]
    pub kept_ours: u64,
}

stored_words! {
    /// Why a row, or a value in it, was not taken.
    pub enum RowCode {
        /// the row has more or fewer fields than the header
        FieldCount = "field_count",
        /// a value that must be there is not
        Missing = "missing",
        /// no such day
        BadDate = "bad_date",
        /// day and month cannot be told apart, or the nights say otherwise
        UnclearDate = "unclear_date",
        /// leaves before arriving
        DepartureBeforeArrival = "departure_before_arrival",
        /// longer than a stay can be
        TooManyNights = "too_many_nights",
        /// no number
        BadNumber = "bad_number",
        /// a sum or count beyond its bound
        OutOfBounds = "out_of_bounds",
        /// none of the words that stand there
        UnknownWord = "unknown_word",
        /// longer than the field
        TooLong = "too_long",
        /// bytes that are no text, or a character that no field takes
        BadCharacter = "bad_character",
        /// a payment card's number
        CardNumber = "card_number",
        /// the same reservation number stood earlier in the file, with other values
        KeyTwice = "key_twice",
        /// a number of a sheet that is longer than a cell keeps: its last digits are lost
        DigitsLost = "digits_lost",
        /// a formula of a sheet that has no value
        BrokenFormula = "broken_formula",
        /// kept as staff typed it
        KeptAsTyped = "kept_as_typed",
    }
}

/// One row that was refused or conflicts: where and why; never what stands there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RowNote {
    /// Line of the file on which the row begins, from 1.
    #[specta(type = f64)]
    pub line: u64,
    /// Column, as the mapping calls it.
    pub column: String,
    /// Why.
    pub code: RowCode,
}

/// How often an import noticed something that it took all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WarningCount {
    /// What.
    pub warning: StayWarning,
    /// Rows.
    #[specta(type = f64)]
    pub rows: u64,
}

/// One import as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Import {
    /// Its key.
    pub id: ImportId,
    /// System the rows came from.
    pub source: String,
    /// How they were read.
    pub mapping: MappingName,
    /// Name only, no folder.
    pub file_name: String,
    /// What became of the rows.
    pub counts: Counts,
    /// Applied, or undone since.
    pub state: ImportState,
    /// Who.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// How old the file's data is.
    pub data_as_of_ms: Instant,
}

stored_words! {
    /// Whether an import still stands.
    pub enum ImportState {
        Applied = "applied",
        Undone = "undone",
    }
}

stored_words! {
    /// What a long run is doing.
    pub enum ImportStage {
        /// reads the file once from end to end
        Reading = "reading",
        /// compares rows with what is there
        Comparing = "comparing",
        /// writes rows
        Writing = "writing",
        /// brings sums and the one box up to date
        Finishing = "finishing",
        /// takes rows back
        Undoing = "undoing",
    }
}

/// How far a long run is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportProgress")]
pub struct Progress {
    /// What it is doing.
    pub stage: ImportStage,
    /// Done so far, in bytes or rows.
    #[specta(type = f64)]
    pub done: u64,
    /// Of so many.
    #[specta(type = f64)]
    pub total: u64,
}

/// Tells the caller how far a run is and asks whether to go on.
pub struct Watch<'w> {
    report: &'w mut dyn FnMut(Progress) -> ControlFlow<()>,
}

impl<'w> Watch<'w> {
    /// Returns a watch that tells `report`; where that breaks, the run ends and nothing was written.
    pub fn new(report: &'w mut dyn FnMut(Progress) -> ControlFlow<()>) -> Self {
        Self { report }
    }

    /// Tells how far the run is.
    ///
    /// Errors: [`ImportRefusal::Cancelled`] where the caller wants no more.
    pub fn at(&mut self, stage: ImportStage, done: u64, total: u64) -> Result<()> {
        match (self.report)(Progress { stage, done: done.min(total), total }) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(ImportRefusal::Cancelled.into()),
        }
    }
}

/// Why a whole file is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ImportRefusal {
    /// Packed, binary, or no file at all.
    NotText,
    /// Nothing stands in it, or nothing under its header.
    NoRows,
    /// A file of balances names no member or no points.
    BalancesHeader {
        /// What its header lacks.
        missing: Vec<&'static str>,
    },
    /// Columns are missing for the nearest mapping, or the one that was asked for.
    HeaderDoesNotFit {
        /// Which mapping.
        mapping: MappingName,
        /// Which columns are missing.
        missing: Vec<&'static str>,
    },
    /// A column that a mapping reads stands twice in the header.
    ColumnTwice {
        /// Which.
        column: &'static str,
    },
    /// `--only` names a column that the file does not have.
    NoSuchColumn,
    /// The source's name is empty, too long, or has other signs than lower-case letters, digits and hyphens.
    BadSource,
    /// A line, or lines that a quote holds together, are longer than any row can be.
    LineTooLong {
        /// Which line.
        line: u64,
    },
    /// More columns than any export has.
    TooManyColumns {
        /// On which line.
        line: u64,
    },
    /// A quote is open at the end of the file.
    OpenQuote {
        /// The last line.
        line: u64,
    },
    /// A workbook that is larger, or unpacks to more, than is read.
    SheetTooLarge,
    /// More rows than one import takes.
    TooManyRows,
    /// Made-up rows of a practice hotel, for a real hotel's file.
    PracticeData,
    /// The file changed between preview and import.
    FileChanged,
    /// The person stopped it.
    Cancelled,
    /// It was undone before.
    AlreadyUndone,
    /// The folder to be watched is named by no whole path, or is none.
    NoFolder,
}

impl Refusal for ImportRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotText => "import_not_text",
            Self::NoRows => "import_no_rows",
            Self::BalancesHeader { .. } => "balances_header",
            Self::HeaderDoesNotFit { .. } => "import_header",
            Self::ColumnTwice { .. } => "import_column_twice",
            Self::NoSuchColumn => "import_no_such_column",
            Self::BadSource => "import_bad_source",
            Self::LineTooLong { .. } => "line_too_long",
            Self::TooManyColumns { .. } => "too_many_columns",
            Self::OpenQuote { .. } => "open_quote",
            Self::SheetTooLarge => "sheet_too_large",
            Self::TooManyRows => "too_many_rows",
            Self::PracticeData => "practice_data",
            Self::FileChanged => "file_changed",
            Self::Cancelled => "cancelled",
            Self::AlreadyUndone => "already_undone",
            Self::NoFolder => "no_folder",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::HeaderDoesNotFit { mapping, missing } => {
                vec![("mapping", mapping.word().to_owned()), ("missing", missing.join(", "))]
            }
            Self::BalancesHeader { missing } => vec![("missing", missing.join(", "))],
            Self::ColumnTwice { column } => vec![("column", (*column).to_owned())],
            Self::LineTooLong { line } | Self::TooManyColumns { line } | Self::OpenQuote { line } => {
                vec![("line", line.to_string())]
            }
            Self::TooManyRows => vec![("max", ROWS_MAX.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Returns the imports, newest first, at most `limit`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db, limit: u32) -> Result<Vec<Import>> {
    rows::list(db, limit)
}
