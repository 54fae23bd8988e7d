//! Two records of one person.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{GuestId, MergeId},
        request::RequestKey,
    },
    db::Done,
    flows::{
        merge::{self, MergeGuests, Merged, UnmergeGuests, Unmerged},
        merge_ahead::{self, MergeAhead, UnmergeAhead},
    },
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Returns two records side by side, and what a merge would move.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_merge_ahead(desk: State<'_, Desk>, keep: GuestId, other: GuestId) -> Result<MergeAhead, Fault> {
    desk.read(Op::ReadMerges, move |db, _| merge_ahead::merge(db, keep, other)).await
}

/// Returns what taking a merge apart would give back.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_unmerge_ahead(desk: State<'_, Desk>, merge: MergeId) -> Result<UnmergeAhead, Fault> {
    desk.read(Op::ReadMerges, move |db, _| merge_ahead::unmerge(db, merge)).await
}

/// Makes two records one.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_merge(desk: State<'_, Desk>, key: RequestKey, input: MergeGuests) -> Result<Done<Merged>, Fault> {
    desk.write(key, Op::MergeGuests, input, merge::merge).await
}

/// Takes a merge apart.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_unmerge(desk: State<'_, Desk>, key: RequestKey, input: UnmergeGuests) -> Result<Done<Unmerged>, Fault> {
    desk.write(key, Op::UnmergeGuests, input, merge::unmerge).await
}
