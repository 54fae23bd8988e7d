//! Rows of `pendings`.

use rusqlite::{OptionalExtension, Row, params};
use serde::Serialize;

use crate::{
    base::{
        error::Result,
        ids::{EntryId, GuestId, RemedyId},
        points::Points,
        time::BusinessDate,
    },
    db::{Db, Tx},
    loyalty::{
        AccountId, EntryCode, House,
        pending::{DueLine, PendingLine},
        statement::Source,
    },
    stored_words,
};

stored_words! {
    /// Where a promise stands.
    pub enum PendingState {
        /// 挂账
        Pending = "pending",
        /// 已入账
        Posted = "posted",
        /// 已撤销
        Voided = "voided",
    }
}

/// Points that are pending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The posting that holds them; it names the promise.
    pub entry: EntryId,
    /// Whose they will be.
    pub guest: GuestId,
    /// Their account.
    #[serde(skip)]
    pub account: AccountId,
    /// Who gives.
    pub house: House,
    /// How many.
    pub points: Points,
    /// What the credit will be.
    pub code: EntryCode,
    /// Where they come from, as the credit will say.
    pub source: String,
    /// What they were reckoned from, or the programme's words, as the credit will say; the posting keeps it.
    #[serde(skip)]
    pub memo: String,
    /// The remedy of a complaint under which they stand; none for a dated promise.
    pub remedy: Option<RemedyId>,
    /// From which business date a run posts them; none where a complaint's close does.
    pub due_on: Option<BusinessDate>,
    /// The last business date they will be good for, where that was said.
    pub expires_on: Option<BusinessDate>,
    /// Since when.
    pub held_on: BusinessDate,
}

/// Writes a promise; its posting is written by the caller.
pub(super) fn insert(tx: &Tx<'_>, held: &Held) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        held.entry,
        held.account,
        held.house,
        held.points,
        held.code,
        held.source,
        held.remedy,
        held.due_on,
        held.expires_on,
        held.held_on,
    ])?;
    Ok(())
}

/// Settles a promise, once: the schema refuses a second time.
pub(super) fn put_state(tx: &Tx<'_>, entry: EntryId, state: PendingState, credit: Option<EntryId>) -> Result<()> {
    let sql = "UPDATE pendings SET state = ?2, entry_id = ?3, settled_on = ?4 WHERE hold_id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![entry, state, credit, tx.business_date()])?;
    Ok(())
}

pub(super) fn get(db: &Db, entry: EntryId) -> Result<Option<Held>> {
    Ok(db.conn().prepare_cached(include_str!("sql/one.sql"))?.query_row([entry], read).optional()?)
}

pub(super) fn of_remedy(db: &Db, remedy: RemedyId) -> Result<Option<Held>> {
    Ok(db.conn().prepare_cached(include_str!("sql/of_remedy.sql"))?.query_row([remedy], read).optional()?)
}

pub(super) fn is_posted(db: &Db, remedy: RemedyId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM pendings WHERE remedy_id = ?1 AND state = 'posted')";
    Ok(db.conn().prepare_cached(sql)?.query_row([remedy], |row| row.get(0))?)
}

pub(super) fn of_source(db: &Db, source: &str) -> Result<Vec<Held>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/of_source.sql"))?;
    let found = found.query_map([source], read)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn due(db: &Db, on: BusinessDate, limit: u32) -> Result<Vec<Held>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/due.sql"))?;
    let found = found.query_map(params![on, limit], read)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns whose a promise will be, settled or not.
pub(super) fn guest_of(db: &Db, entry: EntryId) -> Result<Option<GuestId>> {
    let sql = "SELECT a.guest_id FROM pendings p JOIN accounts a ON a.id = p.account WHERE p.hold_id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([entry], |row| row.get(0)).optional()?)
}

pub(super) fn lines(db: &Db, account: AccountId) -> Result<Vec<PendingLine>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/lines.sql"))?;
    let found = found.query_map([account], |row| {
        let (source, memo): (String, String) = (row.get(3)?, row.get(9)?);
        let basis = serde_json::from_str(&memo).ok();
        Ok(PendingLine {
            id: row.get(0)?,
            points: row.get(1)?,
            code: row.get(2)?,
            source: Source::of(&source),
            told: String::new(),
            memo: if basis.is_some() { String::new() } else { memo },
            basis,
            ticket_no: row.get(4)?,
            due_on: row.get(5)?,
            held_on: row.get(6)?,
            reason: row.get(7)?,
            by: row.get(8)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn dated(db: &Db, limit: u32) -> Result<Vec<DueLine>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/dated.sql"))?;
    let found = found.query_map([limit], |row| {
        Ok(DueLine {
            id: row.get(0)?,
            guest: row.get(1)?,
            member_no: row.get(2)?,
            name: row.get(3)?,
            points: row.get(4)?,
            due_on: row.get(5)?,
            reason: row.get(6)?,
            by: row.get(7)?,
            source: Source::of(&row.get::<_, String>(8)?),
            told: String::new(),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn promised(db: &Db, account: AccountId) -> Result<Points> {
    let sql = "SELECT coalesce(sum(points), 0) FROM pendings WHERE account = ?1 AND state = 'pending'";
    Ok(db.conn().prepare_cached(sql)?.query_row([account], |row| row.get(0))?)
}

pub(super) fn give_all(tx: &Tx<'_>, from: AccountId, to: AccountId) -> Result<Vec<EntryId>> {
    let sql = "UPDATE pendings SET account = ?2 WHERE account = ?1 AND state = 'pending' RETURNING hold_id";
    let mut moved = tx.conn().prepare_cached(sql)?;
    let moved = moved.query_map(params![from, to], |row| row.get(0))?;
    Ok(moved.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn give(tx: &Tx<'_>, entry: EntryId, from: AccountId, to: AccountId) -> Result<bool> {
    let sql = "UPDATE pendings SET account = ?3 WHERE hold_id = ?1 AND account = ?2 AND state = 'pending'";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![entry, from, to])? > 0)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Held> {
    Ok(Held {
        entry: row.get(0)?,
        guest: row.get(1)?,
        account: row.get(2)?,
        house: row.get(3)?,
        points: row.get(4)?,
        code: row.get(5)?,
        source: row.get(6)?,
        remedy: row.get(7)?,
        due_on: row.get(8)?,
        expires_on: row.get(9)?,
        held_on: row.get(10)?,
        memo: row.get(11)?,
    })
}
