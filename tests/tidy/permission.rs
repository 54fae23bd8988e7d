//! Permission first: an operation asks whether it may before it looks at anything (ARCHITECTURE, "The one idea").

use super::{
    functions::{self, Function},
    hold, sample,
    source::{self, Source},
};

/// What only a write may take.
const WRITES: &str = "&mut Tx<";

/// Returns each function that remembers without having asked in its first statement, or asks later than that.
fn permission_second(source: &Source) -> Vec<String> {
    let functions = functions::rust(&source.code());
    let wrong = |function: &Function| {
        let first = function.body.split(';').next().unwrap_or_default();
        let asks_first = first.contains(".begin(");
        let remembers = function.body.contains("tx.record(");
        // A part of an operation is handed the proof that the operation asked.
        let proof = function.head.contains("Begun");
        let asks_late = !asks_first && function.body.contains("tx.begin(");
        function.head.contains(WRITES) && (asks_late || (remembers && !asks_first && !proof))
    };
    let told = |function: Function| format!("{}: {} does not begin with tx.begin(…)", function.line, function.name);
    functions.into_iter().filter(wrong).map(told).collect()
}

/// Files that begin a transaction of their own, each with its reason.
const OWN_TRANSACTIONS: &[&str] = &[
    // The index is derived and of this copy alone: building it again is upkeep, not a write that somebody asked for.
    "src-tauri/core/src/search/index.rs",
    // The group's file is none of a hotel's: it holds what packages brought, has no users, and asks nobody's permission.
    "src-tauri/core/src/group/rows.rs",
];

/// Returns each place where a write goes round the store's one door.
fn other_doors(source: &Source) -> Vec<String> {
    if source.path.starts_with("src-tauri/core/src/db/") || OWN_TRANSACTIONS.contains(&source.path.as_str()) {
        return Vec::new();
    }
    let code = source.code();
    ["Connection::open", "TransactionBehavior", ".unchecked_transaction(", ".savepoint("]
        .into_iter()
        .filter(|door| code.contains(door))
        .map(|door| format!(" {door} outside db/"))
        .collect()
}

#[test]
fn every_operation_asks_first() {
    hold(&source::core(), permission_second);
}

#[test]
fn a_file_is_opened_and_a_transaction_begun_in_db_alone() {
    hold(&source::core(), other_doors);
}

#[test]
fn an_operation_that_asks_late_or_never_is_found() {
    let operation = |body: &str| {
        let text = format!("pub fn add(tx: &mut Tx<'_>, new: &New) -> Result<Id> {{\n    {body}\n}}\n");
        permission_second(&sample("src-tauri/core/src/a/mod.rs", &text)).len()
    };
    assert_eq!(operation("let op = tx.begin(Op::AddGuest)?;\n    tx.record(op, change)?;"), 0);
    assert_eq!(operation("let a = rows::get(tx)?;\n    let op = tx.begin(Op::AddGuest)?;\n    tx.record(op, change)?;"), 1);
    assert_eq!(operation("tx.record(op, change)?;"), 1);
    assert_eq!(operation("rows::get(tx)?;\n    tx.begin(Op::AddGuest)?;"), 1);
    let part = "fn keep(tx: &mut Tx<'_>, op: Begun) -> Result<()> {\n    tx.record(op, change)?;\n}\n";
    assert!(permission_second(&sample("src-tauri/core/src/a/mod.rs", part)).is_empty(), "a part with the proof in hand");
    assert_eq!(other_doors(&sample("src-tauri/core/src/a/mod.rs", "fn a() { Connection::open(path) }")).len(), 1);
}
