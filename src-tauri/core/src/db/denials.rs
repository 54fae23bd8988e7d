//! What was asked for without the right (PROMISES 21): who, what, when; never about whom. Bounded, so that a page or a program that
//! asks without end fills no disk: one row a person, operation and day, written to at most once a minute.

use rusqlite::{OptionalExtension, params};

use super::{Db, Store};
use crate::{
    audit::op::Op,
    base::{
        error::{Error, Result},
        ids::UserId,
        role::Session,
        time::Instant,
    },
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

/// What may say that somebody was refused something: the core's error, and what a shell makes of it.
pub trait Denies {
    /// Returns what was refused for want of the right or of the PIN, where that is what this says.
    fn denied(&self) -> Option<Op>;
}

impl Denies for Error {
    fn denied(&self) -> Option<Op> {
        Error::denied(self).and_then(Op::from_word)
    }
}

impl Store {
    /// Returns `answer` as it is. Where it refuses `session` for want of the right or of the PIN, that is written down before;
    /// [`Store::write`] does so by itself, and a second time within a minute is none.
    ///
    /// Errors: those of `answer`, [`Error::Database`].
    pub fn heard<T, E: Denies + From<Error>>(&self, session: &Session, at: Instant, answer: Result<T, E>) -> Result<T, E> {
        if let Some(op) = answer.as_ref().err().and_then(Denies::denied) {
            self.upkeep(|db, _| note(db, session.user, op, at))?;
        }
        answer
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

/// Which refusals are asked for; nothing named is everything.
#[derive(Debug, Clone, Copy)]
pub struct AskedDenials {
    /// Of this person.
    pub user: Option<UserId>,
    /// The last of them not before this instant.
    pub from: Option<Instant>,
    /// The last of them before this instant.
    pub before: Option<Instant>,
    /// At most so many.
    pub limit: u32,
}

/// Returns the refusals that are asked for, the newest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn newest(db: &Db, asked: &AskedDenials) -> Result<Vec<Denial>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/denials_newest.sql"))?;
    let rows = rows.query_map(params![asked.user, asked.from, asked.before, asked.limit], |row| {
        Ok(Denial { at: row.get(0)?, last_at: row.get(1)?, times: row.get(2)?, user: row.get(3)?, op: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
