//! What the list of guests reads: candidates in its order, and of each as much as the question needs.

use std::ops::ControlFlow;

use rusqlite::{Params, Row, params};

use super::{Cursor, ListedGuest};
use crate::{
    base::{
        contact::{self, ContactKind},
        error::Result,
        ids::{GuestId, RawId},
        time::BusinessDate,
    },
    db::Db,
    profile::{
        STAYS_SHOWN,
        axes::{Axes, Complained, Slept},
    },
    stays::{StayState, StaySummary},
    tickets::TicketState,
};

/// Complaints that the card looks at.
pub const COMPLAINTS_MAX: u32 = 100;
/// Behind every day of the calendar, in the order of texts.
const AFTER_ALL: &str = "~";

/// A guest who may belong to the list, with the sums of their stays.
pub struct Candidate {
    pub guest: GuestId,
    pub summary: StaySummary,
}

/// Only who complained since a day, or whose complaint is open.
#[derive(Clone, Copy)]
pub struct Complainers {
    pub only: bool,
    pub since: BusinessDate,
}

type Visit<'v> = dyn FnMut(Candidate) -> Result<ControlFlow<()>> + 'v;

/// Shows candidates, who left last first, then those who never left; `visit` may end it.
pub fn walk(db: &Db, after: Option<&Cursor>, who: Complainers, visit: &mut Visit<'_>) -> Result<()> {
    let last = GuestId::from(RawId::from_bytes([0xff; 16]));
    let begins = after.is_none_or(|cursor| cursor.last_departure.is_some());
    if begins {
        let day = after.and_then(|cursor| cursor.last_departure).map_or(AFTER_ALL.to_owned(), |day| day.to_string());
        let guest = after.map_or(last, |cursor| cursor.guest_id);
        let asked = params![day, guest, who.only, who.since];
        if through(db, include_str!("sql/departed.sql"), asked, visit)?.is_break() {
            return Ok(());
        }
    }
    let guest = after.filter(|_| !begins).map_or(last, |cursor| cursor.guest_id);
    through(db, include_str!("sql/others.sql"), params![guest, who.only, who.since], visit).map(drop)
}

fn through(db: &Db, sql: &'static str, asked: impl Params, visit: &mut Visit<'_>) -> Result<ControlFlow<()>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let mut rows = found.query(asked)?;
    while let Some(row) = rows.next()? {
        if visit(candidate(row)?)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

fn candidate(row: &Row<'_>) -> rusqlite::Result<Candidate> {
    let summary = StaySummary {
        stays: row.get(1)?,
        nights: row.get(2)?,
        spend_minor: row.get(3)?,
        last_departure: row.get(4)?,
        last_room: row.get(5)?,
    };
    Ok(Candidate { guest: row.get(0)?, summary })
}

pub fn stays(db: &Db, guest: GuestId) -> Result<Vec<Slept>> {
    let mut found = db.conn().prepare_cached(
        "SELECT state, rate_minor, channel, room_type FROM stays WHERE guest_id = ?1 ORDER BY arrival DESC, id DESC LIMIT ?2",
    )?;
    let rows = found.query_map(params![guest, STAYS_SHOWN], |row| {
        let state: StayState = row.get(0)?;
        let departed = state == StayState::Departed;
        Ok(Slept { departed, rate_minor: row.get(1)?, channel: row.get(2)?, room_type: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn wishes(db: &Db, guest: GuestId) -> Result<Vec<String>> {
    let mut found = db.conn().prepare_cached("SELECT words FROM preferences WHERE guest_id = ?1")?;
    let rows = found.query_map([guest], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn complaints(db: &Db, guest: GuestId) -> Result<Vec<Complained>> {
    let mut found = db.conn().prepare_cached(
        "SELECT business_date, state FROM tickets WHERE guest_id = ?1 AND kind = 'complaint' AND merged_into IS NULL
         ORDER BY opened_at_ms DESC, id DESC LIMIT ?2",
    )?;
    let rows = found.query_map(params![guest, COMPLAINTS_MAX], |row| {
        let state: TicketState = row.get(1)?;
        Ok(Complained { on: row.get(0)?, closed: state == TicketState::Closed })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the line of a guest; the telephone leaves here masked.
pub fn line(db: &Db, of: Candidate, axes: Axes) -> Result<ListedGuest> {
    let mut found = db.conn().prepare_cached(include_str!("sql/person.sql"))?;
    let line = found.query_row([of.guest], |row| {
        let phone: String = row.get(7)?;
        Ok(ListedGuest {
            guest_id: of.guest,
            name: row.get(0)?,
            latin_name: row.get(1)?,
            title: row.get(2)?,
            company: row.get(3)?,
            vip: row.get(4)?,
            member_no: row.get(5)?,
            tier: row.get(6)?,
            phone: if phone.is_empty() { phone } else { contact::masked(ContactKind::Phone, &phone) },
            summary: of.summary,
            axes,
        })
    })?;
    Ok(line)
}
