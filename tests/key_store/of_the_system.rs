//! The same with a real Secret Service: gnome-keyring on a bus of its own. The library takes its bus from the environment, so each
//! look is a program of its own.

use std::{process::Command, sync::Arc};

use lobby_core::base::role::Role;
use lobby_keystore::{KeyStore, Opened, System, opened, turn_off, turn_on};
use support::{hotel::Hotel, secrets::Session};

use super::{Desk, desk, open, passphrase};

const ACT: &str = "LOBBY_KEY_STORE_ACT";
const FILE: &str = "LOBBY_KEY_STORE_FILE";

/// What is done in a session by a program of its own.
#[test]
fn a_desk_in_that_session() {
    let (Ok(act), Some(file)) = (std::env::var(ACT), std::env::var_os(FILE)) else { return };
    let file = std::path::PathBuf::from(file);
    let store: Arc<dyn KeyStore> = Arc::new(System);
    let admin = || Hotel::reopened(&file, 100);
    let said = match act.as_str() {
        "on" => {
            let hotel = admin();
            match turn_on(&hotel.store, &hotel.request_with(Role::Administrator, "on"), [3; 32], Some(&store)) {
                Ok(_) => "on".to_owned(),
                Err(error) => error.code().to_owned(),
            }
        }
        "off" => {
            let hotel = admin();
            let off = turn_off(&hotel.store, &hotel.request_with(Role::Administrator, "off"), Some(&store)).expect("off");
            format!("forgotten {}", off.value.forgotten)
        }
        _ => match opened(&file, &store).expect("no failure of the file") {
            Opened::Open(_) => "open".to_owned(),
            Opened::AskPassphrase(why) => format!("{why:?}"),
        },
    };
    println!("said [{said}]");
}

/// Returns what such a program says in a session; `None` for one that has no bus.
fn says(session: Option<&Session>, hotel: &Hotel, act: &str) -> String {
    let mut command = Command::new(std::env::current_exe().expect("this program"));
    command.args(["key_store::of_the_system::a_desk_in_that_session", "--exact", "--nocapture"]);
    command.env(ACT, act).env(FILE, hotel.path()).env_remove("DBUS_SESSION_BUS_ADDRESS").env_remove("XDG_RUNTIME_DIR");
    if let Some(session) = session {
        command.env("DBUS_SESSION_BUS_ADDRESS", session.address());
    }
    let output = command.output().expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = text.split_once("said [").and_then(|(_, rest)| rest.split_once(']'));
    said.unwrap_or_else(|| panic!("{text}{}", String::from_utf8_lossy(&output.stderr))).0.to_owned()
}

#[test]
fn with_the_system_s_store_wiped_the_printed_key_opens() {
    let Desk { hotel, printed, .. } = desk();
    let mut session = Session::begin();
    session.sign_in();
    let says = |session: &Session, act| says(Some(session), &hotel, act);
    assert_eq!(says(&session, "open"), "None", "off until somebody turns it on");
    assert_eq!(says(&session, "on"), "on");
    assert_eq!(says(&session, "open"), "open", "the system's store opens the file");
    session.sign_out();
    session.sign_in();
    assert_eq!(says(&session, "open"), "open", "and at the next sign-in");
    session.wipe();
    session.sign_in();
    assert_eq!(says(&session, "open"), "Some(NoSecret)", "a wiped store opens nothing, and says so");
    for secret in [&printed, &passphrase()] {
        drop(open::open(&hotel.path(), secret).unwrap_or_else(|error| panic!("{}", error.code())));
    }
    assert_eq!(says(&session, "on"), "on", "and is turned on again");
    assert_eq!(says(&session, "open"), "open");
    assert_eq!(says(&session, "off"), "forgotten true");
    assert_eq!(says(&session, "open"), "None");
}

#[test]
fn a_system_s_store_that_is_locked_or_not_there_says_so_and_asks_nobody() {
    let Desk { hotel, printed, .. } = desk();
    let mut session = Session::begin();
    assert_eq!(says(Some(&session), &hotel, "on"), "key_store_absent", "a session without a service");
    assert_eq!(says(None, &hotel, "on"), "key_store_absent", "a machine without a bus");
    session.sign_in();
    assert_eq!(says(Some(&session), &hotel, "on"), "on");
    session.sign_in_without_password();
    assert_eq!(says(Some(&session), &hotel, "open"), "Some(Locked)");
    assert_eq!(says(Some(&session), &hotel, "off"), "forgotten false", "it is turned off all the same");
    session.sign_in();
    assert_eq!(says(Some(&session), &hotel, "on"), "on");
    session.sign_out();
    assert_eq!(says(Some(&session), &hotel, "open"), "Some(Absent)");
    assert_eq!(says(None, &hotel, "open"), "Some(Absent)");
    open::open(&hotel.path(), &printed).expect("the printed key opens");
}
