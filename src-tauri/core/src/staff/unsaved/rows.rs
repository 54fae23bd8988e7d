//! Rows of `unsaved_words`.

use rusqlite::params;

use super::{FORMS_MAX, UnsavedWords};
use crate::{
    base::{error::Result, ids::UserId, time::Instant},
    db::Db,
};

pub(super) fn put(db: &Db, author: UserId, words: &UnsavedWords, at: Instant) -> Result<()> {
    let put = "INSERT INTO unsaved_words(user_id, place, body, kept_at_ms) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT(user_id, place) DO UPDATE SET body = excluded.body, kept_at_ms = excluded.kept_at_ms";
    db.conn().prepare_cached(put)?.execute(params![author, words.place, words.body, at])?;
    let shorten = "DELETE FROM unsaved_words WHERE user_id = ?1 AND place NOT IN
                   (SELECT place FROM unsaved_words WHERE user_id = ?1 ORDER BY kept_at_ms DESC, place LIMIT ?2)";
    db.conn().prepare_cached(shorten)?.execute(params![author, FORMS_MAX])?;
    Ok(())
}

pub(super) fn of(db: &Db, author: UserId) -> Result<Vec<UnsavedWords>> {
    let find = "SELECT place, body FROM unsaved_words WHERE user_id = ?1 ORDER BY kept_at_ms DESC, place";
    let mut found = db.conn().prepare_cached(find)?;
    let found = found.query_map([author], |row| Ok(UnsavedWords { place: row.get(0)?, body: row.get(1)? }))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn authors(db: &Db) -> Result<Vec<UserId>> {
    let mut found = db.conn().prepare_cached("SELECT DISTINCT user_id FROM unsaved_words")?;
    let found = found.query_map([], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn drop(db: &Db, author: UserId, place: &str) -> Result<()> {
    db.conn().prepare_cached("DELETE FROM unsaved_words WHERE user_id = ?1 AND place = ?2")?.execute(params![author, place])?;
    Ok(())
}
