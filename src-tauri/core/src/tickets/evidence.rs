//! 证据材料: everything that the file says of one complaint, for a body outside the house. What is printed, by whom and with
//! which name is remembered before it is read.

use serde::{Deserialize, Serialize};

use super::{Ticket, about, attachments, reads, record_facts, rows, rules};
use crate::{
    audit::{chain::Head, change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::TicketId,
        role::Session,
        text,
    },
    db::{Db, Done, Tx},
    tickets::attachments::Attachment,
};

/// What a print shall show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PrintEvidence {
    /// Of which ticket.
    pub ticket: TicketId,
    /// Why the guest's name stands in full; empty masks it.
    pub full_name_because: String,
    /// With 直接责任人, where the person may see them.
    pub responsible: bool,
}

/// What a print was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EvidenceGranted {
    /// Of which ticket.
    pub ticket: TicketId,
    /// The guest's name stands in full.
    pub full_name: bool,
    /// With 直接责任人.
    pub responsible: bool,
}

/// What goes to paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Evidence {
    /// The ticket whole; the guest's name masked and 责任人 left out unless granted.
    pub ticket: Ticket,
    /// Its attachments with their digests, withdrawn ones included.
    pub attachments: Vec<Attachment>,
    /// The history's head as it was printed.
    pub head: Head,
    /// What was granted.
    pub granted: EvidenceGranted,
}

/// Remembers that a complaint goes to paper as evidence, by whom, with which name and why.
///
/// Errors: [`super::TicketRefusal::NotYourDepartment`], [`Common::NotAllowed`] for 责任人 without that right, [`Common`]
/// naming the field, `not_found`.
pub fn print(tx: &mut Tx<'_>, input: &PrintEvidence) -> Result<EvidenceGranted> {
    let op = tx.begin(Op::PrintEvidence)?;
    let case = rows::case(tx.db(), input.ticket)?;
    rules::may_work(tx.session(), &case)?;
    if input.responsible && !rules::sees_responsible(tx.session(), &case.facts) {
        return Err(Common::NotAllowed { operation: Op::PrintEvidence.word() }.into());
    }
    let why = text::optional("reason", &input.full_name_because, text::LINE_MAX)?;
    let granted = EvidenceGranted { ticket: case.facts.id, full_name: !why.is_empty(), responsible: input.responsible };
    record_facts(tx, op, Change::noted(case.facts.id, &(&granted, &why))?, &case.facts)?;
    Ok(granted)
}

/// Returns what goes to paper, to the holder of a print that was remembered.
///
/// Errors: [`Common::NotFound`].
pub fn printed(db: &Db, session: &Session, remembered: &Done<EvidenceGranted>) -> Result<Evidence> {
    let granted = remembered.value.clone();
    let mut ticket = reads::show(db, session, granted.ticket)?;
    if !granted.full_name {
        ticket.guest_name = about::masked(&ticket.guest_name);
    }
    if !granted.responsible {
        reads::hide_in_steps(&mut ticket.steps);
    }
    let attachments = attachments::of_ticket(db, session, granted.ticket)?;
    Ok(Evidence { ticket, attachments, head: db.head()?, granted })
}
