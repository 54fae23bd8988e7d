//! Where a ticket stands and what it lacks: always derived from its steps.

use super::Case;
use crate::tickets::{
    kinds::{Finding, Missing, RemedyState, TicketKind, TicketState},
    steps::{LAST_STEP, StepBody},
};

/// Returns what a ticket lacks before it can be closed, in the order of the steps.
///
/// 不成立 needs no department, cause or plan, but the guest is told all the same; what is no complaint is answered. Source:
/// catalogue T6, T11, K2.
pub(crate) fn missing(case: &Case) -> Vec<Missing> {
    if case.facts.closed_at_ms.is_some() {
        return Vec::new();
    }
    if case.facts.kind != TicketKind::Complaint {
        return [Missing::Record, Missing::Reply, Missing::Outside].into_iter().filter(|needed| !has(case, *needed)).collect();
    }
    let mut missing: Vec<Missing> = steps_needed(case, LAST_STEP).filter(|needed| !has(case, *needed)).collect();
    let checks: &[Missing] = if unfounded(case) {
        &[Missing::GuestTold]
    } else {
        &[Missing::ResponsibleHandled, Missing::GuestTold, Missing::Feedback]
    };
    missing.extend(checks.iter().chain([&Missing::Outside]).filter(|check| !has(case, **check)));
    missing
}

/// Returns the step that is next on a ticket, 1 to 7; none where it is closed or only its closing is left.
pub(crate) fn next_step(case: &Case) -> Option<u8> {
    missing(case).first().and_then(|missing| match missing {
        Missing::Record => Some(1),
        Missing::Judge => Some(2),
        Missing::Assign => Some(3),
        Missing::Analyse => Some(4),
        Missing::Propose => Some(5),
        Missing::Approve => Some(6),
        Missing::ResponsibleHandled | Missing::GuestTold | Missing::Feedback | Missing::Reply => Some(LAST_STEP),
        // It is no step: the ticket waits for it with all seven done.
        Missing::Outside => None,
    })
}

/// Returns the steps that must stand before `step`, ⑥ only where a remedy waits.
pub(super) fn steps_needed(case: &Case, step: u8) -> impl Iterator<Item = Missing> {
    const ORDER: [Missing; 5] = [Missing::Record, Missing::Judge, Missing::Assign, Missing::Analyse, Missing::Propose];
    let of_the_plan = if step == LAST_STEP && unfounded(case) { 2 } else { usize::from(step.min(6)) - 1 };
    if case.facts.kind != TicketKind::Complaint {
        return ORDER.into_iter().take(1).chain(None);
    }
    let approval = (step == LAST_STEP).then_some(Missing::Approve);
    ORDER.into_iter().take(of_the_plan).chain(approval)
}

pub(super) fn has(case: &Case, needed: Missing) -> bool {
    let recorded = |number: u8| case.steps.iter().any(|step| step.number() == number);
    match needed {
        Missing::Record => recorded(1),
        Missing::Judge => recorded(2),
        Missing::Assign => recorded(3),
        Missing::Analyse => recorded(4),
        Missing::Propose => recorded(5),
        Missing::Approve => !case.remedies.iter().any(|remedy| remedy.state == RemedyState::Awaiting),
        Missing::Outside => !case.owed_outside,
        Missing::ResponsibleHandled => case.steps.iter().any(|step| holds(step, needed)),
        Missing::GuestTold | Missing::Feedback | Missing::Reply => since_it_came_back(case).any(|step| holds(step, needed)),
    }
}

fn since_it_came_back(case: &Case) -> impl Iterator<Item = &StepBody> {
    case.steps.iter().skip(case.stood.map_or(0, |stood| stood.steps))
}

fn holds(step: &StepBody, check: Missing) -> bool {
    match (step, check) {
        (StepBody::CarryOut { responsible_handled, .. }, Missing::ResponsibleHandled) => responsible_handled.is_some(),
        (StepBody::CarryOut { guest_told, .. }, Missing::GuestTold | Missing::Reply) => guest_told.is_some(),
        (StepBody::CarryOut { feedback, .. }, Missing::Feedback) => feedback.is_some(),
        _ => false,
    }
}

/// Returns whether the newest judgement is 不成立: the grounds do not hold.
fn unfounded(case: &Case) -> bool {
    let judged = case.steps.iter().rev().find_map(|step| match step {
        StepBody::Judge { grounds, .. } => Some(*grounds),
        _ => None,
    });
    judged == Some(Finding::No)
}

fn state_of(case: &Case) -> TicketState {
    let complaint = case.facts.kind == TicketKind::Complaint;
    let told = complaint && has(case, Missing::GuestTold) && !has(case, Missing::Feedback);
    match case.facts.closed_at_ms {
        Some(_) if unfounded(case) => TicketState::Unfounded,
        Some(_) => TicketState::Closed,
        None if !has(case, Missing::Approve) => TicketState::AwaitingApproval,
        None if unfounded(case) => TicketState::Unfounded,
        None if told => TicketState::AwaitingCallback,
        None if case.facts.answered_at_ms.is_some() => TicketState::InProgress,
        None => TicketState::AwaitingAnswer,
    }
}

/// Returns the ticket with the state that follows from its steps.
pub(crate) fn settled(mut case: Case) -> Case {
    case.facts.state = state_of(&case);
    case
}
