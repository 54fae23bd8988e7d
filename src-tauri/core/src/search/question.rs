//! What a person typed into the box, taken apart. Pure.

use super::fold::{is_unspaced, letters, plain};
use super::names;

/// Longest text that is looked at, in characters.
pub(crate) const TYPED_MAX: usize = 100;
/// Terms of one question that are looked at.
pub(crate) const TERMS_MAX: usize = 6;
/// Letters or digits from which a text may be the beginning of a code or a mail address.
const CODE_MIN: usize = 3;
/// Digits from which several groups together are read as one telephone number.
const PHONE_MIN: usize = 7;

/// One thing the guest must be known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Term {
    /// Folded Han, kana or Hangul.
    Signs(String),
    /// Small ASCII letters: pinyin, initials, a word.
    Letters(String),
    /// ASCII digits.
    Digits(String),
}

impl Term {
    /// Returns what is compared.
    pub(crate) fn text(&self) -> &str {
        match self {
            Self::Signs(text) | Self::Letters(text) | Self::Digits(text) => text,
        }
    }

    /// Whether it can only be part of a name, a company or an address.
    pub(crate) fn is_name(&self) -> bool {
        !matches!(self, Self::Digits(_))
    }
}

/// A question in every way it can be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Question {
    /// Ways to read it as terms that must all fit, the likeliest first.
    pub(crate) readings: Vec<Vec<Term>>,
    /// The whole as the beginning of a code or mail address, small letters.
    pub(crate) code: Option<String>,
}

impl Question {
    /// Returns what `typed` asks; nothing can be refused, an empty text asks nothing.
    pub(crate) fn of(typed: &str) -> Self {
        let typed: String = plain(typed).trim().chars().take(TYPED_MAX).collect();
        let terms = without_titles(terms(&typed));
        let mut readings = Vec::new();
        if !terms.is_empty() {
            readings.extend(as_phone(&typed, &terms));
            readings.push(terms);
        }
        Self { readings, code: as_code(&typed) }
    }
}

/// Takes the text apart at every change of kind: `w1206` asks for `w` and `1206`, `王jg` for `王` and `jg`.
fn terms(typed: &str) -> Vec<Term> {
    let mut terms = Vec::new();
    let mut run = String::new();
    let mut kind = Kind::Gap;
    for sign in typed.chars().chain(std::iter::once(' ')) {
        let next = Kind::of(sign, kind);
        if next != kind {
            terms.extend(kind.term(&run));
            run.clear();
            kind = next;
        }
        run.push(sign);
    }
    terms.truncate(TERMS_MAX);
    terms
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Gap,
    Signs,
    Letters,
    Digits,
}

impl Kind {
    fn of(sign: char, before: Self) -> Self {
        match sign {
            '0'..='9' => Self::Digits,
            // O'Brien is one word, and a mark belongs to the letter before it.
            '\'' | '’' | '`' => before,
            _ if is_unspaced(sign) => Self::Signs,
            _ if unicode_normalization::char::is_combining_mark(sign) => before,
            _ if sign.is_alphanumeric() => Self::Letters,
            _ => Self::Gap,
        }
    }

    fn term(self, run: &str) -> Option<Term> {
        let term = match self {
            Self::Gap => return None,
            Self::Signs => Term::Signs(names::folded_writing(run)),
            Self::Letters => Term::Letters(letters(run)),
            Self::Digits => Term::Digits(run.chars().filter(char::is_ascii_digit).collect()),
        };
        (!term.text().is_empty()).then_some(term)
    }
}

fn without_titles(terms: Vec<Term>) -> Vec<Term> {
    let is_title = |term: &Term| match term {
        Term::Letters(text) => names::is_title(text),
        Term::Signs(text) => matches!(text.as_str(), "先生" | "女士" | "小姐" | "太太"),
        Term::Digits(_) => false,
    };
    if terms.iter().all(is_title) {
        return terms;
    }
    terms.into_iter().filter(|term| !is_title(term)).collect()
}

/// Reads groups of digits (`+86 138 1234 8812`) as one number.
fn as_phone(typed: &str, terms: &[Term]) -> Option<Vec<Term>> {
    let several = terms.len() > 1 && terms.iter().all(|term| matches!(term, Term::Digits(_)));
    let abroad = typed.starts_with("+86") || typed.starts_with("0086");
    let all: String = terms.iter().map(Term::text).collect();
    if !(several || abroad) || all.len() < PHONE_MIN || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let home = all.strip_prefix("0086").or_else(|| all.strip_prefix("86")).filter(|_| abroad);
    Some(vec![Term::Digits(home.unwrap_or(&all).to_owned())])
}

/// Reads one word as the beginning of a code (ticket, confirmation, member number with letters) or of a mail address.
fn as_code(typed: &str) -> Option<String> {
    let fits = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.' | '@' | '+' | '/');
    (typed.len() >= CODE_MIN && typed.chars().all(fits)).then(|| typed.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(reading: &[Term]) -> String {
        let shown = reading.iter().map(|term| match term {
            Term::Signs(text) => format!("s:{text}"),
            Term::Letters(text) => format!("l:{text}"),
            Term::Digits(text) => format!("d:{text}"),
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_question_is_taken_apart_at_every_change_of_kind() {
        let check = |typed: &str, expected: &str| {
            let question = Question::of(typed);
            assert_eq!(question.readings.last().map(|terms| shown(terms)).unwrap_or_default(), expected, "terms of {typed:?}");
        };
        check("w 8812", "l:w d:8812");
        check("w8812", "l:w d:8812");
        check("ｗ　８８１２", "l:w d:8812");
        check("王建國", "s:王建国");
        check("王jg 1206", "s:王 l:jg d:1206");
        check("wang jg", "l:wang l:jg");
        check("王先生", "s:王");
        check("王先生 8812", "s:王 d:8812");
        check("Mr White", "l:white");
        check("O'Brien", "l:obrien");
        check("Müller", "l:muller");
        check("吕 lü", "s:吕 l:lu");
        check("WHITE/James", "l:white l:james");
        check("   ", "");
        check("\"*^(){}:-", "");
        check("\0 OR 1=1; DROP", "l:or d:1 d:1 l:drop");
    }

    #[test]
    fn groups_of_digits_are_also_one_telephone_number() {
        let check = |typed: &str, expected: &str| {
            let question = Question::of(typed);
            assert_eq!(question.readings.first().map(|terms| shown(terms)).unwrap_or_default(), expected, "number in {typed:?}");
        };
        check("138 1234 8812", "d:13812348812");
        check("+86 138-1234-8812", "d:13812348812");
        check("+8613812348812", "d:13812348812");
        check("1206 8812", "d:12068812");
        check("12 06", "d:12 d:06");
    }

    #[test]
    fn one_word_may_begin_a_code() {
        let check = |typed: &str, expected: Option<&str>| {
            assert_eq!(Question::of(typed).code.as_deref(), expected, "code in {typed:?}");
        };
        check("TS-20260714-A03", Some("ts-20260714-a03"));
        check("Wang88@", Some("wang88@"));
        check("w 8812", None);
        check("w1", None);
        check("王建国", None);
    }

    #[test]
    fn an_endless_question_is_cut() {
        let question = Question::of(&"w 1 ".repeat(10_000));
        assert_eq!(question.readings.last().map(Vec::len), Some(TERMS_MAX), "terms have a limit");
    }
}
