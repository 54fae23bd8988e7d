//! Every two of many guests who may be one: learns what a likeness weighs among them, then weighs. Pure.

use super::{
    Reason,
    blocks::{Blocks, Key},
    commons::Commons,
    levels::{Feature, Level, compare},
    model::{Counts, Model, Sample, pattern, probability},
    pool::{Pool, mixed},
    traits::Traits,
    watch::{DuplicateStage, Watch},
};
use crate::base::error::{Error, Result};

/// Pairs drawn at random from which chance is learnt.
const RANDOM_PAIRS: u64 = 1_000_000;
/// Pairs of one kind of key from which the likeness of one guest's records is learnt.
const LEARNT_PAIRS: u64 = 400_000;
/// Suspects that are kept; of more the best.
const SUSPECTS_MAX: usize = 200_000;
/// Score below which two guests are no suspects.
pub(crate) const SCORE_MIN: f64 = 0.2;
/// How far below even odds a pair may be to count for the prior, in bits.
const MARGIN_BITS: f64 = 6.0;
/// Pairs between two looks at the watch.
const LOOK_EVERY: u64 = 100_000;

/// What was found among many guests.
#[derive(Debug)]
pub(crate) struct Found {
    /// Best first.
    pub(crate) suspects: Vec<Weighed>,
    /// Pairs that were looked at, some of them several times.
    pub(crate) compared: u64,
    pub(crate) model: Model,
    pub(crate) commons: Commons,
}

/// Two guests, by their places in the list, and why they may be one.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    pub(crate) a: u32,
    pub(crate) b: u32,
    /// How likely they are one guest, 0 to 1.
    pub(crate) score: f64,
    pub(crate) because: Vec<Reason>,
}

/// Returns every two of `people` who may be one; placeholders are taken away from `people`.
///
/// Memory: about 16 bytes a key of one kind beside the list itself. Errors: those of [`Watch::at`].
pub(crate) fn among(people: &mut [Traits], pool: &Pool, watch: &mut Watch<'_>) -> Result<Found> {
    watch.at(DuplicateStage::Learn, 0, 1)?;
    let commons = Commons::learn(people, pool);
    let people = &*people;
    let random = random_pairs(people, pool);
    let mut samples = Vec::new();
    for key in Key::ALL {
        watch.at(DuplicateStage::Learn, samples.len() as u64, Key::ALL.len() as u64)?;
        samples.push(sample(*key, people, pool));
    }
    let mut model = Model::learn(people.len() as u64, &random, &samples);
    let mut weighing = Weighing { least: -MARGIN_BITS - model.prior_bits(), kept: Vec::new(), compared: 0 };
    for (done, key) in Key::ALL.iter().enumerate() {
        watch.at(DuplicateStage::Compare, done as u64, Key::ALL.len() as u64)?;
        let blocks = Blocks::of(*key, people, pool);
        let (done, pairs) = (done as u64, blocks.pairs().max(1));
        let mut seen = 0_u64;
        blocks.each(people, pool, |a, b| {
            if seen.is_multiple_of(LOOK_EVERY) {
                watch.at(DuplicateStage::Compare, done * 1_000 + seen * 1_000 / pairs, Key::ALL.len() as u64 * 1_000)?;
            }
            seen += 1;
            if let (Some(left), Some(right)) = (people.get(a as usize), people.get(b as usize)) {
                weighing.put(a, b, weight(left, right, &model, &commons, pool));
            }
            Ok::<(), Error>(())
        })?;
    }
    weighing.settle();
    model.learn_prior(&weighing.kept.iter().map(|(_, _, bits)| f64::from(*bits)).collect::<Vec<_>>());
    let suspects = told(&weighing, people, &model, &commons, pool);
    Ok(Found { suspects, compared: weighing.compared, model, commons })
}

fn told(weighing: &Weighing, people: &[Traits], model: &Model, commons: &Commons, pool: &Pool) -> Vec<Weighed> {
    let mut suspects: Vec<Weighed> = Vec::new();
    for (a, b, bits) in &weighing.kept {
        let score = probability(f64::from(*bits) + model.prior_bits());
        if score < SCORE_MIN {
            continue;
        }
        if let (Some(left), Some(right)) = (people.get(*a as usize), people.get(*b as usize)) {
            suspects.push(Weighed { a: *a, b: *b, score, because: reasons(left, right, model, commons, pool) });
        }
    }
    suspects.sort_by(|one, other| other.score.total_cmp(&one.score).then((one.a, one.b).cmp(&(other.a, other.b))));
    suspects
}

/// Pairs that may be one guest, as they are found.
struct Weighing {
    /// Weight below which a pair is forgotten.
    least: f64,
    kept: Vec<(u32, u32, f32)>,
    compared: u64,
}

impl Weighing {
    fn put(&mut self, a: u32, b: u32, bits: f64) {
        self.compared += 1;
        if bits >= self.least {
            self.kept.push((a, b, bits as f32));
            if self.kept.len() > 4 * SUSPECTS_MAX {
                self.settle();
            }
        }
    }

    /// Keeps each pair once, and of too many the heaviest.
    fn settle(&mut self) {
        self.kept.sort_unstable_by_key(|(a, b, _)| (*a, *b));
        self.kept.dedup_by_key(|(a, b, _)| (*a, *b));
        if self.kept.len() > 2 * SUSPECTS_MAX {
            self.kept.sort_by(|one, other| other.2.total_cmp(&one.2).then((one.0, one.1).cmp(&(other.0, other.1))));
            self.kept.truncate(SUSPECTS_MAX);
            self.least = self.kept.last().map_or(self.least, |(_, _, bits)| f64::from(*bits));
            self.kept.sort_unstable_by_key(|(a, b, _)| (*a, *b));
        }
    }
}

/// Returns how much speaks for two guests being one, in bits.
pub(crate) fn weight(a: &Traits, b: &Traits, model: &Model, commons: &Commons, pool: &Pool) -> f64 {
    let compared = compare(a, b, pool);
    let bits = |feature: &Feature| {
        let level = compared.levels[*feature as usize];
        model.bits(*feature, level, commons.share(*feature, &compared, a, model.chance(*feature), pool))
    };
    Feature::ALL.iter().map(bits).sum()
}

/// Returns what speaks for and against two guests being one, the heaviest first.
pub(crate) fn reasons(a: &Traits, b: &Traits, model: &Model, commons: &Commons, pool: &Pool) -> Vec<Reason> {
    let compared = compare(a, b, pool);
    let mut reasons = Vec::new();
    for feature in Feature::ALL {
        let level = compared.levels[*feature as usize];
        if level != Level::Missing {
            let share = commons.share(*feature, &compared, a, model.chance(*feature), pool);
            let weight = (model.bits(*feature, level, share) * 10.0).round() / 10.0;
            reasons.push(Reason { feature: *feature, level, weight });
        }
    }
    reasons.sort_by(|one, other| other.weight.total_cmp(&one.weight).then(one.feature.cmp(&other.feature)));
    reasons
}

/// Counts the patterns of pairs drawn at random; of all pairs where they are few.
fn random_pairs(people: &[Traits], pool: &Pool) -> Counts {
    let mut counts = Counts::new();
    let guests = people.len() as u64;
    let mut count = |a: u64, b: u64| {
        if let (Some(a), Some(b)) = (people.get(a as usize), people.get(b as usize)) {
            *counts.entry(pattern(&compare(a, b, pool).levels)).or_default() += 1;
        }
    };
    if guests * guests.saturating_sub(1) / 2 <= RANDOM_PAIRS {
        (0..guests).for_each(|a| (a + 1..guests).for_each(|b| count(a, b)));
        return counts;
    }
    for draw in 0..RANDOM_PAIRS {
        let (a, b) = (mixed(draw, 1) % guests, mixed(draw, 2) % guests);
        if a != b {
            count(a, b);
        }
    }
    counts
}

fn sample(key: Key, people: &[Traits], pool: &Pool) -> Sample {
    let blocks = Blocks::of(key, people, pool);
    let one_in = (blocks.pairs() / LEARNT_PAIRS).max(1);
    let mut counts = Counts::new();
    let look = |a: u32, b: u32| {
        if mixed(u64::from(a), u64::from(b)).is_multiple_of(one_in)
            && let (Some(left), Some(right)) = (people.get(a as usize), people.get(b as usize))
        {
            *counts.entry(pattern(&compare(left, right, pool).levels)).or_default() += 1;
        }
        Ok::<(), std::convert::Infallible>(())
    };
    match blocks.each(people, pool, look) {
        Ok(()) => Sample { found_by: key.features().to_vec(), counts },
    }
}
