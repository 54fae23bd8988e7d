//! The package as an outsider sees it: Python's `frictionless`, in the environment that `cargo xtask` made.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

/// Returns what `frictionless` says of the package, or nothing where its environment is not there.
pub fn frictionless(folder: &Path) -> Option<Value> {
    let Some(venv) = std::env::var_os("LOBBY_VENV").map(PathBuf::from) else {
        println!("skipped, LOBBY_VENV is not set: the package is not validated by frictionless");
        return None;
    };
    let python = if cfg!(windows) { "Scripts/python" } else { "bin/python" };
    let output = Command::new(venv.join(python))
        .args(["-m", "frictionless", "validate", "--json", "datapackage.json"])
        .current_dir(folder)
        .output()
        .expect("the validator runs");
    Some(
        serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("the validator answered no JSON: {}", String::from_utf8_lossy(&output.stderr))),
    )
}
