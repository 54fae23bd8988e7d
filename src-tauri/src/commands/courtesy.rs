//! 主动问候: whom to greet, and what they answered.

use lobby_core::{
    audit::op::Op,
    base::{ids::DealingId, request::RequestKey},
    courtesy::{self, CallDays, CourtesyCalls},
    db::Done,
    dossier::{self, MakeCall},
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Returns whom the duty manager greets on some days, and who was; today where none are named.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn courtesy_calls(desk: State<'_, Desk>, days: Option<CallDays>) -> Result<CourtesyCalls, Fault> {
    desk.read(Op::ReadCalls, move |db, reading| {
        let days = days.unwrap_or(CallDays { from: reading.today, to: reading.today });
        courtesy::of_days(db, reading.at, days)
    })
    .await
}

/// Writes down that a guest was greeted and how they answered.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn call_make(desk: State<'_, Desk>, key: RequestKey, input: MakeCall) -> Result<Done<DealingId>, Fault> {
    desk.write(key, Op::MakeCall, input, dossier::make_call).await
}
