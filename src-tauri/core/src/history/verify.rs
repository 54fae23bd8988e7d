//! The chain, checked row by row: a file changed with outside tools is found, with its first bad row (PROMISES 26).

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use super::rows::{self, Image, Images, KeptRow};
use crate::{
    audit::{
        chain::{ChainKey, Digest, Head, hex, image_digest},
        op::Op,
    },
    base::error::Result,
    db::{Db, chain_key},
};

/// Rows between two words to the caller.
const ROWS_PER_WORD: i64 = 4_000;
/// What takes images out of the history, and says so in it.
const ERASING: [Op; 3] = [Op::EraseGuest, Op::RunRetention, Op::ReapplyErasure];
/// Fewest signs of a mac that a paper names: eight stand on the oldest prints.
pub const TYPED_SIGNS_MIN: usize = 8;

/// The first thing wrong with the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum ChainFault {
    /// A row is missing before this one.
    Gap {
        /// The row after the gap.
        #[specta(type = f64)]
        seq: i64,
    },
    /// A row is not what it was when it was written.
    Row {
        /// The row.
        #[specta(type = f64)]
        seq: i64,
    },
    /// An image is not what it was when it was written, or is gone though nobody was erased since.
    Image {
        /// Its row.
        #[specta(type = f64)]
        seq: i64,
    },
    /// The chain is shorter than the head that was remembered outside.
    Shorter {
        /// How far it went once.
        #[specta(type = f64)]
        remembered: i64,
        /// How far it goes now.
        #[specta(type = f64)]
        found: i64,
    },
}

impl ChainFault {
    /// Returns the first bad row: where the chain is too short, the first that is missing.
    pub const fn row(&self) -> i64 {
        match self {
            Self::Gap { seq } | Self::Row { seq } | Self::Image { seq } => *seq,
            Self::Shorter { found, .. } => *found + 1,
        }
    }
}

/// Hears how many rows were looked at; an answer of [`ControlFlow::Break`] ends it.
pub type ChainReport<'r> = dyn FnMut(i64) -> ControlFlow<()> + 'r;

/// Returns the first fault of the chain, or `None` where every row and image is as written. `remembered` is a head that
/// left the file, where there is one.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn chain(db: &Db, remembered: Option<&Head>) -> Result<Option<ChainFault>> {
    Ok(chain_watched(db, remembered, &mut |_| ControlFlow::Continue(()))?.unwrap_or_default())
}

/// Returns what [`chain`] returns, or `None` where `report` ended it before it came to the end.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn chain_watched(db: &Db, remembered: Option<&Head>, report: &mut ChainReport<'_>) -> Result<Option<Option<ChainFault>>> {
    let own = chain_key(db.conn())?;
    let key = own.ready();
    let (mut previous, mut found) = (Vec::new(), 0);
    let (mut fault, mut bare) = (None, None);
    let ended = rows::each_kept(db, |row, images| {
        let seq = row.link.seq;
        if seq % ROWS_PER_WORD == 0 && report(seq).is_break() {
            return Ok(ControlFlow::Break(()));
        }
        fault = fault_of(&key.mac(&previous, &row.link), row, images, found + 1, remembered);
        if fault.is_none() && !asked_fits(db, &own, row, images)? {
            fault = Some(ChainFault::Image { seq });
        }
        // An erased guest's images went with their salts; whatever was written after the last erasure must have its own.
        if ERASING.iter().any(|op| op.word() == row.link.op) {
            bare = None;
        } else if bare.is_none() && images.lack(row) {
            bare = Some(ChainFault::Image { seq });
        }
        row.mac.clone_into(&mut previous);
        found = seq;
        Ok(if fault.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
    })?;
    if ended.is_break() && fault.is_none() {
        return Ok(None);
    }
    let shorter = || remembered.filter(|head| head.seq > found).map(|head| ChainFault::Shorter { remembered: head.seq, found });
    Ok(Some(fault.or(bare).or_else(shorter)))
}

fn fault_of(mac: &Digest, row: &KeptRow<'_>, images: &Images, expected: i64, remembered: Option<&Head>) -> Option<ChainFault> {
    let seq = row.link.seq;
    if seq != expected {
        return Some(ChainFault::Gap { seq });
    }
    let other_head = || remembered.is_some_and(|head| head.seq == seq && head.mac != hex(row.mac));
    if mac.as_slice() != row.mac || other_head() {
        return Some(ChainFault::Row { seq });
    }
    let fits = |digest: &[u8], image: &Option<Image>| {
        image.as_ref().is_none_or(|image| image_digest(&image.salt, &image.body).as_slice() == digest)
    };
    let asked = row.link.input.is_empty() || fits(row.link.input, &images.input);
    let fit = fits(row.link.before, &images.before) && fits(row.link.after, &images.after) && asked;
    (!fit).then_some(ChainFault::Image { seq })
}

/// Returns whether what was asked is what the row commits to; a row of before schema 46 commits to nothing, and its request
/// keeps a keyed digest.
fn asked_fits(db: &Db, key: &ChainKey, row: &KeptRow<'_>, images: &Images) -> Result<bool> {
    let (Some(input), true) = (&images.input, row.link.input.is_empty()) else { return Ok(true) };
    let kept = rows::asked(db, row.link.key, row.link.seq)?;
    Ok(kept.is_some_and(|(op, digest)| key.input_digest(&op, &input.body).as_slice() == digest))
}

impl Images {
    /// Returns whether an image is gone that the row was written with.
    fn lack(&self, row: &KeptRow<'_>) -> bool {
        let lacks = |digest: &[u8], image: &Option<Image>| image.is_none() && !digest.is_empty();
        lacks(row.link.before, &self.before) || lacks(row.link.after, &self.after) || lacks(row.link.input, &self.input)
    }
}

/// A head as somebody reads it off an old print: a row and the first signs of its mac, or all of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TypedHead {
    /// The row.
    #[specta(type = f64)]
    pub seq: i64,
    /// At least [`TYPED_SIGNS_MIN`] hexadecimal signs, in lower case.
    pub mac: String,
}

/// What became of the row that an old print names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum HeadStanding {
    /// The row still stands, as it was printed.
    Stands {
        /// When it was written.
        at_ms: crate::base::time::Instant,
        /// How many rows came after it.
        #[specta(type = f64)]
        since: i64,
    },
    /// A row of that number stands, and it is another one: history was written anew.
    Other,
    /// The history does not reach so far any more.
    Missing {
        /// How far it goes.
        #[specta(type = f64)]
        found: i64,
    },
}

impl TypedHead {
    /// Reads what stands in a foot: `48,213 · 7f3a 9c1e`, with any signs between; `None` where that is no head.
    pub fn parse(text: &str) -> Option<Self> {
        let words: Vec<String> = text
            .split(|sign: char| sign.is_whitespace() || "·:：/-".contains(sign))
            .map(|word| word.chars().filter(|sign| !",，.".contains(*sign)).collect::<String>().to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        let number = words.iter().position(|word| word.chars().all(|sign| sign.is_ascii_digit()))?;
        let seq: i64 = words[number].parse().ok()?;
        let mac = words[number + 1..].concat();
        let is_mac = (TYPED_SIGNS_MIN..=64).contains(&mac.len()) && mac.chars().all(|sign| sign.is_ascii_hexdigit());
        (seq > 0 && is_mac).then_some(Self { seq, mac })
    }

    /// Returns whether the row that the print names still stands. The chain itself must be sound: a mac that stands in a row
    /// was checked by [`chain`] only.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn standing(&self, db: &Db) -> Result<HeadStanding> {
        let found = db.head()?.seq;
        Ok(match rows::mac_and_time(db, self.seq)? {
            Some((mac, at_ms)) if hex(&mac).starts_with(&self.mac) => HeadStanding::Stands { at_ms, since: found - self.seq },
            Some(_) => HeadStanding::Other,
            None => HeadStanding::Missing { found },
        })
    }
}
