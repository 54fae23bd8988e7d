//! No screen waits for a walk over everything: the plans of the core's queries.
//!
//! A hotel's file has no statistics, so the planner guesses, and a guess that a handful of rows shows no difference for takes
//! seconds at a million guests (the morning report did, twice). Here every query is planned against an empty schema, as the
//! program plans it, and none may walk a table that grows with the house, but those that say why.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rusqlite::{Connection, config::DbConfig};

/// Tables that grow as long as the house is open.
const GROW: &[&str] = &[
    "accounts",
    "balances",
    "contacts",
    "dealings",
    "guest_details",
    "guests",
    "history",
    "images",
    "ledger",
    "lot_uses",
    "lots",
    "members",
    "preferences",
    "promises",
    "requests",
    "stays",
    "ticket_remedies",
    "ticket_steps",
    "tickets",
];

/// Indexes that hold only what is open now, or what happens once a month.
const SHORT: &[&str] = &["tickets_open", "stays_in_house", "history_expiries", "history_reads", "guests_merged"];

/// Queries that walk, each with its reason; no line may stand here for a query that no longer walks.
const WALK: &[(&str, &str)] = &[
    ("arrivals/sql/counts.sql", "the newest row of the history alone"),
    ("arrivals/sql/row.sql", "a beginning: every use names one stay or one night"),
    ("backup/sql/counts.sql", "counts of a copy, on its own reader"),
    ("backup/sql/sums.sql", "sums of a copy, on its own reader"),
    ("bring_back/rows.rs: SELECT m.guest_id FROM accounts a", "a hotel is brought back: every member is numbered"),
    ("bring_back/sql/is_empty.sql", "the first row of each alone"),
    ("bring_back/sql/put_balances.sql", "a hotel is brought back: every account is summed"),
    ("db/store.rs: SELECT seq, mac FROM history", "the newest row alone"),
    ("db/tx.rs: SELECT seq, mac FROM history", "the newest row alone"),
    ("duplicates/rows.rs: SELECT count(*) FROM guests", "a full run, which is asked for"),
    ("duplicates/sql/people.sql", "a full run, which is asked for"),
    ("export/rows.rs: SELECT id, guest_id FROM accounts", "a package names whose every posting and lot is"),
    ("export/sql/compensation_whole.sql", "the package of everything"),
    ("export/sql/complaint_steps_whole.sql", "the package of everything"),
    ("export/sql/complaints_whole.sql", "the package of everything"),
    ("export/sql/guests.sql", "the package of a period: all members are in it"),
    ("export/sql/guests_whole.sql", "the package of everything"),
    ("export/sql/guests_without_details.sql", "a package counts guests, in two indexes"),
    ("export/sql/lots.sql", "the package of a period: what was left of every lot"),
    ("export/sql/members.sql", "the package of a period: all members are in it"),
    ("export/sql/points_whole.sql", "the package of everything"),
    ("export/sql/stays_whole.sql", "the package of everything"),
    ("history/rows.rs: SELECT seq, side, salt, body", "a check reads every image"),
    ("history/sql/chain.sql", "a check reads every row"),
    ("history/sql/newest.sql", "the newest rows, as many as are asked for"),
    ("loyalty/expiry/sql/by_tier.sql", "a run, previewed"),
    ("loyalty/expiry/sql/known_days.sql", "the newest rows, as many as are asked for"),
    ("loyalty/expiry/sql/listed.sql", "a run, previewed"),
    ("loyalty/report/sql/held.sql", "the sum that the house's accounts are held against"),
    ("loyalty/report/sql/liability.sql", "what is owed, by the month of every lot"),
    ("loyalty/report/sql/members.sql", "a report of all members"),
    ("loyalty/report/sql/rows_members.sql", "the members behind a report's figure"),
    ("loyalty/referral/rows.rs: SELECT m.guest_id, m.enrolled_on FROM members", "a practice hotel is made"),
    ("loyalty/rows.rs: SELECT 'all', 0, sum(points) FROM", "a check reads every row"),
    ("loyalty/rows.rs: SELECT (SELECT count(*) FROM ledger),", "a check reads every row"),
    ("loyalty/rows.rs: SELECT id, points FROM ledger", "a check reads every row"),
    ("loyalty/rows.rs: SELECT count(*) FROM accounts", "a check reads every row"),
    ("loyalty/sql/every_balance.sql", "a check reads every row"),
    ("loyalty/sql/every_posting.sql", "a check reads every row"),
    ("loyalty/sql/members_in_order.sql", "a tier run reads every member"),
    ("loyalty/sql/run_keys.sql", "a check reads every row"),
    ("loyalty/sql/tier_runs.sql", "a check reads every row"),
    ("loyalty/sql/wrong_account.sql", "a check reads every row"),
    ("loyalty/sql/wrong_extensions.sql", "a check reads every row"),
    ("loyalty/sql/wrong_history.sql", "a check reads every row"),
    ("loyalty/sql/wrong_lots.sql", "a check reads every row"),
    ("loyalty/sql/wrong_orphan.sql", "a check reads every row"),
    ("loyalty/sql/wrong_posting.sql", "a check reads every row"),
    ("loyalty/sql/wrong_reversal.sql", "a check reads every row"),
    ("loyalty/sql/wrong_tiers.sql", "a check reads every row"),
    ("loyalty/sql/wrong_uses.sql", "a check reads every row"),
    ("loyalty/vouchers/sql/redemption.sql", "a beginning: every use names one posting"),
    ("privacy/erase/sql/digests_struck.sql", "an erasure looks for the words in every image"),
    ("privacy/sql/due.sql", "a dated run, previewed"),
    ("profile/filed/sql/everybody.sql", "everybody is filed again"),
    ("profile/filed/rows.rs: SELECT guest_id, words FROM preferences", "everybody is filed again"),
    ("search/sql/everybody.sql", "everybody is filed again"),
    ("search/sql/ranks.sql", "everybody is filed again"),
    ("stats/sql/totals_of_all.sql", "figures of the whole file, asked for on the command line"),
    ("stays/sql/stay.sql", "a beginning: every use names one stay"),
    ("tickets/sql/lines.sql", "a beginning: every use names what it wants"),
    ("tickets/sql/ticket.sql", "a beginning: every use names one complaint"),
    ("warnings/rows.rs: SELECT t.area, count(*) FROM tickets", "a beginning: every use names its days"),
    ("warnings/rows.rs: SELECT t.business_date, count(*) FROM tickets", "a beginning: every use names its days"),
    ("warnings/rows.rs: SELECT t.id FROM tickets t", "a beginning: every use names its days"),
    ("warnings/rows.rs: SELECT t.problem, count(*) FROM tickets", "a beginning: every use names its days"),
    ("warnings/rows.rs: SELECT t.room_no, count(*) FROM tickets", "a beginning: every use names its days"),
    ("warnings/sql/cause.sql", "a beginning: every use names its days"),
    ("warnings/sql/house_cause.sql", "a beginning: every use names its days"),
    ("warnings/sql/repeated_head_area.sql", "a beginning: every use names its days"),
    ("warnings/sql/repeated_head_guest.sql", "a beginning: every use names its days"),
    ("warnings/sql/repeated_head_room.sql", "a beginning: every use names its days"),
];

#[test]
fn no_query_walks_what_grows_unless_it_says_why() {
    let conn = planner();
    let core = support::root().join("src-tauri/core/src");
    let mut walking = BTreeMap::new();
    let mut planned = 0;
    for (name, sql) in queries(&core) {
        // What is only a part of a statement is planned where it is put together.
        let Ok(walks) = walks(&conn, &sql) else { continue };
        planned += 1;
        if !walks.is_empty() {
            walking.insert(name, walks);
        }
    }
    assert!(planned > 500, "most queries are whole statements: {planned}");
    let allowed: BTreeSet<&str> = WALK.iter().map(|(name, _)| *name).collect();
    let unsaid: Vec<_> = walking.iter().filter(|(name, _)| !allowed.contains(name.as_str())).collect();
    assert!(unsaid.is_empty(), "these walk a table that grows: {unsaid:#?}");
    let idle: Vec<_> = allowed.iter().filter(|name| !walking.contains_key(**name)).collect();
    assert!(idle.is_empty(), "these walk no longer and need no reason: {idle:?}");
}

#[test]
fn what_somebody_gave_in_a_matter_is_read_by_keys() {
    let core = support::root().join("src-tauri/core/src/tickets");
    let part = |name: &str| std::fs::read_to_string(core.join(name)).expect("a query's file");
    let sql = format!(
        "WITH RECURSIVE family(id) AS (SELECT :ticket {}),\n{}",
        part("joining/sql/family.sql"),
        part("authority/sql/used.sql")
    );
    assert_eq!(walks(&planner(), &sql).expect("a whole statement"), Vec::<String>::new());
}

/// Returns an empty file of the newest schema, planned against as the program does.
fn planner() -> Connection {
    let golden = support::root().join("tests/golden");
    let names = std::fs::read_dir(&golden).expect("the frozen schemas").map(|entry| entry.expect("an entry").path());
    let newest = names.filter(|path| path.to_string_lossy().contains("schema-")).max().expect("a schema");
    let conn = Connection::open_in_memory().expect("an empty file");
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).expect("plans without values");
    conn.execute_batch(&std::fs::read_to_string(newest).expect("a schema")).expect("the schema stands");
    conn
}

fn queries(core: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![core.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the core") {
            let path = entry.expect("an entry").path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "migrations") {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(core).expect("below the core").to_string_lossy().replace('\\', "/");
            match path.extension().and_then(|kind| kind.to_str()) {
                Some("sql") => found.push((name, std::fs::read_to_string(&path).expect("a query's file"))),
                Some("rs") if !name.ends_with("tests.rs") => {
                    let text = std::fs::read_to_string(&path).expect("a source file");
                    found.extend(written_in(&text).into_iter().map(|sql| (beginning(&name, &sql), sql)));
                }
                _ => {}
            }
        }
    }
    found.sort();
    found
}

/// Returns the queries that stand in a source file as texts.
fn written_in(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for begin in ["\"SELECT ", "\"WITH "] {
        for (at, _) in source.match_indices(begin) {
            let text = &source[at + 1..];
            let Some(end) = text.find('"') else { continue };
            let lines = text[..end].split("\\\n").map(str::trim_start);
            found.push(lines.collect::<Vec<_>>().join(" "));
        }
    }
    found
}

/// Returns a name for a query of a source file: the file and the query's first words.
fn beginning(file: &str, sql: &str) -> String {
    let words: Vec<&str> = sql.split_whitespace().take(5).collect();
    format!("{file}: {}", words.join(" "))
}

/// Returns the lines of the plan that walk a growing table from one end to the other.
fn walks(conn: &Connection, sql: &str) -> rusqlite::Result<Vec<String>> {
    let named = named(sql);
    let mut plan = conn.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
    let lines: Vec<String> = plan.raw_query().mapped(|row| row.get(3)).collect::<rusqlite::Result<_>>()?;
    Ok(lines.into_iter().filter(|line| walks_what_grows(line, &named)).collect())
}

fn walks_what_grows(line: &str, named: &BTreeMap<String, String>) -> bool {
    let mut words = line.split(' ');
    let (Some("SCAN"), Some(name)) = (words.next(), words.next()) else { return false };
    let table = named.get(name).map_or(name, String::as_str);
    GROW.contains(&table) && !words.any(|word| SHORT.contains(&word))
}

/// Returns which table each name after FROM and JOIN stands for.
fn named(sql: &str) -> BTreeMap<String, String> {
    let words: Vec<&str> = sql.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut named = BTreeMap::new();
    for at in words.iter().enumerate().filter(|(_, word)| matches!(**word, "FROM" | "JOIN")).map(|(at, _)| at) {
        let Some(table) = words.get(at + 1) else { continue };
        let other = words.get(at + 2).filter(|word| **word != "AS").or(words.get(at + 3));
        for name in [Some(table), other].into_iter().flatten() {
            named.insert((*name).to_owned(), (*table).to_owned());
        }
    }
    named
}
