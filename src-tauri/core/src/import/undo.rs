//! Takes an import back: what it brought goes, what it changed is as it was, as far as nobody took it up since.

use serde::{Deserialize, Serialize};

use super::{
    Import, ImportRefusal, ImportStage, ImportState, LISTED_MAX, Watch,
    apply::Touched,
    rows::{self, Changed},
};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Error, Result},
        ids::{ContactId, GuestId, ImportId, RawId, RecordId, StayId},
    },
    db::{Db, Tx},
    guests::{self, Contact, Guest},
    stays::{self, Stay},
};

/// Records between two words to the caller.
const RECORDS_PER_WORD: u64 = 500;

/// Takes an import back.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct UndoImport {
    /// Which.
    pub import_id: ImportId,
}

/// What became of what an import had done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportUndone")]
pub struct Undone {
    /// Stays that it brought and that are gone.
    #[specta(type = f64)]
    pub removed: u64,
    /// Guests that it brought and that are gone.
    #[specta(type = f64)]
    pub removed_guests: u64,
    /// Records that it changed and that are as they were.
    #[specta(type = f64)]
    pub restored: u64,
    /// Records that somebody took up since: they stay as they are.
    #[specta(type = f64)]
    pub kept: u64,
    /// The first of them.
    pub kept_records: Vec<KeptRecord>,
}

/// A record that an undo left alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "ImportKept")]
pub struct KeptRecord {
    /// Stay or guest.
    pub kind: RecordKind,
    /// Which.
    pub record: RecordId,
}

/// Takes the import back and returns what became of it.
///
/// Errors: [`crate::base::error::Common::NotFound`], [`ImportRefusal::AlreadyUndone`], [`ImportRefusal::Cancelled`] (nothing is undone then).
pub fn undo(tx: &mut Tx<'_>, input: &UndoImport, watch: &mut Watch<'_>) -> Result<Undone> {
    let op = tx.begin(Op::UndoImport)?;
    let before = rows::get(tx.db(), input.import_id)?;
    if before.state == ImportState::Undone {
        return Err(ImportRefusal::AlreadyUndone.into());
    }
    let mut back =
        TakingBack { tx, watch, done: Undone::nothing(), touched: Touched::default(), seen: 0, total: before.counts.rows };
    back.changes(input.import_id)?;
    back.stays(input.import_id)?;
    // A guest can only go once no sum of theirs is left.
    std::mem::take(&mut back.touched).settle(back.tx)?;
    back.guests(input.import_id)?;
    let done = back.done;
    rows::forget_conflicts(tx, input.import_id)?;
    rows::put_state(tx, input.import_id, ImportState::Undone)?;
    let after = Import { state: ImportState::Undone, ..before.clone() };
    tx.touches(RecordKind::Stay);
    tx.touches(RecordKind::Guest);
    tx.record(op, Change::updated(input.import_id, &before, &after)?)?;
    Ok(done)
}

impl Undone {
    fn nothing() -> Self {
        Self { removed: 0, removed_guests: 0, restored: 0, kept: 0, kept_records: Vec::new() }
    }

    fn keep(&mut self, kind: RecordKind, record: impl Into<RawId>) {
        self.kept += 1;
        if self.kept_records.len() < LISTED_MAX {
            self.kept_records.push(KeptRecord { kind, record: RecordId(record.into()) });
        }
    }
}

struct TakingBack<'a, 'w, 'p> {
    tx: &'a Tx<'w>,
    watch: &'a mut Watch<'p>,
    done: Undone,
    touched: Touched,
    seen: u64,
    total: u64,
}

impl TakingBack<'_, '_, '_> {
    fn changes(&mut self, import: ImportId) -> Result<()> {
        for change in rows::changes(self.tx.db(), import)? {
            self.word()?;
            let back = match (change.kind, &change.before) {
                (RecordKind::Stay, Some(before)) => self.stay_back(&change, before)?,
                (RecordKind::Guest, Some(before)) => self.guest_back(&change, before)?,
                (RecordKind::Guest, None) => self.contact_back(&change)?,
                _ => return Err(Error::Damaged { what: "a change of an import".to_owned() }),
            };
            if back { self.done.restored += 1 } else { self.done.keep(change.kind, change.record) }
        }
        Ok(())
    }

    fn stay_back(&mut self, change: &Changed, before: &str) -> Result<bool> {
        let Some((now, before)) = stay_as_it_was(self.tx.db(), change, before)? else { return Ok(false) };
        stays::put_bulk(self.tx, &before)?;
        for guest in [now.guest_id, before.guest_id].into_iter().flatten() {
            self.touched.guest(self.tx, guest);
        }
        Ok(true)
    }

    fn guest_back(&mut self, change: &Changed, before: &str) -> Result<bool> {
        let Some(before) = guest_as_it_was(self.tx.db(), change, before)? else { return Ok(false) };
        guests::bulk::put_bulk(self.tx, &before)?;
        self.touched.guest(self.tx, before.id);
        Ok(true)
    }

    fn contact_back(&mut self, change: &Changed) -> Result<bool> {
        match contact_as_added(self.tx.db(), change)? {
            AddedContact::Gone => Ok(true),
            AddedContact::Touched => Ok(false),
            AddedContact::AsAdded(now) => {
                guests::bulk::remove_contact_bulk(self.tx, now.id)?;
                self.touched.guest(self.tx, now.guest_id);
                Ok(true)
            }
        }
    }

    fn stays(&mut self, import: ImportId) -> Result<()> {
        for (stay, guest, taken_up) in rows::new_stays(self.tx.db(), import)? {
            self.word()?;
            if taken_up {
                self.done.keep(RecordKind::Stay, stay);
                continue;
            }
            stays::remove_bulk(self.tx, stay)?;
            self.done.removed += 1;
            if let Some(guest) = guest {
                self.touched.guest(self.tx, guest);
            }
        }
        Ok(())
    }

    fn guests(&mut self, import: ImportId) -> Result<()> {
        for (guest, taken_up) in rows::new_guests(self.tx.db(), import)? {
            self.word()?;
            if taken_up {
                self.done.keep(RecordKind::Guest, guest);
                continue;
            }
            guests::bulk::remove_bulk(self.tx, guest)?;
            self.done.removed_guests += 1;
            self.tx.search_again(guest);
        }
        Ok(())
    }

    fn word(&mut self) -> Result<()> {
        self.seen += 1;
        if self.seen.is_multiple_of(RECORDS_PER_WORD) {
            self.watch.at(ImportStage::Undoing, self.seen, self.total)
        } else {
            Ok(())
        }
    }
}

/// A contact that an import added to a known guest.
pub(super) enum AddedContact {
    /// Staff took it away already: there is nothing left to do.
    Gone,
    /// As it was added.
    AsAdded(Contact),
    /// Somebody changed it since.
    Touched,
}

/// Returns a changed stay as it is and as it was before; nothing where somebody took it up since.
pub(super) fn stay_as_it_was(db: &Db, change: &Changed, before: &str) -> Result<Option<(Stay, Stay)>> {
    let Some(now) = if_there(stays::get(db, StayId(change.record)))? else { return Ok(None) };
    let before: Stay = rows::from_image(before)?;
    let touched = rows::digest(&now)?.as_slice() != change.after_digest;
    // Whose stay it was may be gone with the import that brought them.
    let is_there = |guest: GuestId| Ok::<_, Error>(if_there(guests::get(db, guest))?.is_some());
    let goes_to_nobody = before.guest_id != now.guest_id && !before.guest_id.map_or(Ok(true), is_there)?;
    Ok((!touched && !goes_to_nobody).then_some((now, before)))
}

/// Returns a changed guest as before; nothing where somebody took them up since.
pub(super) fn guest_as_it_was(db: &Db, change: &Changed, before: &str) -> Result<Option<Guest>> {
    let Some(now) = if_there(guests::get(db, GuestId(change.record)))? else { return Ok(None) };
    let untouched = rows::digest(&now)?.as_slice() == change.after_digest;
    if untouched { rows::from_image(before).map(Some) } else { Ok(None) }
}

/// Returns what became of a contact that was added.
pub(super) fn contact_as_added(db: &Db, change: &Changed) -> Result<AddedContact> {
    let Some(now) = guests::bulk::contact(db, ContactId(change.record))? else { return Ok(AddedContact::Gone) };
    let untouched = rows::digest(&now)?.as_slice() == change.after_digest;
    Ok(if untouched { AddedContact::AsAdded(now) } else { AddedContact::Touched })
}

fn if_there<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.code() == "not_found" => Ok(None),
        Err(error) => Err(error),
    }
}
