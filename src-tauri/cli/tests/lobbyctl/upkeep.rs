//! `check`, `backup`, `restore`.

use serde_json::Value;

use crate::support::{beside, plain, practice};

#[test]
fn a_sound_file_is_sound_part_by_part() {
    let house = practice();
    for (arguments, search) in [(&["check"][..], false), (&["check", "--deep"], true)] {
        let checked = house.run("reception", arguments).json();
        assert_eq!(checked["ok"], true, "{checked}");
        for part in ["file", "ledger", "chain", "summaries", "search", "foreign_keys"] {
            assert_eq!(checked[part]["ok"], true, "{part}: {checked}");
            assert_eq!(checked[part]["wrong"], Value::Array(Vec::new()), "{part}");
        }
        assert_eq!(checked["search"]["checked"], search, "what was left out is said");
    }
}

#[test]
fn a_head_on_an_old_print_still_stands_or_is_said_to_be_gone() {
    let house = practice();
    let wrote = |name: &str| house.guest(name, "13900139000");
    wrote("令狐妙");
    let head = std::fs::read_to_string(beside(house.file(), ".head")).expect("the head beside the file");
    let words: Vec<&str> = head.split_whitespace().collect();
    let (seq, mac): (i64, _) = (words[0].parse().expect("a row"), words[1]);
    wrote("百里奚");
    let asked = |head: &str| house.run("reception", &["check", "--head", head]);
    let stands = asked(&format!("{seq} {}", &mac[..8])).json();
    assert_eq!((&stands["ok"], &stands["head"]["standing"]), (&Value::Bool(true), &Value::from("stands")), "{stands}");
    assert!(stands["head"]["since"].as_i64().is_some_and(|since| since > 0), "rows came after it: {stands}");
    let gone = asked(&format!("{} {mac}", seq + 10_000));
    assert_eq!((gone.code, gone.document()["head"]["standing"].as_str()), (1, Some("missing")), "an older file lies there");
    let other = asked(&format!("{seq} 0123456789abcdef"));
    assert_eq!((other.code, other.document()["head"]["standing"].as_str()), (1, Some("other")), "history was written anew");
    assert_eq!(asked("7f3a").stopped(), (1, "bad_value".to_owned()));
}

#[test]
fn a_backup_comes_back_with_the_same_counts_and_checks() {
    let house = practice();
    house.guest("令狐妙", "13900139000");
    let kept = house.path("kept");
    let backup = || house.run("admin", &["backup", "--to", &kept, "--key", "nightly"]).json();
    let made = backup();
    assert_eq!(backup(), made, "the same key makes no second backup");
    let path = made["path"].as_str().expect("a path").to_owned();
    assert_eq!(made["sha256"].as_str().map(str::len), Some(64));
    assert_eq!(made["counts"]["guests"], 151, "{made}");
    let to = house.path("again.lobby");
    let restored = plain(&["restore", &path, "--to", &to]).json();
    assert_eq!((&restored["counts"], &restored["sha256"]), (&made["counts"], &made["sha256"]));
    assert_eq!(restored["path"], to.as_str());
    let found = house.run_on(&to, "reception", &["find", "令狐妙"]).json();
    assert_eq!(found.as_array().map(Vec::len), Some(1));
    assert_eq!(house.run_on(&to, "reception", &["check", "--deep"]).json()["ok"], true);
    assert_eq!(plain(&["restore", &path, "--to", &to]).stopped(), (1, "file_exists".to_owned()));
    let own = house.file().to_str().expect("a plain path");
    assert_eq!(plain(&["restore", &path, "--to", own]).stopped(), (1, "file_exists".to_owned()), "never over the hotel's own");
    let folder = std::path::Path::new(&path).parent().expect("its folder").to_str().expect("a plain path");
    plain(&["restore", folder, "--to", &house.path("third.lobby")]).json();
}

#[test]
fn a_backup_lies_beside_the_file_where_no_folder_is_named() {
    let house = practice();
    let made = house.run("gm", &["backup"]).json();
    let path = std::path::PathBuf::from(made["path"].as_str().expect("a path"));
    assert!(path.starts_with(house.folder().join("backups")) && path.is_file(), "{made}");
    assert!(beside(&path, ".keys").is_file(), "with its keys");
    let line = house.run("gm", &["history", "--limit", "1"]).json();
    assert_eq!(line[0]["operation"], "backup", "and the history knows who made it");
}

#[test]
fn who_does_not_run_the_house_makes_no_backup() {
    let house = practice();
    let kept = house.path("kept");
    for user in ["reception", "duty", "head", "data"] {
        assert_eq!(house.run(user, &["backup", "--to", &kept]).stopped(), (1, "not_allowed".to_owned()), "{user}");
    }
    assert!(!house.folder().join("kept").exists());
}

#[test]
fn a_spoiled_backup_is_refused_and_nothing_appears() {
    let house = practice();
    let path = house.run("gm", &["backup"]).json()["path"].as_str().expect("a path").to_owned();
    let mut bytes = std::fs::read(&path).expect("the copy");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, bytes).expect("spoiled");
    let to = house.path("again.lobby");
    assert_eq!(plain(&["restore", &path, "--to", &to]).stopped(), (1, "backup_damaged".to_owned()));
    assert!(!std::path::Path::new(&to).exists() && !beside(std::path::Path::new(&to), ".keys").exists());
    let own = house.file().to_str().expect("a plain path").to_owned();
    let bare = plain(&["restore", &own, "--to", &to]);
    assert_eq!(bare.stopped(), (1, "backup_incomplete".to_owned()), "a file that our button did not copy is no backup");
}

#[test]
fn a_damaged_file_is_found_and_never_touched() {
    let house = practice();
    let whole = std::fs::read(house.file()).expect("the file");
    let spoiled_at = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x10;
        std::fs::write(house.file(), &bytes).expect("spoiled");
        let ran = house.run("reception", &["check", "--deep"]);
        let after = std::fs::read(house.file()).expect("it is still there");
        assert_eq!(after.len(), whole.len(), "never cut or begun anew");
        ran
    };
    assert_eq!(spoiled_at(100).stopped(), (3, "not_a_lobby_file".to_owned()), "the first page does not open");
    let found = spoiled_at(whole.len() - 5000);
    match found.code {
        1 => assert_eq!(found.document()["file"]["ok"], false, "{}", found.out),
        code => assert_eq!(code, 3, "{}", found.err),
    }
    std::fs::write(house.file(), &whole).expect("as it was");
    assert_eq!(house.run("reception", &["check", "--deep"]).code, 0, "control: as it was, it is sound");
}
