//! Booking.com extranet › Reservations › Download. Prices come as `300 USD`; `ok` says only that nobody cancelled.

use super::{
    RowCode,
    cells::{Cells, Taken, columns},
    countries,
    draft::{self, Draft, WORD_MAX},
    mapping::{Around, Person, Reading},
};
use crate::{
    base::{contact::ContactKind, time::BusinessDate},
    stays::{ROOM_MAX, StayState, StayWarning},
};

columns! {
    Number "book_number" Needed ["reservation_number"],
    BookedBy "booked_by" Optional ["booker_name"],
    Guests "guest_name(s)" Needed ["guest_names", "guest_name"],
    CheckIn "check_in" Needed [],
    CheckOut "check_out" Needed [],
    BookedOn "booked_on" Optional [],
    Status "status" Needed [],
    Rooms "rooms" Optional [],
    People "people" Optional ["persons"],
    Adults "adults" Optional [],
    Children "children" Optional [],
    Price "price" Optional [],
    RoomType "unit_type" Optional ["room_type"],
    Country "booker_country" Optional [],
    Phone "phone_number" Optional [],
    Payment "payment_method" Optional [],
}

/// Returns what the row says.
pub fn read(cells: &Cells<'_>, around: &Around<'_>) -> Taken<Reading> {
    let mut noticed = Vec::new();
    cells.needed(Place::Number)?;
    let number = draft::number(cells, Place::Number, &mut noticed)?;
    let nights: Option<u16> = None;
    let days = draft::stay_days(cells, (Place::CheckIn, Place::CheckOut), nights)?;
    if draft::count(cells, Place::Rooms, 1)? > 1 {
        noticed.push(StayWarning::SeveralRooms);
    }
    let people = draft::count(cells, Place::People, 1)?;
    let children = draft::count(cells, Place::Children, 0)?;
    let draft = Draft {
        confirmation: number.clone(),
        source_key: number,
        state: state(cells, days, around)?,
        days,
        room_no: String::new(),
        room_type: draft::words(cells, Place::RoomType, ROOM_MAX)?,
        party: (draft::count(cells, Place::Adults, people.saturating_sub(children))?, children, 0),
        channel: "Booking.com".to_owned(),
        segment: String::new(),
        country: draft::words(cells, Place::Country, WORD_MAX)?,
        rate: None,
        total: draft::price(cells, Place::Price, around, &mut noticed)?,
        payment: draft::words(cells, Place::Payment, WORD_MAX)?,
        booked_on: draft::plain_day(cells, Place::BookedOn)?,
        person: person(cells, &mut noticed)?,
        noticed,
    };
    draft.settle(cells, around, Place::Price)
}

fn person(cells: &Cells<'_>, noticed: &mut Vec<StayWarning>) -> Taken<Option<Person>> {
    let first = draft::first_name(cells, Place::Guests)?;
    let name = if first.is_empty() { draft::name(cells, Place::BookedBy)? } else { first };
    let person = Person {
        phone: draft::comparable(cells, Place::Phone, ContactKind::Phone, noticed)?,
        country: countries::alpha_2(draft::said(cells, Place::Country)?),
        name,
        ..Person::default()
    };
    Ok((!person.name.is_empty()).then_some(person))
}

fn state(cells: &Cells<'_>, days: (BusinessDate, BusinessDate), around: &Around<'_>) -> Taken<StayState> {
    match cells.needed(Place::Status)?.to_lowercase().replace([' ', '-'], "_").as_str() {
        "ok" if draft::is_over(days, around) => Ok(StayState::Departed),
        "ok" => Ok(StayState::Booked),
        "no_show" => Ok(StayState::NoShow),
        word if word.starts_with("cancelled") || word.starts_with("canceled") => Ok(StayState::Cancelled),
        _ => Err(cells.fault(Place::Status, RowCode::UnknownWord)),
    }
}
