//! Which packages are due: decided from what the hotel set, what was made, and the hotel's instant. No SQL, no clock.
//!
//! A period comes round at the hour the hotel chose, on the business day after its last one; never before that day has begun,
//! whatever the hour. What came round while the machine was off is due when it runs again: every period for itself where the
//! package is of its period, the newest alone where one package holds all of them.

use super::{Cadence, Contents, Routine, Tried, Turn};
use crate::{
    base::time::{BusinessDate, HotelClock, Instant},
    export::{Period, PeriodKind},
    loyalty::{expiry::KNOWN_DAYS, rules::day_is_plausible},
};

/// Periods that are caught up on at most: a clock that jumped makes no flood, and nobody waits for last year's days.
const fn caught_up_max(cadence: Cadence) -> u32 {
    match cadence {
        Cadence::Day => 31,
        Cadence::Week => 10,
        Cadence::Month => 12,
    }
}
/// Periods looked back over to count those that are not caught up on any more.
pub(super) const LOOKED_BACK_MAX: u32 = 400;
/// Wait before what failed once is tried again; doubled with every try.
const WAIT_MIN: i64 = 5;
/// Longest wait between two tries.
const WAIT_MAX: i64 = 60;

/// A package that was made before, by whomever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Before {
    /// Its days.
    pub period: Period,
    /// When.
    pub made: Instant,
}

/// What the decision rests on beside the instant.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Past {
    /// Packages that were made, the latest first.
    pub made: Vec<Before>,
    /// What was tried and did not come about.
    pub tried: Vec<Tried>,
    /// Days on which something was written; empty in a practice hotel, whose clock is made.
    pub known: Vec<BusinessDate>,
    /// The latest day that a person looked at and found right.
    pub confirmed: Option<BusinessDate>,
}

/// What a routine asks for at an instant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What is due, the oldest first.
    pub due: Vec<Turn>,
    /// Periods that came round, were not made, and are not caught up on any more.
    pub given_up: u32,
    /// What comes round next.
    pub next: Turn,
}

/// Returns what `routine` asks for at `now`, whether or not the day is plausible.
pub fn asked(routine: &Routine, past: &Past, clock: &HotelClock, now: Instant) -> Asked {
    let since = begins(routine, past, clock, now);
    let mut turn = turn_of(routine, running(routine.cadence, clock, now), clock);
    // Where the day has turned and the hour has not come, the period before is what comes next.
    let mut next = turn.clone();
    let mut missed = Vec::new();
    let mut given_up = 0;
    for looked_at in 0..LOOKED_BACK_MAX {
        turn = turn_of(routine, of(routine.cadence, turn.period.first().plus_days(-1)), clock);
        if turn.due > now {
            next = turn.clone();
            continue;
        }
        if turn.due <= since {
            break;
        }
        let made = is_made(routine.contents, turn.period, past, clock);
        match looked_at < caught_up_max(routine.cadence) {
            true if !made => missed.push(turn.clone()),
            false if !made => given_up += 1,
            _ => {}
        }
        // One package holds everything that came round before.
        if routine.contents != Contents::Period {
            break;
        }
    }
    missed.reverse();
    Asked { due: missed, given_up, next }
}

/// Returns whether the hotel's day follows from what the file knows: packages leave by themselves on no other.
///
/// What lies later than a day that somebody found right was written by a clock that was wrong.
pub fn day_is_right(past: &Past, today: BusinessDate) -> bool {
    let Some(confirmed) = past.confirmed.filter(|day| *day <= today) else {
        return day_is_plausible(&past.known, today);
    };
    let known: Vec<BusinessDate> = past.known.iter().copied().filter(|day| *day <= today).collect();
    today.days_since(confirmed) <= KNOWN_DAYS || day_is_plausible(&known, today)
}

/// Returns when a period that failed is tried again; at once where it was not tried, or where the clock went back since.
pub fn next_try(tried: Option<&Tried>, now: Instant) -> Instant {
    let Some(tried) = tried.filter(|tried| tried.last_ms <= now) else { return now };
    let doubled = WAIT_MIN.saturating_mul(1 << tried.tries.saturating_sub(1).min(16));
    tried.last_ms.plus_minutes(doubled.min(WAIT_MAX))
}

/// Returns whether a package of `period` was made before the period was over: it goes again, whole.
pub fn made_early(period: Period, past: &Past, clock: &HotelClock) -> bool {
    past.made.iter().any(|made| made.period == period && !is_whole(*made, clock))
}

/// From when on the routine counts; where the clock has gone back before that, from the day that somebody found right.
fn begins(routine: &Routine, past: &Past, clock: &HotelClock, now: Instant) -> Instant {
    if routine.since_ms <= now {
        return routine.since_ms;
    }
    past.confirmed.map_or(now, |day| clock.begins(day))
}

fn running(cadence: Cadence, clock: &HotelClock, now: Instant) -> Period {
    of(cadence, clock.business_date(now))
}

fn of(cadence: Cadence, day: BusinessDate) -> Period {
    match cadence {
        Cadence::Day => Period::day_of(day),
        Cadence::Week => Period::week_of(day),
        Cadence::Month => Period::month_of(day),
    }
}

/// The first time the wall shows the hour on the business day after the period.
fn turn_of(routine: &Routine, period: Period, clock: &HotelClock) -> Turn {
    let hour = u32::from(routine.hour);
    let wall = if hour < clock.day_ends_hour { period.next().plus_days(1) } else { period.next() };
    let at = clock.at_local(wall.date(), hour, 0).unwrap_or_else(|| clock.begins(period.next()));
    Turn { cadence: routine.cadence, period, due: at.max(clock.begins(period.next())) }
}

fn is_made(contents: Contents, period: Period, past: &Past, clock: &HotelClock) -> bool {
    match contents {
        Contents::Period => past.made.iter().any(|made| made.period == period && is_whole(*made, clock)),
        Contents::SinceLast => past.made.iter().any(|made| made.period.last() >= period.last()),
        Contents::Full => {
            past.made.iter().any(|made| made.period.kind() == PeriodKind::All && made.period.last() >= period.last())
        }
    }
}

/// A package that was made while its period ran does not hold the rest of it.
fn is_whole(made: Before, clock: &HotelClock) -> bool {
    clock.business_date(made.made) > made.period.last()
}
