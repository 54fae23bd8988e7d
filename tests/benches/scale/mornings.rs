//! What is read before a day begins: the morning meeting's report, the briefing of the arrivals.

use lobby_core::{
    arrivals,
    audit::op::Op,
    base::role::Role,
    morning::{self, Figure, FigureAsked, Period},
};

use crate::hotel::{self, Kept};
use crate::table::Table;
use crate::timing::Times;

/// Runs of each act.
const RUNS: usize = 50;

/// Adds the lines of the report over a day, a week and its longest period, of the rows behind its figures, of the briefing and
/// of what prints from it.
pub fn lines(hotel: &Kept, table: &mut Table) {
    let session = hotel.request(Role::GeneralManager).session;
    let at = hotel.now();
    let period = |days: i64| Period { from: hotel::today().plus_days(1 - days), to: hotel::today() };
    for (days, much) in [(1, "a day"), (7, "a week"), (morning::DAYS_MAX, "the longest period, 92 days")] {
        let mut times = Times::default();
        for _ in 0..RUNS {
            let report = || hotel.store.read(&session, Op::ReadMorning, |db| morning::report(db, &session, at, period(days)));
            times.run(report).expect("the report is read");
        }
        table.add("Morning report", format!("{} guests, {much}", hotel.guests), times, "—");
    }
    let mut times = Times::default();
    for figure in Figure::ALL.iter().cycle().take(RUNS * Figure::ALL.len()) {
        let asked = FigureAsked { period: period(7), figure: *figure, user: None, names: true };
        let rows = || hotel.store.read(&session, Op::ReadMorning, |db| morning::rows_of(db, &session, at, asked));
        times.run(rows).expect("the rows are read");
    }
    table.add("Rows behind a figure of the report", format!("{} guests, a week", hotel.guests), times, "—");
    briefing(hotel, table);
}

fn briefing(hotel: &Kept, table: &mut Table) {
    let session = hotel.request(Role::Receptionist).session;
    let (mut briefings, mut papers, mut counts) = (Times::default(), Times::default(), Times::default());
    let mut lines = 0;
    for _ in 0..RUNS {
        let read = |db: &_| arrivals::briefing(db, hotel::today());
        let today = briefings.run(|| hotel.store.read(&session, Op::ReadToday, read)).expect("the briefing is read");
        lines = today.arriving.len() + today.in_house.len() + today.departing.len();
        let print = || hotel.store.read(&session, Op::ReadToday, |db| arrivals::paper(db, hotel::today()));
        papers.run(print).expect("the sheet is read");
        counts
            .run(|| hotel.store.read(&session, Op::ReadToday, |db| arrivals::counts(db, hotel::today())))
            .expect("it is counted");
    }
    let size = format!("{} guests, {lines} lines", hotel.guests);
    table.add("今日抵店, whole", size.clone(), briefings, "—");
    table.add("今日抵店, its downtime pack", size.clone(), papers, "—");
    table.add("What the frame counts", size, counts, "—");
}
