//! What the ledger decides, as pure functions: which lots pay, what a reversal restores. What a stay earns is
//! `programme/earning.rs`, which tier a member has `tiers/rules.rs`.

use super::{
    programme::{Programme, Reward},
    types::{Lot, LoyaltyRefusal, Take},
};
use crate::base::{
    money::Minor,
    points::{POINTS_MAX, Points},
    time::BusinessDate,
};

/// Days just before today of which the file should know, so that the clock is believed.
const DAYS_KNOWN_MIN: usize = 2;

/// What of a stay the formula looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StayFacts {
    /// Whether the guest has left.
    pub departed: bool,
    /// The day of leaving.
    pub departure: BusinessDate,
    /// As the source calls it.
    pub channel: String,
    /// Room revenue.
    pub room: Minor,
    /// 餐饮
    pub food: Minor,
    /// The rest.
    pub other: Minor,
}

/// How the points of an account divide between two members who were merged.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shares {
    /// What is left of the lots that came from or for the other.
    pub left_of_other: i64,
    /// What the other's own postings took of the kept member's lots.
    pub used_by_other: i64,
    /// What the kept member's postings took of the other's lots.
    pub used_of_other: i64,
}

/// What a reversal gives back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// To lots that are still good; `points` is negative, for it undoes a use.
    pub lots: Vec<Take>,
    /// Of lots whose date has passed: good for the programme's days of grace.
    pub in_grace: Points,
}

/// Returns the last business date of points earned on `date`: the programme's months, from the end of that month.
pub fn expires_on(programme: &Programme, date: BusinessDate) -> BusinessDate {
    let (first, _) = date.month();
    first.plus_months(i32::try_from(programme.valid_months).unwrap_or(i32::MAX)).month_end()
}

/// Returns from which business date a credit that waits `days` after `from` is the member's: `today` where they have passed.
pub fn due_on(from: BusinessDate, days: u32, today: BusinessDate) -> BusinessDate {
    from.plus_days(i64::from(days)).max(today)
}

/// Returns the amount where one posting may carry it.
///
/// Errors: [`LoyaltyRefusal::BadAmount`].
pub fn amount(points: Points) -> Result<Points, LoyaltyRefusal> {
    if (1..=POINTS_MAX).contains(&points.count()) { Ok(points) } else { Err(LoyaltyRefusal::BadAmount { max: POINTS_MAX }) }
}

/// Returns the balance after `points` came.
///
/// Errors: [`LoyaltyRefusal::TooManyPoints`].
pub fn after_credit(balance: Points, points: Points) -> Result<Points, LoyaltyRefusal> {
    balance.plus(points).ok_or(LoyaltyRefusal::TooManyPoints { max: POINTS_MAX })
}

/// Returns what `wanted` points take of which lots: those that expire first are used first; of lots that end together the one
/// that comes first in `lots`, which are given oldest first.
///
/// Errors: [`LoyaltyRefusal::NotEnoughPoints`].
pub fn take(lots: &[Lot], wanted: Points) -> Result<Vec<Take>, LoyaltyRefusal> {
    let mut order: Vec<&Lot> = lots.iter().filter(|lot| lot.left > Points::ZERO).collect();
    order.sort_by_key(|lot| lot.expires_on);
    let mut missing = wanted.count();
    let mut takes = Vec::new();
    for lot in order {
        let taken = missing.min(lot.left.count());
        if taken > 0 {
            takes.push(Take { lot: lot.id, points: Points::new(taken).unwrap_or_default(), expires_on: lot.expires_on });
            missing -= taken;
        }
    }
    if missing > 0 {
        let held = wanted.count() - missing;
        return Err(LoyaltyRefusal::NotEnoughPoints { balance: Points::new(held).unwrap_or_default(), wanted });
    }
    Ok(takes)
}

/// Returns how many points an unmerge gives the other: what is left of theirs, less what they used of the kept member's,
/// and what the kept member used of theirs; between nothing and the whole balance.
pub fn due_to_other(shares: Shares, balance: i64) -> Points {
    let due = shares.left_of_other - shares.used_by_other + shares.used_of_other;
    Points::new(due.clamp(0, balance.max(0))).unwrap_or_default()
}

/// Returns what `wanted` points take of `lots` in the order given; fewer where the lots hold fewer.
pub fn take_in_order<'l>(lots: impl Iterator<Item = &'l Lot>, wanted: Points) -> Vec<Take> {
    let mut missing = wanted.count();
    let mut takes = Vec::new();
    for lot in lots {
        let taken = missing.min(lot.left.count());
        if taken > 0 {
            takes.push(Take { lot: lot.id, points: Points::new(taken).unwrap_or_default(), expires_on: lot.expires_on });
            missing -= taken;
        }
    }
    takes
}

/// Returns what taking back a use restores. `good_from` is the first date whose lots are still good: a lot that ended
/// before it comes back with days of grace (programme rule), for its points would be gone again at once.
pub fn restored(takes: &[Take], good_from: BusinessDate) -> Restored {
    let (good, passed): (Vec<&Take>, Vec<&Take>) = takes.iter().partition(|take| take.expires_on >= good_from);
    let back = |take: &Take| Take { points: Points::ZERO.minus(take.points).unwrap_or_default(), ..take.clone() };
    let in_grace: i64 = passed.iter().map(|take| take.points.count()).sum();
    Restored { lots: good.into_iter().map(back).collect(), in_grace: Points::new(in_grace).unwrap_or_default() }
}

/// Returns the whole of every lot, for a credit that is taken back.
///
/// Errors: [`LoyaltyRefusal::AlreadySpent`] where any of it was used.
pub fn take_whole(lots: &[Lot]) -> Result<Vec<Take>, LoyaltyRefusal> {
    if lots.iter().any(|lot| lot.left != lot.points) {
        return Err(LoyaltyRefusal::AlreadySpent);
    }
    Ok(lots.iter().map(|lot| Take { lot: lot.id, points: lot.points, expires_on: lot.expires_on }).collect())
}

/// Returns the reward of the catalogue that `code` names and `points` pays.
///
/// Errors: [`LoyaltyRefusal::NoSuchReward`], [`LoyaltyRefusal::RewardOutOfStock`]; `given` is how many were given so far.
pub fn reward<'p>(programme: &'p Programme, code: &str, points: Points, given: u32) -> Result<&'p Reward, LoyaltyRefusal> {
    let found = programme.rewards.iter().find(|reward| reward.code == code && reward.points == points);
    let reward = found.ok_or(LoyaltyRefusal::NoSuchReward)?;
    match reward.stock {
        Some(stock) if given >= stock => Err(LoyaltyRefusal::RewardOutOfStock),
        _ => Ok(reward),
    }
}

/// Checks the date of a run: not beyond the hotel's day. A practice hotel is there to try what would happen.
///
/// Errors: [`LoyaltyRefusal::RunAhead`].
pub fn run_may(on: BusinessDate, today: BusinessDate, practice: bool) -> Result<(), LoyaltyRefusal> {
    if on <= today || practice { Ok(()) } else { Err(LoyaltyRefusal::RunAhead { today }) }
}

/// Returns whether `today` follows from the days that the file knows: none is later, and something was done on two of the
/// days just before; a file that knows nothing older is new and says nothing.
pub fn day_is_plausible(known: &[BusinessDate], today: BusinessDate) -> bool {
    let near = |day: &&BusinessDate| **day < today && today.days_since(**day) <= super::expiry::KNOWN_DAYS;
    let older = known.iter().any(|day| today.days_since(*day) > super::expiry::KNOWN_DAYS);
    let later = known.iter().any(|day| *day > today);
    !later && (!older || known.iter().filter(near).count() >= DAYS_KNOWN_MIN)
}

#[cfg(test)]
#[path = "rules_tests.rs"]
mod tests;
