//! A start that cannot succeed ends with a sentence; a second one hands over to the first.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use support::processes::Family;
use support::window::{Start, display, program};

/// How long a start that fails, or hands over, may take.
const END_MAX: Duration = Duration::from_secs(30);

#[test]
fn without_a_display_the_program_says_so_and_ends() {
    let Some(program) = program() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(program);
    let command = command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env("HOME", folder.path());
    let (status, said) = end_of(command, folder.path());
    assert_eq!(status.code(), Some(1), "a refusal, not a crash: {said}");
    assert!(said.contains("there is no display"), "one sentence says why, got: {said}");
}

#[test]
fn a_data_folder_that_cannot_be_made_is_named_and_the_program_ends() {
    let Some(program) = program() else { return };
    let (_display, name) = display();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let in_the_way = folder.path().join("a-file");
    std::fs::write(&in_the_way, "not a folder").expect("a file");
    let wanted = in_the_way.join("data");
    let mut command = Command::new(program);
    let command = command.env("DISPLAY", name).env("HOME", folder.path()).env("LOBBY_HOME", &wanted);
    let (status, said) = end_of(command.env("DBUS_SESSION_BUS_ADDRESS", "disabled:"), folder.path());
    assert_eq!(status.code(), Some(1), "a refusal, not a crash: {said}");
    assert!(said.contains(&wanted.display().to_string()), "the sentence names the folder, got: {said}");
}

#[test]
fn a_second_launch_hands_over_to_the_window_that_is_open() {
    let Some(program) = program() else { return };
    let (_bus, address) = session_bus();
    let window = Start::of(program.clone()).variable("DBUS_SESSION_BUS_ADDRESS", &address).open();
    let (_display, name) = display();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut command = Command::new(program);
    let command = command
        .env("DISPLAY", name)
        .env("HOME", folder.path())
        .env("LOBBY_HOME", window.data_folder())
        .env("DBUS_SESSION_BUS_ADDRESS", &address);
    let (status, said) = end_of(command, folder.path());
    assert!(status.success(), "the second ends by itself and well: {said}");
    assert_eq!(window.script("return document.title", vec![]), "Lobby 大堂", "the first goes on");
}

/// Runs a program until it ends and returns how, and what it printed on standard error.
fn end_of(command: &mut Command, folder: &Path) -> (ExitStatus, String) {
    let said = folder.join("said.txt");
    let file = std::fs::File::create(&said).expect("a file for what it says");
    let mut family = Family::start(command.stdout(Stdio::null()).stderr(file));
    let begun = Instant::now();
    loop {
        let text = std::fs::read_to_string(&said).expect("what it said");
        if let Some(status) = family.first().try_wait().expect("its state") {
            return (status, text);
        }
        assert!(begun.elapsed() < END_MAX, "still running after {} s: {text}", END_MAX.as_secs());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// Starts a message bus of its own and returns what keeps it, and its address.
fn session_bus() -> (Family, String) {
    let mut family = Family::start(
        Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    );
    let stdout = family.first().stdout.take().expect("the bus's output is piped");
    let mut address = String::new();
    BufReader::new(stdout).read_line(&mut address).expect("the bus's address");
    assert!(!address.trim().is_empty(), "dbus-daemon ended without an address");
    (family, address.trim().to_owned())
}
