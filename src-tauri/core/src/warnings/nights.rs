//! Occupied room-nights of stays, counted by days.

use super::Days;
use crate::base::time::BusinessDate;

/// So many stays with the same dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// First night.
    pub arrival: BusinessDate,
    /// The day after the last night.
    pub departure: BusinessDate,
    /// How many stays.
    pub stays: u32,
}

/// Returns how many room-nights of `spans` lie in `days`: a night belongs to the day on which it begins, and the day of
/// departure has none.
pub fn nights_in(spans: &[Span], days: Days) -> u32 {
    let of = |span: &Span| {
        let first = span.arrival.max(days.from);
        let end = span.departure.min(days.to.plus_days(1));
        u64::try_from(end.days_since(first)).unwrap_or_default() * u64::from(span.stays)
    };
    u32::try_from(spans.iter().map(of).sum::<u64>()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a date")
    }

    #[test]
    fn a_night_belongs_to_the_day_on_which_it_begins() {
        let week = Days { from: day("2026-07-06"), to: day("2026-07-12") };
        let cases = [
            ("2026-07-06", "2026-07-07", 1, "one night"),
            ("2026-07-01", "2026-07-06", 0, "left on the first day"),
            ("2026-07-01", "2026-07-07", 1, "slept the first night"),
            ("2026-07-12", "2026-07-20", 1, "came on the last day"),
            ("2026-07-13", "2026-07-20", 0, "came after"),
            ("2026-06-01", "2026-08-01", 7, "all week"),
            ("2026-07-08", "2026-07-08", 0, "a stay of no night"),
        ];
        for (arrival, departure, expected, why) in cases {
            let span = Span { arrival: day(arrival), departure: day(departure), stays: 1 };
            assert_eq!(nights_in(&[span], week), expected, "{why}");
            assert_eq!(nights_in(&[Span { stays: 3, ..span }], week), expected * 3, "three stays with {why}");
        }
        assert_eq!(week.count(), 7);
        assert_eq!(Days::ending(day("2026-07-12"), 7), week);
    }
}
