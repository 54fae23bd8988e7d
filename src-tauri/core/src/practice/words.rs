//! What guests wish and say, and what they are promised: the texts of `assets/practice/words.json`.

use std::collections::BTreeMap;

use rand::Rng;
use serde::Deserialize;

use super::records::Wish;

const WORDS_JSON: &str = include_str!("../../../../assets/practice/words.json");

/// How often a wish is of each kind, of 100.
const WISH_WEIGHTS: [(Wish, u32); 7] = [
    (Wish::Room, 36),
    (Wish::Dining, 26),
    (Wish::Habit, 16),
    (Wish::Health, 8),
    (Wish::Religion, 4),
    (Wish::Family, 4),
    (Wish::Other, 6),
];

/// A reward of the house and what it costs in points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reward {
    /// The code of a reward that the programme gives without end; empty for one that the desk names in words only.
    pub code: &'static str,
    /// In words.
    pub words: &'static str,
    /// Points.
    pub points: i64,
}

/// All texts, ready to draw from.
#[derive(Debug)]
pub struct Words {
    preferences: Vec<(Wish, Vec<&'static str>)>,
    promises: Vec<&'static str>,
    kept: Vec<&'static str>,
    broken: Vec<&'static str>,
    complaints: Vec<(String, Vec<&'static str>)>,
    companies: Vec<&'static str>,
    rewards: Vec<Reward>,
    treats: Vec<&'static str>,
}

#[derive(Deserialize)]
struct WordsFile {
    preferences: BTreeMap<&'static str, &'static str>,
    promises: &'static str,
    promise_reasons_kept: &'static str,
    promise_reasons_broken: &'static str,
    complaints: BTreeMap<&'static str, &'static str>,
    companies: &'static str,
    rewards: &'static str,
    treats: &'static str,
}

impl Words {
    /// Returns the texts that the program carries.
    ///
    /// Errors: the file inside the program is not what it should be (a mistake in the build, told apart by a test).
    pub fn load() -> Result<Self, serde_json::Error> {
        let file: WordsFile = serde_json::from_str(WORDS_JSON)?;
        let wishes = WISH_WEIGHTS.iter().map(|(wish, _)| (*wish, parts(file.preferences.get(wish_name(*wish)).unwrap_or(&""))));
        Ok(Self {
            preferences: wishes.collect(),
            promises: parts(file.promises),
            kept: parts(file.promise_reasons_kept),
            broken: parts(file.promise_reasons_broken),
            complaints: file.complaints.iter().map(|(problem, said)| ((*problem).to_owned(), parts(said))).collect(),
            companies: parts(file.companies),
            treats: parts(file.treats),
            rewards: parts(file.rewards).into_iter().filter_map(reward).collect(),
        })
    }

    /// Returns a wish.
    pub fn preference(&self, rng: &mut impl Rng) -> (Wish, &'static str) {
        let mut at = rng.random_range(0..WISH_WEIGHTS.iter().map(|(_, weight)| weight).sum());
        let index = WISH_WEIGHTS.iter().position(|(_, weight)| {
            let here = at < *weight;
            at = at.saturating_sub(*weight);
            here
        });
        let (wish, texts) = &self.preferences[index.unwrap_or(0)];
        (*wish, pick(texts, rng))
    }

    /// Returns a promise.
    pub fn promise(&self, rng: &mut impl Rng) -> &'static str {
        pick(&self.promises, rng)
    }

    /// Returns why a promise was kept.
    pub fn reason_kept(&self, rng: &mut impl Rng) -> &'static str {
        pick(&self.kept, rng)
    }

    /// Returns why a promise was broken.
    pub fn reason_broken(&self, rng: &mut impl Rng) -> &'static str {
        pick(&self.broken, rng)
    }

    /// Returns a problem and what the guest says of it.
    pub fn complaint(&self, rng: &mut impl Rng) -> (&str, &'static str) {
        let (problem, said) = &self.complaints[rng.random_range(0..self.complaints.len())];
        (problem, pick(said, rng))
    }

    /// Returns every problem that somebody complains of.
    pub fn problems(&self) -> impl Iterator<Item = &str> {
        self.complaints.iter().map(|(problem, _)| problem.as_str())
    }

    /// Returns a company.
    pub fn company(&self, rng: &mut impl Rng) -> &'static str {
        pick(&self.companies, rng)
    }

    /// Returns for what a member got points beside a stay.
    pub fn treat(&self, rng: &mut impl Rng) -> &'static str {
        pick(&self.treats, rng)
    }

    /// Returns the rewards, in the order of the file.
    pub fn rewards(&self) -> &[Reward] {
        &self.rewards
    }
}

fn wish_name(wish: Wish) -> &'static str {
    match wish {
        Wish::Room => "room",
        Wish::Dining => "dining",
        Wish::Habit => "habit",
        Wish::Health => "health",
        Wish::Religion => "religion",
        Wish::Family => "family",
        Wish::Other => "other",
    }
}

fn parts(text: &'static str) -> Vec<&'static str> {
    text.split('|').filter(|part| !part.is_empty()).collect()
}

fn reward(entry: &'static str) -> Option<Reward> {
    let (code, rest) = entry.split_once('/')?;
    let (words, points) = rest.rsplit_once('/')?;
    Some(Reward { code, words, points: points.parse().ok()? })
}

fn pick<'a, T: ?Sized>(list: &[&'a T], rng: &mut impl Rng) -> &'a T {
    list[rng.random_range(0..list.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_wish_has_texts_and_every_reward_a_price() {
        let words = Words::load().expect("the file in the program is JSON");
        for (wish, texts) in &words.preferences {
            assert!(texts.len() >= 3, "{wish:?} needs texts");
        }
        assert!(words.rewards.iter().all(|reward| reward.points > 0), "nothing is free");
        assert!(words.problems().count() >= 15, "guests complain of many things");
    }
}
