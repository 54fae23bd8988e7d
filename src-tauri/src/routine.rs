//! 定期上报 in the window: what is due is made beside whatever the desk does, each package whole or absent.

use std::{
    ops::ControlFlow,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant as Since},
};

use lobby_core::{
    db::Store,
    export::routine::{self, RunMoment, RunStep},
};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::{
    desk::{Desk, blocking, machine_now, seed},
    fault::Fault,
    jobs::OUTSIDE_EVENT,
};

/// How often it is asked what is due; also how long a desk that just opened its file is left alone.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// The page hears of progress no oftener.
const TELL_EVERY: Duration = Duration::from_millis(400);
/// Carries [`RoutineRunning`] to the page.
const ROUTINE_EVENT: &str = "routine";

/// What the routines are doing.
#[derive(Clone, Default, PartialEq, Serialize, Type)]
#[serde(tag = "state", rename_all = "snake_case")]
pub(crate) enum RoutineRunning {
    /// Nothing.
    #[default]
    Idle,
    /// A package is being made.
    Making {
        /// How far.
        step: RunStep,
    },
}

/// The one run beside the desk.
#[derive(Default)]
pub(crate) struct Routines {
    state: Mutex<RoutineRunning>,
    cancel: AtomicBool,
}

impl Routines {
    /// Returns what they are doing.
    pub(crate) fn state(&self) -> RoutineRunning {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks the package in the making to end; nothing of it is left, and it is tried again later.
    pub(crate) fn cancel(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

/// Looks what is due for as long as the window lives. What came round while the machine was off is made at the first looks.
pub(crate) fn begin<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        let mut failed_with = String::new();
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let Some(store) = app.state::<Desk>().store() else {
                tell(&app, RoutineRunning::Idle);
                continue;
            };
            let beside = app.clone();
            match blocking(move || look(&beside, &store)).await {
                Ok(()) => failed_with.clear(),
                // Once for each new reason, by its code: it names no guest.
                Err(fault) if fault.code() != failed_with => {
                    fault.code().clone_into(&mut failed_with);
                    eprintln!("what is due for the group was not made: {failed_with}");
                }
                Err(_) => {}
            }
        }
    });
}

fn look<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>) -> Result<(), Fault> {
    let routines = app.state::<Routines>();
    routines.cancel.store(false, Ordering::Relaxed);
    let moment = RunMoment { at: store.hotel().now(machine_now()), seed: seed()? };
    let mut told: Option<Since> = None;
    let mut report = |step: RunStep| {
        if told.is_none_or(|at| at.elapsed() >= TELL_EVERY) {
            told = Some(Since::now());
            tell(app, RoutineRunning::Making { step });
        }
        // A desk that went on to another file leaves this one's packages for the next time.
        if routines.cancel.load(Ordering::Relaxed) || !is_open(app, store) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let outcome = routine::run(store, &moment, &mut report);
    tell(app, RoutineRunning::Idle);
    let changed = match &outcome {
        Ok(passed) => !passed.made.is_empty() || !passed.failed.is_empty() || passed.kept_ended > 0,
        Err(_) => true,
    };
    if changed && let Err(error) = app.emit(OUTSIDE_EVENT, ()) {
        eprintln!("the page could not be told of a change: {error}");
    }
    match outcome {
        Ok(_) => Ok(()),
        // Somebody asked for it.
        Err(error) if error.code() == "cancelled" => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Returns whether the desk still works on this file.
fn is_open<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>) -> bool {
    app.state::<Desk>().store().is_some_and(|open| Arc::ptr_eq(&open, store))
}

fn tell<R: Runtime>(app: &AppHandle<R>, state: RoutineRunning) {
    let routines = app.state::<Routines>();
    let before = std::mem::replace(&mut *routines.state.lock().unwrap_or_else(PoisonError::into_inner), state.clone());
    if before != state
        && let Err(error) = app.emit(ROUTINE_EVENT, state)
    {
        eprintln!("the page could not be told of a package in the making: {error}");
    }
}
