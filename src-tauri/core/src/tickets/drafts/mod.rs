//! What somebody began to take down and has not saved: it waits for its author in the encrypted file of this desk, through a
//! lock, another user, a kill and a power cut.
//!
//! Owns `intake_drafts`. A draft is no ticket: it has no number, no clock and no line in history, and nobody but its author
//! reads it. It goes with the ticket that is saved from it, or where its author empties it.

mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        error::Result,
        ids::{GuestId, UserId},
        role::Department,
        text::{self, NAME_MAX, NOTE_MAX},
        time::Instant,
    },
    db::{Db, Tx},
    tickets::{Mood, OpenTicket, ProblemCode, Severity, TicketAnswer, TicketKind, open_ticket},
};

/// An intake as far as it is filled in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct IntakeDraft {
    /// 投诉, 表扬, 建议 or 意见.
    pub kind: TicketKind,
    /// 谁、哪间, as typed.
    pub who: String,
    /// Who that is, where one was picked.
    pub guest: Option<GuestId>,
    /// 什么问题.
    pub problem: Option<ProblemCode>,
    /// 多急, where it was chosen.
    pub severity: Option<Severity>,
    /// 客人状态.
    pub mood: Option<Mood>,
    /// 客人的话.
    pub words: String,
    /// 受理部门, where it was chosen.
    pub department: Option<Department>,
    /// 投诉对象, as typed.
    pub about_who: String,
    /// The guest who that is.
    pub about: Option<GuestId>,
}

/// A draft, and when it was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct KeptDraft {
    /// What was filled in.
    pub draft: IntakeDraft,
    /// When.
    pub kept_at_ms: Instant,
}

impl IntakeDraft {
    /// Returns whether nothing is filled in that would be missed.
    fn is_empty(&self) -> bool {
        let typed = [&self.who, &self.words, &self.about_who];
        typed.into_iter().all(|text| text.trim().is_empty()) && self.problem.is_none()
    }
}

/// Keeps what `author` has filled in, in place of what was kept before; an empty draft is dropped.
///
/// Errors: [`crate::base::error::Common`] naming a field that is too long or holds a card number,
/// [`crate::base::error::Error::Database`].
pub fn keep(db: &Db, author: UserId, draft: &IntakeDraft, at: Instant) -> Result<()> {
    if draft.is_empty() {
        return rows::drop(db, author);
    }
    text::optional("who", &draft.who, NAME_MAX)?;
    text::optional("about", &draft.about_who, NAME_MAX)?;
    text::optional("words", &draft.words, NOTE_MAX)?;
    rows::put(db, author, draft, at)
}

/// Returns what `author` has not saved yet.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn kept(db: &Db, author: UserId) -> Result<Option<KeptDraft>> {
    rows::get(db, author)
}

/// Returns who has something that is not saved yet.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn authors(db: &Db) -> Result<Vec<UserId>> {
    rows::authors(db)
}

/// Takes what a guest has to say and drops the author's draft, both or neither.
///
/// Errors: those of [`open_ticket`].
pub fn save(tx: &mut Tx<'_>, input: &OpenTicket) -> Result<TicketAnswer> {
    let answer = open_ticket(tx, input)?;
    rows::drop(tx.db(), tx.session().user)?;
    Ok(answer)
}
