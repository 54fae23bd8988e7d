//! The package as an outsider sees it: Python's `frictionless`, in the environment that `cargo xtask` made, and LibreOffice.

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

/// Returns every sheet of a workbook as LibreOffice reads it, by name: text in quotes, numbers as they are. Nothing where
/// LibreOffice is not there.
pub fn libreoffice(workbook: &Path) -> Option<Vec<(String, String)>> {
    let home = tempfile::tempdir().expect("a folder");
    // Comma, quotes, UTF-8, from the first row, all text quoted, as shown, every sheet into a file of its own.
    let filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1";
    let output = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}/profile", home.path().display()))
        .args(["--headless", "--convert-to", filter, "--outdir"])
        .args([home.path(), workbook])
        .env("HOME", home.path())
        .output();
    let Ok(output) = output else {
        println!("skipped, LibreOffice is not installed: the workbook is not opened by it");
        return None;
    };
    let name = workbook.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let files = std::fs::read_dir(home.path()).expect("the folder is read").flatten();
    let sheets: Vec<(String, String)> = files
        .filter_map(|file| {
            let found = file.file_name().to_string_lossy().into_owned();
            let sheet = found.strip_prefix(&format!("{name}-"))?.strip_suffix(".csv")?.to_owned();
            Some((sheet, std::fs::read_to_string(file.path()).expect("UTF-8")))
        })
        .collect();
    assert!(!sheets.is_empty(), "LibreOffice opens the workbook: {}", String::from_utf8_lossy(&output.stderr));
    Some(sheets)
}
