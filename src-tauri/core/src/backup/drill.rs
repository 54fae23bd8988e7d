//! A drill: a backup is restored into a scratch place to see whether it comes back, and the report of it.

use std::{fs, path::Path};

use serde::{Deserialize, Serialize};

use super::{Counts, Sums, quarantine::Opens, restore::restore_with, rows};
use crate::{
    audit::{chain::Head, change::Change, op::Op},
    base::{
        error::Result,
        files,
        ids::{RawId, UserId},
        time::Instant,
    },
    db::{Db, Tx, keys::Slots},
    open,
};

/// Days after which everybody who runs the house is reminded of the next drill.
pub const DRILL_EVERY_DAYS: i64 = 90;

/// What a drill found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DrillReport {
    /// The backup's folder, its name alone.
    pub backup: String,
    /// When the backup was made.
    pub backup_at_ms: Instant,
    /// The chain's head in it.
    pub head: Head,
    /// What came back.
    pub counts: Counts,
    /// What its rows add up to.
    pub sums: Sums,
    /// Bytes of the copy.
    #[specta(type = f64)]
    pub bytes: u64,
    /// It was opened with a secret that somebody typed, and not with the key of the open file.
    pub secret_typed: bool,
    /// How long it took.
    #[specta(type = f64)]
    pub took_ms: i64,
}

/// A drill as it is remembered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Drill {
    /// When.
    pub at_ms: Instant,
    /// Who.
    pub by_user: UserId,
    /// Their name, as colleagues read it.
    pub by_name: String,
    /// What was found.
    pub report: DrillReport,
}

/// Restores the backup `from` into `scratch`, an empty folder of its own that is gone afterwards, and opens what came back.
/// Bytes, pages, chain, counts and sums are those of the backup's facts, else it is refused.
///
/// Errors: those of [`super::restore`].
pub fn run(from: &Path, scratch: &Path, opens: &Opens<'_>) -> Result<DrillReport> {
    fs::create_dir_all(scratch).map_err(|source| files::failed("create", scratch, source))?;
    let found = tried(from, scratch, opens);
    fs::remove_dir_all(scratch).map_err(|source| files::failed("remove", scratch, source))?;
    found
}

fn tried(from: &Path, scratch: &Path, opens: &Opens<'_>) -> Result<DrillReport> {
    let to = scratch.join("drill.lobby");
    let (folder, facts) = restore_with(from, &to, opens)?;
    let store = match opens {
        Opens::Secret(secret) => open::with_key(&to, Slots::read(&to)?.open(secret)?)?,
        Opens::Key(key) => open::with_key(&to, (*key).clone())?,
    };
    let held = store.read_as_house(rows::held)?;
    Ok(DrillReport {
        backup: folder.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        backup_at_ms: facts.at,
        head: held.head,
        counts: held.counts,
        sums: held.sums,
        bytes: facts.bytes,
        secret_typed: matches!(opens, Opens::Secret(_)),
        took_ms: 0,
    })
}

/// Remembers a drill in the history.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn record(tx: &mut Tx<'_>, report: &DrillReport) -> Result<()> {
    let op = tx.begin(Op::DrillBackup)?;
    let id: RawId = tx.new_id();
    rows::put_drill(tx, id, report)?;
    tx.record(op, Change::noted(id, report)?)?;
    Ok(())
}

/// Returns the last drills, the latest first, at most `limit`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db, limit: u32) -> Result<Vec<Drill>> {
    rows::drills(db, limit)
}
