//! Lines of the log: appended, put right by another line, and the follow-up of a line, which ends.

use serde::{Deserialize, Serialize};

use super::{
    rows,
    rules::{self, DutyRefusal},
};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{DutyLineId, GuestId, UserId},
        role::Department,
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    stored_words,
};

/// The longest room number, in characters.
const ROOM_MAX: usize = 12;

stored_words! {
    /// What a line is about.
    pub enum LineKind {
        /// 记事
        Note = "note",
        /// 巡查
        Patrol = "patrol",
        /// 双锁房: open by itself until it is unlocked
        DoubleLock = "double_lock",
        /// 贵宾抵店
        Vip = "vip",
        /// 突发事件
        Incident = "incident",
        /// 安全
        Safety = "safety",
        /// 工程
        Engineering = "engineering",
        /// 客房
        Room = "room",
        /// 礼宾
        Concierge = "concierge",
        /// 现金
        Cash = "cash",
        /// 夜审
        NightAudit = "night_audit",
        /// 遗留物
        Lost = "lost",
    }
}

/// Who sees to it, and by when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct FollowUp {
    /// Whose business it is.
    pub department: Department,
    /// Who answers for it, where somebody is named.
    pub owner: Option<UserId>,
    /// By when.
    pub due_ms: Instant,
}

/// One line of the log as it lies in the file; a correction is a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DutyLine {
    /// Record id.
    pub id: DutyLineId,
    /// What it is about.
    pub kind: LineKind,
    /// Empty where it is about no room.
    pub room_no: String,
    /// About whom.
    pub guest_id: Option<GuestId>,
    /// What happened.
    pub words: String,
    /// The first line that this one puts right.
    pub corrects: Option<DutyLineId>,
    /// What follows from it.
    pub follow_up: Option<FollowUp>,
    /// Who wrote it.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// How it ended.
    pub done_words: String,
    /// Who ended it.
    pub done_by: Option<UserId>,
    /// When.
    pub done_at_ms: Option<Instant>,
}

impl DutyLine {
    /// Returns whether somebody still has to see to it.
    pub fn is_open(&self) -> bool {
        self.done_at_ms.is_none() && self.corrects.is_none() && (self.follow_up.is_some() || self.kind == LineKind::DoubleLock)
    }
}

/// A line as the duty manager writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WriteDuty {
    /// What it is about.
    pub kind: LineKind,
    /// Empty where it is about no room.
    pub room: String,
    /// About whom.
    pub guest: Option<GuestId>,
    /// What happened.
    pub words: String,
    /// What follows from it.
    pub follow_up: Option<FollowUp>,
}

/// Puts a line right by another one. What follows from the first stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CorrectDuty {
    /// Which, or a correction of it.
    pub line: DutyLineId,
    /// What it is about.
    pub kind: LineKind,
    /// Empty where it is about no room.
    pub room: String,
    /// What happened.
    pub words: String,
}

/// Ends what follows from a line, or unlocks a double-locked room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EndDuty {
    /// Which.
    pub line: DutyLineId,
    /// How it ended; may be empty.
    pub words: String,
}

/// Writes a line. Errors: [`DutyRefusal`], [`crate::base::error::Common`] naming the field.
pub fn write(tx: &mut Tx<'_>, input: &WriteDuty) -> Result<DutyLineId> {
    let op = tx.begin(Op::WriteDuty)?;
    let guest_id = input.guest.map(|guest| merged::current(tx.db(), guest)).transpose()?;
    if let Some(owner) = input.follow_up.and_then(|follow_up| follow_up.owner) {
        rows::must_work_here(tx.db(), owner)?;
    }
    let line = DutyLine {
        id: tx.new_id(),
        kind: input.kind,
        room_no: text::optional("room", input.room.trim(), ROOM_MAX)?,
        guest_id,
        words: text::required("words", &input.words, LINE_MAX)?,
        corrects: None,
        follow_up: input.follow_up,
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
        done_words: String::new(),
        done_by: None,
        done_at_ms: None,
    };
    rules::may_stand(&line)?;
    rows::insert_line(tx, &line)?;
    if let Some(guest) = input.guest {
        merged::came_for(tx, guest, MovedKind::DutyLine, line.id)?;
    }
    tx.record(op, about(Change::added(line.id, &line)?, &line))?;
    Ok(line.id)
}

/// Puts a line right: another one is appended, the first stays as it was written.
///
/// Errors: [`DutyRefusal`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn correct(tx: &mut Tx<'_>, input: &CorrectDuty) -> Result<DutyLineId> {
    let op = tx.begin(Op::CorrectDuty)?;
    let named = rows::line(tx.db(), input.line)?;
    let first = match named.corrects {
        Some(first) => rows::line(tx.db(), first)?,
        None => named,
    };
    rules::may_correct(&first, input)?;
    let line = DutyLine {
        id: tx.new_id(),
        kind: input.kind,
        room_no: text::optional("room", input.room.trim(), ROOM_MAX)?,
        words: text::required("words", &input.words, LINE_MAX)?,
        corrects: Some(first.id),
        follow_up: None,
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
        done_words: String::new(),
        done_by: None,
        done_at_ms: None,
        guest_id: first.guest_id,
    };
    rules::may_stand(&line)?;
    rows::insert_line(tx, &line)?;
    if line.guest_id.is_some() {
        merged::came_with(tx, first.id, MovedKind::DutyLine, line.id)?;
    }
    tx.record(op, about(Change::added(line.id, &line)?, &line))?;
    Ok(line.id)
}

/// Ends what follows from a line. Errors: [`DutyRefusal::NothingOpen`], `not_found`.
pub fn end(tx: &mut Tx<'_>, input: &EndDuty) -> Result<DutyLineId> {
    let op = tx.begin(Op::EndDuty)?;
    let before = rows::line(tx.db(), input.line)?;
    if !before.is_open() {
        return Err(DutyRefusal::NothingOpen.into());
    }
    let after = DutyLine {
        done_words: text::optional("words", &input.words, LINE_MAX)?,
        done_by: Some(tx.session().user),
        done_at_ms: Some(tx.at()),
        ..before.clone()
    };
    rows::put_end(tx, &after)?;
    tx.record(op, about(Change::updated(after.id, &before, &after)?, &after))?;
    Ok(after.id)
}

/// Returns the lines that were written from `begin` until `end`, in the order they were written, corrections among them.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn lines_between(db: &Db, begin: Instant, end: Instant) -> Result<Vec<DutyLine>> {
    rows::lines_between(db, begin, end)
}

/// Returns every line that somebody still has to see to, in the order of their due times, double-locked rooms first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn open_lines(db: &Db) -> Result<Vec<DutyLine>> {
    rows::open_lines(db)
}

fn about(change: Change, line: &DutyLine) -> Change {
    match line.guest_id {
        Some(guest) => change.about(guest),
        None => change,
    }
}
