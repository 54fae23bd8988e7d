//! What a wrong PIN costs: from the third one on a delay that doubles, kept in the file, so that a restart does not help;
//! capped, and each person's own, so that locking a colleague out is no weapon.

use super::{rows, rules::StaffRefusal};
use crate::{
    base::{error::Result, ids::UserId, time::Instant},
    db::Store,
};

/// Wrong PINs that cost nothing.
const FREE_TRIES: i64 = 3;
/// First delay, in milliseconds.
const FIRST_DELAY_MS: i64 = 5_000;
/// Longest delay, in milliseconds.
const LONGEST_DELAY_MS: i64 = 300_000;

/// Counts a try as a wrong one, before anybody knows whether it is, and returns the refusal that says until when to wait; a
/// right PIN takes it back by [`clear`]. A try that comes too soon is not counted, so that nobody lengthens a colleague's wait.
///
/// A clock that was set back never makes the wait longer than the longest delay, and never ends it: the wait begins anew.
///
/// Errors: [`StaffRefusal::TooSoon`].
pub fn count(store: &Store, user: UserId, at: Instant) -> Result<StaffRefusal> {
    let wait_s = |until: Instant| (until.ms().saturating_sub(at.ms()).max(0) + 999) / 1_000;
    let waits = store.upkeep_at_one_go(|db| {
        let (failures, until) = rows::guard(db, user)?;
        match tried(failures, until, at) {
            Tried::Counted { until } => {
                rows::put_guard(db, user, failures + 1, until)?;
                Ok(Ok(StaffRefusal::WrongPin { until, wait_s: wait_s(until) }))
            }
            Tried::TooSoon { until } => Ok(Err(StaffRefusal::TooSoon { until, wait_s: wait_s(until) })),
            Tried::ClockBack { until } => {
                rows::put_guard(db, user, failures, until)?;
                Ok(Err(StaffRefusal::TooSoon { until, wait_s: wait_s(until) }))
            }
        }
    })?;
    Ok(waits?)
}

/// Forgets the wrong PINs of somebody who gave the right one, and remembers when that was by the hotel's clock.
pub fn clear(store: &Store, user: UserId, signed_in: Instant) -> Result<()> {
    store.upkeep(|db, _| rows::clear_guard(db, user, signed_in))
}

/// What becomes of a try.
#[derive(Debug, PartialEq, Eq)]
enum Tried {
    /// It goes on; the next one not before `until`.
    Counted { until: Instant },
    /// It comes too soon.
    TooSoon { until: Instant },
    /// It comes so long before the end of the wait that the clock was set back: the wait begins anew.
    ClockBack { until: Instant },
}

fn tried(failures: i64, until: Instant, at: Instant) -> Tried {
    let after = |failures: i64| Instant::from_ms(at.ms().saturating_add(delay_ms(failures)));
    let wait = until.ms().saturating_sub(at.ms());
    if wait <= 0 || delay_ms(failures) == 0 {
        Tried::Counted { until: after(failures + 1) }
    } else if wait <= LONGEST_DELAY_MS {
        Tried::TooSoon { until }
    } else {
        Tried::ClockBack { until: after(failures) }
    }
}

fn delay_ms(failures: i64) -> i64 {
    if failures < FREE_TRIES {
        return 0;
    }
    let doublings = u32::try_from((failures - FREE_TRIES).min(10)).unwrap_or(10);
    (FIRST_DELAY_MS << doublings).min(LONGEST_DELAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delay_grows_and_ends() {
        let cases = [(1, 0), (2, 0), (3, 5_000), (4, 10_000), (8, 160_000), (9, 300_000), (40, 300_000)];
        for (failures, expected) in cases {
            assert_eq!(delay_ms(failures), expected, "{failures} wrong PINs");
        }
    }

    #[test]
    fn a_try_waits_out_the_delay_whatever_the_clock_does() {
        let at = Instant::from_ms;
        let hour = 3_600_000;
        let cases = [
            ((0, 0, hour), Tried::Counted { until: at(hour) }),
            ((2, hour, hour), Tried::Counted { until: at(hour + 5_000) }),
            ((3, hour + 5_000, hour + 4_999), Tried::TooSoon { until: at(hour + 5_000) }),
            ((3, hour + 5_000, hour + 5_000), Tried::Counted { until: at(hour + 15_000) }),
            // Set back by an hour: no try is won by it, and the wait is not an hour.
            ((3, hour + 5_000, 0), Tried::ClockBack { until: at(5_000) }),
            ((9, hour + 300_000, 0), Tried::ClockBack { until: at(300_000) }),
        ];
        for ((failures, until, now), expected) in cases {
            assert_eq!(tried(failures, at(until), at(now)), expected, "{failures} wrong, until {until}, at {now}");
        }
    }
}
