//! Suspects as people see and settle them, and the full run.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{
    Band, DuplicateRefusal, DuplicateStage, Reason, SCORE_SHOWN, SuspectState, Watch,
    among::{self, Found},
    pool::Pool,
    rows,
};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{GuestId, SuspectId},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
};

/// Suspects that one list holds.
pub const LIST_MAX: u32 = 200_000;
/// Guests read between two looks at the watch.
const LOOK_EVERY: u64 = 10_000;

/// Two guests who may be one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
pub struct Suspect {
    /// The same for the same two guests, whoever finds them.
    pub id: SuspectId,
    /// The guest written down first.
    pub a: GuestId,
    /// The other.
    pub b: GuestId,
    /// How likely they are one, 0 to 1.
    pub score: f64,
    /// The same in words.
    pub band: Band,
    /// Why, the heaviest first.
    pub because: Vec<Reason>,
    /// Whether somebody decided.
    pub state: SuspectState,
    /// When they were first suspected.
    pub found_at_ms: Instant,
}

/// What a list shows of one of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "DuplicateFace")]
pub struct Face {
    /// Who.
    pub guest: GuestId,
    /// As the guest writes it.
    pub name: String,
    /// In Latin letters.
    pub latin_name: String,
    /// Employer or agency.
    pub company: String,
    /// Empty for no member.
    pub member_no: String,
    /// Masked; empty where none is known.
    pub phone: String,
    /// Last departure.
    pub last_departure: Option<BusinessDate>,
    /// Stays departed or in house.
    pub stays: u32,
}

/// A suspicion with what a list shows of both.
#[derive(Debug, Clone, PartialEq, Serialize, specta::Type)]
pub struct SuspectPair {
    /// The suspicion.
    pub suspect: Suspect,
    /// The guest `a`.
    pub one: Face,
    /// The guest `b`.
    pub other: Face,
}

/// Which suspects are asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "DuplicatesAsked", default)]
pub struct Asked {
    /// Score from which on.
    pub min_score: f64,
    /// Open, or dismissed.
    pub state: SuspectState,
    /// Those of one guest alone.
    pub guest: Option<GuestId>,
    /// At most so many.
    pub limit: u32,
}

impl Default for Asked {
    fn default() -> Self {
        Self { min_score: SCORE_SHOWN, state: SuspectState::Open, guest: None, limit: LIST_MAX }
    }
}

/// Says that two guests are two people, or that this is open again.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
#[serde(rename = "SettleSuspect")]
pub struct Settle {
    /// One of them.
    pub a: GuestId,
    /// The other.
    pub b: GuestId,
}

/// What a full run found, before it is written.
pub struct Run {
    guests: Vec<GuestId>,
    found: Found,
}

/// What a full run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "DuplicatesFound")]
pub struct Ran {
    /// Guests that were read.
    #[specta(type = f64)]
    pub guests: u64,
    /// Comparisons of two guests.
    #[specta(type = f64)]
    pub compared: u64,
    /// Suspects from [`SCORE_SHOWN`] on, dismissed ones among them.
    #[specta(type = f64)]
    pub suspects: u64,
}

/// Returns every two guests of the file who may be one: the long part of a full run, on a reader, so that the desk goes on.
///
/// Memory: about 250 bytes a guest, and 16 for each key of one kind; suspects are bounded.
///
/// Errors: [`DuplicateRefusal::Cancelled`], [`crate::base::error::Error::Database`].
pub fn search(db: &Db, watch: &mut Watch<'_>) -> Result<Run> {
    let total = rows::guests_counted(db)?;
    let mut pool = Pool::default();
    let (guests, mut people) = rows::everybody(db, &mut pool, &mut |read| {
        if read % LOOK_EVERY == 0 { watch.at(DuplicateStage::Read, read, total) } else { Ok(()) }
    })?;
    let found = among::among(&mut people, &pool, watch)?;
    watch.at(DuplicateStage::Keep, 0, 1)?;
    Ok(Run { guests, found })
}

/// Writes what a full run found: suspects and what was learnt. Both derive from the guests, so the history says only that it
/// was done. Open suspicions that were not found again are forgotten; dismissed ones stay dismissed.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn keep(tx: &mut Tx<'_>, run: &Run) -> Result<Ran> {
    let op = tx.begin(Op::FindDuplicates)?;
    let ran = put(tx.db(), run, tx.at())?;
    let record = tx.new_id::<SuspectId>();
    tx.record(op, Change::noted(record, &ran)?)?;
    Ok(ran)
}

/// Writes what the house's own nightly run found, without a line of history: nobody asked for it, and all of it derives from
/// the guests. Called inside [`crate::db::Store::upkeep_at_one_go`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn keep_as_house(db: &Db, run: &Run, at: Instant) -> Result<Ran> {
    put(db, run, at)
}

fn put(db: &Db, run: &Run, at: Instant) -> Result<Ran> {
    let mut found: HashMap<SuspectId, f64> = HashMap::new();
    for pair in &run.found.suspects {
        if let (Some(a), Some(b)) = (run.guests.get(pair.a as usize), run.guests.get(pair.b as usize)) {
            rows::put_suspect(db, (*a, *b), pair.score, &pair.because, at)?;
            found.insert(rows::suspect_id(*a.min(b), *a.max(b)), pair.score);
        }
    }
    rows::forget_unfound(db, |guest| run.guests.binary_search(&guest).is_ok(), &found)?;
    rows::put_model(db, &run.found.model, at)?;
    rows::put_commons(db, &run.found.commons)?;
    let shown = found.values().filter(|score| **score >= SCORE_SHOWN).count() as u64;
    Ok(Ran { guests: run.guests.len() as u64, compared: run.found.compared, suspects: shown })
}

/// Returns suspects, best first; merged guests are not among them.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db, asked: &Asked) -> Result<Vec<Suspect>> {
    rows::list(db, asked)
}

/// Returns suspects with what a list shows of both guests, masked.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn pairs(db: &Db, asked: &Asked) -> Result<Vec<SuspectPair>> {
    let suspects = rows::list(db, asked)?.into_iter();
    suspects
        .map(|suspect| Ok(SuspectPair { one: rows::face(db, suspect.a)?, other: rows::face(db, suspect.b)?, suspect }))
        .collect()
}

/// Says that two guests are two people: they are not suspected again.
///
/// Errors: [`DuplicateRefusal::NoSuspect`], [`DuplicateRefusal::AlreadySettled`].
pub fn dismiss(tx: &mut Tx<'_>, input: &Settle) -> Result<SuspectId> {
    let op = tx.begin(Op::DismissDuplicate)?;
    let before = expected(tx, input, SuspectState::Open)?;
    let after = Suspect { state: SuspectState::Dismissed, ..before.clone() };
    rows::put_state(tx.db(), &after, Some((tx.session().user, tx.at())))?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.a))?;
    Ok(after.id)
}

/// Says that it is open again whether two guests are one.
///
/// Errors: as [`dismiss`].
pub fn reopen(tx: &mut Tx<'_>, input: &Settle) -> Result<SuspectId> {
    let op = tx.begin(Op::ReopenDuplicate)?;
    let before = expected(tx, input, SuspectState::Dismissed)?;
    let after = Suspect { state: SuspectState::Open, ..before.clone() };
    rows::put_state(tx.db(), &after, None)?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.a))?;
    Ok(after.id)
}

fn expected(tx: &Tx<'_>, input: &Settle, state: SuspectState) -> Result<Suspect> {
    let found = rows::suspect(tx.db(), input.a, input.b)?.ok_or(DuplicateRefusal::NoSuspect)?;
    if found.state == state { Ok(found) } else { Err(DuplicateRefusal::AlreadySettled.into()) }
}
