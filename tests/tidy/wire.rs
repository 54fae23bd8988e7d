//! What the shell offers, the page uses: a command nobody calls is a door nobody watches.

use super::source::{self, Source};

/// Commands that the page does not call yet.
const UNCALLED: &[&str] = &[
    "app_facts",
    "cancel_job",
    "close_hotel",
    "contact_add",
    "contact_remove",
    "contact_reveal",
    "export_history",
    "export_make",
    "export_precheck",
    "first_pin",
    "frame",
    "guest_add",
    "guest_edit",
    "history_lines",
    "import_apply",
    "import_list",
    "import_preview",
    "import_undo",
    "make_hotel",
    "member_enrol",
    "member_page",
    "open_hotel",
    "points_earn",
    "points_earn_stay",
    "points_expire",
    "points_redeem",
    "points_reverse",
    "preference_add",
    "preference_drop",
    "promise_add",
    "promise_settle",
    "stats_read",
    "stay_check_in",
    "stay_check_out",
    "frame",
];

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
        let (dotted, asked) = (format!(".{}(", camel(name)), format!("\"{name}\""));
        let handed_on = format!(".{},", camel(name));
        page.iter().any(|source| [&dotted, &asked, &handed_on].into_iter().any(|call| source.text.contains(call.as_str())))
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
    found.retain(|name| !UNCALLED.contains(&name.as_str()));
    assert_eq!(found, Vec::<String>::new(), "call them or take them off the list");
}

#[test]
fn a_command_that_nobody_calls_is_found() {
    let commands = listed("    $with![\n        guests::guest_card,\n        guests::guest_edit,\n    ]\n");
    assert_eq!(commands, ["guest_card", "guest_edit"]);
    let page = super::sample("ui/src/a.ts", "commands.guestCard(guest)");
    assert_eq!(uncalled(&commands, &[page]), ["guest_edit"]);
}
