//! A version as it lies in the file. Versions are never rewritten: one that was kept before a rule was there reads as it was
//! meant, with what the house did then.

use serde_json::{Value, json};

use super::{FOOD, OTHER, Programme, ROOM};

/// The three percentages of a version from before outlets had names.
const OLD_PERCENTS: [(&str, &str); 3] = [(ROOM, "room_percent"), (FOOD, "food_percent"), (OTHER, "other_percent")];

/// Returns the rules that `text` keeps; none where it is no version of a programme.
pub fn read(text: &str) -> Option<Programme> {
    let mut kept: Value = serde_json::from_str(text).ok()?;
    name_outlets(kept.get_mut("earning")?)?;
    serde_json::from_value(kept).ok()
}

/// Gives the outlets their names. Whoever listed none earned by the three parts of a stay's bill.
fn name_outlets(earning: &mut Value) -> Option<()> {
    let earning = earning.as_object_mut()?;
    if earning.contains_key("outlets") {
        return Some(());
    }
    let mut outlets = Vec::with_capacity(OLD_PERCENTS.len());
    for (code, old) in OLD_PERCENTS {
        outlets.push(json!({ "code": code, "percent": earning.remove(old)? }));
    }
    earning.insert("outlets".to_owned(), Value::Array(outlets));
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::points::Points,
        loyalty::{
            Tier,
            programme::{Asks, BenefitPer, Caps, TierPeriod},
        },
    };

    /// A version as the first release kept it.
    const OLD: &str = r#"{
        "version": 3,
        "earning": {"room_percent": 100, "food_percent": 150, "other_percent": 50,
                    "excluded_channels": ["house use"], "late_days": 90},
        "valid_months": 24, "grace_days": 30, "tier_months": 24, "tier_kept_months": 12,
        "tiers": [
            {"tier": "base", "nights": 0, "spend_minor": 0, "multiplier_percent": 100, "benefits": []},
            {"tier": "gold", "nights": 15, "spend_minor": 1500000, "multiplier_percent": 125,
             "benefits": [{"code": "breakfast", "amount": 6}]}],
        "points_per_major": 10,
        "rewards": [{"code": "spa", "points": 4200, "stock": 3}]
    }"#;

    #[test]
    fn a_version_of_the_first_release_reads_as_it_was_meant() {
        let old = read(OLD).expect("it reads");
        let percents = [ROOM, FOOD, OTHER, "spa"].map(|outlet| old.earning.percent(outlet));
        assert_eq!(percents, [100, 150, 50, 0], "the parts of a bill keep their percentages, and nothing else earned");
        assert_eq!((old.version, old.earning.caps, old.earning.promotions.len()), (3, Caps::default(), 0), "nothing was capped");
        assert!(!old.activity_extends && !old.soft_landing, "no lot was extended, no tier landed softly");
        assert_eq!((old.warn_days, old.tier_period), (60, TierPeriod::Rolling));
        assert!(old.warn_again.is_empty(), "members were told once");
        assert_eq!(old.second_person_above, Points::new(2_000).expect("a test's points"));
        let gold = old.rule(Tier::Gold).expect("gold is there");
        assert_eq!((gold.asks, gold.stays, gold.benefits[0].per), (Asks::Either, 0, BenefitPer::None));
        assert_eq!((old.rewards[0].valid_days, old.rewards[0].words.as_str()), (90, ""));
    }

    #[test]
    fn a_version_of_today_reads_as_it_was_kept() {
        let standard = Programme::standard(2);
        let kept = serde_json::to_string(&standard).expect("it serialises");
        assert_eq!(read(&kept), Some(standard));
    }

    #[test]
    fn a_version_with_one_number_of_days_warns_once_by_that_number() {
        let text = OLD.replace(r#""grace_days": 30"#, r#""warn_days": 45, "grace_days": 30"#);
        let one = read(&text).expect("it reads");
        assert_eq!(one.warnings().collect::<Vec<_>>(), [45]);
    }

    #[test]
    fn what_is_no_version_is_none() {
        for (text, why) in [
            ("", "nothing"),
            ("{}", "no earning"),
            (r#"{"earning": {}}"#, "neither outlets nor percentages"),
            (r#"{"earning": {"outlets": []}}"#, "no tiers"),
        ] {
            assert_eq!(read(text), None, "{why}");
        }
    }
}
