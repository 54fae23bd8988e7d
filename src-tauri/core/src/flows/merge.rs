//! 合并: two records of one person become one, and 拆分 puts each back where it belongs, also weeks later.
//!
//! The kept record takes over stays, complaints, contacts, wishes, promises and points; the other one stays as it is and leads
//! to it, with its own member number. What comes in for the other afterwards is noted (`db::merged`), so that an unmerge
//! returns it too. A merge is by a person and with a reason; nothing merges by itself.

use serde::{Deserialize, Serialize};

use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Error, Refusal, Result},
        ids::{GuestId, MergeId, RawId, StayId},
        points::Points,
        text::{self, LINE_MAX},
    },
    db::{
        Db, Tx,
        merged::{self, Merge, MergeState, MovedKind},
    },
    dossier, duty,
    guests::{
        self,
        merging::{self, FieldTaken, GuestField, Handed},
    },
    loyalty::{self, Tier, handing as points, tiers::handing as tiers},
    privacy, stays, tickets,
};

/// The name under which a lifted tier is kept beside the fields of a merge.
const TIER: &str = "tier";

/// Which records become one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MergeGuests {
    /// Whose values stand.
    pub keep: GuestId,
    /// Who is taken in.
    pub other: GuestId,
    /// Fields in which the other's value stands instead; where `keep` has none, the other's does anyway.
    pub take: Vec<GuestField>,
    /// Why they are one person.
    pub reason: String,
}

/// How much moved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MovedCounts {
    /// 入住
    pub stays: u32,
    /// 投诉
    pub tickets: u32,
    /// Contacts, wishes and promises.
    pub notes: u32,
    /// 积分
    pub points: Points,
    /// 兑换券
    #[serde(default)]
    pub vouchers: u32,
}

/// What a merge answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Merged {
    /// What unmerge asks for.
    pub merge_id: MergeId,
    /// The record that stays: the member's, where only one of the two is a member.
    pub keep: GuestId,
    /// What moved.
    pub moved: MovedCounts,
}

/// Takes a merge apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct UnmergeGuests {
    /// Which.
    pub merge: MergeId,
    /// Why they are two people.
    pub reason: String,
}

/// What an unmerge answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Unmerged {
    /// The record that stayed.
    pub keep: GuestId,
    /// The record that stands for itself again.
    pub other: GuestId,
    /// What went back.
    pub moved: MovedCounts,
    /// Fields that somebody changed since, which stay as they are.
    pub stay: Vec<GuestField>,
}

/// What a merge refuses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MergeRefusal {
    /// Both are one record.
    SameGuest,
    /// One of them was merged into another record already.
    AlreadyMerged,
    /// The merge was taken apart before.
    NotStanding,
    /// The kept record was itself merged into another since: that one is taken apart first.
    MergedSince,
}

impl Refusal for MergeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::SameGuest => "same_guest",
            Self::AlreadyMerged => "already_merged",
            Self::NotStanding => "merge_not_standing",
            Self::MergedSince => "merged_since",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// What history keeps of a merge or unmerge: ids and counts.
#[derive(Serialize)]
struct Remembered<'a> {
    keep: GuestId,
    other: GuestId,
    reason: &'a str,
    moved: MovedCounts,
}

/// Merges two records.
///
/// Errors: [`MergeRefusal`], [`crate::base::error::Common::NotFound`], [`crate::base::error::Common::Empty`] without a
/// reason, [`loyalty::LoyaltyRefusal::TooManyPoints`].
pub fn merge(tx: &mut Tx<'_>, input: &MergeGuests) -> Result<Merged> {
    let op = tx.begin(Op::MergeGuests)?;
    let reason = text::required("reason", &input.reason, LINE_MAX)?;
    let plan = plan(tx.db(), input)?;
    let (keep, other) = (plan.keep, plan.other);
    let merge = Merge {
        id: tx.new_id(),
        keep,
        other,
        state: MergeState::Merged,
        reason: reason.clone(),
        by_user: tx.session().user,
        at_ms: tx.at(),
        unmerged_at_ms: None,
    };
    merged::insert(tx, &merge)?;
    take_fields(tx, &merge, &plan.take)?;
    let mut moved = hand_over(tx, &merge)?;
    moved.points = hand_points_over(tx, &merge)?;
    merging::lead(tx, other, Some(keep))?;
    tx.search_again(keep);
    touch(tx);
    tx.record(op, Change::noted(merge.id, &Remembered { keep, other, reason: &reason, moved })?.about(keep))?;
    Ok(Merged { merge_id: merge.id, keep, moved })
}

/// Takes a merge apart: what moved goes back, with what came in for the other since.
///
/// Errors: [`MergeRefusal`], [`crate::base::error::Common::NotFound`], [`crate::base::error::Common::Empty`] without a reason.
pub fn unmerge(tx: &mut Tx<'_>, input: &UnmergeGuests) -> Result<Unmerged> {
    let op = tx.begin(Op::UnmergeGuests)?;
    let reason = text::required("reason", &input.reason, LINE_MAX)?;
    let merge = to_take_apart(tx.db(), input.merge)?;
    let (keep, other) = (merge.keep, merge.other);
    let mut moved = hand_back(tx, &merge)?;
    moved.points = hand_points_back(tx, &merge)?;
    let stay = give_fields_back(tx, &merge)?;
    merged::end(tx, merge.id)?;
    merging::lead(tx, other, None)?;
    tx.search_again(keep);
    touch(tx);
    tx.record(op, Change::noted(merge.id, &Remembered { keep, other, reason: &reason, moved })?.about(keep))?;
    Ok(Unmerged { keep, other, moved, stay })
}

/// Takes back what the write with this request key merged: the work behind Ctrl+Z. The merge's own words stand as the
/// reason. Returns the record that stayed.
///
/// Errors: those of [`unmerge`].
pub fn take_back(tx: &mut Tx<'_>, key: &str) -> Result<GuestId> {
    let merge = merged::by_request(tx.db(), key)?;
    unmerge(tx, &UnmergeGuests { merge: merge.id, reason: merge.reason })?;
    Ok(merge.keep)
}

/// Returns a merge that can be taken apart.
pub(super) fn to_take_apart(db: &Db, id: MergeId) -> Result<Merge> {
    let merge = merged::get(db, id)?;
    if merge.state != MergeState::Merged {
        return Err(MergeRefusal::NotStanding.into());
    }
    if merged::standing(db, merge.keep)?.is_some() {
        return Err(MergeRefusal::MergedSince.into());
    }
    Ok(merge)
}

/// Returns the details that the kept record took.
pub(super) fn taken(db: &Db, merge: MergeId) -> Result<Vec<FieldTaken>> {
    let fields = merged::fields(db, merge)?.into_iter().filter(|(field, ..)| field != TIER);
    fields
        .map(|(field, was, became)| Ok(FieldTaken { field: GuestField::from_word(&field).ok_or_else(damaged)?, was, became }))
        .collect()
}

/// Returns the merges of which `guest` is either side, newest first.
///
/// Errors: [`Error::Database`].
pub fn of_guest(db: &Db, guest: GuestId) -> Result<Vec<Merge>> {
    merged::of_guest(db, guest)
}

pub(super) struct Plan {
    pub(super) keep: GuestId,
    pub(super) other: GuestId,
    take: Vec<GuestField>,
}

/// Returns which record stays. A member's card and account cannot move, so the member's record does where only one of the two
/// is a member; whose values stand follows the input all the same.
pub(super) fn plan(db: &Db, input: &MergeGuests) -> Result<Plan> {
    let (keep, other) = (input.keep, input.other);
    if keep == other {
        return Err(MergeRefusal::SameGuest.into());
    }
    for guest in [keep, other] {
        guests::get(db, guest)?;
        if merged::standing(db, guest)?.is_some() {
            return Err(MergeRefusal::AlreadyMerged.into());
        }
    }
    let only_other = loyalty::member(db, keep)?.is_none() && loyalty::member(db, other)?.is_some();
    if !only_other {
        return Ok(Plan { keep, other, take: input.take.clone() });
    }
    let take = GuestField::ALL.iter().copied().filter(|field| !input.take.contains(field)).collect();
    Ok(Plan { keep: other, other: keep, take })
}

fn take_fields(tx: &mut Tx<'_>, merge: &Merge, take: &[GuestField]) -> Result<()> {
    let op = tx.begin(Op::MergeGuests)?;
    let (keep, other) = (guests::get(tx.db(), merge.keep)?, guests::get(tx.db(), merge.other)?);
    let (after, taken) = merging::merged(&keep, &other, take);
    for field in &taken {
        merged::took_field(tx, merge.id, field.field.word(), &field.was, &field.became)?;
    }
    let after = guests::Guest { updated_at_ms: tx.at(), ..after };
    guests::bulk::put_bulk(tx, &after)?;
    tx.record(op, Change::updated(keep.id, &keep, &after)?.about(keep.id))?;
    Ok(())
}

fn give_fields_back(tx: &mut Tx<'_>, merge: &Merge) -> Result<Vec<GuestField>> {
    let op = tx.begin(Op::UnmergeGuests)?;
    for (_, was, became) in merged::fields(tx.db(), merge.id)?.iter().filter(|(field, ..)| field == TIER) {
        tiers::lower(tx, merge.keep, tier(was)?, tier(became)?)?;
    }
    tiers::settle(tx, [merge.keep, merge.other])?;
    let taken = taken(tx.db(), merge.id)?;
    let now = guests::get(tx.db(), merge.keep)?;
    let (after, stay) = merging::unmerged(&now, &taken)?;
    let after = guests::Guest { updated_at_ms: tx.at(), ..after };
    guests::bulk::put_bulk(tx, &after)?;
    tx.record(op, Change::updated(now.id, &now, &after)?.about(now.id))?;
    Ok(stay)
}

fn tier(word: &str) -> Result<Tier> {
    Tier::from_word(word).ok_or_else(damaged)
}

fn damaged() -> Error {
    Error::Damaged { what: "what a merge kept".to_owned() }
}

fn hand_over(tx: &Tx<'_>, merge: &Merge) -> Result<MovedCounts> {
    let (from, to) = (merge.other, merge.keep);
    let stays = stays::handing::give_all(tx, from, to)?;
    let tickets = tickets::handing::give_all(tx, from, to)?;
    let about = tickets::handing::give_all_about(tx, from, to)?;
    let own = merging::give_all(tx, from, to)?;
    let kept = dossier::handing::give_all(tx, from, to)?;
    let lines = duty::handing::give_all(tx, from, to)?;
    let manual = tiers::give_all(tx, from, to)?;
    let vouchers = loyalty::vouchers::handing::give_all(tx, from, to)?;
    let benefits = loyalty::benefits::handing::give_all(tx, from, to)?;
    let consents = guests::give_consents(tx, from, to)?;
    let invites = loyalty::events::give_all(tx, from, to)?;
    let referrals = loyalty::referral::give_all(tx, from, to)?;
    let rights = privacy::handing::give_all(tx, from, to)?;
    let of_member = consents.len() + invites.len() + referrals.len() + manual.len() + benefits.len() + rights.len();
    let counts = MovedCounts {
        stays: count(stays.len()),
        tickets: count(tickets.len()),
        notes: count(
            own.contacts.len() + own.preferences.len() + own.promises.len() + kept.len() + lines.len() + about.len() + of_member,
        ),
        points: Points::ZERO,
        vouchers: count(vouchers.len()),
    };
    note(tx, merge, MovedKind::Stay, stays)?;
    note(tx, merge, MovedKind::Ticket, tickets)?;
    note(tx, merge, MovedKind::TicketAbout, about)?;
    note(tx, merge, MovedKind::Contact, own.contacts)?;
    note(tx, merge, MovedKind::Preference, own.preferences)?;
    note(tx, merge, MovedKind::Promise, own.promises)?;
    note(tx, merge, MovedKind::DutyLine, lines)?;
    note(tx, merge, MovedKind::ManualTier, manual)?;
    note(tx, merge, MovedKind::Voucher, vouchers)?;
    note(tx, merge, MovedKind::Benefit, benefits)?;
    note(tx, merge, MovedKind::Consent, consents)?;
    note(tx, merge, MovedKind::Invite, invites)?;
    kept.into_iter().chain(referrals).chain(rights).try_for_each(|(kind, record)| merged::moved(tx, merge.id, kind, record))?;
    Ok(counts)
}

fn note<I: Into<RawId>>(tx: &Tx<'_>, merge: &Merge, kind: MovedKind, records: Vec<I>) -> Result<()> {
    records.into_iter().try_for_each(|record| merged::moved(tx, merge.id, kind, record.into()))
}

fn hand_points_over(tx: &mut Tx<'_>, merge: &Merge) -> Result<Points> {
    // Where only one was a member it is the kept one (see `plan`): nothing to move.
    if loyalty::member(tx.db(), merge.other)?.is_none() {
        return Ok(Points::ZERO);
    }
    note(tx, merge, MovedKind::Pending, loyalty::pending::give_all(tx, merge.other, merge.keep)?)?;
    let moved = points::give_all(tx, merge.id, merge.other, merge.keep)?;
    for credit in moved.credits {
        merged::moved(tx, merge.id, MovedKind::Entry, credit.raw())?;
    }
    if let Some((was, became)) = tiers::lift(tx, merge.other, merge.keep)? {
        merged::took_field(tx, merge.id, TIER, was.word(), became.word())?;
    }
    Ok(moved.points)
}

fn hand_points_back(tx: &mut Tx<'_>, merge: &Merge) -> Result<Points> {
    if loyalty::member(tx.db(), merge.other)?.is_none() {
        return Ok(Points::ZERO);
    }
    Ok(points::give_back(tx, merge.id, merge.keep, merge.other)?.points)
}

fn hand_back(tx: &Tx<'_>, merge: &Merge) -> Result<MovedCounts> {
    let (from, to) = (merge.keep, merge.other);
    let mut stays: Vec<StayId> = Vec::new();
    let mut own = Handed::default();
    let mut counts = MovedCounts::default();
    for (kind, record) in merged::moves(tx.db(), merge.id)? {
        match kind {
            MovedKind::Stay => stays.push(record.into()),
            MovedKind::Ticket => counts.tickets += u32::from(tickets::handing::give(tx, record.into(), from, to)?),
            MovedKind::TicketAbout => {
                counts.notes += u32::from(tickets::handing::give_about(tx, record.into(), from, to)?);
            }
            MovedKind::Contact => own.contacts.push(record.into()),
            MovedKind::Preference => own.preferences.push(record.into()),
            MovedKind::Promise => own.promises.push(record.into()),
            MovedKind::Dealing | MovedKind::Companion | MovedKind::Alert | MovedKind::Task => {
                counts.notes += u32::from(dossier::handing::give(tx, kind, record, from, to)?);
            }
            MovedKind::DutyLine => counts.notes += u32::from(duty::handing::give(tx, record.into(), from, to)?),
            MovedKind::ManualTier => counts.notes += u32::from(tiers::give(tx, record.into(), from, to)?),
            MovedKind::Voucher => {
                counts.vouchers += u32::from(loyalty::vouchers::handing::give(tx, record.into(), from, to)?);
            }
            MovedKind::Benefit => {
                counts.notes += u32::from(loyalty::benefits::handing::give(tx, record.into(), from, to)?);
            }
            MovedKind::Consent => counts.notes += u32::from(guests::give_consent(tx, record.into(), from, to)?),
            MovedKind::Invite => counts.notes += u32::from(loyalty::events::give(tx, record, from, to)?),
            MovedKind::Referrer | MovedKind::Referred => {
                counts.notes += u32::from(loyalty::referral::give(tx, kind, record, from, to)?);
            }
            MovedKind::Purpose | MovedKind::Request | MovedKind::Hold => {
                counts.notes += u32::from(privacy::handing::give(tx, kind, record, from, to)?);
            }
            // Who came in as no member has no account to take it back to: what was promised since stays where it is.
            MovedKind::Pending if loyalty::member(tx.db(), to)?.is_some() => {
                loyalty::pending::give(tx, record.into(), from, to)?;
            }
            MovedKind::Pending => {}
            // Points go back by what the lots hold, see `hand_points_back`.
            MovedKind::Entry => {}
        }
    }
    counts.stays = stays::handing::give(tx, &stays, from, to)?;
    counts.notes += merging::give(tx, &own, from, to)?;
    Ok(counts)
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn touch(tx: &mut Tx<'_>) {
    for kind in [
        RecordKind::Guest,
        RecordKind::Stay,
        RecordKind::Ticket,
        RecordKind::Preference,
        RecordKind::Promise,
        RecordKind::Dossier,
        RecordKind::Plan,
        RecordKind::Duty,
        RecordKind::Member,
        RecordKind::Event,
        RecordKind::Ledger,
        RecordKind::Privacy,
    ] {
        tx.touches(kind);
    }
}
