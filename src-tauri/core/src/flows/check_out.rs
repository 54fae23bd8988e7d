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
    loyalty::{self, Posted, TierReview},
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

/// Codes with which a stay earns nothing and the guest may go all the same.
const EARNS_NOTHING: &[&str] =
    &["channel_excluded", "nothing_to_earn", "cap_reached", "already_earned", "stay_too_old", "too_many_points", "own_account"];

/// Records that the guest has gone, credits the stay to a member and reviews the tier.
///
/// Errors: those of [`stays::check_out`].
pub fn check_out(tx: &mut Tx<'_>, input: &CheckOut) -> Result<CheckedOut> {
    let stay = stays::check_out(tx, input)?;
    let member = member(tx, stay.guest_id)?;
    let Some(guest) = member else { return Ok(CheckedOut { stay: stay.id, posted: None, tier: None }) };
    let posted = match loyalty::earn_stay(tx, stay.id) {
        Ok(posted) => Some(posted),
        Err(refused) if EARNS_NOTHING.contains(&refused.code()) => None,
        Err(failed) => return Err(failed),
    };
    // Whoever brought this guest is credited with the first stay; a full account on their side keeps nobody in the house.
    match loyalty::referral::settle(tx, guest) {
        Ok(_) => {}
        Err(refused) if EARNS_NOTHING.contains(&refused.code()) => {}
        Err(failed) => return Err(failed),
    }
    Ok(CheckedOut { stay: stay.id, posted, tier: Some(loyalty::tiers::review(tx, guest)?) })
}

/// Returns the guest where they are a member and the acting role may credit points; a later credit stays open to who may.
fn member(tx: &Tx<'_>, guest: Option<GuestId>) -> Result<Option<GuestId>> {
    let may = |op: Op| op.grant(tx.session().role) == Grant::Full;
    let Some(guest) = guest.filter(|_| may(Op::EarnPoints) && may(Op::ReviewTiers)) else { return Ok(None) };
    Ok(loyalty::member(tx.db(), guest)?.map(|member| member.guest))
}
