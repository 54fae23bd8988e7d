//! 推荐: who brought whom. A link between two guests' records, once for each new member; the programme's points go to the one who
//! brought somebody when that person has joined and left after a first stay.
//!
//! Owns `referrals`. Struck off, never deleted; points that were credited under it then go back.

pub mod practice;
mod rows;
mod rules;

use serde::{Deserialize, Serialize};

pub use rules::{NEW_DAYS, ReferralRefusal, ReferralState};

use self::rules::Facts;
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Error, Result},
        ids::{GuestId, RawId, ReferralId, UserId},
        points::Points,
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    loyalty::{self, Credit, EntryCode, House, Posted, pending},
};

/// Most referrals that may lead from one guest to the first: a longer way is a circle.
const WAY_MAX: usize = 64;

/// One referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Referral {
    /// Names it.
    pub id: ReferralId,
    /// Who brought somebody.
    pub referrer_id: GuestId,
    /// Who was brought.
    pub referred_id: GuestId,
    /// Where it is known from.
    pub told: String,
    /// Since when.
    pub referred_on: BusinessDate,
    /// Who took it down.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub business_date: BusinessDate,
    /// Why it was struck off; empty while it stands.
    pub ended_because: String,
}

/// Input of a referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReferMember {
    /// Who brought somebody.
    pub referrer: GuestId,
    /// Who was brought.
    pub referred: GuestId,
    /// Where it is known from.
    pub told: String,
    /// Since when; today where none is given.
    pub referred_on: Option<BusinessDate>,
}

/// Strikes a referral off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StrikeReferral {
    /// Which.
    pub referral: ReferralId,
    /// Why.
    pub reason: String,
}

/// What a referral answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Referred {
    /// Which.
    pub referral: ReferralId,
    /// Points that went to the one who brought somebody, or wait for their day; nothing where they are not due yet.
    pub points: Points,
    /// From which day those are theirs; at once where none is said.
    #[serde(default)]
    pub due_on: Option<BusinessDate>,
}

/// A referral on a member's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReferralLine {
    /// Names it.
    pub id: ReferralId,
    /// The other one of the two.
    pub guest_id: GuestId,
    /// As written.
    pub name: String,
    /// Empty for no member.
    pub member_no: String,
    /// Where it is known from.
    pub told: String,
    /// Since when.
    pub referred_on: BusinessDate,
    /// How it stands.
    pub state: ReferralState,
    /// Why it was struck off; empty while it stands.
    pub ended_because: String,
    /// Points that were credited and stand, or wait for their day.
    pub points: Points,
    /// Who took it down.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

/// The referrals of one guest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ReferralPage {
    /// Whom they brought, the latest first.
    pub brought: Vec<ReferralLine>,
    /// Who brought them, the latest first; at most one stands.
    pub brought_by: Vec<ReferralLine>,
    /// What the programme gives for one today.
    pub points_each: Points,
}

/// Returns the referrals of one guest.
///
/// Errors: [`Error::Database`].
pub fn page(db: &Db, guest: GuestId, today: BusinessDate) -> Result<ReferralPage> {
    Ok(ReferralPage {
        brought: rows::brought(db, guest)?,
        brought_by: rows::brought_by(db, guest)?,
        points_each: loyalty::programme(db, today)?.referral_points,
    })
}

/// Takes a referral down, and credits its points where they are due at once.
///
/// Errors: [`ReferralRefusal`], [`crate::base::error::Common`] naming the field or a guest who is not there.
pub fn refer(tx: &mut Tx<'_>, input: &ReferMember) -> Result<Referred> {
    let op = tx.begin(Op::ReferMember)?;
    let (referrer, referred) = (merged::current(tx.db(), input.referrer)?, merged::current(tx.db(), input.referred)?);
    let today = tx.business_date();
    let referred_on = input.referred_on.unwrap_or(today);
    let facts = Facts {
        same: referrer == referred,
        already: rows::standing_of(tx.db(), referred)?.is_some(),
        circle: leads_to(tx.db(), referrer, referred)?,
        enrolled_on: loyalty::member(tx.db(), referred)?.map(|member| member.enrolled_on),
        first_departure: rows::first_departure(tx.db(), referred)?,
        referred_on,
        today,
    };
    rows::is_there(tx.db(), referrer)?;
    rows::is_there(tx.db(), referred)?;
    rules::may_refer(&facts)?;
    let referral = Referral {
        id: tx.new_id(),
        referrer_id: referrer,
        referred_id: referred,
        told: text::required("told", &input.told, LINE_MAX)?,
        referred_on,
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: today,
        ended_because: String::new(),
    };
    rows::insert(tx, &referral)?;
    merged::came_for(tx, input.referrer, MovedKind::Referrer, referral.id)?;
    merged::came_for(tx, input.referred, MovedKind::Referred, referral.id)?;
    tx.record(op, Change::added(referral.id, &referral)?.about(referrer))?;
    let posted = settle(tx, referred)?;
    let awaited = posted.as_ref().and_then(|posted| posted.pending);
    let points = awaited.map_or_else(|| posted.map_or(Points::ZERO, |posted| posted.points), |awaited| awaited.points);
    Ok(Referred { referral: referral.id, points, due_on: awaited.map(|awaited| awaited.due_on) })
}

/// Credits the points of the referral that brought `referred`, where they are due and were not credited before. Returns
/// nothing where there is nothing to credit.
///
/// Errors: [`loyalty::LoyaltyRefusal::TooManyPoints`].
pub fn settle(tx: &mut Tx<'_>, referred: GuestId) -> Result<Option<Posted>> {
    match due(tx.db(), referred, tx.business_date())? {
        Some((referral, credit, due_on)) => Ok(Some(post(tx, &referral, (credit, due_on))?)),
        None => Ok(None),
    }
}

fn post(tx: &mut Tx<'_>, referral: &Referral, credit: (Credit, BusinessDate)) -> Result<Posted> {
    let op = tx.begin(Op::EarnPoints)?;
    let posted = pending::credit(tx, op, referral.referrer_id, credit)?;
    merged::came_with(tx, referral.id, posted.moves_as(), posted.entry_id)?;
    Ok(posted)
}

/// Returns the referral that brought `referred`, what is to be credited under it and from which day on; nothing where nothing is
/// due.
fn due(db: &Db, referred: GuestId, today: BusinessDate) -> Result<Option<(Referral, Credit, BusinessDate)>> {
    let Some(referral) = rows::standing_of(db, referred)? else { return Ok(None) };
    let programme = loyalty::programme(db, today)?;
    let points = programme.referral_points;
    let is_due = points > Points::ZERO && rows::state(db, referral.id)? == ReferralState::Due;
    if !is_due || loyalty::member(db, referral.referrer_id)?.is_none() {
        return Ok(None);
    }
    let left_on = rows::first_departure(db, referred)?.unwrap_or(today);
    let due_on = loyalty::rules::due_on(left_on, programme.pending.referral_days, today);
    let credit = Credit {
        code: EntryCode::Earn,
        house: House::Issued,
        points,
        source: format!("referral:{}", referral.id),
        memo: String::new(),
        expires_on: loyalty::rules::expires_on(&programme, due_on),
    };
    Ok(Some((referral, credit, due_on)))
}

/// Credits the points of a referral by hand: where the first stay came in by an import, or the guest joined after it.
///
/// Errors: [`ReferralRefusal::NotDue`], [`crate::base::error::Common::NotFound`], those of [`settle`].
pub fn credit(tx: &mut Tx<'_>, id: ReferralId) -> Result<Posted> {
    let op = tx.begin(Op::ReferMember)?;
    let referral = rows::get(tx.db(), id)?;
    let posted = settle(tx, referral.referred_id)?.ok_or(ReferralRefusal::NotDue)?;
    tx.record(op, Change::noted(id, &posted.entry_id)?.about(referral.referrer_id))?;
    Ok(posted)
}

/// Strikes a referral off; points that stand credited under it go back.
///
/// Errors: [`ReferralRefusal::Ended`], [`crate::base::error::Common`], those of [`loyalty::reverse`].
pub fn strike(tx: &mut Tx<'_>, input: &StrikeReferral) -> Result<ReferralId> {
    let op = tx.begin(Op::ReferMember)?;
    let before = rows::get(tx.db(), input.referral)?;
    if !before.ended_because.is_empty() {
        return Err(ReferralRefusal::Ended.into());
    }
    let after = Referral { ended_because: text::required("reason", &input.reason, LINE_MAX)?, ..before.clone() };
    let source = format!("referral:{}", before.id);
    if let Some(held) = pending::waiting_under(tx.db(), &source)? {
        pending::void(tx, held)?;
    }
    if let Some(entry) = rows::standing_credit(tx.db(), before.id)? {
        loyalty::reverse(tx, entry)?;
    }
    rows::end(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.referrer_id))?;
    Ok(after.id)
}

/// Puts every referral of `from` under `to`, on whichever side. Returns which.
///
/// Errors: [`Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<(MovedKind, RawId)>> {
    let referrer = rows::give_referrers(tx, from, to)?.into_iter().map(|id| (MovedKind::Referrer, id.raw()));
    let referred = rows::give_referreds(tx, from, to)?.into_iter().map(|id| (MovedKind::Referred, id.raw()));
    Ok(referrer.chain(referred).collect())
}

/// Puts that side of one referral of `from` under `to`, where it still is with `from`. Returns whether; a kind that is not
/// kept here is not.
///
/// Errors: [`Error::Database`].
pub fn give(tx: &Tx<'_>, kind: MovedKind, record: RawId, from: GuestId, to: GuestId) -> Result<bool> {
    match kind {
        MovedKind::Referrer => rows::give_referrer(tx, record.into(), from, to),
        MovedKind::Referred => rows::give_referred(tx, record.into(), from, to),
        _ => Ok(false),
    }
}

/// Returns whether the way of referrals from `guest` up leads to `other`.
fn leads_to(db: &Db, guest: GuestId, other: GuestId) -> Result<bool> {
    let mut at = guest;
    for _ in 0..WAY_MAX {
        let Some(referral) = rows::standing_of(db, at)? else { return Ok(false) };
        at = referral.referrer_id;
        if at == other {
            return Ok(true);
        }
    }
    Err(Error::Damaged { what: "referrals that lead in a circle".to_owned() })
}
