//! F4: what is open in the house, collected for whoever comes on (交班): complaints with their clocks, what follows from the
//! log, double-locked rooms, guests of note on their way.
//!
//! Owns no table; the sheets are `duty`'s. A sheet that was signed shows what was open then; words and names are read under
//! each record, so that erasing or merging a guest reaches every old sheet too.

mod rows;
mod shown;

use serde::{Deserialize, Serialize};

pub use shown::{DutyPage, Hand, LogEntry, SheetFacts, ShiftFacts, ShiftNamed, UnsignedShift, page, unsigned, unsigned_between};

use crate::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, HandoverId, HandoverItemId, RecordId},
        money::Minor,
        points::Points,
        role::{Department, Session},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    duty::{self, CarriedItem, CarryKind, CarryMark, DutyLine, LineKind, SignHandover},
    tickets::{self, ClockKind, InboxLine, ProblemCode, Severity, TicketKind, TicketState},
};

/// Guests who leave within this many days with an open complaint are still to be won back.
pub const LEAVING_DAYS: i64 = 1;
/// VIPs who come within this many days are handed over.
pub const VIP_DAYS: i64 = 1;

/// One open thing, with what is shown of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CarryItem {
    /// What it is.
    pub kind: CarryKind,
    /// Ticket, line or stay.
    pub record: RecordId,
    /// The line of a signed sheet; none on one that still writes itself.
    pub item: Option<HandoverItemId>,
    /// Empty where it has none.
    pub room_no: String,
    /// About whom.
    pub guest: Option<GuestId>,
    /// Their name; empty where nobody is named.
    pub guest_name: String,
    /// `mr`, `ms`, `none`, or empty.
    pub guest_title: String,
    /// A ticket's number; empty else.
    pub number: String,
    /// Whether a ticket is a complaint, praise, a suggestion or an opinion.
    pub ticket_kind: Option<TicketKind>,
    /// What a ticket is about.
    pub problem: Option<ProblemCode>,
    /// How bad it is.
    pub severity: Option<Severity>,
    /// In the guest's or the log's words; the level of a VIP.
    pub words: String,
    /// Where a ticket stands, or stood as the sheet was signed.
    pub state: Option<TicketState>,
    /// What a line of the log is about.
    pub line_kind: Option<LineKind>,
    /// Whose business it is.
    pub department: Option<Department>,
    /// Who answers for it.
    pub owner_name: String,
    /// Which promise runs.
    pub clock: Option<ClockKind>,
    /// Until when.
    pub due_ms: Option<Instant>,
    /// Since when.
    pub from_ms: Option<Instant>,
    /// What is to be known.
    pub marks: Vec<CarryMark>,
    /// What waits for 批示, minor units.
    pub awaiting_minor: Minor,
    /// Points that are pending under it.
    pub pending: Points,
    /// When the guest leaves or comes.
    pub day: Option<BusinessDate>,
    /// When it was looked at on a signed sheet.
    pub seen_at_ms: Option<Instant>,
}

/// Signs the sheet of a shift for the acting person, with everything that is open on it.
///
/// Errors: [`duty::DutyRefusal`], [`crate::base::error::Common`] naming the field.
pub fn sign(tx: &mut Tx<'_>, input: &SignHandover) -> Result<HandoverId> {
    let op = tx.begin(Op::SignHandover)?;
    let items = open_now(tx.db(), tx.session(), tx.business_date())?.into_iter().map(carried).collect();
    duty::sign(tx, op, input, items)
}

/// Returns everything that is open in the house, what runs out first at the top and what has no time last.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn open_now(db: &Db, session: &Session, today: BusinessDate) -> Result<Vec<CarryItem>> {
    let mut facts = rows::ticket_facts(db, today.plus_days(LEAVING_DAYS))?;
    let mut items: Vec<CarryItem> = Vec::new();
    for line in tickets::every_open(db, session)? {
        let known = facts.remove(&line.id).unwrap_or_default();
        items.push(of_ticket(line, known));
    }
    for owed in tickets::external::owed(db, session)?.into_iter().filter(|owed| owed.line.closed_at_ms.is_some()) {
        items.push(of_ticket(owed.line, TicketExtra::default()));
    }
    for line in duty::open_lines(db)? {
        items.push(of_line(db, &line)?);
    }
    items.extend(rows::vips(db, today, today.plus_days(VIP_DAYS))?);
    items.sort_by_key(|item| (item.due_ms.is_none(), item.due_ms));
    Ok(items)
}

fn carried(item: CarryItem) -> CarriedItem {
    CarriedItem {
        kind: item.kind,
        record: item.record,
        room_no: item.room_no,
        state: item.state.map_or_else(String::new, |state| state.word().to_owned()),
        due_ms: item.due_ms,
        marks: item.marks,
    }
}

/// What a sheet says of a ticket beside the inbox line.
#[derive(Debug, Clone, Copy, Default)]
struct TicketExtra {
    awaits: bool,
    awaiting_minor: Minor,
    pending: Points,
    leaves_on: Option<BusinessDate>,
}

fn of_ticket(line: InboxLine, known: TicketExtra) -> CarryItem {
    let marks = [
        (known.awaits, CarryMark::Approval),
        (line.due == Some(ClockKind::Callback), CarryMark::Callback),
        (known.leaves_on.is_some(), CarryMark::Leaving),
        (known.pending > Points::ZERO, CarryMark::Points),
        (line.outside_due_ms.is_some(), CarryMark::Outside),
    ];
    CarryItem {
        record: line.id.raw().into(),
        room_no: line.room_no,
        guest: line.guest,
        guest_name: line.guest_name,
        guest_title: line.guest_title,
        number: line.number,
        ticket_kind: Some(line.kind),
        problem: Some(line.problem),
        severity: Some(line.severity),
        words: line.words,
        state: Some(line.state),
        department: Some(line.department),
        owner_name: line.owner_name,
        clock: line.due,
        // Whichever runs out first; an answer outside is owed also where nothing else runs any more.
        due_ms: line.due_ms.into_iter().chain(line.outside_due_ms).min(),
        from_ms: Some(line.opened_at_ms),
        marks: marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect(),
        awaiting_minor: known.awaiting_minor,
        pending: known.pending,
        day: known.leaves_on,
        ..bare(CarryKind::Ticket, line.id.raw().into())
    }
}

fn of_line(db: &Db, line: &DutyLine) -> Result<CarryItem> {
    // A correction says what stands now; what follows and whether it ended stay with the first line.
    let latest = duty::rows::latest(db, line.id)?;
    let kind = if line.kind == LineKind::DoubleLock { CarryKind::DoubleLock } else { CarryKind::FollowUp };
    let (guest_name, guest_title) = match line.guest_id {
        Some(guest) => rows::guest_name(db, guest)?,
        None => Default::default(),
    };
    let owner = line.follow_up.and_then(|follow_up| follow_up.owner);
    Ok(CarryItem {
        room_no: latest.room_no,
        guest: line.guest_id,
        guest_name,
        guest_title,
        words: latest.words,
        line_kind: Some(latest.kind),
        department: line.follow_up.map(|follow_up| follow_up.department),
        owner_name: owner.map_or(Ok(String::new()), |owner| rows::user_name(db, owner))?,
        due_ms: line.follow_up.map(|follow_up| follow_up.due_ms),
        from_ms: Some(line.at_ms),
        ..bare(kind, line.id.raw().into())
    })
}

fn bare(kind: CarryKind, record: RecordId) -> CarryItem {
    CarryItem {
        kind,
        record,
        item: None,
        room_no: String::new(),
        guest: None,
        guest_name: String::new(),
        guest_title: String::new(),
        number: String::new(),
        ticket_kind: None,
        problem: None,
        severity: None,
        words: String::new(),
        state: None,
        line_kind: None,
        department: None,
        owner_name: String::new(),
        clock: None,
        due_ms: None,
        from_ms: None,
        marks: Vec::new(),
        awaiting_minor: Minor::ZERO,
        pending: Points::ZERO,
        day: None,
        seen_at_ms: None,
    }
}
