//! F2: the file. [`store::Store`] holds one hotel's file; [`Db`] reads, [`Tx`] writes, [`Done`] says what a write touched.
//!
//! Absent on purpose: an ORM, and any way to write without an operation.

pub mod bulk;
pub mod choices;
pub mod create;
pub mod denials;
pub mod documents;
pub mod file;
pub mod group_key;
pub mod hotel;
pub mod keys;
mod memo;
pub mod merged;
pub mod migrate;
pub mod numbers;
pub mod openings;
pub mod room;
pub mod sealing;
pub mod settings;
pub mod snapshot;
pub mod store;
pub mod swap;
pub mod tables;
#[cfg(test)]
mod tests;
mod tx;

pub use store::{Db, Store};
pub(crate) use tx::chain_key;
pub use tx::{Begun, Done, SEARCHED_AGAIN_MAX, Touched, Tx};
