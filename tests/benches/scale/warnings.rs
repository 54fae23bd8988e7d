//! The early warning over the hotel's complaints, as its page reads it.

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    tickets::ProblemCode,
    warnings::{self, Behind, CauseKind, Days, Scope},
};

use crate::hotel::{self, Kept};
use crate::table::Table;
use crate::timing::Times;

/// Runs of each act.
const RUNS: usize = 50;
/// Days of the Pareto and the map: half a year, as the chart shows.
const DAYS: u32 = 182;

/// Adds the lines of the charts and the signals: of the house, and of what a floor, a room and two years ask.
pub fn lines(hotel: &Kept, table: &mut Table) {
    let request = hotel.request(Role::GeneralManager);
    let session = &request.session;
    let house = Scope::default();
    let floor = Scope { floor: Some("09".to_owned()), ..Scope::default() };
    let room = Scope { room: Some("0915".to_owned()), ..Scope::default() };
    let (today, years) = (hotel::today(), Some(warnings::WEEKS_MAX));
    let of = |days| Behind { days: Days::ending(today, days), scope: Scope::default() };
    let (half, both) = (of(DAYS), of(4 * DAYS));
    let mut measure = |what: &str, much: &str, act: &dyn Fn(&lobby_core::db::Db) -> lobby_core::base::error::Result<()>| {
        let mut times = Times::default();
        for _ in 0..RUNS {
            times.run(|| hotel.store.read(session, Op::ReadWarnings, act)).expect("the early warning is read");
        }
        table.add(what, format!("{} guests, {much}", hotel.guests), times, "—");
    };
    let chart = |scope, weeks| move |db: &_| warnings::weekly_chart(db, session, scope, weeks, today).map(drop);
    measure("u-chart", "half a year", &chart(&house, None));
    measure("u-chart", "two years", &chart(&house, years));
    measure("u-chart of one floor", "two years", &chart(&floor, years));
    measure("u-chart of one room", "two years", &chart(&room, years));
    measure("Days between", "three years", &|db| warnings::gap_chart(db, session, ProblemCode::WaterLeak, today).map(drop));
    measure("Pareto of problems", "half a year", &|db| warnings::causes(db, session, &half, CauseKind::Problem).map(drop));
    measure("Pareto of causes", "half a year", &|db| warnings::causes(db, session, &half, CauseKind::Cause).map(drop));
    measure("Pareto of causes", "two years", &|db| warnings::causes(db, session, &both, CauseKind::Cause).map(drop));
    measure("Floors and rooms", "half a year", &|db| warnings::map(db, session, &half).map(drop));
    measure("Floors and rooms", "two years", &|db| warnings::map(db, session, &both).map(drop));
    measure("Signals", "the house's own days", &|db| warnings::signals(db, session, today).map(drop));
}
