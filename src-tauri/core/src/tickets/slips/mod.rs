//! 出纳单: what the cashier takes off a bill or pays out, on paper. Lobby never touches the folio.
//!
//! Owns `ticket_slips`, `ticket_slip_lines`. A remedy stands on one slip at most, so that nothing is paid twice; what stands
//! on a slip is no longer taken back. Absent on purpose: points, which no cashier pays.

pub(crate) mod rows;

use serde::Serialize;

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{RemedyId, SlipId, TicketId},
        money::Minor,
        points::Points,
        role::Session,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx, numbers},
    tickets::{
        ProblemCode, StepBody, TicketRefusal,
        kinds::{Remedy, RemedyState},
        rows as ticket_rows, rules,
    },
};

/// One slip as it is printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Slip {
    /// Id.
    pub id: SlipId,
    /// What people read out: `C-A0118`; the letter is the desk's.
    pub number: String,
    /// Under which ticket.
    pub ticket_number: String,
    /// The guest's room; empty where none.
    pub room_no: String,
    /// The guest's name; empty where there is none.
    pub guest_name: String,
    /// What it was about.
    pub problem: ProblemCode,
    /// Who wrote the slip.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// What is given, in the order it was proposed.
    pub lines: Vec<SlipLine>,
    /// All of it, minor units.
    pub total_minor: Minor,
}

/// One remedy on a slip.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SlipLine {
    /// Which remedy.
    pub id: RemedyId,
    /// What is given.
    pub remedy: Remedy,
    /// In words.
    pub words: String,
    /// Minor units.
    pub amount_minor: Minor,
    /// Who gave it on their own authority, or asked for it.
    pub proposed_by_name: String,
    /// Who approved; empty where it was inside the limits.
    pub decided_by_name: String,
    /// When it was approved.
    pub decided_at_ms: Option<Instant>,
    /// 批示原话.
    pub decision: String,
    /// The approval came by phone.
    pub by_phone: bool,
}

/// Writes a slip of everything under `ticket` that stands, costs money and is on no slip yet.
///
/// Errors: [`TicketRefusal::NothingForCashier`], [`TicketRefusal::NotYourDepartment`], `not_found`.
pub fn write_slip(tx: &mut Tx<'_>, ticket: TicketId) -> Result<SlipId> {
    let op = tx.begin(Op::WriteSlip)?;
    let case = ticket_rows::case(tx.db(), ticket)?;
    rules::may_work(tx.session(), &case)?;
    let written = rows::on_slips(tx.db(), ticket)?;
    let due: Vec<RemedyId> = case
        .remedies
        .iter()
        .filter(|remedy| {
            let stands = matches!(remedy.state, RemedyState::WithinLimit | RemedyState::Approved);
            stands && remedy.points == Points::ZERO && remedy.amount_minor > Minor::ZERO && !written.contains(&remedy.id)
        })
        .map(|remedy| remedy.id)
        .collect();
    if due.is_empty() {
        return Err(TicketRefusal::NothingForCashier.into());
    }
    let letter = tx.hotel().desk_letter;
    let count = numbers::next_number(tx, &format!("C-{letter}"))?;
    let id: SlipId = tx.new_id();
    let number = format!("C-{letter}{count:04}");
    rows::insert(tx, id, ticket, &number)?;
    for remedy in &due {
        rows::insert_line(tx, id, *remedy)?;
    }
    let change = Change::noted(ticket, &(number, due))?;
    let change = match case.facts.guest {
        Some(guest) => change.about(guest),
        None => change,
    };
    tx.record(op, change)?;
    Ok(id)
}

/// Returns nothing where `body` takes no remedy back that the cashier has on paper.
pub(crate) fn none_taken_back(db: &Db, case: &rules::Case, body: &StepBody) -> Result<()> {
    let StepBody::Propose { withdraw, .. } = body else { return Ok(()) };
    let written = if withdraw.is_empty() { Vec::new() } else { rows::on_slips(db, case.facts.id)? };
    if withdraw.iter().any(|id| written.contains(id)) { Err(TicketRefusal::RemedySettled.into()) } else { Ok(()) }
}

/// Returns the slips of a ticket that `session` may see, in the order they were written.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn slips(db: &Db, session: &Session, ticket: TicketId) -> Result<Vec<Slip>> {
    let facts = ticket_rows::facts(db, ticket)?;
    if !rules::may_see(session, &facts) {
        return Err(crate::base::error::Common::NotFound { record: "ticket" }.into());
    }
    of_ticket(db, ticket)
}

/// Returns the slips of a ticket with their lines and sums.
pub(crate) fn of_ticket(db: &Db, ticket: TicketId) -> Result<Vec<Slip>> {
    let mut slips = rows::of_ticket(db, ticket)?;
    for slip in &mut slips {
        slip.lines = rows::lines(db, slip.id)?;
        slip.total_minor = slip.lines.iter().fold(Minor::ZERO, |sum, line| sum.plus(line.amount_minor).unwrap_or(sum));
    }
    Ok(slips)
}
