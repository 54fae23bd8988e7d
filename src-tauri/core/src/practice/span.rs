//! Over which years the practice hotel's history lies, and how dense it is on each day.

use chrono::{Days, NaiveDate};

/// Reservations that a year of the house sees (cancelled ones too), so that its strongest month is nearly full.
pub const BOOKINGS_PER_YEAR: u64 = 21_500;
/// Stays of every kind that a guest has, on average.
pub const STAYS_PER_GUEST: u64 = 3;
/// The shortest history, in years.
pub const YEARS_MIN: u64 = 3;
/// The longest. A hotel with more guests than these years can hold has a past denser than its rooms: the same room then
/// has two guests in one night, in the years before the window; never in the window.
pub const YEARS_MAX: u64 = 15;
/// Days before today in which the house is never fuller than it can be.
pub const WINDOW_DAYS: u64 = 60;
/// How far ahead bookings reach, in days.
pub const AHEAD_DAYS: u64 = 365;

/// Days on which a hotel that holds its guests looks for a free room; one that cannot hold them would look in vain.
const ROOM_TRIES: u32 = 30;

const DAYS_PER_YEAR: u64 = 365;
/// Calendar days kept beyond the last arrival, for the nights of the longest stay.
const TAIL_DAYS: u64 = 40;

/// The days of a practice hotel.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// Where the history begins.
    pub first: NaiveDate,
    /// The day it is made for.
    pub today: NaiveDate,
    /// The first day of the window.
    pub window_first: NaiveDate,
    /// The day after the last possible arrival.
    pub end: NaiveDate,
    /// Share of the drawn arrivals that the window takes.
    window_share: f64,
}

impl Span {
    /// Returns the days of a hotel with so many guests.
    pub fn new(guests: u64, today: NaiveDate) -> Self {
        let bookings = guests * STAYS_PER_GUEST;
        let years = bookings.div_ceil(BOOKINGS_PER_YEAR).clamp(YEARS_MIN, YEARS_MAX);
        let per_year = bookings / years;
        Self {
            first: today - Days::new(years * DAYS_PER_YEAR),
            today,
            window_first: today - Days::new(WINDOW_DAYS),
            end: today + Days::new(AHEAD_DAYS),
            window_share: (BOOKINGS_PER_YEAR as f64 / per_year as f64).min(1.0),
        }
    }

    /// Returns which share of the arrivals drawn for this day is kept: all, but in a window that could not hold them.
    pub fn thinning(&self, arrival: NaiveDate) -> f64 {
        if arrival < self.window_first { 1.0 } else { self.window_share }
    }

    /// Returns on how many days a free room is looked for, before a stay of the far past shares one.
    pub fn room_tries(&self) -> u32 {
        if self.window_share < 1.0 { 1 } else { ROOM_TRIES }
    }

    /// Returns how many nights a calendar from [`Span::first`] needs.
    pub fn nights(&self) -> usize {
        ((self.end - self.first).num_days() as u64 + TAIL_DAYS) as usize
    }
}
