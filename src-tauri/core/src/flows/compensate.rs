//! Closing a complaint pays what was promised under it: points stay pending on the ticket until step ⑦ is done, then they are
//! posted in the same transaction that closes it, so that neither is ever without the other.

use crate::{
    base::{error::Result, ids::TicketId},
    db::Tx,
    loyalty::{self, Goodwill},
    tickets::{self, TicketAnswer, joining},
};

/// Closes a ticket and posts the points that are owed under it, each remedy as one goodwill entry of the ledger.
///
/// Errors: those of [`tickets::close_ticket`]; those of [`loyalty::goodwill`], and then the ticket stays open.
pub fn close_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<TicketAnswer> {
    let answer = tickets::close_ticket(tx, ticket)?;
    for due in tickets::points_due(tx.db(), ticket)? {
        loyalty::goodwill(tx, &Goodwill { member: due.guest.into(), points: due.points, ticket: due.ticket })?;
    }
    joining::settle(tx, ticket)?;
    Ok(answer)
}
