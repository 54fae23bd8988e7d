//! What a file was like: how much of it was refused, contradicts, is flagged or missing, by column and reason, each number
//! with the rows behind it; and the same by source.
//!
//! Absent on purpose: what stands in the rows. The report leaves the house as a print or a CSV.

use std::{io::Write as _, path::Path};

use serde::{Deserialize, Serialize};

pub use super::tally::FindingKind;
use super::{Import, rows};
use crate::{
    audit::{chain::Whole, change::Change, op::Op},
    base::{
        error::Result,
        files,
        ids::{ExportId, GuestId, ImportId, StayId},
        time::Instant,
    },
    db::{Db, Tx},
};

/// How often something was found in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportFinding")]
pub struct Finding {
    /// What.
    pub kind: FindingKind,
    /// As the mapping calls it; empty for the whole row.
    pub column: String,
    /// A row's reason, a warning, an encoding; empty where the kind says it.
    pub code: String,
    /// Rows.
    #[specta(type = f64)]
    pub rows: u64,
}

/// What one import's file was like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "ImportQuality")]
pub struct Quality {
    /// The import and its counts.
    pub import: Import,
    /// What was found, by kind, the most frequent first.
    pub findings: Vec<Finding>,
    /// Open suspicions that name a guest whom it brought, as of now.
    #[specta(type = f64)]
    pub suspects: u64,
}

/// Which finding's rows are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AskedFinding {
    /// Of which import.
    pub import_id: ImportId,
    /// What was found.
    pub kind: FindingKind,
    /// As the finding says.
    pub column: String,
    /// As the finding says.
    pub code: String,
}

/// A row behind a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportFindingRow")]
pub struct FindingRow {
    /// Line of the file on which it begins, from 1.
    #[specta(type = f64)]
    pub line: u64,
    /// The stay that it is, where it was taken and is still there.
    pub stay_id: Option<StayId>,
    /// Whose stay.
    pub guest_id: Option<GuestId>,
    /// Their name now; empty where nobody is named.
    pub guest_name: String,
}

/// What the files of one source were like, over its imports that stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SourceQuality {
    /// The system.
    pub source: String,
    /// Imports.
    #[specta(type = f64)]
    pub imports: u64,
    /// Rows of all its files, and of them:
    #[specta(type = f64)]
    pub rows: u64,
    /// not taken,
    #[specta(type = f64)]
    pub refused: u64,
    /// against what staff typed,
    #[specta(type = f64)]
    pub conflicting: u64,
    /// taken with something noticed,
    #[specta(type = f64)]
    pub flagged: u64,
    /// refused as they have more or fewer fields than the header,
    #[specta(type = f64)]
    pub shifted: u64,
    /// new,
    #[specta(type = f64)]
    pub new: u64,
    /// changing what was known.
    #[specta(type = f64)]
    pub changed: u64,
    /// The first of its imports that stand.
    pub first_at_ms: Instant,
    /// The latest.
    pub last_at_ms: Instant,
}

/// Returns what an import's file was like.
///
/// Errors: [`crate::base::error::Common::NotFound`], [`crate::base::error::Error::Database`].
pub fn report(db: &Db, import: ImportId) -> Result<Quality> {
    Ok(Quality { import: rows::get(db, import)?, findings: rows::findings(db, import)?, suspects: rows::suspects(db, import)? })
}

/// Returns the first [`super::LISTED_MAX`] rows behind a number of the report.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn rows_of(db: &Db, asked: &AskedFinding) -> Result<Vec<FindingRow>> {
    rows::finding_rows(db, asked)
}

/// Returns each source with what its files were like.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn sources(db: &Db) -> Result<Vec<SourceQuality>> {
    rows::sources(db)
}

/// Takes a report out of the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ExportImportReport {
    /// Of which import.
    pub import_id: ImportId,
}

/// What was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ImportReportExported {
    /// Names it in history.
    pub export_id: ExportId,
}

/// Writes the report as CSV into a new file, which is there whole or not at all, and remembers that it was taken. `_whole` is had
/// from the gate of what leaves the house.
///
/// Errors: [`crate::base::error::Error::File`], also where there is a file of that name: none is written over.
pub fn export(tx: &mut Tx<'_>, input: &ExportImportReport, path: &Path, _whole: &Whole) -> Result<ImportReportExported> {
    let op = tx.begin(Op::ExportImportReport)?;
    files::absent(path)?;
    let csv = as_csv(&report(tx.db(), input.import_id)?);
    files::write_whole(path, |out| out.write_all(csv.as_bytes()).map_err(|error| files::failed("write", path, error)))?;
    let export_id: ExportId = tx.new_id();
    tx.record(op, Change::added(export_id, input)?)?;
    Ok(ImportReportExported { export_id })
}

/// Returns the report as CSV: kind, column, code, rows, and the share of the file's rows in parts per thousand.
pub fn as_csv(quality: &Quality) -> String {
    let all = quality.import.counts.rows.max(1);
    let mut csv = "kind,column,code,rows,share_per_mille\n".to_owned();
    let counts = quality.import.counts;
    let whole = [("rows", counts.rows), ("new", counts.new), ("changed", counts.changed), ("same", counts.same)];
    let rest = [
        ("conflicting", counts.conflicting),
        ("refused", counts.refused),
        ("skipped", counts.skipped),
        ("kept_ours", counts.kept_ours),
        ("suspected_duplicates", quality.suspects),
    ];
    let mut line = |kind: &str, column: &str, code: &str, rows: u64| {
        csv.push_str(&[kind, column, code, &rows.to_string(), &(rows * 1000 / all).to_string()].join(","));
        csv.push('\n');
    };
    for (kind, rows) in whole.into_iter().chain(rest) {
        line(kind, "", "", rows);
    }
    for Finding { kind, column, code, rows } in &quality.findings {
        line(kind.word(), column, code, *rows);
    }
    csv
}
