//! What is left of a benefit, as pure functions.

use super::{BenefitRefusal, BenefitStanding, COUNT_MAX};
use crate::{
    base::{money::Minor, time::BusinessDate},
    loyalty::programme::{Benefit, BenefitPer},
};

/// Months of a member's year.
const YEAR_MONTHS: i32 = 12;

/// How many of one benefit were used and given by hand, in a year or a stay; what was taken back is not among it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Spent {
    /// Which benefit.
    pub code: String,
    /// Used.
    pub used: u32,
    /// Given by hand.
    pub given: u32,
}

/// Returns the first and the last day of the year of membership in which `today` lies: years begin on the day of enrolment.
pub fn member_year(enrolled: BusinessDate, today: BusinessDate) -> (BusinessDate, BusinessDate) {
    let mut years = 0;
    while enrolled.plus_months((years + 1) * YEAR_MONTHS) <= today {
        years += 1;
    }
    (enrolled.plus_months(years * YEAR_MONTHS), enrolled.plus_months((years + 1) * YEAR_MONTHS).plus_days(-1))
}

/// Returns `count` where one line may carry it.
///
/// Errors: [`BenefitRefusal::BadCount`].
pub fn count(count: u32) -> Result<u32, BenefitRefusal> {
    if (1..=COUNT_MAX).contains(&count) { Ok(count) } else { Err(BenefitRefusal::BadCount) }
}

/// Returns how often the tier gives `benefit` by the year or the stay; none where nothing counts it.
///
/// With a stay it is given once, for the programme's amount is then an hour or a measure; in a year as often as its amount
/// says, once where it has none.
pub fn allowance(benefit: &Benefit) -> Option<u32> {
    match benefit.per {
        BenefitPer::Year => Some(benefit.amount.unwrap_or(1)),
        BenefitPer::Stay => Some(1),
        BenefitPer::None => None,
    }
}

/// Returns what using `benefit` so often costs the house.
pub fn cost(benefit: &Benefit, count: u32) -> Minor {
    Minor::new(benefit.cost_minor.minor().saturating_mul(i64::from(count))).unwrap_or_default()
}

/// Returns how `benefit` stands after what the year and the stay saw of it.
pub fn standing(benefit: &Benefit, of_tier: bool, year: &[Spent], stay: &[Spent]) -> BenefitStanding {
    let seen = if benefit.per == BenefitPer::Stay { stay } else { year };
    let spent = seen.iter().find(|spent| spent.code == benefit.code).cloned().unwrap_or_default();
    let by_tier = |times: u32| if of_tier { times } else { 0 };
    let of = allowance(benefit).map(|times| by_tier(times) + spent.given);
    BenefitStanding {
        code: benefit.code.clone(),
        words: benefit.words.clone(),
        amount: benefit.amount,
        per: benefit.per,
        of,
        used: spent.used,
        left: of.map(|of| of.saturating_sub(spent.used)),
    }
}

/// Returns the benefit `code`, of which `count` can be used.
///
/// Errors: [`BenefitRefusal::NotGiven`], [`BenefitRefusal::NeedsStay`], [`BenefitRefusal::UsedUp`].
pub fn usable<'b>(
    standing: &'b [BenefitStanding],
    code: &str,
    count: u32,
    in_stay: bool,
) -> Result<&'b BenefitStanding, BenefitRefusal> {
    let benefit = standing.iter().find(|benefit| benefit.code == code).ok_or(BenefitRefusal::NotGiven)?;
    if benefit.per == BenefitPer::Stay && !in_stay {
        return Err(BenefitRefusal::NeedsStay);
    }
    match (benefit.left, benefit.of) {
        (Some(left), Some(of)) if count > left => Err(BenefitRefusal::UsedUp { left, of }),
        _ => Ok(benefit),
    }
}

/// Returns nothing where no more of `code` was used than there is.
///
/// Errors: [`BenefitRefusal::UsedSince`].
pub fn none_owed(standing: &[BenefitStanding], code: &str) -> Result<(), BenefitRefusal> {
    let owed = |benefit: &BenefitStanding| benefit.code == code && benefit.of.is_some_and(|of| benefit.used > of);
    if standing.iter().any(owed) { Err(BenefitRefusal::UsedSince) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a test's date")
    }

    fn benefit(per: BenefitPer, amount: Option<u32>) -> Benefit {
        Benefit { code: "breakfast".to_owned(), words: String::new(), amount, per, cost_minor: Minor::ZERO }
    }

    fn spent(used: u32, given: u32) -> Vec<Spent> {
        vec![Spent { code: "breakfast".to_owned(), used, given }]
    }

    #[test]
    fn a_member_s_year_begins_on_the_day_of_enrolment() {
        for (enrolled, today, from, to) in [
            ("2023-11-05", "2026-07-14", "2025-11-05", "2026-11-04"),
            ("2023-11-05", "2023-11-05", "2023-11-05", "2024-11-04"),
            ("2023-11-05", "2024-11-04", "2023-11-05", "2024-11-04"),
            ("2023-11-05", "2024-11-05", "2024-11-05", "2025-11-04"),
            ("2024-02-29", "2025-02-28", "2025-02-28", "2026-02-27"),
            ("2024-02-29", "2028-02-29", "2028-02-29", "2029-02-27"),
            ("2026-07-14", "2026-07-01", "2026-07-14", "2027-07-13"),
        ] {
            let year = member_year(day(enrolled), day(today));
            assert_eq!(year, (day(from), day(to)), "{enrolled} on {today}");
        }
    }

    #[test]
    fn what_is_left_is_what_the_tier_gives_and_the_house_gave_less_what_was_used() {
        for (per, amount, of_tier, seen, of, left, why) in [
            (BenefitPer::Year, Some(6), true, spent(4, 0), Some(6), Some(2), "the design's own guest: 2 of 6"),
            (BenefitPer::Year, Some(6), true, spent(4, 3), Some(9), Some(5), "three more by hand"),
            (BenefitPer::Year, Some(2), true, spent(6, 0), Some(2), Some(0), "a lower tier since: never less than none"),
            (BenefitPer::Year, None, true, Vec::new(), Some(1), Some(1), "without a number it is one a year"),
            (BenefitPer::Stay, Some(14), true, Vec::new(), Some(1), Some(1), "two o'clock is an hour, not fourteen times"),
            (BenefitPer::Stay, Some(14), true, spent(1, 0), Some(1), Some(0), "once a stay"),
            (BenefitPer::None, Some(5), true, spent(40, 0), None, None, "five percent is not counted"),
            (BenefitPer::Year, Some(6), false, spent(0, 2), Some(2), Some(2), "given by hand to whom the tier gives none"),
        ] {
            let standing = standing(&benefit(per, amount), of_tier, &seen, &seen);
            assert_eq!((standing.of, standing.left), (of, left), "{why}");
        }
    }

    #[test]
    fn no_more_is_used_than_is_left() {
        let year = |used| vec![standing(&benefit(BenefitPer::Year, Some(2)), true, &spent(used, 0), &[])];
        assert!(usable(&year(0), "breakfast", 2, false).is_ok());
        assert_eq!(usable(&year(1), "breakfast", 2, false), Err(BenefitRefusal::UsedUp { left: 1, of: 2 }));
        assert_eq!(usable(&year(2), "breakfast", 1, false), Err(BenefitRefusal::UsedUp { left: 0, of: 2 }));
        assert_eq!(usable(&year(0), "upgrade", 1, false), Err(BenefitRefusal::NotGiven));
        let stay = vec![standing(&benefit(BenefitPer::Stay, Some(14)), true, &[], &[])];
        assert_eq!(usable(&stay, "breakfast", 1, false), Err(BenefitRefusal::NeedsStay), "nobody is here");
        assert!(usable(&stay, "breakfast", 1, true).is_ok());
        for (asked, fits) in [(0, false), (1, true), (COUNT_MAX, true), (COUNT_MAX + 1, false)] {
            assert_eq!(count(asked).is_ok(), fits, "{asked}");
        }
    }
}
