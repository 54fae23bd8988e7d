//! OPERA: reservation reports as delimited text, one row a room's stay. Column names as OPERA's own reservation and
//! arrival reports write them (RESV_NAME_ID, FULL_NAME, ROOM_CATEGORY_LABEL …), whatever the report's language.

use super::{
    RowCode,
    cells::{Cells, Taken, columns},
    draft::{self, Draft, WORD_MAX},
    mapping::{Around, Person, Reading},
};
use crate::{
    base::text::NAME_MAX,
    stays::{ROOM_MAX, StayState},
};

columns! {
    Reservation "resv_name_id" Optional [],
    Confirmation "confirmation_no" Optional ["confirmation_number"],
    Status "resv_status" Optional ["computed_resv_status"],
    ShortStatus "short_resv_status" Optional [],
    FullName "full_name" Needed ["guest_name"],
    Arrival "arrival" Needed ["arrival_date"],
    Departure "departure" Needed ["departure_date"],
    Nights "nights" Optional [],
    Room "room" Optional ["room_no"],
    RoomType "room_category_label" Needed ["room_category"],
    Adults "adults" Optional [],
    Children "children" Optional [],
    Persons "persons" Optional [],
    Rooms "no_of_rooms" Optional [],
    Rate "effective_rate_amount" Optional ["rate_amount"],
    Total "share_amount_per_stay" Optional [],
    RateCode "rate_code" Optional [],
    Market "market_code" Optional [],
    Agent "travel_agent_name" Optional [],
    Company "company_name" Optional [],
    Country "country" Optional ["nationality"],
    Payment "payment_method" Optional ["guarantee_code"],
    BookedOn "insert_date" Optional [],
}

/// Returns what the row says.
pub fn read(cells: &Cells<'_>, around: &Around<'_>) -> Taken<Reading> {
    let mut noticed = Vec::new();
    let confirmation = draft::number(cells, Place::Confirmation, &mut noticed)?;
    let reservation = draft::number(cells, Place::Reservation, &mut noticed)?;
    let source_key = if reservation.is_empty() { confirmation.clone() } else { reservation };
    if source_key.is_empty() {
        return Err(cells.fault(Place::Reservation, RowCode::Missing));
    }
    let nights = cells.count(Place::Nights)?;
    let name = draft::name(cells, Place::FullName)?;
    let company = draft::words(cells, Place::Company, NAME_MAX)?;
    let persons = draft::count(cells, Place::Persons, 1)?;
    if draft::count(cells, Place::Rooms, 1)? > 1 {
        noticed.push(crate::stays::StayWarning::SeveralRooms);
    }
    let draft = Draft {
        source_key,
        confirmation,
        state: state(cells)?,
        days: draft::stay_days(cells, (Place::Arrival, Place::Departure), nights)?,
        room_no: draft::words(cells, Place::Room, ROOM_MAX)?,
        room_type: draft::words(cells, Place::RoomType, ROOM_MAX)?,
        party: (draft::count(cells, Place::Adults, persons)?, draft::count(cells, Place::Children, 0)?, 0),
        channel: draft::words(cells, Place::Agent, WORD_MAX)?,
        segment: draft::words(cells, Place::Market, WORD_MAX)?,
        country: draft::words(cells, Place::Country, WORD_MAX)?,
        rate: draft::price(cells, Place::Rate, around, &mut noticed)?,
        total: draft::price(cells, Place::Total, around, &mut noticed)?,
        payment: draft::words(cells, Place::Payment, WORD_MAX)?,
        booked_on: draft::plain_day(cells, Place::BookedOn)?,
        person: (!name.is_empty()).then(|| Person { name, company, ..Person::default() }),
        noticed,
    };
    draft.settle(cells, around, Place::Rate)
}

fn state(cells: &Cells<'_>) -> Taken<StayState> {
    let long = draft::said(cells, Place::Status)?;
    let (column, word) =
        if long.is_empty() { (Place::ShortStatus, draft::said(cells, Place::ShortStatus)?) } else { (Place::Status, long) };
    match word.to_lowercase().replace(['_', '-'], " ").as_str() {
        "reserved" | "resv" | "expected" | "exp" | "confirmed" | "due in" | "duein" => Ok(StayState::Booked),
        "checked in" | "ckin" | "in house" | "inhouse" | "arrived" | "due out" | "dueout" => Ok(StayState::InHouse),
        "checked out" | "ckot" | "departed" => Ok(StayState::Departed),
        "cancelled" | "canceled" | "cxl" | "cncl" => Ok(StayState::Cancelled),
        "no show" | "noshow" | "nosh" => Ok(StayState::NoShow),
        "" => Err(cells.fault(column, RowCode::Missing)),
        _ => Err(cells.fault(column, RowCode::UnknownWord)),
    }
}
