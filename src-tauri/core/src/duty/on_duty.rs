//! Who is on duty: whoever signed for the sheet of the shift before. Nobody, where that sheet was not taken.

use serde::Serialize;

use super::{book, rows, shifts};
use crate::{
    base::{error::Result, ids::UserId, time::Instant},
    db::Db,
};

/// The duty manager of the shift that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct OnDuty {
    /// Who.
    pub user: UserId,
    /// The end of the shift.
    pub until_ms: Instant,
}

/// Returns who is on duty at `at`. Errors: [`crate::base::error::Error::Database`].
pub fn on_duty(db: &Db, at: Instant) -> Result<Option<OnDuty>> {
    let (clock, times) = (&db.hotel().clock, book::house_rules(db)?.shifts);
    let now = shifts::shift_at(clock, &times, at);
    let before = shifts::before(clock, &times, &now);
    let taken = rows::handover_of(db, before.date, before.shift)?.and_then(|sheet| sheet.taken);
    Ok(taken.map(|taken| OnDuty { user: taken.user, until_ms: now.ends_ms }))
}
