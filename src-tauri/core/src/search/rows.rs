//! Rows of the `search_*` tables, and what they are derived from.

use rusqlite::{CachedStatement, Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use crate::base::{
    contact::ContactKind,
    error::{Error, Result},
    ids::GuestId,
    time::BusinessDate,
};

/// What the index is derived from, and what a hit shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) latin_name: String,
    pub(crate) title: String,
    pub(crate) company: String,
    pub(crate) document_last4: String,
    pub(crate) member_no: String,
    /// Numbers of the records that were merged into this one, joined by blanks.
    pub(crate) other_numbers: String,
    /// Names of the same records, as written and in Latin letters, one a line.
    pub(crate) other_names: String,
    /// Who they are to the house: guest, staff, partner.
    pub(crate) profile: String,
    pub(crate) tier: String,
    pub(crate) last_departure: Option<BusinessDate>,
}

/// One way to reach a guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Contact {
    pub(crate) kind: ContactKind,
    pub(crate) value: String,
    pub(crate) normal: String,
}

/// A stay that makes its guest active; all empty for one who was lately written and has none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ActiveStay {
    pub(crate) state: String,
    pub(crate) arrival: String,
    pub(crate) departure: String,
    pub(crate) room_no: String,
}

/// One row of the small index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Active {
    pub(crate) row: i64,
    pub(crate) guest: GuestId,
    pub(crate) stay: ActiveStay,
    pub(crate) tier: i64,
    pub(crate) last: i64,
    /// Row of the guest's line.
    pub(crate) line: i64,
}

/// What the index was built by and for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Built {
    pub(crate) version: i64,
    pub(crate) day: BusinessDate,
    pub(crate) ranked: i64,
}

/// A number that is known by its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tail {
    pub(crate) reversed: i64,
    pub(crate) row: u32,
    pub(crate) kind: u8,
    pub(crate) marks: i64,
}

/// Where a guest stands among all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ranked {
    pub(crate) guest: GuestId,
    pub(crate) tier: u8,
    pub(crate) last: u32,
}

/// The days between which a stay makes its guest active.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) arriving_from: BusinessDate,
    pub(crate) arriving_to: BusinessDate,
    pub(crate) departed_from: BusinessDate,
}

pub(crate) fn built(conn: &Connection) -> Result<Option<Built>> {
    let mut statement = conn.prepare_cached("SELECT version, day, ranked FROM search_state WHERE id = 1")?;
    let read = |row: &Row<'_>| Ok(Built { version: row.get(0)?, day: row.get(1)?, ranked: row.get(2)? });
    Ok(statement.query_row([], read).optional()?)
}

pub(crate) fn put_built(conn: &Connection, built: &Built) -> Result<()> {
    let sql = "INSERT INTO search_state(id, version, day, ranked) VALUES (1, ?1, ?2, ?3)
               ON CONFLICT(id) DO UPDATE SET version = excluded.version, day = excluded.day, ranked = excluded.ranked";
    conn.prepare_cached(sql)?.execute(params![built.version, built.day, built.ranked])?;
    Ok(())
}

pub(crate) fn active_stays(conn: &Connection, guest: GuestId, window: Window) -> Result<Vec<ActiveStay>> {
    let bounds = params![guest, window.arriving_from, window.arriving_to, window.departed_from];
    gather(conn.prepare_cached(include_str!("sql/stays_of_guest.sql"))?, bounds, |row| read_stay(row, 0))
}

/// Returns every stay that makes its guest active, guest by guest.
pub(crate) fn all_active_stays(conn: &Connection, window: Window) -> Result<Vec<(GuestId, ActiveStay)>> {
    let bounds = params![window.arriving_from, window.arriving_to, window.departed_from];
    let read = |row: &Row<'_>| Ok((row.get(0)?, read_stay(row, 1)?));
    let mut stays = gather(conn.prepare_cached(include_str!("sql/active_stays.sql"))?, bounds, read)?;
    stays.sort_by_key(|(guest, _): &(GuestId, ActiveStay)| *guest);
    Ok(stays)
}

/// Returns every guest that can be found, in the order of their ids.
pub(crate) fn everybody(conn: &Connection) -> Result<Vec<GuestId>> {
    gather(conn.prepare_cached(include_str!("sql/everybody.sql"))?, [], |row| row.get(0))
}

/// Returns where every guest that can be found stands, in no order.
pub(crate) fn ranks(conn: &Connection) -> Result<Vec<Ranked>> {
    gather(conn.prepare_cached(include_str!("sql/ranks.sql"))?, [], |row| {
        let last: Option<BusinessDate> = row.get(2)?;
        Ok(Ranked { guest: row.get(0)?, tier: row.get(1)?, last: last.map_or(0, day_number) })
    })
}

/// Returns a date as yyyymmdd, for comparing alone.
pub(crate) fn day_number(date: BusinessDate) -> u32 {
    use chrono::Datelike;
    let date = date.date();
    u32::try_from(date.year()).unwrap_or(0) * 10_000 + date.month() * 100 + date.day()
}

/// Returns the guest's row.
pub(crate) fn row_of(conn: &Connection, guest: GuestId) -> Result<Option<i64>> {
    let mut statement = conn.prepare_cached("SELECT row FROM search_guests WHERE guest_id = ?1")?;
    Ok(statement.query_row([guest], |row| row.get(0)).optional()?)
}

/// Returns the guest's row and what they are filed under.
pub(crate) fn words_of(conn: &Connection, guest: GuestId) -> Result<Option<(i64, String)>> {
    let mut statement = conn.prepare_cached("SELECT row, words FROM search_guests WHERE guest_id = ?1")?;
    Ok(statement.query_row([guest], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns who is filed in this row.
pub(crate) fn guest_at(conn: &Connection, row: i64) -> Result<Option<GuestId>> {
    let mut statement = conn.prepare_cached("SELECT guest_id FROM search_guests WHERE row = ?1")?;
    Ok(statement.query_row([row], |row| row.get(0)).optional()?)
}

pub(crate) fn next_row(conn: &Connection) -> Result<i64> {
    Ok(conn.prepare_cached("SELECT coalesce(max(row), 0) + 1 FROM search_guests")?.query_row([], |row| row.get(0))?)
}

pub(crate) fn file(conn: &Connection, row: i64, guest: GuestId, words: &str) -> Result<()> {
    let sql = "INSERT INTO search_guests(row, guest_id, words) VALUES (?1, ?2, ?3)";
    conn.prepare_cached(sql)?.execute(params![row, guest, words])?;
    conn.prepare_cached("INSERT INTO search_words(rowid, words) VALUES (?1, ?2)")?.execute(params![row, words])?;
    Ok(())
}

/// Takes a guest's words out of both tables; the index must be told the very words that it was given.
pub(crate) fn unfile(conn: &Connection, row: i64, words: &str) -> Result<()> {
    let sql = "INSERT INTO search_words(search_words, rowid, words) VALUES ('delete', ?1, ?2)";
    conn.prepare_cached(sql)?.execute(params![row, words])?;
    conn.prepare_cached("DELETE FROM search_guests WHERE row = ?1")?.execute([row])?;
    Ok(())
}

/// Writes what was taken out before anything else comes in. A word that goes and comes in one go is only written anew: its old
/// place stays in the index, where no later deletion finds it (PROMISES, trap 12).
pub(crate) fn settle(conn: &Connection) -> Result<()> {
    conn.prepare_cached("INSERT INTO search_words(search_words) VALUES ('flush')")?.execute([])?;
    Ok(())
}

pub(crate) fn tails_of(conn: &Connection, row: i64) -> Result<Vec<Tail>> {
    let sql = "SELECT reversed, row, kind, marks FROM search_tails WHERE row = ?1 ORDER BY reversed, row, kind";
    gather(conn.prepare_cached(sql)?, [row], read_tail)
}

pub(crate) fn put_tail(conn: &Connection, tail: &Tail) -> Result<()> {
    let sql = "INSERT INTO search_tails(reversed, row, kind, marks) VALUES (?1, ?2, ?3, ?4)";
    conn.prepare_cached(sql)?.execute(params![tail.reversed, tail.row, tail.kind, tail.marks])?;
    Ok(())
}

pub(crate) fn remove_tails(conn: &Connection, row: i64) -> Result<()> {
    let sql = "DELETE FROM search_tails WHERE row = ?1";
    conn.prepare_cached(sql)?.execute([row])?;
    Ok(())
}

/// Returns rows whose number ends as asked (a range of reversed numbers) and that have all these marks, in no order.
pub(crate) fn tails(conn: &Connection, range: (i64, i64), marks: i64, limit: usize) -> Result<Vec<i64>> {
    let sql = "SELECT row FROM search_tails WHERE reversed >= ?1 AND reversed < ?2 AND marks & ?3 = ?3 LIMIT ?4";
    gather(conn.prepare_cached(sql)?, params![range.0, range.1, marks, limit as i64], |row| row.get(0))
}

/// Returns rows that hold the words, in the order of rows.
pub(crate) fn rows_with(conn: &Connection, expression: &str, limit: usize) -> Result<Vec<i64>> {
    let sql = "SELECT rowid FROM search_words WHERE search_words MATCH ?1 LIMIT ?2";
    gather(conn.prepare_cached(sql)?, params![expression, limit as i64], |row| row.get(0))
}

pub(crate) fn put_active(conn: &Connection, active: &Active) -> Result<i64> {
    let sql = "INSERT INTO search_active(guest_id, state, arrival, departure, room_no, tier, last, line)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let stay = &active.stay;
    conn.prepare_cached(sql)?.execute(params![
        active.guest,
        stay.state,
        stay.arrival,
        stay.departure,
        stay.room_no,
        active.tier,
        active.last,
        active.line
    ])?;
    Ok(conn.last_insert_rowid())
}

pub(crate) fn put_active_key(conn: &Connection, row: i64, text: &str, grade: i64) -> Result<()> {
    let sql = "INSERT INTO search_active_keys(text, row, grade) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    conn.prepare_cached(sql)?.execute(params![text, row, grade])?;
    Ok(())
}

pub(crate) fn remove_active(conn: &Connection, guest: GuestId) -> Result<()> {
    let keys = "DELETE FROM search_active_keys WHERE row IN (SELECT row FROM search_active WHERE guest_id = ?1)";
    conn.prepare_cached(keys)?.execute([guest])?;
    conn.prepare_cached("DELETE FROM search_active WHERE guest_id = ?1")?.execute([guest])?;
    Ok(())
}

/// Returns rows of the small index with a key that begins so, and its grade.
pub(crate) fn active_with(conn: &Connection, beginning: &str, limit: usize) -> Result<Vec<(i64, i64)>> {
    let sql = "SELECT row, grade FROM search_active_keys WHERE text >= ?1 AND text < ?2 LIMIT ?3";
    gather(conn.prepare_cached(sql)?, params![beginning, after(beginning), limit as i64], |row| Ok((row.get(0)?, row.get(1)?)))
}

pub(crate) fn active(conn: &Connection, row: i64) -> Result<Option<Active>> {
    let sql = "SELECT row, guest_id, tier, last, state, arrival, departure, room_no, line FROM search_active WHERE row = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    Ok(statement.query_row([row], read_active).optional()?)
}

pub(crate) fn active_of(conn: &Connection, guest: GuestId) -> Result<Vec<Active>> {
    let sql = "SELECT row, guest_id, tier, last, state, arrival, departure, room_no, line FROM search_active WHERE guest_id = ?1";
    gather(conn.prepare_cached(sql)?, [guest], read_active)
}

/// Returns guests with a confirmation that begins so.
pub(crate) fn by_confirmation(conn: &Connection, beginning: &str, limit: usize) -> Result<Vec<(GuestId, String)>> {
    let sql = "SELECT guest_id, confirmation FROM stays INDEXED BY search_confirmation
               WHERE confirmation <> '' AND confirmation COLLATE NOCASE >= ?1 AND confirmation COLLATE NOCASE < ?2
                 AND guest_id IS NOT NULL LIMIT ?3";
    pairs(conn, sql, beginning, limit)
}

/// Returns guests with a member number that begins so.
pub(crate) fn by_member_no(conn: &Connection, beginning: &str, limit: usize) -> Result<Vec<(GuestId, String)>> {
    let sql = "SELECT coalesce(g.merged_into, m.guest_id), m.member_no FROM members m JOIN guests g ON g.id = m.guest_id
               WHERE m.member_no >= ?1 AND m.member_no < ?2 ORDER BY m.member_no LIMIT ?3";
    pairs(conn, sql, beginning, limit)
}

/// Returns guests with a contact whose compared form begins so.
pub(crate) fn by_contact(conn: &Connection, beginning: &str, limit: usize) -> Result<Vec<(GuestId, String)>> {
    let sql = "SELECT guest_id, normal FROM guest_contacts WHERE normal >= ?1 AND normal < ?2 ORDER BY normal LIMIT ?3";
    pairs(conn, sql, beginning, limit)
}

/// Returns guests with a complaint whose number begins so.
pub(crate) fn by_ticket(conn: &Connection, beginning: &str, limit: usize) -> Result<Vec<(GuestId, String)>> {
    let sql = "SELECT guest_id, number FROM tickets
               WHERE number >= ?1 AND number < ?2 AND guest_id IS NOT NULL ORDER BY number DESC LIMIT ?3";
    pairs(conn, sql, beginning, limit)
}

/// Returns how many rows belong to nobody who can be found: guests who are gone, and numbers of no row.
pub(crate) fn strays(conn: &Connection) -> Result<u64> {
    let count: i64 = conn.prepare_cached(include_str!("sql/strays.sql"))?.query_row([], |row| row.get(0))?;
    Ok(count.unsigned_abs())
}

/// Returns guests filed behind `row`, the latest first.
pub(crate) fn behind(conn: &Connection, row: i64, limit: usize) -> Result<Vec<GuestId>> {
    let sql = "SELECT guest_id FROM search_guests WHERE row > ?1 ORDER BY row DESC LIMIT ?2";
    gather(conn.prepare_cached(sql)?, params![row, limit as i64], |row| row.get(0))
}

pub(crate) fn empty_active(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch("DELETE FROM search_active_keys; DELETE FROM search_active;")?)
}

/// Empties every table of the index; only [`super::index::rebuild`] may.
pub(crate) fn empty(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(
        "INSERT INTO search_words(search_words) VALUES ('delete-all');
         DELETE FROM search_guests; DELETE FROM search_lines; DELETE FROM search_tails; DELETE FROM search_state;",
    )?)
}

/// Sets the indexes aside that are quicker made at the end, and lets the large index gather more before it writes.
pub(crate) fn begin_bulk(conn: &Connection, gathered_bytes: i64) -> Result<()> {
    conn.execute_batch("DROP INDEX search_guests_guest; DROP INDEX search_tails_row;")?;
    conn.execute("INSERT INTO search_words(search_words, rank) VALUES ('hashsize', ?1)", [gathered_bytes])?;
    conn.execute("INSERT INTO search_words(search_words, rank) VALUES ('automerge', 0)", [])?;
    Ok(())
}

/// Undoes [`begin_bulk`] and joins the large index to one piece.
pub(crate) fn end_bulk(conn: &Connection) -> Result<()> {
    Ok(conn.execute_batch(
        "INSERT INTO search_words(search_words) VALUES ('optimize');
         INSERT INTO search_words(search_words, rank) VALUES ('hashsize', 1048576);
         INSERT INTO search_words(search_words, rank) VALUES ('automerge', 4);
         CREATE UNIQUE INDEX search_guests_guest ON search_guests(guest_id);
         CREATE INDEX search_tails_row ON search_tails(row);",
    )?)
}

/// Returns the page cache's size as SQLite gives it (pages, or KiB where negative), and sets it.
pub(crate) fn swap_cache_size(conn: &Connection, size: i64) -> Result<i64> {
    let before: i64 = conn.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    conn.pragma_update(None, "cache_size", size)?;
    Ok(before)
}

/// Checks the large index against the words it was given.
///
/// Errors: [`Error::Damaged`] where they differ.
pub(crate) fn check_words(conn: &Connection) -> Result<()> {
    let asked = conn.execute("INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)", []);
    match asked {
        Ok(_) => Ok(()),
        Err(rusqlite::Error::SqliteFailure(failure, _)) if failure.code == rusqlite::ErrorCode::DatabaseCorrupt => {
            Err(Error::Damaged { what: "search index".to_owned() })
        }
        Err(source) => Err(Error::Database { act: "check the search index", source }),
    }
}

/// Returns the smallest text behind every text that begins so.
fn after(beginning: &str) -> String {
    format!("{beginning}\u{10FFFF}")
}

fn pairs(conn: &Connection, sql: &str, beginning: &str, limit: usize) -> Result<Vec<(GuestId, String)>> {
    let bounds = params![beginning, after(beginning), limit as i64];
    gather(conn.prepare_cached(sql)?, bounds, |row| Ok((row.get(0)?, row.get(1)?)))
}

fn read_stay(row: &Row<'_>, first: usize) -> rusqlite::Result<ActiveStay> {
    Ok(ActiveStay {
        state: row.get(first)?,
        arrival: row.get(first + 1)?,
        departure: row.get(first + 2)?,
        room_no: row.get(first + 3)?,
    })
}

fn read_active(row: &Row<'_>) -> rusqlite::Result<Active> {
    Ok(Active {
        row: row.get(0)?,
        guest: row.get(1)?,
        tier: row.get(2)?,
        last: row.get(3)?,
        stay: read_stay(row, 4)?,
        line: row.get(8)?,
    })
}

fn read_tail(row: &Row<'_>) -> rusqlite::Result<Tail> {
    Ok(Tail { reversed: row.get(0)?, row: row.get(1)?, kind: row.get(2)?, marks: row.get(3)? })
}

fn gather<T>(
    mut statement: CachedStatement<'_>,
    bounds: impl rusqlite::Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let rows = statement.query_map(bounds, read)?;
    Ok(rows.collect::<rusqlite::Result<Vec<T>>>()?)
}
