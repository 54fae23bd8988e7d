//! What was done, and taking it back.

use lobby_core::{
    audit::op::Op,
    base::{ids::RecordId, request::RequestKey},
    db::Done,
    history::{self, Filter, Line, Undo},
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Returns lines of history, newest first, as far as the signed-in person may see them.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn history_lines(desk: State<'_, Desk>, filter: Filter) -> Result<Vec<Line>, Fault> {
    desk.read(Op::ReadHistory, move |db, reading| history::lines(db, &reading.session, &filter)).await
}

/// Takes back what one line did (Ctrl+Z).
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn undo(desk: State<'_, Desk>, key: RequestKey, input: Undo) -> Result<Done<RecordId>, Fault> {
    desk.write(key, Op::Undo, input, history::undo).await
}
