//! What goes on beside the page: seeing what others wrote into the file, and the turn of the hotel's day.

use std::time::Duration;

use lobby_core::{base::time::BusinessDate, open};
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::desk::{Desk, blocking, machine_now};

/// How often the file is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// Tells the page that nobody touched the desk for too long, and that it is locked.
const LOCKED_EVENT: &str = "desk-locked";
/// Tells the page that `lobbyctl` wrote beside it, or that the day turned: read everything again.
pub(crate) const OUTSIDE_EVENT: &str = "outside-write";

/// Looks at the file once a second for as long as the window lives.
pub(crate) fn begin<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        let mut seen: Option<(i64, BusinessDate)> = None;
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            if app.state::<Desk>().lock_if_left_alone()
                && let Err(error) = app.emit(LOCKED_EVENT, ())
            {
                eprintln!("the page could not be told that the desk locked: {error}");
            }
            let store = app.state::<Desk>().store();
            let Some(store) = store else {
                seen = None;
                continue;
            };
            let looked = blocking(move || {
                let hotel = store.hotel();
                let today = hotel.clock.business_date(hotel.now(machine_now()));
                // Nothing to do on most looks: it compares one row and answers.
                let filed_anew = store.upkeep(|db, _| open::keep_up(db, today, &mut |_, _| {}))?;
                Ok((store.data_version()?, today, filed_anew))
            })
            .await;
            let Ok((version, today, filed_anew)) = looked else { continue };
            let changed = filed_anew || seen.is_some_and(|before| before != (version, today));
            seen = Some((version, today));
            if changed && let Err(error) = app.emit(OUTSIDE_EVENT, ()) {
                eprintln!("the page could not be told of a change: {error}");
            }
        }
    });
}
