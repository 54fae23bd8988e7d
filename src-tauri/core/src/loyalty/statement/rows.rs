//! SQL of the statement: one account's postings in order of their sequence.

use rusqlite::{OptionalExtension, params};

use crate::{
    base::{
        error::Result,
        ids::{EntryId, ImportId, StayId, TicketId},
        points::Points,
        time::{BusinessDate, Instant},
    },
    db::Db,
    loyalty::{AccountId, EntryCode, rows::collect},
};

/// One posting as the statement reads it.
pub(super) struct Row {
    pub seq: i64,
    pub id: EntryId,
    pub at: Instant,
    pub date: BusinessDate,
    pub code: EntryCode,
    pub source: String,
    pub memo: String,
    pub points: Points,
    pub reversed_by: Option<EntryId>,
    pub by: String,
    pub reason: String,
    pub second: String,
}

/// Sequences from the first (included) to the second (not included).
#[derive(Clone, Copy)]
pub(super) struct Stretch {
    pub from: i64,
    pub until: i64,
}

/// Returns the newest `limit` postings of the account inside the stretch, newest first.
pub(super) fn lines(db: &Db, account: AccountId, stretch: Stretch, limit: u32) -> Result<Vec<Row>> {
    let given = params![account, stretch.from, stretch.until, limit];
    collect(db, include_str!("sql/lines.sql"), given, |row| {
        Ok(Row {
            seq: row.get(0)?,
            id: row.get(1)?,
            at: row.get(2)?,
            date: row.get(3)?,
            code: row.get(4)?,
            source: row.get(5)?,
            memo: row.get(6)?,
            points: row.get(7)?,
            reversed_by: row.get(8)?,
            by: row.get(9)?,
            reason: row.get(10)?,
            second: row.get(11)?,
        })
    })
}

/// Returns the sequence of the account's first posting on or after `date`; past the end where there is none.
pub(super) fn first_seq_from(db: &Db, account: AccountId, date: BusinessDate) -> Result<i64> {
    Ok(db.conn().prepare_cached(include_str!("sql/first_seq_from.sql"))?.query_row(params![account, date], |row| row.get(0))?)
}

/// Returns the sequence of the account's last posting on or before `date`; 0 where there is none.
pub(super) fn last_seq_to(db: &Db, account: AccountId, date: BusinessDate) -> Result<i64> {
    Ok(db.conn().prepare_cached(include_str!("sql/last_seq_to.sql"))?.query_row(params![account, date], |row| row.get(0))?)
}

/// Returns what the account gained (positive) or lost inside the stretch, by code.
pub(super) fn moved(db: &Db, account: AccountId, stretch: Stretch) -> Result<Vec<(EntryCode, i64)>> {
    let given = params![account, stretch.from, stretch.until];
    collect(db, include_str!("sql/moved.sql"), given, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns what the account gained from sequence `seq` on.
pub(super) fn gained_since(db: &Db, account: AccountId, seq: i64) -> Result<i64> {
    Ok(db.conn().prepare_cached(include_str!("sql/gained.sql"))?.query_row(params![account, seq], |row| row.get(0))?)
}

/// Returns how many postings the account has.
pub(super) fn postings(db: &Db, account: AccountId) -> Result<u32> {
    let sql =
        "SELECT (SELECT count(*) FROM ledger WHERE to_account = ?1) + (SELECT count(*) FROM ledger WHERE from_account = ?1)";
    Ok(db.conn().prepare_cached(sql)?.query_row([account], |row| row.get(0))?)
}

/// Returns the number that people know a ticket by.
pub(super) fn ticket_number(db: &Db, ticket: TicketId) -> Result<Option<String>> {
    let sql = "SELECT number FROM tickets WHERE id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([ticket], |row| row.get(0)).optional()?)
}

/// Returns the first night of a stay.
pub(super) fn stay_arrival(db: &Db, stay: StayId) -> Result<Option<String>> {
    let sql = "SELECT arrival FROM stays WHERE id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([stay], |row| row.get(0)).optional()?)
}

/// Returns a posting's place in the ledger.
pub(super) fn seq_of(db: &Db, entry: EntryId) -> Result<Option<i64>> {
    let sql = "SELECT seq FROM ledger WHERE id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([entry], |row| row.get(0)).optional()?)
}

/// Returns the name of a file of balances.
pub(super) fn file_name(db: &Db, file: ImportId) -> Result<Option<String>> {
    let sql = "SELECT file_name FROM balance_files WHERE id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([file], |row| row.get(0)).optional()?)
}
