//! A practice hotel written into a new file: staff, folders, history, as one operation.

use std::ops::ControlFlow;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{
    Practice, PracticeRefusal, asked, broken, duty, greeted,
    rows::{self, Book, Counts},
};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{error::Result, ids::RecordId, role::Role},
    db::{Begun, Tx},
    loyalty, search, staff,
    tickets::phone,
};

/// Folders between two looks at the watch.
const FOLDERS_PER_LOOK: u64 = 500;
/// Local time at which the PMS's file of "today" came.
const PMS_FILE_AT: (u32, u32) = (7, 32);

/// Hears how many steps of how many are done, two a guest (written, and filed for the one box), and may break off.
pub type Watch<'w> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'w;

/// What a practice hotel holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Made {
    /// Guests.
    #[specta(type = f64)]
    pub guests: u64,
    /// Stays.
    #[specta(type = f64)]
    pub stays: u64,
    /// Tickets.
    #[specta(type = f64)]
    pub tickets: u64,
    /// Postings of the ledger.
    #[specta(type = f64)]
    pub ledger_entries: u64,
    /// Members.
    #[specta(type = f64)]
    pub members: u64,
}

/// What history keeps: which hotel was made, what it holds, and the digest of all folders in order.
#[derive(Serialize)]
struct Image<'i> {
    guests: u64,
    seed: u64,
    today: NaiveDate,
    made: &'i Made,
    folders_digest: String,
}

/// Writes staff and folders of `practice` into the new file of `tx`, as one operation with one history row.
///
/// `pin_hash` is that of [`staff::PRACTICE_PIN`]. Errors: [`PracticeRefusal`], failures of the file; nothing stays then.
pub fn fill(tx: &mut Tx<'_>, practice: &Practice, pin_hash: &str, watch: &mut Watch<'_>) -> Result<Made> {
    let op = tx.begin(Op::MakePractice)?;
    let people = staff::add_practice(tx, pin_hash)?;
    let general = people.iter().find(|user| user.role == Role::GeneralManager).map(|user| user.id);
    let (counts, digest) = rows::in_bulk(tx, |tx| write_folders(tx, practice, people.clone(), watch))?;
    duty::write(tx, practice, &people)?;
    greeted::write(tx, practice, &people)?;
    file_for_the_box(tx, practice.guests, watch)?;
    let programme = loyalty::programme(tx.db(), tx.business_date())?;
    loyalty::vouchers::practice::add(tx, &programme)?;
    loyalty::benefits::practice::add(tx, &programme)?;
    let by_hand = asked::write(tx, &people)?;
    if let Some(general) = general {
        phone::add_practice(tx, general)?;
        loyalty::programme::practice::add(tx, general)?;
    }
    let made = Made {
        guests: counts.guests,
        stays: counts.stays,
        tickets: counts.tickets,
        ledger_entries: counts.ledger_entries + by_hand,
        members: counts.members,
    };
    remember(tx, op, practice, &made, &digest)?;
    Ok(made)
}

fn write_folders(
    tx: &mut Tx<'_>,
    practice: &Practice,
    people: Vec<staff::User>,
    watch: &mut Watch<'_>,
) -> Result<(Counts, blake3::Hash)> {
    let mut folders = practice.folders()?;
    let mut book = Book::new(tx, people, &folders.desk().draws, folders.desk().now)?;
    let (mut digest, mut text) = (blake3::Hasher::new(), Vec::new());
    for folder in folders.by_ref() {
        book.write(&folder)?;
        text.clear();
        serde_json::to_writer(&mut text, &folder).map_err(|_| broken("a folder that does not serialise"))?;
        digest.update(&text);
        if folder.ordinal.is_multiple_of(FOLDERS_PER_LOOK) && watch(folder.ordinal, practice.guests * 2).is_break() {
            return Err(PracticeRefusal::Cancelled.into());
        }
    }
    book.spend_the_rest()?;
    book.close(folders.member_last(), pms_file_at(practice.today))?;
    Ok((book.counts(), digest.finalize()))
}

/// Builds the one box's index at once: the store's own refresh then finds it built.
fn file_for_the_box(tx: &Tx<'_>, guests: u64, watch: &mut Watch<'_>) -> Result<()> {
    let mut wanted = ControlFlow::Continue(());
    let mut progress = |done: u64, _: u64| {
        if wanted.is_continue() {
            wanted = watch(guests + done, guests * 2);
        }
    };
    search::rebuild(tx.db(), tx.business_date(), &mut progress)?;
    match wanted {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(PracticeRefusal::Cancelled.into()),
    }
}

fn remember(tx: &mut Tx<'_>, op: Begun, practice: &Practice, made: &Made, digest: &blake3::Hash) -> Result<()> {
    for kind in RecordKind::ALL {
        tx.touches(*kind);
    }
    let record: RecordId = tx.new_id();
    let folders_digest = digest.to_hex().to_string();
    let image = Image { guests: practice.guests, seed: practice.seed, today: practice.today, made, folders_digest };
    tx.record(op, Change::added(record, &image)?)?;
    Ok(())
}

fn pms_file_at(today: NaiveDate) -> NaiveDateTime {
    today.and_hms_opt(PMS_FILE_AT.0, PMS_FILE_AT.1, 0).unwrap_or_default()
}
