//! 等待期: what the programme credits some days later is the member's from that day's run on, and not before.

use lobby_core::{
    audit::op::Op,
    base::{ids::StayId, role::Role},
    flows::{
        check_out::check_out,
        merge::{self, MergeGuests, UnmergeGuests},
        own_account::{self, LinkOwnAccount},
    },
    guests::{self, RecordConsent},
    loyalty::{
        self, EarnBill,
        events::{self, AnswerInvite, EventKind, InviteMembers, InviteSource, InviteState, PlanEvent},
        late::{self, CreditLate},
        pending::{self, DuePosted, VoidPending},
        programme::{AdoptProgramme, Caps, FOOD, PendingRules, Programme},
        referral::{self, ReferMember, ReferralState, StrikeReferral},
        statement::Source,
    },
    stays::{self, CheckOut, Stay, StayState},
};

use super::{Desk, Written, balanced, day, desk, desk_of, points};
use support::hotel::{Hotel, code, hotel};

/// A hotel in which a stay waits 7 days, a bill 3, an event 5 and a referral 30.
fn patient(change: impl FnOnce(&mut Programme)) -> Hotel {
    let hotel = hotel();
    let mut rules = Programme::standard(2);
    rules.pending = PendingRules { stay_days: 7, bill_days: 3, event_days: 5, referral_days: 30 };
    change(&mut rules);
    let input = AdoptProgramme { seen: 0, valid_from: day("2026-07-14"), rules, why: "退房后七天入账".to_owned() };
    hotel.write(Role::GeneralManager, Op::EditProgramme, &input, |tx| loyalty::adopt(tx, &input)).expect("kept");
    hotel
}

fn on(hotel: &Hotel, date: &str) {
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    hotel.pass_minutes(u64::try_from(day(date).days_since(today)).expect("a day to come") * 60 * 24);
}

/// Lets the hotel's day come to `date` and posts what is due on it.
fn posted_on(hotel: &Hotel, date: &str) -> DuePosted {
    on(hotel, date);
    let date = day(date);
    hotel.write(Role::DutyManager, Op::PostDue, &date, |tx| pending::post_due(tx, date)).expect("run").value
}

fn waits(desk: &Desk<'_>) -> Vec<(i64, String)> {
    let lines = desk.hotel.read(|db| pending::of_member(db, desk.guest));
    lines.iter().map(|line| (line.points.count(), line.due_on.map(|on| on.to_string()).unwrap_or_default())).collect()
}

fn gone(desk: &Desk<'_>) -> StayId {
    let stay = support::stays::in_house(desk.hotel, desk.guest, "2026-07-12", "2026-07-14", 90_000, 30_000);
    let input = CheckOut { stay_id: stay, bill: None };
    let gone = desk.hotel.write(Role::Receptionist, Op::CheckOut, &input, |tx| check_out(tx, &input)).expect("gone").value;
    let posted = gone.posted.expect("credited with the going");
    assert_eq!((posted.points.count(), posted.balance.count()), (0, 0), "nothing was posted");
    assert_eq!(posted.pending.map(|awaited| (awaited.points.count(), awaited.due_on)), Some((1_200, day("2026-07-21"))));
    stay
}

fn one(count: i64, due: &str) -> Vec<(i64, String)> {
    vec![(count, due.to_owned())]
}

#[test]
fn a_stay_s_points_wait_for_their_day_and_are_posted_with_what_they_were_reckoned_from() {
    let hotel = patient(|_| {});
    let desk = desk(&hotel);
    let stay = gone(&desk);
    let page = desk.page();
    let line = &page.pending[0];
    assert_eq!((waits(&desk), desk.balance()), (one(1_200, "2026-07-21"), 0));
    assert_eq!(
        (line.told.as_str(), &line.source),
        ("2026-07-12", &Source::Stay(stay.to_string())),
        "the page says for which stay"
    );
    assert_eq!(line.basis.as_ref().map(|basis| basis.eligible_minor.minor()), Some(120_000), "and how they were reckoned");
    assert!(page.uncredited.is_empty(), "it is not offered again");
    assert_eq!(code(&desk.earn_stay(stay)), "already_earned", "nor credited again");
    assert_eq!(code(&desk.redeem(1, None)), "not_enough_points", "nothing of it can be spent");
    let due = hotel.read(pending::dated);
    assert_eq!(due.iter().map(|line| line.told.as_str()).collect::<Vec<_>>(), ["2026-07-12"], "the list of runs says so, too");
    assert_eq!((posted_on(&hotel, "2026-07-20").postings, desk.balance()), (0, 0), "a day early");
    let run = posted_on(&hotel, "2026-07-21");
    assert_eq!((run.postings, run.points, run.voided), (1, 1_200, 0));
    assert_eq!((waits(&desk), desk.lots()), (vec![], vec![(1_200, "2028-07-31".to_owned())]));
    let line = &desk.page().statement.lines[0];
    assert_eq!(
        (&line.source, line.basis.is_some()),
        (&Source::Stay(stay.to_string()), true),
        "the statement tells it like any stay"
    );
    desk.reverse(line.id).expect("taken back like any credit");
    assert_eq!(desk.earn_stay(stay).expect("credited again").value.points.count(), 1_200, "at once, for its day has come");
    balanced(&hotel);
}

#[test]
fn a_stay_that_is_cancelled_meanwhile_gives_nothing() {
    let hotel = patient(|_| {});
    let (desk, other) = (desk(&hotel), desk_of(&hotel, "李雷", "139 0000 0002"));
    let stay = gone(&desk);
    gone(&other);
    let cancelled = Stay { state: StayState::Cancelled, ..hotel.read(|db| stays::get(db, stay)) };
    hotel.write(Role::GeneralManager, Op::ApplyImport, &"cancelled", |tx| stays::put_bulk(tx, &cancelled)).expect("cancelled");
    let run = posted_on(&hotel, "2026-07-21");
    assert_eq!((run.postings, run.points, run.voided, run.kept), (1, 1_200, 1, 0), "the other's is posted all the same");
    assert_eq!((waits(&desk), desk.balance(), other.balance()), (vec![], 0, 1_200));
    assert_eq!(code(&desk.earn_stay(stay)), "stay_not_departed");
    balanced(&hotel);
}

#[test]
fn what_waits_is_voided_for_a_reason_and_then_offered_again() {
    let hotel = patient(|_| {});
    let desk = desk(&hotel);
    let stay = gone(&desk);
    let entry = desk.page().pending[0].id;
    let input = VoidPending { entry, reason: "住客不是本人".to_owned() };
    hotel.write(Role::DutyManager, Op::AdjustPoints, &input, |tx| pending::void_promise(tx, &input)).expect("voided");
    assert_eq!(desk.page().uncredited.iter().map(|line| line.stay).collect::<Vec<_>>(), [stay]);
    let again = desk.earn_stay(stay).expect("credited again").value;
    assert_eq!(again.pending.map(|awaited| awaited.due_on), Some(day("2026-07-21")), "for the same day");
    assert_eq!(hotel.read(|db| loyalty::member_of_entry(db, again.entry_id)), desk.guest, "a promise says whose it is");
    assert_eq!((posted_on(&hotel, "2026-07-21").postings, desk.balance()), (1, 1_200));
    balanced(&hotel);
}

fn bill(desk: &Desk<'_>, sum: i64, number: &str) -> Written<loyalty::Posted> {
    let input = EarnBill {
        member: desk.guest.into(),
        outlet: FOOD.to_owned(),
        sum_minor: lobby_core::base::money::Minor::new(sum * 100).expect("a test's sum"),
        currency: None,
        bill: number.to_owned(),
        on: None,
    };
    desk.hotel.write(Role::Receptionist, Op::EarnPoints, &input, |tx| loyalty::earn_bill(tx, &input))
}

#[test]
fn caps_count_what_waits_and_a_bill_waits_once() {
    let hotel = patient(|rules| rules.earning.caps = Caps { per_month: Some(points(1_500)), ..Caps::default() });
    let desk = desk(&hotel);
    gone(&desk);
    bill(&desk, 200, "88213").expect("it waits");
    assert_eq!(code(&bill(&desk, 200, "88213")), "already_earned", "once, also while it waits");
    let cut = bill(&desk, 200, "88214").expect("what the month leaves").value;
    assert_eq!(cut.pending.map(|awaited| awaited.points.count()), Some(100), "1,200 and 200 wait already");
    assert_eq!(code(&bill(&desk, 200, "88215")), "cap_reached");
    assert_eq!(posted_on(&hotel, "2026-07-17").points, 300, "bills after three days");
    assert_eq!((posted_on(&hotel, "2026-07-21").points, desk.balance()), (1_200, 1_500));
    assert_eq!(code(&bill(&desk, 200, "88216")), "cap_reached", "and what was posted counts on");
    balanced(&hotel);
}

#[test]
fn coming_to_an_event_waits_and_a_wrong_tick_voids_it() {
    let hotel = patient(|_| {});
    let desk = desk(&hotel);
    let consent = RecordConsent { guest: desk.guest, agreed: true, told: "前台当面".to_owned() };
    hotel.write(Role::Receptionist, Op::RecordConsent, &consent, |tx| guests::record_consent(tx, &consent)).expect("agreed");
    let plan = PlanEvent {
        title: "夏夜会员日".to_owned(),
        kind: EventKind::MembersDay,
        held_on: day("2026-07-14"),
        place: "顶层花园".to_owned(),
        capacity: 20,
        budget_minor: lobby_core::base::money::Minor::ZERO,
        points: points(300),
        effect_days: 30,
    };
    let event = hotel.write(Role::GeneralManager, Op::PlanEvent, &plan, |tx| events::plan(tx, &plan)).expect("planned").value;
    let asked = InviteMembers { event: event.id, from: InviteSource::Guests { guests: vec![desk.guest] } };
    hotel.write(Role::Receptionist, Op::InviteMembers, &asked, |tx| events::invite(tx, &asked)).expect("asked");
    let shown = || hotel.read(|db| events::page(db, event.id)).invites[0].clone();
    let invite = shown().invite;
    let answer = |state: InviteState| {
        let input = AnswerInvite { invite, state, words: String::new() };
        hotel.write(Role::Receptionist, Op::AnswerInvite, &input, |tx| events::answer(tx, &input)).expect("taken down");
    };
    answer(InviteState::Attended);
    assert_eq!((waits(&desk), shown().points.count()), (one(300, "2026-07-19"), 300), "from the event's day on");
    answer(InviteState::Absent);
    assert_eq!((waits(&desk), shown().points.count()), (vec![], 0), "a wrong tick leaves nothing");
    answer(InviteState::Attended);
    assert_eq!((posted_on(&hotel, "2026-07-19").points, desk.balance(), shown().points.count()), (300, 300, 300));
    answer(InviteState::Absent);
    assert_eq!((desk.balance(), shown().points.count()), (0, 0), "and what was posted is taken back");
    balanced(&hotel);
}

#[test]
fn a_referral_waits_from_the_first_departure_on_and_goes_when_it_is_struck_off() {
    let hotel = patient(|_| {});
    let desk = desk(&hotel);
    let state = || hotel.read(|db| referral::page(db, desk.guest, day("2026-07-14"))).brought.remove(0);
    let brought = |name: &str, phone: &str| {
        let new = desk_of(&hotel, name, phone);
        let input = ReferMember { referrer: desk.guest, referred: new.guest, told: "入会时说".to_owned(), referred_on: None };
        let done =
            hotel.write(Role::Receptionist, Op::ReferMember, &input, |tx| referral::refer(tx, &input)).expect("taken down");
        gone(&new);
        done.value.referral
    };
    brought("李雷", "139 0000 0002");
    assert_eq!((waits(&desk), desk.balance()), (one(500, "2026-08-13"), 0));
    assert_eq!((state().state, state().points.count()), (ReferralState::Waiting, 500));
    let second = brought("韩梅梅", "137 0000 0003");
    let input = StrikeReferral { referral: second, reason: "弄错了人".to_owned() };
    hotel.write(Role::Receptionist, Op::ReferMember, &input, |tx| referral::strike(tx, &input)).expect("struck off");
    assert_eq!(waits(&desk), one(500, "2026-08-13"), "what waited under it is voided");
    posted_on(&hotel, "2026-08-13");
    assert_eq!(desk.balance(), 500);
    let states = hotel.read(|db| referral::page(db, desk.guest, day("2026-08-13"))).brought;
    let states: Vec<_> = states.iter().map(|line| (line.state, line.points.count())).collect();
    assert_eq!(states, [(ReferralState::Ended, 0), (ReferralState::Paid, 500)]);
    balanced(&hotel);
}

#[test]
fn what_waits_follows_a_merge_and_its_stay_comes_back_with_it() {
    let hotel = patient(|_| {});
    let (keep, other) = (desk(&hotel), desk_of(&hotel, "王建國", "139 0000 0002"));
    let stay = gone(&other);
    let input = MergeGuests { keep: keep.guest, other: other.guest, take: Vec::new(), reason: "同一人".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    assert_eq!((waits(&keep), waits(&other)), (one(1_200, "2026-07-21"), vec![]));
    assert_eq!(code(&keep.earn_stay(stay)), "already_earned", "the stay came along with what waits for it");
    assert_eq!((posted_on(&hotel, "2026-07-21").points, keep.balance()), (1_200, 1_200));
    let apart = UnmergeGuests { merge: merged.merge_id, reason: "不是同一人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &apart, |tx| merge::unmerge(tx, &apart)).expect("apart");
    assert_eq!((keep.balance(), other.balance()), (0, 1_200), "points of the other's stay are the other's");
    balanced(&hotel);
}

#[test]
fn a_run_leaves_the_own_account_of_who_makes_it_to_a_colleague() {
    let hotel = patient(|_| {});
    let (own, other) = (desk(&hotel), desk_of(&hotel, "李雷", "139 0000 0002"));
    for desk in [&own, &other] {
        gone(desk);
    }
    let user = hotel.session(Role::DutyManager).user;
    let input = LinkOwnAccount { user, member: Some(own.guest.into()) };
    hotel.write(Role::GeneralManager, Op::LinkOwnGuest, &input, |tx| own_account::link(tx, &input)).expect("said");
    let run = posted_on(&hotel, "2026-07-21");
    assert_eq!((run.postings, run.kept, own.balance(), other.balance()), (1, 1, 0, 1_200), "all but their own");
    let date = day("2026-07-21");
    let run = hotel.write(Role::GeneralManager, Op::PostDue, &date, |tx| pending::post_due(tx, date)).expect("run").value;
    assert_eq!((run.postings, run.kept, own.balance()), (1, 0, 1_200), "a colleague posts it");
    balanced(&hotel);
}

#[test]
fn a_credit_with_a_reason_waits_like_the_desk_s_and_keeps_it() {
    let hotel = patient(|rules| rules.earning.late_days = 0);
    let desk = desk(&hotel);
    let stay = support::stays::departed(&hotel, desk.guest, "2026-07-12", "2026-07-14", 90_000, 0);
    on(&hotel, "2026-07-15");
    assert_eq!(code(&desk.earn_stay(stay)), "stay_too_old");
    let input = CreditLate { stay, reason: "当时没带卡".to_owned(), second: None };
    hotel.write(Role::DutyManager, Op::CreditLate, &input, |tx| late::credit_late(tx, &input, None)).expect("credited");
    assert_eq!((waits(&desk), desk.page().pending[0].reason.as_str()), (one(900, "2026-07-21"), "当时没带卡"));
    posted_on(&hotel, "2026-07-21");
    assert_eq!((desk.balance(), desk.page().statement.lines[0].reason.as_str()), (900, "当时没带卡"));
    balanced(&hotel);
}
