//! Every language says everything: the same keys, a sentence for each refusal, a name for each operation.

use std::collections::{BTreeMap, BTreeSet};

use lobby_core::audit::op::Op;

use super::{
    functions, sample,
    source::{self, Source, split},
};

const LANGUAGES: &[&str] = &["zh-CN", "en", "zh-TW"];

type Texts = BTreeMap<String, String>;

fn texts(language: &str) -> Texts {
    let text = source::read(&format!("assets/locales/{language}.json"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{language}: {error}"))
}

/// Returns the keys that one of the two has and the other lacks.
fn differing(one: &Texts, other: &Texts) -> Vec<String> {
    let keys = |texts: &Texts| texts.keys().cloned().collect::<BTreeSet<String>>();
    keys(one).symmetric_difference(&keys(other)).cloned().collect()
}

/// Returns the codes of every refusal in these Rust sources.
fn codes(sources: &[Source]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for source in sources.iter().filter(|source| !source.is_test()) {
        let split = split(&source::without_tests(&source.text));
        let named = functions::rust(&split.code).into_iter().filter(|function| function.name == "code");
        for function in named.filter(|function| function.head.contains("&'static str")) {
            let lines = function.line..function.line + function.lines;
            found.extend(split.strings.iter().filter(|said| lines.contains(&said.line)).map(|said| said.text.clone()));
        }
        let calls = ["Fault::refused(", "Fault::failed(", "Stop::refused(", "Stop::usage("];
        let refused = |said: &&source::Said| calls.iter().any(|call| said.before.ends_with(call));
        found.extend(split.strings.iter().filter(refused).map(|said| said.text.clone()));
    }
    found
}

/// Returns each of `keys` that `texts` lacks or leaves empty.
fn mute(texts: &Texts, keys: impl Iterator<Item = String>) -> Vec<String> {
    keys.filter(|key| texts.get(key).is_none_or(|text| text.trim().is_empty())).collect()
}

#[test]
fn the_languages_have_the_same_keys() {
    let first = texts(LANGUAGES[0]);
    for language in &LANGUAGES[1..] {
        assert_eq!(differing(&first, &texts(language)), Vec::<String>::new(), "{language} differs from {}", LANGUAGES[0]);
    }
}

#[test]
fn every_refusal_says_what_and_why_in_every_language() {
    let found = codes(&source::files(&["src-tauri/"], &[".rs"]));
    assert!(found.len() > 40 && found.contains("not_allowed") && found.contains("file_newer"), "the codes were read: {found:?}");
    for language in LANGUAGES {
        // `commit_unknown` has the words of its kind: it is told as being looked into, and never as refused.
        let keys = found.iter().filter(|code| *code != "commit_unknown");
        let keys = keys.flat_map(|code| ["what", "why"].map(|part| format!("fault.{code}.{part}")));
        assert_eq!(mute(&texts(language), keys), Vec::<String>::new(), "{language}");
    }
}

#[test]
fn every_operation_has_a_name_in_every_language() {
    for language in LANGUAGES {
        let keys = Op::ALL.iter().map(|op| format!("op.{}", op.word()));
        assert_eq!(mute(&texts(language), keys), Vec::<String>::new(), "{language}");
    }
}

#[test]
fn a_text_that_is_missing_is_found() {
    let one: Texts = [("a", "A"), ("b", " ")].map(|(key, text)| (key.to_owned(), text.to_owned())).into();
    let other: Texts = [("a", "A"), ("c", "C")].map(|(key, text)| (key.to_owned(), text.to_owned())).into();
    assert_eq!(differing(&one, &other), ["b", "c"]);
    assert_eq!(mute(&one, ["a", "b", "c"].map(str::to_owned).into_iter()), ["b", "c"], "an empty text says nothing");
    let refusal = "impl Refusal for A {\n    fn code(&self) -> &'static str {\n        match self {\n            Self::B => \"never_heard\",\n        }\n    }\n}\nfn b() {\n    Fault::refused(\"at_the_shell\")\n}\n";
    let found = codes(&[sample("src-tauri/core/src/a.rs", refusal)]);
    assert_eq!(found.into_iter().collect::<Vec<_>>(), ["at_the_shell", "never_heard"]);
}
