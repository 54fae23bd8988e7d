//! The schema's steps are added, never edited: what each made is frozen in `golden/`, and every frozen one comes up to
//! exactly what a new file has.

use std::path::PathBuf;

use lobby_core::db::migrate::{self, SCHEMA, Standing};
use rusqlite::Connection;
use support::hotel::code;

fn frozen_path(version: i64) -> PathBuf {
    support::root().join(format!("tests/golden/schema-{version:04}.sql"))
}

fn fresh() -> Connection {
    let mut conn = Connection::open_in_memory().expect("a database in memory");
    migrate::to_current(&mut conn).expect("the steps apply");
    conn
}

/// Returns every table, index and trigger as its statement, and the rows that the steps themselves wrote.
fn schema(conn: &Connection) -> String {
    let mut list = conn
        .prepare(
            "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'search_words_%'
             ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name",
        )
        .expect("the schema");
    let rows = list.query_map([], |row| row.get::<_, String>(0)).expect("its statements");
    let statements: Vec<String> = rows.map(|row| without_remarks(&row.expect("a statement"))).collect();
    let mut text = statements.join(";\n\n") + ";\n\n";
    let mut accounts = conn.prepare("SELECT id, house FROM accounts WHERE house IS NOT NULL ORDER BY id").expect("the accounts");
    let rows = accounts.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))).expect("the accounts");
    for row in rows {
        let (id, house) = row.expect("an account");
        text += &format!("INSERT INTO accounts(id, house) VALUES ({id}, '{house}');\n");
    }
    text
}

/// Remarks may be bettered at any time; only what SQLite does with a statement is frozen.
fn without_remarks(sql: &str) -> String {
    sql.lines().map(|line| line.split("--").next().unwrap_or_default().trim_end()).collect::<Vec<_>>().join("\n")
}

/// Returns the first line that one of two texts has and the other lacks.
fn differing(one: &str, other: &str) -> String {
    let only = |here: &str, there: &str| here.lines().find(|line| !there.lines().any(|other| other == *line)).map(str::to_owned);
    only(one, other).or_else(|| only(other, one)).unwrap_or_default()
}

/// Returns a database as the program of schema `version` left it.
fn frozen(version: i64) -> Connection {
    let path = frozen_path(version);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let conn = Connection::open_in_memory().expect("a database in memory");
    conn.execute_batch(&text).expect("the frozen schema applies");
    conn.pragma_update(None, "user_version", version).expect("a version");
    conn
}

#[test]
fn the_newest_schema_is_the_frozen_one() {
    let now = schema(&fresh());
    if std::env::var_os("LOBBY_WRITE_DOCS").is_some() {
        std::fs::write(frozen_path(SCHEMA), &now).expect("the schema is frozen");
    }
    let kept = std::fs::read_to_string(frozen_path(SCHEMA)).unwrap_or_default();
    assert!(
        now == kept,
        "{}; the schema is not tests/golden/schema-{SCHEMA:04}.sql. A step that a hotel may already have is never edited: add \
         another. Until the first release, LOBBY_WRITE_DOCS=1 cargo test -p lobby-tests migrations:: freezes it again",
        differing(&now, &kept)
    );
}

#[test]
fn every_frozen_schema_comes_up_to_the_newest() {
    let newest = schema(&fresh());
    for version in 1..=SCHEMA {
        let mut conn = frozen(version);
        let expected = if version == SCHEMA { Standing::Current } else { Standing::Old };
        assert_eq!(migrate::standing(&conn).expect("a standing"), expected);
        migrate::to_current(&mut conn).expect("the steps that lack apply");
        let brought = schema(&conn);
        assert!(brought == newest, "schema {version} does not come up to a new file's: {}", differing(&brought, &newest));
    }
}

#[test]
fn an_empty_database_is_none_of_ours_and_a_newer_one_is_refused() {
    let conn = Connection::open_in_memory().expect("a database in memory");
    assert_eq!(migrate::standing(&conn).expect("a standing"), Standing::Empty);
    conn.pragma_update(None, "user_version", SCHEMA + 1).expect("a version");
    assert_eq!(code(&migrate::standing(&conn)), "file_newer");
}

#[test]
fn a_difference_of_one_word_is_found() {
    let conn = fresh();
    let before = schema(&conn);
    conn.execute_batch("DROP INDEX stays_guest; CREATE INDEX stays_guest ON stays(guest_id, departure)").expect("another index");
    assert_ne!(schema(&conn), before);
}
