//! What a likeness weighs: how often it is found in two records of one guest (m) and of two guests (u). Pure.
//!
//! Source: Fellegi & Sunter 1969; Winkler 1988 for estimating m without known answers. u comes from pairs drawn at random,
//! m from pairs that share a key, each key's own features left out of the estimate; both lean on the house's table below, so
//! that a small hotel is judged by it and a large one by what it holds.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::levels::{FEATURES, Feature, LEVELS, Level, Levels};

/// How many pairs the house's table counts for beside those of one guest.
const M_PAIRS: f64 = 50.0;
/// The same beside pairs drawn at random.
const U_PAIRS: f64 = 20.0;
/// The same for what two guests almost never share: no sample shows how seldom.
const U_PAIRS_RARE: f64 = 10_000_000.0;
/// Rounds of estimating.
const ROUNDS: usize = 40;
/// Change of a share below which another round is not worth it.
const SETTLED: f64 = 1e-5;
/// The smallest share.
const SHARE_MIN: f64 = 1e-9;
/// Records of one guest that are expected for each hundred guests before anything is known.
const DOUBLE_IN_100: f64 = 2.0;

/// Levels of all features as one number.
pub(crate) type Pattern = u64;

/// How often each pattern was found.
pub(crate) type Counts = BTreeMap<Pattern, u64>;

/// Bits a level takes in a pattern.
const LEVEL_BITS: u32 = 3;

/// Returns levels as one number.
pub(crate) fn pattern(levels: &Levels) -> Pattern {
    levels.iter().fold(0, |pattern, level| (pattern << LEVEL_BITS) | (*level as u64))
}

fn levels_of(pattern: Pattern) -> [usize; FEATURES] {
    let mut levels = [0; FEATURES];
    for (place, slot) in levels.iter_mut().rev().enumerate() {
        *slot = ((pattern >> (LEVEL_BITS * place as u32)) & 7) as usize;
    }
    levels
}

/// Shares of each level of each feature; those of [`Level::Missing`] are never asked for.
pub(crate) type Shares = [[f64; LEVELS]; FEATURES];

/// What is known of a hotel's records.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Model {
    /// How many guests it was learnt from.
    pub(crate) guests: u64,
    /// Shares among two records of one guest.
    pub(crate) m: Shares,
    /// Shares among two guests.
    pub(crate) u: Shares,
    /// How likely two records drawn at random are one guest.
    pub(crate) prior: f64,
}

/// Pairs that share one kind of key.
#[derive(Debug, Default)]
pub(crate) struct Sample {
    /// Features by which the pairs were found, and which say nothing about them therefore.
    pub(crate) found_by: Vec<Feature>,
    pub(crate) counts: Counts,
}

/// The house's table: m and u of differs, near, close, alike, same.
fn house(feature: Feature) -> ([f64; 5], [f64; 5]) {
    match feature {
        Feature::Family => ([0.05, 0.03, 0.06, 0.11, 0.75], [0.95, 0.015, 0.005, 0.005, 0.025]),
        Feature::Given => ([0.07, 0.05, 0.08, 0.10, 0.70], [0.96, 0.025, 0.008, 0.003, 0.004]),
        Feature::Phone => ([0.30, 0.01, 0.06, 0.01, 0.62], [1.0, 1e-5, 1e-5, 1e-5, 1e-5]),
        Feature::Email => ([0.30, 0.03, 0.07, 0.01, 0.59], [1.0, 1e-3, 1e-4, 1e-5, 1e-5]),
        Feature::Birth => ([0.05, 0.02, 0.07, 0.06, 0.80], [0.99, 0.005, 0.0015, 0.0027, 4e-5]),
        Feature::Document => ([0.17, 0.02, 0.20, 0.01, 0.60], [1.0, 2e-4, 1e-5, 2e-4, 1e-6]),
        Feature::Company => ([0.45, 0.05, 0.08, 0.01, 0.41], [0.97, 0.01, 0.005, 1e-4, 0.015]),
        Feature::Number => ([0.15, 0.01, 0.09, 0.01, 0.74], [0.88, 1e-3, 0.10, 1e-3, 0.02]),
        Feature::Street | Feature::Place => ([0.15, 0.05, 0.09, 0.01, 0.70], [0.97, 0.02, 0.004, 1e-4, 0.006]),
        Feature::Postcode => ([0.15, 0.01, 0.09, 0.01, 0.74], [0.985, 1e-3, 0.01, 1e-3, 0.004]),
    }
}

/// Returns how often two guests share this for good reasons (one phone for two of a family), by the number of guests.
fn shared(feature: Feature, guests: u64) -> Option<f64> {
    let guests = guests.max(1) as f64;
    match feature {
        Feature::Phone => Some((0.3 / guests).min(1e-4)),
        Feature::Email => Some((0.1 / guests).min(1e-4)),
        Feature::Document => Some((0.01 / guests).min(1e-6)),
        _ => None,
    }
}

/// Returns how often two records of one guest may differ in this at most. Where hardly anybody is filed twice, what shows up
/// as a class of its own are namesakes, and the estimate would take their different birthdays for the habit of one guest.
fn differing_max(feature: Feature) -> f64 {
    match feature {
        Feature::Family | Feature::Given => 0.15,
        Feature::Birth => 0.20,
        Feature::Document => 0.35,
        Feature::Phone | Feature::Email => 0.50,
        Feature::Company => 0.70,
        Feature::Number | Feature::Street | Feature::Place | Feature::Postcode => 0.40,
    }
}

fn spread(shares: [f64; 5]) -> [f64; LEVELS] {
    let sum: f64 = shares.iter().sum();
    let mut spread = [0.0; LEVELS];
    for (slot, share) in spread.iter_mut().skip(1).zip(shares) {
        *slot = (share / sum).max(SHARE_MIN);
    }
    spread
}

impl Model {
    /// Returns what the house expects of `guests` records before any was looked at.
    pub(crate) fn of_house(guests: u64) -> Self {
        let mut model = Self { guests, m: [[0.0; LEVELS]; FEATURES], u: [[0.0; LEVELS]; FEATURES], prior: expected(guests) };
        for feature in Feature::ALL {
            let (m, u) = house(*feature);
            model.m[*feature as usize] = spread(m);
            model.u[*feature as usize] = spread(u);
            if let Some(shared) = shared(*feature, guests) {
                model.u[*feature as usize][Level::Same as usize] = shared;
            }
        }
        model
    }

    /// Returns the model that explains `random` pairs and those of `samples` best.
    pub(crate) fn learn(guests: u64, random: &Counts, samples: &[Sample]) -> Self {
        let house = Self::of_house(guests);
        let mut model = house.clone();
        let mut priors = vec![0.05; samples.len()];
        for _ in 0..ROUNDS {
            let next = model.round(&house, random, samples, &mut priors);
            let change = farthest(&model.m, &next.m).max(farthest(&model.u, &next.u));
            model = next;
            if change < SETTLED {
                break;
            }
        }
        model
    }

    fn round(&self, house: &Self, random: &Counts, samples: &[Sample], priors: &mut [f64]) -> Self {
        let mut next =
            Self { guests: self.guests, m: scaled(&house.m, M_PAIRS), u: scaled(&house.u, U_PAIRS), prior: self.prior };
        for feature in [Feature::Phone, Feature::Email, Feature::Document] {
            next.u[feature as usize] = scaled(&house.u, U_PAIRS_RARE)[feature as usize];
        }
        for (pattern, count) in random {
            let levels = levels_of(*pattern);
            let other = 1.0 - probability(self.weight(&levels, &[]) + bits(self.prior));
            add(&mut next.u, &levels, &[], other * *count as f64);
        }
        for (sample, prior) in samples.iter().zip(priors) {
            let mut ones = 0.0;
            let mut all = 0.0;
            for (pattern, count) in &sample.counts {
                let levels = levels_of(*pattern);
                let one = probability(self.weight(&levels, &sample.found_by) + bits(*prior)) * *count as f64;
                add(&mut next.m, &levels, &sample.found_by, one);
                ones += one;
                all += *count as f64;
            }
            *prior = ((ones + 0.5) / (all + 10.0)).clamp(1e-9, 0.999);
        }
        normalise(&mut next.m);
        normalise(&mut next.u);
        for feature in Feature::ALL {
            bound(&mut next.m[*feature as usize], differing_max(*feature));
        }
        next
    }

    fn weight(&self, levels: &[usize; FEATURES], without: &[Feature]) -> f64 {
        let mut weight = 0.0;
        for (feature, level) in levels.iter().enumerate() {
            if *level != Level::Missing as usize && !without.iter().any(|found_by| *found_by as usize == feature) {
                weight += (self.m[feature][*level] / self.u[feature][*level]).log2();
            }
        }
        weight
    }

    /// Returns the weight of one feature at one level, in bits. `share` is how many guests have the value on which both
    /// agree, where that says more than the average.
    pub(crate) fn bits(&self, feature: Feature, level: Level, share: Option<f64>) -> f64 {
        if level == Level::Missing {
            return 0.0;
        }
        let (m, u) = (self.m[feature as usize][level as usize], self.u[feature as usize][level as usize]);
        (m / share.unwrap_or(u)).log2()
    }

    /// Returns the share of the average value on which two guests agree by chance.
    pub(crate) fn chance(&self, feature: Feature) -> f64 {
        self.u[feature as usize][Level::Same as usize]
    }

    /// Learns how likely two records are one guest from the weights of all pairs that may be.
    pub(crate) fn learn_prior(&mut self, weights: &[f64]) {
        let guests = self.guests.max(2) as f64;
        let pairs = guests * (guests - 1.0) / 2.0;
        let expected = expected(self.guests);
        for _ in 0..ROUNDS {
            let ones: f64 = weights.iter().map(|weight| probability(weight + bits(self.prior))).sum();
            self.prior = (ones + 2.0) / (pairs + 2.0 / expected);
        }
    }

    /// Returns the weight that the prior gives, in bits: what evidence must outweigh.
    pub(crate) fn prior_bits(&self) -> f64 {
        bits(self.prior)
    }
}

fn expected(guests: u64) -> f64 {
    (DOUBLE_IN_100 / 100.0 * 2.0 / guests.max(2) as f64).min(0.02)
}

/// Returns the odds of a probability in bits.
fn bits(probability: f64) -> f64 {
    (probability / (1.0 - probability)).log2()
}

/// Returns the probability whose odds are so many bits.
pub(crate) fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

fn scaled(shares: &Shares, by: f64) -> Shares {
    shares.map(|levels| levels.map(|share| share * by))
}

fn add(sums: &mut Shares, levels: &[usize; FEATURES], without: &[Feature], amount: f64) {
    for (feature, level) in levels.iter().enumerate() {
        if *level != Level::Missing as usize && !without.iter().any(|found_by| *found_by as usize == feature) {
            sums[feature][*level] += amount;
        }
    }
}

fn normalise(sums: &mut Shares) {
    for levels in sums {
        let sum: f64 = levels.iter().sum();
        for share in levels.iter_mut() {
            *share = (*share / sum).max(SHARE_MIN);
        }
    }
}

/// Gives what a level of differing has beyond `most` to the others, in their proportions.
fn bound(levels: &mut [f64; LEVELS], most: f64) {
    let differing = levels[Level::Differs as usize];
    if differing > most {
        let factor = (1.0 - most) / (1.0 - differing).max(SHARE_MIN);
        levels.iter_mut().for_each(|share| *share *= factor);
        levels[Level::Differs as usize] = most;
    }
}

fn farthest(a: &Shares, b: &Shares) -> f64 {
    let both = a.iter().flatten().zip(b.iter().flatten());
    both.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_holds_every_level() {
        let mut levels = [Level::Missing; FEATURES];
        levels[0] = Level::Same;
        levels[3] = Level::Close;
        levels[FEATURES - 1] = Level::Differs;
        let back = levels_of(pattern(&levels));
        assert_eq!(back.map(|level| Level::ALL[level]), levels);
    }

    #[test]
    fn what_is_learnt_follows_the_data_and_without_data_the_house() {
        let house = Model::of_house(1_000);
        let learnt = Model::learn(1_000, &Counts::new(), &[]);
        assert!(farthest(&house.m, &learnt.m) < 1e-6, "nothing seen, nothing changed");
        // Of the pairs that share a document some write another birth date: m of birth follows, as far as one guest's may.
        let mut levels = [Level::Missing; FEATURES];
        levels[Feature::Document as usize] = Level::Same;
        levels[Feature::Family as usize] = Level::Same;
        levels[Feature::Given as usize] = Level::Same;
        let mut learn = |same: u64, differing: u64| {
            let mut counts = Counts::new();
            for (birth, count) in [(Level::Same, same), (Level::Differs, differing)] {
                levels[Feature::Birth as usize] = birth;
                counts.insert(pattern(&levels), count);
            }
            Model::learn(1_000, &Counts::new(), &[Sample { found_by: vec![Feature::Document], counts }])
        };
        let differs = |model: &Model| model.m[Feature::Birth as usize][Level::Differs as usize];
        let learnt = learn(2_700, 300);
        assert!((0.09..0.11).contains(&differs(&learnt)), "{}", differs(&learnt));
        assert!(differs(&learn(1_000, 2_000)) <= 0.2 + 1e-9, "those are namesakes");
        let document = learnt.m[Feature::Document as usize][Level::Same as usize];
        assert!(
            (document - house.m[Feature::Document as usize][Level::Same as usize]).abs() < 1e-6,
            "a key says nothing of itself"
        );
    }
}
