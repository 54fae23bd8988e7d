//! The practice hotel, made in the background with progress and cancel.

use std::{ops::ControlFlow, sync::atomic::Ordering};

use lobby_core::{
    base::{entropy::Entropy, time::BusinessDate},
    open,
    practice::{self, Practice},
    staff,
};
use serde::Serialize;
use specta::Type;
use tauri::{State, ipc::Channel};

use super::start::{Start, facts};
use crate::{
    desk::{Desk, blocking, machine_now, seed},
    fault::Fault,
    home,
};

/// How far a long job is.
#[derive(Debug, Clone, Copy, Serialize, Type)]
pub(crate) struct Step {
    /// Done so far.
    #[specta(type = f64)]
    pub(crate) done: u64,
    /// Of so many.
    #[specta(type = f64)]
    pub(crate) total: u64,
}

/// Which people a practice hotel of the window has: always the same.
const PRACTICE_SEED: u64 = 1;

/// Makes a practice hotel of `guests` guests, dated today, or opens the one that was made before.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn make_practice(desk: State<'_, Desk>, guests: u32, progress: Channel<Step>) -> Result<Start, Fault> {
    let path = home::practice_file(desk.home());
    let cancel = desk.new_job();
    let store = blocking(move || {
        if path.is_file() {
            let secret = home::passphrase_given().or_else(|| open::passphrase_known(&path)).unwrap_or_default();
            return Ok(open::open(&path, &secret)?);
        }
        let now = machine_now();
        let clock = lobby_core::base::time::HotelClock { zone: practice_zone()?, day_ends_hour: practice::DAY_ENDS_HOUR };
        let today: BusinessDate = clock.business_date(now);
        let wanted = Practice { guests: u64::from(guests), seed: PRACTICE_SEED, today: today.date() };
        let seed = seed()?;
        let pin_hash = staff::hash_pin(staff::PRACTICE_PIN, Entropy::from_seed(seed).take())?;
        let mut watch = |done: u64, total: u64| {
            // A page that went away hears nothing; the job itself goes on or is cancelled by the flag.
            let _unheard = progress.send(Step { done, total });
            if cancel.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let (store, _made, _recovery) = open::practice_hotel(&path, &wanted, &pin_hash, now, seed, &mut watch)?;
        Ok(store)
    })
    .await?;
    // A desk goes back to its hotel when it starts anew, and what a scheduler runs never leaves it.
    let hotel = home::hotel_file(desk.home());
    home::remember_current(desk.home(), if hotel.is_file() { &hotel } else { store.path() })?;
    desk.keep(store)?;
    facts(&desk)
}

fn practice_zone() -> Result<chrono_tz::Tz, Fault> {
    practice::TIME_ZONE.parse().map_err(|_| Fault::failed("damaged"))
}
