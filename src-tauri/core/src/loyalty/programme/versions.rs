//! Versions of the programme: which holds when, and how the next one is kept.

use serde::{Deserialize, Serialize};

use super::{Caps, Programme, earning::EarnedSoFar, rows, valid};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::RecordId,
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    loyalty::AccountId,
};

/// A version as it is proposed and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AdoptProgramme {
    /// The newest version that the person saw.
    pub seen: u32,
    /// From which business date on; not before today.
    pub valid_from: BusinessDate,
    /// The rules; their version is given when they are kept.
    pub rules: Programme,
    /// What the change is for.
    pub why: String,
}

/// One version of the programme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProgrammeVersion {
    /// From 1.
    pub version: u32,
    /// Its first day.
    pub valid_from: BusinessDate,
    /// What the change was for.
    pub why: String,
    /// Who kept it, as colleagues read it.
    pub by_name: String,
    /// When; none in versions from before it was kept.
    pub at_ms: Option<Instant>,
    /// Its rules.
    pub rules: Programme,
}

/// The programme as its page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ProgrammePage {
    /// What holds today.
    pub current: Programme,
    /// The newest version; 0 while the house kept none.
    pub newest: u32,
    /// Every version that was kept, the newest first.
    pub versions: Vec<ProgrammeVersion>,
}

/// Returns the programme that holds on `on`: the newest version that began by then, else the standard one.
///
/// Errors: [`crate::base::error::Error::Damaged`] where a kept version does not read.
pub fn in_force(db: &Db, on: BusinessDate) -> Result<Programme> {
    Ok(rows::in_force(db, on)?.unwrap_or_else(|| Programme::standard(db.hotel().minor_digits)))
}

/// Returns what holds today and every version.
///
/// Errors: as [`in_force`].
pub fn page(db: &Db, today: BusinessDate) -> Result<ProgrammePage> {
    Ok(ProgrammePage { current: in_force(db, today)?, newest: rows::newest(db)?, versions: rows::versions(db)? })
}

/// Keeps a new version of the programme. Returns its number; what was posted before stays as it was.
///
/// Errors: [`Common::ChangedMeanwhile`], [`valid::ProgrammeRefusal`], [`Common`] naming the reason.
pub fn adopt(tx: &mut Tx<'_>, adopt: &AdoptProgramme) -> Result<u32> {
    let op = tx.begin(Op::EditProgramme)?;
    let newest = rows::newest(tx.db())?;
    if adopt.seen != newest {
        return Err(Common::ChangedMeanwhile.into());
    }
    if adopt.valid_from < tx.business_date() {
        return Err(valid::ProgrammeRefusal::BeginsInPast.into());
    }
    text::required("why", &adopt.why, LINE_MAX)?;
    valid::check(&adopt.rules)?;
    let before = in_force(tx.db(), adopt.valid_from)?;
    let version = newest + 1;
    let after = Programme { version, ..adopt.rules.clone() };
    rows::put(tx, &after, adopt, tx.session().user)?;
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before, &after)?)?;
    Ok(version)
}

/// Returns what `account` earned in the times that the programme's caps look at; nothing is read where it has none.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn earned_so_far(db: &Db, programme: &Programme, account: AccountId, on: BusinessDate) -> Result<EarnedSoFar> {
    let Caps { per_day, per_month, per_year, .. } = programme.earning.caps;
    if per_day.or(per_month).or(per_year).is_none() {
        return Ok(EarnedSoFar::default());
    }
    rows::earned_so_far(db, account, on)
}
