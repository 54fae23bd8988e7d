//! A month's package, beside the same rows written by SQLite's own shell.

use std::ops::ControlFlow;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lobby_core::{
    base::role::Role,
    export::{self, MakeExport},
};

use crate::hotel::Kept;
use crate::table::Table;
use crate::timing::rows_each_second;

/// Month before the hotel's day, counted from the year 0; those before it are taken once its package was made.
const LAST_MONTH: u32 = 2026 * 12 + 5;
/// So many months back the hotel has something of each.
const MONTHS: u32 = 36;

/// Adds the lines of the export.
pub fn line(hotel: &Kept, table: &mut Table) {
    // One that an earlier run made would be a correction: held against the version before, row by row.
    let made = hotel.store.read_as_house(export::made).expect("a history");
    let is_new = |period: &String| made.iter().all(|made| made.period != *period);
    let month =
        (0..MONTHS).map(|back| LAST_MONTH - back).map(|month| format!("{}-{:02}", month / 12, month % 12 + 1)).find(is_new);
    let days = (1..=30)
        .rev()
        .map(|day| format!("all-2026-06-{day:02}"))
        .chain((1..=31).rev().map(|day| format!("all-2026-05-{day:02}")));
    let whole = days.into_iter().find(is_new);
    for (name, period) in [("Package of a month", month), ("Package of everything", whole)] {
        one(hotel, table, name, &period.expect("the kept hotel has one that was never made"));
    }
}

fn one(hotel: &Kept, table: &mut Table, name: &str, period: &str) {
    let folder = tempfile::tempdir_in(&hotel.folder).expect("a folder on the same disk");
    let input = MakeExport { period: period.to_owned(), reason: "measured".to_owned() };
    let begun = Instant::now();
    let made =
        export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, folder.path(), &mut |_| ControlFlow::Continue(()));
    let (made, took) = (made.expect("the package is made").value, begun.elapsed());
    let files: Vec<_> = made
        .files
        .iter()
        .filter(|file| file.path.ends_with(".csv") && file.path != "changes.csv")
        .map(|file| file.path.as_str())
        .collect();
    let size = format!("{} guests, {period}, {} rows of {} tables", hotel.guests, made.rows, files.len());
    let floor = match shell_writes(&folder.path().join(&made.folder), &files, folder.path()) {
        Some(bare) => format!(
            "sqlite3 -csv from a plain file of finished tables: {}; Lobby does {:.2} of it",
            rows_each_second(made.rows, bare),
            bare.as_secs_f64() / took.as_secs_f64()
        ),
        None => "not measured: sqlite3 is not installed".to_owned(),
    };
    table.add(name, size.clone(), rows_each_second(made.rows, took), floor);
    if period.starts_with("all-")
        && let Some((rows, asked)) = shell_asks(hotel, period, folder.path())
    {
        let (each, ours) = (rows_each_second(rows, asked), rows_each_second(made.rows, took));
        let ratio = (made.rows as f64 / took.as_secs_f64()) / (rows as f64 / asked.as_secs_f64());
        let floor =
            format!("sqlite3 -csv asking the same of a plain copy, {rows} rows of 3 tables: {each}; Lobby does {ratio:.2} of it");
        table.add(name, size, ours, floor);
    }
}

/// Returns the questions of the three large tables, as the core asks them for everything.
fn asked() -> [String; 3] {
    let guests = include_str!("../../../src-tauri/core/src/export/sql/guests_whole.sql");
    let stays = include_str!("../../../src-tauri/core/src/export/sql/stays_whole.sql");
    // Of the points the core asks more than it writes; this is what it writes, of those that leave.
    let points = include_str!("../../../src-tauri/core/src/export/sql/points_whole.sql");
    let (written, rest) = points.split_once(",\n  e.business_date >=").expect("whether a posting leaves");
    let (leaves, _) = rest.split_once(",\n").expect("what is asked beside it");
    let leaves = leaves.replace("e.business_date", "+e.business_date");
    let points = format!("{written}\nFROM ledger e\nWHERE +e.business_date >={leaves}\nORDER BY e.seq");
    [guests.to_owned(), stays.to_owned(), points]
}

/// What they read.
const READ: &str = "'guest_details', 'guest_contacts', 'stays', 'members', 'tickets', 'accounts', 'ledger', 'brought_guests'";

/// Copies what the questions read into a plain file, with its indexes, and returns how many rows SQLite's shell writes and how
/// long it takes: without deciphering, hashes, pseudonyms, a sync or a second copy.
fn shell_asks(hotel: &Kept, period: &str, folder: &Path) -> Option<(u64, Duration)> {
    let plain = folder.join("asked.db");
    let conn = support::outside::opened(&hotel.path, lobby_core::db::keys::PRACTICE_PASSPHRASE);
    conn.execute("ATTACH ?1 AS plain KEY ''", [plain.display().to_string()]).expect("a plain file");
    conn.pragma_update(None, "foreign_keys", false).expect("some of what they name stays behind");
    let schema = |kind: &str| -> Vec<(String, String)> {
        let sql =
            format!("SELECT name, sql FROM sqlite_schema WHERE type = '{kind}' AND tbl_name IN ({READ}) AND sql IS NOT NULL");
        let mut found = conn.prepare(&sql).expect("the schema");
        found.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("it").map(|one| one.expect("a text")).collect()
    };
    for (name, sql) in schema("table") {
        conn.execute_batch(&sql.replacen("CREATE TABLE ", "CREATE TABLE plain.", 1)).expect("the same table");
        conn.execute_batch(&format!("INSERT INTO plain.{name} SELECT * FROM main.{name}")).expect("the same rows");
    }
    for (_, sql) in schema("index") {
        let sql = sql.replacen("CREATE UNIQUE INDEX ", "CREATE UNIQUE INDEX plain.", 1);
        conn.execute_batch(&sql.replacen("CREATE INDEX ", "CREATE INDEX plain.", 1)).expect("the same index");
    }
    drop(conn);
    let last = period.trim_start_matches("all-");
    let (mut rows, mut took) = (0, Duration::ZERO);
    for (ordinal, sql) in asked().iter().enumerate() {
        let path = folder.join(format!("asked{ordinal}.csv"));
        // The day after the period's last sorts behind every hour of it, and so does this.
        let parameters = [
            ".parameter init",
            ".parameter set ?1 \"'0001-01-01'\"",
            &format!(".parameter set ?2 \"'{last}~'\""),
            ".parameter set ?3 0",
        ];
        let mut shell = Command::new("sqlite3");
        shell.args(["-header", "-csv"]).arg(&plain).args(parameters).arg(format!(" {sql}"));
        let begun = Instant::now();
        let written = shell.stdout(std::fs::File::create(&path).expect("a new file")).status().ok()?;
        took += begun.elapsed();
        assert!(written.success(), "sqlite3 answers");
        let lines = std::io::BufReader::new(std::fs::File::open(&path).expect("what it wrote"));
        rows += std::io::BufRead::split(lines, b'\n').count() as u64 - 1;
    }
    Some((rows, took))
}

/// Loads the package's tables into a plain file, and returns how long SQLite's shell takes to write them out again.
fn shell_writes(package: &Path, files: &[&str], folder: &Path) -> Option<Duration> {
    let plain = folder.join("plain.db");
    for (ordinal, file) in files.iter().enumerate() {
        let import = format!(".import --csv \"{}\" t{ordinal}", package.join(file).display());
        let loaded = Command::new("sqlite3").arg(&plain).arg(import).stderr(Stdio::null()).status().ok()?;
        assert!(loaded.success(), "{file} is loaded by sqlite3");
    }
    let begun = Instant::now();
    for ordinal in 0..files.len() {
        let out = std::fs::File::create(folder.join(format!("t{ordinal}.csv"))).expect("a new file");
        let query = format!("SELECT * FROM t{ordinal}");
        let mut shell = Command::new("sqlite3");
        let written = shell.args(["-header", "-csv"]).arg(&plain).arg(query).stdout(out).status().expect("sqlite3 runs");
        assert!(written.success(), "sqlite3 writes a table");
    }
    Some(begun.elapsed())
}
