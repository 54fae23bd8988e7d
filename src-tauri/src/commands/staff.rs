//! Colleagues: who may sign in, with what post, and their PINs.

use lobby_core::{
    audit::op::Op,
    base::{ids::UserId, request::RequestKey},
    db::Done,
    staff::{self, EditUser, NewUser, SetPin, User},
};
use serde::Deserialize;
use specta::Type;
use tauri::State;

use super::start::half;
use crate::{
    desk::{Desk, asks_pin, request, seed},
    fault::Fault,
};

/// Returns everybody who signs in or once did, in the order they were added.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn staff_list(desk: State<'_, Desk>) -> Result<Vec<User>, Fault> {
    desk.read(Op::ReadStaff, |db, _| staff::list(db)).await
}

/// Adds a colleague; their PIN follows.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn staff_add(desk: State<'_, Desk>, key: RequestKey, input: NewUser) -> Result<Done<UserId>, Fault> {
    desk.write(key, Op::AddUser, input, staff::add).await
}

/// Changes a colleague's name, post, department, or whether they may sign in.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn staff_edit(desk: State<'_, Desk>, key: RequestKey, input: EditUser) -> Result<Done<UserId>, Fault> {
    desk.write(key, Op::EditUser, input, staff::edit).await
}

/// A PIN as somebody chose it: one's own, or that of a colleague who stands at this desk.
#[derive(Deserialize, Type)]
pub(crate) struct ChosenPin {
    user: UserId,
    pin: String,
}

/// Sets a PIN; the old one opens nothing from then on.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn staff_pin(desk: State<'_, Desk>, key: RequestKey, input: ChosenPin) -> Result<Done<UserId>, Fault> {
    desk.work(move |store, session| {
        asks_pin(store, session, Op::SetPin)?;
        staff::pin_may_be_chosen(&input.pin)?;
        let set = SetPin { user: input.user, pin_hash: staff::hash_pin(&input.pin, half(seed()?))? };
        Ok(store.write(&request(store, session.clone(), key)?, Op::SetPin, &set, |tx| staff::set_pin(tx, &set))?)
    })
    .await
}
