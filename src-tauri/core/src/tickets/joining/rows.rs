//! Rows of `ticket_joins` and `ticket_splits`, and where a ticket points to.

use rusqlite::{OptionalExtension, Row, named_params, params, types::FromSqlError};

use super::{
    TicketJoin, TicketSplit,
    rules::{Given, Was},
};
use crate::{
    base::{
        error::{Common, Error, Result},
        ids::{JoinId, SplitId, TicketId},
    },
    db::{Db, Tx},
};

/// The merge's row with what taking it apart needs.
type Kept = (TicketJoin, Was);

/// Saves a merge of the first into which the second is taken; `settled` where nothing is owed under the second any more.
pub(crate) fn insert(tx: &Tx<'_>, id: JoinId, pair: (TicketId, TicketId), reason: &str, was: &Was, settled: bool) -> Result<()> {
    let words = serde_json::to_string(was).map_err(|_| Error::Damaged { what: "a merge that does not serialise".to_owned() })?;
    tx.conn()
        .prepare_cached(
            "INSERT INTO ticket_joins(id, keep_id, other_id, reason, was, by_user, at_ms, settled_at_ms)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![id, pair.0, pair.1, reason, words, tx.session().user, tx.at(), settled.then_some(tx.at())])?;
    Ok(())
}

/// Notes that what was owed under `other` is posted, where that is not noted yet.
pub(crate) fn settle(tx: &Tx<'_>, other: TicketId) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "UPDATE ticket_joins SET settled_at_ms = ?2 WHERE other_id = ?1 AND ended_at_ms IS NULL AND settled_at_ms IS NULL",
        )?
        .execute(params![other, tx.at()])?;
    Ok(())
}

/// Ends a merge in the name of the person of this write.
pub(crate) fn end(tx: &Tx<'_>, id: JoinId, because: &str) -> Result<()> {
    tx.conn()
        .prepare_cached("UPDATE ticket_joins SET ended_at_ms = ?2, ended_by = ?3, ended_because = ?4 WHERE id = ?1")?
        .execute(params![id, tx.at(), tx.session().user, because])?;
    Ok(())
}

/// Lets a ticket count with another one, or for itself.
pub(crate) fn lead(tx: &Tx<'_>, ticket: TicketId, into: Option<TicketId>) -> Result<()> {
    tx.conn().prepare_cached("UPDATE tickets SET merged_into = ?2 WHERE id = ?1")?.execute(params![ticket, into])?;
    Ok(())
}

/// Returns the number of the ticket with which this one counts; none where it counts itself.
pub(crate) fn merged_into(db: &Db, ticket: TicketId) -> Result<Option<String>> {
    let mut found =
        db.conn().prepare_cached("SELECT k.number FROM tickets t JOIN tickets k ON k.id = t.merged_into WHERE t.id = ?1")?;
    Ok(found.query_row([ticket], |row| row.get(0)).optional()?)
}

/// Returns the tickets that were taken into this one, and into those.
pub(crate) fn taken_in(db: &Db, ticket: TicketId) -> Result<Vec<TicketId>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/taken_in.sql"))?;
    let rows = found.query_map([ticket], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns those of them under which something may still be owed.
pub(crate) fn unsettled_in(db: &Db, ticket: TicketId) -> Result<Vec<TicketId>> {
    let sql = "SELECT EXISTS (SELECT 1 FROM ticket_joins WHERE other_id = ?1 AND ended_at_ms IS NULL AND settled_at_ms IS NULL)";
    let mut open = db.conn().prepare_cached(sql)?;
    let mut unsettled = Vec::new();
    for other in taken_in(db, ticket)? {
        if open.query_row([other], |row| row.get(0))? {
            unsettled.push(other);
        }
    }
    Ok(unsettled)
}

/// Returns what was given without 批示 in the cases of both tickets.
pub(crate) fn given(db: &Db, both: [TicketId; 2]) -> Result<Vec<Given>> {
    let mut found = db.conn().prepare_cached(concat!(
        "WITH RECURSIVE family(id) AS (SELECT :ticket UNION SELECT :other ",
        include_str!("sql/family.sql"),
        ")
         SELECT r.remedy, r.amount_minor, r.points, r.proposed_by, u.role
         FROM family f JOIN ticket_remedies r ON r.ticket_id = f.id JOIN users u ON u.id = r.proposed_by
         WHERE r.state = 'within_limit'"
    ))?;
    let rows = found.query_map(named_params! { ":ticket": both[0], ":other": both[1] }, |row| {
        Ok(Given { remedy: row.get(0)?, amount: row.get(1)?, points: row.get(2)?, by: row.get(3)?, role: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns a merge.
///
/// Errors: [`Common::NotFound`].
pub(crate) fn one(db: &Db, id: JoinId) -> Result<Kept> {
    let mut found = db.conn().prepare_cached(concat!(include_str!("sql/joins.sql"), "WHERE j.id = ?1"))?;
    let found = found.query_row([id], |row| Ok((join_row(row)?, was(row)?))).optional()?;
    found.ok_or_else(|| Common::NotFound { record: "ticket" }.into())
}

/// Returns the merges of which a ticket is either side, in the order they were made.
pub(crate) fn of_ticket(db: &Db, ticket: TicketId) -> Result<Vec<TicketJoin>> {
    let mut found = db
        .conn()
        .prepare_cached(concat!(include_str!("sql/joins.sql"), "WHERE j.keep_id = ?1 OR j.other_id = ?1 ORDER BY j.rowid"))?;
    let rows = found.query_map([ticket], join_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Saves a split of the second from the first.
pub(crate) fn insert_split(tx: &Tx<'_>, id: SplitId, pair: (TicketId, TicketId), reason: &str) -> Result<()> {
    tx.conn()
        .prepare_cached("INSERT INTO ticket_splits(id, from_id, to_id, reason, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![id, pair.0, pair.1, reason, tx.session().user, tx.at()])?;
    Ok(())
}

/// Returns the splits of which a ticket is either side, in the order they were made.
pub(crate) fn splits_of(db: &Db, ticket: TicketId) -> Result<Vec<TicketSplit>> {
    let mut found = db.conn().prepare_cached(
        "SELECT s.id, s.from_id, f.number, s.to_id, t.number, s.reason, u.name, s.at_ms
         FROM ticket_splits s JOIN tickets f ON f.id = s.from_id JOIN tickets t ON t.id = s.to_id
         LEFT JOIN users u ON u.id = s.by_user WHERE s.from_id = ?1 OR s.to_id = ?1 ORDER BY s.rowid",
    )?;
    let rows = found.query_map([ticket], |row| {
        Ok(TicketSplit {
            id: row.get(0)?,
            from: row.get(1)?,
            from_number: row.get(2)?,
            to: row.get(3)?,
            to_number: row.get(4)?,
            reason: row.get(5)?,
            by_name: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
            at_ms: row.get(7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn join_row(row: &Row<'_>) -> rusqlite::Result<TicketJoin> {
    Ok(TicketJoin {
        id: row.get(0)?,
        keep: row.get(1)?,
        keep_number: row.get(2)?,
        other: row.get(3)?,
        other_number: row.get(4)?,
        other_room: row.get(5)?,
        other_problem: row.get(6)?,
        other_words: row.get(7)?,
        other_opened_at_ms: row.get(8)?,
        other_minor: row.get(9)?,
        other_points: row.get(10)?,
        reason: row.get(11)?,
        by: row.get(12)?,
        by_name: row.get::<_, Option<String>>(13)?.unwrap_or_default(),
        at_ms: row.get(14)?,
        settled_at_ms: row.get(15)?,
        ended_at_ms: row.get(16)?,
        ended_by_name: row.get::<_, Option<String>>(17)?.unwrap_or_default(),
        ended_because: row.get(18)?,
    })
}

fn was(row: &Row<'_>) -> rusqlite::Result<Was> {
    let words: String = row.get(19)?;
    serde_json::from_str(&words).map_err(|source| {
        rusqlite::Error::FromSqlConversionFailure(19, rusqlite::types::Type::Text, Box::new(FromSqlError::other(source)))
    })
}
