//! The FEBRL sets: generated people with duplicates; the record's id says who is who.

use std::{collections::BTreeSet, path::Path};

use lobby_core::duplicates::{Address, Likeness, Particulars};

/// People of a file, in its order, and the number in each record's id.
pub struct People {
    pub people: Vec<Particulars>,
    pub who: Vec<String>,
}

/// How well pairs were found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
}

impl Score {
    /// Returns the score of so many right pairs among those found and those that are true.
    pub fn of(right: usize, found: usize, all: usize) -> Self {
        let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / all.max(1) as f64);
        Self { precision, recall, f1: 2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE) }
    }
}

/// Returns the people of a file: `soc_sec_id` is the document, of which the hotel keeps a hash.
pub fn read(path: &Path) -> People {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(path).expect("the file opens");
    let (mut people, mut who) = (Vec::new(), Vec::new());
    for row in reader.records() {
        let row = row.expect("a row");
        let cell = |at: usize| row.get(at).unwrap_or_default().to_owned();
        let (given, family, born, number) = (cell(1), cell(2), cell(9), cell(10));
        let both = !given.is_empty() && !family.is_empty();
        let dated = born.is_ascii() && born.len() == 8;
        people.push(Particulars {
            name: if both { format!("{family}, {given}") } else { format!("{given}{family}") },
            birth_date: dated.then(|| format!("{}-{}-{}", &born[..4], &born[4..6], &born[6..])),
            document: (!number.is_empty()).then(|| number.into_bytes()),
            address: Address { number: cell(3), street: cell(4), place: cell(6), postcode: cell(7) },
            ..Particulars::default()
        });
        who.push(cell(0).split('-').nth(1).expect("rec-<number>-…").to_owned());
    }
    People { people, who }
}

impl People {
    /// Returns every two records of one person.
    pub fn truth(&self) -> BTreeSet<(usize, usize)> {
        let all = 0..self.who.len();
        let pairs = all.flat_map(|a| (a + 1..self.who.len()).map(move |b| (a, b)));
        pairs.filter(|(a, b)| self.who[*a] == self.who[*b]).collect()
    }

    /// Returns how well `found` has them, from a score on.
    pub fn score(&self, found: &[Likeness], least: f64) -> Score {
        let truth = self.truth();
        let pairs: BTreeSet<(usize, usize)> =
            found.iter().filter(|pair| pair.score >= least).map(|pair| (pair.a, pair.b)).collect();
        Score::of(pairs.intersection(&truth).count(), pairs.len(), truth.len())
    }
}
