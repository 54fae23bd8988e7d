//! What stands in the file held against what the newest package says of itself, before anything of it is kept: the same period
//! measured again must be the same tables.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::{BringRefusal, Watch};
use crate::{
    base::error::{Error, Result},
    db::Db,
    export::{self, ExportProgress, Measured},
    group::{fields, manifest::Manifest},
};

/// Tables whose bytes may be others though their sums are the same, each for a reason that docs/package.md gives: figures count
/// nights of stays that had not departed yet; which posting gave a lot may be told otherwise.
const SUMS_ONLY: &[&str] = &["kpi", "lots"];

/// A total that is not what a manifest says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "BringBackDifference")]
pub struct Difference {
    /// The package's folder.
    pub package: String,
    /// Which table.
    pub table: String,
    /// `rows`, `hash`, or the column whose sum it is; a stay that two packages hold.
    pub what: String,
    /// What the package says.
    pub said: String,
    /// What stands here.
    pub found: String,
}

impl Difference {
    /// Returns that a record which an earlier package held too stands as this one says.
    pub fn moved(package: &str, table: &str, record: &dyn std::fmt::Display) -> Self {
        let [package, table, what] = [package, table, "again"].map(str::to_owned);
        Self { package, table, what, said: record.to_string(), found: String::new() }
    }
}

/// Measures the newest package's period as an export would, and holds it against the manifest.
///
/// Errors: [`BringRefusal::NotReproduced`], [`BringRefusal::Cancelled`].
pub fn reproduced(db: &Db, newest: &Manifest, watch: &mut Watch<'_, '_>) -> Result<()> {
    let done = watch.done;
    let mut report = |progress: ExportProgress| {
        watch.done = done + progress.rows;
        if watch.tell().is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    // A package of before has fewer columns of a table: the new ones stand last.
    let widths = |name: &str| {
        let table = newest.tables.iter().find(|table| table.name.as_str() == name)?;
        table.fields.len().checked_sub(1)
    };
    let measured = export::measured(db, &newest.period, &widths, &mut report);
    let measured = measured.map_err(|error| if error.code() == "cancelled" { BringRefusal::Cancelled.into() } else { error })?;
    for table in &newest.tables {
        let found = measured.iter().find(|found| found.name == table.name.as_str());
        let found = found.ok_or_else(|| Error::Damaged { what: "a package's table".to_owned() })?;
        if let Some(difference) = differing(newest, table, found) {
            return Err(BringRefusal::NotReproduced(difference).into());
        }
    }
    Ok(())
}

fn differing(newest: &Manifest, table: &crate::group::manifest::Table, found: &Measured) -> Option<Difference> {
    let of = |what: &str, said: String, found: String| {
        let (package, table) = (newest.folder.clone(), table.name.to_string());
        (said != found).then(|| Difference { package, table, what: what.to_owned(), said, found })
    };
    let sums = table.totals.iter().find_map(|(place, said)| {
        let column = table.fields[*place].name.as_str();
        let sum = found.totals.iter().find(|(name, _)| *name == column).and_then(|(_, sum)| fields::total(sum));
        of(column, fields::written(*said), sum.map(fields::written).unwrap_or_default())
    });
    if SUMS_ONLY.contains(&table.name.as_str()) {
        return sums;
    }
    of("rows", table.rows.to_string(), found.rows.to_string())
        .or(sums)
        .or_else(|| of("hash", table.sha256.clone(), found.sha256.clone()))
}
