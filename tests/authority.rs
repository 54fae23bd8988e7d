//! The limits of the house: set by those who may, kept version by version, and not to be passed by cutting a matter up.

use lobby_core::{
    audit::op::Op,
    base::{error::Result, money::Minor, role::Role},
    tickets::{self, Above, EditLimits, Limits, Remedy, RemedyLimit, RemedyState, Subject},
};
use support::{
    case::{Case, money, points},
    hotel::{Hotel, code, hotel},
};

fn minor(sum: i64) -> Minor {
    Minor::new(sum).expect("a small sum")
}

fn in_force(hotel: &Hotel) -> tickets::LimitsVersion {
    hotel.read(tickets::limits)
}

fn set(hotel: &Hotel, role: Role, change: impl FnOnce(&mut Limits)) -> Result<u32> {
    let before = in_force(hotel);
    let mut limits = before.limits;
    change(&mut limits);
    edit(hotel, role, &EditLimits { seen: before.version, limits, why: "董事会定".to_owned() })
}

fn edit(hotel: &Hotel, role: Role, input: &EditLimits) -> Result<u32> {
    hotel.write(role, Op::EditLimits, input, |tx| tickets::edit_limits(tx, input)).map(|done| done.value)
}

fn of(limits: &mut Limits, role: Role) -> &mut tickets::Limit {
    &mut limits.roles.iter_mut().find(|row| row.role == role).expect("a row each").limit
}

const INSIDE: (RemedyState, Option<Above>) = (RemedyState::WithinLimit, None);

fn waits(above: Above) -> (RemedyState, Option<Above>) {
    (RemedyState::Awaiting, Some(above))
}

#[test]
fn limits_are_set_by_the_general_manager_and_hold_at_once() {
    let hotel = hotel();
    let case = Case::planned(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    let halve = |limits: &mut Limits| of(limits, Role::DutyManager).case_minor = minor(15_000);
    for role in Role::ALL.iter().filter(|role| **role != Role::GeneralManager) {
        assert_eq!(code(&set(&hotel, *role, halve)), "not_allowed", "{role} sets no limits");
    }
    assert_eq!(set(&hotel, Role::GeneralManager, halve).expect("set"), 1);
    case.proposed(Role::DutyManager, vec![money(Remedy::Gift, 15_001)]).expect("⑤ is taken");
    assert_eq!(case.standing(), [waits(Above::Case)], "the new limit holds for the next proposal");
    case.proposed(Role::DutyManager, vec![money(Remedy::Gift, 15_000)]).expect("⑤ is taken");
    assert_eq!(case.standing()[1], INSIDE);
}

#[test]
fn every_version_stays_and_nobody_overwrites_what_they_did_not_see() {
    let hotel = hotel();
    set(&hotel, Role::GeneralManager, |limits| limits.split_days = 14).expect("set");
    set(&hotel, Role::GeneralManager, |limits| limits.split_days = 3).expect("set");
    let history = hotel.read(tickets::limits_history);
    let days: Vec<(u32, u32)> = history.iter().map(|version| (version.version, version.limits.split_days)).collect();
    assert_eq!(days, [(2, 3), (1, 14), (0, 7)], "the newest first, those of a new house last");
    assert_eq!((history[0].why.as_str(), history[0].by), ("董事会定", Some(hotel.session(Role::GeneralManager).user)));
    let stale = EditLimits { seen: 1, limits: history[0].limits.clone(), why: "旧".to_owned() };
    assert_eq!(code(&edit(&hotel, Role::GeneralManager, &stale)), "changed_meanwhile");
    let no_reason = EditLimits { seen: 2, why: " ".to_owned(), ..stale };
    assert_eq!(code(&edit(&hotel, Role::GeneralManager, &no_reason)), "empty");
    let none = |limits: &mut Limits| of(limits, Role::DutyManager).month_minor = minor(-1);
    assert_eq!(code(&set(&hotel, Role::GeneralManager, none)), "bad_value");
    assert_eq!(in_force(&hotel).version, 2, "what was refused left nothing");
}

#[test]
fn a_remedy_has_limits_of_its_own_by_month_and_year() {
    let hotel = hotel();
    set(&hotel, Role::GeneralManager, |limits| {
        let duty = of(limits, Role::DutyManager);
        let own = RemedyLimit {
            remedy: Remedy::Laundry,
            case_minor: Some(minor(10_000)),
            month_minor: Some(minor(15_000)),
            year_minor: Some(minor(25_000)),
        };
        (duty.remedies, duty.year_minor) = (vec![own], Some(minor(200_000)));
    })
    .expect("set");
    let of_a_new_guest = |name: &str, minor: i64| {
        let case = Case::planned(&hotel, hotel.guest(name, "139 1234 0915"));
        case.proposed(Role::DutyManager, vec![money(Remedy::Laundry, minor)]).expect("⑤ is taken");
        case.standing()[0]
    };
    assert_eq!(of_a_new_guest("甲", 10_001), waits(Above::Remedy));
    assert_eq!(of_a_new_guest("乙", 10_000), INSIDE);
    assert_eq!(of_a_new_guest("丙", 5_001), waits(Above::RemedyMonth));
    assert_eq!(of_a_new_guest("丁", 5_000), INSIDE);
    // The next month begins anew, the year does not.
    hotel.pass_minutes(31 * 24 * 60);
    assert_eq!(of_a_new_guest("戊", 10_001), waits(Above::Remedy));
    assert_eq!(of_a_new_guest("己", 10_000), INSIDE);
    hotel.pass_minutes(31 * 24 * 60);
    assert_eq!(of_a_new_guest("庚", 1), waits(Above::RemedyYear));
    hotel.pass_minutes(170 * 24 * 60);
    assert_eq!(of_a_new_guest("辛", 10_000), INSIDE, "and so does the year");
}

/// Opens a second complaint of each kind of kinship with a first one on which ¥200 were given, and says how ¥150 stand there.
fn second(hotel: &Hotel, first: Subject, then: Subject, days: u64) -> (RemedyState, Option<Above>) {
    let one = Case::of(hotel, first);
    one.to_the_plan();
    one.proposed(Role::DutyManager, vec![money(Remedy::Gift, 20_000)]).expect("⑤ is taken");
    assert_eq!(one.standing(), [INSIDE]);
    hotel.pass_minutes(days * 24 * 60);
    let two = Case::of(hotel, then);
    two.to_the_plan();
    two.proposed(Role::DutyManager, vec![money(Remedy::Gift, 15_000)]).expect("⑤ is taken");
    two.standing()[0]
}

#[test]
fn a_case_cut_into_small_ones_is_noticed() {
    let of_one_guest = |days: u64| {
        let hotel = hotel();
        let guest = hotel.guest("李慧敏", "139 1234 0915");
        second(&hotel, Subject::Guest { guest }, Subject::Guest { guest }, days)
    };
    assert_eq!(of_one_guest(0), waits(Above::Split), "two tickets of one guest");
    assert_eq!(of_one_guest(6), waits(Above::Split));
    assert_eq!(of_one_guest(7), INSIDE, "after a week it is another matter");
    let hotel = hotel();
    let room = |room: &str| Subject::Room { room: room.to_owned() };
    assert_eq!(second(&hotel, room("0915"), room("0915"), 0), waits(Above::Split), "one leak in one room, whoever complains");
    assert_eq!(second(&hotel, room("1201"), room("1202"), 0), INSIDE, "two rooms are two matters");
    let outside = || Subject::Outside { name: String::new() };
    assert_eq!(second(&hotel, outside(), outside(), 0), INSIDE, "two strangers have nothing in common");
}

#[test]
fn several_hands_on_one_case_do_not_add_up_their_limits() {
    let hotel = hotel();
    let case = Case::planned(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    case.proposed(Role::Receptionist, vec![money(Remedy::Gift, 5_000)]).expect("⑤ is taken");
    case.proposed(Role::DutyManager, vec![money(Remedy::Gift, 25_001), money(Remedy::Gift, 25_000)]).expect("⑤ is taken");
    assert_eq!(case.standing(), [INSIDE, waits(Above::Split), INSIDE], "¥50 of reception and ¥250 are the ¥300 of one case");
    let duty = hotel.session(Role::DutyManager);
    let date = hotel.store.hotel().clock.business_date(hotel.now());
    let used = hotel.read(|db| tickets::authority(db, &duty, Some(case.ticket), date)).used;
    assert_eq!((used.case_minor, used.matter_minor), (minor(25_000), minor(30_000)), "both figures are there to be shown");
}

#[test]
fn small_points_add_up_as_well() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let enrol = lobby_core::loyalty::Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| lobby_core::loyalty::enrol(tx, &enrol)).expect("enrolled");
    set(&hotel, Role::GeneralManager, |limits| of(limits, Role::DutyManager).case_minor = minor(100_000)).expect("set");
    let first = Case::planned(&hotel, guest);
    first.proposed(Role::DutyManager, vec![points(600)]).expect("⑤ is taken");
    let next = Case::planned(&hotel, guest);
    next.proposed(Role::DutyManager, vec![points(400), points(1)]).expect("⑤ is taken");
    assert_eq!(next.standing(), [INSIDE, waits(Above::Split)]);
}

#[test]
fn what_the_general_manager_approved_is_no_small_gift() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let first = Case::planned(&hotel, guest);
    first.proposed(Role::DutyManager, vec![money(Remedy::Waive, 88_000)]).expect("⑤ is taken");
    first.decided(Role::GeneralManager, tickets::Decision::Approved).expect("⑥ is taken");
    let next = Case::planned(&hotel, guest);
    next.proposed(Role::DutyManager, vec![money(Remedy::Gift, 30_000)]).expect("⑤ is taken");
    assert_eq!(next.standing(), [INSIDE], "somebody else looked at the first");
}
