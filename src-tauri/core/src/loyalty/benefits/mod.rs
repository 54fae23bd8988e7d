//! 权益: what a tier gives beside points, how much of it is left, and who used it when.
//!
//! Owns `benefit_lines` and `benefit_returns`, append-only both: a use is taken back by a further row with its reason. What
//! the tier gives is counted by the member's own year or by the stay, as the programme says; more may be given by hand.
//! Absent on purpose: a nightly run that hands benefits out. A year begins by its date, and what was left of the last is gone.

pub mod handing;
pub mod practice;
pub(crate) mod rows;
pub mod rules;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Refusal, Result},
        ids::{BenefitLineId, GuestId, StayId},
        money::Minor,
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Begun, Db, Tx,
        merged::{self, MovedKind},
    },
    loyalty::{
        self, Member, MemberRef, Tier,
        hand::Hand,
        programme::{Benefit, BenefitPer},
    },
    stored_words,
};
use rules::Spent;

/// Lines of the log that a page shows.
pub const LOG_SHOWN: u32 = 200;
/// Most that one line gives or uses.
pub const COUNT_MAX: u32 = 99;

stored_words! {
    /// What a line of the log says.
    pub enum BenefitDeed {
        /// 使用
        Used = "used",
        /// 加发
        Given = "given",
    }
}

/// How a member's benefits stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Benefits {
    /// Whose tier gives them.
    pub tier: Tier,
    /// The first day of the member's year.
    pub year_from: BusinessDate,
    /// Its last day.
    pub year_to: BusinessDate,
    /// The stay that counts today: in house, or arriving.
    pub stay: Option<BenefitStay>,
    /// What there is, in the programme's order; what was given by hand and the tier does not give stands last.
    pub standing: Vec<BenefitStanding>,
    /// How many vouchers the member holds that are good and not used.
    pub vouchers: u32,
    /// What can be given by hand: every counted benefit that the programme knows, the tier's own first.
    pub givable: Vec<Benefit>,
    /// What was used and given, newest first, at most [`LOG_SHOWN`].
    pub log: Vec<BenefitEntry>,
}

/// A stay as the log names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BenefitStay {
    /// Names it.
    pub id: StayId,
    /// First night.
    pub arrival: BusinessDate,
    /// The room; empty where none is assigned.
    pub room_no: String,
}

/// One benefit and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BenefitStanding {
    /// Names it; its sentence is `benefit.<code>`.
    pub code: String,
    /// The hotel's own words; empty where the code says it.
    pub words: String,
    /// How often or how much, as the programme has it.
    pub amount: Option<u32>,
    /// By what it is counted.
    pub per: BenefitPer,
    /// How many there are in the member's year or this stay; none where nothing counts it.
    pub of: Option<u32>,
    /// How many were used.
    pub used: u32,
    /// How many are left; none where nothing counts it.
    pub left: Option<u32>,
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BenefitEntry {
    /// Names it.
    pub id: BenefitLineId,
    /// Used or given.
    pub deed: BenefitDeed,
    /// Which benefit.
    pub code: String,
    /// The hotel's own words; empty where the code says it.
    pub words: String,
    /// How many.
    pub count: u32,
    /// The tier that gave it then.
    pub tier: Tier,
    /// In which stay, where in one.
    pub stay: Option<BenefitStay>,
    /// What was said of it; for what was given by hand the reason.
    pub note: String,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub date: BusinessDate,
    /// Who.
    pub by: String,
    /// Why it was taken back; none while it stands.
    pub returned: Option<BenefitReturn>,
}

/// Why and by whom a line was taken back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BenefitReturn {
    /// Why.
    pub reason: String,
    /// When.
    pub at_ms: Instant,
    /// Who.
    pub by: String,
}

/// A benefit that is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct UseBenefit {
    /// Whose.
    pub member: MemberRef,
    /// Which.
    pub code: String,
    /// How many: two breakfasts at one table are two.
    pub count: u32,
    /// In which stay; the one in house or arriving today where none is named.
    pub stay: Option<StayId>,
    /// What is to be known of it; may be empty.
    pub note: String,
}

/// More of a benefit, given by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct GiveBenefit {
    /// To whom.
    pub member: MemberRef,
    /// Which.
    pub code: String,
    /// How many.
    pub count: u32,
    /// Why.
    pub reason: String,
}

/// Takes a line of the log back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ReturnBenefit {
    /// Which.
    pub line: BenefitLineId,
    /// Why.
    pub reason: String,
}

/// Why a benefit is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BenefitRefusal {
    /// The tier does not give it.
    NotGiven,
    /// Not so many are left.
    UsedUp {
        /// How many are left.
        left: u32,
        /// Of how many.
        of: u32,
    },
    /// It is counted by the stay, and no stay of theirs is in house or arriving today, or the named one is not theirs.
    NeedsStay,
    /// One to [`COUNT_MAX`].
    BadCount,
    /// It was taken back before.
    ReturnedBefore,
    /// More was used since than would then be there.
    UsedSince,
}

impl Refusal for BenefitRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotGiven => "benefit_not_given",
            Self::UsedUp { .. } => "benefit_used_up",
            Self::NeedsStay => "benefit_needs_stay",
            Self::BadCount => "benefit_bad_count",
            Self::ReturnedBefore => "benefit_returned",
            Self::UsedSince => "benefit_used_since",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::UsedUp { left, of } => vec![("left", left.to_string()), ("of", of.to_string())],
            Self::BadCount => vec![("max", COUNT_MAX.to_string())],
            _ => Vec::new(),
        }
    }
}

/// A line of the log, as it is kept.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Line {
    pub id: BenefitLineId,
    pub deed: BenefitDeed,
    pub code: String,
    pub words: String,
    pub count: u32,
    pub tier: Tier,
    pub cost_minor: Minor,
    pub stay: Option<StayId>,
    pub note: String,
}

impl Line {
    fn of(id: BenefitLineId, deed: BenefitDeed, benefit: Benefit, count: u32) -> Self {
        let cost_minor = if deed == BenefitDeed::Used { rules::cost(&benefit, count) } else { Minor::ZERO };
        let Benefit { code, words, .. } = benefit;
        Self { id, deed, code, words, count, tier: Tier::Base, cost_minor, stay: None, note: String::new() }
    }
}

/// Notes that a benefit was used, while one is left. Returns the line.
///
/// Errors: [`BenefitRefusal`], [`loyalty::LoyaltyRefusal::NotAMember`], [`crate::base::error::Common`] naming the field.
pub fn use_one(tx: &mut Tx<'_>, input: &UseBenefit) -> Result<BenefitLineId> {
    let op = tx.begin(Op::UseBenefit)?;
    let (member, named) = loyalty::addressed(tx.db(), &input.member)?;
    let note = text::optional("note", &input.note, LINE_MAX)?;
    let (count, today) = (rules::count(input.count)?, tx.business_date());
    let stay = rows::stay_of(tx.db(), member.guest, input.stay, today)?.map(|stay| stay.id);
    if input.stay.is_some() && stay.is_none() {
        return Err(BenefitRefusal::NeedsStay.into());
    }
    let standing = standing(tx.db(), &member, stay, today)?;
    rules::usable(&standing, &input.code, count, stay.is_some())?;
    let benefit = named_by(tx.db(), &member, &input.code, today)?;
    let line = Line::of(tx.new_id(), BenefitDeed::Used, benefit, count);
    write(tx, op, &member, named, &Line { tier: member.tier, stay, note, ..line })
}

/// Gives more of a benefit by hand, for this member year or this stay. Returns the line.
///
/// Errors: [`BenefitRefusal::BadCount`], [`BenefitRefusal::NeedsStay`], [`BenefitRefusal::NotGiven`] where no tier of the
/// programme knows it, [`loyalty::LoyaltyRefusal::NotAMember`], [`crate::base::error::Common`] naming the field.
pub fn give(tx: &mut Tx<'_>, input: &GiveBenefit) -> Result<BenefitLineId> {
    let op = tx.begin(Op::GiveBenefit)?;
    let (member, named) = loyalty::addressed(tx.db(), &input.member)?;
    let note = text::required("reason", &input.reason, LINE_MAX)?;
    let (count, today) = (rules::count(input.count)?, tx.business_date());
    let benefit = named_by(tx.db(), &member, &input.code, today)?;
    let stay = rows::stay_of(tx.db(), member.guest, None, today)?.map(|stay| stay.id);
    if benefit.per == BenefitPer::Stay && stay.is_none() {
        return Err(BenefitRefusal::NeedsStay.into());
    }
    let line = Line::of(tx.new_id(), BenefitDeed::Given, benefit, count);
    write(tx, op, &member, named, &Line { tier: member.tier, stay, note, ..line })
}

fn write(tx: &mut Tx<'_>, op: Begun, member: &Member, named: GuestId, line: &Line) -> Result<BenefitLineId> {
    rows::insert(tx, member.guest, line, &Hand::of(tx))?;
    merged::came_for(tx, named, MovedKind::Benefit, line.id)?;
    tx.record(op, Change::added(line.id, line)?.about(member.guest))?;
    Ok(line.id)
}

/// Takes a line back, once: a use gives the benefit again, a gift is withdrawn where it was not used.
///
/// Errors: [`BenefitRefusal::ReturnedBefore`], [`BenefitRefusal::UsedSince`], [`crate::base::error::Common`].
pub fn take_back(tx: &mut Tx<'_>, input: &ReturnBenefit) -> Result<BenefitLineId> {
    let op = tx.begin(Op::ReturnBenefit)?;
    let reason = text::required("reason", &input.reason, LINE_MAX)?;
    let kept = rows::line(tx.db(), input.line)?;
    if kept.returned {
        return Err(BenefitRefusal::ReturnedBefore.into());
    }
    rows::take_back(tx, input.line, &reason, &Hand::of(tx))?;
    if kept.line.deed == BenefitDeed::Given
        && let Some(member) = loyalty::member(tx.db(), kept.guest)?
    {
        let today = tx.business_date();
        let after = standing(tx.db(), &member, kept.line.stay, today)?;
        rules::none_owed(&after, &kept.line.code)?;
    }
    tx.record(op, Change::noted(input.line, &reason)?.about(kept.guest))?;
    Ok(input.line)
}

/// Returns how a member's benefits stand on `today`, with their log.
///
/// Errors: [`loyalty::LoyaltyRefusal::NotAMember`].
pub fn of_member(db: &Db, member: &MemberRef, today: BusinessDate) -> Result<Benefits> {
    let member = loyalty::find(db, member)?;
    let stay = rows::stay_of(db, member.guest, None, today)?;
    let (year_from, year_to) = rules::member_year(member.enrolled_on, today);
    let mut standing = standing(db, &member, stay.as_ref().map(|stay| stay.id), today)?;
    // What a higher tier gave and was used then is the log's to say.
    standing.retain(|benefit| benefit.of != Some(0));
    Ok(Benefits {
        tier: member.tier,
        year_from,
        year_to,
        standing,
        givable: known(db, &member, today)?.into_iter().filter(|benefit| benefit.per != BenefitPer::None).collect(),
        vouchers: loyalty::vouchers::held(db, member.guest, today)?,
        log: rows::log(db, member.guest, LOG_SHOWN)?,
        stay,
    })
}

/// Returns what there is for `member` and how much of it is left, in the member's year and in `stay`.
fn standing(db: &Db, member: &Member, stay: Option<StayId>, today: BusinessDate) -> Result<Vec<BenefitStanding>> {
    let (from, to) = rules::member_year(member.enrolled_on, today);
    let given = given_by_tier(db, member, today)?;
    let year = rows::spent_between(db, member.guest, from, to)?;
    let in_stay = stay.map_or(Ok(Vec::new()), |stay| rows::spent_in_stay(db, member.guest, stay))?;
    let mut found: Vec<BenefitStanding> = given.iter().map(|benefit| rules::standing(benefit, true, &year, &in_stay)).collect();
    // What was given by hand and the tier does not give.
    for benefit in known(db, member, today)?.into_iter().filter(|benefit| benefit.per != BenefitPer::None) {
        let seen = |spent: &Spent| spent.code == benefit.code;
        if !found.iter().any(|one| one.code == benefit.code) && (year.iter().any(seen) || in_stay.iter().any(seen)) {
            found.push(rules::standing(&benefit, false, &year, &in_stay));
        }
    }
    Ok(found)
}

fn given_by_tier(db: &Db, member: &Member, today: BusinessDate) -> Result<Vec<Benefit>> {
    Ok(loyalty::programme(db, today)?.rule(member.tier).map(|rule| rule.benefits.clone()).unwrap_or_default())
}

/// Returns every benefit that the programme knows, the tier's own first and each code once.
fn known(db: &Db, member: &Member, today: BusinessDate) -> Result<Vec<Benefit>> {
    let mut known = given_by_tier(db, member, today)?;
    for benefit in loyalty::programme(db, today)?.tiers.into_iter().flat_map(|rule| rule.benefits) {
        if !known.iter().any(|one| one.code == benefit.code) {
            known.push(benefit);
        }
    }
    Ok(known)
}

/// Returns whose a line of the log is.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn member_of(db: &Db, line: BenefitLineId) -> Result<GuestId> {
    Ok(rows::line(db, line)?.guest)
}

fn named_by(db: &Db, member: &Member, code: &str, today: BusinessDate) -> Result<Benefit> {
    let found = known(db, member, today)?.into_iter().find(|benefit| benefit.code == code);
    found.ok_or_else(|| BenefitRefusal::NotGiven.into())
}
