//! Age and the next birthday, by either calendar. Pure.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::base::{
    lunar::{LunarDay, lunar_day, next_lunar_birthday},
    time::BusinessDate,
};

/// How far ahead a birthday is shown, in days.
pub const BIRTHDAY_WITHIN_DAYS: i64 = 14;

/// A birthday that comes up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Birthday {
    /// On which date.
    pub on: BusinessDate,
    /// In how many days; 0 is today.
    #[specta(type = f64)]
    pub in_days: i64,
    /// The guest keeps the lunar one (过农历).
    pub by_lunar: bool,
    /// The lunar day of that date, for the card.
    pub lunar: Option<LunarDay>,
    /// How old they become, where the year is known.
    pub turns: Option<u16>,
}

/// Returns full years at `today`, where the birth year is known.
pub fn age(born: Option<&str>, today: BusinessDate) -> Option<u16> {
    let born = NaiveDate::parse_from_str(born?, "%Y-%m-%d").ok()?;
    let years = today.date().years_since(born)?;
    u16::try_from(years).ok()
}

/// Returns the next birthday where it lies within [`BIRTHDAY_WITHIN_DAYS`]; one of 29 February is kept on the 28th.
pub fn birthday(born: Option<&str>, by_lunar: bool, today: BusinessDate) -> Option<Birthday> {
    let born = born?;
    let known = NaiveDate::parse_from_str(born, "%Y-%m-%d").ok();
    let on = match (by_lunar, known) {
        (true, Some(date)) => next_lunar_birthday(BusinessDate::new(date), today)?,
        _ => next_of(born.get(born.len().checked_sub(5)?..)?, today)?,
    };
    let in_days = on.days_since(today);
    (in_days <= BIRTHDAY_WITHIN_DAYS).then(|| Birthday {
        on,
        in_days,
        by_lunar,
        lunar: lunar_day(on),
        turns: known.and_then(|date| u16::try_from(on.date().year() - date.year()).ok()),
    })
}

fn next_of(month_day: &str, today: BusinessDate) -> Option<BusinessDate> {
    [today.date().year(), today.date().year() + 1].into_iter().find_map(|year| {
        let date = NaiveDate::parse_from_str(&format!("{year}-{month_day}"), "%Y-%m-%d")
            .or_else(|_| NaiveDate::parse_from_str(&format!("{year}-02-28"), "%Y-%m-%d"))
            .ok()?;
        (date >= today.date()).then(|| BusinessDate::new(date))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_shows_within_a_fortnight_and_not_before() {
        let today: BusinessDate = "2026-07-14".parse().expect("a date");
        let cases = [
            ("1974-07-19", Some(5)),
            ("--07-14", Some(0)),
            ("1974-07-28", Some(14)),
            ("1974-07-29", None),
            ("1974-07-13", None),
            ("broken", None),
        ];
        for (born, expected) in cases {
            assert_eq!(birthday(Some(born), false, today).map(|found| found.in_days), expected, "{born}");
        }
        assert_eq!(age(Some("1974-07-19"), today), Some(51), "not yet 52");
    }
}
