//! Rows of `clock_versions` and `ticket_pauses`.

use rusqlite::{
    Row, params,
    types::{FromSqlError, Type},
};

use super::{ClockRules, ClockVersion, PauseRecord, PauseTicket};
use crate::{
    base::{
        error::{Error, Result},
        ids::{PauseId, TicketId},
    },
    db::{Db, Tx},
};

/// Returns at most `most` versions of the promises, the newest first.
pub(crate) fn versions(db: &Db, most: u32) -> Result<Vec<ClockVersion>> {
    let mut found = db.conn().prepare_cached(
        "SELECT c.version, c.rules, c.why, c.by_user, u.name, c.at_ms FROM clock_versions c LEFT JOIN users u ON u.id = c.by_user
         ORDER BY c.version DESC LIMIT ?1",
    )?;
    let rows = found.query_map([most], version_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Saves one version of the promises.
pub(crate) fn insert_version(tx: &Tx<'_>, version: u32, rules: &ClockRules, why: &str) -> Result<()> {
    let rules = serde_json::to_string(rules).map_err(|_| Error::Damaged { what: "promises that do not serialise".to_owned() })?;
    tx.conn()
        .prepare_cached("INSERT INTO clock_versions(version, rules, why, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![version, rules, why, tx.session().user, tx.at()])?;
    Ok(())
}

/// Saves a standstill that begins now.
pub(crate) fn insert_pause(tx: &Tx<'_>, id: PauseId, pause: &PauseTicket) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO ticket_pauses(id, ticket_id, reason, words, began_at_ms, began_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![id, pause.ticket, pause.reason, pause.words, tx.at(), tx.session().user])?;
    Ok(())
}

/// Ends a standstill now.
pub(crate) fn end_pause(tx: &Tx<'_>, id: PauseId) -> Result<()> {
    tx.conn()
        .prepare_cached("UPDATE ticket_pauses SET ended_at_ms = ?2, ended_by = ?3 WHERE id = ?1 AND ended_at_ms IS NULL")?
        .execute(params![id, tx.at(), tx.session().user])?;
    Ok(())
}

/// Returns the standstill of a ticket that lasts; none where its clocks run.
pub(crate) fn lasting(db: &Db, ticket: TicketId) -> Result<Option<PauseRecord>> {
    Ok(pauses(db, ticket)?.into_iter().find(|pause| pause.ended_at_ms.is_none()))
}

/// Returns every standstill of a ticket in the order they began.
pub(crate) fn pauses(db: &Db, ticket: TicketId) -> Result<Vec<PauseRecord>> {
    let mut found = db.conn().prepare_cached(
        "SELECT p.id, p.reason, p.words, p.began_at_ms, b.name, p.ended_at_ms, e.name FROM ticket_pauses p
         LEFT JOIN users b ON b.id = p.began_by LEFT JOIN users e ON e.id = p.ended_by
         WHERE p.ticket_id = ?1 ORDER BY p.rowid",
    )?;
    let rows = found.query_map([ticket], |row| {
        Ok(PauseRecord {
            id: row.get(0)?,
            reason: row.get(1)?,
            words: row.get(2)?,
            began_at_ms: row.get(3)?,
            began_by_name: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
            ended_at_ms: row.get(5)?,
            ended_by_name: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn version_row(row: &Row<'_>) -> rusqlite::Result<ClockVersion> {
    let rules: String = row.get(1)?;
    let unread = |source| rusqlite::Error::FromSqlConversionFailure(1, Type::Text, Box::new(FromSqlError::other(source)));
    Ok(ClockVersion {
        version: row.get(0)?,
        rules: serde_json::from_str(&rules).map_err(unread)?,
        why: row.get(2)?,
        by: row.get(3)?,
        by_name: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
        at_ms: row.get(5)?,
    })
}
