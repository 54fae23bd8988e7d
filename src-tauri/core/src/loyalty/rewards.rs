//! 兑换目录: what points can be exchanged for on a day, how many are left, and what a member still lacks for it.

use serde::{Deserialize, Serialize};

use super::{
    programme::{Programme, RewardKind},
    rows,
};
use crate::{
    base::{error::Result, points::Points, time::BusinessDate},
    db::Db,
};

/// One reward as the desk sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RewardLine {
    /// Names it; its sentence is `reward.<code>` where `words` are empty.
    pub code: String,
    /// The hotel's own words.
    pub words: String,
    /// What it is.
    pub kind: RewardKind,
    /// What it costs.
    pub points: Points,
    /// How many are left; none where it has no end.
    pub left: Option<u32>,
    /// The last day of a voucher given today; none where the thing itself is handed over.
    pub valid_until: Option<BusinessDate>,
    /// Whether the balance pays it and one is left.
    pub affordable: bool,
    /// How many points the balance lacks for it.
    pub missing: Points,
}

/// Returns the catalogue that holds on `today`, cheapest first, as `balance` can pay it.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn catalogue(db: &Db, programme: &Programme, balance: Points, today: BusinessDate) -> Result<Vec<RewardLine>> {
    let mut lines = Vec::with_capacity(programme.rewards.len());
    for reward in &programme.rewards {
        let left = match reward.stock {
            Some(stock) => Some(stock.saturating_sub(rows::rewards_given(db, &reward.code, stock)?)),
            None => None,
        };
        let on_paper = reward.kind != RewardKind::Gift;
        lines.push(RewardLine {
            code: reward.code.clone(),
            words: reward.words.clone(),
            kind: reward.kind,
            points: reward.points,
            left,
            valid_until: on_paper.then(|| today.plus_days(i64::from(reward.valid_days))),
            affordable: reward.points <= balance && left != Some(0),
            missing: reward.points.minus(balance).unwrap_or_default().max(Points::ZERO),
        });
    }
    lines.sort_by(|one, other| (one.points, &one.code).cmp(&(other.points, &other.code)));
    Ok(lines)
}

/// How many of a reward with an end were given: its stock is all that there ever were, and more are added to that.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RewardGiven {
    /// The reward's code.
    pub code: String,
    /// Given and not taken back.
    pub given: u32,
}

/// Returns how many of each reward with an end were given, by the programme of `today`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn given(db: &Db, today: BusinessDate) -> Result<Vec<RewardGiven>> {
    let programme = super::programme(db, today)?;
    let ends = programme.rewards.into_iter().filter(|reward| reward.stock.is_some());
    ends.map(|reward| Ok(RewardGiven { given: rows::rewards_given(db, &reward.code, u32::MAX)?, code: reward.code })).collect()
}
