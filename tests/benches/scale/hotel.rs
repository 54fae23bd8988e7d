//! The hotel that is measured: made once a size, then kept under the target folder.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use lobby_core::{
    base::{
        request::{Request, RequestKey},
        role::{Role, Session},
        time::{BusinessDate, Instant},
    },
    db::{Store, keys::PRACTICE_PASSPHRASE},
    open,
    practice::Practice,
    staff,
};

/// Guests where nothing else is asked for.
const GUESTS: u64 = 1_000_000;
/// The practice hotel's seed, so that every machine measures the same people.
const SEED: u64 = 1;
/// The day it is made for: the day of the product's scenes.
const TODAY: &str = "2026-07-14";
/// Named as the window looks for it, so that the same folder can be opened there.
const FILE: &str = "practice.lobby";
/// Guests between two lines about how far the making is.
const SAID_EACH: u64 = 50_000;

/// The open practice hotel of a size.
pub struct Kept {
    pub guests: u64,
    /// Where the file lies, and what a run writes beside it.
    pub folder: PathBuf,
    pub path: PathBuf,
    pub store: Store,
    people: Vec<staff::User>,
    run: u128,
    keys_given: AtomicU64,
}

/// Returns how many guests LOBBY_BENCH_GUESTS asks for.
pub fn guests_asked() -> u64 {
    match std::env::var("LOBBY_BENCH_GUESTS") {
        Ok(text) => text.replace([',', '_'], "").parse().expect("LOBBY_BENCH_GUESTS is a number of guests"),
        Err(_) => GUESTS,
    }
}

/// Returns the day on which the hotel is measured.
pub fn today() -> BusinessDate {
    TODAY.parse().expect("the day is a date")
}

impl Kept {
    /// Opens the hotel of `guests` guests; makes it where it was not made before.
    pub fn of(guests: u64) -> Self {
        Self::named(&format!("practice-{guests}"), guests)
    }

    /// Opens the hotel of this name, apart from others of its size.
    pub fn named(name: &str, guests: u64) -> Self {
        let folder = folder().join(name);
        std::fs::create_dir_all(&folder).expect("a folder for the hotel");
        let path = folder.join(FILE);
        if !path.exists() {
            make(&path, guests);
        }
        Self::opened(folder, guests)
    }

    /// Opens a copy of it in a folder of its own, which is gone with `into`: what a run makes of it no later run finds.
    pub fn copied(&self, into: &tempfile::TempDir) -> Self {
        for entry in std::fs::read_dir(&self.folder).expect("the hotel's folder") {
            let entry = entry.expect("an entry of it");
            if entry.path().is_file() {
                std::fs::copy(entry.path(), into.path().join(entry.file_name())).expect("a copy of it");
            }
        }
        Self::opened(into.path().to_owned(), self.guests)
    }

    fn opened(folder: PathBuf, guests: u64) -> Self {
        let path = folder.join(FILE);
        let store = open::open(&path, &PRACTICE_PASSPHRASE.to_owned().into()).expect("the kept hotel opens");
        // A hotel that another program filed is filed anew, as the window does when it opens one.
        let begun = std::time::Instant::now();
        if store.upkeep(|db, _| open::keep_up(db, today(), &mut |_, _| {})).expect("the index is brought up to date") {
            eprintln!("the index was built anew in {} s", begun.elapsed().as_secs());
        }
        let people = store.read_as_house(staff::list).expect("people are listed");
        let run = since_1970().as_nanos();
        Kept { guests, folder, path, store, people, run, keys_given: AtomicU64::new(0) }
    }

    /// Returns a request of `role` with a key that no run gave before.
    pub fn request(&self, role: Role) -> Request {
        let ordinal = self.keys_given.fetch_add(1, Ordering::Relaxed);
        let key = RequestKey::new(format!("bench-{}-{ordinal}", self.run)).expect("a plain key");
        let user = self.people.iter().find(|user| user.role == role).expect("one person of each role");
        let session = Session { user: user.id, role, department: user.department, pin_at: self.now() };
        let mut seed = [9; 32];
        seed[..16].copy_from_slice(&self.run.to_le_bytes());
        seed[16..24].copy_from_slice(&ordinal.to_le_bytes());
        Request { key, at: self.now(), session, seed }
    }

    /// Returns the afternoon on which it is measured.
    pub fn now(&self) -> Instant {
        practice(self.guests).opens_at().expect("the day has an afternoon")
    }
}

/// Returns the folder that is kept between runs: `bench` beside what cargo built.
pub fn folder() -> PathBuf {
    let program = std::env::current_exe().expect("this program's path");
    let target = program.ancestors().nth(3).expect("cargo puts a benchmark into target/release/deps");
    target.join("bench")
}

fn practice(guests: u64) -> Practice {
    Practice { guests, seed: SEED, today: today().date() }
}

fn make(path: &Path, guests: u64) {
    eprintln!("makes a practice hotel of {guests} guests, once");
    let begun = std::time::Instant::now();
    let mut said = 0;
    let mut watch = |done: u64, total: u64| {
        if done >= said {
            eprintln!("{done} of {total}, {} s", begun.elapsed().as_secs());
            said = done + SAID_EACH;
        }
        ControlFlow::Continue(())
    };
    let pin_hash = staff::hash_pin(staff::PRACTICE_PIN, [5; 16]).expect("a hash");
    let at = Instant::from_ms(i64::try_from(since_1970().as_millis()).expect("a time of this age"));
    let made = open::practice_hotel(path, &practice(guests), &pin_hash, at, [3; 32], &mut watch);
    let (_store, made, _recovery) = made.expect("the practice hotel is made");
    eprintln!(
        "made: {} guests, {} stays, {} ledger entries in {} s",
        made.guests,
        made.stays,
        made.ledger_entries,
        begun.elapsed().as_secs()
    );
}

fn since_1970() -> std::time::Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970")
}
