//! The rules of the house, as tests. Each rule takes a path and a text and answers what is wrong with them, so that each
//! also has its control: a text that must be found out.
//!
//! To pass, mend the code. A list of exceptions stands beside its rule, and each line of it says why.

mod documents;
mod floors;
mod functions;
mod locales;
mod markup;
mod network;
mod permission;
mod release;
mod schema;
mod sizes;
pub(crate) mod source;
mod sql;
mod styles;
mod wire;
mod words;

use source::Source;

/// Fails with every fault that `rule` finds in `sources`.
fn hold(sources: &[Source], rule: impl Fn(&Source) -> Vec<String>) {
    assert!(!sources.is_empty(), "the rule looked at nothing");
    let mut faults = Vec::new();
    for source in sources {
        faults.extend(rule(source).into_iter().map(|fault| format!("{}:{fault}", source.path)));
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Returns a file of this path and text, for a rule's control.
fn sample(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}
