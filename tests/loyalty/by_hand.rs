//! What is posted by hand: reasons, the second person, one's own account, late credits.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::UserId,
        points::{POINTS_MAX, Points},
        role::{Confirmed, Role},
    },
    flows::{
        merge::{self, MergeGuests},
        own_account::{self, LinkOwnAccount},
    },
    loyalty::{
        self, EarnPoints, EntryCode, Redeem,
        adjust::{self, AdjustPoints, TakeBack},
        late::{self, CreditLate},
    },
    staff,
};

use super::{Desk, Written, balanced, day, desk, enrol, points};
use support::hotel::{Hotel, code, hotel};

/// The PIN of everybody who confirms in these tests.
const PIN: &str = "385174";

/// Returns the proof that the person of `role` confirmed with their PIN.
pub(super) fn confirmed(hotel: &Hotel, role: Role) -> Confirmed {
    let user = hotel.session(role).user;
    let person = hotel.read(|db| staff::get(db, user));
    if !person.has_pin {
        let input = staff::SetPin { user, pin_hash: staff::hash_pin(PIN, [3; 16]).expect("a hash") };
        hotel.write(role, Op::SetPin, &input, |tx| staff::set_pin(tx, &input)).expect("a PIN is set");
    }
    staff::confirm(&hotel.store, &person.sign_in, PIN, hotel.now()).expect("the PIN is theirs")
}

fn adjusted(desk: &Desk<'_>, role: Role, count: i64, second: Option<&Confirmed>) -> Written<loyalty::Posted> {
    let input = AdjustPoints {
        member: desk.guest.into(),
        points: points(count),
        reason: "系统少记一次".to_owned(),
        due_on: None,
        expires_on: None,
        second: second.map(Confirmed::user),
    };
    desk.hotel.write(role, Op::AdjustPoints, &input, |tx| adjust::adjust(tx, &input, second))
}

fn taken_back(
    desk: &Desk<'_>,
    role: Role,
    entry: lobby_core::base::ids::EntryId,
    second: Option<&Confirmed>,
) -> Written<loyalty::Posted> {
    let input = TakeBack { entry, second: second.map(Confirmed::user) };
    desk.hotel.write(role, Op::AdjustPoints, &input, |tx| adjust::take_back(tx, &input, second))
}

fn own(hotel: &Hotel, by: Role, user: UserId, desk: &Desk<'_>) -> Written<UserId> {
    let input = LinkOwnAccount { user, member: Some(desk.guest.into()) };
    hotel.write(by, Op::LinkOwnGuest, &input, |tx| own_account::link(tx, &input))
}

#[test]
fn points_are_given_and_taken_for_a_reason_and_the_statement_says_which() {
    let hotel = hotel();
    let desk = desk(&hotel);
    adjusted(&desk, Role::DutyManager, 300, None).expect("given");
    adjusted(&desk, Role::DutyManager, -100, None).expect("taken");
    assert_eq!(code(&adjusted(&desk, Role::DutyManager, -201, None)), "not_enough_points", "never below nothing");
    let nothing = AdjustPoints { points: Points::ZERO, ..wanted(&desk) };
    let said = hotel.write(Role::GeneralManager, Op::AdjustPoints, &nothing, |tx| adjust::adjust(tx, &nothing, None));
    assert_eq!(code(&said), "bad_points");
    let beyond = serde_json::from_value::<Points>((POINTS_MAX + 1).into());
    assert!(beyond.is_err(), "more than a posting may carry does not come over the wire");
    let empty = AdjustPoints { reason: "  ".to_owned(), ..wanted(&desk) };
    let said = hotel.write(Role::GeneralManager, Op::AdjustPoints, &empty, |tx| adjust::adjust(tx, &empty, None));
    assert_eq!(code(&said), "empty", "a reason is asked for");
    let lines = desk.page().statement.lines;
    let shown: Vec<_> = lines.iter().map(|line| (line.code, line.points.count(), line.reason.as_str())).collect();
    assert_eq!(shown, [(EntryCode::Adjust, -100, "系统少记一次"), (EntryCode::Adjust, 300, "系统少记一次")]);
    assert_eq!(code(&adjusted(&desk, Role::Receptionist, 1, None)), "not_allowed", "the desk adjusts nothing");
    balanced(&hotel);
}

fn wanted(desk: &Desk<'_>) -> AdjustPoints {
    AdjustPoints {
        member: desk.guest.into(),
        points: points(1),
        reason: "系统少记一次".to_owned(),
        due_on: None,
        expires_on: None,
        second: None,
    }
}

#[test]
fn above_the_limit_a_second_person_confirms_and_small_ones_add_up() {
    let hotel = hotel();
    let desk = desk(&hotel);
    adjusted(&desk, Role::DutyManager, 2_000, None).expect("the limit itself is alone");
    assert_eq!(
        code(&adjusted(&desk, Role::DutyManager, 1, None)),
        "second_person_needed",
        "the same hand, member and day add up"
    );
    let other = super::desk_of(&hotel, "李雷", "139 0000 0002");
    adjusted(&other, Role::DutyManager, 2_000, None).expect("another member has their own");
    assert_eq!(code(&adjusted(&other, Role::GeneralManager, 2_001, None)), "second_person_needed", "the general manager neither");
    let general = confirmed(&hotel, Role::GeneralManager);
    let posted = adjusted(&desk, Role::DutyManager, 5_000, Some(&general)).expect("two").value;
    assert_eq!(desk.page().statement.lines[0].second, "general_manager", "the statement names who confirmed");
    assert_eq!(code(&adjusted(&desk, Role::GeneralManager, 5_000, Some(&general))), "second_person_same");
    let reception = confirmed(&hotel, Role::Receptionist);
    assert_eq!(code(&adjusted(&desk, Role::GeneralManager, 5_000, Some(&reception))), "second_person_may_not");
    let claimed = AdjustPoints { points: points(5_000), second: Some(general.user()), ..wanted(&desk) };
    let said = hotel.write(Role::DutyManager, Op::AdjustPoints, &claimed, |tx| adjust::adjust(tx, &claimed, None));
    assert_eq!(code(&said), "bad_value", "a name without a PIN is nobody");
    assert_eq!(code(&desk.reverse(posted.entry_id)), "adjusted_by_hand", "the desk does not undo what two decided");
    assert_eq!(code(&taken_back(&desk, Role::DutyManager, posted.entry_id, None)), "second_person_needed", "one alone neither");
    taken_back(&desk, Role::DutyManager, posted.entry_id, Some(&general)).expect("two do");
    assert_eq!(code(&taken_back(&desk, Role::DutyManager, posted.entry_id, Some(&general))), "already_reversed");
    hotel.pass_minutes(60 * 24);
    adjusted(&desk, Role::DutyManager, -2_000, None).expect("the next day counts anew");
    assert_eq!(desk.balance(), 0);
    balanced(&hotel);
}

#[test]
fn a_wrong_pin_of_the_second_person_costs_what_it_costs_at_the_sign_in() {
    let hotel = hotel();
    let _has_a_pin = confirmed(&hotel, Role::GeneralManager);
    let said = |pin: &str| staff::confirm(&hotel.store, "general-manager", pin, hotel.now()).map(|_| ());
    for _ in 0..3 {
        assert_eq!(code(&said("111333")), "wrong_pin");
    }
    assert_eq!(code(&said(PIN)), "pin_too_soon", "after the third a wait, also with the right one");
    hotel.pass_minutes(6);
    said(PIN).expect("and then it is theirs again");
}

#[test]
fn nobody_posts_to_an_account_that_is_their_own() {
    let hotel = hotel();
    let own_desk = desk(&hotel);
    let other = super::desk_of(&hotel, "李雷", "139 0000 0002");
    other.earn(500, None).expect("earned");
    let earned = own_desk.earn(900, None).expect("earned before anybody said whose it is").value;
    let (desk_user, duty, general) = (Role::Receptionist, Role::DutyManager, Role::GeneralManager);
    let user = |role: Role| hotel.session(role).user;
    assert_eq!(code(&own(&hotel, general, user(general), &own_desk)), "own_link", "nobody says it of themselves");
    assert_eq!(code(&own(&hotel, duty, user(desk_user), &own_desk)), "not_allowed", "who runs the house says it");
    own(&hotel, general, user(desk_user), &own_desk).expect("said");
    own(&hotel, Role::Administrator, user(general), &own_desk).expect("two people may be one member's family");
    assert_eq!(code(&own_desk.earn(1, None)), "own_account");
    assert_eq!(code(&own_desk.redeem(1, None)), "own_account");
    assert_eq!(code(&own_desk.reverse(earned.entry_id)), "own_account");
    let stay = support::stays::departed(&hotel, own_desk.guest, "2026-07-12", "2026-07-14", 90_000, 0);
    assert_eq!(code(&own_desk.earn_stay(stay)), "own_account", "their stay is credited by a colleague");
    let bill = crate::programme::bill(&hotel, own_desk.guest, "food", 20_000, "88213");
    assert_eq!(code(&bill), "own_account", "nor by a bill of the restaurant");
    assert_eq!(code(&adjusted(&own_desk, general, 10, None)), "own_account");
    let confirming = confirmed(&hotel, general);
    assert_eq!(code(&adjusted(&own_desk, duty, 5_000, Some(&confirming))), "own_account", "nor does the owner confirm");
    adjusted(&own_desk, duty, 10, None).expect("a colleague may");
    let input = EarnPoints { member: own_desk.guest.into(), points: points(5), expires_on: None };
    hotel.write(duty, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).expect("a colleague credits");
    let input = Redeem { member: own_desk.guest.into(), points: points(5), reward: None };
    hotel.write(duty, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input)).expect("a colleague redeems");
    let input = MergeGuests { keep: own_desk.guest, other: other.guest, take: Vec::new(), reason: "同一人".to_owned() };
    let said = hotel.write(general, Op::MergeGuests, &input, |tx| merge::merge(tx, &input));
    assert_eq!(code(&said), "own_account", "a merge is no way to another's points either");
    balanced(&hotel);
}

#[test]
fn who_goes_with_an_own_account_goes_and_a_colleague_credits_the_stay() {
    let hotel = hotel();
    let desk = desk(&hotel);
    own(&hotel, Role::GeneralManager, hotel.session(Role::Receptionist).user, &desk).expect("said");
    let stay = support::stays::in_house(&hotel, desk.guest, "2026-07-12", "2026-07-14", 90_000, 0);
    let input = lobby_core::stays::CheckOut { stay_id: stay, bill: None };
    let gone = hotel.write(Role::Receptionist, Op::CheckOut, &input, |tx| super::check_out(tx, &input)).expect("gone").value;
    assert_eq!((gone.posted, desk.balance()), (None, 0), "nothing by their own hand");
    hotel.write(Role::DutyManager, Op::EarnPoints, &stay, |tx| loyalty::earn_stay(tx, stay)).expect("by a colleague's");
    assert_eq!(desk.balance(), 900);
}

#[test]
fn a_stay_past_the_programmes_days_is_credited_with_a_reason_by_who_may_adjust() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let old = support::stays::departed(&hotel, desk.guest, "2025-11-01", "2025-11-03", 150_000, 0);
    let large = support::stays::departed(&hotel, desk.guest, "2025-10-01", "2025-10-03", 150_000, 0);
    let ancient = support::stays::departed(&hotel, desk.guest, "2021-11-01", "2021-11-03", 150_000, 0);
    assert_eq!(code(&desk.earn_stay(old)), "stay_too_old", "the desk may no longer");
    let page = desk.page();
    assert_eq!((page.uncredited.len(), page.late.iter().map(|stay| stay.stay).collect::<Vec<_>>()), (0, vec![old, large]));
    let credit = |role: Role, stay, second: Option<&Confirmed>| {
        let input = CreditLate { stay, reason: "当时没带卡".to_owned(), second: second.map(Confirmed::user) };
        hotel.write(role, Op::CreditLate, &input, |tx| late::credit_late(tx, &input, second))
    };
    assert_eq!(code(&credit(Role::Receptionist, old, None)), "not_allowed");
    assert_eq!(credit(Role::DutyManager, old, None).expect("credited").value.points.count(), 1_500, "by the same formula");
    assert_eq!(code(&credit(Role::DutyManager, old, None)), "already_earned");
    assert_eq!(code(&credit(Role::DutyManager, large, None)), "second_person_needed", "two of them pass the limit together");
    let general = confirmed(&hotel, Role::GeneralManager);
    credit(Role::DutyManager, large, Some(&general)).expect("two");
    assert_eq!(code(&credit(Role::GeneralManager, ancient, None)), "stay_too_old", "three years are enough");
    let page = desk.page();
    let line = &page.statement.lines[0];
    assert_eq!((line.reason.as_str(), line.basis.is_some()), ("当时没带卡", true), "reason and basis stand together");
    assert!(page.late.is_empty());
    assert_eq!(day("2026-07-14"), line.date);
    balanced(&hotel);
}

#[test]
fn a_double_click_adjusts_once_and_another_input_under_its_key_is_refused() {
    let hotel = hotel();
    let desk = desk(&hotel);
    let request = hotel.request_with(Role::DutyManager, "adjust-once");
    let post = |input: &AdjustPoints| hotel.store.write(&request, Op::AdjustPoints, input, |tx| adjust::adjust(tx, input, None));
    let first = post(&wanted(&desk)).expect("posted").value;
    assert_eq!(post(&wanted(&desk)).expect("answered again").value, first);
    assert_eq!(code(&post(&AdjustPoints { points: points(2), ..wanted(&desk) })), "key_reused");
    assert_eq!(desk.balance(), 1);
    assert!(enrol(&hotel, desk.guest).is_err(), "and the member is one already");
}
