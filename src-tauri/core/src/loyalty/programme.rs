//! The programme as data: what earns how much, tiers, how long points last, benefits, rewards. A new version is a new row;
//! nothing here is computed.

use serde::{Deserialize, Serialize};

use super::Tier;
use crate::base::{money::Minor, points::Points, time::BusinessDate};

/// The rules of the programme from one date on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Programme {
    /// 0 is the one that Lobby comes with.
    pub version: u32,
    /// How stays earn.
    pub earning: Earning,
    /// Months that points are good for, counted from the end of the month they were earned in.
    pub valid_months: u32,
    /// Days that points given back by a reversal are good for where their own date has passed.
    pub grace_days: u32,
    /// How far back stays count for a tier, in months.
    pub tier_months: u32,
    /// How long a tier is kept at least, in months.
    pub tier_kept_months: u32,
    /// What each tier asks and gives, lowest first.
    pub tiers: Vec<TierRule>,
    /// How many points are worth one major unit of the currency.
    pub points_per_major: u32,
    /// What points can be exchanged for.
    pub rewards: Vec<Reward>,
}

/// How a departed stay earns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Earning {
    /// Points for each whole major unit of room revenue, in hundredths: 100 is one point.
    pub room_percent: u32,
    /// The same for 餐饮.
    pub food_percent: u32,
    /// The same for the rest.
    pub other_percent: u32,
    /// Channels whose stays earn nothing, as the source calls them.
    pub excluded_channels: Vec<String>,
    /// How many days after departure a stay may still be credited.
    pub late_days: u32,
}

/// What a tier asks for and gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierRule {
    /// Which.
    pub tier: Tier,
    /// Nights that reach it; either of the two is enough.
    pub nights: u32,
    /// Spend that reaches it.
    pub spend_minor: Minor,
    /// What its stays earn, in hundredths of the base.
    pub multiplier_percent: u32,
    /// What it gives.
    pub benefits: Vec<Benefit>,
}

/// One benefit of a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Benefit {
    /// Names it; its sentence is `benefit.<code>`.
    pub code: String,
    /// How often or how much: times a year, hours, percent, as the code says; none where it has no number.
    pub amount: Option<u32>,
}

/// Something that points can be exchanged for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Reward {
    /// Names it; its sentence is `reward.<code>`.
    pub code: String,
    /// What it costs.
    pub points: Points,
    /// How many are there; none where it has no end.
    pub stock: Option<u32>,
}

/// A version as it is proposed and kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AdoptProgramme {
    /// From which business date on.
    pub valid_from: BusinessDate,
    /// The rules; their version is given when they are kept.
    pub rules: Programme,
}

impl Programme {
    /// Returns the rules that Lobby comes with, for a hotel that has written none of its own.
    ///
    /// Units: amounts with `minor_digits` minor digits. Source: house rules of 2026, design screen h.
    pub fn standard(minor_digits: u32) -> Self {
        let major = |amount: i64| Minor::new(amount * 10_i64.pow(minor_digits.min(4))).unwrap_or_default();
        let benefit = |code: &str, amount: Option<u32>| Benefit { code: code.to_owned(), amount };
        let tier = |tier, nights, spend, multiplier_percent, benefits| TierRule {
            tier,
            nights,
            spend_minor: major(spend),
            multiplier_percent,
            benefits,
        };
        Self {
            version: 0,
            earning: Earning {
                room_percent: 100,
                food_percent: 100,
                other_percent: 100,
                excluded_channels: vec![
                    "complimentary".to_owned(),
                    "house use".to_owned(),
                    "自用房".to_owned(),
                    "免费房".to_owned(),
                ],
                late_days: 180,
            },
            valid_months: 24,
            grace_days: 30,
            tier_months: 24,
            tier_kept_months: 12,
            tiers: vec![
                tier(Tier::Base, 0, 0, 100, vec![benefit("discount", Some(5))]),
                tier(Tier::Silver, 6, 6_000, 110, vec![benefit("discount", Some(8)), benefit("breakfast", Some(2))]),
                tier(
                    Tier::Gold,
                    15,
                    15_000,
                    125,
                    vec![
                        benefit("breakfast", Some(6)),
                        benefit("upgrade", Some(2)),
                        benefit("late_check_out", Some(14)),
                        benefit("priority_booking", Some(48)),
                        benefit("birthday_gift", None),
                    ],
                ),
                tier(
                    Tier::Platinum,
                    25,
                    30_000,
                    150,
                    vec![
                        benefit("breakfast", Some(12)),
                        benefit("upgrade", Some(4)),
                        benefit("late_check_out", Some(16)),
                        benefit("priority_booking", Some(72)),
                        benefit("birthday_gift", None),
                    ],
                ),
            ],
            points_per_major: 10,
            rewards: standard_rewards(),
        }
    }

    /// Returns the rule of `tier`; a programme without one has no multiplier, benefit or threshold for it.
    pub fn rule(&self, tier: Tier) -> Option<&TierRule> {
        self.tiers.iter().find(|rule| rule.tier == tier)
    }
}

fn standard_rewards() -> Vec<Reward> {
    [
        ("breakfast", 600, None),
        ("late_check_out", 800, None),
        ("gift_box", 3_500, Some(20)),
        ("spa", 4_200, Some(3)),
        ("suite_upgrade", 6_000, Some(1)),
    ]
    .into_iter()
    .map(|(code, points, stock)| Reward { code: code.to_owned(), points: Points::new(points).unwrap_or_default(), stock })
    .collect()
}
