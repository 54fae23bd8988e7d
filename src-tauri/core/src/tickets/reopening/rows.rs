//! Rows of `ticket_reopenings`.

use rusqlite::params;

use super::Reopening;
use crate::{
    base::{
        error::Result,
        ids::{ReopeningId, TicketId},
    },
    db::{Db, Tx},
    tickets::rules::Case,
};

/// Saves that `closed` comes back now, with what stands under it.
pub(crate) fn insert(tx: &Tx<'_>, id: ReopeningId, closed: &Case, reason: &str, pauses: usize) -> Result<()> {
    // STEPS_MAX and REMEDIES_MAX keep these far below the bound.
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    tx.conn()
        .prepare_cached(
            "INSERT INTO ticket_reopenings(id, ticket_id, reason, by_user, at_ms, solved_at_ms, closed_at_ms, closed_by, steps,
               remedies, pauses)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            id,
            closed.facts.id,
            reason,
            tx.session().user,
            tx.at(),
            closed.facts.solved_at_ms,
            closed.facts.closed_at_ms,
            closed.facts.closed_by,
            count(closed.steps.len()),
            count(closed.remedies.len()),
            count(pauses),
        ])?;
    Ok(())
}

/// Returns every return of a ticket in the order they happened.
pub(crate) fn of_ticket(db: &Db, ticket: TicketId) -> Result<Vec<Reopening>> {
    let mut found = db.conn().prepare_cached(
        "SELECT r.id, r.reason, r.by_user, u.name, r.at_ms, r.solved_at_ms, r.closed_at_ms, c.name, r.steps, r.remedies, r.pauses
         FROM ticket_reopenings r LEFT JOIN users u ON u.id = r.by_user LEFT JOIN users c ON c.id = r.closed_by
         WHERE r.ticket_id = ?1 ORDER BY r.rowid",
    )?;
    let rows = found.query_map([ticket], |row| {
        Ok(Reopening {
            id: row.get(0)?,
            reason: row.get(1)?,
            by: row.get(2)?,
            by_name: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            at_ms: row.get(4)?,
            solved_at_ms: row.get(5)?,
            closed_at_ms: row.get(6)?,
            closed_by_name: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
            steps: row.get(8)?,
            remedies: row.get(9)?,
            pauses: row.get(10)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
