//! A guest goes: the stay departs, a member's points are credited and the tier is looked at, in one transaction. What the
//! programme gives nothing for does not keep anybody in the house.

use serde::{Deserialize, Serialize};

use crate::{
    audit::{op::Op, permission::Grant},
    base::{
        error::Result,
        ids::{GuestId, StayId},
    },
    db::Tx,
    loyalty::{self, Posted, TierReview, departures},
    stays::{self, CheckOut},
};

/// What a check-out answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CheckedOut {
    /// The stay.
    pub stay: StayId,
    /// The credit; none where the guest is no member or the stay earns nothing.
    pub posted: Option<Posted>,
    /// The tier before and after; none where the guest is no member.
    pub tier: Option<TierReview>,
}

/// Records that the guest has gone, credits the stay to a member and reviews the tier.
///
/// Errors: those of [`stays::check_out`].
pub fn check_out(tx: &mut Tx<'_>, input: &CheckOut) -> Result<CheckedOut> {
    let stay = stays::check_out(tx, input)?;
    let member = member(tx, stay.guest_id)?;
    let Some(guest) = member else { return Ok(CheckedOut { stay: stay.id, posted: None, tier: None }) };
    let (posted, tier) = departures::credit(tx, stay.id, guest)?;
    Ok(CheckedOut { stay: stay.id, posted, tier: Some(tier) })
}

/// Returns the guest where they are a member and the acting role may credit points; a later credit stays open to who may.
fn member(tx: &Tx<'_>, guest: Option<GuestId>) -> Result<Option<GuestId>> {
    let may = |op: Op| op.grant(tx.session().role) == Grant::Full;
    let Some(guest) = guest.filter(|_| may(Op::EarnPoints) && may(Op::ReviewTiers)) else { return Ok(None) };
    Ok(loyalty::member(tx.db(), guest)?.map(|member| member.guest))
}
