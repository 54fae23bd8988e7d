//! The release workflow runs on machines that this project does not have: what can be held against it here is.

/// Returns the workflow.
fn workflow() -> String {
    let path = support::root().join(".github/workflows/release.yml");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the steps' commands of `xtask` that its own help does not name.
fn unknown_commands(workflow: &str, help: &str) -> Vec<String> {
    let asked = workflow.lines().filter_map(|line| line.split_once("cargo xtask ").map(|(_, rest)| rest.trim().to_owned()));
    asked.filter(|command| !help.contains(&format!("cargo xtask {command} "))).collect()
}

/// Returns the files that two systems would bring under one name, where all lie in one folder at the end.
fn twice(workflow: &str) -> Vec<&str> {
    let copied = workflow.lines().map(str::trim).filter(|line| line.starts_with("cp ") && line.contains("made/"));
    copied.filter(|line| !line.contains("made/${{ runner.os }}-") && !line.starts_with("cp ${{ matrix.made }} ")).collect()
}

#[test]
fn every_command_of_the_release_is_one_that_there_is() {
    let help = std::fs::read_to_string(support::root().join("xtask/src/main.rs")).expect("the help of xtask");
    let workflow = workflow();
    assert!(workflow.matches("cargo xtask ").count() >= 2, "it tests and bundles");
    assert_eq!(unknown_commands(&workflow, &help), Vec::<String>::new());
    assert_eq!(unknown_commands("- run: cargo xtask ship", &help), ["ship"], "control: one that there is not");
}

#[test]
fn no_system_s_programs_take_the_place_of_another_s() {
    let workflow = workflow();
    assert_eq!(twice(&workflow), Vec::<&str>::new());
    assert_eq!(
        twice("cp target/release/lobbyctl made/"),
        ["cp target/release/lobbyctl made/"],
        "control: two are called lobbyctl"
    );
    assert!(!workflow.contains("2>/dev/null"), "what fails says so");
}

#[test]
fn the_package_is_linked_where_the_tests_install_it() {
    let readme = std::fs::read_to_string(support::root().join("README.md")).expect("the README");
    assert!(readme.contains("On Debian 12,"), "the oldest system that is named");
    assert!(workflow().contains("rust:1-bookworm"), "and what is linked there is linked against its libraries");
}

#[test]
fn a_draft_is_for_a_person_to_release_and_keys_are_the_owner_s() {
    let workflow = workflow();
    assert!(workflow.contains("--draft"), "nothing is published by itself");
    for line in workflow.lines().filter(|line| line.contains("APPLE_") || line.contains("LOBBY_SIGN")) {
        assert!(line.contains("${{ secrets."), "no key stands in the file: {line}");
    }
}
