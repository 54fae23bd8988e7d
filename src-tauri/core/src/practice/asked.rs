//! What members were asked to, who brought whom, and who agreed to be contacted.

use super::broken;
use crate::{
    base::{error::Result, role::Role},
    db::Tx,
    guests::{self, ContactConsent},
    loyalty::{self, MemberNo},
    staff,
};

/// The member whom the scenes tell of.
const KNOWN: &str = "00017432";
/// Days ago on which they said whether they may be asked.
const SAID_BEFORE: i64 = 90;
/// Every so many-th said no, or was never asked.
const NO_EVERY: usize = 9;
const NEVER_EVERY: usize = 5;
/// So many of them brought somebody.
const REFERRERS: usize = 4;

/// Writes them, inside the operation that makes the hotel. Returns how many postings that made.
///
/// Errors: [`crate::base::error::Error::Database`]; [`crate::base::error::Error::Damaged`] where nobody takes it down.
pub fn write(tx: &mut Tx<'_>, people: &[staff::User]) -> Result<u64> {
    let desk = people.iter().find(|user| user.role == Role::Receptionist).ok_or_else(|| broken("who asks members"))?.id;
    let asked = loyalty::events::practice::add(tx, desk, &MemberNo(KNOWN.to_owned()))?;
    let said_on = tx.business_date().plus_days(-SAID_BEFORE);
    for (nth, guest) in asked.iter().enumerate().filter(|(nth, _)| nth % NEVER_EVERY != NEVER_EVERY - 1) {
        let consent = ContactConsent {
            id: tx.new_id(),
            guest_id: *guest,
            agreed: nth % NO_EVERY != NO_EVERY - 1,
            told: "入会表".to_owned(),
            by_user: desk,
            at_ms: tx.hotel().clock.at_local(said_on.date(), 10, 30).unwrap_or_else(|| tx.at()),
            business_date: said_on,
        };
        guests::rows::insert_consent(tx, &consent)?;
    }
    loyalty::referral::practice::add(tx, desk, &asked[..REFERRERS.min(asked.len())])?;
    // The first is the member whom the scenes tell of: what that one holds stands in them.
    loyalty::practice::add(tx, asked.get(1..).unwrap_or_default())
}
