//! `merge`, `unmerge`: two records of one person.

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::{
        error::Error,
        ids::{GuestId, MergeId},
    },
    flows::merge::{self, MergeGuests, MovedCounts, UnmergeGuests},
    guests::merging::GuestField,
    profile,
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, stop::Outcome};

/// Make two records of one person one; `unmerge` takes it apart again
#[derive(Debug, Args)]
pub(crate) struct Merge {
    /// Whose values stand: record id or member number
    keep: String,
    /// Who is taken in: record id or member number
    other: String,
    /// A field in which the other's value stands; may be given again
    #[arg(long, value_name = "FIELD", value_parser = field)]
    take: Vec<GuestField>,
    /// Why they are one person
    #[arg(long, default_value = "same person")]
    reason: String,
}

fn field(word: &str) -> std::result::Result<GuestField, String> {
    GuestField::from_word(word).ok_or_else(|| GuestField::ALL.iter().map(|field| field.word()).collect::<Vec<_>>().join(", "))
}

#[derive(Serialize)]
struct MergedAnswer {
    merge_id: MergeId,
    guest_id: GuestId,
    moved: MovedCounts,
}

impl Merge {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let named = |text: &str| -> Outcome<GuestId> { desk.read(Op::ReadMerges, |db, _| profile::record(db, text)) };
        let (keep, other) = (named(&self.keep)?, named(&self.other)?);
        let input = MergeGuests { keep, other, take: self.take.clone(), reason: self.reason.clone() };
        let done = desk.write(Op::MergeGuests, &input, |tx| merge::merge(tx, &input))?;
        Answer::of(&MergedAnswer { merge_id: done.value.merge_id, guest_id: done.value.keep, moved: done.value.moved })
    }
}

/// Take a merge apart: each record gets back what is its own
#[derive(Debug, Args)]
pub(crate) struct Unmerge {
    /// From `merge`, or from the guest's `show`
    merge_id: MergeId,
    /// Why they are two people
    #[arg(long, default_value = "two people")]
    reason: String,
}

#[derive(Serialize)]
struct UnmergedAnswer {
    guest_id: GuestId,
    other_id: GuestId,
    moved: MovedCounts,
    stay: Vec<GuestField>,
}

impl Unmerge {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = UnmergeGuests { merge: self.merge_id, reason: self.reason.clone() };
        let done = desk.write(Op::UnmergeGuests, &input, |tx| -> Result<_, Error> { merge::unmerge(tx, &input) })?;
        let back = done.value;
        Answer::of(&UnmergedAnswer { guest_id: back.keep, other_id: back.other, moved: back.moved, stay: back.stay })
    }
}
