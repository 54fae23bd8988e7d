//! The inbox: of the hotel's own complaints, and of a house in which a hundred thousand stand open at once, more than any has.

use lobby_core::{
    audit::op::Op,
    base::role::{Department, Role},
    tickets::{self, Area, OpenTicket, PROBLEMS, Severity, Subject, TicketFilter, TicketKind, TicketScope},
};

use crate::hotel::Kept;
use crate::table::Table;
use crate::timing::Times;

/// Runs of each filter.
const RUNS: usize = 50;
/// Complaints of the house in which all are open.
const OPEN: u32 = 100_000;
/// Taken in one transaction where that house is made.
const AT_ONCE: u32 = 1_000;
/// Guests of that house.
const GUESTS: u64 = 2_000;
/// Rooms that complain there.
const ROOMS: u32 = 200;

/// Adds the lines of both inboxes.
pub fn lines(hotel: &Kept, table: &mut Table) {
    let filters = [
        ("open", TicketFilter::of(TicketScope::Open)),
        ("all", TicketFilter::of(TicketScope::All)),
        ("closed", TicketFilter::of(TicketScope::Closed)),
        ("mine", TicketFilter::of(TicketScope::Mine)),
        ("urgent", TicketFilter { severity: Some(Severity::Urgent), ..TicketFilter::of(TicketScope::All) }),
        ("department", TicketFilter { department: Some(Department::Recreation), ..TicketFilter::of(TicketScope::All) }),
        ("area", TicketFilter { area: Some(Area::Safety), ..TicketFilter::of(TicketScope::All) }),
        ("room", TicketFilter { room: Some("0915".to_owned()), ..TicketFilter::of(TicketScope::All) }),
        // A room that the house has not: the filter that reads all and shows nothing.
        ("no such room", TicketFilter { room: Some("9999".to_owned()), ..TicketFilter::of(TicketScope::All) }),
        ("late", TicketFilter { late_at_ms: Some(hotel.now()), ..TicketFilter::of(TicketScope::Open) }),
    ];
    of_hotel(hotel, &filters, table, "as the hotel has them");
    of_hotel(&crowded(), &filters, table, "all of them open");
}

fn of_hotel(hotel: &Kept, filters: &[(&str, TicketFilter)], table: &mut Table, how: &str) {
    let session = hotel.request(Role::DutyManager).session;
    let count = support::outside::opened(&hotel.path, lobby_core::db::keys::PRACTICE_PASSPHRASE)
        .query_row("SELECT count(*) FROM tickets", [], |row| row.get::<_, u32>(0))
        .expect("complaints are counted");
    let mut all = Times::default();
    for (name, filter) in filters {
        let mut times = Times::default();
        let mut shown = 0;
        for _ in 0..RUNS {
            let read =
                || hotel.store.read(&session, Op::ReadTickets, |db| tickets::list(db, &session, filter, tickets::LINES_MAX));
            shown = times.run(read).expect("the inbox is read").len();
        }
        table.add(&format!("Inbox: {name}"), format!("{count} tickets, {how}; {shown} shown"), &times, "—");
        all.extend(&times);
    }
    table.add("Inbox, all filters", format!("{count} tickets, {how}; {} reads", all.count()), all, "—");
}

/// Returns the house in which [`OPEN`] complaints are open, each taken as a desk takes it; makes it where it was not made before.
fn crowded() -> Kept {
    let hotel = Kept::named("inbox", GUESTS);
    let session = hotel.request(Role::DutyManager).session;
    let open = hotel.store.read(&session, Op::ReadTickets, |db| tickets::every_open(db, &session)).expect("the inbox is read");
    let begun = std::time::Instant::now();
    let done = u32::try_from(open.len()).expect("a small count") / AT_ONCE * AT_ONCE;
    for first in (done..OPEN).step_by(AT_ONCE as usize) {
        let mut request = hotel.request(Role::Receptionist);
        // The older ones first, so that their promises come due one after the other.
        request.at = request.at.plus_minutes(-i64::from(OPEN - first));
        let taken = hotel.store.write(&request, Op::OpenTicket, &first, |tx| {
            (first..first + AT_ONCE).try_for_each(|ordinal| tickets::open_ticket(tx, &complaint(ordinal)).map(drop))
        });
        taken.expect("complaints are taken");
    }
    if done < OPEN {
        eprintln!("{} complaints were taken in {} s", OPEN - done, begun.elapsed().as_secs());
    }
    hotel
}

fn complaint(ordinal: u32) -> OpenTicket {
    let room = ordinal * 7 % ROOMS;
    OpenTicket {
        kind: TicketKind::Complaint,
        about: None,
        subject: Subject::Room { room: format!("{:02}{:02}", 2 + room / 20, 1 + room % 20) },
        problem: PROBLEMS[ordinal as usize % PROBLEMS.len()].code,
        severity: Some(Severity::ALL[ordinal as usize / 3 % 3]),
        mood: None,
        words: "空调滴水".to_owned(),
        area: None,
        touchpoint: None,
        department: None,
    }
}
