//! What tests of several subjects share.

pub mod case;
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
pub mod stays;
#[cfg(target_os = "linux")]
pub mod tour;
#[cfg(target_os = "linux")]
pub mod window;

/// Returns the project's root.
pub fn root() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("this package lies in the project").to_owned()
}
