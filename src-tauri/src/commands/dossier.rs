//! What is kept of a guest beside stays, wishes and complaints, and the service plan.

use lobby_core::{
    arrivals::{self, DayTasks},
    audit::op::Op,
    base::{
        ids::{AlertId, CompanionId, DealingId, GuestId, PlanTaskId},
        request::RequestKey,
        time::BusinessDate,
    },
    db::Done,
    dossier::{
        self, AddAlert, AddCompanion, AddDealing, AddTask, DropCompanion, DropDealing, DropTask, LiftAlert, MakePlan, TickTask,
    },
    profile::origins::{self, FieldOrigin},
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Returns where each field of a guest's data comes from.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn guest_origins(desk: State<'_, Desk>, guest: GuestId) -> Result<Vec<FieldOrigin>, Fault> {
    desk.read(Op::ShowGuest, move |db, _| origins::of_guest(db, guest)).await
}

/// Writes a dealing down.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn dealing_add(desk: State<'_, Desk>, key: RequestKey, input: AddDealing) -> Result<Done<DealingId>, Fault> {
    desk.write(key, Op::AddDealing, input, dossier::add_dealing).await
}

/// Strikes a dealing off.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn dealing_drop(desk: State<'_, Desk>, key: RequestKey, input: DropDealing) -> Result<Done<DealingId>, Fault> {
    desk.write(key, Op::DropDealing, input, dossier::drop_dealing).await
}

/// Writes a companion down.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn companion_add(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: AddCompanion,
) -> Result<Done<CompanionId>, Fault> {
    desk.write(key, Op::AddCompanion, input, dossier::add_companion).await
}

/// Strikes a companion off.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn companion_drop(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: DropCompanion,
) -> Result<Done<CompanionId>, Fault> {
    desk.write(key, Op::DropCompanion, input, dossier::drop_companion).await
}

/// Writes an alert.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn alert_add(desk: State<'_, Desk>, key: RequestKey, input: AddAlert) -> Result<Done<AlertId>, Fault> {
    desk.write(key, Op::AddAlert, input, dossier::add_alert).await
}

/// Lifts an alert.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn alert_lift(desk: State<'_, Desk>, key: RequestKey, input: LiftAlert) -> Result<Done<AlertId>, Fault> {
    desk.write(key, Op::LiftAlert, input, dossier::lift_alert).await
}

/// Writes a do-not-rent or credit note.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn caution_add(desk: State<'_, Desk>, key: RequestKey, input: AddAlert) -> Result<Done<AlertId>, Fault> {
    desk.write(key, Op::AddCaution, input, dossier::add_caution).await
}

/// Lifts a do-not-rent or credit note.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn caution_lift(desk: State<'_, Desk>, key: RequestKey, input: LiftAlert) -> Result<Done<AlertId>, Fault> {
    desk.write(key, Op::LiftCaution, input, dossier::lift_caution).await
}

/// Returns what departments do on a day, the reader's own department first; today where none is named.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn plan_of_day(desk: State<'_, Desk>, day: Option<BusinessDate>) -> Result<DayTasks, Fault> {
    desk.read(Op::ReadPlan, move |db, reading| {
        arrivals::day_tasks(db, day.unwrap_or(reading.today), reading.today, reading.session.department)
    })
    .await
}

/// Writes a task on the service plan.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn task_add(desk: State<'_, Desk>, key: RequestKey, input: AddTask) -> Result<Done<PlanTaskId>, Fault> {
    desk.write(key, Op::AddTask, input, dossier::add_task).await
}

/// Puts the VIP level's reception standard on the plan.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn plan_make(desk: State<'_, Desk>, key: RequestKey, input: MakePlan) -> Result<Done<u32>, Fault> {
    desk.write(key, Op::AddTask, input, dossier::make_plan).await
}

/// Strikes a task off.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn task_drop(desk: State<'_, Desk>, key: RequestKey, input: DropTask) -> Result<Done<PlanTaskId>, Fault> {
    desk.write(key, Op::DropTask, input, dossier::drop_task).await
}

/// Ticks a task off, or takes the tick away.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn task_tick(desk: State<'_, Desk>, key: RequestKey, input: TickTask) -> Result<Done<PlanTaskId>, Fault> {
    desk.write(key, Op::TickTask, input, dossier::tick_task).await
}
