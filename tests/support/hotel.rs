//! A real hotel file with a fixed clock, six people and no mocks. Made once a process, then copied: the key derivation
//! that protects a real file would otherwise be most of a test's time.

use std::{
    path::{Path, PathBuf},
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use lobby_core::{
    audit::op::Op,
    base::{
        entropy::Entropy,
        error::{Error, Result},
        ids::GuestId,
        request::{Request, RequestKey},
        role::{Role, Session},
        time::Instant,
    },
    db::{
        Db, Done, Store, Tx,
        keys::{FileKey, Slots, keys_path},
    },
    guests, open, practice,
    profile::filed,
    staff,
};
use serde::{Serialize, de::DeserializeOwned};

/// 2026-07-14 14:05 in Shanghai: scenario A's moment.
pub const NOW_MS: i64 = 1_784_009_100_000;

/// What the template is made of, its key first.
const TEMPLATE_SEED: [u8; 32] = [1; 32];

/// Writes of a hotel after which the list of guests is compared with the records; it reads everybody, and some tests bring
/// thousands.
const WRITES_COMPARED: u64 = 60;

/// Opens every hotel of a test.
pub const PASSPHRASE: &str = "a passphrase for tests";

/// Returns the key of every hotel of a test: deriving it again would be most of a test's time.
pub fn key() -> FileKey {
    template().key.clone()
}

/// Returns the bytes of that key, for a test that opens the file past Lobby or in another process: they follow from the seed of
/// the template, so that no passphrase has to be worked through.
pub fn key_bytes() -> [u8; 32] {
    template_entropy().take()
}

/// Returns that key without making the template.
pub fn key_at_once() -> FileKey {
    FileKey::new(&mut template_entropy())
}

fn template_entropy() -> Entropy {
    Entropy::from_seed(*blake3::hash(&TEMPLATE_SEED).as_bytes())
}

/// A hotel of a test: its folder goes with it.
pub struct Hotel {
    folder: tempfile::TempDir,
    pub store: Store,
    people: Vec<staff::User>,
    keys_given: AtomicU64,
    now_ms: AtomicU64,
}

struct Template {
    folder: tempfile::TempDir,
    key: FileKey,
}

/// Returns a new hotel with one person of each role; each hotel is its own file.
pub fn hotel() -> Hotel {
    let template = template();
    let folder = tempfile::tempdir().expect("a folder for a test's hotel");
    let path = folder.path().join("hotel.lobby");
    let from = template_path(template.folder.path());
    std::fs::copy(&from, &path).expect("the template is copied");
    std::fs::copy(keys_path(&from), keys_path(&path)).expect("its keys are copied");
    let store = open::with_key(&path, template.key.clone()).expect("the copy opens");
    let people = store.read_as_house(staff::list).expect("people are listed");
    Hotel { folder, store, people, keys_given: AtomicU64::new(0), now_ms: AtomicU64::new(NOW_MS.unsigned_abs()) }
}

/// Returns a hotel that takes itself for a practice hotel, so that a test may run ahead of its clock.
pub fn practising() -> Hotel {
    let Hotel { folder, store, people, keys_given, now_ms } = hotel();
    drop(store);
    let path = folder.path().join("hotel.lobby");
    let done = super::outside::opened(&path, PASSPHRASE).execute("UPDATE hotel SET practice = 1, code = 'PRACTICE'", []);
    assert_eq!(done.expect("the hotel's row"), 1, "there is one hotel");
    let store = open::with_key(&path, key()).expect("the copy opens");
    Hotel { folder, store, people, keys_given, now_ms }
}

/// Makes a small practice hotel at `path`, its "today" the design's.
pub fn practice_at(path: &Path) {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date");
    let practice = practice::Practice { guests: 150, seed: 1, today };
    let hash = staff::hash_pin(staff::PRACTICE_PIN, [5; 16]).expect("a PIN's hash");
    let mut watch = |_: u64, _: u64| std::ops::ControlFlow::Continue(());
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    let now = Instant::from_ms(i64::try_from(now.as_millis()).expect("a clock before the year 292278994"));
    open::practice_hotel(path, &practice, &hash, now, [6; 32], &mut watch).expect("a practice hotel");
}

fn template_path(folder: &Path) -> PathBuf {
    folder.join("template.lobby")
}

fn template() -> &'static Template {
    static TEMPLATE: OnceLock<Template> = OnceLock::new();
    TEMPLATE.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder for the template");
        let path = template_path(folder.path());
        let first = first_run();
        let secret = PASSPHRASE.to_owned().into();
        let (store, _recovery) =
            open::new_hotel(&path, &secret, &first, "", Instant::from_ms(NOW_MS), TEMPLATE_SEED).expect("a new hotel");
        add_people(&store);
        // The last connection's close folds the log into the file, so that one copy holds everything.
        drop(store);
        let key = Slots::read(&path).and_then(|slots| slots.open(&secret)).expect("the template's key");
        Template { folder, key }
    })
}

/// Returns what a new hotel is asked at its first start.
pub fn first_run() -> open::FirstRun {
    open::FirstRun {
        hotel: lobby_core::db::hotel::NewHotel {
            name: "望江饭店".to_owned(),
            code: "H0217".to_owned(),
            currency: "CNY".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
            day_ends_hour: 4,
        },
        administrator: "郑雅琴".to_owned(),
    }
}

/// Makes another hotel at `path`, closed, with the same passphrase and a key of its own; returns the path.
pub fn new_hotel(path: PathBuf, seed: [u8; 32]) -> PathBuf {
    try_new_hotel(&path, seed).expect("a new hotel");
    path
}

/// Makes another hotel at `path` like [`new_hotel`], or answers why not.
pub fn try_new_hotel(path: &Path, seed: [u8; 32]) -> Result<()> {
    let secret = PASSPHRASE.to_owned().into();
    open::new_hotel(path, &secret, &first_run(), "", Instant::from_ms(NOW_MS), seed).map(|_| ())
}

/// Returns a new hotel in the time zone `zone`, with one person of each role.
pub fn hotel_in(zone: &str) -> Hotel {
    let folder = tempfile::tempdir().expect("a folder for a test's hotel");
    let mut first = first_run();
    first.hotel.time_zone = zone.to_owned();
    let secret = PASSPHRASE.to_owned().into();
    let path = folder.path().join("hotel.lobby");
    let made = open::new_hotel(&path, &secret, &first, "", Instant::from_ms(NOW_MS), [4; 32]);
    let (store, _recovery) = made.expect("a new hotel");
    add_people(&store);
    Hotel { folder, ..Hotel::around(store, 0).expect("people are listed") }
}

fn add_people(store: &Store) {
    let admin = store.read_as_house(staff::list).expect("the administrator is listed").remove(0);
    let session = Session { user: admin.id, role: admin.role, department: admin.department, pin_at: Instant::from_ms(NOW_MS) };
    let rest = Role::ALL.iter().filter(|role| **role != Role::Administrator);
    for (ordinal, role) in rest.enumerate() {
        let new = staff::NewUser {
            sign_in: role.word().replace('_', "-"),
            name: role.word().to_owned(),
            role: *role,
            department: match role {
                Role::DepartmentHead => lobby_core::base::role::Department::Engineering,
                Role::GeneralManager | Role::DataOfficer => lobby_core::base::role::Department::Management,
                _ => lobby_core::base::role::Department::FrontOffice,
            },
        };
        let key = RequestKey::new(format!("person-{ordinal}")).expect("a plain key");
        let request = Request { key, at: Instant::from_ms(NOW_MS), session: session.clone(), seed: [2; 32] };
        store.write(&request, Op::AddUser, &new, |tx| staff::add(tx, &new)).expect("a colleague is added");
    }
}

impl Hotel {
    /// Opens the hotel of another process at `path`; the keys of its requests begin at `keys_from`. Its own folder stays empty.
    pub fn reopened(path: &Path, keys_from: u64) -> Self {
        let store = open::open(path, &PASSPHRASE.to_owned().into()).expect("the hotel opens");
        Self::around(store, keys_from).expect("people are listed")
    }

    /// Returns the hotel of a test whose file was opened before. Its own folder stays empty.
    pub fn around(store: Store, keys_from: u64) -> Result<Self> {
        let people = store.read_as_house(staff::list)?;
        let folder = tempfile::tempdir().expect("a folder of its own");
        Ok(Hotel { folder, store, people, keys_given: AtomicU64::new(keys_from), now_ms: AtomicU64::new(NOW_MS.unsigned_abs()) })
    }

    /// Closes the hotel and returns its folder, with which the file goes.
    pub fn into_folder(self) -> tempfile::TempDir {
        self.folder
    }

    /// Returns where the file lies.
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("hotel.lobby")
    }

    /// Returns a folder of this hotel's own.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the session of the person who has `role`, whose PIN was given just now.
    pub fn session(&self, role: Role) -> Session {
        let user = self.people.iter().find(|user| user.role == role).expect("one person of each role");
        Session { user: user.id, role, department: user.department, pin_at: self.now() }
    }

    /// Closes the file, lets `meanwhile` happen to it, and opens it again.
    pub fn left_alone(self, meanwhile: impl FnOnce(&Path)) -> Hotel {
        let Hotel { folder, store, people, keys_given, now_ms } = self;
        drop(store);
        let path = folder.path().join("hotel.lobby");
        meanwhile(&path);
        let store = open::with_key(&path, key()).expect("it opens again");
        Hotel { folder, store, people, keys_given, now_ms }
    }

    /// Returns the hotel's instant of now.
    pub fn now(&self) -> Instant {
        Instant::from_ms(i64::try_from(self.now_ms.load(Ordering::Relaxed)).expect("an instant after 1970"))
    }

    /// Sets the hotel's instant, back too.
    pub fn set_now(&self, at: Instant) {
        self.now_ms.store(at.ms().unsigned_abs(), Ordering::Relaxed);
    }

    /// Lets `minutes` pass.
    pub fn pass_minutes(&self, minutes: u64) {
        self.now_ms.fetch_add(minutes * 60_000, Ordering::Relaxed);
    }

    /// Returns a request of `role` with a key of its own.
    pub fn request(&self, role: Role) -> Request {
        let ordinal = self.keys_given.fetch_add(1, Ordering::Relaxed);
        self.request_with(role, &format!("test-{ordinal}"))
    }

    /// Returns a request of `role` with this key.
    pub fn request_with(&self, role: Role, key: &str) -> Request {
        Request { key: RequestKey::new(key).expect("a plain key"), at: self.now(), session: self.session(role), seed: [7; 32] }
    }

    /// Runs one write as `role`, with a key of its own.
    pub fn write<I: Serialize, T: Serialize + DeserializeOwned>(
        &self,
        role: Role,
        op: Op,
        input: &I,
        run: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Done<T>> {
        let done = self.store.write(&self.request(role), op, input, run);
        if done.is_ok() && self.keys_given.load(Ordering::Relaxed) <= WRITES_COMPARED {
            let differing = self.read(filed::differing);
            assert!(differing.is_empty(), "{op:?} leaves the list of guests as the records say: {differing:?}");
        }
        done
    }

    /// Returns what `read` finds.
    pub fn read<T>(&self, read: impl FnOnce(&Db) -> Result<T>) -> T {
        self.store.read_as_house(read).expect("a read of a sound file succeeds")
    }

    /// Adds a guest with one phone and returns their id.
    pub fn guest(&self, name: &str, phone: &str) -> GuestId {
        let contact =
            guests::NewContact { kind: lobby_core::base::contact::ContactKind::Phone, value: phone.to_owned(), preferred: true };
        let new = guests::NewGuest { name: name.to_owned(), contacts: vec![contact], ..guests::NewGuest::default() };
        self.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("a guest is added").value
    }
}

/// Returns the code of a refusal, or what was answered instead.
pub fn code<T>(outcome: &Result<T>) -> &'static str {
    match outcome {
        Ok(_) => "done",
        Err(error) => Error::code(error),
    }
}
