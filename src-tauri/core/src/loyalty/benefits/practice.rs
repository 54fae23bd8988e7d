//! The log of a practice hotel: what members with a tier used in their stays of the last year.

use std::collections::BTreeMap;

use super::{
    BenefitDeed, Line,
    rows::{self, PastStay},
    rules,
};
use crate::{
    base::{
        error::Result,
        ids::{BenefitLineId, GuestId},
    },
    db::Tx,
    loyalty::{
        hand::Hand,
        programme::{Benefit, BenefitPer, Programme},
    },
};

/// Most stays that are told of.
const STAYS_MAX: u32 = 2_000;
/// Days of the last year.
const DAYS_BACK: i64 = 365;
/// In one stay of so many something was noted by mistake and taken back.
const TAKEN_BACK_OF: usize = 9;
/// Why.
const TAKEN_BACK: &str = "记错了房号";
/// When the desk notes it on the day of leaving.
const NOTED_AT: (u32, u32) = (9, 10);

/// Writes the log, inside a bulk operation that records itself. Nobody used more than there was.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add(tx: &mut Tx<'_>, programme: &Programme) -> Result<()> {
    let today = tx.business_date();
    let mut used: BTreeMap<(GuestId, String), u32> = BTreeMap::new();
    let mut nth: BTreeMap<GuestId, u32> = BTreeMap::new();
    let Some(by) = rows::receptionist(tx.db())? else { return Ok(()) };
    for (ordinal, stay) in rows::past_stays(tx.db(), today.plus_days(-DAYS_BACK), today, STAYS_MAX)?.into_iter().enumerate() {
        let (year_from, _) = rules::member_year(stay.enrolled, today);
        let Some(rule) = programme.rule(stay.tier).filter(|_| stay.departed >= year_from) else { continue };
        let nth = nth.entry(stay.guest).or_default();
        *nth += 1;
        let Some(at) = tx.hotel().clock.at_local(stay.departed.date(), NOTED_AT.0, NOTED_AT.1) else { continue };
        let hand = Hand { by, at, on: stay.departed };
        for benefit in &rule.benefits {
            let before = used.entry((stay.guest, benefit.code.clone())).or_default();
            let left = rules::allowance(benefit).unwrap_or_default().saturating_sub(*before);
            let count = wanted(benefit, *nth).min(left);
            if count > 0 {
                // What is counted by the stay is there again in the next.
                *before += if benefit.per == BenefitPer::Stay { 0 } else { count };
                one(tx, &stay, benefit, count, &hand)?;
            }
        }
        if let Some(benefit) = rule.benefits.first().filter(|_| ordinal.is_multiple_of(TAKEN_BACK_OF)) {
            let wrong = one(tx, &stay, benefit, 1, &hand)?;
            rows::take_back(tx, wrong, TAKEN_BACK, &hand)?;
        }
    }
    Ok(())
}

/// Two breakfasts a stay, an upgrade in every second, late check-out in every third.
fn wanted(benefit: &Benefit, nth: u32) -> u32 {
    match benefit.code.as_str() {
        "breakfast" => 2,
        "upgrade" => u32::from(nth.is_multiple_of(2)),
        "late_check_out" => u32::from(nth.is_multiple_of(3)),
        _ => 0,
    }
}

fn one(tx: &mut Tx<'_>, stay: &PastStay, benefit: &Benefit, count: u32, hand: &Hand) -> Result<BenefitLineId> {
    let line = Line::of(tx.new_id(), BenefitDeed::Used, benefit.clone(), count);
    let line = Line { tier: stay.tier, stay: Some(stay.id), ..line };
    rows::insert(tx, stay.guest, &line, hand)?;
    Ok(line.id)
}
