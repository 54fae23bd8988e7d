//! The house's own backups: a quarter of an hour after a change, in the second place, thinned by the ladder and by nothing
//! else; and what is said when that fails (PROMISES 7).

use std::{
    fs,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    backup::{
        self, TakeBackup,
        house::{self, BackupAlarm, BackupStanding, Moment},
        place::{self, BackupPlace, SetBackupPlace},
    },
    base::{error::Result, role::Role},
    db::Done,
};
use support::hotel::{Hotel, code, hotel, new_hotel, practising};

/// A hotel and its stick, on which a folder stands for the mount point.
struct House {
    hotel: Hotel,
    stick: tempfile::TempDir,
}

fn house() -> House {
    let house = House { hotel: hotel(), stick: tempfile::tempdir().expect("a stick") };
    house.set(Some(house.stick.path())).expect("the second place is set");
    house
}

impl House {
    fn set(&self, folder: Option<&Path>) -> Result<Done<Option<BackupPlace>>> {
        set(&self.hotel, folder)
    }

    fn own(&self) -> PathBuf {
        self.stick.path().join("Lobby-H0217")
    }

    fn looked(&self) -> Option<PathBuf> {
        house::by_itself(&self.hotel.store, moment(&self.hotel)).expect("a look")
    }

    fn standing(&self) -> BackupStanding {
        house::standing(&self.hotel.store, moment(&self.hotel)).expect("how it stands")
    }
}

fn set(hotel: &Hotel, folder: Option<&Path>) -> Result<Done<Option<BackupPlace>>> {
    let input = SetBackupPlace { folder: folder.map(|folder| folder.display().to_string()) };
    let request = hotel.request(Role::Administrator);
    hotel.store.write(&request, Op::SetBackupPlace, &input, |tx| place::set(tx, &input))
}

/// A moment of a desk that has been open for long.
fn moment(hotel: &Hotel) -> Moment {
    Moment { now: hotel.now(), open_since: hotel.now().plus_minutes(-60 * 24) }
}

fn backups(folder: &Path) -> usize {
    backup::lying(folder).map_or(0, |lying| lying.len())
}

#[test]
fn a_change_is_in_the_second_place_a_quarter_of_an_hour_later_and_no_change_makes_none() {
    let house = house();
    let first = house.looked().expect("a place without a backup gets one at once");
    assert!(first.starts_with(house.own()), "in the hotel's own folder of the place");
    assert_eq!(house.looked(), None, "nothing changed: a backup is no change itself");
    house.hotel.pass_minutes(60);
    assert_eq!(house.looked(), None, "nor does time make one");
    house.hotel.guest("王建国", "13800138000");
    assert!(house.looked().is_some(), "a change, and the last backup is an hour old");
    house.hotel.guest("李慧敏", "13900139000");
    assert_eq!(house.looked(), None, "it was made just now");
    house.hotel.pass_minutes(14);
    assert_eq!(house.looked(), None, "not yet");
    house.hotel.pass_minutes(1);
    assert!(house.looked().is_some(), "a quarter of an hour later");
    assert_eq!(backups(&house.own()), 3);
    let newest = backup::lying(&house.own()).expect("backups").remove(0);
    assert_eq!(newest.facts.counts.guests, 2, "it holds both");
    assert_eq!(house.standing().alarm, alarm_of_same_disk(&house));
}

/// What a test's stick says, which may lie on the disk of the hotel's file.
fn alarm_of_same_disk(house: &House) -> Option<BackupAlarm> {
    place::same_disk(&house.hotel.path(), house.stick.path()).then_some(BackupAlarm::SameDisk)
}

#[test]
fn a_stick_that_was_pulled_out_is_said_and_backups_go_beside_the_file_until_it_is_back() {
    let house = house();
    house.looked().expect("a backup");
    let second = house.standing().newest_ms;
    let away = house.stick.path().join("away");
    fs::rename(house.own(), &away).expect("the mount point is empty");
    house.hotel.guest("王建国", "13800138000");
    house.hotel.pass_minutes(20);
    let standing = house.standing();
    assert_eq!((standing.alarm, standing.there), (Some(BackupAlarm::PlaceAway), false));
    let beside = house.looked().expect("one beside the file");
    assert!(beside.starts_with(house.hotel.folder().join("backups")));
    assert!(!house.own().exists(), "nothing is written where only the empty mount point is");
    let standing = house.standing();
    assert_eq!(standing.alarm, Some(BackupAlarm::PlaceAway), "it is still said");
    assert_eq!(standing.newest_ms, second, "with the age of what lies in the second place");
    fs::rename(&away, house.own()).expect("plugged in again");
    assert!(house.looked().is_some_and(|path| path.starts_with(house.own())), "and the next goes there at once");
    assert_eq!(house.standing().alarm, alarm_of_same_disk(&house));
}

#[test]
fn changes_older_than_a_quarter_and_its_grace_are_said() {
    let house = house();
    house.looked().expect("a backup");
    house.hotel.guest("王建国", "13800138000");
    house.hotel.pass_minutes(20);
    assert_eq!(house.standing().alarm, alarm_of_same_disk(&house), "in its grace");
    house.hotel.pass_minutes(1);
    let standing = house.standing();
    assert_eq!(standing.alarm, Some(BackupAlarm::Late));
    assert_eq!(standing.unsaved, 1);
    let just_opened = Moment { now: house.hotel.now(), open_since: house.hotel.now() };
    let morning = house::standing(&house.hotel.store, just_opened).expect("how it stands");
    assert_ne!(morning.alarm, Some(BackupAlarm::Late), "who opens the file in the morning is given the first look");
}

#[test]
fn a_hotel_without_a_second_place_hears_of_it_and_has_a_few_beside_its_file() {
    let hotel = hotel();
    let beside = hotel.folder().join("backups");
    for ordinal in 0..12 {
        hotel.guest("王建国", &format!("1380013{ordinal:04}"));
        hotel.pass_minutes(15);
        house::by_itself(&hotel.store, moment(&hotel)).expect("a look").expect("a backup");
    }
    assert_eq!(house::standing(&hotel.store, moment(&hotel)).expect("it stands").alarm, Some(BackupAlarm::NoPlace));
    assert!((4..=6).contains(&backups(&beside)), "its own disk is not filled: {}", backups(&beside));
}

#[test]
fn a_practice_hotel_is_left_alone() {
    let hotel = practising();
    assert_eq!(house::by_itself(&hotel.store, moment(&hotel)).expect("a look"), None);
    assert_eq!(house::standing(&hotel.store, moment(&hotel)).expect("it stands").alarm, None);
}

#[test]
fn the_ladder_takes_its_own_alone() {
    let house = house();
    let by_hand = TakeBackup { folder: house.own() };
    let kept = backup::take(&house.hotel.store, &house.hotel.request(Role::Administrator), &by_hand).expect("by hand").value;
    let mut made = Vec::new();
    for ordinal in 0..30 {
        house.hotel.guest("王建国", &format!("1380013{ordinal:04}"));
        made.push(house.looked().expect("a backup"));
        if ordinal == 0 {
            // Somebody wrote into the facts of one: it is not what the ladder made.
            let facts = made[0].join("backup.json");
            let text = fs::read_to_string(&facts).expect("its facts");
            fs::write(&facts, text.replace("\"at\": 1", "\"at\": 2")).expect("changed");
        }
        if ordinal == 1 {
            fs::write(made[1].join("photo.jpg"), "somebody's own").expect("a photo beside the copy");
        }
        // Hours apart, so that all of a day but its last may go once the day is two days old and out of the newest.
        house.hotel.pass_minutes(60 * 6);
    }
    assert!(kept.path.is_file(), "what somebody asked for stays");
    assert!(made[0].is_dir(), "what does not carry the hotel's seal stays");
    assert!(made[1].join("photo.jpg").is_file(), "what holds something else stays");
    assert!(!made[3].exists(), "the first of a day long ago went");
    assert!(made.last().is_some_and(|last| last.is_dir()), "the newest stays");
    let parts = fs::read_dir(house.own())
        .expect("the folder")
        .filter(|entry| entry.as_ref().is_ok_and(|entry| entry.file_name().to_string_lossy().ends_with(".part")));
    assert_eq!(parts.count(), 0, "nothing half gone is left");
}

#[test]
fn another_hotel_s_backups_on_the_same_stick_stay() {
    let house = house();
    let other = Hotel::reopened(&new_hotel(house.stick.path().join("other.lobby"), [9; 32]), 0);
    set(&other, Some(house.stick.path())).expect("the same stick, and the same property code by mistake");
    let theirs = house::by_itself(&other.store, moment(&other)).expect("a look").expect("their backup");
    assert_ne!(house.standing().alarm, None, "the place carries another hotel's mark now");
    house.set(Some(house.stick.path())).expect("set again");
    for ordinal in 0..40 {
        house.hotel.guest("王建国", &format!("1380013{ordinal:04}"));
        house.looked().expect("a backup");
        house.hotel.pass_minutes(60 * 12);
    }
    assert!(theirs.is_dir(), "another hotel's backup stays");
    assert!(backups(&house.own()) < 41, "while this hotel's are thinned");
}

#[test]
fn the_clock_that_went_ten_years_ahead_and_back_stops_no_backup() {
    let house = house();
    house.looked().expect("a backup");
    let now = house.hotel.now();
    house.hotel.guest("王建国", "13800138000");
    let ahead = Moment { now: now.plus_minutes(10 * 365 * 24 * 60), open_since: now };
    house::by_itself(&house.hotel.store, ahead).expect("a look").expect("a backup of ten years ahead");
    house.hotel.guest("李慧敏", "13900139000");
    house.hotel.pass_minutes(16);
    assert!(house.looked().is_some(), "the clock is right again, and the house goes on");
    assert_eq!(house.looked(), None, "once");
    assert_eq!(backups(&house.own()), 3, "and all of them lie there");
}

#[test]
fn only_who_runs_the_house_sets_the_place_and_it_must_be_there() {
    let hotel = hotel();
    let gone = hotel.folder().join("gone");
    assert_eq!(code(&set(&hotel, Some(&gone))), "backup_no_place");
    let input = SetBackupPlace { folder: Some(hotel.folder().display().to_string()) };
    let request = hotel.request(Role::Receptionist);
    let refused = hotel.store.write(&request, Op::SetBackupPlace, &input, |tx| place::set(tx, &input));
    assert_eq!(code(&refused), "not_allowed");
}
