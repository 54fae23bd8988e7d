//! Rows of `balance_files`.

use rusqlite::{OptionalExtension, Row, params};

use super::{BalanceCounts, BalancesFile};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Result},
        ids::ImportId,
    },
    db::{Db, Tx},
    import::ImportState,
};

pub(super) fn insert(tx: &Tx<'_>, file: &BalancesFile, sha256: &[u8; 32]) -> Result<()> {
    let counts = &file.counts;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        file.id,
        file.file_name,
        sha256.as_slice(),
        number(counts.rows),
        number(counts.taken),
        number(counts.refused),
        number(counts.members),
        counts.points,
        file.state,
        file.by_user,
        file.at_ms,
    ])?;
    Ok(())
}

pub(super) fn put_state(tx: &Tx<'_>, id: ImportId, state: ImportState) -> Result<()> {
    tx.conn().prepare_cached("UPDATE balance_files SET state = ?2 WHERE id = ?1")?.execute(params![id, state])?;
    Ok(())
}

pub(super) fn get(db: &Db, id: ImportId) -> Result<BalancesFile> {
    let found = db.conn().prepare_cached(include_str!("sql/one.sql"))?.query_row([id], read).optional()?;
    found.ok_or_else(|| Common::NotFound { record: RecordKind::Import.word() }.into())
}

pub(super) fn list(db: &Db, limit: u32) -> Result<Vec<BalancesFile>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/list.sql"))?;
    let found = found.query_map([limit], read)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<BalancesFile> {
    let number = |at: usize| row.get::<_, i64>(at).map(|count| u64::try_from(count).unwrap_or_default());
    Ok(BalancesFile {
        id: row.get(0)?,
        file_name: row.get(1)?,
        counts: BalanceCounts {
            rows: number(2)?,
            taken: number(3)?,
            refused: number(4)?,
            members: number(5)?,
            points: row.get(6)?,
        },
        state: row.get(7)?,
        by_user: row.get(8)?,
        at_ms: row.get(9)?,
    })
}
