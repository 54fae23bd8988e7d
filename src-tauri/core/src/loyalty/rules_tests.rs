//! Tables of cases for the ledger's decisions.

use super::*;
use crate::base::ids::{EntryId, LotId, RawId};

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

fn lot(name: u8, left: i64, expires_on: &str) -> Lot {
    let id = RawId::from_bytes([name; 16]);
    Lot { id: LotId(id), entry: EntryId(id), points: points(left), left: points(left), expires_on: day(expires_on) }
}

#[test]
fn points_are_good_for_24_months_from_the_end_of_their_month() {
    let programme = Programme::standard(2);
    let cases =
        [("2026-07-14", "2028-07-31"), ("2026-01-31", "2028-01-31"), ("2026-02-28", "2028-02-29"), ("2028-02-29", "2030-02-28")];
    for (earned_on, expected) in cases {
        assert_eq!(expires_on(&programme, day(earned_on)), day(expected), "earned on {earned_on}");
    }
}

/// Points asked for, what each lot then gives, and why.
type Taken<'a> = (i64, &'a [(u8, i64)], &'a str);

#[test]
fn what_expires_first_is_used_first() {
    let lots = [lot(2, 1_500, "2027-07-31"), lot(1, 2_000, "2026-07-31")];
    let cases: &[Taken<'_>] = &[
        (2_500, &[(1, 2_000), (2, 500)], "the trap: after expiry 1,000 are left"),
        (2_000, &[(1, 2_000)], "the lot that expires pays alone"),
        (1, &[(1, 1)], "one point of the first"),
        (3_500, &[(1, 2_000), (2, 1_500)], "all there is"),
    ];
    for (wanted, expected, why) in cases {
        let takes = take(&lots, points(*wanted)).expect("there are enough");
        let found: Vec<(u8, i64)> = takes.iter().map(|take| (take.lot.0.bytes()[0], take.points.count())).collect();
        assert_eq!(&found, expected, "{why}");
    }
    let refused = take(&lots, points(3_501));
    assert_eq!(refused, Err(LoyaltyRefusal::NotEnoughPoints { balance: points(3_500), wanted: points(3_501) }), "one too many");
    let twins = [lot(9, 10, "2026-07-31"), lot(3, 10, "2026-07-31")];
    let first = take(&twins, points(5)).expect("there are enough");
    assert_eq!(first[0].lot.0.bytes()[0], 9, "of two that end together the older pays first");
}

#[test]
fn a_reversal_gives_back_to_good_lots_and_grace_for_passed_ones() {
    let lots = [lot(1, 2_000, "2026-07-31"), lot(2, 1_500, "2027-07-31")];
    let takes = take(&lots, points(2_500)).expect("there are enough");
    let cases = [
        ("2026-07-31", vec![(1, -2_000), (2, -500)], 0, "on its last day the first lot is still good"),
        ("2026-08-01", vec![(2, -500)], 2_000, "a day later its points get grace"),
        ("2027-08-01", vec![], 2_500, "when all have passed, all get grace"),
    ];
    for (good_from, expected, grace, why) in cases {
        let back = restored(&takes, day(good_from));
        let found: Vec<(u8, i64)> = back.lots.iter().map(|take| (take.lot.0.bytes()[0], take.points.count())).collect();
        assert_eq!((found, back.in_grace.count()), (expected, grace), "{why}");
    }
    let mut used = lot(1, 2_000, "2026-07-31");
    used.left = points(1_999);
    assert_eq!(take_whole(&[used]), Err(LoyaltyRefusal::AlreadySpent), "one point used, and the credit stays");
}

#[test]
fn a_reward_costs_what_the_catalogue_says_and_ends_with_its_stock() {
    let programme = Programme::standard(2);
    let cases = [
        ("breakfast", 600, 9_999, None, "no end to breakfasts"),
        ("breakfast", 1, 0, Some(LoyaltyRefusal::NoSuchReward), "not for one point"),
        ("yacht", 600, 0, Some(LoyaltyRefusal::NoSuchReward), "not in the catalogue"),
        ("spa", 4_200, 2, None, "the third of three"),
        ("spa", 4_200, 3, Some(LoyaltyRefusal::RewardOutOfStock), "a fourth is not there"),
    ];
    for (code, cost, given, expected, why) in cases {
        assert_eq!(reward(&programme, code, points(cost), given).err(), expected, "{why}");
    }
}
