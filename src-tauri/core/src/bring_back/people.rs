//! Guests and members of packages. A record gets a new id here, in the order in which the hotel's own ids were: the order in which
//! packages name their guests. Who did not agree to go by name comes in under the pseudonym, which is all that the package has.

use std::{
    collections::{HashMap, VecDeque},
    path::Path,
};

use super::{
    BringRefusal, Given, damaged, rows,
    values::{GuestKey, Row},
};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, RawId},
        text,
    },
    db::{
        Tx,
        merged::{self, Merge, MergeState},
        numbers,
    },
    group::{
        Receives,
        manifest::{Manifest, Table},
        verify,
    },
    guests::{Title, merging},
    loyalty::{MEMBER_NO_DIGITS, Tier},
};

/// The first account of a member; those below are the house's own.
pub const FIRST_MEMBER_ACCOUNT: i64 = 101;
/// What the record of a guest says of where it came from.
const SOURCE: &str = "package";
/// What stands as the reason of a merge that a package says was made.
const MERGED: &str = "（数据包）";
/// Characters of a pseudonym that stand where a name would: enough to tell guests apart, few enough to read out.
const PSEUDONYM_SHOWN: usize = 13;
/// The running count of member numbers.
const MEMBER_SERIES: &str = "member";
/// Which rows the ids of guests mark.
const GUESTS_MARK: u8 = 1;

/// A guest of the packages.
pub struct Person {
    /// The record here.
    pub id: GuestId,
    /// The account of points, once a package lists them among the members.
    pub account: Option<i64>,
    /// Which package listed them last among the members, and what they held at its end.
    pub held: (usize, i64),
    /// Into whom the package that listed them last says they were merged.
    merged_into: Option<GuestKey>,
    /// Whether a row stands in the file yet.
    stands: bool,
}

/// Everybody whom the packages name.
pub struct People {
    of: HashMap<GuestKey, Person>,
    accounts: i64,
    erased: u64,
    marks: Marks,
}

/// From what the ids of one operation are made.
#[derive(Clone, Copy)]
pub struct Marks {
    at: crate::base::time::Instant,
    seed: [u8; 4],
}

impl Marks {
    /// Returns the marks of this write.
    pub fn of(tx: &Tx<'_>) -> Self {
        Self { at: tx.at(), seed: tx.bulk_seed() }
    }

    /// Returns the id of the `ordinal`th row of a kind: rows of one kind lie in the order of their ordinals.
    pub fn id<T: From<RawId>>(self, kind: u8, ordinal: u64) -> T {
        let [first, rest @ ..] = self.seed;
        RawId::in_order(self.at, [first.wrapping_add(kind), rest[0], rest[1], rest[2]], ordinal).into()
    }
}

/// Returns every guest whom the packages name, in an order in which none of them names two the other way round.
///
/// Errors: [`BringRefusal::Damaged`], [`crate::base::error::Error::File`].
pub fn order(given: &Given, chosen: &[usize]) -> Result<Vec<GuestKey>> {
    let mut lists = Vec::with_capacity(chosen.len());
    for place in chosen {
        lists.push(listed(&given.folders[*place], &given.manifests[*place])?);
    }
    Ok(if lists.len() == 1 { lists.swap_remove(0) } else { joined(&lists) })
}

/// Returns the keys of the package's guests in the order of their rows.
fn listed(folder: &Path, manifest: &Manifest) -> Result<Vec<GuestKey>> {
    struct Keys<'m> {
        manifest: &'m Manifest,
        found: Vec<GuestKey>,
    }
    impl Receives for Keys<'_> {
        fn table(&mut self, _: &Table) -> Result<()> {
            Ok(())
        }

        fn row(&mut self, table: &Table, cells: &[Option<&str>]) -> Result<()> {
            let row = Row { package: &self.manifest.folder, table, cells, digits: 0 };
            self.found.push(row.must("guest_key", row.key("guest_key"))?);
            Ok(())
        }
    }
    let tables = manifest.tables.iter().filter(|table| table.name.as_str() == "guests").cloned().collect();
    let only = Manifest { tables, points: None, ..manifest.clone() };
    let mut keys = Keys { manifest, found: Vec::new() };
    let findings = verify::tables(folder, &only, &mut keys)?;
    match findings.listed.into_iter().next() {
        Some(finding) => Err(damaged(finding).into()),
        None => Ok(keys.found),
    }
}

/// Returns one list that keeps the order of each; where lists contradict one another, who was seen first stands first.
fn joined(lists: &[Vec<GuestKey>]) -> Vec<GuestKey> {
    let mut places: HashMap<GuestKey, usize> = HashMap::new();
    let mut keys: Vec<GuestKey> = Vec::new();
    for key in lists.iter().flatten() {
        places.entry(*key).or_insert_with(|| {
            keys.push(*key);
            keys.len() - 1
        });
    }
    let mut behind: Vec<Vec<usize>> = vec![Vec::new(); keys.len()];
    let mut before: Vec<usize> = vec![0; keys.len()];
    for list in lists {
        for pair in list.windows(2) {
            let (first, second) = (places[&pair[0]], places[&pair[1]]);
            behind[first].push(second);
            before[second] += 1;
        }
    }
    let mut open: VecDeque<usize> = (0..keys.len()).filter(|place| before[*place] == 0).collect();
    let mut order: Vec<GuestKey> = Vec::with_capacity(keys.len());
    let mut taken = vec![false; keys.len()];
    while let Some(place) = open.pop_front() {
        taken[place] = true;
        order.push(keys[place]);
        for next in &behind[place] {
            before[*next] -= 1;
            if before[*next] == 0 {
                open.push_back(*next);
            }
        }
    }
    order.extend(keys.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(key, _)| *key));
    order
}

impl People {
    /// Returns everybody in this order, nobody written yet.
    pub fn new(tx: &Tx<'_>, order: Vec<GuestKey>) -> Self {
        let marks = Marks::of(tx);
        let person = |ordinal: usize| Person {
            id: marks.id(GUESTS_MARK, ordinal as u64),
            account: None,
            held: (0, 0),
            merged_into: None,
            stands: false,
        };
        let of = order.into_iter().enumerate().map(|(ordinal, key)| (key, person(ordinal))).collect();
        Self { of, accounts: 0, erased: 0, marks }
    }

    /// Returns how many there are.
    pub fn count(&self) -> u64 {
        self.of.values().filter(|person| person.stands).count() as u64
    }

    /// Returns whom a row names; nobody where it names nobody.
    pub fn named(&self, row: &Row<'_>) -> Result<Option<&Person>> {
        let Some(key) = row.key("guest_key")? else { return Ok(None) };
        let person = self.of.get(&key).filter(|person| person.stands);
        Ok(Some(person.ok_or_else(|| row.unfit("guest_key"))?))
    }

    /// Returns the members, by account.
    pub fn members(&self) -> Vec<&Person> {
        let mut members: Vec<&Person> = self.of.values().filter(|person| person.account.is_some()).collect();
        members.sort_unstable_by_key(|person| person.account);
        members
    }

    /// Writes a guest, or what a later package says of them.
    pub fn guest(&mut self, tx: &Tx<'_>, row: &Row<'_>, group_mark: Option<&str>) -> Result<()> {
        let key = row.must("guest_key", row.key("guest_key"))?;
        let person = self.of.get_mut(&key).ok_or_else(|| row.unfit("guest_key"))?;
        let shared = row.truth("shared")?;
        let name = row.words("name", text::NAME_MAX)?;
        let details = rows::Details {
            name: if name.is_empty() { row.text("guest_key")?.chars().take(PSEUDONYM_SHOWN).collect() } else { name },
            latin_name: row.words("latin_name", text::NAME_MAX)?,
            title: row.word("title", Title::from_word)?.unwrap_or(Title::None),
            country: row.words("country", text::LINE_MAX)?,
            language: row.words("language", text::LINE_MAX)?,
            vip: row.words("vip", text::LINE_MAX)?,
            source: SOURCE,
            shared,
        };
        if !person.stands {
            rows::put_guest(tx, person.id)?;
            person.stands = true;
        }
        rows::put_details(tx, person.id, &details)?;
        rows::put_keys(tx, person.id, &key, (row.key("group_key")?, group_mark.unwrap_or_default()))?;
        tx.search_again(person.id);
        Ok(())
    }

    /// Writes a member, or what a later package says of them.
    pub fn member(&mut self, tx: &Tx<'_>, row: &Row<'_>, package: usize) -> Result<()> {
        let key = row.must("guest_key", row.key("guest_key"))?;
        let person = self.of.get_mut(&key).filter(|person| person.stands).ok_or_else(|| row.unfit("guest_key"))?;
        let account = match person.account {
            Some(account) => account,
            None => {
                let account = FIRST_MEMBER_ACCOUNT + self.accounts;
                self.accounts += 1;
                rows::open_account(tx, account, person.id)?;
                account
            }
        };
        person.account = Some(account);
        person.held = (package, row.count("balance")?);
        person.merged_into = if row.has("merged_into") { row.key("merged_into")? } else { None };
        let member = rows::Joined {
            guest: person.id,
            number: row.text("member_no")?,
            account,
            tier: row.must("tier", row.word("tier", Tier::from_word))?,
            since: row.must("tier_since", row.date("tier_since"))?,
            enrolled: row.must("enrolled_on", row.date("enrolled_on"))?,
        };
        rows::put_member(tx, &member)
    }

    /// Writes somebody who was erased before the packages were made: a record without a word of a person, and an account where
    /// points of theirs moved.
    pub fn nobody(&mut self, tx: &Tx<'_>, enrolled: Option<crate::base::time::BusinessDate>) -> Result<Person> {
        let id: GuestId = self.marks.id(GUESTS_MARK, self.of.len() as u64 + self.erased);
        self.erased += 1;
        rows::put_guest(tx, id)?;
        let mut account = None;
        if let Some(enrolled) = enrolled {
            let number = FIRST_MEMBER_ACCOUNT + self.accounts;
            self.accounts += 1;
            rows::open_account(tx, number, id)?;
            let member = rows::Joined { guest: id, number: "", account: number, tier: Tier::Base, since: enrolled, enrolled };
            rows::put_member(tx, &member)?;
            account = Some(number);
        }
        Ok(Person { id, account, held: (0, 0), merged_into: None, stands: true })
    }

    /// Merges the records that the packages say are one person. What moved then stands under the kept one already, and nobody can
    /// say any more what it was.
    pub fn merge(&self, tx: &mut Tx<'_>, newest: &Manifest) -> Result<()> {
        for person in self.members() {
            let Some(into) = person.merged_into else { continue };
            let keep = self.led(into).ok_or_else(|| super::unfit(&newest.folder, "members", "merged_into"))?;
            let merge = Merge {
                id: tx.new_id(),
                keep,
                other: person.id,
                state: MergeState::Merged,
                reason: MERGED.to_owned(),
                by_user: tx.session().user,
                at_ms: tx.at(),
                unmerged_at_ms: None,
            };
            merged::insert(tx, &merge)?;
            merging::lead(tx, person.id, Some(keep))?;
            tx.search_again(keep);
        }
        Ok(())
    }

    /// Returns the record of `key`; none where it was never written, or leads in a circle.
    fn led(&self, key: GuestKey) -> Option<GuestId> {
        let kept = self.of.get(&key).filter(|person| person.stands)?;
        let mut last = kept;
        for _ in 0..merged::CHAIN_MAX {
            match last.merged_into {
                None => return Some(kept.id),
                Some(next) => last = self.of.get(&next)?,
            }
        }
        None
    }

    /// Gives a number to every member whose own did not leave the house, and lets the house's count go on after the highest.
    pub fn number(&self, tx: &mut Tx<'_>) -> Result<()> {
        numbers::keep_at_least(tx, MEMBER_SERIES, rows::highest_number(tx.db())?)?;
        for guest in rows::unnumbered(tx.db())? {
            let number = numbers::next_number(tx, MEMBER_SERIES)?;
            rows::put_number(tx, guest, &format!("{number:0MEMBER_NO_DIGITS$}"))?;
        }
        Ok(())
    }
}

impl From<&Person> for GuestId {
    fn from(person: &Person) -> Self {
        person.id
    }
}

/// Returns the refusal of points that no member can hold.
pub fn impossible(manifest: &Manifest) -> BringRefusal {
    super::unfit(&manifest.folder, "points", "points")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u8) -> GuestKey {
        [number; 16]
    }

    #[test]
    fn one_order_keeps_that_of_every_package() {
        let lists = [vec![key(1), key(3), key(7)], vec![key(2), key(3), key(5)], vec![key(1), key(2), key(5), key(7)]];
        let order = joined(&lists);
        assert_eq!(order.len(), 5);
        let at = |key: &GuestKey| order.iter().position(|found| found == key).expect("everybody is there");
        for list in &lists {
            assert!(list.windows(2).all(|pair| at(&pair[0]) < at(&pair[1])), "{list:?} in {order:?}");
        }
        let contradicting = [vec![key(1), key(2)], vec![key(2), key(1)]];
        assert_eq!(joined(&contradicting).len(), 2, "nobody is lost over it");
    }
}
