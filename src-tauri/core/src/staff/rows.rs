//! Rows of users and of the guards at the sign-in.

use rusqlite::{OptionalExtension, Row, params};

use super::{OwnGuest, User};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Result},
        ids::{GuestId, UserId},
        role::Role,
        time::Instant,
    },
    db::{Db, Tx},
};

const COLUMNS: &str = "SELECT id, sign_in, name, role, department, active, pin_hash <> '' FROM users";

pub fn list(db: &Db) -> Result<Vec<User>> {
    let mut users = db
        .conn()
        .prepare_cached("SELECT id, sign_in, name, role, department, active, pin_hash <> '' FROM users ORDER BY rowid")?;
    let rows = users.query_map([], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn get(db: &Db, id: UserId) -> Result<User> {
    let found = db.conn().prepare_cached(&[COLUMNS, " WHERE id = ?1"].concat())?.query_row([id], read).optional()?;
    found.ok_or_else(|| Common::NotFound { record: RecordKind::User.word() }.into())
}

pub fn by_sign_in(db: &Db, sign_in: &str) -> Result<Option<User>> {
    Ok(db.conn().prepare_cached(&[COLUMNS, " WHERE sign_in = ?1"].concat())?.query_row([sign_in], read).optional()?)
}

pub fn with_pin(db: &Db, sign_in: &str) -> Result<Option<(User, String)>> {
    let mut found = db.conn().prepare_cached(
        "SELECT id, sign_in, name, role, department, active, pin_hash <> '', pin_hash FROM users WHERE sign_in = ?1",
    )?;
    Ok(found.query_row([sign_in], |row| Ok((read(row)?, row.get(7)?))).optional()?)
}

pub fn administrators(db: &Db) -> Result<i64> {
    let mut count = db.conn().prepare_cached("SELECT count(*) FROM users WHERE role = ?1 AND active = 1")?;
    Ok(count.query_row([Role::Administrator], |row| row.get(0))?)
}

/// Returns how many of those who run the house may sign in.
pub fn house_with_pin(db: &Db) -> Result<i64> {
    let mut count =
        db.conn().prepare_cached("SELECT count(*) FROM users WHERE role IN (?1, ?2) AND active = 1 AND pin_hash <> ''")?;
    Ok(count.query_row([Role::Administrator, Role::GeneralManager], |row| row.get(0))?)
}

pub fn insert(tx: &Tx<'_>, user: &User, pin_hash: &str) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO users(id, sign_in, name, role, department, pin_hash, active, created_at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![user.id, user.sign_in, user.name, user.role, user.department, pin_hash, user.active, tx.at()])?;
    Ok(())
}

pub fn put(tx: &Tx<'_>, user: &User) -> Result<()> {
    tx.conn()
        .prepare_cached("UPDATE users SET name = ?2, role = ?3, department = ?4, active = ?5 WHERE id = ?1")?
        .execute(params![user.id, user.name, user.role, user.department, user.active])?;
    Ok(())
}

pub fn put_pin(tx: &Tx<'_>, id: UserId, pin_hash: &str) -> Result<()> {
    tx.conn().prepare_cached("UPDATE users SET pin_hash = ?2 WHERE id = ?1")?.execute(params![id, pin_hash])?;
    Ok(())
}

/// Returns the guest's record that is a colleague's own.
pub fn own_guest(db: &Db, user: UserId) -> Result<Option<GuestId>> {
    let mut found = db.conn().prepare_cached("SELECT guest_id FROM users WHERE id = ?1")?;
    Ok(found.query_row([user], |row| row.get(0))?)
}

pub fn put_own_guest(tx: &Tx<'_>, own: &OwnGuest) -> Result<()> {
    tx.conn().prepare_cached("UPDATE users SET guest_id = ?2 WHERE id = ?1")?.execute(params![own.user, own.guest])?;
    Ok(())
}

pub fn own_guests(db: &Db) -> Result<Vec<OwnGuest>> {
    let mut found = db.conn().prepare_cached("SELECT id, guest_id FROM users WHERE guest_id IS NOT NULL ORDER BY rowid")?;
    let found = found.query_map([], |row| Ok(OwnGuest { user: row.get(0)?, guest: row.get(1)? }))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns wrong PINs so far and the instant before which none is tried.
pub fn guard(db: &Db, user: UserId) -> Result<(i64, Instant)> {
    let mut found = db.conn().prepare_cached("SELECT failures, until_ms FROM sign_in_guards WHERE user_id = ?1")?;
    Ok(found.query_row([user], |row| Ok((row.get(0)?, row.get(1)?))).optional()?.unwrap_or((0, Instant::from_ms(0))))
}

/// Forgets the wrong PINs of somebody and remembers when they signed in.
pub fn clear_guard(db: &Db, user: UserId, signed_in: Instant) -> Result<()> {
    db.conn()
        .prepare_cached(
            "INSERT INTO sign_in_guards(user_id, failures, until_ms, signed_in_ms) VALUES (?1, 0, 0, ?2)
             ON CONFLICT(user_id) DO UPDATE SET failures = 0, until_ms = 0, signed_in_ms = excluded.signed_in_ms",
        )?
        .execute(params![user, signed_in])?;
    Ok(())
}

/// Returns when each colleague last signed in.
pub fn last_seen(db: &Db) -> Result<Vec<(UserId, Instant)>> {
    let mut found = db.conn().prepare_cached("SELECT user_id, signed_in_ms FROM sign_in_guards WHERE signed_in_ms > 0")?;
    let found = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub fn put_guard(db: &Db, user: UserId, failures: i64, until: Instant) -> Result<()> {
    db.conn()
        .prepare_cached(
            "INSERT INTO sign_in_guards(user_id, failures, until_ms) VALUES (?1, ?2, ?3)
             ON CONFLICT(user_id) DO UPDATE SET failures = excluded.failures, until_ms = excluded.until_ms",
        )?
        .execute(params![user, failures, until])?;
    Ok(())
}

fn read(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: row.get(0)?,
        sign_in: row.get(1)?,
        name: row.get(2)?,
        role: row.get(3)?,
        department: row.get(4)?,
        active: row.get(5)?,
        has_pin: row.get(6)?,
    })
}
