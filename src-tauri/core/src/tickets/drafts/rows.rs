//! Rows of `intake_drafts`.

use rusqlite::{OptionalExtension, params, types::Type};

use super::{IntakeDraft, KeptDraft};
use crate::{
    base::{
        error::{Error, Result},
        ids::UserId,
        time::Instant,
    },
    db::Db,
};

pub(super) fn put(db: &Db, author: UserId, draft: &IntakeDraft, at: Instant) -> Result<()> {
    let body = serde_json::to_string(draft).map_err(|_| Error::Damaged { what: "a draft that does not serialise".to_owned() })?;
    db.conn()
        .prepare_cached(
            "INSERT INTO intake_drafts(user_id, body, kept_at_ms) VALUES (?1, ?2, ?3)
             ON CONFLICT(user_id) DO UPDATE SET body = excluded.body, kept_at_ms = excluded.kept_at_ms",
        )?
        .execute(params![author, body, at])?;
    Ok(())
}

pub(super) fn get(db: &Db, author: UserId) -> Result<Option<KeptDraft>> {
    let mut found = db.conn().prepare_cached("SELECT body, kept_at_ms FROM intake_drafts WHERE user_id = ?1")?;
    let draft = found.query_row([author], |row| {
        let body: String = row.get(0)?;
        // The words of a draft are a guest's: what cannot be read is told without them.
        let draft =
            serde_json::from_str(&body).map_err(|_| rusqlite::Error::InvalidColumnType(0, "body".to_owned(), Type::Text))?;
        Ok(KeptDraft { draft, kept_at_ms: row.get(1)? })
    });
    Ok(draft.optional()?)
}

pub(super) fn authors(db: &Db) -> Result<Vec<UserId>> {
    let mut found = db.conn().prepare_cached("SELECT user_id FROM intake_drafts")?;
    let found = found.query_map([], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn drop(db: &Db, author: UserId) -> Result<()> {
    db.conn().prepare_cached("DELETE FROM intake_drafts WHERE user_id = ?1")?.execute([author])?;
    Ok(())
}
