//! What a stay or a bill earns: pure, and told step by step, for the statement says each step in words.
//!
//! The order is part of the rules: the base is whole major units of all outlets together; the tier multiplies the base; each
//! promotion adds to the base points of its own outlets; the caps cut last, the shortest time first.

use super::{Earning, FOOD, OTHER, Programme, Promotion, PromotionEffect, ROOM};
use crate::{
    base::{
        money::{AMOUNT_MINOR_MAX, Minor},
        points::{POINTS_MAX, Points},
        time::BusinessDate,
    },
    loyalty::{
        Tier,
        rules::StayFacts,
        types::{Applied, Basis, CapKind, Capped, ForeignSum, LoyaltyRefusal, OutletShare},
    },
};

/// What was spent, for the formula to look at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spend {
    /// The day that decides over promotions and caps: of leaving, or the bill's.
    pub on: BusinessDate,
    /// As the source calls it; none for a bill.
    pub channel: Option<String>,
    /// At which outlet how much.
    pub outlets: Vec<(String, Minor)>,
}

/// What the member earned by stays and bills already in the times that caps look at, without what was taken back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct EarnedSoFar {
    /// On that day.
    pub day: i64,
    /// In its calendar month.
    pub month: i64,
    /// In its calendar year.
    pub year: i64,
}

impl Earning {
    /// Returns what a sum of another currency counts as in the house's own; nothing where there is no rate for it.
    pub fn counted(&self, foreign: &ForeignSum) -> Option<Minor> {
        let currency = self.currencies.iter().find(|currency| currency.code == foreign.currency)?;
        let counts = i128::from(foreign.sum_minor.minor()) * i128::from(currency.percent) / 100;
        let bounded = counts.clamp(-i128::from(AMOUNT_MINOR_MAX), i128::from(AMOUNT_MINOR_MAX));
        i64::try_from(bounded).ok().and_then(Minor::new)
    }
}

impl EarnedSoFar {
    /// Returns what was earned on `on`, in its month and in its year, of what was earned on which day.
    pub fn of(earned: &[(BusinessDate, i64)], on: BusinessDate) -> Self {
        let ((month, next_month), (year, next_year)) = (on.month(), on.year());
        let sum = |from: BusinessDate, to: BusinessDate| {
            earned.iter().filter(|(day, _)| *day >= from && *day < to).map(|(_, points)| points).sum()
        };
        Self { day: sum(on, on.plus_days(1)), month: sum(month, next_month), year: sum(year, next_year) }
    }

    /// Returns both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self { day: self.day + other.day, month: self.month + other.month, year: self.year + other.year }
    }
}

impl Spend {
    /// Returns what a stay's bill says.
    pub fn of_stay(stay: &StayFacts) -> Self {
        let outlets = [(ROOM, stay.room), (FOOD, stay.food), (OTHER, stay.other)];
        Self {
            on: stay.departure,
            channel: Some(stay.channel.clone()),
            outlets: outlets.map(|(code, sum)| (code.to_owned(), sum)).to_vec(),
        }
    }

    /// Returns one outlet's bill.
    pub fn of_bill(outlet: &str, sum: Minor, on: BusinessDate) -> Self {
        Self { on, channel: None, outlets: vec![(outlet.to_owned(), sum)] }
    }
}

/// Returns how many points `stay` earns for a member of `tier`, and from what.
///
/// Units: `minor_digits` of the hotel's currency. Only whole major units count, and only whole points are given.
///
/// Errors: [`LoyaltyRefusal::StayNotDeparted`], [`LoyaltyRefusal::StayTooOld`], and those of [`earned`].
pub fn stay_earned(
    programme: &Programme,
    tier: Tier,
    stay: &StayFacts,
    so_far: EarnedSoFar,
    (minor_digits, today): (u32, BusinessDate),
) -> Result<(Points, Basis), LoyaltyRefusal> {
    let late_days = programme.earning.late_days;
    if !stay.departed {
        return Err(LoyaltyRefusal::StayNotDeparted);
    }
    if today.days_since(stay.departure) > i64::from(late_days) {
        return Err(LoyaltyRefusal::StayTooOld { days: late_days });
    }
    earned(programme, tier, &Spend::of_stay(stay), so_far, minor_digits)
}

/// Returns how many points `spend` earns for a member of `tier`, and from what.
///
/// Errors: [`LoyaltyRefusal::ChannelExcluded`], [`LoyaltyRefusal::NothingToEarn`], [`LoyaltyRefusal::CapReached`].
pub fn earned(
    programme: &Programme,
    tier: Tier,
    spend: &Spend,
    so_far: EarnedSoFar,
    minor_digits: u32,
) -> Result<(Points, Basis), LoyaltyRefusal> {
    let earning = &programme.earning;
    if spend.channel.as_ref().is_some_and(|channel| lists(&earning.excluded_channels, channel)) {
        return Err(LoyaltyRefusal::ChannelExcluded);
    }
    let shares = shares(earning, spend);
    let eligible = weighed(&shares, |_| true);
    let multiplier_percent = programme.rule(tier).map_or(100, |rule| rule.multiplier_percent);
    let by_tier = major(eligible, minor_digits) * i128::from(multiplier_percent) / 100;
    let promotions = promotions(earning, tier, spend, &shares, minor_digits);
    let more: i128 = promotions.iter().map(|applied| i128::from(applied.points.count())).sum();
    let uncapped = (by_tier + more).clamp(0, i128::from(POINTS_MAX));
    if uncapped == 0 {
        return Err(LoyaltyRefusal::NothingToEarn);
    }
    let (points, capped) = cut(earning, i64::try_from(uncapped).unwrap_or(POINTS_MAX), so_far);
    if points == Points::ZERO {
        return Err(LoyaltyRefusal::CapReached);
    }
    let basis = Basis {
        eligible_minor: Minor::new(i64::try_from(eligible).unwrap_or_default()).unwrap_or_default(),
        multiplier_percent,
        programme: programme.version,
        on: Some(spend.on),
        tier: Some(tier),
        outlets: shares,
        promotions,
        capped,
        foreign: None,
    };
    Ok((points, basis))
}

/// Returns the outlets where something was spent that earns.
fn shares(earning: &Earning, spend: &Spend) -> Vec<OutletShare> {
    let share = |(outlet, sum): &(String, Minor)| {
        let percent = earning.percent(outlet);
        let counts = percent > 0 && *sum != Minor::ZERO;
        counts.then(|| OutletShare { outlet: outlet.clone(), spend_minor: *sum, percent })
    };
    spend.outlets.iter().filter_map(share).collect()
}

/// Returns what counts of the outlets that `counts` names, in minor units, each by its percentage.
fn weighed(shares: &[OutletShare], counts: impl Fn(&OutletShare) -> bool) -> i128 {
    let hundredths = |share: &OutletShare| i128::from(share.spend_minor.minor()) * i128::from(share.percent);
    shares.iter().filter(|share| counts(share)).map(hundredths).sum::<i128>() / 100
}

fn major(minor: i128, minor_digits: u32) -> i128 {
    minor.max(0) / 10_i128.pow(minor_digits)
}

fn promotions(earning: &Earning, tier: Tier, spend: &Spend, shares: &[OutletShare], minor_digits: u32) -> Vec<Applied> {
    let applied = |promotion: &Promotion| {
        let its = |share: &OutletShare| promotion.outlets.is_empty() || promotion.outlets.contains(&share.outlet);
        let spent: i128 = shares.iter().filter(|share| its(share)).map(|share| i128::from(share.spend_minor.minor())).sum();
        if !holds(promotion, tier, spend) || spent <= 0 || spent < i128::from(promotion.min_spend_minor.minor()) {
            return None;
        }
        let base = major(weighed(shares, its), minor_digits);
        let points = match promotion.effect {
            PromotionEffect::Multiplier(percent) => base * i128::from(percent.saturating_sub(100)) / 100,
            PromotionEffect::Bonus(points) => i128::from(points.count()),
        };
        let points = Points::new(i64::try_from(points.min(i128::from(POINTS_MAX))).unwrap_or(POINTS_MAX))?;
        (points > Points::ZERO).then(|| Applied { words: promotion.words.clone(), effect: promotion.effect, points })
    };
    earning.promotions.iter().filter_map(applied).collect()
}

/// Returns whether a promotion is for this day, tier and channel.
fn holds(promotion: &Promotion, tier: Tier, spend: &Spend) -> bool {
    let channel = |channel: &String| lists(&promotion.channels, channel);
    (promotion.from..=promotion.until).contains(&spend.on)
        && (promotion.tiers.is_empty() || promotion.tiers.contains(&tier))
        && (promotion.channels.is_empty() || spend.channel.as_ref().is_some_and(channel))
}

fn lists(channels: &[String], channel: &str) -> bool {
    let channel = channel.trim().to_lowercase();
    channels.iter().any(|one| one.trim().to_lowercase() == channel)
}

/// Returns what the caps leave of `points`, and which of them took the most.
fn cut(earning: &Earning, points: i64, so_far: EarnedSoFar) -> (Points, Option<Capped>) {
    let caps = earning.caps;
    let all = [
        (CapKind::Stay, caps.per_stay, 0),
        (CapKind::Day, caps.per_day, so_far.day),
        (CapKind::Month, caps.per_month, so_far.month),
        (CapKind::Year, caps.per_year, so_far.year),
    ];
    let mut left = points;
    let mut by = None;
    for (kind, cap, before) in all {
        let Some(cap) = cap else { continue };
        let room = (cap.count() - before).max(0);
        if room < left {
            left = room;
            by = Some(kind);
        }
    }
    let whole = |count: i64| Points::new(count).unwrap_or_default();
    (whole(left), by.map(|by| Capped { by, lost: whole(points - left) }))
}

#[cfg(test)]
#[path = "earning_tests.rs"]
mod tests;
