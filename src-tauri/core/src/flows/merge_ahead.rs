//! What a merge or its taking apart would move, said before anybody confirms it. Reads only; the doing is [`super::merge`].

use serde::Serialize;

use super::merge::{self, MergeGuests, MovedCounts};
use crate::{
    base::{
        contact,
        error::Result,
        ids::{GuestId, MergeId},
        points::Points,
    },
    db::{
        Db,
        merged::{self, Merge, MovedKind},
    },
    guests::{
        self, Guest,
        merging::{FieldBack, GuestField, backs, differing},
    },
    loyalty::{self, handing},
    stays::{StaySummary, summaries},
};

/// Two records side by side, and what would move.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct MergeAhead {
    /// As asked: whose values stand.
    pub keep: MergeSide,
    /// As asked: who is taken in.
    pub other: MergeSide,
    /// Fields in which the two differ.
    pub differ: Vec<GuestField>,
    /// The record that stays: the member's, where only one of the two is a member.
    pub stays: GuestId,
    /// What moves to it.
    pub moved: MovedCounts,
}

/// One of the two.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct MergeSide {
    /// Own data.
    pub guest: Guest,
    /// How to reach them, masked.
    pub contacts: Vec<String>,
    /// Stays, nights, spend.
    pub summary: StaySummary,
    /// Text: keeps its zeros.
    pub member_no: Option<String>,
}

/// A merge, and what taking it apart would give back.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct UnmergeAhead {
    /// The merge.
    pub merge: Merge,
    /// The record that stayed.
    pub keep: MergeSide,
    /// The record that would stand for itself again.
    pub other: MergeSide,
    /// What goes back.
    pub moved: MovedCounts,
    /// Fields that the kept record took from the other.
    pub fields: Vec<FieldBack>,
}

/// Returns the two records side by side and what merging them would move.
///
/// Errors: [`merge::MergeRefusal`], [`crate::base::error::Common::NotFound`].
pub fn merge(db: &Db, keep: GuestId, other: GuestId) -> Result<MergeAhead> {
    let input = MergeGuests { keep, other, take: Vec::new(), reason: String::new() };
    let plan = merge::plan(db, &input)?;
    let points = if loyalty::member(db, plan.other)?.is_some() { loyalty::balance(db, plan.other)? } else { Points::ZERO };
    let moved = counted(&merged::would_move(db, plan.other, plan.keep)?, points);
    let (keep, other) = (side(db, keep)?, side(db, other)?);
    Ok(MergeAhead { differ: differing(&keep.guest, &other.guest), keep, other, stays: plan.keep, moved })
}

/// Returns what taking a merge apart would give back.
///
/// Errors: [`merge::MergeRefusal`], [`crate::base::error::Common::NotFound`].
pub fn unmerge(db: &Db, id: MergeId) -> Result<UnmergeAhead> {
    let merge = merge::to_take_apart(db, id)?;
    let both = loyalty::member(db, merge.other)?.is_some();
    let points = if both { handing::would_give_back(db, id, merge.keep)? } else { Points::ZERO };
    let keep = side(db, merge.keep)?;
    Ok(UnmergeAhead {
        moved: counted(&merged::would_return(db, &merge)?, points),
        fields: backs(&keep.guest, &merge::taken(db, id)?),
        other: side(db, merge.other)?,
        keep,
        merge,
    })
}

fn side(db: &Db, guest: GuestId) -> Result<MergeSide> {
    let contacts = guests::contacts_of(db, guest)?;
    Ok(MergeSide {
        guest: guests::get(db, guest)?,
        contacts: contacts.iter().map(|one| contact::masked(one.kind, &one.value)).collect(),
        summary: summaries::of_guest(db, guest)?,
        member_no: loyalty::member(db, guest)?.map(|member| member.member_no.0),
    })
}

fn counted(kinds: &[(MovedKind, u32)], points: Points) -> MovedCounts {
    let mut counts = MovedCounts { points, ..MovedCounts::default() };
    for (kind, count) in kinds {
        match kind {
            MovedKind::Stay => counts.stays += count,
            MovedKind::Ticket => counts.tickets += count,
            MovedKind::TicketAbout
            | MovedKind::Contact
            | MovedKind::Preference
            | MovedKind::Promise
            | MovedKind::Dealing
            | MovedKind::Companion
            | MovedKind::Alert
            | MovedKind::Task
            | MovedKind::DutyLine
            | MovedKind::ManualTier
            | MovedKind::Benefit
            | MovedKind::Consent
            | MovedKind::Invite
            | MovedKind::Referrer
            | MovedKind::Referred
            | MovedKind::Purpose
            | MovedKind::Request
            | MovedKind::Hold => counts.notes += count,
            MovedKind::Voucher => counts.vouchers += count,
            // Points are counted by the ledger.
            MovedKind::Entry | MovedKind::Pending => {}
        }
    }
    counts
}
