//! Whom somebody may have meant whose words find nobody: by the sound of the name, then with one word less, then by its
//! beginning.

use rusqlite::Connection;

use super::{
    fold::is_han,
    query::{Hit, find_in},
    readings::{pronunciation, toneless},
};
use crate::{
    base::{error::Result, time::BusinessDate},
    db::Db,
};

/// Questions asked at most: each costs what the box's own does.
const ASKED_MAX: usize = 8;

/// Returns whom `words`, which find nobody, come near: who is called alike in other signs first, then who fits all words
/// but one, then whose name begins alike. At most `limit`, each once.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn near(db: &Db, words: &str, today: BusinessDate, limit: usize) -> Result<Vec<Hit>> {
    near_in(db.conn(), words, today, limit)
}

pub(crate) fn near_in(conn: &Connection, words: &str, today: BusinessDate, limit: usize) -> Result<Vec<Hit>> {
    let mut hits: Vec<Hit> = Vec::new();
    for question in questions(words).into_iter().take(ASKED_MAX) {
        for hit in find_in(conn, &question, today, limit)? {
            if hits.iter().all(|known| known.guest_id != hit.guest_id) {
                hits.push(hit);
            }
        }
        if hits.len() >= limit {
            break;
        }
    }
    hits.truncate(limit);
    Ok(hits)
}

/// Returns what to ask instead, the nearest first.
fn questions(words: &str) -> Vec<String> {
    let terms: Vec<&str> = words.split_whitespace().collect();
    let spoken: Vec<String> = terms.iter().map(|term| sound(term).unwrap_or_else(|| (*term).to_owned())).collect();
    let mut asked = vec![spoken.join(" ")];
    if terms.len() > 1 {
        asked.extend((0..terms.len()).rev().map(|left| without(&spoken, left)));
    } else if let [term] = terms.as_slice() {
        asked.extend(beginnings(term));
    }
    asked.retain(|question| question != words.trim());
    asked
}

fn without(terms: &[String], left: usize) -> String {
    let rest = terms.iter().enumerate().filter(|(place, _)| *place != left).map(|(_, term)| term.as_str());
    rest.collect::<Vec<_>>().join(" ")
}

/// Returns how a Han name is typed by its sound; nothing for other words.
fn sound(term: &str) -> Option<String> {
    let syllables = pronunciation(term);
    let typed = syllables.iter().map(|syllable| toneless(&syllable.reading).into_iter().next());
    typed.collect::<Option<Vec<_>>>().filter(|typed| !typed.is_empty()).map(|typed| typed.concat())
}

/// Returns a name's beginnings, the longest first: of a Han name down to its family name, of another down to three letters.
/// A number has none: its digits are no order of likeness.
fn beginnings(term: &str) -> Vec<String> {
    let signs: Vec<char> = term.chars().collect();
    if signs.iter().any(char::is_ascii_digit) {
        return Vec::new();
    }
    let least = if signs.iter().copied().any(is_han) { 1 } else { 3 };
    (least..signs.len()).rev().map(|count| signs.iter().take(count).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_instead_begins_with_the_sound() {
        let check = |words: &str, wanted: &[&str]| assert_eq!(questions(words), wanted, "{words}");
        check("王健国", &["wangjianguo", "王健", "王"]);
        check("王健国 9999", &["wangjianguo 9999", "wangjianguo", "9999"]);
        check("Schmitz", &["Schmit", "Schmi", "Schm", "Sch"]);
        check("99990000", &[]);
    }
}
