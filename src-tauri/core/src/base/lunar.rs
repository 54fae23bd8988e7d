//! The lunar calendar (农历), from ICU's tables; never computed in the window, whose own calendar is wrong in 2027 and 2030.

use chrono::Datelike;
use icu_calendar::{Date, cal::ChineseTraditional};
use serde::{Deserialize, Serialize};

use super::time::BusinessDate;

/// A day of the lunar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LunarDay {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 30.
    pub day: u8,
    /// A leap month (闰).
    pub leap: bool,
}

/// Returns the lunar day of a calendar date; `None` beyond what the calendar covers.
pub fn lunar_day(date: BusinessDate) -> Option<LunarDay> {
    let date = date.date();
    let month = u8::try_from(date.month()).ok()?;
    let day = u8::try_from(date.day()).ok()?;
    let lunar = Date::try_new_iso(date.year(), month, day).ok()?.to_calendar(ChineseTraditional::new());
    let code = lunar.month();
    Some(LunarDay { month: code.number(), day: lunar.day_of_month().0, leap: code.to_input().is_leap() })
}

/// Returns the next date, from `today` on, on which the lunar day of `born` comes round: in a leap month's absence and on
/// a 30th that a short month lacks, the day before it ends counts.
pub fn next_lunar_birthday(born: BusinessDate, today: BusinessDate) -> Option<BusinessDate> {
    let wanted = lunar_day(born)?;
    (0..400).map(|days| today.plus_days(days)).find(|date| {
        lunar_day(*date).is_some_and(|day| {
            !day.leap
                && day.month == wanted.month
                && (day.day == wanted.day
                    || (wanted.day == 30 && day.day == 29 && lunar_day(date.plus_days(1)).is_some_and(|next| next.day == 1)))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a date")
    }

    #[test]
    fn lunar_days_agree_with_the_almanac() {
        // Hong Kong Observatory, Gregorian-lunar conversion tables.
        let cases = [
            ("2026-02-17", (1, 1, false)),
            ("2027-02-06", (1, 1, false)),
            ("2030-02-03", (1, 1, false)),
            ("2033-12-22", (11, 1, true)),
            ("2025-07-25", (6, 1, true)),
        ];
        for (date, (month, of_month, leap)) in cases {
            assert_eq!(lunar_day(day(date)), Some(LunarDay { month, day: of_month, leap }), "{date}");
        }
    }

    #[test]
    fn a_lunar_birthday_comes_round_on_another_date_each_year() {
        let next = next_lunar_birthday(day("1974-07-24"), day("2026-07-10")).expect("it comes every year");
        assert_eq!(
            lunar_day(next).map(|found| (found.month, found.day)),
            lunar_day(day("1974-07-24")).map(|born| (born.month, born.day))
        );
    }
}
