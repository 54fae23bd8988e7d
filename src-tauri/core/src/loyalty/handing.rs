//! A merge of two members moves the points of one account to the other, lot by lot with their dates; an unmerge gives each
//! what is theirs. Both by postings over the house's `adjusted` account, which comes out even: rows never change.

use std::collections::BTreeMap;

use super::{AccountId, Entry, EntryCode, House, Lot, Take, account, adjust, negative, rows, rules};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{EntryId, GuestId, LotId, MergeId},
        points::Points,
        time::BusinessDate,
    },
    db::{Db, Tx},
};

/// What moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PointsMoved {
    /// How many.
    pub points: Points,
    /// The postings that credited the receiving account, one for each date of expiry.
    pub credits: Vec<EntryId>,
}

/// Moves every point of `from` to `to`, each lot with its date.
///
/// Errors: [`super::LoyaltyRefusal::NotAMember`], [`super::LoyaltyRefusal::TooManyPoints`].
pub fn give_all(tx: &mut Tx<'_>, merge: MergeId, from: GuestId, to: GuestId) -> Result<PointsMoved> {
    let lots = rows::open_lots(tx.db(), account(tx.db(), from)?)?;
    let takes = lots.into_iter().map(|lot| Take { lot: lot.id, points: lot.left, expires_on: lot.expires_on }).collect();
    give(tx, merge, from, to, takes)
}

/// Gives `other` back what is theirs of `keep`'s account: what is left of the lots that came from `other` or for `other`
/// since, more or less what one has used of the other's; never more than is there.
///
/// Errors: as [`give_all`].
pub fn give_back(tx: &mut Tx<'_>, merge: MergeId, keep: GuestId, other: GuestId) -> Result<PointsMoved> {
    let from = account(tx.db(), keep)?;
    let due = due(tx.db(), merge, from)?;
    let lots = rows::open_lots(tx.db(), from)?;
    let (theirs, rest): (Vec<Lot>, Vec<Lot>) = {
        let own = rows::entries_of_merge(tx.db(), merge)?;
        lots.into_iter().partition(|lot| own.contains(&lot.entry))
    };
    let takes = rules::take_in_order(theirs.iter().chain(&rest), due);
    give(tx, merge, keep, other, takes)
}

/// Returns how many points [`give_back`] would give.
///
/// Errors: [`super::LoyaltyRefusal::NotAMember`].
pub fn would_give_back(db: &Db, merge: MergeId, keep: GuestId) -> Result<Points> {
    due(db, merge, account(db, keep)?)
}

fn due(db: &Db, merge: MergeId, from: AccountId) -> Result<Points> {
    Ok(rules::due_to_other(rows::shares(db, merge, from)?, rows::balance(db, from)?.count()))
}

fn give(tx: &mut Tx<'_>, merge: MergeId, from: GuestId, to: GuestId, takes: Vec<Take>) -> Result<PointsMoved> {
    let total = Points::new(takes.iter().map(|take| take.points.count()).sum()).unwrap_or_default();
    if total == Points::ZERO {
        return Ok(PointsMoved::default());
    }
    // Another's points come to nobody's own account by a merge that they make themselves.
    adjust::not_own(tx.db(), tx.session().user, to)?;
    let (debited, credited) = (account(tx.db(), from)?, account(tx.db(), to)?);
    rules::after_credit(rows::balance(tx.db(), credited)?, total)?;
    let mut by_date: BTreeMap<BusinessDate, i64> = BTreeMap::new();
    for take in &takes {
        *by_date.entry(take.expires_on).or_default() += take.points.count();
    }
    let debit = entry(tx, merge, negative(total), None, takes);
    post(tx, from, debited, &debit)?;
    let mut credits = Vec::with_capacity(by_date.len());
    for (expires_on, count) in by_date {
        let points = Points::new(count).unwrap_or_default();
        let credit = entry(tx, merge, points, Some(expires_on), Vec::new());
        let id: LotId = tx.new_id();
        rows::put_lot(tx, credited, &Lot { id, entry: credit.id, points, left: points, expires_on })?;
        post(tx, to, credited, &credit)?;
        credits.push(credit.id);
    }
    Ok(PointsMoved { points: total, credits })
}

fn entry(tx: &mut Tx<'_>, merge: MergeId, points: Points, lot_expires_on: Option<BusinessDate>, takes: Vec<Take>) -> Entry {
    Entry {
        id: tx.new_id(),
        code: EntryCode::Adjust,
        house: House::Adjusted,
        points,
        source: format!("merge:{merge}"),
        memo: String::new(),
        reverses: None,
        lot_expires_on,
        takes,
    }
}

fn post(tx: &mut Tx<'_>, guest: GuestId, account: AccountId, entry: &Entry) -> Result<()> {
    let op = tx.begin(Op::MovePoints)?;
    rows::put_entry(tx, account, entry)?;
    tx.record(op, Change::added(entry.id, entry)?.about(guest))?;
    Ok(())
}
