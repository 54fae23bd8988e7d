//! Rows of `duty_lines`, `handovers`, `handover_items`, `duty_rules`.

use rusqlite::{OptionalExtension, Row, params, types::Type};

use super::{
    book::DutyRules,
    lines::{DutyLine, FollowUp},
    shifts::{Shift, ShiftSpan},
    signing::{CarryMark, HandCounts, Handover, HandoverItem, Taken},
};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Error, Result},
        ids::{DutyLineId, GuestId, HandoverId, HandoverItemId, UserId},
        role::Department,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
};

macro_rules! lines {
    ($rest:literal) => {
        concat!(include_str!("sql/line.sql"), $rest)
    };
}

macro_rules! handovers {
    ($rest:literal) => {
        concat!(include_str!("sql/handover.sql"), $rest)
    };
}

macro_rules! items {
    ($rest:literal) => {
        concat!(include_str!("sql/item.sql"), $rest)
    };
}

fn not_found() -> Error {
    Common::NotFound { record: RecordKind::Duty.word() }.into()
}

/// Errors: [`Common::NotFound`] where `user` is nobody who works here.
pub(crate) fn must_work_here(db: &Db, user: UserId) -> Result<()> {
    let mut found = db.conn().prepare_cached("SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1 AND active = 1)")?;
    let works: bool = found.query_row([user], |row| row.get(0))?;
    if works { Ok(()) } else { Err(Common::NotFound { record: RecordKind::User.word() }.into()) }
}

pub(crate) fn line(db: &Db, id: DutyLineId) -> Result<DutyLine> {
    let mut found = db.conn().prepare_cached(lines!("WHERE id = ?1"))?;
    found.query_row([id], read_line).optional()?.ok_or_else(not_found)
}

/// Returns the words that stand for a line now: its own, or those of the last correction.
pub(crate) fn latest(db: &Db, id: DutyLineId) -> Result<DutyLine> {
    let mut found = db.conn().prepare_cached(lines!("WHERE id = ?1 OR corrects = ?1 ORDER BY rowid DESC LIMIT 1"))?;
    found.query_row([id], read_line).optional()?.ok_or_else(not_found)
}

pub(crate) fn lines_between(db: &Db, begin: Instant, end: Instant) -> Result<Vec<DutyLine>> {
    let mut rows = db.conn().prepare_cached(lines!("WHERE at_ms >= ?1 AND at_ms < ?2 ORDER BY rowid"))?;
    let rows = rows.query_map([begin, end], read_line)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn open_lines(db: &Db) -> Result<Vec<DutyLine>> {
    let mut rows = db.conn().prepare_cached(lines!(
        "WHERE done_at_ms IS NULL AND corrects IS NULL AND (due_ms IS NOT NULL OR kind = 'double_lock') ORDER BY due_ms, rowid"
    ))?;
    let rows = rows.query_map([], read_line)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn insert_line(tx: &Tx<'_>, new: &DutyLine) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_line.sql"))?.execute(params![
        new.id,
        new.kind,
        new.room_no,
        new.guest_id,
        new.words,
        new.corrects,
        new.follow_up.map(|follow_up| follow_up.department),
        new.follow_up.and_then(|follow_up| follow_up.owner),
        new.follow_up.map(|follow_up| follow_up.due_ms),
        new.by_user,
        new.at_ms,
        new.business_date,
        new.done_words,
        new.done_by,
        new.done_at_ms,
    ])?;
    Ok(())
}

pub(crate) fn put_end(tx: &Tx<'_>, line: &DutyLine) -> Result<()> {
    let sql = "UPDATE duty_lines SET done_words = ?2, done_by = ?3, done_at_ms = ?4 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![line.id, line.done_words, line.done_by, line.done_at_ms])?;
    Ok(())
}

pub(crate) fn give_lines(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<DutyLineId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE duty_lines SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn give_line(tx: &Tx<'_>, id: DutyLineId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE duty_lines SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

fn read_line(row: &Row<'_>) -> rusqlite::Result<DutyLine> {
    let (department, due_ms): (Option<Department>, Option<Instant>) = (row.get(6)?, row.get(8)?);
    let owner = row.get(7)?;
    Ok(DutyLine {
        id: row.get(0)?,
        kind: row.get(1)?,
        room_no: row.get(2)?,
        guest_id: row.get(3)?,
        words: row.get(4)?,
        corrects: row.get(5)?,
        follow_up: department.zip(due_ms).map(|(department, due_ms)| FollowUp { department, owner, due_ms }),
        by_user: row.get(9)?,
        at_ms: row.get(10)?,
        business_date: row.get(11)?,
        done_words: row.get(12)?,
        done_by: row.get(13)?,
        done_at_ms: row.get(14)?,
    })
}

pub(crate) fn handover(db: &Db, id: HandoverId) -> Result<Handover> {
    let mut found = db.conn().prepare_cached(handovers!("WHERE id = ?1"))?;
    found.query_row([id], read_handover).optional()?.ok_or_else(not_found)
}

pub(crate) fn handover_of(db: &Db, date: BusinessDate, shift: Shift) -> Result<Option<Handover>> {
    let mut found = db.conn().prepare_cached(handovers!("WHERE date = ?1 AND shift = ?2"))?;
    Ok(found.query_row(params![date, shift], read_handover).optional()?)
}

pub(crate) fn handovers_between(db: &Db, begin: Instant, end: Instant) -> Result<Vec<Handover>> {
    let mut rows = db.conn().prepare_cached(handovers!("WHERE begins_ms >= ?1 AND begins_ms < ?2 ORDER BY begins_ms"))?;
    let rows = rows.query_map([begin, end], read_handover)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn first_begin(db: &Db) -> Result<Option<Instant>> {
    Ok(db.conn().prepare_cached("SELECT min(begins_ms) FROM handovers")?.query_row([], |row| row.get(0))?)
}

pub(crate) fn insert_handover(tx: &Tx<'_>, new: &Handover) -> Result<()> {
    let taken = new.taken.as_ref();
    tx.conn().prepare_cached(include_str!("sql/insert_handover.sql"))?.execute(params![
        new.id,
        new.number,
        new.span.date,
        new.span.shift,
        new.span.begins_ms,
        new.span.ends_ms,
        new.out_user,
        new.out_words,
        new.out_at_ms,
        new.counts.cash_minor,
        new.counts.keys,
        new.counts.radios,
        new.counts.fire_ok,
        new.head_seq,
        new.head_mac,
        taken.map(|taken| taken.user),
        taken.map_or("", |taken| taken.words.as_str()),
        taken.map(|taken| taken.at_ms),
    ])?;
    Ok(())
}

pub(crate) fn put_taken(tx: &Tx<'_>, handover: &Handover) -> Result<()> {
    let taken = handover.taken.as_ref();
    let sql = "UPDATE handovers SET in_user = ?2, in_words = ?3, in_at_ms = ?4 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![
        handover.id,
        taken.map(|taken| taken.user),
        taken.map_or("", |taken| taken.words.as_str()),
        taken.map(|taken| taken.at_ms),
    ])?;
    Ok(())
}

fn read_handover(row: &Row<'_>) -> rusqlite::Result<Handover> {
    let (user, at_ms): (Option<UserId>, Option<Instant>) = (row.get(15)?, row.get(17)?);
    let words: String = row.get(16)?;
    Ok(Handover {
        id: row.get(0)?,
        number: row.get(1)?,
        span: ShiftSpan { date: row.get(2)?, shift: row.get(3)?, begins_ms: row.get(4)?, ends_ms: row.get(5)? },
        out_user: row.get(6)?,
        out_words: row.get(7)?,
        out_at_ms: row.get(8)?,
        counts: HandCounts { cash_minor: row.get(9)?, keys: row.get(10)?, radios: row.get(11)?, fire_ok: row.get(12)? },
        head_seq: row.get(13)?,
        head_mac: row.get(14)?,
        taken: user.zip(at_ms).map(|(user, at_ms)| Taken { user, words, at_ms }),
    })
}

pub(crate) fn item(db: &Db, id: HandoverItemId) -> Result<HandoverItem> {
    let mut found = db.conn().prepare_cached(items!("WHERE id = ?1"))?;
    found.query_row([id], read_item).optional()?.ok_or_else(not_found)
}

pub(crate) fn items(db: &Db, handover: HandoverId) -> Result<Vec<HandoverItem>> {
    let mut rows = db.conn().prepare_cached(items!("WHERE handover_id = ?1 ORDER BY place"))?;
    let rows = rows.query_map([handover], read_item)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn insert_item(tx: &Tx<'_>, new: &HandoverItem) -> Result<()> {
    let marks: Vec<&str> = new.marks.iter().map(|mark| mark.word()).collect();
    tx.conn().prepare_cached(include_str!("sql/insert_item.sql"))?.execute(params![
        new.id,
        new.handover,
        new.place,
        new.kind,
        new.record,
        new.room_no,
        new.state,
        new.due_ms,
        marks.join(" "),
        new.seen_at_ms,
    ])?;
    Ok(())
}

pub(crate) fn put_item(tx: &Tx<'_>, item: &HandoverItem) -> Result<()> {
    let sql = "UPDATE handover_items SET seen_at_ms = ?2 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![item.id, item.seen_at_ms])?;
    Ok(())
}

fn read_item(row: &Row<'_>) -> rusqlite::Result<HandoverItem> {
    let marks: String = row.get(8)?;
    let unknown = || rusqlite::Error::InvalidColumnType(8, "marks".to_owned(), Type::Text);
    Ok(HandoverItem {
        id: row.get(0)?,
        handover: row.get(1)?,
        place: row.get(2)?,
        kind: row.get(3)?,
        record: row.get(4)?,
        room_no: row.get(5)?,
        state: row.get(6)?,
        due_ms: row.get(7)?,
        marks: marks.split_whitespace().map(|word| CarryMark::from_word(word).ok_or_else(unknown)).collect::<Result<_, _>>()?,
        seen_at_ms: row.get(9)?,
    })
}

/// Returns the house's own rules, where it has set any.
pub(crate) fn rules(db: &Db) -> Result<Option<DutyRules>> {
    let mut found = db.conn().prepare_cached("SELECT rules FROM duty_rules WHERE id = 1")?;
    let text: Option<String> = found.query_row([], |row| row.get(0)).optional()?;
    let damaged = |_| Error::Damaged { what: "the rules of the shift".to_owned() };
    text.map(|text| serde_json::from_str(&text).map_err(damaged)).transpose()
}

pub(crate) fn put_rules(tx: &Tx<'_>, rules: &DutyRules) -> Result<()> {
    let text = serde_json::to_string(rules).map_err(|_| Error::Damaged { what: "the rules of the shift".to_owned() })?;
    let sql = "INSERT INTO duty_rules(id, rules) VALUES (1, ?1) ON CONFLICT(id) DO UPDATE SET rules = excluded.rules";
    tx.conn().prepare_cached(sql)?.execute([text])?;
    Ok(())
}
