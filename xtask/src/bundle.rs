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

fn tauri(place: &Place, kind: &str, ctl: &Path) -> Program {
    let with_ctl = serde_json::json!({ "bundle": { "linux": { "deb": { "files": { "/usr/bin/lobbyctl": ctl } } } } });
    let tool = place.ui().join("node_modules/.bin").join(if cfg!(windows) { "tauri.cmd" } else { "tauri" });
    Program::new(tool).with(["bundle", "--ci", "--bundles", kind, "--config", &with_ctl.to_string()]).inside(&place.root)
}
