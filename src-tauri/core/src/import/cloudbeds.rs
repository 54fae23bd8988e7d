//! Cloudbeds › Reservations › Export. Its own spelling is `Cancelation`; dates come day first or month first, and the
//! row's own nights say which.

use super::{
    RowCode,
    cells::{Cells, Taken, columns},
    countries,
    draft::{self, Draft, WORD_MAX},
    mapping::{Around, Person, Reading},
};
use crate::{
    base::{contact::ContactKind, text::NAME_MAX},
    stays::{ROOM_MAX, StayState, StayWarning},
};

columns! {
    Reservation "reservation_number" Needed [],
    Name "name" Needed ["guest_name"],
    Email "email" Optional [],
    Phone "phone_number" Optional [],
    Mobile "mobile" Optional [],
    ThirdParty "third_party_confirmation_number" Optional [],
    Adults "adults" Optional [],
    Children "children" Optional [],
    Room "room_number" Optional [],
    Total "accommodation_total" Optional [],
    CheckIn "check_in_date" Needed [],
    CheckOut "check_out_date" Needed [],
    Nights "nights" Needed [],
    RoomType "room_type" Optional [],
    BookedOn "reservation_date" Optional [],
    Source "source" Optional [],
    MealPlan "meal_plan" Optional [],
    Status "status" Needed [],
    Country "country" Optional [],
    Company "company_name" Optional [],
}

/// Returns what the row says.
pub fn read(cells: &Cells<'_>, around: &Around<'_>) -> Taken<Reading> {
    let mut noticed = Vec::new();
    cells.needed(Place::Reservation)?;
    let rooms = draft::said(cells, Place::Room)?;
    if rooms.contains(',') {
        noticed.push(StayWarning::SeveralRooms);
    }
    let state = state(cells)?;
    let draft = Draft {
        source_key: draft::number(cells, Place::Reservation, &mut noticed)?,
        confirmation: draft::number(cells, Place::ThirdParty, &mut noticed)?,
        state,
        days: draft::stay_days(cells, (Place::CheckIn, Place::CheckOut), Some(cells.needed_count(Place::Nights)?))?,
        room_no: rooms.split(',').next().unwrap_or_default().trim().chars().take(ROOM_MAX).collect(),
        room_type: draft::words(cells, Place::RoomType, ROOM_MAX)?,
        party: (draft::count(cells, Place::Adults, 1)?, draft::count(cells, Place::Children, 0)?, 0),
        channel: draft::words(cells, Place::Source, WORD_MAX)?,
        segment: draft::words(cells, Place::MealPlan, WORD_MAX)?,
        country: draft::words(cells, Place::Country, WORD_MAX)?,
        rate: None,
        total: draft::price(cells, Place::Total, around, &mut noticed)?,
        payment: String::new(),
        booked_on: draft::plain_day(cells, Place::BookedOn)?,
        person: person(cells, &mut noticed)?,
        noticed,
    };
    draft.settle(cells, around, Place::Total)
}

fn person(cells: &Cells<'_>, noticed: &mut Vec<StayWarning>) -> Taken<Option<Person>> {
    let name = draft::name(cells, Place::Name)?;
    let phone = draft::comparable(cells, Place::Phone, ContactKind::Phone, noticed)?;
    let phone = match phone {
        Some(phone) => Some(phone),
        None => draft::comparable(cells, Place::Mobile, ContactKind::Phone, noticed)?,
    };
    let person = Person {
        phone,
        email: draft::comparable(cells, Place::Email, ContactKind::Email, noticed)?,
        country: countries::alpha_2(draft::said(cells, Place::Country)?),
        company: draft::words(cells, Place::Company, NAME_MAX)?,
        name,
        ..Person::default()
    };
    Ok((!person.name.is_empty()).then_some(person))
}

fn state(cells: &Cells<'_>) -> Taken<StayState> {
    match cells.needed(Place::Status)?.to_lowercase().replace(['_', '-'], " ").as_str() {
        "confirmed" | "not confirmed" | "confirmation pending" => Ok(StayState::Booked),
        "in house" | "checked in" => Ok(StayState::InHouse),
        "checked out" => Ok(StayState::Departed),
        "cancelled" | "canceled" => Ok(StayState::Cancelled),
        "no show" => Ok(StayState::NoShow),
        _ => Err(cells.fault(Place::Status, RowCode::UnknownWord)),
    }
}
