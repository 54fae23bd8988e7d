//! What the shell offers, the page uses: a command nobody calls is a door nobody watches.

use super::source::{self, Source};

/// Commands that the page does not call yet; the list only ever gets shorter.
const UNCALLED: &[&str] = &["app_facts", "stats_read"];

/// Returns the names of the commands in `commands/list.rs`.
fn listed(list: &str) -> Vec<String> {
    let lines = list.lines().map(str::trim).filter_map(|line| line.strip_suffix(','));
    lines.filter_map(|line| line.split_once("::")).map(|(_, name)| name.to_owned()).collect()
}

/// Returns `guest_card` as the bindings write it: `guestCard`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

fn uncalled(commands: &[String], page: &[Source]) -> Vec<String> {
    let called = |name: &String| {
        let call = format!("commands.{}", camel(name));
        let ends = |rest: &str| !rest.starts_with(|sign: char| sign.is_ascii_alphanumeric());
        page.iter().any(|source| source.text.match_indices(&call).any(|(at, _)| ends(&source.text[at + call.len()..])))
    };
    commands.iter().filter(|name| !called(name)).cloned().collect()
}

#[test]
fn every_command_is_called_by_the_page() {
    let commands = listed(&source::read("src-tauri/src/commands/list.rs"));
    assert!(commands.len() > 10, "the list was read");
    let mut page = source::files(&["ui/src/"], &[".ts", ".tsx"]);
    page.retain(|source| !source.path.ends_with("/bindings.ts") && !source.path.contains(".test."));
    let mut found = uncalled(&commands, &page);
    found.sort();
    assert_eq!(found, UNCALLED, "call them, take them off the list of commands, or strike off UNCALLED what is called now");
}

#[test]
fn a_command_that_nobody_calls_is_found() {
    let commands = listed("    $with![\n        guests::guest_card,\n        guests::guest_edit,\n    ]\n");
    assert_eq!(commands, ["guest_card", "guest_edit"]);
    let page = super::sample("ui/src/a.ts", "commands.guestCard(guest)");
    assert_eq!(uncalled(&commands, &[page]), ["guest_edit"]);
    let longer = super::sample("ui/src/a.ts", "commands.guestCardOf(guest); commands.guestEdit");
    assert_eq!(uncalled(&commands, &[longer]), ["guest_card"]);
}
