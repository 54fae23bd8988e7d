//! A file imports from lower floors only (ARCHITECTURE, "Floors").

use super::{hold, sample, source, source::Source};

/// The core's floors, lowest first.
const FLOORS: &[&[&str]] = &[
    &["base", "i18n", "stored_words"],
    &["audit"],
    &["db"],
    &["staff", "guests", "dossier", "stays", "tickets", "loyalty", "search", "settings", "duty"],
    &[
        "flows",
        "profile",
        "arrivals",
        "bring_back",
        "carry",
        "courtesy",
        "morning",
        "history",
        "import",
        "export",
        "group",
        "practice",
        "backup",
        "check",
        "stats",
        "warnings",
        "duplicates",
        "privacy",
        "open",
    ],
];

/// Neighbours on the highest floor that may know one another: who, whom. Each with its reason.
const NEIGHBOURS: &[(&str, &str)] = &[
    // Opening ties a file to everything above the store; a practice hotel is made by opening one.
    ("open", "practice"),
    ("open", "duplicates"),
    // Two records of a practice hotel are merged, as people merge them.
    ("open", "flows"),
    ("open", "profile"),
    // Who was erased stays erased in a copy of before that is opened.
    ("open", "privacy"),
    // Ctrl+Z right after a merge takes it apart again, and that is a flow.
    ("history", "flows"),
    // The morning report names the shifts that nobody took over.
    ("morning", "carry"),
    // And how many of those to greet were greeted.
    ("morning", "courtesy"),
    // A practice hotel greets whom its own list names.
    ("practice", "courtesy"),
    // Whether the list of guests is filed as records say is one part of a check.
    ("check", "profile"),
    // The chain is verified where history is read: of the open file, and of a copy of it.
    ("check", "history"),
    ("backup", "history"),
    // And before a package leaves with its head.
    ("export", "history"),
    // What a guest agreed to and asked for moves with a merge.
    ("flows", "privacy"),
    // Packages that hold who was erased make room for others; where backups lie, the list of the erased lies too.
    ("privacy", "export"),
    ("privacy", "backup"),
    // Who was erased since stays erased in what is restored, which is opened for that.
    ("backup", "privacy"),
    ("backup", "open"),
    // Packages that are kept for 24 months lie with the backups, each once.
    ("backup", "export"),
    // Which shape of package head office reads is the one that hotels write.
    ("group", "export"),
    // A hotel brought back reads packages as head office does, and measures what stands there as an export would.
    ("bring_back", "group"),
    ("bring_back", "export"),
];

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

fn module_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src-tauri/core/src/")?;
    let first = inside.split('/').next()?;
    let module = first.strip_suffix(".rs").unwrap_or(first);
    (module != "lib").then_some(module)
}

/// Returns the modules of the core that a code text names, each with its line.
fn named_modules(code: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = code[at + "crate::".len()..].trim_start();
        match rest.strip_prefix('{') {
            Some(group) => found.extend(first_names(group).into_iter().map(|name| (line, name))),
            None => found.push((line, name(rest))),
        }
    }
    found
}

/// Returns the first name of each path of a `{…}` group whose opening brace is gone.
fn first_names(group: &str) -> Vec<String> {
    let mut depth = 0usize;
    let mut names = vec![String::new()];
    for sign in group.chars() {
        match sign {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ if depth == 0 => names.last_mut().expect("there is always one").push(sign),
            _ => {}
        }
    }
    names.iter().map(|path| name(path.trim_start())).filter(|name| !name.is_empty()).collect()
}

fn name(text: &str) -> String {
    text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect()
}

fn core_imports(source: &Source) -> Vec<String> {
    let Some(module) = module_of(&source.path).filter(|_| !source.is_test()) else { return Vec::new() };
    let Some(floor) = floor_of(module) else { return vec![format!(" {module} stands on no floor of tests/tidy/floors.rs")] };
    let code = source.code();
    let mut faults: Vec<String> = named_modules(&code)
        .into_iter()
        .filter(|(_, other)| other != module && !may_know(module, floor, other))
        .map(|(line, other)| format!("{line}: {module} may not know {other}"))
        .collect();
    // One `super` leads from a file to its own module's root; two would lead to a neighbour, past this rule.
    let deep = source.path.split('/').count() > "src-tauri/core/src/open.rs".split('/').count();
    if deep && (code.contains("super::super::") || (source.path.ends_with("/mod.rs") && code.contains("super::"))) {
        faults.push(" super:: leaves the module".to_owned());
    }
    faults
}

fn may_know(module: &str, floor: usize, other: &str) -> bool {
    match floor_of(other) {
        Some(other_floor) => other_floor < floor || (other_floor == floor && is_open_floor(module, other, floor)),
        None => false,
    }
}

fn is_open_floor(module: &str, other: &str, floor: usize) -> bool {
    floor == 0 || NEIGHBOURS.contains(&(module, other))
}

/// The page's floors, lowest first.
const PAGE_FLOORS: &[&str] = &["api", "lib", "components", "features", "app"];

/// The only file that speaks to the shell, and the generated one beside it.
const TAURI_FILES: &[&str] = &["ui/src/api/call.ts", "ui/src/api/bindings.ts"];

fn page_imports(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    if source.path.ends_with("/index.ts") || source.path.ends_with("/index.tsx") {
        faults.push(" a barrel file".to_owned());
    }
    for (line, from) in imports(&source.text) {
        if from.starts_with("@tauri-apps") && !TAURI_FILES.contains(&source.path.as_str()) {
            faults.push(format!("{line}: only api/call.ts imports Tauri"));
        }
        if let Some(target) = target(&source.path, &from)
            && let Some(fault) = page_fault(&source.path, &target)
        {
            faults.push(format!("{line}: {fault}"));
        }
    }
    faults
}

/// Returns what `import … from "…"`, `import "…"` and `import("…")` name, each with its line.
fn imports(text: &str) -> Vec<(usize, String)> {
    let after = |line: &str, word: &str| -> Option<String> {
        let rest = &line[line.find(word)? + word.len()..];
        Some(rest.split('"').next()?.to_owned())
    };
    let found = |line: &str| after(line, "from \"").or_else(|| after(line, "import \"")).or_else(|| after(line, "import(\""));
    text.lines().enumerate().filter_map(|(at, line)| Some((at + 1, found(line)?))).collect()
}

/// Returns the path that a relative import leads to, under `ui/src/`.
fn target(path: &str, from: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    from.starts_with('.').then_some(())?;
    for part in from.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    Some(parts.join("/").strip_prefix("ui/src/")?.to_owned())
}

fn page_fault(path: &str, target: &str) -> Option<String> {
    let own = path.strip_prefix("ui/src/")?;
    let floor = |path: &str| PAGE_FLOORS.iter().position(|floor| path.split('/').next() == Some(floor));
    let (Some(here), Some(there)) = (floor(own), floor(target)) else {
        return Some(format!("{target} stands on no floor"));
    };
    let feature = |path: &str| path.split('/').nth(1).map(str::to_owned);
    if there > here {
        return Some(format!("{} may not know {target}", PAGE_FLOORS[here]));
    }
    (PAGE_FLOORS[here] == "features" && there == here && feature(own) != feature(target))
        .then(|| format!("a feature may not know another: {target}"))
}

#[test]
fn a_module_of_the_core_knows_lower_floors_only() {
    hold(&source::core(), core_imports);
}

#[test]
fn a_file_of_the_page_knows_lower_floors_only() {
    let mut page = source::files(&["ui/src/"], &[".ts", ".tsx"]);
    // A test stands outside the floors: it may call upon the whole page.
    page.retain(|source| !source.path.contains(".test.") && source.path != "ui/src/lib/testing.ts");
    hold(&page, page_imports);
}

#[test]
fn the_core_knows_no_window_and_no_runtime() {
    let manifest = source::read("src-tauri/core/Cargo.toml");
    for name in ["tauri", "tokio", "futures", "getrandom"] {
        assert!(!manifest.contains(&format!("\n{name}")), "lobby-core depends on {name}");
    }
    assert!(manifest.contains("\nrusqlite"), "the manifest that was read is the core's");
}

#[test]
fn imports_from_above_are_found_however_they_are_written() {
    let at = |path: &str, text: &str| core_imports(&sample(&format!("src-tauri/core/src/{path}"), text)).len();
    assert_eq!(at("guests/mod.rs", "use crate::{base::ids, db::Db};"), 0, "lower floors are open");
    assert_eq!(at("guests/mod.rs", "use crate::stays;"), 1, "a neighbour");
    assert_eq!(at("guests/mod.rs", "use crate::{\n    base::{a, b},\n    stays::{Stay, rows},\n    db,\n};"), 1, "in a group");
    assert_eq!(at("base/mod.rs", "fn a() { crate::db::open() }"), 1, "in passing");
    assert_eq!(at("guests/rules.rs", "use super::super::stays;"), 1, "through the roof");
    assert_eq!(at("profile/mod.rs", "use crate::arrivals;"), 1, "a neighbour that is not listed");
    assert_eq!(at("open.rs", "use crate::practice;"), 0, "a neighbour that is listed");
    assert_eq!(at("attic/mod.rs", ""), 1, "a module on no floor");
    assert_eq!(at("guests/mod.rs", "// use crate::stays;\nconst A: &str = \"crate::stays\";"), 0, "words are no imports");
}

#[test]
fn page_imports_from_above_are_found() {
    let at = |path: &str, text: &str| page_imports(&sample(&format!("ui/src/{path}"), text)).len();
    assert_eq!(at("features/guest/A.tsx", "import { a } from \"../../lib/a\";"), 0);
    assert_eq!(at("features/guest/A.tsx", "import { a } from \"../search/queries\";"), 1, "another feature");
    assert_eq!(at("features/guest/A.tsx", "import { a } from \"./queries\";"), 0, "its own");
    assert_eq!(at("lib/a.ts", "import { a } from \"../components/A\";"), 1);
    assert_eq!(at("components/A.tsx", "const a = import(\"../app/App\");"), 1);
    assert_eq!(at("lib/a.ts", "import { invoke } from \"@tauri-apps/api/core\";"), 1);
    assert_eq!(at("api/call.ts", "import { invoke } from \"@tauri-apps/api/core\";"), 0);
    assert_eq!(at("features/guest/index.ts", ""), 1, "a barrel");
}
