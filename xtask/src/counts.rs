//! How many tests passed and failed, read from the summaries that the runners print.

use std::ops::AddAssign;

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Returns what a line of cargo's or vitest's output counts, or nothing where it is no summary of tests.
///
/// cargo: `test result: ok. 12 passed; 0 failed; …`; vitest: `Tests  1 failed | 11 passed (12)`.
pub fn summary(line: &str) -> Option<Counts> {
    let line = plain(line);
    let line = line.trim();
    let rest = line.strip_prefix("test result:").or_else(|| line.strip_prefix("Tests "))?;
    Some(Counts { passed: before(rest, "passed"), failed: before(rest, "failed") })
}

/// Returns the number that stands before `word`, 0 where the word is absent.
fn before(text: &str, word: &str) -> u64 {
    let mut words = text.split_whitespace().peekable();
    while let Some(number) = words.next() {
        let next = words.peek().map(|next| next.trim_end_matches([';', '|', ',']));
        if next == Some(word) {
            return number.parse().unwrap_or(0);
        }
    }
    0
}

/// Removes the colours of a terminal.
fn plain(line: &str) -> String {
    let mut out = String::new();
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        if letter == '\u{1b}' {
            letters.by_ref().find(|end| end.is_ascii_alphabetic());
        } else {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: Option<(u64, u64)>) {
        let found = summary(line).map(|counts| (counts.passed, counts.failed));
        assert_eq!(found, expected, "{line:?}");
    }

    #[test]
    fn summaries_of_both_runners_are_read_and_nothing_else() {
        check("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.10s", Some((12, 0)));
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored", Some((3, 2)));
        check("      Tests  34 passed (34)", Some((34, 0)));
        check("      Tests  1 failed | 11 passed (12)", Some((11, 1)));
        check("\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m7 passed\u{1b}[39m\u{1b}[22m (7)", Some((7, 0)));
        check(" Test Files  4 passed (4)", None);
        check("test rules::a_test_passed ... ok", None);
    }
}
