//! Rows of `limit_versions`, and the sums of what somebody has given.

use rusqlite::{OptionalExtension, Row, named_params, params, types::FromSqlError};

use super::LimitsVersion;
use crate::{
    audit::permission::{Grant, Permission, grant},
    base::{
        error::{Error, Result},
        ids::TicketId,
        money::Minor,
        points::Points,
        role::Session,
        time::BusinessDate,
    },
    db::{Db, Tx},
    tickets::limits::{Limits, RemedyUsed, Used},
};

/// Returns what `session`'s person gave on their own authority in `ticket`, in the month and in the year of `date`, and what
/// anybody gave in the same matter in the last `split_days` days.
pub(crate) fn used(db: &Db, session: &Session, ticket: TicketId, date: BusinessDate, split_days: u32) -> Result<Used> {
    let ((month, next_month), (year, next_year)) = (date.month(), date.year());
    let clock = db.hotel().clock;
    let begins = |date: BusinessDate| clock.at_local(date.date(), clock.day_ends_hour, 0);
    let mut found = db.conn().prepare_cached(concat!(
        "WITH RECURSIVE family(id) AS (SELECT :ticket ",
        include_str!("../joining/sql/family.sql"),
        "),\n",
        include_str!("sql/used.sql")
    ))?;
    let rows = found.query_map(
        named_params! {
            ":user": session.user,
            ":ticket": ticket,
            ":month": month,
            ":next_month": next_month,
            ":year": year,
            ":next_year": next_year,
            ":month_ms": begins(month),
            ":next_month_ms": begins(next_month),
            ":year_ms": begins(year),
            ":next_year_ms": begins(next_year),
            ":approves": grant(Permission::Approve, session.role) == Grant::Limited,
            ":since": date.plus_days(-i64::from(split_days)),
        },
        |row| Ok((remedy_row(row)?, points_row(row)?)),
    )?;
    rows.map(|row| Ok(row?)).try_fold(Used::default(), |sum, row: Result<_>| row.map(|(money, points)| with(sum, money, points)))
}

fn remedy_row(row: &Row<'_>) -> rusqlite::Result<RemedyUsed> {
    Ok(RemedyUsed {
        remedy: row.get(0)?,
        case_minor: row.get(1)?,
        month_minor: row.get(2)?,
        year_minor: row.get(3)?,
        matter_minor: row.get(4)?,
    })
}

fn points_row(row: &Row<'_>) -> rusqlite::Result<[Points; 4]> {
    Ok([row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?])
}

/// At the bounds of both types a sum stays there: it is above every limit then.
fn with(mut sum: Used, own: RemedyUsed, points: [Points; 4]) -> Used {
    let most = (Minor::new(crate::base::money::AMOUNT_MINOR_MAX), Points::new(crate::base::points::POINTS_MAX));
    let money = |sum: Minor, more: Minor| sum.plus(more).or(most.0).unwrap_or(sum);
    let count = |sum: Points, more: Points| sum.plus(more).or(most.1).unwrap_or(sum);
    sum.case_minor = money(sum.case_minor, own.case_minor);
    sum.month_minor = money(sum.month_minor, own.month_minor);
    sum.year_minor = money(sum.year_minor, own.year_minor);
    sum.matter_minor = money(sum.matter_minor, own.matter_minor);
    sum.points_case = count(sum.points_case, points[0]);
    sum.points_month = count(sum.points_month, points[1]);
    sum.points_year = count(sum.points_year, points[2]);
    sum.matter_points = count(sum.matter_points, points[3]);
    sum.remedies.push(own);
    sum
}

/// Returns the limits in force; none where the house never set its own.
pub(crate) fn newest(db: &Db) -> Result<Option<LimitsVersion>> {
    let mut found = db.conn().prepare_cached(
        "SELECT l.version, l.limits, l.why, l.by_user, u.name, l.at_ms FROM limit_versions l LEFT JOIN users u ON u.id = l.by_user
         ORDER BY l.version DESC LIMIT 1",
    )?;
    Ok(found.query_row([], version_row).optional()?)
}

/// Returns at most `most` versions, the newest first.
pub(crate) fn versions(db: &Db, most: u32) -> Result<Vec<LimitsVersion>> {
    let mut found = db.conn().prepare_cached(
        "SELECT l.version, l.limits, l.why, l.by_user, u.name, l.at_ms FROM limit_versions l LEFT JOIN users u ON u.id = l.by_user
         ORDER BY l.version DESC LIMIT ?1",
    )?;
    let rows = found.query_map([most], version_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn version_row(row: &Row<'_>) -> rusqlite::Result<LimitsVersion> {
    let limits: String = row.get(1)?;
    let unread =
        |source| rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, Box::new(FromSqlError::other(source)));
    Ok(LimitsVersion {
        version: row.get(0)?,
        limits: serde_json::from_str(&limits).map_err(unread)?,
        why: row.get(2)?,
        by: row.get(3)?,
        by_name: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
        at_ms: row.get(5)?,
    })
}

/// Saves the next version.
pub(crate) fn insert(tx: &Tx<'_>, version: u32, limits: &Limits, why: &str) -> Result<()> {
    let words = serde_json::to_string(limits).map_err(|_| Error::Damaged { what: "limits that do not serialise".to_owned() })?;
    tx.conn()
        .prepare_cached("INSERT INTO limit_versions(version, limits, why, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![version, words, why, tx.session().user, tx.at()])?;
    Ok(())
}
