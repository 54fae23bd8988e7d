//! The same packages in SQLite, DuckDB, PostgreSQL and ClickHouse: equal counts, equal sums, equal words, from one manifest. The engines are
//! real ones; which of them a machine lacks is said in one line.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use lobby_core::group::{
    load::{self, Outcome},
    rows::GroupFile,
};
use serde_json::{Value, json};
use support::{
    cluster::Cluster,
    parcels::{self, Parcel},
};

use super::{load::asked, merged, on, overlapping, rewritten};

/// Of a table: rows, and the sum of each column that has a control total, in hundredths.
type Counted = BTreeMap<String, (i64, BTreeMap<String, i64>)>;
/// Answers a query as rows of text.
type Ask<'a> = dyn Fn(&str) -> Vec<Vec<String>> + 'a;

/// Two hotels of three months, one month corrected; the correction is named first. And a hotel that sent a day and then its month,
/// in which a stay of that day is no more, and one whose first package has a column less than its second.
fn packages(to: &Path) -> Vec<PathBuf> {
    let posted = parcels::months(&to.join("a"), "H0219", (2026, 1), 3, 60);
    parcels::months(&to.join("b"), "H0300", (2026, 1), 3, 24);
    let again = Parcel {
        property: "H0219".to_owned(),
        month: (2026, 1),
        version: 2,
        sequence: 4,
        previous: posted.last().cloned(),
        opening: 0,
        guests: 57,
        seed: 0,
    };
    let mut folders = vec![again.write(&to.join("c"), &parcels::schema()).folder, to.join("a"), to.join("b")];
    std::fs::create_dir(to.join("e")).expect("a folder");
    folders.extend(overlapping::packages(&to.join("e")));
    std::fs::create_dir(to.join("f")).expect("a folder");
    folders.extend(merged::packages(&to.join("f")));
    folders
}

fn lobbyctl() -> Option<PathBuf> {
    let found = env::var_os("LOBBY_CTL").map(PathBuf::from);
    if found.is_none() {
        println!("skipped, LOBBY_CTL is not set: nothing is loaded through the engines' own programs");
    }
    found
}

/// Returns a program of the engines' own environment.
fn of_engines(program: &str) -> Option<PathBuf> {
    let found = env::var_os("LOBBY_ENGINES").map(|venv| PathBuf::from(venv).join("bin").join(program));
    if found.is_none() {
        println!("skipped, LOBBY_ENGINES is not set: {program} is not run");
    }
    found
}

fn load(ctl: &Path, folders: &[PathBuf], to: &str, client: Option<&Path>) -> Value {
    let mut command = Command::new(ctl);
    command.args(["--json", "group", "load", "--to", to]).args(folders);
    if let Some(client) = client {
        command.arg("--client").arg(client);
    }
    let output = command.output().expect("lobbyctl runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{to}: {said}"))
}

fn outcomes(loaded: &Value) -> Vec<&str> {
    loaded["packages"].as_array().expect("packages").iter().map(|one| one["outcome"].as_str().expect("a word")).collect()
}

fn csv_rows(text: &str) -> Vec<Vec<String>> {
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    rows.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect()).collect()
}

fn hundredths(text: &str) -> i64 {
    (text.parse::<f64>().unwrap_or_default() * 100.0).round() as i64
}

/// Returns each table's name with the columns that have a control total.
fn tables() -> Vec<(String, Vec<String>)> {
    let schema = parcels::schema();
    let name = |table: &Value| table["name"].as_str().expect("a name").to_owned();
    let summed =
        |table: &Value| table["lobby:totals"].as_object().map(|totals| totals.keys().cloned().collect()).unwrap_or_default();
    schema["resources"].as_array().expect("tables").iter().map(|table| (name(table), summed(table))).collect()
}

fn counted(ask: &Ask<'_>) -> Counted {
    let of = |(table, columns): (String, Vec<String>)| {
        let sums: String = columns.iter().map(|column| format!(", sum(\"{column}\")")).collect();
        let row = ask(&format!("SELECT count(*){sums} FROM \"{table}\"")).remove(0);
        let sums = columns.into_iter().zip(&row[1..]).map(|(column, sum)| (column, hundredths(sum))).collect();
        (table, (row[0].parse().expect("a count"), sums))
    };
    tables().into_iter().map(of).collect()
}

/// What people wrote, and what the group's views say: every cell, numbers in hundredths.
fn told(ask: &Ask<'_>) -> Vec<Vec<Vec<String>>> {
    let exact = [
        "SELECT property_code, guest_key, coalesce(name, ''), coalesce(country, '') FROM guests ORDER BY 1, 2",
        "SELECT property_code, ticket_no, words FROM complaints ORDER BY 1, 2",
        "SELECT property_code, member_no FROM members ORDER BY 1, guest_key",
        "SELECT property_code, CAST(arrival AS TEXT), channel FROM stays ORDER BY 1, stay_id",
    ];
    let figures = [
        "SELECT property_code, month, cause, complaints, room_nights, per_100_room_nights FROM group_complaints ORDER BY 1, 2, 3",
        "SELECT property_code, currency, month, complaints, compensated, amount, points FROM group_compensation ORDER BY 1, 2, 3",
        "SELECT property_code, month, opening, earned, redeemed, expired, reversed, closing FROM group_points ORDER BY 1, 2",
        "SELECT property_code, points FROM group_liability ORDER BY 1",
        "SELECT property_code, tier, members, points FROM group_tiers ORDER BY 1, 2",
        "SELECT property_code, year, guests, repeaters, repeat_percent FROM group_repeats ORDER BY 1, 2",
        "SELECT group_key, hotels, stays, room_nights FROM group_guests ORDER BY 1",
    ];
    let rounded = |cell: String| if cell.parse::<f64>().is_ok() { hundredths(&cell).to_string() } else { cell };
    let figures = figures.iter().map(|sql| ask(sql).into_iter().map(|row| row.into_iter().map(rounded).collect()).collect());
    exact.iter().map(|sql| ask(sql)).chain(figures).collect()
}

/// Returns what SQLite holds: the reference, itself held against the manifests by the tests of `load`.
fn sqlite(file: &Path, folders: &[PathBuf]) -> (Counted, Vec<Vec<Vec<String>>>) {
    let mut engine = GroupFile::open(file).expect("the group's file");
    let done = load::load(asked(folders), &mut engine, &mut on).expect("loaded");
    assert!(done.ok && done.packages.iter().any(|one| one.outcome == Outcome::Older), "{:#?}", done.findings);
    let conn = rusqlite::Connection::open(file).expect("the file");
    let ask = |sql: &str| {
        let mut found = conn.prepare(sql).expect("a query");
        let columns = found.column_count();
        let cell = |row: &rusqlite::Row<'_>, place: usize| match row.get_ref(place).expect("a cell") {
            rusqlite::types::ValueRef::Integer(whole) => whole.to_string(),
            rusqlite::types::ValueRef::Real(number) => number.to_string(),
            rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            _ => String::new(),
        };
        let rows = found.query_map([], |row| Ok((0..columns).map(|place| cell(row, place)).collect())).expect("rows");
        rows.map(|row| row.expect("a row")).collect::<Vec<Vec<String>>>()
    };
    (counted(&ask), told(&ask))
}

/// Loads into an engine in any order and twice, refuses what is wrong, and compares with SQLite.
fn agrees(ctl: &Path, to: &str, client: Option<&Path>, ask: &Ask<'_>) {
    let place = tempfile::tempdir().expect("a folder");
    let folders = packages(place.path());
    let (counts, words) = sqlite(&place.path().join("group.db"), &folders);
    assert!(counts["stays"].0 > 200 && counts["stays"].1["room_revenue"] > 0 && counts["compensation"].0 > 5, "{counts:?}");
    let first = load(ctl, &folders, to, client);
    assert_eq!(first["ok"], json!(true), "{to}: {first:#}");
    assert_eq!(outcomes(&first)[..2], ["loaded", "older"], "version 1 comes after version 2");
    assert_eq!(counted(ask), counts, "{to}: counts and sums are SQLite's");
    assert!(told(ask) == words, "{to}: words and figures are SQLite's");
    let again = load(ctl, &folders, to, client);
    assert!(outcomes(&again).iter().all(|outcome| *outcome == "same"), "{to}: {again:#}");
    assert_eq!(counted(ask), counts, "{to}: twice is once");
    let broken = parcels::months(&place.path().join("d"), "H0400", (2026, 1), 2, 12);
    rewritten(&broken[0].folder, "points", |text| text.replacen(",earn,", ",gift,", 1));
    let refused = load(ctl, &[place.path().join("d")], to, client);
    assert_eq!(outcomes(&refused), ["refused", "loaded"], "{to}: {refused:#}");
    let months = ask("SELECT DISTINCT lobby_period FROM loaded_stays WHERE property_code = 'H0400'");
    assert_eq!(months, [["2026-02"]], "{to}: not one row of what was refused");
}

#[test]
fn duckdb_holds_what_sqlite_holds() {
    let (Some(ctl), Some(duckdb)) = (lobbyctl(), of_engines("duckdb")) else { return };
    let place = tempfile::tempdir().expect("a folder");
    let file = place.path().join("it's a group.duckdb");
    let ask = |sql: &str| {
        let output = Command::new(&duckdb)
            .args(["-init", "/dev/null", "-csv", "-noheader", "-nullvalue", ""])
            .arg(&file)
            .args(["-c", sql])
            .output()
            .expect("duckdb runs");
        assert!(output.status.success(), "{sql}: {}", String::from_utf8_lossy(&output.stderr));
        csv_rows(&String::from_utf8(output.stdout).expect("UTF-8"))
    };
    agrees(&ctl, &format!("duckdb:{}", file.display()), Some(&duckdb), &ask);
    let left: Vec<_> = fs::read_dir(place.path()).expect("the folder").map(|entry| entry.expect("a file").file_name()).collect();
    assert_eq!(left.len(), 1, "nothing of the rows is left beside the file: {left:?}");
}

#[test]
fn postgresql_holds_what_sqlite_holds() {
    let Some(ctl) = lobbyctl() else { return };
    let Some(cluster) = Cluster::started() else { return };
    let ask = |sql: &str| csv_rows(&cluster.asked(sql).unwrap_or_else(|| panic!("{sql}")));
    agrees(&ctl, &format!("postgres:{}", cluster.url()), None, &ask);
}

#[test]
fn a_client_that_is_not_there_is_said_with_where_to_get_it() {
    let Some(ctl) = lobbyctl() else { return };
    let place = tempfile::tempdir().expect("a folder");
    for (to, client, code) in
        [("duckdb:x.duckdb", "no-duckdb", "duckdb_missing"), ("postgres:service=x", "no-psql", "psql_missing")]
    {
        let output = Command::new(&ctl)
            .args(["--json", "group", "load", ".", "--to", to, "--client", client])
            .current_dir(place.path())
            .output()
            .expect("lobbyctl runs");
        let said: Value = serde_json::from_slice(&output.stderr).expect("JSON");
        assert_eq!((output.status.code(), said["code"].as_str()), (Some(1), Some(code)), "{said}");
    }
    assert_eq!(fs::read_dir(place.path()).expect("the folder").count(), 0, "nothing is left behind");
}

/// Runs a recipe of docs/group.md on the packages and compares what it prints with SQLite.
fn recipe(name: &str, python: &Path) {
    let place = tempfile::tempdir().expect("a folder");
    let folders = packages(place.path());
    let (counts, _) = sqlite(&place.path().join("group.db"), &folders);
    let document = fs::read_to_string(support::root().join("docs/group.md")).expect("the document");
    let text = document.split(&format!("```python\n# {name}\n")).nth(1).and_then(|rest| rest.split("\n```").next());
    let script = place.path().join(name);
    fs::write(&script, text.unwrap_or_else(|| panic!("{name} stands in docs/group.md"))).expect("a script");
    let output = Command::new(python).arg(&script).args(&folders).current_dir(place.path()).output().expect("python runs");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    let last = String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned();
    let said: Value = serde_json::from_str(&last).unwrap_or_else(|_| panic!("{name} said {last:?}"));
    for (table, (rows, sums)) in counts {
        assert_eq!(said[&table]["rows"], json!(rows), "{name}: rows of {table}");
        for (column, sum) in sums {
            let found = said[&table]["sums"][&column].as_str().map(hundredths);
            assert_eq!(found, Some(sum), "{name}: {table}.{column}");
        }
    }
}

#[test]
fn clickhouse_reads_the_same_packages_by_the_recipe() {
    let Some(python) = of_engines("python") else { return };
    recipe("clickhouse.py", &python);
}

#[test]
fn spark_reads_the_same_packages_by_the_recipe() {
    let Some(python) = of_engines("python") else { return };
    let there = Command::new(&python).args(["-c", "import pyspark"]).output().expect("python runs");
    if !there.status.success() {
        println!("skipped, pyspark is not installed in LOBBY_ENGINES: its recipe is not run");
        return;
    }
    recipe("spark.py", &python);
}
