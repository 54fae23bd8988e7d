//! Tables of cases: what a stay or a bill earns.

use super::*;
use crate::{
    base::error::Refusal,
    loyalty::programme::{Caps, Outlet, SPA},
};

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

fn points(count: i64) -> Points {
    Points::new(count).expect("a test's points")
}

fn minor(minor: i64) -> Minor {
    Minor::new(minor).expect("a test's sum")
}

fn stay(room: i64, food: i64, other: i64) -> StayFacts {
    let (room, food, other) = (minor(room), minor(food), minor(other));
    StayFacts { departed: true, departure: day("2026-07-14"), channel: "携程".to_owned(), room, food, other }
}

fn promotion(words: &str, effect: PromotionEffect) -> Promotion {
    Promotion {
        words: words.to_owned(),
        from: day("2026-07-01"),
        until: day("2026-07-14"),
        outlets: Vec::new(),
        channels: Vec::new(),
        tiers: Vec::new(),
        min_spend_minor: Minor::ZERO,
        effect,
    }
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
        let found = stay_earned(&programme, tier, &facts, EarnedSoFar::default(), (2, today));
        assert_eq!(found.map(|(points, _)| points.count()).map_err(|refusal| refusal.code()), expected, "{why}");
    }
    let yen = stay_earned(&Programme::standard(0), Tier::Base, &stay(12_000, 0, 0), EarnedSoFar::default(), (0, today));
    assert_eq!(yen.map(|(points, _)| points.count()), Ok(12_000), "a currency without minor digits has no fen to drop");
}

#[test]
fn the_largest_bill_the_file_can_hold_earns_at_most_what_one_posting_carries() {
    let most = crate::base::money::AMOUNT_MINOR_MAX;
    let found =
        earned(&Programme::standard(0), Tier::Platinum, &Spend::of_stay(&stay(most, most, most)), EarnedSoFar::default(), 0);
    assert_eq!(found.map(|(points, _)| points.count()), Ok(POINTS_MAX));
}

#[test]
fn each_outlet_earns_by_its_own_percentage() {
    let mut programme = Programme::standard(2);
    programme.earning.outlets = vec![
        Outlet { code: ROOM.to_owned(), percent: 100 },
        Outlet { code: FOOD.to_owned(), percent: 150 },
        Outlet { code: "日餐厅".to_owned(), percent: 200 },
        Outlet { code: "礼品部".to_owned(), percent: 0 },
    ];
    let bill = |outlet: &str, sum: i64| Spend::of_bill(outlet, minor(sum), day("2026-07-14"));
    let cases = [
        (Spend::of_stay(&stay(100_000, 20_000, 0)), Ok(1_300), "1,000 for the room, 300 for the table"),
        (Spend::of_stay(&stay(0, 86_000, 0)), Ok(1_290), "the design's own line: 餐饮 ¥860 at 1.5"),
        (Spend::of_stay(&stay(0, 0, 90_000)), Err("nothing_to_earn"), "an outlet that is not listed earns nothing"),
        (bill("日餐厅", 12_345), Ok(246), "¥123.45 twice are 246.90, and whole points are given"),
        (bill("礼品部", 12_345), Err("nothing_to_earn"), "listed with nothing"),
        (bill("酒窖", 12_345), Err("nothing_to_earn"), "not listed"),
    ];
    for (spend, expected, why) in cases {
        let found = earned(&programme, Tier::Base, &spend, EarnedSoFar::default(), 2);
        assert_eq!(found.map(|(points, _)| points.count()).map_err(|refusal| refusal.code()), expected, "{why}");
    }
}

type Edit = fn(&mut Promotion);

#[test]
fn a_promotion_adds_to_the_base_of_its_outlets_in_its_time() {
    let cases: &[(Edit, Tier, i64, &str)] = &[
        (|_| {}, Tier::Base, 2_400, "double of 1,200"),
        (|_| {}, Tier::Gold, 2_700, "1.25 of the base, and the base once more: promotions do not multiply the tier"),
        (|one| one.until = day("2026-07-13"), Tier::Base, 1_200, "over the day before"),
        (|one| one.from = day("2026-07-14"), Tier::Base, 2_400, "begins on the day of leaving"),
        (|one| one.outlets = vec![FOOD.to_owned()], Tier::Base, 1_400, "only the table is doubled"),
        (|one| one.outlets = vec![SPA.to_owned()], Tier::Base, 1_200, "nothing was spent there"),
        (|one| one.channels = vec!["直销".to_owned()], Tier::Base, 1_200, "for another channel"),
        (|one| one.channels = vec![" 携程".to_owned()], Tier::Base, 2_400, "for this one"),
        (|one| one.tiers = vec![Tier::Gold], Tier::Base, 1_200, "for another tier"),
        (|one| one.tiers = vec![Tier::Gold], Tier::Gold, 2_700, "for this one"),
        (|one| one.min_spend_minor = minor(120_001), Tier::Base, 1_200, "a fen too little was spent"),
        (|one| one.min_spend_minor = minor(120_000), Tier::Base, 2_400, "just enough"),
        (|one| one.effect = PromotionEffect::Bonus(points(88)), Tier::Platinum, 1_888, "88 points more, whatever the tier"),
        (|one| one.effect = PromotionEffect::Multiplier(150), Tier::Base, 1_800, "half as much more"),
    ];
    for (edit, tier, expected, why) in cases {
        let mut programme = Programme::standard(2);
        let mut one = promotion("会员日", PromotionEffect::Multiplier(200));
        edit(&mut one);
        programme.earning.promotions = vec![one];
        let spend = Spend::of_stay(&stay(100_000, 20_000, 0));
        let (found, basis) = earned(&programme, *tier, &spend, EarnedSoFar::default(), 2).expect(why);
        assert_eq!(found.count(), *expected, "{why}");
        let told: i64 = basis.promotions.iter().map(|applied| applied.points.count()).sum();
        let by_tier = 1_200 * i64::from(basis.multiplier_percent) / 100;
        assert_eq!(by_tier + told, *expected, "what is told adds up: {why}");
    }
}

#[test]
fn two_promotions_add_and_each_is_told() {
    let mut programme = Programme::standard(2);
    programme.earning.promotions =
        vec![promotion("会员日", PromotionEffect::Multiplier(200)), promotion("开业礼", PromotionEffect::Bonus(points(50)))];
    let spend = Spend::of_stay(&stay(100_000, 0, 0));
    let (found, basis) = earned(&programme, Tier::Base, &spend, EarnedSoFar::default(), 2).expect("it earns");
    let told: Vec<(&str, i64)> = basis.promotions.iter().map(|one| (one.words.as_str(), one.points.count())).collect();
    assert_eq!((found.count(), told), (2_050, vec![("会员日", 1_000), ("开业礼", 50)]));
}

/// The caps, what was earned before, what 1,000 points come to, which cap told, and why.
type Capping<'a> = (Caps, EarnedSoFar, Result<(i64, Option<CapKind>), &'a str>, &'a str);

#[test]
fn a_cap_cuts_what_is_too_much_and_says_which() {
    let none = Caps::default();
    let at = |count: i64| Some(points(count));
    let so_far = EarnedSoFar { day: 300, month: 900, year: 5_000 };
    let cases: &[Capping<'_>] = &[
        (none, so_far, Ok((1_000, None)), "no cap"),
        (Caps { per_stay: at(1_000), ..none }, so_far, Ok((1_000, None)), "just as much as the cap"),
        (Caps { per_stay: at(999), ..none }, so_far, Ok((999, Some(CapKind::Stay))), "one too many"),
        (Caps { per_day: at(1_200), ..none }, so_far, Ok((900, Some(CapKind::Day))), "300 were earned that day"),
        (Caps { per_month: at(1_000), ..none }, so_far, Ok((100, Some(CapKind::Month))), "900 in that month"),
        (Caps { per_year: at(5_500), per_day: at(1_200), ..none }, so_far, Ok((500, Some(CapKind::Year))), "the narrowest"),
        (Caps { per_year: at(4_000), ..none }, so_far, Err("cap_reached"), "more than that was earned before the cap was set"),
        (Caps { per_stay: at(0), ..none }, EarnedSoFar::default(), Err("cap_reached"), "a cap of nothing"),
    ];
    for (caps, so_far, expected, why) in cases {
        let mut programme = Programme::standard(2);
        programme.earning.caps = *caps;
        let found = earned(&programme, Tier::Base, &Spend::of_stay(&stay(100_000, 0, 0)), *so_far, 2);
        let found = found.map(|(points, basis)| (points.count(), basis.capped.map(|capped| (capped.by, capped.lost.count()))));
        let expected = expected.map(|(points, by)| (points, by.map(|by| (by, 1_000 - points))));
        assert_eq!(found.map_err(|refusal| refusal.code()), expected, "{why}");
    }
}

#[test]
fn a_basis_from_before_outlets_were_told_still_reads() {
    let old = r#"{"eligible_minor":254400,"multiplier_percent":125,"programme":0}"#;
    let basis: Basis = serde_json::from_str(old).expect("it reads");
    assert_eq!((basis.eligible_minor.minor(), basis.on, basis.outlets.len(), basis.capped), (254_400, None, 0, None));
}
