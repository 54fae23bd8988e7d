//! Birthdays kept by the lunar calendar: the same lunar month and day in another year.

use chrono::{Datelike, Days, NaiveDate};
use icu_calendar::{Date, cal::ChineseTraditional};

/// Month (1 to 12, a leap month under the number before it) and day of the lunar calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LunarDay {
    /// 1 to 12.
    pub month: u8,
    /// 1 to 30.
    pub day: u8,
}

/// Returns the lunar month and day of `date`, or `None` beyond the calendar's tables.
pub fn lunar_day(date: NaiveDate) -> Option<LunarDay> {
    let iso = Date::try_new_iso(date.year(), u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?).ok()?;
    let lunar = iso.to_calendar(ChineseTraditional::new());
    Some(LunarDay { month: lunar.month().number(), day: lunar.day_of_month().0 })
}

/// Returns a date of birth about `years` before `date` whose lunar birthday falls on `date`.
///
/// Some years have no thirtieth of a month; then it is the nearest earlier year that has one.
pub fn born_years_before(date: NaiveDate, years: i32) -> Option<NaiveDate> {
    let wanted = lunar_day(date)?;
    (years..years + 20).find_map(|back| {
        let first = NaiveDate::from_ymd_opt(date.year() - back, date.month(), 1)?.checked_sub_days(Days::new(35))?;
        first.iter_days().take(100).find(|day| lunar_day(*day) == Some(wanted))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lunar_birthdays_come_back_on_the_day_asked_for() {
        let today = NaiveDate::from_ymd_opt(2026, 7, 19).expect("a date");
        assert_eq!(lunar_day(today), Some(LunarDay { month: 6, day: 6 }), "2026-07-19 is 六月初六");
        for date in today.iter_days().step_by(13).take(60) {
            let born = born_years_before(date, 52).expect("a year that has the day");
            assert_eq!(lunar_day(born), lunar_day(date), "{born} and {date} are the same lunar day");
            assert!((50..75).contains(&(date.year() - born.year())), "about 52 years before");
        }
    }
}
