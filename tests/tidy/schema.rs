//! The schema as every desk will share it (ARCHITECTURE, "So that several desks stay cheap"; STYLE 21).

use lobby_core::db::{
    migrate,
    tables::{LOCAL, LOCAL_PREFIXES, SHARED},
};
use rusqlite::Connection;

use super::{hold, sample, source, source::Source};

/// Returns a database of the newest schema, in memory.
fn fresh() -> Connection {
    let mut conn = Connection::open_in_memory().expect("a database in memory");
    migrate::to_current(&mut conn).expect("the schema's steps apply");
    conn
}

/// A table as SQLite describes it.
struct Table {
    name: String,
    kind: String,
    strict: bool,
}

fn tables(conn: &Connection) -> Vec<Table> {
    let mut list = conn.prepare("SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main'").expect("a list");
    let rows = list.query_map([], |row| Ok(Table { name: row.get(0)?, kind: row.get(1)?, strict: row.get(2)? })).expect("tables");
    let mut found: Vec<Table> = rows.map(|row| row.expect("a table")).collect();
    found.retain(|table| !table.name.starts_with("sqlite_"));
    found
}

/// Returns what is wrong with the two lists of tables, measured at `conn`.
fn list_faults(conn: &Connection, shared: &[&str], local: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    let found = tables(conn);
    for table in &found {
        let derived = LOCAL_PREFIXES.iter().any(|start| table.name.starts_with(start));
        let times = shared.iter().chain(local).filter(|name| **name == table.name).count() + usize::from(derived);
        if times != 1 {
            faults.push(format!("{} stands {times} times in db/tables.rs", table.name));
        }
    }
    for name in shared.iter().chain(local).filter(|name| found.iter().all(|table| table.name != **name)) {
        faults.push(format!("{name} is no table"));
    }
    for table in found.iter().filter(|table| shared.contains(&table.name.as_str())) {
        faults.extend(shared_faults(conn, table));
    }
    faults
}

/// A table that travels to every desk: STRICT, a primary key that is never NULL, no column of one desk.
fn shared_faults(conn: &Connection, table: &Table) -> Vec<String> {
    let mut faults = Vec::new();
    if !table.strict || table.kind != "table" {
        faults.push(format!("{} is shared and not STRICT", table.name));
    }
    let mut columns = conn.prepare("SELECT name, \"notnull\", pk FROM pragma_table_info(?1)").expect("columns");
    let columns = columns.query_map([&table.name], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).expect("columns");
    let columns: Vec<(String, bool, i64)> = columns.map(|row| row.expect("a column")).collect();
    if !columns.iter().any(|(_, _, key)| *key > 0) {
        faults.push(format!("{} is shared and has no primary key", table.name));
    }
    for (column, _, _) in columns.iter().filter(|(_, not_null, key)| *key > 0 && !not_null) {
        faults.push(format!("{}.{column} is a key that may be NULL", table.name));
    }
    for (column, ..) in columns.iter().filter(|(column, ..)| column == "desk" || column == "desk_id") {
        faults.push(format!("{}.{column} is of one desk alone", table.name));
    }
    faults
}

fn trigger_faults(conn: &Connection) -> Vec<String> {
    let mut list = conn.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").expect("triggers");
    let rows = list.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("triggers");
    let triggers: Vec<(String, String)> = rows.map(|row| row.expect("a trigger")).collect();
    let refuses_only = |sql: &str| {
        let Some((_, body)) = sql.split_once(" BEGIN ") else { return false };
        body.trim_start().starts_with("SELECT RAISE(ABORT, '") && body.matches(';').count() == 1
    };
    triggers.iter().filter(|(_, sql)| !refuses_only(sql)).map(|(name, _)| format!("{name} does more than refuse")).collect()
}

/// Names whose ending is their unit, as the header of 0001.sql says.
const UNITS: &[&str] = &["_ms"];

/// Returns each column that counts or measures and does not say in what.
fn unsaid_units(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, line) in source.text.lines().enumerate() {
        let mut words = line.split_whitespace();
        let (Some(column), Some(kind)) = (words.next(), words.next()) else { continue };
        let measures = line.starts_with("  ") && (kind.starts_with("INTEGER") || kind.starts_with("REAL"));
        let said = line.contains("-- ") || UNITS.iter().any(|unit| column.ends_with(unit)) || line.contains("REFERENCES");
        // A flag, and a row that there is only once, count nothing.
        let flag = line.contains("IN (0, 1)") || line.contains("id = 1") || column == "id";
        if measures && !said && !flag {
            faults.push(format!("{}: {column} does not say what it counts", at + 1));
        }
    }
    faults
}

fn cascades(source: &Source) -> Vec<String> {
    let said = |line: &str| line.split("--").next().unwrap_or_default().to_uppercase();
    let upper = source.text.lines().map(said).collect::<Vec<_>>().join("\n");
    ["CASCADE", "SET NULL", "SET DEFAULT"].into_iter().filter(|act| upper.contains(act)).map(|act| format!(" {act}")).collect()
}

#[test]
fn every_table_is_shared_or_local_and_fit_for_it() {
    let faults = list_faults(&fresh(), SHARED, LOCAL);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn triggers_refuse_and_never_write() {
    let conn = fresh();
    let count: i64 =
        conn.query_row("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'", [], |row| row.get(0)).expect("a count");
    assert!(count > 5, "the append-only tables are guarded");
    assert!(trigger_faults(&conn).is_empty(), "{:?}", trigger_faults(&conn));
}

#[test]
fn every_measure_says_its_unit_and_nothing_cascades() {
    let steps = source::files(&["src-tauri/core/src/db/migrations/"], &[".sql"]);
    hold(&steps, unsaid_units);
    hold(&steps, cascades);
}

#[test]
fn a_schema_that_breaks_these_rules_is_found_out() {
    let conn = Connection::open_in_memory().expect("a database in memory");
    conn.execute_batch(
        "CREATE TABLE loose (id INTEGER PRIMARY KEY); CREATE TABLE keyless (a TEXT) STRICT;
         CREATE TABLE desk_bound (id TEXT NOT NULL PRIMARY KEY, desk_id BLOB) STRICT; CREATE TABLE unlisted (a TEXT);
         CREATE TRIGGER quiet BEFORE DELETE ON loose BEGIN SELECT RAISE(ABORT, 'no'); END;
         CREATE TRIGGER busy AFTER DELETE ON loose BEGIN DELETE FROM keyless; END;
         CREATE TRIGGER both AFTER INSERT ON loose BEGIN SELECT RAISE(ABORT, 'no'); DELETE FROM keyless; END;",
    )
    .expect("a schema against the rules");
    let faults = list_faults(&conn, &["loose", "keyless", "desk_bound", "gone"], &["desk_bound"]);
    for part in
        ["loose is shared and not STRICT", "loose.id is a key that may be NULL", "keyless is shared and has no primary key"]
    {
        assert!(faults.iter().any(|fault| fault == part), "{part}: {faults:?}");
    }
    for part in ["desk_bound.desk_id", "desk_bound stands 2 times", "unlisted stands 0 times", "gone is no table"] {
        assert!(faults.iter().any(|fault| fault.starts_with(part)), "{part}: {faults:?}");
    }
    assert_eq!(trigger_faults(&conn).len(), 2, "the two that write");
    let step =
        sample("0002.sql", "CREATE TABLE a (\n  nights INTEGER NOT NULL,\n  left_ms INTEGER,\n  x INTEGER -- nights\n);\n");
    assert_eq!(unsaid_units(&step).len(), 1, "nights of what");
    assert_eq!(cascades(&sample("0002.sql", "REFERENCES guests(id) ON DELETE CASCADE")).len(), 1);
}
