//! What goes on paper: the briefing with what a desk without its machine needs beside it (停机包), in one read.

use serde::Serialize;

use super::{Briefing, briefing, rows};
use crate::{
    audit::chain::Head,
    base::{
        error::Result,
        time::{BusinessDate, Instant},
    },
    db::Db,
    guests::Title,
};

/// What the briefing and the downtime pack are printed from. Telephones and documents are not in it.
#[derive(Debug, Serialize, specta::Type)]
pub struct Paper {
    /// The chain's head at this reading, for the foot.
    pub head: Head,
    /// Today's briefing.
    pub day: Briefing,
    /// Every open complaint, the most severe first, then what is due first.
    pub tickets: Vec<PaperTicket>,
}

/// An open complaint on paper. Who answers for it is not printed.
#[derive(Debug, Serialize, specta::Type)]
pub struct PaperTicket {
    /// What people call it.
    pub number: String,
    /// Empty where it is about no room.
    pub room_no: String,
    /// As written; empty where nobody is named.
    pub name: String,
    /// Form of address.
    pub title: Title,
    /// Severity's word.
    pub severity: String,
    /// Problem code.
    pub problem: String,
    /// What the guest said.
    pub words: String,
    /// State's word.
    pub state: String,
    /// Department's word.
    pub department: String,
    /// When it should be solved.
    pub solve_due_ms: Instant,
    /// When the guest is to be called back.
    pub callback_due_ms: Option<Instant>,
}

/// Returns what is printed of `today`, all of it as it stood at one moment.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn paper(db: &Db, today: BusinessDate) -> Result<Paper> {
    Ok(Paper { head: db.head()?, day: briefing(db, today)?, tickets: rows::tickets(db)? })
}
