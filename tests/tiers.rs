//! 会员等级 against a real file: by hand beside the automatic one, the run over all members, merges.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{GuestId, ManualTierId},
        money::Minor,
        role::Role,
        time::BusinessDate,
    },
    flows::{
        check_out::check_out,
        merge::{self, MergeGuests, UnmergeGuests},
    },
    loyalty::{
        self, EarnBill, Enrol, Tier, TierReview,
        page::{self, MemberQuery},
        tiers::{self, SetTier, TierCause, TierFacts, TierSet, run},
    },
    stays::CheckOut,
};

use support::{
    hotel::{Hotel, code, hotel},
    stays::{Like, departed, leaving_today},
};

type Written<T> = lobby_core::base::error::Result<lobby_core::db::Done<T>>;

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

fn member(hotel: &Hotel, name: &str, phone: &str) -> GuestId {
    let input = Enrol { guest: hotel.guest(name, phone) };
    let enrolled = hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input));
    enrolled.expect("enrolled").value.guest
}

fn today(hotel: &Hotel) -> BusinessDate {
    hotel.read(|db| Ok(db.hotel().clock.business_date(hotel.now())))
}

fn give(hotel: &Hotel, role: Role, guest: GuestId, tier: Tier, until: &str, reason: &str) -> Written<TierSet> {
    let input = SetTier { member: guest.into(), tier, reason: reason.to_owned(), until: day(until) };
    hotel.write(role, Op::SetTier, &input, |tx| tiers::set(tx, &input))
}

fn end(hotel: &Hotel, manual: ManualTierId) -> Written<TierSet> {
    hotel.write(Role::GeneralManager, Op::SetTier, &manual, |tx| tiers::end(tx, manual))
}

fn review(hotel: &Hotel, guest: GuestId) -> TierReview {
    hotel.write(Role::Receptionist, Op::ReviewTiers, &guest, |tx| tiers::review(tx, guest)).expect("reviewed").value
}

fn run(hotel: &Hotel, on: &str) -> Written<run::TierRun> {
    let on = day(on);
    hotel.write(Role::GeneralManager, Op::RunTiers, &on, |tx| run::run(tx, on))
}

fn facts(hotel: &Hotel, guest: GuestId) -> TierFacts {
    hotel.read(|db| tiers::facts(db, guest, today(hotel)))
}

fn pass_days(hotel: &Hotel, days: u64) {
    hotel.pass_minutes(days * 24 * 60);
}

#[test]
fn a_tier_by_hand_stands_beside_the_automatic_one_and_the_higher_counts() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    assert_eq!(code(&give(&hotel, Role::DutyManager, guest, Tier::Gold, "2026-08-31", "x")), "not_allowed");
    assert_eq!(code(&give(&hotel, Role::GeneralManager, guest, Tier::Gold, "2026-08-31", " ")), "empty", "it has a reason");
    assert_eq!(code(&give(&hotel, Role::GeneralManager, guest, Tier::Gold, "2026-07-13", "x")), "bad_tier_end");
    let set = give(&hotel, Role::GeneralManager, guest, Tier::Gold, "2026-08-31", "合作伙伴").expect("given").value;
    assert_eq!((set.before, set.after), (Tier::Base, Tier::Gold));
    assert_eq!(review(&hotel, guest).after, Tier::Gold, "a review does not stop it");
    departed(&hotel, guest, "2026-07-01", "2026-07-08", 100_000, 0);
    assert_eq!(review(&hotel, guest).after, Tier::Gold, "nor does it stop the review:");
    assert_eq!((facts(&hotel, guest).earned, facts(&hotel, guest).tier), (Tier::Silver, Tier::Gold), "silver by seven nights");
    departed(&hotel, guest, "2026-06-01", "2026-06-26", 100_000, 0);
    assert_eq!(review(&hotel, guest).after, Tier::Platinum, "and the automatic one passes it");
    assert_eq!(end(&hotel, set.manual).expect("taken back").value.after, Tier::Platinum, "what was reached stays");
    assert_eq!(code(&end(&hotel, set.manual)), "tier_not_standing");
    let causes: Vec<TierCause> = facts(&hotel, guest).moves.iter().map(|moved| moved.cause).collect();
    assert_eq!(causes, [TierCause::Rose, TierCause::Manual], "why it changed, the newest first");
}

#[test]
fn on_the_day_after_its_last_a_tier_by_hand_counts_no_more_and_a_run_writes_it_down() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    give(&hotel, Role::GeneralManager, guest, Tier::Gold, "2026-07-31", "合作伙伴").expect("given");
    pass_days(&hotel, 17);
    assert_eq!(facts(&hotel, guest).tier, Tier::Gold, "on its last day it stands");
    pass_days(&hotel, 1);
    assert_eq!(facts(&hotel, guest).tier, Tier::Base, "a day later it does not, before anything ran");
    let earned = hotel.read(|db| tiers::tier_on(db, guest, today(&hotel)));
    assert_eq!(earned, Tier::Base, "and a stay earns by the automatic one");
    let made = run(&hotel, "2026-08-01").expect("run").value;
    assert_eq!((made.members, made.rose, made.fell), (1, 0, 1));
    assert_eq!(hotel.read(|db| loyalty::member(db, guest)).map(|member| member.tier), Some(Tier::Base), "written down");
    assert_eq!(facts(&hotel, guest).moves[0].cause, TierCause::Ended);
    assert_eq!(run(&hotel, "2026-08-01").expect("again").value.fell, 0, "the same day again changes nothing");
}

#[test]
fn a_run_is_shown_before_it_is_made_names_its_reasons_and_is_made_once() {
    let hotel = hotel();
    let riser = member(&hotel, "王建国", "138 1234 8812");
    let keeper = member(&hotel, "李雷", "139 0000 0002");
    let faller = member(&hotel, "韩梅梅", "137 0000 0003");
    departed(&hotel, keeper, "2026-06-01", "2026-06-08", 100_000, 0);
    departed(&hotel, faller, "2024-08-01", "2024-08-08", 100_000, 0);
    for guest in [keeper, faller] {
        assert_eq!(review(&hotel, guest).after, Tier::Silver, "seven nights");
    }
    pass_days(&hotel, 366);
    departed(&hotel, riser, "2027-06-01", "2027-06-17", 100_000, 0);
    assert_eq!(code(&run(&hotel, "2027-07-16")), "tier_run_not_yet", "tomorrow's departures are not known");
    let on = day("2027-07-15");
    let preview = hotel.read(|db| run::preview(db, on, today(&hotel)));
    let told: Vec<(GuestId, Tier, Tier, TierCause, u32)> =
        preview.lines.iter().map(|line| (line.guest, line.before, line.after, line.cause, line.nights)).collect();
    let expected = [(faller, Tier::Silver, Tier::Base, TierCause::Fell, 0), (riser, Tier::Base, Tier::Gold, TierCause::Rose, 16)];
    assert_eq!(told, expected, "who falls comes first; who keeps is not named");
    assert!(preview.lines.iter().all(|line| !line.name.is_empty() && !line.member_no.0.is_empty()), "by name and number");
    assert_eq!(hotel.read(|db| loyalty::member(db, riser)).map(|member| member.tier), Some(Tier::Base), "nothing is written");
    let made = run(&hotel, "2027-07-15").expect("run").value;
    assert_eq!(made, preview.run, "what was shown is what is made");
    let again = run(&hotel, "2027-07-15").expect("again").value;
    assert_eq!((again.rose, again.fell), (0, 0), "the same day again changes nothing");
    let earlier = run(&hotel, "2026-08-01").expect("an earlier day").value;
    assert_eq!((earlier.rose, earlier.fell), (0, 0), "nor does a day before it: a later decision stands");
    let refused = hotel.write(Role::DutyManager, Op::RunTiers, &on, |tx| run::run(tx, on));
    assert_eq!(code(&refused), "not_allowed");
}

#[test]
fn a_clock_that_jumps_changes_no_tier() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    departed(&hotel, guest, "2026-06-01", "2026-06-08", 100_000, 0);
    assert_eq!(review(&hotel, guest).after, Tier::Silver);
    pass_days(&hotel, 3_650);
    assert_eq!(facts(&hotel, guest).tier, Tier::Silver, "ten years on nothing fell by itself");
}

#[test]
fn a_merge_gives_the_kept_member_the_higher_of_both_kinds_and_an_unmerge_takes_each_back() {
    let hotel = hotel();
    let keep = member(&hotel, "王建国", "138 1234 8812");
    let other = member(&hotel, "王建國", "138 1234 8812");
    give(&hotel, Role::GeneralManager, other, Tier::Platinum, "2026-08-31", "合作伙伴").expect("given");
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "同一人".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| merge::merge(tx, &input)).expect("merged").value;
    assert_eq!(
        (facts(&hotel, keep).tier, facts(&hotel, keep).earned),
        (Tier::Platinum, Tier::Base),
        "the tier by hand came along"
    );
    assert_eq!(run(&hotel, "2026-07-14").expect("run").value.members, 1, "whom a merge took in is nobody's second member");
    let input = UnmergeGuests { merge: merged.merge_id, reason: "两个人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &input, |tx| merge::unmerge(tx, &input)).expect("unmerged");
    assert_eq!((facts(&hotel, keep).tier, facts(&hotel, other).tier), (Tier::Base, Tier::Platinum), "each has their own again");
}

#[test]
fn what_is_credited_late_earns_by_the_tier_of_its_own_day() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    let missed = departed(&hotel, guest, "2026-07-13", "2026-07-14", 100_000, 0);
    pass_days(&hotel, 3);
    let like = Like { nights: 9, room: 700_000, food: 0, channel: "直销" };
    let input = CheckOut { stay_id: leaving_today(&hotel, guest, &like), bill: None };
    let gone = hotel.write(Role::Receptionist, Op::CheckOut, &input, |tx| check_out(tx, &input)).expect("gone").value;
    assert_eq!(gone.tier.map(|tier| tier.after), Some(Tier::Silver));
    pass_days(&hotel, 1);
    let query = MemberQuery { member: guest.into(), since: None, today: today(&hotel) };
    let offered: Vec<i64> = hotel.read(|db| page::page(db, &query)).uncredited.iter().map(|one| one.points.count()).collect();
    assert_eq!(offered, [1_000], "what the page offers is what is credited");
    let posted = hotel.write(Role::Receptionist, Op::EarnPoints, &missed, |tx| loyalty::earn_stay(tx, missed));
    assert_eq!(posted.expect("credited").value.points.count(), 1_000, "on the day of leaving the guest had no tier yet");
    let bill = |on: &str, number: &str| {
        let sum_minor = Minor::new(100_000).expect("a sum");
        let (outlet, bill) = ("spa".to_owned(), number.to_owned());
        let input = EarnBill { member: guest.into(), outlet, sum_minor, currency: None, bill, on: Some(day(on)) };
        let posted = hotel.write(Role::Receptionist, Op::EarnPoints, &input, |tx| loyalty::earn_bill(tx, &input));
        posted.expect("credited").value.points.count()
    };
    assert_eq!((bill("2026-07-15", "1"), bill("2026-07-18", "2")), (1_000, 1_100), "a bill goes by its own day");
    give(&hotel, Role::GeneralManager, guest, Tier::Gold, "2026-07-31", "合作伙伴").expect("given");
    pass_days(&hotel, 20);
    assert_eq!(bill("2026-07-30", "3"), 1_250, "a tier by hand counts on the days that it stood");
    assert_eq!(bill("2026-07-16", "4"), 1_000, "and on none before");
    assert_eq!(bill("2026-08-03", "5"), 1_100, "and on none after");
}
