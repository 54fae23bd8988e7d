//! Rows of `ticket_slips` and `ticket_slip_lines`.

use rusqlite::{Row, params};

use super::{Slip, SlipLine};
use crate::{
    base::{
        error::Result,
        ids::{RemedyId, SlipId, TicketId},
        money::Minor,
    },
    db::{Db, Tx},
};

/// Returns the remedies under `ticket` that stand on a slip.
pub(crate) fn on_slips(db: &Db, ticket: TicketId) -> Result<Vec<RemedyId>> {
    let mut found = db.conn().prepare_cached(
        "SELECT l.remedy_id FROM ticket_slip_lines l JOIN ticket_slips s ON s.id = l.slip_id WHERE s.ticket_id = ?1",
    )?;
    let rows = found.query_map([ticket], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Saves a slip of the person and instant of this write.
pub(crate) fn insert(tx: &Tx<'_>, id: SlipId, ticket: TicketId, number: &str) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO ticket_slips(id, ticket_id, number, by_user, at_ms, business_date) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![id, ticket, number, tx.session().user, tx.at(), tx.business_date()])?;
    Ok(())
}

/// Saves one line of a slip.
pub(crate) fn insert_line(tx: &Tx<'_>, slip: SlipId, remedy: RemedyId) -> Result<()> {
    tx.conn()
        .prepare_cached("INSERT INTO ticket_slip_lines(remedy_id, slip_id) VALUES (?1, ?2)")?
        .execute(params![remedy, slip])?;
    Ok(())
}

/// Returns the slips of a ticket without their lines.
pub(crate) fn of_ticket(db: &Db, ticket: TicketId) -> Result<Vec<Slip>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/slips.sql"))?;
    let rows = found.query_map([ticket], |row| {
        Ok(Slip {
            id: row.get(0)?,
            number: row.get(1)?,
            ticket_number: row.get(2)?,
            room_no: row.get(3)?,
            guest_name: name_in(row, 4)?,
            problem: row.get(5)?,
            by_name: name_in(row, 6)?,
            at_ms: row.get(7)?,
            business_date: row.get(8)?,
            lines: Vec::new(),
            total_minor: Minor::ZERO,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the lines of a slip, in the order they were proposed.
pub(crate) fn lines(db: &Db, slip: SlipId) -> Result<Vec<SlipLine>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/lines.sql"))?;
    let rows = found.query_map([slip], |row| {
        Ok(SlipLine {
            id: row.get(0)?,
            remedy: row.get(1)?,
            words: row.get(2)?,
            amount_minor: row.get(3)?,
            proposed_by_name: name_in(row, 4)?,
            decided_by_name: name_in(row, 5)?,
            decided_at_ms: row.get(6)?,
            decision: row.get(7)?,
            by_phone: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn name_in(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
}
