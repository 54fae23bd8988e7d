//! Rows of `budget_versions`, and the sums of what compensation cost.

use rusqlite::{OptionalExtension, Row, named_params, params, types::FromSqlError};

use super::{Budget, BudgetVersion, Part, Spent, SpentFilter, SpentRow};
use crate::{
    base::{
        error::{Error, Result},
        role::Department,
    },
    db::{Db, Tx},
};

macro_rules! counted {
    ($rest:expr) => {
        concat!(include_str!("sql/counted.sql"), include_str!($rest))
    };
}

/// Returns the sums of `filter`, one each month, department, cause, person and standing.
pub(crate) fn parts(db: &Db, filter: &SpentFilter, only: Option<Department>) -> Result<Vec<Part>> {
    let mut found = db.conn().prepare_cached(counted!("sql/parts.sql"))?;
    let rows = found.query_map(
        named_params! {
            ":from": filter.from,
            ":to": filter.to,
            ":department": filter.department,
            ":only": only,
            ":cause": filter.cause,
            ":person": filter.person,
        },
        |row| {
            Ok(Part {
                month: row.get(0)?,
                department: row.get(1)?,
                cause: row.get(2)?,
                person: row.get(3)?,
                name: name_in(row, 4)?,
                waits: row.get(5)?,
                spent: Spent { count: row.get(6)?, amount_minor: row.get(7)? },
            })
        },
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns at most `most` remedies of `filter`, the newest first.
pub(crate) fn rows(db: &Db, filter: &SpentFilter, only: Option<Department>, most: u32) -> Result<Vec<SpentRow>> {
    let mut found = db.conn().prepare_cached(counted!("sql/rows.sql"))?;
    let rows = found.query_map(
        named_params! {
            ":from": filter.from,
            ":to": filter.to,
            ":department": filter.department,
            ":only": only,
            ":cause": filter.cause,
            ":person": filter.person,
            ":most": most,
        },
        |row| {
            Ok(SpentRow {
                id: row.get(0)?,
                ticket: row.get(1)?,
                number: row.get(2)?,
                room_no: row.get(3)?,
                department: row.get(4)?,
                cause: row.get(5)?,
                remedy: row.get(6)?,
                words: row.get(7)?,
                amount_minor: row.get(8)?,
                points: row.get(9)?,
                state: row.get(10)?,
                person_name: name_in(row, 11)?,
                business_date: row.get(12)?,
            })
        },
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the budget in force; none where nobody set one.
pub(crate) fn newest(db: &Db) -> Result<Option<BudgetVersion>> {
    let mut found = db.conn().prepare_cached(
        "SELECT b.version, b.budget, b.why, u.name, b.at_ms FROM budget_versions b LEFT JOIN users u ON u.id = b.by_user
         ORDER BY b.version DESC LIMIT 1",
    )?;
    let row = |row: &Row<'_>| {
        let budget: String = row.get(1)?;
        let unread = |source| {
            rusqlite::Error::FromSqlConversionFailure(1, rusqlite::types::Type::Text, Box::new(FromSqlError::other(source)))
        };
        Ok(BudgetVersion {
            version: row.get(0)?,
            budget: serde_json::from_str(&budget).map_err(unread)?,
            why: row.get(2)?,
            by_name: name_in(row, 3)?,
            at_ms: row.get(4)?,
        })
    };
    Ok(found.query_row([], row).optional()?)
}

/// Saves the next version.
pub(crate) fn insert(tx: &Tx<'_>, version: u32, budget: &Budget, why: &str) -> Result<()> {
    let words =
        serde_json::to_string(budget).map_err(|_| Error::Damaged { what: "a budget that does not serialise".to_owned() })?;
    tx.conn()
        .prepare_cached("INSERT INTO budget_versions(version, budget, why, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![version, words, why, tx.session().user, tx.at()])?;
    Ok(())
}

fn name_in(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
}
