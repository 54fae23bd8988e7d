//! A merge or unmerge of guests hands their complaints over; one history row of the merge covers them all.

mod rows;

use crate::{
    base::{
        error::Result,
        ids::{GuestId, TicketId},
    },
    db::Tx,
};

/// Puts every complaint of `from` under `to`. Returns which.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<TicketId>> {
    rows::give_all(tx, from, to)
}

/// Puts one complaint of `from` under `to`, where it is still with `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, ticket: TicketId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give_one(tx, ticket, from, to)
}

/// Puts every complaint about `from` under `to`. Returns which.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_all_about(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<TicketId>> {
    rows::give_all_about(tx, from, to)
}

/// Puts one complaint about `from` under `to`, where it still is about `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_about(tx: &Tx<'_>, ticket: TicketId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give_one_about(tx, ticket, from, to)
}
