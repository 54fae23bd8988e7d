//! Rows of `tickets`, `ticket_steps`, `ticket_remedies`, `ticket_notes`.

use rusqlite::{
    OptionalExtension, Row, named_params, params,
    types::{FromSqlError, Type},
};

use super::{
    ProblemCode, RemedyFacts, Subject, TicketFacts,
    clocks::APPROVAL_MINUTES,
    external,
    kinds::{Mood, TicketScope},
    past,
    reads::{InboxLine, LineAfter, LinesPage, NoteRecord, RemedyRecord, StepRecord, TicketFilter},
    reopening,
    rules::{Case, Place},
    steps::StepBody,
};
use crate::{
    base::{
        error::{Common, Error, Result},
        ids::{GuestId, NoteId, StepId, TicketId, UserId},
        role::{Department, Role, Session},
        text,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx, merged, numbers},
};

/// The longest room number, in characters.
const ROOM_MAX: usize = 12;
const MINUTE_MS: i64 = 60_000;

macro_rules! lines {
    ($rest:expr) => {
        concat!(include_str!("sql/lines.sql"), $rest)
    };
}

/// Returns the next ticket number of this business date at this desk: `TS-20260714-A03`.
pub(crate) fn next_number(tx: &mut Tx<'_>) -> Result<String> {
    let (date, letter) = (tx.business_date(), tx.hotel().desk_letter);
    let count = numbers::next_number(tx, &past::series(date, letter))?;
    Ok(past::number(date, letter, count))
}

/// Returns where a complaint happened and whose it is.
///
/// Errors: [`Common::NotFound`] for a guest that is not there, [`Common`] naming the field.
pub(crate) fn place(db: &Db, subject: &Subject) -> Result<Place> {
    match subject {
        Subject::Guest { guest } => place_of_guest(db, merged::current(db, *guest)?),
        Subject::Room { room } => place_of_room(db, room),
        Subject::Outside { name } => Ok(Place { complainant: text::optional("name", name, text::NAME_MAX)?, ..Place::default() }),
    }
}

fn place_of_guest(db: &Db, guest: GuestId) -> Result<Place> {
    let known: bool =
        db.conn().prepare_cached("SELECT EXISTS (SELECT 1 FROM guests WHERE id = ?1)")?.query_row([guest], |row| row.get(0))?;
    if !known {
        return Err(Common::NotFound { record: "guest" }.into());
    }
    let stay = db
        .conn()
        .prepare_cached(include_str!("sql/stay_of_guest.sql"))?
        .query_row([guest], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (stay, room_no) = stay.map_or((None, String::new()), |(stay, room_no)| (Some(stay), room_no));
    Ok(Place { guest: Some(guest), stay, room_no, ..Place::default() })
}

fn place_of_room(db: &Db, room: &str) -> Result<Place> {
    let room_no = text::required("room", room.trim(), ROOM_MAX)?;
    let stay = db
        .conn()
        .prepare_cached(include_str!("sql/stay_in_room.sql"))?
        .query_row([&room_no], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (stay, guest) = stay.map_or((None, None), |(stay, guest)| (Some(stay), guest));
    Ok(Place { guest, stay, room_no, ..Place::default() })
}

/// Returns nothing where `user` is somebody who works here.
///
/// Errors: [`Common::NotFound`].
pub(crate) fn must_be_active(db: &Db, user: UserId) -> Result<()> {
    let active: bool = db
        .conn()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM users WHERE id = ?1 AND active = 1)")?
        .query_row([user], |row| row.get(0))?;
    if active { Ok(()) } else { Err(Common::NotFound { record: "user" }.into()) }
}

/// Returns whether points can be given to `guest`.
pub(crate) fn is_member(db: &Db, guest: Option<GuestId>) -> Result<bool> {
    let member = db
        .conn()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM members WHERE guest_id = ?1)")?
        .query_row([guest], |row| row.get(0))?;
    Ok(member)
}

/// Returns one ticket's facts.
///
/// Errors: [`Common::NotFound`].
pub(crate) fn facts(db: &Db, id: TicketId) -> Result<TicketFacts> {
    let found = db
        .conn()
        .prepare_cached(concat!(include_str!("sql/ticket.sql"), " WHERE id = ?1"))?
        .query_row([id], facts_row)
        .optional()?;
    found.ok_or_else(|| Common::NotFound { record: "ticket" }.into())
}

/// Returns the ticket that people call `number`.
pub(crate) fn by_number(db: &Db, number: &str) -> Result<Option<TicketId>> {
    let mut found = db.conn().prepare_cached("SELECT id FROM tickets WHERE number = ?1")?;
    Ok(found.query_row([number], |row| row.get(0)).optional()?)
}

/// Returns one ticket with its steps and remedies, as the rules look at it.
///
/// Errors: [`Common::NotFound`].
pub(crate) fn case(db: &Db, id: TicketId) -> Result<Case> {
    let steps = steps(db, id)?.into_iter().map(|step| step.body).collect();
    let remedies = remedies(db, id)?.into_iter().map(|remedy| remedy.facts).collect();
    let stood = reopening::stood(&reopening::rows::of_ticket(db, id)?);
    Ok(Case { facts: facts(db, id)?, steps, remedies, stood, owed_outside: external::rows::owes(db, id)? })
}

/// Saves what differs between `before` and `after`: the facts, new steps, new and decided remedies. Returns the last of the
/// new steps.
pub(crate) fn put(tx: &mut Tx<'_>, before: Option<&Case>, after: &Case) -> Result<Option<StepId>> {
    match before {
        Some(before) if before.facts == after.facts => {}
        Some(_) => update(tx, &after.facts)?,
        None => insert(tx, &after.facts)?,
    }
    let mut last = None;
    for body in &after.steps[before.map_or(0, |case| case.steps.len())..] {
        let (id, hand) = (tx.new_id(), (tx.session().user, tx.at()));
        insert_step(tx, id, after.facts.id, body, hand)?;
        last = Some(id);
    }
    for (place, remedy) in after.remedies.iter().enumerate() {
        if before.and_then(|case| case.remedies.get(place)) != Some(remedy) {
            put_remedy(tx, after.facts.id, remedy)?;
        }
    }
    put_due(tx, after.facts.id)?;
    Ok(last)
}

/// Writes when the promise that runs now is due, after the ticket and its remedies stand: derived, in the same transaction.
pub(crate) fn put_due(tx: &Tx<'_>, ticket: TicketId) -> Result<()> {
    let mut due = tx.conn().prepare_cached(concat!(
        "UPDATE tickets AS t SET due_ms = ",
        include_str!("sql/due.sql"),
        " WHERE t.id = :ticket"
    ))?;
    due.execute(named_params! { ":ticket": ticket, ":approval_ms": APPROVAL_MINUTES * MINUTE_MS })?;
    Ok(())
}

/// Returns tickets whose written due is not what ticket and remedies say, at most `limit`.
pub(crate) fn differing_dues(db: &Db, limit: u32) -> Result<Vec<TicketId>> {
    let mut found = db.conn().prepare_cached(concat!(
        "SELECT t.id FROM tickets t WHERE t.due_ms IS NOT ",
        include_str!("sql/due.sql"),
        " LIMIT :limit"
    ))?;
    let tickets =
        found.query_map(named_params! { ":approval_ms": APPROVAL_MINUTES * MINUTE_MS, ":limit": limit }, |row| row.get(0))?;
    Ok(tickets.collect::<rusqlite::Result<_>>()?)
}

/// Saves one note of the person and instant in `hand`.
pub(crate) fn insert_note(tx: &Tx<'_>, id: NoteId, ticket: TicketId, words: &str, hand: (UserId, Instant)) -> Result<()> {
    tx.conn()
        .prepare_cached("INSERT INTO ticket_notes(id, ticket_id, words, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![id, ticket, words, hand.0, hand.1])?;
    Ok(())
}

/// Saves a ticket that is further than its intake.
pub(crate) fn insert_settled(tx: &Tx<'_>, facts: &TicketFacts) -> Result<()> {
    insert(tx, facts)?;
    update(tx, facts)
}

/// Returns the steps of a ticket in the order they were written.
pub(crate) fn steps(db: &Db, ticket: TicketId) -> Result<Vec<StepRecord>> {
    let mut found = db.conn().prepare_cached(
        "SELECT s.id, s.body, s.by_user, u.name, s.at_ms FROM ticket_steps s LEFT JOIN users u ON u.id = s.by_user
         WHERE s.ticket_id = ?1 ORDER BY s.rowid",
    )?;
    let steps = found.query_map([ticket], |row| {
        let body: String = row.get(1)?;
        let body = serde_json::from_str(&body)
            .map_err(|source| rusqlite::Error::FromSqlConversionFailure(1, Type::Text, Box::new(FromSqlError::other(source))))?;
        Ok(StepRecord { id: row.get(0)?, body, by: row.get(2)?, by_name: name_in(row, 3)?, at_ms: row.get(4)? })
    })?;
    Ok(steps.collect::<rusqlite::Result<_>>()?)
}

/// Returns the remedies of a ticket in the order they were proposed.
pub(crate) fn remedies(db: &Db, ticket: TicketId) -> Result<Vec<RemedyRecord>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/remedies.sql"))?;
    let remedies = found.query_map([ticket], |row| {
        Ok(RemedyRecord {
            facts: RemedyFacts {
                id: row.get(0)?,
                remedy: row.get(1)?,
                words: row.get(2)?,
                amount_minor: row.get(3)?,
                points: row.get(4)?,
                state: row.get(5)?,
                above: word_or_none(row, 6)?,
                proposed_by: row.get(7)?,
                proposed_at_ms: row.get(8)?,
                business_date: row.get(9)?,
                decided_by: row.get(10)?,
                decided_at_ms: row.get(11)?,
                decision: row.get(12)?,
            },
            proposed_by_name: name_in(row, 13)?,
            decided_by_name: name_in(row, 14)?,
        })
    })?;
    Ok(remedies.collect::<rusqlite::Result<_>>()?)
}

/// Returns the notes of a ticket in the order they were written.
pub(crate) fn notes(db: &Db, ticket: TicketId) -> Result<Vec<NoteRecord>> {
    let mut found = db.conn().prepare_cached(
        "SELECT n.id, n.words, n.by_user, u.name, n.at_ms FROM ticket_notes n LEFT JOIN users u ON u.id = n.by_user
         WHERE n.ticket_id = ?1 ORDER BY n.rowid",
    )?;
    let notes = found.query_map([ticket], |row| {
        Ok(NoteRecord { id: row.get(0)?, words: row.get(1)?, by: row.get(2)?, by_name: name_in(row, 3)?, at_ms: row.get(4)? })
    })?;
    Ok(notes.collect::<rusqlite::Result<_>>()?)
}

/// Returns a guest's name and form of address; none where the details are gone.
pub(crate) fn guest_name(db: &Db, guest: GuestId) -> Result<Option<(String, String)>> {
    let mut found = db.conn().prepare_cached("SELECT name, title FROM guest_details WHERE guest_id = ?1")?;
    Ok(found.query_row([guest], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns the room in which a guest is in house; empty where none.
pub(crate) fn room_in_house(db: &Db, guest: GuestId) -> Result<String> {
    let sql = "SELECT room_no FROM stays WHERE guest_id = ?1 AND state = 'in_house' ORDER BY arrival DESC, id LIMIT 1";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Returns a person's name; empty where the person is not in this file.
pub(crate) fn user_name(db: &Db, user: UserId) -> Result<String> {
    let mut found = db.conn().prepare_cached("SELECT name FROM users WHERE id = ?1")?;
    Ok(found.query_row([user], |row| row.get(0)).optional()?.unwrap_or_default())
}

/// Returns the lines of tickets that are not closed, what is due first at the top.
pub(crate) fn open_lines(db: &Db, session: &Session, filter: &TicketFilter, page: &LinesPage) -> Result<Vec<InboxLine>> {
    let sql = lines!(concat!(
        " WHERE t.closed_at_ms IS NULL",
        include_str!("sql/chosen.sql"),
        include_str!("sql/seen.sql"),
        include_str!("sql/after_open.sql"),
        // The order in which the index of open complaints lies: a page is read without sorting the others.
        " ORDER BY t.due_ms IS NULL, t.due_ms, CASE t.severity WHEN 'urgent' THEN 0 WHEN 'important' THEN 1 ELSE 2 END, t.number
          LIMIT :limit"
    ));
    chosen_lines(db, sql, session, filter, page)
}

/// Returns the line of one ticket.
pub(crate) fn line(db: &Db, session: &Session, ticket: TicketId) -> Result<Option<InboxLine>> {
    let mut found = db.conn().prepare_cached(lines!(concat!(" WHERE t.id = :ticket", include_str!("sql/seen.sql"))))?;
    let line = found.query_row(
        named_params! {
            ":ticket": ticket,
            ":only": only(session),
            ":reader": session.user,
        },
        line_row,
    );
    Ok(line.optional()?)
}

/// Returns the lines of closed tickets, newest first.
pub(crate) fn closed_lines(db: &Db, session: &Session, filter: &TicketFilter, page: &LinesPage) -> Result<Vec<InboxLine>> {
    let sql = lines!(concat!(
        " WHERE t.closed_at_ms IS NOT NULL AND t.merged_into IS NULL",
        include_str!("sql/chosen.sql"),
        include_str!("sql/seen.sql"),
        include_str!("sql/after_closed.sql"),
        " ORDER BY t.business_date DESC, t.opened_at_ms DESC, t.number DESC LIMIT :limit"
    ));
    chosen_lines(db, sql, session, filter, page)
}

fn chosen_lines(
    db: &Db,
    sql: &'static str,
    session: &Session,
    filter: &TicketFilter,
    page: &LinesPage,
) -> Result<Vec<InboxLine>> {
    let kinds = json(&filter.kinds)?;
    let own = matches!(filter.scope, TicketScope::Mine).then_some(session.user);
    let department = if filter.scope == TicketScope::Department { Some(session.department) } else { filter.department };
    let mut found = db.conn().prepare_cached(sql)?;
    let lines = found.query_map(
        named_params! {
            ":kinds": kinds,
            ":state": filter.state,
            ":severity": filter.severity,
            ":department": department,
            ":area": filter.area,
            ":room": filter.room,
            ":mine": own,
            ":late_at": filter.late_at_ms,
            ":only": only(session),
            ":reader": session.user,
            ":after": page.after.as_ref().map(LineAfter::json),
            ":limit": page.limit,
        },
        line_row,
    )?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// Returns the lines of one guest's tickets, open ones first, then the newest.
pub(crate) fn lines_of_guest(db: &Db, session: &Session, guest: GuestId, limit: u32) -> Result<Vec<InboxLine>> {
    let mut found = db.conn().prepare_cached(lines!(concat!(
        " WHERE t.guest_id = :guest AND t.merged_into IS NULL",
        include_str!("sql/seen.sql"),
        " ORDER BY t.closed_at_ms IS NOT NULL, t.opened_at_ms DESC LIMIT :limit"
    )))?;
    let lines = found.query_map(
        named_params! {
            ":guest": guest,
            ":only": only(session),
            ":reader": session.user,
            ":limit": limit,
        },
        line_row,
    )?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// Returns the lines of these tickets, the newest first.
pub(crate) fn lines_of_ids(db: &Db, session: &Session, ids: &[TicketId], limit: u32) -> Result<Vec<InboxLine>> {
    let ids = json(ids)?;
    let mut found = db.conn().prepare_cached(lines!(concat!(
        " WHERE t.id IN (SELECT unhex(value, '-') FROM json_each(:ids))",
        include_str!("sql/seen.sql"),
        " ORDER BY t.business_date DESC, t.opened_at_ms DESC LIMIT :limit"
    )))?;
    let lines = found.query_map(
        named_params! {
            ":ids": ids,
            ":only": only(session),
            ":reader": session.user,
            ":limit": limit,
        },
        line_row,
    )?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// Returns the lines of tickets whose number begins so, the newest first.
pub(crate) fn lines_numbered(db: &Db, session: &Session, beginning: &str, limit: u32) -> Result<Vec<InboxLine>> {
    let mut found = db.conn().prepare_cached(lines!(concat!(
        " WHERE t.number >= :beginning AND t.number < :end",
        include_str!("sql/seen.sql"),
        " ORDER BY t.number DESC LIMIT :limit"
    )))?;
    let lines = found.query_map(
        named_params! {
            ":beginning": beginning,
            ":end": format!("{beginning}\u{10ffff}"),
            ":only": only(session),
            ":reader": session.user,
            ":limit": limit,
        },
        line_row,
    )?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

/// Returns the lines of tickets with the same problem in the same room or on its floor, since `since`; the room's own first.
pub(crate) fn lines_like(
    db: &Db,
    session: &Session,
    room: &str,
    problem: ProblemCode,
    since: BusinessDate,
    limit: u32,
) -> Result<Vec<InboxLine>> {
    let floor: String = room.chars().take(room.chars().count().saturating_sub(2)).collect();
    let mut found = db.conn().prepare_cached(lines!(concat!(
        include_str!("sql/like.sql"),
        include_str!("sql/seen.sql"),
        " ORDER BY t.room_no = :room DESC, t.opened_at_ms DESC LIMIT :limit"
    )))?;
    let lines = found.query_map(
        named_params! {
            ":since": since,
            ":problem": problem,
            ":room": room,
            ":floor": floor,
            ":only": only(session),
            ":reader": session.user,
            ":limit": limit,
        },
        line_row,
    )?;
    Ok(lines.collect::<rusqlite::Result<_>>()?)
}

fn json<T: serde::Serialize>(values: &[T]) -> Result<String> {
    serde_json::to_string(values).map_err(|_| Error::Damaged { what: "a list that does not serialise".to_owned() })
}

/// Returns the one department whose tickets a department head sees; the others see all.
fn only(session: &Session) -> Option<Department> {
    (session.role == Role::DepartmentHead).then_some(session.department)
}

fn insert(tx: &Tx<'_>, facts: &TicketFacts) -> Result<()> {
    facts.guest.into_iter().for_each(|guest| tx.file_again(guest));
    tx.conn().prepare_cached(include_str!("sql/insert_ticket.sql"))?.execute(params![
        facts.id,
        facts.number,
        facts.guest,
        facts.stay,
        facts.room_no,
        facts.problem,
        facts.area,
        facts.touchpoint,
        facts.severity,
        facts.mood.map_or("", Mood::word),
        facts.words,
        facts.state,
        facts.department,
        facts.owner,
        facts.opened_by,
        facts.opened_at_ms,
        facts.business_date,
        facts.answer_due_ms,
        facts.start_due_ms,
        facts.solve_due_ms,
        facts.kind,
        facts.about_guest,
    ])?;
    Ok(())
}

fn update(tx: &Tx<'_>, facts: &TicketFacts) -> Result<()> {
    facts.guest.into_iter().for_each(|guest| tx.file_again(guest));
    tx.conn().prepare_cached(include_str!("sql/put_ticket.sql"))?.execute(params![
        facts.id,
        facts.state,
        facts.department,
        facts.owner,
        facts.answered_at_ms,
        facts.started_at_ms,
        facts.apologised_at_ms,
        facts.solved_at_ms,
        facts.callback_due_ms,
        facts.closed_at_ms,
        facts.closed_by,
        facts.start_due_ms,
        facts.solve_due_ms,
        facts.kind,
        facts.severity,
        facts.mood.map_or("", Mood::word),
        facts.answer_due_ms,
    ])?;
    Ok(())
}

/// Saves one step of the person and instant in `hand`.
pub(crate) fn insert_step(tx: &Tx<'_>, id: StepId, ticket: TicketId, body: &StepBody, hand: (UserId, Instant)) -> Result<()> {
    let words = serde_json::to_string(body).map_err(|_| Error::Damaged { what: "a step that does not serialise".to_owned() })?;
    tx.conn()
        .prepare_cached("INSERT INTO ticket_steps(id, ticket_id, step, body, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![id, ticket, body.number(), words, hand.0, hand.1])?;
    Ok(())
}

/// Saves one remedy, new or decided.
pub(crate) fn put_remedy(tx: &Tx<'_>, ticket: TicketId, remedy: &RemedyFacts) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_remedy.sql"))?.execute(params![
        remedy.id,
        ticket,
        remedy.remedy,
        remedy.words,
        remedy.amount_minor,
        remedy.points,
        remedy.state,
        remedy.above.map_or("", super::Above::word),
        remedy.proposed_by,
        remedy.proposed_at_ms,
        remedy.business_date,
        remedy.decided_by,
        remedy.decided_at_ms,
        remedy.decision,
    ])?;
    Ok(())
}

fn facts_row(row: &Row<'_>) -> rusqlite::Result<TicketFacts> {
    Ok(TicketFacts {
        id: row.get(0)?,
        number: row.get(1)?,
        guest: row.get(2)?,
        stay: row.get(3)?,
        room_no: row.get(4)?,
        problem: row.get(5)?,
        area: row.get(6)?,
        touchpoint: row.get(7)?,
        severity: row.get(8)?,
        mood: word_or_none(row, 9)?,
        words: row.get(10)?,
        state: row.get(11)?,
        department: row.get(12)?,
        owner: row.get(13)?,
        opened_by: row.get(14)?,
        opened_at_ms: row.get(15)?,
        business_date: row.get(16)?,
        answer_due_ms: row.get(17)?,
        start_due_ms: row.get(18)?,
        solve_due_ms: row.get(19)?,
        answered_at_ms: row.get(20)?,
        started_at_ms: row.get(21)?,
        apologised_at_ms: row.get(22)?,
        solved_at_ms: row.get(23)?,
        callback_due_ms: row.get(24)?,
        closed_at_ms: row.get(25)?,
        closed_by: row.get(26)?,
        kind: row.get(27)?,
        about_guest: row.get(28)?,
    })
}

fn line_row(row: &Row<'_>) -> rusqlite::Result<InboxLine> {
    let closed: Option<Instant> = row.get(17)?;
    Ok(InboxLine {
        id: row.get(0)?,
        number: row.get(1)?,
        severity: row.get(2)?,
        state: row.get(3)?,
        room_no: row.get(4)?,
        guest: row.get(5)?,
        guest_name: name_in(row, 6)?,
        guest_title: name_in(row, 7)?,
        problem: row.get(8)?,
        words: row.get(9)?,
        area: row.get(10)?,
        department: row.get(11)?,
        owner: row.get(12)?,
        owner_name: name_in(row, 13)?,
        opened_by: row.get(14)?,
        opened_at_ms: row.get(15)?,
        business_date: row.get(16)?,
        closed_at_ms: closed,
        last_step: row.get::<_, Option<u8>>(18)?.unwrap_or_default(),
        amount_minor: row.get(19)?,
        points: row.get(20)?,
        due: row.get(21)?,
        due_ms: row.get(22)?,
        from_ms: row.get::<_, Option<Instant>>(23)?.unwrap_or(row.get(15)?),
        paused: row.get(24)?,
        kind: row.get(25)?,
        outside_due_ms: row.get(26)?,
    })
}

/// Returns an empty name where a joined row is not there.
fn name_in(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(column)?.unwrap_or_default())
}

/// Returns none for the empty word; an unknown word is an error.
fn word_or_none<T: rusqlite::types::FromSql>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let word: String = row.get(column)?;
    if word.is_empty() { Ok(None) } else { row.get(column).map(Some) }
}
