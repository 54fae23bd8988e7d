//! Nothing in the program can speak to a network: no plugin, no permission, no policy (docs/adr/updates.md).

use std::process::Command;

use serde_json::Value;

fn read(path: &str) -> String {
    std::fs::read_to_string(support::root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Libraries that open connections by themselves or for a page.
const SPEAKERS: &[&str] = &[
    "tauri-plugin-updater",
    "tauri-plugin-http",
    "tauri-plugin-websocket",
    "tauri-plugin-upload",
    "tauri-plugin-opener",
    "tauri-plugin-shell",
    "ureq",
    "isahc",
    "curl",
    "native-tls",
    "rustls",
];

/// Returns which libraries the program is made of, as the lock file has them, tests' own left out.
fn found_in(lock: &str, packages: &[&str]) -> Vec<String> {
    let mut wanted: Vec<String> = packages.iter().map(|name| (*name).to_owned()).collect();
    let mut reached: Vec<String> = Vec::new();
    let blocks: Vec<(String, Vec<String>)> = lock.split("[[package]]").map(block).collect();
    while let Some(name) = wanted.pop() {
        if reached.contains(&name) {
            continue;
        }
        for (_, needs) in blocks.iter().filter(|(own, _)| *own == name) {
            wanted.extend(needs.iter().cloned());
        }
        reached.push(name);
    }
    reached.retain(|name| SPEAKERS.contains(&name.as_str()));
    reached
}

/// Returns a package's name and what it needs.
fn block(text: &str) -> (String, Vec<String>) {
    let quoted = |line: &str| line.split('"').nth(1).unwrap_or_default().split(' ').next().unwrap_or_default().to_owned();
    let name = text.lines().find(|line| line.starts_with("name = ")).map(quoted).unwrap_or_default();
    let needs = text.lines().skip_while(|line| !line.starts_with("dependencies = [")).skip(1);
    (name, needs.take_while(|line| *line != "]").map(quoted).collect())
}

#[test]
fn the_program_has_no_updater_and_nothing_that_speaks_to_a_network() {
    let lock = read("Cargo.lock");
    assert_eq!(found_in(&lock, &["lobby", "lobby-cli", "lobby-core"]), Vec::<String>::new());
    let house = json("tauri.conf.json");
    assert_eq!(house["plugins"], Value::Null, "no plugin is set up, so none has an address");
    assert_eq!(house["bundle"]["createUpdaterArtifacts"], Value::Null);
    let policy = &house["app"]["security"]["csp"];
    assert_eq!(policy["connect-src"], "ipc: http://ipc.localhost", "the page speaks to its own program alone");
    for (name, sources) in policy.as_object().expect("a policy") {
        let sources = sources.as_str().expect("sources");
        let own = ["'self'", "'none'", "data:", "blob:", "ipc:", "http://ipc.localhost"];
        let foreign: Vec<&str> = sources.split(' ').filter(|source| !own.contains(source)).collect();
        assert!(foreign.is_empty(), "{name} reaches {foreign:?}");
    }
    for file in ["src-tauri/capabilities/window.json", "src-tauri/capabilities/commands.json"] {
        let granted = json(file);
        assert_eq!(granted["remote"], Value::Null, "{file}: no page from elsewhere may call the program");
        let text = granted["permissions"].to_string();
        for word in ["updater:", "http:", "shell:", "opener:", "websocket:", "upload:"] {
            assert!(!text.contains(&format!("\"{word}")), "{file} grants {word}");
        }
    }
}

/// What the lock file names for phones alone, and no desk's program is made of.
const ON_PHONES: &str = "reqwest";

#[test]
fn this_machine_s_program_is_made_of_none_of_them() {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["tree", "--offline", "--locked", "-e", "normal", "--prefix", "none", "--format", "{p}", "-p"]);
    for (package, known) in [("lobby", "tauri"), ("lobby-cli", "clap")] {
        let mut cargo_of = Command::new(cargo.get_program());
        let said = cargo_of.args(cargo.get_args()).arg(package).current_dir(support::root()).output().expect("cargo runs");
        assert!(said.status.success(), "{package}: {}", String::from_utf8_lossy(&said.stderr));
        let tree = String::from_utf8(said.stdout).expect("UTF-8");
        let names: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(names.contains(&known), "{package} is made of {known}");
        let speakers = SPEAKERS.iter().chain([&ON_PHONES]);
        let found: Vec<&&str> = speakers.filter(|speaker| names.contains(speaker)).collect();
        assert!(found.is_empty(), "{package} is made of {found:?}");
    }
}

#[test]
fn a_speaker_that_comes_in_by_a_library_of_a_library_is_seen() {
    let lock = "[[package]]\nname = \"lobby\"\ndependencies = [\n \"one\",\n \"two 1.0.0\",\n]\n\n[[package]]\nname = \"two\"\n\
                dependencies = [\n \"ureq\",\n]\n\n[[package]]\nname = \"ureq\"\n\n[[package]]\nname = \"curl\"\n";
    assert_eq!(found_in(lock, &["lobby"]), ["ureq"], "control: what the program is made of, and nothing else");
}
