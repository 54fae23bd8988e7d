//! Where the programme says that activity keeps points alive: earning or redeeming gives every open lot the last day of
//! points earned that day.
//!
//! A lot's date is derived, as what is left of it is: rows of `lot_extensions` say which posting moved it from when to when,
//! and a check holds the two against each other. A posting that is taken back takes no day away from the guest again.

use super::{AccountId, Entry, EntryCode, programme, rows, rules};
use crate::{base::error::Result, db::Tx};

/// Extends the open lots of `account` after `entry`, where the programme says so.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn after(tx: &Tx<'_>, account: AccountId, entry: &Entry) -> Result<()> {
    if !matches!(entry.code, EntryCode::Earn | EntryCode::Redeem) {
        return Ok(());
    }
    let today = tx.business_date();
    let programme = programme::in_force(tx.db(), today)?;
    if !programme.activity_extends {
        return Ok(());
    }
    rows::extend_lots(tx, account, entry.id, rules::expires_on(&programme, today))
}
