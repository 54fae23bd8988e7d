//! Derived data: the sums of each guest's stays. Written in the operation that changes a stay, can be made again, and a
//! check compares them.

use super::{StaySummary, rows};
use crate::{
    base::{error::Result, ids::GuestId},
    db::{Db, Tx},
};

/// Most guests that a comparison names.
pub const DIFFERENT_LISTED_MAX: u32 = 20;

/// Returns the sums of one guest's stays; zeros where the guest never stayed.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn of_guest(db: &Db, guest: GuestId) -> Result<StaySummary> {
    Ok(rows::summary(db, guest)?.unwrap_or_default())
}

/// Sums one guest's stays again, inside the operation that changed one.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn refresh(tx: &Tx<'_>, guest: GuestId) -> Result<()> {
    rows::sum_again(tx, guest)
}

/// Sums every guest's stays again. Returns how many guests have stayed.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn rebuild(tx: &Tx<'_>) -> Result<u64> {
    rows::sum_all_again(tx)
}

/// Returns guests whose stored sums are not what their stays say, at most [`DIFFERENT_LISTED_MAX`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn differing(db: &Db) -> Result<Vec<GuestId>> {
    rows::differing(db, DIFFERENT_LISTED_MAX)
}
