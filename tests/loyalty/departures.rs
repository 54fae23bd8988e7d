//! 离店入账: what the PMS's file brings as departed earns by a run that was looked at before.

use lobby_core::{
    audit::op::Op,
    base::{ids::StayId, role::Role},
    flows::own_account::{self, LinkOwnAccount},
    loyalty::{
        self, Tier,
        departures::{self, DeparturesCredited, DeparturesPreview},
        programme::{AdoptProgramme, Caps, PendingRules, Programme},
        referral::{self, ReferMember},
    },
    stays::{Stay, StayState},
};

use super::{Desk, Written, balanced, day, desk, desk_of, points};
use support::{
    hotel::{Hotel, code, hotel},
    stays::{Like, departed, left_today},
};

fn adopt(hotel: &Hotel, change: impl FnOnce(&mut Programme)) {
    let mut rules = Programme::standard(2);
    change(&mut rules);
    let input = AdoptProgramme { seen: 0, valid_from: day("2026-07-14"), rules, why: "试行".to_owned() };
    hotel.write(Role::GeneralManager, Op::EditProgramme, &input, |tx| loyalty::adopt(tx, &input)).expect("kept");
}

fn preview(hotel: &Hotel, on: &str) -> DeparturesPreview {
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    let user = hotel.session(Role::DutyManager).user;
    hotel.read(|db| departures::preview(db, day(on), (today, user)))
}

fn run_by(hotel: &Hotel, role: Role, on: &str) -> Written<DeparturesCredited> {
    let on = day(on);
    hotel.write(role, Op::CreditDepartures, &on, |tx| departures::run(tx, on))
}

/// Looks at the run, makes it, and holds both to be one.
fn run(hotel: &Hotel, on: &str) -> DeparturesCredited {
    let foreseen = preview(hotel, on);
    let made = run_by(hotel, Role::DutyManager, on).expect("a run is made").value;
    let seen = [foreseen.stays, foreseen.waiting, foreseen.kept, u32::from(foreseen.more)];
    assert_eq!(seen, [made.stays, made.waiting, made.kept, u32::from(made.more)], "the preview is the run");
    assert_eq!(foreseen.points, made.points, "to the last point");
    balanced(hotel);
    made
}

fn left(desk: &Desk<'_>, nights: i64, yuan: i64, channel: &str) -> StayId {
    left_today(desk.hotel, desk.guest, &Like { nights, room: yuan * 100, food: 0, channel })
}

#[test]
fn what_a_file_brings_as_departed_earns_once_by_a_run_and_not_by_itself() {
    let hotel = hotel();
    let (wang, li) = (desk(&hotel), desk_of(&hotel, "李雷", "139 0000 0002"));
    let stranger = hotel.guest("韩梅梅", "137 0000 0003");
    let before = departed(&hotel, wang.guest, "2026-07-10", "2026-07-13", 90_000, 0);
    left_today(&hotel, stranger, &Like { nights: 1, room: 50_000, food: 0, channel: "携程" });
    let (first, second) = (left(&wang, 1, 1_000, "携程"), left(&wang, 8, 7_000, "携程"));
    left(&li, 1, 500, "免费房");
    let refused = run_by(&hotel, Role::Receptionist, "2026-07-14");
    assert_eq!(code(&refused), "not_allowed", "many members' points are no act of the desk's");
    assert_eq!(code(&run_by(&hotel, Role::DutyManager, "2026-07-15")), "run_ahead");
    assert_eq!(run(&hotel, "2026-07-13").stays, 0, "nobody had left by then who was a member");
    assert_eq!((wang.balance(), preview(&hotel, "2026-07-14").listed.len()), (0, 2), "nothing comes by itself");
    let made = run(&hotel, "2026-07-14");
    assert_eq!((made.stays, made.points), (2, 8_000), "both rooms earn by the tier that the guest came with");
    assert_eq!((wang.balance(), wang.page().member.tier), (8_000, Tier::Silver), "and the nights count for the next");
    assert_eq!(run(&hotel, "2026-07-14").stays, 0, "the same day again finds nothing");
    let entry = wang.page().statement.lines[0].id;
    wang.reverse(entry).expect("taken back");
    assert_eq!(run(&hotel, "2026-07-14").stays, 0, "what somebody took back stays taken back");
    let offered: Vec<StayId> = wang.page().uncredited.iter().map(|one| one.stay).collect();
    assert!(offered.contains(&before), "a stay from before they joined is offered on the page");
    assert!(offered.contains(&first) || offered.contains(&second), "and so is the one that was taken back");
}

#[test]
fn a_run_cuts_by_caps_waits_and_leaves_an_own_account_to_a_colleague() {
    let hotel = hotel();
    let (wang, own) = (desk(&hotel), desk_of(&hotel, "李雷", "139 0000 0002"));
    adopt(&hotel, |rules| {
        rules.earning.caps = Caps { per_month: Some(points(1_200)), ..Caps::default() };
        rules.pending = PendingRules { stay_days: 3, ..PendingRules::default() };
    });
    let link = LinkOwnAccount { user: hotel.session(Role::DutyManager).user, member: Some(own.guest.into()) };
    hotel.write(Role::GeneralManager, Op::LinkOwnGuest, &link, |tx| own_account::link(tx, &link)).expect("said");
    for nights in 1..=3 {
        left(&wang, nights, 500, "携程");
    }
    left(&own, 1, 300, "携程");
    let made = run(&hotel, "2026-07-14");
    assert_eq!((made.stays, made.points, made.waiting, made.kept), (3, 1_200, 3, 1), "500, 500 and what the month leaves");
    assert_eq!(wang.balance(), 0, "what waits is not the member's yet");
    hotel.pass_minutes(3 * 24 * 60);
    let made = run_by(&hotel, Role::GeneralManager, "2026-07-17").expect("a colleague's run").value;
    assert_eq!((made.stays, made.points, made.waiting, made.kept), (1, 300, 0, 0), "its three days have passed");
    balanced(&hotel);
}

#[test]
fn whoever_brought_a_guest_is_credited_by_the_run_and_a_double_click_runs_once() {
    let hotel = hotel();
    let (wang, li) = (desk(&hotel), desk_of(&hotel, "李雷", "139 0000 0002"));
    let input =
        ReferMember { referrer: wang.guest, referred: li.guest, told: "入会表上写的".to_owned(), referred_on: None };
    hotel.write(Role::Receptionist, Op::ReferMember, &input, |tx| referral::refer(tx, &input)).expect("taken down");
    left(&li, 2, 600, "直销");
    let (request, on) = (hotel.request_with(Role::DutyManager, "double-click"), day("2026-07-14"));
    let once = |_| hotel.store.write(&request, Op::CreditDepartures, &on, |tx| departures::run(tx, on));
    let made = [0, 1].map(once).map(|made| made.expect("run").value);
    assert_eq!(made[0], made[1], "the same key answers what it answered");
    assert_eq!((li.balance(), wang.balance()), (600, 500), "the stay and the one who brought the guest");
}

#[test]
fn more_stays_than_are_read_together_earn_in_one_run() {
    let hotel = hotel();
    let wang = desk(&hotel);
    let stays = 1_030;
    let make = |nth: usize| -> Stay {
        let like = Like { nights: 1, room: 10_000, food: 0, channel: "携程" };
        support::stays::numbered(&hotel, StayState::Departed, (wang.guest, nth), &like)
    };
    let all: Vec<Stay> = (0..stays).map(make).collect();
    hotel
        .write(Role::GeneralManager, Op::ApplyImport, &stays, |tx| {
            all.iter().try_for_each(|stay| lobby_core::stays::add_bulk(tx, stay).map(|_| ()))
        })
        .expect("brought");
    let foreseen = preview(&hotel, "2026-07-14");
    assert_eq!(foreseen.listed.len(), departures::LISTED_MAX, "a hundred are named");
    let made = run(&hotel, "2026-07-14");
    assert_eq!((made.stays, made.points), (1_030, 103_000), "and all of them earn");
}
