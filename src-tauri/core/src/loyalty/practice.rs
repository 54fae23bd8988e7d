//! What the accounts of a practice hotel hold beside stays and rewards: points by hand, promises with a day, tiers by hand.

use super::{
    AccountId, Entry, EntryCode, House, Lot, Tier, account,
    adjust::Grounds,
    negative, pending, programme, rows, rules,
    tiers::{self, practice::GivenByHand},
};
use crate::{
    base::{error::Result, ids::GuestId, points::Points},
    db::Tx,
};

/// Points by hand and why, in turn.
const BY_HAND: [(i64, &str); 3] = [(300, "系统少记一次"), (150, "宣传册误印，按印的给"), (-120, "重复入账，扣回")];
/// Promises, in how many days they are due, and why.
const PROMISED: [(i64, i64, &str); 4] =
    [(200, 0, "生日当月礼"), (500, 6, "问卷答谢"), (300, 17, "入会周年礼"), (1_000, 31, "合作单位答谢")];
/// Tiers by hand, for how many days, and why.
const GIVEN: [(Tier, i64, &str); 2] = [(Tier::Platinum, 92, "合作单位高管"), (Tier::Platinum, 20, "拍摄活动期间礼遇")];

/// Writes them, inside a bulk operation that records itself; each of `members` has at most one of them. Returns how many
/// postings that made.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add(tx: &mut Tx<'_>, members: &[GuestId]) -> Result<u64> {
    let mut postings = 0;
    let mut members = members.iter().copied();
    for ((points, reason), guest) in BY_HAND.iter().zip(members.by_ref()) {
        postings += u64::from(by_hand(tx, guest, *points, reason)?);
    }
    for ((points, days, reason), guest) in PROMISED.iter().zip(members.by_ref()) {
        let due_on = tx.business_date().plus_days(*days);
        let grounds = Grounds { reason: (*reason).to_owned(), second: None };
        pending::promise_in_bulk(tx, guest, (count(*points), due_on), &grounds)?;
        postings += 1;
    }
    // Those of the highest tier stand first: a tier by hand goes to the last ones, who hold less.
    for ((tier, days, reason), guest) in GIVEN.iter().zip(members.rev()) {
        let until = tx.business_date().plus_days(*days);
        tiers::practice::give(tx, &GivenByHand { guest, tier: *tier, until, reason })?;
    }
    Ok(postings)
}

/// Returns whether it was posted: nothing is taken that is not there.
fn by_hand(tx: &mut Tx<'_>, guest: GuestId, points: i64, reason: &str) -> Result<bool> {
    let account: AccountId = account(tx.db(), guest)?;
    let takes = if points < 0 {
        let Ok(takes) = rules::take(&rows::open_lots(tx.db(), account)?, negative(count(points))) else { return Ok(false) };
        takes
    } else {
        Vec::new()
    };
    let today = tx.business_date();
    let expires_on = rules::expires_on(&programme(tx.db(), today)?, today);
    let entry = Entry {
        id: tx.new_id(),
        code: EntryCode::Adjust,
        house: House::Adjusted,
        points: count(points),
        source: "desk".to_owned(),
        memo: String::new(),
        reverses: None,
        lot_expires_on: (points > 0).then_some(expires_on),
        takes,
    };
    if points > 0 {
        let lot = Lot { id: tx.new_id(), entry: entry.id, points: entry.points, left: entry.points, expires_on };
        rows::put_lot(tx, account, &lot)?;
    }
    rows::put_grounds(tx, entry.id, &Grounds { reason: reason.to_owned(), second: None })?;
    rows::put_entry(tx, account, &entry)?;
    Ok(true)
}

fn count(points: i64) -> Points {
    Points::new(points).unwrap_or_default()
}
