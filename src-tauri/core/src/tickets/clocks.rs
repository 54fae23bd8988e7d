//! The promised times, as data and plain arithmetic.

use super::kinds::Severity;
use crate::base::time::{BusinessDate, HotelClock, Instant};

/// Minutes that a proposal may wait for 批示 before it is late.
pub const APPROVAL_MINUTES: i64 = 30;
/// Local hour of the morning after at which the guest is called back.
pub const CALLBACK_HOUR: u32 = 10;
const HOUR: i64 = 60;

/// Minutes from the opening of a ticket to each promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, specta::Type)]
pub struct Promised {
    /// 首次应答, minutes.
    #[specta(type = f64)]
    pub answer_minutes: i64,
    /// 启动处理, minutes.
    #[specta(type = f64)]
    pub start_minutes: i64,
    /// 解决, minutes.
    #[specta(type = f64)]
    pub solve_minutes: i64,
}

/// Returns what is promised for `severity`. Source: docs/day.md, B (urgent), house rule for the others.
pub const fn promised(severity: Severity) -> Promised {
    match severity {
        Severity::Urgent => Promised { answer_minutes: 15, start_minutes: 30, solve_minutes: 24 * HOUR },
        Severity::Important => Promised { answer_minutes: 30, start_minutes: 2 * HOUR, solve_minutes: 48 * HOUR },
        Severity::Normal => Promised { answer_minutes: HOUR, start_minutes: 4 * HOUR, solve_minutes: 72 * HOUR },
    }
}

/// Returns when a guest whose complaint was taken on `date` is called back: the next morning at [`CALLBACK_HOUR`].
pub fn callback_due(clock: &HotelClock, date: BusinessDate, at: Instant) -> Instant {
    // A zone without that morning hour does not exist; a day later is the nearest sense.
    clock.at_local(date.plus_days(1).date(), CALLBACK_HOUR, 0).unwrap_or(at.plus_minutes(24 * HOUR))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_worse_is_answered_started_and_solved_sooner() {
        for pair in Severity::ALL.windows(2) {
            let (mild, bad) = (promised(pair[0]), promised(pair[1]));
            assert!(bad.answer_minutes < mild.answer_minutes, "{} answers sooner than {}", pair[1], pair[0]);
            assert!(bad.start_minutes < mild.start_minutes && bad.solve_minutes < mild.solve_minutes);
        }
        assert_eq!(promised(Severity::Urgent), Promised { answer_minutes: 15, start_minutes: 30, solve_minutes: 1_440 });
    }

    #[test]
    fn the_callback_is_the_next_hotel_morning_even_after_midnight_and_over_daylight_saving() {
        let shanghai = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };
        let lisbon = HotelClock { zone: chrono_tz::Europe::Lisbon, day_ends_hour: 4 };
        let cases = [
            (shanghai, 1_784_041_320_000, "2026-07-15T02:00:00Z"), // 23:02 on 14 July: 10:00 on the 15th
            (shanghai, 1_784_055_600_000, "2026-07-15T02:00:00Z"), // 03:00 on 15 July is still the 14th's night
            (lisbon, 1_774_724_400_000, "2026-03-29T09:00:00Z"),   // the clocks go forward that night
        ];
        for (clock, at_ms, expected) in cases {
            let at = Instant::from_ms(at_ms);
            assert_eq!(callback_due(&clock, clock.business_date(at), at).rfc3339(), expected);
        }
    }
}
