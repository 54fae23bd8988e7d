//! Which tier a member has, as pure functions: over which time stays count, what they reach, what a review makes of it.

use crate::{
    base::{money::Minor, time::BusinessDate},
    loyalty::{
        Tier,
        programme::{Asks, Programme, TierPeriod, TierRule},
    },
};

/// Nights, stays and spend that count for a tier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// Nights of departed stays.
    pub nights: u32,
    /// The stays.
    pub stays: u32,
    /// Their spend.
    pub spend: Minor,
}

/// Days whose departures count: after the first, until the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The day before the first that counts.
    pub after: BusinessDate,
    /// The last that counts.
    pub until: BusinessDate,
}

impl Window {
    /// Returns whether a departure on `date` counts.
    pub fn holds(self, date: BusinessDate) -> bool {
        date > self.after && date <= self.until
    }
}

/// An automatic tier and since when it is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub tier: Tier,
    /// The day of the review that gave it.
    pub since: BusinessDate,
}

/// Returns whose departures count on `on`, and for a calendar year also the last full one, in which what was reached is kept.
pub fn windows(programme: &Programme, on: BusinessDate) -> (Window, Option<Window>) {
    match programme.tier_period {
        TierPeriod::Rolling => {
            let months = i32::try_from(programme.tier_months).unwrap_or(i32::MAX);
            (Window { after: on.plus_months(-months), until: on }, None)
        }
        TierPeriod::CalendarYear => {
            let last_day = on.year().0.plus_days(-1);
            let before = Window { after: last_day.year().0.plus_days(-1), until: last_day };
            (Window { after: last_day, until: on }, Some(before))
        }
    }
}

/// Returns the highest tier that `standing` reaches.
pub fn reached(programme: &Programme, standing: Standing) -> Tier {
    programme.tiers.iter().filter(|rule| reaches(rule, standing)).map(|rule| rule.tier).max().unwrap_or(Tier::Base)
}

/// Whoever asks for nothing is reached by everybody.
fn reaches(rule: &TierRule, standing: Standing) -> bool {
    let asked = [
        (i64::from(rule.nights), i64::from(standing.nights)),
        (i64::from(rule.stays), i64::from(standing.stays)),
        (rule.spend_minor.minor(), standing.spend.minor()),
    ];
    let mut set = asked.into_iter().filter(|(asks, _)| *asks > 0).peekable();
    if set.peek().is_none() {
        return true;
    }
    match rule.asks {
        Asks::Either => set.any(|(asks, has)| has >= asks),
        Asks::All => set.all(|(asks, has)| has >= asks),
    }
}

/// Returns the automatic tier after a review on `on`: up at once, down only when the tier was kept for the programme's
/// months, by one at a time where it lands softly. A review of a day before the last one changes nothing.
pub fn reviewed(programme: &Programme, held: Held, reached: Tier, on: BusinessDate) -> Held {
    if on < held.since || reached == held.tier {
        return held;
    }
    if reached > held.tier {
        return Held { tier: reached, since: on };
    }
    let kept_until = held.since.plus_months(i32::try_from(programme.tier_kept_months).unwrap_or(i32::MAX));
    // Two reviews of one day are one: nobody falls twice in it.
    if on < kept_until || on == held.since {
        return held;
    }
    let tier = if programme.soft_landing { one_below(programme, held.tier).max(reached) } else { reached };
    Held { tier, since: on }
}

fn one_below(programme: &Programme, tier: Tier) -> Tier {
    programme.tiers.iter().map(|rule| rule.tier).filter(|lower| *lower < tier).max().unwrap_or(Tier::Base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a test's date")
    }

    fn standing(nights: u32, stays: u32, spend: i64) -> Standing {
        Standing { nights, stays, spend: Minor::new(spend).expect("a test's sum") }
    }

    #[test]
    fn a_tier_is_reached_by_any_threshold_that_it_sets() {
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
            assert_eq!(reached(&programme, standing(nights, 99, spend)), expected, "{why}");
        }
    }

    /// Nights, stays, spend and how many of them of the second tier, then what the guest has, and whether it is reached.
    type Asking<'a> = ((u32, u32, i64), Asks, (u32, u32, i64), bool, &'a str);

    #[test]
    fn a_tier_may_ask_for_all_of_its_thresholds_and_for_stays() {
        let cases: &[Asking<'_>] = &[
            ((10, 4, 500_000), Asks::Either, (9, 4, 0), true, "by stays"),
            ((10, 4, 500_000), Asks::Either, (9, 3, 499_999), false, "by none"),
            ((10, 4, 500_000), Asks::All, (10, 4, 500_000), true, "all three"),
            ((10, 4, 500_000), Asks::All, (10, 4, 499_999), false, "a fen short"),
            ((10, 4, 500_000), Asks::All, (99, 3, 9_999_999), false, "one stay short"),
            ((0, 4, 0), Asks::Either, (99, 3, 9_999_999), false, "nights are not asked for"),
            ((0, 4, 0), Asks::All, (0, 4, 0), true, "stays alone"),
            ((0, 0, 500_000), Asks::Either, (0, 0, 0), false, "nights that are not asked for are not reached by none"),
        ];
        for ((nights, stays, spend), asks, has, expected, why) in cases {
            let mut programme = Programme::standard(2);
            programme.tiers.truncate(2);
            let silver = &mut programme.tiers[1];
            (silver.nights, silver.stays, silver.asks) = (*nights, *stays, *asks);
            silver.spend_minor = Minor::new(*spend).expect("a test's sum");
            let tier = reached(&programme, standing(has.0, has.1, has.2));
            assert_eq!(tier == Tier::Silver, *expected, "{why}");
        }
    }

    #[test]
    fn stays_count_in_the_months_before_or_in_the_calendar_year() {
        let mut programme = Programme::standard(2);
        programme.tier_months = 12;
        let (rolling, none) = windows(&programme, day("2026-07-14"));
        let counted = ["2025-07-14", "2025-07-15", "2026-07-14", "2026-07-15"].map(|date| rolling.holds(day(date)));
        assert_eq!((counted, none), ([false, true, true, false], None), "twelve months, today among them");
        programme.tier_period = TierPeriod::CalendarYear;
        let (this, last) = windows(&programme, day("2026-07-14"));
        let last = last.expect("the last full year");
        let dates = ["2024-12-31", "2025-01-01", "2025-12-31", "2026-01-01", "2026-07-14", "2026-07-15"].map(day);
        assert_eq!(dates.map(|date| this.holds(date)), [false, false, false, true, true, false], "this year so far");
        assert_eq!(dates.map(|date| last.holds(date)), [false, true, true, false, false, false], "the last full year");
    }

    /// Held tier and since when, what is reached, the day, then what comes of it.
    type Review<'a> = ((Tier, &'a str), Tier, &'a str, (Tier, &'a str), &'a str);

    #[test]
    fn a_review_lifts_at_once_and_lets_fall_after_the_months_that_a_tier_is_kept() {
        use Tier::{Base, Gold, Platinum, Silver};
        let hard: &[Review<'_>] = &[
            ((Gold, "2026-03-01"), Base, "2027-02-28", (Gold, "2026-03-01"), "kept for twelve months"),
            ((Gold, "2026-03-01"), Base, "2027-03-01", (Base, "2027-03-01"), "then it falls to what was reached"),
            ((Base, "2026-03-01"), Platinum, "2026-03-01", (Platinum, "2026-03-01"), "up at once, on the day of joining too"),
            ((Gold, "2026-03-01"), Gold, "2027-03-01", (Gold, "2026-03-01"), "who reaches it keeps it, since when it was"),
            ((Gold, "2026-03-01"), Platinum, "2026-02-28", (Gold, "2026-03-01"), "a run of an earlier day changes nothing"),
        ];
        let soft: &[Review<'_>] = &[
            ((Platinum, "2026-03-01"), Base, "2027-03-01", (Gold, "2027-03-01"), "one tier at a time"),
            ((Gold, "2027-03-01"), Base, "2027-03-01", (Gold, "2027-03-01"), "and not twice on one day"),
            ((Gold, "2027-03-01"), Base, "2028-02-29", (Gold, "2027-03-01"), "the next is kept as long"),
            ((Gold, "2027-03-01"), Base, "2028-03-01", (Silver, "2028-03-01"), "then it falls again"),
            ((Platinum, "2026-03-01"), Gold, "2027-03-01", (Gold, "2027-03-01"), "never below what was reached"),
        ];
        for (softly, cases) in [(false, hard), (true, soft)] {
            let mut programme = Programme::standard(2);
            programme.soft_landing = softly;
            for ((tier, since), reached, on, (after, from), why) in cases {
                let held = Held { tier: *tier, since: day(since) };
                let found = reviewed(&programme, held, *reached, day(on));
                assert_eq!((found.tier, found.since), (*after, day(from)), "{why}");
            }
        }
    }

    #[test]
    fn without_months_to_keep_a_soft_landing_still_takes_one_tier_a_day() {
        let mut programme = Programme::standard(2);
        (programme.soft_landing, programme.tier_kept_months) = (true, 0);
        let mut held = Held { tier: Tier::Platinum, since: day("2026-01-01") };
        for (on, expected) in [("2026-01-02", Tier::Gold), ("2026-01-02", Tier::Gold), ("2026-01-03", Tier::Silver)] {
            held = reviewed(&programme, held, Tier::Base, day(on));
            assert_eq!(held.tier, expected, "after {on}");
        }
    }
}
