//! Backups: how they stand, where they go, one by hand.

use std::path::PathBuf;

use lobby_core::{
    audit::op::Op,
    backup::{
        self, Copied, TakeBackup,
        house::{self, BackupLine},
        place::{self, BackupPlace, SetBackupPlace},
    },
    base::request::{Request, RequestKey},
    db::Done,
};
use tauri::State;

use crate::{
    backups::{BackupState, Backups},
    desk::{Desk, machine_now, seed},
    fault::Fault,
    home,
};

/// Backups that the page lists.
const LISTED: usize = 300;

/// Returns how the house's backups stand, for the strip that everybody sees.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn backup_state(backups: State<'_, Backups>) -> BackupState {
    backups.state()
}

/// Returns the backups that lie in the second place and beside the file.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn backup_list(desk: State<'_, Desk>) -> Result<Vec<BackupLine>, Fault> {
    let file = open_file(&desk)?;
    desk.read(Op::ReadBackups, move |db, _| house::listed(db, &file, LISTED)).await
}

/// Sets the second place, and looks at once whether a backup is due there.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn backup_place_set(
    desk: State<'_, Desk>,
    backups: State<'_, Backups>,
    key: RequestKey,
    input: SetBackupPlace,
) -> Result<Done<Option<BackupPlace>>, Fault> {
    let done = desk.write(key, Op::SetBackupPlace, input, place::set).await?;
    home::remember_place(desk.home(), done.value.as_ref().map(|place| place.folder.as_str()))?;
    backups.wake();
    Ok(done)
}

/// Makes a backup by hand: in the place that is set, or in a folder of a stick that somebody chose.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn backup_take(
    desk: State<'_, Desk>,
    backups: State<'_, Backups>,
    key: RequestKey,
    folder: Option<String>,
) -> Result<Done<Copied>, Fault> {
    let done = desk
        .work(move |store, session| {
            let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
            let folder = match folder {
                Some(chosen) => place::own_folder(home::chosen_folder(&chosen)?, &store.hotel()),
                None => house::in_use(store)?,
            };
            Ok(backup::take(store, &request, &TakeBackup { folder })?)
        })
        .await?;
    backups.wake();
    Ok(done)
}

fn open_file(desk: &Desk) -> Result<PathBuf, Fault> {
    Ok(desk.store().ok_or_else(|| Fault::refused("nothing_open"))?.path().to_owned())
}
