//! 挂账: points that are promised and not yet the member's. They lie on the house's `pending` account, outside every balance,
//! until they are posted, once, or voided.
//!
//! Under a complaint they stand from the moment the remedy is granted until the ticket closes; a dated promise, and what the
//! programme credits some days later (`waiting`), wait for the run of their day. Holding moves points from who gives to `pending`; settling moves them back, and a posting credits the member
//! then as any other credit does, so that a reversal needs to know nothing of it. The ledger itself keeps a hold from being
//! settled twice: what takes it back names it, and a posting is named once.

mod rows;
mod waiting;

use serde::{Deserialize, Serialize};

pub use rows::{Held, PendingState};
pub(super) use waiting::{credit, guest_of, promise_in_bulk, wait, waiting_under, waits};

use crate::loyalty::{
    AccountId, Basis, Credit, EntryCode, House, LoyaltyRefusal, MemberNo, Posted, account,
    adjust::{self, Grounds},
    negative, post_credit, programme, rows as ledger, rules,
    statement::{self, Source},
};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Common, Error, Result},
        ids::{EntryId, GuestId, RemedyId, TicketId},
        points::Points,
        text,
        time::BusinessDate,
    },
    db::{
        Begun, Db, Tx,
        merged::{self, MovedKind},
    },
};

/// Dated promises that one run looks at; the same run again takes up the rest.
pub const DUE_MAX: u32 = 10_000;
/// Dated promises that a page lists.
pub const LISTED_MAX: u32 = 200;

/// Points of a complaint's remedy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owed {
    /// To whom.
    pub guest: GuestId,
    /// How many.
    pub points: Points,
    /// Under which ticket.
    pub ticket: TicketId,
    /// For which remedy of it.
    pub remedy: RemedyId,
}

/// Points promised for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// How many.
    pub points: Points,
    /// Who gives.
    pub house: House,
    /// The business date from which a run posts them.
    pub due_on: BusinessDate,
    /// The last business date they are good for then; the programme's where none is named.
    pub expires_on: Option<BusinessDate>,
    /// Why, and who confirmed.
    pub grounds: Grounds,
}

/// Input of voiding a dated promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct VoidPending {
    /// Which.
    pub entry: EntryId,
    /// Why.
    pub reason: String,
}

/// What a run of due promises answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DuePosted {
    /// The date it was run for.
    pub on: BusinessDate,
    /// Promises that were posted.
    pub postings: u32,
    /// How many points together.
    #[specta(type = f64)]
    pub points: i64,
    /// Promises that stay pending, for the account holds no more or is the acting person's own.
    pub kept: u32,
    /// Promises that were voided, for what they are given for stands no more.
    #[serde(default)]
    pub voided: u32,
}

/// A promise as a member's page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PendingLine {
    /// The posting that holds it.
    pub id: EntryId,
    /// How many points.
    pub points: Points,
    /// What the credit will be.
    pub code: EntryCode,
    /// Where they come from.
    pub source: Source,
    /// What people call that: a complaint's number, a stay's first night; empty where the source says it.
    pub told: String,
    /// What a stay's or a bill's points were reckoned from.
    pub basis: Option<Basis>,
    /// The programme's words, where it has no basis.
    pub memo: String,
    /// The number of the complaint under which they stand; empty for a dated promise.
    pub ticket_no: String,
    /// From which business date a run posts them; none where a complaint's close does.
    pub due_on: Option<BusinessDate>,
    /// Since when.
    pub held_on: BusinessDate,
    /// Why, in words.
    pub reason: String,
    /// Who promised them, as colleagues read it.
    pub by: String,
}

/// A promise that a run posts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DueLine {
    /// The posting that holds it.
    pub id: EntryId,
    /// To whom.
    pub guest: GuestId,
    /// As printed on the card.
    pub member_no: MemberNo,
    /// As the guest writes it.
    pub name: String,
    /// How many points.
    pub points: Points,
    /// From which business date on.
    pub due_on: BusinessDate,
    /// Where they come from.
    pub source: Source,
    /// What people call that; empty where the source says it.
    pub told: String,
    /// Why, in words; empty where a rule of the programme gives them.
    pub reason: String,
    /// Who promised them.
    pub by: String,
}

/// What history keeps of a hold and of its settling, in the words of a posting.
#[derive(Serialize)]
struct Moved<'m> {
    id: EntryId,
    code: EntryCode,
    house: House,
    points: Points,
    source: &'m str,
    memo: &'m str,
    reverses: Option<EntryId>,
    held: &'m Held,
    #[serde(skip_serializing_if = "Option::is_none")]
    grounds: Option<&'m Grounds>,
}

/// Returns what is pending for `guest`, what is due first first.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn of_member(db: &Db, guest: GuestId) -> Result<Vec<PendingLine>> {
    lines(db, account(db, guest)?)
}

/// Returns what is pending under a ticket.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn of_ticket(db: &Db, ticket: TicketId) -> Result<Vec<Held>> {
    rows::of_source(db, &format!("ticket:{ticket}"))
}

/// Returns whether a remedy's points were posted.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn is_posted(db: &Db, remedy: RemedyId) -> Result<bool> {
    rows::is_posted(db, remedy)
}

/// Returns the dated promises that are pending, what is due first first, at most [`LISTED_MAX`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn dated(db: &Db) -> Result<Vec<DueLine>> {
    let mut lines = rows::dated(db, LISTED_MAX)?;
    for line in &mut lines {
        line.told = statement::told(db, line.id, &line.source)?;
    }
    Ok(lines)
}

/// Returns what is pending on an account as a page shows it.
pub(super) fn lines(db: &Db, account: AccountId) -> Result<Vec<PendingLine>> {
    let mut lines = rows::lines(db, account)?;
    for line in &mut lines {
        line.told = statement::told(db, line.id, &line.source)?;
    }
    Ok(lines)
}

/// Holds the points of a remedy that was granted, until its ticket closes.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::OwnAccount`], [`LoyaltyRefusal::BadAmount`],
/// [`LoyaltyRefusal::TooManyPoints`].
pub fn hold(tx: &mut Tx<'_>, owed: &Owed) -> Result<EntryId> {
    let op = tx.begin(Op::HoldPoints)?;
    let guest = merged::current(tx.db(), owed.guest)?;
    let account = account(tx.db(), guest)?;
    adjust::not_own(tx.db(), tx.session().user, guest)?;
    let held = Held {
        entry: tx.new_id(),
        guest,
        account,
        house: House::Goodwill,
        points: rules::amount(owed.points)?,
        code: EntryCode::Goodwill,
        source: format!("ticket:{}", owed.ticket),
        memo: String::new(),
        remedy: Some(owed.remedy),
        due_on: None,
        expires_on: None,
        held_on: tx.business_date(),
    };
    tx.touches(RecordKind::Ticket);
    put(tx, op, &held, None)?;
    merged::came_with(tx, owed.ticket, MovedKind::Pending, held.entry)?;
    Ok(held.entry)
}

/// Holds points that are promised for a day.
///
/// Errors: [`LoyaltyRefusal::DueInPast`], [`LoyaltyRefusal::TooManyPoints`].
pub(super) fn promise(tx: &mut Tx<'_>, (guest, named): (GuestId, GuestId), promise: Promise) -> Result<Posted> {
    let op = tx.begin(Op::HoldPoints)?;
    if promise.due_on <= tx.business_date() {
        return Err(LoyaltyRefusal::DueInPast.into());
    }
    let account = account(tx.db(), guest)?;
    let held = Held {
        entry: tx.new_id(),
        guest,
        account,
        house: promise.house,
        points: promise.points,
        code: if promise.house == House::Adjusted { EntryCode::Adjust } else { EntryCode::Earn },
        source: "desk".to_owned(),
        memo: String::new(),
        remedy: None,
        due_on: Some(promise.due_on),
        expires_on: promise.expires_on,
        held_on: tx.business_date(),
    };
    put(tx, op, &held, Some(&promise.grounds))?;
    merged::came_for(tx, named, MovedKind::Pending, held.entry)?;
    waiting::promised(tx, &held)
}

/// Posts what is pending for a remedy. Returns the credit; nothing where nothing is pending for it.
///
/// Errors: [`LoyaltyRefusal::TooManyPoints`].
pub fn post_remedy(tx: &mut Tx<'_>, remedy: RemedyId) -> Result<Option<Posted>> {
    let op = tx.begin(Op::GiveGoodwill)?;
    let Some(held) = rows::of_remedy(tx.db(), remedy)? else { return Ok(None) };
    adjust::not_own(tx.db(), tx.session().user, held.guest)?;
    tx.touches(RecordKind::Ticket);
    let settling = tx.begin(Op::SettlePoints)?;
    post_held(tx, (op, settling), &held).map(Some)
}

/// Voids what is pending under a ticket for a remedy that is owed no longer.
///
/// Errors: [`Common::NotFound`].
pub fn void(tx: &mut Tx<'_>, entry: EntryId) -> Result<()> {
    let op = tx.begin(Op::SettlePoints)?;
    let held = pending(tx.db(), entry)?;
    settle(tx, op, &held, None)?;
    rows::put_state(tx, entry, PendingState::Voided, None)
}

/// Voids a dated promise, for a reason. What a complaint promises ends with the complaint's own steps.
///
/// Errors: [`Common::NotFound`], [`LoyaltyRefusal::PendingOfTicket`], [`LoyaltyRefusal::OwnAccount`], [`Common`] naming the
/// field.
pub fn void_promise(tx: &mut Tx<'_>, void: &VoidPending) -> Result<EntryId> {
    let op = tx.begin(Op::AdjustPoints)?;
    let reason = text::required("reason", &void.reason, text::LINE_MAX)?;
    let held = pending(tx.db(), void.entry)?;
    if held.remedy.is_some() {
        return Err(LoyaltyRefusal::PendingOfTicket.into());
    }
    adjust::not_own(tx.db(), tx.session().user, held.guest)?;
    settle(tx, op, &held, Some(&Grounds { reason, second: None }))?;
    rows::put_state(tx, void.entry, PendingState::Voided, None)?;
    Ok(void.entry)
}

/// Posts every promise whose day is `on` or earlier; one whose ground is gone is voided. The same date again finds nothing
/// left; it never runs by itself.
///
/// Errors: [`LoyaltyRefusal::RunAhead`].
pub fn post_due(tx: &mut Tx<'_>, on: BusinessDate) -> Result<DuePosted> {
    let _may = tx.begin(Op::PostDue)?;
    rules::run_may(on, tx.business_date(), tx.hotel().practice)?;
    let mut run = DuePosted { on, postings: 0, points: 0, kept: 0, voided: 0 };
    for held in rows::due(tx.db(), on, DUE_MAX)? {
        if !waiting::stands(tx.db(), &held)? {
            let op = tx.begin(Op::PostDue)?;
            settle(tx, op, &held, None)?;
            rows::put_state(tx, held.entry, PendingState::Voided, None)?;
            run.voided += 1;
            continue;
        }
        if !fits(tx, &held)? {
            run.kept += 1;
            continue;
        }
        run.postings += 1;
        run.points += held.points.count();
        let (op, settling) = (tx.begin(Op::PostDue)?, tx.begin(Op::PostDue)?);
        post_held(tx, (op, settling), &held)?;
    }
    Ok(run)
}

/// Hands everything pending of one account to another, with a merge. Returns what moved.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<EntryId>> {
    rows::give_all(tx, account(tx.db(), from)?, account(tx.db(), to)?)
}

/// Hands one pending promise back where it still is `from`'s. Returns whether.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn give(tx: &Tx<'_>, entry: EntryId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give(tx, entry, account(tx.db(), from)?, account(tx.db(), to)?)
}

fn pending(db: &Db, entry: EntryId) -> Result<Held> {
    rows::get(db, entry)?.ok_or_else(|| Common::NotFound { record: RecordKind::Ledger.word() }.into())
}

/// Whether the acting person may post it: the account holds so many, and is not their own.
fn fits(tx: &Tx<'_>, held: &Held) -> Result<bool> {
    match adjust::not_own(tx.db(), tx.session().user, held.guest) {
        Ok(()) => Ok(rules::after_credit(ledger::balance(tx.db(), held.account)?, held.points).is_ok()),
        Err(Error::Refused(_)) => Ok(false),
        Err(failed) => Err(failed),
    }
}

fn put(tx: &mut Tx<'_>, op: Begun, held: &Held, grounds: Option<&Grounds>) -> Result<()> {
    // Balance and promises together stay within what an account holds, so that a close is not refused for it later.
    let promised = rows::promised(tx.db(), held.account)?;
    let all = ledger::balance(tx.db(), held.account)?.plus(promised);
    all.and_then(|all| all.plus(held.points)).ok_or(LoyaltyRefusal::TooManyPoints { max: crate::base::points::POINTS_MAX })?;
    rows::insert(tx, held)?;
    if let Some(grounds) = grounds {
        ledger::put_grounds(tx, held.entry, grounds)?;
    }
    let (source, memo) = (&held.source, &held.memo);
    record(tx, op, held, &Leg { id: held.entry, points: held.points, reverses: None, source, memo, grounds })
}

fn post_held(tx: &mut Tx<'_>, (op, settling): (Begun, Begun), held: &Held) -> Result<Posted> {
    settle(tx, settling, held, None)?;
    let today = tx.business_date();
    let by_programme = rules::expires_on(&programme(tx.db(), today)?, today);
    let credit = Credit {
        code: held.code,
        house: held.house,
        points: held.points,
        source: held.source.clone(),
        memo: held.memo.clone(),
        expires_on: held.expires_on.filter(|date| *date >= today).unwrap_or(by_programme),
    };
    let posted = post_credit(tx, op, held.guest, credit)?;
    rows::put_state(tx, held.entry, PendingState::Posted, Some(posted.entry_id))?;
    ledger::hand_grounds(tx, held.entry, posted.entry_id)?;
    merged::came_with(tx, held.entry, MovedKind::Entry, posted.entry_id)?;
    Ok(posted)
}

/// Moves what was held back to who gives; the row names the hold as what it takes back.
fn settle(tx: &mut Tx<'_>, op: Begun, held: &Held, grounds: Option<&Grounds>) -> Result<()> {
    let id: EntryId = tx.new_id();
    if let Some(grounds) = grounds {
        ledger::put_grounds(tx, id, grounds)?;
    }
    let source = format!("entry:{}", held.entry);
    let reverses = Some(held.entry);
    record(tx, op, held, &Leg { id, points: negative(held.points), reverses, source: &source, memo: "", grounds })
}

/// One move between who gives and the pending account.
struct Leg<'l> {
    id: EntryId,
    points: Points,
    reverses: Option<EntryId>,
    source: &'l str,
    memo: &'l str,
    grounds: Option<&'l Grounds>,
}

fn record(tx: &mut Tx<'_>, op: Begun, held: &Held, leg: &Leg<'_>) -> Result<()> {
    let code = if leg.reverses.is_some() { EntryCode::Reverse } else { EntryCode::Pending };
    let entry = crate::loyalty::Entry {
        id: leg.id,
        code,
        house: held.house,
        points: leg.points,
        source: leg.source.to_owned(),
        memo: leg.memo.to_owned(),
        reverses: leg.reverses,
        lot_expires_on: None,
        takes: Vec::new(),
    };
    ledger::put_entry(tx, House::Pending.account(), &entry)?;
    tx.touches(RecordKind::Member);
    let image = Moved {
        id: leg.id,
        code,
        house: held.house,
        points: leg.points,
        source: leg.source,
        memo: leg.memo,
        reverses: leg.reverses,
        held,
        grounds: leg.grounds,
    };
    tx.record(op, Change::added(leg.id, &image)?.about(held.guest))?;
    Ok(())
}
