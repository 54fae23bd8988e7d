//! F3: complaint tickets (投诉): intake, the seven steps, remedies inside delegated limits, closing.
//!
//! Owns `tickets`, `ticket_steps`, `ticket_remedies`, `ticket_notes`, and in
//! [`attachments`], [`authority`], [`joining`], [`phone`], [`reopening`], [`slips`], [`spending`] and [`timing`] what those say. Steps, notes and remedies are appended, never rewritten
//! or deleted. Absent on purpose: posting points (a flow over `loyalty`).

mod about;
pub mod attachments;
pub mod authority;
mod clocks;
pub mod drafts;
pub mod evidence;
pub mod external;
pub mod handing;
pub mod joining;
mod kinds;
mod limits;
mod past;
pub mod phone;
mod problems;
mod reads;
mod rekind;
pub mod reopening;
pub(crate) mod rows;
mod rules;
pub mod slips;
pub mod spending;
mod steps;
pub mod timing;

use serde::{Deserialize, Serialize};

pub use about::AboutGuest;
pub use authority::{Authority, EditLimits, LimitsVersion, authority, edit_limits, limits, limits_history};
pub use clocks::{APPROVAL_MINUTES, CALLBACK_HOUR, Promised, callback_due, promised};
pub use joining::{
    JoinTickets, JoinedTickets, SplitAnswer, SplitTicket, TicketJoin, TicketSplit, UnjoinTickets, join, split, unjoin,
};
pub use kinds::{
    Above, Area, Cause, ClockKind, Decision, Finding, HouseCause, Missing, Mood, Remedy, RemedyState, Severity, TicketKind,
    TicketScope, TicketState, Touchpoint,
};
pub use limits::{LIMITED_ROLES, Limit, Limits, RemedyLimit, RemedyUsed, RoleLimit, SPLIT_DAYS, SPLIT_DAYS_MAX, Used, limit};
pub use past::{Hand, Past, Scene, add_bulk, number, series};
pub use problems::{PROBLEMS, PROBLEMS_SHOWN, Problem, ProblemCode, find_problems, problem};
pub use reads::{
    Clock, DIFFERENT_LISTED_MAX, InboxLine, LINES_MAX, LineAfter, NoteRecord, PointsDue, RemedyRecord, SAME_ROOM_DAYS,
    StepRecord, Ticket, TicketFilter, by_number, differing_dues, every_open, line, list, list_after, missing, numbered, of_guest,
    points_due, points_owed, same_room, show, these, without_responsible,
};
pub use rekind::{RekindTicket, rekind};
pub use reopening::{ReopenTicket, Reopening, reopen};
pub use rules::TicketRefusal;
pub use steps::{Check, LAST_STEP, NewRemedy, StepBody};
pub use timing::{
    ClockRules, ClockVersion, DepartmentHours, EditClocks, Escalated, Hours, PauseReason, PauseRecord, PauseTicket, SpecialDay,
    Stretch, Target, clock_rules, clocks_history, edit_clocks, escalated, pause, pauses, resume, special_days,
};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{GuestId, NoteId, RemedyId, StayId, TicketId, UserId},
        money::Minor,
        points::Points,
        role::Department,
        text,
        time::{BusinessDate, Instant},
    },
    db::{
        Tx,
        merged::{self, MovedKind},
    },
};

/// A ticket's own facts; its steps, remedies and notes stand beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TicketFacts {
    /// Id.
    pub id: TicketId,
    /// What people read out: `TS-20260714-A03`; the letter is the desk's.
    pub number: String,
    /// 投诉, 表扬, 建议 or 意见.
    pub kind: TicketKind,
    /// Whose complaint; none where somebody from outside complains.
    pub guest: Option<GuestId>,
    /// 投诉对象 where it is another guest.
    pub about_guest: Option<GuestId>,
    /// The stay it happened on.
    pub stay: Option<StayId>,
    /// Room, empty where none.
    pub room_no: String,
    /// What it is about; 其他 is a full answer for what is no complaint.
    pub problem: ProblemCode,
    /// 投诉环节.
    pub area: Area,
    /// 接触点.
    pub touchpoint: Touchpoint,
    /// How bad.
    pub severity: Severity,
    /// 投诉类型: guidance only.
    pub mood: Option<Mood>,
    /// What the guest said.
    pub words: String,
    /// Where it stands.
    pub state: TicketState,
    /// 受理部门.
    pub department: Department,
    /// 负责人.
    pub owner: Option<UserId>,
    /// Who took it.
    pub opened_by: UserId,
    /// When.
    pub opened_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// 首次应答 until.
    pub answer_due_ms: Instant,
    /// 启动处理 until.
    pub start_due_ms: Instant,
    /// 解决 until.
    pub solve_due_ms: Instant,
    /// First answer.
    pub answered_at_ms: Option<Instant>,
    /// Work began.
    pub started_at_ms: Option<Instant>,
    /// 已致歉.
    pub apologised_at_ms: Option<Instant>,
    /// The guest knows the outcome.
    pub solved_at_ms: Option<Instant>,
    /// 回访 at.
    pub callback_due_ms: Option<Instant>,
    /// Closed.
    pub closed_at_ms: Option<Instant>,
    /// Who closed it.
    pub closed_by: Option<UserId>,
}

/// One remedy's own facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RemedyFacts {
    /// Id.
    pub id: RemedyId,
    /// What is given.
    pub remedy: Remedy,
    /// In words.
    pub words: String,
    /// Cost to the house, minor units.
    pub amount_minor: Minor,
    /// Points given.
    pub points: Points,
    /// Where it stands.
    pub state: RemedyState,
    /// Which limit it was above when it was proposed.
    pub above: Option<Above>,
    /// Who proposed it.
    pub proposed_by: UserId,
    /// When.
    pub proposed_at_ms: Instant,
    /// The hotel's day of the proposal.
    pub business_date: BusinessDate,
    /// Who decided; never the person who proposed.
    pub decided_by: Option<UserId>,
    /// When.
    pub decided_at_ms: Option<Instant>,
    /// Wording of 批示.
    pub decision: String,
}

/// Whom a complaint comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Subject {
    /// A known guest; the stay in house, or else the last one, is the ticket's.
    Guest {
        /// Who.
        guest: GuestId,
    },
    /// A room; who is in house there is the ticket's guest.
    Room {
        /// Room number.
        room: String,
    },
    /// Somebody who does not stay here.
    Outside {
        /// As they name themselves; empty stays anonymous.
        name: String,
    },
}

/// The five inputs of the intake; what follows from the problem can be said otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "Intake")]
pub struct OpenTicket {
    /// 投诉, 表扬, 建议 or 意见.
    pub kind: TicketKind,
    /// 谁、哪间.
    pub subject: Subject,
    /// 什么问题.
    pub problem: ProblemCode,
    /// 多急; the problem's own where absent.
    pub severity: Option<Severity>,
    /// 客人状态.
    pub mood: Option<Mood>,
    /// 客人的话.
    pub words: String,
    /// 环节, where not the problem's own.
    pub area: Option<Area>,
    /// 接触点, where not the problem's own.
    pub touchpoint: Option<Touchpoint>,
    /// 受理部门, where not the problem's own.
    pub department: Option<Department>,
    /// 投诉对象 where it is another guest.
    pub about: Option<GuestId>,
}

/// One step to be recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StepTicket {
    /// Which ticket.
    pub ticket: TicketId,
    /// What is recorded.
    pub body: StepBody,
}

/// 补一句: a note, which can only be followed by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NoteTicket {
    /// Which ticket.
    pub ticket: TicketId,
    /// The words.
    pub words: String,
}

/// What every write on a ticket answers: nothing of the guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TicketAnswer {
    /// Id.
    pub ticket_id: TicketId,
    /// Number.
    pub number: String,
    /// Where it stands now.
    pub state: TicketState,
    /// What it still lacks before it can be closed.
    pub missing: Vec<Missing>,
}

/// Takes what a guest has to say: number, clocks and step ① at once.
///
/// Errors: [`crate::base::error::Common`] naming the field; `not_found` for a guest that is not there; `not_allowed` for
/// somebody who names another guest and may not read guests.
pub fn open_ticket(tx: &mut Tx<'_>, input: &OpenTicket) -> Result<TicketAnswer> {
    let op = tx.begin(Op::OpenTicket)?;
    let mut place = rows::place(tx.db(), &input.subject)?;
    place.about_guest = about::named(tx, input.about)?;
    let number = rows::next_number(tx)?;
    let promises = clock_rules(tx.db())?.rules;
    let case = rules::open(tx.new_id(), number, place, input, &promises, &act(tx))?;
    rows::put(tx, None, &case)?;
    if let Subject::Guest { guest } = input.subject {
        merged::came_for(tx, guest, MovedKind::Ticket, case.facts.id)?;
    }
    if let Some(about) = input.about {
        merged::came_for(tx, about, MovedKind::TicketAbout, case.facts.id)?;
    }
    if let Some(stay) = case.facts.stay {
        merged::came_with(tx, stay, MovedKind::Ticket, case.facts.id)?;
    }
    remember(tx, op, None, &case)
}

/// Notes that the house apologised (已致歉), which also is the first answer.
///
/// Errors: [`TicketRefusal`], `not_found`.
pub fn apologise(tx: &mut Tx<'_>, ticket: TicketId) -> Result<TicketAnswer> {
    let op = tx.begin(Op::ApologiseTicket)?;
    let before = rows::case(tx.db(), ticket)?;
    rules::may_work(tx.session(), &before)?;
    let after = rules::apologise(before.clone(), tx.at())?;
    rows::put(tx, Some(&before), &after)?;
    remember(tx, op, Some(&before), &after)
}

/// Records one step, or amends it with another row of the same step.
///
/// A step is taken once all before it are there. Remedies inside the author's limits stand at once, what is above waits
/// for step ⑥ by somebody else.
/// Errors: [`TicketRefusal`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn step(tx: &mut Tx<'_>, input: &StepTicket) -> Result<TicketAnswer> {
    let op = tx.begin(input.body.op())?;
    let before = rows::case(tx.db(), input.ticket)?;
    rules::may_work(tx.session(), &before)?;
    let body = rules::checked(&input.body)?;
    slips::none_taken_back(tx.db(), &before, &body)?;
    let after = match body {
        StepBody::Assign { owner, .. } => {
            rows::must_be_active(tx.db(), owner)?;
            rules::simple_step(before.clone(), body, &act(tx))?
        }
        StepBody::Propose { ref remedies, .. } => {
            let ids = remedies.iter().map(|_| tx.new_id()).collect();
            let purse = authority::purse(tx.db(), tx.session(), before.facts.id, tx.business_date())?;
            let may = rules::Author { purse, ids };
            let member = rows::is_member(tx.db(), before.facts.guest)?;
            rules::propose(before.clone(), body, may, member, &act(tx))?
        }
        StepBody::Approve { .. } => {
            let purse = authority::purse(tx.db(), tx.session(), before.facts.id, tx.business_date())?;
            rules::approve(before.clone(), body, op.grant(), purse, &act(tx))?
        }
        StepBody::Record { .. } | StepBody::Judge { .. } | StepBody::Analyse { .. } | StepBody::CarryOut { .. } => {
            rules::simple_step(before.clone(), body, &act(tx))?
        }
    };
    let after = if matches!(input.body, StepBody::Assign { .. }) { reassigned(tx, after)? } else { after };
    rows::put(tx, Some(&before), &after)?;
    timing::end_with(tx, &after.facts)?;
    remember(tx, op, Some(&before), &after)
}

/// Another department works in other hours: the promises that are still open are counted in those.
fn reassigned(tx: &Tx<'_>, mut case: rules::Case) -> Result<rules::Case> {
    case.facts = timing::in_its_hours(tx.db(), case.facts)?;
    Ok(case)
}

/// Appends a note; also on a closed ticket, for what is learnt later.
///
/// Errors: [`TicketRefusal::NotYourDepartment`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn note(tx: &mut Tx<'_>, input: &NoteTicket) -> Result<TicketAnswer> {
    let op = tx.begin(Op::NoteTicket)?;
    let case = rows::case(tx.db(), input.ticket)?;
    rules::may_work(tx.session(), &case)?;
    let words = text::required("words", &input.words, text::NOTE_MAX)?;
    let id: NoteId = tx.new_id();
    rows::insert_note(tx, id, case.facts.id, &words, (tx.session().user, tx.at()))?;
    let change = Change::noted(case.facts.id, &words)?;
    record(tx, op, change, &case)?;
    Ok(rules::answer(&case))
}

/// Closes a ticket on which nothing is missing. The desk closes through [`crate::flows::compensate`], which also posts the
/// points that are owed.
///
/// Errors: [`TicketRefusal::StillMissing`] with the list, [`TicketRefusal`], `not_found`.
pub fn close_ticket(tx: &mut Tx<'_>, ticket: TicketId) -> Result<TicketAnswer> {
    let op = tx.begin(Op::CloseTicket)?;
    let before = rows::case(tx.db(), ticket)?;
    rules::may_work(tx.session(), &before)?;
    let after = rules::close(before.clone(), &act(tx))?;
    rows::put(tx, Some(&before), &after)?;
    timing::end_with(tx, &after.facts)?;
    remember(tx, op, Some(&before), &after)
}

/// What history keeps of a ticket's change: the facts and remedies, and of the steps the one that is new.
#[derive(Serialize)]
struct Image<'c> {
    #[serde(flatten)]
    facts: &'c TicketFacts,
    remedies: &'c [RemedyFacts],
    step: Option<&'c StepBody>,
}

fn remember(tx: &mut Tx<'_>, op: crate::db::Begun, before: Option<&rules::Case>, after: &rules::Case) -> Result<TicketAnswer> {
    let steps_before = before.map_or(0, |case| case.steps.len());
    let new = Image { facts: &after.facts, remedies: &after.remedies, step: after.steps.get(steps_before) };
    let change = match before {
        Some(case) => {
            let old = Image { facts: &case.facts, remedies: &case.remedies, step: None };
            Change::updated(after.facts.id, &old, &new)?
        }
        None => Change::added(after.facts.id, &new)?,
    };
    record(tx, op, change, after)?;
    Ok(rules::answer(after))
}

fn record(tx: &mut Tx<'_>, op: crate::db::Begun, change: Change, case: &rules::Case) -> Result<()> {
    record_facts(tx, op, change, &case.facts)
}

fn record_facts(tx: &mut Tx<'_>, op: crate::db::Begun, change: Change, facts: &TicketFacts) -> Result<()> {
    let change = match facts.guest {
        Some(guest) => change.about(guest),
        None => change,
    };
    tx.record(op, change)?;
    Ok(())
}

pub(crate) fn act(tx: &Tx<'_>) -> rules::Act {
    rules::Act {
        by: tx.session().user,
        at: tx.at(),
        date: tx.business_date(),
        clock: tx.hotel().clock,
        digits: tx.hotel().minor_digits,
    }
}
