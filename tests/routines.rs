//! Packages that are made by themselves: caught up on after the machine was off, whole or absent, in whose name, what fails and
//! when it is tried again, nothing on a day that a jumped clock claims, the end of keeping.

use std::{fs, ops::ControlFlow, path::Path};

use lobby_core::{
    audit::op::Op,
    base::{
        entropy::Entropy,
        error::Result,
        role::{Confirmed, Role},
        time::{BusinessDate, Instant},
    },
    export::{
        self, MakeExport,
        kept::{self, KeptStanding},
        routine::{self, Cadence, ConfirmRoutineDay, Contents, Passed, Routine, RunMoment, RunStep, SetRoutine},
        seal_key::{self, SetSealKey},
        sealing::Identity,
    },
    history, staff,
};
use support::hotel::{Hotel, NOW_MS, code, hotel};

const PIN: &str = "246810";
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

/// Minutes after 2026-07-14 14:05, when every test begins.
fn later(minutes: i64) -> Instant {
    Instant::from_ms(NOW_MS).plus_minutes(minutes)
}

/// Minutes from then to nine in the morning, so many days on.
const fn morning(days: i64) -> i64 {
    days * DAY - 5 * HOUR - 5
}

fn confirmed(hotel: &Hotel, role: Role) -> Confirmed {
    let input =
        staff::SetPin { user: hotel.session(role).user, pin_hash: staff::hash_pin(PIN, [3; 16]).expect("a PIN is hashed") };
    hotel.write(role, Op::SetPin, &input, |tx| staff::set_pin(tx, &input)).expect("a PIN is set");
    staff::confirm(&hotel.store, &role.word().replace('_', "-"), PIN, hotel.now()).expect("the PIN fits")
}

fn wanted(cadence: Cadence, contents: Contents, to: &Path) -> SetRoutine {
    SetRoutine { cadence, contents, hour: 6, folder: to.to_string_lossy().into_owned(), runs: true, seen: 0 }
}

fn set(hotel: &Hotel, role: Role, input: &SetRoutine, own: &Confirmed) -> Result<Routine> {
    hotel.write(role, Op::SetExportRoutine, input, |tx| routine::set(tx, input, own)).map(|done| done.value)
}

/// A hotel with a routine, and the folder its packages go to.
fn house(cadence: Cadence, contents: Contents) -> (Hotel, tempfile::TempDir) {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    support::stays::departed(&hotel, guest, "2026-07-04", "2026-07-14", 254_405, 86_000);
    let to = tempfile::tempdir().expect("a folder");
    let own = confirmed(&hotel, Role::DataOfficer);
    set(&hotel, Role::DataOfficer, &wanted(cadence, contents, to.path()), &own).expect("the routine is set");
    (hotel, to)
}

/// Somebody writes on each of the three days up to then: a hotel that works knows its days.
fn works_until(hotel: &Hotel, minutes: i64) {
    for day in (0..3).rev() {
        hotel.set_now(later(minutes - day * DAY));
        hotel.guest("路人", "139 0000 2222");
    }
}

fn run(hotel: &Hotel, minutes: i64) -> Passed {
    tried(hotel, minutes).expect("what is due is looked after")
}

fn tried(hotel: &Hotel, minutes: i64) -> Result<Passed> {
    let moment = RunMoment { at: later(minutes), seed: [7; 32] };
    routine::run(&hotel.store, &moment, &mut |_| ControlFlow::Continue(()))
}

fn made(passed: &Passed) -> Vec<&str> {
    passed.made.iter().map(|made| made.period.as_str()).collect()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is read").flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn by_hand(hotel: &Hotel, period: &str, to: &Path) {
    let input = MakeExport { period: period.to_owned(), reason: String::new() };
    export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, to, &mut |_| ControlFlow::Continue(()))
        .expect("a package is made by hand");
}

#[test]
fn after_three_days_off_each_day_goes_by_itself_and_a_second_look_makes_nothing() {
    let (hotel, to) = house(Cadence::Day, Contents::Period);
    assert_eq!(run(&hotel, HOUR), Passed::default(), "nothing has come round");
    let first = run(&hotel, morning(1));
    assert_eq!(made(&first), ["2026-07-14"]);
    let back = run(&hotel, morning(4));
    assert_eq!(made(&back), ["2026-07-15", "2026-07-16", "2026-07-17"], "the oldest first");
    assert_eq!(names(to.path()), [14, 15, 16, 17].map(|day| format!("H0217-2026-07-{day}-v1")));
    let head = hotel.read(lobby_core::db::Db::head);
    assert_eq!(run(&hotel, morning(4) + 1), Passed::default(), "a second look");
    assert_eq!(hotel.read(lobby_core::db::Db::head), head, "and it wrote nothing");
}

#[test]
fn one_package_holds_what_came_since_the_last_or_everything() {
    let (hotel, to) = house(Cadence::Day, Contents::SinceLast);
    assert_eq!(made(&run(&hotel, morning(1))), ["all-2026-07-14"], "the first holds all there is");
    assert_eq!(made(&run(&hotel, morning(4))), ["2026-07-15--2026-07-17"], "three days in one");
    assert_eq!(names(to.path()).len(), 2);
    let (full, _to) = house(Cadence::Week, Contents::Full);
    works_until(&full, morning(20));
    assert_eq!(made(&run(&full, morning(20))), ["all-2026-08-02"], "the newest alone: it holds the weeks before");
}

#[test]
fn since_the_last_late_changes_of_earlier_days_go_first_as_corrections_with_a_reason() {
    let (hotel, to) = house(Cadence::Day, Contents::SinceLast);
    let stay = |name, phone, from, until| support::stays::departed(&hotel, hotel.guest(name, phone), from, until, 60_000, 0);
    for period in ["2026-07-09", "2026-07-11", "2026-07-12--2026-07-13"] {
        by_hand(&hotel, period, to.path());
    }
    assert_eq!(made(&run(&hotel, morning(1))), ["2026-07-14--2026-07-14"], "nothing changed: the days alone");
    stay("补录甲", "139 0000 1111", "2026-07-12", "2026-07-13");
    stay("补录乙", "139 0000 1112", "2026-07-07", "2026-07-09");
    let back = run(&hotel, morning(4));
    let went: Vec<(&str, u32)> = back.made.iter().map(|made| (made.period.as_str(), made.version)).collect();
    let expected = [("2026-07-09", 2), ("2026-07-12--2026-07-13", 2), ("2026-07-15--2026-07-17", 1)];
    assert_eq!(went, expected, "off for three days: what changed, the oldest first, then the days since");
    let listed = hotel.read(export::made);
    let reasons: Vec<&str> = listed[..3].iter().rev().map(|made| made.reason.as_str()).collect();
    assert!(reasons[0].contains("报出后有更改") && reasons[1] == reasons[0] && reasons[2].is_empty(), "{reasons:?}");
    let behind = hotel.read(|db| kept::outgoing(db, &hotel.path()));
    assert!(behind[..3].iter().all(|one| one.behind.is_some()), "the history names the routine behind each");
    assert_eq!(run(&hotel, morning(4) + 1), Passed::default(), "and once is enough");
    stay("补录丙", "139 0000 1113", "2026-07-06", "2026-07-09");
    let again: Vec<(String, u32)> = run(&hotel, morning(5)).made.into_iter().map(|made| (made.period, made.version)).collect();
    assert_eq!(again, [("2026-07-09".to_owned(), 3), ("2026-07-18--2026-07-18".to_owned(), 1)], "one day twice corrected");
}

#[test]
fn a_correction_that_went_stays_where_the_days_after_it_were_stopped() {
    let (hotel, to) = house(Cadence::Day, Contents::SinceLast);
    by_hand(&hotel, "2026-07-09", to.path());
    by_hand(&hotel, "2026-07-10--2026-07-13", to.path());
    support::stays::departed(&hotel, hotel.guest("补录", "139 0000 1111"), "2026-07-07", "2026-07-09", 60_000, 0);
    let stopped = routine::run(&hotel.store, &RunMoment { at: later(morning(1)), seed: [7; 32] }, &mut |step: RunStep| {
        if step.period == "2026-07-09" { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!(code(&stopped), "cancelled");
    assert_eq!(names(to.path()).last().map(String::as_str), Some("H0217-2026-07-10--2026-07-13-v1"), "no half of the days");
    assert!(names(to.path()).contains(&"H0217-2026-07-09-v2".to_owned()), "the correction stands");
    assert_eq!(made(&run(&hotel, morning(1) + 6)), ["2026-07-14--2026-07-14"], "the next try goes on from there");
}

#[test]
fn it_is_set_by_those_who_may_export_with_their_pin_and_signs_as_them_as_they_stand_today() {
    let hotel = hotel();
    let to = tempfile::tempdir().expect("a folder");
    let (own, other) = (confirmed(&hotel, Role::DataOfficer), confirmed(&hotel, Role::GeneralManager));
    let input = wanted(Cadence::Day, Contents::Period, to.path());
    for role in [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::Administrator] {
        assert_eq!(code(&set(&hotel, role, &input, &own)), "not_allowed", "{role}");
    }
    assert_eq!(code(&set(&hotel, Role::DataOfficer, &input, &other)), "not_confirmed", "somebody else's PIN");
    let nowhere = SetRoutine { folder: "packages".to_owned(), ..input.clone() };
    assert_eq!(code(&set(&hotel, Role::DataOfficer, &nowhere, &own)), "no_folder");
    let late = SetRoutine { hour: 24, ..input.clone() };
    assert_eq!(code(&set(&hotel, Role::DataOfficer, &late, &own)), "bad_value");
    set(&hotel, Role::DataOfficer, &input, &own).expect("set");
    assert_eq!(code(&set(&hotel, Role::GeneralManager, &input, &other)), "routine_set_meanwhile");
    run(&hotel, morning(1));
    let told = hotel.read(|db| kept::outgoing(db, &hotel.path()));
    let behind = told[0].behind.expect("a routine made it");
    assert_eq!(
        (told[0].made.by.as_str(), behind.cadence, behind.due_ms),
        ("data_officer", Cadence::Day, later(DAY - 8 * HOUR - 5))
    );
    let reader = hotel.session(Role::GeneralManager);
    let filter = history::Filter { record: None, limit: Some(5) };
    let seen = hotel.store.read(&reader, Op::ReadHistory, |db| history::lines(db, &reader, &filter)).expect("history is read");
    assert!(seen.iter().any(|line| line.operation == Op::RunExportRoutine), "the history names the routine");
    let user = hotel.read(|db| staff::get(db, hotel.session(Role::DataOfficer).user));
    let edit = staff::EditUser { seen: user.clone(), wanted: staff::User { active: false, ..user } };
    hotel.write(Role::Administrator, Op::EditUser, &edit, |tx| staff::edit(tx, &edit)).expect("the person left");
    let refused = run(&hotel, morning(2));
    assert!(refused.made.is_empty(), "nothing leaves in the name of somebody who is gone");
    assert_eq!(refused.failed[0].code, "routine_setter_may_not");
}

#[test]
fn a_folder_that_is_away_is_told_to_who_is_on_duty_and_tried_again() {
    let (hotel, to) = house(Cadence::Day, Contents::Period);
    let (there, away) = (to.path().to_owned(), to.path().with_extension("away"));
    fs::rename(&there, &away).expect("the share goes away");
    let failed = run(&hotel, morning(1));
    assert_eq!((failed.failed[0].code.as_str(), failed.failed[0].tries), ("routine_folder_away", 1));
    assert!(!there.exists(), "a folder that is away is never made anew");
    assert_eq!((run(&hotel, morning(1) + 4).waiting, run(&hotel, morning(1) + 5).failed[0].tries), (1, 2), "after five minutes");
    let alarm = |minutes| {
        hotel.store.read(&hotel.session(Role::DutyManager), Op::ReadExportAlarm, |db| routine::alarm(db, later(minutes)))
    };
    let told = alarm(morning(1) + 6).expect("who is on duty may hear it");
    assert_eq!((told.failed.len(), told.failed[0].period.as_str()), (1, "2026-07-14"));
    fs::rename(&away, &there).expect("it is back");
    assert_eq!(made(&run(&hotel, morning(1) + 20)), ["2026-07-14"]);
    assert!(alarm(morning(1) + 21).expect("read").failed.is_empty(), "and nothing is told any more");
}

#[test]
fn what_blocks_a_package_blocks_it_here_and_a_package_made_by_hand_settles_it() {
    let (hotel, to) = house(Cadence::Day, Contents::Period);
    // Balances are a summary of the ledger: one that disagrees is what the precheck blocks on.
    let guest = hotel.guest("李四", "139 0000 1111");
    let enrol = lobby_core::loyalty::Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| lobby_core::loyalty::enrol(tx, &enrol)).expect("enrolled");
    support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE)
        .execute("UPDATE balances SET points = points + 7", [])
        .expect("a balance is bent");
    let failed = run(&hotel, morning(1));
    assert_eq!(failed.failed[0].code, "export_blocked");
    assert_eq!(failed.failed[0].args.get("check").map(String::as_str), Some("points"));
    assert!(names(to.path()).is_empty(), "absent");
    support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE)
        .execute("UPDATE balances SET points = points - 7", [])
        .expect("and put right");
    hotel.set_now(later(morning(1) + 1));
    by_hand(&hotel, "2026-07-14", to.path());
    assert_eq!(run(&hotel, morning(1) + 30), Passed::default(), "a person made it");
}

#[test]
fn a_run_that_is_cancelled_leaves_nothing_and_is_tried_later() {
    let (hotel, to) = house(Cadence::Day, Contents::Period);
    let moment = RunMoment { at: later(morning(1)), seed: [7; 32] };
    let mut steps = Vec::new();
    let stopped = routine::run(&hotel.store, &moment, &mut |step: RunStep| {
        steps.push((step.period, step.place, step.of));
        if steps.len() < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!(code(&stopped), "cancelled");
    assert_eq!(steps[0], ("2026-07-14".to_owned(), 1, 1));
    assert!(names(to.path()).is_empty(), "nothing lies there");
    assert_eq!(run(&hotel, morning(1) + 1).waiting, 1, "not at once");
    assert_eq!(made(&run(&hotel, morning(1) + 5)), ["2026-07-14"]);
}

#[test]
fn a_package_made_while_its_month_ran_goes_again_when_the_month_is_over() {
    let (hotel, to) = house(Cadence::Month, Contents::Period);
    by_hand(&hotel, "2026-07", to.path());
    works_until(&hotel, morning(18));
    let passed = run(&hotel, morning(18));
    assert_eq!((made(&passed), passed.made[0].version), (vec!["2026-07"], 2));
    let reason = hotel.read(export::made)[0].reason.clone();
    assert!(reason.contains("未过完"), "the cover says why: {reason}");
}

#[test]
fn packages_leave_sealed_where_the_house_set_a_key() {
    let (hotel, to) = house(Cadence::Day, Contents::Period);
    let own = confirmed(&hotel, Role::DataOfficer);
    let office = Identity::new(&mut Entropy::from_seed([4; 32]));
    let key = SetSealKey { recipient: office.recipient().to_string(), whose: "集团".to_owned(), seen: 0 };
    hotel.write(Role::DataOfficer, Op::SetSealKey, &key, |tx| seal_key::set(tx, &key, &own)).expect("the key is set");
    assert_eq!(run(&hotel, morning(1)).made[0].name, "H0217-2026-07-14-v1.tar.age");
    assert_eq!(names(to.path()), ["H0217-2026-07-14-v1.tar.age"]);
}

#[test]
fn a_clock_that_jumps_ten_years_makes_no_package_until_somebody_finds_the_day_right() {
    let (hotel, to) = house(Cadence::Day, Contents::Period);
    works_until(&hotel, 2 * DAY);
    run(&hotel, morning(3));
    let before = names(to.path()).len();
    for years in [3_653, -3_653] {
        let jumped = run(&hotel, morning(3) + years * DAY);
        assert!(jumped.made.is_empty() && jumped.failed.is_empty(), "{years} days");
        assert_eq!(jumped.doubted, years > 0, "ten years back nothing has come round");
    }
    assert_eq!(names(to.path()).len(), before, "nothing left the house");
    // Somebody wrote while the clock was wrong: that day stands in the history when the clock is right again.
    hotel.set_now(later(3_653 * DAY));
    hotel.guest("未来人", "139 0000 3333");
    hotel.set_now(later(4 * DAY));
    let doubted = run(&hotel, 4 * DAY);
    assert!(doubted.doubted && doubted.made.is_empty(), "the file knows of a later day");
    let told = hotel.read(|db| routine::state(db, later(4 * DAY)));
    let today: BusinessDate = "2026-07-18".parse().expect("a day");
    assert_eq!(told.doubt, Some(today));
    let say = |day: BusinessDate| {
        let input = ConfirmRoutineDay { day };
        hotel
            .write(Role::DataOfficer, Op::ConfirmRoutineDay, &input, |tx| routine::confirm_day(tx, &input))
            .map(|done| done.value)
    };
    assert_eq!(code(&say(today.plus_days(1))), "changed_meanwhile", "another day than it is");
    say(today).expect("found right");
    assert_eq!(made(&run(&hotel, 4 * DAY + 1)), ["2026-07-17"]);
}

#[test]
fn the_state_names_what_comes_next_what_was_made_last_and_what_waits() {
    let (hotel, to) = house(Cadence::Week, Contents::Period);
    run(&hotel, morning(6));
    let state = hotel.read(|db| routine::state(db, later(morning(14))));
    let one = &state.routines[0];
    assert_eq!((one.next.as_str(), one.by.as_str(), one.there, one.allowed), ("2026-W31", "data_officer", true, true));
    assert_eq!(one.last.as_ref().map(|last| last.period.as_str()), Some("2026-W29"));
    assert_eq!(one.waiting.iter().map(|one| one.period.as_str()).collect::<Vec<_>>(), ["2026-W30"]);
    let own = confirmed(&hotel, Role::GeneralManager);
    let ended = SetRoutine { runs: false, seen: 1, ..wanted(Cadence::Week, Contents::Period, to.path()) };
    set(&hotel, Role::GeneralManager, &ended, &own).expect("ended");
    assert_eq!(run(&hotel, morning(14)), Passed::default(), "what was ended makes nothing");
    let again = SetRoutine { runs: true, seen: 2, ..ended };
    hotel.set_now(later(morning(14)));
    set(&hotel, Role::GeneralManager, &again, &own).expect("set again");
    assert_eq!(run(&hotel, morning(14) + 1), Passed::default(), "what came round meanwhile is past");
}

#[test]
fn what_is_kept_for_longer_than_24_months_ends_with_the_routine() {
    let (hotel, _to) = house(Cadence::Month, Contents::Period);
    works_until(&hotel, morning(18));
    let monthly = run(&hotel, morning(18));
    assert_eq!((made(&monthly), monthly.kept_ended), (vec!["2026-07"], 0));
    // 2028-08-02.
    let last = 750 * DAY;
    works_until(&hotel, last - DAY);
    assert_eq!(run(&hotel, last - DAY).kept_ended, 0, "its months are not over");
    let passed = run(&hotel, last);
    assert_eq!(passed.kept_ended, 1, "the first package's months are over");
    let kept = hotel.read(|db| kept::outgoing(db, &hotel.path()));
    assert_eq!(kept.last().map(|one| one.kept), Some(KeptStanding::Age));
    assert_eq!(run(&hotel, last + 1).kept_ended, 0);
}
