//! 主动问候: whom the list names, that a call takes a guest off it and is kept on the card, and who may make one.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{DealingId, GuestId},
        role::Role,
    },
    courtesy::{self, CallCause, CallDays, CourtesyCalls},
    db::Done,
    dossier::{self, AddDealing, CallOutcome, DealingChannel, DealingKind, DropDealing, MakeCall},
    flows::merge::{self, MergeGuests, UnmergeGuests},
    guests::{self, AddPromise, EditGuest, Guest},
    history,
    morning::{self, Period},
    profile,
    tickets::Subject,
};
use support::{
    case::Case,
    hotel::{Hotel, code, hotel},
    stays,
};

const TODAY: &str = "2026-07-14";

fn days(from: &str, to: &str) -> CallDays {
    CallDays { from: from.parse().expect("a day"), to: to.parse().expect("a day") }
}

fn list(hotel: &Hotel, from: &str, to: &str) -> CourtesyCalls {
    let at = hotel.now();
    hotel.read(|db| courtesy::of_days(db, at, days(from, to)))
}

fn today(hotel: &Hotel) -> Vec<(String, Vec<CallCause>, bool)> {
    let calls = list(hotel, TODAY, TODAY).calls.into_iter();
    let causes = |call: &courtesy::CourtesyCall| call.reasons.iter().map(|reason| reason.cause).collect();
    calls.map(|call| (call.name.clone(), causes(&call), call.made.is_some())).collect()
}

fn promise(hotel: &Hotel, guest: GuestId) {
    let input = AddPromise { guest, words: "高层，远离电梯".to_owned(), ticket: None };
    hotel.write(Role::DutyManager, Op::AddPromise, &input, |tx| guests::add_promise(tx, &input)).expect("promised");
}

fn vip(hotel: &Hotel, guest: GuestId) {
    let seen = hotel.read(|db| guests::get(db, guest));
    let input = EditGuest { wanted: Guest { vip: "V2".to_owned(), ..seen.clone() }, seen };
    hotel.write(Role::DutyManager, Op::EditGuest, &input, |tx| guests::edit(tx, &input)).expect("a VIP");
}

fn called(hotel: &Hotel, role: Role, guest: GuestId, outcome: CallOutcome) -> Result<Done<DealingId>> {
    let input = MakeCall { guest, channel: DealingChannel::Person, outcome, words: "早餐时问候".to_owned() };
    hotel.write(role, Op::MakeCall, &input, |tx| dossier::make_call(tx, &input))
}

#[test]
fn the_list_says_whom_to_greet_and_why_and_a_call_takes_a_guest_off_the_next_days() {
    let hotel = hotel();
    let (wang, sun, li) =
        (hotel.guest("王建国", "138 1234 8812"), hotel.guest("孙丽华", "139 0000 5521"), hotel.guest("李慧敏", "137 0000 1102"));
    stays::in_house(&hotel, wang, "2026-07-13", "2026-07-16", 0, 0);
    stays::in_house(&hotel, sun, "2026-07-10", "2026-07-17", 0, 0);
    stays::booked(&hotel, li, TODAY, "2026-07-16");
    promise(&hotel, wang);
    promise(&hotel, li);
    use CallCause as C;
    let expected = [("王建国".to_owned(), vec![C::Promise], false), ("孙丽华".to_owned(), vec![C::LongStay], false)];
    assert_eq!(today(&hotel), expected, "who is still to come is not greeted");

    let done = called(&hotel, Role::DutyManager, wang, CallOutcome::Satisfied).expect("greeted");
    assert!(today(&hotel)[0].2, "made, and still counted on its day");
    let card = hotel.read(|db| profile::card(db, wang, TODAY.parse().expect("a day"), Role::Receptionist));
    let line = &card.dealings[0];
    assert_eq!((line.dealing.outcome, line.author.as_str()), (Some(CallOutcome::Satisfied), "duty_manager"), "on the card");
    assert_eq!((line.dealing.words.as_str(), line.dealing.kind), ("早餐时问候", DealingKind::Interaction));
    let of = |from, to| {
        let (at, session) = (hotel.now(), hotel.session(Role::GeneralManager));
        let period = Period { from, to };
        hotel.read(|db| morning::report(db, &session, at, period)).calls.map(|calls| (calls.made, calls.listed))
    };
    let day = |text: &str| text.parse().expect("a day");
    assert_eq!(of(day(TODAY), day(TODAY)), Some((1, 2)), "in the morning report");
    assert_eq!(
        of(day("2026-07-13"), day("2026-07-13")),
        Some((0, 1)),
        "the day before knew of no promise, only of the long stay"
    );

    hotel.pass_minutes(24 * 60);
    let tomorrow: Vec<_> = list(&hotel, "2026-07-15", "2026-07-15").calls.into_iter().map(|call| call.name).collect();
    assert_eq!(tomorrow, ["孙丽华"], "never twice in a stay");
    assert!(today(&hotel)[0].2, "the day before says what it said");
    let undo = history::Undo { seq: done.seq };
    hotel.write(Role::DutyManager, Op::Undo, &undo, |tx| history::undo(tx, &undo)).expect("taken back");
    assert_eq!(list(&hotel, "2026-07-15", "2026-07-15").calls.len(), 2, "a call that was none puts them back on the list");
}

#[test]
fn whoever_has_an_open_complaint_is_not_on_the_list_and_once_it_is_closed_they_are() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "137 0000 1102");
    stays::in_house(&hotel, guest, "2026-07-13", "2026-07-16", 0, 0);
    vip(&hotel, guest);
    assert_eq!(today(&hotel)[0].1, [CallCause::Vip]);
    let case = Case::of(&hotel, Subject::Guest { guest });
    hotel.pass_minutes(1);
    assert!(today(&hotel).is_empty(), "somebody answers for the complaint, with its own callback");
    case.to_the_plan();
    case.proposed(Role::DutyManager, Vec::new()).expect("a plan");
    case.carried_out().expect("done");
    case.close().expect("closed");
    hotel.pass_minutes(1);
    assert_eq!(today(&hotel)[0].1, [CallCause::Recovered, CallCause::Vip], "and now they are asked whether all is well");
}

#[test]
fn a_call_goes_with_its_guest_into_a_merge_and_out_of_it() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "138 1234 8812"), hotel.guest("王建國", "139 5678 5521"));
    stays::in_house(&hotel, keep, "2026-07-13", "2026-07-16", 0, 0);
    promise(&hotel, keep);
    let input = MergeGuests { keep, other, take: vec![], reason: "本人确认".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    called(&hotel, Role::DutyManager, other, CallOutcome::Fair).expect("by the old record's id");
    assert!(today(&hotel)[0].2, "the kept guest was greeted");
    let apart = UnmergeGuests { merge: merged.merge_id, reason: "同名不同人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &apart, |tx| merge::unmerge(tx, &apart)).expect("apart");
    assert!(!today(&hotel)[0].2, "it goes back to whom it was made");
    let calls = |guest| hotel.read(|db| dossier::dealings_of(db, guest)).iter().filter(|one| one.outcome.is_some()).count();
    assert_eq!((calls(keep), calls(other)), (0, 1));
}

#[test]
fn only_those_who_keep_the_duty_log_greet_and_only_whom_they_can() {
    let hotel = hotel();
    let (here, away) = (hotel.guest("王建国", "138 1234 8812"), hotel.guest("孙丽华", "139 0000 5521"));
    stays::in_house(&hotel, here, "2026-07-13", "2026-07-16", 0, 0);
    for role in [Role::Receptionist, Role::DepartmentHead, Role::DataOfficer, Role::Administrator] {
        assert_eq!(code(&called(&hotel, role, here, CallOutcome::Fair)), "not_allowed", "{role}");
    }
    assert_eq!(code(&called(&hotel, Role::DutyManager, away, CallOutcome::Fair)), "not_in_house");
    let dealing = called(&hotel, Role::GeneralManager, here, CallOutcome::Unhappy).expect("greeted").value;
    let drop = |role, dealing| {
        let input = DropDealing { dealing };
        hotel.write(role, Op::DropDealing, &input, |tx| dossier::drop_dealing(tx, &input))
    };
    assert_eq!(
        code(&drop(Role::Receptionist, dealing)),
        "not_allowed",
        "what the duty manager heard is not the desk's to strike"
    );
    let said = AddDealing {
        guest: here,
        kind: DealingKind::Interaction,
        channel: DealingChannel::Phone,
        words: "问早餐".to_owned(),
        happened_on: None,
    };
    let own = hotel.write(Role::Receptionist, Op::AddDealing, &said, |tx| dossier::add_dealing(tx, &said)).expect("noted").value;
    drop(Role::Receptionist, own).expect("the desk's own dealings are");
    drop(Role::DutyManager, dealing).expect("and the duty manager's calls the duty manager's");
    let refused = hotel.store.read(&hotel.session(Role::Administrator), Op::ReadCalls, |_| Ok(()));
    assert_eq!(code(&refused), "not_allowed");
    let wrong = hotel.store.read_as_house(|db| courtesy::of_days(db, hotel.now(), days("2026-07-14", "2026-07-13")));
    assert_eq!(code(&wrong), "bad_value", "days that end before they begin");
}
