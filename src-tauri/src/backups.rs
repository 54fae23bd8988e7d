//! The house's own backups: looked at beside whatever the desk does, and said to every page when something is amiss.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use lobby_core::{
    backup::house::{self, BackupStanding, Moment},
    base::time::Instant,
    db::{
        Store,
        room::{self, Room},
    },
};
use serde::Serialize;
use specta::Type;
use tauri::{AppHandle, Emitter, Manager, Runtime};
use tokio::sync::Notify;

use crate::{
    desk::{Desk, blocking, machine_now},
    fault::Fault,
};

/// How often it is asked whether a backup is due.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// Carries [`BackupState`] to the page.
const BACKUP_EVENT: &str = "backups";

/// What the house's backups are doing.
#[derive(Clone, Default, PartialEq, Serialize, Type)]
pub(crate) struct BackupState {
    /// One is being made.
    running: bool,
    /// How they stand; none while no file is open.
    standing: Option<BackupStanding>,
    /// Why the last try failed, by its code.
    failed: Option<String>,
    /// How much room the file's disk has; none while no file is open, or where the disk does not tell.
    room: Option<Room>,
}

/// The house's backups beside the desk.
#[derive(Default)]
pub(crate) struct Backups {
    state: Mutex<BackupState>,
    /// The file that is open, and since when.
    open: Mutex<Option<(PathBuf, Instant)>>,
    /// Held while a backup is made, so that whoever needs the file alone can wait for its end.
    making: Mutex<()>,
    /// Somebody wants a look now.
    wanted: Notify,
}

impl Backups {
    /// Returns what they are doing.
    pub(crate) fn state(&self) -> BackupState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Waits for a backup that is being made, and lets no other begin while it is held.
    pub(crate) fn still(&self) -> MutexGuard<'_, ()> {
        self.making.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has it looked at once.
    pub(crate) fn wake(&self) {
        self.wanted.notify_one();
    }

    fn moment(&self, store: &Store) -> Moment {
        let now = store.hotel().now(machine_now());
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let known = open.as_ref().filter(|(path, _)| path == store.path()).map(|(_, since)| *since);
        let open_since = known.unwrap_or(now);
        *open = Some((store.path().to_owned(), open_since));
        Moment { now, open_since }
    }

    fn closed(&self) {
        *self.open.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// Looks whether a backup is due for as long as the window lives.
pub(crate) fn begin<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        loop {
            let backups = app.state::<Backups>();
            // Either the time is up or somebody wants a look: both lead to one.
            let _either = tokio::time::timeout(LOOK_EVERY, backups.wanted.notified()).await;
            let beside = app.clone();
            // What went wrong stands in the state, where everybody sees it.
            let _told = blocking(move || {
                look(&beside);
                Ok(())
            })
            .await;
        }
    });
}

/// Looks once: makes a backup where one is due, and tells every page how they stand.
fn look<R: Runtime>(app: &AppHandle<R>) {
    let Some(store) = app.state::<Desk>().store() else {
        app.state::<Backups>().closed();
        return tell(app, BackupState::default());
    };
    let failed = made(app, &store).err().map(|fault| fault.code().to_owned());
    let standing = house::standing(&store, app.state::<Backups>().moment(&store)).ok();
    // The ballast is laid again here after a full disk was made room on.
    let room = room::keep(store.path()).inspect_err(|error| eprintln!("the disk does not tell its room: {}", error.code())).ok();
    tell(app, BackupState { running: false, standing, failed, room });
}

fn made<R: Runtime>(app: &AppHandle<R>, store: &Arc<Store>) -> Result<(), Fault> {
    let backups = app.state::<Backups>();
    let _making = backups.still();
    let moment = backups.moment(store);
    if !house::is_due(store, moment)? {
        return Ok(());
    }
    tell(app, BackupState { running: true, ..backups.state() });
    house::by_itself(store, moment)?;
    Ok(())
}

fn tell<R: Runtime>(app: &AppHandle<R>, state: BackupState) {
    let backups = app.state::<Backups>();
    let before = std::mem::replace(&mut *backups.state.lock().unwrap_or_else(PoisonError::into_inner), state.clone());
    if before.failed != state.failed
        && let Some(code) = &state.failed
    {
        eprintln!("the house's backup failed: {code}");
    }
    if before != state
        && let Err(error) = app.emit(BACKUP_EVENT, state)
    {
        eprintln!("the page could not be told of the backups: {error}");
    }
}
