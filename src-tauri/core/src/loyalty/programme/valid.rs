//! Which rules a version may hold: everything has its bounds, and what contradicts itself is refused by the field's name.

use std::collections::BTreeSet;

use super::{Benefit, Caps, Earning, Programme, Promotion, PromotionEffect, Reward, TierPeriod, TierRule};
use crate::{
    base::{error::Refusal, points::Points, text},
    loyalty::Tier,
};

/// The most that an outlet earns: 50 points a major unit.
pub const PERCENT_MAX: u32 = 5_000;
/// The highest multiplier of a tier or a promotion, in hundredths.
pub const TIMES_MAX: u32 = 1_000;
/// The longest span of months that a rule names.
pub const MONTHS_MAX: u32 = 120;
/// The longest span of days that a rule names.
pub const DAYS_MAX: u32 = 3_660;
/// Most warnings of what expires.
pub const WARNINGS_MAX: usize = 5;
/// Most outlets, channels, promotions, rewards or benefits of one version.
pub const LISTED_MAX: usize = 60;
/// Longest name of an outlet, a channel, a code, in characters.
pub const NAME_MAX: usize = 40;
/// Longest words of a promotion, a reward, a benefit, in characters.
pub const WORDS_MAX: usize = 60;
/// The most nights or stays that a tier asks for, and the most times of a benefit.
pub const COUNT_MAX: u32 = 10_000;

/// Why a version is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProgrammeRefusal {
    /// A rule is out of bounds or contradicts another.
    BadRule {
        /// Which: the word of `programmeField.<field>`.
        field: &'static str,
        /// Of what: an outlet, a tier, the words of a promotion; empty where there is one only.
        of: String,
    },
    /// A version that begins before today would change what was posted by then.
    BeginsInPast,
}

impl Refusal for ProgrammeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::BadRule { .. } => "bad_programme",
            Self::BeginsInPast => "programme_in_past",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::BadRule { field, of } => vec![("field", (*field).to_owned()), ("of", of.clone())],
            Self::BeginsInPast => Vec::new(),
        }
    }
}

type Checked = Result<(), ProgrammeRefusal>;

/// Holds `good`, or refuses the field.
fn hold(good: bool, field: &'static str, of: &str) -> Checked {
    if good { Ok(()) } else { Err(ProgrammeRefusal::BadRule { field, of: of.to_owned() }) }
}

/// Returns whether the rules may stand as a version.
///
/// Errors: [`ProgrammeRefusal::BadRule`] naming the first field that may not.
pub fn check(rules: &Programme) -> Checked {
    earning(&rules.earning)?;
    hold((1..=MONTHS_MAX).contains(&rules.valid_months), "valid_months", "")?;
    warnings(rules)?;
    hold(rules.grace_days <= DAYS_MAX, "grace_days", "")?;
    let months_from = if rules.tier_period == TierPeriod::Rolling { 1 } else { 0 };
    hold((months_from..=MONTHS_MAX).contains(&rules.tier_months), "tier_months", "")?;
    hold(rules.tier_kept_months <= MONTHS_MAX, "tier_kept_months", "")?;
    tiers(&rules.tiers)?;
    hold((1..=1_000_000).contains(&rules.points_per_major), "points_per_major", "")?;
    hold(rules.second_person_above >= Points::ZERO, "second_person_above", "")?;
    hold(rules.referral_points >= Points::ZERO, "referral_points", "")?;
    let pending = rules.pending;
    for days in [pending.stay_days, pending.bill_days, pending.event_days, pending.referral_days] {
        hold(days <= DAYS_MAX, "pending", "")?;
    }
    rewards(&rules.rewards)
}

/// Each warning is nearer to the last day than the one before: two of one day would be one.
fn warnings(rules: &Programme) -> Checked {
    hold(rules.warn_days <= DAYS_MAX && rules.warn_again.len() < WARNINGS_MAX, "warn_days", "")?;
    let days: Vec<u32> = rules.warnings().collect();
    days.windows(2).try_for_each(|two| hold(two[0] > two[1], "warn_days", &two[1].to_string()))
}

fn earning(earning: &Earning) -> Checked {
    let codes: Vec<&str> = earning.outlets.iter().map(|outlet| outlet.code.as_str()).collect();
    names(&codes, "outlets")?;
    for outlet in &earning.outlets {
        hold(!outlet.code.contains(':') && outlet.percent <= PERCENT_MAX, "outlets", &outlet.code)?;
    }
    let currencies: Vec<&str> = earning.currencies.iter().map(|currency| currency.code.as_str()).collect();
    names(&currencies, "currencies")?;
    for currency in &earning.currencies {
        let iso = currency.code.len() == 3 && currency.code.bytes().all(|letter| letter.is_ascii_uppercase());
        hold(iso && (1..=10_000_000).contains(&currency.percent), "currencies", &currency.code)?;
    }
    let channels: Vec<&str> = earning.excluded_channels.iter().map(String::as_str).collect();
    names(&channels, "excluded_channels")?;
    hold(earning.late_days <= DAYS_MAX, "late_days", "")?;
    caps(earning.caps)?;
    let words: Vec<&str> = earning.promotions.iter().map(|promotion| promotion.words.as_str()).collect();
    named(&words, "promotions", WORDS_MAX)?;
    earning.promotions.iter().try_for_each(|one| promotion(one, &codes))
}

/// A cap of a longer time that is lower than a shorter one's says nothing wrong: it is the one that holds.
fn caps(caps: Caps) -> Checked {
    let all = [(caps.per_stay, "stay"), (caps.per_day, "day"), (caps.per_month, "month"), (caps.per_year, "year")];
    all.into_iter().try_for_each(|(cap, of)| hold(cap.is_none_or(|points| points >= Points::ZERO), "caps", of))
}

fn promotion(promotion: &Promotion, outlets: &[&str]) -> Checked {
    let of = promotion.words.as_str();
    hold(promotion.from <= promotion.until, "promotion_dates", of)?;
    hold(promotion.outlets.iter().all(|outlet| outlets.contains(&outlet.as_str())), "promotion_outlets", of)?;
    hold(promotion.outlets.len() <= LISTED_MAX && promotion.tiers.len() <= Tier::ALL.len(), "promotion_outlets", of)?;
    let channels: Vec<&str> = promotion.channels.iter().map(String::as_str).collect();
    names(&channels, "promotion_channels")?;
    hold(promotion.min_spend_minor.minor() >= 0, "promotion_spend", of)?;
    let good = match promotion.effect {
        PromotionEffect::Multiplier(percent) => (101..=TIMES_MAX).contains(&percent),
        PromotionEffect::Bonus(points) => (1..=1_000_000).contains(&points.count()),
    };
    hold(good, "promotion_effect", of)
}

fn tiers(tiers: &[TierRule]) -> Checked {
    let base = tiers.first().filter(|rule| rule.tier == Tier::Base);
    let open = base.is_some_and(|rule| rule.nights == 0 && rule.stays == 0 && rule.spend_minor.minor() == 0);
    hold(open, "tiers", Tier::Base.word())?;
    for rule in tiers {
        let of = rule.tier.word();
        hold(rule.nights <= COUNT_MAX && rule.stays <= COUNT_MAX && rule.spend_minor.minor() >= 0, "tier_asks", of)?;
        hold((100..=TIMES_MAX).contains(&rule.multiplier_percent), "tier_multiplier", of)?;
        let codes: Vec<&str> = rule.benefits.iter().map(|benefit| benefit.code.as_str()).collect();
        names(&codes, "benefits")?;
        rule.benefits.iter().try_for_each(|one| benefit(one, of))?;
    }
    for pair in tiers.windows(2) {
        let [lower, higher] = pair else { continue };
        hold(lower.tier < higher.tier, "tiers", higher.tier.word())?;
        hold(asks_more(lower, higher), "tier_asks", higher.tier.word())?;
        hold(lower.multiplier_percent <= higher.multiplier_percent, "tier_multiplier", higher.tier.word())?;
    }
    Ok(())
}

/// Returns whether `higher` asks for something, and of what both ask for not less than `lower`.
fn asks_more(lower: &TierRule, higher: &TierRule) -> bool {
    let asked = |rule: &TierRule| [i64::from(rule.nights), i64::from(rule.stays), rule.spend_minor.minor()];
    let (low, high) = (asked(lower), asked(higher));
    high.iter().any(|threshold| *threshold > 0) && low.iter().zip(high).all(|(low, high)| high == 0 || high >= *low)
}

fn benefit(benefit: &Benefit, tier: &str) -> Checked {
    let of = if benefit.words.is_empty() { benefit.code.as_str() } else { benefit.words.as_str() };
    hold(benefit.amount.is_none_or(|amount| amount <= COUNT_MAX), "benefits", of)?;
    hold(benefit.cost_minor.minor() >= 0, "benefits", of)?;
    hold(said(&benefit.words, WORDS_MAX), "benefits", tier)
}

fn rewards(rewards: &[Reward]) -> Checked {
    let codes: Vec<&str> = rewards.iter().map(|reward| reward.code.as_str()).collect();
    names(&codes, "rewards")?;
    for reward in rewards {
        let of = if reward.words.is_empty() { reward.code.as_str() } else { reward.words.as_str() };
        hold(said(&reward.words, WORDS_MAX), "rewards", &reward.code)?;
        hold((1..=10_000_000).contains(&reward.points.count()), "reward_points", of)?;
        hold((1..=DAYS_MAX).contains(&reward.valid_days), "reward_days", of)?;
        hold(reward.cost_minor.minor() >= 0, "reward_cost", of)?;
    }
    Ok(())
}

fn names(list: &[&str], field: &'static str) -> Checked {
    named(list, field, NAME_MAX)
}

/// Holds that each of the list says something, is no longer than `max` and stands there once.
fn named(list: &[&str], field: &'static str, max: usize) -> Checked {
    hold(list.len() <= LISTED_MAX, field, "")?;
    let mut seen = BTreeSet::new();
    for name in list {
        let shown: String = name.chars().take(max).collect();
        hold(!name.trim().is_empty() && said(name, max), field, &shown)?;
        hold(seen.insert(name.trim().to_lowercase()), field, &shown)?;
    }
    Ok(())
}

fn said(words: &str, max: usize) -> bool {
    text::optional("words", words, max).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{money::Minor, time::BusinessDate},
        loyalty::programme::{ForeignCurrency, Outlet},
    };

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a test's date")
    }

    fn points(count: i64) -> Points {
        Points::new(count).expect("a test's points")
    }

    fn doubled(from: &str, until: &str) -> Promotion {
        Promotion {
            words: "会员日 双倍".to_owned(),
            from: day(from),
            until: day(until),
            outlets: Vec::new(),
            channels: Vec::new(),
            tiers: Vec::new(),
            min_spend_minor: Minor::ZERO,
            effect: PromotionEffect::Multiplier(200),
        }
    }

    type Edit = fn(&mut Programme);

    #[test]
    fn a_rule_out_of_bounds_is_refused_by_its_name() {
        let refused: &[(&str, Edit)] = &[
            ("outlets", |rules| rules.earning.outlets[0].percent = PERCENT_MAX + 1),
            ("outlets", |rules| rules.earning.outlets.push(Outlet { code: "room".to_owned(), percent: 1 })),
            ("outlets", |rules| rules.earning.outlets.push(Outlet { code: "a:b".to_owned(), percent: 1 })),
            ("outlets", |rules| rules.earning.outlets[0].code = " ".to_owned()),
            ("currencies", |rules| rules.earning.currencies = vec![ForeignCurrency { code: "usd".to_owned(), percent: 700 }]),
            ("currencies", |rules| rules.earning.currencies = vec![ForeignCurrency { code: "USD".to_owned(), percent: 0 }]),
            ("excluded_channels", |rules| rules.earning.excluded_channels.push(String::new())),
            ("late_days", |rules| rules.earning.late_days = DAYS_MAX + 1),
            ("caps", |rules| rules.earning.caps.per_month = Some(points(-1))),
            ("promotion_dates", |rules| rules.earning.promotions = vec![doubled("2026-07-02", "2026-07-01")]),
            ("promotions", |rules| rules.earning.promotions = vec![doubled("2026-07-01", "2026-07-01"); 2]),
            ("promotion_outlets", |rules| {
                rules.earning.promotions =
                    vec![Promotion { outlets: vec!["bar".to_owned()], ..doubled("2026-07-01", "2026-07-01") }];
            }),
            ("promotion_effect", |rules| {
                let effect = PromotionEffect::Multiplier(100);
                rules.earning.promotions = vec![Promotion { effect, ..doubled("2026-07-01", "2026-07-01") }];
            }),
            ("promotion_effect", |rules| {
                let effect = PromotionEffect::Bonus(points(0));
                rules.earning.promotions = vec![Promotion { effect, ..doubled("2026-07-01", "2026-07-01") }];
            }),
            ("valid_months", |rules| rules.valid_months = 0),
            ("warn_days", |rules| rules.warn_days = DAYS_MAX + 1),
            ("warn_days", |rules| rules.warn_again = vec![30, 30]),
            ("warn_days", |rules| rules.warn_again = vec![7, 30]),
            ("warn_days", |rules| rules.warn_again = vec![60]),
            ("warn_days", |rules| rules.warn_again = vec![40, 30, 20, 10, 5]),
            ("grace_days", |rules| rules.grace_days = DAYS_MAX + 1),
            ("tier_months", |rules| rules.tier_months = 0),
            ("tier_kept_months", |rules| rules.tier_kept_months = MONTHS_MAX + 1),
            ("tiers", |rules| rules.tiers.swap(1, 2)),
            ("tiers", |rules| rules.tiers.clear()),
            ("tiers", |rules| rules.tiers[0].nights = 1),
            ("tier_asks", |rules| rules.tiers[2].nights = 5),
            ("tier_asks", |rules| {
                rules.tiers[3].nights = 0;
                rules.tiers[3].spend_minor = Minor::ZERO;
            }),
            ("tier_multiplier", |rules| rules.tiers[1].multiplier_percent = 99),
            ("tier_multiplier", |rules| rules.tiers[1].multiplier_percent = 200),
            ("points_per_major", |rules| rules.points_per_major = 0),
            ("second_person_above", |rules| rules.second_person_above = points(-1)),
            ("rewards", |rules| rules.rewards[1].code = "breakfast".to_owned()),
            ("reward_points", |rules| rules.rewards[0].points = Points::ZERO),
            ("reward_days", |rules| rules.rewards[0].valid_days = 0),
            ("benefits", |rules| rules.tiers[2].benefits[0].words = "4111 1111 1111 1111".to_owned()),
        ];
        for (field, edit) in refused {
            let mut rules = Programme::standard(2);
            edit(&mut rules);
            let found = check(&rules);
            assert!(
                matches!(&found, Err(ProgrammeRefusal::BadRule { field: named, .. }) if named == field),
                "{field}: {found:?}"
            );
        }
    }

    #[test]
    fn what_contradicts_nothing_stands() {
        let good: &[(&str, Edit)] = &[
            ("the rules that Lobby comes with", |_| {}),
            ("a member who is told once", |rules| rules.warn_again.clear()),
            ("five warnings, the last on the last day", |rules| rules.warn_again = vec![30, 14, 7, 0]),
            ("an outlet that earns nothing", |rules| rules.earning.outlets[0].percent = 0),
            ("a cap of nothing", |rules| rules.earning.caps.per_day = Some(Points::ZERO)),
            ("a promotion of one day", |rules| rules.earning.promotions = vec![doubled("2026-07-01", "2026-07-01")]),
            ("a calendar year has no months", |rules| {
                rules.tier_period = TierPeriod::CalendarYear;
                rules.tier_months = 0;
            }),
            ("a tier that only asks for stays", |rules| {
                rules.tiers.truncate(2);
                rules.tiers[1].nights = 0;
                rules.tiers[1].spend_minor = Minor::ZERO;
                rules.tiers[1].stays = 3;
            }),
        ];
        for (why, edit) in good {
            let mut rules = Programme::standard(2);
            edit(&mut rules);
            assert_eq!(check(&rules), Ok(()), "{why}");
        }
    }
}
