//! Who may give how much: the limits that the house set, version by version, and what somebody has left of them.
//!
//! Owns `limit_versions`. A version is added, never rewritten: what was given stands under the limits of its time.

pub(crate) mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::{RawId, RecordId, TicketId, UserId},
        money::Minor,
        points::Points,
        role::Session,
        text,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    tickets::{
        limits::{Limit, Limits, Used, cost_of},
        rules::Purse,
    },
};

/// Versions that the settings page lists.
const VERSIONS_SHOWN: u32 = 50;
const HUNDRED: i64 = 100;

/// What a person may still give by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Authority {
    /// What the role holds.
    pub limit: Limit,
    /// What the person used: in this case, this month, this year, and in this matter together with others.
    pub used: Used,
    /// Days over which gifts in one matter are looked at together.
    pub split_days: u32,
    /// First day of the month that counts.
    pub month: BusinessDate,
    /// What 100 points cost the house, minor units.
    pub hundred_points_minor: Minor,
}

/// One version of the house's limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct LimitsVersion {
    /// From 1; 0 are the limits of a new house.
    pub version: u32,
    /// The matrix.
    pub limits: Limits,
    /// Why they were set.
    pub why: String,
    /// Who set them; none for those of a new house.
    pub by: Option<UserId>,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at_ms: Option<Instant>,
}

/// Other limits for the house.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EditLimits {
    /// The version that the person saw.
    pub seen: u32,
    /// The whole matrix as it shall be.
    pub limits: Limits,
    /// Why.
    pub why: String,
}

/// Keeps a new version of the limits, in force at once. Returns its number.
///
/// Errors: [`Common::ChangedMeanwhile`], [`Common`] naming the field.
pub fn edit_limits(tx: &mut Tx<'_>, input: &EditLimits) -> Result<u32> {
    let op = tx.begin(Op::EditLimits)?;
    let before = limits(tx.db())?;
    if before.version != input.seen {
        return Err(Common::ChangedMeanwhile.into());
    }
    let after = input.limits.clone().checked()?;
    let why = text::required("why", &input.why, text::LINE_MAX)?;
    let version = before.version + 1;
    rows::insert(tx, version, &after, &why)?;
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before.limits, &after)?)?;
    Ok(version)
}

/// Returns the limits in force.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn limits(db: &Db) -> Result<LimitsVersion> {
    Ok(rows::newest(db)?.unwrap_or_else(|| of_a_new_house(db)))
}

/// Returns every version of the limits, the newest first, those of a new house last.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn limits_history(db: &Db) -> Result<Vec<LimitsVersion>> {
    let mut versions = rows::versions(db, VERSIONS_SHOWN)?;
    versions.push(of_a_new_house(db));
    Ok(versions)
}

/// Returns what `session`'s person may still give by themselves in the month of `date`, and under `ticket` where one is named.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn authority(db: &Db, session: &Session, ticket: Option<TicketId>, date: BusinessDate) -> Result<Authority> {
    let nowhere = TicketId(RawId::from_bytes([0; 16]));
    let limits = limits(db)?.limits;
    Ok(Authority {
        limit: limits.of(session.role),
        used: rows::used(db, session, ticket.unwrap_or(nowhere), date, limits.split_days)?,
        split_days: limits.split_days,
        month: date.month().0,
        hundred_points_minor: cost_of(Points::new(HUNDRED).unwrap_or_default(), db.hotel().minor_digits),
    })
}

/// Returns what `session`'s person may give and has given, as the rules look at it.
pub(crate) fn purse(db: &Db, session: &Session, ticket: TicketId, date: BusinessDate) -> Result<Purse> {
    let limits = limits(db)?.limits;
    Ok(Purse { limit: limits.of(session.role), used: rows::used(db, session, ticket, date, limits.split_days)? })
}

fn of_a_new_house(db: &Db) -> LimitsVersion {
    let limits = Limits::of_a_new_house(db.hotel().minor_digits);
    LimitsVersion { version: 0, limits, why: String::new(), by: None, by_name: String::new(), at_ms: None }
}
