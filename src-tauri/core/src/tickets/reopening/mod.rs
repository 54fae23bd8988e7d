//! A closed complaint comes back, with a reason. What was given stays given; the guest is told and asked anew.
//!
//! Owns `ticket_reopenings`. A reopening is added, never rewritten.

pub(crate) mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{ReopeningId, TicketId, UserId},
        text,
        time::Instant,
    },
    db::Tx,
    tickets::{
        self, TicketAnswer, TicketFacts, TicketKind, TicketRefusal, clocks, joining, record_facts,
        rules::{self, Act, Case},
        timing::{self, ClockRules},
    },
};

/// A closed ticket that is to be worked on again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReopenTicket {
    /// Which ticket.
    pub ticket: TicketId,
    /// Why.
    pub reason: String,
}

/// One return of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Reopening {
    /// Id.
    pub id: ReopeningId,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
    /// When the guest had learnt the outcome; none where they never did.
    pub solved_at_ms: Option<Instant>,
    /// When it had been closed.
    pub closed_at_ms: Instant,
    /// Who had closed it.
    pub closed_by_name: String,
    /// Step rows that stood then.
    pub steps: u32,
    /// Remedies that stood then: settled, and their points posted.
    pub remedies: u32,
    /// Standstills that lay behind it then.
    pub pauses: u32,
}

/// How much of a ticket stood when it last came back: those remedies are settled and paid, those steps told the guest of an
/// outcome that did not last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stood {
    pub steps: usize,
    pub remedies: usize,
    pub at: Instant,
}

/// What history keeps: the facts, and why.
#[derive(Serialize)]
struct Image<'r> {
    #[serde(flatten)]
    facts: &'r TicketFacts,
    reopened_because: &'r str,
}

/// Opens a closed ticket again. What stood under it stays: steps, remedies, posted points. 通知客户 and 收集反馈 are asked
/// anew, 解决 and 回访 run anew.
///
/// Errors: [`tickets::TicketRefusal::NotClosed`], [`tickets::TicketRefusal::NotYourDepartment`],
/// [`crate::base::error::Common`] naming the field, `not_found`.
pub fn reopen(tx: &mut Tx<'_>, input: &ReopenTicket) -> Result<TicketAnswer> {
    let op = tx.begin(Op::ReopenTicket)?;
    let before = tickets::rows::case(tx.db(), input.ticket)?;
    rules::may_work(tx.session(), &before)?;
    joining::counts_itself(tx.db(), input.ticket)?;
    let reason = text::required("reason", &input.reason, text::LINE_MAX)?;
    let promises = timing::clock_rules(tx.db())?.rules;
    let after = came_back(before.clone(), &promises, &tickets::act(tx))?;
    let pauses = timing::pauses(tx.db(), input.ticket)?.len();
    let id: ReopeningId = tx.new_id();
    rows::insert(tx, id, &before, &reason, pauses)?;
    tickets::rows::put(tx, Some(&before), &after)?;
    let old = Image { facts: &before.facts, reopened_because: "" };
    let new = Image { facts: &after.facts, reopened_because: &reason };
    record_facts(tx, op, Change::updated(after.facts.id, &old, &new)?, &after.facts)?;
    Ok(rules::answer(&after))
}

/// Returns a closed ticket open again: the outcome did not last, so the guest is told and asked anew. What was given under it
/// stays given and counted.
pub(crate) fn came_back(mut case: Case, promises: &ClockRules, act: &Act) -> Result<Case, TicketRefusal> {
    if case.facts.closed_at_ms.is_none() {
        return Err(TicketRefusal::NotClosed);
    }
    case.stood = Some(Stood { steps: case.steps.len(), remedies: case.remedies.len(), at: act.at });
    let dues = promises.dues(case.facts.severity, case.facts.department, &act.clock, act.at);
    case.facts.solve_due_ms = dues.solve;
    let complaint = case.facts.kind == TicketKind::Complaint;
    case.facts.callback_due_ms = complaint.then(|| clocks::callback_due(&act.clock, act.date, act.at));
    (case.facts.closed_at_ms, case.facts.closed_by, case.facts.solved_at_ms) = (None, None, None);
    Ok(rules::settled(case))
}

/// Returns how much of a ticket stood when it last came back; none where it never did.
pub(crate) fn stood(reopenings: &[Reopening]) -> Option<Stood> {
    let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    let stood = |last: &Reopening| Stood { steps: count(last.steps), remedies: count(last.remedies), at: last.at_ms };
    reopenings.last().map(stood)
}
