//! The page: its packages from the lock file, and its build when a source is newer.

use std::path::Path;
use std::time::SystemTime;

use crate::place::Place;
use crate::shell::{Failure, Program};

const NODE_MAJOR_MIN: u32 = 20;

/// Installs the packages of the lock file where they are absent or older than it.
pub fn install(place: &Place) -> Result<(), Failure> {
    node_is_new_enough()?;
    let lock = modified(&place.ui().join("package-lock.json"));
    let installed = modified(&place.ui().join("node_modules/.package-lock.json"));
    if lock.is_none() {
        return Err(Failure::new("ui/package-lock.json is absent; it names the page's packages"));
    }
    if installed >= lock {
        return Ok(());
    }
    npm(place, ["ci", "--no-audit", "--no-fund"]).run()
}

/// Builds ui/dist where a source of it is newer.
pub fn build(place: &Place) -> Result<(), Failure> {
    install(place)?;
    let built = modified(&place.ui().join("dist/index.html"));
    let ui = place.ui();
    let sources = [
        place.root.join("assets"),
        ui.join("src"),
        ui.join("public"),
        ui.join("index.html"),
        ui.join("package-lock.json"),
        ui.join("vite.config.ts"),
    ];
    let newest = sources.iter().filter_map(|source| newest(source)).max();
    if built.is_some() && built >= newest {
        return Ok(());
    }
    npm(place, ["run", "build"]).run()
}

/// Returns npm with `arguments` in the page's folder.
pub fn npm<const N: usize>(place: &Place, arguments: [&str; N]) -> Program {
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    Program::new(npm).with(arguments).inside(&place.ui())
}

fn node_is_new_enough() -> Result<(), Failure> {
    let wanted = format!("Lobby's page is built with Node {NODE_MAJOR_MIN} or newer (https://nodejs.org)");
    let Ok(answer) = Program::new("node").with(["--version"]).answer() else {
        return Err(Failure::new(format!("{wanted}, and none was found.")));
    };
    let version = answer.trim();
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major >= Some(NODE_MAJOR_MIN) {
        return Ok(());
    }
    Err(Failure::new(format!("{wanted}; this machine has {version}.")))
}

/// Returns when the newest file under `path` changed, or nothing where it is absent.
fn newest(path: &Path) -> Option<SystemTime> {
    let Ok(folder) = std::fs::read_dir(path) else {
        return modified(path);
    };
    // The folder's own time counts too: it changes when a file is removed.
    let inside = folder.flatten().filter_map(|entry| newest(&entry.path())).max();
    inside.max(modified(path))
}

fn modified(path: &Path) -> Option<SystemTime> {
    std::fs::metadata(path).ok()?.modified().ok()
}
