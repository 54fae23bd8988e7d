use super::*;

fn minor(sum: i64) -> Minor {
    Minor::new(sum).expect("a small sum")
}

fn points(count: i64) -> Points {
    Points::new(count).expect("a small count")
}

fn gift(remedy: Remedy, amount: i64, count: i64) -> Gift {
    Gift { remedy, amount: minor(amount), points: points(count) }
}

fn used(case: i64, month: i64) -> Used {
    Used {
        case_minor: minor(case),
        month_minor: minor(month),
        year_minor: minor(month),
        matter_minor: minor(case),
        ..Used::default()
    }
}

#[test]
fn what_is_inside_goes_at_once_and_what_is_above_says_which_limit() {
    use Role::{Administrator, DutyManager, GeneralManager, Receptionist};
    let cases = [
        // scenario B: laundry, then points at their cost, then the room
        (DutyManager, used(0, 82_000), gift(Remedy::Laundry, 15_000, 0), None),
        (DutyManager, used(15_000, 97_000), gift(Remedy::Points, 5_000, 500), None),
        (DutyManager, used(20_000, 102_000), gift(Remedy::Waive, 88_000, 0), Some(Above::Case)),
        // the last minor unit of a case and of a month
        (DutyManager, used(0, 0), gift(Remedy::Waive, 30_000, 0), None),
        (DutyManager, used(0, 0), gift(Remedy::Waive, 30_001, 0), Some(Above::Case)),
        (DutyManager, used(0, 120_000), gift(Remedy::Waive, 30_000, 0), None),
        (DutyManager, used(0, 120_001), gift(Remedy::Waive, 30_000, 0), Some(Above::Month)),
        (DutyManager, used(0, 0), gift(Remedy::Points, 0, 1_001), Some(Above::PointsCase)),
        (Receptionist, used(0, 0), gift(Remedy::Gift, 5_000, 0), None),
        (Receptionist, used(0, 0), gift(Remedy::Refund, 100, 0), Some(Above::Remedy)),
        (Receptionist, used(0, 0), gift(Remedy::Refund, 5_001, 0), Some(Above::Case)),
        (GeneralManager, used(0, 0), gift(Remedy::Waive, 88_000, 0), None),
        // a repair costs nothing of anybody's authority, even once it is used up
        (DutyManager, used(30_000, 150_000), gift(Remedy::Repair, 0, 0), None),
        (Administrator, used(0, 0), gift(Remedy::Gift, 1, 0), Some(Above::Case)),
    ];
    for (role, used, gift, expected) in cases {
        assert_eq!(above(&limit(role, 2), &used, gift), expected, "{role} {gift:?} after {used:?}");
    }
}

#[test]
fn each_cell_of_the_matrix_holds_to_its_last_unit() {
    let limit = Limit {
        case_minor: minor(300),
        month_minor: minor(1_000),
        year_minor: Some(minor(5_000)),
        points_case: points(100),
        points_month: points(200),
        points_year: Some(points(1_000)),
        remedies: vec![RemedyLimit {
            remedy: Remedy::Laundry,
            case_minor: Some(minor(150)),
            month_minor: Some(minor(400)),
            year_minor: Some(minor(900)),
        }],
    };
    let one = |used: Used, own: RemedyUsed| Used { remedies: vec![own], ..used };
    let laundry = |case: i64, month: i64, year: i64, matter: i64| RemedyUsed {
        remedy: Remedy::Laundry,
        case_minor: minor(case),
        month_minor: minor(month),
        year_minor: minor(year),
        matter_minor: minor(matter),
    };
    let year = |sum: i64| Used { year_minor: minor(sum), ..Used::default() };
    let of_points = |case: i64, month: i64, year: i64, matter: i64| Used {
        points_case: points(case),
        points_month: points(month),
        points_year: points(year),
        matter_points: points(matter),
        ..Used::default()
    };
    let matter = |sum: i64| Used { matter_minor: minor(sum), ..Used::default() };
    let none = Used::default;
    let cases = [
        (year(4_900), gift(Remedy::Gift, 100, 0), None),
        (year(4_901), gift(Remedy::Gift, 100, 0), Some(Above::Year)),
        (one(none(), laundry(50, 0, 0, 0)), gift(Remedy::Laundry, 100, 0), None),
        (one(none(), laundry(51, 0, 0, 0)), gift(Remedy::Laundry, 100, 0), Some(Above::Remedy)),
        (one(none(), laundry(51, 0, 0, 0)), gift(Remedy::Gift, 100, 0), None),
        (one(none(), laundry(0, 300, 0, 0)), gift(Remedy::Laundry, 100, 0), None),
        (one(none(), laundry(0, 301, 0, 0)), gift(Remedy::Laundry, 100, 0), Some(Above::RemedyMonth)),
        (one(none(), laundry(0, 0, 800, 0)), gift(Remedy::Laundry, 100, 0), None),
        (one(none(), laundry(0, 0, 801, 0)), gift(Remedy::Laundry, 100, 0), Some(Above::RemedyYear)),
        (of_points(0, 0, 0, 0), gift(Remedy::Points, 0, 100), None),
        (of_points(1, 0, 0, 0), gift(Remedy::Points, 0, 100), Some(Above::PointsCase)),
        (of_points(0, 101, 0, 0), gift(Remedy::Points, 0, 100), Some(Above::PointsMonth)),
        (of_points(0, 0, 901, 0), gift(Remedy::Points, 0, 100), Some(Above::PointsYear)),
        // one matter cut into small ones: of money, of one remedy, of points
        (matter(200), gift(Remedy::Gift, 100, 0), None),
        (matter(201), gift(Remedy::Gift, 100, 0), Some(Above::Split)),
        (one(none(), laundry(0, 0, 0, 51)), gift(Remedy::Laundry, 100, 0), Some(Above::Split)),
        (of_points(0, 0, 0, 1), gift(Remedy::Points, 0, 100), Some(Above::Split)),
    ];
    for (used, gift, expected) in cases {
        assert_eq!(above(&limit, &used, gift), expected, "{gift:?} after {used:?}");
    }
}

#[test]
fn what_is_given_and_taken_back_leaves_what_was_there() {
    let before = used(10, 20).and(gift(Remedy::Gift, 5, 0));
    let all = Counted { month: true, year: true };
    let after = before.clone().and(gift(Remedy::Gift, 7, 3)).without(gift(Remedy::Gift, 7, 3), all);
    assert_eq!(after, before);
    let older = Counted { month: false, year: true };
    let after = before.clone().without(gift(Remedy::Gift, 5, 0), older);
    assert_eq!(
        (after.case_minor, after.month_minor, after.year_minor),
        (minor(10), minor(25), minor(20)),
        "last month's stays there"
    );
}

#[test]
fn a_sum_that_would_leave_its_bound_is_above_every_limit() {
    let most = Minor::new(crate::base::money::AMOUNT_MINOR_MAX).expect("the bound itself");
    let limit = Limit { case_minor: most, month_minor: most, ..Limit::nothing() };
    let used = Used { case_minor: minor(1), ..Used::default() };
    assert_eq!(above(&limit, &used, Gift { remedy: Remedy::Waive, amount: most, points: Points::ZERO }), Some(Above::Case));
}

#[test]
fn limits_follow_the_digits_of_the_currency() {
    assert_eq!(limit(Role::DutyManager, 2).case_minor.minor(), 30_000);
    assert_eq!(limit(Role::DutyManager, 0).case_minor.minor(), 300, "a currency without cents");
    assert_eq!(cost_of(points(500), 2).minor(), 5_000, "500 points are ¥50");
}

#[test]
fn a_matrix_that_is_none_is_refused() {
    let sound = Limits::of_a_new_house(2);
    assert_eq!(sound.clone().checked(), Ok(sound.clone()));
    let with = |change: fn(&mut Limits)| {
        let mut limits = sound.clone();
        change(&mut limits);
        limits.checked().map(|_| ())
    };
    let refused = |field| Err(Common::BadValue { field });
    assert_eq!(with(|limits| drop(limits.roles.pop())), refused("role"), "a post without limits");
    assert_eq!(with(|limits| limits.roles.swap(0, 1)), refused("role"));
    assert_eq!(with(|limits| limits.split_days = 0), refused("split_days"));
    assert_eq!(with(|limits| limits.roles[2].limit.case_minor = minor(-1)), refused("amount"));
    assert_eq!(with(|limits| limits.roles[2].limit.case_minor = minor(150_001)), refused("amount"), "a case above its month");
    assert_eq!(with(|limits| limits.roles[2].limit.year_minor = Some(minor(1))), refused("amount"), "a month above its year");
    assert_eq!(with(|limits| limits.roles[2].limit.points_case = points(5_001)), refused("points"));
    assert_eq!(with(|limits| limits.roles[0].limit.remedies[0].remedy = Remedy::Refund), refused("amount"), "twice the same");
}
