//! When a shift begins and ends. Pure: the hotel's own clock and the minutes that the house has set.

use serde::{Deserialize, Serialize};

use crate::{
    base::time::{BusinessDate, HotelClock, Instant},
    stored_words,
};

const HOUR: u16 = 60;
const DAY_MINUTES: u16 = 24 * HOUR;

stored_words! {
    /// 班次
    pub enum Shift {
        /// 早班
        Early = "early",
        /// 中班
        Mid = "mid",
        /// 夜班
        Night = "night",
    }
}

impl Shift {
    /// Returns its place in the day, from 1: the last part of a sheet's number.
    pub const fn nth(self) -> u8 {
        match self {
            Self::Early => 1,
            Self::Mid => 2,
            Self::Night => 3,
        }
    }
}

/// The local minute after midnight at which each shift begins; each ends where the next begins, the night on the next day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ShiftTimes {
    /// 早班
    pub early_minute: u16,
    /// 中班
    pub mid_minute: u16,
    /// 夜班
    pub night_minute: u16,
}

impl Default for ShiftTimes {
    fn default() -> Self {
        Self { early_minute: 7 * HOUR, mid_minute: 15 * HOUR, night_minute: 23 * HOUR }
    }
}

impl ShiftTimes {
    /// Returns whether the three come one after the other within a day.
    pub const fn in_order(&self) -> bool {
        self.early_minute < self.mid_minute && self.mid_minute < self.night_minute && self.night_minute < DAY_MINUTES
    }
}

/// One shift of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ShiftSpan {
    /// The calendar day on which it begins; a night of the 14th ends on the 15th.
    pub date: BusinessDate,
    /// Which of the three.
    pub shift: Shift,
    /// First instant.
    pub begins_ms: Instant,
    /// First instant of the next shift.
    pub ends_ms: Instant,
}

impl ShiftSpan {
    /// Returns what people call its sheet: `D-20260714-3`.
    pub fn number(&self) -> String {
        format!("D-{}-{}", self.date.date().format("%Y%m%d"), self.shift.nth())
    }
}

/// Returns the span of `shift` on `date`. Where daylight saving skips a beginning, it is the first instant after the gap.
pub fn span(clock: &HotelClock, times: &ShiftTimes, date: BusinessDate, shift: Shift) -> ShiftSpan {
    let at = |date: BusinessDate, minute: u16| {
        let local = clock.at_local(date.date(), u32::from(minute / HOUR), u32::from(minute % HOUR));
        // A calendar without that minute does not exist; the day's number keeps the order all the same.
        local.unwrap_or_else(|| Instant::from_ms(date.days_since(BusinessDate::new(chrono::NaiveDate::default())) * 86_400_000))
    };
    let (begins_ms, ends_ms) = match shift {
        Shift::Early => (at(date, times.early_minute), at(date, times.mid_minute)),
        Shift::Mid => (at(date, times.mid_minute), at(date, times.night_minute)),
        Shift::Night => (at(date, times.night_minute), at(date.plus_days(1), times.early_minute)),
    };
    ShiftSpan { date, shift, begins_ms, ends_ms }
}

/// Returns the shift that `instant` lies in.
pub fn shift_at(clock: &HotelClock, times: &ShiftTimes, instant: Instant) -> ShiftSpan {
    // The business date is the calendar day or the one before it: the right span is among the shifts around it.
    let date = clock.business_date(instant);
    let mut found = span(clock, times, date.plus_days(-1), Shift::Early);
    while found.ends_ms <= instant {
        found = after(clock, times, &found);
    }
    found
}

/// Returns the shift that follows `span_of`.
pub fn after(clock: &HotelClock, times: &ShiftTimes, span_of: &ShiftSpan) -> ShiftSpan {
    match span_of.shift {
        Shift::Early => span(clock, times, span_of.date, Shift::Mid),
        Shift::Mid => span(clock, times, span_of.date, Shift::Night),
        Shift::Night => span(clock, times, span_of.date.plus_days(1), Shift::Early),
    }
}

/// Returns the shift before `span_of`.
pub fn before(clock: &HotelClock, times: &ShiftTimes, span_of: &ShiftSpan) -> ShiftSpan {
    match span_of.shift {
        Shift::Early => span(clock, times, span_of.date.plus_days(-1), Shift::Night),
        Shift::Mid => span(clock, times, span_of.date, Shift::Early),
        Shift::Night => span(clock, times, span_of.date, Shift::Mid),
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn ms(text: &str) -> Instant {
        Instant::from_ms(DateTime::parse_from_rfc3339(text).map(|at| at.timestamp_millis()).unwrap_or_default())
    }

    #[test]
    fn every_instant_lies_in_one_shift_also_after_midnight_and_over_daylight_saving() {
        let shanghai = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };
        let lisbon = HotelClock { zone: chrono_tz::Europe::Lisbon, day_ends_hour: 4 };
        let cases = [
            (shanghai, "2026-07-14T06:59:59+08:00", "D-20260713-3"),
            (shanghai, "2026-07-14T07:00:00+08:00", "D-20260714-1"),
            (shanghai, "2026-07-14T14:59:59+08:00", "D-20260714-1"),
            (shanghai, "2026-07-14T15:00:00+08:00", "D-20260714-2"),
            (shanghai, "2026-07-14T23:02:00+08:00", "D-20260714-3"),
            (shanghai, "2026-07-15T03:59:00+08:00", "D-20260714-3"), // the business day is still the 14th
            (shanghai, "2026-07-15T04:01:00+08:00", "D-20260714-3"), // and here already the 15th
            (lisbon, "2026-03-29T01:30:00+00:00", "D-20260328-3"),   // the night that loses an hour
            (lisbon, "2026-10-25T01:30:00+00:00", "D-20261024-3"),   // and the one that has two
        ];
        for (clock, at, expected) in cases {
            let found = shift_at(&clock, &ShiftTimes::default(), ms(at));
            assert_eq!(found.number(), expected, "{at}");
            assert!(found.begins_ms <= ms(at) && ms(at) < found.ends_ms, "{at} lies in its shift");
        }
    }

    #[test]
    fn shifts_follow_one_another_without_a_gap() {
        let clock = HotelClock { zone: chrono_tz::Europe::Lisbon, day_ends_hour: 4 };
        let times = ShiftTimes { early_minute: 6 * 60 + 30, mid_minute: 14 * 60, night_minute: 22 * 60 };
        let mut shift = shift_at(&clock, &times, ms("2026-03-27T12:00:00Z"));
        for _ in 0..12 {
            let next = after(&clock, &times, &shift);
            assert_eq!(next.begins_ms, shift.ends_ms, "{} begins where {} ends", next.number(), shift.number());
            assert_eq!(before(&clock, &times, &next), shift);
            shift = next;
        }
    }

    #[test]
    fn shifts_out_of_order_are_none() {
        assert!(ShiftTimes::default().in_order());
        for (early, mid, night) in [(900, 420, 1_380), (420, 420, 1_380), (420, 900, 1_440)] {
            assert!(!ShiftTimes { early_minute: early, mid_minute: mid, night_minute: night }.in_order());
        }
    }
}
