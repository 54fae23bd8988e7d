//! Where the project and what is built from it lie.

use std::path::PathBuf;

use crate::shell::{Failure, Program};

pub struct Place {
    /// The folder of the root manifest.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the person keeps it.
    pub target: PathBuf,
}

impl Place {
    /// Returns the project's place as cargo sees it.
    ///
    /// Errors: cargo does not run or answers something else than JSON.
    pub fn find() -> Result<Self, Failure> {
        let answer = Program::cargo(["metadata", "--no-deps", "--format-version", "1"]).answer()?;
        let metadata: serde_json::Value =
            serde_json::from_str(&answer).map_err(|error| Failure::new(format!("cargo metadata is not JSON: {error}")))?;
        let folder = |key: &str| {
            let path = metadata[key].as_str().map(PathBuf::from);
            path.ok_or_else(|| Failure::new(format!("cargo metadata names no {key}")))
        };
        Ok(Place { root: folder("workspace_root")?, target: folder("target_directory")? })
    }

    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// The Python environment with the validator of our packages.
    pub fn venv(&self) -> PathBuf {
        self.target.join("venv")
    }

    /// The environment with DuckDB and ClickHouse, which packages are loaded into.
    pub fn engines(&self) -> PathBuf {
        self.target.join("venv-engines")
    }

    /// The command line, once it is built.
    pub fn lobbyctl(&self) -> PathBuf {
        self.target.join("debug").join(if cfg!(windows) { "lobbyctl.exe" } else { "lobbyctl" })
    }

    pub fn tour(&self) -> PathBuf {
        self.root.join("out/tour")
    }
}
