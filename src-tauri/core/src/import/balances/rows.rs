//! Rows of `balance_files` and `balance_tiers`.

use rusqlite::{OptionalExtension, Row, params};

use super::{BalanceCounts, BalancesFile};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Result},
        ids::{GuestId, ImportId, ManualTierId},
        time::BusinessDate,
    },
    db::{Db, Tx},
    import::ImportState,
};

pub(super) fn insert(tx: &Tx<'_>, file: &BalancesFile, mark: &[u8; 32]) -> Result<()> {
    let counts = &file.counts;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        file.id,
        file.file_name,
        mark.as_slice(),
        number(counts.rows),
        number(counts.new),
        number(counts.refused),
        number(counts.members),
        counts.points,
        file.state,
        file.by_user,
        file.at_ms,
        number(counts.same),
        number(counts.conflicting),
        number(counts.unread),
        number(counts.enrolled),
        number(counts.unenrolled),
        number(counts.tiers),
        counts.file_points,
        counts.same_points,
        counts.left_points,
    ])?;
    Ok(())
}

pub(super) fn put_state(tx: &Tx<'_>, id: ImportId, state: ImportState) -> Result<()> {
    tx.conn().prepare_cached("UPDATE balance_files SET state = ?2 WHERE id = ?1")?.execute(params![id, state])?;
    Ok(())
}

/// Notes that a file gave this tier by hand.
pub(super) fn insert_tier(tx: &Tx<'_>, manual: ManualTierId, import: ImportId) -> Result<()> {
    let sql = "INSERT INTO balance_tiers(manual_id, import_id) VALUES (?1, ?2)";
    tx.conn().prepare_cached(sql)?.execute(params![manual, import])?;
    Ok(())
}

/// Returns the tiers that a file gave and that stand on `today`.
pub(super) fn standing_tiers(db: &Db, import: ImportId, today: BusinessDate) -> Result<Vec<ManualTierId>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/standing_tiers.sql"))?;
    let found = found.query_map(params![import, today], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns whether a file that stands gave this guest a tier.
pub(super) fn tier_was_brought(db: &Db, guest: GuestId) -> Result<bool> {
    Ok(db.conn().prepare_cached(include_str!("sql/tier_was_brought.sql"))?.query_row([guest], |row| row.get(0))?)
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
        state: row.get(2)?,
        by_user: row.get(3)?,
        at_ms: row.get(4)?,
        counts: BalanceCounts {
            rows: number(5)?,
            new: number(6)?,
            same: number(7)?,
            conflicting: number(8)?,
            refused: number(9)?,
            unread: number(10)?,
            members: number(11)?,
            enrolled: number(12)?,
            unenrolled: number(13)?,
            tiers: number(14)?,
            file_points: row.get(15)?,
            points: row.get(16)?,
            same_points: row.get(17)?,
            left_points: row.get(18)?,
        },
    })
}
