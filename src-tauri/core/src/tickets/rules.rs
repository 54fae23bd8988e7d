//! What may follow what: pure decisions over one ticket as it stands.

mod giving;
mod refusal;
mod standing;

pub(crate) use giving::{approve, gift_of, propose};
pub use refusal::TicketRefusal;
use standing::{has, steps_needed};
pub(crate) use standing::{missing, next_step, settled};

use super::{
    OpenTicket, RemedyFacts, TicketAnswer, TicketFacts, clocks,
    kinds::{Severity, TicketKind, TicketState},
    limits::{Limit, Used},
    problems::problem,
    reopening::Stood,
    steps::{Check, LAST_STEP, StepBody},
    timing::ClockRules,
};
use crate::{
    audit::permission::{Grant, Permission, grant},
    base::{
        error::Common,
        ids::{GuestId, RemedyId, StayId, TicketId, UserId},
        role::{Role, Session},
        text::{LINE_MAX, NAME_MAX, NOTE_MAX, optional, required},
        time::{BusinessDate, HotelClock, Instant},
    },
};

/// The most remedies one ticket carries.
pub const REMEDIES_MAX: usize = 50;
/// The most step rows one ticket carries, amendments included.
pub const STEPS_MAX: usize = 200;

/// A rule's answer: what it made, or a refusal of this module or a common one.
type Ruled<T> = crate::base::error::Result<T>;

/// One ticket as its rows say it: steps and remedies in the order they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    pub facts: TicketFacts,
    pub steps: Vec<StepBody>,
    pub remedies: Vec<RemedyFacts>,
    /// What stood when it last came back; none where it never did.
    pub stood: Option<Stood>,
    /// An answer in writing is owed to a body outside the house.
    pub owed_outside: bool,
}

/// Who acts, when, where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    pub by: UserId,
    pub at: Instant,
    pub date: BusinessDate,
    pub clock: HotelClock,
    pub digits: u32,
}

/// Where a complaint happened and to whom, as found in the stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub guest: Option<GuestId>,
    pub about_guest: Option<GuestId>,
    pub stay: Option<StayId>,
    pub room_no: String,
    pub complainant: String,
}

/// What somebody who gives may give and has given before.
#[derive(Debug, Clone)]
pub(crate) struct Purse {
    pub limit: Limit,
    pub used: Used,
}

/// Who proposes: what they may give, and the ids for what is new.
#[derive(Debug, Clone)]
pub(crate) struct Author {
    pub purse: Purse,
    pub ids: Vec<RemedyId>,
}

/// Returns the new ticket with its clocks and step ①.
pub(crate) fn open(
    id: TicketId,
    number: String,
    place: Place,
    input: &OpenTicket,
    promises: &ClockRules,
    act: &Act,
) -> Ruled<Case> {
    let problem = problem(input.problem);
    let complaint = input.kind == TicketKind::Complaint;
    if place.about_guest.is_some() && (!complaint || place.about_guest == place.guest) {
        return Err(Common::BadValue { field: "about" }.into());
    }
    // How bad it is and how the guest feels are said of complaints only.
    let severity = if complaint { input.severity.unwrap_or(problem.severity) } else { Severity::Normal };
    let department = input.department.unwrap_or(problem.department);
    let dues = promises.dues(severity, department, &act.clock, act.at);
    let words = required("words", &input.words, NOTE_MAX)?;
    let record = StepBody::Record { complainant: place.complainant, about: String::new(), demand: words.clone() };
    let facts = TicketFacts {
        id,
        number,
        kind: input.kind,
        guest: place.guest,
        about_guest: place.about_guest,
        stay: place.stay,
        room_no: place.room_no,
        problem: input.problem,
        area: input.area.unwrap_or(problem.area),
        touchpoint: input.touchpoint.unwrap_or(problem.touchpoint),
        severity,
        mood: input.mood.filter(|_| complaint),
        words,
        state: TicketState::AwaitingAnswer,
        department,
        owner: None,
        opened_by: act.by,
        opened_at_ms: act.at,
        business_date: act.date,
        // Of what is no complaint only the reply is promised.
        answer_due_ms: if complaint { dues.answer } else { dues.solve },
        start_due_ms: if complaint { dues.start } else { dues.solve },
        solve_due_ms: dues.solve,
        answered_at_ms: None,
        started_at_ms: None,
        apologised_at_ms: None,
        solved_at_ms: None,
        callback_due_ms: None,
        closed_at_ms: None,
        closed_by: None,
    };
    Ok(Case { facts, steps: vec![record], remedies: Vec::new(), stood: None, owed_outside: false })
}

/// Returns nothing where `session` may work on this ticket: a department head only on their department's or their own.
pub(crate) fn may_work(session: &Session, case: &Case) -> Result<(), TicketRefusal> {
    let own = case.facts.department == session.department || case.facts.owner == Some(session.user);
    if session.role == Role::DepartmentHead && !own { Err(TicketRefusal::NotYourDepartment) } else { Ok(()) }
}

/// Returns whether `session` may read this ticket: a department head sees their department's, their own, and what they took.
pub(crate) fn may_see(session: &Session, facts: &TicketFacts) -> bool {
    session.role != Role::DepartmentHead
        || facts.department == session.department
        || facts.owner == Some(session.user)
        || facts.opened_by == session.user
}

/// Returns whether `session` may see who is held responsible on this ticket.
pub(crate) fn sees_responsible(session: &Session, facts: &TicketFacts) -> bool {
    match grant(Permission::SeeResponsible, session.role) {
        Grant::Full => true,
        Grant::Limited | Grant::Own => facts.department == session.department,
        Grant::OperationsOnly | Grant::None => false,
    }
}

/// Returns the ticket with 已致歉 and, where it was the first answer, that.
pub(crate) fn apologise(mut case: Case, at: Instant) -> Result<Case, TicketRefusal> {
    must_be_open(&case)?;
    must_be_complaint(&case)?;
    if case.facts.apologised_at_ms.is_some() {
        return Err(TicketRefusal::AlreadyApologised);
    }
    case.facts.apologised_at_ms = Some(at);
    case.facts.answered_at_ms.get_or_insert(at);
    Ok(settled(case))
}

/// Returns the step with its texts as the file keeps them.
pub(crate) fn checked(body: &StepBody) -> Ruled<StepBody> {
    let mut body = body.clone();
    match &mut body {
        StepBody::Record { complainant, about, demand } => {
            *complainant = optional("complainant", complainant, NAME_MAX)?;
            *about = optional("about", about, LINE_MAX)?;
            *demand = required("demand", demand, NOTE_MAX)?;
        }
        StepBody::Judge { why, .. } => *why = required("why", why, NOTE_MAX)?,
        StepBody::Assign { .. } => {}
        StepBody::Analyse { happened, responsible, .. } => {
            *happened = required("happened", happened, NOTE_MAX)?;
            *responsible = optional("responsible", responsible, NAME_MAX)?;
        }
        StepBody::Propose { words, remedies, .. } => {
            *words = if remedies.is_empty() { required("words", words, NOTE_MAX)? } else { optional("words", words, NOTE_MAX)? };
            for remedy in remedies {
                remedy.words = optional("remedy", &remedy.words, LINE_MAX)?;
            }
        }
        StepBody::Approve { words, .. } => *words = required("words", words, LINE_MAX)?,
        StepBody::CarryOut { responsible_handled, guest_told, feedback, callback_at_ms } => {
            let nothing = responsible_handled.is_none() && guest_told.is_none() && feedback.is_none() && callback_at_ms.is_none();
            if nothing {
                return Err(Common::Empty { field: "check" }.into());
            }
            check_words("responsible_handled", responsible_handled.as_ref(), WordsOf::Optional)?;
            check_words("guest_told", guest_told.as_ref(), WordsOf::Optional)?;
            check_words("feedback", feedback.as_ref(), WordsOf::Required)?;
        }
    }
    Ok(body)
}

/// Whether a check that is done needs words: feedback is nothing without them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WordsOf {
    Required,
    Optional,
}

fn check_words(field: &'static str, check: Option<&Check>, needed: WordsOf) -> Result<(), Common> {
    match check {
        Some(Check::Done { words }) if needed == WordsOf::Optional => optional(field, words, NOTE_MAX).map(drop),
        Some(Check::Done { words }) => required(field, words, NOTE_MAX).map(drop),
        Some(Check::Waived { reason }) => required("reason", reason, LINE_MAX).map(drop),
        None => Ok(()),
    }
}

/// Returns the ticket with one of the steps that carry no money.
pub(crate) fn simple_step(mut case: Case, body: StepBody, act: &Act) -> Ruled<Case> {
    may_follow(&case, body.number())?;
    match &body {
        StepBody::Assign { department, owner } => {
            case.facts.department = *department;
            case.facts.owner = Some(*owner);
            call_back(&mut case, None, act);
        }
        StepBody::CarryOut { responsible_handled, guest_told, feedback, callback_at_ms } => {
            if responsible_handled.is_some() || feedback.is_some() || callback_at_ms.is_some() {
                must_be_complaint(&case)?;
            }
            if guest_told.is_some() {
                case.facts.solved_at_ms.get_or_insert(act.at);
                call_back(&mut case, *callback_at_ms, act);
            }
            // A time that stands may have passed while the step is amended; a new one is said about the future.
            if callback_at_ms.is_some_and(|due| due <= act.at && case.facts.callback_due_ms != Some(due)) {
                return Err(Common::BadValue { field: "callback" }.into());
            }
            case.facts.callback_due_ms = callback_at_ms.or(case.facts.callback_due_ms);
        }
        StepBody::Record { .. }
        | StepBody::Judge { .. }
        | StepBody::Analyse { .. }
        | StepBody::Propose { .. }
        | StepBody::Approve { .. } => {}
    }
    Ok(settled(with_step(case, body, act)))
}

/// A guest who complained is called back the next morning, where no other time is said.
fn call_back(case: &mut Case, at: Option<Instant>, act: &Act) {
    if case.facts.kind == TicketKind::Complaint {
        let morning = clocks::callback_due(&act.clock, act.date, act.at);
        case.facts.callback_due_ms.get_or_insert(at.unwrap_or(morning));
    }
}

/// Returns the ticket as one of another kind; what its promises are follows from that.
pub(crate) fn of_kind(mut case: Case, kind: TicketKind, promises: &ClockRules, act: &Act) -> Ruled<Case> {
    must_be_open(&case)?;
    if case.facts.kind == kind || (kind != TicketKind::Complaint && case.facts.about_guest.is_some()) {
        return Err(Common::BadValue { field: "kind" }.into());
    }
    let worked = case.stood.is_some() || case.steps.iter().any(|step| !matches!(step.number(), 1 | 3));
    let complaint = kind == TicketKind::Complaint;
    if worked && (complaint || case.facts.kind == TicketKind::Complaint) {
        return Err(TicketRefusal::WorkedOn.into());
    }
    let facts = &mut case.facts;
    facts.kind = kind;
    facts.severity = if complaint { problem(facts.problem).severity } else { Severity::Normal };
    let dues = promises.dues(facts.severity, facts.department, &act.clock, act.at);
    facts.solve_due_ms = dues.solve;
    (facts.answer_due_ms, facts.start_due_ms) = if complaint { (dues.answer, dues.start) } else { (dues.solve, dues.solve) };
    if !complaint {
        (facts.callback_due_ms, facts.mood) = (None, None);
    }
    Ok(settled(case))
}

/// Returns the ticket closed.
pub(crate) fn close(mut case: Case, act: &Act) -> Result<Case, TicketRefusal> {
    must_be_open(&case)?;
    let missing = missing(&case);
    if !missing.is_empty() {
        return Err(TicketRefusal::StillMissing(missing));
    }
    case.facts.closed_at_ms = Some(act.at);
    case.facts.closed_by = Some(act.by);
    Ok(settled(case))
}

/// Returns what a write on this ticket answers.
pub(crate) fn answer(case: &Case) -> TicketAnswer {
    TicketAnswer { ticket_id: case.facts.id, number: case.facts.number.clone(), state: case.facts.state, missing: missing(case) }
}

fn must_be_open(case: &Case) -> Result<(), TicketRefusal> {
    if case.facts.closed_at_ms.is_some() { Err(TicketRefusal::Closed) } else { Ok(()) }
}

/// Refuses what only a complaint takes: judgement, cause, plan, 批示, clocks that stand still.
pub(crate) fn must_be_complaint(case: &Case) -> Result<(), TicketRefusal> {
    if case.facts.kind == TicketKind::Complaint { Ok(()) } else { Err(TicketRefusal::NotAComplaint) }
}

fn may_follow(case: &Case, step: u8) -> Result<(), TicketRefusal> {
    must_be_open(case)?;
    if !matches!(step, 1 | 3 | LAST_STEP) {
        must_be_complaint(case)?;
    }
    if case.steps.len() >= STEPS_MAX {
        return Err(TicketRefusal::TicketFull);
    }
    match steps_needed(case, step).find(|needed| !has(case, *needed)) {
        Some(missing) => Err(TicketRefusal::TooEarly { step, missing }),
        None => Ok(()),
    }
}

/// Whatever follows the record is an answer; whatever follows the judgement is work.
fn with_step(mut case: Case, body: StepBody, act: &Act) -> Case {
    if body.number() >= 2 {
        case.facts.answered_at_ms.get_or_insert(act.at);
    }
    if body.number() >= 3 {
        case.facts.started_at_ms.get_or_insert(act.at);
    }
    case.steps.push(body);
    case
}
