//! The file held against itself at the start of each hotel day, and after an end that was none: the history's chain, the ledger
//! with what the history keeps of it, pages, sums and references. What was found stands in the file of this desk, sealed with
//! the chain's key, so that no other tool writes that all is well.
//!
//! Absent on purpose: a check that goes on from where the last one ended. Whoever changes an old row changes it behind such a
//! point; a whole one costs seconds beside the desk (docs/reliability.md, promise 26).

mod rows;

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::{
    audit::chain::Head,
    base::{
        error::Result,
        time::{BusinessDate, Instant},
    },
    check::{self, Depth, Wrong, WrongKind},
    db::{Db, Store},
    history::{self, ChainReport},
    stored_words,
};

stored_words! {
    /// Why the file is held against itself.
    pub enum CheckCause {
        /// The hotel's day began.
        Day = "day",
        /// Whoever had the file last did not close it.
        LeftOpen = "left_open",
        /// Somebody asked.
        ByHand = "by_hand",
    }
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DayCheck {
    /// The hotel's day on which it was made.
    pub day: BusinessDate,
    /// When it began.
    pub at_ms: Instant,
    /// Why.
    pub cause: CheckCause,
    /// The history's head then: how many rows were read, and the last one's mac.
    pub head: Head,
    /// What is wrong, the history first; nothing on a sound file.
    pub wrong: Vec<Wrong>,
}

/// How the file stands, for everybody who works on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct CheckStanding {
    /// The newest check; none where none was made, or where somebody else wrote it.
    pub checked: Option<DayCheck>,
    /// What is wrong, the first first: a history that lacks its last rows by the head beside the file, then what the check found.
    pub wrong: Vec<Wrong>,
}

/// Returns how the file stands.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn standing(store: &Store) -> Result<CheckStanding> {
    let checked = store.read_as_house(rows::newest)?;
    let lost = store.lost_head().map(|head| Wrong { what: WrongKind::ChainShorter, row: head.seq.to_string() });
    let found = checked.iter().flat_map(|checked: &DayCheck| checked.wrong.iter().cloned());
    let wrong = lost.into_iter().chain(found).collect();
    Ok(CheckStanding { checked, wrong })
}

/// Returns why the file is to be held against itself now, where it is.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn due(store: &Store, now: Instant) -> Result<Option<CheckCause>> {
    if store.was_left_open() {
        return Ok(Some(CheckCause::LeftOpen));
    }
    let today = store.hotel().clock.business_date(now);
    let made = store.read_as_house(rows::newest)?.is_some_and(|checked| checked.day == today);
    Ok((!made).then_some(CheckCause::Day))
}

/// Holds the file against itself on one view of it, and remembers what it found. `report` hears how many rows of the history were
/// read; `None` where it ended the check, of which nothing is kept then.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn run(store: &Store, cause: CheckCause, now: Instant, report: &mut ChainReport<'_>) -> Result<Option<DayCheck>> {
    // Before the view begins: a head is written after its commit.
    let remembered = store.remembered_head();
    let found = store.read_as_house(|db| {
        let head = db.head()?;
        Ok(look(db, (&head, remembered.as_ref()), report)?.map(|wrong| (head, wrong)))
    })?;
    let Some((head, wrong)) = found else { return Ok(None) };
    let made = DayCheck { day: store.hotel().clock.business_date(now), at_ms: now, cause, head, wrong };
    store.upkeep(|db, _| rows::put(db, &made))?;
    store.looked_after();
    Ok(Some(made))
}

/// What looks for something wrong in one part of the file.
type Finds<'f> = &'f dyn Fn(&Db) -> Result<Vec<Wrong>>;

/// Returns what is wrong in a file that ends with `head`, the history first, or `None` where `report` ended it.
fn look(db: &Db, (head, remembered): (&Head, Option<&Head>), report: &mut ChainReport<'_>) -> Result<Option<Vec<Wrong>>> {
    let mut ended = false;
    let mut wrong = check::part(|| {
        let fault = history::chain_watched(db, remembered, report)?;
        ended = fault.is_none();
        Ok(fault.flatten().map(check::of_chain).into_iter().collect())
    })?
    .wrong;
    let parts: [Finds<'_>; 5] = [
        &check::ledger,
        &check::rows::schema,
        &|db| check::rows::pages(db, Depth::Quick),
        &check::summaries,
        &check::rows::references,
    ];
    for find in parts {
        if ended || report(head.seq) == ControlFlow::Break(()) {
            return Ok(None);
        }
        wrong.extend(check::part(|| find(db))?.wrong);
    }
    Ok(Some(wrong))
}
