//! Vouchers of a practice hotel: what its redemptions gave, some used, some about to lapse, some lapsed.

use super::{
    Issued, VoucherState, free_code, number,
    rows::{self, PastRedemption},
};
use crate::{
    base::{error::Result, ids::VoucherId, time::BusinessDate},
    db::{Tx, numbers},
    loyalty::{
        hand::Hand,
        programme::{Programme, Reward, RewardKind},
    },
};

/// How far back redemptions have their vouchers: longer ago they were paper.
const DAYS_BACK: i64 = 400;
/// Most vouchers that a practice hotel begins with.
const VOUCHERS_MAX: u32 = 2_000;
/// Days between the redemption and its use.
const USED_AFTER_DAYS: i64 = 9;
/// Of ten vouchers that could have been used so many were.
const USED_OF_TEN: u8 = 6;

/// Gives the redemptions of the last year their vouchers, inside a bulk operation that records itself.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add(tx: &mut Tx<'_>, programme: &Programme) -> Result<()> {
    let today = tx.business_date();
    let mut of_day: (Option<BusinessDate>, i64) = (None, 0);
    for past in rows::past_redemptions(tx.db(), today.plus_days(-DAYS_BACK), today, VOUCHERS_MAX)? {
        let given = programme.rewards.iter().find(|reward| reward.code == past.reward);
        let Some(reward) = given.filter(|reward| reward.kind != RewardKind::Gift) else { continue };
        of_day = (Some(past.on), if of_day.0 == Some(past.on) { of_day.1 + 1 } else { 1 });
        one(tx, reward, &past, of_day.1, today)?;
    }
    if let (Some(last), count) = of_day
        && last == today
    {
        numbers::keep_at_least(tx, &number::series(today, tx.hotel().desk_letter), count)?;
    }
    Ok(())
}

fn one(tx: &mut Tx<'_>, reward: &Reward, past: &PastRedemption, count: i64, today: BusinessDate) -> Result<()> {
    let id: VoucherId = tx.new_id();
    let number = number::written(past.on, tx.hotel().desk_letter, count);
    let (turn, mark) = free_code(tx.db(), id)?;
    let issued = Issued {
        id,
        number: &number,
        entry: past.entry,
        reward: &reward.code,
        words: &reward.words,
        points: past.points,
        cost_minor: reward.cost_minor,
        valid_until: past.on.plus_days(i64::from(reward.valid_days)),
    };
    let hand = Hand { by: past.by, at: past.at, on: past.on };
    rows::insert(tx, past.guest, &issued, (turn, &mark), &hand)?;
    let drawn = blake3::hash(past.entry.raw().bytes()).as_bytes()[0] % 10;
    let used_on = past.on.plus_days(USED_AFTER_DAYS.min(today.days_since(past.on)));
    if drawn < USED_OF_TEN && used_on < today {
        let days = used_on.days_since(past.on);
        let hand = Hand { by: past.by, at: past.at.plus_minutes(days * 24 * 60), on: used_on };
        rows::end(tx, id, VoucherState::Used, PLACES[usize::from(drawn) % PLACES.len()], &hand)?;
    }
    Ok(())
}

/// Where vouchers are used.
const PLACES: [&str; 3] = ["早餐厅", "前台", "水疗中心"];
