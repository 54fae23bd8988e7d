//! The key store of the operating system as one more way to a hotel's file (docs/adr/key-store.md): who may sign in to this
//! machine's account opens it, and what a person does at the desk still asks for their PIN.
//!
//! Off until somebody turns it on; never asked where the passphrase was given; and no way in that anybody must rely on: whatever
//! the store answers, or does not, the passphrase and the printed key open the file. The core knows nothing of it but its slot.

mod system;

use std::{
    path::Path,
    sync::{Arc, mpsc},
    thread,
    time::Duration,
};

use lobby_core::{
    audit::op::Op,
    backup::key_store::{KeyStoreAct, SetKeyStore, record},
    base::{
        entropy::Entropy,
        error::{Refusal, Result},
        request::Request,
    },
    db::{
        Done, Store,
        keys::{Slots, key_store::StoreSecret},
        swap,
    },
    open,
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

pub use system::System;

/// How long a store is waited for before somebody is asked for the passphrase.
pub const PATIENCE: Duration = Duration::from_secs(4);
/// How long it is waited for by whoever turns it on: the system may ask them for the store's own password first.
pub const PATIENCE_AT_DESK: Duration = Duration::from_secs(60);

/// A place outside the hotel's file that holds a secret under a name: the operating system's, or one made up for a test.
pub trait KeyStore: Send + Sync {
    /// Holds `secret` under `name` from now on, in the place of another.
    ///
    /// Errors: [`StoreFault`].
    fn keep(&self, name: &str, secret: &[u8]) -> Result<(), StoreFault>;

    /// Returns what is held under `name`; asks nobody anything.
    ///
    /// Errors: [`StoreFault`].
    fn find(&self, name: &str) -> Result<Zeroizing<Vec<u8>>, StoreFault>;

    /// Holds nothing under `name` any more.
    ///
    /// Errors: [`StoreFault`].
    fn forget(&self, name: &str) -> Result<(), StoreFault>;
}

/// Why the key store does not open the file. Nothing of what it holds or said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub enum StoreFault {
    /// This machine, or this session of it, has none.
    Absent,
    /// It is there, and locked.
    Locked,
    /// It holds nothing for this file: it was wiped, or another account's is asked.
    NoSecret,
    /// What it holds does not open this file.
    Foreign,
    /// It did not answer in time.
    Slow,
    /// It answered with an error.
    Failed,
}

impl Refusal for StoreFault {
    fn code(&self) -> &'static str {
        match self {
            Self::Absent => "key_store_absent",
            Self::Locked => "key_store_locked",
            Self::NoSecret => "key_store_no_secret",
            Self::Foreign => "key_store_foreign",
            Self::Slow => "key_store_slow",
            Self::Failed => "key_store_failed",
        }
    }
}

/// Why the key store cannot be turned on at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStoreRefusal {
    /// A practice hotel opens without asking.
    Practice,
    /// The passphrase was given by the environment, where a store is never touched.
    PassphraseGiven,
}

impl Refusal for KeyStoreRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Practice => "key_store_practice",
            Self::PassphraseGiven => "key_store_not_asked",
        }
    }
}

/// What came of opening a file without asking anybody.
pub enum Opened {
    /// It is open.
    Open(Box<Store>),
    /// Somebody is to be asked for the passphrase; why, where the key store should have done.
    AskPassphrase(Option<StoreFault>),
}

/// Opens the hotel file at `path` with what the key store holds, where it was turned on for it; waits [`PATIENCE`] at most.
///
/// Errors: failures of a file that the key opens.
pub fn opened(path: &Path, store: &Arc<dyn KeyStore>) -> Result<Opened> {
    // What is wrong with the slots is said to whoever types something for them.
    let Ok(slots) = swap::settle(path).and_then(|()| Slots::read(path)) else { return Ok(Opened::AskPassphrase(None)) };
    let Some(name) = slots.key_store().map(ToOwned::to_owned) else { return Ok(Opened::AskPassphrase(None)) };
    let found = match within(PATIENCE, store, move |store| store.find(&name)) {
        Ok(found) => found,
        Err(fault) => return Ok(Opened::AskPassphrase(Some(fault))),
    };
    let foreign = Opened::AskPassphrase(Some(StoreFault::Foreign));
    let Some(key) = slots.open_by_key_store(&found) else { return Ok(foreign) };
    match open::with_key(path, key) {
        Ok(store) => Ok(Opened::Open(Box::new(store))),
        // Another file under this name, or a damaged one: what somebody types says which.
        Err(error) if error.code() == "not_a_lobby_file" => Ok(foreign),
        Err(error) => Err(error),
    }
}

/// Has the key store open the file from now on, under a secret made of `seed`, which is fresh from the operating system. What
/// it holds is read again before anything relies on it. There is no `store` where none may be asked.
///
/// Errors: `not_allowed`, `pin_again`, [`KeyStoreRefusal`], [`StoreFault`]; nothing is changed then.
pub fn turn_on(file: &Store, request: &Request, seed: [u8; 32], store: Option<&Arc<dyn KeyStore>>) -> Result<Done<()>> {
    file.read(&request.session, Op::SetKeyStore, |_| Ok(()))?;
    if file.hotel().practice {
        return Err(KeyStoreRefusal::Practice.into());
    }
    let store = store.ok_or(KeyStoreRefusal::PassphraseGiven)?;
    let mut entropy = Entropy::from_seed(seed);
    let StoreSecret { name, secret } = StoreSecret::new(&mut entropy);
    let (under, held) = (name.clone(), secret.clone());
    within(PATIENCE_AT_DESK, store, move |store| {
        store.keep(&under, &*held)?;
        if store.find(&under)?.as_slice() == held.as_slice() { Ok(()) } else { Err(StoreFault::Failed) }
    })?;
    let before = Slots::read(file.path())?.key_store().filter(|before| *before != name).map(ToOwned::to_owned);
    let set = written(file, request, KeyStoreAct::On, |slots| {
        let key = file.upkeep(|_, key| Ok(key.clone()))?;
        slots.put_key_store(&key, &StoreSecret { name: name.clone(), secret }, &mut entropy)
    });
    // A secret without its slot opens nothing: where the store does not let it go, it lies there for nothing.
    if let Some(useless) = if set.is_ok() { before } else { Some(name) } {
        let _stays = within(PATIENCE, store, move |store| store.forget(&useless));
    }
    set
}

/// What came of turning the key store off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TurnedOff {
    /// The secret is gone from the store too. One that stays there opens nothing any more.
    pub forgotten: bool,
}

/// Has the passphrase asked for again: the slot goes, and the secret from the store, where there is a `store` to ask.
///
/// Errors: `not_allowed`, `pin_again`, failures of the file. A store that is gone or locked is none.
pub fn turn_off(file: &Store, request: &Request, store: Option<&Arc<dyn KeyStore>>) -> Result<Done<TurnedOff>> {
    let mut name = None;
    let done = written(file, request, KeyStoreAct::Off, |slots| {
        name = slots.drop_key_store();
        Ok(())
    })?;
    let forgotten = match (name, store) {
        (Some(name), Some(store)) => forget(store, name),
        (None, _) => true,
        (Some(_), None) => false,
    };
    Ok(Done { value: TurnedOff { forgotten }, changed: done.changed, seq: done.seq })
}

/// Has the store hold nothing under `name` any more; returns whether that is so.
pub fn forget(store: &Arc<dyn KeyStore>, name: String) -> bool {
    matches!(within(PATIENCE, store, move |store| store.forget(&name)), Ok(()) | Err(StoreFault::NoSecret))
}

/// The history first, then the slots as they lie there now: somebody may have changed the passphrase meanwhile.
fn written(file: &Store, request: &Request, act: KeyStoreAct, change: impl FnOnce(&mut Slots) -> Result<()>) -> Result<Done<()>> {
    let set = SetKeyStore { act };
    let done = file.write(request, Op::SetKeyStore, &set, |tx| record(tx, &set))?;
    let mut slots = Slots::read(file.path())?;
    change(&mut slots)?;
    slots.write(file.path())?;
    Ok(done)
}

/// Returns what `ask` answers, or that the store is slow: what answers later is not waited for.
///
/// Errors: [`StoreFault`].
pub fn within<T: Send + 'static>(
    patience: Duration,
    store: &Arc<dyn KeyStore>,
    ask: impl FnOnce(&dyn KeyStore) -> Result<T, StoreFault> + Send + 'static,
) -> Result<T, StoreFault> {
    let (answer, answered) = mpsc::channel();
    let store = Arc::clone(store);
    // A thread of its own: a bus that hangs must not hold one that others wait for.
    thread::spawn(move || {
        let _nobody_waits = answer.send(ask(&*store));
    });
    answered.recv_timeout(patience).unwrap_or_else(|error| match error {
        mpsc::RecvTimeoutError::Timeout => Err(StoreFault::Slow),
        mpsc::RecvTimeoutError::Disconnected => Err(StoreFault::Failed),
    })
}
