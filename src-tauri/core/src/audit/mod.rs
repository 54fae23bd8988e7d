//! F1: what can be done, by whom, and the chain that remembers it.

pub mod chain;
pub mod change;
pub mod op;
pub mod permission;
