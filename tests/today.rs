//! 今日抵店: what is printed, and how far the house's knowledge of today's arrivals was used.

use lobby_core::{
    arrivals,
    base::{ids::GuestId, role::Role},
    db::openings::{self, Opened},
};
use support::{
    hotel::{Hotel, hotel},
    stays,
};

fn open(hotel: &Hotel, guest: GuestId, role: Role, today: &str) {
    let today = today.parse().expect("a date");
    let opened = Opened { guest, user: hotel.session(role).user, at: hotel.now(), today };
    hotel.store.upkeep(|db, _| openings::note(db, &opened)).expect("an opening is remembered");
}

fn paper(hotel: &Hotel) -> arrivals::Paper {
    let today = "2026-07-14".parse().expect("a date");
    hotel.store.read_as_house(|db| arrivals::paper(db, today)).expect("the paper is read")
}

#[test]
fn a_card_counts_on_the_day_it_was_opened_and_once() {
    let hotel = hotel();
    let opened = hotel.guest("王建国", "13800008812");
    let other = hotel.guest("孙丽华", "13900005521");
    stays::in_house(&hotel, opened, "2026-07-14", "2026-07-16", 100_000, 0);
    stays::in_house(&hotel, other, "2026-07-14", "2026-07-17", 100_000, 0);
    assert_eq!((paper(&hotel).day.used.arrivals, paper(&hotel).day.used.used), (2, 0), "nobody looked yet");
    open(&hotel, opened, Role::Receptionist, "2026-07-13");
    assert_eq!(paper(&hotel).day.used.used, 0, "yesterday's opening is not today's");
    open(&hotel, opened, Role::Receptionist, "2026-07-14");
    open(&hotel, opened, Role::Receptionist, "2026-07-14");
    open(&hotel, opened, Role::DutyManager, "2026-07-14");
    let used = paper(&hotel).day.used;
    assert_eq!((used.used, used.percent), (1, None), "one arrival of two, which is too small a sample");
}
