//! What a person typed: checked once at the door, then kept exactly as written.

use super::error::Common;

/// Longest name of a person, company or user, in characters.
pub const NAME_MAX: usize = 200;
/// Longest one-line text: a wish, a reason, a promise, in characters.
pub const LINE_MAX: usize = 500;
/// Longest free text: the words of a complaint, a note, in characters.
pub const NOTE_MAX: usize = 4_000;

/// Digits of the shortest payment card's number. Source: ISO/IEC 7812, as issued.
const CARD_DIGITS_MIN: usize = 13;
/// Digits of the longest.
const CARD_DIGITS_MAX: usize = 19;

/// Returns `text` as it stands where the field takes it.
///
/// Errors: [`Common::Empty`], [`Common::TooLong`], [`Common::BadCharacter`] for NUL, [`Common::CardNumber`].
pub fn required(field: &'static str, text: &str, max: usize) -> Result<String, Common> {
    if text.trim().is_empty() {
        return Err(Common::Empty { field });
    }
    optional(field, text, max)
}

/// Returns `text` as it stands; it may be empty.
///
/// Errors: as [`required`], but for [`Common::Empty`].
pub fn optional(field: &'static str, text: &str, max: usize) -> Result<String, Common> {
    if text.contains('\0') {
        return Err(Common::BadCharacter { field });
    }
    if text.len() > max && text.chars().count() > max {
        return Err(Common::TooLong { field, max });
    }
    if holds_card_number(text) {
        return Err(Common::CardNumber { field });
    }
    Ok(text.to_owned())
}

/// Returns whether a payment card's number stands in `text`: a run of digits (spaces and hyphens between) with a known
/// issuer's prefix and length that passes Luhn. Source: ISO/IEC 7812; PROMISES 28.
pub fn holds_card_number(text: &str) -> bool {
    // The shortest number has 13 digits, in any writing at least a byte each: most names end here.
    if text.len() < CARD_DIGITS_MIN {
        return false;
    }
    // Digits stand in groups with one sign between: whatever is joined may be a telephone and a card beside it.
    let mut groups: Vec<Vec<u8>> = Vec::new();
    let mut between = 0;
    for letter in text.chars().chain(std::iter::once('\u{1}')) {
        match folded_digit(letter) {
            Some(digit) => {
                match groups.last_mut() {
                    Some(group) if between == 0 => group.push(digit),
                    _ => groups.push(vec![digit]),
                }
                between = 0;
            }
            None if joins(letter) => between += 1,
            None => {
                if groups_hold_card(&groups) {
                    return true;
                }
                (groups, between) = (Vec::new(), 0);
            }
        }
    }
    false
}

/// Returns whether a sign may stand between the digits of one number.
fn joins(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '－' | '‐' | '–' | '.' | '·' | '\u{200b}')
}

/// Returns whether groups that stand beside one another make a card's number together.
fn groups_hold_card(groups: &[Vec<u8>]) -> bool {
    (0..groups.len()).any(|first| {
        let mut run: Vec<u8> = Vec::new();
        for group in &groups[first..] {
            run.extend(group);
            if run.len() > CARD_DIGITS_MAX {
                return false;
            }
            if run_holds_card(&run) {
                return true;
            }
        }
        false
    })
}

fn folded_digit(letter: char) -> Option<u8> {
    match letter {
        '0'..='9' => Some(letter as u8 - b'0'),
        '０'..='９' => u8::try_from(letter as u32 - '０' as u32).ok(),
        _ => None,
    }
}

fn run_holds_card(run: &[u8]) -> bool {
    (CARD_DIGITS_MIN..=CARD_DIGITS_MAX).contains(&run.len()) && issuer_fits(run) && luhn(run)
}

fn issuer_fits(run: &[u8]) -> bool {
    let head = |digits: usize| run.iter().take(digits).fold(0u32, |sum, digit| sum * 10 + u32::from(*digit));
    match run.len() {
        13 => head(1) == 4,
        14 => matches!(head(3), 300..=305) || matches!(head(2), 36 | 38 | 39),
        15 => matches!(head(2), 34 | 37),
        16 => head(1) == 4 || matches!(head(2), 51..=55 | 62 | 65) || matches!(head(4), 2221..=2720 | 3528..=3589 | 6011),
        17..=19 => head(2) == 62 || (run.len() == 19 && head(1) == 4),
        _ => false,
    }
}

fn luhn(run: &[u8]) -> bool {
    let sum: u32 = run
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(*digit);
            if place % 2 == 0 {
                digit
            } else if digit > 4 {
                digit * 2 - 9
            } else {
                digit * 2
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// First characters that a spreadsheet may take for a formula, or that would hide our own escape.
pub const RISKY: &[char] = &['=', '+', '-', '@', '\t', '\r', '\''];

/// Returns free text as a file for spreadsheets has it: one leading apostrophe before what might be taken for a formula.
pub fn harmless(text: &str) -> std::borrow::Cow<'_, str> {
    if text.starts_with(RISKY) { format!("'{text}").into() } else { text.into() }
}

/// Returns free text as one field of a CSV file for spreadsheets: no formula, and in quotes where a comma, a quote or a
/// line's end stands in it.
pub fn csv_field(words: &str) -> std::borrow::Cow<'_, str> {
    let words = harmless(words);
    if words.contains([',', '"', '\n', '\r']) { format!("\"{}\"", words.replace('"', "\"\"")).into() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_takes_what_a_guest_may_say_and_refuses_what_it_cannot_hold() {
        assert_eq!(required("words", "𠮷野家 \u{200f}שלום", 20).as_deref(), Ok("𠮷野家 \u{200f}שלום"), "any script as it stands");
        assert_eq!(required("words", " \n", 20), Err(Common::Empty { field: "words" }));
        assert_eq!(required("words", "a\0b", 20), Err(Common::BadCharacter { field: "words" }));
        assert_eq!(required("words", &"长".repeat(21), 20), Err(Common::TooLong { field: "words", max: 20 }));
    }

    #[test]
    fn a_card_number_is_seen_however_it_is_spaced_and_a_phone_is_not() {
        let cases = [
            ("4111 1111 1111 1111", true), // the test number every issuer's handbook prints
            ("卡号４１１１１１１１１１１１１１１１", true),
            ("3782-822463-10005", true),
            ("4111 1111 1111 1112", false), // Luhn fails
            ("138 1234 8812", false),
            ("订单 1234567890123456789", false), // no issuer begins with 12
        ];
        for (text, expected) in cases {
            assert_eq!(holds_card_number(text), expected, "case of {} characters", text.chars().count());
        }
    }
}
