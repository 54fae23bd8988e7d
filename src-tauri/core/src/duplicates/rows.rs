//! Rows of suspects and of what was learnt, and what guests are compared by.

use std::collections::{HashMap, HashSet};

use rusqlite::{OptionalExtension, Row, params};

use super::{
    Asked, Face, Reason, Suspect, SuspectState, band,
    commons::Commons,
    model::Model,
    pool::Pool,
    traits::{Particulars, Traits},
};
use crate::{
    base::{
        contact::{self, ContactKind},
        error::{Error, Result},
        ids::{GuestId, RawId, SuspectId, UserId},
        time::Instant,
    },
    db::Db,
};

/// Changes whenever guests are compared in another way.
const VERSION: i64 = 1;
/// Millionths in one.
const PPM: f64 = 1_000_000.0;

/// Returns every guest who is not merged, in the order of ids, with what they are compared by. Both tables are read from one
/// end to the other. `each` hears how many were read.
pub(super) fn everybody(
    db: &Db,
    pool: &mut Pool,
    each: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<(Vec<GuestId>, Vec<Traits>)> {
    let mut contacts = db.conn().prepare("SELECT guest_id, kind, normal FROM guest_contacts ORDER BY guest_id, id")?;
    let read = |row: &Row<'_>| Ok((row.get::<_, GuestId>(0)?, row.get::<_, ContactKind>(1)?, row.get::<_, String>(2)?));
    let mut contacts = contacts.query_map([], read)?;
    let mut next = contacts.next().transpose()?;
    let mut people = db.conn().prepare(include_str!("sql/people.sql"))?;
    let mut people = people.query([])?;
    let (mut ids, mut all) = (Vec::new(), Vec::new());
    while let Some(row) = people.next()? {
        let (guest, mut own) = read_person(row)?;
        while let Some((holder, kind, normal)) = next.take_if(|(holder, _, _)| *holder <= guest) {
            if holder == guest {
                put_contact(&mut own, kind, normal);
            }
            next = contacts.next().transpose()?;
        }
        ids.push(guest);
        all.push(Traits::of(&own, pool));
        each(ids.len() as u64)?;
    }
    Ok((ids, all))
}

pub(super) fn person(db: &Db, guest: GuestId) -> Result<Option<Particulars>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/person.sql"))?;
    let Some((_, mut person)) = found.query_row([guest], read_person).optional()? else { return Ok(None) };
    let mut contacts = db.conn().prepare_cached("SELECT kind, normal FROM guest_contacts WHERE guest_id = ?1 ORDER BY id")?;
    let rows = contacts.query_map([guest], |row| Ok((row.get::<_, ContactKind>(0)?, row.get::<_, String>(1)?)))?;
    for row in rows {
        let (kind, normal) = row?;
        put_contact(&mut person, kind, normal);
    }
    Ok(Some(person))
}

fn read_person(row: &Row<'_>) -> rusqlite::Result<(GuestId, Particulars)> {
    let person = Particulars {
        name: row.get(1)?,
        latin_name: row.get(2)?,
        birth_date: row.get(3)?,
        document: row.get(4)?,
        document_last4: row.get(5)?,
        company: row.get(6)?,
        ..Particulars::default()
    };
    Ok((row.get(0)?, person))
}

fn put_contact(person: &mut Particulars, kind: ContactKind, normal: String) {
    match kind {
        ContactKind::Phone => person.phones.push(normal),
        ContactKind::Email => person.emails.push(normal),
        // An account's name is no way to know a person by: it is not in the list of features.
        ContactKind::Wechat => {}
    }
}

/// Returns how many guests there are, nearly: rows are numbered as they come, and guests are not taken away.
pub(super) fn guests_about(db: &Db) -> Result<u64> {
    let rows: i64 = db.conn().prepare_cached("SELECT coalesce(max(rowid), 0) FROM guests")?.query_row([], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}

pub(super) fn guests_counted(db: &Db) -> Result<u64> {
    let rows: i64 = db.conn().prepare_cached("SELECT count(*) FROM guests")?.query_row([], |row| row.get(0))?;
    Ok(rows.unsigned_abs())
}

/// Returns guests born on this day with their names.
pub(super) fn born_on(db: &Db, date: &str, limit: usize) -> Result<Vec<(GuestId, String, String)>> {
    let sql = "SELECT guest_id, name, latin_name FROM guest_details INDEXED BY duplicate_birth WHERE birth_date = ?1 LIMIT ?2";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map(params![date, limit as i64], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn with_document(db: &Db, hash: &[u8], limit: usize) -> Result<Vec<GuestId>> {
    let sql = "SELECT guest_id FROM guest_details INDEXED BY duplicate_document WHERE document_hash = ?1 LIMIT ?2";
    ids(db, sql, params![hash, limit as i64])
}

/// Returns guests with a mail address of this name at any domain.
pub(super) fn with_mail(db: &Db, local: &str, limit: usize) -> Result<Vec<GuestId>> {
    let sql = "SELECT guest_id FROM guest_contacts WHERE normal >= ?1 || '@' AND normal < ?1 || 'A' AND kind = 'email' LIMIT ?2";
    ids(db, sql, params![local, limit as i64])
}

fn ids(db: &Db, sql: &str, bounds: impl rusqlite::Params) -> Result<Vec<GuestId>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map(bounds, |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns what the last full run learnt, where this program made it.
pub(super) fn model(db: &Db) -> Result<Option<Model>> {
    let mut found = db.conn().prepare_cached("SELECT body FROM duplicate_model WHERE id = 1 AND version = ?1")?;
    let body: Option<String> = found.query_row([VERSION], |row| row.get(0)).optional()?;
    let damaged = |_| Error::Damaged { what: "what was learnt of duplicates".to_owned() };
    body.map(|body| serde_json::from_str(&body).map_err(damaged)).transpose()
}

/// When the last full run was written.
pub(super) fn learnt_at(db: &Db) -> Result<Option<Instant>> {
    let mut found = db.conn().prepare_cached("SELECT learnt_at_ms FROM duplicate_model WHERE id = 1")?;
    Ok(found.query_row([], |row| row.get(0)).optional()?)
}

pub(super) fn put_model(db: &Db, model: &Model, at: Instant) -> Result<()> {
    let damaged = |_| Error::Damaged { what: "a model that does not serialise".to_owned() };
    let body = serde_json::to_string(model).map_err(damaged)?;
    let sql = "INSERT INTO duplicate_model(id, version, body, learnt_at_ms) VALUES (1, ?1, ?2, ?3)
               ON CONFLICT(id) DO UPDATE SET version = excluded.version, body = excluded.body, learnt_at_ms = excluded.learnt_at_ms";
    db.conn().prepare_cached(sql)?.execute(params![VERSION, body, at])?;
    Ok(())
}

/// Returns what is known of these values.
pub(super) fn commons(db: &Db, guests: u64, asked: &[u64]) -> Result<Commons> {
    let mut commons = Commons { guests, ..Commons::default() };
    let mut found = db.conn().prepare_cached("SELECT guests, placeholder FROM duplicate_commons WHERE value = ?1")?;
    for value in asked {
        let row: Option<(u32, bool)> = found.query_row([value.cast_signed()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let Some((count, placeholder)) = row else { continue };
        commons.counts.insert(*value, count);
        if placeholder {
            commons.placeholders.insert(*value);
        }
    }
    Ok(commons)
}

/// Writes what several guests have over what was known; of a value that few of many have, the average says enough.
pub(super) fn put_commons(db: &Db, commons: &Commons) -> Result<()> {
    db.conn().execute_batch("DELETE FROM duplicate_commons")?;
    let mut insert = db.conn().prepare_cached("INSERT INTO duplicate_commons(value, guests, placeholder) VALUES (?1, ?2, ?3)")?;
    let mut values: Vec<(u64, u32)> = commons.counts.iter().map(|(value, count)| (*value, *count)).collect();
    values.extend(commons.placeholders.iter().filter(|value| !commons.counts.contains_key(value)).map(|value| (*value, 0)));
    values.sort_unstable_by_key(|(value, _)| value.cast_signed());
    for (value, count) in values {
        insert.execute(params![value.cast_signed(), count, commons.placeholders.contains(&value)])?;
    }
    Ok(())
}

/// Returns the id of the suspicion that two guests are one; the same whoever finds it.
pub(super) fn suspect_id(a: GuestId, b: GuestId) -> SuspectId {
    let both = [a.raw().bytes().as_slice(), b.raw().bytes().as_slice()].concat();
    RawId::derive(Instant::from_ms(0), &both, 0).into()
}

/// Writes a suspicion; one that somebody dismissed stays as it is.
pub(super) fn put_suspect(db: &Db, pair: (GuestId, GuestId), score: f64, because: &[Reason], at: Instant) -> Result<()> {
    let (a, b) = (pair.0.min(pair.1), pair.0.max(pair.1));
    let damaged = |_| Error::Damaged { what: "reasons that do not serialise".to_owned() };
    let because = serde_json::to_string(because).map_err(damaged)?;
    let sql = "INSERT INTO duplicates(id, a, b, score_ppm, because, state, found_at_ms) VALUES (?1, ?2, ?3, ?4, ?5, 'open', ?6)
               ON CONFLICT(a, b) DO UPDATE SET score_ppm = excluded.score_ppm, because = excluded.because WHERE state = 'open'";
    db.conn().prepare_cached(sql)?.execute(params![suspect_id(a, b), a, b, (score * PPM).round() as i64, because, at])?;
    Ok(())
}

/// Forgets the open suspicions of one guest but those with `kept`.
pub(super) fn forget_of_guest(db: &Db, guest: GuestId, kept: &HashSet<GuestId>) -> Result<()> {
    let sql = "SELECT a, b FROM duplicates WHERE a = ?1 AND state = 'open'
               UNION ALL SELECT a, b FROM duplicates WHERE b = ?1 AND state = 'open'";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([guest], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let pairs: Vec<(GuestId, GuestId)> = rows.collect::<rusqlite::Result<_>>()?;
    for (a, b) in pairs {
        if !kept.contains(if a == guest { &b } else { &a }) {
            forget(db, a, b)?;
        }
    }
    Ok(())
}

fn forget(db: &Db, a: GuestId, b: GuestId) -> Result<()> {
    db.conn().prepare_cached("DELETE FROM duplicates WHERE a = ?1 AND b = ?2 AND state = 'open'")?.execute(params![a, b])?;
    Ok(())
}

/// Forgets the open suspicions between guests whom a run saw and which it did not find again.
pub(super) fn forget_unfound(db: &Db, saw: impl Fn(GuestId) -> bool, found: &HashMap<SuspectId, f64>) -> Result<()> {
    let mut open = db.conn().prepare("SELECT id, a, b FROM duplicates WHERE state = 'open'")?;
    let rows = open.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let open: Vec<(SuspectId, GuestId, GuestId)> = rows.collect::<rusqlite::Result<_>>()?;
    for (id, a, b) in open {
        if saw(a) && saw(b) && !found.contains_key(&id) {
            forget(db, a, b)?;
        }
    }
    Ok(())
}

pub(super) fn list(db: &Db, asked: &Asked) -> Result<Vec<Suspect>> {
    let least = (asked.min_score * PPM).round() as i64;
    let limit = i64::from(asked.limit);
    let mut found = match asked.guest {
        Some(_) => db.conn().prepare_cached(include_str!("sql/of_guest.sql"))?,
        None => db.conn().prepare_cached(include_str!("sql/list.sql"))?,
    };
    let rows = match asked.guest {
        Some(guest) => found.query_map(params![asked.state, least, limit, guest], read_suspect)?,
        None => found.query_map(params![asked.state, least, limit], read_suspect)?,
    };
    rows.map(|row| row?.told()).collect()
}

pub(super) fn suspect(db: &Db, a: GuestId, b: GuestId) -> Result<Option<Suspect>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/suspect.sql"))?;
    let row = found.query_row(params![a.min(b), a.max(b)], read_suspect).optional()?;
    row.map(SuspectRow::told).transpose()
}

/// Writes how a suspicion was settled, or that it is open again.
pub(super) fn put_state(db: &Db, suspect: &Suspect, settled: Option<(UserId, Instant)>) -> Result<()> {
    let (by, at) = settled.unzip();
    let sql = "UPDATE duplicates SET state = ?2, settled_by = ?3, settled_at_ms = ?4 WHERE id = ?1";
    db.conn().prepare_cached(sql)?.execute(params![suspect.id, suspect.state, by, at])?;
    Ok(())
}

pub(super) fn face(db: &Db, guest: GuestId) -> Result<Face> {
    let mut found = db.conn().prepare_cached(include_str!("sql/face.sql"))?;
    let mut face = found.query_row([guest], |row| {
        Ok(Face {
            guest,
            name: row.get(0)?,
            latin_name: row.get(1)?,
            company: row.get(2)?,
            member_no: row.get(3)?,
            last_departure: row.get(4)?,
            stays: row.get(5)?,
            phone: String::new(),
        })
    })?;
    let sql = "SELECT value FROM guest_contacts WHERE guest_id = ?1 AND kind = 'phone' ORDER BY preferred DESC, id LIMIT 1";
    let phone: Option<String> = db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0)).optional()?;
    face.phone = phone.map(|phone| contact::masked(ContactKind::Phone, &phone)).unwrap_or_default();
    Ok(face)
}

struct SuspectRow {
    id: SuspectId,
    a: GuestId,
    b: GuestId,
    score_ppm: i64,
    because: String,
    state: SuspectState,
    found_at_ms: Instant,
}

impl SuspectRow {
    fn told(self) -> Result<Suspect> {
        let damaged = |_| Error::Damaged { what: "the reasons of a suspicion".to_owned() };
        let because: Vec<Reason> = serde_json::from_str(&self.because).map_err(damaged)?;
        let score = self.score_ppm as f64 / PPM;
        Ok(Suspect {
            id: self.id,
            a: self.a,
            b: self.b,
            score,
            band: band(score, &because),
            because,
            state: self.state,
            found_at_ms: self.found_at_ms,
        })
    }
}

fn read_suspect(row: &Row<'_>) -> rusqlite::Result<SuspectRow> {
    Ok(SuspectRow {
        id: row.get(0)?,
        a: row.get(1)?,
        b: row.get(2)?,
        score_ppm: row.get(3)?,
        because: row.get(4)?,
        state: row.get(5)?,
        found_at_ms: row.get(6)?,
    })
}
