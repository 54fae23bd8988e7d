//! A member's page in one read: balance, lots by expiry, tier and what is missing, statement, benefits, rewards.

use serde::{Deserialize, Serialize};

use super::{
    Lot, LoyaltyRefusal, Member, MemberNo, MemberRef, Tier, adjust, check, late,
    pending::{self, PendingLine},
    programme::{self, Asks, Benefit, Programme, TierPeriod, earning::EarnedSoFar},
    rewards::{self, RewardLine},
    rows,
    statement::{self, Asked, Statement},
    stay_credit,
    tiers::{self, TierFacts, rules::Standing},
};
use crate::{
    audit::chain::Head,
    base::{
        error::{Error, Result},
        ids::{EntryId, GuestId, LotId, StayId},
        money::Minor,
        points::Points,
        time::BusinessDate,
    },
    db::Db,
};

/// Whose page, from when, and on which day it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberQuery {
    /// Whom.
    pub member: MemberRef,
    /// The statement's first business date; the newest postings, up to [`statement::PART_MAX`], where none is given.
    pub since: Option<BusinessDate>,
    /// The hotel's day.
    pub today: BusinessDate,
}

/// Everything about one member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct MemberPage {
    /// Who.
    pub member: Member,
    /// What the lots hold.
    pub balance: Points,
    /// What that is worth by the programme; shown, never posted.
    pub worth_minor: Minor,
    /// How many points are worth one major unit.
    pub points_per_major: u32,
    /// Lots that hold points, what expires first first.
    pub lots: Vec<LotLine>,
    /// So many days before they end, points are named.
    pub warn_days: u32,
    /// What is promised and not yet the member's: outside the balance.
    pub pending: Vec<PendingLine>,
    /// The tier and the way to the next.
    pub progress: Progress,
    /// What the tier rests on.
    pub tier_facts: TierFacts,
    /// The statement.
    pub statement: Statement,
    /// What the tier gives.
    pub benefits: Vec<Benefit>,
    /// What points can be exchanged for, cheapest first.
    pub rewards: Vec<RewardLine>,
    /// Departed stays whose points were not credited and still can be, the latest first.
    pub uncredited: Vec<UncreditedStay>,
    /// Departed stays past the programme's days, which only who may adjust points still credits, the latest first.
    pub late: Vec<UncreditedStay>,
    /// Points above which an adjustment needs a second person.
    #[specta(type = f64)]
    pub second_person_above: i64,
    /// Whether postings, lots and balance of this account agree.
    pub agrees: bool,
    /// The chain's head at this reading.
    pub head: Head,
}

/// A departed stay that can be credited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct UncreditedStay {
    /// Names it.
    pub stay: StayId,
    /// First night.
    pub arrival: BusinessDate,
    /// Day of leaving.
    pub departure: BusinessDate,
    /// What it would earn today.
    pub points: Points,
}

/// One lot as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LotLine {
    /// Names it.
    pub id: LotId,
    /// The posting that earned it.
    pub entry: EntryId,
    /// When.
    pub earned_on: BusinessDate,
    /// What was earned.
    pub points: Points,
    /// What is left.
    pub left: Points,
    /// The last business date it is good for.
    pub expires_on: BusinessDate,
}

/// The tier and what is missing to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Progress {
    /// The tier held.
    pub tier: Tier,
    /// Nights that count.
    pub nights: u32,
    /// Spend that counts.
    pub spend_minor: Minor,
    /// Stays that count.
    pub stays: u32,
    /// Over which time they count.
    pub period: TierPeriod,
    /// How many months back that is, where it is rolling.
    pub months: u32,
    /// What the next tier asks; none for the highest.
    pub next: Option<NextTier>,
}

/// What the next tier asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct NextTier {
    /// Which.
    pub tier: Tier,
    /// Whether one of them is enough.
    pub asks: Asks,
    /// Nights it asks for; 0 where it asks for none.
    pub nights: u32,
    /// Stays it asks for; 0 where it asks for none.
    pub stays: u32,
    /// Spend it asks for; 0 where it asks for none.
    pub spend_minor: Minor,
    /// Nights that are missing.
    pub nights_missing: u32,
    /// Stays that are missing.
    pub stays_missing: u32,
    /// Spend that is missing.
    pub spend_missing_minor: Minor,
}

/// A membership in the few words that a guest's page needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PointsSummary {
    /// As printed on the card.
    pub member_no: MemberNo,
    /// The points held.
    pub balance: Points,
    /// What they are worth.
    pub worth_minor: Minor,
    /// What expires first, where that is within the programme's days of warning.
    pub expiring: Option<Expiring>,
    /// The tier and the way to the next.
    pub progress: Progress,
}

/// Points that expire soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Expiring {
    /// How many.
    pub points: Points,
    /// Their last business date.
    pub on: BusinessDate,
}

/// Returns the page of the member whom the query means.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn page(db: &Db, query: &MemberQuery) -> Result<MemberPage> {
    let member = super::find(db, &query.member)?;
    let account = rows::account(db, member.guest)?.ok_or(LoyaltyRefusal::NotAMember)?;
    let programme = programme::in_force(db, query.today)?;
    let balance = rows::balance(db, account)?;
    let tier_facts = tiers::facts(db, member.guest, query.today)?;
    let member = Member { tier: tier_facts.tier, ..member };
    Ok(MemberPage {
        balance,
        worth_minor: worth(&programme, balance, db.hotel().minor_digits),
        points_per_major: programme.points_per_major,
        lots: lot_lines(db, account)?,
        warn_days: programme.warn_days,
        progress: progress(&programme, member.tier, tiers::standing(db, &programme, member.guest, query.today)?),
        tier_facts,
        pending: pending::lines(db, account)?,
        statement: statement::part(db, account, &Asked { from: query.since, ..Asked::default() }, statement::PART_MAX)?,
        benefits: programme.rule(member.tier).map(|rule| rule.benefits.clone()).unwrap_or_default(),
        rewards: rewards::catalogue(db, &programme, balance, query.today)?,
        uncredited: uncredited(db, &programme, &member, query.today)?,
        late: late::stays(db, &programme, &member, query.today)?,
        second_person_above: adjust::above(db, query.today)?,
        agrees: check::account_agrees(db, account)?,
        head: db.head()?,
        member,
    })
}

/// Returns what a guest's page shows of the membership; nothing where the guest is not enrolled.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn summary(db: &Db, guest: GuestId, today: BusinessDate) -> Result<Option<PointsSummary>> {
    let Some(member) = rows::member(db, guest)? else { return Ok(None) };
    let account = rows::account(db, guest)?.ok_or(LoyaltyRefusal::NotAMember)?;
    let programme = programme::in_force(db, today)?;
    let balance = rows::balance(db, account)?;
    let standing = tiers::standing(db, &programme, guest, today)?;
    let tier = tiers::tier_on(db, guest, today)?;
    Ok(Some(PointsSummary {
        member_no: member.member_no,
        balance,
        worth_minor: worth(&programme, balance, db.hotel().minor_digits),
        expiring: expiring(&rows::open_lots(db, account)?, today, programme.warn_days),
        progress: progress(&programme, tier, standing),
    }))
}

fn uncredited(db: &Db, programme: &Programme, member: &Member, today: BusinessDate) -> Result<Vec<UncreditedStay>> {
    let since = today.plus_days(-i64::from(programme.earning.late_days));
    let stays = rows::uncredited_stays(db, member.guest, since)?;
    let account = rows::account(db, member.guest)?.ok_or(LoyaltyRefusal::NotAMember)?;
    let mut found = Vec::with_capacity(stays.len());
    for (stay, arrival, facts) in stays {
        match stay_credit(db, (member.guest, account), &facts, (today, EarnedSoFar::default())) {
            Ok(earned) => found.push(UncreditedStay { stay, arrival, departure: facts.departure, points: earned.points }),
            // What the programme gives nothing for is not offered.
            Err(Error::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(found)
}

/// Returns what points are worth by the programme, in minor units.
pub(in crate::loyalty) fn worth(programme: &Programme, balance: Points, minor_digits: u32) -> Minor {
    let minor = i128::from(balance.count()) * 10_i128.pow(minor_digits) / i128::from(programme.points_per_major.max(1));
    i64::try_from(minor).ok().and_then(Minor::new).unwrap_or_default()
}

fn lot_lines(db: &Db, account: super::AccountId) -> Result<Vec<LotLine>> {
    let dates = rows::lot_dates(db, account)?;
    let line = |lot: Lot| {
        let earned_on = dates.iter().find(|(id, _)| *id == lot.id).map_or(lot.expires_on, |(_, date)| *date);
        LotLine { id: lot.id, entry: lot.entry, earned_on, points: lot.points, left: lot.left, expires_on: lot.expires_on }
    };
    Ok(rows::open_lots(db, account)?.into_iter().map(line).collect())
}

fn expiring(lots: &[Lot], today: BusinessDate, warn_days: u32) -> Option<Expiring> {
    let first = lots.first().filter(|lot| lot.expires_on.days_since(today) <= i64::from(warn_days))?;
    let together = lots.iter().filter(|lot| lot.expires_on == first.expires_on).map(|lot| lot.left.count()).sum();
    Some(Expiring { points: Points::new(together)?, on: first.expires_on })
}

fn progress(programme: &Programme, tier: Tier, standing: Standing) -> Progress {
    let next = programme.tiers.iter().filter(|rule| rule.tier > tier).min_by_key(|rule| rule.tier).map(|rule| {
        let missing = (rule.spend_minor.minor() - standing.spend.minor()).max(0);
        NextTier {
            tier: rule.tier,
            asks: rule.asks,
            nights: rule.nights,
            stays: rule.stays,
            spend_minor: rule.spend_minor,
            nights_missing: rule.nights.saturating_sub(standing.nights),
            stays_missing: rule.stays.saturating_sub(standing.stays),
            spend_missing_minor: Minor::new(missing).unwrap_or_default(),
        }
    });
    Progress {
        tier,
        nights: standing.nights,
        stays: standing.stays,
        spend_minor: standing.spend,
        period: programme.tier_period,
        months: programme.tier_months,
        next,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_to_the_next_tier_is_never_negative_and_the_highest_has_none() {
        let programme = Programme::standard(2);
        let standing = |nights, spend| Standing { nights, stays: 0, spend: Minor::new(spend).unwrap_or_default() };
        let gold = progress(&programme, Tier::Gold, standing(19, 1_824_000)).next;
        let missing = gold.map(|next| (next.tier, next.nights_missing, next.spend_missing_minor.minor()));
        assert_eq!(missing, Some((Tier::Platinum, 6, 1_176_000)), "the design's own guest: 19 of 25 nights, ¥18,240 of ¥30,000");
        let over = progress(&programme, Tier::Base, standing(40, 9_000_000)).next;
        let missing = over.map(|next| (next.nights_missing, next.spend_missing_minor.minor()));
        assert_eq!(missing, Some((0, 0)), "more than enough is not less than nothing");
        assert_eq!(progress(&programme, Tier::Platinum, standing(0, 0)).next, None);
    }
}
