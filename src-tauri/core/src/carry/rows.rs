//! What the sheets read of tickets, stays and people.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Row, params};

use super::{CarryItem, TicketExtra, bare, shown::Person};
use crate::{
    base::{
        error::Result,
        ids::{DutyLineId, GuestId, RawId, RecordId, StayId, TicketId, UserId},
        money::Minor,
        role::Session,
        time::BusinessDate,
    },
    db::Db,
    duty::{CarryKind, DutyLine, ShiftSpan},
};

const HOUR: u32 = 60;

pub fn ticket_facts(db: &Db, leaving_until: BusinessDate) -> Result<HashMap<TicketId, TicketExtra>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/ticket_facts.sql"))?;
    let facts = found.query_map([leaving_until], |row| {
        let extra =
            TicketExtra { awaits: row.get(1)?, awaiting_minor: row.get(2)?, pending: row.get(3)?, leaves_on: row.get(4)? };
        Ok((row.get(0)?, extra))
    })?;
    Ok(facts.collect::<rusqlite::Result<_>>()?)
}

pub fn vips(db: &Db, from: BusinessDate, to: BusinessDate) -> Result<Vec<CarryItem>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/vips.sql"))?;
    let rows = found.query_map(params![from, to], |row| read_vip(db, row))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns a stay that stood on a sheet, where it is still there.
pub fn vip(db: &Db, stay: StayId) -> Result<Option<CarryItem>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/vip.sql"))?;
    Ok(found.query_row([stay], |row| read_vip(db, row)).optional()?)
}

fn read_vip(db: &Db, row: &Row<'_>) -> rusqlite::Result<CarryItem> {
    let (stay, arrival, minute): (RawId, BusinessDate, Option<u32>) = (row.get(0)?, row.get(6)?, row.get(7)?);
    let local = |minute: u32| db.hotel().clock.at_local(arrival.date(), minute / HOUR, minute % HOUR);
    Ok(CarryItem {
        room_no: row.get(1)?,
        guest: row.get(2)?,
        guest_name: row.get(3)?,
        guest_title: row.get(4)?,
        words: row.get(5)?,
        due_ms: minute.and_then(local),
        day: Some(arrival),
        ..bare(CarryKind::Vip, RecordId(stay))
    })
}

pub fn guest_name(db: &Db, guest: GuestId) -> Result<(String, String)> {
    let mut found = db.conn().prepare_cached("SELECT name, title FROM guest_details WHERE guest_id = ?1")?;
    Ok(found.query_row([guest], |row| Ok((row.get(0)?, row.get(1)?))).optional()?.unwrap_or_default())
}

pub fn user_name(db: &Db, user: UserId) -> Result<String> {
    let mut found = db.conn().prepare_cached("SELECT name FROM users WHERE id = ?1")?;
    Ok(found.query_row([user], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Returns how many rooms are taken now.
pub fn rooms_taken(db: &Db) -> Result<u32> {
    let sql = "SELECT count(DISTINCT room_no) FROM stays INDEXED BY stays_in_house WHERE state = 'in_house' AND room_no <> ''";
    Ok(db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Returns what `user` gave on their own authority in a shift, minor units.
pub fn given(db: &Db, user: UserId, shift: &ShiftSpan) -> Result<Minor> {
    // The night's later half has the next business date.
    let (first, last) = (shift.date.plus_days(-1), shift.date.plus_days(1));
    let sql = "SELECT coalesce(sum(amount_minor), 0) FROM ticket_remedies
               WHERE proposed_by = ?1 AND state = 'within_limit' AND business_date >= ?2 AND business_date <= ?3
                 AND proposed_at_ms >= ?4 AND proposed_at_ms < ?5";
    let mut sum = db.conn().prepare_cached(sql)?;
    Ok(sum.query_row(params![user, first, last, shift.begins_ms, shift.ends_ms], |row| row.get(0))?)
}

/// Returns those who work here, in the order they were added.
pub fn people(db: &Db) -> Result<Vec<Person>> {
    let sql = "SELECT id, name, sign_in, role, department FROM users WHERE active = 1 ORDER BY rowid";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([], |row| {
        let session = Session::without_pin(row.get(0)?, row.get(3)?, row.get(4)?);
        Ok(Person { name: row.get(1)?, sign_in: row.get(2)?, session })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns how many complaints a shift took and what it gave on its own authority, minor units.
pub fn shift_sums(db: &Db, shift: &ShiftSpan) -> Result<(u32, Minor)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/shift_sums.sql"))?;
    let (first, last) = (shift.date.plus_days(-1), shift.date.plus_days(1));
    Ok(found.query_row(params![first, last, shift.begins_ms, shift.ends_ms], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Returns which of `lines` a later line puts right, whenever that was written.
pub fn corrected(db: &Db, lines: &[DutyLine]) -> Result<HashSet<DutyLineId>> {
    let mut found = db.conn().prepare_cached("SELECT EXISTS (SELECT 1 FROM duty_lines WHERE corrects = ?1)")?;
    let mut corrected = HashSet::new();
    for line in lines {
        if found.query_row([line.id], |row| row.get(0))? {
            corrected.insert(line.id);
        }
    }
    Ok(corrected)
}
