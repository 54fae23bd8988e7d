//! Reservations and what becomes of them, drawn from the figures and laid into the calendar of rooms.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};
use rand::Rng;

use super::{
    figures::{Draws, Outcome, PartyFigures},
    house::{Calendar, Room, RoomType},
    people::at_desk,
    records::Stay,
    span::Span,
};
use crate::stays::StayState;

/// How often another day is tried before a booking is given up.
const TRIES_MAX: u32 = 80;

/// Rates up to this rank (of 100) buy each kind of room, cheapest first: the dearer the night, the better the room.
const RANK_OF_TYPE: [(u32, RoomType); 7] = [
    (18, RoomType::StandardTwin),
    (36, RoomType::StandardQueen),
    (48, RoomType::DeluxeTwin),
    (80, RoomType::DeluxeKing),
    (82, RoomType::Family),
    (98, RoomType::ExecutiveKing),
    (100, RoomType::RiverSuite),
];

/// Channels of the house beneath the figures' own, and how often of 100.
const CHANNEL_WORDS: [(&str, &[(&str, u32)]); 7] = [
    ("online", &[("携程", 52), ("美团", 20), ("飞猪", 16), ("Booking.com", 12)]),
    ("agency", &[("旅行社", 100)]),
    ("group", &[("团队", 100)]),
    ("direct", &[("官网", 30), ("电话", 30), ("小程序", 22), ("直接到店", 18)]),
    ("corporate", &[("协议", 100)]),
    ("complementary", &[("免费房", 100)]),
    ("aviation", &[("机组", 100)]),
];

const PAYMENTS: [(&str, u32); 5] = [("微信支付", 44), ("支付宝", 22), ("银行卡", 20), ("预付", 9), ("现金", 5)];

/// One reservation before it has a day: what was booked, by whom and how it ends.
#[derive(Clone, Debug)]
pub struct Booking {
    /// Index of the channel in the figures.
    pub channel: usize,
    /// Days between booking and arrival.
    pub lead_days: u32,
    /// Nights booked.
    pub nights: u32,
    /// Who travels together.
    pub party: PartyFigures,
    /// Where the rate stands among the channel's rates of its month, 0 to 1.
    pub rank: f64,
    /// How it would end, were it past.
    pub outcome: Outcome,
}

impl Booking {
    /// Returns a booking as the figures have it.
    pub fn drawn(draws: &Draws, rng: &mut impl Rng) -> Self {
        let channel = draws.channel(rng);
        let lead_days = draws.lead_days(channel, rng);
        Self {
            channel,
            lead_days,
            nights: draws.nights(channel, rng),
            party: draws.party(rng),
            rank: rng.random(),
            outcome: draws.outcome(channel, lead_days, rng),
        }
    }

    /// Returns what kind of room the rate buys.
    pub fn room_type(&self) -> RoomType {
        let percent = (self.rank * 100.0) as u32;
        let family = self.party.children + self.party.babies > 1;
        let bought = RANK_OF_TYPE.iter().find(|(up_to, _)| percent < *up_to).map_or(RoomType::RiverSuite, |(_, kind)| *kind);
        if family && bought < RoomType::Family { RoomType::Family } else { bought }
    }
}

/// Where a reservation lies and how it stands today.
#[derive(Clone, Copy, Debug)]
pub struct Laid {
    /// First night's date.
    pub arrival: NaiveDate,
    /// How it stands.
    pub state: StayState,
    /// Its room, where one is taken.
    pub room: Option<Room>,
}

/// Finds a day and a room for `booking` between `from` and `to`, apart from the guest's own `others`, and takes the room.
///
/// Returns `None` where no day fits, or on the day drawn nobody would know of the booking yet. Today belongs to the scenes and the crowd: nothing is laid across it.
pub fn lay(
    booking: &Booking,
    draws: &Draws,
    span: &Span,
    calendar: &mut Calendar,
    others: &[Stay],
    (from, to): (NaiveDate, NaiveDate),
    rng: &mut impl Rng,
) -> Option<Laid> {
    let days = (to - from).num_days().max(1) as u64;
    let mut full_days = 0;
    for _ in 0..TRIES_MAX {
        let arrival = from + Days::new(rng.random_range(0..days));
        let likely =
            draws.arrival_share(booking.channel, arrival.month0() as usize, arrival.weekday().num_days_from_monday() as usize);
        if rng.random::<f64>() > likely * span.thinning(arrival) {
            continue;
        }
        if i64::from(booking.lead_days) < (arrival - span.today).num_days() {
            // Nobody knows of it yet. Another day would give short bookings to the past alone.
            return None;
        }
        let Some(state) = standing(booking, arrival, span.today, draws, rng) else { continue };
        if !matches!(state, StayState::Booked | StayState::Departed) {
            return Some(Laid { arrival, state, room: None });
        }
        let departure = arrival + Days::new(u64::from(booking.nights));
        if others.iter().any(|other| other.occupies() && other.arrival < departure && arrival < other.departure) {
            continue;
        }
        let start = rng.random_range(0..super::house::ROOMS);
        if let Some(room) = calendar.find(booking.room_type(), arrival, departure, start) {
            calendar.take(room, arrival, departure);
            return Some(Laid { arrival, state, room: Some(room) });
        }
        full_days += 1;
        if departure < span.window_first && full_days >= span.room_tries() {
            return Room::all().nth(start).map(|room| Laid { arrival, state, room: Some(room) });
        }
    }
    None
}

/// How a booking for that day stands today, or `None` where it would lie across today.
fn standing(booking: &Booking, arrival: NaiveDate, today: NaiveDate, draws: &Draws, rng: &mut impl Rng) -> Option<StayState> {
    let departure = arrival + Days::new(u64::from(booking.nights));
    let ahead = (arrival - today).num_days();
    if ahead < 0 {
        return match booking.outcome {
            Outcome::Cancelled => Some(StayState::Cancelled),
            Outcome::NoShow => Some(StayState::NoShow),
            Outcome::Came => (departure < today).then_some(StayState::Departed),
        };
    }
    let notice = i64::from(draws.cancelled_days_before(booking.lead_days, rng));
    let cancelled = booking.outcome == Outcome::Cancelled && notice >= ahead;
    match (cancelled, ahead) {
        (true, _) => Some(StayState::Cancelled),
        (false, 0) => None,
        (false, _) => Some(StayState::Booked),
    }
}

/// Returns the whole stay: prices, times, channel and payment of a booking that lies where `laid` says.
pub fn stay(booking: &Booking, laid: Laid, ordinal: u64, draws: &Draws, rng: &mut impl Rng) -> Stay {
    let arrival = laid.arrival;
    let departure = arrival + Days::new(u64::from(booking.nights));
    let came = matches!(laid.state, StayState::Departed | StayState::InHouse);
    let rate_fen = draws.rate_fen(booking.channel, arrival.month0() as usize, booking.rank);
    let channel = draws.figures.channels[booking.channel].channel.as_str();
    let booked_on = arrival - Days::new(u64::from(booking.lead_days));
    let arrive_minute = arrive_minute(rng);
    Stay {
        ordinal,
        state: laid.state,
        arrival,
        departure,
        arrive_minute,
        arrived_at: came.then(|| desk_time(arrival, arrive_minute, rng)),
        room: laid.room,
        room_type: laid.room.map_or(booking.room_type(), Room::room_type),
        party: booking.party,
        channel: booking.channel,
        channel_words: weighted(
            CHANNEL_WORDS.iter().find(|(name, _)| *name == channel).map_or(&[("直接到店", 1)], |(_, words)| words),
            rng,
        ),
        rate_fen,
        food_fen: if came { food_fen(booking, rng) } else { 0 },
        other_fen: if came { other_fen(booking, rng) } else { 0 },
        payment: if channel == "corporate" { "挂账" } else { weighted(&PAYMENTS, rng) },
        booked_on,
        status_on: status_on(booking, laid, booked_on, draws, rng),
    }
}

fn status_on(booking: &Booking, laid: Laid, booked_on: NaiveDate, draws: &Draws, rng: &mut impl Rng) -> NaiveDate {
    match laid.state {
        StayState::Departed => laid.arrival + Days::new(u64::from(booking.nights)),
        StayState::InHouse | StayState::NoShow => laid.arrival,
        StayState::Booked => booked_on,
        StayState::Cancelled => laid.arrival - Days::new(u64::from(draws.cancelled_days_before(booking.lead_days, rng))),
    }
}

/// Most arrive between 14:00 and 20:00.
fn arrive_minute(rng: &mut impl Rng) -> u32 {
    let middle = (rng.random_range(0..240) + rng.random_range(0..240)) as u32;
    (13 * 60 + middle) / 10 * 10
}

fn desk_time(date: NaiveDate, minute: u32, rng: &mut impl Rng) -> NaiveDateTime {
    let minute = minute + rng.random_range(0..30);
    date.and_hms_opt(minute / 60, minute % 60, rng.random_range(0..60)).unwrap_or_else(|| at_desk(date, rng))
}

fn food_fen(booking: &Booking, rng: &mut impl Rng) -> i64 {
    if rng.random_ratio(2, 5) {
        return 0;
    }
    let heads = i64::from(booking.party.adults + booking.party.children).max(1);
    let nights = i64::from(booking.nights).max(1);
    heads * nights * rng.random_range(38..140) * 100
}

fn other_fen(booking: &Booking, rng: &mut impl Rng) -> i64 {
    if rng.random_ratio(4, 5) { 0 } else { i64::from(booking.nights).max(1) * rng.random_range(20..120) * 100 }
}

fn weighted<'a>(list: &[(&'a str, u32)], rng: &mut impl Rng) -> &'a str {
    let mut at = rng.random_range(0..list.iter().map(|(_, weight)| weight).sum::<u32>());
    for (words, weight) in list {
        if at < *weight {
            return words;
        }
        at -= weight;
    }
    list[0].0
}
