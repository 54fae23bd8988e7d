//! Which days a package is about, and how they are written: a day, an ISO week, a month, a span, or all up to a day.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};

use crate::{
    base::{
        error::{Common, Result},
        time::BusinessDate,
    },
    stored_words,
};

/// Longest span that is not everything, in days: three years and a day.
const SPAN_DAYS_MAX: i64 = 1_097;
/// What stands between the two days of a span (ISO 8601, 4.4.2: a double hyphen where a solidus cannot stand).
const BETWEEN: &str = "--";
/// What stands before the last day of everything.
const ALL: &str = "all-";

stored_words! {
    /// What kind of period a package covers.
    pub enum PeriodKind {
        /// 日报: `2026-06-14`
        Day = "day",
        /// 周报: `2026-W24`, Monday to Sunday (ISO 8601)
        Week = "week",
        /// 月报: `2026-06`
        Month = "month",
        /// 自上次起: `2026-06-15--2026-06-20`
        Span = "span",
        /// 全量: `all-2026-06-30`, everything up to that day
        All = "all",
    }
}

/// The days of a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    kind: PeriodKind,
    first: BusinessDate,
    next: BusinessDate,
}

impl Period {
    /// Returns the period that `text` names: `2026-06`, `2026-W24`, `2026-06-14`, `2026-06-15--2026-06-20`, `all-2026-06-30`.
    ///
    /// Errors: [`Common::BadValue`], also for a span that ends before it begins or is longer than three years.
    pub fn parse(text: &str) -> Result<Self> {
        Self::named(text).ok_or_else(|| Common::BadValue { field: "period" }.into())
    }

    fn named(text: &str) -> Option<Self> {
        if let Some(last) = text.strip_prefix(ALL) {
            return day(last).map(Self::all);
        }
        if let Some((first, last)) = text.split_once(BETWEEN) {
            return Self::span(day(first)?, day(last)?);
        }
        if let Some((year, week)) = text.split_once("-W") {
            return Self::week(year, week);
        }
        match text.len() {
            7 => day(&format!("{text}-01")).map(Self::month_of),
            _ => day(text).map(Self::day_of),
        }
    }

    /// Returns everything up to `last`.
    pub fn all(last: BusinessDate) -> Self {
        // A day before all others; dates are compared as text, so that the year has four digits.
        let first = BusinessDate::new(NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default());
        Self { kind: PeriodKind::All, first, next: last.plus_days(1) }
    }

    /// Returns the one day.
    pub fn day_of(day: BusinessDate) -> Self {
        Self { kind: PeriodKind::Day, first: day, next: day.plus_days(1) }
    }

    /// Returns the week that `day` lies in, from Monday.
    pub fn week_of(day: BusinessDate) -> Self {
        let first = day.plus_days(-i64::from(day.date().weekday().num_days_from_monday()));
        Self { kind: PeriodKind::Week, first, next: first.plus_days(7) }
    }

    /// Returns the month that `day` lies in.
    pub fn month_of(day: BusinessDate) -> Self {
        let (first, next) = day.month();
        Self { kind: PeriodKind::Month, first, next }
    }

    /// Returns the days from `first` to `last`, or `None` where that is no span.
    pub fn span(first: BusinessDate, last: BusinessDate) -> Option<Self> {
        let days = last.days_since(first);
        (0..SPAN_DAYS_MAX).contains(&days).then(|| Self { kind: PeriodKind::Span, first, next: last.plus_days(1) })
    }

    fn week(year: &str, week: &str) -> Option<Self> {
        let digits = |text: &str, count: usize| {
            (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())
        };
        let (year, week): (i32, u32) = (digits(year, 4)??, digits(week, 2)?.and_then(|week: i32| u32::try_from(week).ok())?);
        Some(Self::week_of(BusinessDate::new(NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?)))
    }

    /// Returns what kind it is.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Returns its first day; of everything a day before all others.
    pub fn first(self) -> BusinessDate {
        self.first
    }

    /// Returns its first day as a manifest names it: everything has none.
    pub fn begins(self) -> Option<BusinessDate> {
        (self.kind != PeriodKind::All).then_some(self.first)
    }

    /// Returns its last day.
    pub fn last(self) -> BusinessDate {
        self.next.plus_days(-1)
    }

    /// Returns the first day after it.
    pub fn next(self) -> BusinessDate {
        self.next
    }

    /// Returns whether the two have a day in common.
    pub fn meets(self, other: Self) -> bool {
        self.first < other.next && other.first < self.next
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            PeriodKind::Day => self.first.fmt(f),
            PeriodKind::Week => {
                let week = self.first.date().iso_week();
                write!(f, "{:04}-W{:02}", week.year(), week.week())
            }
            PeriodKind::Month => f.write_str(&self.first.to_string()[..7]),
            PeriodKind::Span => write!(f, "{}{BETWEEN}{}", self.first, self.last()),
            PeriodKind::All => write!(f, "{ALL}{}", self.last()),
        }
    }
}

/// Returns the day that exactly ten characters write: what a folder is named after must be one text a day.
fn day(text: &str) -> Option<BusinessDate> {
    let shaped = text.len() == 10 && text.is_ascii();
    let day: BusinessDate = shaped.then(|| text.parse().ok()).flatten()?;
    (day.to_string() == text).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_written_as_it_is_read() {
        let cases = [
            ("2026-06", "month", "2026-06-01", "2026-06-30"),
            ("2026-12", "month", "2026-12-01", "2026-12-31"),
            ("2026-06-14", "day", "2026-06-14", "2026-06-14"),
            ("2026-W24", "week", "2026-06-08", "2026-06-14"),
            ("2026-W53", "week", "2026-12-28", "2027-01-03"),
            ("2026-06-15--2026-07-02", "span", "2026-06-15", "2026-07-02"),
            ("2026-06-15--2026-06-15", "span", "2026-06-15", "2026-06-15"),
        ];
        for (text, kind, first, last) in cases {
            let found = Period::parse(text).expect("a period");
            assert_eq!(
                (
                    found.to_string().as_str(),
                    found.kind().word(),
                    found.first().to_string().as_str(),
                    found.last().to_string().as_str()
                ),
                (text, kind, first, last)
            );
        }
        let all = Period::parse("all-2026-06-30").expect("everything");
        assert_eq!(
            (all.to_string().as_str(), all.begins(), all.last().to_string().as_str()),
            ("all-2026-06-30", None, "2026-06-30")
        );
    }

    #[test]
    fn what_names_no_period_is_refused() {
        for text in [
            "",
            "2026-13",
            "2026-6",
            "2026-06-1",
            "2026-06-31",
            "../etc",
            "２０２６-06",
            "2026-W54",
            "2026-W00",
            "2026-W5",
            "2025-W53",
            "2026-06-15--2026-06-14",
            "2026-06-15--2036-06-14",
            "2026-06-15--",
            "all-",
            "all-2026-06",
            "all",
            "2026-W+1",
            "+026-W01",
            "2026-06-14 ",
            "2026/06/14",
            "all-..",
            "2026-06-14--all-2026-06-14",
        ] {
            assert!(Period::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn two_periods_meet_where_they_share_a_day() {
        let period = |text: &str| Period::parse(text).expect("a period");
        for (one, other, expected) in [
            ("2026-06", "2026-06-30", true),
            ("2026-06", "2026-07", false),
            ("2026-06", "2026-W27", true),
            ("2026-05", "all-2026-06-30", true),
            ("2026-07", "all-2026-06-30", false),
        ] {
            assert_eq!(period(one).meets(period(other)), expected, "{one} and {other}");
            assert_eq!(period(other).meets(period(one)), expected, "{other} and {one}");
        }
    }
}
