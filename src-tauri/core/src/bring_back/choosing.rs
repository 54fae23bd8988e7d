//! Which of the packages that were given come in: the newest version of each period, without those whose days another made later
//! holds whole; what is left is one row of days without a gap. Pure.

use std::collections::BTreeMap;

use super::BringRefusal;
use crate::group::manifest::Manifest;

/// Returns the places of those that come in, in the order of their days.
///
/// Errors: [`BringRefusal::DaysTwice`], [`BringRefusal::DaysMissing`].
pub fn chosen(given: &[Manifest]) -> Result<Vec<usize>, BringRefusal> {
    let mut newest: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, manifest) in given.iter().enumerate() {
        let kept = newest.entry(&manifest.period).or_insert(place);
        if made(manifest) > made(&given[*kept]) {
            *kept = place;
        }
    }
    let all: Vec<usize> = newest.into_values().collect();
    let inside = |one: &Manifest, other: &Manifest| {
        one.first >= other.first && one.last <= other.last && (made(other) > made(one) || one.sha256 == other.sha256)
    };
    let stands = |place: &usize| !all.iter().any(|other| other != place && inside(&given[*place], &given[*other]));
    let mut chosen: Vec<usize> = all.iter().copied().filter(stands).collect();
    chosen.sort_by_key(|place| (given[*place].first, given[*place].last));
    for pair in chosen.windows(2) {
        let (before, after) = (&given[pair[0]], &given[pair[1]]);
        if after.first <= before.last {
            return Err(BringRefusal::DaysTwice { package: after.folder.clone(), other: before.folder.clone() });
        }
        if after.first > before.last.plus_days(1) {
            return Err(BringRefusal::DaysMissing { from: before.last.plus_days(1), to: after.first.plus_days(-1) });
        }
    }
    Ok(chosen)
}

/// By which of two packages the one made later is known: the hotel's own count, else the version.
fn made(manifest: &Manifest) -> (u64, u32) {
    (manifest.sequence.unwrap_or_default(), manifest.version)
}
