//! The practice hotel's building: 220 rooms FFRR, and which nights each is taken.
//!
//! Each of the floors 02 to 12 has a long wing with the rooms 01–16 and four corner rooms 20, 23, 28 and 33.

use chrono::NaiveDate;

/// The lowest floor with guest rooms.
pub const FLOOR_FIRST: u32 = 2;
/// The highest floor with guest rooms.
pub const FLOOR_LAST: u32 = 12;
/// Room numbers on every floor.
pub const ROOMS_OF_FLOOR: [u32; 20] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 20, 23, 28, 33];
/// Rooms of the house.
pub const ROOMS: usize = (FLOOR_LAST - FLOOR_FIRST + 1) as usize * ROOMS_OF_FLOOR.len();

const WORDS: usize = ROOMS.div_ceil(64);

/// What kind of room it is, cheapest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub enum RoomType {
    /// 标准双床
    StandardTwin,
    /// 标准大床
    StandardQueen,
    /// 豪华双床
    DeluxeTwin,
    /// 豪华大床
    DeluxeKing,
    /// 家庭房
    Family,
    /// 行政大床
    ExecutiveKing,
    /// 江景套房
    RiverSuite,
}

impl RoomType {
    /// Every kind, cheapest first.
    pub const ALL: [Self; 7] = [
        Self::StandardTwin,
        Self::StandardQueen,
        Self::DeluxeTwin,
        Self::DeluxeKing,
        Self::Family,
        Self::ExecutiveKing,
        Self::RiverSuite,
    ];

    /// Returns the words on the house's own lists.
    pub const fn words(self) -> &'static str {
        match self {
            Self::StandardTwin => "标准双床",
            Self::StandardQueen => "标准大床",
            Self::DeluxeTwin => "豪华双床",
            Self::DeluxeKing => "豪华大床",
            Self::Family => "家庭房",
            Self::ExecutiveKing => "行政大床",
            Self::RiverSuite => "江景套房",
        }
    }
}

/// One room by its place in the house, 0 to [`ROOMS`] − 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Room(u16);

impl Room {
    /// Returns all rooms, lowest floor first.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..ROOMS as u16).map(Self)
    }

    /// Returns the room of this number, or `None` where the house has none.
    pub fn of_number(number: &str) -> Option<Self> {
        Self::all().find(|room| room.number() == number)
    }

    /// Returns the number on the door, FFRR.
    pub fn number(self) -> String {
        format!("{:02}{:02}", self.floor(), self.on_floor())
    }

    /// Returns what kind of room it is.
    pub fn room_type(self) -> RoomType {
        let twin = self.on_floor() % 2 == 1;
        match (self.floor(), self.on_floor()) {
            (10.., 1) => RoomType::RiverSuite,
            (10.., 2 | 10 | 15 | 20..) => RoomType::ExecutiveKing,
            (10.., _) => RoomType::DeluxeKing,
            (6..=9, 10) => RoomType::Family,
            (8..=9, _) if twin => RoomType::DeluxeTwin,
            (8..=9, _) => RoomType::DeluxeKing,
            (_, 20 | 23) => RoomType::StandardQueen,
            (_, 28 | 33 | 13..=16) => RoomType::StandardTwin,
            _ if twin => RoomType::StandardTwin,
            _ => RoomType::StandardQueen,
        }
    }

    fn floor(self) -> u32 {
        FLOOR_FIRST + u32::from(self.0) / ROOMS_OF_FLOOR.len() as u32
    }

    fn on_floor(self) -> u32 {
        ROOMS_OF_FLOOR[self.0 as usize % ROOMS_OF_FLOOR.len()]
    }
}

/// Which rooms are taken in which night: one bit each, so a dozen years lie in a few hundred kilobytes.
#[derive(Debug)]
pub struct Calendar {
    first: NaiveDate,
    nights: Vec<[u64; WORDS]>,
}

impl Calendar {
    /// Returns an empty calendar from `first` on, for `nights` nights.
    pub fn new(first: NaiveDate, nights: usize) -> Self {
        Self { first, nights: vec![[0; WORDS]; nights] }
    }

    /// Returns whether `room` is free in all nights from `arrival` to before `departure`.
    #[cfg(test)]
    pub fn is_free(&self, room: Room, arrival: NaiveDate, departure: NaiveDate) -> bool {
        let (word, bit) = place(room);
        self.span(arrival, departure).iter().all(|night| night[word] & bit == 0)
    }

    /// Takes `room` from `arrival` to before `departure`; a stay of no night takes nothing.
    pub fn take(&mut self, room: Room, arrival: NaiveDate, departure: NaiveDate) {
        let (word, bit) = place(room);
        let (from, to) = self.range(arrival, departure);
        for night in &mut self.nights[from..to] {
            night[word] |= bit;
        }
    }

    /// Returns a room that is free in all these nights: one of kind `wanted` where there is one, else any.
    ///
    /// `start` says where the search begins, so that not everybody gets the first room.
    pub fn find(&self, wanted: RoomType, arrival: NaiveDate, departure: NaiveDate, start: usize) -> Option<Room> {
        let mut taken = [0u64; WORDS];
        for night in self.span(arrival, departure) {
            for (all, one) in taken.iter_mut().zip(night) {
                *all |= one;
            }
        }
        let free = |room: &Room| {
            let (word, bit) = place(*room);
            taken[word] & bit == 0
        };
        let from = |start: usize| (0..ROOMS).map(move |step| Room(((start + step) % ROOMS) as u16));
        from(start).find(|room| room.room_type() == wanted && free(room)).or_else(|| from(start).find(free))
    }

    /// Returns how many rooms are taken in the night that begins on `date`.
    #[cfg(test)]
    pub fn taken(&self, date: NaiveDate) -> u32 {
        self.span(date, date + chrono::Days::new(1)).iter().flatten().map(|word| word.count_ones()).sum()
    }

    fn range(&self, arrival: NaiveDate, departure: NaiveDate) -> (usize, usize) {
        let at = |date: NaiveDate| ((date - self.first).num_days().max(0) as usize).min(self.nights.len());
        (at(arrival), at(departure))
    }

    fn span(&self, arrival: NaiveDate, departure: NaiveDate) -> &[[u64; WORDS]] {
        let (from, to) = self.range(arrival, departure);
        &self.nights[from..to]
    }
}

fn place(room: Room) -> (usize, u64) {
    (room.0 as usize / 64, 1 << (room.0 % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 7, number).expect("a day of July")
    }

    #[test]
    fn the_house_has_220_rooms_and_those_of_the_scenes() {
        let numbers: std::collections::BTreeSet<String> = Room::all().map(Room::number).collect();
        assert_eq!(numbers.len(), 220, "220 different numbers");
        let scenes = [
            ("0633", RoomType::StandardTwin),
            ("0915", RoomType::DeluxeTwin),
            ("1206", RoomType::DeluxeKing),
            ("1108", RoomType::DeluxeKing),
            ("1015", RoomType::ExecutiveKing),
            ("0820", RoomType::DeluxeKing),
            ("0511", RoomType::StandardTwin),
            ("0523", RoomType::StandardQueen),
            ("0610", RoomType::Family),
            ("0716", RoomType::StandardTwin),
            ("0728", RoomType::StandardTwin),
            ("0907", RoomType::DeluxeTwin),
            ("1201", RoomType::RiverSuite),
            ("1202", RoomType::ExecutiveKing),
            ("1210", RoomType::ExecutiveKing),
        ];
        for (number, expected) in scenes {
            assert_eq!(Room::of_number(number).map(Room::room_type), Some(expected), "{number}");
        }
        assert_eq!(Room::of_number("1801"), None, "there is no eighteenth floor");
    }

    #[test]
    fn a_taken_night_is_not_given_twice_but_the_day_of_departure_is() {
        let mut calendar = Calendar::new(day(1), 31);
        let room = Room::of_number("1206").expect("the room of the scene");
        calendar.take(room, day(14), day(17));
        assert!(!calendar.is_free(room, day(16), day(18)), "the last night is taken");
        assert!(calendar.is_free(room, day(17), day(18)), "the day of departure is free again");
        assert!(calendar.is_free(room, day(13), day(14)), "the night before is free");
        assert_eq!(calendar.taken(day(15)), 1, "one room is taken");
        for _ in 0..ROOMS - 1 {
            let found = calendar.find(RoomType::Family, day(14), day(15), 100).expect("there is still a room");
            calendar.take(found, day(14), day(15));
        }
        assert_eq!(calendar.find(RoomType::Family, day(14), day(15), 100), None, "a full house has no room");
    }
}
