//! A month's package, and one of everything, beside the same rows written by SQLite's own shell.

use std::collections::HashSet;
use std::fmt;
use std::fs::File;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use lobby_core::{
    base::{role::Role, time::BusinessDate},
    export::{self, Made, MadeFile, MakeExport},
};

use crate::hotel::Kept;
use crate::table::Table;

/// The day before the hotel's own, up to which a package of everything goes.
const LAST: &str = "2026-07-13";
/// So many days back the hotel has something of each.
const DAYS: i64 = 1_100;
/// Runs of each kind, taken in turns: what the machine did before bears on all of them alike, and their middle is what is held
/// against each other.
const TURNS: usize = 3;

/// Adds the lines of the export.
pub fn line(kept: &Kept, table: &mut Table) {
    let folder = tempfile::tempdir_in(&kept.folder).expect("a folder on the same disk");
    let hotel = &kept.copied(&folder);
    // The hotel's own month is not over.
    let mut months = unmade(hotel, |day| day.to_string()[..7].to_owned());
    // A hotel of which every month was made has none to measure.
    if let Some(month) = months.find(|month| !LAST.starts_with(month.as_str())) {
        turns(hotel, table, "Package of a month", &[month]);
    }
    let all: Vec<String> = unmade(hotel, |day| format!("all-{day}")).take(TURNS).collect();
    turns(hotel, table, "Package of everything", &all);
}

/// Returns periods that `named` gives to days, the latest first, without those of earlier runs: they would be corrections, held
/// against the version before, row by row.
fn unmade(hotel: &Kept, named: impl Fn(BusinessDate) -> String) -> impl Iterator<Item = String> {
    let made = hotel.store.read_as_house(export::made).expect("a history");
    let mut seen: HashSet<String> = made.into_iter().map(|made| made.period).collect();
    let last: BusinessDate = LAST.parse().expect("a day");
    let unmade: Vec<String> =
        (0..DAYS).map(|back| named(last.plus_days(-back))).filter(|period| seen.insert(period.clone())).collect();
    unmade.into_iter()
}

/// Makes the packages of `periods` in turns with the shells, and adds how they compare.
fn turns(hotel: &Kept, table: &mut Table, name: &str, periods: &[String]) {
    let folder = tempfile::tempdir_in(&hotel.folder).expect("a folder on the same disk");
    let asked = periods[0].starts_with("all-").then(|| plain_copy(hotel, folder.path()));
    let (mut ours, mut asking, mut finished) = (Runs::default(), Runs::default(), Runs::default());
    let mut plain = None;
    for period in periods {
        if let Some(asked) = &asked {
            ready();
            asking.0.extend(shell_asks(asked, period, folder.path()));
        }
        let input = MakeExport { period: period.clone(), reason: "measured".to_owned() };
        ready();
        let begun = Instant::now();
        let made = export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, folder.path(), &mut |_| {
            ControlFlow::Continue(())
        });
        let (made, took) = (made.expect("the package is made").value, begun.elapsed());
        ours.0.push((made.rows, took));
        let package = folder.path().join(&made.folder);
        if plain.is_none() {
            plain = finished_tables(&package, &made, folder.path());
        }
        if let Some((file, rows, tables)) = &plain {
            ready();
            finished.0.push((*rows, shell_writes(file, *tables, folder.path())));
        }
        std::fs::remove_dir_all(package).expect("what this run made");
    }
    let (last, rows) = (periods.last().expect("a period"), ours.middle().0);
    let size = format!("{} guests, {} to {last}, {rows} rows", hotel.guests, periods[0]);
    let floors = [("of a plain file of finished tables", finished), ("asking the same of a plain copy, 3 tables", asking)];
    for (floor, runs) in floors {
        if runs.0.is_empty() {
            continue;
        }
        let against = format!("sqlite3 -csv {floor}: {runs}; Lobby does {:.2} of it", ours.rate() / runs.rate());
        table.add(name, size.clone(), &ours, against);
    }
}

/// Rows of each run, and how long it took.
#[derive(Default)]
struct Runs(Vec<(u64, Duration)>);

impl Runs {
    /// Returns the run of the middle rate.
    fn middle(&self) -> (u64, Duration) {
        let mut runs = self.0.clone();
        runs.sort_unstable_by(|one, other| each_second(*one).total_cmp(&each_second(*other)));
        runs[runs.len() / 2]
    }

    fn rate(&self) -> f64 {
        each_second(self.middle())
    }
}

impl fmt::Display for Runs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let took: Vec<String> = self.0.iter().map(|(_, took)| format!("{:.2} s", took.as_secs_f64())).collect();
        write!(f, "{:.0} rows/s ({})", self.rate(), took.join(", "))
    }
}

fn each_second((rows, took): (u64, Duration)) -> f64 {
    rows as f64 / took.as_secs_f64()
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

/// Copies what the questions read into a plain file, with its indexes.
fn plain_copy(hotel: &Kept, folder: &Path) -> PathBuf {
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
    settled(&plain);
    plain
}

/// Bytes of memory that a run may write into files, and some more.
const READY: usize = 3 << 30;
/// Bytes of a page of memory.
const PAGE: usize = 4 << 10;

/// Has the machine's memory there before a run, outside every time: a virtual machine gives back what lies unused and gets it again
/// page by page, ten microseconds each, which whoever runs after a pause would pay for.
fn ready() {
    let mut memory = vec![0_u8; READY];
    memory.iter_mut().step_by(PAGE).for_each(|page| *page = 1);
    std::hint::black_box(&memory);
}

/// Has the disk take what was written, outside every time: whoever runs next would wait for it.
fn settled(path: &Path) {
    File::open(path).and_then(|file| file.sync_all()).expect("a disk that takes it");
}

/// Returns how many rows SQLite's shell writes for the questions, and how long it takes: without deciphering, hashes, pseudonyms,
/// a sync or a second copy.
fn shell_asks(plain: &Path, period: &str, folder: &Path) -> Option<(u64, Duration)> {
    let last = period.trim_start_matches("all-");
    let (mut rows, mut took) = (0, Duration::ZERO);
    for sql in asked() {
        let path = folder.join("asked.csv");
        // The day after the period's last sorts behind every hour of it, and so does this.
        let parameters = [
            ".parameter init",
            ".parameter set ?1 \"'0001-01-01'\"",
            &format!(".parameter set ?2 \"'{last}~'\""),
            ".parameter set ?3 0",
        ];
        let mut shell = Command::new("sqlite3");
        shell.args(["-header", "-csv"]).arg(plain).args(parameters).arg(format!(" {sql}"));
        let out = File::create(&path).expect("a new file");
        let begun = Instant::now();
        let written = shell.stdout(out).status().ok()?;
        took += begun.elapsed();
        assert!(written.success(), "sqlite3 answers");
        settled(&path);
        let lines = std::io::BufReader::new(File::open(&path).expect("what it wrote"));
        rows += std::io::BufRead::split(lines, b'\n').count() as u64 - 1;
    }
    Some((rows, took))
}

/// Loads the package's tables into a plain file; returns it, its rows and how many tables they are.
fn finished_tables(package: &Path, made: &Made, folder: &Path) -> Option<(PathBuf, u64, usize)> {
    let plain = folder.join("plain.db");
    let is_table = |file: &&MadeFile| file.path.ends_with(".csv") && file.path != "changes.csv";
    let tables = made.files.iter().filter(is_table).map(|file| file.path.as_str());
    let mut loaded = 0;
    for (ordinal, file) in tables.enumerate() {
        let import = format!(".import --csv \"{}\" t{ordinal}", package.join(file).display());
        let read = Command::new("sqlite3").arg(&plain).arg(import).stderr(Stdio::null()).status().ok()?;
        assert!(read.success(), "{file} is loaded by sqlite3");
        loaded += 1;
    }
    settled(&plain);
    Some((plain, made.rows, loaded))
}

/// Returns how long SQLite's shell takes to write them out again.
fn shell_writes(plain: &Path, tables: usize, folder: &Path) -> Duration {
    let mut took = Duration::ZERO;
    for ordinal in 0..tables {
        let path = folder.join(format!("t{ordinal}.csv"));
        let out = File::create(&path).expect("a new file");
        let query = format!("SELECT * FROM t{ordinal}");
        let mut shell = Command::new("sqlite3");
        let begun = Instant::now();
        let written = shell.args(["-header", "-csv"]).arg(plain).arg(query).stdout(out).status().expect("sqlite3 runs");
        took += begun.elapsed();
        assert!(written.success(), "sqlite3 writes a table");
        settled(&path);
    }
    took
}
