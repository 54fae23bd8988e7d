//! The hotel's row: read at opening, written at creation.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};

use crate::base::{
    entropy::Entropy,
    error::{Common, Error, Result},
    ids::{DeskId, RawId},
    text,
    time::{HotelClock, Instant},
};

/// The property code that a practice hotel has and no other may take.
pub const PRACTICE_CODE: &str = "PRACTICE";
/// Longest property code, in characters.
pub const CODE_MAX: usize = 20;

/// The hotel's own facts, read once at opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hotel {
    /// As the house writes itself.
    pub name: String,
    /// Property code on every package row.
    pub code: String,
    /// ISO 4217.
    pub currency: String,
    /// Minor digits of the currency.
    pub minor_digits: u32,
    /// Time zone and end of day.
    pub clock: HotelClock,
    /// A practice hotel: made-up people, violet frame, packages that say so.
    pub practice: bool,
    /// Milliseconds added to the machine's clock; zero but in a practice hotel.
    pub clock_offset_ms: i64,
    /// The letter of this desk, in the numbers people see.
    pub desk_letter: char,
}

impl Hotel {
    /// Returns what this hotel's clock shows when the machine's shows `machine`.
    pub fn now(&self, machine: Instant) -> Instant {
        Instant::from_ms(machine.ms() + self.clock_offset_ms)
    }
}

/// What a new file is made with, beside its key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NewHotel {
    /// As the house writes itself.
    pub name: String,
    /// Property code on every package row; `PRACTICE` is the practice hotel's own.
    pub code: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA.
    pub time_zone: String,
    /// Local hour at which the business day ends.
    pub day_ends_hour: u8,
}

/// Returns the facts of the hotel whose file this is.
///
/// Errors: [`Error::Damaged`] on an unknown time zone, [`Error::Database`].
pub fn read(conn: &Connection) -> Result<Hotel> {
    let (hotel, zone) = conn.prepare_cached(include_str!("sql/hotel.sql"))?.query_row([], |row| {
        let letter: String = row.get(8)?;
        let hotel = Hotel {
            name: row.get(0)?,
            code: row.get(1)?,
            currency: row.get(2)?,
            minor_digits: row.get(3)?,
            clock: HotelClock { zone: chrono_tz::UTC, day_ends_hour: row.get(5)? },
            practice: row.get(6)?,
            clock_offset_ms: row.get(7)?,
            desk_letter: letter.chars().next().unwrap_or('A'),
        };
        Ok((hotel, row.get::<_, String>(4)?))
    })?;
    let zone = zone.parse().map_err(|_| Error::Damaged { what: "the hotel's time zone".to_owned() })?;
    Ok(Hotel { clock: HotelClock { zone, ..hotel.clock }, ..hotel })
}

/// Writes the hotel's row, its secrets and its first desk into an empty schema.
///
/// Errors: [`Common::Empty`], [`Common::TooLong`], [`Common::BadValue`] naming the field.
pub fn write(
    conn: &Connection,
    new: &NewHotel,
    practice: bool,
    at: Instant,
    offset_ms: i64,
    entropy: &mut Entropy,
) -> Result<()> {
    check(new, practice)?;
    conn.execute(
        include_str!("sql/new_hotel.sql"),
        params![
            text::required("name", &new.name, text::NAME_MAX)?,
            new.code,
            new.currency,
            minor_digits(&new.currency),
            new.time_zone,
            new.day_ends_hour,
            practice,
            offset_ms,
            at,
        ],
    )?;
    for secret in ["chain", "document", "pseudonym"] {
        let value: [u8; 32] = entropy.take();
        conn.execute("INSERT INTO secrets(name, value) VALUES (?1, ?2)", params![secret, value.as_slice()])?;
    }
    let desk = DeskId(RawId::derive(at, &entropy.take::<16>(), 0));
    conn.execute("INSERT INTO desks(id, letter, name) VALUES (?1, 'A', '')", [desk])?;
    conn.execute("INSERT INTO local_desk(id, desk_id) VALUES (1, ?1)", [desk])?;
    Ok(())
}

fn check(new: &NewHotel, practice: bool) -> Result<()> {
    text::required("code", &new.code, CODE_MAX)?;
    let plain = new.code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if !plain || practice != (new.code == PRACTICE_CODE) {
        return Err(Common::BadValue { field: "code" }.into());
    }
    if new.currency.len() != 3 || !new.currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Err(Common::BadValue { field: "currency" }.into());
    }
    if new.time_zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(Common::BadValue { field: "time_zone" }.into());
    }
    if new.day_ends_hour > 11 {
        return Err(Common::BadValue { field: "day_ends_hour" }.into());
    }
    Ok(())
}

/// Returns how many minor digits a currency has. Source: ISO 4217, those that are not two.
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "XAF" | "XOF" | "XPF" | "PYG" | "UGX" | "RWF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}
