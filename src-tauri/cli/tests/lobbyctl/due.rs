//! `exports routine` and `exports due` as a scheduler meets them: what is made, what is refused, and with which exit code.

use std::{
    fs,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use lobby_core::{
    audit::op::Op,
    base::{
        request::{Request, RequestKey},
        role::{Department, Role, Session},
        time::Instant,
    },
    db::Store,
    export::routine::{self, Cadence, Contents, SetRoutine},
    open, staff,
};
use serde_json::Value;

use crate::support::{House, PASSPHRASE, PIN, hotel, practice, ran};

/// Nine in the morning two days after the practice hotel was made.
const DUE: &str = "2026-07-16T09:00:00+08:00";
/// When the routine is set: on the day it was made.
const SET: &str = "2026-07-14T14:30:00+08:00";
const DAY_MIN: i64 = 24 * 60;

/// A practice hotel with a daily routine, and the folder it goes to.
fn routine_of(contents: &str) -> (House, String) {
    let house = practice();
    let to = house.path("sent");
    fs::create_dir(&to).expect("a folder");
    let set = ["--at", SET, "exports", "routine", "--every", "day", "--hour", "6", "--to", &to, "--contents", contents];
    let told = house.run("data", &set).json();
    assert_eq!(told["routines"][0]["next"], "2026-07-14", "{told}");
    (house, to)
}

fn due(house: &House, user: &str) -> crate::support::Ran {
    house.run(user, &["--at", DUE, "exports", "due"])
}

fn periods(told: &Value) -> Vec<&str> {
    let made = told["made"].as_array().expect("a list");
    made.iter().map(|made| made["period"].as_str().expect("a period")).collect()
}

#[test]
fn what_is_due_is_made_once_and_zero_says_so() {
    let (house, to) = routine_of("period");
    let waits = house.run("data", &["--at", DUE, "exports", "due", "--dry-run"]).json();
    assert_eq!(waits["routines"][0]["waiting"].as_array().map(Vec::len), Some(2), "{waits}");
    assert_eq!(fs::read_dir(&to).expect("the folder").count(), 0, "a dry run makes nothing");
    let told = due(&house, "data").json();
    assert_eq!(periods(&told), ["2026-07-14", "2026-07-15"], "the oldest first");
    assert!(told["made"][0]["path"].as_str().is_some_and(|path| std::path::Path::new(path).is_dir()), "{told}");
    assert_eq!(periods(&due(&house, "data").json()), Vec::<&str>::new(), "the next turn of the scheduler");
}

#[test]
fn since_the_last_a_changed_day_goes_again_before_the_days_after_it() {
    let (house, to) = routine_of("since-last");
    let made = house.run("data", &["--at", SET, "export", "--period", "2026-07-13", "--to", &to]);
    assert_eq!(made.code, 0, "{}", made.err);
    let rows = "reservation_no,state,arrival,departure,guest_name\nLATE1,departed,2026-07-12,2026-07-13,张晚\n";
    let late = house.path("late.csv");
    fs::write(&late, rows).expect("a late list");
    let imported = house.run("gm", &["--at", SET, "import", &late, "--mapping", "lobby"]);
    assert_eq!(imported.code, 0, "{}", imported.err);
    let told = due(&house, "data").json();
    assert_eq!(periods(&told), ["2026-07-13", "2026-07-14--2026-07-15"], "{told}");
    assert_eq!(told["made"][0]["version"], 2);
}

#[test]
fn a_folder_that_is_away_and_a_person_who_may_not_are_one_and_say_which() {
    let (house, to) = routine_of("period");
    let refused = due(&house, "reception").stopped();
    assert_eq!(refused, (1, "not_allowed".to_owned()), "who may make none may not have it made");
    fs::remove_dir(&to).expect("the stick goes");
    let away = due(&house, "data");
    assert_eq!(away.code, 1, "{}", away.out);
    let said = away.document();
    assert_eq!((said["failed"][0]["code"].as_str(), said["failed"][0]["tries"].as_u64()), (Some("routine_folder_away"), Some(1)));
    assert!(!std::path::Path::new(&to).exists(), "it is never made anew");
    let nowhere = ["--at", SET, "exports", "routine", "--every", "week", "--hour", "6", "--to", &house.path("nowhere")];
    assert_eq!(house.run("data", &nowhere).stopped(), (1, "no_folder".to_owned()));
    let not = ["--at", SET, "exports", "routine", "--every", "week", "--hour", "6", "--to", &house.path(".")];
    assert_eq!(house.run("reception", &not).stopped(), (1, "not_allowed".to_owned()));
}

#[test]
fn without_its_key_the_file_is_not_opened_and_nothing_is_made() {
    let house = hotel();
    let to = house.path("sent");
    fs::create_dir(&to).expect("a folder");
    let without = ran(house.command("admin", &["exports", "due"]).env_remove("LOBBY_PASSPHRASE")).stopped();
    assert_eq!(without, (2, "passphrase_missing".to_owned()), "nobody sits at a terminal");
    let wrong = ran(house.command("admin", &["exports", "due"]).env("LOBBY_PASSPHRASE", "another four words")).stopped();
    assert_eq!(wrong, (3, "wrong_passphrase".to_owned()));
    fs::remove_file(crate::support::beside(house.file(), ".keys")).expect("the keys go");
    assert_eq!(house.run("admin", &["exports", "due"]).stopped(), (3, "keys_missing".to_owned()));
}

#[test]
fn on_a_day_that_is_in_doubt_nothing_leaves_until_somebody_says_that_it_is_right() {
    let house = hotel();
    let to = house.path("sent");
    fs::create_dir(&to).expect("a folder");
    jumped(&house, &to);
    let doubted = house.run("data", &["exports", "due"]);
    assert_eq!(doubted.code, 1, "{}", doubted.out);
    let said = doubted.document();
    assert_eq!((said["doubted"].as_bool(), periods(&said).len()), (Some(true), 0), "{said}");
    assert_eq!(fs::read_dir(&to).expect("the folder").count(), 0, "nothing left");
    let right = house.run("data", &["exports", "routine", "--day-is-right"]).json();
    assert!(right["doubt"].is_null(), "{right}");
    assert_eq!(periods(&house.run("data", &["exports", "due"]).json()).len(), 1, "and then it goes");
}

/// Gives a hotel a data officer whose routine was set two days ago, and a record that was written when the clock said 2036.
fn jumped(house: &House, to: &str) {
    let store = open::open(house.file(), &PASSPHRASE.to_owned().into()).expect("the hotel opens");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_millis();
    let now = Instant::from_ms(i64::try_from(now).expect("a day of this age"));
    let admin = staff::sign_in(&store, "admin", PIN, now).expect("signed in");
    let person = colleague(&store, &admin, ("data", Role::DataOfficer), now);
    let officer = Session { user: person, role: Role::DataOfficer, department: Department::Management, pin_at: now };
    let pin = staff::SetPin { user: person, pin_hash: staff::hash_pin(PIN, [3; 16]).expect("a PIN is hashed") };
    store.write(&request("pin", now, &officer), Op::SetPin, &pin, |tx| staff::set_pin(tx, &pin)).expect("a PIN");
    let own = staff::confirm(&store, "data", PIN, now).expect("the PIN fits");
    let before = now.plus_minutes(-DAY_MIN - 60);
    let input =
        SetRoutine { cadence: Cadence::Day, contents: Contents::SinceLast, hour: 6, folder: to.to_owned(), runs: true, seen: 0 };
    let officer = Session { pin_at: before, ..officer };
    let set = request("routine", before, &officer);
    store.write(&set, Op::SetExportRoutine, &input, |tx| routine::set(tx, &input, &own)).expect("the routine is set");
    colleague(&store, &admin, ("later", Role::Receptionist), now.plus_minutes(3_653 * DAY_MIN));
}

fn colleague(store: &Store, admin: &Session, (sign_in, role): (&str, Role), at: Instant) -> lobby_core::base::ids::UserId {
    let new = staff::NewUser { sign_in: sign_in.to_owned(), name: sign_in.to_owned(), role, department: Department::Management };
    let admin = Session { pin_at: at, ..admin.clone() };
    store.write(&request(sign_in, at, &admin), Op::AddUser, &new, |tx| staff::add(tx, &new)).expect("a colleague").value
}

fn request(key: &str, at: Instant, session: &Session) -> Request {
    Request { key: RequestKey::new(format!("due-{key}")).expect("a plain key"), at, session: session.clone(), seed: [9; 32] }
}
