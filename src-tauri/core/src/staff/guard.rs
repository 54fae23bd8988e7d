//! What a wrong PIN costs: from the third one on a delay that doubles, kept in the file, so that a restart does not help;
//! capped, so that locking a colleague out is no weapon.

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

/// Checks that the person need not wait. A clock that was set back never makes the wait longer than the longest delay.
///
/// Errors: [`StaffRefusal::TooSoon`].
pub fn may_try(store: &Store, user: UserId, at: Instant) -> Result<()> {
    let (_, until) = store.read_as_house(|db| rows::guard(db, user))?;
    let wait = until.ms() - at.ms();
    if (1..=LONGEST_DELAY_MS).contains(&wait) { Err(StaffRefusal::TooSoon { until }.into()) } else { Ok(()) }
}

/// Counts a wrong PIN and returns the refusal that says until when to wait.
pub fn count(store: &Store, user: UserId, at: Instant) -> Result<StaffRefusal> {
    let (failures, _) = store.read_as_house(|db| rows::guard(db, user))?;
    let until = Instant::from_ms(at.ms() + delay_ms(failures + 1));
    store.upkeep(|db, _| rows::put_guard(db, user, failures + 1, until))?;
    Ok(StaffRefusal::WrongPin { until })
}

/// Forgets the wrong PINs of somebody who gave the right one.
pub fn clear(store: &Store, user: UserId) -> Result<()> {
    let (failures, _) = store.read_as_house(|db| rows::guard(db, user))?;
    if failures == 0 {
        return Ok(());
    }
    store.upkeep(|db, _| rows::put_guard(db, user, 0, Instant::from_ms(0)))
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
}
