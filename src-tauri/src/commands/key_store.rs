//! The machine's key store turned on and off for the open file, by who runs the house.

use lobby_core::{
    audit::op::Op,
    base::request::{Request, RequestKey},
    db::{Done, keys::Slots},
};
use lobby_keystore::{TurnedOff, turn_off, turn_on};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::{
    desk::{Desk, asks_pin, machine_now, seed},
    fault::Fault,
    home,
};

/// How the file stands to the key store.
#[derive(Serialize, Type)]
pub(crate) struct KeyStoreState {
    /// It opens the file.
    on: bool,
    /// The environment gave the passphrase: the store is never touched then.
    untouched: bool,
}

/// Returns whether the key store opens the file.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn key_store_state(desk: State<'_, Desk>) -> Result<KeyStoreState, Fault> {
    desk.work(|store, session| {
        store.read(session, Op::SetKeyStore, |_| Ok(()))?;
        let on = Slots::read(store.path())?.key_store().is_some();
        Ok(KeyStoreState { on, untouched: home::passphrase_given().is_some() })
    })
    .await
}

/// Has the key store open the file from now on: who may sign in to this machine's account opens it.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn key_store_on(desk: State<'_, Desk>, key: RequestKey) -> Result<Done<()>, Fault> {
    let key_store = desk.key_store();
    desk.work(move |store, session| {
        asks_pin(store, session, Op::SetKeyStore)?;
        let asked = home::passphrase_given().is_none().then_some(&key_store);
        let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
        Ok(turn_on(store, &request, seed()?, asked)?)
    })
    .await
}

/// Has the passphrase asked for again, and the store forget what it held.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn key_store_off(desk: State<'_, Desk>, key: RequestKey) -> Result<Done<TurnedOff>, Fault> {
    let key_store = desk.key_store();
    desk.work(move |store, session| {
        asks_pin(store, session, Op::SetKeyStore)?;
        let asked = home::passphrase_given().is_none().then_some(&key_store);
        let request = Request { key, at: store.hotel().now(machine_now()), session: session.clone(), seed: seed()? };
        Ok(turn_off(store, &request, asked)?)
    })
    .await
}
