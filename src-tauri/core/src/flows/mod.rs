//! F4: acts that touch two domains and are one write all the same.

pub mod check_out;
pub mod compensate;
pub mod merge;
pub mod merge_ahead;
pub mod own_account;
mod rows;
pub mod wish;
