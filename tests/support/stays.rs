//! Stays as a PMS would have brought them.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{GuestId, ImportId, RawId, StayId},
        money::Minor,
        role::Role,
        time::BusinessDate,
    },
    stays::{self, RowDigest, Stay, StayState},
};

use super::hotel::Hotel;

/// Adds a stay of a guest who is in the house, with room revenue and restaurant bills in minor units, and returns its id.
pub fn in_house(hotel: &Hotel, guest: GuestId, arrival: &str, departure: &str, room_minor: i64, food_minor: i64) -> StayId {
    add(hotel, StayState::InHouse, guest, (arrival, departure), (room_minor, food_minor))
}

/// Adds a departed stay of `guest` with these dates, room revenue and restaurant bills in minor units, and returns its id.
pub fn departed(hotel: &Hotel, guest: GuestId, arrival: &str, departure: &str, room_minor: i64, food_minor: i64) -> StayId {
    add(hotel, StayState::Departed, guest, (arrival, departure), (room_minor, food_minor))
}

/// Adds a booked stay of `guest` with these dates, and returns its id.
pub fn booked(hotel: &Hotel, guest: GuestId, arrival: &str, departure: &str) -> StayId {
    add(hotel, StayState::Booked, guest, (arrival, departure), (0, 0))
}

/// Makes the room revenue of a stay another one, as its source would.
pub fn charged(hotel: &Hotel, id: StayId, room_minor: i64) {
    let stay = hotel.read(|db| stays::get(db, id));
    let stay = Stay { room_minor: Minor::new(room_minor).expect("a test's sum"), ..stay };
    let put = hotel.write(Role::GeneralManager, Op::ApplyImport, &format!("{id}{room_minor}"), |tx| stays::put_bulk(tx, &stay));
    put.expect("a stay is changed");
}

/// Makes a stay that departed go on to another day, as its source would say who checked the wrong room out.
pub fn stays_on(hotel: &Hotel, id: StayId, departure: &str) {
    let stay = hotel.read(|db| stays::get(db, id));
    let departure = departure.parse::<BusinessDate>().expect("a test's date");
    let nights = u16::try_from(departure.days_since(stay.arrival)).expect("a stay of a test is short");
    let stay = Stay { state: StayState::InHouse, departure, nights, ..stay };
    let put = hotel.write(Role::GeneralManager, Op::ApplyImport, &format!("{id}{departure}"), |tx| stays::put_bulk(tx, &stay));
    put.expect("a stay goes on");
}

/// What a stay of a test was like.
pub struct Like<'a> {
    /// Nights up to today.
    pub nights: i64,
    /// Room revenue, minor units.
    pub room: i64,
    /// Restaurant bills, minor units.
    pub food: i64,
    /// As the source calls it.
    pub channel: &'a str,
}

/// Adds a guest's stay that is in the house and leaves today, and returns its id.
pub fn leaving_today(hotel: &Hotel, guest: GuestId, like: &Like<'_>) -> StayId {
    put(hotel, numbered(hotel, StayState::InHouse, (guest, 0), like))
}

/// Adds a guest's stay that left today as the PMS's file brings it, and returns its id.
pub fn left_today(hotel: &Hotel, guest: GuestId, like: &Like<'_>) -> StayId {
    put(hotel, numbered(hotel, StayState::Departed, (guest, 0), like))
}

/// Returns the nth stay of a guest that ends today.
pub fn numbered(hotel: &Hotel, state: StayState, (guest, nth): (GuestId, usize), like: &Like<'_>) -> Stay {
    let today = hotel.read(|db| Ok(db.hotel().clock.business_date(hotel.now())));
    let (arrival, departure) = (today.plus_days(-like.nights).to_string(), today.to_string());
    let mut stay = made(hotel, state, guest, (&arrival, &departure), (like.room, like.food));
    stay.channel = like.channel.to_owned();
    if nth > 0 {
        stay.source_key = format!("{}-{nth}", stay.source_key);
        stay.id = StayId(RawId::derive(hotel.now(), stay.source_key.as_bytes(), 0));
    }
    stay
}

fn add(hotel: &Hotel, state: StayState, guest: GuestId, dates: (&str, &str), sums: (i64, i64)) -> StayId {
    put(hotel, made(hotel, state, guest, dates, sums))
}

fn put(hotel: &Hotel, stay: Stay) -> StayId {
    let key = stay.source_key.clone();
    let put = hotel.write(Role::GeneralManager, Op::ApplyImport, &key, |tx| stays::add_bulk(tx, &stay));
    put.expect("a stay is added");
    stay.id
}

fn made(hotel: &Hotel, state: StayState, guest: GuestId, (arrival, departure): (&str, &str), (room, food): (i64, i64)) -> Stay {
    let key = format!("{arrival}-{departure}-{guest}");
    let id = StayId(RawId::derive(hotel.now(), key.as_bytes(), 0));
    let date = |text: &str| text.parse::<BusinessDate>().expect("a test's date");
    let (arrival, departure) = (date(arrival), date(departure));
    let nights = u16::try_from(departure.days_since(arrival)).expect("a stay of a test is short");
    let minor = |minor: i64| Minor::new(minor).expect("a test's sum");
    Stay {
        id,
        guest_id: Some(guest),
        source: "pms".to_owned(),
        source_key: key,
        confirmation: "H-4711".to_owned(),
        state,
        property: String::new(),
        arrival,
        departure,
        nights,
        arrive_minute: None,
        arrived_at_ms: (state != StayState::Booked).then(|| hotel.now()),
        room_no: "1206".to_owned(),
        room_type: "江景双床".to_owned(),
        adults: 1,
        children: 0,
        babies: 0,
        channel: "携程".to_owned(),
        segment: "online".to_owned(),
        country: "CN".to_owned(),
        repeat_guest: false,
        rate_minor: minor(room / i64::from(nights.max(1))),
        room_minor: minor(room),
        food_minor: minor(food),
        other_minor: Minor::ZERO,
        payment: "微信".to_owned(),
        booked_on: Some(arrival.plus_days(-7)),
        status_on: Some(departure),
        warnings: Vec::new(),
        row_digest: RowDigest::default(),
        import_id: None::<ImportId>,
    }
}
