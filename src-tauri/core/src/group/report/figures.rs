//! What the report says, taken from the group's views and nothing else.

use std::collections::BTreeMap;

use crate::base::error::{Error, Result};

/// Months that a hotel is compared over: the last of those that were loaded.
pub const COMPARED_MONTHS: usize = 12;
/// Fewest room-nights for a rate of complaints: below it the report says that there is too little.
pub const NIGHTS_MIN: i64 = 100;
/// Fewest guests for a rate of repeaters.
pub const GUESTS_MIN: i64 = 30;

/// Answers a statement of the program with the rows that it has, each cell as text.
pub type Ask<'a> = dyn FnMut(&'static str) -> Result<Vec<Vec<String>>> + 'a;

/// What stands on the report.
#[derive(Debug, Default, Clone)]
pub struct Figures {
    /// Each hotel, by code.
    pub hotels: Vec<Hotel>,
    /// Packages that count.
    pub packages: i64,
    /// Months of departure, the first one first: room-nights and complaints of all hotels.
    pub months: BTreeMap<String, Month>,
    /// The first month that hotels are compared over.
    pub since: String,
    /// Complaints of the compared months by cause.
    pub causes: BTreeMap<String, i64>,
    /// Members by tier.
    pub tiers: BTreeMap<String, i64>,
    /// Compensation of the compared months by currency, and points given.
    pub compensation: BTreeMap<String, f64>,
    /// Points given as compensation in the compared months.
    pub compensation_points: i64,
    /// Points of all members by month.
    pub points: BTreeMap<String, Points>,
    /// People known in so many hotels.
    pub known_in: BTreeMap<i64, i64>,
    /// Year of the rate of repeaters: the last one loaded.
    pub year: String,
}

/// Of all hotels, in one month.
#[derive(Debug, Default, Clone, Copy)]
pub struct Month {
    /// Room-nights of stays that departed.
    pub nights: i64,
    /// Complaints taken.
    pub complaints: i64,
}

/// Points of all members.
#[derive(Debug, Default, Clone, Copy)]
pub struct Points {
    /// Hotels that sent this month.
    pub hotels: i64,
    /// Credited.
    pub earned: i64,
    /// Spent.
    pub redeemed: i64,
    /// Held at its end.
    pub closing: i64,
}

/// One hotel.
#[derive(Debug, Default, Clone)]
pub struct Hotel {
    /// Its code.
    pub code: String,
    /// What it calls itself.
    pub name: String,
    /// ISO 4217.
    pub currency: String,
    /// The last day that it sent.
    pub last_day: String,
    /// Room-nights of the compared months.
    pub nights: i64,
    /// Complaints of the compared months.
    pub complaints: i64,
    /// What they cost, in its currency.
    pub compensation: f64,
    /// Points that its members hold.
    pub points: i64,
    /// Its members.
    pub members: i64,
    /// Named guests of the last year.
    pub guests: i64,
    /// Of them, those who came at least twice.
    pub repeaters: i64,
}

impl Hotel {
    /// Returns complaints of each 100 room-nights, where there are enough.
    pub fn rate(&self) -> Option<f64> {
        (self.nights >= NIGHTS_MIN).then(|| 100.0 * self.complaints as f64 / self.nights as f64)
    }

    /// Returns the share of guests who came again, in percent, where there are enough.
    pub fn repeat(&self) -> Option<f64> {
        (self.guests >= GUESTS_MIN).then(|| 100.0 * self.repeaters as f64 / self.guests as f64)
    }
}

/// Reads what the report says; a view that is not there (its table was never sent) says nothing.
///
/// Errors: those of `ask`; a view that answers something else than it should.
pub fn read(ask: &mut Ask<'_>, views: &[String]) -> Result<Figures> {
    let mut figures = Figures::default();
    let mut found = |view: &str, sql: &'static str| if views.iter().any(|name| name == view) { ask(sql) } else { Ok(Vec::new()) };
    let mut hotels: BTreeMap<String, Hotel> = BTreeMap::new();
    for row in found("group_hotels", include_str!("../sql/report/hotels.sql"))? {
        figures.packages += whole(&row, 3)?;
        let hotel = Hotel {
            code: text(&row, 0)?,
            name: text(&row, 1)?,
            currency: text(&row, 2)?,
            last_day: text(&row, 5)?,
            ..Hotel::default()
        };
        hotels.insert(hotel.code.clone(), hotel);
    }
    let nights = found("group_nights", include_str!("../sql/report/nights.sql"))?;
    let complaints = found("group_complaints", include_str!("../sql/report/complaints.sql"))?;
    let compensation = found("group_compensation", include_str!("../sql/report/compensation.sql"))?;
    figures.all_months(&nights, &complaints)?;
    figures.compared(&mut hotels, [&nights, &complaints, &compensation])?;
    for row in found("group_points", include_str!("../sql/report/points.sql"))? {
        let points =
            Points { hotels: whole(&row, 1)?, earned: whole(&row, 3)?, redeemed: whole(&row, 4)?, closing: whole(&row, 7)? };
        figures.points.insert(text(&row, 0)?, points);
    }
    for row in found("group_liability", include_str!("../sql/report/liability.sql"))? {
        of(&mut hotels, &row, |hotel| hotel.points += whole(&row, 1).unwrap_or_default())?;
    }
    for row in found("group_tiers", include_str!("../sql/report/tiers.sql"))? {
        let members = whole(&row, 2)?;
        *figures.tiers.entry(text(&row, 1)?).or_default() += members;
        of(&mut hotels, &row, |hotel| hotel.members += members)?;
    }
    let repeats = found("group_repeats", include_str!("../sql/report/repeats.sql"))?;
    figures.year = repeats.iter().filter_map(|row| row.get(1)).max().cloned().unwrap_or_default();
    for row in repeats.iter().filter(|row| row.get(1) == Some(&figures.year)) {
        let (guests, repeaters) = (whole(row, 2)?, whole(row, 3)?);
        of(&mut hotels, row, |hotel| (hotel.guests, hotel.repeaters) = (guests, repeaters))?;
    }
    for row in found("group_guests", include_str!("../sql/report/guests.sql"))? {
        figures.known_in.insert(whole(&row, 0)?, whole(&row, 1)?);
    }
    figures.hotels = hotels.into_values().collect();
    Ok(figures)
}

type Rows = Vec<Vec<String>>;

impl Figures {
    fn all_months(&mut self, nights: &Rows, complaints: &Rows) -> Result<()> {
        for row in nights {
            self.months.entry(text(row, 1)?).or_default().nights += whole(row, 3)?;
        }
        for row in complaints {
            self.months.entry(text(row, 1)?).or_default().complaints += whole(row, 3)?;
        }
        let before = self.months.len().saturating_sub(COMPARED_MONTHS);
        self.since = self.months.keys().nth(before).cloned().unwrap_or_default();
        Ok(())
    }

    /// Adds up the months that hotels are compared over.
    fn compared(&mut self, hotels: &mut BTreeMap<String, Hotel>, [nights, complaints, compensation]: [&Rows; 3]) -> Result<()> {
        let since = self.since.clone();
        let is_late = |row: &&Vec<String>| row.get(1).is_some_and(|month| *month >= since);
        for row in nights.iter().filter(is_late) {
            let slept = whole(row, 3)?;
            of(hotels, row, |hotel| hotel.nights += slept)?;
        }
        for row in complaints.iter().filter(is_late) {
            let count = whole(row, 3)?;
            *self.causes.entry(text(row, 2)?).or_default() += count;
            of(hotels, row, |hotel| hotel.complaints += count)?;
        }
        for row in compensation.iter().filter(is_late) {
            let amount = number(row, 4)?;
            *self.compensation.entry(text(row, 2)?).or_default() += amount;
            self.compensation_points += whole(row, 5)?;
            of(hotels, row, |hotel| hotel.compensation += amount)?;
        }
        Ok(())
    }
}

/// Adds to the hotel that a row is of.
fn of(hotels: &mut BTreeMap<String, Hotel>, row: &[String], add: impl FnOnce(&mut Hotel)) -> Result<()> {
    if let Some(hotel) = hotels.get_mut(&text(row, 0)?) {
        add(hotel);
    }
    Ok(())
}

fn text(row: &[String], place: usize) -> Result<String> {
    row.get(place).cloned().ok_or_else(unclear)
}

fn whole(row: &[String], place: usize) -> Result<i64> {
    let number = number(row, place)?;
    Ok(number.round() as i64)
}

/// Returns a cell's number; a sum over nothing is nothing.
fn number(row: &[String], place: usize) -> Result<f64> {
    let text = row.get(place).ok_or_else(unclear)?;
    if text.is_empty() { Ok(0.0) } else { text.parse().map_err(|_| unclear()) }
}

fn unclear() -> Error {
    Error::Damaged { what: "a view of the group's office".to_owned() }
}
