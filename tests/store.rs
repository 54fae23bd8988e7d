//! The shape of every write: permission, request key, history, chain; and the settings of an open file.

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    guests::{self, NewGuest},
    open,
};
use support::hotel::{code, hotel};

fn named(name: &str) -> NewGuest {
    NewGuest { name: name.to_owned(), ..NewGuest::default() }
}

#[test]
fn the_same_key_answers_the_same_and_another_input_under_it_is_refused() {
    let hotel = hotel();
    let request = hotel.request_with(Role::Receptionist, "double-click");
    let add = |new: &NewGuest| hotel.store.write(&request, Op::AddGuest, new, |tx| guests::add(tx, new));
    let first = add(&named("王建国")).expect("added");
    let head = hotel.read(|db| db.head());
    assert_eq!(add(&named("王建国")).expect("answered again"), first, "a double click adds one guest");
    assert_eq!(hotel.read(|db| db.head()), head, "and writes no history");
    assert_eq!(code(&add(&named("李慧敏"))), "key_reused");
}

#[test]
fn a_role_without_the_permission_leaves_nothing_but_the_denial() {
    let hotel = hotel();
    let head = hotel.read(|db| db.head());
    let new = named("王建国");
    let refused = hotel.write(Role::Administrator, Op::AddGuest, &new, |tx| guests::add(tx, &new));
    assert_eq!(code(&refused), "not_allowed");
    assert_eq!(hotel.read(|db| db.head()), head, "a refused write has no history row");
}

#[test]
fn a_file_is_not_opened_by_a_wrong_passphrase_nor_taken_for_one_when_it_is_none() {
    let hotel = hotel();
    let wrong = open::open(&hotel.path(), &"not the passphrase".to_owned().into());
    assert_eq!(code(&wrong), "wrong_passphrase");
    let other = hotel.path().with_file_name("letter.lobby");
    std::fs::write(&other, "Dear guest").expect("a file that is none of ours");
    std::fs::copy(lobby_core::db::keys::keys_path(&hotel.path()), lobby_core::db::keys::keys_path(&other)).expect("keys");
    let opened = open::open(&other, &"a passphrase for tests".to_owned().into());
    assert_eq!(code(&opened), "not_a_lobby_file");
}

#[test]
fn two_views_see_one_moment_while_others_write() {
    let hotel = hotel();
    let stop = std::sync::atomic::AtomicBool::new(false);
    let (hotel, stop) = (&hotel, &stop);
    std::thread::scope(|scope| {
        let writing = scope.spawn(move || {
            let mut written = 0;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                let new = named(&format!("客人{written}"));
                let request = hotel.request_with(Role::Receptionist, &format!("guest-{written}"));
                hotel.store.write(&request, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("added");
                written += 1;
            }
            written
        });
        let session = hotel.session(Role::DataOfficer);
        let mut heads = std::collections::BTreeSet::new();
        while heads.len() < 20 {
            let (one, other) = hotel
                .store
                .read_twice(&session, Op::MakeExport, 1024, |one, other| Ok((one.head()?.seq, other.head()?.seq)))
                .expect("read");
            if one != other {
                break;
            }
            heads.insert(one);
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
        assert!(writing.join().expect("the writer ends") > 0);
        assert_eq!(heads.len(), 20, "two views were of two moments");
    });
}
