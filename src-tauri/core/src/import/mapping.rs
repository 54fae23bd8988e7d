//! Which columns mean what: the mappings that ship, and how a header is recognised.

use super::{
    ImportRefusal, airbnb, booking_com, booking_demand,
    cells::{Cells, Column, Taken},
    cloudbeds, lobby, opera, ota_orders,
};
use crate::{
    base::{
        document::DocumentMark,
        ids::{ImportId, StayId},
        time::BusinessDate,
    },
    guests::Title,
    stays::Stay,
    stored_words,
};

stored_words! {
    /// A way to read a file.
    pub enum MappingName {
        /// our own template, docs/import.md
        Lobby = "lobby",
        /// the 32 columns of the *Hotel booking demand* data, guests unnamed
        BookingDemand = "booking-demand",
        /// OPERA reservation reports as delimited text
        Opera = "opera",
        /// Cloudbeds, Reservations export
        Cloudbeds = "cloudbeds",
        /// Booking.com extranet, Reservations download
        BookingCom = "booking-com",
        /// Airbnb, Reservations export
        Airbnb = "airbnb",
        /// 飞猪, 携程, 美团 order files
        OtaOrders = "ota-orders",
    }
}

impl MappingName {
    /// Returns the source that its rows come from unless the person says otherwise.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Lobby => "pms",
            Self::BookingDemand => "booking-demand",
            Self::Opera => "opera",
            Self::Cloudbeds => "cloudbeds",
            Self::BookingCom => "booking-com",
            Self::Airbnb => "airbnb",
            Self::OtaOrders => "ota",
        }
    }

    /// Returns its columns, in the order in which a row's digest takes them.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Self::Lobby => lobby::COLUMNS,
            Self::BookingDemand => booking_demand::COLUMNS,
            Self::Opera => opera::COLUMNS,
            Self::Cloudbeds => cloudbeds::COLUMNS,
            Self::BookingCom => booking_com::COLUMNS,
            Self::Airbnb => airbnb::COLUMNS,
            Self::OtaOrders => ota_orders::COLUMNS,
        }
    }

    /// Returns what the row says.
    ///
    /// Errors: the first value that cannot be taken.
    pub fn read(self, cells: &Cells<'_>, around: &Around<'_>) -> Taken<Reading> {
        match self {
            Self::Lobby => lobby::read(cells, around),
            Self::BookingDemand => booking_demand::read(cells, around),
            Self::Opera => opera::read(cells, around),
            Self::Cloudbeds => cloudbeds::read(cells, around),
            Self::BookingCom => booking_com::read(cells, around),
            Self::Airbnb => airbnb::read(cells, around),
            Self::OtaOrders => ota_orders::read(cells, around),
        }
    }
}

/// What a row is read with, beside its cells.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// Its system.
    pub source: &'a str,
    /// Minor digits of the hotel's currency.
    pub minor_digits: u32,
    /// The hotel's currency, ISO 4217.
    pub currency: &'a str,
    /// Our own property code: rows of ours carry none.
    pub property: &'a str,
    /// The hotel's day: nobody is born after it.
    pub today: BusinessDate,
    /// The id a new stay gets.
    pub id: StayId,
    /// The import that brings it.
    pub import_id: Option<ImportId>,
}

/// What one row says.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The stay; its guest and, for [`Key::NthCopy`], its key are still to be settled.
    pub stay: Stay,
    /// Who stays, where the row names somebody.
    pub person: Option<Person>,
    /// How the row is known again.
    pub key: Key,
}

/// How a row is known when its file comes again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// By the number that the stay carries.
    Number,
    /// By its digest and which copy of that digest in the file it is.
    NthCopy,
}

/// Who stays, as the source says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// As written.
    pub name: String,
    /// In Latin letters.
    pub latin_name: String,
    /// Form of address.
    pub title: Option<Title>,
    /// As written, comparable.
    pub phone: Option<String>,
    /// As written, comparable.
    pub email: Option<String>,
    /// ISO date, or --MM-DD.
    pub birth_date: Option<String>,
    /// ISO 3166 alpha-2, empty unknown.
    pub country: String,
    /// Employer or agency.
    pub company: String,
    /// Of our programme.
    pub member_no: String,
    /// What is kept of the document.
    pub document: Option<DocumentMark>,
}

/// A mapping laid over one file's header.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Which.
    pub mapping: MappingName,
    places: Vec<Option<usize>>,
    width: usize,
    property_code: Option<usize>,
}

/// The column by which a package says whose rows they are.
const PROPERTY_CODE: &str = "property_code";

impl Bound {
    /// Returns where each of the mapping's columns stands in the file.
    pub fn places(&self) -> &[Option<usize>] {
        &self.places
    }

    /// Returns the name of a column of the mapping.
    pub fn column(&self, column: usize) -> &'static str {
        self.mapping.columns()[column].name
    }

    /// Returns how many fields a row must have.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Returns where the property code stands, in whatever mapping.
    pub fn property_code(&self) -> Option<usize> {
        self.property_code
    }

    /// Returns header columns that the mapping does not read.
    pub fn unused(&self, header: &[String]) -> Vec<String> {
        let used = |place: &usize| self.places.contains(&Some(*place));
        (0..header.len()).filter(|place| !used(place)).map(|place| header[place].clone()).collect()
    }
}

/// Returns the mapping that fits the header, of several the one that knows most of its columns; the one that is `wanted`,
/// where one is.
///
/// Errors: [`ImportRefusal::HeaderDoesNotFit`] with what is missing for the nearest, [`ImportRefusal::ColumnTwice`].
pub fn bind(header: &[String], wanted: Option<MappingName>) -> Result<Bound, ImportRefusal> {
    let mut best: Option<(usize, MappingName)> = None;
    let mut nearest: Option<(Nearness, MappingName)> = None;
    for mapping in MappingName::ALL.iter().copied().filter(|mapping| wanted.is_none_or(|wanted| wanted == *mapping)) {
        let known = known_to(header, mapping);
        let missing = missing(header, mapping).len();
        if missing == 0 && best.is_none_or(|(most, _)| known > most) {
            best = Some((known, mapping));
        }
        // What a mapping knows speaks for it, what it lacks against it; our own template is asked first.
        let nearness = (known, usize::MAX - missing);
        if nearest.is_none_or(|(nearest, _)| nearness > nearest) {
            nearest = Some((nearness, mapping));
        }
    }
    if let Some((_, mapping)) = best {
        let places = places(header, mapping)?;
        let property_code = header.iter().position(|name| normal(name) == PROPERTY_CODE);
        return Ok(Bound { mapping, places, width: header.len(), property_code });
    }
    let (_, mapping) = nearest.ok_or(ImportRefusal::NoRows)?;
    Err(ImportRefusal::HeaderDoesNotFit { mapping, missing: missing(header, mapping) })
}

/// Columns that a mapping knows, then how few it lacks.
type Nearness = (usize, usize);

fn missing(header: &[String], mapping: MappingName) -> Vec<&'static str> {
    let names: Vec<String> = header.iter().map(|name| normal(name)).collect();
    let lacks = |column: &&Column| column.required && !names.iter().any(|name| is(column, name));
    mapping.columns().iter().filter(lacks).map(|column| column.name).collect()
}

/// Returns how many of the header's columns the best-fitting mapping knows.
pub fn known_columns(header: &[String]) -> usize {
    MappingName::ALL.iter().map(|mapping| known_to(header, *mapping)).max().unwrap_or(0)
}

fn known_to(header: &[String], mapping: MappingName) -> usize {
    let names = mapping.columns();
    header.iter().filter(|name| names.iter().any(|column| is(column, &normal(name)))).count()
}

/// Returns what a header is known by when it comes again: its names, as they are compared, in their order.
pub fn fingerprint(header: &[String]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for name in header {
        let name = normal(name);
        hasher.update(&(name.len() as u64).to_be_bytes());
        hasher.update(name.as_bytes());
    }
    *hasher.finalize().as_bytes()
}

/// How a person chose to read files with this header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// Which columns mean what.
    pub mapping: MappingName,
    /// Which system the rows come from.
    pub source: String,
}

/// Returns where a header has this column, whatever the mapping calls it.
pub fn place_of(header: &[String], column: &str) -> Option<usize> {
    let wanted = normal(column);
    header.iter().position(|name| normal(name) == wanted)
}

fn places(header: &[String], mapping: MappingName) -> Result<Vec<Option<usize>>, ImportRefusal> {
    let names: Vec<String> = header.iter().map(|name| normal(name)).collect();
    let mut places = vec![None; mapping.columns().len()];
    for column in mapping.columns() {
        let mut found = names.iter().enumerate().filter(|(_, name)| is(column, name)).map(|(place, _)| place);
        places[column.place] = found.next();
        if found.next().is_some() {
            return Err(ImportRefusal::ColumnTwice { column: column.name });
        }
    }
    Ok(places)
}

fn is(column: &Column, name: &str) -> bool {
    column.name == name || column.aliases.contains(&name)
}

/// Headers are compared without case, blanks and hyphens: `Reservation No` is `reservation_no`.
fn normal(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn a_header_is_recognised_however_it_is_written_and_a_stranger_is_told_what_is_missing() {
        let bound = bind(&header("State,Reservation No,Arrival,Departure,Guest Name,extra"), None).unwrap();
        assert_eq!(bound.mapping, MappingName::Lobby);
        assert_eq!(bound.unused(&header("State,Reservation No,Arrival,Departure,Guest Name,extra")), ["extra"]);
        assert_eq!(
            bind(&header("预订号,状态,到店日期,离店日期,客人姓名"), None).map(|bound| bound.mapping),
            Ok(MappingName::Lobby)
        );
        let stranger = bind(&header("reservation_no,state,guest_name"), None).map(|bound| bound.mapping);
        assert_eq!(
            stranger,
            Err(ImportRefusal::HeaderDoesNotFit { mapping: MappingName::Lobby, missing: vec!["arrival", "departure"] })
        );
        let twice = bind(&header("state,reservation_no,arrival,arrival,departure,guest_name"), None).map(|bound| bound.mapping);
        assert_eq!(twice, Err(ImportRefusal::ColumnTwice { column: "arrival" }));
    }

    #[test]
    fn no_two_columns_of_a_mapping_answer_to_one_name() {
        for mapping in MappingName::ALL {
            let mut names: Vec<&str> =
                mapping.columns().iter().flat_map(|column| column.aliases.iter().copied().chain([column.name])).collect();
            let all = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), all, "{mapping}");
            assert!(names.iter().all(|name| normal(name) == *name), "{mapping}: names are written as they are compared");
        }
    }
}
