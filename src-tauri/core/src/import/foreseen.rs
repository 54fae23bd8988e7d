//! What taking an import back would do, before anybody does it: the same questions as [`super::undo`] asks, without a write.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    ImportRefusal, ImportState, LISTED_MAX,
    rows::{self, Changed},
    undo::{self, AddedContact},
};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Error, Result},
        ids::{GuestId, ImportId, RawId, RecordId, StayId},
        time::BusinessDate,
    },
    db::Db,
    stored_words,
};

stored_words! {
    /// What kind of record an undo leaves alone.
    pub enum KeptKind {
        /// 入住
        Stay = "stay",
        /// 客人
        Guest = "guest",
        /// 联系方式
        Contact = "contact",
    }
}

/// What taking an import back would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "ImportUndoForeseen")]
pub struct Foreseen {
    /// Stays that it brought and that go.
    #[specta(type = f64)]
    pub removed_stays: u64,
    /// Guests that it brought and that go.
    #[specta(type = f64)]
    pub removed_guests: u64,
    /// Stays that it changed and that are as they were.
    #[specta(type = f64)]
    pub restored_stays: u64,
    /// Guests that it changed and that are as they were.
    #[specta(type = f64)]
    pub restored_guests: u64,
    /// Contacts that it added to known guests and that go.
    #[specta(type = f64)]
    pub removed_contacts: u64,
    /// Records that somebody took up since, by kind; kinds without any are left out.
    pub kept: Vec<KeptCount>,
    /// The first [`LISTED_MAX`] of them.
    pub kept_rows: Vec<KeptRow>,
}

/// How many records of a kind stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "ImportKeptCount")]
pub struct KeptCount {
    /// Of which kind.
    pub kind: KeptKind,
    /// How many.
    #[specta(type = f64)]
    pub rows: u64,
}

/// One record that somebody took up since.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "ImportKeptRow")]
pub struct KeptRow {
    /// What it is.
    pub kind: KeptKind,
    /// Which.
    pub record: RecordId,
    /// On whose card it is seen; none for a stay of nobody, and for what is gone.
    pub guest_id: Option<GuestId>,
    /// As written; empty where the guest is not there.
    pub name: String,
    /// Of a stay.
    pub arrival: Option<BusinessDate>,
}

/// Returns what taking the import back would do now.
///
/// Errors: [`crate::base::error::Common::NotFound`], [`ImportRefusal::AlreadyUndone`].
pub fn foresee(db: &Db, import: ImportId) -> Result<Foreseen> {
    if rows::get(db, import)?.state == ImportState::Undone {
        return Err(ImportRefusal::AlreadyUndone.into());
    }
    let mut looking = Looking { db, done: Foreseen::default(), gone: BTreeSet::new(), moved: BTreeMap::new(), kept: Vec::new() };
    rows::changes(db, import)?.iter().try_for_each(|change| looking.change(change))?;
    looking.stays(import)?;
    looking.guests(import)?;
    looking.told()
}

struct Looking<'d> {
    db: &'d Db,
    done: Foreseen,
    /// Stays that go.
    gone: BTreeSet<StayId>,
    /// Stays that go back to whom they belonged.
    moved: BTreeMap<StayId, Option<GuestId>>,
    kept: Vec<(KeptKind, RawId)>,
}

impl Looking<'_> {
    fn change(&mut self, change: &Changed) -> Result<()> {
        let kept = match (change.kind, &change.before) {
            (RecordKind::Stay, Some(before)) => match undo::stay_as_it_was(self.db, change, before)? {
                Some((now, before)) => {
                    self.moved.insert(now.id, before.guest_id);
                    self.done.restored_stays += 1;
                    None
                }
                None => Some(KeptKind::Stay),
            },
            (RecordKind::Guest, Some(before)) => {
                let back = undo::guest_as_it_was(self.db, change, before)?.is_some();
                self.done.restored_guests += u64::from(back);
                (!back).then_some(KeptKind::Guest)
            }
            (RecordKind::Guest, None) => match undo::contact_as_added(self.db, change)? {
                AddedContact::Touched => Some(KeptKind::Contact),
                AddedContact::Gone | AddedContact::AsAdded(_) => {
                    self.done.removed_contacts += 1;
                    None
                }
            },
            _ => return Err(Error::Damaged { what: "a change of an import".to_owned() }),
        };
        self.kept.extend(kept.map(|kind| (kind, change.record)));
        Ok(())
    }

    fn stays(&mut self, import: ImportId) -> Result<()> {
        for (stay, _, taken_up) in rows::new_stays(self.db, import)? {
            if taken_up {
                self.kept.push((KeptKind::Stay, stay.into()));
            } else {
                self.gone.insert(stay);
            }
        }
        self.done.removed_stays = self.gone.len() as u64;
        Ok(())
    }

    /// A guest goes only where no stay of theirs is left.
    fn guests(&mut self, import: ImportId) -> Result<()> {
        let left = |(stay, guest): &(StayId, GuestId)| {
            !self.gone.contains(stay) && self.moved.get(stay).is_none_or(|back_to| *back_to == Some(*guest))
        };
        let staying: BTreeSet<GuestId> =
            rows::stays_of_new_guests(self.db, import)?.into_iter().filter(left).map(|(_, guest)| guest).collect();
        for (guest, taken_up) in rows::new_guests_beside_stays(self.db, import)? {
            if taken_up || staying.contains(&guest) {
                self.kept.push((KeptKind::Guest, guest.into()));
            } else {
                self.done.removed_guests += 1;
            }
        }
        Ok(())
    }

    fn told(self) -> Result<Foreseen> {
        let counted = |kind: &KeptKind| {
            let rows = self.kept.iter().filter(|(own, _)| own == kind).count() as u64;
            (rows > 0).then_some(KeptCount { kind: *kind, rows })
        };
        let kept = KeptKind::ALL.iter().filter_map(counted).collect();
        let rows = self.kept.iter().take(LISTED_MAX);
        let kept_rows = rows.map(|(kind, record)| rows::kept_row(self.db, *kind, *record)).collect::<Result<_>>()?;
        Ok(Foreseen { kept, kept_rows, ..self.done })
    }
}
