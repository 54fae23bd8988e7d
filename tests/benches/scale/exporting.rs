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

/// The last whole month before the hotel's day, and everything up to its end.
const PERIODS: [(&str, &str); 2] = [("Package of a month", "2026-06"), ("Package of everything", "all-2026-06-30")];

/// Adds the lines of the export.
pub fn line(hotel: &Kept, table: &mut Table) {
    for (name, period) in PERIODS {
        one(hotel, table, name, period);
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
        Some(bare) => format!("sqlite3 -csv from a plain file: {}", rows_each_second(made.rows, bare)),
        None => "not measured: sqlite3 is not installed".to_owned(),
    };
    table.add(name, size, rows_each_second(made.rows, took), floor);
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
