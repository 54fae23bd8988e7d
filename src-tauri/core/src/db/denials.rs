//! What was asked for without the right (PROMISES 21): who, what, when; never about whom. Bounded, so that a page or a program that
//! asks without end fills no disk: one row a person, operation and day, written to at most once a minute.

use rusqlite::{OptionalExtension, params};

use super::{Db, Store};
use crate::{
    audit::op::Op,
    base::{error::Result, ids::UserId, role::Session, time::Instant},
};

/// How long refusals of the same person and operation are one row, in milliseconds.
const ONE_ROW_MS: i64 = 24 * 60 * 60_000;
/// How often a row is written to, in milliseconds.
const WRITTEN_EVERY_MS: i64 = 60_000;

/// A refusal, or several of the same person and operation within a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Denial {
    /// The first of them.
    pub at: Instant,
    /// The last of them.
    pub last_at: Instant,
    /// In how many minutes it was asked.
    pub times: u32,
    /// Who asked.
    pub user: UserId,
    /// What was refused.
    pub op: Op,
}

impl Store {
    /// Writes down that `session` was refused `op` at `at`.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn denied(&self, session: &Session, op: Op, at: Instant) -> Result<()> {
        self.upkeep(|db, _| note(db, session.user, op, at))
    }
}

pub(super) fn note(db: &Db, user: UserId, op: Op, at: Instant) -> Result<()> {
    let mut same = db.conn().prepare_cached(
        "SELECT id, max(at_ms, last_at_ms) FROM denials WHERE user_id = ?1 AND op = ?2 AND at_ms > ?3 ORDER BY at_ms DESC LIMIT 1",
    )?;
    let same = same.query_row(params![user, op, at.ms() - ONE_ROW_MS], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)));
    match same.optional()? {
        // A clock that was set back does not open a row of its own either.
        Some((_, last)) if at.ms() - last < WRITTEN_EVERY_MS => {}
        Some((id, _)) => {
            let sql = "UPDATE denials SET last_at_ms = ?2, times = times + 1 WHERE id = ?1";
            db.conn().prepare_cached(sql)?.execute(params![id, at])?;
        }
        None => {
            let sql = "INSERT INTO denials(at_ms, user_id, op) VALUES (?1, ?2, ?3)";
            db.conn().prepare_cached(sql)?.execute(params![at, user, op])?;
        }
    }
    Ok(())
}

/// Returns the newest refusals, of one person where one is named, at most `limit`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn newest(db: &Db, user: Option<UserId>, limit: u32) -> Result<Vec<Denial>> {
    let sql = "SELECT at_ms, max(at_ms, last_at_ms), times, user_id, op FROM denials
               WHERE ?1 IS NULL OR user_id = ?1 ORDER BY id DESC LIMIT ?2";
    let mut rows = db.conn().prepare_cached(sql)?;
    let rows = rows.query_map(params![user, limit], |row| {
        Ok(Denial { at: row.get(0)?, last_at: row.get(1)?, times: row.get(2)?, user: row.get(3)?, op: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
