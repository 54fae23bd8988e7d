//! The programme as data: what earns how much, tiers, how long points last, benefits, rewards. A new version is a new row.
//!
//! Absent on purpose: a rule that only code knows. What the desk tells a guest stands in a version with a date.

pub mod bills;
pub mod earning;
pub mod effect;
pub mod practice;
mod rows;
mod standard;
mod stored;
pub mod valid;
mod versions;
mod warning;

pub use stored::read;
pub use versions::{AdoptProgramme, ProgrammePage, ProgrammeVersion, adopt, earned_so_far, in_force, page};
pub use warning::Warned;

use serde::{Deserialize, Serialize};

use crate::{
    base::{money::Minor, points::Points, time::BusinessDate},
    loyalty::Tier,
    stored_words,
};

/// The outlet of a stay's room revenue.
pub const ROOM: &str = "room";
/// The outlet of a stay's 餐饮.
pub const FOOD: &str = "food";
/// The outlet of all else on a stay's bill.
pub const OTHER: &str = "other";
/// 水疗: earns by a bill of its own.
pub const SPA: &str = "spa";

stored_words! {
    /// Over which time stays count for a tier.
    pub enum TierPeriod {
        /// The months before the day of the review.
        Rolling = "rolling",
        /// The calendar year so far; the last full year still counts for keeping what was reached in it.
        CalendarYear = "calendar_year",
    }
}

stored_words! {
    /// Whether one of a tier's thresholds is enough.
    pub enum Asks {
        /// Any one of those that are set.
        Either = "either",
        /// Every one that is set.
        All = "all",
    }
}

stored_words! {
    /// What a reward is.
    pub enum RewardKind {
        /// 礼品
        Gift = "gift",
        /// 抵用券
        Voucher = "voucher",
        /// 房晚
        RoomNight = "room_night",
        /// 餐饮
        Food = "food",
        /// 水疗
        Spa = "spa",
    }
}

stored_words! {
    /// How often a benefit may be used.
    pub enum BenefitPer {
        /// Its amount in a year of membership.
        Year = "year",
        /// With each stay.
        Stay = "stay",
        /// Not counted.
        None = "none",
    }
}

/// The rules of the programme from one date on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Programme {
    /// 0 is the one that Lobby comes with.
    pub version: u32,
    /// How stays and bills earn.
    pub earning: Earning,
    /// Months that points are good for, counted from the end of the month they were earned in.
    pub valid_months: u32,
    /// Whether earning or redeeming gives all open lots the last day of points earned that day.
    #[serde(default)]
    pub activity_extends: bool,
    /// How many days ahead a member is first told what expires.
    #[serde(default = "standard::warn_days")]
    pub warn_days: u32,
    /// How many days ahead they are told again, each time nearer to the last day.
    #[serde(default)]
    pub warn_again: Vec<u32>,
    /// Days that points given back by a reversal are good for where their own date has passed.
    pub grace_days: u32,
    /// Over which time stays count for a tier.
    #[serde(default = "standard::tier_period")]
    pub tier_period: TierPeriod,
    /// How far back stays count for a tier, in months; a calendar year needs none.
    pub tier_months: u32,
    /// How long a tier is kept at least, in months.
    pub tier_kept_months: u32,
    /// Whether a tier that is not kept falls by one only.
    #[serde(default)]
    pub soft_landing: bool,
    /// What each tier asks and gives, lowest first.
    pub tiers: Vec<TierRule>,
    /// How many points are worth one major unit of the currency.
    pub points_per_major: u32,
    /// An adjustment of more points than this needs a second person.
    #[serde(default = "standard::second_person_above")]
    pub second_person_above: Points,
    /// What a member gets for bringing another; 0 for nothing.
    #[serde(default = "standard::referral_points")]
    pub referral_points: Points,
    /// Which credits wait before they count.
    #[serde(default)]
    pub pending: PendingRules,
    /// What points can be exchanged for.
    pub rewards: Vec<Reward>,
}

/// How stays and bills earn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Earning {
    /// What each outlet earns; one that is not listed earns nothing.
    pub outlets: Vec<Outlet>,
    /// What a bill in another currency counts as.
    #[serde(default)]
    pub currencies: Vec<ForeignCurrency>,
    /// More for some time.
    #[serde(default)]
    pub promotions: Vec<Promotion>,
    /// The most that can be earned.
    #[serde(default)]
    pub caps: Caps,
    /// Channels whose stays earn nothing, as the source calls them.
    pub excluded_channels: Vec<String>,
    /// How many days after departure a stay may still be credited.
    pub late_days: u32,
}

/// What one outlet earns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Outlet {
    /// [`ROOM`], [`FOOD`] and [`OTHER`] are parts of a stay's bill; its sentence is `outlet.<code>`, or the code itself
    /// where the house named it.
    pub code: String,
    /// Points for each whole major unit, in hundredths: 100 is one point.
    pub percent: u32,
}

/// What a bill in another currency counts as.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ForeignCurrency {
    /// ISO 4217.
    pub code: String,
    /// How much of the house's own currency one unit counts as, in hundredths.
    pub percent: u32,
}

/// More points for some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Promotion {
    /// What the statement calls it.
    pub words: String,
    /// First day of departure (a bill's day) that it holds for.
    pub from: BusinessDate,
    /// The last one.
    pub until: BusinessDate,
    /// For these outlets; all where none is named.
    pub outlets: Vec<String>,
    /// For these channels; all where none is named. A bill has no channel.
    pub channels: Vec<String>,
    /// For these tiers; all where none is named.
    pub tiers: Vec<Tier>,
    /// From this spend at its outlets on.
    pub min_spend_minor: Minor,
    /// What it gives.
    pub effect: PromotionEffect,
}

/// What a promotion gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum PromotionEffect {
    /// The base points of its outlets so many times, in hundredths: 200 is double. Two promotions add, they do not multiply.
    Multiplier(u32),
    /// So many points more, once a stay or bill.
    Bonus(Points),
}

/// The most that one member can earn by stays and bills; none where it has no end.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Caps {
    /// By one stay or bill.
    pub per_stay: Option<Points>,
    /// By departures and bills of one day.
    pub per_day: Option<Points>,
    /// Of one calendar month.
    pub per_month: Option<Points>,
    /// Of one calendar year.
    pub per_year: Option<Points>,
}

/// How many days a credit waits before it counts; 0 for at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PendingRules {
    /// A stay's, from departure.
    pub stay_days: u32,
    /// A bill's.
    pub bill_days: u32,
    /// A member event's.
    pub event_days: u32,
    /// A referral's, from the new member's first departure.
    pub referral_days: u32,
}

/// What a tier asks for and gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierRule {
    /// Which.
    pub tier: Tier,
    /// Nights that reach it; 0 where it does not ask for nights.
    pub nights: u32,
    /// Stays that reach it; 0 where it does not ask for stays.
    #[serde(default)]
    pub stays: u32,
    /// Spend that reaches it; 0 where it does not ask for spend.
    pub spend_minor: Minor,
    /// Whether one of them is enough.
    #[serde(default = "standard::asks")]
    pub asks: Asks,
    /// What its stays earn, in hundredths of the base.
    pub multiplier_percent: u32,
    /// What it gives.
    pub benefits: Vec<Benefit>,
}

/// One benefit of a tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Benefit {
    /// Names it; its sentence is `benefit.<code>` where `words` are empty.
    pub code: String,
    /// The house's own words for it.
    #[serde(default)]
    pub words: String,
    /// How often or how much: times a year, hours, percent, as the code says; none where it has no number.
    pub amount: Option<u32>,
    /// How often it may be used.
    #[serde(default = "standard::benefit_per")]
    pub per: BenefitPer,
    /// What one use costs the house.
    #[serde(default)]
    pub cost_minor: Minor,
}

/// Something that points can be exchanged for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Reward {
    /// Names it; its sentence is `reward.<code>` where `words` are empty.
    pub code: String,
    /// The house's own words for it.
    #[serde(default)]
    pub words: String,
    /// What it is.
    #[serde(default = "standard::reward_kind")]
    pub kind: RewardKind,
    /// What it costs the member.
    pub points: Points,
    /// How many there ever were, those given included; none where it has no end.
    pub stock: Option<u32>,
    /// How many days a voucher for it is good.
    #[serde(default = "standard::reward_valid_days")]
    pub valid_days: u32,
    /// What one costs the house.
    #[serde(default)]
    pub cost_minor: Minor,
}

impl Programme {
    /// Returns the rule of `tier`; a programme without one has no multiplier, benefit or threshold for it.
    pub fn rule(&self, tier: Tier) -> Option<&TierRule> {
        self.tiers.iter().find(|rule| rule.tier == tier)
    }
}

impl Earning {
    /// Returns what a major unit spent at `outlet` earns, in hundredths of a point; nothing where it is not listed.
    pub fn percent(&self, outlet: &str) -> u32 {
        self.outlets.iter().find(|one| one.code == outlet).map_or(0, |one| one.percent)
    }
}
