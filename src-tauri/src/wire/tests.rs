mod abuse;

use std::path::{Path, PathBuf};

use specta_typescript::Typescript;

const WRITE_VARIABLE: &str = "LOBBY_WRITE_BINDINGS";

macro_rules! command_names {
    ($($module:ident :: $name:ident),* $(,)?) => { &[$(stringify!($name)),*] };
}

const COMMANDS: &[&str] = every_command!(command_names);

macro_rules! command_places {
    ($($module:ident :: $name:ident),* $(,)?) => { &[$((stringify!($module), stringify!($name))),*] };
}

/// Each command with the file that it stands in.
const COMMAND_PLACES: &[(&str, &str)] = every_command!(command_places);

#[test]
fn bindings_are_what_the_commands_say() {
    check("ui/src/api/bindings.ts", &bindings());
}

#[test]
fn bindings_of_the_capability_allow_each_command_and_no_other() {
    check("src-tauri/capabilities/commands.json", &capability());
}

#[test]
fn an_exported_id_becomes_a_type_of_its_own() {
    let exported = "/** A guest. */\nexport type GuestId = string;\nexport type Name = string;\n";
    assert_eq!(
        branded(exported),
        "/** A guest. */\nexport type GuestId = string & { readonly __brand: \"GuestId\" };\nexport type Name = string;\n",
        "ids must not be interchangeable, other texts stay texts"
    );
}

/// Compares a generated file with the committed one, or writes it where `LOBBY_WRITE_BINDINGS` is set.
fn check(path: &str, generated: &str) {
    let path = root().join(path);
    if std::env::var_os(WRITE_VARIABLE).is_some() {
        std::fs::create_dir_all(path.parent().expect("a file has a folder")).expect("folder");
        std::fs::write(&path, generated).expect("write the generated file");
        return;
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == generated, "{} is not what the commands say: run `cargo xtask bindings` and commit it", path.display());
}

fn bindings() -> String {
    // The exporter writes files only.
    let file = std::env::temp_dir().join(format!("lobby-bindings-{}.ts", std::process::id()));
    super::builder::<tauri::Wry>()
        .export(Typescript::default(), &file)
        .expect("every type of a command can be written in TypeScript");
    let exported = std::fs::read_to_string(&file).expect("read the export");
    std::fs::remove_file(&file).expect("the export was a temporary file");
    // One file of the page imports Tauri, so that the page also runs without it, in tests.
    branded(&one_shape(&exported.replace("\"@tauri-apps/api/core\"", "\"./call\"")))
}

/// Gives each type one shape: what the page sends is what it reads, with `null` where something is absent.
///
/// The exporter writes a type with an optional field twice, `X_Serialize` and `X_Deserialize`, and it writes a number that
/// is no integer type as `number | null`, since JSON has no NaN. Ours are bounded integers that only travel as such.
fn one_shape(exported: &str) -> String {
    let mut out = String::new();
    let mut doc = String::new();
    let mut dropping = false;
    let mut in_types = false;
    for line in exported.lines() {
        in_types |= line == "/* Types */";
        in_types &= !line.starts_with("/* Tauri Specta runtime");
        if dropping {
            // A struct ends with its brace; a union of shapes ends where the next type begins.
            dropping = line != "};" && !line.is_empty();
            continue;
        }
        if line.starts_with("/**") || line.starts_with(" *") {
            doc.push_str(line);
            doc.push('\n');
            continue;
        }
        let twin = line.starts_with("export type ") && line.ends_with("_Deserialize;");
        if twin || line.starts_with("export type ") && line.contains("_Serialize = ") {
            doc.clear();
            dropping = !twin;
            continue;
        }
        if line.is_empty() && out.ends_with("\n\n") {
            continue;
        }
        out.push_str(&std::mem::take(&mut doc));
        out.push_str(&if in_types { one_line(line) } else { single_name(line) });
        out.push('\n');
    }
    out
}

fn one_line(line: &str) -> String {
    let line = single_name(line);
    if line.contains("?: ") { line.replace("?: ", ": ") } else { line.replace("number | null", "number") }
}

fn single_name(line: &str) -> String {
    line.replace("_Deserialize", "").replace("_Serialize", "")
}

#[test]
fn an_exported_type_has_one_shape() {
    let exported = "/* Types */\n/** A stay. */\nexport type Stay = Stay_Serialize | Stay_Deserialize;\n/** A stay. */\nexport type Stay_Deserialize = {\n\tguest?: GuestId | null,\n\tnth: number | null,\n\tleft?: number | null,\n};\n/** A stay. */\nexport type Stay_Serialize = {\n\tguest: GuestId | null,\n};\n";
    assert_eq!(
        one_shape(exported),
        "/* Types */\n/** A stay. */\nexport type Stay = {\n\tguest: GuestId | null,\n\tnth: number,\n\tleft: number | null,\n};\n",
        "absent things are null, numbers are numbers"
    );
}

/// Gives each `XxxId` a brand, so that the compiler tells a guest's id from a stay's.
fn branded(exported: &str) -> String {
    let mut out = String::new();
    for line in exported.lines() {
        match id_name(line) {
            Some(name) => out.push_str(&format!("export type {name} = string & {{ readonly __brand: \"{name}\" }};")),
            None => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

fn id_name(line: &str) -> Option<&str> {
    let name = line.strip_prefix("export type ")?.strip_suffix(" = string;")?;
    name.ends_with("Id").then_some(name)
}

fn capability() -> String {
    let mut permissions: Vec<String> = COMMANDS.iter().map(|name| format!("    \"allow-{}\"", name.replace('_', "-"))).collect();
    permissions.sort();
    format!(
        "{{\n  \"identifier\": \"commands\",\n  \"description\": \"Lobby's own commands, written by `cargo xtask bindings` from the list of commands.\",\n  \"windows\": [\"main\"],\n  \"permissions\": [\n{}\n  ]\n}}\n",
        permissions.join(",\n")
    )
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
