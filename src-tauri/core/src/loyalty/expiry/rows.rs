//! What the page of a run reads: lots that end, members who lose, runs that were, and the days that the file knows.

use rusqlite::params;

use super::{KNOWN_DAYS, MemberExpiry, PastRun, TierExpiry};
use crate::{
    base::{error::Result, time::BusinessDate},
    db::Db,
};

/// History rows looked at for the days that the file knows: more than a busy house writes in a day.
const HISTORY_SEEN: u32 = 20_000;

pub(super) fn by_tier(db: &Db, on: BusinessDate) -> Result<Vec<TierExpiry>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/by_tier.sql"))?;
    let found = found.query_map([on], |row| Ok(TierExpiry { tier: row.get(0)?, members: row.get(1)?, points: row.get(2)? }))?;
    let mut tiers: Vec<TierExpiry> = found.collect::<rusqlite::Result<_>>()?;
    tiers.sort_by_key(|tier| tier.tier);
    Ok(tiers)
}

pub(super) fn listed(db: &Db, on: BusinessDate, limit: u32) -> Result<Vec<MemberExpiry>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/listed.sql"))?;
    let found = found.query_map(params![on, limit], |row| {
        Ok(MemberExpiry {
            guest: row.get(0)?,
            member_no: row.get(1)?,
            name: row.get(2)?,
            tier: row.get(3)?,
            points: row.get(4)?,
            first: row.get(5)?,
            left: row.get(6)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn runs(db: &Db, limit: u32) -> Result<Vec<PastRun>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/runs.sql"))?;
    let found = found.query_map([limit], |row| {
        Ok(PastRun { on: row.get(0)?, made_on: row.get(1)?, by: row.get(2)?, members: row.get(3)?, points: row.get(4)? })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns the business dates of the newest records, in no order: of the days from [`KNOWN_DAYS`] before `today` on, and the
/// newest before that.
pub(super) fn known_days(db: &Db, today: BusinessDate) -> Result<Vec<BusinessDate>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/known_days.sql"))?;
    let found = found.query_map(params![HISTORY_SEEN, today.plus_days(-KNOWN_DAYS)], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}
