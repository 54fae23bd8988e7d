//! What a hotel installs: the window and the command line, made into the package of this system by Tauri's own tool.
//!
//! Absent on purpose: signing and notarising. Their keys are the owner's; the release workflow says where they go.

use std::fs;
use std::path::{Path, PathBuf};

use crate::place::Place;
use crate::run::{self, Profile};
use crate::setup;
use crate::shell::{Failure, Program};

/// Builds both programs without their debugging aids and makes this system's package of them; prints where it lies.
pub fn release(place: &Place) -> Result<(), Failure> {
    setup::for_building()?;
    run::build(place, Profile::Release)?;
    Program::cargo(["build", "--release", "-p", "lobby-cli"]).inside(&place.root).run()?;
    let kind = if cfg!(windows) {
        "nsis"
    } else if cfg!(target_os = "macos") {
        "dmg"
    } else {
        "deb"
    };
    let ctl = place.target.join("release").join(format!("lobbyctl{}", std::env::consts::EXE_SUFFIX));
    tauri(place, kind, &ctl).run()?;
    println!("The package lies under {}", place.target.join("release/bundle").join(kind).display());
    Ok(())
}

/// Makes the package that the tests install, of the programs that they test: without debugging aids, but for these the same.
pub fn for_testing(place: &Place, window: &Path) -> Result<PathBuf, Failure> {
    let target = place.target.join("package-tested");
    let built = target.join("debug");
    fs::create_dir_all(&built).map_err(|error| Failure::new(format!("{}: {error}", built.display())))?;
    for program in [window, &place.lobbyctl()] {
        let name = program.file_name().ok_or_else(|| Failure::new("a program without a name"))?;
        Program::new("strip").with([Path::new("-o"), &built.join(name), program]).run()?;
    }
    let made = built.join("bundle/deb");
    if made.exists() {
        fs::remove_dir_all(&made).map_err(|error| Failure::new(format!("{}: {error}", made.display())))?;
    }
    tauri(place, "deb", &built.join("lobbyctl")).with(["--debug"]).variable("CARGO_TARGET_DIR", &target).run()?;
    let found = fs::read_dir(&made).map_err(|error| Failure::new(format!("{}: {error}", made.display())))?;
    let package = found.flatten().map(|entry| entry.path()).find(|path| path.extension().is_some_and(|ending| ending == "deb"));
    package.ok_or_else(|| Failure::new(format!("no package lies in {}", made.display())))
}

/// What Tauri's tool signs a Mac's package with; it takes an empty one for a certificate, and fails on it.
const APPLE: [&str; 6] =
    ["APPLE_CERTIFICATE", "APPLE_CERTIFICATE_PASSWORD", "APPLE_SIGNING_IDENTITY", "APPLE_ID", "APPLE_PASSWORD", "APPLE_TEAM_ID"];
/// The command that signs one file on Windows, `%1` in the place of its name; unsigned where there is none.
const SIGN_COMMAND: &str = "LOBBY_SIGN_COMMAND";

/// Returns what the package is made with beside `tauri.conf.json`.
fn config(ctl: &Path, sign_command: Option<&str>) -> serde_json::Value {
    let mut bundle = serde_json::json!({ "linux": { "deb": { "files": { "/usr/bin/lobbyctl": ctl } } } });
    if let Some(command) = sign_command.filter(|command| !command.is_empty()) {
        bundle["windows"] = serde_json::json!({ "signCommand": command });
    }
    serde_json::json!({ "bundle": bundle })
}

/// Returns which of the owner's keys are set to nothing, as the release workflow sets those that the owner did not give.
fn set_to_nothing(value: impl Fn(&str) -> Option<std::ffi::OsString>) -> Vec<&'static str> {
    APPLE.into_iter().filter(|name| value(name).is_some_and(|value| value.is_empty())).collect()
}

fn tauri(place: &Place, kind: &str, ctl: &Path) -> Program {
    let with_ctl = config(ctl, std::env::var(SIGN_COMMAND).ok().as_deref());
    let tool = place.ui().join("node_modules/.bin").join(if cfg!(windows) { "tauri.cmd" } else { "tauri" });
    let program = Program::new(tool).with(["bundle", "--ci", "--bundles", kind, "--config", &with_ctl.to_string()]);
    let program = set_to_nothing(|name| std::env::var_os(name)).into_iter().fold(program, Program::without);
    program.inside(&place.root)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_the_owner_did_not_give_are_not_passed_on_as_empty_ones() {
        let none = |_: &str| Some(std::ffi::OsString::new());
        assert_eq!(set_to_nothing(none), APPLE, "a release without keys: unsigned, not failed");
        let given = |name: &str| (name != "APPLE_ID").then(|| "given".into());
        assert_eq!(set_to_nothing(given), Vec::<&str>::new(), "what is given stays, what is not set is none");
    }

    #[test]
    fn windows_signs_with_the_owner_s_command_alone() {
        let ctl = Path::new("lobbyctl");
        let signed = config(ctl, Some("signtool sign %1"));
        assert_eq!(signed["bundle"]["windows"]["signCommand"], "signtool sign %1");
        for none in [None, Some("")] {
            assert_eq!(config(ctl, none)["bundle"]["windows"], serde_json::Value::Null);
        }
        assert_eq!(signed["bundle"]["linux"]["deb"]["files"]["/usr/bin/lobbyctl"], "lobbyctl");
    }
}
