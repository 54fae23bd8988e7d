//! 等待期: what the programme credits so many days after a stay, a bill, an event or a referral. Until then it is pending like any
//! other promise; the run of its day posts it, with what it was reckoned from, or voids it where its ground is gone.

use super::{Held, put, rows};
use crate::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{EntryId, GuestId, StayId},
        points::Points,
        time::BusinessDate,
    },
    db::{Begun, Db, Tx},
    loyalty::{
        Awaited, Credit, Entry, EntryCode, House, Posted, account,
        adjust::{self, Grounds},
        post_credit, rows as ledger,
    },
};

/// Posts a credit of the programme; where the day from which it is the member's is still to come, it waits for that day.
///
/// Errors: [`crate::loyalty::LoyaltyRefusal::NotAMember`], [`crate::loyalty::LoyaltyRefusal::OwnAccount`], [`crate::loyalty::LoyaltyRefusal::TooManyPoints`].
pub(in crate::loyalty) fn credit(
    tx: &mut Tx<'_>,
    op: Begun,
    guest: GuestId,
    (credit, due_on): (Credit, BusinessDate),
) -> Result<Posted> {
    if due_on > tx.business_date() { wait(tx, guest, (credit, due_on), None) } else { post_credit(tx, op, guest, credit) }
}

/// Holds a credit of the programme until the run of its day.
///
/// Errors: as [`credit`].
pub(in crate::loyalty) fn wait(
    tx: &mut Tx<'_>,
    guest: GuestId,
    (credit, due_on): (Credit, BusinessDate),
    grounds: Option<&Grounds>,
) -> Result<Posted> {
    let op = tx.begin(Op::HoldPoints)?;
    adjust::not_own(tx.db(), tx.session().user, guest)?;
    let held = Held {
        entry: tx.new_id(),
        guest,
        account: account(tx.db(), guest)?,
        house: credit.house,
        points: credit.points,
        code: credit.code,
        source: credit.source,
        memo: credit.memo,
        remedy: None,
        due_on: Some(due_on),
        expires_on: Some(credit.expires_on),
        held_on: tx.business_date(),
    };
    put(tx, op, &held, grounds)?;
    promised(tx, &held)
}

/// Writes a dated promise inside a bulk operation that records itself.
pub(in crate::loyalty) fn promise_in_bulk(
    tx: &mut Tx<'_>,
    guest: GuestId,
    (points, due_on): (Points, BusinessDate),
    grounds: &Grounds,
) -> Result<()> {
    let held = Held {
        entry: tx.new_id(),
        guest,
        account: account(tx.db(), guest)?,
        house: House::Adjusted,
        points,
        code: EntryCode::Adjust,
        source: "desk".to_owned(),
        memo: String::new(),
        remedy: None,
        due_on: Some(due_on),
        expires_on: None,
        held_on: tx.business_date(),
    };
    rows::insert(tx, &held)?;
    ledger::put_grounds(tx, held.entry, grounds)?;
    let entry = Entry {
        id: held.entry,
        code: EntryCode::Pending,
        house: held.house,
        points,
        source: held.source,
        memo: held.memo,
        reverses: None,
        lot_expires_on: None,
        takes: Vec::new(),
    };
    ledger::put_entry(tx, House::Pending.account(), &entry)
}

/// Returns what a promise answers: nothing was posted yet.
pub(super) fn promised(tx: &Tx<'_>, held: &Held) -> Result<Posted> {
    Ok(Posted {
        entry_id: held.entry,
        points: Points::ZERO,
        balance: ledger::balance(tx.db(), held.account)?,
        voucher: None,
        pending: held.due_on.map(|due_on| Awaited { points: held.points, due_on }),
    })
}

/// Returns whether what a promise is given for stands: a stay that was cancelled since, or taken out with its file, gives nothing.
pub(super) fn stands(db: &Db, held: &Held) -> Result<bool> {
    let Some(stay) = held.source.strip_prefix("stay:") else { return Ok(true) };
    let Ok(stay) = stay.parse::<StayId>() else { return Ok(false) };
    Ok(ledger::stay_facts(db, stay)?.is_some_and(|(_, facts)| facts.departed))
}

/// Returns whose a promise will be; nothing where `entry` is none.
pub(in crate::loyalty) fn guest_of(db: &Db, entry: EntryId) -> Result<Option<GuestId>> {
    rows::guest_of(db, entry)
}

/// Returns whether a posting is a promise that is pending.
pub(in crate::loyalty) fn waits(db: &Db, entry: EntryId) -> Result<bool> {
    Ok(rows::get(db, entry)?.is_some())
}

/// Returns what waits for its day under a source of its own.
pub(in crate::loyalty) fn waiting_under(db: &Db, source: &str) -> Result<Option<EntryId>> {
    Ok(rows::of_source(db, source)?.first().map(|held| held.entry))
}
