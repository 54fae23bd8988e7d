//! Who was erased since stays erased in what is restored: the lists beside the backup and beside the file's place are held
//! against the restored file before it gets its name, and the list beside a file against it whenever it is opened.

use std::path::PathBuf;

use super::{Erased, Goes, GoesCount, listed, listed::ErasedEntry, mentions, remember, removed, rows};
use crate::{
    audit::op::Op,
    base::{
        error::{Error, Refusal as _, Result},
        ids::GuestId,
        request::{Request, RequestKey},
        role::{Department, Role, Session},
    },
    db::{Store, Tx},
    privacy::PrivacyRefusal,
};

/// Erases in `store` again whoever stands in the lists at `paths`; fresh bytes for salts derive from `seed`. Returns how many
/// records that were.
///
/// Errors: [`crate::privacy::PrivacyRefusal::ListDamaged`], [`Error::File`], [`Error::Database`].
pub fn reapply(store: &Store, paths: &[PathBuf], seed: [u8; 32]) -> Result<u32> {
    let entries = store.read_as_house(|db| listed::read(db, paths))?;
    let mut again = 0;
    for entry in &entries {
        let due = store.read_as_house(|db| Ok(rows::is_known(db, entry.guest)? && !rows::is_erased(db, entry.guest)?))?;
        if !due {
            continue;
        }
        // A backup may be from before a merge: each record by itself, under a key of its own, by whom and when it was erased.
        let key = RequestKey::new(format!("erased-again-{}", entry.guest));
        let request = Request {
            key: key.ok_or_else(|| Error::Damaged { what: "a request key".to_owned() })?,
            at: entry.at_ms,
            session: Session::without_pin(entry.by_user, Role::DataOfficer, Department::Management),
            seed: *blake3::keyed_hash(&seed, entry.guest.raw().bytes()).as_bytes(),
        };
        store.write(&request, Op::ReapplyErasure, entry, |tx| again_in(tx, entry))?;
        again += 1;
    }
    if again > 0 {
        store.empty_log()?;
    }
    Ok(again)
}

/// Holds the list beside an open file against it: a set that was moved aside, or a copy of before, may hold somebody who was
/// erased since. A list that is not what this house wrote keeps nobody from working, and is left as it lies.
///
/// Errors: [`Error::File`], [`Error::Database`].
pub fn at_opening(store: &Store) -> Result<u32> {
    let list = listed::path_of(store.path());
    if !list.exists() {
        return Ok(0);
    }
    // Only ids and counts are salted by it.
    let seed = *blake3::hash(list.to_string_lossy().as_bytes()).as_bytes();
    match reapply(store, &[list], seed) {
        Err(Error::Refused(refusal)) if refusal.code() == PrivacyRefusal::ListDamaged.code() => Ok(0),
        outcome => outcome,
    }
}

fn again_in(tx: &mut Tx<'_>, entry: &ErasedEntry) -> Result<GuestId> {
    let op = tx.begin(Op::ReapplyErasure)?;
    let words = mentions::words(tx.db(), entry.guest)?;
    let records = rows::person(tx.db(), entry.guest)?;
    let mut counts = removed(tx.db(), entry.guest)?;
    let count = tx.db().past_guards(|| mentions::strike(tx.db(), &words, &entry.struck))?;
    if count > 0 {
        counts.goes.push(GoesCount { what: Goes::Mentions, count });
    }
    let erased = Erased {
        id: tx.new_id(),
        guest: entry.guest,
        ground: entry.ground,
        request: None,
        counts,
        struck: entry.struck.clone(),
        by_user: entry.by_user,
        at_ms: entry.at_ms,
        business_date: tx.business_date(),
    };
    remember(tx, op, &erased, &records)?;
    Ok(entry.guest)
}
