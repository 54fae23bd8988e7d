//! A hotel's own packages into its empty file: looked at first, brought back with progress and a cancel.

use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{Arc, atomic::AtomicBool},
};

use lobby_core::{
    audit::op::Op,
    base::request::{Request, RequestKey},
    bring_back::{self, BringBackSeen, BroughtBack, Given},
    db::Done,
    import::{ImportStage, Progress},
};
use serde::Deserialize;
use specta::Type;
use tauri::{State, ipc::Channel};

use super::import::{now, reporting};
use crate::{
    desk::{Desk, seed},
    fault::Fault,
};

/// Where the packages lie.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct PackagesChosen {
    /// A package, or a folder that holds some.
    path: String,
}

/// Returns whether the hotel's file is empty, so that packages may come back into it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn bring_back_offered(desk: State<'_, Desk>) -> Result<bool, Fault> {
    desk.read(Op::BringBack, |db, _| bring_back::is_offered(db)).await
}

/// Returns what bringing the packages back would do, every table of them read; nothing is written.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn bring_back_look(
    desk: State<'_, Desk>,
    chosen: PackagesChosen,
    progress: Channel<Progress>,
) -> Result<BringBackSeen, Fault> {
    let cancel = desk.new_job();
    desk.read(Op::BringBack, move |db, _| {
        let mut report = counting(ImportStage::Comparing, progress, cancel);
        bring_back::look(db, &[PathBuf::from(chosen.path)], &mut report)
    })
    .await
}

/// Brings the packages back as one operation.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn bring_back_take(
    desk: State<'_, Desk>,
    key: RequestKey,
    chosen: PackagesChosen,
    progress: Channel<Progress>,
) -> Result<Done<BroughtBack>, Fault> {
    let cancel = desk.new_job();
    desk.work(move |store, session| {
        let mut report = counting(ImportStage::Writing, progress, cancel);
        let request = Request { key, at: now(store), session: session.clone(), seed: seed()? };
        let given = Given::read(&[PathBuf::from(chosen.path)])?;
        Ok(store.write(&request, Op::BringBack, &given.input(), |tx| bring_back::bring_back(tx, &given, &mut report))?)
    })
    .await
}

fn counting(stage: ImportStage, progress: Channel<Progress>, cancel: Arc<AtomicBool>) -> impl FnMut(u64, u64) -> ControlFlow<()> {
    let mut report = reporting(progress, cancel);
    move |done, total| report(Progress { stage, done, total })
}
