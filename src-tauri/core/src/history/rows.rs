//! Rows of history and images.

use rusqlite::{OptionalExtension, Row, params};

use super::{Filter, LINES_MAX, Line};
use crate::{
    base::{error::Result, ids::UserId, role::Department},
    db::Db,
};

pub fn lines(db: &Db, filter: &Filter, own: Option<UserId>, department: Option<Department>) -> Result<Vec<Line>> {
    let limit = filter.limit.unwrap_or(LINES_MAX).min(LINES_MAX);
    let sql = match filter.record {
        Some(_) => include_str!("sql/of_record.sql"),
        None => include_str!("sql/newest.sql"),
    };
    let mut rows = db.conn().prepare_cached(sql)?;
    let rows = rows.query_map(params![filter.record, own, department, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn line(db: &Db, seq: i64) -> Result<Option<Line>> {
    Ok(db.conn().prepare_cached(include_str!("sql/line.sql"))?.query_row([seq], read).optional()?)
}

/// Lines of one request that put a task on a plan, in their order.
pub fn tasks_of_key(db: &Db, key: &str) -> Result<Vec<Line>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/tasks_of_key.sql"))?;
    let rows = rows.query_map([key], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn tasks_dropped_by(db: &Db, key: &str) -> Result<Vec<Line>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/tasks_dropped_by.sql"))?;
    let rows = rows.query_map([key], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn author(db: &Db, seq: i64) -> Result<UserId> {
    Ok(db.conn().prepare_cached("SELECT user_id FROM history WHERE seq = ?1")?.query_row([seq], |row| row.get(0))?)
}

pub fn images(db: &Db, seq: i64) -> Result<(Option<String>, Option<String>)> {
    let side = |side: &str| -> Result<Option<String>> {
        let mut found = db.conn().prepare_cached("SELECT body FROM images WHERE seq = ?1 AND side = ?2")?;
        Ok(found.query_row(params![seq, side], |row| row.get(0)).optional()?)
    };
    Ok((side("before")?, side("after")?))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
        seq: row.get(0)?,
        at: row.get(1)?,
        user: row.get(2)?,
        operation: row.get(3)?,
        kind: row.get(4)?,
        record: row.get(5)?,
        key: row.get(6)?,
        undoes: row.get(7)?,
        undone: row.get(8)?,
        fields: Vec::new(),
    })
}
