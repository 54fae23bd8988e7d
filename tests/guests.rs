//! Guests, wishes and promises against a real file.

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    guests::{self, AddPreference, AddPromise, EditGuest, PreferenceKind, PreferenceOrigin, PromiseState, Reveal, SettlePromise},
};
use support::hotel::{code, hotel};

fn wish(guest: lobby_core::base::ids::GuestId, kind: PreferenceKind, consent: bool) -> AddPreference {
    AddPreference {
        guest,
        kind,
        words: "花粉过敏".to_owned(),
        origin: PreferenceOrigin::Asked,
        consent,
        source: "desk".to_owned(),
    }
}

#[test]
fn a_sensitive_wish_is_kept_only_with_consent() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let input = wish(guest, PreferenceKind::Health, false);
    let refused = hotel.write(Role::Receptionist, Op::AddPreference, &input, |tx| guests::add_preference(tx, &input));
    assert_eq!(code(&refused), "consent_missing");
    assert!(hotel.read(|db| guests::preferences_of(db, guest)).is_empty(), "a refused write leaves nothing");
    let input = wish(guest, PreferenceKind::Health, true);
    hotel
        .write(Role::Receptionist, Op::AddPreference, &input, |tx| guests::add_preference(tx, &input))
        .expect("with consent it is kept");
    let kept = hotel.read(|db| guests::preferences_of(db, guest));
    assert_eq!(kept[0].consent_at_ms, Some(hotel.now()), "when consent was given is part of the record");
}

#[test]
fn a_promise_is_settled_once_and_with_a_reason() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let input = AddPromise { guest, ticket: None, words: "高层、远离电梯".to_owned() };
    let promise =
        hotel.write(Role::DutyManager, Op::AddPromise, &input, |tx| guests::add_promise(tx, &input)).expect("promised").value;
    let settle = |reason: &str| {
        let input = SettlePromise { promise, kept: true, reason: reason.to_owned() };
        hotel.write(Role::Receptionist, Op::SettlePromise, &input, |tx| guests::settle_promise(tx, &input))
    };
    assert_eq!(code(&settle("  ")), "empty", "a promise is not settled without saying how");
    settle("1206，12 层，距电梯三间").expect("kept");
    assert_eq!(code(&settle("again")), "already_settled");
    assert_eq!(hotel.read(|db| guests::promises_of(db, guest))[0].state, PromiseState::Kept);
}

#[test]
fn an_edit_of_what_was_not_seen_is_refused() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let seen = hotel.read(|db| guests::get(db, guest));
    let wanted = guests::Guest { company: "望江电子".to_owned(), ..seen.clone() };
    let input = EditGuest { seen, wanted };
    hotel.write(Role::Receptionist, Op::EditGuest, &input, |tx| guests::edit(tx, &input)).expect("corrected");
    let second = hotel.write(Role::DutyManager, Op::EditGuest, &input, |tx| guests::edit(tx, &input));
    assert_eq!(code(&second), "changed_meanwhile", "the second desk saw the record of before");
}

#[test]
fn a_reveal_needs_a_reason_and_is_in_the_guest_s_history() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    let contact = hotel.read(|db| guests::contacts_of(db, guest))[0].id;
    let ask = |role: Role, reason: &str| {
        let input = Reveal { contact, reason: reason.to_owned() };
        hotel.write(role, Op::RevealContact, &input, |tx| guests::reveal(tx, &input))
    };
    assert_eq!(code(&ask(Role::Receptionist, "")), "empty");
    assert_eq!(code(&ask(Role::DepartmentHead, "回访")), "not_allowed");
    let remembered = ask(Role::Receptionist, "回访").expect("with a reason it is shown");
    assert_eq!(hotel.read(|db| guests::revealed(db, &remembered)), "138 1234 8812");
}
