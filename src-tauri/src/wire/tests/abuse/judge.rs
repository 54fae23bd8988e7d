//! What may not come of an input, whatever it was.

use std::collections::BTreeMap;

use lobby_core::{audit::op::Op, base::role::Role};
use serde_json::Value;

use super::house::{Answer, House, Seen, panics};

/// One question and what stood around it.
pub(super) struct Asked<'a> {
    pub(super) command: &'a str,
    pub(super) nth: usize,
    pub(super) role: Option<Role>,
    /// Whether this person may ask it at all.
    pub(super) allowed: bool,
    pub(super) payload: &'a Value,
    pub(super) before: Seen,
    pub(super) after: Seen,
}

/// What should not be.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) command: String,
    pub(super) nth: usize,
    pub(super) role: Option<Role>,
    pub(super) what: &'static str,
    pub(super) detail: String,
}

pub(super) const PANICKED: &str = "panic";
pub(super) const SILENT: &str = "answer nothing";
pub(super) const WITHOUT_LEAVE: &str = "do what the person may not";
pub(super) const CHANGED: &str = "change the file and refuse";
pub(super) const NO_FAULT: &str = "answer something else than a code";
pub(super) const LEAKED: &str = "tell more than the code";
pub(super) const FAILED: &str = "fail where it should refuse";

/// Codes of refusals that are written down: who was denied what, and that a PIN was guessed.
const WRITTEN_DOWN: &[&str] = &["not_allowed", "pin_again", "wrong_pin", "pin_too_soon"];
/// Counts a try before it looks at the code, and takes it back where the code was not what refused.
const COUNTS_TRIES: &[&str] = &["phone_approve"];
/// Failures that no input may bring about: the schema or a thread had to stop what a rule should have refused.
const FAILURES: &[&str] = &["database_failed", "commit_unknown", "damaged", "thread_ended"];
/// Words of our own insides.
const INSIDES: &[&str] = &[
    "lobby_core",
    "::",
    ".rs",
    "struct ",
    "enum ",
    "panicked",
    "expected ",
    "missing field",
    "SELECT ",
    "INSERT ",
    "UPDATE ",
    "sqlite",
    "constraint",
    "os error",
];

/// Refusals that name the columns which a file lacks, as the system writes them that the file comes from: `#_of_nights`.
const NAMES_COLUMNS: &[&str] = &["import_header"];

/// The longest argument: a list of the columns that a file lacks.
const ARG_MAX: usize = 2_000;

/// Judges what a house answered.
pub(super) struct Judge<'h> {
    house: &'h House,
}

impl<'h> Judge<'h> {
    pub(super) fn of(house: &'h House) -> Self {
        Self { house }
    }

    pub(super) fn found(&self, asked: &Asked<'_>, answer: &Answer) -> Vec<Found> {
        let mut found = Vec::new();
        let mut find = |what, detail: String| {
            found.push(Found { command: asked.command.to_owned(), nth: asked.nth, role: asked.role, what, detail });
        };
        for at in panics() {
            find(PANICKED, at);
        }
        match answer {
            Answer::Silence => find(SILENT, String::new()),
            Answer::Yes(_) if !asked.allowed => find(WITHOUT_LEAVE, String::new()),
            Answer::Yes(_) => {}
            Answer::No(value) => {
                let code = value["code"].as_str().unwrap_or_default();
                let noted = WRITTEN_DOWN.contains(&code) || COUNTS_TRIES.contains(&asked.command);
                let noted = noted && asked.before.rows == asked.after.rows;
                if asked.before != asked.after && !noted {
                    find(CHANGED, code.to_owned());
                }
                if FAILURES.contains(&code) {
                    find(FAILED, format!("{code} {} {}", value["args"], asked.payload));
                }
                match self.told(value, asked.payload) {
                    Told::Code => {}
                    Told::NoFault => find(NO_FAULT, value.to_string()),
                    Told::More => find(LEAKED, value.to_string()),
                }
            }
        }
        found
    }

    fn told(&self, value: &Value, sent: &Value) -> Told {
        let fields: Vec<&str> = value.as_object().map(|fields| fields.keys().map(String::as_str).collect()).unwrap_or_default();
        let code = value["code"].as_str().unwrap_or_default();
        if fields != ["args", "code", "kind"] || !is_code(code) {
            return Told::NoFault;
        }
        let args = value["args"].as_object().into_iter().flat_map(|args| args.values());
        let mut args = args.map(|arg| arg.as_str().unwrap_or_default());
        let others = NAMES_COLUMNS.contains(&code);
        if args.all(|arg| names_it(sent, arg) || self.is_ours(arg) && (others || is_plain(arg))) {
            Told::Code
        } else {
            Told::More
        }
    }
}

impl Judge<'_> {
    /// Returns whether an argument is short and tells nothing of our insides.
    fn is_ours(&self, arg: &str) -> bool {
        arg.len() <= ARG_MAX && !INSIDES.iter().any(|word| arg.contains(word)) && !arg.contains(&self.house.path())
    }
}

/// Returns whether an argument is a word of ours or a number.
fn is_plain(arg: &str) -> bool {
    arg.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" _.,:+-()".contains(&byte))
}

enum Told {
    Code,
    NoFault,
    More,
}

fn is_code(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Returns whether this was sent: whole, or as the name of a folder or file in a path; also while it is not whole yet.
fn names_it(sent: &Value, name: &str) -> bool {
    let name = name.strip_suffix(".part").unwrap_or(name);
    match sent {
        Value::String(text) => text == name || text.split('/').any(|piece| piece == name),
        Value::Array(many) => many.iter().any(|value| names_it(value, name)),
        Value::Object(fields) => fields.values().any(|value| names_it(value, name)),
        _ => false,
    }
}

/// Says what was found, each sort of each command once.
pub(super) fn hold(found: &[Found]) {
    let mut sorts: BTreeMap<(&str, &str), (usize, &Found)> = BTreeMap::new();
    for one in found {
        sorts.entry((&one.command, one.what)).or_insert((0, one)).0 += 1;
    }
    let lines: Vec<String> = sorts
        .iter()
        .map(|((command, what), (times, one))| {
            let detail: String = one.detail.chars().take(400).collect();
            format!("{command} must not {what} ({times} times, first input {}, {:?}): {detail}", one.nth, one.role)
        })
        .collect();
    assert!(lines.is_empty(), "{} sorts of abuse went through:\n{}", lines.len(), lines.join("\n"));
}

/// Returns the operations that the command's own source names, with those of the functions beside it that it calls.
pub(super) fn operations_of(module: &str, name: &str) -> Vec<Op> {
    let path = super::super::root().join(format!("src-tauri/src/commands/{module}.rs"));
    let source = std::fs::read_to_string(path).expect("a command's source");
    let mut seen = Vec::new();
    let mut ops = Vec::new();
    gather(&source, name, &mut seen, &mut ops);
    ops
}

fn gather(source: &str, name: &str, seen: &mut Vec<String>, ops: &mut Vec<Op>) {
    if seen.iter().any(|other| other == name) {
        return;
    }
    seen.push(name.to_owned());
    let Some(body) = body_of(source, name) else { return };
    for (at, _) in body.match_indices("Op::") {
        let word: String = body[at + 4..].chars().take_while(|sign| sign.is_alphanumeric()).collect();
        ops.extend(Op::ALL.iter().copied().find(|op| format!("{op:?}") == word));
    }
    for line in source.lines().filter_map(|line| line.split_once("fn ")) {
        let other: String = line.1.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect();
        if body.contains(&format!(" {other}(")) || body.contains(&format!("({other}(")) {
            gather(source, &other, seen, ops);
        }
    }
}

fn body_of<'s>(source: &'s str, name: &str) -> Option<&'s str> {
    let at = source.find(&format!("fn {name}(")).or_else(|| source.find(&format!("fn {name}<")))?;
    let rest = &source[at + 3 + name.len()..];
    Some(&rest[..rest.find("\n}\n").unwrap_or(rest.len())])
}
