//! The numbers that people read out: one running count a series, given inside the writing transaction and never twice.

use rusqlite::params;

use super::tx::Tx;
use crate::base::error::Result;

/// Returns the next number of `series`, from 1: a refused write gives its number back, a committed one never again.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn next_number(tx: &mut Tx<'_>, series: &str) -> Result<i64> {
    let next = tx
        .conn()
        .prepare_cached(
            "INSERT INTO numbers_given(series, last) VALUES (?1, 1) ON CONFLICT(series) DO UPDATE SET last = last + 1 RETURNING last",
        )?
        .query_row(params![series], |row| row.get(0))?;
    Ok(next)
}

/// Makes sure that `series` goes on after `last`: for bulk operations that bring numbers of their own.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn keep_at_least(tx: &Tx<'_>, series: &str, last: i64) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO numbers_given(series, last) VALUES (?1, ?2) ON CONFLICT(series) DO UPDATE SET last = max(last, excluded.last)",
        )?
        .execute(params![series, last])?;
    Ok(())
}
