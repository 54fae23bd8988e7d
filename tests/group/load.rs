//! `group load` into SQLite: what stands there depends on which packages were given, never on their order or on how often.

use std::{
    fs,
    path::{Path, PathBuf},
};

use lobby_core::{
    base::time::Instant,
    group::{
        self,
        load::{self, Asked, Loaded, Outcome},
        rows::GroupFile,
    },
};
use proptest::prelude::*;
use rusqlite::{Connection, types::Value};
use serde_json::json;
use support::{
    hotel::code,
    parcels::{self, Parcel, Posted},
};

use super::{on, restated, rewritten};

/// When the tests load.
const AT: Instant = Instant::from_ms(1_784_009_100_000);

pub(super) fn asked(folders: &[PathBuf]) -> Asked<'_> {
    Asked { folders, practice: false, at: AT }
}

pub(super) fn loaded(file: &Path, folders: &[PathBuf]) -> Loaded {
    let mut engine = GroupFile::open(file).expect("the group's file");
    load::load(asked(folders), &mut engine, &mut on).expect("packages are loaded")
}

fn outcomes(loaded: &Loaded) -> Vec<Outcome> {
    loaded.packages.iter().map(|taken| taken.outcome).collect()
}

/// Returns every row of every table and view, but for when it was loaded.
pub(super) fn contents(file: &Path) -> Vec<(String, Vec<Vec<Value>>)> {
    let conn = Connection::open(file).expect("a plain SQLite file");
    let mut found = conn
        .prepare("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' ORDER BY name")
        .expect("schema");
    let names: Vec<String> = found.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name")).collect();
    names.into_iter().map(|name| (name.clone(), rows(&conn, &name))).collect()
}

fn rows(conn: &Connection, table: &str) -> Vec<Vec<Value>> {
    let mut found = conn.prepare(&format!("SELECT * FROM \"{table}\"")).expect("a table");
    let places: Vec<usize> = (0..found.column_count()).filter(|place| found.column_name(*place) != Ok("loaded_at")).collect();
    let rows = found.query_map([], |row| places.iter().map(|place| row.get(*place)).collect()).expect("rows");
    let mut rows: Vec<Vec<Value>> = rows.map(|row| row.expect("a row")).collect();
    rows.sort_by_key(|row| format!("{row:?}"));
    rows
}

pub(super) fn whole(file: &Path, sql: &str) -> i64 {
    Connection::open(file).expect("the file").query_row(sql, [], |row| row.get(0)).expect("a number")
}

fn folders(posted: &[Posted]) -> Vec<PathBuf> {
    posted.iter().map(|one| one.folder.clone()).collect()
}

/// January, February and March of a hotel, and January again as version 2 with fewer guests.
fn corrected(to: &Path) -> Vec<Posted> {
    let mut posted = parcels::months(to, "H0217", (2026, 1), 3, 24);
    let again = Parcel {
        property: "H0217".to_owned(),
        month: (2026, 1),
        version: 2,
        sequence: 4,
        previous: posted.last().cloned(),
        opening: 0,
        guests: 22,
        seed: 0,
    };
    posted.push(again.write(to, &parcels::schema()));
    posted
}

#[test]
fn a_package_s_rows_stand_there_as_the_hotel_has_them() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = parcels::months(to.path(), "H0217", (2026, 1), 2, 24);
    let file = to.path().join("group.db");
    let done = loaded(&file, &folders(&posted));
    assert!(done.ok, "{:#?}", done.findings);
    assert_eq!(outcomes(&done), [Outcome::Loaded, Outcome::Loaded]);
    assert_eq!(fs::read(&file).expect("the file")[..15], *b"SQLite format 3", "any program opens it");
    assert!(!file.with_file_name("group.db-wal").exists(), "one file");
    assert_eq!(whole(&file, "SELECT count(*) FROM stays"), 48);
    assert_eq!(whole(&file, "SELECT count(*) FROM guests WHERE name LIKE '=1+1 %'"), 4, "the apostrophe is taken off");
    assert!(whole(&file, "SELECT count(*) FROM guests WHERE name LIKE '王, \"老\"' || char(10) || '板 %'") > 0);
    assert_eq!(whole(&file, "SELECT count(*) FROM members WHERE member_no = '00000004' AND typeof(member_no) = 'text'"), 1);
    assert_eq!(whole(&file, "SELECT count(*) FROM lobby_packages WHERE applied AND length(manifest_sha256) = 64"), 2);
    let totals: f64 = posted
        .iter()
        .flat_map(|one| parcels::manifest(&one.folder)["resources"].as_array().expect("tables").clone())
        .filter(|table| table["name"] == "stays")
        .map(|table| table["lobby:totals"]["room_revenue"].as_str().expect("a total").parse::<f64>().expect("a number"))
        .sum();
    assert_eq!(
        whole(&file, "SELECT CAST(round(sum(room_revenue) * 100) AS INTEGER) FROM stays"),
        (totals * 100.0).round() as i64
    );
}

#[test]
fn twice_is_once() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = folders(&parcels::months(to.path(), "H0217", (2026, 1), 3, 12));
    let file = to.path().join("group.db");
    loaded(&file, &posted);
    let before = contents(&file);
    let again = loaded(&file, &posted);
    assert_eq!((outcomes(&again), again.ok), (vec![Outcome::Same; 3], true));
    assert!(contents(&file) == before, "nothing was added");
}

#[test]
fn a_corrected_package_replaces_exactly_what_it_corrects_also_when_it_comes_first() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = folders(&corrected(to.path()));
    let (straight, backwards) = (to.path().join("straight.db"), to.path().join("backwards.db"));
    let done = loaded(&straight, &posted);
    assert_eq!(outcomes(&done), [Outcome::Loaded, Outcome::Loaded, Outcome::Loaded, Outcome::Corrected]);
    assert_eq!(
        whole(&straight, "SELECT count(*) FROM stays WHERE lobby_period = '2026-01'"),
        22,
        "January is the second version"
    );
    assert_eq!(whole(&straight, "SELECT count(*) FROM stays WHERE lobby_period > '2026-01'"), 48, "nothing else was touched");
    let reversed: Vec<PathBuf> = posted.iter().rev().cloned().collect();
    for folder in &reversed {
        loaded(&backwards, std::slice::from_ref(folder));
    }
    assert!(contents(&backwards) == contents(&straight), "the order in which packages come means nothing");
    assert_eq!(whole(&straight, "SELECT count(*) FROM lobby_packages WHERE NOT applied AND version = 1"), 1);
}

#[test]
fn of_one_guest_the_latest_package_s_word_stands_and_an_older_one_comes_back() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = parcels::months(to.path(), "H0217", (2026, 1), 2, 12);
    // Guest 0 stays in both months; February says another country.
    rewritten(&posted[1].folder, "guests", |text| text.replacen(",CN,", ",FR,", 1));
    let file = to.path().join("group.db");
    loaded(&file, &folders(&posted));
    let one = "SELECT count(*) FROM guests WHERE country = 'FR'";
    assert_eq!((whole(&file, one), whole(&file, "SELECT count(*) FROM loaded_guests WHERE country = 'FR'")), (1, 1));
    // February is corrected: that guest was never there.
    let mut lines: Vec<PathBuf> = folders(&posted);
    let again = Parcel {
        property: "H0217".to_owned(),
        month: (2026, 2),
        version: 2,
        sequence: 3,
        previous: None,
        opening: posted[0].closing,
        guests: 0,
        seed: 1,
    };
    lines.push(again.write(to.path(), &parcels::schema()).folder);
    loaded(&file, &lines);
    assert_eq!(whole(&file, one), 0);
    assert_eq!(whole(&file, "SELECT count(*) FROM guests"), 12, "January's word stands again");
}

#[test]
fn what_verify_refuses_is_refused_and_leaves_nothing() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = parcels::months(to.path(), "H0217", (2026, 1), 3, 12);
    let path = posted[1].folder.join("points.csv");
    let altered = fs::read_to_string(&path).expect("points").replacen(",earn,", ",earn,1", 1);
    fs::write(&path, altered).expect("altered");
    let file = to.path().join("group.db");
    let done = loaded(&file, &folders(&posted));
    assert_eq!(outcomes(&done), [Outcome::Loaded, Outcome::Refused, Outcome::Loaded]);
    assert!(!done.ok && done.findings.iter().any(|one| one.table.as_deref() == Some("points")), "{:#?}", done.findings);
    assert_eq!(whole(&file, "SELECT count(*) FROM loaded_stays WHERE lobby_period = '2026-02'"), 0, "not one row of it");
    assert_eq!(whole(&file, "SELECT count(*) FROM lobby_packages"), 2);
    // The same version again, with other rows.
    restated(&posted[0].folder, |manifest| manifest["title"] = json!("another"));
    let again = loaded(&file, &folders(&posted[..1]));
    assert_eq!((outcomes(&again), again.findings[0].code.word()), (vec![Outcome::Refused], "version_twice"));
}

#[test]
fn a_late_package_closes_the_gap() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = folders(&parcels::months(to.path(), "H0217", (2026, 1), 3, 12));
    let file = to.path().join("group.db");
    let gap = loaded(&file, &[posted[0].clone(), posted[2].clone()]);
    assert_eq!(gap.findings.iter().map(|one| one.code.word()).collect::<Vec<_>>(), ["package_missing"]);
    assert_eq!(outcomes(&gap), [Outcome::Loaded, Outcome::Loaded], "what is right is loaded all the same");
    assert!(loaded(&file, &posted[1..2]).ok, "the late one is in its place");
}

#[test]
fn a_table_and_a_column_that_nobody_knew_are_taken_in() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = parcels::months(to.path(), "H0217", (2026, 1), 2, 12);
    restated(&posted[1].folder, |manifest| {
        let tables = manifest["resources"].as_array_mut().expect("tables");
        let mut surveys = tables[0].clone();
        surveys["name"] = json!("surveys");
        surveys["path"] = json!("surveys.csv");
        surveys["rows"] = json!(1);
        surveys["schema"]["primaryKey"] = json!(["survey_no"]);
        let code = surveys["schema"]["fields"][0].clone();
        let no = json!({ "name": "survey_no", "type": "integer", "constraints": { "required": true } });
        surveys["schema"]["fields"] = json!([code, no, { "name": "score", "type": "number" }]);
        surveys["lobby:totals"] = json!({ "score": "4.5" });
        tables.push(surveys);
        let stays = tables.iter_mut().find(|table| table["name"] == "stays").expect("stays");
        stays["schema"]["fields"].as_array_mut().expect("fields").push(json!({ "name": "floor_no", "type": "integer" }));
        fs::write(posted[1].folder.join("surveys.csv"), "property_code,survey_no,score\nH0217,1,4.5\n").expect("surveys");
        let path = posted[1].folder.join("stays.csv");
        let text = fs::read_to_string(&path).expect("stays");
        let wider: String =
            text.lines().enumerate().map(|(at, line)| format!("{line},{}\n", if at == 0 { "floor_no" } else { "7" })).collect();
        fs::write(path, wider).expect("stays");
    });
    let file = to.path().join("group.db");
    let done = loaded(&file, &folders(&posted));
    assert!(done.ok, "{:#?}", done.findings);
    assert_eq!(whole(&file, "SELECT count(*) FROM surveys WHERE score = 4.5"), 1);
    assert_eq!(whole(&file, "SELECT count(floor_no) FROM stays"), 12, "January has no such column, February has");
    restated(&posted[1].folder, |manifest| {
        manifest["version"] = json!("2");
        let surveys = manifest["resources"].as_array_mut().expect("tables").pop().expect("surveys");
        let mut surveys = surveys;
        surveys["schema"]["fields"][2]["type"] = json!("string");
        surveys["lobby:totals"] = json!({});
        manifest["resources"].as_array_mut().expect("tables").push(surveys);
    });
    let mut engine = GroupFile::open(&file).expect("the group's file");
    let changed = load::load(asked(&folders(&posted[1..])), &mut engine, &mut on);
    assert_eq!(code(&changed), "table_changed", "a column that changes its type is not guessed at");
}

#[test]
fn somebody_else_s_file_is_left_alone() {
    let to = tempfile::tempdir().expect("a folder");
    let foreign = to.path().join("other.db");
    Connection::open(&foreign).and_then(|conn| conn.execute_batch("CREATE TABLE a(b)")).expect("a database");
    let text = to.path().join("notes.txt");
    fs::write(&text, "notes").expect("a text");
    for path in [&foreign, &text] {
        let before = fs::read(path).expect("the file");
        assert_eq!(code(&GroupFile::open(path).map(|_| ())), "not_a_group_file");
        assert_eq!(fs::read(path).expect("the file"), before);
    }
    let hotel = support::hotel::hotel();
    assert_eq!(code(&GroupFile::open(&hotel.path()).map(|_| ())), "not_a_group_file", "a hotel's file above all");
}

#[test]
fn a_run_that_is_ended_leaves_whole_packages_and_goes_on() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = folders(&parcels::months(to.path(), "H0217", (2026, 1), 4, 12));
    let file = to.path().join("group.db");
    let mut stop =
        |done: u64, _: u64| if done == 2 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) };
    let mut engine = GroupFile::open(&file).expect("the group's file");
    let stopped = load::load(asked(&posted), &mut engine, &mut stop);
    assert_eq!(code(&stopped), "group_stopped");
    drop(engine);
    assert_eq!(whole(&file, "SELECT count(*) FROM lobby_packages"), 2);
    let done = loaded(&file, &posted);
    assert_eq!(outcomes(&done), [Outcome::Same, Outcome::Same, Outcome::Loaded, Outcome::Loaded]);
    let fresh = to.path().join("fresh.db");
    loaded(&fresh, &posted);
    assert!(contents(&file) == contents(&fresh), "as if nothing had happened");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_order_and_any_repetition_end_the_same(order in Just((0..4_usize).collect::<Vec<_>>()).prop_shuffle(), again in prop::collection::vec(0..4_usize, 0..4)) {
        let to = tempfile::tempdir().expect("a folder");
        let posted = folders(&corrected(to.path()));
        let (one, other) = (to.path().join("one.db"), to.path().join("other.db"));
        loaded(&one, &posted);
        for place in order.into_iter().chain(again) {
            loaded(&other, std::slice::from_ref(&posted[place]));
        }
        prop_assert!(whole(&one, "SELECT count(*) FROM stays") == 70 && contents(&one) == contents(&other), "the files differ");
    }
}

#[test]
fn the_packages_of_a_folder_are_found_each_once() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = folders(&parcels::months(to.path(), "H0217", (2026, 1), 2, 6));
    let found = group::packages(&[to.path().to_owned(), posted[0].clone()]).expect("packages");
    assert_eq!(found, posted);
}
