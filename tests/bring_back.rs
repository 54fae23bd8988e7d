//! A hotel brought back from its own packages: every total, the same bytes again, whole or not at all.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        request::{Request, RequestKey},
        role::{Department, Role, Session},
        time::Instant,
    },
    bring_back::{self, BroughtBack, Given},
    check,
    db::Store,
    export::{self, ExportProgress, MakeExport},
    open,
    practice::Practice,
    staff,
};
use support::hotel::{Hotel, NOW_MS, code, hotel, practising};

use crate::exchange::{TABLES, make, make_because, tiny};

fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Brings the packages in `folders` back into `hotel`.
pub(crate) fn bring(hotel: &Hotel, role: Role, folders: &[PathBuf]) -> Result<BroughtBack> {
    let given = Given::read(folders)?;
    let run = |tx: &mut lobby_core::db::Tx<'_>| bring_back::bring_back(tx, &given, &mut on);
    hotel.store.write(&hotel.request(role), Op::BringBack, &given.input(), run).map(|done| done.value)
}

fn table(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(format!("{name}.csv"))).expect("UTF-8")
}

/// Says where two packages of one period differ, table by table; of the figures the nights may, and only downwards.
pub(crate) fn same_tables(one: &Path, other: &Path, tables: &[&str]) {
    for name in tables {
        let (said, found) = (table(one, name), table(other, name));
        if *name != "kpi" {
            assert!(said == found, "{name}: {}", first_difference(&said, &found));
            continue;
        }
        for (said, found) in said.lines().zip(found.lines()) {
            if said.contains(",room_nights,") {
                let value = |line: &str| line.rsplit(',').next().and_then(|value| value.parse::<i64>().ok()).expect("a figure");
                assert!(value(found) <= value(said), "{found} instead of {said}");
            } else {
                assert_eq!(said, found);
            }
        }
    }
}

/// Says on which line two tables differ, and in which columns; never what stands there.
fn first_difference(said: &str, found: &str) -> String {
    let counts = (said.lines().count(), found.lines().count());
    let line = said.lines().zip(found.lines()).position(|(said, found)| said != found);
    let Some(line) = line else { return format!("{counts:?} lines") };
    let fields = |text: &str| text.lines().nth(line).unwrap_or_default().split(',').map(str::to_owned).collect::<Vec<_>>();
    let (said, found) = (fields(said), fields(found));
    let differing: Vec<usize> = (0..said.len().max(found.len())).filter(|at| said.get(*at) != found.get(*at)).collect();
    format!("line {}, columns {differing:?}, {counts:?} lines", line + 1)
}

pub(crate) fn is_sound(store: &Store, session: &Session) {
    let checked = check::file(store, session, check::Depth::Deep).expect("the check runs");
    let wrong: Vec<_> = checked.parts().into_iter().filter(|(_, part)| !part.ok).collect();
    assert!(checked.ok, "{wrong:?}");
}

#[test]
fn a_tiny_hotel_with_every_trap_comes_back_byte_for_byte() {
    let before = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let first = make(&before, Role::DataOfficer, "2026-07", to.path()).expect("a package is made");
    let package = to.path().join(&first.folder);
    let after = hotel();
    let brought = bring(&after, Role::Administrator, std::slice::from_ref(&package)).expect("brought back");
    assert_eq!((brought.guests, brought.members, brought.stays), (3, 2, 3));
    assert_eq!((brought.complaints, brought.postings, brought.points), (2, 2, 1_400));
    is_sound(&after.store, &after.session(Role::Administrator));
    assert_eq!(
        code(&make(&after, Role::DataOfficer, "2026-07", to.path())),
        "reason_needed",
        "the packages that came back stand in the history of exports"
    );
    let again = make_because(&after, Role::DataOfficer, ("2026-07", "换机后核对"), to.path()).expect("made again");
    assert_eq!((again.version, again.sequence), (2, 2), "the hotel's row of packages goes on");
    let other = to.path().join(&again.folder);
    same_tables(&package, &other, &TABLES);
    assert_eq!(table(&package, "kpi"), table(&other, "kpi"), "the figures too: nobody stayed on");
    let names = after.read(|db| lobby_core::guests::bulk::merged_names(db, first_guest(db)));
    assert!(names.is_empty());
    assert_eq!(code(&bring(&after, Role::Administrator, &[package])), "hotel_not_empty");
}

fn first_guest(db: &lobby_core::db::Db) -> lobby_core::base::ids::GuestId {
    let today = "2026-07-14".parse().expect("a day");
    let found = lobby_core::search::find(db, "𠮷野", today, 5).expect("the one box answers");
    let first = found.first().expect("who came back is found by name").guest_id;
    let guest = lobby_core::guests::get(db, first).expect("the guest is there");
    assert_eq!(guest.name, "=1+1, \"𠮷野\"\n単于", "the one apostrophe is off, commas, quotes and lines are the guest's own");
    first
}

/// A practice hotel of so many guests, and the session and instant in which it lives.
pub struct Made {
    _folder: tempfile::TempDir,
    pub store: Store,
    session: Session,
    at: Instant,
}

pub fn practice(guests: u64, seed: u64) -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let wanted = Practice { guests, seed, today: NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date") };
    let pin_hash = staff::hash_pin(staff::PRACTICE_PIN, [5; 16]).expect("a hash");
    let path = folder.path().join("practice.lobby");
    let go_on = &mut |_, _| ControlFlow::Continue(());
    let (store, ..) = open::practice_hotel(&path, &wanted, &pin_hash, Instant::from_ms(NOW_MS), [3; 32], go_on).expect("made");
    let people = store.read_as_house(staff::list).expect("people");
    let user = people.iter().find(|user| user.role == Role::GeneralManager).expect("one").id;
    let session =
        Session { user, role: Role::GeneralManager, department: Department::Management, pin_at: Instant::from_ms(NOW_MS) };
    Made { _folder: folder, store, session, at: Instant::from_ms(NOW_MS) }
}

impl Made {
    /// Makes a package and returns its folder.
    pub fn package(&self, period: &str, to: &Path) -> PathBuf {
        let input = MakeExport { period: period.to_owned(), reason: "核对".to_owned() };
        let key =
            RequestKey::new(format!("package-{period}-{}", to.read_dir().expect("the folder").count())).expect("a plain key");
        let request = Request { key, at: self.at, session: self.session.clone(), seed: [9; 32] };
        let go_on = &mut |_: ExportProgress| ControlFlow::Continue(());
        let made = export::make(&self.store, &request, &input, to, go_on).expect("a package is made").value;
        to.join(made.folder)
    }
}

#[test]
fn everything_of_a_practice_hotel_comes_back() {
    for seed in [1, 2, 3] {
        let before = practice(260, seed);
        let to = tempfile::tempdir().expect("a folder");
        let package = before.package("all-2026-07-13", to.path());
        let after = practising();
        bring(&after, Role::Administrator, std::slice::from_ref(&package)).expect("brought back");
        is_sound(&after.store, &after.session(Role::Administrator));
        let again = make_because(&after, Role::DataOfficer, ("all-2026-07-13", "核对"), to.path()).expect("made again");
        same_tables(&package, &to.path().join(again.folder), &TABLES);
    }
}

/// Guests of the hotel that a merge brings back with its time said; `LOBBY_BROUGHT_GUESTS` says how many else.
const GUESTS: u64 = 1_000;

#[test]
fn a_hotel_of_any_size_comes_back_and_says_how_long_it_took() {
    let wanted = std::env::var("LOBBY_BROUGHT_GUESTS").ok().and_then(|text| text.parse().ok()).unwrap_or(GUESTS);
    let before = practice(wanted, 1);
    let to = tempfile::tempdir().expect("a folder");
    let package = before.package("all-2026-07-13", to.path());
    drop(before);
    let after = practising();
    let mut last = (0, 0);
    let given = Given::read(std::slice::from_ref(&package)).expect("a manifest");
    let mut report = |done: u64, all: u64| {
        last = (done, all);
        ControlFlow::Continue(())
    };
    let begun = std::time::Instant::now();
    let run = |tx: &mut lobby_core::db::Tx<'_>| bring_back::bring_back(tx, &given, &mut report);
    let request = after.request(Role::Administrator);
    let brought = after.store.write(&request, Op::BringBack, &given.input(), run).expect("brought back").value;
    let secs = begun.elapsed().as_secs_f64();
    println!(
        "brought back: {} guests, {} stays, {} postings in {secs:.1} s; {} rows read and read again",
        brought.guests, brought.stays, brought.postings, last.1
    );
    assert!(brought.guests > 0 && brought.differences.is_empty(), "a package of everything is one");
}

#[test]
fn a_row_of_months_brings_the_balances_of_before_as_openings() {
    for seed in [1, 4] {
        let before = practice(260, seed);
        let to = tempfile::tempdir().expect("a folder");
        let periods = ["2026-03", "2026-04", "2026-05", "2026-06", "2026-07-01--2026-07-13"];
        let packages: Vec<PathBuf> = periods.iter().map(|period| before.package(period, to.path())).collect();
        let opening = table(&packages[0], "kpi").lines().find(|line| line.contains("points_opening")).map(str::to_owned);
        assert!(!opening.expect("a figure").ends_with(",0"), "members held points before the first package");
        let after = practising();
        bring(&after, Role::Administrator, &packages).expect("brought back");
        is_sound(&after.store, &after.session(Role::Administrator));
        for (period, package) in periods.iter().zip(&packages) {
            let again = make_because(&after, Role::DataOfficer, (period, "核对"), to.path()).expect("made again");
            same_tables(package, &to.path().join(again.folder), &TABLES);
        }
    }
}

fn says_no(hotel: &Hotel, folders: &[PathBuf]) -> &'static str {
    let refused = code(&Given::read(folders).and_then(|given| {
        let run = |tx: &mut lobby_core::db::Tx<'_>| bring_back::bring_back(tx, &given, &mut on);
        hotel.store.write(&hotel.request(Role::Administrator), Op::BringBack, &given.input(), run)
    }));
    let guests = hotel.read(|db| lobby_core::search::find(db, "𠮷野", "2026-07-14".parse().expect("a day"), 5));
    assert!(guests.is_empty() && hotel.read(export::made).is_empty(), "nothing came in");
    refused
}

/// Writes another file over one of the package's, and its manifest to match where `and_said`.
fn altered(package: &Path, name: &str, from: &str, to: &str) {
    let path = package.join(name);
    let text = fs::read_to_string(&path).expect("UTF-8");
    assert!(text.contains(from), "{name} holds what is to be altered");
    fs::write(path, text.replacen(from, to, 1)).expect("written");
}

#[test]
fn what_is_damaged_of_another_house_or_comes_to_a_house_at_work_is_refused_and_leaves_nothing() {
    let before = tiny();
    let to = tempfile::tempdir().expect("a folder");
    let june = to.path().join(make(&before, Role::DataOfficer, "2026-06", to.path()).expect("June").folder);
    let july = to.path().join(make(&before, Role::DataOfficer, "2026-07", to.path()).expect("July").folder);
    let august = to.path().join(make(&before, Role::DataOfficer, "2026-07-14", to.path()).expect("a day").folder);
    let empty = hotel();
    for role in [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::DataOfficer] {
        assert_eq!(code(&bring(&empty, role, std::slice::from_ref(&july))), "not_allowed", "{role}");
    }
    assert_eq!(says_no(&empty, &[june.clone(), august.clone()]), "package_damaged", "July is missing between the two");
    assert_eq!(says_no(&practising(), std::slice::from_ref(&july)), "practice_meets_house");
    let practice_package = practice(120, 1).package("2026-06", to.path());
    assert_eq!(says_no(&empty, &[practice_package]), "practice_meets_house");
    assert_eq!(code(&bring(&before, Role::Administrator, std::slice::from_ref(&july))), "hotel_not_empty");
    let copy = |name: &str| {
        let copy = to.path().join(name);
        fs::create_dir(&copy).expect("a folder");
        for entry in fs::read_dir(&july).expect("the package is read").flatten() {
            fs::copy(entry.path(), copy.join(entry.file_name())).expect("copied");
        }
        copy
    };
    let one_byte = copy("one-byte");
    altered(&one_byte, "stays.csv", "2544.05", "2544.06");
    let seen = empty.read(|db| bring_back::look(db, std::slice::from_ref(&one_byte), &mut on));
    let found: Vec<(&str, &str)> = seen.findings.iter().map(|one| (one.table.as_str(), one.code.as_str())).collect();
    assert_eq!(found, [("stays", "hash"), ("stays", "total")], "a look says where");
    assert_eq!(says_no(&empty, &[one_byte]), "package_damaged");
    let zone = copy("zone");
    altered(&zone, "datapackage.json", "Asia/Shanghai", "Asia/Macau");
    assert_eq!(says_no(&empty, &[zone]), "package_of_another_hotel");
    let newer = copy("newer");
    altered(&newer, "datapackage.json", "\"lobby:schema\": \"2.2\"", "\"lobby:schema\": \"2.3\"");
    assert_eq!(says_no(&empty, &[newer]), "package_newer");
    let seen = empty.store.read_as_house(|db| bring_back::look(db, &[june, july, august], &mut on));
    assert_eq!(code(&seen), "package_days_twice", "the day went after its month, and neither holds the other");
}

#[test]
fn a_sound_package_that_would_not_stand_here_as_it_says_leaves_nothing() {
    let to = tempfile::tempdir().expect("a folder");
    let july = to.path().join(make(&tiny(), Role::DataOfficer, "2026-07", to.path()).expect("July").folder);
    // A guest whom no other table names: head office may load the row, a hotel would never send it again.
    let guests = fs::read_to_string(july.join("guests.csv")).expect("UTF-8");
    let shy = guests.lines().find(|line| line.contains(",false,")).expect("who goes without a name");
    let key = shy.split(',').nth(1).expect("a key");
    let (most, last) = key.split_at(key.len() - 1);
    let other = format!("{most}{}", if last == "0" { '1' } else { '0' });
    fs::write(july.join("guests.csv"), format!("{guests}{}\n", shy.replacen(key, &other, 1))).expect("one more");
    let mut said = support::parcels::manifest(&july);
    let resources = said["resources"].as_array_mut().expect("resources");
    let table = resources.iter_mut().find(|one| one["name"] == "guests").expect("the guests");
    let rows = table["rows"].as_u64().expect("their number");
    table["rows"] = serde_json::json!(rows + 1);
    support::parcels::sign(&july, &said);
    let empty = hotel();
    let seen = empty.read(|db| bring_back::look(db, std::slice::from_ref(&july), &mut on));
    assert!(seen.findings.is_empty(), "the package is sound by itself: {:?}", seen.findings);
    assert_eq!(says_no(&empty, std::slice::from_ref(&july)), "package_not_reproduced");
    is_sound(&empty.store, &empty.session(Role::Administrator));
}

#[test]
fn whoever_stops_it_finds_the_file_as_empty_as_before() {
    let before = practice(260, 5);
    let to = tempfile::tempdir().expect("a folder");
    let package = before.package("all-2026-07-13", to.path());
    let after = practising();
    let given = Given::read(std::slice::from_ref(&package)).expect("manifests");
    let mut words = 0;
    let mut count = |_: u64, _: u64| {
        words += 1;
        ControlFlow::Continue(())
    };
    let seen = after.read(|db| bring_back::look(db, std::slice::from_ref(&package), &mut on));
    assert!(seen.findings.is_empty() && seen.packages.len() == 1 && seen.packages[0].taken);
    let session = after.session(Role::Administrator);
    for stop_at in 0..4 {
        let mut told = 0;
        let mut report = |_: u64, _: u64| {
            told += 1;
            if told > stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let run = |tx: &mut lobby_core::db::Tx<'_>| bring_back::bring_back(tx, &given, &mut report);
        let stopped = after.store.write(&after.request(Role::Administrator), Op::BringBack, &given.input(), run);
        assert_eq!(code(&stopped), "cancelled", "stopped at word {stop_at}");
        is_sound(&after.store, &session);
    }
    let run = |tx: &mut lobby_core::db::Tx<'_>| bring_back::bring_back(tx, &given, &mut count);
    after.store.write(&after.request(Role::Administrator), Op::BringBack, &given.input(), run).expect("and then it comes in");
    assert!(words > 4, "it says how far it is: {words}");
    is_sound(&after.store, &session);
}
