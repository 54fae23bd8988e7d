//! The full run that the house does by itself: once a business day, at its turn, or as soon as the machine runs again. When it
//! is due is decided here; the clock is the shell's.

use serde::Serialize;

use super::rows;
use crate::{
    base::{
        error::Result,
        time::{BusinessDate, HotelClock, Instant},
    },
    db::Db,
    stored_words,
};

stored_words! {
    /// Whether the nightly run is to begin now.
    pub enum NightlyDue {
        /// This business day has had none: begin.
        Run = "run",
        /// This business day has had its run, or somebody ended it.
        Done = "done",
        /// The last run lies on a later business day than the clock shows: it went backwards, and nothing is begun.
        ClockBack = "clock_back",
    }
}

/// What the decision rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Nights {
    /// When the last full run of this file was written, whoever asked for it.
    pub last_ms: Option<Instant>,
    /// The business day of the last run that this window began and that did not come to its end.
    pub tried: Option<BusinessDate>,
}

/// Returns whether the nightly run is due at `now` by the hotel's `clock`.
pub fn due(nights: &Nights, clock: &HotelClock, now: Instant) -> NightlyDue {
    let today = clock.business_date(now);
    let latest = nights.last_ms.map(|last| clock.business_date(last)).max(nights.tried);
    match latest {
        Some(latest) if latest > today => NightlyDue::ClockBack,
        Some(latest) if latest == today => NightlyDue::Done,
        _ => NightlyDue::Run,
    }
}

/// Returns when the last full run of this file was written; none where it has had none.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn last_run(db: &Db) -> Result<Option<Instant>> {
    rows::learnt_at(db)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An instant of July 2026 in Shanghai.
    fn at(day: i64, hour: i64, minute: i64) -> Instant {
        const FIRST_MIDNIGHT_MS: i64 = 1_782_835_200_000;
        Instant::from_ms(FIRST_MIDNIGHT_MS).plus_minutes(((day - 1) * 24 + hour) * 60 + minute)
    }

    fn date(day: u32) -> BusinessDate {
        format!("2026-07-{day:02}").parse().expect("a day of July")
    }

    #[test]
    fn it_runs_once_a_business_day_is_caught_up_and_refuses_a_clock_that_went_backwards() {
        let clock = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };
        let cases = [
            ("a file that never had one", None, None, at(14, 14, 5), NightlyDue::Run),
            ("the evening after it ran", Some(at(14, 4, 1)), None, at(14, 23, 59), NightlyDue::Done),
            ("past midnight is the same business day", Some(at(14, 4, 1)), None, at(15, 3, 59), NightlyDue::Done),
            ("the day turns at four", Some(at(14, 4, 1)), None, at(15, 4, 0), NightlyDue::Run),
            ("a run before four was the day before's", Some(at(15, 3, 59)), None, at(15, 4, 0), NightlyDue::Run),
            ("the machine was off for a week", Some(at(7, 4, 1)), None, at(14, 9, 0), NightlyDue::Run),
            ("somebody ended today's", Some(at(13, 4, 1)), Some(date(14)), at(14, 9, 0), NightlyDue::Done),
            ("somebody ended yesterday's", Some(at(12, 4, 1)), Some(date(13)), at(14, 9, 0), NightlyDue::Run),
            ("the clock was put back within the day", Some(at(14, 20, 0)), None, at(14, 9, 0), NightlyDue::Done),
            ("the clock was put back by a day", Some(at(15, 4, 1)), None, at(14, 9, 0), NightlyDue::ClockBack),
            ("put back after one that was ended", None, Some(date(15)), at(14, 9, 0), NightlyDue::ClockBack),
        ];
        for (case, last_ms, tried, now, expected) in cases {
            assert_eq!(due(&Nights { last_ms, tried }, &clock, now), expected, "{case}");
        }
    }

    #[test]
    fn the_hotel_s_own_hour_and_zone_turn_the_day() {
        let lisbon = HotelClock { zone: chrono_tz::Europe::Lisbon, day_ends_hour: 6 };
        let nights = Nights { last_ms: Some(at(14, 20, 0)), tried: None };
        // 13:00 in Shanghai is 06:00 of Lisbon's summer.
        assert_eq!(due(&nights, &lisbon, at(15, 12, 59)), NightlyDue::Done);
        assert_eq!(due(&nights, &lisbon, at(15, 13, 0)), NightlyDue::Run);
    }
}
