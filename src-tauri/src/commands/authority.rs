//! Who may give how much, 批示 by phone, slips for the cashier, what compensation cost.

use lobby_core::{
    audit::op::Op,
    base::{
        ids::{PhoneId, SlipId, TicketId, UserId},
        request::{Request, RequestKey},
    },
    db::Done,
    flows::compensate,
    staff,
    tickets::{
        self, EditLimits, LimitsVersion, TicketAnswer,
        phone::{self, AnswerPhone, EnrolPhone, OwnPhone, PhoneApproval, PhoneDesk, PhoneSecret},
        slips,
        spending::{self, BudgetVersion, EditBudget, Spending, SpentFilter, SpentRow},
    },
};
use serde::Deserialize;
use specta::Type;
use tauri::State;

use crate::{
    desk::{Desk, machine_now, seed},
    fault::Fault,
};

/// Returns every version of the limits, the one in force first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn limits_history(desk: State<'_, Desk>) -> Result<Vec<LimitsVersion>, Fault> {
    desk.read(Op::ReadTickets, |db, _| tickets::limits_history(db)).await
}

/// Sets other limits for the house.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn limits_edit(desk: State<'_, Desk>, key: RequestKey, input: EditLimits) -> Result<Done<u32>, Fault> {
    desk.write(key, Op::EditLimits, input, tickets::edit_limits).await
}

/// Returns a new secret for the signed-in person's own phone, shown once; nothing is kept.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn phone_offer(desk: State<'_, Desk>) -> Result<PhoneSecret, Fault> {
    let entropy = seed()?;
    desk.read(Op::EnrolPhone, move |db, reading| {
        let who = staff::get(db, reading.session.user)?.sign_in;
        Ok(phone::offer(db, &who, &entropy))
    })
    .await
}

/// One's own phone as the page enrols it.
#[derive(Deserialize, Type)]
pub(crate) struct PhoneForm {
    /// The secret that was shown.
    secret: String,
    /// Six digits that the app makes of it.
    code: String,
    /// One's PIN again: an open desk must not give somebody else's phone this right.
    pin: String,
}

/// Enrols the signed-in person's own phone, in the place of any before.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn phone_enrol(desk: State<'_, Desk>, key: RequestKey, input: PhoneForm) -> Result<Done<UserId>, Fault> {
    desk.work_by_pin(input.pin, move |store, session, _| {
        let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
        let form = EnrolPhone { secret: input.secret, code: input.code };
        Ok(phone::enrol(store, &request, &form, machine_now())?)
    })
    .await
}

/// Returns the signed-in person's own phone and what was approved with it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn phone_own(desk: State<'_, Desk>) -> Result<OwnPhone, Fault> {
    desk.read(Op::ReadHouse, |db, reading| phone::own(db, &reading.session)).await
}

/// Returns who may be called.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn phone_desk(desk: State<'_, Desk>) -> Result<PhoneDesk, Fault> {
    desk.read(Op::ReadTickets, |db, reading| phone::desk(db, &reading.session)).await
}

/// Records 批示 that somebody gives by phone.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn phone_approve(
    desk: State<'_, Desk>,
    key: RequestKey,
    input: PhoneApproval,
) -> Result<Done<TicketAnswer>, Fault> {
    desk.work(move |store, session| {
        let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
        Ok(compensate::phone_approve(store, &request, &input, machine_now())?)
    })
    .await
}

/// Countersigns or disputes an approval that was given in one's name.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn phone_answer(desk: State<'_, Desk>, key: RequestKey, input: AnswerPhone) -> Result<Done<PhoneId>, Fault> {
    desk.write(key, Op::AnswerPhone, input, phone::answer).await
}

/// Writes the cashier's slip of what stands and is on no slip yet.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn slip_write(desk: State<'_, Desk>, key: RequestKey, ticket: TicketId) -> Result<Done<SlipId>, Fault> {
    desk.write(key, Op::WriteSlip, ticket, |tx, ticket| slips::write_slip(tx, *ticket)).await
}

/// Returns what compensation cost.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn spending_read(desk: State<'_, Desk>, filter: SpentFilter) -> Result<Spending, Fault> {
    desk.read(Op::ReadSpending, move |db, reading| spending::spending(db, &reading.session, &filter)).await
}

/// Returns the remedies behind a figure.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn spending_rows(desk: State<'_, Desk>, filter: SpentFilter) -> Result<Vec<SpentRow>, Fault> {
    desk.read(Op::ReadSpending, move |db, reading| spending::spent_rows(db, &reading.session, &filter)).await
}

/// Returns the budget in force.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn budget_read(desk: State<'_, Desk>) -> Result<BudgetVersion, Fault> {
    desk.read(Op::ReadSpending, |db, _| spending::budget(db)).await
}

/// Sets another budget.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn budget_edit(desk: State<'_, Desk>, key: RequestKey, input: EditBudget) -> Result<Done<u32>, Fault> {
    desk.write(key, Op::EditBudget, input, spending::edit_budget).await
}
