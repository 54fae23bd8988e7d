//! Rows of `dealings`, `companions`, `guest_alerts` and `plan_tasks`.

use rusqlite::{OptionalExtension, Row, params};

use super::{Alert, Companion, Dealing, PlanTask};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Error, Result},
        ids::{AlertId, CompanionId, DealingId, GuestId, PlanTaskId, RawId},
    },
    db::{Db, Tx},
};

fn not_found(kind: RecordKind) -> Error {
    Common::NotFound { record: kind.word() }.into()
}

pub fn dealings(db: &Db, guest: GuestId) -> Result<Vec<Dealing>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/dealings.sql"))?;
    let rows = rows.query_map([guest], read_dealing)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn dealing(db: &Db, id: RawId) -> Result<Dealing> {
    let mut found = db.conn().prepare_cached(include_str!("sql/dealing.sql"))?;
    found.query_row([id], read_dealing).optional()?.ok_or_else(|| not_found(RecordKind::Dossier))
}

pub fn insert_dealing(tx: &Tx<'_>, new: &Dealing) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_dealing.sql"))?.execute(params![
        new.id,
        new.guest_id,
        new.kind,
        new.channel,
        new.words,
        new.happened_on,
        new.author,
        new.created_at_ms,
        new.business_date,
        new.outcome,
    ])?;
    Ok(())
}

pub fn remove_dealing(tx: &Tx<'_>, id: DealingId) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM dealings WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub fn give_dealings(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<DealingId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE dealings SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give_dealing(tx: &Tx<'_>, id: DealingId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE dealings SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

fn read_dealing(row: &Row<'_>) -> rusqlite::Result<Dealing> {
    Ok(Dealing {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        kind: row.get(2)?,
        channel: row.get(3)?,
        words: row.get(4)?,
        happened_on: row.get(5)?,
        author: row.get(6)?,
        created_at_ms: row.get(7)?,
        business_date: row.get(8)?,
        outcome: row.get(9)?,
    })
}

/// Returns whether the guest is in house.
pub fn is_in_house(db: &Db, guest: GuestId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM stays WHERE guest_id = ?1 AND state = 'in_house' AND property = '')";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?)
}

pub fn companions(db: &Db, guest: GuestId) -> Result<Vec<Companion>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/companions.sql"))?;
    let rows = rows.query_map([guest], read_companion)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn companion(db: &Db, id: RawId) -> Result<Companion> {
    let mut found = db.conn().prepare_cached(include_str!("sql/companion.sql"))?;
    found.query_row([id], read_companion).optional()?.ok_or_else(|| not_found(RecordKind::Dossier))
}

pub fn insert_companion(tx: &Tx<'_>, new: &Companion) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_companion.sql"))?.execute(params![
        new.id,
        new.guest_id,
        new.other_id,
        new.name,
        new.relation,
        new.author,
        new.created_at_ms,
        new.business_date,
    ])?;
    Ok(())
}

pub fn remove_companion(tx: &Tx<'_>, id: CompanionId) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM companions WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub fn give_companions(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<CompanionId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE companions SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give_companion(tx: &Tx<'_>, id: CompanionId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE companions SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

fn read_companion(row: &Row<'_>) -> rusqlite::Result<Companion> {
    Ok(Companion {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        other_id: row.get(2)?,
        name: row.get(3)?,
        relation: row.get(4)?,
        author: row.get(5)?,
        created_at_ms: row.get(6)?,
        business_date: row.get(7)?,
    })
}

pub fn alerts(db: &Db, guest: GuestId) -> Result<Vec<Alert>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/alerts.sql"))?;
    let rows = rows.query_map([guest], read_alert)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn alert(db: &Db, id: RawId) -> Result<Alert> {
    let mut found = db.conn().prepare_cached(include_str!("sql/alert.sql"))?;
    found.query_row([id], read_alert).optional()?.ok_or_else(|| not_found(RecordKind::Dossier))
}

pub fn insert_alert(tx: &Tx<'_>, new: &Alert) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_alert.sql"))?.execute(params![
        new.id,
        new.guest_id,
        new.kind,
        new.moment,
        new.words,
        new.author,
        new.created_at_ms,
        new.business_date,
        new.lifted_why,
        new.lifted_by,
        new.lifted_at_ms,
    ])?;
    Ok(())
}

pub fn put_alert(tx: &Tx<'_>, alert: &Alert) -> Result<()> {
    let sql = "UPDATE guest_alerts SET lifted_why = ?2, lifted_by = ?3, lifted_at_ms = ?4 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![alert.id, alert.lifted_why, alert.lifted_by, alert.lifted_at_ms])?;
    Ok(())
}

pub fn remove_alert(tx: &Tx<'_>, id: AlertId) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM guest_alerts WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub fn give_alerts(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<AlertId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE guest_alerts SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give_alert(tx: &Tx<'_>, id: AlertId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE guest_alerts SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

fn read_alert(row: &Row<'_>) -> rusqlite::Result<Alert> {
    Ok(Alert {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        kind: row.get(2)?,
        moment: row.get(3)?,
        words: row.get(4)?,
        author: row.get(5)?,
        created_at_ms: row.get(6)?,
        business_date: row.get(7)?,
        lifted_why: row.get(8)?,
        lifted_by: row.get(9)?,
        lifted_at_ms: row.get(10)?,
    })
}

pub fn tasks(db: &Db, guest: GuestId) -> Result<Vec<PlanTask>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/tasks.sql"))?;
    let rows = rows.query_map([guest], read_task)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn task(db: &Db, id: RawId) -> Result<PlanTask> {
    let mut found = db.conn().prepare_cached(include_str!("sql/task.sql"))?;
    found.query_row([id], read_task).optional()?.ok_or_else(|| not_found(RecordKind::Plan))
}

pub fn insert_task(tx: &Tx<'_>, new: &PlanTask) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_task.sql"))?.execute(params![
        new.id,
        new.guest_id,
        new.stay_id,
        new.department,
        new.words,
        new.origin,
        new.author,
        new.created_at_ms,
        new.business_date,
        new.done_by,
        new.done_at_ms,
    ])?;
    Ok(())
}

pub fn put_task(tx: &Tx<'_>, task: &PlanTask) -> Result<()> {
    let sql = "UPDATE plan_tasks SET done_by = ?2, done_at_ms = ?3 WHERE id = ?1";
    tx.conn().prepare_cached(sql)?.execute(params![task.id, task.done_by, task.done_at_ms])?;
    Ok(())
}

pub fn remove_task(tx: &Tx<'_>, id: PlanTaskId) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM plan_tasks WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub fn give_tasks(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<PlanTaskId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE plan_tasks SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give_task(tx: &Tx<'_>, id: PlanTaskId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE plan_tasks SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

fn read_task(row: &Row<'_>) -> rusqlite::Result<PlanTask> {
    Ok(PlanTask {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        stay_id: row.get(2)?,
        department: row.get(3)?,
        words: row.get(4)?,
        origin: row.get(5)?,
        author: row.get(6)?,
        created_at_ms: row.get(7)?,
        business_date: row.get(8)?,
        done_by: row.get(9)?,
        done_at_ms: row.get(10)?,
    })
}
