//! What the list of courtesy calls reads.

use rusqlite::{Params, params};

use super::{
    CallDays, CallMade, CourtesyCall,
    rules::{EARLIER_DAYS, Known, Owed, TROUBLE_DAYS, Trouble},
};
use crate::{
    base::{
        error::Result,
        ids::GuestId,
        time::{BusinessDate, HotelClock},
    },
    db::Db,
    guests::Title,
};

/// Returns what is known of everybody who was in house at some time of `days`.
pub fn known(db: &Db, days: CallDays) -> Result<Vec<Known>> {
    let mut stays = db.conn().prepare_cached(include_str!("sql/stays.sql"))?;
    let mut rows = stays.query(params![days.from, days.to])?;
    let clock = db.hotel().clock;
    let mut known = Vec::new();
    while let Some(row) = rows.next()? {
        let line = CourtesyCall {
            stay_id: row.get(0)?,
            guest_id: row.get(1)?,
            room_no: row.get(2)?,
            arrival: row.get(3)?,
            departure: row.get(4)?,
            name: row.get(6)?,
            title: row.get::<_, Option<Title>>(7)?.unwrap_or(Title::None),
            vip: row.get(8)?,
            tier: row.get(9)?,
            on: days.from,
            reasons: Vec::new(),
            made: None,
        };
        known.push(of_stay(db, &clock, days, line, row.get(5)?)?);
    }
    Ok(known)
}

fn of_stay(db: &Db, clock: &HotelClock, days: CallDays, line: CourtesyCall, left: bool) -> Result<Known> {
    let since = clock.begins(line.arrival.plus_days(-EARLIER_DAYS));
    let room_since = clock.begins(days.from.max(line.arrival).plus_days(-TROUBLE_DAYS));
    let room = match line.room_no.as_str() {
        "" => Vec::new(),
        room => troubles(db, include_str!("sql/room.sql"), params![room, room_since, line.guest_id])?,
    };
    Ok(Known {
        complaints: troubles(db, include_str!("sql/complaints.sql"), params![line.guest_id, since])?,
        room,
        promises: promises(db, line.guest_id)?,
        calls: calls(db, line.guest_id, line.arrival)?,
        left,
        line,
    })
}

fn troubles(db: &Db, sql: &str, asked: impl Params) -> Result<Vec<Trouble>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map(asked, |row| {
        let (ticket, problem, on) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Trouble { ticket, problem, on, opened: row.get(3)?, closed: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn promises(db: &Db, guest: GuestId) -> Result<Vec<Owed>> {
    let sql = "SELECT words, created_at_ms, settled_at_ms FROM promises WHERE guest_id = ?1 ORDER BY created_at_ms, id";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([guest], |row| Ok(Owed { words: row.get(0)?, made: row.get(1)?, settled: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn calls(db: &Db, guest: GuestId, since: BusinessDate) -> Result<Vec<CallMade>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/calls.sql"))?;
    let rows = found.query_map(params![guest, since], |row| {
        Ok(CallMade {
            dealing: row.get(0)?,
            outcome: row.get(1)?,
            channel: row.get(2)?,
            words: row.get(3)?,
            by_name: row.get(4)?,
            on: row.get(5)?,
            at_ms: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
