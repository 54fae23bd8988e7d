//! What the making of a practice hotel carries along: figures, lists, the calendar of rooms and the numbers given so far.

use chrono::{Days, NaiveDate, NaiveDateTime};
use rand::Rng;

use super::{
    cast::CAST,
    figures::Draws,
    house::Calendar,
    names::NameLists,
    records::Stay,
    span::Span,
    stays::{Booking, lay, stay},
    words::Words,
};

/// At what hour and minute of its "today" the practice hotel is made: the afternoon of the scenes.
pub const NOW: (u32, u32) = (14, 5);

/// The first member number given by itself.
const FIRST_MEMBER: u32 = 1;

/// How long a guest keeps coming, in days.
const COMING_DAYS: (u64, u64) = (200, 2_200);

/// How many bookings are drawn for one stay before it is given up; the last is looked a day for in all the past.
const BOOKING_TRIES: u32 = 8;

/// Everything that making the next guest needs.
#[derive(Debug)]
pub struct Desk {
    /// Figures to draw from.
    pub draws: Draws,
    /// Names to draw from.
    pub names: NameLists,
    /// Texts to draw from.
    pub words: Words,
    /// The days of the hotel.
    pub span: Span,
    /// Which room is taken when.
    pub calendar: Calendar,
    /// The hotel's local time of making.
    pub now: NaiveDateTime,
    stays_given: u64,
    member_next: u32,
}

impl Desk {
    /// Returns an empty house for so many guests.
    ///
    /// Errors: a file inside the program is not JSON of its shape (a mistake in the build, told apart by tests).
    pub fn new(guests: u64, today: NaiveDate) -> Result<Self, serde_json::Error> {
        let span = Span::new(guests, today);
        Ok(Self {
            draws: Draws::load()?,
            names: NameLists::load()?,
            words: Words::load()?,
            calendar: Calendar::new(span.first, span.nights()),
            now: today.and_hms_opt(NOW.0, NOW.1, 0).unwrap_or_default(),
            span,
            stays_given: 0,
            member_next: FIRST_MEMBER,
        })
    }

    /// Returns the next free member number; those of the scenes are kept for them.
    pub fn member_number(&mut self) -> u32 {
        while CAST.iter().any(|part| part.member_number == Some(self.member_next)) {
            self.member_next += 1;
        }
        self.member_next += 1;
        self.member_next - 1
    }

    /// Returns the highest member number given, those of the scenes among them.
    pub fn member_last(&self) -> u32 {
        let scenes = CAST.iter().filter_map(|part| part.member_number).max().unwrap_or(0);
        scenes.max(self.member_next - 1)
    }

    /// Lays up to `count` more stays of one guest beside those in `stays`, within `range` where it has a day for them.
    pub fn lay_more(&mut self, stays: &mut Vec<Stay>, count: u32, range: (NaiveDate, NaiveDate), rng: &mut impl Rng) {
        for _ in 0..count {
            for attempt in 0..BOOKING_TRIES {
                let days = if attempt + 1 < BOOKING_TRIES { range } else { (self.span.first, self.span.today) };
                let booking = Booking::drawn(&self.draws, rng);
                if let Some(laid) = lay(&booking, &self.draws, &self.span, &mut self.calendar, stays, days, rng) {
                    stays.push(stay(&booking, laid, 0, &self.draws, rng));
                    break;
                }
            }
        }
    }

    /// Returns the days over which one guest keeps coming; one who was here today keeps coming until now.
    pub fn coming(&self, anchor: Option<NaiveDate>, rng: &mut impl Rng) -> (NaiveDate, NaiveDate) {
        let length = rng.random_range(COMING_DAYS.0..COMING_DAYS.1);
        let (first, end) = (self.span.first, self.span.end);
        if let Some(anchor) = anchor {
            return ((anchor - Days::new(length)).max(first), end);
        }
        let all = (end - first).num_days() as u64 + length;
        let last = first + Days::new(rng.random_range(1..=all));
        ((last - Days::new(length)).max(first), last.min(end))
    }

    /// Puts the stays in order of arrival and gives each its ordinal.
    pub fn number(&mut self, stays: &mut [Stay]) {
        stays.sort_by_key(|stay| (stay.arrival, stay.booked_on));
        for stay in stays {
            stay.ordinal = self.stays_given;
            self.stays_given += 1;
        }
    }
}
