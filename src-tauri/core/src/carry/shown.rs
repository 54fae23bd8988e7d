//! One shift on one page: its sheet, its log, who may take over, what it gave.

use serde::{Deserialize, Serialize};

use super::{CarryItem, LEAVING_DAYS, bare, of_line, of_ticket, open_now, rows};
use crate::{
    audit::permission::{Grant, Permission, grant},
    base::{
        error::Result,
        ids::UserId,
        money::Minor,
        role::{Role, Session},
        time::{BusinessDate, Instant},
    },
    db::Db,
    duty::{
        self, CarryKind, CarryMark, DutyLine, DutyRules, Handover, HandoverItem, LineKind, Shift, ShiftSpan, ShiftTimes,
        shift_at, span,
    },
    tickets::{self, TicketKind, TicketState},
};

/// How far back an unsigned sheet is asked for, in days: older ones stand in the reports of their time.
const UNSIGNED_DAYS: i64 = 31;
const DAY_MINUTES: i64 = 24 * 60;

/// Which shift a page shows; the one that is to be handed over where none is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ShiftNamed {
    /// The day on which it began.
    pub date: BusinessDate,
    /// Which of the three.
    pub shift: Shift,
}

/// One shift whole.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct DutyPage {
    /// Which shift.
    pub span: ShiftSpan,
    /// What people call its sheet.
    pub number: String,
    /// The one before and the one after it.
    pub previous: ShiftSpan,
    /// The one after it.
    pub next: ShiftSpan,
    /// It has begun, so that its sheet can be signed.
    pub begun: bool,
    /// It has ended.
    pub over: bool,
    /// Its sheet, once somebody signed it.
    pub sheet: Option<SheetFacts>,
    /// What is open: as it was signed, or as it is now.
    pub items: Vec<CarryItem>,
    /// What was written down in it, in the order it was written.
    pub log: Vec<LogEntry>,
    /// Who may take over.
    pub hands: Vec<Hand>,
    /// What the house has set.
    pub rules: DutyRules,
    /// What the shift did.
    pub facts: ShiftFacts,
    /// Shifts that nobody took over.
    pub unsigned: Vec<UnsignedShift>,
    /// The chain's head now: what a sheet that is signed now would carry.
    #[specta(type = f64)]
    pub head_seq: i64,
    /// Its mac, hexadecimal.
    pub head_mac: String,
}

/// A signed sheet with the names of its hands.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct SheetFacts {
    /// As it lies in the file.
    pub handover: Handover,
    /// Who left.
    pub out_name: String,
    /// Who took over; empty while nobody did.
    pub in_name: String,
}

/// One line of the log with its names.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct LogEntry {
    /// As it lies in the file.
    pub line: DutyLine,
    /// The guest's name; empty where it is about nobody.
    pub guest_name: String,
    /// Who wrote it.
    pub by_name: String,
    /// Who answers for what follows.
    pub owner_name: String,
    /// Who ended it.
    pub done_name: String,
    /// A later line puts it right.
    pub corrected: bool,
    /// Somebody still has to see to it.
    pub open: bool,
}

/// Somebody who may take a sheet over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Hand {
    /// Who.
    pub user: UserId,
    /// As colleagues read it.
    pub name: String,
    /// What they sign in with.
    pub sign_in: String,
    /// What they gave on their own authority in this shift, minor units.
    pub shift_minor: Minor,
    /// And in the month.
    pub month_minor: Minor,
    /// The most of a month.
    pub limit_minor: Minor,
    /// A duty manager, whose authority the page shows.
    pub duty_manager: bool,
}

/// What a shift did, in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ShiftFacts {
    /// Rooms that are taken now.
    pub rooms_taken: u32,
    /// 巡查 in this shift.
    pub patrols: u32,
    /// 遗留物 written down in this shift.
    pub lost: u32,
    /// When the night audit was written down.
    pub audited_at_ms: Option<Instant>,
    /// Complaints taken.
    pub new_tickets: u32,
    /// Complaints open.
    pub open_tickets: u32,
    /// And late among them.
    pub late_tickets: u32,
    /// Compensation given, minor units.
    pub given_minor: Minor,
    /// Guests who leave today or tomorrow, not won back.
    pub leaving: u32,
}

/// A shift that nobody took over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct UnsignedShift {
    /// Which.
    pub span: ShiftSpan,
    /// What people call its sheet.
    pub number: String,
    /// Who signed it when they left; empty where nobody did.
    pub out_name: String,
}

/// Somebody who works here.
pub(super) struct Person {
    pub(super) name: String,
    pub(super) sign_in: String,
    pub(super) session: Session,
}

/// Returns one shift whole, as `session` sees it at `at`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn page(db: &Db, session: &Session, at: Instant, named: Option<ShiftNamed>) -> Result<DutyPage> {
    let (clock, rules) = (db.hotel().clock, duty::house_rules(db)?);
    let times = rules.shifts;
    let unsigned = unsigned(db, at)?;
    let span = match named {
        Some(named) => span(&clock, &times, named.date, named.shift),
        None => to_hand_over(db, &times, at)?,
    };
    let sheet = duty::handover_of(db, span.date, span.shift)?;
    let today = clock.business_date(at);
    let now = open_now(db, session, today)?;
    let people = rows::people(db)?;
    let log = log_of(db, &people, &times, &span, sheet.as_ref())?;
    let facts = facts_of(db, &span, &now, &log, at)?;
    let items = match &sheet {
        Some(sheet) => as_signed(db, session, sheet, now)?,
        None => now,
    };
    let head = db.head()?;
    Ok(DutyPage {
        number: span.number(),
        previous: duty::before(&clock, &times, &span),
        next: duty::after(&clock, &times, &span),
        begun: at >= span.begins_ms,
        over: at >= span.ends_ms,
        sheet: sheet.map(|sheet| named_sheet(&people, sheet)),
        hands: hands_of(db, &people, &span, today)?,
        span,
        items,
        log,
        rules,
        facts,
        unsigned,
        head_seq: head.seq,
        head_mac: head.mac,
    })
}

/// Returns the shifts that ended before `at` and that nobody took over, first one first; none before the first sheet that the
/// house ever signed.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn unsigned(db: &Db, at: Instant) -> Result<Vec<UnsignedShift>> {
    let from = at.plus_minutes(-UNSIGNED_DAYS * DAY_MINUTES);
    unsigned_between(db, from, at)
}

/// Returns the shifts that began from `from`, ended before `until` and that nobody took over.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn unsigned_between(db: &Db, from: Instant, until: Instant) -> Result<Vec<UnsignedShift>> {
    let Some(first) = duty::first_begin(db)? else { return Ok(Vec::new()) };
    let (clock, times) = (db.hotel().clock, duty::house_rules(db)?.shifts);
    let mut shift = shift_at(&clock, &times, first.max(from));
    if shift.begins_ms < from && first < from {
        shift = duty::after(&clock, &times, &shift);
    }
    let sheets = duty::handovers_between(db, shift.begins_ms, until)?;
    let people = rows::people(db)?;
    let mut found = Vec::new();
    while shift.ends_ms <= until {
        let sheet = sheets.iter().find(|sheet| (sheet.span.date, sheet.span.shift) == (shift.date, shift.shift));
        if sheet.is_none_or(|sheet| sheet.taken.is_none()) {
            let out_name = sheet.map_or_else(String::new, |sheet| name_of(&people, sheet.out_user));
            found.push(UnsignedShift { span: shift, number: shift.number(), out_name });
        }
        shift = duty::after(&clock, &times, &shift);
    }
    Ok(found)
}

/// Returns the shift whose sheet is to be signed next: one that waits for somebody to take it over, else the one that runs, or
/// the one after it where that was handed over early.
fn to_hand_over(db: &Db, times: &ShiftTimes, at: Instant) -> Result<ShiftSpan> {
    let clock = db.hotel().clock;
    let running = shift_at(&clock, times, at);
    let before = duty::before(&clock, times, &running);
    let waits = |sheet: &Option<Handover>| sheet.as_ref().is_some_and(|sheet| sheet.taken.is_none());
    if waits(&duty::handover_of(db, before.date, before.shift)?) {
        return Ok(before);
    }
    match duty::handover_of(db, running.date, running.shift)? {
        Some(sheet) if sheet.taken.is_some() => Ok(duty::after(&clock, times, &running)),
        _ => Ok(running),
    }
}

/// Returns the items of a signed sheet: state, time and marks as they were signed, words and names as they are now.
fn as_signed(db: &Db, session: &Session, sheet: &Handover, now: Vec<CarryItem>) -> Result<Vec<CarryItem>> {
    let mut now: std::collections::HashMap<_, _> = now.into_iter().map(|item| ((item.kind, item.record), item)).collect();
    let signed = duty::items_of(db, sheet.id)?;
    signed
        .into_iter()
        .map(|item| {
            let shown = match now.remove(&(item.kind, item.record)) {
                Some(shown) => shown,
                None => since_ended(db, session, &item)?,
            };
            Ok(CarryItem {
                item: Some(item.id),
                state: TicketState::from_word(&item.state),
                due_ms: item.due_ms,
                marks: item.marks,
                seen_at_ms: item.seen_at_ms,
                ..shown
            })
        })
        .collect()
}

/// Returns what is shown of something that was open as the sheet was signed and no longer is.
fn since_ended(db: &Db, session: &Session, item: &HandoverItem) -> Result<CarryItem> {
    let raw = item.record.0;
    let shown = match item.kind {
        CarryKind::Ticket => tickets::line(db, session, raw.into())?.map(|line| of_ticket(line, Default::default())),
        CarryKind::FollowUp | CarryKind::DoubleLock => Some(of_line(db, &duty::rows::line(db, raw.into())?)?),
        CarryKind::Vip => rows::vip(db, raw.into())?,
    };
    Ok(shown.unwrap_or_else(|| CarryItem { room_no: item.room_no.clone(), ..bare(item.kind, item.record) }))
}

fn log_of(db: &Db, people: &[Person], times: &ShiftTimes, span: &ShiftSpan, sheet: Option<&Handover>) -> Result<Vec<LogEntry>> {
    // What is written after a sheet was signed early belongs to the next shift's log.
    let before = duty::before(&db.hotel().clock, times, span);
    let handed = duty::handover_of(db, before.date, before.shift)?.map_or(span.begins_ms, |before| before.out_at_ms);
    let (begin, end) = (handed.min(span.begins_ms), sheet.map_or(span.ends_ms, |sheet| sheet.out_at_ms.min(span.ends_ms)));
    entries(db, people, duty::lines_between(db, begin, end)?)
}

fn entries(db: &Db, people: &[Person], lines: Vec<DutyLine>) -> Result<Vec<LogEntry>> {
    let corrected = rows::corrected(db, &lines)?;
    let name = |user: Option<UserId>| user.map_or_else(String::new, |user| name_of(people, user));
    lines
        .into_iter()
        .map(|line| {
            Ok(LogEntry {
                guest_name: match line.guest_id {
                    Some(guest) => rows::guest_name(db, guest)?.0,
                    None => String::new(),
                },
                by_name: name(Some(line.by_user)),
                owner_name: name(line.follow_up.and_then(|follow_up| follow_up.owner)),
                done_name: name(line.done_by),
                corrected: corrected.contains(&line.id),
                open: line.is_open(),
                line,
            })
        })
        .collect()
}

fn facts_of(db: &Db, span: &ShiftSpan, now: &[CarryItem], log: &[LogEntry], at: Instant) -> Result<ShiftFacts> {
    let standing = || log.iter().filter(|entry| !entry.corrected).map(|entry| &entry.line);
    let count = |kind: LineKind| count(standing().filter(|line| line.kind == kind).count());
    let open = now.iter().filter(|item| item.ticket_kind == Some(TicketKind::Complaint));
    let (new_tickets, given_minor) = rows::shift_sums(db, span)?;
    Ok(ShiftFacts {
        rooms_taken: rows::rooms_taken(db)?,
        patrols: count(LineKind::Patrol),
        lost: count(LineKind::Lost),
        audited_at_ms: standing().rfind(|line| line.kind == LineKind::NightAudit).map(|line| line.at_ms),
        new_tickets,
        open_tickets: self::count(open.clone().count()),
        late_tickets: self::count(open.clone().filter(|item| item.due_ms.is_some_and(|due| due < at)).count()),
        given_minor,
        leaving: self::count(open.filter(|item| item.marks.contains(&CarryMark::Leaving)).count()),
    })
}

fn hands_of(db: &Db, people: &[Person], span: &ShiftSpan, today: BusinessDate) -> Result<Vec<Hand>> {
    let may = |person: &&Person| grant(Permission::DutyLog, person.session.role) != Grant::None;
    people
        .iter()
        .filter(may)
        .map(|person| {
            let authority = tickets::authority(db, &person.session, None, today)?;
            Ok(Hand {
                user: person.session.user,
                name: person.name.clone(),
                sign_in: person.sign_in.clone(),
                shift_minor: rows::given(db, person.session.user, span)?,
                month_minor: authority.used.month_minor,
                limit_minor: authority.limit.month_minor,
                duty_manager: person.session.role == Role::DutyManager,
            })
        })
        .collect()
}

fn named_sheet(people: &[Person], handover: Handover) -> SheetFacts {
    let in_name = handover.taken.as_ref().map_or_else(String::new, |taken| name_of(people, taken.user));
    SheetFacts { out_name: name_of(people, handover.out_user), in_name, handover }
}

fn name_of(people: &[Person], user: UserId) -> String {
    people.iter().find(|person| person.session.user == user).map_or_else(String::new, |person| person.name.clone())
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

const _: () = assert!(LEAVING_DAYS == 1, "the page says today or tomorrow");
