//! The list of guests by the four axes: it says of everybody what their card says, page by page, and leaves the house only by
//! those who may take it out.

use std::{collections::BTreeSet, ops::ControlFlow, path::PathBuf};

use chrono::NaiveDate;
use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::GuestId,
        role::Role,
        time::{BusinessDate, Instant},
    },
    db::{Done, Store, keys::PRACTICE_PASSPHRASE},
    export, open,
    practice::Practice,
    profile::{
        self,
        axes::{BookingWay, FeedbackBand, RoomLiking, ValueBand},
        filed,
        listed::{self, Asked, ExportGuestList, Filter, GuestListExported, ListedGuest},
    },
    staff,
    stays::summaries,
};
use support::{
    hotel::{Hotel, NOW_MS, code, hotel},
    outside,
    stays::departed,
};

const GUESTS: u64 = 400;
/// Records of the practice hotel that were merged into another.
const MERGED: u64 = 1;

fn today() -> BusinessDate {
    "2026-07-14".parse().expect("a day")
}

fn practice(folder: &tempfile::TempDir) -> Store {
    let practice = Practice { guests: GUESTS, seed: 1, today: NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date") };
    let pin_hash = staff::hash_pin(staff::PRACTICE_PIN, [5; 16]).expect("a hash");
    let path = folder.path().join("practice.lobby");
    let watch = &mut |_, _| ControlFlow::Continue(());
    open::practice_hotel(&path, &practice, &pin_hash, Instant::from_ms(NOW_MS), [3; 32], watch).expect("a practice hotel").0
}

/// Returns the whole list, read in pages of `limit`.
fn listed(store: &Store, filter: Filter, limit: u32) -> Vec<ListedGuest> {
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let asked = Asked { filter, after, limit };
        let page = store.read_as_house(|db| listed::page(db, &asked, today())).expect("a page");
        assert!(page.guests.len() <= limit as usize, "no page is longer than asked");
        all.extend(page.guests);
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

fn ids(guests: &[ListedGuest]) -> Vec<GuestId> {
    guests.iter().map(|one| one.guest_id).collect()
}

#[test]
fn everybody_is_listed_once_as_their_card_files_them_and_who_left_last_stands_first() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = practice(&folder);
    let all = listed(&store, Filter::default(), 7);
    assert_eq!(all.len() as u64, GUESTS - MERGED, "nobody is left out but who was merged into another");
    assert_eq!(ids(&all).into_iter().collect::<BTreeSet<_>>().len(), all.len(), "and nobody stands there twice");
    assert_eq!(ids(&all), ids(&listed(&store, Filter::default(), 200)), "whatever the size of a page");
    let days: Vec<_> = all.iter().map(|one| one.summary.last_departure).collect();
    assert!(days.is_sorted_by(|one, next| one >= next), "who left last stands first, who never left behind them");
    for one in &all {
        let card = store.read_as_house(|db| profile::card(db, one.guest_id, today(), Role::GeneralManager)).expect("a card");
        assert_eq!((&one.axes, &one.summary), (&card.axes, &card.summary), "as the card says");
        assert!(one.phone.is_empty() || one.phone.contains('•'), "no list shows a whole number");
    }
    for value in ValueBand::ALL {
        let filter = Filter { value: Some(*value), ..Filter::default() };
        agrees(&store, &all, filter, |one| one.axes.value == Some(*value));
    }
    for source in BookingWay::ALL {
        let filter = Filter { source: Some(*source), ..Filter::default() };
        agrees(&store, &all, filter, |one| one.axes.source == Some(*source));
    }
    for liking in RoomLiking::ALL {
        let filter = Filter { liking: Some(*liking), ..Filter::default() };
        agrees(&store, &all, filter, |one| one.axes.likings.contains(liking));
    }
    for feedback in FeedbackBand::ALL {
        let filter = Filter { feedback: Some(*feedback), ..Filter::default() };
        agrees(&store, &all, filter, |one| one.axes.feedback == Some(*feedback));
    }
    let both = Filter { value: Some(ValueBand::High), feedback: Some(FeedbackBand::Mixed), ..Filter::default() };
    agrees(&store, &all, both, |one| one.axes.value == Some(ValueBand::High) && one.axes.feedback == Some(FeedbackBand::Mixed));
}

/// A filter leaves whom it names, in the same order, and all of them.
fn agrees(store: &Store, all: &[ListedGuest], filter: Filter, fits: impl Fn(&ListedGuest) -> bool) {
    let expected: Vec<GuestId> = all.iter().filter(|one| fits(one)).map(|one| one.guest_id).collect();
    assert_eq!(ids(&listed(store, filter, 9)), expected, "{filter:?}");
}

#[test]
fn a_file_that_was_not_filed_yet_gives_the_same_list_and_is_filed_by_the_next_look() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = practice(&folder);
    let everybody = |store: &Store| {
        let mut lists = Vec::new();
        for value in std::iter::once(None).chain(ValueBand::ALL.iter().copied().map(Some)) {
            for feedback in std::iter::once(None).chain(FeedbackBand::ALL.iter().copied().map(Some)) {
                lists.push(listed(store, Filter { value, feedback, ..Filter::default() }, 50));
            }
        }
        lists
    };
    let filed = everybody(&store);
    store.upkeep(|db, _| filed::rebuild(db)).expect("filed again");
    assert_eq!(everybody(&store), filed, "filing everybody again changes nothing");
    let conn = outside::opened(&folder.path().join("practice.lobby"), PRACTICE_PASSPHRASE);
    conn.execute_batch("DELETE FROM listed_guests").expect("emptied");
    assert!(ids(&listed(&store, Filter::default(), 50)).is_empty(), "control: the list is read where guests are filed");
    conn.execute_batch("DELETE FROM listed_state").expect("as an earlier program left it");
    assert_eq!(everybody(&store), filed, "each guest's records say the same");
    assert!(store.upkeep(|db, _| filed::keep_up(db)).expect("filed"), "the next look files everybody");
    assert!(!store.upkeep(|db, _| filed::keep_up(db)).expect("looked"), "once");
    assert_eq!(everybody(&store), filed);
}

fn export(hotel: &Hotel, role: Role, filter: Filter) -> (PathBuf, Result<Done<GuestListExported>>) {
    let path = hotel.folder().join(format!("{}.csv", role.word()));
    let input = ExportGuestList { filter };
    let done = export::list(&hotel.store, &hotel.request(role), Op::ExportGuestList, &input, |tx, whole| {
        listed::export(tx, &input, &path, whole)
    });
    (path, done)
}

#[test]
fn the_file_leaves_by_those_who_may_and_holds_no_way_to_reach_anybody() {
    let hotel = hotel();
    let formula = hotel.guest("=HYPERLINK(1)", "138 1234 8812");
    hotel.guest("White, James", "139 5555 0001");
    departed(&hotel, formula, "2026-06-01", "2026-06-03", 120_000, 0);
    hotel.write(Role::GeneralManager, Op::ApplyImport, &formula, |tx| summaries::refresh(tx, formula)).expect("summed");
    for role in [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::Administrator] {
        let (path, done) = export(&hotel, role, Filter::default());
        assert_eq!(code(&done), "not_allowed", "{role:?}");
        assert!(!path.exists(), "and nothing lies there");
    }
    let (path, done) = export(&hotel, Role::DataOfficer, Filter::default());
    assert_eq!(done.expect("written").value.guests, 2);
    let text = std::fs::read_to_string(&path).expect("the file");
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 3, "a head and two guests");
    assert!(lines[1].contains(",'=HYPERLINK(1),"), "a formula is only text, and who left last stands first: {}", lines[1]);
    assert!(lines[1].contains(",1200.00,2026-06-03,"), "the sum with its point: {}", lines[1]);
    assert!(lines[2].contains(",\"White, James\","), "a comma parts nothing");
    assert!(!text.contains("8812") && !text.contains("0001") && !text.contains('•'), "no way to reach anybody, not even masked");
    assert_eq!(code(&export(&hotel, Role::DataOfficer, Filter::default()).1), "file_failed", "no file is written over");
    let never = Filter { feedback: Some(FeedbackBand::Unhappy), ..Filter::default() };
    let (path, done) = export(&hotel, Role::GeneralManager, never);
    assert_eq!(done.expect("written").value.guests, 0);
    assert_eq!(std::fs::read_to_string(path).expect("the file").lines().count(), 1, "the filter holds for the file too");
}

#[test]
fn a_page_of_nobody_or_of_too_many_is_refused() {
    let hotel = hotel();
    for limit in [0, listed::PAGE_MAX + 1] {
        let asked = Asked { filter: Filter::default(), after: None, limit };
        let refused = hotel.store.read_as_house(|db| listed::page(db, &asked, today()));
        assert_eq!(code(&refused), "bad_value", "{limit}");
    }
}

/// How long a page takes at scale: `LOBBY_LIST_GUESTS=200000 cargo test -p lobby-tests a_page_of_the_list_is_timed -- --nocapture`.
#[test]
fn a_page_of_the_list_is_timed() {
    let Some(guests) = std::env::var("LOBBY_LIST_GUESTS").ok().and_then(|text| text.parse().ok()) else {
        println!("skipped: LOBBY_LIST_GUESTS names no number of guests");
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let practice = Practice { guests, seed: 1, today: NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date") };
    let pin_hash = staff::hash_pin(staff::PRACTICE_PIN, [5; 16]).expect("a hash");
    let path = folder.path().join("practice.lobby");
    let watch = &mut |_, _| ControlFlow::Continue(());
    let begun = std::time::Instant::now();
    let store = open::practice_hotel(&path, &practice, &pin_hash, Instant::from_ms(NOW_MS), [3; 32], watch).expect("made").0;
    println!("made {guests} in {:?}", begun.elapsed());
    let with = |value, source, liking, feedback| Filter { value, source, liking, feedback };
    let filters = [
        with(None, None, None, None),
        with(Some(ValueBand::High), None, None, None),
        with(None, Some(BookingWay::WalkIn), None, None),
        with(None, None, Some(RoomLiking::Family), None),
        with(None, None, Some(RoomLiking::Theme), None),
        with(None, None, None, Some(FeedbackBand::Unhappy)),
        with(Some(ValueBand::High), Some(BookingWay::Phone), Some(RoomLiking::Family), Some(FeedbackBand::Mixed)),
    ];
    for filter in filters {
        let asked = Asked { filter, after: None, limit: 50 };
        let begun = std::time::Instant::now();
        let page = store.read_as_house(|db| listed::page(db, &asked, today())).expect("a page");
        println!("{} of {guests} in {:?}: {filter:?}", page.guests.len(), begun.elapsed());
    }
}
