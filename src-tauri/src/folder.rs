//! The watched folder in the window: looked at every few seconds, for as long as a hotel's file is open.

use std::{sync::Arc, time::Duration};

use lobby_core::{
    db::Store,
    import::{
        folder::{self, Looks, Moment},
        landed::Landed,
    },
};
use tauri::{AppHandle, Emitter, Manager, Runtime};

use crate::{
    desk::{Desk, blocking, machine_now, seed},
    jobs::OUTSIDE_EVENT,
};

/// Between two looks; a file that looks the same at both no longer grows.
const LOOK_EVERY: Duration = Duration::from_secs(3);
/// Tells the page what became of files that landed.
const LANDED_EVENT: &str = "files-landed";

/// Looks at the folder for as long as the window lives. What landed while the machine was off comes in at the first looks.
pub(crate) fn begin<R: Runtime>(app: AppHandle<R>) {
    tauri::async_runtime::spawn(async move {
        let mut looks = Looks::new();
        let mut failed_with = String::new();
        loop {
            tokio::time::sleep(LOOK_EVERY).await;
            let Some(store) = app.state::<Desk>().store() else {
                looks = Looks::new();
                continue;
            };
            let mut carried = std::mem::take(&mut looks);
            let looked = blocking(move || {
                let passed = passed(&store, &mut carried);
                Ok((passed, carried))
            })
            .await;
            let Ok((outcome, carried)) = looked else { continue };
            looks = carried;
            match outcome {
                Ok(news) => {
                    failed_with.clear();
                    tell(&app, &news);
                }
                // Once for each new reason, not at every look.
                Err(code) if code != failed_with => {
                    eprintln!("the watched folder was not taken in: {code}");
                    failed_with = code;
                }
                Err(_) => {}
            }
        }
    });
}

fn passed(store: &Arc<Store>, looks: &mut Looks) -> Result<Vec<Landed>, String> {
    let seed = seed().map_err(|_| "no_entropy".to_owned())?;
    let moment = Moment { at: store.hotel().now(machine_now()), seed };
    let passed = folder::pass(store, &moment, looks).map_err(|error| error.code().to_owned())?;
    Ok(passed.landed.into_iter().map(|news| news.landed).collect())
}

fn tell<R: Runtime>(app: &AppHandle<R>, news: &[Landed]) {
    if news.is_empty() {
        return;
    }
    for outcome in [app.emit(LANDED_EVENT, news), app.emit(OUTSIDE_EVENT, ())] {
        if let Err(error) = outcome {
            eprintln!("the page could not be told of a file that landed: {error}");
        }
    }
}
