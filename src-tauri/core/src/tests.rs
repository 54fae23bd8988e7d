//! What the unit tests of several modules share: a folder of their own, and a new hotel in it.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicU32, Ordering},
};

use secrecy::SecretString;

use crate::{
    base::time::Instant,
    db::{Store, hotel::NewHotel},
    open,
};

/// 2026-07-14 14:05 in Shanghai.
pub const NOW_MS: i64 = 1_784_009_100_000;

/// A folder of one test alone, gone with it.
pub struct Folder(pub PathBuf);

impl Folder {
    /// Returns a new, empty folder.
    pub fn new() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("lobby-core-{}-{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// Returns where the hotel of this folder lies.
    pub fn file(&self) -> PathBuf {
        self.0.join("hotel.lobby")
    }

    /// Makes a hotel in this folder, with its first administrator.
    pub fn hotel(&self) -> Store {
        let hotel = NewHotel {
            name: "望江饭店".to_owned(),
            code: "H0217".to_owned(),
            currency: "CNY".to_owned(),
            time_zone: "Asia/Shanghai".to_owned(),
            day_ends_hour: 4,
        };
        let first = open::FirstRun { hotel, administrator: "郑雅琴".to_owned() };
        let made = open::new_hotel(&self.file(), &passphrase(), &first, "", Instant::from_ms(NOW_MS), [1; 32]);
        made.expect("a new hotel").0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.0).expect("the folder goes");
    }
}

/// Returns what opens the hotels of these tests.
pub fn passphrase() -> SecretString {
    "a passphrase for tests".to_owned().into()
}
