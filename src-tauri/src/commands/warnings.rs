//! 分析: the early warning's charts and signals, and the register of corrective actions.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{ActionId, RecordId},
        request::RequestKey,
    },
    db::Done,
    tickets::{InboxLine, ProblemCode},
    warnings::{
        self, Behind, CauseKind, Causes, Effect, GapChart, HouseMap, Scope, Signal, WatchRules, WeeklyChart,
        register::{self, Action, ActionAnswer, ActionLine, ActionScope, RaiseAction, StepAction},
    },
};
use tauri::State;

use crate::{desk::Desk, fault::Fault};

/// Returns complaints per 100 occupied room-nights by the week, with their limits.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn warning_chart(desk: State<'_, Desk>, scope: Scope, weeks: Option<u32>) -> Result<WeeklyChart, Fault> {
    desk.read(Op::ReadWarnings, move |db, reading| warnings::weekly_chart(db, &reading.session, &scope, weeks, reading.today))
        .await
}

/// Returns the Pareto of what a figure counts.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn warning_causes(desk: State<'_, Desk>, behind: Behind, kind: CauseKind) -> Result<Causes, Fault> {
    desk.read(Op::ReadWarnings, move |db, reading| warnings::causes(db, &reading.session, &behind, kind)).await
}

/// Returns where in the house the complaints are that a figure counts.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn warning_map(desk: State<'_, Desk>, behind: Behind) -> Result<HouseMap, Fault> {
    desk.read(Op::ReadWarnings, move |db, reading| warnings::map(db, &reading.session, &behind)).await
}

/// Returns the days between complaints of one problem.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn warning_gaps(desk: State<'_, Desk>, problem: ProblemCode) -> Result<GapChart, Fault> {
    desk.read(Op::ReadWarnings, move |db, reading| warnings::gap_chart(db, &reading.session, problem, reading.today)).await
}

/// Returns what repeats itself.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn warning_signals(desk: State<'_, Desk>) -> Result<Vec<Signal>, Fault> {
    desk.read(Op::ReadWarnings, |db, reading| warnings::signals(db, &reading.session, reading.today)).await
}

/// Returns the complaints that a figure counts, the newest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn warning_behind(desk: State<'_, Desk>, behind: Behind) -> Result<Vec<InboxLine>, Fault> {
    desk.read(Op::ReadTickets, move |db, reading| warnings::behind(db, &reading.session, &behind)).await
}

/// Returns the house's own figures of the early warning.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn watch_rules(desk: State<'_, Desk>) -> Result<WatchRules, Fault> {
    desk.read(Op::ReadWarnings, |db, _| warnings::watch_rules(db)).await
}

/// Takes other figures for the house.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn watch_rules_set(desk: State<'_, Desk>, key: RequestKey, input: WatchRules) -> Result<Done<RecordId>, Fault> {
    desk.write(key, Op::SetWatchRules, input, warnings::set_watch_rules).await
}

/// Returns the register, what is due first at the top.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn action_list(desk: State<'_, Desk>, scope: ActionScope) -> Result<Vec<ActionLine>, Fault> {
    desk.read(Op::ReadActions, move |db, reading| register::list(db, &reading.session, scope, reading.today)).await
}

/// Returns one corrective action whole.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn action_show(desk: State<'_, Desk>, action: ActionId) -> Result<Action, Fault> {
    desk.read(Op::ReadActions, move |db, reading| register::show(db, &reading.session, action, reading.today)).await
}

/// Returns what a corrective action did to the complaints it is about.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn action_effect(desk: State<'_, Desk>, action: ActionId) -> Result<Effect, Fault> {
    desk.read(Op::ReadActions, move |db, reading| warnings::effect_of(db, &reading.session, action, reading.today)).await
}

/// Writes a finding into the register.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn action_raise(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: RaiseAction,
) -> Result<Done<ActionAnswer>, Fault> {
    desk.write(key, Op::RaiseAction, input, register::raise).await
}

/// Records one step of a corrective action.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn action_step(desk: State<'_, Desk>, key: RequestKey, input: StepAction) -> Result<Done<ActionAnswer>, Fault> {
    desk.write(key, Op::StepAction, input, register::step).await
}
