//! The group's office: packages of many hotels verified, loaded and read across hotels.

#[cfg(target_os = "linux")]
mod engines;
mod load;
mod merged;
mod overlapping;
mod report;
mod verify;

use std::{fs, ops::ControlFlow, path::Path};

use lobby_core::group::{self, Verified, findings::FindingCode};
use serde_json::Value;
use support::parcels;

/// Goes on, however far it is.
fn on(_: u64, _: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn verified(folder: &Path) -> Verified {
    group::verify(&[folder.to_owned()], false, &mut on).expect("the packages are looked at")
}

/// What was found: package, table, line, column, code.
type Place = (String, Option<String>, Option<u64>, Option<String>, FindingCode);

fn places(verified: &Verified) -> Vec<Place> {
    let place = |one: &group::findings::Finding| (one.package.clone(), one.table.clone(), one.line, one.column.clone(), one.code);
    verified.findings.iter().map(place).collect()
}

/// Changes a table's text and signs the package again, so that only what is wrong with the rows is.
fn rewritten(folder: &Path, table: &str, change: impl FnOnce(&str) -> String) {
    let path = folder.join(format!("{table}.csv"));
    let text = fs::read_to_string(&path).expect("a table");
    let changed = change(&text);
    assert_ne!(text, changed, "the change changes something");
    fs::write(&path, changed).expect("the table is written");
    parcels::sign(folder, &parcels::manifest(folder));
}

/// Changes the manifest and leaves lengths and hashes true.
fn restated(folder: &Path, change: impl FnOnce(&mut Value)) {
    let mut manifest = parcels::manifest(folder);
    change(&mut manifest);
    parcels::sign(folder, &manifest);
}
