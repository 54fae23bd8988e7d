//! Which of the ladder's backups may go, decided from instants and sequences alone (PROMISES 7).
//!
//! Order of making is the history's sequence; days, weeks and months are read off the hotel's clock. A clock that jumped
//! must never thin everything: what lies in the future of the newest stays, the newest [`Rungs::newest`] stay whatever
//! their instants say, the rungs are *filled* (the last twelve days that have a backup) instead of aged out, and one pass
//! takes away no more than [`THINNED_MAX`].

use chrono::Datelike as _;

use crate::base::time::{BusinessDate, HotelClock, Instant};

/// Most backups that one pass takes away; a pass follows each new backup, so that this never falls behind.
pub const THINNED_MAX: usize = 8;

/// How many are kept of what age.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rungs {
    /// All of this many hours before the newest.
    pub all_hours: i64,
    /// The newest by sequence, whatever their instants say.
    pub newest: usize,
    /// Days with a backup before that: the last one of each.
    pub daily: usize,
    /// Weeks with a backup before those: the last one of each.
    pub weekly: usize,
    /// Months with a backup before those: the last one of each.
    pub monthly: usize,
}

/// The second place: two days all, then 12 daily, 10 weekly, 9 monthly. Source: PROMISES 7.
pub const SECOND_PLACE: Rungs = Rungs { all_hours: 48, newest: 24, daily: 12, weekly: 10, monthly: 9 };

/// Beside the hotel's own file, where no second place is set or it is away: a few, for this disk is the file's own.
pub const BESIDE: Rungs = Rungs { all_hours: 0, newest: 4, daily: 2, weekly: 0, monthly: 0 };

impl Rungs {
    /// Returns the day from which a backup of `made_on` is gone at the latest where the house makes one every day, for a rung
    /// is filled by backups and not by days that pass.
    pub fn gone_by(&self, made_on: BusinessDate) -> BusinessDate {
        let newest = i64::try_from(self.newest).unwrap_or(i64::MAX);
        let rungs = self.all_hours / 24 + self.daily as i64 + self.weekly as i64 * 7;
        // A day more, for 48 hours reach into a third one. The first of the months may be a part of one, and the oldest is
        // kept by its last backup: it goes when the months' rung begins as many months later.
        let months = self.monthly as i32;
        made_on.plus_days(rungs.max(newest) + 2).plus_months(months)
    }
}

/// One backup that the ladder made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// When it was made.
    pub at: Instant,
    /// The history's sequence that it holds.
    pub seq: i64,
}

/// Returns which of `points` may go now that `made` is whole and verified, at most [`THINNED_MAX`], the oldest first.
pub fn superfluous(points: &[Point], made: Point, clock: &HotelClock, rungs: &Rungs) -> Vec<usize> {
    let mut kept = vec![false; points.len()];
    for at in newest_by_sequence(points).into_iter().take(rungs.newest) {
        kept[at] = true;
    }
    let mut by_age: Vec<usize> = (0..points.len()).collect();
    by_age.sort_by_key(|at| std::cmp::Reverse((points[*at].at, points[*at].seq)));
    let all_from = made.at.plus_minutes(-rungs.all_hours * 60);
    let (young, old): (Vec<usize>, Vec<usize>) =
        by_age.into_iter().partition(|at| points[*at].at >= all_from || points[*at] == made);
    for at in young {
        kept[at] = true;
    }
    climb(points, &old, clock, rungs, &mut kept);
    let mut gone: Vec<usize> = old.into_iter().rev().filter(|at| !kept[*at]).collect();
    gone.truncate(THINNED_MAX);
    gone
}

fn newest_by_sequence(points: &[Point]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by_key(|at| std::cmp::Reverse((points[*at].seq, points[*at].at)));
    order
}

/// Fills the rungs from the youngest of `old` on: the last backup of each day, then of each week, then of each month.
fn climb(points: &[Point], old: &[usize], clock: &HotelClock, rungs: &Rungs, kept: &mut [bool]) {
    let day = |at: Instant| i64::from(clock.business_date(at).date().num_days_from_ce());
    let week = |at: Instant| (day(at) - 1).div_euclid(7);
    let month = |at: Instant| {
        let date = clock.business_date(at).date();
        i64::from(date.year()) * 12 + i64::from(date.month0())
    };
    let mut rest = old;
    let steps: [(usize, &dyn Fn(Instant) -> i64); 3] = [(rungs.daily, &day), (rungs.weekly, &week), (rungs.monthly, &month)];
    for (many, span) in steps {
        let mut last = None;
        let mut filled = 0;
        while let Some((at, older)) = rest.split_first() {
            let this = Some(span(points[*at].at));
            if this != last && filled == many {
                break;
            }
            if this != last {
                kept[*at] = true;
                filled += 1;
                last = this;
            }
            rest = older;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const CLOCK: HotelClock = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };
    const BEGIN_MS: i64 = 1_784_009_100_000;
    const DAY_MINUTES: i64 = 24 * 60;

    /// A place that takes a backup and is thinned after it, as the house does.
    #[derive(Default)]
    struct Place(Vec<Point>);

    impl Place {
        fn made(&mut self, at: Instant, rungs: &Rungs) -> usize {
            let made = Point { at, seq: self.0.iter().map(|point| point.seq).max().unwrap_or(0) + 1 };
            self.0.push(made);
            let gone: BTreeSet<usize> = superfluous(&self.0, made, &CLOCK, rungs).into_iter().collect();
            assert!(gone.iter().all(|at| self.0[*at] != made), "the newest never goes");
            let mut at = 0;
            self.0.retain(|_| {
                at += 1;
                !gone.contains(&(at - 1))
            });
            gone.len()
        }

        /// Returns how old the kept ones are, in days before the newest, the youngest first.
        fn ages(&self) -> Vec<i64> {
            let newest = self.0.last().expect("a backup").at;
            let mut ages: Vec<i64> = self.0.iter().map(|point| (newest.ms() - point.at.ms()).div_euclid(86_400_000)).collect();
            ages.sort_unstable();
            ages
        }
    }

    fn at(minutes: i64) -> Instant {
        Instant::from_ms(BEGIN_MS).plus_minutes(minutes)
    }

    /// Returns whole numbers below `below`, the same for the same seed.
    fn numbers(seed: u64) -> impl FnMut(i64) -> i64 {
        let mut state = seed | 1;
        move |below| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(state >> 33).unwrap_or(0) % below
        }
    }

    #[test]
    fn a_year_of_quarters_leaves_two_days_twelve_days_ten_weeks_and_nine_months() {
        let mut place = Place::default();
        for quarter in 0..400 * 96 {
            place.made(at(quarter * 15), &SECOND_PLACE);
        }
        let ages = place.ages();
        let young = ages.iter().filter(|days| **days < 2).count();
        assert_eq!(young, 192, "every quarter of the last two days");
        let rest = &ages[young..];
        // 48 hours before the newest belong to the first of them.
        let daily = rest.iter().filter(|days| **days < 15).count();
        assert!((12..=14).contains(&daily), "one a day up to a fortnight: {rest:?}");
        assert!((31..=32).contains(&rest.len()), "12 + 10 + 9, and the one at the edge of two days: {rest:?}");
        assert!(rest.last().is_some_and(|days| (300..=380).contains(days)), "nine months and more back: {rest:?}");
        for pair in rest.windows(2) {
            assert!(pair[1] - pair[0] <= 38, "no hole wider than a month and a week: {rest:?}");
        }
    }

    #[test]
    fn whatever_the_clock_does_the_newest_stay_and_a_pass_takes_a_few() {
        for seed in 0..60 {
            let mut number = numbers(seed);
            let mut place = Place::default();
            let mut now = 0;
            for _ in 0..400 {
                now += match number(40) {
                    0 => 10 * 365 * DAY_MINUTES,
                    1 => -10 * 365 * DAY_MINUTES,
                    2 => number(90) * DAY_MINUTES,
                    3 => -number(3) * 60,
                    _ => 15 + number(200),
                };
                let before: Vec<Point> = place.0.clone();
                let gone = place.made(at(now), &SECOND_PLACE);
                assert!(gone <= THINNED_MAX, "seed {seed}: {gone} in one pass");
                let newest: Vec<Point> = newest_by_sequence(&before).into_iter().take(23).map(|at| before[at]).collect();
                assert!(newest.iter().all(|point| place.0.contains(point)), "seed {seed}: one of the newest went");
                let future: Vec<&Point> = before.iter().filter(|point| point.at > at(now)).collect();
                assert!(future.iter().all(|point| place.0.contains(point)), "seed {seed}: one from ahead of the clock went");
            }
        }
    }

    #[test]
    fn one_jump_of_ten_years_takes_no_rung_away() {
        let mut place = Place::default();
        for quarter in 0..100 * 96 {
            place.made(at(quarter * 15), &SECOND_PLACE);
        }
        let before = place.0.clone();
        let days = |points: &[Point]| -> BTreeSet<i64> {
            points.iter().map(|point| i64::from(CLOCK.business_date(point.at).date().num_days_from_ce())).collect()
        };
        for quarter in 0..96 {
            place.made(at(10 * 365 * DAY_MINUTES + quarter * 15), &SECOND_PLACE);
        }
        let still: Vec<Point> = place.0.iter().filter(|point| before.contains(point)).copied().collect();
        let (had, has) = (days(&before), days(&still));
        assert!(has.len() + 4 >= had.len(), "a day of a wrong clock: {} of {} days are left", has.len(), had.len());
        assert!(has.contains(had.last().expect("a day")), "the last right day is among them");
    }

    #[test]
    fn with_a_backup_a_day_each_is_gone_on_the_day_that_a_certificate_names() {
        for (rungs, days) in [(&SECOND_PLACE, 900), (&BESIDE, 60)] {
            let mut place = Place::default();
            let mut longest = 0;
            for day in 0..days {
                place.made(at(day * DAY_MINUTES), rungs);
                let today = CLOCK.business_date(at(day * DAY_MINUTES));
                for point in &place.0 {
                    let made_on = CLOCK.business_date(point.at);
                    assert!(today < rungs.gone_by(made_on), "one of {made_on} still lies there on {today}");
                    longest = longest.max(today.days_since(made_on));
                }
            }
            let first = CLOCK.business_date(at(0));
            let said = rungs.gone_by(first).days_since(first);
            assert!(said - longest < 45, "no later than it needs to be: {said} days are said, {longest} were needed");
        }
    }

    #[test]
    fn a_second_look_takes_nothing_more() {
        let mut place = Place::default();
        for hour in 0..24 * 120 {
            place.made(at(hour * 60), &SECOND_PLACE);
        }
        let made = *place.0.last().expect("a backup");
        assert_eq!(superfluous(&place.0, made, &CLOCK, &SECOND_PLACE), Vec::<usize>::new());
    }

    #[test]
    fn beside_the_file_a_few_are_enough() {
        let mut place = Place::default();
        for quarter in 0..10 * 96 {
            place.made(at(quarter * 15), &BESIDE);
        }
        assert!(place.0.len() <= 7, "{}", place.0.len());
    }
}
