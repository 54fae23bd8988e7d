//! The nightly search for duplicates: begun by the house itself at the turn of its day, beside whatever the desk does.

use std::{
    ops::ControlFlow,
    path::PathBuf,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant as Since},
};

use lobby_core::{
    base::time::BusinessDate,
    db::Store,
    duplicates::{
        self, Progress, Watch,
        nightly::{self, NightlyDue, Nights},
    },
};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::{
    desk::{Desk, blocking, machine_now},
    fault::Fault,
    jobs::OUTSIDE_EVENT,
};

/// How often it is asked whether the run is due; also how long a desk that just opened its file is left alone.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// The page hears of progress no oftener.
const TELL_EVERY: Duration = Duration::from_millis(400);
/// Carries [`NightlyState`] to the page.
const NIGHTLY_EVENT: &str = "nightly";

/// What the nightly run is doing.
#[derive(Clone, Copy, Default, PartialEq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum NightlyState {
    /// Nothing.
    #[default]
    Idle,
    /// It runs.
    Running {
        /// How far.
        progress: Progress,
    },
    /// It is refused: the machine's clock went backwards.
    ClockBack,
}

/// The one run beside the desk.
#[derive(Default)]
pub(crate) struct Nightly {
    state: Mutex<NightlyState>,
    cancel: AtomicBool,
    /// The file and day of a run that did not come to its end: not begun again on that day.
    tried: Mutex<Option<(PathBuf, BusinessDate)>>,
}

impl Nightly {
    /// Returns what it is doing.
    pub(crate) fn state(&self) -> NightlyState {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Asks the run to end; nothing of it is kept.
    pub(crate) fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    fn tried(&self, store: &Store) -> Option<BusinessDate> {
        let tried = self.tried.lock().unwrap_or_else(PoisonError::into_inner);
        tried.as_ref().filter(|(path, _)| path == store.path()).map(|(_, day)| *day)
    }

    fn gave_up(&self, store: &Store, day: BusinessDate) {
        *self.tried.lock().unwrap_or_else(PoisonError::into_inner) = Some((store.path().to_owned(), day));
    }
}

/// Looks whether the run is due for as long as the window lives.
pub(crate) fn begin<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let Some(store) = app.state::<Desk>().store() else {
                tell(&app, NightlyState::Idle);
                continue;
            };
            let beside = app.clone();
            // A failure is said once a day, by its code: it names no guest.
            if let Err(fault) = blocking(move || look(&beside, &store)).await {
                eprintln!("the nightly search for duplicates ended early: {}", fault.code());
            }
        }
    });
}

fn look<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>) -> Result<(), Fault> {
    let nightly = app.state::<Nightly>();
    let hotel = store.hotel();
    let now = hotel.now(machine_now());
    let nights = Nights { last_ms: store.read_as_house(nightly::last_run)?, tried: nightly.tried(store) };
    match nightly::due(&nights, &hotel.clock, now) {
        NightlyDue::Done => tell(app, NightlyState::Idle),
        NightlyDue::ClockBack => tell(app, NightlyState::ClockBack),
        NightlyDue::Run => {
            nightly.cancel.store(false, Ordering::Relaxed);
            let outcome = run(app, store);
            tell(app, NightlyState::Idle);
            // Where the desk went on to another file the run was not ended by anybody: it begins again with the file.
            if outcome.is_err() && is_open(app, store) {
                nightly.gave_up(store, hotel.clock.business_date(now));
            }
            return outcome;
        }
    }
    Ok(())
}

fn run<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>) -> Result<(), Fault> {
    let nightly = app.state::<Nightly>();
    let mut told: Option<Since> = None;
    let mut report = |progress: Progress| {
        if told.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
            told = Some(Since::now());
            tell(app, NightlyState::Running { progress });
        }
        if nightly.cancel.load(Ordering::Relaxed) || !is_open(app, store) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let found = store.read_as_house(|db| duplicates::search(db, &mut Watch::new(&mut report)))?;
    let at = store.hotel().now(machine_now());
    store.upkeep_at_one_go(|db| duplicates::keep_as_house(db, &found, at))?;
    if let Err(error) = app.emit(OUTSIDE_EVENT, ()) {
        eprintln!("the page could not be told of a change: {error}");
    }
    Ok(())
}

/// Returns whether the desk still works on this file.
fn is_open<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>) -> bool {
    app.state::<Desk>().store().is_some_and(|open| Arc::ptr_eq(&open, store))
}

fn tell<R: Runtime>(app: &AppHandle<R>, state: NightlyState) {
    let nightly = app.state::<Nightly>();
    let before = std::mem::replace(&mut *nightly.state.lock().unwrap_or_else(PoisonError::into_inner), state);
    if before != state
        && let Err(error) = app.emit(NIGHTLY_EVENT, state)
    {
        eprintln!("the page could not be told of the nightly run: {error}");
    }
}
