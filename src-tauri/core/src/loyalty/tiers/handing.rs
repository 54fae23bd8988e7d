//! A merge of two members: what was given by hand goes to the kept one, and the higher automatic tier with it.

use super::{TierState, rows, state};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::Result,
        ids::{GuestId, ManualTierId},
    },
    db::{Db, Tx},
    loyalty::Tier,
};

/// Puts every tier by hand of `from` under `to`. Returns which.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<ManualTierId>> {
    rows::give_manual_tiers(tx, from, to)
}

/// Puts one tier by hand of `from` under `to`, where it is still with `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, manual: ManualTierId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give_manual_tier(tx, manual, from, to)
}

/// Lifts the automatic tier of `to` to that of `from` where it is higher, beside the tiers by hand that `to` has by now.
/// Returns the automatic tiers before and after, where it was lifted.
///
/// Errors: [`crate::loyalty::LoyaltyRefusal::NotAMember`].
pub fn lift(tx: &mut Tx<'_>, from: GuestId, to: GuestId) -> Result<Option<(Tier, Tier)>> {
    let (higher, before) = (state(tx.db(), from)?.held(), state(tx.db(), to)?);
    let held = if higher.tier > before.held().tier { higher } else { before.held() };
    let after = before.with(held, &rows::manual_tiers(tx.db(), to)?, tx.business_date());
    put(tx, Op::MergeGuests, before, after)?;
    let was = before.held().tier;
    Ok((held.tier != was).then_some((was, held.tier)))
}

/// Takes a lift back where the automatic tier is still as the merge left it.
///
/// Errors: [`crate::loyalty::LoyaltyRefusal::NotAMember`].
pub fn lower(tx: &mut Tx<'_>, guest: GuestId, was: Tier, became: Tier) -> Result<()> {
    let before = state(tx.db(), guest)?;
    if before.held().tier != became {
        return Ok(());
    }
    let held = super::Held { tier: was, since: tx.business_date() };
    let after = before.with(held, &rows::manual_tiers(tx.db(), guest)?, tx.business_date());
    put(tx, Op::UnmergeGuests, before, after)
}

/// Brings what counts in line with the tiers by hand that an unmerge gave back, for each of the two where it is a member.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn settle(tx: &mut Tx<'_>, guests: [GuestId; 2]) -> Result<()> {
    for guest in guests {
        let Some(before) = member(tx.db(), guest)? else { continue };
        let after = before.with(before.held(), &rows::manual_tiers(tx.db(), guest)?, tx.business_date());
        put(tx, Op::UnmergeGuests, before, after)?;
    }
    Ok(())
}

fn member(db: &Db, guest: GuestId) -> Result<Option<TierState>> {
    rows::state(db, guest)
}

fn put(tx: &mut Tx<'_>, op: Op, before: TierState, after: TierState) -> Result<()> {
    let op = tx.begin(op)?;
    if before == after {
        return Ok(());
    }
    rows::put_state(tx, after)?;
    tx.touches(RecordKind::Member);
    tx.record(op, Change::updated(after.guest, &before, &after)?.about(after.guest))?;
    Ok(())
}
