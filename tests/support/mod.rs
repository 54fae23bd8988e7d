//! What tests of several subjects share.

pub mod case;
pub mod chance;
#[cfg(target_os = "linux")]
pub mod cluster;
pub mod febrl;
pub mod hotel;
pub mod outside;
pub mod package;
pub mod pages;
pub mod parcels;
pub mod payloads;
#[cfg(target_os = "linux")]
pub mod processes;
#[cfg(target_os = "linux")]
pub mod secrets;
pub mod stays;
#[cfg(target_os = "linux")]
pub mod tour;
#[cfg(target_os = "linux")]
pub mod window;

/// Returns the project's root.
pub fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the project").to_owned()
}

/// Returns the name and the source of every file of the page's features.
pub fn features() -> Vec<(String, String)> {
    let mut folders = vec![root().join("ui/src/features")];
    let mut all = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "tsx") {
                all.push((path.display().to_string(), std::fs::read_to_string(&path).expect("a page")));
            }
        }
    }
    all
}
