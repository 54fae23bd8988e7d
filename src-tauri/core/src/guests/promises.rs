//! Promises (承诺): what the house said it would do; kept or broken, with a reason.

use serde::{Deserialize, Serialize};

use super::{PromiseState, rows, rules};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{GuestId, PromiseId, RawId, TicketId, UserId},
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
};

/// One promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "GuestPromise")] // `Promise` is JavaScript's own word
pub struct Promise {
    /// Record id.
    pub id: PromiseId,
    /// To whom.
    pub guest_id: GuestId,
    /// The complaint it was made under.
    pub ticket_id: Option<TicketId>,
    /// What was promised.
    pub words: String,
    /// Open, kept or broken.
    pub state: PromiseState,
    /// Why kept or broken; empty while open.
    pub reason: String,
    /// Who promised.
    pub author: UserId,
    /// When.
    pub created_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// Who settled it.
    pub settled_by: Option<UserId>,
    /// When it was settled.
    pub settled_at_ms: Option<Instant>,
}

/// A promise as the desk takes it down.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct AddPromise {
    /// To whom.
    pub guest: GuestId,
    /// The complaint it is made under.
    pub ticket: Option<TicketId>,
    /// What is promised.
    pub words: String,
}

/// Settles a promise (F8 兑现承诺).
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct SettlePromise {
    /// Which.
    pub promise: PromiseId,
    /// Kept, or broken.
    pub kept: bool,
    /// How, or why not.
    pub reason: String,
}

/// Writes a promise down. Errors: [`crate::base::error::Common`] naming the field.
pub fn add_promise(tx: &mut Tx<'_>, input: &AddPromise) -> Result<PromiseId> {
    let op = tx.begin(Op::AddPromise)?;
    let guest = rows::get(tx.db(), merged::current(tx.db(), input.guest)?)?;
    let promise = Promise {
        id: tx.new_id(),
        guest_id: guest.id,
        ticket_id: input.ticket,
        words: text::required("words", &input.words, LINE_MAX)?,
        state: PromiseState::Open,
        reason: String::new(),
        author: tx.session().user,
        created_at_ms: tx.at(),
        business_date: tx.business_date(),
        settled_by: None,
        settled_at_ms: None,
    };
    rows::insert_promise(tx, &promise)?;
    merged::came_for(tx, input.guest, MovedKind::Promise, promise.id)?;
    if let Some(ticket) = promise.ticket_id {
        merged::came_with(tx, ticket, MovedKind::Promise, promise.id)?;
    }
    tx.record(op, Change::added(promise.id, &promise)?.about(guest.id))?;
    Ok(promise.id)
}

/// Settles a promise with its reason. Errors: [`super::GuestRefusal::AlreadySettled`].
pub fn settle_promise(tx: &mut Tx<'_>, input: &SettlePromise) -> Result<PromiseId> {
    let op = tx.begin(Op::SettlePromise)?;
    let before = rows::promise(tx.db(), input.promise)?;
    let after = rules::settled(&before, input, tx.session().user, tx.at())?;
    rows::put_promise(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.guest_id))?;
    Ok(after.id)
}

/// Returns a guest's promises, open ones first, then newest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn promises_of(db: &Db, guest: GuestId) -> Result<Vec<Promise>> {
    rows::promises(db, guest)
}

pub(super) fn take_back(tx: &mut Tx<'_>, record: RawId, before: Option<&str>, after: Option<&str>) -> Result<Change> {
    let now = rows::promise(tx.db(), record.into())?;
    rules::unchanged(&now, after)?;
    if before.is_none() {
        rows::remove_promise(tx, now.id)?;
        return Ok(Change::removed(now.id, &now)?.about(now.guest_id));
    }
    let back: Promise = rules::from_image(before)?;
    rows::put_promise(tx, &back)?;
    Ok(Change::updated(back.id, &now, &back)?.about(back.guest_id))
}
