//! F4: guests who may be one person, found by probabilistic record linkage and explained feature by feature.
//!
//! Owns `duplicates`, `duplicate_model`, `duplicate_commons`. Absent on purpose: merging (a flow of its own, and a person's
//! decision: nothing here changes a guest), sentences, and any guest's data in what is kept: a suspect is two ids and codes.

mod among;
mod blocks;
mod commons;
mod levels;
mod model;
mod near;
mod nicknames;
pub mod nightly;
mod pool;
mod rows;
mod suspects;
mod traits;
mod watch;

use serde::{Deserialize, Serialize};

pub use levels::{Feature, Level};
pub use near::refresh;
pub use suspects::{
    Asked, Face, Ran, Run, Settle, Suspect, SuspectPair, dismiss, keep, keep_as_house, list, pairs, reopen, search,
};
pub use traits::{Address, Particulars};
pub use watch::{DuplicateRefusal, DuplicateStage, Progress, Watch};

use crate::{base::error::Result, stored_words};

stored_words! {
    /// How sure it is that two guests are one.
    pub enum Band {
        /// 确定: a document, or two of phone, mail address and birth date beside the name.
        Certain = "certain",
        /// 很可能
        Likely = "likely",
        /// 可能
        Possible = "possible",
    }
}

stored_words! {
    /// How a suspicion stands.
    pub enum SuspectState {
        /// Nobody decided.
        Open = "open",
        /// Somebody said that they are two people.
        Dismissed = "dismissed",
        /// They were merged.
        Merged = "merged",
    }
}

/// One thing that speaks for two guests being one, or against it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, specta::Type)]
#[serde(rename = "DuplicateReason")]
pub struct Reason {
    /// What was compared.
    pub feature: Feature,
    /// How far it agrees.
    pub level: Level,
    /// What it weighs, in bits: 10 makes it a thousand times likelier, less than 0 unlikelier.
    pub weight: f64,
}

/// Two of a list who may be one, by their places in it.
#[derive(Debug, Clone, PartialEq)]
pub struct Likeness {
    /// The earlier one's place.
    pub a: usize,
    /// The later one's place.
    pub b: usize,
    /// How likely they are one, 0 to 1.
    pub score: f64,
    /// Why, the heaviest first.
    pub because: Vec<Reason>,
}

/// Score from which a suspicion is shown where nobody asks otherwise.
pub const SCORE_SHOWN: f64 = 0.5;
/// Score from which a suspicion is likely.
const LIKELY: f64 = 0.95;
/// Score from which one can be certain, with proof.
const CERTAIN: f64 = 0.999;

/// Returns every two of `guests` who may be one, best first; for lists that are not the hotel's file.
///
/// Errors: [`DuplicateRefusal::Cancelled`].
pub fn compare_all(guests: &[Particulars], watch: &mut Watch<'_>) -> Result<Vec<Likeness>> {
    let mut pool = pool::Pool::default();
    let mut people: Vec<traits::Traits> = guests.iter().map(|guest| traits::Traits::of(guest, &mut pool)).collect();
    let found = among::among(&mut people, &pool, watch)?;
    let likeness =
        |pair: among::Weighed| Likeness { a: pair.a as usize, b: pair.b as usize, score: pair.score, because: pair.because };
    Ok(found.suspects.into_iter().map(likeness).collect())
}

/// Returns how sure a score is, given its reasons.
pub fn band(score: f64, because: &[Reason]) -> Band {
    let at =
        |feature: Feature| because.iter().find(|reason| reason.feature == feature).map_or(Level::Missing, |reason| reason.level);
    let same = [Feature::Phone, Feature::Email, Feature::Birth].into_iter().filter(|feature| at(*feature) == Level::Same).count();
    let named = at(Feature::Family) >= Level::Near && at(Feature::Given) >= Level::Near;
    let proof = at(Feature::Document) == Level::Same || (same >= 2 && named);
    // However rare a name, it is no more than a reason to look: two people may have it.
    let beside = because.iter().any(|reason| {
        reason.level >= Level::Near && reason.weight > 0.0 && !matches!(reason.feature, Feature::Family | Feature::Given)
    });
    match score {
        score if score >= CERTAIN && proof => Band::Certain,
        score if score >= LIKELY && beside => Band::Likely,
        _ => Band::Possible,
    }
}
