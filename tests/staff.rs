//! Who comes in: colleagues are added and given their PIN beside whoever runs the house, nobody takes another's place or gives
//! themselves another post, and a house whose administrator forgot the PIN is not lost.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::UserId,
        request::Request,
        role::{Department, Role, Session},
    },
    history,
    staff::{self, EditUser, NewUser, SetPin, User},
};
use support::hotel::{Hotel, code, hotel};

const PIN: &str = "730164";

fn hashed(pin: &str) -> String {
    staff::hash_pin(pin, [3; 16]).expect("64 MiB to spare")
}

fn pin(hotel: &Hotel, by: Role, user: UserId, pin: &str) -> Result<UserId> {
    let set = SetPin { user, pin_hash: hashed(pin) };
    hotel.write(by, Op::SetPin, &set, |tx| staff::set_pin(tx, &set)).map(|done| done.value)
}

/// Somebody sets the first PIN of `user` at the sign-in, as if they were that person.
fn claimed(hotel: &Hotel, user: &User) -> Result<UserId> {
    let session = Session { user: user.id, role: user.role, department: user.department, pin_at: hotel.now() };
    let request = Request { session, ..hotel.request(user.role) };
    let set = SetPin { user: user.id, pin_hash: hashed(PIN) };
    hotel.store.write(&request, Op::SetPin, &set, |tx| staff::set_first_pin(tx, &set)).map(|done| done.value)
}

fn of_role(hotel: &Hotel, role: Role) -> User {
    hotel.read(staff::list).into_iter().find(|user| user.role == role).expect("one person of each role")
}

fn signs_in(hotel: &Hotel, user: &User, pin: &str) -> &'static str {
    code(&staff::sign_in(&hotel.store, &user.sign_in, pin, hotel.now()))
}

#[test]
fn a_first_pin_is_chosen_alone_only_while_nobody_could_set_it_with_them() {
    let hotel = hotel();
    let (admin, manager) = (of_role(&hotel, Role::Administrator), of_role(&hotel, Role::GeneralManager));
    claimed(&hotel, &admin).expect("the first of a new hotel");
    assert_eq!(signs_in(&hotel, &admin, PIN), "done");
    assert_eq!(code(&claimed(&hotel, &admin)), "pin_set", "not twice");
    assert_eq!(code(&claimed(&hotel, &manager)), "pin_by_house", "whoever comes by first does not become the general manager");
    assert_eq!(signs_in(&hotel, &manager, PIN), "no_pin");
    pin(&hotel, Role::Administrator, manager.id, PIN).expect("typed by the manager beside the administrator");
    assert_eq!(signs_in(&hotel, &manager, PIN), "done");
}

#[test]
fn a_forgotten_pin_is_set_anew_by_who_runs_the_house_and_by_nobody_else() {
    let hotel = hotel();
    let duty = of_role(&hotel, Role::DutyManager);
    pin(&hotel, Role::Administrator, duty.id, PIN).expect("set");
    for role in [Role::Receptionist, Role::DepartmentHead, Role::DataOfficer] {
        assert_eq!(code(&pin(&hotel, role, duty.id, "592716")), "not_allowed", "{role}");
    }
    pin(&hotel, Role::DutyManager, duty.id, "592716").expect("one's own");
    assert_eq!(signs_in(&hotel, &duty, PIN), "wrong_pin", "the old one opens nothing");
    pin(&hotel, Role::GeneralManager, duty.id, PIN).expect("a colleague's");
    assert_eq!(signs_in(&hotel, &duty, PIN), "done");
}

#[test]
fn nobody_gives_themselves_another_post_and_who_left_signs_in_no_more() {
    let hotel = hotel();
    let edit = |by: Role, seen: &User, wanted: User| {
        let input = EditUser { seen: seen.clone(), wanted };
        hotel.write(by, Op::EditUser, &input, |tx| staff::edit(tx, &input)).map(|done| done.value)
    };
    let (admin, duty) = (of_role(&hotel, Role::Administrator), of_role(&hotel, Role::DutyManager));
    let promoted = User { role: Role::GeneralManager, ..admin.clone() };
    assert_eq!(code(&edit(Role::Administrator, &admin, promoted.clone())), "own_standing");
    assert_eq!(code(&edit(Role::GeneralManager, &admin, promoted)), "last_administrator", "somebody must be left");
    edit(Role::Administrator, &admin, User { name: "新名字".to_owned(), ..admin.clone() }).expect("one's own name is one's own");
    pin(&hotel, Role::Administrator, duty.id, PIN).expect("set");
    edit(Role::GeneralManager, &duty, User { active: false, ..User { has_pin: true, ..duty.clone() } })
        .expect_err("another state");
    let seen = hotel.read(|db| staff::get(db, duty.id));
    edit(Role::GeneralManager, &seen, User { active: false, ..seen.clone() }).expect("they left");
    assert_eq!(signs_in(&hotel, &duty, PIN), "not_found");
}

#[test]
fn an_administrator_who_forgot_the_pin_comes_back_by_the_printed_key_and_the_history_says_so() {
    let hotel = hotel();
    let (admin, manager) = (of_role(&hotel, Role::Administrator), of_role(&hotel, Role::GeneralManager));
    let recovered = |user: &User| {
        let set = SetPin { user: user.id, pin_hash: hashed(PIN) };
        hotel.write(user.role, Op::SetPin, &set, |tx| staff::set_recovered_pin(tx, &set)).map(|done| done.value)
    };
    assert_eq!(code(&recovered(&manager)), "not_allowed", "an administrator's alone");
    recovered(&admin).expect("set");
    assert_eq!(signs_in(&hotel, &admin, PIN), "done");
    let session = hotel.session(Role::GeneralManager);
    let filter = history::Filter { record: Some(admin.id.raw().into()), limit: Some(1) };
    let lines = hotel.read(|db| history::lines(db, &session, &filter));
    assert_eq!(lines.first().map(|line| line.operation), Some(Op::SetPin));
}

#[test]
fn a_colleague_signs_in_with_what_nobody_else_has() {
    let hotel = hotel();
    let add = |sign_in: &str| {
        let new = NewUser {
            sign_in: sign_in.to_owned(),
            name: "李娜".to_owned(),
            role: Role::Receptionist,
            department: Department::FrontOffice,
        };
        hotel.write(Role::Administrator, Op::AddUser, &new, |tx| staff::add(tx, &new)).map(|done| done.value)
    };
    add("li.na").expect("added");
    assert_eq!(code(&add("li.na")), "sign_in_taken");
    assert_eq!(code(&add("李娜")), "bad_value", "what every keyboard types");
}
