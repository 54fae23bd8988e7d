//! What taking a file of balances out would do, said before it is done.

use serde::{Deserialize, Serialize};

use super::{columns::ROWS_PER_WORD, rows};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, ImportId},
        points::Points,
        time::BusinessDate,
    },
    db::Db,
    guests,
    import::{ImportStage, LISTED_MAX, Watch},
    loyalty::opening,
};

/// What taking a file out would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct BalancesForeseen {
    /// Postings that would be taken back.
    #[specta(type = f64)]
    pub removed: u64,
    /// Points of them.
    #[specta(type = f64)]
    pub points: i64,
    /// Tiers that would be ended.
    #[specta(type = f64)]
    pub tiers: u64,
    /// Postings that would stay, for points of them were used or the record was merged since.
    #[specta(type = f64)]
    pub kept: u64,
    /// Points of them.
    #[specta(type = f64)]
    pub kept_points: i64,
    /// Members who joined by the file; they stay members.
    #[specta(type = f64)]
    pub enrolled: u64,
    /// What would stay, the first [`LISTED_MAX`].
    pub kept_rows: Vec<KeptBalance>,
}

/// A posting that would stay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct KeptBalance {
    /// Whose.
    pub guest: GuestId,
    /// As the house writes them.
    pub name: String,
    /// Of how many points.
    pub points: Points,
}

/// Returns what taking the file out would do.
///
/// Errors: [`crate::base::error::Common::NotFound`], [`crate::import::ImportRefusal::Cancelled`].
pub fn foresee(db: &Db, import: ImportId, today: BusinessDate, watch: &mut Watch<'_>) -> Result<BalancesForeseen> {
    let file = rows::get(db, import)?;
    let tiers = rows::standing_tiers(db, import, today)?.len() as u64;
    let mut foreseen = BalancesForeseen { tiers, enrolled: file.counts.enrolled, ..BalancesForeseen::default() };
    for (seen, entry) in (1..).zip(opening::brought_by(db, import)?) {
        if u64::is_multiple_of(seen, ROWS_PER_WORD) {
            watch.at(ImportStage::Comparing, seen, file.counts.new)?;
        }
        let brought = opening::stands(db, entry)?;
        if brought.goes {
            foreseen.removed += 1;
            foreseen.points += brought.points.count();
            continue;
        }
        foreseen.kept += 1;
        foreseen.kept_points += brought.points.count();
        if foreseen.kept_rows.len() < LISTED_MAX {
            let name = guests::get(db, brought.guest)?.name;
            foreseen.kept_rows.push(KeptBalance { guest: brought.guest, name, points: brought.points });
        }
    }
    Ok(foreseen)
}
