//! Versions of a practice hotel: the one that its points were earned by, and the next one, which begins next month.

use super::{AdoptProgramme, Asks, Outlet, Programme, Promotion, PromotionEffect, rows};
use crate::{
    base::{ids::UserId, money::Minor, points::Points},
    db::Tx,
};

/// How long ago the first version began, in months: before the oldest stay of a practice hotel.
const BEGAN_MONTHS: i32 = 60;
/// Months that the members' day holds.
const PROMOTED_MONTHS: i32 = 3;

/// Keeps the versions, by the hand of `general`, inside a bulk operation that records itself.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add(tx: &Tx<'_>, general: UserId) -> crate::base::error::Result<()> {
    let today = tx.business_date();
    let digits = tx.hotel().minor_digits;
    let kept = |version: u32| Programme { version, ..Programme::standard(digits) };
    let adopt = |seen, valid_from, why: &str, rules| AdoptProgramme { seen, valid_from, rules, why: why.to_owned() };
    let first = adopt(0, today.plus_months(-BEGAN_MONTHS), "会员计划开始", kept(1));
    rows::put(tx, &first.rules, &first, general)?;
    let next_month = today.month().1;
    let mut rules = kept(2);
    rules.earning.outlets.push(Outlet { code: "日餐厅".to_owned(), percent: 150 });
    rules.earning.caps.per_month = Points::new(60_000);
    rules.soft_landing = true;
    if let Some(platinum) = rules.tiers.last_mut() {
        platinum.stays = 12;
        platinum.asks = Asks::Either;
    }
    rules.earning.promotions.push(Promotion {
        words: "会员日 餐饮双倍".to_owned(),
        from: next_month,
        until: next_month.plus_months(PROMOTED_MONTHS).plus_days(-1),
        outlets: vec![super::FOOD.to_owned(), "日餐厅".to_owned()],
        channels: Vec::new(),
        tiers: Vec::new(),
        min_spend_minor: Minor::new(100 * 10_i64.pow(digits.min(4))).unwrap_or_default(),
        effect: PromotionEffect::Multiplier(200),
    });
    let second = adopt(1, next_month, "暑期会员日，降级改成一次一级", rules);
    rows::put(tx, &second.rules, &second, general)
}
