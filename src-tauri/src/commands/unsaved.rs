//! Words typed into a form that is not saved yet, each person's own.

use lobby_core::{
    audit::op::Op,
    staff::unsaved::{self, UnsavedWords},
};
use tauri::State;

use crate::{
    desk::{Desk, machine_now},
    fault::Fault,
};

/// Keeps what the signed-in person has typed into a form; an empty body forgets it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn unsaved_keep(desk: State<'_, Desk>, words: UnsavedWords) -> Result<(), Fault> {
    desk.work(move |store, session| {
        let at = store.hotel().now(machine_now());
        store.upkeep(|db, _| unsaved::keep(db, session.user, &words, at)).map_err(Fault::from)
    })
    .await
}

/// Returns what waits for the signed-in person, what was kept last at the top.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn unsaved_kept(desk: State<'_, Desk>) -> Result<Vec<UnsavedWords>, Fault> {
    desk.read(Op::ReadHouse, |db, reading| unsaved::kept(db, reading.session.user)).await
}
