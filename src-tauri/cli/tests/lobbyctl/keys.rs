//! `keys`, `drill`, `backups`, `restore --in-place`: what an administrator does when the house stands still.

use std::{path::Path, process::Command};

use crate::support::{House, PASSPHRASE, Ran, beside, founding, hotel, practice, program, ran};

const NEW: &str = "another four words";

fn with(house: &House, secret: &str, arguments: &[&str]) -> Ran {
    ran(house.command("admin", arguments).env("LOBBY_PASSPHRASE", secret))
}

fn typed(command: &mut Command, recovery: &str) -> Ran {
    ran(command.env("LOBBY_RECOVERY", recovery))
}

#[test]
fn the_printed_key_is_made_anew_tested_and_stands_on_a_sheet() {
    let house = hotel();
    let sheet = house.path("sheet.html");
    let made = house.run("admin", &["keys", "recovery", "--sheet", &sheet]).json();
    let key = made["recovery_key"].as_str().expect("a recovery key").to_owned();
    let page = std::fs::read_to_string(&sheet).expect("the sheet");
    assert!(page.contains(&key) && page.contains("望江饭店"), "whose key it is, and the key");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&sheet).expect("the sheet").permissions().mode();
        assert_eq!(mode & 0o077, 0, "nobody else may read it: {mode:o}");
    }
    let test = || house.command("admin", &["keys", "test"]);
    assert_eq!(typed(&mut test(), &key.to_lowercase().replace('-', " ")).json()["opens"], true, "read aloud and typed in");
    let wrong = typed(&mut test(), PASSPHRASE);
    assert_eq!((wrong.code, wrong.document()["opens"].clone()), (1, false.into()), "the passphrase is not the printed key");
    assert_eq!(ran(&mut test()).stopped(), (2, "recovery_missing".to_owned()));
    let history = house.run("admin", &["history", "--limit", "2"]).json();
    assert_eq!(history[0]["operation"], "change_keys", "{history}");
    let again = house.run("admin", &["keys", "recovery", "--sheet", &sheet]);
    assert_eq!(again.stopped(), (1, "file_exists".to_owned()), "a sheet is never written over");
    assert_eq!(typed(&mut test(), &key).json()["opens"], true, "and the key stays the one that is printed");
    let next = house.run("admin", &["keys", "recovery"]).json();
    assert_ne!(next["recovery_key"], key.as_str());
    assert_eq!(typed(&mut test(), &key).code, 1, "the old sheet opens no longer");
}

#[test]
fn a_new_hotel_writes_its_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    let (file, sheet) = (folder.path().join("hotel.lobby"), folder.path().join("sheet.html"));
    let made = ran(founding(&file).arg("--sheet").arg(&sheet)).json();
    let page = std::fs::read_to_string(&sheet).expect("the sheet");
    assert!(made["recovery_key"].as_str().is_some_and(|key| page.contains(key)));
}

#[test]
fn a_new_passphrase_opens_and_the_old_one_does_not() {
    let house = hotel();
    let change = |new: &str| ran(house.command("admin", &["keys", "passphrase"]).env("LOBBY_NEW_PASSPHRASE", new));
    assert_eq!(change("short").stopped(), (1, "passphrase_too_short".to_owned()));
    assert_eq!(house.run("admin", &["keys", "passphrase"]).stopped(), (2, "passphrase_missing".to_owned()));
    assert_eq!(change(NEW).json()["changed"], true);
    assert_eq!(house.run("admin", &["history"]).stopped(), (3, "wrong_passphrase".to_owned()));
    with(&house, NEW, &["history"]).json();
}

#[test]
fn a_new_key_for_the_whole_file_opens_with_what_is_new_alone_and_is_undone() {
    let house = hotel();
    let before = house.run("admin", &["history"]).json();
    let made = ran(house.command("admin", &["keys", "rekey"]).env("LOBBY_NEW_PASSPHRASE", NEW)).json();
    let recovery = made["recovery_key"].as_str().expect("a recovery key").to_owned();
    assert_eq!(house.run("admin", &["history"]).stopped(), (3, "wrong_passphrase".to_owned()));
    let history = with(&house, NEW, &["history"]).json();
    let said = |line: usize| (history[line]["operation"].as_str(), history[line]["key"].as_str().unwrap_or_default());
    let ((done, done_key), (begun, begun_key)) = (said(0), said(1));
    assert_eq!(
        (done, begun),
        (Some("change_keys"), Some("change_keys")),
        "first that it began, then that it was done: {history}"
    );
    assert!(begun_key.starts_with("ctl-") && done_key.starts_with("rekeyed-"), "{history}");
    assert_eq!(made["not_noted"], serde_json::Value::Null);
    assert_eq!(history[2], before[0], "all of before is there");
    assert_eq!(with(&house, &recovery, &["check", "--deep"]).json()["ok"], true, "with the new sheet too");
    let old = made["old"].as_str().expect("the old set").to_owned();
    let old_file = Path::new(&old).join("hotel.lobby");
    assert!(old_file.is_file() && beside(&old_file, ".keys").is_file(), "the old set lies aside, whole");
    let back = with(&house, NEW, &["restore", &old, "--undo"]).json();
    assert!(back["aside"].as_str().is_some_and(|aside| Path::new(aside).is_dir()), "{back}");
    house.run("admin", &["history"]).json();
}

#[test]
fn a_receptionist_changes_no_key_and_runs_no_drill() {
    let house = practice();
    house.run("gm", &["backup"]).json();
    for arguments in [&["keys", "recovery"][..], &["drill"], &["keys", "passphrase"], &["keys", "rekey"]] {
        let refused = ran(house.command("reception", arguments).env("LOBBY_NEW_PASSPHRASE", NEW));
        assert_eq!(refused.stopped(), (1, "not_allowed".to_owned()), "{arguments:?}");
    }
    let found = beside(house.file(), ".rekeying");
    assert!(!found.exists());
}

#[test]
fn a_drill_says_what_came_back_and_stands_in_the_history() {
    let house = practice();
    assert_eq!(house.run("gm", &["drill"]).stopped(), (1, "backup_incomplete".to_owned()), "nothing to restore yet");
    let made = house.run("gm", &["backup"]).json();
    let report = house.run("gm", &["drill"]).json();
    assert_eq!(report["counts"], made["counts"]);
    assert!(report["took_ms"].as_i64().is_some_and(|took| took > 0), "{report}");
    assert_eq!(report["secret_typed"], true);
    let history = house.run("gm", &["history", "--limit", "1"]).json();
    assert_eq!(history[0]["operation"], "drill_backup");
    let left = std::fs::read_dir(house.folder()).expect("the folder").flatten();
    let scratch: Vec<_> = left.filter(|entry| entry.file_name().to_string_lossy().contains("drill")).collect();
    assert!(scratch.is_empty(), "the scratch place is gone: {scratch:?}");
    let copy = Path::new(made["path"].as_str().expect("a path"));
    std::fs::write(copy, b"SQLite").expect("spoiled");
    assert_eq!(house.run("gm", &["drill"]).stopped(), (1, "backup_damaged".to_owned()));
    let history = house.run("gm", &["history", "--limit", "1"]).json();
    assert_eq!(history[0]["operation"], "drill_backup", "a drill that failed is none that was done");
    assert_eq!(history[0]["seq"], house.run("gm", &["history", "--limit", "1"]).json()[0]["seq"]);
}

#[test]
fn a_backup_takes_the_file_s_place_and_the_set_of_before_comes_back() {
    let house = practice();
    let made = house.run("gm", &["backup"]).json();
    house.guest("令狐妙", "13900139000");
    let backup = made["path"].as_str().expect("a path");
    let restored = house.run("gm", &["restore", backup, "--in-place"]).json();
    assert_eq!(restored["report"]["missing"], "later", "{restored}");
    assert!(restored["report"]["changes"].as_i64().is_some_and(|changes| changes > 0));
    let found = || house.run("reception", &["find", "令狐妙"]).json().as_array().map(Vec::len);
    assert_eq!(found(), Some(0), "what came after the backup is not there");
    let aside = restored["aside"].as_str().expect("a folder").to_owned();
    house.run("gm", &["restore", &aside, "--undo"]).json();
    assert_eq!(found(), Some(1), "and is there again");
    assert_eq!(
        house.run("gm", &["restore", &aside, "--undo"]).stopped(),
        (1, "no_file".to_owned()),
        "there is nothing in it now"
    );
    let refused = house.run("reception", &["restore", &aside, "--undo"]);
    assert_eq!(refused.stopped(), (1, "not_allowed".to_owned()));
    let both = ran(program().args(["--json", "restore", backup, "--in-place", "--undo"]));
    assert_eq!(both.code, 2, "wrong usage");
}

#[test]
fn the_second_place_is_set_filled_and_listed() {
    let house = practice();
    let stick = tempfile::tempdir().expect("a stick");
    let place = stick.path().to_str().expect("a plain path");
    assert_eq!(house.run("reception", &["backups", "--place", place]).stopped(), (1, "not_allowed".to_owned()));
    let set = house.run("admin", &["backups", "--place", place, "--now"]).json();
    assert!(set["made"].as_str().is_some_and(|made| made.starts_with(place)), "{set}");
    assert_eq!((&set["standing"]["there"], &set["backups"][0]["place"]), (&true.into(), &"second".into()));
    assert_eq!(set["standing"]["unsaved"], 0);
    let again = house.run("admin", &["backups", "--now"]).json();
    assert_eq!(again["made"], serde_json::Value::Null, "nothing changed, so nothing is made");
    drop(stick);
    let away = house.run("admin", &["backups"]).json();
    assert_eq!((&away["standing"]["there"], &away["standing"]["alarm"]), (&false.into(), &"place_away".into()));
}

#[test]
fn the_key_store_is_never_touched_beside_a_passphrase_and_is_taken_off_where_it_is_gone() {
    let house = hotel();
    let slots = || house.run("admin", &["keys", "slots"]).json();
    assert_eq!(slots()["slots"], serde_json::json!(["passphrase", "recovery"]));
    assert_eq!(slots()["recovery_tested_at"], serde_json::Value::Null);
    let refused = house.run("admin", &["keys", "key-store", "on"]);
    assert_eq!(refused.stopped(), (1, "key_store_not_asked".to_owned()), "LOBBY_PASSPHRASE is set");
    put_slot(house.file());
    assert_eq!(slots()["slots"], serde_json::json!(["passphrase", "recovery", "key_store"]));
    let asked =
        ran(house.command("admin", &["history"]).env_remove("LOBBY_PASSPHRASE").env("DBUS_SESSION_BUS_ADDRESS", "disabled:"));
    let said: serde_json::Value = serde_json::from_str(asked.err.trim()).expect("JSON");
    assert_eq!((asked.code, &said["code"]), (2, &"passphrase_missing".into()));
    #[cfg(target_os = "linux")]
    assert_eq!(said["args"]["key_store"], "key_store_absent", "and why it is missed");
    let off = house.run("admin", &["keys", "key-store", "off"]).json();
    assert_eq!(off["forgotten"], false, "what the store holds stays there and opens nothing");
    assert_eq!(slots()["slots"], serde_json::json!(["passphrase", "recovery"]));
    assert_eq!(house.run("admin", &["history", "--limit", "1"]).json()[0]["operation"], "set_key_store");
    let denied = ran(house.command("admin", &["keys", "key-store", "off"]).env("LOBBY_PIN", "111111"));
    assert_eq!(denied.stopped(), (1, "wrong_pin".to_owned()), "the PIN is asked for as before");
}

#[test]
fn a_new_key_says_that_the_key_store_is_off() {
    let house = hotel();
    let rekeyed = |new: &str, old: &str| {
        let command = &["keys", "rekey"];
        ran(house.command("admin", command).env("LOBBY_NEW_PASSPHRASE", new).env("LOBBY_PASSPHRASE", old)).json()
    };
    assert_eq!(rekeyed(NEW, PASSPHRASE)["key_store_off"], false, "there was none");
    put_slot(house.file());
    assert_eq!(rekeyed(PASSPHRASE, NEW)["key_store_off"], true);
    assert_eq!(house.run("admin", &["keys", "slots"]).json()["slots"], serde_json::json!(["passphrase", "recovery"]));
}

/// Puts a slot of a key store that nobody has beside the file.
fn put_slot(file: &Path) {
    let slot = serde_json::json!({ "kind": "key_store", "name": "0011223344556677", "memory_kib": 0, "passes": 0,
        "salt": "00", "nonce": "00", "wrapped": "00" });
    let keys = beside(file, ".keys");
    let mut slots: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(&keys).expect("its slots")).expect("JSON");
    slots["slots"].as_array_mut().expect("a list").push(slot);
    std::fs::write(&keys, slots.to_string()).expect("written");
}
