//! The 32 columns of *Hotel booking demand* (Antonio, Almeida, Nunes: Data in Brief 22, 2019). It has no booking number
//! and no name: a row is known by its digest and which copy of it in the file it is, and its stay has no guest.

use super::{
    RowCode,
    cells::{self, Cells, Taken, columns},
    mapping::{Around, Key, Reading},
};
use crate::{
    base::time::BusinessDate,
    stays::{NIGHTS_MAX, ROOM_MAX, Stay, StayState, StayWarning},
};

/// Longest word of the file's own lists, in characters.
const WORD_MAX: usize = 60;
/// Longest time between booking and arrival, in days.
const LEAD_DAYS_MAX: u32 = 36_600;

columns! {
    Hotel "hotel" Needed [],
    IsCanceled "is_canceled" Needed [],
    LeadTime "lead_time" Needed [],
    ArrivalDateYear "arrival_date_year" Needed [],
    ArrivalDateMonth "arrival_date_month" Needed [],
    ArrivalDateWeekNumber "arrival_date_week_number" Needed [],
    ArrivalDateDayOfMonth "arrival_date_day_of_month" Needed [],
    StaysInWeekendNights "stays_in_weekend_nights" Needed [],
    StaysInWeekNights "stays_in_week_nights" Needed [],
    Adults "adults" Needed [],
    Children "children" Needed [],
    Babies "babies" Needed [],
    Meal "meal" Needed [],
    Country "country" Needed [],
    MarketSegment "market_segment" Needed [],
    DistributionChannel "distribution_channel" Needed [],
    IsRepeatedGuest "is_repeated_guest" Needed [],
    PreviousCancellations "previous_cancellations" Needed [],
    PreviousBookingsNotCanceled "previous_bookings_not_canceled" Needed [],
    ReservedRoomType "reserved_room_type" Needed [],
    AssignedRoomType "assigned_room_type" Needed [],
    BookingChanges "booking_changes" Needed [],
    DepositType "deposit_type" Needed [],
    Agent "agent" Needed [],
    Company "company" Needed [],
    DaysInWaitingList "days_in_waiting_list" Needed [],
    CustomerType "customer_type" Needed [],
    Adr "adr" Needed [],
    RequiredCarParkingSpaces "required_car_parking_spaces" Needed [],
    TotalOfSpecialRequests "total_of_special_requests" Needed [],
    ReservationStatus "reservation_status" Needed [],
    ReservationStatusDate "reservation_status_date" Needed [],
}

/// Returns what the row says: Departed is Check-Out, room revenue is rate × nights, the country stands as written.
pub fn read(cells: &Cells<'_>, around: &Around<'_>) -> Taken<Reading> {
    let arrival = arrival(cells)?;
    let nights = cells.needed_count(Place::StaysInWeekendNights)? + cells.needed_count(Place::StaysInWeekNights)?;
    if i64::from(nights) > NIGHTS_MAX {
        return Err(cells.fault(Place::StaysInWeekNights, RowCode::TooManyNights));
    }
    let rate_minor = cells.sum(Place::Adr, around.minor_digits)?.ok_or_else(|| cells.fault(Place::Adr, RowCode::Missing))?;
    let children = children(cells)?;
    let stay = Stay {
        id: around.id,
        guest_id: None,
        source: around.source.to_owned(),
        source_key: String::new(),
        confirmation: String::new(),
        state: state(cells)?,
        property: cells.words(Place::Hotel, WORD_MAX)?,
        arrival,
        departure: arrival.plus_days(i64::from(nights)),
        nights,
        arrive_minute: None,
        arrived_at_ms: None,
        room_no: String::new(),
        room_type: cells.words(Place::AssignedRoomType, ROOM_MAX)?,
        adults: cells.needed_count(Place::Adults)?,
        children: children.unwrap_or_default(),
        babies: cells.needed_count(Place::Babies)?,
        channel: cells.words(Place::DistributionChannel, WORD_MAX)?,
        segment: cells.words(Place::MarketSegment, WORD_MAX)?,
        country: cells.words(Place::Country, WORD_MAX)?,
        repeat_guest: cells.needed_count(Place::IsRepeatedGuest)? > 0,
        rate_minor,
        room_minor: rate_minor.times(i64::from(nights)).ok_or_else(|| cells.fault(Place::Adr, RowCode::OutOfBounds))?,
        food_minor: crate::base::money::Minor::ZERO,
        other_minor: crate::base::money::Minor::ZERO,
        payment: cells.words(Place::DepositType, WORD_MAX)?,
        booked_on: Some(arrival.plus_days(-i64::from(lead_days(cells)?))),
        status_on: Some(status_on(cells)?),
        warnings: Vec::new(),
        row_digest: cells.digest(),
        import_id: around.import_id,
    };
    let warnings = warnings(&stay, children.is_none());
    Ok(Reading { stay: Stay { warnings, ..stay }, person: None, key: Key::NthCopy })
}

fn warnings(stay: &Stay, children_unknown: bool) -> Vec<StayWarning> {
    let mut warnings = Vec::new();
    let mut notice = |holds: bool, warning: StayWarning| {
        if holds {
            warnings.push(warning);
        }
    };
    notice(stay.adults + stay.children + stay.babies == 0, StayWarning::Nobody);
    notice(stay.nights == 0, StayWarning::ZeroNights);
    notice(stay.rate_minor.minor() < 0, StayWarning::NegativeRate);
    notice(children_unknown, StayWarning::UnknownChildren);
    notice(is_absent(&stay.country), StayWarning::UnknownCountry);
    warnings
}

fn arrival(cells: &Cells<'_>) -> Taken<BusinessDate> {
    let number = |place: Place| cells::digits(cells.needed(place)?).ok_or_else(|| cells.fault(place, RowCode::BadNumber));
    let year = number(Place::ArrivalDateYear)?;
    let month = month(cells.needed(Place::ArrivalDateMonth)?);
    let month = month.ok_or_else(|| cells.fault(Place::ArrivalDateMonth, RowCode::UnknownWord))?;
    let day = number(Place::ArrivalDateDayOfMonth)?;
    let year = i32::try_from(year).unwrap_or(i32::MAX);
    cells::of(year, month, day).ok_or_else(|| cells.fault(Place::ArrivalDateDayOfMonth, RowCode::BadDate))
}

fn month(name: &str) -> Option<u32> {
    name.parse::<chrono::Month>().ok().map(|month| month.number_from_month())
}

fn state(cells: &Cells<'_>) -> Taken<StayState> {
    match cells.needed(Place::ReservationStatus)? {
        "Check-Out" => Ok(StayState::Departed),
        "Canceled" => Ok(StayState::Cancelled),
        "No-Show" => Ok(StayState::NoShow),
        _ => Err(cells.fault(Place::ReservationStatus, RowCode::UnknownWord)),
    }
}

/// Returns the day of the last change. The published file writes month/day/year; the same table elsewhere writes ISO days.
fn status_on(cells: &Cells<'_>) -> Taken<BusinessDate> {
    let text = cells.needed(Place::ReservationStatusDate)?;
    let american = || {
        let mut parts = text.split('/').map(cells::digits);
        let (month, day, year) = (parts.next()??, parts.next()??, parts.next()??);
        if parts.next().is_some() { None } else { cells::of(i32::try_from(year).ok()?, month, day) }
    };
    american().or_else(|| cells::day(text)).ok_or_else(|| cells.fault(Place::ReservationStatusDate, RowCode::BadDate))
}

fn lead_days(cells: &Cells<'_>) -> Taken<u32> {
    let days = cells::digits(cells.needed(Place::LeadTime)?).ok_or_else(|| cells.fault(Place::LeadTime, RowCode::BadNumber))?;
    if days <= LEAD_DAYS_MAX { Ok(days) } else { Err(cells.fault(Place::LeadTime, RowCode::OutOfBounds)) }
}

/// Returns the children; `None` where the source does not know.
fn children(cells: &Cells<'_>) -> Taken<Option<u16>> {
    if is_absent(cells.raw(Place::Children)?) { Ok(None) } else { cells.count(Place::Children) }
}

fn is_absent(word: &str) -> bool {
    matches!(word, "" | "NA" | "NULL")
}
