//! A guest is erased: every kept package that holds them is replaced by a new version of its period that says why, and its
//! files go. Whoever erases calls this afterwards, under the same request: broken off, it is run again and goes on.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
};

use serde::{Deserialize, Serialize};

use super::{BUFFER, Kept, KeptStanding, Keys, find, open_at, path_of, rows, sweep_ended, unreadable};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Error, Result},
        ids::{ExportId, GuestId, RecordId},
        request::{Request, RequestKey},
    },
    db::{Store, Tx},
    export::{self, MakeExport, Report, pseudonyms::Pseudonyms, sealing::Identity},
};

/// The table that names every guest of a package.
const GUESTS: &str = "guests.csv";

/// Input of the write that says which packages made room for which.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct ReplaceKept {
    /// Packages whose files go.
    gone: Vec<ExportId>,
    /// The version that takes their place.
    by: ExportId,
}

/// Replaces every kept package in which `guest`, who was erased, still stands; the new versions are written into `to`, with
/// `reason`. Returns them; none where nobody of that key left the house.
///
/// Errors: those of [`export::make`], [`super::KeptRefusal::Damaged`] where a kept package cannot be read.
pub fn replace_kept(
    store: &Store,
    request: &Request,
    (guest, reason): (GuestId, &str),
    to: &Path,
    report: &mut Report<'_>,
) -> Result<Vec<ExportId>> {
    let mut made = Vec::new();
    for (period, gone) in held(store, guest)? {
        let input = MakeExport { period: period.clone(), reason: reason.to_owned() };
        let by = export::make(store, &derived(request, "made", &period)?, &input, to, report)?.value.export_id;
        let replaced = ReplaceKept { gone, by };
        store.write(&derived(request, "gone", &period)?, Op::ReplaceKept, &replaced, |tx| replace(tx, &replaced))?;
        made.push(by);
    }
    sweep_ended(store)?;
    Ok(made)
}

/// Returns how many kept packages hold the guest. Errors: [`super::KeptRefusal::Damaged`] where one cannot be read.
pub fn held_in(store: &Store, guest: GuestId) -> Result<u32> {
    let packages: usize = held(store, guest)?.iter().map(|(_, packages)| packages.len()).sum();
    Ok(u32::try_from(packages).unwrap_or(u32::MAX))
}

fn replace(tx: &mut Tx<'_>, replaced: &ReplaceKept) -> Result<ExportId> {
    let op = tx.begin(Op::ReplaceKept)?;
    for gone in &replaced.gone {
        rows::end(tx, *gone, KeptStanding::Erased, Some(replaced.by))?;
    }
    tx.touches(RecordKind::Export);
    let record: RecordId = tx.new_id();
    tx.record(op, Change::noted(record, replaced)?)?;
    Ok(replaced.by)
}

/// Returns the periods of kept packages that hold the guest, each with those packages.
fn held(store: &Store, guest: GuestId) -> Result<Vec<(String, Vec<ExportId>)>> {
    store.read_as_house(|db| {
        let key = Pseudonyms::read(db)?.of_erased(guest.raw());
        let own = Keys::read(db)?.own;
        let mut periods: Vec<(String, Vec<ExportId>)> = Vec::new();
        for (export, period) in rows::here(db)? {
            let Ok(kept) = find(db, store.path(), export) else { continue };
            if !holds(&kept, &own, &key)? {
                continue;
            }
            match periods.iter_mut().find(|(known, _)| *known == period) {
                Some((_, gone)) => gone.push(export),
                None => periods.push((period, vec![export])),
            }
        }
        Ok(periods)
    })
}

fn holds(kept: &Kept, own: &Identity, key: &[u8]) -> Result<bool> {
    let path = path_of(&kept.folder, GUESTS);
    let mut guests = BufReader::with_capacity(BUFFER, open_at(&path, own)?);
    let mut line = Vec::new();
    loop {
        line.clear();
        if guests.read_until(b'\n', &mut line).map_err(|source| unreadable(&path, source))? == 0 {
            return Ok(false);
        }
        if line.windows(key.len()).any(|seen| seen == key) {
            return Ok(true);
        }
    }
}

/// Returns the request of one part of the replacing: the same again for the same part.
fn derived(request: &Request, what: &str, period: &str) -> Result<Request> {
    let mut named = blake3::Hasher::new();
    for text in [request.key.as_str(), what, period] {
        named.update(&(text.len() as u64).to_be_bytes()).update(text.as_bytes());
    }
    let key = RequestKey::new(format!("erased-{}", &named.finalize().to_hex()[..32]));
    let key = key.ok_or_else(|| Error::Damaged { what: "a request key".to_owned() })?;
    let seed = *blake3::keyed_hash(&request.seed, key.as_str().as_bytes()).as_bytes();
    Ok(Request { key, seed, ..request.clone() })
}
