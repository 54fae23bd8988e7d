//! The early warning and the inbox over the hotel's complaints.

use lobby_core::{
    audit::op::Op,
    base::role::{Department, Role, Session},
    tickets::{self, Area, Severity, TicketFilter, TicketScope},
    warnings::{self, Behind, CauseKind, Days, Scope},
};

use crate::hotel::{self, Kept};
use crate::table::Table;
use crate::timing::Times;

/// Runs of each act.
const RUNS: usize = 50;
/// Days of the Pareto and the map: half a year, as the chart shows.
const DAYS: u32 = 182;

/// Adds the lines of the charts, the signals and the filtered inbox.
pub fn lines(hotel: &Kept, table: &mut Table) {
    let session = hotel.request(Role::GeneralManager).session;
    let behind = Behind { days: Days::ending(hotel::today(), DAYS), scope: Scope::default() };
    let mut charts = Times::default();
    let mut causes = Times::default();
    let mut maps = Times::default();
    let mut signals = Times::default();
    for _ in 0..RUNS {
        let read = hotel.store.read(&session, Op::ReadWarnings, |db| {
            charts.run(|| warnings::weekly_chart(db, &session, &behind.scope, None, hotel::today()))?;
            causes.run(|| warnings::causes(db, &session, &behind, CauseKind::Problem))?;
            maps.run(|| warnings::map(db, &session, &behind))?;
            signals.run(|| warnings::signals(db, &session, hotel::today()))
        });
        read.expect("the early warning is read");
    }
    let size = format!("{} guests, half a year", hotel.guests);
    for (what, times) in [("u-chart", charts), ("Pareto", causes), ("Floors and rooms", maps), ("Signals", signals)] {
        table.add(what, size.clone(), times, "none");
    }
    inbox(hotel, &session, table);
}

fn inbox(hotel: &Kept, session: &Session, table: &mut Table) {
    let filters = [
        TicketFilter::of(TicketScope::All),
        TicketFilter::of(TicketScope::Closed),
        TicketFilter { severity: Some(Severity::Urgent), ..TicketFilter::of(TicketScope::All) },
        TicketFilter { department: Some(Department::Recreation), ..TicketFilter::of(TicketScope::Closed) },
        TicketFilter { area: Some(Area::Safety), ..TicketFilter::of(TicketScope::All) },
        // A room that the house has not: the filter that reads all and shows nothing.
        TicketFilter { room: Some("9999".to_owned()), ..TicketFilter::of(TicketScope::All) },
    ];
    let mut times = Times::default();
    for filter in filters.iter().cycle().take(RUNS * filters.len()) {
        let read =
            hotel.store.read(session, Op::ReadTickets, |db| times.run(|| tickets::list(db, session, filter, tickets::LINES_MAX)));
        read.expect("the inbox is read");
    }
    let counted = hotel.store.read(session, Op::ReadWarnings, |db| {
        let all = Behind { days: Days::ending(hotel::today(), 20_000), scope: Scope::default() };
        warnings::causes(db, session, &all, CauseKind::Problem)
    });
    let count = counted.expect("complaints are counted").total;
    table.add("Inbox, filtered", format!("{count} tickets, {} filters", filters.len()), times, "none");
}
