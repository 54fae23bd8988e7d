//! Rows of `phone_secrets`, `phone_guards`, `phone_approvals`, `phone_answers`.

use rusqlite::{OptionalExtension, Row, named_params, params};

use super::{Approver, PhoneAnswer, PhoneRecord};
use crate::{
    base::{
        error::{Common, Result},
        ids::{PhoneId, StepId, TicketId, UserId},
        role::Session,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
};

/// An approver's sealed secret, and the last step of theirs that is used up.
pub(crate) struct Enrolled {
    pub sealed: String,
    pub used_step: i64,
}

/// Returns the secret of `user`; none where no phone of theirs was enrolled.
pub(crate) fn enrolled(db: &Db, user: UserId) -> Result<Option<Enrolled>> {
    let mut found = db.conn().prepare_cached("SELECT sealed, used_step FROM phone_secrets WHERE user_id = ?1")?;
    let row = |row: &Row<'_>| Ok(Enrolled { sealed: row.get(0)?, used_step: row.get(1)? });
    Ok(found.query_row([user], row).optional()?)
}

/// Returns when the phone of `user` was enrolled, and until when it is locked.
pub(crate) fn standing(db: &Db, user: UserId) -> Result<(Option<Instant>, Option<Instant>)> {
    let mut found = db.conn().prepare_cached("SELECT enrolled_at_ms FROM phone_secrets WHERE user_id = ?1")?;
    let enrolled = found.query_row([user], |row| row.get(0)).optional()?;
    Ok((enrolled, locked_until(db, user)?))
}

/// Returns until when the phone of `user` is locked; none where it never was, or a right code came since.
pub(crate) fn locked_until(db: &Db, user: UserId) -> Result<Option<Instant>> {
    let mut found = db.conn().prepare_cached("SELECT until_ms FROM phone_guards WHERE user_id = ?1 AND until_ms > 0")?;
    Ok(found.query_row([user], |row| row.get(0)).optional()?)
}

/// Saves a secret in the place of the one before; no step is ever given back.
pub(crate) fn put_secret(tx: &Tx<'_>, user: UserId, sealed: &str, step: i64) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_secret.sql"))?.execute(params![user, sealed, tx.at(), step])?;
    Ok(())
}

/// Uses up `step` of `user` and every one before it.
pub(crate) fn use_step(tx: &Tx<'_>, user: UserId, step: i64) -> Result<()> {
    tx.conn()
        .prepare_cached("UPDATE phone_secrets SET used_step = ?2 WHERE user_id = ?1 AND used_step < ?2")?
        .execute(params![user, step])?;
    Ok(())
}

/// Counts one try against `user` at `at`, before the code is looked at. Returns how many there were in a row; none where
/// the phone is locked, and then nothing is counted.
pub(crate) fn count_try(db: &Db, user: UserId, at: Instant, tries: i64, until: Instant) -> Result<Option<i64>> {
    let mut counted = db.conn().prepare_cached(include_str!("sql/count_try.sql"))?;
    let given = named_params! { ":user": user, ":at": at, ":tries": tries, ":until": until };
    Ok(counted.query_row(given, |row| row.get(0)).optional()?)
}

/// Takes a counted try back: no code was looked at.
pub(crate) fn uncount_try(db: &Db, user: UserId) -> Result<()> {
    db.conn()
        .prepare_cached("UPDATE phone_guards SET failures = failures - 1, until_ms = 0 WHERE user_id = ?1 AND failures > 0")?
        .execute([user])?;
    Ok(())
}

/// Forgets the wrong codes of `user`.
pub(crate) fn forget_tries(tx: &Tx<'_>, user: UserId) -> Result<()> {
    tx.conn().prepare_cached("UPDATE phone_guards SET failures = 0, until_ms = 0 WHERE user_id = ?1")?.execute([user])?;
    Ok(())
}

/// Returns the session that somebody who works here would have.
///
/// Errors: [`Common::NotFound`].
pub(crate) fn colleague(db: &Db, user: UserId) -> Result<Session> {
    let mut found = db.conn().prepare_cached("SELECT role, department FROM users WHERE id = ?1 AND active = 1")?;
    let row = |row: &Row<'_>| Ok(Session::without_pin(user, row.get(0)?, row.get(1)?));
    found.query_row([user], row).optional()?.ok_or_else(|| Common::NotFound { record: "user" }.into())
}

/// Returns everybody who works here and enrolled a phone.
pub(crate) fn approvers(db: &Db) -> Result<Vec<Approver>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/approvers.sql"))?;
    let rows = found.query_map([], |row| {
        Ok(Approver { user: row.get(0)?, name: row.get(1)?, role: row.get(2)?, locked_until_ms: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What an approval by phone is, beside the ticket it stands under.
pub(crate) struct Approval<'a> {
    pub id: PhoneId,
    pub ticket: TicketId,
    pub step: StepId,
    pub approver: UserId,
    pub code_step: i64,
    pub record: &'a super::Agreed,
}

/// Saves an approval by phone of the person and instant of this write.
pub(crate) fn insert(tx: &Tx<'_>, new: &Approval<'_>) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert.sql"))?.execute(params![
        new.id,
        new.ticket,
        new.step,
        new.approver,
        tx.session().user,
        new.code_step,
        new.record.amount_minor,
        new.record.points,
        new.record.words,
        tx.at(),
        tx.business_date(),
    ])?;
    Ok(())
}

/// Saves what the approver says of it.
pub(crate) fn insert_answer(tx: &Tx<'_>, id: PhoneId, answer: PhoneAnswer, words: &str) -> Result<()> {
    tx.conn()
        .prepare_cached(
            "INSERT INTO phone_answers(phone_id, answer, words, by_user, at_ms, business_date) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![id, answer, words, tx.session().user, tx.at(), tx.business_date()])?;
    Ok(())
}

macro_rules! records {
    ($rest:expr) => {
        concat!(include_str!("sql/records.sql"), $rest)
    };
}

/// Returns one approval by phone.
///
/// Errors: [`Common::NotFound`].
pub(crate) fn get(db: &Db, id: PhoneId) -> Result<PhoneRecord> {
    let mut found = db.conn().prepare_cached(records!(" WHERE p.id = ?1"))?;
    found.query_row([id], record_row).optional()?.ok_or_else(|| Common::NotFound { record: "ticket" }.into())
}

/// Returns the approvals by phone under a ticket, in the order they were given.
pub(crate) fn of_ticket(db: &Db, ticket: TicketId) -> Result<Vec<PhoneRecord>> {
    let mut found = db.conn().prepare_cached(records!(" WHERE p.ticket_id = ?1 ORDER BY p.rowid"))?;
    let rows = found.query_map([ticket], record_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns at most `most` approvals given in the name of `user` that they have said nothing of yet, the oldest first.
pub(crate) fn unanswered(db: &Db, user: UserId, most: u32) -> Result<Vec<PhoneRecord>> {
    let mut found =
        db.conn().prepare_cached(records!(" WHERE p.approver = ?1 AND a.phone_id IS NULL ORDER BY p.rowid LIMIT ?2"))?;
    let rows = found.query_map(params![user, most], record_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns at most `most` approvals given in the name of `user`, the newest first.
pub(crate) fn of_approver(db: &Db, user: UserId, most: u32) -> Result<Vec<PhoneRecord>> {
    let mut found = db.conn().prepare_cached(records!(" WHERE p.approver = ?1 ORDER BY p.rowid DESC LIMIT ?2"))?;
    let rows = found.query_map(params![user, most], record_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the approvals that were disputed from `from` until before `to`, the oldest first.
pub(crate) fn disputed(db: &Db, from: BusinessDate, to: BusinessDate) -> Result<Vec<PhoneRecord>> {
    let mut found = db.conn().prepare_cached(records!(
        " WHERE a.answer = 'disputed' AND a.business_date >= ?1 AND a.business_date < ?2 ORDER BY a.at_ms"
    ))?;
    let rows = found.query_map([from, to], record_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn record_row(row: &Row<'_>) -> rusqlite::Result<PhoneRecord> {
    let name = |column: usize| Ok::<_, rusqlite::Error>(row.get::<_, Option<String>>(column)?.unwrap_or_default());
    Ok(PhoneRecord {
        id: row.get(0)?,
        ticket: row.get(1)?,
        number: row.get(2)?,
        step: row.get(3)?,
        approver: row.get(4)?,
        approver_name: name(5)?,
        approver_role: row.get(6)?,
        entered_by: row.get(7)?,
        entered_by_name: name(8)?,
        amount_minor: row.get(9)?,
        points: row.get(10)?,
        words: row.get(11)?,
        at_ms: row.get(12)?,
        business_date: row.get(13)?,
        answer: row.get(14)?,
        answer_words: row.get::<_, Option<String>>(15)?.unwrap_or_default(),
        answered_at_ms: row.get(16)?,
    })
}

/// Leaves the newest approval of `user` as one that came by phone and waits for 补签.
pub(crate) fn add_practice(tx: &Tx<'_>, id: PhoneId, user: UserId) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/add_practice.sql"))?.execute(params![id, user])?;
    Ok(())
}
