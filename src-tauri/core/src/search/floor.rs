//! The benchmark's floor: what the index alone costs, before anybody is judged, ordered or shown.

use super::{
    index::{range_of, reversed},
    plans::bare_plan,
    question::{Question, Term},
    rows, tokens,
};
use crate::{base::error::Result, db::Db};

/// Rows that one bare look-up reads: as many as the box lets one plan propose.
const ROWS_MAX: usize = 120;

/// Returns how many rows of the large index one bare look-up of `words` finds, 120 at most: for a name a single FTS5 match,
/// for the end of a number a single range of its table. Nobody's record is read.
///
/// This is the benchmark's floor for [`super::find`] and nothing else; no page may show what it finds.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn bare_look_up(db: &Db, words: &str) -> Result<usize> {
    let question = Question::of(words);
    let Some(terms) = question.readings.first() else { return Ok(0) };
    let names: Vec<&Term> = terms.iter().filter(|term| term.is_name()).collect();
    let number = terms.iter().find(|term| !term.is_name());
    let Some(number) = number else {
        return Ok(bare_plan(&names).map_or(Ok(Vec::new()), |plan| rows::rows_with(db.conn(), &plan, ROWS_MAX))?.len());
    };
    let Some(range) = reversed(number.text()).and_then(|digits| range_of(&digits)) else { return Ok(0) };
    let marks = names.first().map_or(0, |name| tokens::marks_of(name.text()));
    Ok(rows::tails(db.conn(), range, marks, ROWS_MAX)?.len())
}
