//! The monthly package for the group. It is made in the data folder, so that the page names no path of the machine.

use std::{ops::ControlFlow, path::Path, sync::atomic::Ordering};

use lobby_core::{
    audit::op::Op,
    base::{
        files,
        request::{Request, RequestKey},
    },
    db::Done,
    export::{
        self, ExportProgress, Made, MadePackage, MakeExport,
        precheck::{self, AskPrecheck, Precheck},
    },
};
use serde::Serialize;
use specta::Type;
use tauri::{State, ipc::Channel};

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
    home,
};

/// A package and where it lies.
#[derive(Serialize, Type)]
pub(crate) struct ExportMade {
    /// The folder's full path, for the person who carries it to the group.
    path: String,
    /// What was made.
    done: Done<Made>,
}

/// Returns what a month's package would be, telling how far it is; `cancel_job` stops it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_precheck(
    desk: State<'_, Desk>,
    period: String,
    progress: Channel<ExportProgress>,
) -> Result<Precheck, Fault> {
    let cancel = desk.new_job();
    desk.read(Op::PreviewExport, move |db, reading| {
        let asked = AskPrecheck { period, today: reading.today };
        precheck::precheck(db, &asked, &mut |step| {
            // A page that went away hears nothing; the job itself goes on or is cancelled by the flag.
            let _unheard = progress.send(step);
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    })
    .await
}

/// Makes a month's package, telling how far it is; `cancel_job` stops it, and nothing is left of it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_make(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: MakeExport,
    progress: Channel<ExportProgress>,
) -> Result<ExportMade, Fault> {
    let cancel = desk.new_job();
    let folder = home::packages(desk.home());
    desk.work(move |store, session| {
        made_sure(&folder)?;
        let at = store.hotel().now(machine_now());
        let request = Request { key, at, session: session.clone(), seed: seed()? };
        let mut report = |step: ExportProgress| {
            let _unheard = progress.send(step);
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let done = export::make(store, &request, &input, &folder, &mut report)?;
        Ok(ExportMade { path: folder.join(&done.value.folder).display().to_string(), done })
    })
    .await
}

/// Returns the packages that were made, the newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_history(desk: State<'_, Desk>) -> Result<Vec<MadePackage>, Fault> {
    desk.read(Op::PreviewExport, |db, _| export::made(db)).await
}

fn made_sure(folder: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(folder).map_err(|source| Fault::from(files::failed("create", folder, source)))
}
