//! Whose the rows of `tickets` are, and whom they are about.

use rusqlite::params;

use crate::{
    base::{
        error::Result,
        ids::{GuestId, TicketId},
    },
    db::Tx,
};

/// Puts every row of `from` under `to`; returns which.
pub(super) fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<TicketId>> {
    [from, to].into_iter().for_each(|guest| tx.file_again(guest));
    let mut rows = tx.conn().prepare_cached("UPDATE tickets SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts every complaint about `from` under `to`; returns which.
pub(super) fn give_all_about(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<TicketId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE tickets SET about_guest_id = ?2 WHERE about_guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts one complaint about `from` under `to`, where it still is about `from`; returns whether.
pub(super) fn give_one_about(tx: &Tx<'_>, id: TicketId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE tickets SET about_guest_id = ?3 WHERE id = ?1 AND about_guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

/// Puts one row of `from` under `to`, where it still is with `from`; returns whether.
pub(super) fn give_one(tx: &Tx<'_>, id: TicketId, from: GuestId, to: GuestId) -> Result<bool> {
    [from, to].into_iter().for_each(|guest| tx.file_again(guest));
    let sql = "UPDATE tickets SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}
