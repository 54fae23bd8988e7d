//! Rows of `vouchers`, `voucher_ends` and `voucher_guards`.

use rusqlite::{OptionalExtension, Row, ToSql, named_params, params};

use super::{
    Issued, Voucher, VoucherState,
    code::MARK_BYTES,
    lists::{Redemption, VoucherCounts, VoucherFilter},
};
use crate::{
    base::{
        error::{Common, Result},
        ids::{EntryId, GuestId, UserId, VoucherId},
        points::Points,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    loyalty::{hand::Hand, rows::collect},
};

macro_rules! voucher {
    ($rest:expr) => {
        concat!(include_str!("sql/voucher.sql"), $rest)
    };
}

macro_rules! redemption {
    ($rest:expr) => {
        concat!(include_str!("sql/redemption.sql"), $rest)
    };
}

/// Saves a voucher; `coded` is which of its codes it has, and the mark of it.
pub(super) fn insert(
    tx: &Tx<'_>,
    guest: GuestId,
    new: &Issued<'_>,
    (turn, mark): (u32, &[u8; MARK_BYTES]),
    hand: &Hand,
) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        new.id,
        new.number,
        guest,
        new.entry,
        new.reward,
        new.words,
        new.points,
        new.cost_minor,
        turn,
        mark.as_slice(),
        new.valid_until,
        hand.by,
        hand.at,
        hand.on,
    ])?;
    Ok(())
}

/// Saves how a voucher ended; the table takes one end of each.
pub(super) fn end(tx: &Tx<'_>, id: VoucherId, how: VoucherState, place: &str, hand: &Hand) -> Result<()> {
    let sql = "INSERT INTO voucher_ends(voucher_id, how, place, by_user, at_ms, business_date) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.conn().prepare_cached(sql)?.execute(params![id, how, place, hand.by, hand.at, hand.on])?;
    Ok(())
}

/// Returns the voucher with this mark and which of its codes it has.
pub(super) fn of_mark(db: &Db, mark: &[u8; MARK_BYTES]) -> Result<Option<(VoucherId, u32)>> {
    let mut found = db.conn().prepare_cached("SELECT id, turn FROM vouchers WHERE mark = ?1")?;
    Ok(found.query_row([mark.as_slice()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns which of its codes a voucher has.
pub(super) fn turn(db: &Db, id: VoucherId) -> Result<u32> {
    Ok(db.conn().prepare_cached("SELECT turn FROM vouchers WHERE id = ?1")?.query_row([id], |row| row.get(0))?)
}

/// Returns a voucher as it stands on `today`.
///
/// Errors: [`Common::NotFound`].
pub(super) fn get(db: &Db, id: VoucherId, today: BusinessDate) -> Result<Voucher> {
    one(db, voucher!(" WHERE v.id = ?1"), &id, today)?.ok_or_else(|| Common::NotFound { record: "voucher" }.into())
}

/// Returns the voucher that people call `number`.
pub(super) fn of_number(db: &Db, number: &str, today: BusinessDate) -> Result<Option<Voucher>> {
    one(db, voucher!(" WHERE v.number = ?1"), &number, today)
}

/// Returns the voucher that a redemption gave.
pub(super) fn of_entry(db: &Db, entry: EntryId, today: BusinessDate) -> Result<Option<Voucher>> {
    one(db, voucher!(" WHERE v.entry_id = ?1"), &entry, today)
}

fn one(db: &Db, sql: &str, key: &dyn ToSql, today: BusinessDate) -> Result<Option<Voucher>> {
    Ok(db.conn().prepare_cached(sql)?.query_row([key], |row| read(row, today)).optional()?)
}

/// Returns at most `most` vouchers of a guest, the newest first.
pub(super) fn of_guest(db: &Db, guest: GuestId, today: BusinessDate, most: u32) -> Result<Vec<Voucher>> {
    let sql = voucher!(" WHERE v.guest_id = ?1 ORDER BY v.rowid DESC LIMIT ?2");
    collect(db, sql, params![guest, most], |row| read(row, today))
}

/// Returns the number of the voucher that a redemption gave.
pub(super) fn number_of(db: &Db, entry: EntryId) -> Result<Option<String>> {
    let mut found = db.conn().prepare_cached("SELECT number FROM vouchers WHERE entry_id = ?1")?;
    Ok(found.query_row([entry], |row| row.get(0)).optional()?)
}

/// Returns how many vouchers of a guest are good and not used.
pub(super) fn held(db: &Db, guest: GuestId, today: BusinessDate) -> Result<u32> {
    let sql = "SELECT count(*) FROM vouchers v WHERE v.guest_id = ?1 AND v.valid_until >= ?2 \
               AND NOT EXISTS (SELECT 1 FROM voucher_ends e WHERE e.voucher_id = v.id)";
    Ok(db.conn().prepare_cached(sql)?.query_row(params![guest, today], |row| row.get(0))?)
}

/// Returns at most `most` vouchers whose number begins so, in order.
pub(super) fn numbered(db: &Db, beginning: &str, today: BusinessDate, most: u32) -> Result<Vec<Voucher>> {
    let past = format!("{beginning}\u{7f}");
    let sql = voucher!(" WHERE v.number >= ?1 AND v.number < ?2 ORDER BY v.number LIMIT ?3");
    collect(db, sql, params![beginning, past, most], |row| read(row, today))
}

/// Returns at most `most` vouchers of `filter` on `today`; `by` is the last day that counts as near.
pub(super) fn list(db: &Db, filter: VoucherFilter, today: BusinessDate, by: BusinessDate, most: u32) -> Result<Vec<Voucher>> {
    let ended = voucher!(" WHERE e.how = ?1 ORDER BY e.at_ms DESC LIMIT ?2");
    match filter {
        VoucherFilter::Open => {
            let sql = voucher!(" WHERE e.how IS NULL AND v.valid_until >= ?1 ORDER BY v.valid_until, v.number LIMIT ?2");
            collect(db, sql, params![today, most], |row| read(row, today))
        }
        VoucherFilter::Lapsing => {
            let sql =
                voucher!(" WHERE e.how IS NULL AND v.valid_until BETWEEN ?1 AND ?2 ORDER BY v.valid_until, v.number LIMIT ?3");
            collect(db, sql, params![today, by, most], |row| read(row, today))
        }
        VoucherFilter::Expired => {
            let sql = voucher!(" WHERE e.how IS NULL AND v.valid_until < ?1 ORDER BY v.valid_until DESC, v.number LIMIT ?2");
            collect(db, sql, params![today, most], |row| read(row, today))
        }
        VoucherFilter::Used => collect(db, ended, params![VoucherState::Used, most], |row| read(row, today)),
        VoucherFilter::Voided => collect(db, ended, params![VoucherState::Voided, most], |row| read(row, today)),
    }
}

/// Returns how many vouchers stand how on `today`.
pub(super) fn counts(db: &Db, today: BusinessDate, by: BusinessDate) -> Result<VoucherCounts> {
    let mut found = db.conn().prepare_cached(include_str!("sql/counts.sql"))?;
    Ok(found.query_row([today, by], |row| {
        Ok(VoucherCounts {
            open: row.get(0)?,
            lapsing: row.get(1)?,
            expired: row.get(2)?,
            used: row.get(3)?,
            voided: row.get(4)?,
        })
    })?)
}

fn read(row: &Row<'_>, today: BusinessDate) -> rusqlite::Result<Voucher> {
    let (ended, valid_until): (Option<VoucherState>, BusinessDate) = (row.get(12)?, row.get(11)?);
    let lapsed = if valid_until < today { VoucherState::Expired } else { VoucherState::Open };
    Ok(Voucher {
        id: row.get(0)?,
        number: row.get(1)?,
        guest: row.get(2)?,
        guest_name: row.get(3)?,
        member_no: row.get(4)?,
        entry: row.get(5)?,
        reward: row.get(6)?,
        words: row.get(7)?,
        points: row.get(8)?,
        issued_on: row.get(9)?,
        issued_by: row.get(10)?,
        valid_until,
        state: ended.unwrap_or(lapsed),
        ended_at_ms: row.get(13)?,
        ended_on: row.get(14)?,
        ended_by: row.get(15)?,
        place: row.get(16)?,
    })
}

/// Returns at most `most` redemptions of the guest's account, the newest first, without their vouchers.
pub(super) fn redemptions(db: &Db, guest: GuestId, most: u32) -> Result<Vec<Redemption>> {
    let sql = redemption!(
        " JOIN accounts a ON a.id = l.from_account WHERE a.guest_id = ?1 AND l.code = 'redeem' ORDER BY l.seq DESC LIMIT ?2"
    );
    collect(db, sql, params![guest, most], read_redemption)
}

/// Returns one redemption without its voucher.
pub(super) fn redemption(db: &Db, entry: EntryId) -> Result<Redemption> {
    Ok(db.conn().prepare_cached(redemption!(" WHERE l.id = ?1"))?.query_row([entry], read_redemption)?)
}

fn read_redemption(row: &Row<'_>) -> rusqlite::Result<Redemption> {
    let source: String = row.get(4)?;
    Ok(Redemption {
        entry: row.get(0)?,
        seq: row.get(1)?,
        at_ms: row.get(2)?,
        date: row.get(3)?,
        reward: source.strip_prefix("reward:").unwrap_or_default().to_owned(),
        words: row.get(5)?,
        points: row.get(6)?,
        by: row.get(7)?,
        reversed: row.get(8)?,
        voucher: None,
    })
}

/// A redemption of a practice hotel that stands.
pub(super) struct PastRedemption {
    pub entry: EntryId,
    pub guest: GuestId,
    /// The reward's code.
    pub reward: String,
    pub points: Points,
    pub by: UserId,
    pub at: Instant,
    pub on: BusinessDate,
}

/// Returns at most `most` redemptions of rewards since `since` that stand, in order: of whom `today` sees in the house, and the
/// newest.
pub(super) fn past_redemptions(db: &Db, since: BusinessDate, today: BusinessDate, most: u32) -> Result<Vec<PastRedemption>> {
    collect(db, include_str!("sql/past_redemptions.sql"), params![since, today, most], |row| {
        let source: String = row.get(2)?;
        Ok(PastRedemption {
            entry: row.get(0)?,
            guest: row.get(1)?,
            reward: source.strip_prefix("reward:").unwrap_or_default().to_owned(),
            points: row.get(3)?,
            by: row.get(4)?,
            at: row.get(5)?,
            on: row.get(6)?,
        })
    })
}

/// Puts every voucher of `from` under `to`. Returns which.
pub(super) fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<VoucherId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE vouchers SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts one voucher of `from` under `to`, where it still is with `from`. Returns whether.
pub(super) fn give(tx: &Tx<'_>, id: VoucherId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE vouchers SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

/// Counts one try against `user` at `at`, before the code is looked at. Returns how many there were in a row; none where
/// they are locked, and then nothing is counted.
pub(super) fn count_try(db: &Db, user: UserId, at: Instant, tries: i64, until: Instant) -> Result<Option<i64>> {
    let mut counted = db.conn().prepare_cached(include_str!("sql/count_try.sql"))?;
    let given = named_params! { ":user": user, ":at": at, ":tries": tries, ":until": until };
    Ok(counted.query_row(given, |row| row.get(0)).optional()?)
}

/// Forgets the wrong codes of `user`.
pub(super) fn forget_tries(db: &Db, user: UserId) -> Result<()> {
    db.conn().prepare_cached("UPDATE voucher_guards SET failures = 0, until_ms = 0 WHERE user_id = ?1")?.execute([user])?;
    Ok(())
}

/// Takes a counted try back: the code was one of the house's.
pub(super) fn uncount_try(db: &Db, user: UserId) -> Result<()> {
    let sql = "UPDATE voucher_guards SET failures = failures - 1, until_ms = 0 WHERE user_id = ?1 AND failures > 0";
    db.conn().prepare_cached(sql)?.execute([user])?;
    Ok(())
}

/// Returns until when `user` is locked; none where they are not.
pub(super) fn locked_until(db: &Db, user: UserId) -> Result<Option<Instant>> {
    let mut found = db.conn().prepare_cached("SELECT until_ms FROM voucher_guards WHERE user_id = ?1 AND until_ms > 0")?;
    Ok(found.query_row([user], |row| row.get(0)).optional()?)
}
