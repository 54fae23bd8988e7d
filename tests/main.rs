//! One binary of tests: linking once is what makes them quick.

#[cfg(target_os = "linux")]
mod e2e;
mod guests;
mod import;
mod store;
mod tickets;
