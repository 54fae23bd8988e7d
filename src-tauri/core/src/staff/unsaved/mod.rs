//! Words that somebody typed into a form and has not saved: they wait for their author in the encrypted file of this desk,
//! through a lock, another user and a kill. What an intake holds has its own place among the complaints.
//!
//! Owns `unsaved_words`. They are no record: no line in history, and nobody but their author reads them.

mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    base::{
        error::Result,
        ids::UserId,
        text::{self, LINE_MAX},
        time::Instant,
    },
    db::Db,
};

/// Most forms that wait for one person; what was kept longest ago gives way.
pub const FORMS_MAX: u32 = 12;

/// Most letters of a form: a report of a leak has six fields of 4,000, and its quotes and line ends count double.
pub const BODY_MAX: usize = 50_000;

/// What a form holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct UnsavedWords {
    /// Which form, by the page's own name for it: `step/<ticket>/7`.
    pub place: String,
    /// Its fields, as the page wrote them; empty where nothing waits any more.
    pub body: String,
}

/// Keeps what `author` has typed into a form in place of what was kept of it before; an empty body forgets it.
///
/// Errors: [`crate::base::error::Common`] naming a field that is too long or holds a card number,
/// [`crate::base::error::Error::Database`].
pub fn keep(db: &Db, author: UserId, words: &UnsavedWords, at: Instant) -> Result<()> {
    text::required("place", &words.place, LINE_MAX)?;
    if text::optional("words", &words.body, BODY_MAX)?.is_empty() {
        return rows::drop(db, author, &words.place);
    }
    rows::put(db, author, words, at)
}

/// Returns what waits for `author`, what was kept last at the top.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn kept(db: &Db, author: UserId) -> Result<Vec<UnsavedWords>> {
    rows::of(db, author)
}

/// Returns for whom something waits.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn authors(db: &Db) -> Result<Vec<UserId>> {
    rows::authors(db)
}
