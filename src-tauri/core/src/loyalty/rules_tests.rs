//! Tables of cases for the programme's decisions.

use super::*;
use crate::base::ids::{EntryId, LotId, RawId};

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

fn minor(minor: i64) -> Minor {
    Minor::new(minor).expect("a test's sum")
}

fn lot(name: u8, left: i64, expires_on: &str) -> Lot {
    let id = RawId::from_bytes([name; 16]);
    Lot { id: LotId(id), entry: EntryId(id), points: points(left), left: points(left), expires_on: day(expires_on) }
}

fn stay(room: i64, food: i64, other: i64) -> StayFacts {
    let (room, food, other) = (minor(room), minor(food), minor(other));
    StayFacts { departed: true, departure: day("2026-07-14"), channel: "携程".to_owned(), room, food, other }
}

#[test]
fn a_stay_earns_whole_points_for_whole_yuan_times_the_tier() {
    let programme = Programme::standard(2);
    let today = day("2026-07-14");
    let cases = [
        (stay(254_400, 0, 0), Tier::Gold, Ok(3_180), "the design's own line: ¥2,544 at 1.25"),
        (stay(100_000, 0, 0), Tier::Base, Ok(1_000), "¥1,000 is 1,000 points"),
        (stay(10_099, 0, 0), Tier::Base, Ok(100), "99 fen are no yuan"),
        (stay(60, 60, 0), Tier::Base, Ok(1), "fen of two outlets make a yuan together"),
        (stay(99, 0, 0), Tier::Platinum, Err("nothing_to_earn"), "a multiplier makes no point of nothing"),
        (stay(300, 0, 0), Tier::Silver, Ok(3), "3.3 points are three"),
        (stay(-50_000, 0, 0), Tier::Base, Err("nothing_to_earn"), "a negative bill takes no points away"),
        (stay(50_000, -20_000, 0), Tier::Base, Ok(300), "what was refunded earns nothing"),
        (StayFacts { departed: false, ..stay(100_000, 0, 0) }, Tier::Base, Err("stay_not_departed"), "points come at departure"),
        (
            StayFacts { channel: " House Use".to_owned(), ..stay(100_000, 0, 0) },
            Tier::Base,
            Err("channel_excluded"),
            "in any case",
        ),
        (StayFacts { departure: day("2026-01-15"), ..stay(100, 0, 0) }, Tier::Base, Ok(1), "180 days after is in time"),
        (StayFacts { departure: day("2026-01-14"), ..stay(100, 0, 0) }, Tier::Base, Err("stay_too_old"), "181 are not"),
    ];
    for (facts, tier, expected, why) in cases {
        use crate::base::error::Refusal;
        let found = earned(&programme, tier, &facts, 2, today);
        assert_eq!(found.map(|(points, _)| points.count()).map_err(|refusal| refusal.code()), expected, "{why}");
    }
    let yen = earned(&Programme::standard(0), Tier::Base, &stay(12_000, 0, 0), 0, today);
    assert_eq!(yen.map(|(points, _)| points.count()), Ok(12_000), "a currency without minor digits has no fen to drop");
}

#[test]
fn the_largest_bill_the_file_can_hold_earns_at_most_what_one_posting_carries() {
    let most = crate::base::money::AMOUNT_MINOR_MAX;
    let found = earned(&Programme::standard(0), Tier::Platinum, &stay(most, most, most), 0, day("2026-07-14"));
    assert_eq!(found.map(|(points, _)| points.count()), Ok(POINTS_MAX));
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
fn a_tier_is_reached_by_nights_or_by_spend_and_kept_a_year() {
    let programme = Programme::standard(2);
    let cases = [
        (0, 0, Tier::Base, "nobody is below the base"),
        (5, 599_999, Tier::Base, "one night and one fen short"),
        (6, 0, Tier::Silver, "by nights"),
        (0, 600_000, Tier::Silver, "by spend"),
        (14, 1_500_000, Tier::Gold, "either is enough"),
        (25, 0, Tier::Platinum, "the highest that fits"),
    ];
    for (nights, spend, expected, why) in cases {
        assert_eq!(tier_reached(&programme, Standing { nights, spend: minor(spend) }), expected, "{why}");
    }
    let since = day("2026-03-01");
    let none = Standing::default();
    let reviews = [
        (Tier::Gold, none, "2027-02-28", Tier::Gold, "kept for twelve months"),
        (Tier::Gold, none, "2027-03-01", Tier::Base, "then it falls to what was reached"),
        (Tier::Base, Standing { nights: 25, spend: Minor::ZERO }, "2026-03-02", Tier::Platinum, "up at once"),
    ];
    for (held, standing, today, expected, why) in reviews {
        assert_eq!(reviewed(&programme, held, since, standing, day(today)), expected, "{why}");
    }
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
