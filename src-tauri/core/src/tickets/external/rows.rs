//! Rows of `ticket_externals`.

use rusqlite::{OptionalExtension, Row, params};

use super::{AnswerExternal, External, RaiseExternal};
use crate::{
    base::{
        error::{Common, Result},
        ids::{ExternalId, TicketId},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
};

macro_rules! externals {
    ($rest:literal) => {
        concat!(include_str!("sql/externals.sql"), $rest)
    };
}

pub(super) fn insert(tx: &Tx<'_>, id: ExternalId, kept: &RaiseExternal, due_on: BusinessDate, due: Instant) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        id,
        kept.ticket,
        kept.body,
        kept.body_name,
        kept.reference,
        kept.received_on,
        due_on,
        due,
        kept.words,
        tx.session().user,
        tx.at(),
    ])?;
    Ok(())
}

pub(super) fn put_answer(tx: &Tx<'_>, kept: &AnswerExternal) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "UPDATE ticket_externals SET answered_on = ?2, sent_how = ?3, answer_words = ?4, answered_by = ?5, answered_at_ms = ?6
             WHERE id = ?1",
        )?
        .execute(params![kept.external, kept.answered_on, kept.sent_how, kept.words, tx.session().user, tx.at()])?;
    Ok(())
}

/// Returns one with its ticket.
///
/// Errors: [`Common::NotFound`].
pub(super) fn one(db: &Db, id: ExternalId) -> Result<(TicketId, External)> {
    let mut found = db.conn().prepare_cached(externals!(" WHERE e.id = ?1"))?;
    let found = found.query_row([id], |row| Ok((row.get(0)?, read(row)?))).optional()?;
    found.ok_or_else(|| Common::NotFound { record: "ticket" }.into())
}

/// Returns those of a ticket in the order they were taken down.
pub(crate) fn of_ticket(db: &Db, ticket: TicketId) -> Result<Vec<External>> {
    let mut found = db.conn().prepare_cached(externals!(" WHERE e.ticket_id = ?1 ORDER BY e.rowid"))?;
    let rows = found.query_map([ticket], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns whether an answer is owed under a ticket.
pub(crate) fn owes(db: &Db, ticket: TicketId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM ticket_externals WHERE ticket_id = ?1 AND answered_on IS NULL)";
    Ok(db.conn().prepare_cached(sql)?.query_row([ticket], |row| row.get(0))?)
}

/// Returns what is owed first under each ticket, the first to run out at the top.
pub(super) fn unanswered(db: &Db) -> Result<Vec<(TicketId, External)>> {
    let mut found = db.conn().prepare_cached(externals!(" WHERE e.answered_on IS NULL ORDER BY e.due_ms, e.rowid"))?;
    let rows = found.query_map([], |row| Ok((row.get::<_, TicketId>(0)?, read(row)?)))?;
    let mut owed: Vec<(TicketId, External)> = Vec::new();
    for row in rows {
        let (ticket, external) = row?;
        if owed.iter().all(|(known, _)| *known != ticket) {
            owed.push((ticket, external));
        }
    }
    Ok(owed)
}

fn read(row: &Row<'_>) -> rusqlite::Result<External> {
    Ok(External {
        id: row.get(1)?,
        body: row.get(2)?,
        body_name: row.get(3)?,
        reference: row.get(4)?,
        received_on: row.get(5)?,
        due_on: row.get(6)?,
        due_ms: row.get(7)?,
        words: row.get(8)?,
        by_name: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
        at_ms: row.get(10)?,
        answered_on: row.get(11)?,
        sent_how: row.get(12)?,
        answer_words: row.get(13)?,
        answered_by_name: row.get::<_, Option<String>>(14)?.unwrap_or_default(),
        answered_at_ms: row.get(15)?,
    })
}
