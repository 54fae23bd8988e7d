//! The promises' time: what the house promises, in whose hours it counts, when it stands still, who is told.
//!
//! Owns `clock_versions` and `ticket_pauses`. A version is added, never rewritten; a pause begins and ends once. A ticket keeps
//! the promises it was taken under, except that another department's hours and a pause move those that are still open.

pub mod calendar;
pub mod course;
pub mod escalation;
mod policy;
pub(crate) mod rows;

use serde::{Deserialize, Serialize};

use self::{
    calendar::worked_ms,
    course::{Course, Event},
    escalation::{Escalation, Told},
};
pub use self::{
    calendar::{Hours, SpecialDay, Stretch, special_days},
    policy::{ClockRules, DepartmentHours, Target},
};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::{PauseId, RecordId, TicketId, UserId},
        role::{Role, Session},
        text,
        time::Instant,
    },
    db::{Db, Tx},
    stored_words,
    tickets::{
        self, StepBody, StepRecord, TicketAnswer, TicketFacts, TicketFilter, TicketRefusal,
        kinds::{ClockKind, TicketScope},
        record_facts,
        reopening::{self, Reopening},
        rules,
    },
};

/// Versions that the settings page lists.
const VERSIONS_SHOWN: u32 = 50;
/// Open complaints that are looked at for who has to know.
const OPEN_MAX: u32 = 500;
const MINUTE_MS: i64 = 60_000;

stored_words! {
    /// Why the clocks stand still. The first answer's never does.
    pub enum PauseReason {
        /// 等客人回复或时间
        Guest = "guest",
        /// 等配件或供应商
        Parts = "parts",
        /// 等外部机构
        Authority = "authority",
        /// 其他
        Other = "other",
    }
}

/// One version of the house's promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ClockVersion {
    /// From 1; 0 are the promises of a new house.
    pub version: u32,
    /// The promises and hours.
    pub rules: ClockRules,
    /// Why they were set.
    pub why: String,
    /// Who set them; none for those of a new house.
    pub by: Option<UserId>,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at_ms: Option<Instant>,
}

/// Other promises for the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EditClocks {
    /// The version that the person saw.
    pub seen: u32,
    /// The whole of it as it shall be.
    pub rules: ClockRules,
    /// Why.
    pub why: String,
}

/// A standstill that begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PauseTicket {
    /// Which ticket.
    pub ticket: TicketId,
    /// Why.
    pub reason: PauseReason,
    /// In words.
    pub words: String,
}

/// One standstill.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PauseRecord {
    /// Id.
    pub id: PauseId,
    /// Why.
    pub reason: PauseReason,
    /// In words.
    pub words: String,
    /// Since when.
    pub began_at_ms: Instant,
    /// Who.
    pub began_by_name: String,
    /// Until when; none while it lasts.
    pub ended_at_ms: Option<Instant>,
    /// Who let the clocks run again.
    pub ended_by_name: String,
}

/// One complaint of which somebody has to know by now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Escalated {
    /// Which.
    pub ticket: TicketId,
    /// Who, of which promise, since when: the lowest rung first.
    pub told: Vec<Escalation>,
    /// Whether the reader is among them.
    pub to_me: bool,
}

/// Keeps a new version of the promises, in force for what is taken from now on. Returns its number.
///
/// Errors: [`Common::ChangedMeanwhile`], [`Common`] naming the field.
pub fn edit_clocks(tx: &mut Tx<'_>, input: &EditClocks) -> Result<u32> {
    let op = tx.begin(Op::EditClocks)?;
    let before = clock_rules(tx.db())?;
    if before.version != input.seen {
        return Err(Common::ChangedMeanwhile.into());
    }
    let after = input.rules.clone().checked()?;
    let why = text::required("why", &input.why, text::LINE_MAX)?;
    let version = before.version + 1;
    rows::insert_version(tx, version, &after, &why)?;
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before.rules, &after)?)?;
    Ok(version)
}

/// Returns the promises in force.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn clock_rules(db: &Db) -> Result<ClockVersion> {
    Ok(rows::versions(db, 1)?.into_iter().next().unwrap_or_else(of_a_new_house))
}

/// Returns every version of the promises, the newest first, those of a new house last.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn clocks_history(db: &Db) -> Result<Vec<ClockVersion>> {
    let mut versions = rows::versions(db, VERSIONS_SHOWN)?;
    versions.push(of_a_new_house());
    Ok(versions)
}

/// Lets the clocks of 启动处理 and 解决 stand still, with a reason; 首次应答 runs on.
///
/// Errors: [`TicketRefusal::Closed`], [`TicketRefusal::PausedAlready`], [`TicketRefusal::NotYourDepartment`], [`Common`]
/// naming the field, `not_found`.
pub fn pause(tx: &mut Tx<'_>, input: &PauseTicket) -> Result<TicketAnswer> {
    let op = tx.begin(Op::PauseTicket)?;
    let case = tickets::rows::case(tx.db(), input.ticket)?;
    rules::may_work(tx.session(), &case)?;
    rules::must_be_complaint(&case)?;
    if case.facts.closed_at_ms.is_some() || case.facts.solved_at_ms.is_some() {
        return Err(TicketRefusal::Closed.into());
    }
    if rows::lasting(tx.db(), input.ticket)?.is_some() {
        return Err(TicketRefusal::PausedAlready.into());
    }
    let words = text::required("words", &input.words, text::LINE_MAX)?;
    let id: PauseId = tx.new_id();
    rows::insert_pause(tx, id, &PauseTicket { words: words.clone(), ..input.clone() })?;
    record_facts(tx, op, Change::noted(case.facts.id, &(input.reason, words))?, &case.facts)?;
    Ok(rules::answer(&case))
}

/// Lets the clocks run again; what they promised moves by what was lost of the department's hours.
///
/// Errors: [`TicketRefusal::NotPaused`], [`TicketRefusal::NotYourDepartment`], `not_found`.
pub fn resume(tx: &mut Tx<'_>, ticket: TicketId) -> Result<TicketAnswer> {
    let op = tx.begin(Op::ResumeTicket)?;
    let before = tickets::rows::case(tx.db(), ticket)?;
    rules::may_work(tx.session(), &before)?;
    let Some(pause) = rows::lasting(tx.db(), ticket)? else { return Err(TicketRefusal::NotPaused.into()) };
    rows::end_pause(tx, pause.id)?;
    let mut after = before.clone();
    after.facts = moved(tx, after.facts, pause.began_at_ms)?;
    tickets::rows::put(tx, Some(&before), &after)?;
    tickets::remember(tx, op, Some(&before), &after)
}

/// Ends a standstill that its ticket has outlived: the guest knows the outcome, or it is closed.
pub(crate) fn end_with(tx: &mut Tx<'_>, facts: &TicketFacts) -> Result<()> {
    if facts.solved_at_ms.is_none() && facts.closed_at_ms.is_none() {
        return Ok(());
    }
    match rows::lasting(tx.db(), facts.id)? {
        Some(pause) => rows::end_pause(tx, pause.id),
        None => Ok(()),
    }
}

/// Returns the facts with the open promises counted in the hours of the department that has it now.
pub(crate) fn in_its_hours(db: &Db, mut facts: TicketFacts) -> Result<TicketFacts> {
    let (rules, clock) = (clock_rules(db)?.rules, db.hotel().clock);
    // What came back is promised from then on.
    let reopenings = reopening::rows::of_ticket(db, facts.id)?;
    let (since, behind) = reopenings.last().map_or((facts.opened_at_ms, 0), |last| (last.at_ms, last.pauses));
    let dues = rules.dues(facts.severity, facts.department, &clock, since);
    let hours = rules.hours(facts.severity, facts.department);
    let stood: i64 = rows::pauses(db, facts.id)?
        .iter()
        .skip(usize::try_from(behind).unwrap_or_default())
        .filter_map(|pause| Some(worked_ms(&hours, &clock, pause.began_at_ms, pause.ended_at_ms?)))
        .sum();
    if facts.started_at_ms.is_none() {
        facts.start_due_ms = calendar::due(&hours, &clock, dues.start, stood / MINUTE_MS);
    }
    if facts.solved_at_ms.is_none() {
        facts.solve_due_ms = calendar::due(&hours, &clock, dues.solve, stood / MINUTE_MS);
    }
    Ok(facts)
}

/// Returns every standstill of a ticket in the order they began.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn pauses(db: &Db, ticket: TicketId) -> Result<Vec<PauseRecord>> {
    rows::pauses(db, ticket)
}

/// Returns what became of a ticket: how often it was passed on, how long it took, pauses left out.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn course_of(db: &Db, facts: &TicketFacts, told: (&[StepRecord], &[PauseRecord], &[Reopening])) -> Result<Course> {
    let hours = clock_rules(db)?.rules.hours(facts.severity, facts.department);
    Ok(course::course(events(facts, told), &hours, &db.hotel().clock))
}

/// Returns the open complaints of which somebody has to know at `now`, as far as `session` may see them: what is due first
/// at the top. Standing clocks tell nobody.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn escalated(db: &Db, session: &Session, now: Instant) -> Result<Vec<Escalated>> {
    let filter = TicketFilter::of(TicketScope::Open);
    let lines = tickets::rows::open_lines(db, session, &filter, &tickets::reads::LinesPage { after: None, limit: OPEN_MAX })?;
    let running = lines.into_iter().filter(|line| !line.paused);
    let escalated = running.filter_map(|line| {
        let (clock, due) = (line.due?, line.due_ms?);
        // 回访 is an appointment, not a promise that runs out.
        let told = if clock == ClockKind::Callback {
            Vec::new()
        } else {
            escalation::told(line.severity, clock, line.from_ms, due, now)
        };
        let mine = |told: Told| match told {
            Told::Owner => line.owner == Some(session.user),
            Told::DutyManager => session.role == Role::DutyManager,
            Told::DepartmentHead => session.role == Role::DepartmentHead && session.department == line.department,
            Told::GeneralManager => session.role == Role::GeneralManager,
        };
        let to_me = told.iter().any(|one| mine(one.told));
        (!told.is_empty()).then_some(Escalated { ticket: line.id, told, to_me })
    });
    Ok(escalated.collect())
}

/// Returns what happened to a ticket in the order it was written down.
fn events(
    facts: &TicketFacts,
    (steps, pauses, reopenings): (&[StepRecord], &[PauseRecord], &[Reopening]),
) -> Vec<(Instant, Event)> {
    let mut events = vec![(facts.opened_at_ms, Event::Opened)];
    let assigned = steps.iter().filter_map(|step| match &step.body {
        StepBody::Assign { department, owner } => Some((step.at_ms, (*department, *owner))),
        _ => None,
    });
    let assigned: Vec<_> = assigned.collect();
    events.extend(assigned.windows(2).filter(|pair| pair[0].1 != pair[1].1).map(|pair| (pair[1].0, Event::Reassigned)));
    let mut pauses = pauses.iter();
    let mut behind = 0;
    for back in reopenings {
        let before = usize::try_from(back.pauses.saturating_sub(behind)).unwrap_or_default();
        events.extend(pauses.by_ref().take(before).flat_map(stands));
        behind = back.pauses;
        events.extend(back.solved_at_ms.map(|at| (at, Event::Solved)));
        events.extend([(back.closed_at_ms, Event::Closed), (back.at_ms, Event::Reopened)]);
    }
    events.extend(pauses.flat_map(stands));
    events.extend(facts.solved_at_ms.map(|at| (at, Event::Solved)));
    events.extend(facts.closed_at_ms.map(|at| (at, Event::Closed)));
    events
}

fn stands(pause: &PauseRecord) -> impl Iterator<Item = (Instant, Event)> + use<> {
    let ended = pause.ended_at_ms.map(|at| (at, Event::Resumed));
    [(pause.began_at_ms, Event::Paused)].into_iter().chain(ended)
}

fn moved(tx: &Tx<'_>, mut facts: TicketFacts, stood_since: Instant) -> Result<TicketFacts> {
    let (rules, clock) = (clock_rules(tx.db())?.rules, tx.hotel().clock);
    let hours = rules.hours(facts.severity, facts.department);
    let lost = worked_ms(&hours, &clock, stood_since, tx.at()) / MINUTE_MS;
    if facts.started_at_ms.is_none() {
        facts.start_due_ms = calendar::due(&hours, &clock, facts.start_due_ms, lost);
    }
    if facts.solved_at_ms.is_none() {
        facts.solve_due_ms = calendar::due(&hours, &clock, facts.solve_due_ms, lost);
    }
    Ok(facts)
}

fn of_a_new_house() -> ClockVersion {
    let rules = ClockRules::of_a_new_house();
    ClockVersion { version: 0, rules, why: String::new(), by: None, by_name: String::new(), at_ms: None }
}
