//! The programme that Lobby comes with, and what a rule says in a version that was kept before the rule was there.

use super::{
    Asks, Benefit, BenefitPer, Caps, Earning, FOOD, OTHER, Outlet, PendingRules, Programme, ROOM, Reward, RewardKind, SPA,
    TierPeriod, TierRule,
};
use crate::{
    base::{money::Minor, points::Points},
    loyalty::Tier,
};

pub(super) fn warn_days() -> u32 {
    60
}

pub(super) fn tier_period() -> TierPeriod {
    TierPeriod::Rolling
}

pub(super) fn second_person_above() -> Points {
    whole(2_000)
}

pub(super) fn referral_points() -> Points {
    whole(500)
}

pub(super) fn asks() -> Asks {
    Asks::Either
}

pub(super) fn benefit_per() -> BenefitPer {
    BenefitPer::None
}

pub(super) fn reward_kind() -> RewardKind {
    RewardKind::Voucher
}

pub(super) fn reward_valid_days() -> u32 {
    90
}

impl Programme {
    /// Returns the rules that Lobby comes with, for a hotel that has written none of its own.
    ///
    /// Units: amounts with `minor_digits` minor digits. Source: house rules of 2026, design screen h.
    pub fn standard(minor_digits: u32) -> Self {
        Self {
            version: 0,
            earning: earning(),
            valid_months: 24,
            activity_extends: false,
            warn_days: warn_days(),
            warn_again: vec![30, 7],
            grace_days: 30,
            tier_period: tier_period(),
            tier_months: 24,
            tier_kept_months: 12,
            soft_landing: false,
            tiers: tiers(minor_digits),
            points_per_major: 10,
            second_person_above: second_person_above(),
            referral_points: referral_points(),
            pending: PendingRules::default(),
            rewards: rewards(minor_digits),
        }
    }
}

fn earning() -> Earning {
    Earning {
        outlets: [ROOM, FOOD, SPA, OTHER].map(|code| Outlet { code: code.to_owned(), percent: 100 }).to_vec(),
        currencies: Vec::new(),
        promotions: Vec::new(),
        caps: Caps::default(),
        excluded_channels: ["complimentary", "house use", "自用房", "免费房"].map(str::to_owned).to_vec(),
        late_days: 180,
    }
}

fn tiers(minor_digits: u32) -> Vec<TierRule> {
    let benefit = |code: &str, amount: Option<u32>, per: BenefitPer, cost: i64| Benefit {
        code: code.to_owned(),
        words: String::new(),
        amount,
        per,
        cost_minor: major(cost, minor_digits),
    };
    let discount = |percent| benefit("discount", Some(percent), BenefitPer::None, 0);
    let breakfasts = |times| benefit("breakfast", Some(times), BenefitPer::Year, 45);
    let upgrades = |times| benefit("upgrade", Some(times), BenefitPer::Year, 120);
    let late = |hour| benefit("late_check_out", Some(hour), BenefitPer::Stay, 60);
    let priority = |hours| benefit("priority_booking", Some(hours), BenefitPer::None, 0);
    let gift = || benefit("birthday_gift", None, BenefitPer::Year, 80);
    let tier = |tier, nights, spend, multiplier_percent, benefits| TierRule {
        tier,
        nights,
        stays: 0,
        spend_minor: major(spend, minor_digits),
        asks: Asks::Either,
        multiplier_percent,
        benefits,
    };
    vec![
        tier(Tier::Base, 0, 0, 100, vec![discount(5)]),
        tier(Tier::Silver, 6, 6_000, 110, vec![discount(8), breakfasts(2)]),
        tier(Tier::Gold, 15, 15_000, 125, vec![breakfasts(6), upgrades(2), late(14), priority(48), gift()]),
        tier(Tier::Platinum, 25, 30_000, 150, vec![breakfasts(12), upgrades(4), late(16), priority(72), gift()]),
    ]
}

fn rewards(minor_digits: u32) -> Vec<Reward> {
    [
        ("breakfast", RewardKind::Food, 600, None, 45),
        ("late_check_out", RewardKind::Voucher, 800, None, 60),
        ("gift_box", RewardKind::Gift, 3_500, Some(20), 180),
        ("spa", RewardKind::Spa, 4_200, Some(3), 210),
        ("suite_upgrade", RewardKind::RoomNight, 6_000, Some(1), 300),
    ]
    .into_iter()
    .map(|(code, kind, points, stock, cost)| Reward {
        code: code.to_owned(),
        words: String::new(),
        kind,
        points: whole(points),
        stock,
        valid_days: reward_valid_days(),
        cost_minor: major(cost, minor_digits),
    })
    .collect()
}

fn major(amount: i64, minor_digits: u32) -> Minor {
    Minor::new(amount * 10_i64.pow(minor_digits.min(4))).unwrap_or_default()
}

fn whole(points: i64) -> Points {
    Points::new(points).unwrap_or_default()
}
