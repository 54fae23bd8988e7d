//! Instants, business dates and the hotel's own clock. Nothing here reads the machine's clock.

use chrono::{DateTime, Datelike, Days, NaiveDate, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

/// An instant in UTC milliseconds since 1970; orders nothing in the file (sequence does), only shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[specta(transparent)]
pub struct Instant(#[specta(type = f64)] i64);

impl Instant {
    /// Returns the instant `ms` milliseconds after 1970-01-01T00:00Z.
    pub const fn from_ms(ms: i64) -> Self {
        Self(ms)
    }

    /// Returns milliseconds since 1970-01-01T00:00Z.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// Returns the instant `minutes` later (earlier where negative).
    pub const fn plus_minutes(self, minutes: i64) -> Self {
        Self(self.0 + minutes * 60_000)
    }

    /// Returns the instant as RFC 3339 with seconds, in UTC.
    pub fn rfc3339(self) -> String {
        self.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

/// The hotel's day a thing belongs to: it ends at a set hour of the night, not at midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, specta::Type)]
#[specta(transparent)]
pub struct BusinessDate(#[specta(type = String)] NaiveDate);

impl BusinessDate {
    /// Returns the business date of this calendar name.
    pub const fn new(date: NaiveDate) -> Self {
        Self(date)
    }

    /// Returns the calendar date that names this business date.
    pub const fn date(self) -> NaiveDate {
        self.0
    }

    /// Returns the date `days` later (earlier where negative); the calendar's end stands still.
    pub fn plus_days(self, days: i64) -> Self {
        let moved = if days >= 0 {
            self.0.checked_add_days(Days::new(days.unsigned_abs()))
        } else {
            self.0.checked_sub_days(Days::new(days.unsigned_abs()))
        };
        Self(moved.unwrap_or(self.0))
    }

    /// Returns the same day `months` later (earlier where negative), or the month's last day where it has no such day.
    pub fn plus_months(self, months: i32) -> Self {
        let count = chrono::Months::new(months.unsigned_abs());
        let moved = if months >= 0 { self.0.checked_add_months(count) } else { self.0.checked_sub_months(count) };
        Self(moved.unwrap_or(self.0))
    }

    /// Returns the last day of this date's month.
    pub fn month_end(self) -> Self {
        self.month().1.plus_days(-1)
    }

    /// Returns whole days from `other` to this date.
    pub fn days_since(self, other: Self) -> i64 {
        (self.0 - other.0).num_days()
    }

    /// Returns the first day of this date's month and the first of the next.
    pub fn month(self) -> (Self, Self) {
        let first = self.0.with_day(1).unwrap_or(self.0);
        let next = first.checked_add_months(chrono::Months::new(1)).unwrap_or(first);
        (Self(first), Self(next))
    }

    /// Returns the first day of this date's year and the first of the next.
    pub fn year(self) -> (Self, Self) {
        let first = self.0.with_ordinal(1).unwrap_or(self.0);
        let next = first.checked_add_months(chrono::Months::new(12)).unwrap_or(first);
        (Self(first), Self(next))
    }
}

impl std::fmt::Display for BusinessDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl std::str::FromStr for BusinessDate {
    type Err = chrono::ParseError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match plain_date(text.as_bytes()) {
            Some(date) => Ok(Self(date)),
            None => NaiveDate::parse_from_str(text, "%Y-%m-%d").map(Self),
        }
    }
}

/// Reads a date as it is written everywhere, by hand: a package reads millions. What is written otherwise is left to chrono.
fn plain_date(text: &[u8]) -> Option<NaiveDate> {
    let [year @ .., b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
    };
    let year = if year.len() == 4 { i32::try_from(number(year)?).ok()? } else { return None };
    NaiveDate::from_ymd_opt(year, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
}

/// Where and when the hotel lives: its time zone and the hour at which its day ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HotelClock {
    /// IANA zone kept in the file, never the machine's.
    pub zone: Tz,
    /// Local hour at which the business day ends; 4 unless the hotel says otherwise.
    pub day_ends_hour: u32,
}

impl HotelClock {
    /// Returns the business date that `at` belongs to.
    pub fn business_date(&self, at: Instant) -> BusinessDate {
        let local = at.utc().with_timezone(&self.zone);
        let date = local.date_naive();
        let early = local.hour() < self.day_ends_hour;
        BusinessDate(if early { date.pred_opt().unwrap_or(date) } else { date })
    }

    /// Returns the date on the wall at `at`, which after midnight is one later than the business date.
    pub fn local_date(&self, at: Instant) -> NaiveDate {
        at.utc().with_timezone(&self.zone).date_naive()
    }

    /// Returns local hours and minutes as `HH:MM`.
    pub fn time_of_day(&self, at: Instant) -> String {
        at.utc().with_timezone(&self.zone).format("%H:%M").to_string()
    }

    /// Returns the first instant of a business date.
    pub fn begins(&self, date: BusinessDate) -> Instant {
        // A zone without that hour of the night does not exist; then the day's number keeps the order.
        let days = date.days_since(BusinessDate::new(NaiveDate::default()));
        self.at_local(date.date(), self.day_ends_hour, 0).unwrap_or(Instant(days * 86_400_000))
    }

    /// Returns the instant of a local wall time; where daylight saving skips it, the first instant after the gap.
    pub fn at_local(&self, date: NaiveDate, hour: u32, minute: u32) -> Option<Instant> {
        let wall = date.and_hms_opt(hour, minute, 0)?;
        let found = self.zone.from_local_datetime(&wall).earliest();
        let found = found.or_else(|| self.zone.from_local_datetime(&(wall + chrono::Duration::hours(1))).earliest())?;
        Some(Instant(found.timestamp_millis()))
    }
}

impl ToSql for Instant {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0))
    }
}

impl FromSql for Instant {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

impl ToSql for BusinessDate {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_string()))
    }
}

impl FromSql for BusinessDate {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(FromSqlError::other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_business_day_ends_at_four_not_at_midnight() {
        let clock = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };
        let cases = [
            ("2026-07-14T15:59:59Z", "2026-07-14"), // 23:59:59 in Shanghai
            ("2026-07-14T16:00:00Z", "2026-07-14"), // midnight: still the 14th's night
            ("2026-07-14T19:59:59Z", "2026-07-14"), // 03:59:59
            ("2026-07-14T20:00:00Z", "2026-07-15"), // 04:00
        ];
        for (at, expected) in cases {
            let at = Instant(DateTime::parse_from_rfc3339(at).map(|at| at.timestamp_millis()).unwrap_or_default());
            assert_eq!(clock.business_date(at).to_string(), expected, "{at:?}");
        }
    }

    #[test]
    fn a_date_is_read_as_chrono_reads_it() {
        let mut texts: Vec<String> = [
            "",
            "-",
            "2026-7-1",
            "2026-13-01",
            "0000-01-01",
            "9999-12-31",
            "+2026-07-01",
            "-2026-07-01",
            " 2026-07-01",
            "2026-07-01 ",
        ]
        .map(str::to_owned)
        .to_vec();
        texts.extend(
            ["２026-07-01", "2026/07/01", "20260701", "12026-07-01", "026-07-01", "2026-07-0a", "2026--7-01"].map(str::to_owned),
        );
        for year in [1, 1900, 2000, 2024, 2025, 2026] {
            texts.extend((0..=13).flat_map(|month| (0..=32).map(move |day| format!("{year:04}-{month:02}-{day:02}"))));
        }
        for text in texts {
            let theirs = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok().map(BusinessDate);
            assert_eq!(text.parse::<BusinessDate>().ok(), theirs, "{text:?}");
        }
    }

    #[test]
    fn a_wall_time_that_daylight_saving_skips_is_the_first_after_the_gap() {
        let clock = HotelClock { zone: chrono_tz::Europe::Lisbon, day_ends_hour: 4 };
        let date = NaiveDate::from_ymd_opt(2026, 3, 29).unwrap_or_default();
        let skipped = clock.at_local(date, 1, 30).map(|at| clock.time_of_day(at));
        assert_eq!(skipped.as_deref(), Some("02:30"), "01:30 did not exist that night");
    }
}
