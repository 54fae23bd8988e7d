//! Closing a complaint pays what was promised under it: points are pending from the step that grants them until step ⑦ is
//! done, then they are posted in the same transaction that closes it, so that neither is ever without the other.

use crate::{
    base::{error::Result, ids::TicketId, request::Request, time::Instant},
    db::{Done, Store, Tx},
    loyalty::{
        self, Goodwill,
        pending::{self, Owed},
    },
    tickets::{
        self, StepTicket, TicketAnswer, joining,
        phone::{self, PhoneApproval},
    },
};

/// Records one step, and holds the points of what it granted, or voids those of what it took back or refused: 挂账.
///
/// Errors: those of [`tickets::step`] and [`pending::hold`].
pub fn step(tx: &mut Tx<'_>, input: &StepTicket) -> Result<TicketAnswer> {
    let answer = tickets::step(tx, input)?;
    hold_owed(tx, input.ticket)?;
    Ok(answer)
}

/// Records 批示 by phone, and holds the points of what it granted.
///
/// Errors: those of [`phone::approve`] and [`pending::hold`].
pub fn phone_approve(store: &Store, request: &Request, input: &PhoneApproval, clock: Instant) -> Result<Done<TicketAnswer>> {
    phone::approve_and(store, request, input, clock, |tx| hold_owed(tx, input.ticket))
}

/// Makes what is pending under a ticket what it owes: each granted remedy is held once, and what is owed no longer is voided.
fn hold_owed(tx: &mut Tx<'_>, ticket: TicketId) -> Result<()> {
    let owed = tickets::points_owed(tx.db(), ticket)?;
    let held = pending::of_ticket(tx.db(), ticket)?;
    for over in held.iter().filter(|held| !owed.iter().any(|due| held.remedy == Some(due.remedy))) {
        pending::void(tx, over.entry)?;
    }
    for due in owed {
        let stands = held.iter().any(|held| held.remedy == Some(due.remedy)) || pending::is_posted(tx.db(), due.remedy)?;
        if !stands {
            let owed = Owed { guest: due.guest, points: due.points, ticket: due.ticket, remedy: due.remedy };
            pending::hold(tx, &owed)?;
        }
    }
    Ok(())
}

/// Closes a ticket and posts the points that are owed under it, each remedy as one goodwill entry of the ledger.
///
/// Errors: those of [`tickets::close_ticket`]; those of [`loyalty::goodwill`], and then the ticket stays open.
pub fn close_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<TicketAnswer> {
    let answer = tickets::close_ticket(tx, ticket)?;
    for due in tickets::points_due(tx.db(), ticket)? {
        // What was granted before promises were held is posted as it was then.
        if pending::post_remedy(tx, due.remedy)?.is_none() {
            loyalty::goodwill(tx, &Goodwill { member: due.guest.into(), points: due.points, ticket: due.ticket })?;
        }
    }
    joining::settle(tx, ticket)?;
    Ok(answer)
}
