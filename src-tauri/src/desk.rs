//! The desk: which hotel file is open, who signed in, and the thread that works on it.
//!
//! Everything the core needs from outside is taken here and nowhere else: the clock, entropy, the session.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{SystemTime, UNIX_EPOCH},
};

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        request::{Request, RequestKey},
        role::Session,
        time::{BusinessDate, Instant},
    },
    db::{Db, Done, Store, Tx, file::WindowHold},
};
use serde::{Serialize, de::DeserializeOwned};

use crate::fault::Fault;

/// State of the window's one desk.
pub(crate) struct Desk {
    home: PathBuf,
    open: RwLock<Option<Open>>,
    session: RwLock<Option<Session>>,
    cancel: Arc<AtomicBool>,
}

#[derive(Clone)]
struct Open {
    store: Arc<Store>,
    /// One window per file: held as long as the file is open.
    _hold: Arc<WindowHold>,
}

/// What a read may know beside the file: when it is and who asks.
pub(crate) struct Reading {
    /// The hotel's instant.
    pub(crate) at: Instant,
    /// The hotel's day.
    pub(crate) today: BusinessDate,
    /// Who asks.
    pub(crate) session: Session,
}

impl Desk {
    /// Returns a desk whose files lie in `home`, with nothing open.
    pub(crate) fn new(home: PathBuf) -> Self {
        Self { home, open: RwLock::default(), session: RwLock::default(), cancel: Arc::default() }
    }

    /// Returns the folder of the hotel files.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// Takes the hold of the file and keeps it open; whoever was signed in is signed out.
    ///
    /// Errors: `file_in_use` where another window has it.
    pub(crate) fn keep(&self, store: Store) -> std::result::Result<(), Fault> {
        let hold = WindowHold::take(store.path())?;
        self.sign_out();
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = Some(Open { store: Arc::new(store), _hold: Arc::new(hold) });
        Ok(())
    }

    /// Lets the file go.
    pub(crate) fn close(&self) {
        self.sign_out();
        *self.open.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns the open file, where there is one.
    pub(crate) fn store(&self) -> Option<Arc<Store>> {
        self.open.read().unwrap_or_else(PoisonError::into_inner).as_ref().map(|open| Arc::clone(&open.store))
    }

    /// Returns who is signed in.
    pub(crate) fn session(&self) -> Option<Session> {
        self.session.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers who signed in.
    pub(crate) fn signed_in(&self, session: Session) {
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = Some(session);
    }

    /// Forgets who signed in.
    pub(crate) fn sign_out(&self) {
        *self.session.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Returns the flag that asks a long job to stop, lowered.
    pub(crate) fn new_job(&self) -> Arc<AtomicBool> {
        self.cancel.store(false, Ordering::Relaxed);
        Arc::clone(&self.cancel)
    }

    /// Asks the running job to stop.
    pub(crate) fn cancel_job(&self) {
        self.cancel.store(true, Ordering::Relaxed);
    }

    /// Runs a read on a thread of its own, where the signed-in person may do `op`.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        op: Op,
        read: impl FnOnce(&Db, &Reading) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Fault> {
        let (store, session) = self.at_work()?;
        blocking(move || {
            let at = store.hotel().now(machine_now());
            let today = store.hotel().clock.business_date(at);
            let reading = Reading { at, today, session };
            store.read(&reading.session, op, |db| read(db, &reading)).map_err(Fault::from)
        })
        .await
    }

    /// Runs a write of the core: `run` is the operation itself.
    pub(crate) async fn write<I, T>(
        &self,
        key: RequestKey,
        op: Op,
        input: I,
        run: impl FnOnce(&mut Tx<'_>, &I) -> Result<T> + Send + 'static,
    ) -> std::result::Result<Done<T>, Fault>
    where
        I: Serialize + Send + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        let (store, session) = self.at_work()?;
        blocking(move || {
            let request = Request { key, at: store.hotel().now(machine_now()), session, seed: seed()? };
            store.write(&request, op, &input, |tx| run(tx, &input)).map_err(Fault::from)
        })
        .await
    }

    /// Runs `work` with the file and the signed-in person, for what is neither a plain read nor a plain write.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, &Session) -> std::result::Result<T, Fault> + Send + 'static,
    ) -> std::result::Result<T, Fault> {
        let (store, session) = self.at_work()?;
        blocking(move || work(&store, &session)).await
    }

    fn at_work(&self) -> std::result::Result<(Arc<Store>, Session), Fault> {
        let store = self.store().ok_or_else(|| Fault::refused("nothing_open"))?;
        let session = self.session().ok_or_else(|| Fault::refused("signed_out"))?;
        Ok((store, session))
    }
}

/// Runs `work` off the window's thread.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> std::result::Result<T, Fault> + Send + 'static,
) -> std::result::Result<T, Fault> {
    match tauri::async_runtime::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Fault::failed("thread_ended")),
    }
}

/// Returns the machine's clock; a hotel's own time is [`lobby_core::db::store::Hotel::now`] of it.
pub(crate) fn machine_now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Instant::from_ms(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Returns 32 bytes from the operating system.
pub(crate) fn seed() -> std::result::Result<[u8; 32], Fault> {
    let mut seed = [0u8; 32];
    getrandom::fill(&mut seed).map_err(|_| Fault::failed("no_entropy"))?;
    Ok(seed)
}
