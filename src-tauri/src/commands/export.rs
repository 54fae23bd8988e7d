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
        self, Copied, CopyExport, CopyProgress, ExportProgress, Made, MakeExport,
        found::{self, AskFound, Found},
        kept::{self, Outgoing},
        precheck::{self, AskPrecheck, Precheck},
        seal_key::{self, SealKey, SetSealKey},
    },
};
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::{State, ipc::Channel};

use crate::{
    desk::{Desk, asks_pin, machine_now, seed},
    fault::Fault,
    home,
};

/// A package and where it lies.
#[derive(Serialize, Type)]
pub(crate) struct ExportMade {
    /// Full path of the folder or sealed file, for the person who carries it to the group.
    path: String,
    /// What was made.
    done: Done<Made>,
}

/// Returns what a month's package would be, telling how far it is; `cancel_job` stops it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn export_precheck(
    desk: State<'_, Desk>,
    period: String,
    progress: Channel<ExportProgress>,
) -> Result<Precheck, Fault> {
    let cancel = desk.new_job();
    // Before the view begins: a head is written after its commit.
    let remembered = desk.store().and_then(|store| store.remembered_head());
    desk.read(Op::PreviewExport, move |db, reading| {
        let asked = AskPrecheck { period, today: reading.today };
        precheck::precheck(db, remembered.as_ref(), &asked, &mut |step| {
            // A page that went away hears nothing; the job itself goes on or is cancelled by the flag.
            let _unheard = progress.send(step);
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
    })
    .await
}

/// Returns the rows that a finding of the precheck counts, so that each is put right where it stands.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn export_found(desk: State<'_, Desk>, asked: AskFound) -> Result<Vec<Found>, Fault> {
    desk.read(Op::PreviewExport, move |db, _| found::found(db, &asked)).await
}

/// Returns the period of what came after the last package, up to yesterday.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn export_since_last(desk: State<'_, Desk>) -> Result<String, Fault> {
    desk.read(Op::PreviewExport, |db, reading| Ok(export::since_last(db, reading.today)?.to_string())).await
}

/// Makes a month's package, telling how far it is; `cancel_job` stops it, and nothing is left of it.
#[tauri::command(root = "door")]
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
        asks_pin(store, session, Op::MakeExport)?;
        made_sure(&folder)?;
        let at = store.hotel().now(machine_now());
        let request = Request { key, at, session: session.clone(), seed: seed()? };
        let mut report = |step: ExportProgress| {
            let _unheard = progress.send(step);
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let done = export::make(store, &request, &input, &folder, &mut report)?;
        Ok(ExportMade { path: folder.join(&done.value.went.name).display().to_string(), done })
    })
    .await
}

/// Returns the history of exports, the newest first: what was made, how it is kept, where it went.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn export_history(desk: State<'_, Desk>) -> Result<Vec<Outgoing>, Fault> {
    let file = desk.store().map(|store| store.path().to_owned()).unwrap_or_default();
    desk.read(Op::PreviewExport, move |db, _| kept::outgoing(db, &file)).await
}

/// Copies a package that was made into a folder, onto a stick or a share, telling how far it is; `cancel_job` stops it, and
/// the next try goes on from there.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn export_copy(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: CopyExport,
    progress: Channel<CopyProgress>,
) -> Result<Done<Copied>, Fault> {
    let cancel = desk.new_job();
    desk.work(move |store, session| {
        asks_pin(store, session, Op::CopyExport)?;
        home::chosen_folder(&input.folder)?;
        let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
        let mut report = |done: u64, all: u64| {
            let _unheard = progress.send(CopyProgress { done, all });
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        Ok(export::copy(store, &request, &input, &mut report)?)
    })
    .await
}

/// Head office's key, and the acting person's own PIN, given again.
#[derive(Deserialize, Type)]
pub(crate) struct SealKeyByPin {
    set: SetSealKey,
    pin: String,
}

/// Returns head office's key, where one is set.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn seal_key(desk: State<'_, Desk>) -> Result<Option<SealKey>, Fault> {
    desk.read(Op::PreviewExport, |db, _| seal_key::current(db)).await
}

/// Sets the key that every package is sealed to from now on.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn seal_key_set(desk: State<'_, Desk>, key: RequestKey, input: SealKeyByPin) -> Result<Done<SealKey>, Fault> {
    desk.work_by_pin(input.pin, move |store, session, confirmed| {
        let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
        Ok(store.write(&request, Op::SetSealKey, &input.set, |tx| seal_key::set(tx, &input.set, confirmed))?)
    })
    .await
}

fn made_sure(folder: &Path) -> Result<(), Fault> {
    std::fs::create_dir_all(folder).map_err(|source| Fault::from(files::failed("create", folder, source)))
}
