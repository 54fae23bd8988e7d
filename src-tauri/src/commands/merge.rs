//! Two records of one person.

use lobby_core::{
    audit::op::Op,
    base::request::RequestKey,
    db::Done,
    flows::merge::{self, MergeGuests, Merged, UnmergeGuests, Unmerged},
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Makes two records one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guest_merge(desk: State<'_, Desk>, key: RequestKey, input: MergeGuests) -> Result<Done<Merged>, Fault> {
    desk.write(key, Op::MergeGuests, input, merge::merge).await
}

/// Takes a merge apart.
#[tauri::command]
#[specta::specta]
pub(crate) async fn guest_unmerge(desk: State<'_, Desk>, key: RequestKey, input: UnmergeGuests) -> Result<Done<Unmerged>, Fault> {
    desk.write(key, Op::UnmergeGuests, input, merge::unmerge).await
}
