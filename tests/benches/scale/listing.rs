//! The list of guests by the four axes: every filter once, those that match nobody among them.

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    db::keys::PRACTICE_PASSPHRASE,
    profile::{
        axes::{BookingWay, FeedbackBand, RoomLiking, ValueBand},
        listed::{self, Asked, Filter},
    },
};

use crate::hotel::{self, Kept};
use crate::table::Table;
use crate::timing::Times;

/// Guests of a page, as the window asks for them.
const PAGE: u32 = 50;
/// Runs of the floor.
const BARE_RUNS: usize = 300;

/// Adds the lines of the list: first pages, the pages behind them, and those that hold nobody.
pub fn lines(hotel: &Kept, table: &mut Table) {
    let session = hotel.request(Role::Receptionist).session;
    let (mut first, mut behind, mut nobody) = (Times::default(), Times::default(), Times::default());
    for filter in filters() {
        let mut asked = Asked { filter, after: None, limit: PAGE };
        let begun = std::time::Instant::now();
        let page = hotel.store.read(&session, Op::FindGuests, |db| listed::page(db, &asked, hotel::today())).expect("a page");
        let took = begun.elapsed();
        if page.guests.is_empty() { &mut nobody } else { &mut first }.note(took);
        asked.after = page.next;
        if page.next.is_some() {
            let read = || hotel.store.read(&session, Op::FindGuests, |db| listed::page(db, &asked, hotel::today()));
            behind.run(read).expect("the page behind it");
        }
    }
    let bare = format!("as many rows by last departure: {}", bare(hotel));
    for (what, times) in
        [("List by the four axes, first page", first), ("The page behind it", behind), ("A filter that matches nobody", nobody)]
    {
        let size = format!("{} guests, {} filters, {PAGE} a page", hotel.guests, times.count());
        table.add(what, size, times, bare.clone());
    }
}

/// Returns every filter there is.
fn filters() -> Vec<Filter> {
    fn or_all<T: Copy>(all: &[T]) -> Vec<Option<T>> {
        std::iter::once(None).chain(all.iter().copied().map(Some)).collect()
    }
    let mut filters = Vec::new();
    for value in or_all(ValueBand::ALL) {
        for source in or_all(BookingWay::ALL) {
            for liking in or_all(RoomLiking::ALL) {
                filters.extend(or_all(FeedbackBand::ALL).into_iter().map(|feedback| Filter { value, source, liking, feedback }));
            }
        }
    }
    filters
}

fn bare(hotel: &Kept) -> Times {
    let conn = support::outside::opened(&hotel.path, PRACTICE_PASSPHRASE);
    let sql = "SELECT guest_id, stays, nights, spend_minor FROM stay_summaries
               WHERE last_departure IS NOT NULL ORDER BY last_departure DESC, guest_id DESC LIMIT ?1";
    let mut rows = conn.prepare(sql).expect("a query of the schema");
    let mut times = Times::default();
    for _ in 0..BARE_RUNS {
        let read = || rows.query_map([PAGE], |row| row.get::<_, [u8; 16]>(0)).expect("rows").filter(Result::is_ok).count();
        assert!(times.run(read) > 0, "somebody has stayed");
    }
    times
}
