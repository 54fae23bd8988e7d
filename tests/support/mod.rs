//! What tests of several subjects share.

pub mod hotel;
#[cfg(target_os = "linux")]
pub mod processes;
pub mod stays;
#[cfg(target_os = "linux")]
pub mod tour;
#[cfg(target_os = "linux")]
pub mod window;
