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
#[tauri::command]
#[specta::specta]
pub(crate) fn app_facts(app: tauri::AppHandle) -> AppFacts {
    AppFacts {
        version: app.package_info().version.to_string(),
    }
}
