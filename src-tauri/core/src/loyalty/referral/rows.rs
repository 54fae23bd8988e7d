//! Rows of `referrals`.

use rusqlite::{OptionalExtension, Row, params};

use super::{Referral, ReferralLine, ReferralState};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Result},
        ids::{EntryId, GuestId, ReferralId},
        time::BusinessDate,
    },
    db::{Db, Tx},
};

pub(super) fn get(db: &Db, id: ReferralId) -> Result<Referral> {
    let mut found = db.conn().prepare_cached(include_str!("sql/referral.sql"))?;
    found.query_row([id], read).optional()?.ok_or_else(|| Common::NotFound { record: RecordKind::Member.word() }.into())
}

/// Returns the referral that brought a guest and stands: the first one, where a merge put two beside one another.
pub(super) fn standing_of(db: &Db, referred: GuestId) -> Result<Option<Referral>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/standing_of.sql"))?;
    Ok(found.query_row([referred], read).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Referral> {
    Ok(Referral {
        id: row.get(0)?,
        referrer_id: row.get(1)?,
        referred_id: row.get(2)?,
        told: row.get(3)?,
        referred_on: row.get(4)?,
        by_user: row.get(5)?,
        at_ms: row.get(6)?,
        business_date: row.get(7)?,
        ended_because: row.get(8)?,
    })
}

/// Returns the members who joined last, with the day.
pub(super) fn joined_last(db: &Db, limit: usize) -> Result<Vec<(GuestId, BusinessDate)>> {
    let sql = "SELECT m.guest_id, m.enrolled_on FROM members m JOIN guests g ON g.id = m.guest_id \
               WHERE g.merged_into IS NULL ORDER BY m.enrolled_on DESC, m.member_no DESC LIMIT ?1";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([i64::try_from(limit).unwrap_or(i64::MAX)], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(tx: &Tx<'_>, referral: &Referral) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        referral.id,
        referral.referrer_id,
        referral.referred_id,
        referral.told,
        referral.referred_on,
        referral.by_user,
        referral.at_ms,
        referral.business_date,
    ])?;
    Ok(())
}

pub(super) fn end(tx: &Tx<'_>, referral: &Referral) -> Result<()> {
    let sql = "UPDATE referrals SET ended_because = ?2, ended_by = ?3, ended_at_ms = ?4 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![referral.id, referral.ended_because, tx.session().user, tx.at()])?;
    Ok(())
}

/// Errors: [`Common::NotFound`] where there is no such guest.
pub(super) fn is_there(db: &Db, guest: GuestId) -> Result<()> {
    let sql = "SELECT EXISTS (SELECT 1 FROM guests WHERE id = ?1 AND merged_into IS NULL)";
    let there: bool = db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?;
    if there { Ok(()) } else { Err(Common::NotFound { record: RecordKind::Guest.word() }.into()) }
}

/// Returns when the guest's first stay ended.
pub(super) fn first_departure(db: &Db, guest: GuestId) -> Result<Option<BusinessDate>> {
    let sql = "SELECT min(departure) FROM stays WHERE guest_id = ?1 AND state = 'departed'";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?)
}

/// Returns how a referral stands.
pub(super) fn state(db: &Db, id: ReferralId) -> Result<ReferralState> {
    Ok(db
        .conn()
        .prepare_cached(include_str!("sql/state.sql"))?
        .query_row(params![id, format!("referral:{id}")], |row| row.get(0))?)
}

/// Returns the credit under a referral, where it stands.
pub(super) fn standing_credit(db: &Db, id: ReferralId) -> Result<Option<EntryId>> {
    let sql = "SELECT e.id FROM ledger e WHERE e.source = ?1 AND e.code = 'earn' \
               AND NOT EXISTS (SELECT 1 FROM ledger back WHERE back.reverses = e.id)";
    Ok(db.conn().prepare_cached(sql)?.query_row([format!("referral:{id}")], |row| row.get(0)).optional()?)
}

pub(super) fn brought(db: &Db, guest: GuestId) -> Result<Vec<ReferralLine>> {
    lines(db, include_str!("sql/brought.sql"), guest)
}

pub(super) fn brought_by(db: &Db, guest: GuestId) -> Result<Vec<ReferralLine>> {
    lines(db, include_str!("sql/brought_by.sql"), guest)
}

fn lines(db: &Db, sql: &'static str, guest: GuestId) -> Result<Vec<ReferralLine>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([guest], |row| {
        Ok((
            row.get::<_, ReferralId>(0)?,
            row.get::<_, GuestId>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, String>(3)?,
            row.get::<_, String>(4)?,
            row.get::<_, BusinessDate>(5)?,
            row.get::<_, String>(6)?,
            row.get::<_, String>(7)?,
            row.get(8)?,
        ))
    })?;
    let mut lines = Vec::new();
    for row in rows {
        let (id, guest_id, name, member_no, told, referred_on, ended_because, by, at_ms) = row?;
        let points = credited(db, id)?;
        let state = state(db, id)?;
        lines.push(ReferralLine { id, guest_id, name, member_no, told, referred_on, state, ended_because, points, by, at_ms });
    }
    Ok(lines)
}

/// Returns the points that stand credited under a referral, or wait for their day.
fn credited(db: &Db, id: ReferralId) -> Result<crate::base::points::Points> {
    let sql = include_str!("sql/credited.sql");
    Ok(db.conn().prepare_cached(sql)?.query_row([format!("referral:{id}")], |row| row.get(0))?)
}

pub(super) fn give_referrers(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<ReferralId>> {
    given(tx, "UPDATE referrals SET referrer_id = ?2 WHERE referrer_id = ?1 RETURNING id", from, to)
}

pub(super) fn give_referreds(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<ReferralId>> {
    given(tx, "UPDATE referrals SET referred_id = ?2 WHERE referred_id = ?1 RETURNING id", from, to)
}

fn given(tx: &Tx<'_>, sql: &'static str, from: GuestId, to: GuestId) -> Result<Vec<ReferralId>> {
    let mut rows = tx.conn().prepare_cached(sql)?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn give_referrer(tx: &Tx<'_>, id: ReferralId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE referrals SET referrer_id = ?3 WHERE id = ?1 AND referrer_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

pub(super) fn give_referred(tx: &Tx<'_>, id: ReferralId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE referrals SET referred_id = ?3 WHERE id = ?1 AND referred_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}
