//! Rows of `listed_guests` and `listed_state`, and the records that they are derived from.

use std::ops::ControlFlow;

use rusqlite::{OptionalExtension, Row, Rows, Statement, params};

use super::{Cell, Place, Records};
use crate::{
    base::{
        error::{Error, Result},
        ids::{GuestId, RawId},
        time::BusinessDate,
    },
    db::Db,
    profile::{
        STAYS_SHOWN,
        axes::{Complained, Slept},
        listed::{self, Cursor},
    },
    stays::{StayState, StaySummary},
    tickets::TicketState,
};

/// Behind every day of the calendar, in the order of texts.
const AFTER_ALL: &str = "~";

pub fn version(db: &Db) -> Result<Option<i64>> {
    let mut found = db.conn().prepare_cached("SELECT version FROM listed_state WHERE id = 1")?;
    Ok(found.query_row([], |row| row.get(0)).optional()?)
}

pub fn put_version(db: &Db, version: i64) -> Result<()> {
    let sql = "INSERT INTO listed_state(id, version) VALUES (1, ?1) ON CONFLICT(id) DO UPDATE SET version = excluded.version";
    db.conn().prepare_cached(sql)?.execute([version])?;
    Ok(())
}

pub fn put(db: &Db, place: &Place) -> Result<()> {
    let text = |day: Option<BusinessDate>| day.map(|day| day.to_string()).unwrap_or_default();
    db.conn().prepare_cached(include_str!("sql/put.sql"))?.execute(params![
        place.guest,
        place.cell.0,
        text(place.last_departure),
        text(place.complained_on)
    ])?;
    Ok(())
}

pub fn remove(db: &Db, guest: GuestId) -> Result<()> {
    db.conn().prepare_cached("DELETE FROM listed_guests WHERE guest_id = ?1")?.execute([guest])?;
    Ok(())
}

pub fn empty(db: &Db) -> Result<()> {
    db.conn().execute("DELETE FROM listed_guests", [])?;
    Ok(())
}

pub fn count(db: &Db) -> Result<u64> {
    let count: i64 = db.conn().query_row("SELECT count(*) FROM listed_guests", [], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Returns all places in the order of keys.
pub fn stored(db: &Db) -> Result<Vec<Place>> {
    let mut all =
        db.conn().prepare_cached("SELECT guest_id, cell, last_departure, complained_on FROM listed_guests ORDER BY guest_id")?;
    let mut rows = all.query([])?;
    let mut places = Vec::new();
    while let Some(row) = rows.next()? {
        places.push(place(row)?);
    }
    Ok(places)
}

fn place(row: &Row<'_>) -> Result<Place> {
    let day = |column: usize| -> Result<Option<BusinessDate>> {
        let text: String = row.get(column)?;
        let damaged = |_| Error::Damaged { what: "a day in the list of guests".to_owned() };
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).map_err(damaged) }
    };
    Ok(Place { guest: row.get(0)?, cell: Cell(row.get(1)?), last_departure: day(2)?, complained_on: day(3)? })
}

/// A statement that reads one cell.
pub struct Reading<'d>(Statement<'d>);

/// One cell's places that are not read yet, in the order of the list.
pub struct Places<'r>(Rows<'r>);

pub fn readings(db: &Db, count: usize) -> Result<Vec<Reading<'_>>> {
    (0..count).map(|_| Ok(Reading(db.conn().prepare(include_str!("sql/in_order.sql"))?))).collect()
}

impl Reading<'_> {
    pub fn begin(&mut self, cell: u16, after: Option<&Cursor>) -> Result<Places<'_>> {
        let last = GuestId::from(RawId::from_bytes([0xff; 16]));
        let (day, guest) = match after {
            Some(cursor) => (cursor.last_departure.map(|day| day.to_string()).unwrap_or_default(), cursor.guest_id),
            None => (AFTER_ALL.to_owned(), last),
        };
        Ok(Places(self.0.query(params![cell, day, guest])?))
    }
}

impl Places<'_> {
    pub fn next(&mut self) -> Result<Option<Place>> {
        self.0.next()?.map(place).transpose()
    }
}

/// Returns what one guest is filed by; nothing for who is gone or merged.
pub fn records(db: &Db, guest: GuestId) -> Result<Option<Records>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/summary.sql"))?;
    let Some((_, summary)) = found.query_row([guest], summary).optional()? else { return Ok(None) };
    let (stays, wishes) = (listed::rows::stays(db, guest)?, listed::rows::wishes(db, guest)?);
    Ok(Some(Records { summary, stays, wishes, complaints: listed::rows::complaints(db, guest)? }))
}

type Visit<'v> = dyn FnMut(GuestId, &Records) -> Result<ControlFlow<()>> + 'v;

/// Shows what each guest is filed by, in the order of keys; four tables are read side by side from one end to the other.
pub fn everybody(db: &Db, visit: &mut Visit<'_>) -> Result<()> {
    let conn = db.conn();
    let (mut everybody, mut stays) =
        (conn.prepare(include_str!("sql/everybody.sql"))?, conn.prepare(include_str!("sql/all_stays.sql"))?);
    let (mut wishes, mut complaints) = (
        conn.prepare("SELECT guest_id, words FROM preferences ORDER BY guest_id")?,
        conn.prepare(include_str!("sql/all_complaints.sql"))?,
    );
    let mut stays = Beside::of(stays.query([])?, slept)?;
    let mut wishes = Beside::of(wishes.query([])?, |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut complaints = Beside::of(complaints.query([])?, complained)?;
    let mut rows = everybody.query([])?;
    while let Some(row) = rows.next()? {
        let (guest, summary) = summary(row)?;
        let records = Records {
            summary,
            stays: stays.take(guest, STAYS_SHOWN)?,
            wishes: wishes.take(guest, u32::MAX)?,
            complaints: complaints.take(guest, listed::rows::COMPLAINTS_MAX)?,
        };
        if visit(guest, &records)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Rows of a table in the order of guests.
struct Beside<'r, T> {
    rows: Rows<'r>,
    read: fn(&Row<'_>) -> rusqlite::Result<(GuestId, T)>,
    waiting: Option<(GuestId, T)>,
}

impl<'r, T> Beside<'r, T> {
    fn of(rows: Rows<'r>, read: fn(&Row<'_>) -> rusqlite::Result<(GuestId, T)>) -> Result<Self> {
        let mut beside = Self { rows, read, waiting: None };
        beside.step()?;
        Ok(beside)
    }

    fn step(&mut self) -> Result<Option<(GuestId, T)>> {
        let next = self.rows.next()?.map(self.read).transpose()?;
        Ok(std::mem::replace(&mut self.waiting, next))
    }

    /// Returns the first rows of `guest` and goes past all of them, and past those of guests who came before.
    fn take(&mut self, guest: GuestId, most: u32) -> Result<Vec<T>> {
        let mut taken = Vec::new();
        while self.waiting.as_ref().is_some_and(|(whose, _)| *whose <= guest) {
            let row = self.step()?;
            taken.extend(row.filter(|(whose, _)| *whose == guest && taken.len() < most as usize).map(|(_, row)| row));
        }
        Ok(taken)
    }
}

fn summary(row: &Row<'_>) -> rusqlite::Result<(GuestId, StaySummary)> {
    let summary = StaySummary {
        stays: row.get(1)?,
        nights: row.get(2)?,
        spend_minor: row.get(3)?,
        last_departure: row.get(4)?,
        last_room: row.get(5)?,
    };
    Ok((row.get(0)?, summary))
}

fn slept(row: &Row<'_>) -> rusqlite::Result<(GuestId, Slept)> {
    let state: StayState = row.get(1)?;
    let departed = state == StayState::Departed;
    Ok((row.get(0)?, Slept { departed, rate_minor: row.get(2)?, channel: row.get(3)?, room_type: row.get(4)? }))
}

fn complained(row: &Row<'_>) -> rusqlite::Result<(GuestId, Complained)> {
    let state: TicketState = row.get(2)?;
    Ok((row.get(0)?, Complained { on: row.get(1)?, closed: state == TicketState::Closed }))
}
