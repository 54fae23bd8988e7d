//! 电话批示 against a real file: one code, one approval, one sum; and what it costs to guess.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        money::Minor,
        points::Points,
        request::{Request, RequestKey},
        role::Role,
        time::Instant,
    },
    db::Done,
    history,
    tickets::{
        Remedy, RemedyState, TicketAnswer,
        phone::{self, AnswerPhone, EnrolPhone, PhoneAnswer, PhoneApproval, code},
    },
};
use support::{
    case::{Case, money},
    hotel::{self, Hotel, hotel},
};

const SECRET: &[u8] = b"12345678901234567890";
const ROOM: i64 = 88_000;

/// Returns the code that the app of `SECRET` shows `steps` half minutes from `clock`.
pub fn shown(clock: Instant, steps: i64) -> String {
    code::code_of(SECRET, code::step_at(clock) + steps).expect("a code of this era")
}

/// Enrols the phone of `role` ten minutes ago.
pub fn enrol(hotel: &Hotel, role: Role) {
    let before = hotel.now().plus_minutes(-10);
    let input = EnrolPhone { secret: phone::PRACTICE_SECRET.to_owned(), code: shown(before, 0) };
    phone::enrol(&hotel.store, &hotel.request(role), &input, before).expect("the phone is enrolled");
}

/// Returns an approval of ¥880 by `role`'s phone.
pub fn call(case: &Case<'_>, role: Role, code: &str) -> PhoneApproval {
    PhoneApproval {
        ticket: case.ticket,
        approver: case.hotel.session(role).user,
        code: code.to_owned(),
        remedies: Vec::new(),
        amount_minor: Minor::new(ROOM).expect("a small sum"),
        points: Points::ZERO,
        words: "同意免一晚，明早我给客人打电话。".to_owned(),
    }
}

/// Takes an approval down as the duty manager.
pub fn take(hotel: &Hotel, input: &PhoneApproval, clock: Instant) -> Result<Done<TicketAnswer>> {
    phone::approve(&hotel.store, &hotel.request(Role::DutyManager), input, clock)
}

fn waiting(hotel: &Hotel) -> Case<'_> {
    let case = Case::planned(hotel, hotel.guest("李慧敏", "139 1234 0915"));
    case.proposed(Role::DutyManager, vec![money(Remedy::Waive, ROOM)]).expect("⑤ is taken");
    case
}

fn code_of<T>(outcome: &Result<T>) -> &'static str {
    hotel::code(outcome)
}

#[test]
fn six_digits_over_the_phone_are_step_six_with_case_sum_and_wording() {
    let hotel = hotel();
    enrol(&hotel, Role::GeneralManager);
    let case = waiting(&hotel);
    let input = call(&case, Role::GeneralManager, &shown(hotel.now(), 0));
    take(&hotel, &input, hotel.now()).expect("⑥ is taken");
    assert_eq!(case.standing()[0].0, RemedyState::Approved);
    let ticket = case.shown();
    let (general, duty) = (hotel.session(Role::GeneralManager).user, hotel.session(Role::DutyManager).user);
    assert_eq!(ticket.remedies[0].facts.decided_by, Some(general), "the word is the general manager's");
    let record = &ticket.phone[0];
    assert_eq!((record.approver, record.entered_by), (general, duty));
    assert_eq!((record.amount_minor.minor(), record.words.as_str(), record.at_ms), (ROOM, input.words.as_str(), hotel.now()));
    let step = ticket.steps.last().expect("a step");
    assert_eq!((record.step, step.by, step.body.number()), (step.id, duty, 6), "the hand at the desk is the duty manager's");
    case.carried_out().expect("⑦ is taken");
    case.close().expect("nothing is missing");
}

#[test]
fn no_code_is_taken_twice_and_none_before_it() {
    let hotel = hotel();
    enrol(&hotel, Role::GeneralManager);
    let (first, second) = (waiting(&hotel), waiting(&hotel));
    let now = hotel.now();
    take(&hotel, &call(&first, Role::GeneralManager, &shown(now, 2)), now).expect("a phone one minute fast");
    for steps in [2, 1, 0, -9] {
        let again = take(&hotel, &call(&second, Role::GeneralManager, &shown(now, steps)), now);
        assert_eq!(code_of(&again), "code_used", "{steps} steps");
    }
    assert_eq!(second.standing()[0].0, RemedyState::Awaiting);
    let reopened = lobby_core::open::with_key(&hotel.path(), hotel::key()).expect("the file opens again");
    let after_restart = call(&second, Role::GeneralManager, &shown(now, 2));
    let outcome = phone::approve(&reopened, &hotel.request(Role::DutyManager), &after_restart, now);
    assert_eq!(code_of(&outcome), "code_used", "not after a restart either");
    take(&hotel, &call(&second, Role::GeneralManager, &shown(now, 3)), now).expect("the next code is another");
}

#[test]
fn the_code_that_enrolled_the_phone_approves_nothing() {
    let hotel = hotel();
    let case = waiting(&hotel);
    let (now, request) = (hotel.now(), hotel.request(Role::GeneralManager));
    let input = EnrolPhone { secret: phone::PRACTICE_SECRET.to_owned(), code: shown(now, 0) };
    phone::enrol(&hotel.store, &request, &input, now).expect("the phone is enrolled");
    assert_eq!(code_of(&take(&hotel, &call(&case, Role::GeneralManager, &shown(now, 0)), now)), "code_used");
    let wrong = EnrolPhone { code: shown(now, 11), ..input };
    assert_eq!(code_of(&phone::enrol(&hotel.store, &hotel.request(Role::GeneralManager), &wrong, now)), "wrong_code");
}

#[test]
fn another_sum_needs_another_code_and_costs_no_try() {
    let hotel = hotel();
    enrol(&hotel, Role::GeneralManager);
    let case = waiting(&hotel);
    let now = hotel.now();
    let said = call(&case, Role::GeneralManager, &shown(now, 0));
    for _ in 0..4 {
        let other = PhoneApproval { amount_minor: Minor::new(ROOM + 1).expect("a small sum"), ..said.clone() };
        assert_eq!(code_of(&take(&hotel, &other, now)), "changed_meanwhile");
    }
    let mute = PhoneApproval { words: " ".to_owned(), ..said.clone() };
    assert_eq!(code_of(&take(&hotel, &mute, now)), "empty", "without its wording it is no 批示");
    take(&hotel, &said, now).expect("four refusals that looked at no code locked nothing");
}

#[test]
fn three_wrong_codes_lock_for_five_minutes_whatever_the_clock_says() {
    let hotel = hotel();
    enrol(&hotel, Role::GeneralManager);
    let case = waiting(&hotel);
    let now = hotel.now();
    let wrong = call(&case, Role::GeneralManager, &shown(now, 400));
    let right = |clock: Instant| call(&case, Role::GeneralManager, &shown(clock, 0));
    for left in ["2", "1"] {
        let refused = take(&hotel, &wrong, now).expect_err("a wrong code");
        assert_eq!((refused.code(), refused.args()), ("wrong_code", vec![("left", left.to_owned())]));
    }
    let refused = take(&hotel, &wrong, now).expect_err("the third");
    let until = now.plus_minutes(phone::LOCK_MINUTES);
    assert_eq!((refused.code(), refused.args()), ("phone_locked", vec![("until_ms", until.ms().to_string())]));
    for minutes in [-600, 0, 4] {
        let clock = now.plus_minutes(minutes);
        assert_eq!(code_of(&take(&hotel, &right(clock), clock)), "phone_locked", "{minutes} minutes later, with the right code");
    }
    let reopened = lobby_core::open::with_key(&hotel.path(), hotel::key()).expect("the file opens again");
    let outcome = phone::approve(&reopened, &hotel.request(Role::DutyManager), &right(now), now);
    assert_eq!(code_of(&outcome), "phone_locked", "a restart does not help");
    drop(reopened);
    for left in ["2", "1"] {
        let refused = take(&hotel, &call(&case, Role::GeneralManager, &shown(until, 400)), until).expect_err("wrong again");
        assert_eq!(refused.args(), [("left", left.to_owned())], "after the lock three tries are there again");
    }
    take(&hotel, &right(until), until).expect("and the right one is taken");
    let standing = hotel.read(|db| phone::own(db, &hotel.session(Role::GeneralManager)));
    assert_eq!(standing.locked_until_ms, None, "what was wrong is forgotten");
}

#[test]
fn only_somebody_else_with_the_right_and_a_phone_approves() {
    let hotel = hotel();
    let case = waiting(&hotel);
    let now = hotel.now();
    let by = |role: Role| take(&hotel, &call(&case, role, &shown(now, 0)), now);
    assert_eq!(code_of(&by(Role::GeneralManager)), "phone_not_enrolled");
    enrol(&hotel, Role::DutyManager);
    enrol(&hotel, Role::GeneralManager);
    assert_eq!(code_of(&by(Role::DutyManager)), "no_approver", "nobody calls themselves");
    assert_eq!(code_of(&by(Role::Receptionist)), "no_approver", "reception approves nothing");
    let as_general =
        phone::approve(&hotel.store, &hotel.request(Role::GeneralManager), &call(&case, Role::DutyManager, &shown(now, 0)), now);
    assert_eq!(code_of(&as_general), "own_request", "the proposer's own phone is no way round");
    let by_reception =
        phone::approve(&hotel.store, &hotel.request(Role::Receptionist), &call(&case, Role::GeneralManager, &shown(now, 0)), now);
    assert_eq!(code_of(&by_reception), "not_allowed", "reception works on no complaint");
    let by_head = {
        let other = Case::planned(&hotel, hotel.guest("王建国", "139 1234 8812"));
        other.proposed(Role::DepartmentHead, vec![money(Remedy::Waive, ROOM)]).expect("⑤ is taken");
        phone::approve(&hotel.store, &hotel.request(Role::DepartmentHead), &call(&other, Role::DutyManager, &shown(now, 0)), now)
    };
    assert_eq!(code_of(&by_head), "above_own_limit", "a duty manager's phone has the duty manager's limits");
    assert_eq!(case.standing()[0].0, RemedyState::Awaiting);
}

#[test]
fn a_double_click_takes_it_down_once() {
    let hotel = hotel();
    enrol(&hotel, Role::GeneralManager);
    let case = waiting(&hotel);
    let now = hotel.now();
    let input = call(&case, Role::GeneralManager, &shown(now, 0));
    let request = |at: Instant| Request {
        key: RequestKey::new("one-intent").expect("a plain key"),
        at,
        session: hotel.session(Role::DutyManager),
        seed: [9; 32],
    };
    let first = phone::approve(&hotel.store, &request(now), &input, now).expect("taken");
    let later = now.plus_minutes(30);
    let again =
        phone::approve(&hotel.store, &request(later), &input, later).expect("the same answer, long after the code's time");
    assert_eq!((first.value, first.seq), (again.value, again.seq));
    assert_eq!(case.shown().phone.len(), 1);
}

#[test]
fn the_approver_countersigns_or_disputes_once_and_the_morning_hears_of_it() {
    let hotel = hotel();
    enrol(&hotel, Role::GeneralManager);
    let (one, two) = (waiting(&hotel), waiting(&hotel));
    let now = hotel.now();
    take(&hotel, &call(&one, Role::GeneralManager, &shown(now, 0)), now).expect("taken");
    take(&hotel, &call(&two, Role::GeneralManager, &shown(now, 1)), now).expect("taken");
    let general = hotel.session(Role::GeneralManager);
    let waits = hotel.read(|db| phone::own(db, &general)).waiting;
    assert_eq!(waits.iter().map(|record| record.ticket).collect::<Vec<_>>(), [one.ticket, two.ticket]);
    let say = |role: Role, at: usize, answer: PhoneAnswer, words: &str| {
        let input = AnswerPhone { phone: waits[at].id, answer, words: words.to_owned() };
        hotel.write(role, Op::AnswerPhone, &input, |tx| phone::answer(tx, &input))
    };
    assert_eq!(code_of(&say(Role::DutyManager, 0, PhoneAnswer::Countersigned, "")), "phone_not_yours");
    assert_eq!(code_of(&say(Role::GeneralManager, 0, PhoneAnswer::Disputed, "")), "empty", "a dispute says why");
    say(Role::GeneralManager, 0, PhoneAnswer::Countersigned, "").expect("补签");
    say(Role::GeneralManager, 1, PhoneAnswer::Disputed, "我只同意免半晚").expect("有异议");
    assert_eq!(code_of(&say(Role::GeneralManager, 1, PhoneAnswer::Countersigned, "")), "phone_answered");
    assert!(hotel.read(|db| phone::own(db, &general)).waiting.is_empty());
    let date = hotel.store.hotel().clock.business_date(now);
    let disputed = hotel.read(|db| phone::disputed(db, date, date.plus_days(1)));
    assert_eq!(disputed.len(), 1);
    assert_eq!((disputed[0].ticket, disputed[0].answer_words.as_str()), (two.ticket, "我只同意免半晚"));
    assert_eq!(hotel.read(|db| phone::disputed(db, date.plus_days(1), date.plus_days(2))), []);
    assert_eq!(two.shown().phone[0].answer, Some(PhoneAnswer::Disputed), "it shows on the ticket");
}

#[test]
fn the_secret_is_nowhere_in_the_clear() {
    let hotel = hotel();
    enrol(&hotel, Role::GeneralManager);
    let lines = hotel.read(|db| {
        let filter = history::Filter { record: None, limit: None };
        history::lines(db, &hotel.session(Role::GeneralManager), &filter)
    });
    let told = format!("{lines:?}");
    assert!(told.contains("EnrolPhone") || told.contains("enrol_phone"), "the enrolment is remembered");
    assert!(!told.contains(phone::PRACTICE_SECRET), "its secret is not");
}
