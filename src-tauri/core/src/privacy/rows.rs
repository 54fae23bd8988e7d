//! Rows of holds, and whose they are.

use rusqlite::{OptionalExtension, Row, params};

use super::holds::LegalHold;
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Error, Result},
        ids::{GuestId, HoldId, RawId},
    },
    db::{Db, Tx, merged::MovedKind},
};

macro_rules! holds {
    ($rest:literal) => {
        concat!(
            "SELECT id, guest_id, reason, by_user, at_ms, business_date, ended_because, ended_by, ended_at_ms FROM legal_holds ",
            $rest
        )
    };
}

pub(super) fn not_found() -> Error {
    Common::NotFound { record: RecordKind::Privacy.word() }.into()
}

pub fn insert_hold(tx: &Tx<'_>, hold: &LegalHold) -> Result<()> {
    let sql = "INSERT INTO legal_holds(id, guest_id, reason, by_user, at_ms, business_date) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.conn().prepare_cached(sql)?.execute(params![
        hold.id,
        hold.guest_id,
        hold.reason,
        hold.by_user,
        hold.at_ms,
        hold.business_date
    ])?;
    Ok(())
}

pub fn end_hold(tx: &Tx<'_>, hold: &LegalHold) -> Result<()> {
    let sql = "UPDATE legal_holds SET ended_because = ?2, ended_by = ?3, ended_at_ms = ?4 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![hold.id, hold.ended_because, hold.ended_by, hold.ended_at_ms])?;
    Ok(())
}

pub fn hold(db: &Db, id: HoldId) -> Result<LegalHold> {
    let mut found = db.conn().prepare_cached(holds!("WHERE id = ?1"))?;
    found.query_row([id], read_hold).optional()?.ok_or_else(not_found)
}

pub fn holds_of(db: &Db, guest: GuestId) -> Result<Vec<LegalHold>> {
    let mut found = db.conn().prepare_cached(holds!("WHERE guest_id = ?1 ORDER BY at_ms DESC, id DESC"))?;
    let rows = found.query_map([guest], read_hold)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read_hold(row: &Row<'_>) -> rusqlite::Result<LegalHold> {
    Ok(LegalHold {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        reason: row.get(2)?,
        by_user: row.get(3)?,
        at_ms: row.get(4)?,
        business_date: row.get(5)?,
        ended_because: row.get(6)?,
        ended_by: row.get(7)?,
        ended_at_ms: row.get(8)?,
    })
}

/// The statements that hand one kind over: all of a guest's, and one.
fn giving(kind: MovedKind) -> Result<(&'static str, &'static str)> {
    Ok(match kind {
        MovedKind::Purpose => (
            "UPDATE purpose_consents SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id",
            "UPDATE purpose_consents SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2",
        ),
        MovedKind::Request => (
            "UPDATE rights_requests SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id",
            "UPDATE rights_requests SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2",
        ),
        MovedKind::Hold => (
            "UPDATE legal_holds SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id",
            "UPDATE legal_holds SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2",
        ),
        _ => return Err(Error::Damaged { what: "what moves with a merge".to_owned() }),
    })
}

pub fn give_all(tx: &Tx<'_>, kind: MovedKind, from: GuestId, to: GuestId) -> Result<Vec<RawId>> {
    let mut rows = tx.conn().prepare_cached(giving(kind)?.0)?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give(tx: &Tx<'_>, kind: MovedKind, id: RawId, from: GuestId, to: GuestId) -> Result<bool> {
    Ok(tx.conn().prepare_cached(giving(kind)?.1)?.execute(params![id, from, to])? > 0)
}
