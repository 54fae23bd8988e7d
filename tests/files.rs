//! The hotel's file as a file: where it may lie, who holds it, and whether it is still the one that was opened.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Error,
        files::{hold_new, write_whole},
        role::Role,
    },
    db::{
        file::{WindowHold, beside, place_is_safe},
        keys::{Slots, keys_path},
    },
    guests::{self, NewGuest},
    open,
};
use secrecy::SecretString;
use support::hotel::{Hotel, code, hotel};

fn passphrase() -> SecretString {
    "a passphrase for tests".to_owned().into()
}

fn add_guest(hotel: &Hotel) -> &'static str {
    let new = NewGuest { name: "王建国".to_owned(), ..NewGuest::default() };
    code(&hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)))
}

#[test]
fn one_window_holds_a_file_and_lets_it_go_when_it_closes() {
    let hotel = hotel();
    let first = WindowHold::take(&hotel.path()).expect("nobody has it");
    assert!(first.holds());
    assert_eq!(code(&WindowHold::take(&hotel.path())), "file_in_use");
    let other = WindowHold::take(&hotel.path().with_file_name("other.lobby"));
    assert_eq!(code(&other), "done", "another hotel's file is another hold");
    drop(first);
    assert_eq!(code(&WindowHold::take(&hotel.path())), "done");
}

#[test]
fn a_file_that_was_moved_away_takes_no_more_writes() {
    let hotel = hotel();
    assert_eq!(add_guest(&hotel), "done");
    let elsewhere = hotel.path().with_file_name("moved.lobby");
    std::fs::rename(hotel.path(), &elsewhere).expect("somebody moves it");
    assert_eq!(add_guest(&hotel), "file_moved", "or it would go into a file that nobody will find");
    std::fs::copy(&elsewhere, hotel.path()).expect("a copy in its place");
    assert_eq!(add_guest(&hotel), "file_moved", "a copy at the path is not the file that was opened");
    std::fs::rename(&elsewhere, hotel.path()).expect("moved back");
    assert_eq!(add_guest(&hotel), "done");
}

#[test]
fn a_folder_that_a_program_keeps_in_step_is_no_place_for_a_hotel() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, expected) in [
        ("OneDrive - 望江饭店", "unsafe_place"),
        ("Dropbox", "unsafe_place"),
        ("坚果云", "unsafe_place"),
        ("百度网盘下载", "unsafe_place"),
        ("My OneDrive papers", "done"),
        ("大堂", "done"),
    ] {
        let inside = folder.path().join(name).join("hotel");
        std::fs::create_dir_all(&inside).expect("a folder of this name");
        assert_eq!(code(&place_is_safe(&inside.join("hotel.lobby"))), expected, "{name}");
        assert_eq!(std::fs::read_dir(&inside).expect("the folder").count(), 0, "nothing is left of the look");
    }
}

#[test]
fn a_folder_that_is_not_there_is_named_and_not_made() {
    let folder = tempfile::tempdir().expect("a folder");
    let gone = folder.path().join("gone");
    assert_eq!(code(&place_is_safe(&gone.join("hotel.lobby"))), "file_failed");
    assert!(!gone.exists());
}

/// In the system's own folder of processes nobody makes a file, whoever runs the test.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    assert_eq!(code(&place_is_safe(std::path::Path::new("/proc/hotel.lobby"))), "read_only_folder");
}

#[test]
fn a_file_opens_with_its_own_key_only() {
    let (own, other) = (hotel(), hotel());
    let key = Slots::read(&own.path()).and_then(|slots| slots.open(&passphrase())).expect("the passphrase opens the slots");
    assert_eq!(code(&open::with_key(&own.path(), key)), "done");
    let stranger = support::hotel::new_hotel(own.path().with_file_name("stranger.lobby"), [9; 32]);
    let key = Slots::read(&stranger).and_then(|slots| slots.open(&passphrase())).expect("the same passphrase, another key");
    assert_eq!(code(&open::with_key(&other.path(), key)), "not_a_lobby_file");
    std::fs::copy(keys_path(&stranger), keys_path(&other.path())).expect("the keys of another file beside this one");
    assert_eq!(code(&open::open(&other.path(), &passphrase())), "not_a_lobby_file");
}

#[test]
fn slots_that_are_gone_or_broken_are_told_apart_from_a_wrong_passphrase() {
    let hotel = hotel();
    let keys = keys_path(&hotel.path());
    let opened = || code(&open::open(&hotel.path(), &passphrase()));
    let text = std::fs::read_to_string(&keys).expect("the slots");
    let newer = text.replace("\"format\": 1", "\"format\": 2");
    assert_ne!(newer, text, "the format is said");
    let broken = text.replace("\"wrapped\": \"", "\"wrapped\": \"00");
    for (content, expected) in [
        ("{", "keys_unreadable"),
        (newer.as_str(), "keys_unreadable"),
        (broken.as_str(), "wrong_passphrase"),
        (text.as_str(), "done"),
    ] {
        std::fs::write(&keys, content).expect("slots are written");
        assert_eq!(opened(), expected);
    }
    std::fs::remove_file(&keys).expect("the slots are gone");
    assert_eq!(opened(), "keys_missing");
}

#[test]
fn nothing_is_opened_where_there_is_no_file_and_nothing_made_where_there_is_one() {
    let hotel = hotel();
    let key = Slots::read(&hotel.path()).and_then(|slots| slots.open(&passphrase())).expect("a key");
    let nowhere = hotel.path().with_file_name("nowhere.lobby");
    assert_eq!(code(&open::with_key(&nowhere, key)), "no_file");
    assert!(!nowhere.exists(), "looking for a file does not make one");
    let first = support::hotel::first_run();
    let again = open::new_hotel(&hotel.path(), &passphrase(), &first, "", hotel.now(), [1; 32]);
    assert_eq!(code(&again), "file_exists");
}

/// What a crash leaves between the name of the keys and the name of the file: a whole part, and its keys.
#[test]
fn a_try_that_broke_off_before_the_name_does_not_stand_in_the_way_of_the_next() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = support::hotel::new_hotel(folder.path().join("hotel.lobby"), [7; 32]);
    std::fs::rename(&path, beside(&path, ".part")).expect("back to before its name");
    support::hotel::new_hotel(path.clone(), [8; 32]);
    assert_eq!(code(&open::open(&path, &passphrase())), "done", "the second try stands, under its own keys");
    assert!(beside(&path, ".keys.unfinished").exists(), "keys are set aside, never deleted");
}

#[test]
fn keys_whose_file_was_moved_away_are_never_written_over() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = support::hotel::new_hotel(folder.path().join("hotel.lobby"), [7; 32]);
    let keys = std::fs::read(keys_path(&path)).expect("its keys");
    std::fs::rename(&path, folder.path().join("elsewhere.lobby")).expect("the hotel's file moved away");
    assert_eq!(code(&support::hotel::try_new_hotel(&path, [8; 32])), "file_exists");
    assert_eq!(std::fs::read(keys_path(&path)).expect("its keys"), keys);
}

#[test]
fn a_file_in_a_synchronised_folder_is_refused_at_opening_too() {
    let hotel = hotel();
    let shared = hotel.path().with_file_name("OneDrive");
    std::fs::create_dir(&shared).expect("a synchronised folder");
    let moved = shared.join("hotel.lobby");
    std::fs::copy(hotel.path(), &moved).expect("the file");
    std::fs::copy(keys_path(&hotel.path()), keys_path(&moved)).expect("its keys");
    assert_eq!(code(&open::open(&moved, &passphrase())), "unsafe_place");
}

#[test]
fn what_cannot_be_written_is_said_of_the_name_that_was_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("not there").join("x}.csv");
    let error = write_whole(&path, |_| Ok(())).expect_err("there is no such folder");
    assert!(matches!(&error, Error::File { act: "create", path: named, .. } if *named == path), "{error:?}");
}

#[test]
fn who_lets_a_file_go_within_a_second_is_waited_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(".held");
    let held = hold_new(&path).expect("it can be asked").expect("nobody holds it");
    assert!(hold_new(&path).expect("it can be asked").is_none(), "somebody holds it");
    let goes = std::thread::spawn(move || {
        std::thread::sleep(std::time::Duration::from_millis(100));
        drop(held);
    });
    assert!(hold_new(&path).expect("it can be asked").is_some());
    goes.join().expect("it went");
}
