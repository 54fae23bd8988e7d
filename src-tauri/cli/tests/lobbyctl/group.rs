//! The group's office by command: no hotel file, exit codes, JSON.

use std::fs;

use crate::support::{plain, practice, program, ran};

/// A practice hotel's package of June.
fn package() -> (crate::support::House, String) {
    let house = practice();
    let to = house.path("sent");
    fs::create_dir(&to).expect("a folder");
    let made = house.run("data", &["export", "--period", "2026-06", "--to", &to]);
    assert_eq!(made.code, 0, "{}", made.err);
    (house, to)
}

#[test]
fn a_package_is_verified_without_a_hotel_file() {
    let (_house, sent) = package();
    let refused = plain(&["group", "verify", &sent]);
    assert_eq!(refused.code, 1, "a practice hotel's package is not taken for a hotel's");
    assert_eq!(refused.document()["findings"][0]["code"], "practice");
    let verified = plain(&["group", "verify", "--practice", &sent]).json();
    assert_eq!((verified["ok"].as_bool(), verified["packages"][0]["property"].as_str()), (Some(true), Some("PRACTICE")));
    let folder = fs::read_dir(&sent).expect("the folder").next().expect("a package").expect("it is there").path();
    let stays = folder.join("stays.csv");
    let altered = fs::read_to_string(&stays).expect("stays").replacen(",departed,", ",cancelled,", 1);
    fs::write(&stays, altered).expect("altered");
    let wrong = plain(&["group", "verify", "--practice", &sent]);
    assert_eq!(wrong.code, 1);
    assert!(wrong.document()["findings"].as_array().expect("findings").iter().any(|one| one["code"] == "hash"));
    let read = ran(program().env("LC_ALL", "en_GB.UTF-8").args(["group", "verify", "--practice", &sent]));
    assert!(read.out.contains("the file was altered") && read.code == 1, "{}", read.out);
}

#[test]
fn a_practice_hotel_s_package_is_loaded_only_where_it_is_asked_for() {
    let (house, sent) = package();
    let to = format!("sqlite:{}", house.path("group.db"));
    let load = |asked: &[&str]| plain(&[&["group", "load", sent.as_str(), "--to", to.as_str()], asked].concat());
    let refused = load(&[]);
    assert_eq!((refused.code, refused.document()["packages"][0]["outcome"].as_str()), (1, Some("refused")), "{}", refused.out);
    assert_eq!(refused.document()["findings"][0]["code"], "practice");
    let loaded = load(&["--practice"]).json();
    assert_eq!(loaded["packages"][0]["outcome"], "loaded", "{loaded}");
    assert_eq!(loaded["packages"][0]["property"], "PRACTICE");
}

#[test]
fn wrong_usage_and_no_package_are_told_apart() {
    assert_eq!(plain(&["group", "verify"]).code, 2, "which packages must be said");
    let empty = tempfile::tempdir().expect("a folder");
    let stopped = plain(&["group", "verify", empty.path().to_str().expect("a plain path")]).stopped();
    assert_eq!(stopped, (1, "no_package".to_owned()));
}
