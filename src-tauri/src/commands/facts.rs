//! What the page may know about the program itself.

use serde::Serialize;
use specta::Type;

/// The program, as the page shows it on the sign-in and the settings page.
#[derive(Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AppFacts {
    /// Semantic version of this build, such as `0.1.0`.
    version: String,
}

/// Returns the facts of the running program. Cannot fail.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn app_facts() -> AppFacts {
    AppFacts { version: env!("CARGO_PKG_VERSION").to_owned() }
}
