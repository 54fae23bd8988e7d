//! The file held against itself: begun by the house at the start of its day and after an end that was none, beside whatever the desk
//! does, and said to every page where something is wrong (PROMISES 26).

use std::{
    ops::ControlFlow,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant as Since},
};

use lobby_core::{
    check::daily::{self, CheckCause, CheckStanding},
    db::Store,
};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Emitter, Manager, Runtime};
use tokio::sync::Notify;

use crate::{
    desk::{Desk, blocking, machine_now},
    fault::Fault,
};

/// How often it is asked whether a check is due; also how long a desk that just opened its file is left alone.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// The page hears of progress no oftener.
const TELL_EVERY: Duration = Duration::from_millis(400);
/// Carries [`CheckState`] to the page.
const CHECK_EVENT: &str = "checks";

/// What the checks are doing.
#[derive(Clone, Default, PartialEq, Serialize, Type)]
pub(crate) struct CheckState {
    /// How many rows of the history were read so far, while one runs.
    #[specta(type = Option<f64>)]
    running: Option<i64>,
    /// How the file stands; none while no file is open.
    standing: Option<CheckStanding>,
    /// Why the last try did not come to an end, by its code.
    failed: Option<String>,
}

/// The checks beside the desk.
#[derive(Default)]
pub(crate) struct Checks {
    state: Mutex<CheckState>,
    /// Somebody asked for one.
    asked: AtomicBool,
    /// Ends the wait for the next look.
    wanted: Notify,
}

impl Checks {
    /// Has the file checked at once, or as soon as the check that runs has ended.
    pub(crate) fn ask(&self) {
        self.asked.store(true, Ordering::Relaxed);
        self.wanted.notify_one();
    }

    /// Returns what they are doing.
    pub(crate) fn state(&self) -> CheckState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Looks whether a check is due for as long as the window lives.
pub(crate) fn begin<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        loop {
            // Either the time is up or somebody asked: both lead to a look.
            let _either = tokio::time::timeout(LOOK_EVERY, app.state::<Checks>().wanted.notified()).await;
            let Some(store) = app.state::<Desk>().store() else {
                tell(&app, CheckState::default());
                continue;
            };
            let beside = app.clone();
            // What went wrong stands in the state, where everybody sees it.
            let _told = blocking(move || look(&beside, &store)).await;
        }
    });
}

fn look<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>) -> Result<(), Fault> {
    let asked = app.state::<Checks>().asked.swap(false, Ordering::Relaxed).then_some(CheckCause::ByHand);
    if let Some(cause) = asked.or(daily::due(store, store.hotel().now(machine_now()))?) {
        return run(app, store, cause);
    }
    let state = CheckState { standing: Some(daily::standing(store)?), ..app.state::<Checks>().state() };
    tell(app, state);
    Ok(())
}

/// Holds the file against itself, and tells every page what was found.
fn run<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>, cause: CheckCause) -> Result<(), Fault> {
    let before = app.state::<Checks>().state();
    tell(app, CheckState { running: Some(0), ..before.clone() });
    let mut told = Since::now();
    let mut report = |rows: i64| {
        if told.elapsed() >= TELL_EVERY {
            told = Since::now();
            tell(app, CheckState { running: Some(rows), ..before.clone() });
        }
        // A desk that went on to another file, or that needs this one alone, waits for nobody.
        if is_open(app, store) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    let outcome = daily::run(store, cause, store.hotel().now(machine_now()), &mut report);
    let failed = outcome.as_ref().err().map(|error| error.code().to_owned());
    let standing = is_open(app, store).then(|| daily::standing(store)).transpose().ok().flatten();
    tell(app, CheckState { running: None, standing, failed });
    outcome.map(drop).map_err(Fault::from)
}

/// Returns whether the desk still works on this file.
fn is_open<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>) -> bool {
    app.state::<Desk>().store().is_some_and(|open| Arc::ptr_eq(&open, store))
}

fn tell<R: Runtime>(app: &AppHandle<R>, state: CheckState) {
    let checks = app.state::<Checks>();
    let before = std::mem::replace(&mut *checks.state.lock().unwrap_or_else(PoisonError::into_inner), state.clone());
    if before.failed != state.failed
        && let Some(code) = &state.failed
    {
        eprintln!("the file could not be checked: {code}");
    }
    if before != state
        && let Err(error) = app.emit(CHECK_EVENT, state)
    {
        eprintln!("the page could not be told of the checks: {error}");
    }
}
