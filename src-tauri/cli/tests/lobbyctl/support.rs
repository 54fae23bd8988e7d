//! Hotels to run commands on, and what a command answered.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use serde_json::Value;

/// The PIN of everybody in a practice hotel.
pub const PRACTICE_PIN: &str = "246810";
/// Opens the real hotels of these tests.
pub const PASSPHRASE: &str = "four unrelated words";
/// The first administrator's PIN of the real hotels of these tests.
pub const PIN: &str = "730514";
/// Guests of the practice hotels of these tests: the people of the scenes and some around them.
const GUESTS: &str = "150";

/// A folder with one hotel's file, which goes with it.
pub struct House {
    folder: tempfile::TempDir,
    file: PathBuf,
    pin: &'static str,
}

/// What a command answered.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Returns the one JSON document on standard output of a command that was done.
    pub fn json(&self) -> Value {
        assert_eq!(self.code, 0, "done: {}", self.err);
        self.document()
    }

    /// Returns the JSON document on standard output, whatever the exit code.
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|_| panic!("one JSON document, not {:?} ({})", self.out, self.err))
    }

    /// Returns exit code and refusal code of a command that was not done; nothing may stand on standard output then.
    pub fn stopped(&self) -> (i32, String) {
        assert_eq!(self.out, "", "nothing but the answer goes to standard output");
        let said: Value = serde_json::from_str(self.err.trim()).unwrap_or_else(|_| panic!("JSON, not {:?}", self.err));
        assert!(said["message"].as_str().is_some_and(|message| !message.is_empty()), "{said}");
        assert!(said["args"].is_object(), "{said}");
        (self.code, said["code"].as_str().unwrap_or_default().to_owned())
    }
}

/// Returns the program with nothing of the tester's own surroundings.
pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lobbyctl"));
    let inherited = ["LOBBY_FILE", "LOBBY_USER", "LOBBY_PIN", "LOBBY_PASSPHRASE", "LOBBY_HOME", "LC_ALL", "LC_MESSAGES", "LANG"];
    for name in inherited {
        command.env_remove(name);
    }
    command.stdin(Stdio::null());
    command
}

/// Runs a command to its end.
pub fn ran(command: &mut Command) -> Ran {
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs `lobbyctl --json` with these arguments and nothing else.
pub fn plain(arguments: &[&str]) -> Ran {
    ran(program().arg("--json").args(arguments))
}

/// Returns a practice hotel of 2026-07-14; each is its own file.
pub fn practice() -> House {
    let made = template();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("practice.lobby");
    std::fs::copy(made, &file).expect("the file is copied");
    std::fs::copy(beside(made, ".keys"), beside(&file, ".keys")).expect("its keys are copied");
    House { folder, file, pin: PRACTICE_PIN }
}

fn template() -> &'static Path {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, file) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("practice.lobby");
        let to = file.to_str().expect("a plain path");
        let made = plain(&["practice", "--guests", GUESTS, "--today", "2026-07-14", "--to", to]);
        assert_eq!(made.code, 0, "a practice hotel: {}", made.err);
        (folder, file)
    });
    file
}

/// Returns a real hotel with its first administrator.
pub fn hotel() -> House {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hotel.lobby");
    let made = ran(founding(&file).env("LOBBY_PIN", PIN));
    assert_eq!(made.code, 0, "a hotel: {}", made.err);
    House { folder, file, pin: PIN }
}

/// Returns the command that makes a hotel at `file`, without a PIN.
pub fn founding(file: &Path) -> Command {
    let mut command = program();
    command.args(["--json", "new", "--name", "望江饭店", "--code", "H0217", "--currency", "CNY", "--time-zone", "Asia/Shanghai"]);
    command.arg("--to").arg(file).env("LOBBY_PASSPHRASE", PASSPHRASE);
    command
}

/// Returns the path of what stands beside a file.
pub fn beside(file: &Path, ending: &str) -> PathBuf {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{name}{ending}"))
}

impl House {
    /// Returns where the file lies.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Returns a folder of this hotel's own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns a path in that folder, as an argument.
    pub fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("a plain path").to_owned()
    }

    /// Returns the command of `user` on this hotel.
    pub fn command(&self, user: &str, arguments: &[&str]) -> Command {
        self.command_on(&self.file, user, arguments)
    }

    /// Returns the command of `user` on another file of this hotel.
    pub fn command_on(&self, file: impl AsRef<Path>, user: &str, arguments: &[&str]) -> Command {
        let mut command = program();
        command.arg("--json").arg("--file").arg(file.as_ref()).args(["--user", user]).args(arguments);
        command.env("LOBBY_PIN", self.pin).env("LOBBY_PASSPHRASE", PASSPHRASE);
        if self.pin == PRACTICE_PIN {
            command.env_remove("LOBBY_PASSPHRASE");
        }
        command
    }

    /// Runs a command as `user`.
    pub fn run(&self, user: &str, arguments: &[&str]) -> Ran {
        ran(&mut self.command(user, arguments))
    }

    /// Runs a command as `user` on another file of this hotel.
    pub fn run_on(&self, file: impl AsRef<Path>, user: &str, arguments: &[&str]) -> Ran {
        ran(&mut self.command_on(file, user, arguments))
    }

    /// Adds a guest and returns their id.
    pub fn guest(&self, name: &str, phone: &str) -> String {
        let added = self.run("reception", &["guest", "add", "--name", name, "--phone", phone]).json();
        added["guest_id"].as_str().expect("an id").to_owned()
    }
}
