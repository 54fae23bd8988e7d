//! Who did something, and when: what every row of a deed keeps.

use crate::{
    base::{
        ids::UserId,
        time::{BusinessDate, Instant},
    },
    db::Tx,
};

/// Who did something, and when.
pub(super) struct Hand {
    pub by: UserId,
    pub at: Instant,
    pub on: BusinessDate,
}

impl Hand {
    /// Returns the person and instant of this write.
    pub(super) fn of(tx: &Tx<'_>) -> Self {
        Self { by: tx.session().user, at: tx.at(), on: tx.business_date() }
    }
}
