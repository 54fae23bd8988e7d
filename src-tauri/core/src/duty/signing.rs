//! 交班单: whoever leaves signs what is open; somebody else looks at each item and signs that they take it over.

use serde::{Deserialize, Serialize};

use super::{
    rows, rules,
    shifts::{Shift, ShiftSpan, span},
};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{HandoverId, HandoverItemId, RecordId, UserId},
        money::Minor,
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{Begun, Db, Tx},
    stored_words,
};

stored_words! {
    /// What kind of thing is handed over.
    pub enum CarryKind {
        /// 投诉: a ticket that is not closed
        Ticket = "ticket",
        /// 跟进: what follows from a line of the log
        FollowUp = "follow_up",
        /// 双锁房
        DoubleLock = "double_lock",
        /// 贵宾将到
        Vip = "vip",
    }
}

stored_words! {
    /// What is to be known of it beside its state.
    pub enum CarryMark {
        /// 待批示
        Approval = "approval",
        /// 待回访
        Callback = "callback",
        /// leaves today or tomorrow, not won back
        Leaving = "leaving",
        /// 积分挂账
        Points = "points",
        /// 外部投诉待书面答复
        Outside = "outside",
    }
}

/// What was counted at the handover; none where it was not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct HandCounts {
    /// 备用金, minor units.
    pub cash_minor: Option<Minor>,
    /// 总钥匙
    pub keys: Option<u16>,
    /// 对讲机
    pub radios: Option<u16>,
    /// 消防主机 is in order.
    pub fire_ok: Option<bool>,
}

/// Who took a sheet over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Taken {
    /// Never who signed it first.
    pub user: UserId,
    /// What they add.
    pub words: String,
    /// When.
    pub at_ms: Instant,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Handover {
    /// Record id.
    pub id: HandoverId,
    /// `D-20260714-3`
    pub number: String,
    /// Which shift.
    #[serde(flatten)]
    pub span: ShiftSpan,
    /// Who leaves.
    pub out_user: UserId,
    /// In their words.
    pub out_words: String,
    /// When they signed.
    pub out_at_ms: Instant,
    /// What was counted.
    pub counts: HandCounts,
    /// The chain's head as it stood when the sheet was written.
    #[specta(type = f64)]
    pub head_seq: i64,
    /// Its mac, hexadecimal.
    pub head_mac: String,
    /// Who took it; none while it is unsigned.
    pub taken: Option<Taken>,
}

/// One open thing as it is put on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedItem {
    /// What it is.
    pub kind: CarryKind,
    /// Ticket, line or stay.
    pub record: RecordId,
    /// Empty where it has none.
    pub room_no: String,
    /// Where a ticket stands; empty else.
    pub state: String,
    /// What runs.
    pub due_ms: Option<Instant>,
    /// What is to be known.
    pub marks: Vec<CarryMark>,
}

/// One line of a sheet as it lies in the file; words and names stand under its record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct HandoverItem {
    /// Record id.
    pub id: HandoverItemId,
    /// On which sheet.
    pub handover: HandoverId,
    /// Order on the sheet, from 0.
    pub place: u32,
    /// What it is.
    pub kind: CarryKind,
    /// Ticket, line or stay.
    pub record: RecordId,
    /// Empty where it has none.
    pub room_no: String,
    /// Where a ticket stood; empty else.
    pub state: String,
    /// What ran.
    pub due_ms: Option<Instant>,
    /// What was to be known.
    pub marks: Vec<CarryMark>,
    /// When it was looked at.
    pub seen_at_ms: Option<Instant>,
}

/// Signs the sheet of a shift: what is open is written on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SignHandover {
    /// The day on which the shift began.
    pub date: BusinessDate,
    /// Which shift.
    pub shift: Shift,
    /// In the words of who leaves; may be empty.
    pub words: String,
    /// What was counted.
    pub counts: HandCounts,
}

/// Ticks an item off as looked at, or takes the tick away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SeeHandover {
    /// Which item.
    pub item: HandoverItemId,
    /// Looked at, or not.
    pub seen: bool,
}

/// Takes a sheet over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TakeHandover {
    /// Which.
    pub handover: HandoverId,
    /// What the person adds; may be empty.
    pub words: String,
}

/// Writes the sheet of a shift with `items` on it. The desk signs through [`crate::carry`], which collects what is open.
///
/// Errors: [`super::DutyRefusal`], [`crate::base::error::Common`] naming the field.
pub fn sign(tx: &mut Tx<'_>, op: Begun, input: &SignHandover, items: Vec<CarriedItem>) -> Result<HandoverId> {
    super::book::counts_fit(input.counts.cash_minor, [input.counts.keys, input.counts.radios])?;
    let times = super::book::house_rules(tx.db())?.shifts;
    let span = span(&tx.hotel().clock, &times, input.date, input.shift);
    rules::may_sign(&span, rows::handover_of(tx.db(), input.date, input.shift)?.as_ref(), tx.at())?;
    let head = tx.db().head()?;
    let handover = Handover {
        id: tx.new_id(),
        number: span.number(),
        span,
        out_user: tx.session().user,
        out_words: text::optional("words", &input.words, LINE_MAX)?,
        out_at_ms: tx.at(),
        counts: input.counts,
        head_seq: head.seq,
        head_mac: head.mac,
        taken: None,
    };
    rows::insert_handover(tx, &handover)?;
    for (place, item) in items.into_iter().enumerate() {
        let item = HandoverItem {
            id: tx.new_id(),
            handover: handover.id,
            place: u32::try_from(place).unwrap_or(u32::MAX),
            kind: item.kind,
            record: item.record,
            room_no: item.room_no,
            state: item.state,
            due_ms: item.due_ms,
            marks: item.marks,
            seen_at_ms: None,
        };
        rows::insert_item(tx, &item)?;
    }
    tx.record(op, Change::added(handover.id, &handover)?)?;
    Ok(handover.id)
}

/// Ticks an item off as looked at, or takes the tick away.
///
/// Errors: [`super::DutyRefusal::AlreadyTaken`], `not_found`.
pub fn see(tx: &mut Tx<'_>, input: &SeeHandover) -> Result<HandoverItemId> {
    let op = tx.begin(Op::SeeHandover)?;
    let before = rows::item(tx.db(), input.item)?;
    rules::may_see(&rows::handover(tx.db(), before.handover)?)?;
    let after = HandoverItem { seen_at_ms: input.seen.then(|| tx.at()), ..before.clone() };
    rows::put_item(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?)?;
    Ok(after.id)
}

/// Takes a sheet over: the acting person signs, who is never the one who left.
///
/// Errors: [`super::DutyRefusal`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn take(tx: &mut Tx<'_>, input: &TakeHandover) -> Result<HandoverId> {
    let op = tx.begin(Op::TakeHandover)?;
    let before = rows::handover(tx.db(), input.handover)?;
    rules::may_take(&before, &rows::items(tx.db(), before.id)?, tx.session().user)?;
    let words = text::optional("words", &input.words, LINE_MAX)?;
    let after = Handover { taken: Some(Taken { user: tx.session().user, words, at_ms: tx.at() }), ..before.clone() };
    rows::put_taken(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?)?;
    Ok(after.id)
}

/// Returns a sheet. Errors: `not_found`.
pub fn handover(db: &Db, id: HandoverId) -> Result<Handover> {
    rows::handover(db, id)
}

/// Returns the sheet of a shift, where somebody signed it.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn handover_of(db: &Db, date: BusinessDate, shift: Shift) -> Result<Option<Handover>> {
    rows::handover_of(db, date, shift)
}

/// Returns the sheets of the shifts that began from `begin` until `end`, first one first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn handovers_between(db: &Db, begin: Instant, end: Instant) -> Result<Vec<Handover>> {
    rows::handovers_between(db, begin, end)
}

/// Returns when the first shift began of which there is a sheet: before it the house handed over on paper.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn first_begin(db: &Db) -> Result<Option<Instant>> {
    rows::first_begin(db)
}

/// Returns the items of a sheet in their order. Errors: [`crate::base::error::Error::Database`].
pub fn items_of(db: &Db, handover: HandoverId) -> Result<Vec<HandoverItem>> {
    rows::items(db, handover)
}
