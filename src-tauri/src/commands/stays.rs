//! Coming and going.

use lobby_core::{
    audit::op::Op,
    base::{ids::StayId, request::RequestKey},
    db::Done,
    flows::check_out::{CheckedOut, check_out},
    stays::{self, CheckIn, CheckOut},
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// The guest has come.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn stay_check_in(desk: State<'_, Desk>, key: RequestKey, input: CheckIn) -> Result<Done<StayId>, Fault> {
    desk.write(key, Op::CheckIn, input, |tx, input| stays::check_in(tx, input).map(|stay| stay.id)).await
}

/// The guest has gone; a member's points are credited in the same write.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn stay_check_out(desk: State<'_, Desk>, key: RequestKey, input: CheckOut) -> Result<Done<CheckedOut>, Fault> {
    desk.write(key, Op::CheckOut, input, check_out).await
}
