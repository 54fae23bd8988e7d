//! What a stay may do next. Pure: no SQL, no clock.

use super::{Bill, NIGHTS_MAX, Stay, StayRefusal, StayState};
use crate::base::{
    error::{Common, Result},
    money::Minor,
    time::{BusinessDate, Instant},
};

/// Returns the stay as it is once the guest has come on `today`.
///
/// Errors: [`StayRefusal::WrongState`] where it is not booked, [`StayRefusal::NotYet`] before its arrival.
pub fn check_in(stay: Stay, room_no: String, at: Instant, today: BusinessDate) -> std::result::Result<Stay, StayRefusal> {
    if stay.state != StayState::Booked {
        return Err(StayRefusal::WrongState { state: stay.state });
    }
    if stay.arrival > today {
        return Err(StayRefusal::NotYet { arrival: stay.arrival });
    }
    Ok(Stay { state: StayState::InHouse, room_no, arrived_at_ms: Some(at), ..stay })
}

/// Returns the stay that matters on `today`: in house, else arriving today, else the next one booked.
pub fn coming(stays: &[Stay], today: BusinessDate) -> Option<&Stay> {
    let in_house = stays.iter().find(|stay| stay.state == StayState::InHouse);
    let booked =
        stays.iter().filter(|stay| stay.state == StayState::Booked && stay.arrival >= today).min_by_key(|stay| stay.arrival);
    in_house.or(booked)
}

/// Returns the stay as it is once the guest has gone on `today`: nights and room revenue follow the days really stayed,
/// unless the bill says otherwise.
///
/// Errors: [`StayRefusal::WrongState`] where it is not in house, [`Common::BadValue`] where a sum passes its bound.
pub fn check_out(stay: Stay, bill: Option<Bill>, today: BusinessDate) -> Result<Stay> {
    if stay.state != StayState::InHouse {
        return Err(StayRefusal::WrongState { state: stay.state }.into());
    }
    let departure = today.max(stay.arrival);
    let nights = nights_between(stay.arrival, departure).ok_or(Common::BadValue { field: "departure" })?;
    let bill = match bill {
        Some(bill) => bill,
        None => Bill { room_minor: room_revenue(&stay, nights)?, food_minor: stay.food_minor, other_minor: stay.other_minor },
    };
    Ok(Stay {
        state: StayState::Departed,
        departure,
        nights,
        room_minor: bill.room_minor,
        food_minor: bill.food_minor,
        other_minor: bill.other_minor,
        ..stay
    })
}

/// Returns the nights between two dates, or `None` where the second is earlier or the stay too long for the file.
pub fn nights_between(arrival: BusinessDate, departure: BusinessDate) -> Option<u16> {
    let nights = departure.days_since(arrival);
    if (0..=NIGHTS_MAX).contains(&nights) { u16::try_from(nights).ok() } else { None }
}

fn room_revenue(stay: &Stay, nights: u16) -> std::result::Result<Minor, Common> {
    if nights == stay.nights {
        return Ok(stay.room_minor);
    }
    stay.rate_minor.times(i64::from(nights)).ok_or(Common::BadValue { field: "room_minor" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::ids::{RawId, StayId},
        stays::RowDigest,
    };

    fn date(text: &str) -> BusinessDate {
        text.parse().unwrap()
    }

    fn stay(state: StayState) -> Stay {
        Stay {
            id: StayId(RawId::derive(Instant::from_ms(0), b"stay", 0)),
            guest_id: None,
            source: "pms".into(),
            source_key: "R1".into(),
            confirmation: String::new(),
            state,
            property: String::new(),
            arrival: date("2026-07-14"),
            departure: date("2026-07-16"),
            nights: 2,
            arrive_minute: None,
            arrived_at_ms: None,
            room_no: String::new(),
            room_type: String::new(),
            adults: 1,
            children: 0,
            babies: 0,
            channel: String::new(),
            segment: String::new(),
            country: String::new(),
            repeat_guest: false,
            rate_minor: Minor::new(88_000).unwrap(),
            room_minor: Minor::new(170_000).unwrap(),
            food_minor: Minor::ZERO,
            other_minor: Minor::ZERO,
            payment: String::new(),
            booked_on: None,
            status_on: None,
            warnings: Vec::new(),
            row_digest: RowDigest::default(),
            import_id: None,
        }
    }

    #[test]
    fn only_a_booked_guest_who_is_due_can_come() {
        for state in StayState::ALL {
            let came = check_in(stay(*state), "1206".into(), Instant::from_ms(1), date("2026-07-14"));
            assert_eq!(came.is_ok(), *state == StayState::Booked, "{state} at the desk");
        }
        let early = check_in(stay(StayState::Booked), "1206".into(), Instant::from_ms(1), date("2026-07-13"));
        assert_eq!(early, Err(StayRefusal::NotYet { arrival: date("2026-07-14") }), "tomorrow's guest is not in house today");
    }

    #[test]
    fn who_leaves_earlier_pays_the_nights_stayed_and_who_leaves_as_booked_the_agreed_sum() {
        let cases = [("2026-07-15", 1, 88_000), ("2026-07-16", 2, 170_000), ("2026-07-18", 4, 352_000), ("2026-07-13", 0, 0)];
        for (today, nights, room) in cases {
            let gone = check_out(stay(StayState::InHouse), None, date(today)).unwrap();
            assert_eq!((gone.nights, gone.room_minor.minor()), (nights, room), "gone on {today}");
            assert_eq!(gone.state, StayState::Departed, "the stay is over");
        }
        for state in StayState::ALL.iter().filter(|state| **state != StayState::InHouse) {
            assert!(check_out(stay(*state), None, date("2026-07-16")).is_err(), "{state} cannot leave");
        }
    }
}
