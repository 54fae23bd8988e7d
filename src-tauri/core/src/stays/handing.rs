//! A merge or unmerge of guests hands their stays over; one history row of the merge covers them all.

use super::{rows, summaries};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, StayId},
    },
    db::Tx,
};

/// Puts every stay of `from` under `to`. Returns which; both sums are made again.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<StayId>> {
    let given = rows::give_all(tx, from, to)?;
    summaries::refresh(tx, from)?;
    summaries::refresh(tx, to)?;
    Ok(given)
}

/// Puts these stays of `from` under `to`, as far as they are still with `from`. Returns how many; both sums are made again.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, stays: &[StayId], from: GuestId, to: GuestId) -> Result<u32> {
    let mut given = 0;
    for stay in stays {
        given += u32::from(rows::give_one(tx, *stay, from, to)?);
    }
    summaries::refresh(tx, from)?;
    summaries::refresh(tx, to)?;
    Ok(given)
}
