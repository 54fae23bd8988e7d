//! Every column of text in the schema has its line in `columns.in`, and the erasure does with it what the line says: no table is
//! forgotten because no test planted a word in it.

use std::collections::{BTreeMap, BTreeSet};

use lobby_core::db::migrate;

const LIST: &str = include_str!("columns.in");
const ROWS: &str = "src-tauri/core/src/privacy/erase/rows.rs";

/// Tables and the columns of them that are written over; none where whole rows go.
type Cleared = BTreeMap<String, BTreeSet<String>>;

/// What one line of the list says of its columns.
struct Line {
    table: String,
    kind: String,
    columns: Vec<String>,
    reason: String,
}

fn lines() -> Vec<Line> {
    let told = LIST.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    told.map(|line| {
        let (said, reason) = line.split_once(" -- ").unwrap_or((line, ""));
        let mut parts = said.split(": ");
        let mut part = || parts.next().unwrap_or_else(|| panic!("table, kind and columns: {line}")).to_owned();
        let (table, kind, columns) = (part(), part(), part());
        Line { table, kind, columns: columns.split(' ').map(str::to_owned).collect(), reason: reason.to_owned() }
    })
    .collect()
}

/// Returns every column of the schema that may hold text.
fn schema() -> BTreeSet<(String, String)> {
    let conn = migrate::fresh().expect("the schema");
    let sql = "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
               WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.sql NOT LIKE 'CREATE VIRTUAL%'
                 AND c.type NOT IN ('BLOB', 'INTEGER', 'REAL')";
    let mut columns = conn.prepare(sql).expect("columns");
    let rows = columns.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("columns");
    rows.map(|row| row.expect("a column")).collect()
}

/// Returns what the statements in `source` clear.
fn cleared(source: &str) -> Cleared {
    let mut found = Cleared::new();
    let words: Vec<&str> =
        source.split(|sign: char| !(sign.is_alphanumeric() || "_='’".contains(sign))).filter(|w| !w.is_empty()).collect();
    let mut at = 0;
    while at < words.len() {
        match (words[at], words.get(at + 1), words.get(at + 2)) {
            ("DELETE", Some(&"FROM"), Some(table)) => {
                found.entry((*table).to_owned()).or_default().insert("*".to_owned());
            }
            ("UPDATE", Some(table), Some(&"SET")) => {
                let columns = found.entry((*table).to_owned()).or_default();
                let body = words[at + 3..].iter().take_while(|word| !["WHERE", "DELETE", "UPDATE"].contains(word));
                let body: Vec<&&str> = body.collect();
                for pair in body.windows(2).filter(|pair| *pair[1] == "=") {
                    columns.insert((**pair[0]).to_owned());
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Returns the part of a source from one sign to the next, both of which must be there.
fn between<'s>(source: &'s str, from: &str, to: &str) -> &'s str {
    let (_, rest) = source.split_once(from).unwrap_or_else(|| panic!("{from} is gone"));
    rest.split_once(to).unwrap_or_else(|| panic!("{to} is gone")).0
}

fn source(path: &str) -> String {
    std::fs::read_to_string(support::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What goes of the guest's own, and what is struck out of others'.
fn statements() -> (Cleared, Cleared) {
    let rows = source(ROWS);
    let mut goes = between(&rows, "const GOES", "/// Texts of others").to_owned();
    for name in ["attachment_bytes", "attachments", "drafts", "images_of_others", "unsaved"] {
        assert!(goes.contains(&format!("sql/{name}.sql")), "{name} is run");
        goes += &source(&format!("src-tauri/core/src/privacy/erase/sql/{name}.sql"));
    }
    (cleared(&goes), cleared(between(&rows, "const MENTIONS", "/// Strikes `word`")))
}

fn covers(cleared: &Cleared, table: &str, column: &str) -> bool {
    cleared.get(table).is_some_and(|columns| columns.contains("*") || columns.contains(column))
}

#[test]
fn every_column_of_text_has_its_line_and_the_erasure_does_what_it_says() {
    let (goes, struck) = statements();
    let mut told = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for line in lines() {
        for column in &line.columns {
            let named = format!("{}.{column}", line.table);
            if !told.insert((line.table.clone(), column.clone())) {
                wrong.push(format!("{named} is told twice"));
            }
            let (own, others) = (covers(&goes, &line.table, column), covers(&struck, &line.table, column));
            let right = match line.kind.as_str() {
                "words" => own && others,
                "own" => own,
                "others" => others,
                "kept" => !line.reason.is_empty(),
                "derived" => line.table.starts_with("search_") || line.table == "listed_guests",
                "house" | "code" => true,
                other => panic!("{other} is no kind"),
            };
            *counts.entry(line.kind.clone()).or_default() += 1;
            if !right {
                wrong.push(format!("{named} is {}: cleared {own}, struck {others}", line.kind));
            }
        }
    }
    let schema = schema();
    wrong.extend(schema.difference(&told).map(|(table, column)| format!("{table}.{column} has no line")));
    wrong.extend(told.difference(&schema).map(|(table, column)| format!("{table}.{column} is no column")));
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("promise 27: {} columns of text: {counts:?}", schema.len());
}

#[test]
fn a_statement_that_is_forgotten_is_seen() {
    let rows = source(ROWS);
    let without =
        between(&rows, "const GOES", "/// Texts of others").replace("DELETE FROM preferences", "SELECT * FROM preferences");
    assert!(!covers(&cleared(&without), "preferences", "words"), "control: a table that is not cleared is not covered");
    let goes = statements().0;
    assert!(covers(&goes, "referrals", "told") && !covers(&goes, "referrals", "referred_on"), "columns are told apart");
}
