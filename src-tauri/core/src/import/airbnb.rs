//! Airbnb › Reservations › Export. Earnings are what the house gets, `€100` or `$412.50`; the row counts its nights.

use super::{
    RowCode,
    cells::{Cells, Taken, columns},
    draft::{self, Draft},
    mapping::{Around, Person, Reading},
};
use crate::{
    base::contact::ContactKind,
    stays::{ROOM_MAX, StayState, StayWarning},
};

columns! {
    Code "confirmation_code" Needed [],
    Status "status" Needed [],
    Guest "guest_name" Needed [],
    Contact "contact" Optional [],
    Adults "#_of_adults" Optional [],
    Children "#_of_children" Optional [],
    Infants "#_of_infants" Optional [],
    Start "start_date" Needed [],
    End "end_date" Needed [],
    Nights "#_of_nights" Needed [],
    Booked "booked" Optional [],
    Listing "listing" Optional [],
    Earnings "earnings" Optional [],
}

/// Returns what the row says.
pub fn read(cells: &Cells<'_>, around: &Around<'_>) -> Taken<Reading> {
    let mut noticed: Vec<StayWarning> = Vec::new();
    cells.needed(Place::Code)?;
    let code = draft::number(cells, Place::Code, &mut noticed)?;
    let name = draft::name(cells, Place::Guest)?;
    let phone = draft::comparable(cells, Place::Contact, ContactKind::Phone, &mut noticed)?;
    let listing = draft::words(cells, Place::Listing, crate::base::text::NAME_MAX)?;
    let draft = Draft {
        confirmation: code.clone(),
        source_key: code,
        state: state(cells)?,
        days: draft::stay_days(cells, (Place::Start, Place::End), Some(cells.needed_count(Place::Nights)?))?,
        room_no: String::new(),
        // A listing's title is as long as its owner likes; the beginning tells the room.
        room_type: listing.chars().take(ROOM_MAX).collect(),
        party: (
            draft::count(cells, Place::Adults, 1)?,
            draft::count(cells, Place::Children, 0)?,
            draft::count(cells, Place::Infants, 0)?,
        ),
        channel: "Airbnb".to_owned(),
        segment: String::new(),
        country: String::new(),
        rate: None,
        total: draft::price(cells, Place::Earnings, around, &mut noticed)?,
        payment: String::new(),
        booked_on: draft::plain_day(cells, Place::Booked)?,
        person: (!name.is_empty()).then(|| Person { name, phone, ..Person::default() }),
        noticed,
    };
    draft.settle(cells, around, Place::Earnings)
}

fn state(cells: &Cells<'_>) -> Taken<StayState> {
    let word = cells.needed(Place::Status)?.to_lowercase();
    match word.as_str() {
        "confirmed" | "accepted" | "arriving soon" | "arriving today" | "arriving tomorrow" => Ok(StayState::Booked),
        "currently hosting" | "checking out today" => Ok(StayState::InHouse),
        "past guest" | "review guest" | "awaiting guest review" => Ok(StayState::Departed),
        _ if word.starts_with("cancel") => Ok(StayState::Cancelled),
        _ => Err(cells.fault(Place::Status, RowCode::UnknownWord)),
    }
}
