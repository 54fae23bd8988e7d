//! What was done, by whom; and taking it back.

use lobby_core::{
    audit::op::Op,
    base::{
        contact::ContactKind,
        error::Result,
        ids::{GuestId, RecordId},
        role::Role,
    },
    db::{Done, file},
    guests::{
        self, AddContact, AddPreference, AddPromise, DropPreference, EditGuest, NewContact, PreferenceKind, PreferenceOrigin,
        RemoveContact, SettlePromise,
    },
    history::{self, Filter, Line, Undo},
};
use serde::{Serialize, de::DeserializeOwned};
use support::hotel::{Hotel, code, hotel};

fn undo(hotel: &Hotel, role: Role, seq: i64) -> Result<Done<RecordId>> {
    let input = Undo { seq };
    hotel.write(role, Op::Undo, &input, |tx| history::undo(tx, &input))
}

/// Everything the house knows of one guest, so that before and after can be compared whole.
fn all_of(hotel: &Hotel, guest: GuestId) -> String {
    let known = hotel.read(|db| {
        let details = guests::get(db, guest)?;
        Ok((details, guests::contacts_of(db, guest)?, guests::preferences_of(db, guest)?, guests::promises_of(db, guest)?))
    });
    serde_json::to_string(&known).expect("a guest serialises")
}

/// Runs `act`, takes it back, and checks that the guest is as before and the chain holds.
fn comes_back<I: Serialize, T: Serialize + DeserializeOwned>(
    hotel: &Hotel,
    guest: GuestId,
    op: Op,
    input: &I,
    act: impl FnOnce(&mut lobby_core::db::Tx<'_>) -> Result<T>,
) {
    let before = all_of(hotel, guest);
    let done = hotel.write(Role::Receptionist, op, input, act).expect("done");
    assert_ne!(all_of(hotel, guest), before, "{op} changes something, or this test shows nothing");
    let undone = undo(hotel, Role::Receptionist, done.seq).expect("taken back");
    assert_eq!(all_of(hotel, guest), before, "{op} taken back leaves the guest as they were");
    for kind in done.changed {
        assert!(undone.changed.contains(&kind), "a window that shows {kind} hears of it");
    }
    assert_eq!(hotel.read(|db| history::chain(db, None)), None);
}

fn contact(value: &str) -> NewContact {
    NewContact { kind: ContactKind::Phone, value: value.to_owned(), preferred: false }
}

fn wish(guest: GuestId) -> AddPreference {
    AddPreference {
        guest,
        kind: PreferenceKind::Room,
        words: "高层".to_owned(),
        origin: PreferenceOrigin::Asked,
        consent: false,
        source: "desk".to_owned(),
    }
}

fn renamed(hotel: &Hotel, guest: GuestId, company: &str) -> EditGuest {
    let seen = hotel.read(|db| guests::get(db, guest));
    EditGuest { wanted: guests::Guest { company: company.to_owned(), ..seen.clone() }, seen }
}

#[test]
fn an_added_guest_is_taken_back_with_their_contacts() {
    let hotel = hotel();
    let new = guests::NewGuest { name: "王建国".to_owned(), contacts: vec![contact("13812348812")], ..Default::default() };
    let added = hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("added");
    undo(&hotel, Role::Receptionist, added.seq).expect("taken back");
    let gone = hotel.store.read_as_house(|db| guests::get(db, added.value));
    assert_eq!(code(&gone), "not_found");
    assert!(hotel.read(|db| guests::contacts_of(db, added.value)).is_empty(), "nothing is left of them");
}

#[test]
fn every_simple_write_at_the_desk_comes_back() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let edit = renamed(&hotel, guest, "望江电子");
    comes_back(&hotel, guest, Op::EditGuest, &edit, |tx| guests::edit(tx, &edit));
    let phone = AddContact { guest, contact: contact("13912340000") };
    comes_back(&hotel, guest, Op::AddContact, &phone, |tx| guests::add_contact(tx, &phone));
    let gone = RemoveContact { contact: hotel.read(|db| guests::contacts_of(db, guest))[0].id };
    comes_back(&hotel, guest, Op::RemoveContact, &gone, |tx| guests::remove_contact(tx, &gone));
    let wished = wish(guest);
    comes_back(&hotel, guest, Op::AddPreference, &wished, |tx| guests::add_preference(tx, &wished));
    let promise = AddPromise { guest, ticket: None, words: "远离电梯".to_owned() };
    comes_back(&hotel, guest, Op::AddPromise, &promise, |tx| guests::add_promise(tx, &promise));
}

#[test]
fn what_was_dropped_or_settled_comes_back() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let wished = wish(guest);
    let kept = hotel.write(Role::DutyManager, Op::AddPreference, &wished, |tx| guests::add_preference(tx, &wished));
    let drop = DropPreference { preference: kept.expect("kept").value };
    comes_back(&hotel, guest, Op::DropPreference, &drop, |tx| guests::drop_preference(tx, &drop));
    let promise = AddPromise { guest, ticket: None, words: "远离电梯".to_owned() };
    let promised = hotel.write(Role::DutyManager, Op::AddPromise, &promise, |tx| guests::add_promise(tx, &promise));
    let settle = SettlePromise { promise: promised.expect("promised").value, kept: true, reason: "1206".to_owned() };
    comes_back(&hotel, guest, Op::SettlePromise, &settle, |tx| guests::settle_promise(tx, &settle));
}

#[test]
fn what_somebody_touched_since_is_not_overwritten() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let first = renamed(&hotel, guest, "望江电子");
    let done = hotel.write(Role::Receptionist, Op::EditGuest, &first, |tx| guests::edit(tx, &first)).expect("edited");
    let second = renamed(&hotel, guest, "望江机械");
    hotel.write(Role::DutyManager, Op::EditGuest, &second, |tx| guests::edit(tx, &second)).expect("edited by another");
    let before = all_of(&hotel, guest);
    assert_eq!(code(&undo(&hotel, Role::Receptionist, done.seq)), "changed_meanwhile");
    assert_eq!(all_of(&hotel, guest), before, "a refused undo leaves nothing");
}

#[test]
fn an_added_guest_of_whom_more_is_known_since_stays() {
    let hotel = hotel();
    let new = guests::NewGuest { name: "王建国".to_owned(), ..Default::default() };
    let added = hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("added");
    support::stays::departed(&hotel, added.value, "2026-07-01", "2026-07-03", 120_000, 0);
    let refused = undo(&hotel, Role::Receptionist, added.seq);
    assert_eq!(code(&refused), "has_more", "a guest with a stay is not taken away");
}

#[test]
fn undo_is_for_one_s_own_simple_writes_once() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let wished = wish(guest);
    let done =
        hotel.write(Role::Receptionist, Op::AddPreference, &wished, |tx| guests::add_preference(tx, &wished)).expect("kept");
    assert_eq!(code(&undo(&hotel, Role::DutyManager, done.seq)), "not_yours");
    assert_eq!(code(&undo(&hotel, Role::Administrator, done.seq)), "not_allowed");
    let undone = undo(&hotel, Role::Receptionist, done.seq).expect("taken back");
    assert_eq!(code(&undo(&hotel, Role::Receptionist, done.seq)), "already_undone");
    assert_eq!(code(&undo(&hotel, Role::Receptionist, undone.seq)), "not_undoable", "an undo is not undone");
    assert_eq!(code(&undo(&hotel, Role::Receptionist, 1)), "not_undoable", "nor the making of the hotel");
    assert_eq!(code(&undo(&hotel, Role::Receptionist, 99_999)), "nothing_to_undo");
}

#[test]
fn a_second_ctrl_z_of_the_same_press_takes_back_once() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let wished = wish(guest);
    let done =
        hotel.write(Role::Receptionist, Op::AddPreference, &wished, |tx| guests::add_preference(tx, &wished)).expect("kept");
    let request = hotel.request_with(Role::Receptionist, "ctrl-z");
    let input = Undo { seq: done.seq };
    let press = || hotel.store.write(&request, Op::Undo, &input, |tx| history::undo(tx, &input));
    assert_eq!(press().expect("taken back"), press().expect("answered again"));
}

fn lines(hotel: &Hotel, role: Role, guest: GuestId) -> Vec<Line> {
    let filter = Filter { record: Some(RecordId::from(lobby_core::base::ids::RawId::from(guest))), limit: None };
    hotel.read(|db| history::lines(db, &hotel.session(role), &filter))
}

#[test]
fn a_guest_s_history_tells_who_did_what_to_which_field() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let edit = renamed(&hotel, guest, "望江电子");
    let done = hotel.write(Role::DutyManager, Op::EditGuest, &edit, |tx| guests::edit(tx, &edit)).expect("edited");
    undo(&hotel, Role::DutyManager, done.seq).expect("taken back");
    let lines = lines(&hotel, Role::GeneralManager, guest);
    let told: Vec<(Op, &str, bool)> = lines.iter().map(|line| (line.operation, line.user.as_str(), line.undone)).collect();
    let expected =
        [(Op::Undo, "duty_manager", false), (Op::EditGuest, "duty_manager", true), (Op::AddGuest, "receptionist", false)];
    assert_eq!(told, expected, "newest first, with what was taken back marked");
    assert_eq!(lines[0].undoes, Some(done.seq));
    let company = lines[1].fields.iter().find(|field| field.field == "company").expect("the field that changed");
    assert_eq!((company.before.as_str(), company.after.as_str()), ("", "望江电子"));
    assert!(lines[1].fields.iter().all(|field| field.field != "name"), "what stayed as it was is not told");
}

#[test]
fn each_role_reads_as_much_history_as_its_row_of_the_table_says() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let edit = renamed(&hotel, guest, "望江电子");
    hotel.write(Role::DutyManager, Op::EditGuest, &edit, |tx| guests::edit(tx, &edit)).expect("edited");
    assert_eq!(lines(&hotel, Role::DutyManager, guest).len(), 2);
    let own = lines(&hotel, Role::Receptionist, guest);
    assert_eq!(own.iter().map(|line| line.operation).collect::<Vec<_>>(), [Op::AddGuest], "own rows only");
    assert!(lines(&hotel, Role::DepartmentHead, guest).is_empty(), "the engineers did nothing to this guest");
    let seen = lines(&hotel, Role::Administrator, guest);
    assert_eq!(seen.len(), 2, "operations are seen");
    assert!(seen.iter().all(|line| line.fields.is_empty()), "and no guest data");
}

#[test]
fn the_head_beside_the_file_is_the_one_in_it_after_each_write() {
    let hotel = hotel();
    for ordinal in 0..3 {
        hotel.guest(&format!("客人{ordinal}"), "13812348812");
        assert_eq!(file::read_head(&hotel.path()), Some(hotel.read(|db| db.head())));
    }
    assert_eq!(hotel.read(|db| history::chain(db, file::read_head(&hotel.path()).as_ref())), None);
}
