//! What the briefing reads.

use rusqlite::{OptionalExtension, Params, params};

use super::{
    CardUseLine, Counts, DayTask, OpenPromise, OpenTicket, PaperTicket, Row,
    rules::{Facts, SHOWN_WISHES},
};
use crate::{
    base::{
        contact::TAIL_SHOWN,
        error::Result,
        ids::GuestId,
        time::{BusinessDate, Instant},
    },
    db::Db,
    dossier::PlanTask,
    guests::{self, Title},
    search,
};

macro_rules! select {
    ($rest:literal) => {
        concat!(include_str!("sql/row.sql"), $rest)
    };
}

pub fn arriving(db: &Db, today: BusinessDate) -> Result<Vec<Row>> {
    let sql = select!(
        " WHERE stays.arrival = ?1 AND stays.state IN ('booked', 'in_house', 'departed') AND stays.property = ''
          ORDER BY stays.arrive_minute IS NULL, stays.arrive_minute, stays.room_no, stays.id"
    );
    rows(db, sql, [today])
}

pub fn in_house(db: &Db) -> Result<Vec<Row>> {
    rows(db, select!(" WHERE stays.state = 'in_house' ORDER BY stays.room_no, stays.id"), [])
}

pub fn departing(db: &Db, today: BusinessDate) -> Result<Vec<Row>> {
    let sql = select!(
        " WHERE stays.departure = ?1 AND stays.state IN ('in_house', 'departed') AND stays.property = ''
          ORDER BY stays.state = 'departed', stays.room_no, stays.id"
    );
    rows(db, sql, [today])
}

pub fn data_as_of(db: &Db) -> Result<Option<Instant>> {
    let mut newest = db.conn().prepare_cached("SELECT max(data_as_of_ms) FROM imports WHERE state = 'applied'")?;
    Ok(newest.query_row([], |row| row.get(0))?)
}

pub fn counts(db: &Db, today: BusinessDate) -> Result<Counts> {
    let mut counts = db.conn().prepare_cached(include_str!("sql/counts.sql"))?;
    Ok(counts
        .query_row([today], |row| Ok(Counts { arrivals: row.get(0)?, open_tickets: row.get(1)?, saved_at_ms: row.get(2)? }))?)
}

pub fn open_ticket(db: &Db, guest: GuestId) -> Result<Option<OpenTicket>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/open_ticket.sql"))?;
    let ticket = found.query_row([guest], |row| {
        Ok(OpenTicket {
            id: row.get(0)?,
            number: row.get(1)?,
            problem: row.get(2)?,
            words: row.get(3)?,
            state: row.get(4)?,
            callback_due_ms: row.get(5)?,
            solve_due_ms: row.get(6)?,
        })
    });
    Ok(ticket.optional()?)
}

pub fn tickets(db: &Db) -> Result<Vec<PaperTicket>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/paper_tickets.sql"))?;
    let lines = found.query_map([], |row| {
        Ok(PaperTicket {
            number: row.get(0)?,
            room_no: row.get(1)?,
            name: row.get(2)?,
            title: row.get::<_, Option<Title>>(3)?.unwrap_or(Title::None),
            severity: row.get(4)?,
            problem: row.get(5)?,
            words: row.get(6)?,
            state: row.get(7)?,
            department: row.get(8)?,
            solve_due_ms: row.get(9)?,
            callback_due_ms: row.get(10)?,
        })
    })?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

pub fn used(db: &Db, today: BusinessDate) -> Result<Vec<CardUseLine>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/used.sql"))?;
    let lines = found.query_map([today], |row| {
        Ok(CardUseLine { stay_id: row.get(0)?, opened_at_ms: row.get(1)?, promise_kept: row.get(2)?, wish_met: row.get(3)? })
    })?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

pub fn tasks(db: &Db, day: BusinessDate, is_today: bool) -> Result<Vec<DayTask>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/day_tasks.sql"))?;
    let lines = found.query_map(params![day, is_today], |row| {
        Ok(DayTask {
            task: PlanTask {
                id: row.get(0)?,
                guest_id: row.get(1)?,
                stay_id: row.get(2)?,
                department: row.get(3)?,
                words: row.get(4)?,
                origin: row.get(5)?,
                author: row.get(6)?,
                created_at_ms: row.get(7)?,
                business_date: row.get(8)?,
                done_by: row.get(9)?,
                done_at_ms: row.get(10)?,
            },
            done_by: row.get(11)?,
            stay_id: row.get(12)?,
            name: row.get(13)?,
            title: row.get::<_, Option<Title>>(14)?.unwrap_or(Title::None),
            vip: row.get(15)?,
            room_no: row.get(16)?,
            state: row.get(17)?,
            arrival: row.get(18)?,
            departure: row.get(19)?,
            arrive_minute: row.get(20)?,
        })
    })?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

pub fn facts(db: &Db, guest: GuestId, today: BusinessDate) -> Result<Facts> {
    let mut found = db.conn().prepare_cached("SELECT birth_date, lunar_birthday FROM guest_details WHERE guest_id = ?1")?;
    let (born, lunar): (Option<String>, bool) =
        found.query_row([guest], |row| Ok((row.get(0)?, row.get(1)?))).optional()?.unwrap_or_default();
    Ok(Facts {
        ticket: open_ticket(db, guest)?,
        promise: open_promise(db, guest)?,
        health: health(db, guest)?,
        birthday: guests::birthday(born.as_deref(), lunar, today),
        phone_tail: phone_tail(db, guest)?,
        born: born.and_then(|born| born.get(born.len().saturating_sub(5)..).map(str::to_owned)),
    })
}

fn open_promise(db: &Db, guest: GuestId) -> Result<Option<OpenPromise>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/open_promise.sql"))?;
    let promise = found.query_row([guest], |row| Ok(OpenPromise { id: row.get(0)?, words: row.get(1)?, problem: row.get(2)? }));
    Ok(promise.optional()?)
}

fn health(db: &Db, guest: GuestId) -> Result<Vec<String>> {
    let mut rows = db
        .conn()
        .prepare_cached("SELECT words FROM preferences WHERE guest_id = ?1 AND kind = 'health' ORDER BY created_at_ms DESC")?;
    let rows = rows.query_map([guest], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn phone_tail(db: &Db, guest: GuestId) -> Result<Option<String>> {
    let mut found = db.conn().prepare_cached(
        "SELECT normal FROM guest_contacts WHERE guest_id = ?1 AND kind = 'phone' ORDER BY preferred DESC, id LIMIT 1",
    )?;
    let normal: Option<String> = found.query_row([guest], |row| row.get(0)).optional()?;
    Ok(normal.and_then(|normal| normal.get(normal.len().saturating_sub(TAIL_SHOWN)..).map(str::to_owned)))
}

fn wishes(db: &Db, guest: GuestId) -> Result<Vec<String>> {
    let mut rows = db
        .conn()
        .prepare_cached("SELECT words FROM preferences WHERE guest_id = ?1 ORDER BY created_at_ms DESC, id DESC LIMIT ?2")?;
    let rows = rows.query_map(params![guest, SHOWN_WISHES], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn rows(db: &Db, sql: &'static str, params: impl Params) -> Result<Vec<Row>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let found = found.query_map(params, |row| {
        Ok(Row {
            stay_id: row.get(0)?,
            guest_id: row.get(1)?,
            name: row.get(2)?,
            title: row.get::<_, Option<Title>>(3)?.unwrap_or(Title::None),
            pronunciation: Vec::new(),
            latin_name: row.get(4)?,
            tier: row.get(5)?,
            vip: row.get(6)?,
            nth: row.get(7)?,
            state: row.get(8)?,
            arrival: row.get(9)?,
            departure: row.get(10)?,
            nights: row.get(11)?,
            arrive_minute: row.get(12)?,
            room_no: row.get(13)?,
            room_type: row.get(14)?,
            wishes: Vec::new(),
            open_tickets: row.get(15)?,
        })
    })?;
    let mut list: Vec<Row> = found.collect::<rusqlite::Result<_>>()?;
    for row in &mut list {
        row.pronunciation = search::pronunciation(&row.name);
        if let Some(guest) = row.guest_id {
            row.wishes = wishes(db, guest)?;
        }
    }
    Ok(list)
}
