//! 改作: what was taken as an opinion turns out to be a complaint, or the other way round while nobody has worked on it.

use serde::{Deserialize, Serialize};

use super::{TicketAnswer, TicketKind, act, remember, rows, rules, timing};
use crate::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{NoteId, TicketId},
        text,
    },
    db::Tx,
};

/// Another kind for a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RekindTicket {
    /// Which ticket.
    pub ticket: TicketId,
    /// What it is.
    pub kind: TicketKind,
    /// Why; it stands among the notes.
    pub reason: String,
}

/// Says that a ticket is of another kind. A complaint's clocks run from now on.
///
/// Errors: [`rules::TicketRefusal::WorkedOn`] for what was judged or answered already, [`rules::TicketRefusal::Closed`],
/// [`rules::TicketRefusal::NotYourDepartment`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn rekind(tx: &mut Tx<'_>, input: &RekindTicket) -> Result<TicketAnswer> {
    let op = tx.begin(Op::RekindTicket)?;
    let before = rows::case(tx.db(), input.ticket)?;
    rules::may_work(tx.session(), &before)?;
    let reason = text::required("reason", &input.reason, text::NOTE_MAX)?;
    let promises = timing::clock_rules(tx.db())?.rules;
    let after = rules::of_kind(before.clone(), input.kind, &promises, &act(tx))?;
    rows::put(tx, Some(&before), &after)?;
    let note: NoteId = tx.new_id();
    rows::insert_note(tx, note, after.facts.id, &reason, (tx.session().user, tx.at()))?;
    remember(tx, op, Some(&before), &after)
}
