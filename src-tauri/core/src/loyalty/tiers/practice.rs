//! Tiers by hand of a practice hotel.

use super::{TierCause, rows, state};
use crate::{
    base::{error::Result, ids::GuestId, time::BusinessDate},
    db::Tx,
    loyalty::{self, Tier},
};

/// A tier that somebody gave.
pub(in crate::loyalty) struct GivenByHand<'g> {
    /// To whom.
    pub guest: GuestId,
    /// Which.
    pub tier: Tier,
    /// Its last day.
    pub until: BusinessDate,
    /// Why.
    pub reason: &'g str,
}

/// Writes one from today on, inside a bulk operation that records itself.
pub(in crate::loyalty) fn give(tx: &mut Tx<'_>, given: &GivenByHand<'_>) -> Result<()> {
    let (before, today) = (state(tx.db(), given.guest)?, tx.business_date());
    let manual =
        rows::NewManualTier { id: tx.new_id(), guest: given.guest, tier: given.tier, reason: given.reason, until: given.until };
    rows::insert_manual(tx, &manual)?;
    let after = before.with(before.held(), &rows::manual_tiers(tx.db(), given.guest)?, today);
    let programme = loyalty::programme(tx.db(), today)?;
    let standing = super::standing(tx.db(), &programme, given.guest, today)?;
    super::put(tx, before, after, (today, TierCause::Manual, standing))
}
