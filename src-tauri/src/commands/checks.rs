//! The file held against itself: how it stands, once more by hand, and a head read off an old print.

use lobby_core::{
    audit::op::Op,
    base::error::Common,
    history::{HeadStanding, TypedHead},
};
use tauri::State;

use crate::{
    checks::{CheckState, Checks},
    desk::Desk,
    fault::Fault,
};

/// Returns how the file stands, for the strip that everybody sees.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) fn check_state(checks: State<'_, Checks>) -> CheckState {
    checks.state()
}

/// Has the file held against itself now; how that goes on is told like any other check.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn check_now(desk: State<'_, Desk>, checks: State<'_, Checks>) -> Result<(), Fault> {
    desk.read(Op::Check, |_, _| Ok(())).await?;
    checks.ask();
    Ok(())
}

/// Returns whether the row that an old print names still stands: `48,213 · 7f3a 9c1e`, as it is read off the foot.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn check_head(desk: State<'_, Desk>, text: String) -> Result<HeadStanding, Fault> {
    desk.read(Op::Check, move |db, _| TypedHead::parse(&text).ok_or(Common::BadValue { field: "head" })?.standing(db)).await
}
