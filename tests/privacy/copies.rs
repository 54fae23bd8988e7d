//! Copies of before: a set that was moved aside, a copy of before an upgrade, older backups. Who was erased stays erased in
//! whatever is opened, and the certificate says what still lies there and until when.

use std::{fs, path::Path};

use lobby_core::{
    backup::{
        self, TakeBackup,
        house::{self, Moment},
        quarantine::{self, Opens},
    },
    base::role::Role,
    check::{self, Depth},
    open,
    privacy::erase::{self, Around, EraseGuest, ErasureDone, Ground, OlderCopies, listed},
};
use support::{
    hotel::{Hotel, PASSPHRASE, key_at_once},
    outside,
};

use super::planted::{self, SIGN, confirmed, planted};

fn erased(hotel: &Hotel, guest: lobby_core::base::ids::GuestId) -> ErasureDone {
    let today = "2026-07-14".parse().expect("a day");
    let seen = erase::foresee(&hotel.store, &hotel.session(Role::DataOfficer), guest, today).expect("foreseen").seen;
    let input = EraseGuest { guest, ground: Ground::Asked, request: None, strike: Vec::new(), seen };
    let (folder, out) = (backup::folder_of(&hotel.path()), hotel.folder().join("out"));
    fs::create_dir_all(&out).expect("a folder for packages");
    let around = Around { backups: &[&folder], packages: &out, why: "客人行使删除权" };
    let request = hotel.request_with(Role::DataOfficer, "erase");
    let mut report = |_| std::ops::ControlFlow::Continue(());
    let done = erase::carry_out(&hotel.store, &request, &input, &confirmed(hotel, Role::DataOfficer), &around, &mut report);
    done.expect("erased").value
}

fn copied(from: &Path, to: &Path) {
    fs::copy(from, to).expect("copied");
    fs::copy(lobby_core::db::keys::keys_path(from), lobby_core::db::keys::keys_path(to)).expect("its keys");
}

fn holds(path: &Path) -> bool {
    !outside::found_in(path, PASSPHRASE, SIGN).is_empty()
}

#[test]
fn a_set_that_is_put_back_does_not_bring_the_guest_back() {
    let planted = planted();
    planted::close(&planted);
    let (hotel, guest) = (planted.hotel, planted.guest);
    let path = hotel.path();
    let folder = backup::folder_of(&path);
    let input = TakeBackup { folder: folder.clone() };
    let taken = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value.path;
    let secret = PASSPHRASE.to_owned().into();
    let found =
        quarantine::quarantine(&taken, &path, &Opens::Secret(&secret), Some(&hotel.store), hotel.now()).expect("looked at");
    let at = hotel.now();
    let kept = hotel.into_folder();
    let aside = quarantine::put_in_place(&path, &found.folder, Some(&key_at_once()), at).expect("in place");
    assert!(holds(&aside.join("hotel.lobby")), "the set that was moved aside holds the guest");
    let again = Hotel::reopened(&path, 5_000);
    let done = erased(&again, guest);
    assert_eq!(done.older.beside, 1, "the certificate says that it lies there: {:?}", done.older);
    assert!(listed::path_of(&aside.join("hotel.lobby")).is_file(), "with the list beside it");
    let at = again.now();
    drop(again);
    quarantine::put_in_place(&path, &aside, Some(&key_at_once()), at).expect("put back");
    assert!(holds(&path), "control: nobody has opened it yet");
    let store = open::open(&path, &secret).expect("it opens");
    assert!(store.empty_log().expect("the log is emptied"));
    drop(store);
    assert!(!holds(&path), "who was erased is erased again");
    let back = Hotel::reopened(&path, 9_000);
    let checked = check::file(&back.store, &back.session(Role::Administrator), Depth::Deep).expect("checked");
    assert!(checked.ok, "{checked:?}");
    drop(kept);
}

#[test]
fn a_copy_of_before_an_upgrade_is_erased_when_somebody_opens_it() {
    let planted = planted();
    planted::close(&planted);
    let (hotel, path) = (&planted.hotel, planted.hotel.path());
    assert!(hotel.store.empty_log().expect("the log is emptied"));
    let before = path.with_file_name("hotel.lobby.before-42");
    copied(&path, &before);
    let beyond = path.with_file_name("hotel.lobby.before-long-ago");
    copied(&path, &beyond);
    let done = erased(hotel, planted.guest);
    assert_eq!(done.older.beside, 1, "a copy of our own making: {:?}", done.older);
    assert!(holds(&before), "the copy itself is not written to");
    assert!(!listed::path_of(&beyond).exists(), "nobody else's file is touched");
    let store = open::open(&before, &PASSPHRASE.to_owned().into()).expect("it opens");
    assert!(store.empty_log().expect("the log is emptied"));
    drop(store);
    assert!(!holds(&before), "who was erased is erased in it");
    open::open(&beyond, &PASSPHRASE.to_owned().into()).map(drop).expect("it opens");
    assert!(holds(&beyond), "control: without the list the words are there");
}

#[test]
fn the_certificate_says_which_backups_lie_there_and_until_when() {
    let planted = planted();
    planted::close(&planted);
    let hotel = &planted.hotel;
    let moment = Moment { now: hotel.now(), open_since: hotel.now() };
    house::by_itself(&hotel.store, moment).expect("made").expect("one was due");
    let by_hand = TakeBackup { folder: backup::folder_of(&hotel.path()) };
    backup::take(&hotel.store, &hotel.request(Role::Administrator), &by_hand).expect("a backup by hand");
    let done = erased(hotel, planted.guest);
    let gone_by = Some(backup::ladder::BESIDE.gone_by("2026-07-14".parse().expect("a day")));
    assert_eq!(done.older, OlderCopies { backups: 1, gone_by, by_hand: 1, beside: 0 });
}

#[test]
fn a_list_that_somebody_spoiled_keeps_nobody_from_working() {
    let planted = planted();
    planted::close(&planted);
    let (path, guest) = (planted.hotel.path(), planted.guest);
    erased(&planted.hotel, guest);
    let kept = planted.hotel.into_folder();
    fs::write(listed::path_of(&path), "nothing of this house\n").expect("spoiled");
    open::open(&path, &PASSPHRASE.to_owned().into()).map(drop).expect("it opens");
    drop(kept);
}
