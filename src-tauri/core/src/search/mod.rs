//! The one box: every form of a guest's name, the index over them, and the question a person types.
//!
//! Owns the `search_*` tables, which are local and derived: they may be dropped and rebuilt at any time.
//! Absent on purpose: sentences (why a guest was found leaves as data), any clock, and any write to another module's table.
//!
//! Two indexes, because ranking half a million rows for one letter costs 50 ms: a small one of today's people, asked first
//! and fully ranked, and a large one whose rows were given in the order of tier and recency, read in that order and never
//! sorted. A guest who is filed or written later stands in the small one until the next rebuild.

mod alike;
mod floor;
mod fold;
mod index;
mod kana;
mod lines;
mod matching;
mod names;
mod near;
mod plans;
mod query;
mod question;
mod readings;
mod rows;
mod surnames;
mod tokens;
mod typos;
mod why;

pub(crate) use alike::{colleagues, named_alike, namesakes, numbered_alike};
pub use floor::bare_look_up;
pub(crate) use fold::fold_text;
pub use index::{Comparison, check_words, compare, keep_up, rebuild, refresh};
pub(crate) use names::{Forms, Saying, Source as NameSource};
pub use near::near;
pub use query::{HITS_MAX, Hit, Standing, find};
pub use readings::{Syllable, pronunciation};
pub use why::{Field, Mark, Why};

#[cfg(test)]
mod tests;
