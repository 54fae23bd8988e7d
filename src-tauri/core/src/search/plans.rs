//! The keys and expressions that a question becomes, in the order in which their hits are worth showing. Pure.

use std::collections::HashSet;

use super::matching;
use super::question::Term;
use super::tokens::{COMPANY, COMPANY_FILED, WEAK, WHOLE, filed_length};

/// Returns the keys of the small index under which one term may stand.
pub(crate) fn active_keys(term: &Term) -> Vec<String> {
    let mut keys = spellings(term.text());
    if term.text().chars().count() > 1 {
        keys.push(format!("{COMPANY}{}", term.text()));
    }
    keys
}

/// Returns terms of one kind joined in every order in which people type a name.
pub(crate) fn joined(names: &[&Term]) -> Vec<String> {
    let letters = names.iter().all(|term| matches!(term, Term::Letters(_)));
    let signs = names.iter().all(|term| matches!(term, Term::Signs(_)));
    if !(letters || signs) || names.is_empty() {
        return Vec::new();
    }
    let order = |order: Vec<usize>| order.into_iter().filter_map(|index| names.get(index)).map(|term| term.text()).collect();
    let mut all: Vec<String> = matching::orders(names.len()).into_iter().map(order).collect();
    let mut seen = HashSet::new();
    all.retain(|text| seen.insert(text.clone()));
    all
}

/// Returns `text`, and where `zh`, `ch`, `sh` stand for an initial, the text with that initial alone (`zhjg` → `zjg`).
pub(crate) fn spellings(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().collect();
    let is_initial = |at: usize| {
        let start = matches!(letters.get(at.wrapping_sub(1)), Some('z' | 'c' | 's'));
        let vowel = matches!(letters.get(at + 1), Some('a' | 'e' | 'i' | 'o' | 'u' | 'v'));
        letters.get(at) == Some(&'h') && start && !vowel
    };
    let short: String = letters.iter().enumerate().filter(|(at, _)| !is_initial(*at)).map(|(_, letter)| *letter).collect();
    if short == text { vec![text.to_owned()] } else { vec![text.to_owned(), short] }
}

/// Returns the expressions to ask the large index, in the order in which their hits are worth showing.
pub(crate) fn plans(names: &[&Term]) -> Vec<String> {
    let mut plans = Vec::new();
    let joined: Vec<String> = joined(names).iter().flat_map(|text| spellings(text)).collect();
    for text in joined.iter().filter(|text| text.chars().count() > 1) {
        plans.push(quoted(&format!("{text}{WHOLE}")));
    }
    plans.extend(joined.iter().map(|text| beginning("", text)));
    plans.extend(joined.iter().map(|text| beginning(&WEAK.to_string(), text)));
    if let [term] = names {
        plans.extend(company(term));
    } else {
        let any = names.iter().map(|term| {
            let text = term.text();
            let ways = [Some(beginning("", text)), Some(beginning(&WEAK.to_string(), text)), company(term)];
            format!("({})", ways.into_iter().flatten().collect::<Vec<_>>().join(" OR "))
        });
        plans.push(any.collect::<Vec<_>>().join(" AND "));
    }
    plans
}

/// Returns the one expression that a question of these names costs at least: the joined name from its beginning, or where it
/// cannot be joined every part of it.
pub(crate) fn bare_plan(names: &[&Term]) -> Option<String> {
    joined(names).first().map(|text| beginning("", text)).or_else(|| plans(names).pop())
}

/// Returns the one expression for a word that was probably meant: the whole name, its beginning, or a part of it.
pub(crate) fn meant(word: &str) -> String {
    let whole = quoted(&format!("{word}{WHOLE}"));
    format!("{whole} OR {} OR {}", beginning("", word), beginning(&WEAK.to_string(), word))
}

fn company(term: &Term) -> Option<String> {
    let start: String = term.text().chars().take(COMPANY_FILED).collect();
    (start.chars().count() > 1).then(|| quoted(&format!("{COMPANY}{start}")))
}

/// Returns the expression for a word that begins so: filed as a word of its own where it is short.
fn beginning(mark: &str, text: &str) -> String {
    let range = if text.chars().count() > filed_length(text) { " *" } else { "" };
    format!("{}{range}", quoted(&format!("{mark}{text}")))
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::super::question::Question;
    use super::*;

    #[test]
    fn a_name_is_asked_for_whole_then_begun_then_weakly() {
        let check = |typed: &str, expected: &[&str]| {
            let question = Question::of(typed);
            let terms: Vec<&Term> = question.readings.last().map(|terms| terms.iter().collect()).unwrap_or_default();
            assert_eq!(plans(&terms), expected, "plans for {typed}");
        };
        check("w", &["\"w\"", "\"~w\""]);
        check("wjg", &["\"wjg$\"", "\"wjg\"", "\"~wjg\"", "\"&wjg\""]);
        check("wangjian", &["\"wangjian$\"", "\"wangjian\" *", "\"~wangjian\" *", "\"&wang\""]);
        check("王建国", &["\"王建国$\"", "\"王建国\"", "\"~王建国\"", "\"&王建国\""]);
        check("王 jg", &["(\"王\" OR \"~王\") AND (\"jg\" OR \"~jg\" OR \"&jg\")"]);
    }

    #[test]
    fn two_letters_of_an_initial_are_also_one() {
        let check = |typed: &str, expected: &[&str]| assert_eq!(spellings(typed), expected, "spellings of {typed}");
        check("zhjg", &["zhjg", "zjg"]);
        check("wzhg", &["wzhg", "wzg"]);
        check("zhang", &["zhang"]);
        check("wang", &["wang"]);
    }

    #[test]
    fn words_are_joined_in_every_order() {
        let (one, other) = (Term::Letters("white".to_owned()), Term::Letters("j".to_owned()));
        assert_eq!(joined(&[&one, &other]), ["whitej", "jwhite"], "family name first or last");
        assert!(joined(&[&one, &Term::Signs("王".to_owned())]).is_empty(), "signs and letters make no one word");
    }
}
