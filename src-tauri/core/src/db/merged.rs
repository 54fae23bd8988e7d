//! Which record a guest's id leads to today. A merged guest's number, card or old link still comes in from outside: every
//! write that names a guest asks here, and what came in for a merged one is noted, so that an unmerge can put it back.
//!
//! Ids only: what a merge does to stays, complaints and points is `flows/merge`'s business.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::{Db, Tx};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Result},
        ids::{GuestId, MergeId, RawId, UserId},
        time::Instant,
    },
    stored_words,
};

/// Most merges that may lead from one record to another: a longer chain is a circle.
pub const CHAIN_MAX: usize = 64;

stored_words! {
    /// Whether a merge stands.
    pub enum MergeState {
        /// 已合并
        Merged = "merged",
        /// 已拆分
        Unmerged = "unmerged",
    }
}

stored_words! {
    /// What kind of record moved with a merge.
    pub enum MovedKind {
        /// 入住
        Stay = "stay",
        /// 投诉
        Ticket = "ticket",
        /// 投诉对象
        TicketAbout = "ticket_about",
        /// 联系方式
        Contact = "contact",
        /// 喜好
        Preference = "preference",
        /// 承诺
        Promise = "promise",
        /// 互动、活动、意见
        Dealing = "dealing",
        /// 同行人
        Companion = "companion",
        /// An alert.
        Alert = "alert",
        /// A task of a service plan.
        Task = "task",
        /// A line of the duty log.
        DutyLine = "duty_line",
        /// A word on being contacted.
        Consent = "consent",
        /// An invite to an event.
        Invite = "invite",
        /// 推荐: as the one who brought somebody.
        Referrer = "referrer",
        /// 推荐: as the one who was brought.
        Referred = "referred",
        /// A posting of points.
        Entry = "entry",
        /// A tier given by hand.
        ManualTier = "manual_tier",
        /// 兑换券
        Voucher = "voucher",
        /// A line of the log of benefits.
        Benefit = "benefit",
        /// 挂账
        Pending = "pending",
        /// A word on one purpose.
        Purpose = "purpose",
        /// 个人信息请求
        Request = "request",
        /// 法律保留
        Hold = "hold",
    }
}

/// One merge of two guests' records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "GuestMerge")]
pub struct Merge {
    /// Names it.
    pub id: MergeId,
    /// The record that stays.
    pub keep: GuestId,
    /// The record that was taken into it.
    pub other: GuestId,
    /// Whether it stands.
    pub state: MergeState,
    /// In the words of whoever did it.
    pub reason: String,
    /// Who.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// When it was taken apart again.
    pub unmerged_at_ms: Option<Instant>,
}

/// Returns the record that `guest` leads to: itself, or the one it was merged into.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn current(db: &Db, guest: GuestId) -> Result<GuestId> {
    Ok(chain(db, guest)?.last().map_or(guest, |merge| merge.keep))
}

/// Returns the standing merges that lead from `guest` to its current record, first one first.
fn chain(db: &Db, guest: GuestId) -> Result<Vec<Merge>> {
    let mut merges = Vec::new();
    let mut at = guest;
    while let Some(merge) = standing(db, at)? {
        at = merge.keep;
        merges.push(merge);
        if merges.len() > CHAIN_MAX {
            return Err(crate::base::error::Error::Damaged { what: "merges that lead in a circle".to_owned() });
        }
    }
    Ok(merges)
}

/// Returns the merge by which `other` was taken into another record, where it stands.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn standing(db: &Db, other: GuestId) -> Result<Option<Merge>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/standing_merge.sql"))?;
    Ok(found.query_row([other], read).optional()?)
}

/// Returns a merge.
///
/// Errors: [`Common::NotFound`].
pub fn get(db: &Db, id: MergeId) -> Result<Merge> {
    let mut found = db.conn().prepare_cached(include_str!("sql/merge.sql"))?;
    found.query_row([id], read).optional()?.ok_or_else(|| Common::NotFound { record: RecordKind::Guest.word() }.into())
}

/// Returns the merges of which `guest` is either side, newest first, taken apart ones included.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn of_guest(db: &Db, guest: GuestId) -> Result<Vec<Merge>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/merges_of_guest.sql"))?;
    let rows = rows.query_map([guest], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Keeps a merge.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn insert(tx: &Tx<'_>, merge: &Merge) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_merge.sql"))?.execute(params![
        merge.id,
        merge.keep,
        merge.other,
        merge.state,
        merge.reason,
        merge.by_user,
        merge.at_ms,
        tx.business_date(),
    ])?;
    Ok(())
}

/// Marks a merge as taken apart.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn end(tx: &Tx<'_>, id: MergeId) -> Result<()> {
    let sql = "UPDATE merges SET state = 'unmerged', unmerged_by = ?2, unmerged_at_ms = ?3 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![id, tx.session().user, tx.at()])?;
    Ok(())
}

/// Notes what belongs to the other record of `merge`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn moved(tx: &Tx<'_>, merge: MergeId, kind: MovedKind, record: RawId) -> Result<()> {
    let sql = "INSERT INTO merge_moves(merge_id, record, kind) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    tx.conn().prepare_cached(sql)?.execute(params![merge, record, kind])?;
    Ok(())
}

/// Notes that `record`, which now stands under the current record, came in for `named`; nothing where `named` is current.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn came_for(tx: &Tx<'_>, named: GuestId, kind: MovedKind, record: impl Into<RawId>) -> Result<()> {
    let record = record.into();
    for merge in chain(tx.db(), named)? {
        moved(tx, merge.id, kind, record)?;
    }
    Ok(())
}

/// Notes that `record` belongs to whom `like` belongs: points of a stay that came in for a merged guest are that guest's.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn came_with(tx: &Tx<'_>, like: impl Into<RawId>, kind: MovedKind, record: impl Into<RawId>) -> Result<()> {
    let mut merges = tx.conn().prepare_cached(include_str!("sql/merges_of_record.sql"))?;
    let merges: Vec<MergeId> = merges.query_map([like.into()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let record = record.into();
    merges.into_iter().try_for_each(|merge| moved(tx, merge, kind, record))
}

/// Returns what belongs to the other record of `merge`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn moves(db: &Db, merge: MergeId) -> Result<Vec<(MovedKind, RawId)>> {
    let mut rows = db.conn().prepare_cached("SELECT kind, record FROM merge_moves WHERE merge_id = ?1 ORDER BY record")?;
    let rows = rows.query_map([merge], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns how many records of each kind a merge of `other` into `keep` would move; points are the ledger's to say.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn would_move(db: &Db, other: GuestId, keep: GuestId) -> Result<Vec<(MovedKind, u32)>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/would_move.sql"))?;
    let rows = rows.query_map([other, keep], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns how many records of each kind taking `merge` apart would give back: those that the kept record still has.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn would_return(db: &Db, merge: &Merge) -> Result<Vec<(MovedKind, u32)>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/would_return.sql"))?;
    let rows = rows.query_map(params![merge.id, merge.keep], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the merge that the write with this request key made.
///
/// Errors: [`Common::NotFound`].
pub fn by_request(db: &Db, key: &str) -> Result<Merge> {
    let mut found = db.conn().prepare_cached(include_str!("sql/merge_by_request.sql"))?;
    found.query_row([key], read).optional()?.ok_or_else(|| Common::NotFound { record: RecordKind::Guest.word() }.into())
}

/// Keeps the value that the kept record had before it took the other's; both as JSON.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn took_field(tx: &Tx<'_>, merge: MergeId, field: &str, was: &str, became: &str) -> Result<()> {
    let sql = "INSERT INTO merge_fields(merge_id, field, was, became) VALUES (?1, ?2, ?3, ?4)";
    tx.conn().prepare_cached(sql)?.execute(params![merge, field, was, became])?;
    Ok(())
}

/// Returns the details in which the kept record took the other's value: field, before, after.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn fields(db: &Db, merge: MergeId) -> Result<Vec<(String, String, String)>> {
    let mut rows = db.conn().prepare_cached("SELECT field, was, became FROM merge_fields WHERE merge_id = ?1 ORDER BY field")?;
    let rows = rows.query_map([merge], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Merge> {
    Ok(Merge {
        id: row.get(0)?,
        keep: row.get(1)?,
        other: row.get(2)?,
        state: row.get(3)?,
        reason: row.get(4)?,
        by_user: row.get(5)?,
        at_ms: row.get(6)?,
        unmerged_at_ms: row.get(7)?,
    })
}
