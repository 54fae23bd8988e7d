//! Prepares the window's build: which commands exist, who may call them, and what must be rebuilt when.

macro_rules! command_names {
    ($($module:ident :: $name:ident),* $(,)?) => { &[$(stringify!($name)),*] };
}

include!("src/commands/list.rs");

const COMMANDS: &[&str] = every_command!(command_names);

fn main() {
    // The page is embedded at compile time; Tauri watches its configuration, not the page.
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");
    println!("cargo:rerun-if-changed=src-tauri/src/commands/list.rs");
    println!("cargo:rerun-if-changed=assets/icons");

    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        // SQLCipher is linked in statically. Exported, its sqlite3_* symbols would capture WebKit's own calls
        // into the system's SQLite.
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }

    let attributes = tauri_build::Attributes::new()
        .capabilities_path_pattern("./src-tauri/capabilities/**/*")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    if let Err(error) = tauri_build::try_build(attributes) {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}
