//! Many rows at once: secondary indexes are set aside and made again after, which is far quicker than keeping them.

use rusqlite::Connection;

use crate::base::error::{Error, Result};

/// Runs `fill` with the secondary indexes of `tables` set aside, then makes them again as the schema has them.
///
/// For a new file only: the caller's transaction is what keeps a failure from leaving a table without its indexes.
///
/// Errors: what `fill` answers, [`Error::Database`].
pub(crate) fn without_indexes<T>(conn: &Connection, tables: &[&str], fill: impl FnOnce() -> Result<T>) -> Result<T> {
    let mut found: Vec<(String, String)> = Vec::new();
    for table in tables {
        let mut indexes = conn.prepare(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL ORDER BY name",
        )?;
        let rows = indexes.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
        for row in rows {
            found.push(row?);
        }
    }
    for (name, _) in &found {
        if !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return Err(Error::Damaged { what: "an index that is not ours".to_owned() });
        }
        // The name is the schema's own, checked just above; SQLite takes no parameter here.
        conn.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    let value = fill()?;
    for (_, sql) in &found {
        conn.execute_batch(sql)?;
    }
    Ok(value)
}
