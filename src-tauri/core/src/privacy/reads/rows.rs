//! Reads as they were written down.

use rusqlite::{OptionalExtension, Row, params};

use super::{AskedReads, READS_MAX, ReadKind, ReadLine, why};
use crate::{
    audit::op::Op,
    base::{
        error::{Error, Result},
        ids::GuestId,
        time::Instant,
    },
    db::Db,
};

/// Reads that stand in history: those that asked for a reason, or left the house; of `kinds` alone.
pub fn noted(db: &Db, asked: &AskedReads, guest: Option<GuestId>, kinds: &[(ReadKind, Op)]) -> Result<Vec<ReadLine>> {
    let words: Vec<&str> = kinds.iter().map(|(_, op)| op.word()).collect();
    let words = serde_json::Value::from(words).to_string();
    let mut rows = db.conn().prepare_cached(include_str!("../sql/reads_noted.sql"))?;
    let rows = rows.query_map(params![asked.user, guest, asked.from, asked.to, READS_MAX + 1, words], |row| {
        let operation: Op = row.get(3)?;
        let kind = kinds.iter().find(|(_, op)| *op == operation).map(|(kind, _)| *kind);
        kind.map(|kind| of_history(row, kind, operation)).transpose()
    })?;
    rows.filter_map(|row| row.map_err(Error::from).transpose()).collect()
}

fn of_history(row: &Row<'_>, kind: ReadKind, operation: Op) -> rusqlite::Result<ReadLine> {
    let image: Option<String> = row.get(7)?;
    Ok(ReadLine {
        kind,
        at_ms: row.get(1)?,
        since_ms: None,
        times: 1,
        user: row.get(2)?,
        by: String::new(),
        guest: row.get(4)?,
        name: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
        field: row.get(6)?,
        operation,
        why: why(image.as_deref()),
    })
}

/// Cards that were opened, once a guest, person and day.
pub fn opened(db: &Db, asked: &AskedReads, guest: Option<GuestId>) -> Result<Vec<ReadLine>> {
    let mut rows = db.conn().prepare_cached(include_str!("../sql/reads_opened.sql"))?;
    let rows = rows.query_map(params![asked.user, guest, asked.from, asked.to, READS_MAX + 1], |row| {
        let (first, times): (Instant, u32) = (row.get(0)?, row.get(2)?);
        Ok(ReadLine {
            kind: ReadKind::Opened,
            at_ms: row.get(1)?,
            since_ms: (times > 1).then_some(first),
            times,
            user: row.get(3)?,
            by: String::new(),
            guest: row.get(4)?,
            name: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            field: None,
            operation: Op::ShowGuest,
            why: String::new(),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn name(db: &Db, guest: GuestId) -> Result<String> {
    let mut found = db.conn().prepare_cached("SELECT name FROM guest_details WHERE guest_id = ?1")?;
    Ok(found.query_row([guest], |row| row.get(0)).optional()?.unwrap_or_default())
}
