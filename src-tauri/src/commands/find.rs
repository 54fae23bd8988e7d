//! The one box.

use std::time::Instant as Stopwatch;

use lobby_core::{
    audit::op::Op,
    search::{self, Hit},
};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Most hits that the box shows.
const HITS_SHOWN: usize = 9;

/// What the box found.
#[derive(Serialize, Type)]
pub(crate) struct Found {
    hits: Vec<Hit>,
    /// Where nobody is found: whom the words come near.
    near: Vec<Hit>,
    /// How long the core took, in milliseconds.
    took_ms: f64,
}

/// Returns the guests that `words` mean, best first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn find(desk: State<'_, Desk>, words: String) -> Result<Found, Fault> {
    desk.read(Op::FindGuests, move |db, reading| {
        let begun = Stopwatch::now();
        let hits = search::find(db, &words, reading.today, HITS_SHOWN)?;
        let near = if hits.is_empty() { search::near(db, &words, reading.today, HITS_SHOWN)? } else { Vec::new() };
        Ok(Found { hits, near, took_ms: begun.elapsed().as_secs_f64() * 1_000.0 })
    })
    .await
}
