//! `group verify`: each fault is found and named by package, table, line and column; what is right is left alone.

use std::fs;

use lobby_core::{
    base::role::Role,
    export::{self, ExportProgress, MakeExport},
    group::{self, chain::NoteCode, findings::FindingCode},
};
use proptest::prelude::*;
use serde_json::json;
use support::{
    hotel::{code, hotel},
    parcels::{self, Parcel},
};

use super::{on, places, restated, rewritten, verified};

fn one(folder: &std::path::Path) -> std::path::PathBuf {
    parcels::months(folder, "H0217", (2026, 1), 1, 24).remove(0).folder
}

/// Returns line and text of the first row of a table.
fn first_row(folder: &std::path::Path, table: &str) -> String {
    let text = fs::read_to_string(folder.join(format!("{table}.csv"))).expect("a table");
    text.lines().nth(1).expect("a row").to_owned()
}

#[test]
fn what_the_exporter_writes_is_right() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "138 1234 8812");
    support::stays::departed(&hotel, guest, "2026-07-04", "2026-07-14", 254_405, 86_000);
    let to = tempfile::tempdir().expect("a folder");
    let mut report = |_: ExportProgress| std::ops::ControlFlow::Continue(());
    let input = serde_json::from_value::<MakeExport>(json!({ "period": "2026-07" })).expect("an input");
    export::make(&hotel.store, &hotel.request(Role::DataOfficer), &input, to.path(), &mut report).expect("a package is made");
    let found = verified(to.path());
    assert!(found.ok && found.packages.len() == 1, "{:#?}", found.findings);
    assert_eq!(found.packages[0].property, "H0217");
}

#[test]
fn a_year_of_two_hotels_is_right_and_counts_its_rows() {
    let to = tempfile::tempdir().expect("a folder");
    for property in ["H0217", "H0300"] {
        parcels::months(&to.path().join(property), property, (2025, 7), 12, 24);
    }
    let found = verified(to.path());
    assert!(found.ok, "{:#?}", found.findings);
    assert_eq!((found.packages.len(), found.notes.len()), (24, 0), "folders of folders are looked into");
    assert!(found.packages.iter().all(|package| package.rows > 60), "rows are counted");
}

#[test]
fn one_altered_byte_is_named_by_its_file() {
    let to = tempfile::tempdir().expect("a folder");
    let folder = one(to.path());
    let path = folder.join("stays.csv");
    let mut bytes = fs::read(&path).expect("a table");
    let place = bytes.iter().rposition(u8::is_ascii_digit).expect("a digit");
    bytes[place] ^= 1;
    fs::write(&path, bytes).expect("one byte is altered");
    let hash = FindingCode::Hash;
    let found = places(&verified(to.path()));
    assert!(
        found.contains(&("H0217-2026-01-v1".into(), Some("stays".into()), None, Some("stays.csv".into()), hash)),
        "{found:?}"
    );
}

#[test]
fn a_missing_package_is_named() {
    let to = tempfile::tempdir().expect("a folder");
    let posted = parcels::months(to.path(), "H0217", (2026, 1), 4, 6);
    fs::remove_dir_all(&posted[2].folder).expect("March is lost");
    let found = verified(to.path());
    assert!(!found.ok && found.findings.len() == 1, "{:#?}", found.findings);
    let missing = &found.findings[0];
    assert_eq!((missing.package.as_str(), missing.code), ("H0217-2026-04-v1", FindingCode::PackageMissing));
    assert_eq!(
        missing.expected.as_deref(),
        Some(format!("H0217-2026-03-v1 3 sha256:{}", posted[2].sha256).as_str()),
        "by name, number and hash"
    );
    assert_eq!(found.notes.len(), 1, "and the days without a package are told: {:?}", found.notes);
    let alone = verified(&posted[3].folder);
    assert!(alone.ok, "one package by itself is right");
    assert_eq!(alone.notes[0].code, NoteCode::BeforeNotGiven);
}

#[test]
fn a_wrong_total_is_named_by_its_column() {
    let to = tempfile::tempdir().expect("a folder");
    let folder = one(to.path());
    restated(&folder, |manifest| {
        let stays = manifest["resources"].as_array_mut().expect("tables").iter_mut().find(|one| one["name"] == "stays");
        stays.expect("stays")["lobby:totals"]["room_revenue"] = json!("1.00");
    });
    let found = verified(to.path());
    let place = ("H0217-2026-01-v1".into(), Some("stays".into()), None, Some("room_revenue".into()), FindingCode::Total);
    assert_eq!(places(&found), [place]);
    assert_eq!(found.findings[0].expected.as_deref(), Some("1"));
}

/// The table, what is done to its text, and what is found in line 2.
type Fault = (&'static str, fn(&str) -> String, &'static str, FindingCode);

#[test]
fn each_fault_of_a_row_is_named_by_line_and_column() {
    let faults: [Fault; 9] = [
        ("stays", |row| row.replacen(",departed,", ",gone,", 1), "state", FindingCode::Enum),
        ("stays", |row| row.replacen(",departed,", ",,", 1), "state", FindingCode::Required),
        ("stays", |row| row.replacen(",2026-01-", ",2026-02-3", 1), "arrival", FindingCode::Type),
        ("stays", |row| row.replacen("H0217,", "H0218,", 1), "property_code", FindingCode::Enum),
        ("guests", |row| row.replacen(",g", ",x", 1), "guest_key", FindingCode::Pattern),
        ("members", |row| row.replacen(",base,", ",tin,", 1), "tier", FindingCode::Enum),
        ("points", |row| row.replacen(",earn,", ",earn,+", 1), "points", FindingCode::Type),
        ("points", |row| row.replacen(",1,", ",0,", 1), "entry_no", FindingCode::Bounds),
        ("stays", |row| format!("{row},more"), "", FindingCode::Ragged),
    ];
    for (table, fault, column, expected) in faults {
        let to = tempfile::tempdir().expect("a folder");
        let folder = one(to.path());
        let row = first_row(&folder, table);
        rewritten(&folder, table, |text| text.replacen(&row, &fault(&row), 1));
        let found = places(&verified(to.path()));
        let column = (!column.is_empty()).then(|| column.to_owned());
        let place = ("H0217-2026-01-v1".to_owned(), Some(table.to_owned()), Some(2), column, expected);
        assert!(found.contains(&place), "{place:?} is not among {found:?}");
    }
}

#[test]
fn keys_and_references_are_held() {
    let to = tempfile::tempdir().expect("a folder");
    let folder = one(to.path());
    let row = first_row(&folder, "guests");
    rewritten(&folder, "guests", |text| format!("{text}{row}\n"));
    let guests = fs::read_to_string(folder.join("guests.csv")).expect("guests");
    restated(&folder, |manifest| {
        let guests = &mut manifest["resources"].as_array_mut().expect("tables")[0];
        guests["rows"] = json!(guests["rows"].as_u64().expect("rows") + 1);
    });
    let line = guests.lines().count() as u64;
    let place = (
        "H0217-2026-01-v1".into(),
        Some("guests".into()),
        Some(line),
        Some("property_code+guest_key".into()),
        FindingCode::KeyTwice,
    );
    assert_eq!(places(&verified(to.path())), [place], "the same guest twice");

    let to = tempfile::tempdir().expect("a folder");
    let folder = one(to.path());
    let key = first_row(&folder, "stays").split(',').nth(2).expect("a guest").to_owned();
    rewritten(&folder, "stays", |text| text.replacen(&key, &format!("g{:032x}", 7), 1));
    let place = ("H0217-2026-01-v1".into(), Some("stays".into()), Some(2), Some("guest_key".into()), FindingCode::Reference);
    assert_eq!(places(&verified(to.path())), [place], "a stay of nobody");
}

#[test]
fn points_that_do_not_add_up_are_found() {
    let to = tempfile::tempdir().expect("a folder");
    let folder = one(to.path());
    restated(&folder, |manifest| manifest["lobby:points"]["closing"] = json!(1));
    let found = places(&verified(to.path()));
    assert!(found.iter().all(|place| place.4 == FindingCode::Points) && found.len() == 2, "{found:?}");
    let to = tempfile::tempdir().expect("a folder");
    let posted = parcels::months(to.path(), "H0217", (2026, 1), 1, 24).remove(0);
    let next = Parcel {
        property: "H0217".to_owned(),
        month: (2026, 2),
        version: 1,
        sequence: 2,
        previous: Some(posted.clone()),
        opening: posted.closing + 5,
        guests: 24,
        seed: 1,
    };
    next.write(to.path(), &parcels::schema());
    let found = verified(to.path());
    assert_eq!(found.findings.iter().map(|one| one.code).collect::<Vec<_>>(), [FindingCode::Carried], "{:#?}", found.findings);
}

#[test]
fn a_practice_hotel_s_package_is_taken_only_where_it_is_asked_for() {
    let to = tempfile::tempdir().expect("a folder");
    parcels::months(to.path(), "PRACTICE", (2026, 1), 1, 6);
    let found = verified(to.path());
    assert_eq!(found.findings.iter().map(|one| one.code).collect::<Vec<_>>(), [FindingCode::Practice]);
    let asked = group::verify(&[to.path().to_owned()], true, &mut on).expect("looked at");
    assert!(asked.ok, "{:#?}", asked.findings);
    let folder = parcels::months(to.path(), "H0217", (2026, 1), 1, 6).remove(0).folder;
    restated(&folder, |manifest| manifest["practice"] = json!(true));
    assert!(!group::verify(&[folder], true, &mut on).expect("looked at").ok, "practice by half is none");
}

#[test]
fn a_hostile_manifest_opens_and_names_nothing() {
    type Change = fn(&mut serde_json::Value);
    let changes: [Change; 10] = [
        |manifest| manifest["resources"][0]["path"] = json!("../../etc/passwd"),
        |manifest| manifest["resources"][0]["path"] = json!(["guests.csv"]),
        |manifest| manifest["resources"][0]["name"] = json!("guests\"; DROP TABLE x; --"),
        |manifest| manifest["resources"][0]["schema"]["fields"][1]["name"] = json!("guest_key\" TEXT); --"),
        |manifest| manifest["resources"][0]["schema"]["fields"][1]["name"] = json!("lobby_current"),
        |manifest| manifest["resources"][0]["schema"]["fields"][1]["type"] = json!("geojson"),
        |manifest| manifest["resources"][0]["schema"]["fields"][1]["constraints"]["pattern"] = json!("(a{1000}){1000}"),
        |manifest| manifest["lobby:property"] = json!("../H0217"),
        |manifest| manifest["lobby:period"]["name"] = json!("2026-01'; --"),
        |manifest| manifest["resources"] = json!(vec![json!({}); 65]),
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let to = tempfile::tempdir().expect("a folder");
        let folder = one(to.path());
        let mut manifest = parcels::manifest(&folder);
        change(&mut manifest);
        fs::write(folder.join("datapackage.json"), manifest.to_string()).expect("the manifest");
        let found = verified(to.path());
        assert_eq!(found.findings.iter().map(|one| one.code).collect::<Vec<_>>(), [FindingCode::Manifest], "change {number}");
    }
    let to = tempfile::tempdir().expect("a folder");
    let folder = one(to.path());
    restated(&folder, |manifest| manifest["lobby:schema"] = json!("99.0"));
    assert_eq!(verified(to.path()).findings[0].code, FindingCode::SchemaVersion);
    for text in ["", "[]", "{\"resources\":", &"[".repeat(100_000)] {
        fs::write(folder.join("datapackage.json"), text).expect("the manifest");
        assert_eq!(verified(to.path()).findings[0].code, FindingCode::Manifest);
    }
}

#[test]
fn a_row_without_end_and_a_file_that_is_no_file_are_refused() {
    let to = tempfile::tempdir().expect("a folder");
    let folder = one(to.path());
    rewritten(&folder, "guests", |text| format!("{text}H0217,\"{}", "a".repeat(12 << 20)));
    let found = places(&verified(to.path()));
    assert!(found.iter().any(|place| place.4 == FindingCode::Ragged), "{found:?}");
    fs::remove_file(folder.join("stays.csv")).expect("a table is taken away");
    fs::create_dir(folder.join("stays.csv")).expect("a folder of that name");
    let found = places(&verified(to.path()));
    assert!(found.iter().any(|place| place.4 == FindingCode::FileMissing), "{found:?}");
    assert_eq!(code(&group::verify(&[to.path().join("nothing")], false, &mut on)), "file_failed");
    let empty = tempfile::tempdir().expect("a folder");
    fs::create_dir(empty.path().join("H0217-2026-01-v1.part")).expect("what is being made");
    assert_eq!(code(&group::verify(&[empty.path().to_owned()], false, &mut on)), "no_package");
}

#[test]
fn findings_tell_no_guest_s_words() {
    let to = tempfile::tempdir().expect("a folder");
    let folder = one(to.path());
    rewritten(&folder, "guests", |text| text.replace(",true,", ",secret words,"));
    let told = serde_json::to_string(&verified(to.path())).expect("JSON");
    assert!(told.contains("\"type\"") && !told.contains("secret"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_byte_of_a_package_can_be_altered_unseen(place in any::<prop::sample::Index>(), file in any::<prop::sample::Index>(), bit in 0..8_u8) {
        let to = tempfile::tempdir().expect("a folder");
        let folder = one(to.path());
        let before = verified(to.path());
        prop_assert!(before.ok, "{:#?}", before.findings);
        let mut files: Vec<_> = fs::read_dir(&folder).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        let path = &files[file.index(files.len())];
        let mut bytes = fs::read(path).expect("a file");
        let at = place.index(bytes.len());
        bytes[at] ^= 1 << bit;
        fs::write(path, bytes).expect("altered");
        let after = verified(to.path());
        // A manifest carries no hash of itself: the next package does, and so it is another package by its hash.
        let is_seen = !after.ok || after.packages[0].manifest_sha256 != before.packages[0].manifest_sha256;
        prop_assert!(is_seen, "{} byte {at}", path.display());
    }
}
