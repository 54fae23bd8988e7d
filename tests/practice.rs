//! A practice hotel in a file: made on the bulk path, whole or not at all, and agreeing with itself.

use std::ops::ControlFlow;

use chrono::NaiveDate;
use lobby_core::{
    base::{
        error::Result,
        role::{Role, Session},
        time::{BusinessDate, Instant},
    },
    db::{Store, keys::PRACTICE_PASSPHRASE},
    duplicates,
    flows::merge,
    guests,
    loyalty::{self, MemberRef},
    open,
    practice::{Made, Practice},
    search, staff, stays,
    tickets::{self, Above, LINES_MAX, TicketFilter, TicketScope, TicketState},
};
use support::hotel::{NOW_MS, code};

const GUESTS: u64 = 1_500;

fn practice(guests: u64) -> Practice {
    Practice { guests, seed: 1, today: NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date") }
}

fn today() -> BusinessDate {
    BusinessDate::new(practice(GUESTS).today)
}

/// The machine's clock stands three days before the hotel's, as on any practice day.
const MACHINE_MS: i64 = NOW_MS - 3 * 86_400_000;

fn make(folder: &tempfile::TempDir, guests: u64, watch: &mut dyn FnMut(u64, u64) -> ControlFlow<()>) -> Result<(Store, Made)> {
    let pin_hash = staff::hash_pin(staff::PRACTICE_PIN, [5; 16]).expect("a hash");
    let path = folder.path().join("practice.lobby");
    let made = open::practice_hotel(&path, &practice(guests), &pin_hash, Instant::from_ms(MACHINE_MS), [3; 32], watch);
    made.map(|(store, made, _recovery)| (store, made))
}

#[test]
fn a_practice_hotel_agrees_with_itself_in_every_sum() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, made) = make(&folder, GUESTS, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    assert_eq!(made.guests, GUESTS, "as many guests as asked");
    let ledger = store.read_as_house(loyalty::check::check).expect("the ledger is read");
    assert!(ledger.ok, "every law of the ledger holds: {:?}", ledger.wrong);
    assert_eq!(ledger.entries.unsigned_abs(), made.ledger_entries, "as many postings as it says");
    let differing = store.read_as_house(stays::summaries::differing).expect("sums are compared");
    assert!(differing.is_empty(), "stored sums are what the stays say");
    assert!(store.hotel().practice, "the file says that its people are made up");
    assert_eq!(store.hotel().code, "PRACTICE");
}

#[test]
fn it_keeps_no_statistics_so_that_it_is_planned_as_every_hotel_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _) = make(&folder, 100, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    let conn = support::outside::opened(store.path(), PRACTICE_PASSPHRASE);
    let kept = "SELECT count(*) FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'";
    assert_eq!(conn.query_row(kept, [], |row| row.get::<_, i64>(0)).expect("a count"), 0);
}

#[test]
fn its_people_sign_in_and_its_clock_stands_on_the_afternoon_of_its_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _) = make(&folder, 100, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    let people = store.read_as_house(staff::list).expect("people are listed");
    assert_eq!(people.len(), Role::ALL.len() + 1, "one person of each role, and a second duty manager to hand over to");
    let now = store.hotel().now(Instant::from_ms(MACHINE_MS));
    assert_eq!(now, Instant::from_ms(NOW_MS), "14:05 on its day, whatever the machine says");
    let session = staff::sign_in(&store, "reception", staff::PRACTICE_PIN, now).expect("the practice PIN opens");
    assert_eq!(session.role, Role::Receptionist);
}

#[test]
fn the_scenes_of_today_lie_in_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _) = make(&folder, GUESTS, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    let arriving = store.read_as_house(|db| stays::arriving(db, today())).expect("arrivals");
    assert_eq!(arriving.len(), 27, "27 are still to come");
    assert_eq!(store.read_as_house(stays::in_house).expect("in house").len(), 164, "164 are in the house");
    let wang = arriving.iter().find(|stay| stay.room_no == "1206").and_then(|stay| stay.guest_id).expect("the arrival in 1206");
    let (guest, member, points, promises) = store
        .read_as_house(|db| {
            let member = loyalty::find(db, &MemberRef("00017432".to_owned()))?;
            Ok((guests::get(db, wang)?, member, loyalty::balance(db, wang)?, guests::promises_of(db, wang)?))
        })
        .expect("the guest is read");
    assert_eq!((guest.name.as_str(), member.guest), ("王建国", wang), "the member number is his");
    assert_eq!(points.count(), 12_480, "his points");
    assert!(promises.iter().any(|promise| promise.words.contains("远离电梯")), "the promise is still owed");
    let namesakes = arriving.iter().filter_map(|stay| stay.guest_id);
    let same = namesakes.filter(|id| store.read_as_house(|db| guests::get(db, *id)).expect("a guest").name == "王建国");
    assert_eq!(same.count(), 2, "and there is one namesake");
}

#[test]
fn the_complaints_of_the_scenes_stand_where_the_screens_show_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, made) = make(&folder, GUESTS, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    let people = store.read_as_house(staff::list).expect("people");
    let duty = people.iter().find(|user| user.role == Role::DutyManager).expect("a duty manager");
    let session = Session::without_pin(duty.id, duty.role, duty.department);
    let lines =
        |scope| store.read_as_house(|db| tickets::list(db, &session, &TicketFilter::of(scope), LINES_MAX)).expect("tickets");
    let open = lines(TicketScope::Open);
    let scenes = [
        ("0728", TicketState::InProgress),
        ("1116", TicketState::AwaitingApproval),
        ("0402", TicketState::AwaitingCallback),
        ("1204", TicketState::AwaitingAnswer),
        ("1108", TicketState::AwaitingCallback),
        ("0913", TicketState::InProgress),
    ];
    for (room, expected) in scenes {
        let states: Vec<TicketState> = open.iter().filter(|line| line.room_no == room).map(|line| line.state).collect();
        assert!(states.contains(&expected), "{room}: {expected} expected, found {states:?}");
    }
    let late = open.iter().find(|line| line.room_no == "1108").and_then(|line| line.due_ms).expect("a promised time");
    assert_eq!(late, Instant::from_ms(NOW_MS).plus_minutes(-125), "the call-back of 1108 was due at noon");
    let closed = lines(TicketScope::Closed);
    assert_eq!((open.len() + closed.len()) as u64, made.tickets, "as many tickets as it says");
    assert!(closed.iter().any(|line| line.room_no == "1112" && line.points.count() == 300), "the one behind the promise");
    let next = tickets::number(today(), 'A', 99);
    assert!(open.iter().all(|line| line.number < next), "numbers run on from today's");
}

#[test]
fn the_one_box_finds_the_scenes_as_the_product_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _) = make(&folder, GUESTS, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    let first = |words: &str| {
        let hits = store.read_as_house(|db| search::find(db, words, today(), 10)).expect("the box answers");
        let guest = hits.first().unwrap_or_else(|| panic!("{words}: nobody found")).guest_id;
        let found =
            store.read_as_house(|db| Ok((guests::get(db, guest)?.name, stays::of_guest(db, guest, 1)?))).expect("a guest");
        (found.0, found.1[0].room_no.clone())
    };
    for words in ["w 8812", "wjg", "wangjianguo", "王建国", "王建國", "1206", "00017432"] {
        assert_eq!(first(words), ("王建国".to_owned(), "1206".to_owned()), "{words}");
    }
    assert_eq!(first("0915").0, "李慧敏", "scenario B begins with the room");
    assert_eq!(first("shan").0, "单雨桐", "a surname that is read in an uncommon way");
    assert_eq!(first("takahashi").0, "高橋健一", "a name in Latin letters");
}

#[test]
fn one_pair_is_merged_already_and_another_waits_among_the_suspects() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _) = make(&folder, GUESTS, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    let member = |number: &str| store.read_as_house(|db| loyalty::find(db, &MemberRef(number.to_owned()))).expect("a member");
    let kept = member("00003120").guest;
    assert_eq!(member("00016905").guest, kept, "both member numbers find the record that stays");
    let merges = store.read_as_house(|db| merge::of_guest(db, kept)).expect("merges");
    assert_eq!(merges.len(), 1, "and the merge can be seen and taken apart");
    assert_eq!(store.read_as_house(|db| stays::of_guest(db, kept, 10)).expect("stays").len(), 3, "stays of both");

    let mut quiet = |_| ControlFlow::Continue(());
    let run = store.read_as_house(|db| duplicates::search(db, &mut duplicates::Watch::new(&mut quiet))).expect("a full run");
    store.upkeep_at_one_go(|db| duplicates::keep_as_house(db, &run, Instant::from_ms(NOW_MS))).expect("what it found is kept");
    let pairs = store.read_as_house(|db| duplicates::pairs(db, &duplicates::Asked::default())).expect("suspects");
    let names: Vec<_> = pairs.iter().map(|pair| (pair.one.name.as_str(), pair.other.name.as_str())).collect();
    assert!(names.contains(&("邹明轩", "邹明軒")), "the pair of the scenes: {names:?}");
    assert!(!names.contains(&("顾清扬", "顾清扬")), "who is merged is no suspect: {names:?}");
}

#[test]
fn the_benchmark_s_floor_asks_the_same_index() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _) = make(&folder, GUESTS, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    let rows = |words: &str| store.read_as_house(|db| search::bare_look_up(db, words)).expect("the index answers");
    for words in ["王建国", "王建國", "wjg", "wangjianguo", "wang jianguo", "王jg", "8812", "w 8812", "takahashi"] {
        assert!(rows(words) > 0, "{words}: a floor that finds nobody would flatter the box");
    }
    assert_eq!((rows("xqzvw"), rows("")), (0, 0), "and nobody where nobody is");
}

#[test]
fn breaking_off_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut heard = Vec::new();
    let made = make(&folder, GUESTS, &mut |done, total| {
        heard.push((done, total));
        if done >= 500 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    assert_eq!(code(&made), "cancelled");
    assert_eq!(heard, [(0, GUESTS * 2), (500, GUESTS * 2)], "progress was heard until the break");
    let left = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(left, 0, "neither a file nor its keys stay");
}

#[test]
fn a_practice_hotel_never_takes_the_place_of_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("practice.lobby");
    std::fs::write(&path, "a real hotel").expect("a file that is there already");
    assert_eq!(code(&make(&folder, 100, &mut |_, _| ControlFlow::Continue(()))), "file_exists");
    assert_eq!(std::fs::read_to_string(&path).expect("it is still there"), "a real hotel");
    std::fs::remove_file(&path).expect("made room");
    assert_eq!(code(&make(&folder, 7, &mut |_, _| ControlFlow::Continue(()))), "practice_size");
}

#[test]
fn its_duty_manager_never_gave_more_than_a_month_holds_and_has_something_left_today() {
    let folder = tempfile::tempdir().expect("a folder");
    let (store, _) = make(&folder, 6_000, &mut |_, _| ControlFlow::Continue(())).expect("a practice hotel");
    let duty = store.read_as_house(staff::list).expect("people are listed").into_iter().find(|user| user.sign_in == "duty");
    let duty = duty.expect("a duty manager");
    let session = Session::without_pin(duty.id, duty.role, duty.department);
    let months = (0..24).map(|months| today().plus_days(-30 * months));
    for date in months {
        let held = store.read_as_house(|db| tickets::authority(db, &session, None, date)).expect("authority is read");
        assert!(held.used.month_minor <= held.limit.month_minor, "{date}: {:?}", held.used);
        assert!(held.used.points_month <= held.limit.points_month, "{date}: {:?}", held.used);
        let fits = date != today() || held.used.month_minor.minor() == 82_000;
        assert!(fits, "of this month's ¥1,500 just ¥820 are given: {:?}", held.used);
    }
    let above = store.read_as_house(|db| {
        let lines = tickets::list(db, &session, &TicketFilter::of(TicketScope::All), LINES_MAX)?;
        let shown = lines.iter().map(|line| tickets::show(db, &session, line.id)).collect::<Result<Vec<_>>>()?;
        Ok(shown.iter().flat_map(|ticket| &ticket.remedies).filter(|remedy| remedy.facts.above == Some(Above::Month)).count())
    });
    assert!(above.expect("tickets are read") > 0, "a hotel of this size needs more than her month holds");
}
