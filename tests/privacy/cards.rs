//! No payment card's number is kept: every text field of every input is found in the source and goes through the one door that
//! refuses it, or says why it needs none.

use std::collections::{BTreeMap, BTreeSet};

use lobby_core::base::text::holds_card_number;

/// Fields that hold no words of a person's, each with its reason.
const NO_WORDS: &[(&str, &str)] = include!("no_words.in");

/// One input that comes in, with its text fields.
struct Input {
    module: String,
    name: String,
    fields: Vec<String>,
    /// What its other fields are made of.
    parts: Vec<String>,
}

/// Returns a source without the tests that stand in it; a module of tests in a file of its own may be named anywhere.
fn without_tests(source: &str) -> String {
    let mut kept = source.to_owned();
    while let Some(at) = kept.find("#[cfg(test)]\nmod ") {
        let named = &kept[at..];
        let to = if named.lines().nth(1).is_some_and(|line| line.ends_with(';')) { named.find(';') } else { None };
        kept = format!("{}{}", &kept[..at], to.map_or("", |to| &named[to + 1..]));
    }
    kept
}

fn module_of(path: &str) -> String {
    let inside = path.strip_prefix("src-tauri/core/src/").unwrap_or(path);
    inside.rsplit_once('/').map_or(inside, |(folder, _)| folder).to_owned()
}

/// Returns every struct and enum of a source that can be read from outside, with its fields of text.
fn inputs(path: &str, source: &str) -> Vec<Input> {
    let mut found = Vec::new();
    let mut rest = source;
    while let Some(at) = rest.find("#[derive(") {
        let (derived, after) = rest[at..].split_once(")]").unwrap_or((rest, ""));
        rest = after;
        let Some(body_at) = after.find('{') else { break };
        let head = &after[..body_at];
        let name = head.split_whitespace().skip_while(|word| !matches!(*word, "struct" | "enum")).nth(1);
        let (Some(name), true) = (name, derived.contains("Deserialize")) else { continue };
        let end = after.find("\n}").unwrap_or(after.len());
        let parts =
            after[body_at..end].split(|sign: char| !sign.is_alphanumeric()).filter(|word| word.starts_with(char::is_uppercase));
        let fields = after[body_at..end].lines().filter_map(|line| {
            let line = line.trim().strip_prefix("pub ").unwrap_or(line.trim());
            let (field, kind) = line.split_once(": ")?;
            let is_text = ["String,", "Option<String>,", "Vec<String>,"].contains(&kind.trim());
            (is_text && field.chars().all(|sign| sign.is_alphanumeric() || sign == '_')).then(|| field.to_owned())
        });
        found.push(Input {
            module: module_of(path),
            name: name.trim_end_matches(['<', '(', '{']).to_owned(),
            fields: fields.collect(),
            parts: parts.map(str::to_owned).collect(),
        });
    }
    found
}

/// Returns what is handed to the door in a source: the last name of each second argument.
fn at_the_door(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for door in ["required(", "optional("] {
        for (at, _) in source.match_indices(door) {
            let call: String = source[at + door.len()..].chars().take(200).collect();
            let Some((_, after)) = call.split_once(',') else { continue };
            let argument = after.split([',', ')']).next().unwrap_or_default().trim().trim_start_matches(['&', '*']);
            let name = argument.split(['(', '?']).next().unwrap_or_default().trim_end_matches(".trim");
            names.insert(name.rsplit('.').next().unwrap_or_default().trim().to_owned());
        }
    }
    names
}

/// Returns every input that an operation takes, by its name, with what it is made of.
fn every_input() -> (Vec<Input>, BTreeSet<String>) {
    let sources = crate::tidy::source::core();
    let mut all = Vec::new();
    for source in sources.iter().filter(|source| !source.is_test()) {
        all.extend(inputs(&source.path, &without_tests(&source.text)));
    }
    // What an operation takes is named in its signature.
    let taken = sources
        .iter()
        .filter(|source| !source.path.ends_with("rows.rs"))
        .flat_map(|source| {
            source.text.match_indices("tx: &mut Tx<'_>, ").map(|(at, _)| source.text[at..].chars().take(160).collect())
        })
        .filter_map(|signature: String| {
            signature.split(": &").nth(2).map(|rest| rest.chars().take_while(|sign| sign.is_alphanumeric()).collect())
        })
        .collect();
    (all, taken)
}

/// Returns the name of every input that an operation takes and that holds text, in itself or in what it is made of.
pub fn holding_text() -> BTreeSet<String> {
    let (all, taken) = every_input();
    let mut holding: BTreeSet<&str> =
        all.iter().filter(|input| !input.fields.is_empty()).map(|input| input.name.as_str()).collect();
    loop {
        let more = all.iter().filter(|input| input.parts.iter().any(|part| holding.contains(part.as_str())));
        let more: Vec<&str> = more.map(|input| input.name.as_str()).filter(|name| !holding.contains(name)).collect();
        if more.is_empty() {
            return taken.into_iter().filter(|name| holding.contains(name.as_str())).collect();
        }
        holding.extend(more);
    }
}

#[test]
fn every_text_that_comes_in_goes_through_the_door_or_says_why_not() {
    let sources = crate::tidy::source::core();
    let mut doors: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in sources.iter().filter(|source| !source.is_test()) {
        doors.entry(module_of(&source.path)).or_default().extend(at_the_door(&without_tests(&source.text)));
    }
    let (all, taken) = every_input();
    let reasons: BTreeSet<&str> = NO_WORDS.iter().map(|(field, _)| *field).collect();
    let (mut checked, mut open, mut needed) = (0, Vec::new(), BTreeSet::new());
    for input in all.iter().filter(|input| taken.contains(&input.name)) {
        for field in &input.fields {
            let named = format!("{}.{field}", input.name);
            let through = doors.iter().any(|(module, names)| {
                (module.starts_with(input.module.as_str()) || input.module.starts_with(module.as_str())) && names.contains(field)
            });
            if through {
                checked += 1;
            } else if let Some(known) = reasons.get(named.as_str()) {
                needed.insert(*known);
            } else {
                open.push(named);
            }
        }
    }
    assert!(open.is_empty(), "these texts come in past the door: {open:#?}");
    let idle: Vec<_> = reasons.difference(&needed).collect();
    assert!(idle.is_empty(), "these need no reason any more: {idle:?}");
    assert!(checked > 60, "{checked} text fields of {} inputs", taken.len());
}

#[test]
fn a_text_past_the_door_is_found() {
    let source = "#[derive(Debug, Deserialize, specta::Type)]\npub struct AddThing {\n    pub words: String,\n    pub other: String,\n}\n\
                  pub fn add(tx: &mut Tx<'_>, input: &AddThing) { text::required(\"words\", &input.words, 9)?; }";
    let found = inputs("src-tauri/core/src/thing/mod.rs", source);
    assert_eq!(
        (found[0].name.as_str(), found[0].fields.as_slice()),
        ("AddThing", ["words".to_owned(), "other".to_owned()].as_slice())
    );
    assert_eq!(at_the_door(source), BTreeSet::from(["words".to_owned()]), "other comes in past the door");
}

/// Returns numbers as issuers give them: a prefix and length of theirs, the last digit by Luhn. Source: ISO/IEC 7812.
fn issued(prefix: &str, length: usize, seed: u64) -> String {
    let mut digits: Vec<u32> = prefix.chars().filter_map(|sign| sign.to_digit(10)).collect();
    let mut state = seed;
    while digits.len() + 1 < length {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        digits.push(u32::try_from(state >> 60).unwrap_or(0) % 10);
    }
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match place % 2 {
            0 => digit * 2 / 10 + digit * 2 % 10,
            _ => *digit,
        })
        .sum();
    digits.push((10 - sum % 10) % 10);
    digits.iter().filter_map(|digit| char::from_digit(*digit, 10)).collect()
}

#[test]
fn every_issuer_s_number_is_seen_in_whatever_writing_and_a_wrong_digit_is_not() {
    let issuers = [
        ("4", 16),
        ("4", 13),
        ("4", 19),
        ("51", 16),
        ("2221", 16),
        ("62", 16),
        ("62", 19),
        ("34", 15),
        ("37", 15),
        ("36", 14),
        ("300", 14),
        ("6011", 16),
        ("65", 16),
        ("3528", 16),
    ];
    for (at, (prefix, length)) in issuers.into_iter().enumerate() {
        for seed in 0..50 {
            let number = issued(prefix, length, seed * 31 + at as u64);
            let spaced: String = number.as_bytes().chunks(4).map(|four| format!("{} ", String::from_utf8_lossy(four))).collect();
            let wide: String = number.chars().map(|sign| char::from_u32(sign as u32 + 0xfee0).unwrap_or(sign)).collect();
            let beside = format!("138 1234 8812 {number}，0915 房");
            for text in [number.clone(), spaced.clone(), wide, spaced.replace(' ', "-"), spaced.replace(' ', "\u{a0}"), beside] {
                assert!(
                    holds_card_number(&text),
                    "a number of {prefix}, {length} digits, in a writing of {} signs",
                    text.chars().count()
                );
            }
            let wrong = number.chars().last().and_then(|sign| sign.to_digit(10)).map_or(0, |digit| (digit + 1) % 10);
            assert!(!holds_card_number(&format!("{}{wrong}", &number[..length - 1])), "a wrong last digit");
        }
    }
    for phone in
        ["138 1234 8812", "+86 138 1234 8812", "0571-8888 6666 转 801", "138 1234 8812 / 139 0000 1234", "2026-07-14 14:05 0915"]
    {
        assert!(!holds_card_number(phone), "{phone} is no card");
    }
}
