//! What guests wish and say, and what they are promised: the texts of `assets/practice/words.json`.

use std::collections::BTreeMap;

use rand::Rng;
use serde::Deserialize;

use crate::{
    guests::PreferenceKind,
    tickets::{Area, ProblemCode},
};

const WORDS_JSON: &str = include_str!("../../../../assets/practice/words.json");

/// How often a wish is of each kind, of 100.
const WISH_WEIGHTS: [(PreferenceKind, u32); 8] = [
    (PreferenceKind::Room, 36),
    (PreferenceKind::Dining, 26),
    (PreferenceKind::Habit, 14),
    (PreferenceKind::Leisure, 4),
    (PreferenceKind::Other, 6),
    (PreferenceKind::Health, 8),
    (PreferenceKind::Religion, 3),
    (PreferenceKind::Minor, 3),
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
    preferences: Vec<(PreferenceKind, Vec<&'static str>)>,
    promises: Vec<&'static str>,
    kept: Vec<&'static str>,
    broken: Vec<&'static str>,
    complaints: Vec<(ProblemCode, Vec<&'static str>)>,
    causes: BTreeMap<&'static str, &'static str>,
    feedback: Vec<&'static str>,
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
    causes: BTreeMap<&'static str, &'static str>,
    feedback: &'static str,
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
        let wishes = WISH_WEIGHTS.iter().map(|(wish, _)| (*wish, parts(file.preferences.get(wish.word()).unwrap_or(&""))));
        Ok(Self {
            preferences: wishes.collect(),
            promises: parts(file.promises),
            kept: parts(file.promise_reasons_kept),
            broken: parts(file.promise_reasons_broken),
            complaints: file
                .complaints
                .iter()
                .filter_map(|(problem, said)| Some((ProblemCode::from_word(problem)?, parts(said))))
                .collect(),
            causes: file.causes,
            feedback: parts(file.feedback),
            companies: parts(file.companies),
            treats: parts(file.treats),
            rewards: parts(file.rewards).into_iter().filter_map(reward).collect(),
        })
    }

    /// Returns a wish.
    pub fn preference(&self, rng: &mut impl Rng) -> (PreferenceKind, &'static str) {
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
    pub fn complaint(&self, rng: &mut impl Rng) -> (ProblemCode, &'static str) {
        let (problem, said) = &self.complaints[rng.random_range(0..self.complaints.len())];
        (*problem, pick(said, rng))
    }

    /// Returns what was found to be behind a complaint about this area of the house.
    pub fn cause(&self, area: Area, nth: u64) -> &'static str {
        let causes = parts(self.causes.get(area.word()).copied().unwrap_or(""));
        nth_of(&causes, nth)
    }

    /// Returns what a guest answers when called back.
    pub fn feedback(&self, nth: u64) -> &'static str {
        nth_of(&self.feedback, nth)
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

fn parts(text: &'static str) -> Vec<&'static str> {
    text.split('|').filter(|part| !part.is_empty()).collect()
}

fn reward(entry: &'static str) -> Option<Reward> {
    let (code, rest) = entry.split_once('/')?;
    let (words, points) = rest.rsplit_once('/')?;
    Some(Reward { code, words, points: points.parse().ok()? })
}

fn nth_of(list: &[&'static str], nth: u64) -> &'static str {
    let at = nth.checked_rem(list.len() as u64).unwrap_or(0);
    list.get(at as usize).copied().unwrap_or("")
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
        assert!(words.complaints.len() >= 20, "guests complain of many things");
        let file: WordsFile = serde_json::from_str(WORDS_JSON).expect("the file in the program is JSON");
        assert_eq!(words.complaints.len(), file.complaints.len(), "every problem of the file is one that the house knows");
        for area in Area::ALL {
            assert!(!words.cause(*area, 0).is_empty(), "{area}: something was behind it");
        }
    }
}
