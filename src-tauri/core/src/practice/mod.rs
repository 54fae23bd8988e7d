//! F4: the practice hotel. Made-up people in a hotel of 220 rooms whose figures follow a real booking history, with the
//! scenes of the product's working day on its "today".
//!
//! Same guests, seed and day: same content, to the last byte. Everything is drawn from one seed; nothing reads a clock.
//! Absent on purpose: real people. Mail addresses stand at reserved domains, names are put together freely.

mod asked;
mod cast;
mod complaints;
mod crowd;
mod desk;
mod duty;
mod figures;
mod fill;
mod folders;
mod greeted;
mod house;
mod keeping;
mod kept;
mod lunar;
mod names;
mod part;
mod people;
mod points;
pub mod records;
mod replay;
mod rows;
mod scene_points;
mod scenes;
mod span;
mod spent;
mod stays;
mod words;

use chrono::NaiveDate;

pub use cast::{SUSPECT_PHONE, TWICE};
pub use figures::{ChannelFigures, Figures, PartyFigures};
pub use fill::{Made, Watch, fill};
pub use folders::Folders;

use crate::base::{
    error::{Error, Refusal, Result},
    time::{HotelClock, Instant},
};

/// The smallest practice hotel: the people of the scenes and a few around them.
pub const GUESTS_MIN: u64 = 100;
/// The largest: beyond it a file would not fit a desk PC's disk.
pub const GUESTS_MAX: u64 = 5_000_000;

/// Local hour at which the practice hotel's day ends.
pub const DAY_ENDS_HOUR: u32 = 4;
/// Where it stands.
pub const TIME_ZONE: &str = "Asia/Shanghai";
/// What it is called.
pub const NAME: &str = "练习饭店";
/// What it reckons in.
pub const CURRENCY: &str = "CNY";

/// Which practice hotel to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Practice {
    /// How many guests; about three stays and five postings of points for each.
    pub guests: u64,
    /// Another seed, other people.
    pub seed: u64,
    /// The day it is made for.
    pub today: NaiveDate,
}

/// Why a practice hotel is not made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PracticeRefusal {
    /// Too few or too many guests.
    Size {
        /// How many were asked for.
        guests: u64,
    },
    /// The person who asked for it broke off; nothing stays.
    Cancelled,
}

impl Refusal for PracticeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Size { .. } => "practice_size",
            Self::Cancelled => "cancelled",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Size { guests } => {
                vec![("guests", guests.to_string()), ("min", GUESTS_MIN.to_string()), ("max", GUESTS_MAX.to_string())]
            }
            Self::Cancelled => Vec::new(),
        }
    }
}

/// Returns the practice hotel's calendar day at `at`: the day that a new one is made for where none was named.
pub fn day_of(at: Instant) -> Option<NaiveDate> {
    let zone = TIME_ZONE.parse().ok()?;
    Some(HotelClock { zone, day_ends_hour: DAY_ENDS_HOUR }.business_date(at).date())
}

impl Practice {
    /// Returns the local time at which it is made: the afternoon of the scenes, 14:05 on its day.
    pub fn opens_at(&self) -> Option<Instant> {
        let zone = TIME_ZONE.parse().ok()?;
        HotelClock { zone, day_ends_hour: DAY_ENDS_HOUR }.at_local(self.today, desk::NOW.0, desk::NOW.1)
    }

    /// Returns the folders of this hotel's guests, one after the other, in bounded memory.
    ///
    /// Errors: [`PracticeRefusal::Size`]; [`Error::Damaged`] where a file inside the program is not what it should be, which
    /// tests hold to be impossible.
    pub fn folders(&self) -> Result<Folders> {
        if !(GUESTS_MIN..=GUESTS_MAX).contains(&self.guests) {
            return Err(PracticeRefusal::Size { guests: self.guests }.into());
        }
        Folders::new(self.guests, self.seed, self.today)
    }
}

/// Returns the error of something of ours that is not what it should be.
fn broken(what: &str) -> Error {
    Error::Damaged { what: format!("practice: {what}") }
}

#[cfg(test)]
mod tests;
