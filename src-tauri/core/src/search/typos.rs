//! One wrong or swapped letter in pinyin or a Latin name. Pure: the words that a typed one may have been meant to be; the
//! index says which of them there are.

/// Shortest word that is looked at again: in a shorter one every letter makes another name.
pub(crate) const TYPO_MIN: usize = 4;
/// Longest word that is looked at again: each letter costs two dozen questions to the index.
pub(crate) const TYPO_MAX: usize = 24;

/// Returns the words that differ from `typed` by two neighbours swapped, then by one letter, the likeliest first: a letter
/// beside the one on the keyboard, or one that sounds like it, before any other. Nothing for a word too short or too long, or
/// of other signs than small ASCII letters.
pub(crate) fn meant(typed: &str) -> Vec<String> {
    let mut words = swaps(typed);
    let Some(letters) = looked_at(typed) else { return words };
    for near in [true, false] {
        for (at, letter) in letters.iter().enumerate() {
            let others = (b'a'..=b'z').filter(|other| other != letter && is_near(*letter, *other) == near);
            words.extend(others.map(|other| replaced(letters, at, other)));
        }
    }
    words
}

/// Returns the words that differ from `typed` by two neighbours swapped.
pub(crate) fn swaps(typed: &str) -> Vec<String> {
    let Some(letters) = looked_at(typed) else { return Vec::new() };
    (1..letters.len()).filter_map(|at| swapped(letters, at)).collect()
}

fn looked_at(typed: &str) -> Option<&[u8]> {
    let letters = typed.as_bytes();
    let fits = (TYPO_MIN..=TYPO_MAX).contains(&letters.len()) && letters.iter().all(u8::is_ascii_lowercase);
    fits.then_some(letters)
}

fn swapped(letters: &[u8], at: usize) -> Option<String> {
    let (before, after) = (letters.get(at - 1)?, letters.get(at)?);
    if before == after {
        return None;
    }
    let mut word = letters.to_vec();
    word.swap(at - 1, at);
    String::from_utf8(word).ok()
}

fn replaced(letters: &[u8], at: usize, other: u8) -> String {
    let word = letters.iter().enumerate().map(|(place, letter)| if place == at { other } else { *letter });
    word.map(char::from).collect()
}

/// The rows of a keyboard; a neighbour of a letter in the row above or below stands at most one place away.
const ROWS: [&[u8]; 3] = [b"qwertyuiop", b"asdfghjkl", b"zxcvbnm"];
/// Letters that are heard for one another in names.
const ALIKE: [&[u8]; 6] = [b"ln", b"fh", b"iy", b"ou", b"sz", b"cz"];

fn is_near(one: u8, other: u8) -> bool {
    let place = |letter: u8| {
        let found = ROWS.iter().enumerate().map(|(row, keys)| (row, keys.iter().position(|key| *key == letter)));
        found.filter_map(|(row, column)| Some((row, column?))).next()
    };
    let beside = match (place(one), place(other)) {
        (Some((row, column)), Some((row_of_other, column_of_other))) => {
            row.abs_diff(row_of_other) <= 1 && column.abs_diff(column_of_other) <= 1
        }
        _ => false,
    };
    beside || ALIKE.iter().any(|alike| alike.contains(&one) && alike.contains(&other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_comes_first_then_a_neighbouring_key_then_any_letter() {
        let words = meant("wnag");
        let place = |word: &str| words.iter().position(|found| found == word);
        assert!(place("wang") < place("wmag"), "a swap is likelier than a neighbouring key");
        assert!(place("wbag") < place("wzag"), "a neighbouring key is likelier than a far one");
        assert!(place("wang").is_some() && place("wzag").is_some(), "both are meant");
        assert!(!words.contains(&"wnag".to_owned()), "the word itself was asked for already");
    }

    #[test]
    fn short_long_and_other_words_are_left_alone() {
        for typed in ["", "wjg", "王建国国", "wang1", &"w".repeat(25)] {
            assert!(meant(typed).is_empty(), "{typed}");
        }
    }
}
