//! The duty manager's log, handovers, the morning report.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{DutyLineId, HandoverId, HandoverItemId, RecordId},
        request::{Request, RequestKey},
    },
    carry::{self, DutyPage, ShiftNamed, UnsignedShift},
    db::Done,
    duty::{self, CorrectDuty, EditDutyRules, EndDuty, SeeHandover, SignHandover, TakeHandover, WriteDuty},
    morning::{self, FigureAsked, Morning, MorningRow, Period},
    staff,
};
use serde::Deserialize;
use specta::Type;
use tauri::State;

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
};

/// Who takes a sheet over, with their PIN: whoever is signed in at the desk stays signed in.
#[derive(Deserialize, Type)]
pub(crate) struct HandTaken {
    take: TakeHandover,
    /// What they sign in with.
    sign_in: String,
    pin: String,
}

/// Returns one shift whole; the one that is to be handed over where none is named.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duty_page(desk: State<'_, Desk>, shift: Option<ShiftNamed>) -> Result<DutyPage, Fault> {
    desk.read(Op::ReadDuty, move |db, reading| carry::page(db, &reading.session, reading.at, shift)).await
}

/// Returns the shifts that nobody took over.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duty_unsigned(desk: State<'_, Desk>) -> Result<Vec<UnsignedShift>, Fault> {
    desk.read(Op::ReadDuty, |db, reading| carry::unsigned(db, reading.at)).await
}

/// Writes a line of the log.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duty_write(desk: State<'_, Desk>, key: RequestKey, input: WriteDuty) -> Result<Done<DutyLineId>, Fault> {
    desk.write(key, Op::WriteDuty, input, duty::write).await
}

/// Puts a line right by another one.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duty_correct(desk: State<'_, Desk>, key: RequestKey, input: CorrectDuty) -> Result<Done<DutyLineId>, Fault> {
    desk.write(key, Op::CorrectDuty, input, duty::correct).await
}

/// Ends what follows from a line, or unlocks a double-locked room.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duty_end(desk: State<'_, Desk>, key: RequestKey, input: EndDuty) -> Result<Done<DutyLineId>, Fault> {
    desk.write(key, Op::EndDuty, input, duty::end).await
}

/// Signs the sheet of a shift for who leaves.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn handover_sign(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: SignHandover,
) -> Result<Done<HandoverId>, Fault> {
    desk.write(key, Op::SignHandover, input, carry::sign).await
}

/// Ticks an item of a sheet off as looked at, or takes the tick away.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn handover_see(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: SeeHandover,
) -> Result<Done<HandoverItemId>, Fault> {
    desk.write(key, Op::SeeHandover, input, duty::see).await
}

/// Takes a sheet over for the person whose PIN was given.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn handover_take(desk: State<'_, Desk>, key: RequestKey, input: HandTaken) -> Result<Done<HandoverId>, Fault> {
    desk.work(move |store, _| {
        let session = staff::sign_in(store, &input.sign_in, &input.pin, machine_now())?;
        let request = Request { key, at: store.hotel().now(machine_now()), session, seed: seed()? };
        Ok(store.write(&request, Op::TakeHandover, &input.take, |tx| duty::take(tx, &input.take))?)
    })
    .await
}

/// Sets when shifts begin and what is counted at a handover.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn duty_rules_edit(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: EditDutyRules,
) -> Result<Done<RecordId>, Fault> {
    desk.write(key, Op::EditDutyRules, input, duty::edit_rules).await
}

/// Returns the morning report of a period.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn morning_report(desk: State<'_, Desk>, period: Period) -> Result<Morning, Fault> {
    desk.read(Op::ReadMorning, move |db, reading| morning::report(db, &reading.session, reading.at, period)).await
}

/// Returns the rows behind one figure of the report.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn morning_rows(desk: State<'_, Desk>, asked: FigureAsked) -> Result<Vec<MorningRow>, Fault> {
    desk.read(Op::ReadMorning, move |db, reading| morning::rows_of(db, &reading.session, reading.at, asked)).await
}
