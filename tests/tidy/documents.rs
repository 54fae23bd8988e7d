//! What the project says of itself leads somewhere: links in documents, promises named in comments.

use std::path::Path;

use super::{
    hold, sample,
    source::{self, Source},
};

/// Returns each link of a document that leads to no file of the project.
fn dead_links(source: &Source) -> Vec<String> {
    let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut faults = Vec::new();
    for (at, line) in source.text.lines().enumerate() {
        for rest in line.split("](").skip(1) {
            let Some((target, _)) = rest.split_once(')') else { continue };
            let target = target.split('#').next().unwrap_or_default();
            if !target.is_empty() && !target.contains("://") && !source::root().join(folder).join(Path::new(target)).exists() {
                faults.push(format!("{}: {target} is not there", at + 1));
            }
        }
    }
    faults
}

/// Returns each promise or trap that a text names by a number which docs/promises.md does not have.
fn unknown_promises(source: &Source, promises: &str) -> Vec<String> {
    let number = |text: &str| text.chars().take_while(char::is_ascii_digit).collect::<String>();
    let has = |start: &str| promises.lines().any(|line| line.starts_with(start));
    let mut faults = Vec::new();
    for (at, line) in source.text.lines().enumerate() {
        for rest in line.split("PROMISES").skip(1) {
            let (known, named) = match rest.strip_prefix(", trap ") {
                Some(trap) => (has(&format!("{}. ", number(trap))), format!("trap {}", number(trap))),
                None => (has(&format!("| {} |", number(rest.trim_start()))), number(rest.trim_start())),
            };
            if !known && !named.is_empty() {
                faults.push(format!("{}: docs/promises.md has no {named}", at + 1));
            }
        }
    }
    faults
}

#[test]
fn every_link_leads_to_a_file() {
    hold(&source::files(&[""], &[".md"]), dead_links);
}

#[test]
fn every_promise_that_is_named_is_written_down() {
    let promises = source::read("docs/promises.md");
    hold(&source::files(&["src-tauri/", "tests/support", "ui/src/"], &[".rs", ".sql", ".ts", ".tsx"]), |source| {
        unknown_promises(source, &promises)
    });
}

#[test]
fn a_dead_link_and_an_unknown_promise_are_found() {
    let page = sample("docs/a.md", "[here](roles.md), [there](../README.md#two), [out](https://example.com), [gone](nowhere.md)");
    assert_eq!(dead_links(&page), ["1: nowhere.md is not there"]);
    let promises = "| 1 | kept | here |\n\n3. a trap\n";
    let comment =
        sample("a.rs", "// (PROMISES 1), (PROMISES 2), PROMISES, trap 3), PROMISES, trap 4), (PROMISES, \"Set at open\")");
    assert_eq!(unknown_promises(&comment, promises), ["1: docs/promises.md has no 2", "1: docs/promises.md has no trap 4"]);
}
