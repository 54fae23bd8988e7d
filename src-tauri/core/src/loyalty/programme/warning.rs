//! 到期提醒: the days on which a member is told what expires, and where points stand among them.

use serde::{Deserialize, Serialize};

use super::Programme;
use crate::base::time::BusinessDate;

/// Where points that end on one day stand among the programme's warning dates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Warned {
    /// So many days ahead of their last day was the latest warning that has come; none where the first is yet to come.
    pub days: Option<u32>,
    /// Its date.
    pub on: Option<BusinessDate>,
    /// The date of the next; none where every one has come.
    pub next_on: Option<BusinessDate>,
}

impl Programme {
    /// Returns how many days ahead members are told, the earliest warning first.
    pub fn warnings(&self) -> impl Iterator<Item = u32> {
        std::iter::once(self.warn_days).chain(self.warn_again.iter().copied())
    }

    /// Returns where points whose last day is `ends` stand on `today`.
    pub fn warned(&self, ends: BusinessDate, today: BusinessDate) -> Warned {
        let left = ends.days_since(today);
        let at = |days: u32| ends.plus_days(-i64::from(days));
        let come = self.warnings().filter(|days| i64::from(*days) >= left).last();
        let next = self.warnings().find(|days| i64::from(*days) < left);
        Warned { days: come, on: come.map(at), next_on: next.map(at) }
    }

    /// Returns the last days of the points that are warned of on `day`.
    pub fn last_days_warned_of(&self, day: BusinessDate) -> Vec<BusinessDate> {
        self.warnings().map(|days| day.plus_days(i64::from(days))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a test's date")
    }

    #[test]
    fn points_stand_between_the_warning_that_came_and_the_next() {
        let rules = Programme { warn_days: 60, warn_again: vec![30, 7], ..Programme::standard(2) };
        let ends = day("2026-08-31");
        let check = |today: &str, days: Option<u32>, on: Option<&str>, next: Option<&str>, why: &str| {
            let expected = Warned { days, on: on.map(day), next_on: next.map(day) };
            assert_eq!(rules.warned(ends, day(today)), expected, "{today}: {why}");
        };
        check("2026-07-01", None, None, Some("2026-07-02"), "the first is tomorrow");
        check("2026-07-02", Some(60), Some("2026-07-02"), Some("2026-08-01"), "the first is today");
        check("2026-08-01", Some(30), Some("2026-08-01"), Some("2026-08-24"), "the second is today");
        check("2026-08-23", Some(30), Some("2026-08-01"), Some("2026-08-24"), "a day before the last");
        check("2026-08-31", Some(7), Some("2026-08-24"), None, "every one has come");
        check("2026-09-10", Some(7), Some("2026-08-24"), None, "past the last day no new one comes");
        let once = Programme { warn_days: 60, warn_again: Vec::new(), ..Programme::standard(2) };
        assert_eq!(once.warned(ends, day("2026-08-31")).days, Some(60), "a programme with one warning has that one");
        assert_eq!(rules.last_days_warned_of(day("2026-07-02")), ["2026-08-31", "2026-08-01", "2026-07-09"].map(day));
    }
}
