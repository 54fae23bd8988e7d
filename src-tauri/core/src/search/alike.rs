//! Guests who are filed alike: under the same whole name in any form, or under a number that ends alike.

use std::{cmp::Reverse, collections::BTreeSet};

use rusqlite::Connection;

use super::{
    index::{range_of, reversed},
    lines,
    names::Forms,
    rows,
    tokens::{Grade, WHOLE, keys, words},
};
use crate::{
    base::{error::Result, ids::GuestId, time::BusinessDate},
    db::Db,
};

/// Rows that one name may propose to [`namesakes`]: of a name that thousands have, nobody looks at more.
const NAMESAKES_READ_MAX: usize = 60;

/// The same for [`colleagues`].
const COLLEAGUES_READ_MAX: usize = 60;

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

/// Returns guests who write their name exactly so, at most `limit`: who stays today first, then who departed last. Of a name
/// that more than [`NAMESAKES_READ_MAX`] have, those of the highest tiers are looked at, and all who are active.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn namesakes(db: &Db, name: &str, today: BusinessDate, limit: usize) -> Result<Vec<GuestId>> {
    namesakes_in(db.conn(), name, today, limit)
}

pub(crate) fn namesakes_in(conn: &Connection, name: &str, today: BusinessDate, limit: usize) -> Result<Vec<GuestId>> {
    let whole = keys(&Forms::of(name, ""), "").into_iter().filter(|key| key.grade == Grade::Whole);
    // As it is written says more than as it is said, which others share who write themselves otherwise.
    let Some(key) = whole.max_by_key(|key| (!key.text.is_ascii(), key.text.len())) else { return Ok(Vec::new()) };
    let mut proposed: BTreeSet<i64> =
        rows::rows_with(conn, &format!("\"{}{WHOLE}\"", key.text), NAMESAKES_READ_MAX)?.into_iter().collect();
    for (row, _) in rows::active_with(conn, &key.text, NAMESAKES_READ_MAX)? {
        proposed.extend(rows::active(conn, row)?.map(|active| active.line));
    }
    let mut found = Vec::new();
    for row in proposed {
        if let Some(line) = lines::at(conn, row)?.filter(|line| line.person.name == name) {
            found.push((!stays(conn, line.guest, today)?, Reverse(line.person.last_departure), line.guest));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().take(limit).map(|(.., guest)| guest).collect())
}

/// Returns guests who write their company exactly so, at most `limit`, who departed last first. Of a company that more than
/// [`COLLEAGUES_READ_MAX`] name, those of the highest tiers are looked at.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn colleagues(db: &Db, company: &str, limit: usize) -> Result<Vec<(GuestId, String)>> {
    colleagues_in(db.conn(), company, limit)
}

pub(crate) fn colleagues_in(conn: &Connection, company: &str, limit: usize) -> Result<Vec<(GuestId, String)>> {
    // All words of a company together: its beginning alone is that of every house of the same town.
    let filed = words(&keys(&Forms::default(), company));
    let asked: Vec<String> = filed.iter().map(|word| format!("\"{word}\"")).collect();
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for row in rows::rows_with(conn, &asked.join(" AND "), COLLEAGUES_READ_MAX)? {
        if let Some(line) = lines::at(conn, row)?.filter(|line| line.person.company == company) {
            found.push((Reverse(line.person.last_departure), line.guest, line.person.name));
        }
    }
    found.sort_unstable();
    Ok(found.into_iter().take(limit).map(|(_, guest, name)| (guest, name)).collect())
}

fn stays(conn: &Connection, guest: GuestId, today: BusinessDate) -> Result<bool> {
    let today = today.to_string();
    let covers = |stay: &rows::ActiveStay| stay.arrival <= today && today <= stay.departure;
    let active = rows::active_of(conn, guest)?;
    Ok(active.iter().any(|active| matches!(active.stay.state.as_str(), "booked" | "in_house") && covers(&active.stay)))
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
