//! SQL of the tiers: what a member holds, what was given by hand, what changed, and what counts of everybody's stays.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, Row, params};

use super::{
    ManualTier, TierCause, TierMove, TierState,
    rules::{Standing, Window},
};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, ManualTierId},
        money::{AMOUNT_MINOR_MAX, Minor},
        time::BusinessDate,
    },
    db::{Db, Tx},
    loyalty::{Tier, rows::collect},
};

/// A tier about to be given by hand, from today on.
pub(super) struct NewManualTier<'a> {
    pub(super) id: ManualTierId,
    pub(super) guest: GuestId,
    pub(super) tier: Tier,
    pub(super) reason: &'a str,
    pub(super) until: BusinessDate,
}

/// A change of a tier about to be kept.
pub(super) struct NewMove {
    pub(super) guest: GuestId,
    pub(super) on: BusinessDate,
    pub(super) before: Tier,
    pub(super) after: Tier,
    pub(super) cause: TierCause,
    pub(super) standing: Standing,
}

/// What counts of one guest's stays in two windows.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counted {
    pub(super) now: Standing,
    pub(super) before: Standing,
}

pub(super) fn state(db: &Db, guest: GuestId) -> Result<Option<TierState>> {
    let sql = "SELECT guest_id, tier, tier_since, earned_tier, earned_since FROM members WHERE guest_id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], state_row).optional()?)
}

/// Reads guest, tier, since when, and the automatic tier beside one by hand.
pub(in crate::loyalty) fn state_row(row: &Row<'_>) -> rusqlite::Result<TierState> {
    let (tier, since): (Option<Tier>, Option<BusinessDate>) = (row.get(3)?, row.get(4)?);
    Ok(TierState { guest: row.get(0)?, tier: row.get(1)?, since: row.get(2)?, earned: tier.zip(since) })
}

pub(super) fn put_state(tx: &Tx<'_>, state: TierState) -> Result<()> {
    let sql = "UPDATE members SET tier = ?2, tier_since = ?3, earned_tier = ?4, earned_since = ?5 WHERE guest_id = ?1";
    let (tier, since) = state.earned.unzip();
    tx.conn().prepare_cached(sql)?.execute(params![state.guest, state.tier, state.since, tier, since])?;
    Ok(())
}

pub(super) fn insert_manual(tx: &Tx<'_>, manual: &NewManualTier<'_>) -> Result<()> {
    tx.conn().prepare_cached(include_str!("../sql/insert_manual_tier.sql"))?.execute(params![
        manual.id,
        manual.guest,
        manual.tier,
        manual.reason,
        tx.business_date(),
        manual.until,
        tx.session().user,
        tx.at(),
    ])?;
    Ok(())
}

pub(super) fn end_manual(tx: &Tx<'_>, id: ManualTierId) -> Result<()> {
    let sql = "UPDATE manual_tiers SET ended_on = ?2, ended_by = ?3 WHERE id = ?1 AND ended_on IS NULL";
    tx.conn().prepare_cached(sql)?.execute(params![id, tx.business_date(), tx.session().user])?;
    Ok(())
}

pub(super) fn manual_tier(db: &Db, id: ManualTierId) -> Result<Option<(GuestId, ManualTier)>> {
    let mut found = db.conn().prepare_cached(include_str!("../sql/manual_tier.sql"))?;
    Ok(found.query_row([id], |row| Ok((row.get(0)?, manual_row(row)?))).optional()?)
}

/// Returns the tiers that a guest was given by hand, the newest first.
pub(super) fn manual_tiers(db: &Db, guest: GuestId) -> Result<Vec<ManualTier>> {
    collect(db, include_str!("../sql/manual_tiers_of.sql"), params![guest], manual_row)
}

/// Returns the automatic tier of a day before the one since which the present one is held, as the changes of the tier tell it.
pub(super) fn tier_then(db: &Db, guest: GuestId, date: BusinessDate) -> Result<Option<Tier>> {
    let mut found = db.conn().prepare_cached(include_str!("../sql/tier_then.sql"))?;
    Ok(found.query_row(params![guest, date], |row| row.get(0)).optional()?.flatten())
}

/// Returns every guest's tiers by hand.
pub(super) fn all_manual(db: &Db) -> Result<HashMap<GuestId, Vec<ManualTier>>> {
    let found = collect(db, include_str!("../sql/manual_tiers_all.sql"), params![], |row| Ok((row.get(0)?, manual_row(row)?)))?;
    let mut by_guest: HashMap<GuestId, Vec<ManualTier>> = HashMap::new();
    for (guest, manual) in found {
        by_guest.entry(guest).or_default().push(manual);
    }
    Ok(by_guest)
}

fn manual_row(row: &Row<'_>) -> rusqlite::Result<ManualTier> {
    Ok(ManualTier {
        id: row.get(1)?,
        tier: row.get(2)?,
        reason: row.get(3)?,
        from: row.get(4)?,
        until: row.get(5)?,
        ended_on: row.get(6)?,
        by: row.get(7)?,
        at_ms: row.get(8)?,
    })
}

/// Puts every tier by hand of `from` under `to`. Returns which.
pub(super) fn give_manual_tiers(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<ManualTierId>> {
    let sql = "UPDATE manual_tiers SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id";
    let mut given = tx.conn().prepare_cached(sql)?;
    let given = given.query_map([from, to], |row| row.get(0))?;
    Ok(given.collect::<rusqlite::Result<_>>()?)
}

/// Puts one tier by hand of `from` under `to`, where it is still with `from`. Returns whether.
pub(super) fn give_manual_tier(tx: &Tx<'_>, id: ManualTierId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE manual_tiers SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? == 1)
}

pub(super) fn insert_move(tx: &Tx<'_>, moved: &NewMove) -> Result<()> {
    tx.conn().prepare_cached(include_str!("../sql/insert_tier_move.sql"))?.execute(params![
        moved.guest,
        moved.on,
        moved.before,
        moved.after,
        moved.cause,
        moved.standing.nights,
        moved.standing.stays,
        moved.standing.spend,
        tx.key(),
    ])?;
    Ok(())
}

/// A run over all members as history keeps it.
pub(super) struct PastTierRun {
    /// Its history row.
    pub(super) seq: i64,
    /// Its request key, which its changes bear.
    pub(super) key: String,
    /// How many rose or fell.
    pub(super) changed: u32,
    /// Over its changes in order.
    pub(super) digest: String,
}

/// Returns the runs over all members.
pub(super) fn runs(db: &Db) -> Result<Vec<PastTierRun>> {
    collect(db, include_str!("../sql/tier_runs.sql"), params![], |row| {
        Ok(PastTierRun { seq: row.get(0)?, key: row.get(1)?, changed: row.get(2)?, digest: row.get(3)? })
    })
}

/// Gives every change of a tier, in order, to `each`: request key, whose, before and after as they are stored.
pub(super) fn each_move(db: &Db, mut each: impl FnMut(&str, GuestId, &str, &str)) -> Result<()> {
    let mut found = db.conn().prepare_cached(include_str!("../sql/tier_moves_in_order.sql"))?;
    let mut moves = found.query([])?;
    while let Some(row) = moves.next()? {
        let (key, before, after): (String, String, String) = (row.get(0)?, row.get(2)?, row.get(3)?);
        each(&key, row.get(1)?, &before, &after);
    }
    Ok(())
}

/// Returns the latest changes of a guest's tier, the newest first.
pub(super) fn moves(db: &Db, guest: GuestId, limit: u32) -> Result<Vec<TierMove>> {
    collect(db, include_str!("../sql/tier_moves_of.sql"), params![guest, limit], |row| {
        Ok(TierMove {
            on: row.get(0)?,
            before: row.get(1)?,
            after: row.get(2)?,
            cause: row.get(3)?,
            nights: row.get(4)?,
            stays: row.get(5)?,
            spend_minor: row.get(6)?,
        })
    })
}

/// Returns nights, stays and spend of a guest's departures in `window`.
pub(super) fn counted(db: &Db, guest: GuestId, window: Window) -> Result<Standing> {
    let mut found = db.conn().prepare_cached(include_str!("../sql/departed_between.sql"))?;
    Ok(found.query_row(params![guest, window.after, window.until], |row| standing_row(row, 0))?)
}

fn standing_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Standing> {
    let (nights, stays, spend): (i64, i64, i64) = (row.get(first)?, row.get(first + 1)?, row.get(first + 2)?);
    Ok(Standing {
        nights: u32::try_from(nights).unwrap_or_default(),
        stays: u32::try_from(stays).unwrap_or_default(),
        spend: Minor::new(spend.clamp(-AMOUNT_MINOR_MAX, AMOUNT_MINOR_MAX)).unwrap_or_default(),
    })
}

/// Gives every member, with what counts of their stays in the two windows, to `each`: both tables are read once, side by
/// side in the order of guests.
pub(super) fn each_member(
    db: &Db,
    (now, before): (Window, Option<Window>),
    mut each: impl FnMut(TierState, Counted) -> Result<()>,
) -> Result<()> {
    // A rolling time has no second window: one without a day.
    let before = before.unwrap_or(Window { after: now.after, until: now.after });
    let mut members = db.conn().prepare_cached(include_str!("../sql/members_in_order.sql"))?;
    let mut members = members.query([])?;
    let mut stays = db.conn().prepare_cached(include_str!("../sql/counted_in_order.sql"))?;
    let mut stays = stays.query(params![now.after, now.until, before.after, before.until])?;
    let mut next = next_counted(&mut stays)?;
    while let Some(row) = members.next()? {
        let state = state_row(row)?;
        while next.is_some_and(|(guest, _)| guest < state.guest) {
            next = next_counted(&mut stays)?;
        }
        let counted = next.filter(|(guest, _)| *guest == state.guest).map(|(_, counted)| counted);
        each(state, counted.unwrap_or_default())?;
    }
    Ok(())
}

fn next_counted(stays: &mut rusqlite::Rows<'_>) -> Result<Option<(GuestId, Counted)>> {
    let Some(row) = stays.next()? else { return Ok(None) };
    Ok(Some((row.get(0)?, Counted { now: standing_row(row, 1)?, before: standing_row(row, 4)? })))
}

/// Returns a member's number and name.
pub(super) fn called(db: &Db, guest: GuestId) -> Result<(crate::loyalty::MemberNo, String)> {
    let sql = "SELECT m.member_no, coalesce(d.name, '') FROM members m LEFT JOIN guest_details d ON d.guest_id = m.guest_id WHERE m.guest_id = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
