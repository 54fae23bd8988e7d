//! Which pairs are looked at: those that share a key. Every kind of key has a budget of pairs; a block too large for it is
//! put in order and each guest is set against the next few. Pure.

use super::{
    commons::name_value,
    levels::Feature,
    pool::{NONE, Pool, digest, mixed},
    traits::{Half, Traits, beginning, together},
};

/// Pairs of one kind of key, for each guest.
const PAIRS_A_GUEST: u64 = 8;
/// Pairs of one kind of key that are looked at however few guests there are.
const PAIRS_MIN: u64 = 4_000_000;
/// How many neighbours a guest is set against in a block too large.
const NEIGHBOURS: usize = 6;
/// Last digits of a phone by which it is found though an area code was left out.
const PHONE_TAIL: u64 = 10_000_000;

/// A kind of key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Key {
    Document,
    Phone,
    Email,
    Birth,
    WholeName,
    FamilyAndYear,
    GivenAndDay,
    Postcode,
    Street,
    Family,
    Given,
}

impl Key {
    pub(crate) const ALL: &[Self] = &[
        Self::Document,
        Self::Phone,
        Self::Email,
        Self::Birth,
        Self::WholeName,
        Self::FamilyAndYear,
        Self::GivenAndDay,
        Self::Postcode,
        Self::Street,
        Self::Family,
        Self::Given,
    ];

    /// Returns the features that say nothing about pairs found by this key.
    pub(crate) fn features(self) -> &'static [Feature] {
        match self {
            Self::Document => &[Feature::Document],
            Self::Phone => &[Feature::Phone],
            Self::Email => &[Feature::Email],
            Self::Birth => &[Feature::Birth],
            Self::WholeName => &[Feature::Family, Feature::Given],
            Self::FamilyAndYear => &[Feature::Family, Feature::Birth],
            Self::GivenAndDay => &[Feature::Given, Feature::Birth],
            Self::Postcode => &[Feature::Postcode],
            Self::Street => &[Feature::Number, Feature::Street],
            Self::Family => &[Feature::Family],
            Self::Given => &[Feature::Given],
        }
    }

    /// Puts a guest's keys of this kind into `keys`.
    pub(crate) fn of(self, person: &Traits, pool: &Pool, keys: &mut Vec<u64>) {
        let birth = person.birth;
        let dated = !birth.is_none() && birth.year > 0;
        match self {
            Self::Document => keys.extend(Some(person.document).filter(|document| *document > 0)),
            Self::Phone => keys.extend(person.phones.iter().filter(|phone| **phone > 0).map(|phone| phone % PHONE_TAIL)),
            Self::Email => {
                let mails = person.emails.iter().filter(|mail| mail.0 != NONE);
                keys.extend(mails.map(|mail| digest(pool.text(mail.0))));
            }
            Self::Birth if dated => {
                let (less, more) = (birth.month.min(birth.day), birth.month.max(birth.day));
                keys.push(u64::from(birth.year) * 10_000 + u64::from(less) * 100 + u64::from(more));
            }
            Self::WholeName => keys.extend(person.names().map(|name| name_value(*name, pool))),
            Self::FamilyAndYear if dated => {
                keys.extend(halves(person, pool).map(|half| mixed(half, u64::from(birth.year))));
            }
            Self::GivenAndDay if !birth.is_none() => {
                let day = u64::from(birth.month) * 100 + u64::from(birth.day);
                keys.extend(halves(person, pool).map(|half| mixed(half, day)));
            }
            Self::Postcode => keys.extend(Some(person.postcode).filter(|sym| *sym != NONE).map(u64::from)),
            Self::Street if person.street != NONE && person.number != NONE => {
                keys.push(together(u64::from(person.street), u64::from(person.number)));
            }
            Self::Family => keys.extend(person.names().filter_map(|name| said(name.family, pool))),
            Self::Given => keys.extend(person.names().filter_map(|name| said(name.given, pool))),
            _ => {}
        }
        keys.sort_unstable();
        keys.dedup();
    }
}

/// Returns each half of a guest's names as it is said: which is the family name is not always known.
fn halves<'a>(person: &'a Traits, pool: &'a Pool) -> impl Iterator<Item = u64> + 'a {
    person.names().flat_map(|name| [name.family, name.given]).filter_map(|half| said(half, pool))
}

fn said(half: Half, pool: &Pool) -> Option<u64> {
    let sym = if half.letters == NONE { half.signs } else { half.letters };
    (sym != NONE).then(|| digest(pool.text(sym)))
}

/// The blocks of one kind of key.
pub(crate) struct Blocks {
    /// Key and guest, in order.
    filed: Vec<(u64, u32)>,
    /// Largest block of which every pair is looked at.
    whole_max: usize,
}

impl Blocks {
    /// Files `people` under their keys of this kind.
    pub(crate) fn of(key: Key, people: &[Traits], pool: &Pool) -> Self {
        let mut filed: Vec<(u64, u32)> = Vec::new();
        let mut keys = Vec::new();
        for (at, person) in people.iter().enumerate() {
            keys.clear();
            key.of(person, pool, &mut keys);
            filed.extend(keys.iter().map(|key| (*key, at as u32)));
        }
        filed.sort_unstable();
        let whole_max = whole_max(&filed, (people.len() as u64 * PAIRS_A_GUEST).max(PAIRS_MIN));
        Self { filed, whole_max }
    }

    /// Returns how many pairs [`Blocks::each`] shows.
    pub(crate) fn pairs(&self) -> u64 {
        self.filed.chunk_by(|a, b| a.0 == b.0).map(|block| pairs_of(block.len(), self.whole_max)).sum()
    }

    /// Shows every pair that is to be looked at, until `look` breaks off.
    ///
    /// Errors: what `look` answers.
    pub(crate) fn each<E>(
        &self,
        people: &[Traits],
        pool: &Pool,
        mut look: impl FnMut(u32, u32) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut ordered: Vec<(u64, u64, u32)> = Vec::new();
        for block in self.filed.chunk_by(|a, b| a.0 == b.0) {
            let reach = if block.len() <= self.whole_max { block.len() } else { NEIGHBOURS };
            ordered.clear();
            ordered.extend(block.iter().map(|(_, at)| (0, 0, *at)));
            if reach < block.len() {
                for entry in &mut ordered {
                    (entry.0, entry.1) = people.get(entry.2 as usize).map_or((0, 0), |person| order(person, pool));
                }
                ordered.sort_unstable();
            }
            for (place, (_, _, a)) in ordered.iter().enumerate() {
                for (_, _, b) in ordered.iter().skip(place + 1).take(reach) {
                    look(*a.min(b), *a.max(b))?;
                }
            }
        }
        Ok(())
    }
}

/// Returns where a guest stands in a block too large: those of one name together, by birth within.
fn order(person: &Traits, pool: &Pool) -> (u64, u64) {
    let name = person.names().next().copied().unwrap_or_default();
    let given = beginning(pool.text(name.given.letters));
    (given, u64::from(person.birth.number()))
}

fn pairs_of(size: usize, whole_max: usize) -> u64 {
    let size = size as u64;
    if size <= whole_max as u64 { size * size.saturating_sub(1) / 2 } else { size * NEIGHBOURS as u64 }
}

/// Returns the largest block that can be looked at whole within `budget` pairs.
fn whole_max(filed: &[(u64, u32)], budget: u64) -> usize {
    let mut sizes: Vec<usize> = filed.chunk_by(|a, b| a.0 == b.0).map(<[_]>::len).collect();
    sizes.sort_unstable();
    let mut left = budget.saturating_sub(filed.len() as u64 * NEIGHBOURS as u64 / 2);
    let mut largest = 2 * NEIGHBOURS;
    for size in sizes {
        let pairs = pairs_of(size, size);
        if pairs > left {
            return largest;
        }
        left -= pairs;
        largest = largest.max(size);
    }
    largest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_block_is_walked_within_its_budget_and_misses_no_small_one() {
        let mut filed: Vec<(u64, u32)> = (0..50_000).map(|at| (1, at)).collect();
        filed.extend((0..30_000).map(|at| (u64::from(at / 3) + 2, at)));
        let whole = whole_max(&filed, 1_000_000);
        assert!((3..50_000).contains(&whole), "{whole}");
        let people = vec![Traits::default(); 50_000];
        let blocks = Blocks { filed, whole_max: whole };
        let mut small = 0;
        let mut seen = 0_u64;
        let walked: Result<(), ()> = blocks.each(&people, &Pool::default(), |a, b| {
            assert!(a < b);
            seen += 1;
            small += u32::from(a / 3 == b / 3 && b < 30_000);
            Ok(())
        });
        assert_eq!(walked, Ok(()));
        assert!(seen <= blocks.pairs(), "{seen} of {}", blocks.pairs());
        assert!(small >= 30_000, "three pairs of each of ten thousand blocks");
    }
}
