//! What many guests have: common names, which say less, and placeholders, which say nothing. Learnt from the data. Pure.

use std::collections::{HashMap, HashSet};

use super::{
    levels::{Compared, Feature, Level, compare},
    pool::{NONE, Pool, Sym, digest, mixed},
    traits::{Half, Name, Traits},
};

/// Guests from which on a value is remembered as one that several have.
const COMMON_MIN: u32 = 3;
/// Guests of a value who are looked at to tell whether they are one person.
const LOOKED_AT_MAX: usize = 60;
/// Different people on one phone or mail address from which on it belongs to nobody: a family is fewer, an agency is more.
const STRANGERS_ON_CONTACT: usize = 4;
/// The same on one document, which belongs to one.
const STRANGERS_ON_DOCUMENT: usize = 3;
/// Share of all guests from which on one whole name, or one day of birth, is a placeholder. 王伟, the commonest, has 0.02 %.
const PLACEHOLDER_SHARE: f64 = 0.01;
/// Guests below which no name or day is a placeholder, whatever their share.
const PLACEHOLDER_MIN: u32 = 20;
/// Guests for which the average share counts beside a value's own.
const AVERAGE_COUNTS: f64 = 50.0;
/// Rarest a family name is taken to be.
const FAMILY_SHARE_MIN: f64 = 1e-4;
/// Rarest a given name is taken to be beside a family name: the two are not independent, for both tell the country.
const GIVEN_SHARE_MIN: f64 = 2e-3;
/// Rarest any other value is taken to be.
const SHARE_MIN: f64 = 1e-5;

/// Which list a value stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Name = 1,
    Company = 2,
    Street = 3,
    Place = 4,
    Postcode = 5,
    Birth = 6,
    Phone = 7,
    Email = 8,
    Document = 9,
    WholeName = 10,
}

/// How many guests have a value, where they are several, and which values belong to nobody.
#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Commons {
    pub(crate) guests: u64,
    pub(crate) counts: HashMap<u64, u32>,
    pub(crate) placeholders: HashSet<u64>,
}

/// Returns the number by which a value is remembered.
pub(crate) fn remembered(kind: Kind, value: u64) -> u64 {
    mixed(kind as u64, value)
}

fn of_text(kind: Kind, sym: Sym, pool: &Pool) -> u64 {
    remembered(kind, digest(pool.text(sym)))
}

impl Commons {
    /// Learns from `people`, and takes their placeholders away.
    pub(crate) fn learn(people: &mut [Traits], pool: &Pool) -> Self {
        let mut commons = Self { guests: people.len() as u64, ..Self::default() };
        for kind in [Kind::Phone, Kind::Email, Kind::Document, Kind::WholeName, Kind::Birth] {
            commons.learn_values(kind, people, pool);
        }
        for person in people.iter_mut() {
            commons.strip(person, pool);
        }
        for kind in [Kind::Name, Kind::Company, Kind::Street, Kind::Place, Kind::Postcode] {
            commons.count_texts(kind, people, pool);
        }
        commons
    }

    /// Learns which contacts and documents of these few belong to nobody.
    pub(crate) fn learn_contacts(&mut self, people: &[Traits], pool: &Pool) {
        for kind in [Kind::Phone, Kind::Email, Kind::Document] {
            self.learn_values(kind, people, pool);
        }
    }

    /// Takes a guest's placeholders away, so that nothing is matched on them.
    pub(crate) fn strip(&self, person: &mut Traits, pool: &Pool) {
        if self.placeholders.is_empty() {
            return;
        }
        let gone = |kind: Kind, value: u64| self.placeholders.contains(&remembered(kind, value));
        for phone in &mut person.phones {
            *phone = if gone(Kind::Phone, *phone) { 0 } else { *phone };
        }
        for mail in &mut person.emails {
            *mail = if gone(Kind::Email, mail_value(*mail, pool)) { (NONE, NONE) } else { *mail };
        }
        let names = person.names().count();
        for name in &mut person.names {
            // Half a name is a placeholder only where it is all that there is.
            let is_all = !name.given.is_none() || names == 1;
            *name = if is_all && gone(Kind::WholeName, name_value(*name, pool)) { Name::default() } else { *name };
        }
        if gone(Kind::Document, person.document) {
            (person.document, person.document_tail) = (0, NONE);
        }
        if gone(Kind::Birth, u64::from(person.birth.number())) {
            person.birth = Default::default();
        }
    }

    /// Returns the numbers by which `person`'s values are remembered, for whoever reads a few of them only.
    pub(crate) fn asked(person: &Traits, pool: &Pool) -> Vec<u64> {
        let texts = [
            (Kind::Company, person.company),
            (Kind::Street, person.street),
            (Kind::Place, person.place),
            (Kind::Postcode, person.postcode),
        ];
        let texts = texts.into_iter().chain(names_of(person).map(|sym| (Kind::Name, sym)));
        let mut asked: Vec<u64> = texts.filter(|(_, sym)| *sym != NONE).map(|(kind, sym)| of_text(kind, sym, pool)).collect();
        for kind in [Kind::Phone, Kind::Email, Kind::Document, Kind::WholeName, Kind::Birth] {
            asked.extend(values(kind, person, pool).into_iter().map(|value| remembered(kind, value)));
        }
        asked
    }

    /// Returns which share of all guests has the value of this feature on which two agree, where it is known better than
    /// by the average `chance`.
    pub(crate) fn share(&self, feature: Feature, compared: &Compared, a: &Traits, chance: f64, pool: &Pool) -> Option<f64> {
        let level = compared.levels[feature as usize];
        let by_holders = matches!(feature, Feature::Phone | Feature::Email);
        if self.guests == 0 && !by_holders {
            return None;
        }
        if level != Level::Same && (level != Level::Alike || !matches!(feature, Feature::Family | Feature::Given)) {
            return None;
        }
        let text = |kind: Kind, sym: Sym| Some(self.smoothed(of_text(kind, sym, pool), chance).max(SHARE_MIN));
        match feature {
            Feature::Family => Some(self.name_share(compared.family, level, chance, pool).max(FAMILY_SHARE_MIN)),
            Feature::Given => Some(self.name_share(compared.given, level, chance, pool).max(GIVEN_SHARE_MIN)),
            Feature::Company => text(Kind::Company, a.company),
            Feature::Street => text(Kind::Street, a.street),
            Feature::Place => text(Kind::Place, a.place),
            Feature::Postcode => text(Kind::Postcode, a.postcode),
            Feature::Birth => {
                let own = self.smoothed(remembered(Kind::Birth, u64::from(a.birth.number())), chance);
                Some(own.max(chance))
            }
            Feature::Phone => Some(chance * self.holders(Kind::Phone, a, pool)),
            Feature::Email => Some(chance * self.holders(Kind::Email, a, pool)),
            Feature::Document | Feature::Number => None,
        }
    }

    fn name_share(&self, halves: (Half, Half), level: Level, chance: f64, pool: &Pool) -> f64 {
        let (a, b) = halves;
        let of = |sym: Sym| self.smoothed(of_text(Kind::Name, sym, pool), chance);
        if level == Level::Same { of(a.counted()) } else { of(a.letters).max(of(b.letters)) }
    }

    /// The two who agree are not counted: of a rare value they are all that there is.
    fn smoothed(&self, value: u64, chance: f64) -> f64 {
        let others = self.counts.get(&value).map_or(0.0, |count| f64::from(*count) - 2.0);
        (others + AVERAGE_COUNTS * chance) / (self.guests as f64 + AVERAGE_COUNTS)
    }

    /// Returns how many others have the most shared phone or mail address of `person`.
    fn holders(&self, kind: Kind, person: &Traits, pool: &Pool) -> f64 {
        let counts = values(kind, person, pool).into_iter().filter_map(|value| self.counts.get(&remembered(kind, value)));
        counts.max().map_or(1.0, |count| f64::from(*count) - 1.0)
    }

    fn learn_values(&mut self, kind: Kind, people: &[Traits], pool: &Pool) {
        let mut held: Vec<(u64, u32)> = Vec::new();
        for (at, person) in people.iter().enumerate() {
            held.extend(values(kind, person, pool).into_iter().map(|value| (value, at as u32)));
        }
        held.sort_unstable();
        held.dedup();
        for group in held.chunk_by(|a, b| a.0 == b.0) {
            let (Some((value, _)), count) = (group.first(), group.len() as u32) else { continue };
            let value = remembered(kind, *value);
            if count >= COMMON_MIN {
                let known = self.counts.entry(value).or_default();
                *known = count.max(*known);
            }
            if self.is_placeholder(kind, group, people, pool) {
                self.placeholders.insert(value);
            }
        }
    }

    fn is_placeholder(&self, kind: Kind, group: &[(u64, u32)], people: &[Traits], pool: &Pool) -> bool {
        let members = || group.iter().take(LOOKED_AT_MAX).filter_map(|(_, at)| people.get(*at as usize));
        match kind {
            Kind::Phone | Kind::Email => strangers(members(), pool) >= STRANGERS_ON_CONTACT,
            Kind::Document => strangers(members(), pool) >= STRANGERS_ON_DOCUMENT,
            _ => {
                let count = group.len() as u32;
                count >= PLACEHOLDER_MIN && f64::from(count) >= PLACEHOLDER_SHARE * self.guests as f64
            }
        }
    }

    fn count_texts(&mut self, kind: Kind, people: &[Traits], pool: &Pool) {
        let mut counts = vec![0_u32; pool.len()];
        let mut count = |sym: Sym| {
            if let Some(slot) = counts.get_mut(sym as usize).filter(|_| sym != NONE) {
                *slot += 1;
            }
        };
        for person in people {
            match kind {
                Kind::Company => count(person.company),
                Kind::Street => count(person.street),
                Kind::Place => count(person.place),
                Kind::Postcode => count(person.postcode),
                _ => names_of(person).for_each(&mut count),
            }
        }
        let common = counts.iter().enumerate().filter(|(_, count)| **count >= COMMON_MIN);
        let common: Vec<(u64, u32)> = common.map(|(sym, count)| (of_text(kind, sym as Sym, pool), *count)).collect();
        self.counts.extend(common);
    }
}

/// Returns how many different people these are, by their names; those without a name are nobody.
fn strangers<'a>(members: impl Iterator<Item = &'a Traits>, pool: &Pool) -> usize {
    let mut known: Vec<&Traits> = Vec::new();
    for member in members.filter(|member| member.names().next().is_some()) {
        if !known.iter().any(|other| is_like(member, other, pool)) {
            known.push(member);
        }
    }
    known.len()
}

/// Returns whether neither half of two names is another.
pub(crate) fn is_like(a: &Traits, b: &Traits, pool: &Pool) -> bool {
    let levels = compare(a, b, pool).levels;
    let fits = |feature: Feature| !matches!(levels[feature as usize], Level::Differs);
    fits(Feature::Family) && fits(Feature::Given)
}

/// Returns each text by which a guest's names are counted, once.
fn names_of(person: &Traits) -> impl Iterator<Item = Sym> {
    let mut found: Vec<Sym> = person
        .names()
        .flat_map(|name| [name.family.signs, name.family.letters, name.given.signs, name.given.letters])
        .filter(|sym| *sym != NONE)
        .collect();
    found.sort_unstable();
    found.dedup();
    found.into_iter()
}

/// Returns a guest's values of one kind as numbers that are the same in every run.
fn values(kind: Kind, person: &Traits, pool: &Pool) -> Vec<u64> {
    let mut found: Vec<u64> = match kind {
        Kind::Phone => person.phones.iter().copied().filter(|phone| *phone > 0).collect(),
        Kind::Email => person.emails.iter().filter(|mail| mail.0 != NONE).map(|mail| mail_value(*mail, pool)).collect(),
        Kind::Document => Some(person.document).filter(|document| *document > 0).into_iter().collect(),
        Kind::Birth => {
            Some(person.birth).filter(|birth| birth.year > 0).map(|birth| u64::from(birth.number())).into_iter().collect()
        }
        // Half a name beside a whole one (`王建国 Jason`) is not what somebody is called.
        _ => {
            let halves = person.names().count() > 1;
            let whole = person.names().filter(|name| !halves || !name.given.is_none());
            whole.map(|name| name_value(*name, pool)).collect()
        }
    };
    found.sort_unstable();
    found.dedup();
    found
}

fn mail_value(mail: (Sym, Sym), pool: &Pool) -> u64 {
    if mail.0 == NONE { 0 } else { mixed(digest(pool.text(mail.0)), digest(pool.text(mail.1))) }
}

/// Returns a number for a whole name as it is said.
pub(crate) fn name_value(name: Name, pool: &Pool) -> u64 {
    let said = |half: Half| digest(pool.text(if half.letters == NONE { half.signs } else { half.letters }));
    super::traits::together(said(name.family), said(name.given))
}
