//! Who brought whom in a practice hotel: some members who joined lately were brought by those who were there before.

use super::{Referral, rows};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, UserId},
    },
    db::Tx,
};

/// Where the desk knows it from, in turn.
const TOLD: [&str; 3] = ["入会时本人说的", "推荐人来电", "报了推荐人的会员号"];

/// Writes that each of `referrers` brought one of those who joined last, inside a bulk operation that records itself.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add(tx: &mut Tx<'_>, by: UserId, referrers: &[GuestId]) -> Result<()> {
    let newest = rows::joined_last(tx.db(), referrers.len() * 2)?;
    let brought = newest.into_iter().filter(|(guest, _)| !referrers.contains(guest));
    for (nth, (referrer, (referred, joined))) in referrers.iter().zip(brought).enumerate() {
        let referral = Referral {
            id: tx.new_id(),
            referrer_id: *referrer,
            referred_id: referred,
            told: TOLD[nth % TOLD.len()].to_owned(),
            referred_on: joined,
            by_user: by,
            at_ms: tx.hotel().clock.at_local(joined.date(), 15, 40).unwrap_or_else(|| tx.at()),
            business_date: joined,
            ended_because: String::new(),
        };
        rows::insert(tx, &referral)?;
    }
    Ok(())
}
