//! The package that a hotel installs: into a system's tree of its own, with dpkg's own records; nothing of this machine changes.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use sha2::{Digest, Sha256};
use support::window::Start;

/// The version that the tests pretend to upgrade to.
const NEXT: &str = "99.0.0";

/// Returns the package under test, or prints that it is not installed.
fn package() -> Option<PathBuf> {
    let named = std::env::var_os("LOBBY_PACKAGE").filter(|path| !path.is_empty()).map(PathBuf::from);
    if named.is_none() {
        println!("skipped: LOBBY_PACKAGE names no built package (`cargo xtask test` sets it)");
        return None;
    }
    let there = |tool: &str| Command::new(tool).arg("--version").output().is_ok_and(|answer| answer.status.success());
    if !there("dpkg") || !there("fakeroot") {
        println!("skipped: this system has no dpkg or no fakeroot");
        return None;
    }
    named
}

/// A system's tree, empty but for what is installed into it.
struct System {
    folder: tempfile::TempDir,
}

impl System {
    fn new() -> Self {
        let system = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        let records = system.root().join("var/lib/dpkg");
        for folder in ["info", "updates", "triggers"] {
            std::fs::create_dir_all(records.join(folder)).expect("dpkg's records");
        }
        for file in ["status", "available"] {
            std::fs::write(records.join(file), "").expect("dpkg's records");
        }
        system
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Runs dpkg upon this tree. Its other packages, which ours depends on, lie in this machine's tree.
    fn dpkg(&self, action: &str, what: &Path) {
        let answer = Command::new("fakeroot")
            .args(["dpkg", "--force-depends", "--force-bad-path", "--force-script-chrootless", "--log=/dev/null", "--root"])
            .arg(self.root())
            .arg(action)
            .arg(what)
            .output()
            .expect("dpkg runs");
        assert!(answer.status.success(), "dpkg {action}: {}", String::from_utf8_lossy(&answer.stderr));
    }

    fn installed(&self) -> Option<String> {
        let asked = ["--show", "--showformat", "${Status} ${Version}", "lobby"];
        let answer = Command::new("dpkg-query").arg(format!("--root={}", self.root().display())).args(asked).output();
        let answer = answer.expect("dpkg-query runs");
        let text = String::from_utf8(answer.stdout).expect("its answer");
        text.strip_prefix("install ok installed ").map(str::to_owned)
    }

    fn lobbyctl(&self, file: &Path, words: &[&str]) -> Value {
        let answer: Output = Command::new(self.root().join("usr/bin/lobbyctl"))
            .args(words)
            .arg("--json")
            .env("LOBBY_FILE", file)
            .env("LOBBY_USER", "reception")
            .env("LOBBY_PIN", "246810")
            .output()
            .expect("the installed lobbyctl runs");
        assert!(answer.status.success(), "lobbyctl {}: {}", words[0], String::from_utf8_lossy(&answer.stderr));
        serde_json::from_slice(&answer.stdout).expect("its JSON")
    }
}

#[test]
fn the_package_installs_starts_is_upgraded_and_goes_and_the_hotel_stays() {
    let Some(package) = package() else { return };
    let system = System::new();
    system.dpkg("--install", &package);
    assert_eq!(system.installed().as_deref(), Some(env!("CARGO_PKG_VERSION")));
    the_desktop_finds_it(system.root());

    let home = tempfile::tempdir().expect("a data folder");
    let file = home.path().join("practice.lobby");
    let practice =
        ["practice", "--guests", "200", "--today", "2026-07-14", "--to", &file.display().to_string()].map(str::to_owned);
    system.lobbyctl(&file, &practice.each_ref().map(String::as_str));
    the_window_opens(&system, home.path());
    let found = system.lobbyctl(&file, &["find", "wjg"]);
    let before = every_file(home.path());

    system.dpkg("--install", &newer(&package, &system));
    assert_eq!(system.installed().as_deref(), Some(NEXT));
    assert_eq!(every_file(home.path()), before, "an upgrade touches no file of the hotel");
    assert_eq!(system.lobbyctl(&file, &["find", "wjg"]), found);
    the_window_opens(&system, home.path());

    let before = every_file(home.path());
    system.dpkg("--purge", Path::new("lobby"));
    assert_eq!(system.installed(), None);
    assert!(!system.root().join("usr/bin/lobby").exists(), "the program is gone");
    assert_eq!(every_file(home.path()), before, "and every file of the hotel stays");
}

/// A desktop starts what the entry names, with its icon, and gathers its window under it.
fn the_desktop_finds_it(root: &Path) {
    let entry = std::fs::read_to_string(root.join("usr/share/applications/Lobby.desktop")).expect("the desktop's entry");
    let value = |key: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_else(|| panic!("the entry says {key}")).to_owned()
    };
    assert_eq!(value("Type"), "Application");
    assert_eq!(value("Terminal"), "false");
    assert!(root.join("usr/bin").join(value("Exec")).is_file(), "what it starts is there");
    assert!(root.join(format!("usr/share/icons/hicolor/128x128/apps/{}.png", value("Icon"))).is_file(), "and its icon");
    assert_eq!(value("StartupWMClass"), "lobby");
}

fn the_window_opens(system: &System, home: &Path) {
    let mut window = Start::of(system.root().join("usr/bin/lobby")).data_folder(home).open();
    window.wait_for_text("Lobby");
    assert_eq!(window.script("return document.title", vec![]), "Lobby 大堂");
    window.close();
}

/// Returns the same package as a later version.
fn newer(package: &Path, system: &System) -> PathBuf {
    let tree = system.root().join("newer");
    let done = |command: &mut Command| assert!(command.status().expect("dpkg-deb runs").success());
    done(Command::new("dpkg-deb").arg("-R").arg(package).arg(&tree));
    let control = tree.join("DEBIAN/control");
    let text = std::fs::read_to_string(&control).expect("its control file");
    let version = format!("Version: {}", env!("CARGO_PKG_VERSION"));
    assert!(text.contains(&version), "the control file says its version");
    std::fs::write(&control, text.replace(&version, &format!("Version: {NEXT}"))).expect("a later version");
    let made = system.root().join("newer.deb");
    done(Command::new("dpkg-deb").args(["--root-owner-group", "-Zgzip", "-z1", "-b"]).arg(&tree).arg(&made));
    made
}

/// Returns every file of a folder with its digest.
fn every_file(folder: &Path) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = std::fs::read_dir(folder)
        .expect("the folder")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.is_file())
        .map(|path| {
            let digest = Sha256::digest(std::fs::read(&path).expect("a file"));
            let digest = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            (path.file_name().unwrap_or_default().to_string_lossy().into_owned(), digest)
        })
        .collect();
    found.sort();
    found
}
