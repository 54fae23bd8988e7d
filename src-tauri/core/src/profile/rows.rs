//! What the card reads beside the domains' own reads.

use rusqlite::{OptionalExtension, Row, params};

use super::{
    AlertLine, COLLEAGUES_SHOWN, Colleague, DealingLine, HISTORY_SHOWN, HistoryLine, MemberLine, NAMESAKES_SHOWN, Namesake,
    NextExpiry, PreferenceLine, PromiseLine, SpendYear, TaskLine, TicketLine, origins::Step,
};
use crate::{
    audit::op::RecordKind,
    base::{
        contact::TAIL_SHOWN,
        error::{Common, Result},
        ids::{GuestId, StayId},
        time::BusinessDate,
    },
    db::Db,
    dossier::{self, Alert, Dealing, PlanTask},
    guests::{self, Guest},
    loyalty::{self, page},
    search,
};

pub fn by_member_no(db: &Db, member_no: &str) -> Result<GuestId> {
    let found = db
        .conn()
        .prepare_cached("SELECT guest_id FROM members WHERE member_no = ?1")?
        .query_row([member_no], |row| row.get(0))
        .optional()?;
    found.ok_or_else(|| Common::NotFound { record: RecordKind::Guest.word() }.into())
}

pub fn stays_count(db: &Db, guest: GuestId) -> Result<u32> {
    count(db, "SELECT count(*) FROM stays WHERE guest_id = ?1", guest)
}

pub fn history_count(db: &Db, guest: GuestId) -> Result<u32> {
    count(db, "SELECT count(*) FROM history WHERE about = ?1", guest)
}

pub fn spend_since(db: &Db, guest: GuestId, since: BusinessDate) -> Result<SpendYear> {
    let mut sums = db.conn().prepare_cached(include_str!("sql/spend.sql"))?;
    Ok(sums.query_row(params![guest, since], |row| {
        Ok(SpendYear { room_minor: row.get(0)?, food_minor: row.get(1)?, other_minor: row.get(2)? })
    })?)
}

pub fn preferences(db: &Db, guest: GuestId) -> Result<Vec<PreferenceLine>> {
    let preferences = guests::preferences_of(db, guest)?;
    preferences
        .into_iter()
        .map(|preference| {
            let met_on = guests::last_met(db, preference.id)?.map(|met| met.business_date);
            Ok(PreferenceLine { author: user_name(db, preference.author.raw().bytes())?, met_on, preference })
        })
        .collect()
}

pub fn alerts(db: &Db, guest: GuestId, sees_cautions: bool) -> Result<Vec<AlertLine>> {
    let alerts = dossier::alerts_of(db, guest, sees_cautions)?;
    let line = |alert: Alert| {
        let withheld = alert.kind.is_caution() && !sees_cautions;
        Ok(AlertLine { author: user_name(db, alert.author.raw().bytes())?, withheld, alert })
    };
    alerts.into_iter().map(line).collect()
}

pub fn dealings(db: &Db, guest: GuestId) -> Result<Vec<DealingLine>> {
    let dealings = dossier::dealings_of(db, guest)?;
    let line = |dealing: Dealing| Ok(DealingLine { author: user_name(db, dealing.author.raw().bytes())?, dealing });
    dealings.into_iter().map(line).collect()
}

pub fn plan(db: &Db, guest: GuestId, stay: Option<StayId>) -> Result<Vec<TaskLine>> {
    let tasks = dossier::plan_of(db, guest, stay)?;
    let line = |task: PlanTask| {
        let done_by = task.done_by.map(|user| user_name(db, user.raw().bytes())).transpose()?.unwrap_or_default();
        Ok(TaskLine { task, done_by })
    };
    tasks.into_iter().map(line).collect()
}

pub fn colleagues(db: &Db, guest: &Guest) -> Result<Vec<Colleague>> {
    // One more, for the guest is among them.
    let found = search::colleagues(db, &guest.company, COLLEAGUES_SHOWN + 1)?.into_iter().filter(|(id, _)| *id != guest.id);
    Ok(found.take(COLLEAGUES_SHOWN).map(|(guest_id, name)| Colleague { guest_id, name }).collect())
}

pub fn origin_steps(db: &Db, guest: GuestId) -> Result<Vec<Step>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/origins.sql"))?;
    let rows = rows.query_map([guest], |row| {
        Ok(Step { at_ms: row.get(0)?, by: row.get(1)?, way: row.get(2)?, before: row.get(3)?, after: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn promises(db: &Db, guest: GuestId) -> Result<Vec<PromiseLine>> {
    let promises = guests::promises_of(db, guest)?;
    promises
        .into_iter()
        .map(|promise| {
            let ticket: Option<(String, String)> = match promise.ticket_id {
                Some(ticket) => db
                    .conn()
                    .prepare_cached("SELECT number, problem FROM tickets WHERE id = ?1")?
                    .query_row([ticket], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?,
                None => None,
            };
            let (ticket_number, problem) = ticket.unzip();
            Ok(PromiseLine { author: user_name(db, promise.author.raw().bytes())?, ticket_number, problem, promise })
        })
        .collect()
}

pub fn tickets(db: &Db, guest: GuestId) -> Result<Vec<TicketLine>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/tickets.sql"))?;
    let rows = rows.query_map([guest], |row| {
        Ok(TicketLine {
            id: row.get(0)?,
            number: row.get(1)?,
            kind: row.get(9)?,
            problem: row.get(2)?,
            words: row.get(3)?,
            state: row.get(4)?,
            severity: row.get(5)?,
            room_no: row.get(6)?,
            opened_at_ms: row.get(7)?,
            business_date: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn member(db: &Db, guest: GuestId, today: BusinessDate) -> Result<Option<MemberLine>> {
    let Some(summary) = page::summary(db, guest, today)? else { return Ok(None) };
    let mut found = db.conn().prepare_cached(include_str!("sql/member.sql"))?;
    let read = |row: &Row<'_>| Ok((row.get::<_, BusinessDate>(0)?, row.get::<_, Option<i64>>(1)?));
    let Some((enrolled_on, account)) = found.query_row([guest], read).optional()? else { return Ok(None) };
    let programme = loyalty::programme(db, today)?;
    let next_expiry = db
        .conn()
        .prepare_cached(include_str!("sql/next_expiry.sql"))?
        .query_row([account], |row| {
            let on = row.get(1)?;
            Ok(NextExpiry { points: row.get(0)?, on, warned: programme.warned(on, today) })
        })
        .optional()?;
    Ok(Some(MemberLine {
        member_no: summary.member_no.0,
        tier: summary.progress.tier.word().to_owned(),
        enrolled_on,
        points: summary.balance,
        worth_minor: summary.worth_minor,
        next_expiry,
        progress: summary.progress,
    }))
}

pub fn namesakes(db: &Db, guest: &Guest, today: BusinessDate) -> Result<Vec<Namesake>> {
    let mut row = db.conn().prepare_cached(include_str!("sql/namesake.sql"))?;
    // One more, for the guest is among them.
    let others = search::namesakes(db, &guest.name, today, NAMESAKES_SHOWN + 1)?.into_iter().filter(|other| *other != guest.id);
    let others = others.take(NAMESAKES_SHOWN).map(|other| row.query_row(params![other, today], read_namesake).optional());
    Ok(others.filter_map(rusqlite::Result::transpose).collect::<rusqlite::Result<_>>()?)
}

fn read_namesake(row: &Row<'_>) -> rusqlite::Result<Namesake> {
    let (born, normal): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    Ok(Namesake {
        guest_id: row.get(0)?,
        name: row.get(1)?,
        title: row.get(2)?,
        born: born.and_then(|born| born.get(born.len().saturating_sub(5)..).map(str::to_owned)),
        phone_tail: normal.and_then(|normal| normal.get(normal.len().saturating_sub(TAIL_SHOWN)..).map(str::to_owned)),
        last_departure: row.get(5)?,
        room_today: row.get(6)?,
    })
}

pub fn history(db: &Db, guest: GuestId) -> Result<Vec<HistoryLine>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/history.sql"))?;
    let rows = rows.query_map(params![guest, HISTORY_SHOWN], |row| {
        Ok(HistoryLine { seq: row.get(0)?, at_ms: row.get(1)?, user: row.get(2)?, op: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn user_name(db: &Db, user: &[u8; 16]) -> Result<String> {
    let mut found = db.conn().prepare_cached("SELECT name FROM users WHERE id = ?1")?;
    Ok(found.query_row([user.as_slice()], |row| row.get(0)).optional()?.unwrap_or_default())
}

fn count(db: &Db, sql: &'static str, guest: GuestId) -> Result<u32> {
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?)
}
