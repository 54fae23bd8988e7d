//! What opens the file: another passphrase, another printed recovery key. A new key for the whole file is made by `lobbyctl`
//! alone, for nobody may have the file open meanwhile.

use std::{fs, path::Path};

use lobby_core::{
    audit::{chain::Head, op::Op},
    backup::rekey::{self, KeyAct, KeysDone},
    base::{
        entropy::Entropy,
        error::{Common, Error},
        files,
        request::RequestKey,
        role::Session,
    },
    db::{
        Done, Store,
        keys::{Slots, keys_path},
    },
};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;
use specta::Type;
use tauri::State;

use crate::{
    desk::{Desk, Renewed, machine_now, may, request, seed},
    fault::Fault,
};

/// Puts another passphrase in the place of the old one, which opens nothing but old backups from then on.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn keys_passphrase(desk: State<'_, Desk>, key: RequestKey, passphrase: String) -> Result<Done<()>, Fault> {
    let done = desk
        .work(move |store, session| {
            may(store, session, Op::ChangeKeys)?;
            let new: SecretString = passphrase.into();
            let mut slots = Slots::read(store.path())?;
            let own = store.upkeep(|_, key| Ok(key.clone()))?;
            slots.change_passphrase(&own, &new, &mut Entropy::from_seed(seed()?))?;
            let done = remembered(store, session, key, KeyAct::PassphraseChanged)?;
            slots.write(store.path())?;
            Ok(done)
        })
        .await?;
    // A recovery key that waits was made over the slots of before.
    desk.renew(None);
    Ok(done)
}

/// A recovery key that waits to be typed off its sheet.
#[derive(Serialize, Type)]
pub(crate) struct NewRecovery {
    /// Shown once, and printed.
    recovery_key: String,
    /// The chain's head, so that the sheet in the safe says how far the history went that day.
    head: Head,
}

/// Makes a recovery key for a new sheet. The old one goes on opening the file until the new one was typed off its sheet.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn recovery_new(desk: State<'_, Desk>) -> Result<NewRecovery, Fault> {
    let (renewed, made) = desk
        .work(|store, session| {
            may(store, session, Op::ChangeKeys)?;
            let over = written(store.path())?;
            let mut slots = Slots::read(store.path())?;
            let own = store.upkeep(|_, key| Ok(key.clone()))?;
            let recovery = slots.renew_recovery(&own, &mut Entropy::from_seed(seed()?))?;
            let head = store.read_as_house(|db| db.head())?;
            Ok((Renewed { slots, over }, NewRecovery { recovery_key: recovery.expose_secret().to_owned(), head }))
        })
        .await?;
    desk.renew(Some(renewed));
    Ok(made)
}

/// Puts the new recovery key in the place of the old one, where what was typed off its sheet is that key; returns whether it is.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn recovery_keep(desk: State<'_, Desk>, key: RequestKey, typed: String) -> Result<bool, Fault> {
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    let session = desk.session().ok_or_else(|| Fault::refused("signed_out"))?;
    let at = store.hotel().now(machine_now());
    store.heard(&session, at, may(&store, &session, Op::ChangeKeys))?;
    let kept = desk.renewed(|renewed| {
        if !renewed.slots.recovers(&typed.into()) {
            return Ok(false);
        }
        if written(store.path())? != renewed.over {
            return Err(Fault::from(Error::from(Common::ChangedMeanwhile)));
        }
        remembered(&store, &session, key, KeyAct::RecoveryRenewed)?;
        renewed.slots.tested_ms = Some(at.ms());
        renewed.slots.write(store.path())?;
        Ok(true)
    });
    let kept = kept.ok_or_else(|| Fault::refused("no_new_recovery"))??;
    if kept {
        desk.renew(None);
    }
    Ok(kept)
}

fn remembered(store: &Store, session: &Session, key: RequestKey, act: KeyAct) -> Result<Done<()>, Fault> {
    let done = KeysDone { act };
    Ok(store.write(&request(store, session.clone(), key)?, Op::ChangeKeys, &done, |tx| rekey::record(tx, &done))?)
}

/// Returns what stands in the file of the slots.
fn written(file: &Path) -> Result<Vec<u8>, Fault> {
    let path = keys_path(file);
    fs::read(&path).map_err(|source| Fault::from(files::failed("read", &path, source)))
}
