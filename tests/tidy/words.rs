//! What stands nowhere: unfinished work, silenced lints, a clock below the shells, a machine's own paths.

use super::{
    hold, sample,
    source::{self, split},
};

/// A word that may not stand in a text, and why.
struct Ban {
    word: &'static str,
    why: &'static str,
}

const fn ban(word: &'static str, why: &'static str) -> Ban {
    Ban { word, why }
}

/// Returns each line of `text` in which a ban's word stands.
fn standing(text: &str, bans: &[Ban]) -> Vec<String> {
    let mut faults = Vec::new();
    for (at, line) in text.lines().enumerate() {
        faults
            .extend(bans.iter().filter(|ban| holds(line, ban.word)).map(|ban| format!("{}: {} ({})", at + 1, ban.word, ban.why)));
    }
    faults
}

/// A word that is all letters counts only where no letter stands beside it.
fn holds(line: &str, word: &str) -> bool {
    let whole = word.chars().all(|sign| sign.is_ascii_alphanumeric());
    line.match_indices(word).any(|(at, _)| {
        let beside = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_alphanumeric() || sign == '_');
        !whole || (!beside(line[..at].chars().next_back()) && !beside(line[at + word.len()..].chars().next()))
    })
}

// The words are put together here, so that this file does not hold them itself.
const UNFINISHED: &[Ban] = &[
    ban(concat!("TO", "DO"), "finish it or leave it out"),
    ban(concat!("FIX", "ME"), "mend it"),
    ban(concat!("to", "do!("), "finish it"),
    ban(concat!("unimple", "mented!("), "finish it"),
];

const SILENCED: &[Ban] = &[
    ban(concat!("#[ig", "nore"), "a test that does not run is none"),
    ban(concat!("#[al", "low("), "mend what the lint says"),
    ban(concat!("#![al", "low("), "mend what the lint says"),
    ban(concat!("#[ex", "pect("), "mend what the lint says"),
];

const SILENCED_IN_THE_PAGE: &[Ban] = &[
    ban(concat!(".sk", "ip("), "a test that does not run is none"),
    ban(concat!(".on", "ly("), "the other tests must run too"),
    ban(concat!(" as ", "any"), "give it a type"),
    ban(concat!("eslint-", "disable"), "mend what the lint says"),
    ban(concat!("oxlint-", "disable"), "mend what the lint says"),
    ban(concat!("@ts-", "ignore"), "mend what the compiler says"),
    ban(concat!("@ts-", "expect-error"), "mend what the compiler says"),
];

const PANICS: &[Ban] = &[ban(".unwrap()", "handle it, or expect(\"why this cannot fail\")")];

const CLOCKS: &[Ban] = &[
    ban("SystemTime::now", "the shells hand in the time"),
    ban("Instant::now", "the shells hand in the time"),
    ban("Utc::now", "the shells hand in the time"),
    ban("Local::now", "the shells hand in the time"),
    ban("getrandom", "the shells hand in entropy"),
    ban("thread_rng", "the shells hand in entropy"),
    ban("rand::rng(", "the shells hand in entropy"),
    ban("rand::random", "the shells hand in entropy"),
    ban("OsRng", "the shells hand in entropy"),
    ban("from_os_rng", "the shells hand in entropy"),
    ban("RandomState::new", "its order differs from run to run"),
];

const ELSEWHERE: &[Ban] = &[
    ban(concat!("/wo", "rk/"), "a path of one machine"),
    ban(concat!("/t", "mp/"), "a path of one machine"),
    ban(concat!("/ro", "ot/"), "a path of one machine"),
    ban(concat!("/ho", "me/"), "a path of one machine"),
    ban(concat!("/Us", "ers/"), "a path of one machine"),
    ban(concat!("C:", "\\Users"), "a path of one machine"),
    ban(concat!("Cla", "ude"), "not about the house"),
    ban(concat!("cla", "ude"), "not about the house"),
    ban(concat!("Anth", "ropic"), "not about the house"),
    ban(concat!("Ope", "nAI"), "not about the house"),
    ban(concat!("Chat", "GPT"), "not about the house"),
    ban(concat!("L", "LM"), "not about the house"),
    ban(concat!("A", "I"), "not about the house"),
    ban(concat!("AG", "ENTS.md"), "not about the house"),
    ban(concat!("sub", "agent"), "not about the house"),
    ban(concat!("coding ", "agent"), "not about the house"),
    ban(concat!("PROD", "UCT.md"), "a document that is not in the project"),
    ban(concat!("PROM", "ISES.md"), "a document that is not in the project"),
    ban(concat!("DES", "IGN.md"), "a document that is not in the project"),
    ban(concat!("CL", "I.md"), "a document that is not in the project"),
    ban(concat!("DA", "TA.md"), "a document that is not in the project"),
    ban(concat!("registry.npm", "js.org"), "one place that packages come from"),
    ban(concat!("static.", "crates.io"), "one place that packages come from"),
    ban(concat!("\"reso", "lved\":"), "one place that packages come from"),
];

/// The pages of packages that are written by `cargo` and `npm` themselves.
const LOCK_FILES: &[&str] = &["Cargo.lock"];

#[test]
fn nothing_is_unfinished() {
    hold(&source::all(), |source| standing(&source.text, UNFINISHED));
}

#[test]
fn nothing_is_silenced() {
    let rust = source::files(&["src-tauri/", "tests/", "xtask/"], &[".rs"]);
    hold(&rust, |source| standing(&split(&source.text).code, SILENCED));
    hold(&source::page(), |source| standing(&source.text, SILENCED_IN_THE_PAGE));
}

#[test]
fn nothing_panics_without_a_reason() {
    hold(&source::files(&["src-tauri/", "xtask/"], &[".rs"]), |source| standing(&source.code(), PANICS));
}

#[test]
fn the_core_reads_no_clock_and_draws_no_lots() {
    hold(&source::core(), |source| standing(&source.code(), CLOCKS));
}

#[test]
fn nothing_tells_of_another_place() {
    let mut found = source::all();
    found.retain(|source| !LOCK_FILES.contains(&source.path.as_str()));
    hold(&found, |source| standing(&source.text, ELSEWHERE));
}

#[test]
fn every_banned_word_is_found_and_its_like_is_not() {
    for ban in [UNFINISHED, SILENCED, SILENCED_IN_THE_PAGE, PANICS, CLOCKS, ELSEWHERE].into_iter().flatten() {
        assert_eq!(standing(&format!("first\n x {} y", ban.word), &[ban_of(ban)]).len(), 1, "{}", ban.word);
    }
    assert!(standing("MASTODONS AIR", &[ban(concat!("TO", "DO"), ""), ban(concat!("A", "I"), "")]).is_empty(), "parts of words");
    let clock = sample("src-tauri/core/src/a.rs", "fn a() { Instant::now() }\n#[cfg(test)]\nmod tests {\n    Utc::now()\n}\n");
    assert_eq!(standing(&clock.code(), CLOCKS).len(), 1, "code is looked at, tests are not");
}

fn ban_of(ban: &Ban) -> Ban {
    Ban { ..*ban }
}
