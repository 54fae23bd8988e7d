//! The way back: a backup looked at in quarantine, put into the place of the file, undone; drills; the printed key.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant as Since},
};

use lobby_core::{
    audit::op::Op,
    backup::{
        drill::{self, Drill, DrillReport},
        house::{BackupFound, found_in},
        quarantine::{self, Opens, Quarantined, Replaced, RestoreReport},
        rekey::{self, KeyAct, KeysDone},
    },
    base::{
        request::{Request, RequestKey},
        role::Session,
        time::Instant,
    },
    db::{
        Done, Store,
        keys::{FileKey, Slots},
        swap,
    },
    open, staff,
};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use specta::Type;
use tauri::State;

use super::start::{Start, facts};
use crate::{
    backups::Backups,
    desk::{Desk, blocking, machine_now, may, seed},
    fault::Fault,
    home,
};

/// Drills that the page lists.
const DRILLS_LISTED: u32 = 20;
/// How long those who still read the file are waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A backup and what opens it.
#[derive(Deserialize, Type)]
pub(crate) struct BackupAndSecret {
    folder: String,
    /// Its passphrase or recovery key.
    secret: String,
}

/// Unpacks a backup beside the file, checks it and says what would be missing; the file is not touched.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn restore_look(desk: State<'_, Desk>, backup: BackupAndSecret) -> Result<Quarantined, Fault> {
    desk.work(move |store, session| {
        may(store, session, Op::RestoreBackup)?;
        let secret = backup.secret.into();
        let at = store.hotel().now(machine_now());
        let from = Path::new(&backup.folder);
        Ok(quarantine::quarantine(from, store.path(), &Opens::Secret(&secret), Some(store), at)?)
    })
    .await
}

/// What was looked at, and what opens it.
#[derive(Deserialize, Type)]
pub(crate) struct PutInPlace {
    looked: Quarantined,
    secret: String,
}

/// Puts what was looked at into the place of the file and opens it; whoever was signed in signs in again.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn restore_put(
    desk: State<'_, Desk>,
    backups: State<'_, Backups>,
    key: RequestKey,
    input: PutInPlace,
) -> Result<Start, Fault> {
    let session = allowed(&desk)?;
    let secret: SecretString = input.secret.into();
    let checked = desk.store().is_some_and(|store| quarantine::is_checked(store.path(), &input.looked.folder));
    if !checked {
        return Err(Fault::refused("no_folder"));
    }
    swapped(&desk, &backups, &input.looked.folder, Some(&secret))?;
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    noted(&store, &session, key, &input.looked.report)?;
    facts(&desk)
}

/// Returns the sets that were moved aside, the latest first.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn restore_replaced(desk: State<'_, Desk>) -> Result<Vec<Replaced>, Fault> {
    desk.work(|store, session| {
        store.read(session, Op::ReadBackups, |_| Ok(()))?;
        Ok(quarantine::replaced(store.path())?)
    })
    .await
}

/// Checks a set that was moved aside and says what would be missing if it were put back; nothing is touched.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn restore_undo_look(desk: State<'_, Desk>, backup: BackupAndSecret) -> Result<RestoreReport, Fault> {
    desk.work(move |store, session| {
        may(store, session, Op::RestoreBackup)?;
        Ok(quarantine::look_aside(&set_aside(store, &backup.folder)?, &backup.secret.into(), store)?)
    })
    .await
}

/// Puts a set that was moved aside back into its place and opens it; the present one is moved aside in turn. Says so in the
/// history of the set that is put back.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn restore_undo(
    desk: State<'_, Desk>,
    backups: State<'_, Backups>,
    key: RequestKey,
    backup: BackupAndSecret,
) -> Result<Start, Fault> {
    let session = allowed(&desk)?;
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    let secret: SecretString = backup.secret.into();
    let set = set_aside(&store, &backup.folder)?;
    // What does not open, or is not whole, is not put back.
    let (report, secret) = blocking(move || Ok((quarantine::look_aside(&set, &secret, &store)?, secret))).await?;
    swapped(&desk, &backups, Path::new(&backup.folder), Some(&secret))?;
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    noted(&store, &session, key, &report)?;
    facts(&desk)
}

/// Returns the set in `folder`, one of those that were moved aside from this file.
fn set_aside(store: &Store, folder: &str) -> Result<Replaced, Fault> {
    quarantine::replaced_in(store.path(), Path::new(folder))?.ok_or_else(|| Fault::refused("no_folder"))
}

fn allowed(desk: &Desk) -> Result<Session, Fault> {
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    let session = desk.session().ok_or_else(|| Fault::refused("signed_out"))?;
    store.heard(&session, store.hotel().now(machine_now()), may(&store, &session, Op::RestoreBackup))?;
    Ok(session)
}

/// Closes the file, swaps its set for `from` and opens what then stands there: the new set, or the old one where it failed.
fn swapped(desk: &Desk, backups: &Backups, from: &Path, secret: Option<&SecretString>) -> Result<(), Fault> {
    let _no_backup = backups.still();
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    let (path, key) = (store.path().to_owned(), store.upkeep(|_, key| Ok(key.clone()))?);
    drop(store);
    desk.close();
    let swapped = patiently(|| quarantine::put_in_place(&path, from, Some(&key), machine_now()));
    let reopened = match (&swapped, secret) {
        (Ok(_), Some(secret)) => open::open(&path, secret),
        _ => open::with_key(&path, key),
    };
    desk.keep(reopened?)?;
    swapped.map(|_| ()).map_err(Fault::from)
}

/// Tries until those who still read the file have let it go.
fn patiently<T>(mut run: impl FnMut() -> lobby_core::base::error::Result<T>) -> lobby_core::base::error::Result<T> {
    let begun = Since::now();
    loop {
        match run() {
            Err(error) if error.code() == "file_in_use" && begun.elapsed() < PATIENCE => {
                std::thread::sleep(Duration::from_millis(200));
            }
            outcome => return outcome,
        }
    }
}

/// In the history where who restored is among the staff of what was restored, else beside it.
fn noted(store: &Store, session: &Session, key: RequestKey, report: &RestoreReport) -> Result<(), Fault> {
    let at = store.hotel().now(machine_now());
    let known = store.read_as_house(staff::list)?.iter().any(|user| user.id == session.user && user.role == session.role);
    if !known {
        return Ok(quarantine::note_as_house(store, seed()?, at, report)?);
    }
    // The PIN was looked at before the set was swapped, however long that took.
    let session = Session { pin_at: at, ..session.clone() };
    let request = Request { key, at, session, seed: seed()? };
    store.write(&request, Op::RestoreBackup, report, |tx| quarantine::record(tx, report))?;
    Ok(())
}

/// Returns the backups in a folder, in the hotel's own folders of a stick, or, where none is named, wherever this desk put
/// them; read without any key, so that the first page can offer them.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn backups_found(desk: State<'_, Desk>, folder: Option<String>) -> Result<Vec<BackupFound>, Fault> {
    let places = match folder {
        Some(folder) => vec![PathBuf::from(folder)],
        None => home::places_of_backups(desk.home()),
    };
    blocking(move || Ok(found_in(&places))).await
}

/// What came of a backup on a machine without the hotel's file, or with a damaged one.
#[derive(Serialize, Type)]
pub(crate) struct Rescued {
    start: Start,
    report: RestoreReport,
}

/// Verifies a backup, puts it in the place of the hotel's file and opens it; a file that is damaged is moved aside, one that
/// opens is never touched.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn open_backup(desk: State<'_, Desk>, path: String, passphrase: String) -> Result<Rescued, Fault> {
    let to = home::hotel_file(desk.home());
    let (store, report) = blocking(move || {
        let secret: SecretString = passphrase.into();
        if to.exists() && !is_damaged(&to, &secret) {
            return Err(Fault::refused("file_exists"));
        }
        let at = machine_now();
        let found = quarantine::quarantine(Path::new(&path), &to, &Opens::Secret(&secret), None, at)?;
        let key: Option<FileKey> = None;
        quarantine::put_in_place(&to, &found.folder, key.as_ref(), at)?;
        let store = open::open(&to, &secret)?;
        quarantine::note_as_house(&store, seed()?, at, &found.report)?;
        Ok((store, found.report))
    })
    .await?;
    home::remember_current(desk.home(), store.path())?;
    desk.keep(store)?;
    Ok(Rescued { start: facts(&desk)?, report })
}

fn is_damaged(file: &Path, secret: &SecretString) -> bool {
    match open::open(file, secret) {
        Ok(_) => false,
        Err(error) => error.is_damage() || ["not_a_lobby_file", "keys_missing", "keys_unreadable"].contains(&error.code()),
    }
}

/// Restores a backup into a scratch place to see that it comes back, and remembers what was found.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn backup_drill(desk: State<'_, Desk>, key: RequestKey, input: BackupAndSecret) -> Result<Done<()>, Fault> {
    desk.work(move |store, session| {
        store.read(session, Op::DrillBackup, |_| Ok(()))?;
        let at = store.hotel().now(machine_now());
        let scratch = swap::folder_for(store.path(), "drill", at);
        let begun = Since::now();
        let own = store.upkeep(|_, key| Ok(key.clone()))?;
        let secret: SecretString = input.secret.clone().into();
        let opens = if input.secret.is_empty() { Opens::Key(&own) } else { Opens::Secret(&secret) };
        let found = drill::run(Path::new(&input.folder), &scratch, &opens)?;
        let took_ms = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
        let report = DrillReport { took_ms, ..found };
        let request = Request { key, at, session: session.clone(), seed: seed()? };
        Ok(store.write(&request, Op::DrillBackup, &report, |tx| drill::record(tx, &report))?)
    })
    .await
}

/// What is known of drills and of the printed key.
#[derive(Serialize, Type)]
pub(crate) struct BackupCare {
    drills: Vec<Drill>,
    /// The last drill is old, or there was none.
    drill_due: bool,
    /// When the printed recovery key was last typed to see that it opens.
    recovery_tested_ms: Option<Instant>,
}

/// Returns the last drills, whether one is due, and when the printed key was tested.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn backup_care(desk: State<'_, Desk>) -> Result<BackupCare, Fault> {
    desk.work(|store, session| {
        let drills = store.read(session, Op::ReadBackups, |db| drill::list(db, DRILLS_LISTED))?;
        let from = store.hotel().now(machine_now()).plus_minutes(-drill::DRILL_EVERY_DAYS * 24 * 60);
        let drill_due = drills.first().is_none_or(|last| last.at_ms < from);
        let tested = Slots::read(store.path())?.tested_ms.map(Instant::from_ms);
        Ok(BackupCare { drills, drill_due, recovery_tested_ms: tested })
    })
    .await
}

/// Returns whether what was typed off the printed sheet opens the file; remembered where it does.
#[tauri::command(root = "door")]
#[specta::specta]
pub(crate) async fn recovery_test(desk: State<'_, Desk>, key: RequestKey, typed: String) -> Result<bool, Fault> {
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    let session = desk.session();
    blocking(move || {
        let mut slots = Slots::read(store.path())?;
        let at = store.hotel().now(machine_now());
        match &session {
            Some(session) => store.heard(session, at, may(&store, session, Op::ChangeKeys))?,
            // At the first start nobody has signed in yet; a sheet that was tested once is tried by nobody in passing.
            None if slots.tested_ms.is_some() => return Err(Fault::refused("signed_out")),
            None => {}
        }
        if !slots.recovers(&typed.into()) {
            return Ok(false);
        }
        if let Some(session) = session {
            let request = Request { key, at, session, seed: seed()? };
            let done = KeysDone { act: KeyAct::RecoveryTested };
            store.write(&request, Op::ChangeKeys, &done, |tx| rekey::record(tx, &done))?;
        }
        slots.tested_ms = Some(at.ms());
        slots.write(store.path())?;
        Ok(true)
    })
    .await
}
