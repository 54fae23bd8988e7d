//! `new`, `practice`, and which file is meant.

use crate::support::{PASSPHRASE, PIN, beside, founding, hotel, plain, practice, program, ran};

#[test]
fn a_practice_hotel_says_what_it_holds_and_knows_its_scenes() {
    let house = practice();
    let to = house.path("other.lobby");
    let made = plain(&["practice", "--guests", "120", "--seed", "7", "--today", "2026-07-14", "--to", &to]).json();
    assert_eq!(made["file"], to.as_str());
    assert_eq!(made["guests"], 120);
    for field in ["stays", "tickets", "ledger_entries", "members"] {
        assert!(made[field].as_u64().is_some_and(|count| count > 0), "{field}: {made}");
    }
    let again = plain(&["practice", "--guests", "120", "--to", &to]);
    assert_eq!(again.stopped(), (1, "file_exists".to_owned()), "a file is never overwritten");
    let few = plain(&["practice", "--guests", "3", "--to", &house.path("few.lobby")]);
    assert_eq!(few.stopped(), (1, "practice_size".to_owned()));
    assert!(!house.folder().join("few.lobby").exists(), "and nothing is left of it");
}

#[test]
fn a_new_hotel_shows_its_recovery_key_once_and_the_key_opens_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hotel.lobby");
    let made = ran(founding(&file).env("LOBBY_PIN", PIN)).json();
    assert_eq!(made["file"], file.to_str().expect("a plain path"));
    let recovery = made["recovery_key"].as_str().expect("a recovery key").to_owned();
    let history = |passphrase: &str| {
        let mut command = program();
        command.args(["--json", "--user", "admin", "history"]).arg("--file").arg(&file);
        ran(command.env("LOBBY_PIN", PIN).env("LOBBY_PASSPHRASE", passphrase))
    };
    assert_eq!(history(PASSPHRASE).json()[0]["operation"], "add_user");
    assert_eq!(history(&recovery).json(), history(PASSPHRASE).json(), "the printed key opens it as well");
    assert_eq!(history("another passphrase").stopped(), (3, "wrong_passphrase".to_owned()));
    assert_eq!(ran(founding(&file).env("LOBBY_PIN", PIN)).stopped(), (1, "file_exists".to_owned()));
}

#[test]
fn a_hotel_that_is_refused_leaves_no_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hotel.lobby");
    let cases: [(&str, &str, &str, (i32, &str)); 4] = [
        ("LOBBY_PIN", "123456", "a run", (1, "weak_pin")),
        ("LOBBY_PIN", "246", "three digits", (1, "weak_pin")),
        ("LOBBY_PASSPHRASE", "short", "a short passphrase", (1, "passphrase_too_short")),
        ("LOBBY_PASSPHRASE", "", "no passphrase", (2, "passphrase_missing")),
    ];
    for (name, value, said, (exit, code)) in cases {
        assert_eq!(ran(founding(&file).env(name, value)).stopped(), (exit, code.to_owned()), "{said}");
        let left = std::fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 0, "{said}: nothing is left");
    }
    let bad = ran(founding(&file).args(["--administrator", " "]));
    assert_eq!(bad.stopped(), (1, "empty".to_owned()));
}

#[test]
fn the_first_pin_may_be_set_later_and_until_then_nobody_signs_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hotel.lobby");
    ran(&mut founding(&file)).json();
    let mut command = program();
    command.args(["--json", "--user", "admin", "history"]).arg("--file").arg(&file);
    let refused = ran(command.env("LOBBY_PIN", PIN).env("LOBBY_PASSPHRASE", PASSPHRASE));
    assert_eq!(refused.stopped(), (1, "no_pin".to_owned()));
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_cannot_be_written_is_refused() {
    // /proc takes no files, not even from an administrator of the machine.
    let refused = ran(founding(std::path::Path::new("/proc/hotel.lobby")).env("LOBBY_PIN", PIN));
    assert_eq!(refused.stopped(), (1, "read_only_folder".to_owned()));
    let refused = plain(&["practice", "--guests", "100", "--to", "/proc/practice.lobby"]);
    assert_eq!(refused.stopped(), (1, "read_only_folder".to_owned()));
}

#[test]
fn without_a_name_it_is_the_windows_own_file() {
    let house = practice();
    let windows = |home: &std::path::Path| {
        let mut command = program();
        command.args(["--json", "--user", "gm", "history"]).env("LOBBY_HOME", home).env("LOBBY_PIN", "246810");
        ran(&mut command)
    };
    assert_eq!(windows(house.folder()).stopped(), (2, "file_missing".to_owned()), "the window has none yet");
    std::fs::write(house.folder().join("current"), "practice.lobby\n").expect("the window chose");
    let lines = windows(house.folder()).json();
    let made = lines.as_array().expect("the history's lines").iter().any(|line| line["operation"] == "make_practice");
    assert!(made, "it is the practice hotel: {lines}");
    std::fs::write(house.folder().join("current"), "../elsewhere.lobby").expect("nonsense");
    assert_eq!(windows(house.folder()).stopped(), (2, "file_missing".to_owned()), "a name that is none of the window's");
}

#[test]
fn a_command_of_another_day_is_for_practice_hotels_only() {
    let house = practice();
    let at = ["--at", "2026-07-20T10:00:00+08:00"];
    house.run("reception", &[&at[..], &["guest", "add", "--name", "迟到的客人"]].concat()).json();
    let line = house.run("gm", &["history", "--limit", "1"]).json();
    assert_eq!(line[0]["at"], "2026-07-20T02:00:00Z");
    let real = hotel();
    let refused = real.run("admin", &[&at[..], &["history"]].concat());
    assert_eq!(refused.stopped(), (1, "practice_only".to_owned()));
    assert!(beside(real.file(), ".keys").is_file());
}
