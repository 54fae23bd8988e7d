//! A merge or unmerge of guests hands the lines about them over; one history row of the merge covers them all.

use super::rows;
use crate::{
    base::{
        error::Result,
        ids::{DutyLineId, GuestId},
    },
    db::Tx,
};

/// Puts every line about `from` under `to`. Returns which. Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<DutyLineId>> {
    rows::give_lines(tx, from, to)
}

/// Puts one line about `from` under `to`, where it still is about `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, line: DutyLineId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give_line(tx, line, from, to)
}
