//! 定期上报: how it stands, setting it, ending a run, what failed.

use std::path::Path;

use lobby_core::{
    audit::op::Op,
    base::{
        files,
        request::{Request, RequestKey},
        time::BusinessDate,
    },
    db::Done,
    export::routine::{self, ConfirmRoutineDay, Routine, RoutineAlarm, RoutineState, SetRoutine},
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
    home,
    routine::{RoutineRunning, Routines},
};

/// All routines, and the folder that packages made by hand go to.
#[derive(Serialize, Type)]
pub(crate) struct RoutinesShown {
    state: RoutineState,
    /// Whole path.
    own_folder: String,
}

/// What is to be set, and the acting person's own PIN, given again.
#[derive(Deserialize, Type)]
pub(crate) struct RoutineByPin {
    set: SetRoutine,
    pin: String,
}

/// Returns all routines as they stand.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn routine_state(desk: State<'_, Desk>) -> Result<RoutinesShown, Fault> {
    let own_folder = home::packages(desk.home()).display().to_string();
    let state = desk.read(Op::PreviewExport, |db, reading| routine::state(db, reading.at)).await?;
    Ok(RoutinesShown { state, own_folder })
}

/// Returns what routines could not do, for who is on duty.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn routine_alarm(desk: State<'_, Desk>) -> Result<RoutineAlarm, Fault> {
    desk.read(Op::ReadExportAlarm, |db, reading| routine::alarm(db, reading.at)).await
}

/// Sets a routine, or ends it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn routine_set(desk: State<'_, Desk>, key: RequestKey, input: RoutineByPin) -> Result<Done<Routine>, Fault> {
    let own = home::packages(desk.home());
    desk.work_by_pin(input.pin, move |store, session, confirmed| {
        let folder = Path::new(&input.set.folder);
        // The desk's own folder is made where it is missing; any other has to be there.
        if folder == own {
            std::fs::create_dir_all(folder).map_err(|source| Fault::from(files::failed("create", folder, source)))?;
        } else if input.set.runs {
            home::chosen_folder(&input.set.folder)?;
        }
        let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
        Ok(store.write(&request, Op::SetExportRoutine, &input.set, |tx| routine::set(tx, &input.set, confirmed))?)
    })
    .await
}

/// Says that the hotel's day is right.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn routine_day_confirm(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: ConfirmRoutineDay,
) -> Result<Done<BusinessDate>, Fault> {
    desk.write(key, Op::ConfirmRoutineDay, input, routine::confirm_day).await
}

/// Returns what the routines are doing just now.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn routine_running(routines: State<'_, Routines>) -> RoutineRunning {
    routines.state()
}

/// Ends the package in the making, where somebody signed in who may have it made.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn routine_cancel(desk: State<'_, Desk>, routines: State<'_, Routines>) -> Result<(), Fault> {
    desk.read(Op::RunExportRoutine, |_, _| Ok(())).await?;
    routines.cancel();
    Ok(())
}
