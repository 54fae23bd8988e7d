//! The programme against real files: versions, bills, caps, lots that activity extends, and the promise of its editor: what a
//! draft is said to have done is what a hotel that lived under it really has.

mod effect;

use lobby_core::{
    audit::op::Op,
    base::{error::Refusal, ids::GuestId, money::Minor, points::Points, role::Role, time::BusinessDate},
    loyalty::{
        self, EarnBill, EarnPoints, Enrol, MemberRef, Posted, Redeem, check,
        expiry::{self, RunExpiry},
        page::{self, MemberQuery},
        programme::{self, AdoptProgramme, Caps, ForeignCurrency, Outlet, Programme},
        statement::Source,
    },
};

use support::hotel::{Hotel, code, hotel};

type Written<T> = lobby_core::base::error::Result<lobby_core::db::Done<T>>;

pub(super) fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

pub(super) fn minor(minor: i64) -> Minor {
    Minor::new(minor).expect("a test's sum")
}

pub(super) fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

pub(super) fn member(hotel: &Hotel, name: &str, phone: &str) -> GuestId {
    let input = Enrol { guest: hotel.guest(name, phone) };
    let enrolled = hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input));
    enrolled.expect("enrolled").value.guest
}

pub(super) fn today(hotel: &Hotel) -> BusinessDate {
    hotel.read(|db| Ok(db.hotel().clock.business_date(hotel.now())))
}

/// Keeps `rules` from today on.
pub(super) fn adopt(hotel: &Hotel, rules: Programme) -> Written<u32> {
    let page = hotel.read(|db| programme::page(db, today(hotel)));
    let input = AdoptProgramme { seen: page.newest, valid_from: today(hotel), rules, why: "新年规矩".to_owned() };
    hotel.write(Role::GeneralManager, Op::EditProgramme, &input, |tx| programme::adopt(tx, &input))
}

pub(super) fn bill(hotel: &Hotel, guest: GuestId, outlet: &str, sum: i64, number: &str) -> Written<Posted> {
    let input = EarnBill {
        member: guest.into(),
        outlet: outlet.to_owned(),
        sum_minor: minor(sum),
        currency: None,
        bill: number.to_owned(),
        on: None,
    };
    earn_bill(hotel, &input)
}

fn earn_bill(hotel: &Hotel, input: &EarnBill) -> Written<Posted> {
    hotel.write(Role::Receptionist, Op::EarnPoints, input, |tx| loyalty::earn_bill(tx, input))
}

fn reverse(hotel: &Hotel, posted: &Posted) {
    let entry = posted.entry_id;
    hotel.write(Role::Receptionist, Op::ReversePoints, &entry, |tx| loyalty::reverse(tx, entry)).expect("taken back");
}

pub(super) fn balanced(hotel: &Hotel) {
    let found = hotel.read(check::check);
    assert!(found.ok, "the ledger does not agree: {:?}", found.wrong);
}

#[test]
fn a_version_is_kept_by_whoever_saw_the_newest_one_and_never_from_the_past() {
    let hotel = hotel();
    let input = |seen: u32, from: &str, why: &str| AdoptProgramme {
        seen,
        valid_from: day(from),
        rules: Programme::standard(2),
        why: why.to_owned(),
    };
    let keep = |role: Role, input: &AdoptProgramme| hotel.write(role, Op::EditProgramme, input, |tx| programme::adopt(tx, input));
    assert_eq!(code(&keep(Role::DutyManager, &input(0, "2026-07-14", "x"))), "not_allowed");
    assert_eq!(code(&keep(Role::GeneralManager, &input(0, "2026-07-13", "x"))), "programme_in_past");
    assert_eq!(code(&keep(Role::GeneralManager, &input(0, "2026-07-14", " "))), "empty", "a change has a reason");
    assert_eq!(keep(Role::GeneralManager, &input(0, "2026-07-14", "第一版")).expect("kept").value, 1);
    assert_eq!(code(&keep(Role::GeneralManager, &input(0, "2026-07-14", "x"))), "changed_meanwhile", "somebody was faster");
    let mut wrong = input(1, "2026-08-01", "x");
    wrong.rules.tiers.swap(1, 2);
    assert_eq!(code(&keep(Role::GeneralManager, &wrong)), "bad_programme");
    assert_eq!(keep(Role::GeneralManager, &input(1, "2026-08-01", "第二版")).expect("kept").value, 2);
    let page = hotel.read(|db| programme::page(db, day("2026-07-14")));
    let kept: Vec<(u32, String, &str)> =
        page.versions.iter().map(|one| (one.version, one.valid_from.to_string(), one.why.as_str())).collect();
    assert_eq!((page.current.version, page.newest), (1, 2), "the second one begins in August");
    assert_eq!(kept, [(2, "2026-08-01".to_owned(), "第二版"), (1, "2026-07-14".to_owned(), "第一版")]);
    assert!(page.versions.iter().all(|one| !one.by_name.is_empty() && one.at_ms.is_some()), "who and when");
}

#[test]
fn a_bill_earns_by_its_outlet_once_and_says_so() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    let mut rules = Programme::standard(2);
    rules.earning.outlets.push(Outlet { code: "日餐厅".to_owned(), percent: 150 });
    adopt(&hotel, rules).expect("kept");
    let posted = bill(&hotel, guest, "日餐厅", 86_000, "88213").expect("credited").value;
    assert_eq!(posted.points.count(), 1_290, "the design's own line: ¥860 at 1.5");
    for (outlet, number, expected, why) in [
        ("日餐厅", "88213", "already_earned", "the same number"),
        ("日餐厅", " 88213 ", "already_earned", "with spaces"),
        ("酒窖", "88213", "no_such_outlet", "the programme lists none"),
        ("日餐厅", "", "empty", "a bill has a number"),
        ("日餐厅", "4111 1111 1111 1111", "card_number", "and that is not a card's"),
    ] {
        assert_eq!(code(&bill(&hotel, guest, outlet, 86_000, number)), expected, "{why}");
    }
    bill(&hotel, guest, "spa", 86_000, "88213").expect("another outlet counts its own bills");
    reverse(&hotel, &posted);
    bill(&hotel, guest, "日餐厅", 86_000, "88213").expect("what was taken back can be credited again");
    let query = MemberQuery { member: guest.into(), since: None, today: day("2026-07-14") };
    let page = hotel.read(|db| page::page(db, &query));
    let line = &page.statement.lines[0];
    let basis = line.basis.clone().expect("a bill says what it was reckoned from");
    assert_eq!(line.source, Source::Bill("88213".to_owned()));
    let share = &basis.outlets[0];
    assert_eq!((share.outlet.as_str(), share.spend_minor.minor(), share.percent), ("日餐厅", 86_000, 150));
    balanced(&hotel);
}

#[test]
fn a_bill_of_another_currency_or_of_another_day_goes_by_the_programme() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    let mut rules = Programme::standard(2);
    rules.earning.currencies.push(ForeignCurrency { code: "USD".to_owned(), percent: 710 });
    adopt(&hotel, rules).expect("kept");
    let input = |currency: Option<&str>, on: &str, number: &str| EarnBill {
        member: guest.into(),
        outlet: "spa".to_owned(),
        sum_minor: minor(10_000),
        currency: currency.map(str::to_owned),
        bill: number.to_owned(),
        on: Some(day(on)),
    };
    let earned = |input: EarnBill| earn_bill(&hotel, &input).map(|done| done.value.points.count());
    assert_eq!(earned(input(Some("USD"), "2026-07-14", "1")).expect("credited"), 710, "100 dollars count as ¥710");
    assert_eq!(earned(input(None, "2026-01-15", "2")).expect("credited"), 100, "180 days ago is in time");
    for (currency, on, expected, why) in [
        (Some("EUR"), "2026-07-14", "no_such_currency", "no rate for it"),
        (None, "2026-01-14", "bill_too_old", "181 days ago"),
        (None, "2026-07-15", "bill_too_old", "tomorrow"),
    ] {
        assert_eq!(code(&earn_bill(&hotel, &input(currency, on, "3"))), expected, "{why}");
    }
}

#[test]
fn caps_count_what_stands_of_their_day_month_and_year() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    let mut rules = Programme::standard(2);
    rules.earning.caps =
        Caps { per_stay: Some(points(600)), per_day: Some(points(1_000)), per_month: Some(points(1_500)), per_year: None };
    adopt(&hotel, rules).expect("kept");
    let earned = |number: &str| bill(&hotel, guest, "spa", 70_000, number).map(|done| done.value);
    let first = earned("1").expect("credited");
    assert_eq!(first.points.count(), 600, "one bill gives no more");
    assert_eq!(earned("2").expect("credited").points.count(), 400, "nor one day");
    assert_eq!(code(&earned("3")), "cap_reached");
    reverse(&hotel, &first);
    assert_eq!(earned("4").expect("credited").points.count(), 600, "what was taken back does not count");
    hotel.pass_minutes(24 * 60);
    assert_eq!(earned("5").expect("credited").points.count(), 500, "nor one month");
    hotel.pass_minutes(31 * 24 * 60);
    assert_eq!(earned("6").expect("credited").points.count(), 600, "the next month begins anew");
    balanced(&hotel);
}

#[test]
fn where_activity_extends_earning_and_redeeming_move_the_last_day_of_open_lots() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    let earn = |count: i64, expires: &str| {
        let input = EarnPoints { member: guest.into(), points: points(count), expires_on: Some(day(expires)) };
        hotel.write(Role::Receptionist, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).expect("earned");
    };
    let lots = || {
        let lots = hotel.read(|db| loyalty::lots(db, guest));
        lots.iter().map(|lot| (lot.left.count(), lot.expires_on.to_string())).collect::<Vec<_>>()
    };
    earn(1_000, "2026-07-31");
    earn(500, "2026-08-31");
    assert_eq!(lots()[0].1, "2026-07-31", "without the rule a lot keeps its day");
    let mut rules = Programme::standard(2);
    rules.activity_extends = true;
    adopt(&hotel, rules).expect("kept");
    earn(1, "2030-01-31");
    let all = [(1_000, "2028-07-31"), (500, "2028-07-31"), (1, "2030-01-31")].map(|(left, on)| (left, on.to_owned()));
    assert_eq!(lots(), all, "both older lots end as if earned today; none ends earlier");
    hotel.pass_minutes(60 * 24 * 60);
    let input = Redeem { member: MemberRef::from(guest), points: points(300), reward: None };
    hotel.write(Role::Receptionist, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input)).expect("redeemed");
    assert_eq!(lots()[0], (700, "2028-09-30".to_owned()), "redeeming is activity too");
    let on = day("2028-08-01");
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    hotel.pass_minutes(u64::try_from(on.days_since(today)).expect("a day to come") * 60 * 24);
    let input = RunExpiry { on, day_is_right: Some(on) };
    let run = hotel.write(Role::DutyManager, Op::ExpirePoints, &input, |tx| expiry::run(tx, &input)).expect("run").value;
    assert_eq!(run.points, 0, "the run goes by the new days");
    balanced(&hotel);
}

#[test]
fn a_refusal_of_a_rule_names_the_field() {
    let hotel = hotel();
    let mut rules = Programme::standard(2);
    rules.earning.outlets[1].percent = 9_999;
    let refused = adopt(&hotel, rules).expect_err("refused");
    let args = refused.args();
    assert!(args.contains(&("field", "outlets".to_owned())) && args.contains(&("of", "food".to_owned())), "{args:?}");
    let of = programme::valid::ProgrammeRefusal::BeginsInPast;
    assert_eq!(of.code(), "programme_in_past");
}

#[test]
fn points_are_named_before_they_end_by_the_programmes_days_of_warning() {
    let hotel = hotel();
    let guest = member(&hotel, "王建国", "138 1234 8812");
    let ends = today(&hotel).plus_days(30);
    let input = EarnPoints { member: guest.into(), points: points(500), expires_on: Some(ends) };
    hotel.write(Role::DutyManager, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).expect("credited");
    let named = |hotel: &Hotel| {
        let summary = hotel.read(|db| page::summary(db, guest, today(hotel))).expect("a member");
        summary.expiring.map(|soon| soon.on)
    };
    assert_eq!(named(&hotel), Some(ends), "60 days is what the house starts with");
    let warning = |warn_days, warn_again: &[u32]| {
        adopt(&hotel, Programme { warn_days, warn_again: warn_again.to_vec(), ..Programme::standard(2) })
    };
    warning(29, &[7]).expect("kept");
    assert_eq!(named(&hotel), None, "a day too early");
    warning(30, &[]).expect("kept: one warning is enough");
    assert_eq!(named(&hotel), Some(ends));
    let kept = hotel.read(|db| loyalty::programme(db, today(&hotel)));
    assert_eq!(kept.warnings().collect::<Vec<_>>(), [30]);
    for (days, again) in [(30, vec![30]), (30, vec![60]), (30, vec![7, 14]), (60, vec![50, 40, 30, 20, 10])] {
        let refused = warning(days, &again).expect_err("refused");
        assert!(refused.args().contains(&("field", "warn_days".to_owned())), "{days} {again:?}");
    }
    warning(60, &[45, 30, 14, 7]).expect("five are kept");
}
