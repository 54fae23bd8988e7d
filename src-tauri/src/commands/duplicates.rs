//! Guests who may be one person: the list, a full run with progress and a cancel, and what a person decided.

use std::{ops::ControlFlow, sync::atomic::Ordering};

use lobby_core::{
    audit::op::Op,
    base::{
        ids::SuspectId,
        request::{Request, RequestKey},
    },
    db::Done,
    duplicates::{self, Asked, Progress, Ran, Settle, SuspectPair, Watch},
};
use tauri::{State, ipc::Channel};

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
    nightly::{Nightly, NightlyState},
};

/// Pairs that the page lists at most.
const PAIRS_LISTED: u32 = 500;

/// Returns suspects, best first, with what a list shows of both guests.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duplicates_list(desk: State<'_, Desk>, asked: Asked) -> Result<Vec<SuspectPair>, Fault> {
    let asked = Asked { limit: asked.limit.min(PAIRS_LISTED), ..asked };
    desk.read(Op::ReadDuplicates, move |db, _| duplicates::pairs(db, &asked)).await
}

/// Compares everybody, on a reader: the desk goes on meanwhile. What was found is then written at one go.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duplicates_find(
    desk: State<'_, Desk>,
    key: RequestKey,
    progress: Channel<Progress>,
) -> Result<Done<Ran>, Fault> {
    let cancel = desk.new_job();
    desk.work(move |store, session| {
        let mut report = |step: Progress| {
            // A page that went away hears nothing; the run goes on until the flag stops it.
            let _unheard = progress.send(step);
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let run = store.read(session, Op::FindDuplicates, |db| duplicates::search(db, &mut Watch::new(&mut report)))?;
        let at = store.hotel().now(machine_now());
        let request = Request { key, at, session: session.clone(), seed: seed()? };
        Ok(store.write(&request, Op::FindDuplicates, &(), |tx| duplicates::keep(tx, &run))?)
    })
    .await
}

/// Returns what the house's own nightly run is doing.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn nightly_state(nightly: State<'_, Nightly>) -> NightlyState {
    nightly.state()
}

/// Ends the nightly run for this business day, where somebody signed in who may have it done.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn nightly_cancel(desk: State<'_, Desk>, nightly: State<'_, Nightly>) -> Result<(), Fault> {
    desk.read(Op::FindDuplicates, |_, _| Ok(())).await?;
    nightly.cancel();
    Ok(())
}

/// Says that two guests are two people.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duplicate_dismiss(desk: State<'_, Desk>, key: RequestKey, input: Settle) -> Result<Done<SuspectId>, Fault> {
    desk.write(key, Op::DismissDuplicate, input, duplicates::dismiss).await
}

/// Says that it is open again whether two guests are one.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duplicate_reopen(desk: State<'_, Desk>, key: RequestKey, input: Settle) -> Result<Done<SuspectId>, Fault> {
    desk.write(key, Op::ReopenDuplicate, input, duplicates::reopen).await
}
