//! 会员等级: the automatic tier by the programme, the manual one beside it, and the run over all members.
//!
//! `members.tier` is the higher of the two as the last review left it. While a manual tier stands the automatic one goes on
//! beside it (`earned_tier`), so that the member falls back to it on the day after the manual one's last.
//!
//! Absent on purpose: a timer. A tier changes at a check-out, by hand, or in a run that somebody starts for a date.

pub mod handing;
pub(super) mod practice;
mod rows;
pub mod rules;
pub mod run;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

pub(super) use self::rows::state_row;
use self::rules::{Held, Standing};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Common, Refusal, Result},
        ids::{GuestId, ManualTierId},
        money::Minor,
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Begun, Db, Tx,
        merged::{self, MovedKind},
    },
    loyalty::{self, LoyaltyRefusal, MemberRef, Tier, TierReview, programme::Programme},
    stored_words,
};

/// The longest that a manual tier may stand, in days: ten years.
const MANUAL_DAYS_MAX: i64 = 3_660;
/// Days by which the lengths of two months may differ.
const SHORT_MONTH_DAYS: i64 = 3;
/// Most moves of a tier that a member's list shows.
pub const MOVES_SHOWN: u32 = 50;

stored_words! {
    /// Why a tier changed.
    pub enum TierCause {
        /// Nights, stays or spend reached it.
        Rose = "rose",
        /// They no longer do, and the time it is kept is over.
        Fell = "fell",
        /// The same, and the programme lets fall by one tier.
        Landed = "landed",
        /// Given by hand.
        Manual = "manual",
        /// What was given by hand has ended.
        Ended = "ended",
        /// Two members became one, or two again.
        Merged = "merged",
    }
}

/// A tier given by hand, with a reason and an end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ManualTier {
    /// Names it.
    pub id: ManualTierId,
    /// Which.
    pub tier: Tier,
    /// Why.
    pub reason: String,
    /// First day.
    pub from: BusinessDate,
    /// Last day.
    pub until: BusinessDate,
    /// The day from which it was taken back, where it was.
    pub ended_on: Option<BusinessDate>,
    /// Who gave it, as colleagues read it.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

impl ManualTier {
    /// Returns whether it stands on `date`.
    pub fn stands(&self, date: BusinessDate) -> bool {
        (self.from..=self.until).contains(&date) && self.ended_on.is_none_or(|ended| date < ended)
    }
}

/// One change of a member's tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierMove {
    /// The day it was decided for.
    pub on: BusinessDate,
    /// Before.
    pub before: Tier,
    /// After.
    pub after: Tier,
    /// Why.
    pub cause: TierCause,
    /// Nights that counted.
    pub nights: u32,
    /// Stays that counted.
    pub stays: u32,
    /// Spend that counted.
    pub spend_minor: Minor,
}

/// What a member's tier rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierFacts {
    /// What counts on this day: the higher of the two.
    pub tier: Tier,
    /// The automatic one.
    pub earned: Tier,
    /// Since when.
    pub earned_since: BusinessDate,
    /// Until when it is kept at least, whatever comes.
    pub kept_until: BusinessDate,
    /// What this day's nights, stays and spend reach by themselves.
    pub reached: Tier,
    /// Tiers given by hand, the newest first.
    pub manual: Vec<ManualTier>,
    /// The latest changes, the newest first.
    pub moves: Vec<TierMove>,
}

/// Gives a tier by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SetTier {
    /// To whom.
    pub member: MemberRef,
    /// Which.
    pub tier: Tier,
    /// Why.
    pub reason: String,
    /// Last day.
    pub until: BusinessDate,
}

/// What a tier by hand answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TierSet {
    /// What was given or taken back.
    pub manual: ManualTierId,
    /// The member's tier before.
    pub before: Tier,
    /// And after: the higher of both.
    pub after: Tier,
}

/// Why a tier is not given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TierRefusal {
    /// The last day has passed, or lies too far ahead.
    BadEnd {
        /// How many days ahead it may lie.
        days: i64,
    },
    /// It was taken back or has ended before.
    NotStanding,
    /// A run closes a day that has come: what departs tomorrow is not known today.
    NotYet,
}

impl Refusal for TierRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::BadEnd { .. } => "bad_tier_end",
            Self::NotStanding => "tier_not_standing",
            Self::NotYet => "tier_run_not_yet",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::BadEnd { days } => vec![("days", days.to_string())],
            Self::NotStanding | Self::NotYet => Vec::new(),
        }
    }
}

/// A member's tier as it is kept: the one that counts, and the automatic one while a manual tier stands beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(super) struct TierState {
    pub(super) guest: GuestId,
    pub(super) tier: Tier,
    pub(super) since: BusinessDate,
    /// None while no manual tier stands: then the one that counts is the automatic one.
    pub(super) earned: Option<(Tier, BusinessDate)>,
}

impl TierState {
    fn held(self) -> Held {
        let (tier, since) = self.earned.unwrap_or((self.tier, self.since));
        Held { tier, since }
    }

    /// Returns the state with this automatic tier beside the manual ones that stand on `on`.
    fn with(self, held: Held, manual: &[ManualTier], on: BusinessDate) -> Self {
        let Some(by_hand) = manual.iter().filter(|manual| manual.stands(on)).map(|manual| manual.tier).max() else {
            return Self { tier: held.tier, since: held.since, earned: None, ..self };
        };
        let tier = by_hand.max(held.tier);
        let since = if tier == self.tier { self.since } else { on };
        Self { tier, since, earned: Some((held.tier, held.since)), ..self }
    }

    /// Returns the state after a review on `on` of what stays reach; manual tiers are looked at as they stand `today`.
    fn reviewed(self, programme: &Programme, reached: Tier, manual: &[ManualTier], days: Days) -> Self {
        self.with(rules::reviewed(programme, self.held(), reached, days.on), manual, days.today)
    }
}

/// The day that a review decides for, and the day it is made on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Days {
    on: BusinessDate,
    today: BusinessDate,
}

/// Returns the tier of `guest` that counted on `date`, or counts where it is today: the automatic one of that day, as the
/// changes of the tier tell it, beside the tiers by hand that stood. What is credited late is credited as it would have been.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn tier_on(db: &Db, guest: GuestId, date: BusinessDate) -> Result<Tier> {
    let state = state(db, guest)?;
    let held = state.held();
    let then = if date < held.since { rows::tier_then(db, guest, date)? } else { None };
    let held = Held { tier: then.unwrap_or(held.tier), ..held };
    Ok(state.with(held, &rows::manual_tiers(db, guest)?, date).tier)
}

/// Returns every guest's tiers by hand: few, whatever the size of the house.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn all_manual(db: &Db) -> Result<HashMap<GuestId, Vec<ManualTier>>> {
    rows::all_manual(db)
}

/// Returns what the tier of `guest` rests on.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn facts(db: &Db, guest: GuestId, today: BusinessDate) -> Result<TierFacts> {
    let state = state(db, guest)?;
    let programme = loyalty::programme(db, today)?;
    let manual = rows::manual_tiers(db, guest)?;
    let held = state.held();
    Ok(TierFacts {
        tier: state.with(held, &manual, today).tier,
        earned: held.tier,
        earned_since: held.since,
        kept_until: held.since.plus_months(i32::try_from(programme.tier_kept_months).unwrap_or(i32::MAX)),
        reached: reached(db, &programme, guest, today)?.0,
        manual,
        moves: rows::moves(db, guest, MOVES_SHOWN)?,
    })
}

/// Returns the nights, stays and spend that count for a tier on `on`: of a calendar year the one that runs.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn standing(db: &Db, programme: &Programme, guest: GuestId, on: BusinessDate) -> Result<Standing> {
    rows::counted(db, guest, rules::windows(programme, on).0)
}

/// Returns the tier that stays reach on `on`, and by what.
fn reached(db: &Db, programme: &Programme, guest: GuestId, on: BusinessDate) -> Result<(Tier, Standing)> {
    let (now, before) = rules::windows(programme, on);
    let standing = rows::counted(db, guest, now)?;
    let mut tier = rules::reached(programme, standing);
    if let Some(before) = before {
        tier = tier.max(rules::reached(programme, rows::counted(db, guest, before)?));
    }
    Ok((tier, standing))
}

/// What reviews of days to come would leave to members, where nobody comes until then: for a walk over many of them the tiers
/// by hand, few whatever the size of the house, are read once.
pub struct Ahead<'p> {
    programme: &'p Programme,
    by_hand: HashMap<GuestId, Vec<ManualTier>>,
}

impl<'p> Ahead<'p> {
    /// Returns the look ahead by `programme`.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn of(db: &Db, programme: &'p Programme) -> Result<Self> {
        Ok(Self { programme, by_hand: rows::all_manual(db)? })
    }

    /// Returns the latest day since when an automatic tier can be held that falls by `on`; a few days later at most.
    pub fn held_until(&self, on: BusinessDate) -> BusinessDate {
        // The last days of long months are one day of a short one.
        let kept = i32::try_from(self.programme.tier_kept_months).unwrap_or(i32::MAX);
        on.plus_months(kept.saturating_neg()).plus_days(SHORT_MONTH_DAYS)
    }

    /// Returns the tier that a review made on `on` would leave to a member.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub(super) fn tier(&self, db: &Db, state: TierState, on: BusinessDate) -> Result<Tier> {
        let (reached, _) = reached(db, self.programme, state.guest, on)?;
        let manual = self.by_hand.get(&state.guest).map(Vec::as_slice).unwrap_or_default();
        Ok(state.reviewed(self.programme, reached, manual, Days { on, today: on }).tier)
    }
}

/// Returns the tier that a review made on `on` would leave to `guest`, where nobody comes until then.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn ahead(db: &Db, programme: &Programme, guest: GuestId, on: BusinessDate) -> Result<Tier> {
    Ahead::of(db, programme)?.tier(db, state(db, guest)?, on)
}

/// Sets the tier that the member's stays give by the programme, today.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn review(tx: &mut Tx<'_>, guest: GuestId) -> Result<TierReview> {
    let op = tx.begin(Op::ReviewTiers)?;
    let today = tx.business_date();
    let before = state(tx.db(), guest)?;
    let programme = loyalty::programme(tx.db(), today)?;
    let (reached, standing) = reached(tx.db(), &programme, guest, today)?;
    let after = before.reviewed(&programme, reached, &rows::manual_tiers(tx.db(), guest)?, Days { on: today, today });
    let review = TierReview { before: before.tier, after: after.tier };
    if after != before {
        let cause = cause_of(&programme, before, after);
        put(tx, before, after, (today, cause, standing))?;
        tx.record(op, Change::updated(guest, &before, &after)?.about(guest))?;
    }
    Ok(review)
}

/// Gives a member a tier by hand. The automatic one goes on beside it; the higher of both counts.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`TierRefusal::BadEnd`], [`Common`] naming the reason.
pub fn set(tx: &mut Tx<'_>, input: &SetTier) -> Result<TierSet> {
    let op = tx.begin(Op::SetTier)?;
    let reason = text::required("reason", &input.reason, LINE_MAX)?;
    let today = tx.business_date();
    if !(0..=MANUAL_DAYS_MAX).contains(&input.until.days_since(today)) {
        return Err(TierRefusal::BadEnd { days: MANUAL_DAYS_MAX }.into());
    }
    let (member, named) = loyalty::addressed(tx.db(), &input.member)?;
    let id: ManualTierId = tx.new_id();
    let manual = rows::NewManualTier { id, guest: member.guest, tier: input.tier, reason: &reason, until: input.until };
    rows::insert_manual(tx, &manual)?;
    merged::came_for(tx, named, MovedKind::ManualTier, id)?;
    settle(tx, op, (id, member.guest), TierCause::Manual)
}

/// Takes a tier by hand back, from today on.
///
/// Errors: [`Common::NotFound`], [`TierRefusal::NotStanding`].
pub fn end(tx: &mut Tx<'_>, manual: ManualTierId) -> Result<TierSet> {
    let op = tx.begin(Op::SetTier)?;
    let not_found = Common::NotFound { record: RecordKind::Member.word() };
    let (guest, found) = rows::manual_tier(tx.db(), manual)?.ok_or(not_found)?;
    if !found.stands(tx.business_date()) {
        return Err(TierRefusal::NotStanding.into());
    }
    rows::end_manual(tx, manual)?;
    settle(tx, op, (manual, guest), TierCause::Ended)
}

/// Brings what counts in line with the manual tiers that stand today; the automatic one stays as it is.
fn settle(tx: &mut Tx<'_>, op: Begun, (manual, guest): (ManualTierId, GuestId), cause: TierCause) -> Result<TierSet> {
    let before = state(tx.db(), guest)?;
    let today = tx.business_date();
    let after = before.with(before.held(), &rows::manual_tiers(tx.db(), guest)?, today);
    let programme = loyalty::programme(tx.db(), today)?;
    let standing = standing(tx.db(), &programme, guest, today)?;
    put(tx, before, after, (today, cause, standing))?;
    tx.record(op, Change::updated(guest, &before, &after)?.about(guest))?;
    Ok(TierSet { manual, before: before.tier, after: after.tier })
}

/// Writes the state, and the move where the tier that counts is another.
fn put(tx: &mut Tx<'_>, before: TierState, after: TierState, why: (BusinessDate, TierCause, Standing)) -> Result<()> {
    rows::put_state(tx, after)?;
    tx.touches(RecordKind::Member);
    if before.tier != after.tier {
        let (on, cause, standing) = why;
        rows::insert_move(
            tx,
            &rows::NewMove { guest: before.guest, on, before: before.tier, after: after.tier, cause, standing },
        )?;
        tx.search_again(before.guest);
        tx.touches(RecordKind::Guest);
    }
    Ok(())
}

fn cause_of(programme: &Programme, before: TierState, after: TierState) -> TierCause {
    if after.tier > before.tier {
        TierCause::Rose
    } else if before.earned.is_some_and(|(tier, _)| tier == after.tier) {
        TierCause::Ended
    } else if programme.soft_landing {
        TierCause::Landed
    } else {
        TierCause::Fell
    }
}

fn state(db: &Db, guest: GuestId) -> Result<TierState> {
    rows::state(db, guest)?.ok_or_else(|| LoyaltyRefusal::NotAMember.into())
}
