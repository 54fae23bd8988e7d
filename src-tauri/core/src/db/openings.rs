//! Which card was opened by whom on which day: ids and times of this copy, no guest's data.

use super::Db;
use crate::base::{
    error::Result,
    ids::{GuestId, UserId},
    time::{BusinessDate, Instant},
};

/// One card shown to one person.
#[derive(Debug, Clone, Copy)]
pub struct Opened {
    /// Whose card.
    pub guest: GuestId,
    /// Who saw it.
    pub user: UserId,
    /// When.
    pub at: Instant,
    /// The hotel's day.
    pub today: BusinessDate,
}

/// Remembers that a card was opened: once a guest, person and day, with the first time, the last and how often.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn note(db: &Db, opened: &Opened) -> Result<()> {
    let Opened { guest, user, at, today } = opened;
    db.conn().prepare_cached(include_str!("sql/note_opened.sql"))?.execute(rusqlite::params![guest, user, today, at])?;
    Ok(())
}
