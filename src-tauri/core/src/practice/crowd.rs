//! The crowd of today: who stays over, who leaves, who arrives, beside the people of the scenes.
//!
//! A full house of the size that DATA's figures give: on a day made for 220 rooms 38 arrive (11 are here already), 41 leave
//! (29 are gone), and 164 are in the house.

use chrono::{Days, NaiveDate};
use rand::Rng;

use super::{
    figures::Draws,
    house::{Calendar, ROOMS, Room},
    stays::Booking,
};
use crate::stays::StayState;

/// Hotels with at least so many guests have the whole crowd; smaller ones have their share of it.
const GUESTS_OF_FULL_HOUSE: u64 = 1_200;

/// How many people of each standing the crowd adds to the scenes, in a full house.
const STANDINGS: [(Standing, u64); 5] =
    [(Standing::Gone, 29), (Standing::Leaving, 10), (Standing::StayingOver, 134), (Standing::Arrived, 11), (Standing::Due, 13)];

/// How somebody stands to today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Left today.
    Gone,
    /// Leaves today, still here.
    Leaving,
    /// Came before today and stays on.
    StayingOver,
    /// Came today.
    Arrived,
    /// Comes today.
    Due,
}

impl Standing {
    /// Returns the state of such a stay.
    pub fn state(self) -> StayState {
        match self {
            Self::Gone => StayState::Departed,
            Self::Leaving | Self::StayingOver | Self::Arrived => StayState::InHouse,
            Self::Due => StayState::Booked,
        }
    }
}

/// One person of the crowd: when they came, how long they stay, in which room.
#[derive(Clone, Debug)]
pub struct Slot {
    /// What was booked; its nights are those of the slot.
    pub booking: Booking,
    /// First night's date.
    pub arrival: NaiveDate,
    /// The room.
    pub room: Room,
    /// How they stand to today.
    pub standing: Standing,
}

/// Returns today's crowd, each with a room of its own, laid into the calendar beside the scenes.
pub fn crowd(guests: u64, today: NaiveDate, draws: &Draws, calendar: &mut Calendar, rng: &mut impl Rng) -> Vec<Slot> {
    let mut slots = Vec::new();
    for (standing, count) in STANDINGS {
        let count = count * guests.min(GUESTS_OF_FULL_HOUSE) / GUESTS_OF_FULL_HOUSE;
        for _ in 0..count {
            let mut booking = Booking::drawn(draws, rng);
            let (arrival, nights) = nights_around(standing, today, &booking, draws, rng);
            booking.nights = nights;
            let end = reserved_until(standing, arrival, nights, today);
            if let Some(room) = calendar.find(booking.room_type(), arrival, end, rng.random_range(0..ROOMS)) {
                calendar.take(room, arrival, end);
                slots.push(Slot { booking, arrival, room, standing });
            }
        }
    }
    slots
}

/// Somebody who leaves today but is still here keeps the room from today's arrivals.
fn reserved_until(standing: Standing, arrival: NaiveDate, nights: u32, today: NaiveDate) -> NaiveDate {
    let departure = arrival + Days::new(u64::from(nights));
    if standing == Standing::Leaving { today + Days::new(1) } else { departure }
}

/// Returns arrival and nights of somebody who stands so to today. A longer stay is likelier met in its middle.
fn nights_around(standing: Standing, today: NaiveDate, booking: &Booking, draws: &Draws, rng: &mut impl Rng) -> (NaiveDate, u32) {
    let mut nights = || draws.nights(booking.channel, rng).max(1);
    match standing {
        Standing::Arrived | Standing::Due => (today, nights()),
        Standing::Gone | Standing::Leaving => {
            let nights = nights();
            (today - Days::new(u64::from(nights)), nights)
        }
        Standing::StayingOver => {
            let longest = (0..4).map(|_| nights()).max().unwrap_or(2).max(2);
            let spent = rng.random_range(1..longest);
            (today - Days::new(u64::from(spent)), longest)
        }
    }
}
