//! 法律保留: a dispute, a claim, an order of an authority. While one stands, nothing of the guest is erased, neither on request
//! nor by a run of the retention rules.

use serde::{Deserialize, Serialize};

use super::{PrivacyRefusal, rows};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{GuestId, HoldId, UserId},
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    guests,
};

/// One hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LegalHold {
    /// Names it.
    pub id: HoldId,
    /// On whose record.
    pub guest_id: GuestId,
    /// Why.
    pub reason: String,
    /// Who placed it.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
    /// Why it ended; empty while it stands.
    pub ended_because: String,
    /// Who ended it.
    pub ended_by: Option<UserId>,
    /// When.
    pub ended_at_ms: Option<Instant>,
}

/// Places a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct HoldGuest {
    /// On whose record.
    pub guest: GuestId,
    /// Why: which dispute, which order.
    pub reason: String,
}

/// Ends a hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReleaseGuest {
    /// Which.
    pub hold: HoldId,
    /// Why.
    pub reason: String,
}

/// Places a hold on a guest's record.
///
/// Errors: [`crate::base::error::Common`] naming the field, `not_found`.
pub fn hold(tx: &mut Tx<'_>, input: &HoldGuest) -> Result<HoldId> {
    let op = tx.begin(Op::HoldGuest)?;
    let guest = guests::get(tx.db(), merged::current(tx.db(), input.guest)?)?;
    let hold = LegalHold {
        id: tx.new_id(),
        guest_id: guest.id,
        reason: text::required("reason", &input.reason, LINE_MAX)?,
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
        ended_because: String::new(),
        ended_by: None,
        ended_at_ms: None,
    };
    rows::insert_hold(tx, &hold)?;
    merged::came_for(tx, input.guest, MovedKind::Hold, hold.id)?;
    tx.record(op, Change::added(hold.id, &hold)?.about(guest.id))?;
    Ok(hold.id)
}

/// Ends a hold, with a reason. Errors: [`PrivacyRefusal::HoldEnded`], [`crate::base::error::Common`], `not_found`.
pub fn release(tx: &mut Tx<'_>, input: &ReleaseGuest) -> Result<HoldId> {
    let op = tx.begin(Op::ReleaseGuest)?;
    let before = rows::hold(tx.db(), input.hold)?;
    if before.ended_at_ms.is_some() {
        return Err(PrivacyRefusal::HoldEnded.into());
    }
    let after = LegalHold {
        ended_because: text::required("reason", &input.reason, LINE_MAX)?,
        ended_by: Some(tx.session().user),
        ended_at_ms: Some(tx.at()),
        ..before.clone()
    };
    rows::end_hold(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.guest_id))?;
    Ok(after.id)
}

/// Returns the holds on a guest's record, the newest first, ended ones included.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn of_guest(db: &Db, guest: GuestId) -> Result<Vec<LegalHold>> {
    rows::holds_of(db, guest)
}
