//! Exit codes, refusals, who may, and working beside an open window.

use lobby_core::{
    audit::op::Op,
    base::{
        request::{Request, RequestKey},
        role::Session,
        time::Instant,
    },
    db::file::WindowHold,
    guests::{self, NewGuest},
    open, staff,
};
use serde_json::Value;

use crate::support::{PRACTICE_PIN, hotel, practice, program, ran};

#[test]
fn wrong_usage_is_two_and_says_what_is_missing() {
    let house = practice();
    let file = house.file().to_str().expect("a plain path");
    let stopped = |arguments: &[&str]| ran(program().args(["--json", "--file", file]).args(arguments)).stopped();
    assert_eq!(stopped(&["find", "w"]), (2, "user_missing".to_owned()));
    assert_eq!(stopped(&["--user", "gm", "history"]), (2, "pin_missing".to_owned()), "nobody sits at a terminal");
    for arguments in [&["no-such-command"][..], &["find"], &["history", "--limit", "many"], &["show"], &["merge", "a"]] {
        let usage = house.run("gm", arguments);
        assert_eq!((usage.code, usage.out.as_str()), (2, ""), "{arguments:?}: {}", usage.err);
    }
    let usage = house.run("reception", &["guest", "add", "--name", "王", "--key", "two words"]);
    assert_eq!(usage.code, 2, "a request key is one printable word");
}

#[test]
fn a_wrong_pin_is_refused_then_costs_a_wait_that_a_restart_does_not_end() {
    let house = practice();
    let wrong = || ran(house.command("reception", &["find", "w"]).env("LOBBY_PIN", "111213"));
    for _ in 0..3 {
        assert_eq!(wrong().stopped(), (1, "wrong_pin".to_owned()));
    }
    let waiting = wrong();
    assert_eq!(waiting.stopped(), (1, "pin_too_soon".to_owned()));
    let said: Value = serde_json::from_str(waiting.err.trim()).expect("JSON");
    let wait: i64 = said["args"]["wait_seconds"].as_str().and_then(|wait| wait.parse().ok()).expect("seconds");
    assert!((1..=5).contains(&wait), "{said}");
    let at = ran(house.command("reception", &["--at", "2030-01-01T00:00:00Z", "find", "w"]).env("LOBBY_PIN", PRACTICE_PIN));
    assert_eq!(at.stopped(), (1, "pin_too_soon".to_owned()), "another day is no way around it");
    assert_eq!(house.run("duty", &["find", "w"]).code, 0, "a colleague is not locked out");
    assert_eq!(house.run("nobody", &["find", "w"]).stopped(), (1, "not_found".to_owned()));
}

#[test]
fn a_pin_and_a_passphrase_may_lie_in_files() {
    let house = hotel();
    let (pin, passphrase) = (house.path("pin"), house.path("passphrase"));
    std::fs::write(&pin, format!("{}\n", crate::support::PIN)).expect("a PIN's file");
    std::fs::write(&passphrase, format!("{}\r\n", crate::support::PASSPHRASE)).expect("a passphrase's file");
    let mut command = program();
    command.args(["--json", "--user", "admin", "--pin-file", &pin, "--passphrase-file", &passphrase, "history"]);
    assert_eq!(ran(command.arg("--file").arg(house.file())).code, 0);
    let missing = house.run("admin", &["--pin-file", &house.path("absent"), "history"]);
    assert_eq!(missing.stopped(), (4, "file_failed".to_owned()));
}

#[test]
fn roles_hold_on_the_command_line_and_the_denial_is_told() {
    let house = practice();
    let refused = house.run("admin", &["find", "w 8812"]);
    assert_eq!(refused.stopped(), (1, "not_allowed".to_owned()), "who runs the house does not read its guests");
    let said: Value = serde_json::from_str(refused.err.trim()).expect("JSON");
    assert_eq!(said["args"]["operation"], "find_guests");
    assert_eq!(house.run("admin", &["guest", "add", "--name", "王"]).stopped(), (1, "not_allowed".to_owned()));
}

#[test]
fn a_file_that_does_not_open_is_three_and_stays_as_it_is() {
    let house = practice();
    assert_eq!(house.run_on(house.path("absent.lobby"), "gm", &["history"]).stopped(), (3, "no_file".to_owned()));
    let other = house.path("letter.txt");
    std::fs::write(&other, "not Lobby's").expect("somebody's letter");
    let mut command = house.command_on(&other, "gm", &["history"]);
    assert_eq!(ran(command.env("LOBBY_PASSPHRASE", "a passphrase")).stopped(), (3, "keys_missing".to_owned()));
    std::fs::copy(crate::support::beside(house.file(), ".keys"), format!("{other}.keys")).expect("keys of another file");
    assert_eq!(house.run_on(&other, "gm", &["history"]).stopped(), (3, "not_a_lobby_file".to_owned()));
    assert_eq!(std::fs::read_to_string(&other).ok().as_deref(), Some("not Lobby's"), "it is not touched");
    std::fs::write(crate::support::beside(house.file(), ".keys"), "no keys").expect("spoiled");
    let spoiled = ran(house.command("gm", &["history"]).env("LOBBY_PASSPHRASE", "practice"));
    assert_eq!(spoiled.stopped(), (3, "keys_unreadable".to_owned()));
}

#[test]
fn the_message_speaks_the_machines_language() {
    let house = practice();
    let cases =
        [("LANG", "en_US.UTF-8", "Refused: "), ("LANG", "zh_CN.UTF-8", "没有做："), ("LC_ALL", "zh_TW.UTF-8", "沒有做：")];
    for (name, value, expected) in cases {
        let refused = ran(house.command("admin", &["find", "w"]).env(name, value));
        let said: Value = serde_json::from_str(refused.err.trim()).expect("JSON");
        assert!(said["message"].as_str().is_some_and(|message| message.starts_with(expected)), "{value}: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_not_called_done() {
    let house = practice();
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("a device that is always full");
    let add = ["guest", "add", "--name", "令狐妙", "--key", "told-later"];
    let mut command = house.command("reception", &add);
    let output = command.stdout(full()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(4));
    let said: Value = serde_json::from_slice(&output.stderr).expect("JSON");
    assert_eq!(said["code"], "answer_not_written");
    let told = house.run("reception", &add).json();
    assert_eq!(house.run("reception", &["find", "令狐妙"]).json()[0]["guest_id"], told["guest_id"], "the same key tells it");
}

/// What a window would have open.
struct Window {
    store: lobby_core::db::Store,
    session: Session,
    _hold: WindowHold,
}

fn window(file: &std::path::Path) -> Window {
    let secret = open::passphrase_known(file).expect("a practice hotel opens by itself");
    let store = open::open(file, &secret).expect("the window opens it");
    let at = Instant::from_ms(1_784_009_100_000);
    let session = staff::sign_in(&store, "reception", PRACTICE_PIN, at).expect("signed in");
    Window { _hold: WindowHold::take(file).expect("the window's hold"), store, session }
}

impl Window {
    fn add(&self, name: &str, meanwhile: impl FnOnce()) {
        let new = NewGuest { name: name.to_owned(), ..NewGuest::default() };
        let key = RequestKey::new(format!("window-{}", name.len())).expect("a plain key");
        let at = Instant::from_ms(1_784_009_100_000);
        let request = Request { key, at, session: self.session.clone(), seed: [9; 32] };
        let added = self.store.write(&request, Op::AddGuest, &new, |tx| {
            let added = guests::add(tx, &new)?;
            meanwhile();
            Ok(added)
        });
        added.expect("the window saves");
    }
}

#[test]
fn a_command_works_beside_an_open_window_and_the_window_sees_it() {
    let house = practice();
    let window = window(house.file());
    let before = window.store.data_version().expect("a version");
    house.guest("令狐妙", "13900139000");
    assert_ne!(window.store.data_version().expect("a version"), before, "the window sees that somebody wrote");
    window.add("令狐冲", || {});
    let hits = house.run("reception", &["find", "令狐"]).json();
    assert_eq!(hits.as_array().map(Vec::len), Some(2), "and both writes stand");
    let checked = house.run("reception", &["check", "--deep"]).json();
    assert_eq!(checked["ok"], true, "{checked}");
}

#[test]
fn who_waits_too_long_hears_not_saved_and_the_same_key_then_saves_once() {
    let house = practice();
    let window = window(house.file());
    let add = ["guest", "add", "--name", "令狐妙", "--key", "waited"];
    let mut waited = None;
    window.add("一位写得很慢的客人", || waited = Some(house.run("reception", &add)));
    assert_eq!(waited.map(|ran| ran.stopped()), Some((4, "database_failed".to_owned())), "five seconds, then a clear answer");
    assert_eq!(house.run("reception", &["find", "令狐妙"]).json(), Value::Array(Vec::new()), "nothing was saved");
    house.run("reception", &add).json();
    house.run("reception", &add).json();
    assert_eq!(house.run("reception", &["find", "令狐妙"]).json().as_array().map(Vec::len), Some(1));
}
