//! Who sits at the desk, and for how long nobody has touched it. Pure: the desk gives it the clocks.

use std::time::Duration;

use lobby_core::base::{ids::UserId, role::Session, time::Instant};
use serde::Serialize;
use specta::Type;

/// The page locks first, since it still has drafts to keep; the shell does so anyway this much later.
const GRACE: Duration = Duration::from_secs(20);

/// Two clocks at once: one stands still while the machine sleeps, the other may be set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clocks {
    /// Since the program began.
    pub(crate) running: Duration,
    /// The machine's clock.
    pub(crate) machine: Instant,
}

/// Somebody's place at the desk.
#[derive(Debug, Clone)]
pub(crate) struct Seat {
    session: Session,
    idle: Duration,
    touched: Clocks,
}

/// Who left the desk last, for the sign-in: their name, never what they looked at.
#[derive(Debug, Clone, Copy, Serialize, Type)]
pub(crate) struct Left {
    /// Who.
    pub(crate) user: UserId,
    /// When, by the hotel's clock.
    pub(crate) at_ms: Instant,
    /// The desk locked by itself: nobody had touched it.
    pub(crate) by_itself: bool,
}

impl Seat {
    /// Returns the seat of who signed in at `now` at a desk that locks after `idle`.
    pub(crate) fn taken(session: Session, idle: Duration, now: Clocks) -> Self {
        Self { session, idle, touched: now }
    }

    /// Returns who sits here.
    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// Remembers that the desk was touched.
    pub(crate) fn touch(&mut self, now: Clocks) {
        self.touched = now;
    }

    /// Takes another time after which the desk locks.
    pub(crate) fn lock_after(&mut self, idle: Duration) {
        self.idle = idle;
    }

    /// Remembers that the person gave their PIN again at `at`, by the hotel's clock.
    pub(crate) fn pin_given(&mut self, at: Instant) {
        self.session.pin_at = at;
    }

    /// Returns whether nobody touched the desk for so long that it locks, by whichever clock says more.
    pub(crate) fn is_over(&self, now: Clocks) -> bool {
        let machine_ms = now.machine.ms().saturating_sub(self.touched.machine.ms());
        let machine = Duration::from_millis(u64::try_from(machine_ms).unwrap_or(0));
        now.running.saturating_sub(self.touched.running).max(machine) >= self.idle + GRACE
    }
}

#[cfg(test)]
mod tests {
    use lobby_core::base::{
        ids::RawId,
        role::{Department, Role},
    };

    use super::*;

    const IDLE: Duration = Duration::from_secs(300);

    fn clocks(running_s: u64, machine_s: i64) -> Clocks {
        Clocks { running: Duration::from_secs(running_s), machine: Instant::from_ms(machine_s * 1_000) }
    }

    fn seat() -> Seat {
        let user = UserId(RawId::derive(Instant::from_ms(1), b"user", 0));
        Seat::taken(Session::without_pin(user, Role::Receptionist, Department::FrontOffice), IDLE, clocks(100, 1_000))
    }

    #[test]
    fn a_desk_that_nobody_touches_locks_by_either_clock() {
        let cases = [
            ("at once", clocks(100, 1_000), false),
            ("just before", clocks(419, 1_319), false),
            ("after the time", clocks(420, 1_320), true),
            ("after a night of sleep, in which the program's clock stood still", clocks(101, 30_000), true),
            ("the machine's clock was set back: the program's counts", clocks(420, 0), true),
            ("the machine's clock was set back, just now", clocks(101, 0), false),
        ];
        for (when, now, expected) in cases {
            assert_eq!(seat().is_over(now), expected, "{when}");
        }
    }

    #[test]
    fn a_touch_begins_the_time_anew() {
        let mut seat = seat();
        seat.touch(clocks(400, 1_300));
        assert!(!seat.is_over(clocks(700, 1_600)), "it was touched since");
        assert!(seat.is_over(clocks(720, 1_620)));
    }
}
