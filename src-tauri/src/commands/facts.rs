//! What the page may know about the program itself.

use lobby_core::db::{file::place_is_safe, room};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::{
    desk::{Desk, blocking},
    fault::Fault,
    home,
};

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

/// This machine, before a hotel's file is made on it: what would be refused or missed later is said first.
#[derive(Debug, Serialize, Type)]
pub(crate) struct MachineLook {
    /// Bytes left on the disk; none where the system does not tell.
    #[specta(type = Option<f64>)]
    left_bytes: Option<u64>,
    /// It is little: [`room::LITTLE`].
    little: bool,
    /// Why no hotel's file may lie here; none where it may.
    place: Option<Fault>,
}

/// Looks at the disk and the folder in which a hotel's file would lie. Nothing is left there.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn machine_look(desk: State<'_, Desk>) -> Result<MachineLook, Fault> {
    let file = home::hotel_file(desk.home());
    blocking(move || {
        let left_bytes = room::left(&file)?;
        let little = left_bytes.is_some_and(|left| left < room::LITTLE);
        Ok(MachineLook { left_bytes, little, place: place_is_safe(&file).err().map(Fault::from) })
    })
    .await
}
