//! Rows of `corrective_actions`, `action_steps`, `action_tickets`.

use rusqlite::{OptionalExtension, Row, named_params, params, types::Type};

use super::{
    ActionBody, ActionFacts, ActionLine, ActionScope, ActionState, ActionStep, ActionSubject, LINES_MAX,
    rules::{self, Case},
};
use crate::{
    base::{
        error::{Common, Error, Result},
        ids::{ActionId, ActionStepId, TicketId, UserId},
        role::Department,
        time::BusinessDate,
    },
    db::{Db, Tx, numbers},
};

/// How many digits a number has at least.
const NUMBER_WIDTH: usize = 2;

macro_rules! action_lines {
    ($rest:expr) => {
        concat!(include_str!("sql/lines.sql"), $rest)
    };
}

/// Returns the next number of this business date at this desk: `ZG-20260720-A01`.
pub(super) fn next_number(tx: &mut Tx<'_>) -> Result<String> {
    let series = format!("ZG-{}-{}", tx.business_date().date().format("%Y%m%d"), tx.hotel().desk_letter);
    let count = numbers::next_number(tx, &series)?;
    Ok(format!("{series}{count:0NUMBER_WIDTH$}"))
}

fn not_found() -> Error {
    Common::NotFound { record: "action" }.into()
}

/// Returns an action with its steps.
///
/// Errors: [`Common::NotFound`].
pub(super) fn case(db: &Db, id: ActionId) -> Result<Case> {
    let facts =
        db.conn().prepare_cached(include_str!("sql/action.sql"))?.query_row([id], facts_row).optional()?.ok_or_else(not_found)?;
    let mut rows = db.conn().prepare_cached("SELECT body, by_user FROM action_steps WHERE action_id = ?1 ORDER BY ordinal")?;
    let steps = rows.query_map([id], |row| Ok((body_in(row, 0)?, row.get(1)?)))?;
    Ok(Case { facts, steps: steps.collect::<rusqlite::Result<_>>()? })
}

/// Saves what changed from `before` to `after`: the facts, and the steps that are new.
pub(super) fn put(tx: &mut Tx<'_>, before: Option<&Case>, after: &Case) -> Result<()> {
    match before {
        Some(_) => update(tx, &after.facts)?,
        None => insert(tx, &after.facts)?,
    }
    let stood = before.map_or(0, |case| case.steps.len());
    for (at, (body, by)) in after.steps.iter().enumerate().skip(stood) {
        let words =
            serde_json::to_string(body).map_err(|_| Error::Damaged { what: "a step that does not serialise".to_owned() })?;
        let id: ActionStepId = tx.new_id();
        tx.conn()
            .prepare_cached(
                "INSERT INTO action_steps(id, action_id, ordinal, body, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![id, after.facts.id, at as i64 + 1, words, by, tx.at()])?;
    }
    Ok(())
}

/// Notes the complaints that a finding was made from.
///
/// Errors: [`Common::NotFound`] for one that is not there.
pub(super) fn put_tickets(tx: &Tx<'_>, id: ActionId, tickets: &[TicketId]) -> Result<()> {
    let mut known = tx.conn().prepare_cached("SELECT EXISTS (SELECT 1 FROM tickets WHERE id = ?1)")?;
    let mut put = tx.conn().prepare_cached("INSERT OR IGNORE INTO action_tickets(action_id, ticket_id) VALUES (?1, ?2)")?;
    for ticket in tickets {
        if !known.query_row([ticket], |row| row.get::<_, bool>(0))? {
            return Err(Common::NotFound { record: "ticket" }.into());
        }
        put.execute(params![id, ticket])?;
    }
    Ok(())
}

fn insert(tx: &Tx<'_>, facts: &ActionFacts) -> Result<()> {
    let subject = &facts.subject;
    tx.conn().prepare_cached(include_str!("sql/insert_action.sql"))?.execute(params![
        facts.id,
        facts.number,
        facts.finding,
        facts.prevention,
        subject.problem.map_or("", |problem| problem.word()),
        subject.area.map_or("", |area| area.word()),
        subject.floor.as_deref().unwrap_or_default(),
        subject.room.as_deref().unwrap_or_default(),
        facts.department,
        facts.owner,
        facts.due,
        facts.state,
        facts.opened_by,
        facts.opened_at_ms,
        facts.business_date,
    ])?;
    Ok(())
}

fn update(tx: &Tx<'_>, facts: &ActionFacts) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_action.sql"))?.execute(params![
        facts.id,
        facts.department,
        facts.owner,
        facts.due,
        facts.state,
        facts.done_on,
        facts.verified_by,
        facts.verified_at_ms,
        facts.closed_by,
        facts.closed_at_ms,
    ])?;
    Ok(())
}

/// Returns the lines of a scope that `department` may see, all where it is none.
pub(super) fn lines(
    db: &Db,
    scope: ActionScope,
    department: Option<Department>,
    reader: UserId,
    today: BusinessDate,
) -> Result<Vec<ActionLine>> {
    let sql = match scope {
        ActionScope::Open => action_lines!(
            " WHERE a.closed_at_ms IS NULL AND (:department IS NULL OR a.department = :department OR a.owner = :reader)
              ORDER BY a.due, a.number LIMIT :limit"
        ),
        ActionScope::Settled => action_lines!(
            " WHERE a.closed_at_ms IS NOT NULL AND (:department IS NULL OR a.department = :department OR a.owner = :reader)
              ORDER BY a.closed_at_ms DESC LIMIT :limit"
        ),
    };
    let mut rows = db.conn().prepare_cached(sql)?;
    let rows = rows.query_map(named_params! { ":department": department, ":reader": reader, ":limit": LINES_MAX }, |row| {
        line_row(row, today)
    })?;
    let mut lines: Vec<ActionLine> = rows.collect::<rusqlite::Result<_>>()?;
    for line in &mut lines {
        line.mine_to_check = may_check(db, line, reader)?;
    }
    Ok(lines)
}

/// Returns one action's line.
///
/// Errors: [`Common::NotFound`].
pub(super) fn line(db: &Db, id: ActionId, reader: UserId, today: BusinessDate) -> Result<ActionLine> {
    let mut found = db.conn().prepare_cached(action_lines!(" WHERE a.id = :id"))?;
    let line = found.query_row(named_params! { ":id": id }, |row| line_row(row, today)).optional()?.ok_or_else(not_found)?;
    Ok(ActionLine { mine_to_check: may_check(db, &line, reader)?, ..line })
}

fn may_check(db: &Db, line: &ActionLine, reader: UserId) -> Result<bool> {
    if line.facts.closed_at_ms.is_some() || line.facts.owner == reader {
        return Ok(false);
    }
    Ok(!case(db, line.facts.id)?.steps.iter().any(|(body, by)| rules::involves(body, *by, reader)))
}

/// Returns the steps of an action with the names of those who took them.
pub(super) fn steps(db: &Db, id: ActionId) -> Result<Vec<ActionStep>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/steps.sql"))?;
    let steps = rows.query_map([id], |row| {
        Ok(ActionStep {
            body: body_in(row, 0)?,
            by: row.get(1)?,
            by_name: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            owner_name: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            at_ms: row.get(4)?,
        })
    })?;
    Ok(steps.collect::<rusqlite::Result<_>>()?)
}

/// Returns the complaints that a finding was made from, newest first.
pub(super) fn tickets(db: &Db, id: ActionId) -> Result<Vec<TicketId>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/tickets.sql"))?;
    let tickets = rows.query_map([id], |row| row.get(0))?;
    Ok(tickets.collect::<rusqlite::Result<_>>()?)
}

/// Returns the complaints of every action that is not settled, each with its action's id, number and state.
pub(in crate::warnings) fn under_work(db: &Db) -> Result<Vec<(TicketId, ActionId, String, ActionState)>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/under_work.sql"))?;
    let found = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns the action of this number.
///
/// Errors: [`Common::NotFound`].
pub(super) fn by_number(db: &Db, number: &str) -> Result<ActionId> {
    let mut found = db.conn().prepare_cached("SELECT id FROM corrective_actions WHERE number = ?1")?;
    found.query_row([number], |row| row.get(0)).optional()?.ok_or_else(not_found)
}

fn body_in(row: &Row<'_>, column: usize) -> rusqlite::Result<ActionBody> {
    let words: String = row.get(column)?;
    serde_json::from_str(&words).map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, Box::new(error)))
}

fn line_row(row: &Row<'_>, today: BusinessDate) -> rusqlite::Result<ActionLine> {
    let facts = facts_row(row)?;
    Ok(ActionLine {
        owner_name: row.get::<_, Option<String>>(20)?.unwrap_or_default(),
        tickets: row.get(21)?,
        evidence: row.get(22)?,
        late: facts.closed_at_ms.is_none() && facts.due < today,
        mine_to_check: false,
        facts,
    })
}

fn facts_row(row: &Row<'_>) -> rusqlite::Result<ActionFacts> {
    Ok(ActionFacts {
        id: row.get(0)?,
        number: row.get(1)?,
        finding: row.get(2)?,
        prevention: row.get(3)?,
        subject: ActionSubject { problem: any_or(row, 4)?, area: any_or(row, 5)?, floor: any_or(row, 6)?, room: any_or(row, 7)? },
        department: row.get(8)?,
        owner: row.get(9)?,
        due: row.get(10)?,
        state: row.get(11)?,
        opened_by: row.get(12)?,
        opened_at_ms: row.get(13)?,
        business_date: row.get(14)?,
        done_on: row.get(15)?,
        verified_by: row.get(16)?,
        verified_at_ms: row.get(17)?,
        closed_by: row.get(18)?,
        closed_at_ms: row.get(19)?,
    })
}

/// Returns none for the empty word, which narrows nothing; an unknown word is an error.
fn any_or<T: rusqlite::types::FromSql>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let word: String = row.get(column)?;
    if word.is_empty() { Ok(None) } else { row.get(column).map(Some) }
}
