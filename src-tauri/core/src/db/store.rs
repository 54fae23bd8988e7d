//! One hotel's file: a single writer, read-only readers, and the one door through which writes come.

use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use rusqlite::{Connection, OpenFlags, OptionalExtension, TransactionBehavior, config::DbConfig};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    denials,
    file::{self, FileRefusal, Identity},
    hotel::Hotel,
    keys::FileKey,
    memo::Memo,
    migrate,
    room::{self, Room},
    settings,
    tx::{Done, Touched, Tx, chain_key},
};
use crate::{
    audit::{
        chain::Head,
        op::{Op, RecordKind},
        permission::Grant,
    },
    base::{
        error::{Common, Error, Result},
        request::Request,
        role::Session,
        time::{BusinessDate, Instant},
    },
};

/// Readers kept open beside the writer.
const READERS_KEPT: usize = 4;

/// A connection to read on. Readers take `&Db`; a reader cannot write.
pub struct Db {
    conn: Connection,
    hotel: Hotel,
    memo: Memo,
}

impl Db {
    /// Returns what `read` makes of a `text` of the file, or what it made of the same text the last time.
    pub(crate) fn read_once<T: Clone + Send + 'static>(&self, text: &str, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.memo.of(text, read)
    }

    /// Returns the connection, for `rows.rs` and `sql/` only.
    pub(crate) fn conn(&self) -> &Connection {
        &self.conn
    }

    /// Runs `work` with a page cache of `kib` KiB, for what reads much of the file more than once; then as before.
    ///
    /// Errors: what `work` answers, [`Error::Database`].
    pub(crate) fn with_page_cache<T>(&self, kib: i64, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let before = self.page_cache(-kib)?;
        let answer = work();
        self.page_cache(before)?;
        answer
    }

    /// Sets the page cache as SQLite counts it, below 0 in KiB; returns what it was.
    fn page_cache(&self, size: i64) -> Result<i64> {
        let before = self.conn.pragma_query_value(None, "cache_size", |row| row.get(0))?;
        self.conn.pragma_update(None, "cache_size", size)?;
        Ok(before)
    }

    /// Begins to read: what is committed now is what it sees.
    fn begin_now(&self) -> Result<()> {
        // A transaction alone sees nothing yet; its first row does.
        self.conn.execute_batch("BEGIN DEFERRED")?;
        self.head().map(drop)
    }

    /// Runs `work` in one transaction, the caller's where there is one: all of it or nothing.
    ///
    /// Errors: what `work` answers, [`Error::Database`].
    pub(crate) fn at_one_go<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        if !self.conn.is_autocommit() {
            return work();
        }
        let guard = rusqlite::Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)?;
        let answer = work()?;
        guard.commit()?;
        Ok(answer)
    }

    /// Runs `work` past the guards of the schema. What is append-only holds for everybody; the words of a guest who is erased
    /// are the one exception, and `privacy/erase` the one caller (tests/tidy holds it to that).
    ///
    /// Errors: what `work` answers, [`Error::Database`].
    pub(crate) fn past_guards<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
        let answer = work();
        self.conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
        answer
    }

    pub(super) fn around(conn: Connection, hotel: Hotel) -> Self {
        Self { conn, hotel, memo: Memo::default() }
    }

    pub(super) fn into_conn(self) -> Connection {
        self.conn
    }

    /// Returns the hotel's facts.
    pub fn hotel(&self) -> &Hotel {
        &self.hotel
    }

    /// Returns the newest history row's sequence and mac.
    ///
    /// Errors: [`Error::Database`].
    pub fn head(&self) -> Result<Head> {
        let found = self
            .conn
            .prepare_cached("SELECT seq, mac FROM history ORDER BY seq DESC LIMIT 1")?
            .query_row([], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)))
            .optional()?;
        let (seq, mac) = found.unwrap_or_default();
        Ok(Head { seq, mac: crate::audit::chain::hex(&mac) })
    }

    /// Returns whether the row of `head` stands in the history as it was then.
    fn holds(&self, head: &Head) -> Result<bool> {
        let find = "SELECT mac FROM history WHERE seq = ?1";
        let mac: Option<Vec<u8>> = self.conn.query_row(find, [head.seq], |row| row.get(0)).optional()?;
        Ok(head.seq == 0 || mac.is_some_and(|mac| crate::audit::chain::hex(&mac) == head.mac))
    }
}

/// Brings what derives from these guests up to date, inside the writing transaction: what the one box knows of them and whom
/// they may be. [`crate::open`] gives it; this floor does not know the search.
pub type Refresh = fn(&Db, Instant, BusinessDate, &Touched) -> Result<()>;

/// One hotel's open file.
pub struct Store {
    path: PathBuf,
    key: FileKey,
    identity: Identity,
    refresh: Refresh,
    /// Before the writer, for fields are dropped in this order: only a writer that closes last folds the log into the file.
    readers: Mutex<Vec<Db>>,
    writer: Mutex<Option<Db>>,
    /// A commit was not answered, and what the log holds of it was not folded away yet.
    doubtful: AtomicBool,
    /// The disk was full and the ballast was let go: what room there is, is for reading and for the log.
    on_ballast: AtomicBool,
    hotel: Hotel,
    head: Mutex<file::HeadFile>,
    /// The head beside the file, where the file did not hold its row when it was opened: what is left of a longer history.
    lost_head: Option<Head>,
    /// A log lay beside the file when it was opened: whoever had it last did not close it.
    left_open: AtomicBool,
}

impl Store {
    /// Opens the file at `path`: key, settings, schema; a snapshot is taken before an old schema is brought up to date.
    ///
    /// Where the disk is full the ballast beside the file is let go, so that it can at least be read.
    ///
    /// Errors: [`FileRefusal`], [`Error::Database`], [`Error::Damaged`].
    pub fn open(path: &Path, key: FileKey, refresh: Refresh) -> Result<Self> {
        match Self::open_as_it_is(path, key.clone(), refresh) {
            Err(error) if room::may_be_full(&error) && room::let_go(path)? => {
                let store = Self::open_as_it_is(path, key, refresh)?;
                store.on_ballast.store(true, Ordering::Release);
                // What the log gives back is ballast again; where it is not enough, the file can be read for now.
                let _laid_later = store.empty_log().and_then(|_| room::keep(path));
                Ok(store)
            }
            opened => opened,
        }
    }

    fn open_as_it_is(path: &Path, key: FileKey, refresh: Refresh) -> Result<Self> {
        if !path.is_file() {
            return Err(FileRefusal::NoFile.into());
        }
        file::place_is_safe(path)?;
        let left_open = file::log_was_left(path);
        // Read before the file: a head is written after its commit, never before.
        let remembered = file::read_head(path);
        let mut conn = connect(path, &key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        migrate::bring_up(&mut conn, path, &key)?;
        settings::settle_writer(&conn)?;
        settings::assert_settled(&conn)?;
        // Where the disk is full it can still be read, out of the log.
        let _folded_later = settings::fold_log(&conn);
        let store = Self::around(path, key, refresh, conn)?;
        let holds = remembered.as_ref().map_or(Ok(true), |head| store.upkeep(|db, _| db.holds(head)))?;
        Ok(Self { lost_head: remembered.filter(|_| !holds), left_open: AtomicBool::new(left_open), ..store })
    }

    pub(super) fn around(path: &Path, key: FileKey, refresh: Refresh, conn: Connection) -> Result<Self> {
        let hotel = super::hotel::read(&conn)?;
        Ok(Self {
            path: path.to_owned(),
            key,
            identity: Identity::of(path),
            refresh,
            writer: Mutex::new(Some(Db::around(conn, hotel.clone()))),
            readers: Mutex::default(),
            doubtful: AtomicBool::new(false),
            on_ballast: AtomicBool::new(false),
            hotel,
            head: Mutex::default(),
            lost_head: None,
            left_open: AtomicBool::new(false),
        })
    }

    /// Returns the head that stands beside the file, for a view of the file that begins after this.
    pub fn remembered_head(&self) -> Option<Head> {
        self.lost_head.clone().or_else(|| file::read_head(&self.path))
    }

    /// Returns the head beside the file, where the file did not hold its row when it was opened: an older one took its place,
    /// or its last rows are gone. It stays there until a file that holds it is put back.
    pub fn lost_head(&self) -> Option<&Head> {
        self.lost_head.as_ref()
    }

    /// Returns whether whoever had the file last did not close it, until [`Store::looked_after`].
    pub fn was_left_open(&self) -> bool {
        self.left_open.load(Ordering::Acquire)
    }

    /// Says that the file was checked since it was found left open.
    pub fn looked_after(&self) {
        self.left_open.store(false, Ordering::Release);
    }

    /// Returns where the file lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the hotel's facts.
    pub fn hotel(&self) -> Hotel {
        self.hotel.clone()
    }

    /// Returns what `read` finds, on one consistent view of the file, where `session` may do `op`.
    ///
    /// Errors: [`Common::NotAllowed`], or what `read` answers.
    pub fn read<T>(&self, session: &Session, op: Op, read: impl FnOnce(&Db) -> Result<T>) -> Result<T> {
        if op.grant(session.role) == Grant::None {
            return Err(Common::NotAllowed { operation: op.word() }.into());
        }
        self.read_as_house(read)
    }

    /// Returns what `read` finds, for what the house itself needs before anybody signed in: names at the sign-in, checks,
    /// exports already allowed. Never a door around a permission.
    ///
    /// Errors: what `read` answers.
    pub fn read_as_house<T>(&self, read: impl FnOnce(&Db) -> Result<T>) -> Result<T> {
        let db = self.reader()?;
        let answer = db.conn.execute_batch("BEGIN DEFERRED").map_err(Error::from).and_then(|()| {
            let answer = read(&db);
            db.conn.execute_batch("ROLLBACK")?;
            answer
        });
        self.give_back(db);
        answer
    }

    /// Returns what `read` finds on two views of the same moment, so that two threads can read at once; each keeps `kib` KiB
    /// of pages meanwhile.
    ///
    /// Errors: [`Common::NotAllowed`], or what `read` answers.
    pub fn read_twice<T>(&self, session: &Session, op: Op, kib: i64, read: impl FnOnce(&Db, &mut Db) -> Result<T>) -> Result<T> {
        if op.grant(session.role) == Grant::None {
            return Err(Common::NotAllowed { operation: op.word() }.into());
        }
        let (one, mut other) = (self.reader()?, self.reader()?);
        // Nobody commits while both begin: a writer's lock is held, and nothing is written under it.
        let begun = self.upkeep_at_one_go(|_| one.begin_now().and_then(|()| other.begin_now()));
        let answer = begun.and_then(|()| {
            let before = (one.page_cache(-kib)?, other.page_cache(-kib)?);
            let answer = read(&one, &mut other);
            one.page_cache(before.0)?;
            other.page_cache(before.1)?;
            answer
        });
        for db in [one, other] {
            if !db.conn.is_autocommit() {
                db.conn.execute_batch("ROLLBACK")?;
            }
            self.give_back(db);
        }
        answer
    }

    fn reader(&self) -> Result<Db> {
        let kept = lock(&self.readers).pop();
        kept.map_or_else(|| self.new_reader(), Ok)
    }

    fn give_back(&self, db: Db) {
        let mut readers = lock(&self.readers);
        if readers.len() < READERS_KEPT && db.conn.is_autocommit() {
            readers.push(db);
        }
    }

    /// Runs one write: permission, request key, rows, history, commit. `input` is all that the write depends on.
    ///
    /// The same key with the same input answers what it answered and changes nothing.
    ///
    /// Errors: [`Common::NotAllowed`] (also logged), [`Common::KeyReused`], what `run` answers, [`Error::Unknown`] where
    /// even after reopening it cannot be said whether the commit holds.
    pub fn write<I, T>(&self, request: &Request, op: Op, input: &I, run: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<Done<T>>
    where
        I: Serialize,
        T: Serialize + DeserializeOwned,
    {
        let input = serialised(input)?;
        self.identity.still_at(&self.path)?;
        self.room_again()?;
        let mut slot = lock(&self.writer);
        self.settle(&mut slot)?;
        let db = self.writer_in(&mut slot)?;
        match write_once(db, self.refresh, request, op, &input, run) {
            Ok((done, head)) => {
                self.remember_head(&head);
                Ok(done)
            }
            Err(Error::Unknown { source }) => {
                // What a failed commit left is not known (PROMISES, trap 1): look with new eyes.
                *slot = None;
                self.doubtful.store(true, Ordering::Release);
                self.settle(&mut slot)?;
                let db = self.writer_in(&mut slot)?;
                match answered(db, request, op, &input).map_err(unknown)? {
                    Some(done) => Ok(done),
                    None => Err(Error::Database { act: "commit", source }),
                }
            }
            Err(error) => {
                if error.denied().is_some() {
                    denials::note(db, request.session.user, op, request.at)?;
                }
                Err(error.or_absent(op.record().word()))
            }
        }
    }

    /// Returns what this request answered before, where it was carried out; for a write that prepares files before its
    /// transaction and must not prepare them twice. Who may not do `op` is told nothing: what asks goes on to refuse them.
    ///
    /// Errors: [`Common::KeyReused`], [`Error::Database`].
    pub fn answered<I: Serialize, T: DeserializeOwned>(&self, request: &Request, op: Op, input: &I) -> Result<Option<Done<T>>> {
        if op.grant(request.session.role) == Grant::None {
            return Ok(None);
        }
        let input = serialised(input)?;
        if self.doubtful.load(Ordering::Acquire) {
            self.settle(&mut lock(&self.writer))?;
        }
        self.read_as_house(|db| answered(db, request, op, &input))
    }

    /// Returns SQLite's counter of changes by others, so that a window can see what `lobbyctl` wrote beside it.
    ///
    /// Errors: [`Error::Database`].
    pub fn data_version(&self) -> Result<i64> {
        let mut slot = lock(&self.writer);
        let db = self.writer_in(&mut slot)?;
        Ok(db.conn.pragma_query_value(None, "data_version", |row| row.get(0))?)
    }

    /// Runs `work` on the writer's connection outside a request: derived data, verification, snapshots. Nothing that a
    /// person asked for goes this way.
    ///
    /// Errors: what `work` answers.
    pub fn upkeep<T>(&self, work: impl FnOnce(&Db, &FileKey) -> Result<T>) -> Result<T> {
        let mut slot = lock(&self.writer);
        let db = self.writer_in(&mut slot)?;
        work(db, &self.key)
    }

    /// Runs `work` like [`Store::upkeep`], all of it or nothing.
    ///
    /// Errors: what `work` answers, [`Error::Database`].
    pub fn upkeep_at_one_go<T>(&self, work: impl FnOnce(&Db) -> Result<T>) -> Result<T> {
        self.upkeep(|db, _| {
            let guard = rusqlite::Transaction::new_unchecked(&db.conn, TransactionBehavior::Immediate)?;
            let answer = work(db)?;
            guard.commit()?;
            Ok(answer)
        })
    }

    /// Returns what `work` would do, on the writer's connection, and takes all of it back: what is shown before an act is what the
    /// act does.
    ///
    /// Errors: what `work` answers, [`Error::Database`].
    pub fn tried<T>(&self, work: impl FnOnce(&Db) -> Result<T>) -> Result<T> {
        self.upkeep(|db, _| {
            let guard = rusqlite::Transaction::new_unchecked(&db.conn, TransactionBehavior::Immediate)?;
            let answer = work(db)?;
            guard.rollback()?;
            Ok(answer)
        })
    }

    /// Takes the write-ahead log into the file and empties it, so that no page of before is left in it. Returns whether it is
    /// empty: somebody who still reads an older view holds it back.
    ///
    /// Errors: [`Error::Database`].
    pub fn empty_log(&self) -> Result<bool> {
        self.upkeep(|db, _| settings::cut_log(&db.conn))
    }

    /// Where the ballast was let go: lays it again once there is room, and takes no write before.
    ///
    /// Errors: [`Error::Database`] that says the disk is full, [`Error::File`].
    fn room_again(&self) -> Result<()> {
        if self.on_ballast.load(Ordering::Acquire) {
            if room::keep(&self.path)? == Room::Gone {
                return Err(room::full());
            }
            self.on_ballast.store(false, Ordering::Release);
        }
        Ok(())
    }

    /// After a commit that was not answered: makes what the file holds of it certain, before anybody is told "saved" or "not saved".
    ///
    /// Its rows may lie in the log unseen, to come up when the machine starts again, or be seen there without having reached the
    /// disk. What is seen is taken into the file and synced there, and the log is cut: nothing is left to come up.
    ///
    /// Errors: [`Error::Unknown`] as long as the disk does not do it.
    fn settle(&self, slot: &mut Option<Db>) -> Result<()> {
        if !self.doubtful.load(Ordering::Acquire) {
            return Ok(());
        }
        let mut cut = self.writer_in(slot).and_then(|db| settings::cut_log(&db.conn));
        if cut.as_ref().is_err_and(room::may_be_full) && room::let_go(&self.path).map_err(unknown)? {
            self.on_ballast.store(true, Ordering::Release);
            *slot = None;
            cut = self.writer_in(slot).and_then(|db| settings::cut_log(&db.conn));
            let _laid_later = room::keep(&self.path);
        }
        match cut {
            Ok(true) => {
                self.doubtful.store(false, Ordering::Release);
                Ok(())
            }
            Ok(false) => Err(unknown(Error::Damaged { what: "somebody reads an older view".to_owned() })),
            Err(error) => {
                *slot = None;
                Err(unknown(error))
            }
        }
    }

    fn writer_in<'s>(&self, slot: &'s mut Option<Db>) -> Result<&'s Db> {
        if slot.is_none() {
            let conn = connect(&self.path, &self.key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
            settings::settle_writer(&conn)?;
            let hotel = super::hotel::read(&conn)?;
            *slot = Some(Db::around(conn, hotel));
        }
        slot.as_ref().ok_or(Error::Damaged { what: "no writer".to_owned() })
    }

    fn new_reader(&self) -> Result<Db> {
        let conn = connect(&self.path, &self.key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        settings::settle(&conn)?;
        conn.pragma_update(None, "query_only", true)?;
        let hotel = super::hotel::read(&conn)?;
        Ok(Db::around(conn, hotel))
    }

    fn remember_head(&self, head: &Head) {
        if self.lost_head.is_some() {
            return; // It is the one thing that shows what is missing.
        }
        // The write is committed: a disk too full for the small file beside it must not make it "not saved". The head
        // lags then until the next write, as after a power cut.
        let _lags_behind = lock(&self.head).write(&self.path, head);
    }
}

/// Returns that it is not known: where it cannot be looked up, nobody may say "not saved".
fn unknown(error: Error) -> Error {
    match error {
        Error::Database { source, .. } | Error::Unknown { source } => Error::Unknown { source },
        Error::Refused(_) | Error::File { .. } | Error::Damaged { .. } => {
            Error::Unknown { source: rusqlite::Error::ToSqlConversionFailure(Box::new(error)) }
        }
    }
}

fn serialised(input: &impl Serialize) -> Result<String> {
    serde_json::to_string(input).map_err(|_| Error::Damaged { what: "an input that does not serialise".to_owned() })
}

fn write_once<T: Serialize + DeserializeOwned>(
    db: &Db,
    refresh: Refresh,
    request: &Request,
    op: Op,
    input: &str,
    run: impl FnOnce(&mut Tx<'_>) -> Result<T>,
) -> Result<(Done<T>, Head)> {
    let guard = rusqlite::Transaction::new_unchecked(&db.conn, TransactionBehavior::Immediate)?;
    if let Some(done) = answered(db, request, op, input)? {
        // What was answered to one is told to nobody who may not ask it.
        if op.grant(request.session.role) == Grant::None {
            return Err(Common::NotAllowed { operation: op.word() }.into());
        }
        return Ok((done, db.head()?));
    }
    let mut tx = Tx::new(db, request, input)?;
    let value = run(&mut tx)?;
    let touched = tx.take_touched();
    if !touched.is_empty() {
        refresh(db, tx.at(), tx.business_date(), &touched)?;
    }
    let outcome = tx.finish(op, value)?;
    guard.commit().map_err(|source| Error::Unknown { source })?;
    Ok(outcome)
}

fn answered<T: DeserializeOwned>(db: &Db, request: &Request, op: Op, input: &str) -> Result<Option<Done<T>>> {
    let found: Option<(Op, Vec<u8>, String, String, i64)> = db
        .conn
        .prepare_cached("SELECT op, input_digest, answer, changed, first_seq FROM requests WHERE key = ?1")?
        .query_row([request.key.as_str()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)))
        .optional()?;
    let Some((stored_op, digest, answer, changed, seq)) = found else { return Ok(None) };
    if stored_op != op || digest != chain_key(&db.conn)?.input_digest(op.word(), input.as_bytes()) {
        return Err(Common::KeyReused.into());
    }
    let damaged = |_| Error::Damaged { what: "a stored answer".to_owned() };
    let changed: Vec<RecordKind> = serde_json::from_str(&changed).map_err(damaged)?;
    Ok(Some(Done { value: serde_json::from_str(&answer).map_err(damaged)?, changed, seq }))
}

pub(super) fn connect(path: &Path, key: &FileKey, mode: OpenFlags) -> Result<Connection> {
    let flags = mode | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(path, flags).map_err(|source| Error::Database { act: "open", source })?;
    settings::unlock(&conn, key)?;
    Ok(conn)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic elsewhere leaves the connection in a rolled-back transaction at worst; the file itself is whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
