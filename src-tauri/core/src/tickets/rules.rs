//! What may follow what: pure decisions over one ticket as it stands.

use super::{
    OpenTicket, RemedyFacts, TicketAnswer, TicketFacts, clocks,
    kinds::{Above, Decision, Finding, Missing, Remedy, RemedyState, TicketState},
    limits::{Counted, Gift, Limit, Used, above, cost_of},
    problems::problem,
    reopening::Stood,
    steps::{Check, LAST_STEP, NewRemedy, StepBody},
    timing::ClockRules,
};
use crate::{
    audit::permission::{Grant, Permission, grant},
    base::{
        error::{Common, Refusal},
        ids::{GuestId, RemedyId, StayId, TicketId, UserId},
        money::Minor,
        points::Points,
        role::{Role, Session},
        text::{LINE_MAX, NAME_MAX, NOTE_MAX, optional, required},
        time::{BusinessDate, HotelClock, Instant},
    },
};

/// The most remedies one ticket carries.
pub const REMEDIES_MAX: usize = 50;
/// The most step rows one ticket carries, amendments included.
pub const STEPS_MAX: usize = 200;

/// Why a ticket does not take what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketRefusal {
    /// It is closed; only notes are taken.
    Closed,
    /// It is not closed: there is nothing to open again.
    NotClosed,
    /// A step before this one is not recorded.
    TooEarly {
        /// The step that was given, 1 to 7.
        step: u8,
        /// The first that lacks.
        missing: Missing,
    },
    /// It cannot be closed yet.
    StillMissing(Vec<Missing>),
    /// Nobody decides on what they proposed themselves.
    OwnRequest,
    /// No remedy waits for 批示.
    NothingAwaiting,
    /// The remedy is decided, given or taken back already.
    RemedySettled,
    /// The decision goes above the limits of the person who decides.
    AboveOwnLimit {
        /// Which limit.
        limit: Above,
    },
    /// A department head works on their own department's tickets.
    NotYourDepartment,
    /// 已致歉 stands there already.
    AlreadyApologised,
    /// Its clocks stand still already.
    PausedAlready,
    /// Its clocks run.
    NotPaused,
    /// Points were proposed for somebody who is no member.
    NotAMember,
    /// More steps or remedies than one ticket carries.
    TicketFull,
    /// Nothing that stands and costs money is not on a slip yet.
    NothingForCashier,
}

impl Refusal for TicketRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Closed => "ticket_closed",
            Self::NotClosed => "ticket_not_closed",
            Self::TooEarly { .. } => "step_too_early",
            Self::StillMissing(_) => "still_missing",
            Self::OwnRequest => "own_request",
            Self::NothingAwaiting => "nothing_awaiting",
            Self::RemedySettled => "remedy_settled",
            Self::AboveOwnLimit { .. } => "above_own_limit",
            Self::NotYourDepartment => "not_your_department",
            Self::AlreadyApologised => "already_apologised",
            Self::PausedAlready => "paused_already",
            Self::NotPaused => "not_paused",
            Self::NotAMember => "not_a_member",
            Self::TicketFull => "ticket_full",
            Self::NothingForCashier => "nothing_for_cashier",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooEarly { step, missing } => vec![("step", step.to_string()), ("missing", missing.to_string())],
            Self::StillMissing(missing) => {
                let words: Vec<&str> = missing.iter().map(|missing| missing.word()).collect();
                vec![("missing", words.join(",")), ("count", missing.len().to_string())]
            }
            Self::AboveOwnLimit { limit } => vec![("limit", limit.to_string())],
            Self::Closed
            | Self::NotClosed
            | Self::OwnRequest
            | Self::NothingAwaiting
            | Self::RemedySettled
            | Self::NotYourDepartment
            | Self::AlreadyApologised
            | Self::PausedAlready
            | Self::NotPaused
            | Self::NotAMember
            | Self::TicketFull
            | Self::NothingForCashier => Vec::new(),
        }
    }
}

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
    let severity = input.severity.unwrap_or(problem.severity);
    let department = input.department.unwrap_or(problem.department);
    let dues = promises.dues(severity, department, &act.clock, act.at);
    let words = required("words", &input.words, NOTE_MAX)?;
    let record = StepBody::Record { complainant: place.complainant, about: String::new(), demand: words.clone() };
    let facts = TicketFacts {
        id,
        number,
        guest: place.guest,
        stay: place.stay,
        room_no: place.room_no,
        problem: input.problem,
        area: input.area.unwrap_or(problem.area),
        touchpoint: input.touchpoint.unwrap_or(problem.touchpoint),
        severity,
        mood: input.mood,
        words,
        state: TicketState::AwaitingAnswer,
        department,
        owner: None,
        opened_by: act.by,
        opened_at_ms: act.at,
        business_date: act.date,
        answer_due_ms: dues.answer,
        start_due_ms: dues.start,
        solve_due_ms: dues.solve,
        answered_at_ms: None,
        started_at_ms: None,
        apologised_at_ms: None,
        solved_at_ms: None,
        callback_due_ms: None,
        closed_at_ms: None,
        closed_by: None,
    };
    Ok(Case { facts, steps: vec![record], remedies: Vec::new(), stood: None })
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
pub(crate) fn simple_step(mut case: Case, body: StepBody, act: &Act) -> Result<Case, TicketRefusal> {
    may_follow(&case, body.number())?;
    match &body {
        StepBody::Assign { department, owner } => {
            case.facts.department = *department;
            case.facts.owner = Some(*owner);
            case.facts.callback_due_ms.get_or_insert(clocks::callback_due(&act.clock, act.date, act.at));
        }
        StepBody::CarryOut { guest_told, callback_at_ms, .. } => {
            if guest_told.is_some() {
                case.facts.solved_at_ms.get_or_insert(act.at);
                case.facts.callback_due_ms.get_or_insert(clocks::callback_due(&act.clock, act.date, act.at));
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

/// Returns the ticket with step ⑤: each remedy stands at once where the author's limits hold it, else it waits.
pub(crate) fn propose(mut case: Case, body: StepBody, author: Author, member: bool, act: &Act) -> Ruled<Case> {
    may_follow(&case, body.number())?;
    let StepBody::Propose { ref remedies, ref withdraw, .. } = body else {
        return Err(Common::BadValue { field: "step" }.into());
    };
    if case.remedies.len() + remedies.len() > REMEDIES_MAX {
        return Err(TicketRefusal::TicketFull.into());
    }
    let Author { mut purse, ids } = author;
    for id in withdraw {
        purse.used = taken_back(&mut case, *id, purse.used, act)?;
    }
    for (new, id) in remedies.iter().zip(ids) {
        let remedy = proposed(id, new, &purse, member, act)?;
        if remedy.state == RemedyState::WithinLimit {
            purse.used = purse.used.and(gift_of(&remedy));
        }
        case.remedies.push(remedy);
    }
    Ok(settled(with_step(case, body, act)))
}

/// Returns the ticket with step ⑥: what waited is decided by somebody who did not propose it and may.
pub(crate) fn approve(mut case: Case, body: StepBody, grant: Grant, purse: Purse, act: &Act) -> Ruled<Case> {
    may_follow(&case, body.number())?;
    let StepBody::Approve { ref remedies, decision, ref words } = body else {
        return Err(Common::BadValue { field: "step" }.into());
    };
    let chosen = chosen(&case, remedies)?;
    let Purse { limit, mut used } = purse;
    for remedy in case.remedies.iter_mut().filter(|remedy| chosen.contains(&remedy.id)) {
        if remedy.proposed_by == act.by {
            return Err(TicketRefusal::OwnRequest.into());
        }
        if decision == Decision::Approved && grant != Grant::Full {
            if let Some(limit) = above(&limit, &used, gift_of(remedy)) {
                return Err(TicketRefusal::AboveOwnLimit { limit }.into());
            }
            used = used.and(gift_of(remedy));
        }
        remedy.state = match decision {
            Decision::Approved => RemedyState::Approved,
            Decision::Refused => RemedyState::Refused,
        };
        remedy.decided_by = Some(act.by);
        remedy.decided_at_ms = Some(act.at);
        remedy.decision = words.clone();
    }
    let body = StepBody::Approve { remedies: chosen, decision, words: words.clone() };
    Ok(settled(with_step(case, body, act)))
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

/// Returns what a ticket lacks before it can be closed, in the order of the steps.
///
/// 不成立 needs no department, cause or plan, but the guest is told all the same. Source: catalogue T6, T11.
pub(crate) fn missing(case: &Case) -> Vec<Missing> {
    if case.facts.closed_at_ms.is_some() {
        return Vec::new();
    }
    let mut missing: Vec<Missing> = steps_needed(case, LAST_STEP).filter(|needed| !has(case, *needed)).collect();
    let checks: &[Missing] = if unfounded(case) {
        &[Missing::GuestTold]
    } else {
        &[Missing::ResponsibleHandled, Missing::GuestTold, Missing::Feedback]
    };
    missing.extend(checks.iter().filter(|check| !has(case, **check)));
    missing
}

/// Returns what a write on this ticket answers.
pub(crate) fn answer(case: &Case) -> TicketAnswer {
    TicketAnswer { ticket_id: case.facts.id, number: case.facts.number.clone(), state: case.facts.state, missing: missing(case) }
}

/// Returns the step that is next on a ticket, 1 to 7; none where it is closed or only its closing is left.
pub(crate) fn next_step(case: &Case) -> Option<u8> {
    missing(case).first().map(|missing| match missing {
        Missing::Record => 1,
        Missing::Judge => 2,
        Missing::Assign => 3,
        Missing::Analyse => 4,
        Missing::Propose => 5,
        Missing::Approve => 6,
        Missing::ResponsibleHandled | Missing::GuestTold | Missing::Feedback => LAST_STEP,
    })
}

/// Returns the steps that must stand before `step`, ⑥ only where a remedy waits.
fn steps_needed(case: &Case, step: u8) -> impl Iterator<Item = Missing> {
    const ORDER: [Missing; 5] = [Missing::Record, Missing::Judge, Missing::Assign, Missing::Analyse, Missing::Propose];
    let of_the_plan = if step == LAST_STEP && unfounded(case) { 2 } else { usize::from(step.min(6)) - 1 };
    let approval = (step == LAST_STEP).then_some(Missing::Approve);
    ORDER.into_iter().take(of_the_plan).chain(approval)
}

fn has(case: &Case, needed: Missing) -> bool {
    let recorded = |number: u8| case.steps.iter().any(|step| step.number() == number);
    match needed {
        Missing::Record => recorded(1),
        Missing::Judge => recorded(2),
        Missing::Assign => recorded(3),
        Missing::Analyse => recorded(4),
        Missing::Propose => recorded(5),
        Missing::Approve => !case.remedies.iter().any(|remedy| remedy.state == RemedyState::Awaiting),
        Missing::ResponsibleHandled => case.steps.iter().any(|step| holds(step, needed)),
        Missing::GuestTold | Missing::Feedback => since_it_came_back(case).any(|step| holds(step, needed)),
    }
}

fn since_it_came_back(case: &Case) -> impl Iterator<Item = &StepBody> {
    case.steps.iter().skip(case.stood.map_or(0, |stood| stood.steps))
}

fn holds(step: &StepBody, check: Missing) -> bool {
    match (step, check) {
        (StepBody::CarryOut { responsible_handled, .. }, Missing::ResponsibleHandled) => responsible_handled.is_some(),
        (StepBody::CarryOut { guest_told, .. }, Missing::GuestTold) => guest_told.is_some(),
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
    let told = has(case, Missing::GuestTold) && !has(case, Missing::Feedback);
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

fn must_be_open(case: &Case) -> Result<(), TicketRefusal> {
    if case.facts.closed_at_ms.is_some() { Err(TicketRefusal::Closed) } else { Ok(()) }
}

fn may_follow(case: &Case, step: u8) -> Result<(), TicketRefusal> {
    must_be_open(case)?;
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

fn taken_back(case: &mut Case, id: RemedyId, used: Used, act: &Act) -> Result<Used, TicketRefusal> {
    let place = case.remedies.iter().position(|remedy| remedy.id == id).ok_or(TicketRefusal::RemedySettled)?;
    let told = case.facts.solved_at_ms.is_some() || case.stood.is_some_and(|stood| place < stood.remedies);
    let remedy = &mut case.remedies[place];
    let counted = remedy.state == RemedyState::WithinLimit;
    // What the guest was told of is given: taking it back quietly would break the house's word.
    if remedy.proposed_by != act.by || !(remedy.state == RemedyState::Awaiting || (counted && !told)) {
        return Err(TicketRefusal::RemedySettled);
    }
    remedy.state = RemedyState::Withdrawn;
    let counts =
        Counted { month: remedy.business_date.month() == act.date.month(), year: remedy.business_date.year() == act.date.year() };
    Ok(if counted { used.without(gift_of(remedy), counts) } else { used })
}

/// Returns a remedy as the limits look at it.
pub(crate) fn gift_of(remedy: &RemedyFacts) -> Gift {
    Gift { remedy: remedy.remedy, amount: remedy.amount_minor, points: remedy.points }
}

fn proposed(id: RemedyId, new: &NewRemedy, purse: &Purse, member: bool, act: &Act) -> Ruled<RemedyFacts> {
    let amount_minor = amount_of(new, member, act)?;
    let gift = Gift { remedy: new.remedy, amount: amount_minor, points: new.points };
    let above = above(&purse.limit, &purse.used, gift);
    Ok(RemedyFacts {
        id,
        remedy: new.remedy,
        words: new.words.clone(),
        amount_minor,
        points: new.points,
        state: if above.is_some() { RemedyState::Awaiting } else { RemedyState::WithinLimit },
        above,
        proposed_by: act.by,
        proposed_at_ms: act.at,
        business_date: act.date,
        decided_by: None,
        decided_at_ms: None,
        decision: String::new(),
    })
}

/// Returns what a remedy costs the house: a plain sum within the bounds, for points what they cost.
fn amount_of(new: &NewRemedy, member: bool, act: &Act) -> Ruled<Minor> {
    let amount = Minor::new(new.amount_minor.minor()).filter(|amount| *amount >= Minor::ZERO);
    let points = Points::new(new.points.count()).filter(|points| *points >= Points::ZERO);
    let (Some(amount), Some(points)) = (amount, points) else {
        return Err(Common::BadValue { field: "amount" }.into());
    };
    match new.remedy {
        Remedy::Points if points == Points::ZERO => Err(Common::Empty { field: "points" }.into()),
        Remedy::Points if !member => Err(TicketRefusal::NotAMember.into()),
        Remedy::Points => Ok(cost_of(points, act.digits)),
        _ if points != Points::ZERO => Err(Common::BadValue { field: "points" }.into()),
        Remedy::RoomChange | Remedy::Repair | Remedy::Upgrade => Ok(amount),
        _ if amount == Minor::ZERO => Err(Common::Empty { field: "amount" }.into()),
        _ => Ok(amount),
    }
}

fn chosen(case: &Case, named: &[RemedyId]) -> Result<Vec<RemedyId>, TicketRefusal> {
    let awaiting: Vec<RemedyId> =
        case.remedies.iter().filter(|remedy| remedy.state == RemedyState::Awaiting).map(|remedy| remedy.id).collect();
    if awaiting.is_empty() {
        return Err(TicketRefusal::NothingAwaiting);
    }
    if named.iter().any(|id| !awaiting.contains(id)) {
        return Err(TicketRefusal::RemedySettled);
    }
    Ok(if named.is_empty() { awaiting } else { named.to_vec() })
}
