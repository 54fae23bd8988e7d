//! 营销联系同意: may this guest be asked to events and told of offers? Each word is a row of its own; the newest one stands,
//! and where there is none the answer is no. Source: PIPL art. 14–15 (consent, and taking it back), art. 24.

use serde::{Deserialize, Serialize};

use super::rows;
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{ConsentId, GuestId, UserId},
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
};

/// One word of a guest on being contacted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ContactConsent {
    /// Names it.
    pub id: ConsentId,
    /// Whose.
    pub guest_id: GuestId,
    /// Yes or no.
    pub agreed: bool,
    /// Where and how the guest said so.
    pub told: String,
    /// Who took it down.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
}

/// Takes a guest's word down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RecordConsent {
    /// Whose.
    pub guest: GuestId,
    /// Yes or no.
    pub agreed: bool,
    /// Where and how they said so.
    pub told: String,
}

/// Takes a guest's word down; what they said before stays.
///
/// Errors: [`crate::base::error::Common::NotFound`], [`crate::base::error::Common::Empty`] where it is not said how.
pub fn record_consent(tx: &mut Tx<'_>, input: &RecordConsent) -> Result<ConsentId> {
    let op = tx.begin(Op::RecordConsent)?;
    let guest = rows::get(tx.db(), merged::current(tx.db(), input.guest)?)?;
    let consent = ContactConsent {
        id: tx.new_id(),
        guest_id: guest.id,
        agreed: input.agreed,
        told: text::required("told", &input.told, LINE_MAX)?,
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    rows::insert_consent(tx, &consent)?;
    merged::came_for(tx, input.guest, MovedKind::Consent, consent.id)?;
    tx.record(op, Change::added(consent.id, &consent)?.about(guest.id))?;
    Ok(consent.id)
}

/// Returns the guest's newest word, where there is one.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn consent_of(db: &Db, guest: GuestId) -> Result<Option<ContactConsent>> {
    rows::newest_consent(db, guest)
}

/// Puts every word of `from` under `to`. Returns which. Errors: [`crate::base::error::Error::Database`].
pub fn give_consents(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<ConsentId>> {
    rows::give_consents(tx, from, to)
}

/// Puts one word of `from` under `to`, where it still is with `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_consent(tx: &Tx<'_>, consent: ConsentId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give_consent(tx, consent, from, to)
}
