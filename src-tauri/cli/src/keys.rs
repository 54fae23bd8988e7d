//! `keys`: what opens the file; the printed recovery key tested or made anew, the passphrase, a new key for the whole file, the
//! machine's key store turned on and off.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    backup::{
        quarantine,
        rekey::{self, KeyAct, KeysDone},
    },
    base::{
        entropy::Entropy,
        error::{Common, Result},
        html::escaped,
        request::{Request, RequestKey},
        role::Session,
        time::Instant,
    },
    db::{
        Store, Tx,
        file::WindowHold,
        hotel::Hotel,
        keys::{FileKey, SlotKind, Slots},
    },
    open, staff,
};
use lobby_keystore::{TurnedOff, forget, turn_off, turn_on};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    downtime::LOOK,
    files::shown,
    machine,
    sealed::put_private,
    stop::{Outcome, Stop},
};

/// The file's keys: the printed recovery key, the passphrase, a new key for everything
#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    Slots(ShowSlots),
    Test(Test),
    Recovery(Recovery),
    Passphrase(Passphrase),
    Rekey(Rekey),
    #[command(subcommand)]
    KeyStore(KeyStoreCommand),
}

/// What opens the file, and when the printed recovery key was last tested
#[derive(Debug, Args)]
pub(crate) struct ShowSlots {}

/// The machine's key store: whoever may sign in to this account opens the file; PINs are asked as before
#[derive(Debug, Subcommand)]
pub(crate) enum KeyStoreCommand {
    /// Has it open the file from now on; never with LOBBY_PASSPHRASE set
    On,
    /// Has the passphrase asked for again, also where the store is gone; with LOBBY_PASSPHRASE set what it holds stays there
    Off,
}

/// Type the printed recovery key to see that it opens
#[derive(Debug, Args)]
pub(crate) struct Test {
    /// A file that holds what was typed off the sheet; else LOBBY_RECOVERY, else it is asked for
    #[arg(long, value_name = "PATH")]
    recovery_file: Option<PathBuf>,
}

/// A new recovery key in the place of the old one; print it, it is shown once
#[derive(Debug, Args)]
pub(crate) struct Recovery {
    #[command(flatten)]
    sheet: SheetAt,
}

/// Where the sheet that goes into the safe is written.
#[derive(Debug, Args)]
pub(crate) struct SheetAt {
    /// Writes the sheet for the safe as a page that prints, readable by its owner alone; print it and take it away
    #[arg(long, value_name = "PATH")]
    sheet: Option<PathBuf>,
}

/// A new passphrase in the place of the old one
#[derive(Debug, Args)]
pub(crate) struct Passphrase {
    #[command(flatten)]
    new: NewPassphrase,
}

/// A new key for the whole file, with a new passphrase and a new recovery key; nobody else may have it open
#[derive(Debug, Args)]
pub(crate) struct Rekey {
    #[command(flatten)]
    new: NewPassphrase,
    #[command(flatten)]
    sheet: SheetAt,
}

#[derive(Debug, Args)]
struct NewPassphrase {
    /// A file that holds the new passphrase; else LOBBY_NEW_PASSPHRASE, else it is asked for
    #[arg(long, value_name = "PATH")]
    new_passphrase_file: Option<PathBuf>,
}

/// What `keys slots` answers.
#[derive(Serialize)]
struct ShownSlots {
    slots: Vec<SlotKind>,
    recovery_tested_at: Option<String>,
}

#[derive(Serialize)]
struct Tested {
    opens: bool,
}

#[derive(Serialize)]
struct NewRecovery {
    recovery_key: String,
}

#[derive(Serialize)]
struct Changed {
    changed: bool,
}

#[derive(Serialize)]
struct TurnedOn {
    on: bool,
}

#[derive(Serialize)]
struct NewKey {
    recovery_key: String,
    /// The key store opened the file, and does not open it under the new key.
    key_store_off: bool,
    /// The old set, which the old key opens.
    old: String,
    /// Why the history does not say that it was done, only that it was begun; nothing where it says both.
    not_noted: Option<String>,
}

impl KeysCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Test(command) => command.run(desk),
            Self::Recovery(command) => command.run(desk),
            Self::Passphrase(command) => command.run(desk),
            Self::Rekey(command) => command.run(desk),
            Self::Slots(_) => slots(desk),
            Self::KeyStore(command) => command.run(desk),
        }
    }
}

fn slots(desk: &Desk) -> Outcome<Answer> {
    desk.read(Op::ChangeKeys, |_, _| Ok(()))?;
    let slots = Slots::read(desk.store()?.path())?;
    let recovery_tested_at = slots.tested_ms.map(|at| Instant::from_ms(at).rfc3339());
    Answer::of(&ShownSlots { slots: slots.kinds(), recovery_tested_at })
}

impl KeyStoreCommand {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let (request, key_store) = (desk.request()?, desk.key_store());
        match self {
            Self::On => {
                turn_on(desk.store()?, &request, machine::seed()?, key_store.as_ref())?;
                Answer::of(&TurnedOn { on: true })
            }
            Self::Off => {
                let off: TurnedOff = turn_off(desk.store()?, &request, key_store.as_ref())?.value;
                Answer::of(&off)
            }
        }
    }
}

/// The file, opened for one act on its keys, by somebody who may.
pub(crate) struct Entered {
    pub(crate) path: PathBuf,
    pub(crate) store: Store,
    pub(crate) key: FileKey,
    pub(crate) session: Session,
}

impl Entered {
    /// Returns the file of the desk, opened by somebody who may do `op`.
    pub(crate) fn of(desk: &Desk, op: Op) -> Outcome<Self> {
        let path = desk.file()?;
        let secret = desk.passphrase_of(&path)?;
        let key = Slots::read(&path)?.open(&secret).map_err(|error| Stop::not_opened(&error))?;
        let store = open::with_key(&path, key.clone()).map_err(|error| Stop::not_opened(&error))?;
        let session = staff::sign_in(&store, desk.user()?, desk.pin()?.expose_secret(), machine::now())?;
        store.heard(&session, store.hotel().now(machine::now()), store.read(&session, op, |_| Ok(())))?;
        Ok(Self { path, store, key, session })
    }

    /// Returns the hotel's instant.
    pub(crate) fn at(&self) -> Instant {
        self.store.hotel().now(machine::now())
    }

    /// Runs one write under the key that the desk gives.
    pub(crate) fn write<I: Serialize>(
        &self,
        desk: &Desk,
        op: Op,
        input: &I,
        run: impl FnOnce(&mut Tx<'_>, &I) -> Result<()>,
    ) -> Outcome<()> {
        let request = Request { key: desk.key()?, at: self.at(), session: self.session.clone(), seed: machine::seed()? };
        self.store.write(&request, op, input, |tx| run(tx, input))?;
        Ok(())
    }

    fn done(&self, desk: &Desk, act: KeyAct) -> Outcome<()> {
        self.write(desk, Op::ChangeKeys, &KeysDone { act }, rekey::record)
    }
}

/// Looks whether what was typed off the printed sheet opens the file at `path`.
///
/// Errors: usage, where nobody gives it; `wrong_passphrase`.
pub(crate) fn opens_by_recovery(path: &Path, file: Option<&Path>) -> Outcome<()> {
    let typed = machine::secret(file, RECOVERY_VARIABLE, "core.ask.recovery", "recovery_missing")?;
    if Slots::read(path)?.recovers(&typed) { Ok(()) } else { Err(Stop::refused("wrong_passphrase", &[])) }
}

impl Test {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let typed = machine::secret(self.recovery_file.as_deref(), RECOVERY_VARIABLE, "core.ask.recovery", "recovery_missing")?;
        let entered = Entered::of(desk, Op::ChangeKeys)?;
        let mut slots = Slots::read(&entered.path)?;
        let opens = slots.recovers(&typed);
        if opens {
            entered.done(desk, KeyAct::RecoveryTested)?;
            slots.tested_ms = Some(entered.at().ms());
            slots.write(&entered.path)?;
        }
        Ok(Answer::of(&Tested { opens })?.found_wrong(!opens))
    }
}

impl Recovery {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let entered = Entered::of(desk, Op::ChangeKeys)?;
        let mut slots = Slots::read(&entered.path)?;
        let recovery = slots.renew_recovery(&entered.key, &mut Entropy::from_seed(machine::seed()?))?;
        // The sheet first: a key that stands on no paper must not take the place of one that does.
        self.sheet.written(desk, &entered.store.hotel(), entered.at(), &recovery)?;
        entered.done(desk, KeyAct::RecoveryRenewed)?;
        slots.write(&entered.path)?;
        Answer::of(&NewRecovery { recovery_key: recovery.expose_secret().to_owned() })
    }
}

impl SheetAt {
    /// Writes the sheet where one is wanted. Errors: `file_exists`, the file cannot be written.
    pub(crate) fn written(&self, desk: &Desk, hotel: &Hotel, at: Instant, recovery: &SecretString) -> Outcome<()> {
        match &self.sheet {
            Some(path) => put_private(path, &page(desk, hotel, at, recovery)),
            None => Ok(()),
        }
    }
}

/// The sheet for the safe: whose key it is, since when, the key in its groups, what it is for.
fn page(desk: &Desk, hotel: &Hotel, at: Instant, recovery: &SecretString) -> String {
    let text = |key: &str| escaped(&desk.text(key, &[]));
    let drill = if hotel.practice { format!("<p class=drill>{}</p>\n", text("print.practice")) } else { String::new() };
    format!(
        "<!doctype html>\n<html lang=\"{}\"><meta charset=utf-8><title>{title}</title>\n<style>{LOOK}</style>\n{drill}\
         <header><div><div class=house>{}</div><h1>{title}</h1></div><div>{}</div></header>\n\
         <p>{}</p>\n<p class=key>{}</p>\n",
        desk.language(),
        escaped(&hotel.name),
        hotel.clock.local_date(at),
        text("recovery.what"),
        escaped(recovery.expose_secret()),
        title = text("recovery.title"),
    )
}

impl Passphrase {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let entered = Entered::of(desk, Op::ChangeKeys)?;
        let new = self.new.taken()?;
        let mut slots = Slots::read(&entered.path)?;
        slots.change_passphrase(&entered.key, &new, &mut Entropy::from_seed(machine::seed()?))?;
        entered.done(desk, KeyAct::PassphraseChanged)?;
        slots.write(&entered.path)?;
        Answer::of(&Changed { changed: true })
    }
}

impl Rekey {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        // A window that has the file open would go on writing into the old one.
        let _alone = WindowHold::take(&desk.file()?)?;
        let entered = Entered::of(desk, Op::ChangeKeys)?;
        let new = self.new.taken()?;
        entered.done(desk, KeyAct::RekeyBegun)?;
        let at = entered.at();
        let made = rekey::prepare(&entered.store, &new, at, machine::seed()?)?;
        self.sheet.written(desk, &entered.store.hotel(), at, &made.recovery)?;
        let (Entered { path, key, store, session }, seed) = (entered, machine::seed()?);
        drop(store);
        let name = Slots::read(&path)?.key_store().map(ToOwned::to_owned);
        let aside = quarantine::put_in_place(&path, &made.folder, Some(&key), at)?;
        // The new key is in force: whatever fails from here on, the recovery key has to be shown.
        let not_noted = rekeyed(&path, made.key, session, seed).err().map(|error| error.code().to_owned());
        // What the store held opens the old set alone.
        let key_store_off = name.is_some();
        if let (Some(name), Some(key_store)) = (name, desk.key_store()) {
            forget(&key_store, name);
        }
        let is_noted = not_noted.is_none();
        let recovery_key = made.recovery.expose_secret().to_owned();
        let answer = NewKey { recovery_key, key_store_off, old: shown(&aside), not_noted };
        Ok(Answer::of(&answer)?.found_wrong(!is_noted))
    }
}

/// Says in the history of the set that stands at `path` now that it has a new key. The key of the request named the beginning.
fn rekeyed(path: &Path, key: FileKey, session: Session, seed: [u8; 32]) -> Result<()> {
    let store = open::with_key(path, key)?;
    let at = store.hotel().now(machine::now());
    let done = KeysDone { act: KeyAct::Rekeyed };
    let key = RequestKey::new(format!("rekeyed-{}", at.ms())).ok_or(Common::BadValue { field: "key" })?;
    // The PIN was given with this command, however long the copy took.
    let request = Request { key, at, session: Session { pin_at: at, ..session }, seed };
    store.write(&request, Op::ChangeKeys, &done, |tx| rekey::record(tx, &done)).map(drop)
}

impl NewPassphrase {
    fn taken(&self) -> Outcome<SecretString> {
        machine::secret(self.new_passphrase_file.as_deref(), NEW_VARIABLE, "core.ask.new_passphrase", "passphrase_missing")
    }
}

/// What was typed off the printed sheet.
const RECOVERY_VARIABLE: &str = "LOBBY_RECOVERY";
/// The passphrase that takes the place of the old one.
const NEW_VARIABLE: &str = "LOBBY_NEW_PASSPHRASE";
