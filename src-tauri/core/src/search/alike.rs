//! Guests who are filed alike: under the same whole name in any form, or under a number that ends alike.

use super::{
    index::{range_of, reversed},
    names::Forms,
    rows,
    tokens::{Grade, WHOLE, keys},
};
use crate::{base::error::Result, base::ids::GuestId, db::Db};

/// Returns guests whose whole name is written or said like this one, in the order of rank, at most `limit`; the guest too.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn named_alike(db: &Db, name: &str, latin_name: &str, limit: usize) -> Result<Vec<GuestId>> {
    let mut found: Vec<i64> = Vec::new();
    for key in keys(&Forms::of(name, latin_name), "").into_iter().filter(|key| key.grade == Grade::Whole) {
        // A key holds folded signs, letters and digits alone: nothing in it can end the quotation.
        found.extend(rows::rows_with(db.conn(), &format!("\"{}{WHOLE}\"", key.text), limit)?);
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(limit);
    guests(db, &found)
}

/// Returns guests with a number that ends like this one's last `digits` digits, at most `limit`; the guest too.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn numbered_alike(db: &Db, number: &str, digits: usize, limit: usize) -> Result<Vec<GuestId>> {
    let end = reversed(number).and_then(|all| Some(all.get(..digits)?.to_owned()));
    let Some(range) = end.and_then(|end| range_of(&end)) else { return Ok(Vec::new()) };
    guests(db, &rows::tails(db.conn(), range, 0, limit)?)
}

fn guests(db: &Db, found: &[i64]) -> Result<Vec<GuestId>> {
    let mut guests = Vec::new();
    for row in found {
        guests.extend(rows::guest_at(db.conn(), *row)?);
    }
    Ok(guests)
}
