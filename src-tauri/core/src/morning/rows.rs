//! What the report reads. Each figure's count and its rows come from the same part of a statement.

use rusqlite::{Row, Statement, ToSql};

use super::{Asked, Figure, MorningRow, ROWS_MAX};
use crate::{
    base::{error::Result, ids::UserId, money::Minor, points::Points, role::Session, time::BusinessDate},
    db::Db,
};

/// What was taken in the period, of the kinds `$which`.
macro_rules! of_new {
    ($what:expr, $names:expr, $which:literal, $end:literal) => {
        concat!(
            $what,
            " FROM tickets t ",
            $names,
            "WHERE t.kind IN (",
            $which,
            ") AND t.business_date >= :from AND t.business_date <= :to AND t.opened_at_ms < :until AND t.merged_into IS NULL
               AND (:only IS NULL OR t.department = :only) ",
            $end
        )
    };
}

/// Complaints open at the period's end, of which `$which` holds.
macro_rules! of_open {
    ($what:expr, $names:expr, $which:literal, $end:literal) => {
        concat!(include_str!("sql/open.sql"), $what, " FROM told t ", $names, "WHERE ", $which, $end)
    };
}

/// Callbacks that were due in the period.
macro_rules! of_callbacks {
    ($what:expr, $names:expr, $end:literal) => {
        concat!(
            $what,
            " FROM tickets t ",
            $names,
            "WHERE t.callback_due_ms >= :begin AND t.callback_due_ms < :end AND t.merged_into IS NULL AND (:only IS NULL OR t.department = :only) ",
            $end
        )
    };
}

macro_rules! line {
    ($rest:expr) => {
        concat!(include_str!("sql/line.sql"), $rest)
    };
}

macro_rules! called_back {
    () => {
        "EXISTS (SELECT 1 FROM ticket_steps s WHERE s.ticket_id = t.id AND s.step = 7 AND json_extract(s.body, '$.feedback') IS NOT NULL)"
    };
}

macro_rules! left {
    () => {
        "EXISTS (SELECT 1 FROM stays s WHERE s.guest_id = t.guest_id AND s.departure >= :from AND s.departure <= :to
                   AND s.state IN ('in_house', 'departed'))"
    };
}

const COUNT_NEW: &str = of_new!("SELECT count(*)", "", "'complaint'", "");
const COUNT_PRAISE: &str = of_new!("SELECT count(*)", "", "'praise'", "");
const COUNT_IDEAS: &str = of_new!("SELECT count(*)", "", "'suggestion', 'opinion'", "");
const COUNT_OPEN: &str = of_open!("SELECT count(*)", "", "1", "");
const COUNT_LATE: &str = of_open!("SELECT count(*)", "", "t.promised_ms < :until", "");
const COUNT_LEFT: &str = concat!(include_str!("sql/open.sql"), "SELECT count(*) FROM told t WHERE ", left!());
const COUNT_GIVEN: &str = concat!(
    include_str!("sql/given.sql"),
    "SELECT count(*) FROM given JOIN ticket_remedies r ON r.rowid = given.place JOIN tickets t ON t.id = r.ticket_id
     WHERE (:only IS NULL OR t.department = :only)"
);
const COUNT_OWN: &str = concat!(include_str!("sql/own.sql"), "SELECT count(*) FROM given");
const COUNT_CALLBACKS: &str = of_callbacks!("SELECT count(*)", "", "");

const ROWS_NEW: &str = of_new!(
    line!(" t.solve_due_ms, 0, t.kind"),
    include_str!("sql/people.sql"),
    "'complaint'",
    "ORDER BY t.opened_at_ms DESC, t.number DESC LIMIT :limit"
);
const ROWS_PRAISE: &str = of_new!(
    line!(" NULL, t.solved_at_ms IS NOT NULL, t.kind"),
    include_str!("sql/people.sql"),
    "'praise'",
    "ORDER BY t.opened_at_ms DESC, t.number DESC LIMIT :limit"
);
const ROWS_IDEAS: &str = of_new!(
    line!(" t.solve_due_ms, t.solved_at_ms IS NOT NULL, t.kind"),
    include_str!("sql/people.sql"),
    "'suggestion', 'opinion'",
    "ORDER BY t.opened_at_ms DESC, t.number DESC LIMIT :limit"
);
const ROWS_OPEN: &str = of_open!(
    line!(" t.promised_ms, 0, t.kind"),
    include_str!("sql/people.sql"),
    "1",
    " ORDER BY t.promised_ms, t.number LIMIT :limit"
);
const ROWS_LATE: &str = of_open!(
    line!(" t.promised_ms, 0, t.kind"),
    include_str!("sql/people.sql"),
    "t.promised_ms < :until",
    " ORDER BY t.promised_ms, t.number LIMIT :limit"
);
const ROWS_LEFT: &str = concat!(
    include_str!("sql/open.sql"),
    line!(" t.promised_ms, 0, t.kind"),
    " FROM told t ",
    include_str!("sql/people.sql"),
    "WHERE ",
    left!(),
    " ORDER BY t.promised_ms, t.number LIMIT :limit"
);
const ROWS_GIVEN: &str = concat!(include_str!("sql/given.sql"), include_str!("sql/given_rows.sql"));
const ROWS_OWN: &str = concat!(include_str!("sql/own.sql"), include_str!("sql/own_rows.sql"));
const ROWS_CALLBACKS: &str = of_callbacks!(
    line!(concat!(" t.callback_due_ms, ", called_back!(), ", t.kind")),
    include_str!("sql/people.sql"),
    "ORDER BY t.callback_due_ms, t.number LIMIT :limit"
);

/// Answers in writing that were owed to a body outside at the period's end, of which `$which` holds.
macro_rules! of_outside {
    ($what:expr, $names:expr, $which:literal, $end:literal) => {
        concat!(
            $what,
            " FROM ticket_externals e JOIN tickets t ON t.id = e.ticket_id ",
            $names,
            "WHERE e.at_ms < :until AND (e.answered_at_ms IS NULL OR e.answered_at_ms >= :until) AND ",
            $which,
            " AND (:only IS NULL OR t.department = :only) ",
            $end
        )
    };
}

const COUNT_OUTSIDE: &str = of_outside!("SELECT count(*)", "", "1", "");
const COUNT_OUTSIDE_LATE: &str = of_outside!("SELECT count(*)", "", "e.due_ms <= :until", "");
const ROWS_OUTSIDE: &str =
    of_outside!(line!(" e.due_ms, 0, t.kind"), include_str!("sql/people.sql"), "1", "ORDER BY e.due_ms, t.number LIMIT :limit");

const COUNT_DISPUTED: &str = concat!("SELECT count(*)", include_str!("sql/disputed.sql"));
const ROWS_DISPUTED: &str =
    concat!(include_str!("sql/disputed_line.sql"), include_str!("sql/disputed.sql"), " ORDER BY a.at_ms DESC LIMIT :limit");

/// Returns how many rows a figure opens.
pub fn count(db: &Db, asked: &Asked, figure: Figure) -> Result<u32> {
    let sql = match figure {
        Figure::New => COUNT_NEW,
        Figure::Open => COUNT_OPEN,
        Figure::Late => COUNT_LATE,
        Figure::Unrecovered => COUNT_LEFT,
        Figure::Compensation => COUNT_GIVEN,
        Figure::Authority => COUNT_OWN,
        Figure::Callbacks => COUNT_CALLBACKS,
        Figure::Disputed => COUNT_DISPUTED,
        Figure::Praise => COUNT_PRAISE,
        Figure::Ideas => COUNT_IDEAS,
        Figure::Outside => COUNT_OUTSIDE,
    };
    one(db, sql, asked, |row| row.get(0))
}

/// Returns the rows of a figure; of `user` alone where authority is asked for and one is named.
pub fn rows(db: &Db, asked: &Asked, figure: Figure, user: Option<UserId>) -> Result<Vec<MorningRow>> {
    let sql = match figure {
        Figure::New => ROWS_NEW,
        Figure::Open => ROWS_OPEN,
        Figure::Late => ROWS_LATE,
        Figure::Unrecovered => ROWS_LEFT,
        Figure::Compensation => ROWS_GIVEN,
        Figure::Authority => ROWS_OWN,
        Figure::Callbacks => ROWS_CALLBACKS,
        Figure::Disputed => ROWS_DISPUTED,
        Figure::Praise => ROWS_PRAISE,
        Figure::Ideas => ROWS_IDEAS,
        Figure::Outside => ROWS_OUTSIDE,
    };
    let mut found = db.conn().prepare_cached(sql)?;
    bind(&mut found, asked, user)?;
    let mut rows = found.raw_query();
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let nth = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        lines.push(read(row, nth)?);
    }
    Ok(lines)
}

/// Returns how many of the answers that were owed outside were late at the period's end.
pub fn outside_late(db: &Db, asked: &Asked) -> Result<u32> {
    one(db, COUNT_OUTSIDE_LATE, asked, |row| row.get(0))
}

/// Returns money and points that were given in the period.
pub fn given(db: &Db, asked: &Asked) -> Result<(Minor, Points)> {
    let sql = concat!(
        include_str!("sql/given.sql"),
        "SELECT coalesce(sum(iif(r.remedy = 'points', 0, r.amount_minor)), 0), coalesce(sum(r.points), 0)
         FROM given JOIN ticket_remedies r ON r.rowid = given.place JOIN tickets t ON t.id = r.ticket_id
         WHERE (:only IS NULL OR t.department = :only)"
    );
    one(db, sql, asked, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns how many callbacks were due in the period, and how many of them were made.
pub fn callbacks(db: &Db, asked: &Asked) -> Result<(u32, u32)> {
    let sql = of_callbacks!(concat!("SELECT count(*), coalesce(sum(", called_back!(), "), 0)"), "", "");
    one(db, sql, asked, |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Returns each person who gave something on their own authority in the period, how much and how often.
pub fn authority(db: &Db, asked: &Asked) -> Result<Vec<(Session, String, Minor, u32)>> {
    let mut found = db.conn().prepare_cached(concat!(include_str!("sql/own.sql"), include_str!("sql/own_sums.sql")))?;
    bind(&mut found, asked, None)?;
    let mut rows = found.raw_query();
    let mut people = Vec::new();
    while let Some(row) = rows.next()? {
        let session = Session::without_pin(row.get(0)?, row.get(1)?, row.get(2)?);
        people.push((session, row.get(3)?, row.get(4)?, row.get(5)?));
    }
    Ok(people)
}

/// Returns the day of the first complaint.
pub fn first_ticket_date(db: &Db) -> Result<Option<BusinessDate>> {
    Ok(db
        .conn()
        .prepare_cached("SELECT min(business_date) FROM tickets WHERE kind = 'complaint'")?
        .query_row([], |row| row.get(0))?)
}

fn one<T>(db: &Db, sql: &'static str, asked: &Asked, read: impl Fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<T> {
    let mut found = db.conn().prepare_cached(sql)?;
    bind(&mut found, asked, None)?;
    let mut rows = found.raw_query();
    let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
    Ok(read(row)?)
}

/// Gives a statement those of the report's values that it names.
fn bind(found: &mut Statement<'_>, asked: &Asked, user: Option<UserId>) -> Result<()> {
    let values: [(&str, &dyn ToSql); 8] = [
        (":from", &asked.period.from),
        (":to", &asked.period.to),
        (":begin", &asked.begin),
        (":end", &asked.end),
        (":until", &asked.until),
        (":only", &asked.only),
        (":user", &user),
        (":limit", &ROWS_MAX),
    ];
    for (name, value) in values {
        if let Some(place) = found.parameter_index(name)? {
            found.raw_bind_parameter(place, value)?;
        }
    }
    Ok(())
}

fn read(row: &Row<'_>, nth: u32) -> rusqlite::Result<MorningRow> {
    Ok(MorningRow {
        nth,
        ticket: row.get(0)?,
        number: row.get(1)?,
        room_no: row.get(2)?,
        guest_name: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
        guest_title: row.get::<_, Option<String>>(4)?.unwrap_or_default(),
        problem: row.get(5)?,
        severity: row.get(6)?,
        state: row.get(7)?,
        department: row.get(8)?,
        person: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
        remedy: row.get(10)?,
        amount_minor: row.get(11)?,
        points: row.get(12)?,
        at_ms: row.get(13)?,
        due_ms: row.get(14)?,
        done: row.get(15)?,
        kind: row.get(16)?,
    })
}
