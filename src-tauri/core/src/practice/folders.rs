//! The stream of folders: the scenes, today's crowd, then everybody else, in memory bounded by the house, not by the guests.

use chrono::NaiveDate;
use rand::Rng;
use rand_chacha::{ChaCha8Rng, rand_core::SeedableRng};

use super::{
    broken,
    complaints::{Belongs, complaints, promises},
    crowd::{Slot, crowd},
    desk::Desk,
    kept::kept,
    names::Country,
    people::{contacts, person, preferences},
    points::{joins, membership},
    records::{Folder, Stay},
    scenes::scenes,
    stays::{Laid, stay},
};
use crate::{base::error::Result, stays::StayState};

/// The most stays of one guest.
const STAYS_MAX: u32 = 60;
/// Of ten guests so many come now and then; the others are regulars.
const OCCASIONAL_OF_TEN: u32 = 7;
/// After each stay an occasional guest stops with this chance, a regular with the other, of 1,000.
const STOPS_OF_1000: (u32, u32) = (625, 160);
/// The stream of random numbers that plans the crowd; guests have those from 1 on.
const CROWD_STREAM: u64 = 0;
/// How often another person is drawn where somebody near today would look like one of the scenes.
const PERSON_TRIES: u32 = 20;

/// Gives one folder after the other.
#[derive(Debug)]
pub struct Folders {
    desk: Desk,
    seed: u64,
    guests: u64,
    next: u64,
    scenes: std::vec::IntoIter<Folder>,
    crowd: std::vec::IntoIter<Slot>,
}

impl Folders {
    /// Returns the stream of a practice hotel.
    ///
    /// Errors: [`crate::base::error::Error::Damaged`] where a file inside the program is not what it should be.
    pub(super) fn new(guests: u64, seed: u64, today: NaiveDate) -> Result<Self> {
        let mut desk = Desk::new(guests, today).map_err(|_| broken("a file of the program"))?;
        let scenes = scenes(&mut desk, seed);
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        rng.set_stream(CROWD_STREAM);
        let crowd = crowd(guests, today, &desk.draws, &mut desk.calendar, &mut rng);
        Ok(Self { desk, seed, guests, next: 0, scenes: scenes.into_iter(), crowd: crowd.into_iter() })
    }

    /// Returns the highest member number given so far.
    pub fn member_last(&self) -> u32 {
        self.desk.member_last()
    }

    /// Returns what the making carries along.
    pub(super) fn desk(&self) -> &Desk {
        &self.desk
    }

    fn made(&mut self, ordinal: u64, slot: Option<&Slot>) -> Folder {
        let mut rng = ChaCha8Rng::seed_from_u64(self.seed);
        rng.set_stream(ordinal + 1);
        let rng = &mut rng;
        let stays = self.stays(slot, rng);
        let country = self.country(rng);
        let booked = stays.iter().map(|stay| stay.booked_on).min().unwrap_or(self.desk.span.today);
        let created = super::people::at_desk(booked, rng).min(self.desk.now);
        let desk = &mut self.desk;
        let person_of = |rng: &mut ChaCha8Rng| {
            let person = person(&desk.names, &desk.words, &country, created, rng);
            let contacts = contacts(&person, &country, ordinal, rng);
            (person, contacts)
        };
        let (mut who, mut ways) = person_of(rng);
        for _ in 0..PERSON_TRIES {
            if slot.is_none() || !super::cast::looks_like_scene(&who, &ways) {
                break;
            }
            (who, ways) = person_of(rng);
        }
        let belongs = if joins(&stays, rng) { Belongs::Member } else { Belongs::Nowhere };
        let complaints = complaints(&desk.words, &stays, belongs, desk.now, rng);
        let promises = promises(&desk.words, &stays, &complaints, desk.now, rng);
        let visits: Vec<&Stay> = stays.iter().filter(|stay| stay.arrived_at.is_some_and(|at| at <= desk.now)).collect();
        let last = visits.last().map_or(created.date(), |stay| stay.arrival);
        let preferences = preferences(&desk.words, visits.len(), last, rng);
        let membership = (belongs == Belongs::Member).then(|| {
            let number = desk.member_number();
            membership(number, &stays, &complaints, &desk.words, desk.now, rng)
        });
        let kept = kept(self.seed, ordinal, &who, &stays, desk.now);
        Folder { ordinal, person: who, contacts: ways, preferences, promises, stays, complaints, membership, kept }
    }

    fn stays(&mut self, slot: Option<&Slot>, rng: &mut ChaCha8Rng) -> Vec<Stay> {
        let mut stays = Vec::new();
        if let Some(slot) = slot {
            stays.push(self.stay_of_today(slot, rng));
        }
        let more = stays_of_a_guest(rng) - stays.len() as u32;
        let range = self.desk.coming(slot.map(|slot| slot.arrival), rng);
        self.desk.lay_more(&mut stays, more, range, rng);
        self.desk.number(&mut stays);
        stays
    }

    fn stay_of_today(&self, slot: &Slot, rng: &mut impl Rng) -> Stay {
        let laid = Laid { arrival: slot.arrival, state: slot.standing.state(), room: Some(slot.room) };
        let drawn = stay(&slot.booking, laid, 0, &self.desk.draws, rng);
        if slot.arrival < self.desk.span.today {
            return drawn;
        }
        let early = 9 * 60 + rng.random_range(0..28) * 10;
        let late = 14 * 60 + 30 + rng.random_range(0..54) * 10;
        let here = drawn.state == StayState::InHouse;
        let arrive_minute = if here { early } else { late };
        let arrived_at = here.then(|| slot.arrival.and_hms_opt(early / 60, early % 60 + 3, 0)).flatten();
        Stay { arrive_minute, arrived_at, ..drawn }
    }

    fn country(&self, rng: &mut impl Rng) -> Country {
        let code = self.desk.draws.country(rng);
        self.desk.names.country_of(code).cloned().expect("a test holds every country of the figures against the list")
    }
}

impl Iterator for Folders {
    type Item = Folder;

    fn next(&mut self) -> Option<Folder> {
        if let Some(folder) = self.scenes.next() {
            self.next = folder.ordinal + 1;
            return Some(folder);
        }
        if self.next >= self.guests {
            return None;
        }
        let slot = self.crowd.next();
        let ordinal = self.next;
        self.next += 1;
        Some(self.made(ordinal, slot.as_ref()))
    }
}

/// One stay at least; three on average.
fn stays_of_a_guest(rng: &mut impl Rng) -> u32 {
    let stops = if rng.random_ratio(OCCASIONAL_OF_TEN, 10) { STOPS_OF_1000.0 } else { STOPS_OF_1000.1 };
    let mut count = 1;
    while count < STAYS_MAX && !rng.random_ratio(stops, 1_000) {
        count += 1;
    }
    count
}
