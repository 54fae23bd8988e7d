//! 应该怎样给他报价: what a guest paid for a night, by kind of room. Pure. Absent on purpose: a discount. No stay says what the
//! house asked of others on that day, and a figure that was never agreed would be held against the desk.

use serde::Serialize;

use crate::{
    base::{money::Minor, time::BusinessDate},
    stays::{Stay, StayState},
};

/// What a guest paid for one kind of room. Source: catalogue G20.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct PaidRates {
    /// As the source calls it; empty where no stay says.
    pub room_type: String,
    /// Stays that had a rate.
    #[specta(type = f64)]
    pub stays: u32,
    /// A night of the last of them.
    pub last_minor: Minor,
    /// First night of the last of them.
    pub last_on: BusinessDate,
    /// By which channel that was booked, as the source calls it.
    pub last_channel: String,
    /// The lowest that was ever paid.
    pub lowest_minor: Minor,
    /// The middle one; of an even number the lower of the two, so that it is a price that was paid.
    pub median_minor: Minor,
}

/// Returns what was paid, the kind that was slept in last first; stays come latest first. Only departed stays with a rate
/// count: what is booked is not paid, and a night of the house tells no price.
pub fn of(stays: &[Stay]) -> Vec<PaidRates> {
    let paid: Vec<&Stay> = stays.iter().filter(|stay| stay.state == StayState::Departed && stay.rate_minor.minor() > 0).collect();
    let mut kinds: Vec<&str> = Vec::new();
    for stay in &paid {
        if !kinds.contains(&stay.room_type.as_str()) {
            kinds.push(&stay.room_type);
        }
    }
    kinds.into_iter().filter_map(|kind| of_kind(&paid, kind)).collect()
}

fn of_kind(paid: &[&Stay], kind: &str) -> Option<PaidRates> {
    let of_kind: Vec<&&Stay> = paid.iter().filter(|stay| stay.room_type == kind).collect();
    let last = of_kind.first()?;
    let mut rates: Vec<Minor> = of_kind.iter().map(|stay| stay.rate_minor).collect();
    rates.sort_unstable();
    Some(PaidRates {
        room_type: kind.to_owned(),
        stays: u32::try_from(rates.len()).unwrap_or(u32::MAX),
        last_minor: last.rate_minor,
        last_on: last.arrival,
        last_channel: last.channel.clone(),
        lowest_minor: *rates.first()?,
        median_minor: *rates.get((rates.len() - 1) / 2)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    type Night = (&'static str, StayState, &'static str, i64);

    /// Stays latest first, as the card reads them.
    fn stays(nights: &[Night]) -> Vec<Stay> {
        let stay = |(arrival, state, room_type, fen): &Night| -> Stay {
            let text = serde_json::json!({
                "id": "00000000-0000-7000-8000-000000000001", "guest_id": null, "source": "pms", "source_key": "",
                "confirmation": "", "state": state, "property": "", "arrival": arrival, "departure": arrival, "nights": 1,
                "arrive_minute": null, "arrived_at_ms": null, "room_no": "", "room_type": room_type, "adults": 1,
                "children": 0, "babies": 0, "channel": "电话", "segment": "", "country": "", "repeat_guest": false,
                "rate_minor": fen, "room_minor": fen, "food_minor": 0, "other_minor": 0, "payment": "", "booked_on": null,
                "status_on": null, "warnings": [], "row_digest": "00000000000000000000000000000000", "import_id": null,
            });
            serde_json::from_value(text).expect("a stay of the test")
        };
        nights.iter().map(stay).collect()
    }

    /// Shows each kind as `kind stays last@day lowest median`.
    fn shown(nights: &[Night]) -> String {
        let line = |one: PaidRates| {
            let (last, lowest, median) = (one.last_minor.minor(), one.lowest_minor.minor(), one.median_minor.minor());
            format!("{} {} {last}@{} {lowest} {median}", one.room_type, one.stays, one.last_on)
        };
        of(&stays(nights)).into_iter().map(line).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn what_was_paid_is_told_by_kind_of_room() {
        use StayState::{Booked, Cancelled, Departed, InHouse, NoShow};
        let cases: [(&[Night], &str); 8] = [
            (&[], ""),
            (&[("2026-07-01", Departed, "豪华大床", 68_000)], "豪华大床 1 68000@2026-07-01 68000 68000"),
            // What is booked, given up or not yet paid is no price that was paid; nor is a night of the house.
            (
                &[("2026-08-01", Booked, "豪华大床", 50_000), ("2026-07-01", Departed, "豪华大床", 68_000)],
                "豪华大床 1 68000@2026-07-01 68000 68000",
            ),
            (&[("2026-08-01", Cancelled, "豪华大床", 1), ("2026-07-01", NoShow, "豪华大床", 2)], ""),
            (&[("2026-08-01", InHouse, "豪华大床", 50_000), ("2026-07-01", Departed, "豪华大床", 0)], ""),
            // Last, lowest and middle are three things.
            (
                &[
                    ("2026-07-01", Departed, "豪华大床", 70_000),
                    ("2026-05-01", Departed, "豪华大床", 50_000),
                    ("2026-03-01", Departed, "豪华大床", 60_000),
                ],
                "豪华大床 3 70000@2026-07-01 50000 60000",
            ),
            // The middle of an even number is one that was paid.
            (
                &[("2026-07-01", Departed, "豪华大床", 70_000), ("2026-05-01", Departed, "豪华大床", 50_000)],
                "豪华大床 2 70000@2026-07-01 50000 50000",
            ),
            // The kind that was slept in last stands first, and no kind speaks for another.
            (
                &[
                    ("2026-07-01", Departed, "套房", 150_000),
                    ("2026-05-01", Departed, "豪华大床", 50_000),
                    ("2026-03-01", Departed, "套房", 120_000),
                ],
                "套房 2 150000@2026-07-01 120000 120000; 豪华大床 1 50000@2026-05-01 50000 50000",
            ),
        ];
        for (nights, expected) in cases {
            assert_eq!(shown(nights), expected, "{nights:?}");
        }
    }
}
