//! The one box: every form of a guest's name, the index over them, and the question a person types.
//!
//! Owns the `search_*` tables, which are local and derived: they may be dropped and rebuilt at any time.
//! Absent on purpose: sentences (why a guest was found leaves as data), any clock, and any write to another module's table.

mod fold;
mod kana;
mod names;
mod surnames;
mod tokens;

pub use names::{Syllable, pronunciation};
