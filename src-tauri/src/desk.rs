//! The desk: which hotel file is open, who signed in, and the thread that works on it.
//!
//! Everything the core needs from outside is taken here and nowhere else: the clock, entropy, the session.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant as Since, SystemTime, UNIX_EPOCH},
};

use lobby_core::{
    audit::{chain::Whole, op::Op, permission::Grant},
    base::{
        error::{Common, Result},
        ids::UserId,
        request::{Request, RequestKey},
        role::{Confirmed, Session},
        time::{BusinessDate, Instant},
    },
    db::{Db, Done, Store, Tx, file::WindowHold, keys::Slots},
    export, staff,
};
use lobby_keystore::{KeyStore, StoreFault, System};
use serde::{Serialize, de::DeserializeOwned};

use crate::{
    fault::Fault,
    seat::{Clocks, Left, Seat},
};

/// State of the window's one desk.
pub(crate) struct Desk {
    home: PathBuf,
    open: RwLock<Option<Open>>,
    seat: RwLock<Option<Seat>>,
    left: RwLock<Option<Left>>,
    key_store: Arc<dyn KeyStore>,
    store_said: RwLock<Option<StoreFault>>,
    renewed: RwLock<Option<Renewed>>,
    began: Since,
    cancel: Arc<AtomicBool>,
}

#[derive(Clone)]
struct Open {
    store: Arc<Store>,
    /// One window per file: held as long as the file is open.
    _hold: Arc<WindowHold>,
}

/// A recovery key that stands on a sheet somewhere and opens nothing yet.
pub(crate) struct Renewed {
    /// The slots as they will be.
    pub(crate) slots: Slots,
    /// What stood in their file when the key was made.
    pub(crate) over: Vec<u8>,
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
        Self {
            home,
            open: RwLock::default(),
            seat: RwLock::default(),
            left: RwLock::default(),
            key_store: Arc::new(System),
            store_said: RwLock::default(),
            renewed: RwLock::default(),
            began: Since::now(),
            cancel: Arc::default(),
        }
    }

    /// Returns the folder of the hotel files.
    pub(crate) fn home(&self) -> &Path {
        &self.home
    }

    /// Returns the machine's key store.
    pub(crate) fn key_store(&self) -> Arc<dyn KeyStore> {
        Arc::clone(&self.key_store)
    }

    /// Remembers why the key store did not open the file, for whoever is asked for the passphrase then.
    pub(crate) fn store_said(&self, why: Option<StoreFault>) {
        *write(&self.store_said) = why;
    }

    /// Returns why the key store did not open the file that waits for its passphrase.
    pub(crate) fn why_asked(&self) -> Option<StoreFault> {
        *read(&self.store_said)
    }

    /// Takes the hold of the file and keeps it open; whoever was signed in is signed out.
    ///
    /// Errors: `file_in_use` where another window has it.
    pub(crate) fn keep(&self, store: Store) -> std::result::Result<(), Fault> {
        let hold = WindowHold::take(store.path())?;
        self.forget();
        *write(&self.open) = Some(Open { store: Arc::new(store), _hold: Arc::new(hold) });
        Ok(())
    }

    /// Lets the file go.
    pub(crate) fn close(&self) {
        self.forget();
        *write(&self.open) = None;
    }

    /// Returns the open file, where there is one.
    pub(crate) fn store(&self) -> Option<Arc<Store>> {
        read(&self.open).as_ref().map(|open| Arc::clone(&open.store))
    }

    /// Returns who is signed in; nobody at a desk that was left alone for too long, which locks by that.
    pub(crate) fn session(&self) -> Option<Session> {
        self.lock_if_left_alone();
        read(&self.seat).as_ref().map(|seat| seat.session().clone())
    }

    /// Remembers who signed in at a desk that locks after `idle`.
    pub(crate) fn signed_in(&self, session: Session, idle: Duration) {
        *write(&self.seat) = Some(Seat::taken(session, idle, self.clocks()));
        *write(&self.left) = None;
    }

    /// Locks the desk: whoever was signed in is so no more, and every command that needs somebody is refused.
    pub(crate) fn lock(&self, by_itself: bool) {
        let at_ms = self.store().map_or_else(machine_now, |store| store.hotel().now(machine_now()));
        if let Some(seat) = write(&self.seat).take() {
            *write(&self.left) = Some(Left { user: seat.session().user, at_ms, by_itself });
        }
    }

    /// Locks the desk where nobody touched it for too long; returns whether it locked just now.
    pub(crate) fn lock_if_left_alone(&self) -> bool {
        let now = self.clocks();
        let is_over = read(&self.seat).as_ref().is_some_and(|seat| seat.is_over(now));
        if is_over {
            self.lock(true);
        }
        is_over
    }

    /// Returns who left the desk last.
    pub(crate) fn left(&self) -> Option<Left> {
        *read(&self.left)
    }

    /// Remembers that somebody touched the desk; one that locked already stays locked.
    pub(crate) fn touch(&self) {
        self.with_seat(|seat, now| seat.touch(now));
    }

    /// Remembers that who is signed in gave their PIN again at `at`, by the hotel's clock.
    pub(crate) fn pin_given(&self, user: UserId, at: Instant) {
        self.with_seat(|seat, _| {
            // Somebody else may have sat down while the PIN was looked at.
            if seat.session().user == user {
                seat.pin_given(at);
            }
        });
    }

    /// Takes another time after which the desk locks.
    pub(crate) fn lock_after(&self, idle: Duration) {
        self.with_seat(|seat, _| seat.lock_after(idle));
    }

    fn with_seat(&self, change: impl FnOnce(&mut Seat, Clocks)) {
        self.lock_if_left_alone();
        let now = self.clocks();
        if let Some(seat) = write(&self.seat).as_mut() {
            change(seat, now);
        }
    }

    fn clocks(&self) -> Clocks {
        Clocks { running: self.began.elapsed(), machine: machine_now() }
    }

    /// Forgets who was here: the file is another one.
    fn forget(&self) {
        *write(&self.seat) = None;
        *write(&self.left) = None;
        *write(&self.store_said) = None;
        *write(&self.renewed) = None;
    }

    /// Keeps a new recovery key until it was typed off its sheet, or none.
    pub(crate) fn renew(&self, renewed: Option<Renewed>) {
        *write(&self.renewed) = renewed;
    }

    /// Returns what `look` makes of the recovery key that waits, where one does.
    pub(crate) fn renewed<T>(&self, look: impl FnOnce(&mut Renewed) -> T) -> Option<T> {
        write(&self.renewed).as_mut().map(look)
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
            let answer = store.read(&reading.session, op, |db| read(db, &reading));
            Ok(store.heard(&reading.session, at, answer)?)
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
        self.requested(key, op, move |store, request| store.write(request, op, &input, |tx| run(tx, &input))).await
    }

    /// Runs a write by which a list of people leaves the house: `run` is the operation itself.
    pub(crate) async fn take_out<I, T>(
        &self,
        key: RequestKey,
        op: Op,
        input: I,
        run: impl FnOnce(&mut Tx<'_>, &I, &Whole) -> Result<T> + Send + 'static,
    ) -> std::result::Result<Done<T>, Fault>
    where
        I: Serialize + Send + 'static,
        T: Serialize + DeserializeOwned + Send + 'static,
    {
        self.requested(key, op, move |store, request| {
            export::list(store, request, op, &input, |tx, whole| run(tx, &input, whole))
        })
        .await
    }

    /// Runs `act` with a request of the signed-in person, who gave their PIN just now where `op` asks for it.
    async fn requested<T: Send + 'static>(
        &self,
        key: RequestKey,
        op: Op,
        act: impl FnOnce(&Store, &Request) -> Result<T> + Send + 'static,
    ) -> std::result::Result<T, Fault> {
        let (store, session) = self.at_work()?;
        asks_pin(&store, &session, op)?;
        blocking(move || Ok(act(&store, &request(&store, session, key)?)?)).await
    }

    /// Runs `work` with the file and the signed-in person, for what is neither a plain read nor a plain write.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store, &Session) -> std::result::Result<T, Fault> + Send + 'static,
    ) -> std::result::Result<T, Fault> {
        let (store, session) = self.at_work()?;
        blocking(move || {
            let answer = work(&store, &session);
            store.heard(&session, store.hotel().now(machine_now()), answer)
        })
        .await
    }

    /// The same for what is asked together with one's own PIN: it counts as given just now, so that nothing asks for it once more.
    pub(crate) async fn work_by_pin<T: Send + 'static>(
        &self,
        pin: String,
        work: impl FnOnce(&Store, &Session, &Confirmed) -> std::result::Result<T, Fault> + Send + 'static,
    ) -> std::result::Result<T, Fault> {
        let (store, session) = self.at_work()?;
        let (user, pin_at, answer) = blocking(move || {
            let (session, confirmed) = staff::again(&store, &session, &pin, machine_now())?;
            let at = store.hotel().now(machine_now());
            let answer = store.heard(&session, at, work(&store, &session, &confirmed));
            Ok((session.user, session.pin_at, answer))
        })
        .await?;
        self.pin_given(user, pin_at);
        answer
    }

    fn at_work(&self) -> std::result::Result<(Arc<Store>, Session), Fault> {
        let store = self.store().ok_or_else(|| Fault::refused("nothing_open"))?;
        let session = self.session().ok_or_else(|| Fault::refused("signed_out"))?;
        Ok((store, session))
    }
}

fn read<T>(lock: &RwLock<T>) -> RwLockReadGuard<'_, T> {
    lock.read().unwrap_or_else(PoisonError::into_inner)
}

fn write<T>(lock: &RwLock<T>) -> RwLockWriteGuard<'_, T> {
    lock.write().unwrap_or_else(PoisonError::into_inner)
}

/// Checks before anything is prepared that an operation which asks for a PIN given just now has one; the core asks once more.
///
/// Errors: `pin_again`.
pub(crate) fn asks_pin(store: &Store, session: &Session, op: Op) -> std::result::Result<(), Fault> {
    let may = op.grant(session.role) != Grant::None;
    let now = store.hotel().now(machine_now());
    let lacks = may && op.asks_pin() && !session.is_fresh(now);
    let asked: Result<()> = if lacks { Err(Common::PinAgain { operation: op.word() }.into()) } else { Ok(()) };
    Ok(store.heard(session, now, asked)?)
}

/// Checks before anything is prepared that `session` may do `op`, and gave the PIN just now where it asks for one.
///
/// Errors: `not_allowed`, `pin_again`.
pub(crate) fn may(store: &Store, session: &Session, op: Op) -> std::result::Result<(), Fault> {
    store.read(session, op, |_| Ok(()))?;
    asks_pin(store, session, op)
}

/// Returns a request of `session` now.
pub(crate) fn request(store: &Store, session: Session, key: RequestKey) -> std::result::Result<Request, Fault> {
    Ok(Request { key, at: store.hotel().now(machine_now()), session, seed: seed()? })
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

/// Returns the machine's clock; a hotel's own time is [`lobby_core::db::hotel::Hotel::now`] of it.
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
