//! What became of a complaint, told by what happened to it: how often it was passed on or came back, how long it took.
//!
//! Pure; the order is the order in which things were written down, never the time that a clock showed.

use serde::Serialize;

use super::calendar::{WorkHours, worked_ms};
use crate::base::time::{HotelClock, Instant};

/// One thing that happens to a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// It was taken.
    Opened,
    /// It went to another department or person than before.
    Reassigned,
    /// Its clocks stand: the guest is asleep, a part is on its way.
    Paused,
    /// They run again.
    Resumed,
    /// The guest knows the outcome.
    Solved,
    /// It came back.
    Reopened,
    /// It is closed.
    Closed,
}

/// The sums over one complaint's events.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Course {
    /// When it was taken.
    pub opened_at_ms: Option<Instant>,
    /// When the guest last learnt the outcome; none once it came back.
    pub solved_at_ms: Option<Instant>,
    /// When it was closed; none while it is open.
    pub closed_at_ms: Option<Instant>,
    /// How often it came back.
    pub reopened: u32,
    /// How often it was passed on.
    pub reassigned: u32,
    /// Milliseconds of the department's hours in which its clocks stood.
    #[specta(type = f64)]
    pub paused_ms: i64,
    /// Milliseconds from taking to the outcome in the department's hours, pauses left out; none without an outcome.
    #[specta(type = Option<f64>)]
    pub solving_ms: Option<i64>,
    /// Milliseconds from taking to closing on the wall; none while it is open.
    #[specta(type = Option<f64>)]
    pub lasting_ms: Option<i64>,
}

/// Returns the sums over `events` in the order they were written. A span whose clock was set back counts nothing.
pub fn course(events: impl IntoIterator<Item = (Instant, Event)>, hours: &WorkHours, clock: &HotelClock) -> Course {
    let mut course = Course::default();
    let mut paused_since = None;
    let mut paused_when_solved = 0;
    for (at, event) in events {
        match event {
            Event::Opened => course.opened_at_ms = course.opened_at_ms.or(Some(at)),
            Event::Reassigned => course.reassigned += 1,
            Event::Paused => paused_since = paused_since.or(Some(at)),
            Event::Resumed => course.paused_ms += standing(paused_since.take(), at, hours, clock),
            Event::Solved | Event::Closed => {
                course.paused_ms += standing(paused_since.take(), at, hours, clock);
                if event == Event::Solved {
                    course.solved_at_ms = Some(at);
                    paused_when_solved = course.paused_ms;
                } else {
                    course.closed_at_ms = Some(at);
                }
            }
            Event::Reopened => {
                course.reopened += 1;
                (course.solved_at_ms, course.closed_at_ms) = (None, None);
            }
        }
    }
    let span = |until: Option<Instant>| Some((course.opened_at_ms?, until?));
    let solving = span(course.solved_at_ms);
    course.solving_ms = solving.map(|(from, until)| (worked_ms(hours, clock, from, until) - paused_when_solved).max(0));
    course.lasting_ms = span(course.closed_at_ms).map(|(from, until)| (until.ms() - from.ms()).max(0));
    course
}

fn standing(since: Option<Instant>, until: Instant, hours: &WorkHours, clock: &HotelClock) -> i64 {
    since.map_or(0, |since| worked_ms(hours, clock, since, until))
}

#[cfg(test)]
mod tests {
    use super::*;

    const CLOCK: HotelClock = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };
    const HOUR_MS: i64 = 3_600_000;

    fn hours_after(hours: i64) -> Instant {
        Instant::from_ms(1_784_041_320_000 + hours * HOUR_MS)
    }

    fn told(events: &[(i64, Event)]) -> Course {
        course(events.iter().map(|(hours, event)| (hours_after(*hours), *event)), &crate::tickets::Hours::always().into(), &CLOCK)
    }

    #[test]
    fn a_complaint_is_told_by_its_events() {
        let plain = told(&[(0, Event::Opened), (1, Event::Reassigned), (5, Event::Solved), (30, Event::Closed)]);
        assert_eq!((plain.solving_ms, plain.lasting_ms), (Some(5 * HOUR_MS), Some(30 * HOUR_MS)));
        assert_eq!((plain.reassigned, plain.reopened, plain.paused_ms), (1, 0, 0));
    }

    #[test]
    fn what_came_back_has_no_outcome_until_the_next() {
        let back = [(0, Event::Opened), (2, Event::Solved), (3, Event::Closed), (9, Event::Reopened)];
        assert_eq!(told(&back).solving_ms, None);
        assert_eq!(told(&back).closed_at_ms, None);
        let again = told(&[&back[..], &[(12, Event::Solved), (13, Event::Closed)]].concat());
        assert_eq!((again.reopened, again.solving_ms, again.lasting_ms), (1, Some(12 * HOUR_MS), Some(13 * HOUR_MS)));
    }

    #[test]
    fn pauses_do_not_count_and_end_with_the_outcome_at_the_latest() {
        let paused = [(0, Event::Opened), (1, Event::Paused), (4, Event::Resumed), (5, Event::Paused), (7, Event::Solved)];
        let told = told(&paused);
        assert_eq!((told.paused_ms, told.solving_ms), (5 * HOUR_MS, Some(2 * HOUR_MS)));
    }

    #[test]
    fn a_clock_set_back_takes_nothing_from_anything() {
        let back = told(&[(5, Event::Opened), (6, Event::Paused), (2, Event::Resumed), (3, Event::Solved), (4, Event::Closed)]);
        assert_eq!((back.paused_ms, back.solving_ms, back.lasting_ms), (0, Some(0), Some(0)));
    }
}
