//! What is read of tickets: one ticket whole, lists, what a person may still give.

use serde::{Deserialize, Serialize};

use super::{
    ProblemCode, RemedyFacts, TicketFacts,
    about::{self, AboutGuest},
    clocks::APPROVAL_MINUTES,
    external::{self, External},
    joining::{self, TicketJoin, TicketSplit},
    kinds::{Area, ClockKind, Missing, Remedy, RemedyState, Severity, TicketKind, TicketScope, TicketState},
    phone::{self, PhoneRecord},
    reopening::{self, Reopening},
    rows,
    rules::{self, Case},
    slips::{self, Slip},
    steps::{LAST_STEP, StepBody},
    timing::{self, PauseRecord, course::Course},
};
use crate::{
    base::{
        error::{Common, Result},
        ids::{GuestId, NoteId, RemedyId, StepId, TicketId, UserId},
        money::Minor,
        points::Points,
        role::{Department, Session},
        time::{BusinessDate, Instant},
    },
    db::Db,
};

/// The most lines that a list shows.
pub const LINES_MAX: u32 = 500;
/// Most tickets that a comparison names.
pub const DIFFERENT_LISTED_MAX: u32 = 20;
/// How far back the same problem in the same room is looked for, in days.
pub const SAME_ROOM_DAYS: i64 = 90;
const SAME_ROOM_SHOWN: u32 = 5;

/// One ticket whole, as `session` may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Ticket {
    /// Its own facts.
    pub facts: TicketFacts,
    /// The guest's name; empty where there is none.
    pub guest_name: String,
    /// `mr`, `ms`, `none`, or empty.
    pub guest_title: String,
    /// 投诉对象 where it is a guest; none where nobody is, and for those who may not read guests.
    pub about: Option<AboutGuest>,
    /// It is about a guest whom this session may not see.
    pub about_hidden: bool,
    /// 负责人's name.
    pub owner_name: String,
    /// Who took it.
    pub opened_by_name: String,
    /// Who closed it.
    pub closed_by_name: String,
    /// Every step row in the order it was written; of one step the last counts.
    pub steps: Vec<StepRecord>,
    /// Every remedy in the order it was proposed.
    pub remedies: Vec<RemedyRecord>,
    /// Every note.
    pub notes: Vec<NoteRecord>,
    /// 批示 that came by phone, in the order they were given.
    pub phone: Vec<PhoneRecord>,
    /// Slips for the cashier, in the order they were written.
    pub slips: Vec<Slip>,
    /// How often it came back and why, in the order it did.
    pub reopenings: Vec<Reopening>,
    /// Complaints to bodies outside the house, in the order they came in.
    pub externals: Vec<External>,
    /// The promised times that this ticket has, in the order they come.
    pub clocks: Vec<Clock>,
    /// Merges that it is a side of, those that were taken apart among them.
    pub joins: Vec<TicketJoin>,
    /// Splits that it is a side of.
    pub splits: Vec<TicketSplit>,
    /// Every standstill of them in the order they began.
    pub pauses: Vec<PauseRecord>,
    /// How often it was passed on and came back, how long it took.
    pub course: Course,
    /// What lacks before it can be closed.
    pub missing: Vec<Missing>,
    /// The step that is next, 1 to 7; none where it is closed or only the closing is left.
    pub next_step: Option<u8>,
    /// Step ④ names somebody whom this session may not see.
    pub responsible_hidden: bool,
}

/// One recorded step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct StepRecord {
    /// Id.
    pub id: StepId,
    /// What was written.
    pub body: StepBody,
    /// Who.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
}

/// One remedy with the names of those who proposed and decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RemedyRecord {
    /// Its own facts.
    pub facts: RemedyFacts,
    /// Who proposed it.
    pub proposed_by_name: String,
    /// Who decided; empty while nobody did.
    pub decided_by_name: String,
}

/// One note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct NoteRecord {
    /// Id.
    pub id: NoteId,
    /// The words.
    pub words: String,
    /// Who.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
}

/// One promised time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Clock {
    /// Which promise.
    pub kind: ClockKind,
    /// Since when it runs.
    pub from_ms: Instant,
    /// Until when.
    pub due_ms: Instant,
    /// When it was met; none while it runs.
    pub met_ms: Option<Instant>,
}

/// One line of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct InboxLine {
    /// Id.
    pub id: TicketId,
    /// 投诉, 表扬, 建议 or 意见.
    pub kind: TicketKind,
    /// Number.
    pub number: String,
    /// How bad.
    pub severity: Severity,
    /// Where it stands.
    pub state: TicketState,
    /// Room.
    pub room_no: String,
    /// Whose.
    pub guest: Option<GuestId>,
    /// The guest's name.
    pub guest_name: String,
    /// `mr`, `ms`, `none`, or empty.
    pub guest_title: String,
    /// What about.
    pub problem: ProblemCode,
    /// The guest's words.
    pub words: String,
    /// 环节.
    pub area: Area,
    /// 受理部门.
    pub department: Department,
    /// 负责人.
    pub owner: Option<UserId>,
    /// Their name.
    pub owner_name: String,
    /// Who took it.
    pub opened_by: UserId,
    /// When.
    pub opened_at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
    /// When it was closed.
    pub closed_at_ms: Option<Instant>,
    /// The highest step that is recorded, 1 to 7.
    pub last_step: u8,
    /// Compensation in money that stands or waits, minor units; points not among it.
    pub amount_minor: Minor,
    /// Compensation in points that stands or waits.
    pub points: Points,
    /// Which promise runs now; none where it is closed.
    pub due: Option<ClockKind>,
    /// Until when.
    pub due_ms: Option<Instant>,
    /// Since when it runs.
    pub from_ms: Instant,
    /// Whether its clocks stand still.
    pub paused: bool,
    /// Until when an answer in writing is owed to a body outside the house; none where none is.
    pub outside_due_ms: Option<Instant>,
}

/// Which tickets a list shows. What is none does not narrow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TicketFilter {
    /// Open, mine, my department's, closed, all.
    pub scope: TicketScope,
    /// Of these kinds; all of them where empty.
    pub kinds: Vec<TicketKind>,
    /// In this state.
    pub state: Option<TicketState>,
    /// This bad.
    pub severity: Option<Severity>,
    /// Of this department.
    pub department: Option<Department>,
    /// In this 环节.
    pub area: Option<Area>,
    /// In this room.
    pub room: Option<String>,
    /// Only those whose running promise is past at this instant.
    pub late_at_ms: Option<Instant>,
}

impl TicketFilter {
    /// Returns the filter of a scope alone.
    pub const fn of(scope: TicketScope) -> Self {
        Self { scope, kinds: Vec::new(), state: None, severity: None, department: None, area: None, room: None, late_at_ms: None }
    }
}

/// Points that the house owes a guest once step ⑦ is done: within limits or approved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PointsDue {
    /// Under which remedy.
    pub remedy: RemedyId,
    /// Under which ticket: the one that is asked about, or one that was taken into it.
    pub ticket: TicketId,
    /// To whom.
    pub guest: GuestId,
    /// How many.
    pub points: Points,
}

/// Returns one ticket as `session` may see it; 责任人 is left out for those without the right.
///
/// Errors: [`Common::NotFound`], also for a ticket that is another department's.
pub fn show(db: &Db, session: &Session, id: TicketId) -> Result<Ticket> {
    let mut facts = rows::facts(db, id)?;
    if !rules::may_see(session, &facts) {
        return Err(Common::NotFound { record: "ticket" }.into());
    }
    let (about, about_hidden) = about::shown(db, session, &mut facts)?;
    let (mut steps, remedies) = (rows::steps(db, id)?, rows::remedies(db, id)?);
    let reopenings = reopening::rows::of_ticket(db, id)?;
    let externals = external::rows::of_ticket(db, id)?;
    let case = Case {
        facts,
        steps: steps.iter().map(|step| step.body.clone()).collect(),
        remedies: remedies.iter().map(|remedy| remedy.facts.clone()).collect(),
        stood: reopening::stood(&reopenings),
        owed_outside: externals.iter().any(|one| one.answered_on.is_none()),
    };
    let responsible_hidden = !rules::sees_responsible(session, &case.facts) && hide_in_steps(&mut steps);
    let (guest_name, guest_title) = match case.facts.guest {
        Some(guest) => rows::guest_name(db, guest)?.unwrap_or_default(),
        None => Default::default(),
    };
    let pauses = timing::pauses(db, id)?;
    let course = timing::course_of(db, &case.facts, (&steps, &pauses, &reopenings))?;
    let name = |user: Option<UserId>| user.map_or(Ok(String::new()), |user| rows::user_name(db, user));
    Ok(Ticket {
        guest_name,
        guest_title,
        about,
        about_hidden,
        owner_name: name(case.facts.owner)?,
        opened_by_name: name(Some(case.facts.opened_by))?,
        closed_by_name: name(case.facts.closed_by)?,
        steps,
        remedies,
        notes: rows::notes(db, id)?,
        phone: phone::rows::of_ticket(db, id)?,
        slips: slips::of_ticket(db, id)?,
        reopenings,
        externals,
        clocks: clocks_of(&case),
        joins: joining::rows::of_ticket(db, id)?,
        splits: joining::rows::splits_of(db, id)?,
        pauses,
        course,
        missing: rules::missing(&case),
        next_step: rules::next_step(&case),
        responsible_hidden,
        facts: case.facts,
    })
}

/// Returns the ticket that people call `number`, whatever the case of its letters.
///
/// Errors: [`Common::NotFound`].
pub fn by_number(db: &Db, number: &str) -> Result<TicketId> {
    rows::by_number(db, &number.trim().to_uppercase())?.ok_or_else(|| Common::NotFound { record: "ticket" }.into())
}

/// Returns the tickets that `session` may see whose number begins with `words`, the newest first, at most `limit`:
/// `TS-20260714-A03` in either case, `20260714-a0`, or what one says over the radio of a ticket of today, `a03`. Words that are
/// no beginning of a number find nothing.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn numbered(db: &Db, session: &Session, words: &str, today: BusinessDate, limit: u32) -> Result<Vec<InboxLine>> {
    match number_in(words, today) {
        Some(beginning) => rows::lines_numbered(db, session, &beginning, limit.min(LINES_MAX)),
        None => Ok(Vec::new()),
    }
}

/// Returns the beginning of a ticket's number that `words` are.
fn number_in(words: &str, today: BusinessDate) -> Option<String> {
    let said = words.trim().to_ascii_uppercase();
    let day_and_count = said.strip_prefix("TS-").unwrap_or(&said);
    let digits = day_and_count.bytes().take_while(u8::is_ascii_digit).count();
    let fits = day_and_count.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let desk = day_and_count.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let counted = day_and_count.len() > 1 && day_and_count.bytes().skip(1).all(|byte| byte.is_ascii_digit());
    if said.starts_with("TS-") && digits > 0 && fits || digits == 8 && fits && day_and_count.as_bytes().get(8) == Some(&b'-') {
        Some(format!("TS-{day_and_count}"))
    } else if desk && counted {
        Some(format!("TS-{}-{said}", today.date().format("%Y%m%d")))
    } else {
        None
    }
}

/// Which lines of a list: so many behind the one that stood last.
#[derive(Debug, Clone)]
pub(crate) struct LinesPage {
    pub after: Option<LineAfter>,
    pub limit: u32,
}

/// Where a list goes on: the line that stood last, as it was shown. What moved since is listed once or not at all, never the
/// rest of the list twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LineAfter {
    /// When its promise was due.
    pub due_ms: Option<Instant>,
    /// How bad it was.
    pub severity: Severity,
    /// Its number.
    pub number: String,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// When it was taken.
    pub opened_at_ms: Instant,
    /// It was closed.
    pub closed: bool,
}

impl LineAfter {
    /// Returns it as the statements read it.
    pub(crate) fn json(&self) -> String {
        let rank = match self.severity {
            Severity::Urgent => 0,
            Severity::Important => 1,
            Severity::Normal => 2,
        };
        let no_due = i32::from(self.due_ms.is_none());
        serde_json::json!({
            "no_due": no_due,
            "due_ms": self.due_ms.map_or(0, Instant::ms),
            "rank": rank,
            "number": self.number,
            "business_date": self.business_date.to_string(),
            "opened_at_ms": self.opened_at_ms.ms(),
        })
        .to_string()
    }
}

/// Returns the first tickets of `filter` that `session` may see: open ones by what is due first, closed ones by the newest, at
/// most [`LINES_MAX`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db, session: &Session, filter: &TicketFilter, limit: u32) -> Result<Vec<InboxLine>> {
    list_after(db, session, filter, None, limit)
}

/// Returns the tickets of [`list`] that stand behind `after`, at most [`LINES_MAX`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list_after(
    db: &Db,
    session: &Session,
    filter: &TicketFilter,
    after: Option<LineAfter>,
    limit: u32,
) -> Result<Vec<InboxLine>> {
    let limit = limit.min(LINES_MAX);
    let (in_open, in_closed) = match after {
        Some(after) if after.closed => (None, Some(after)),
        after => (after, None),
    };
    let page = |after: &Option<LineAfter>, limit| LinesPage { after: after.clone(), limit };
    match filter.scope {
        TicketScope::Open | TicketScope::Mine | TicketScope::Department => {
            rows::open_lines(db, session, filter, &page(&in_open, limit))
        }
        TicketScope::Closed => rows::closed_lines(db, session, filter, &page(&in_closed, limit)),
        TicketScope::All => {
            let mut lines = Vec::new();
            if in_closed.is_none() {
                lines = rows::open_lines(db, session, filter, &page(&in_open, limit))?;
            }
            let left = limit - u32::try_from(lines.len()).unwrap_or(limit);
            lines.extend(rows::closed_lines(db, session, filter, &page(&in_closed, left))?);
            Ok(lines)
        }
    }
}

/// Returns every ticket that is not closed and that `session` may see, what is due first at the top, however many they are:
/// what is handed over must not end at a list's length.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn every_open(db: &Db, session: &Session) -> Result<Vec<InboxLine>> {
    let whole = LinesPage { after: None, limit: u32::MAX };
    rows::open_lines(db, session, &TicketFilter::of(TicketScope::Open), &whole)
}

/// Returns tickets whose derived due is not what their facts and remedies say, at most [`DIFFERENT_LISTED_MAX`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn differing_dues(db: &Db) -> Result<Vec<TicketId>> {
    rows::differing_dues(db, DIFFERENT_LISTED_MAX)
}

/// Returns the line of one ticket, where `session` may see it.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn line(db: &Db, session: &Session, ticket: TicketId) -> Result<Option<InboxLine>> {
    rows::line(db, session, ticket)
}

/// Returns a guest's tickets that `session` may see, open ones first, then the newest.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn of_guest(db: &Db, session: &Session, guest: GuestId, limit: u32) -> Result<Vec<InboxLine>> {
    rows::lines_of_guest(db, session, guest, limit.min(LINES_MAX))
}

/// Returns these tickets as far as `session` may see them, the newest first, at most [`LINES_MAX`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn these(db: &Db, session: &Session, ids: &[TicketId]) -> Result<Vec<InboxLine>> {
    rows::lines_of_ids(db, session, ids, LINES_MAX)
}

/// Returns the tickets of the last [`SAME_ROOM_DAYS`] days with this problem in this room or on its floor, the room's own
/// first: what an intake shows before it is saved.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn same_room(db: &Db, session: &Session, room: &str, problem: ProblemCode, today: BusinessDate) -> Result<Vec<InboxLine>> {
    rows::lines_like(db, session, room.trim(), problem, today.plus_days(-SAME_ROOM_DAYS), SAME_ROOM_SHOWN)
}

/// Returns what `ticket` lacks before it can be closed.
///
/// Errors: [`Common::NotFound`].
pub fn missing(db: &Db, ticket: TicketId) -> Result<Vec<Missing>> {
    Ok(rules::missing(&rows::case(db, ticket)?))
}

/// Returns the points that are owed under `ticket` and under those that were taken into it: within limits or approved, and not
/// paid at an earlier closing.
///
/// Errors: [`Common::NotFound`].
pub fn points_due(db: &Db, ticket: TicketId) -> Result<Vec<PointsDue>> {
    let mut due = points_owed(db, ticket)?;
    for other in joining::rows::unsettled_in(db, ticket)? {
        due.extend(points_owed(db, other)?);
    }
    Ok(due)
}

/// Returns the points that are owed under `ticket` itself: within limits or approved, and not paid at an earlier closing.
///
/// Errors: [`Common::NotFound`].
pub fn points_owed(db: &Db, ticket: TicketId) -> Result<Vec<PointsDue>> {
    let Some(guest) = rows::facts(db, ticket)?.guest else { return Ok(Vec::new()) };
    // What stood at an earlier closing was posted then.
    let paid = reopening::stood(&reopening::rows::of_ticket(db, ticket)?).map_or(0, |stood| stood.remedies);
    let remedies = rows::remedies(db, ticket)?.into_iter().skip(paid).map(|remedy| remedy.facts);
    let owed = remedies.filter(|remedy| {
        remedy.remedy == Remedy::Points && matches!(remedy.state, RemedyState::WithinLimit | RemedyState::Approved)
    });
    Ok(owed.map(|remedy| PointsDue { remedy: remedy.id, ticket, guest, points: remedy.points }).collect())
}

/// Returns a ticket's history image without 责任人 and without the other guest it is about, for readers without the right to see who is held responsible. What is no
/// JSON comes back empty.
pub fn without_responsible(image: String) -> String {
    let Ok(mut value) = serde_json::from_str(&image) else { return String::new() };
    hide_responsible(&mut value);
    value.to_string()
}

fn hide_responsible(image: &mut serde_json::Value) {
    match image {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                if name == "responsible" {
                    *value = serde_json::Value::String(String::new());
                } else if name == "about_guest" {
                    *value = serde_json::Value::Null;
                } else {
                    hide_responsible(value);
                }
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(hide_responsible),
        _ => {}
    }
}

pub(super) fn hide_in_steps(steps: &mut [StepRecord]) -> bool {
    let mut hidden = false;
    for step in steps {
        if let StepBody::Analyse { responsible, .. } = &mut step.body {
            hidden |= !responsible.is_empty();
            responsible.clear();
        }
    }
    hidden
}

fn clocks_of(case: &Case) -> Vec<Clock> {
    let facts = &case.facts;
    let opened = |kind, due_ms, met_ms| Clock { kind, from_ms: facts.opened_at_ms, due_ms, met_ms };
    match facts.kind {
        TicketKind::Complaint => {}
        // Nobody waits for an answer to praise.
        TicketKind::Praise => return Vec::new(),
        TicketKind::Suggestion | TicketKind::Opinion => {
            return vec![opened(ClockKind::Reply, facts.solve_due_ms, facts.solved_at_ms.or(facts.closed_at_ms))];
        }
    }
    let mut clocks = vec![
        opened(ClockKind::Answer, facts.answer_due_ms, facts.answered_at_ms),
        opened(ClockKind::Start, facts.start_due_ms, facts.started_at_ms),
    ];
    clocks.extend(approval_clock(case));
    let solving = opened(ClockKind::Solve, facts.solve_due_ms, facts.solved_at_ms.or(facts.closed_at_ms));
    clocks.push(Clock { from_ms: case.stood.map_or(facts.opened_at_ms, |stood| stood.at), ..solving });
    clocks.extend(facts.callback_due_ms.map(|due| opened(ClockKind::Callback, due, facts.closed_at_ms)));
    clocks
}

/// Returns the clock of 批示: runs from the first proposal that waits; met once none waits any more.
fn approval_clock(case: &Case) -> Option<Clock> {
    let mut asked = case.remedies.iter().filter(|remedy| remedy.above.is_some() && remedy.state != RemedyState::Withdrawn);
    let waiting = asked.clone().find(|remedy| remedy.state == RemedyState::Awaiting);
    let shown = waiting.or_else(|| asked.next_back())?;
    Some(Clock {
        kind: ClockKind::Approval,
        from_ms: shown.proposed_at_ms,
        due_ms: shown.proposed_at_ms.plus_minutes(APPROVAL_MINUTES),
        met_ms: shown.decided_at_ms,
    })
}

const _: () = assert!(LAST_STEP == 7, "the window shows seven pips");
