//! The disk, the clock, the files and the words that a hotel is given, at their worst (docs/reliability.md).
//!
//! Every harness prints its seed and the commit; `LOBBY_SEED` runs one again as it was. Each has a control that must fail.

mod clock;
mod deeds;
mod disk;
mod errors;
mod fields;
mod files;
mod full;
mod killed;
mod power;
mod shim;
mod soak;
mod swapped;
mod words;

pub use deeds::copied;
use std::{
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
    time::Instant,
};

use support::chance::Chance;
use tempfile::TempDir;

/// What the seed is where `LOBBY_SEED` says nothing.
const SEED: u64 = 20_261_122;

/// Returns the number that the variable `name` holds; where it holds none, the merge's.
fn size(name: &str, merge: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(merge)
}

fn seed() -> u64 {
    size("LOBBY_SEED", SEED)
}

/// Returns a folder in the machine's memory where it has one for files: a thousand disks are made and thrown away there.
fn swift_folder() -> TempDir {
    let memory = std::path::Path::new("/dev/shm");
    let made = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
    made.expect("a folder for a harness")
}

/// Returns at most `count` numbers from 1 to `end`, as far apart as they can be.
fn spread(end: u64, count: u64) -> Vec<u64> {
    let count = count.min(end);
    (0..count).map(|nth| 1 + nth * (end - 1) / (count - 1).max(1)).collect()
}

/// Parts for each core: one that takes long does not leave the others without work.
const PARTS_A_CORE: usize = 8;

/// Does `work` with every part of `all`, on as many threads as the machine has cores, and returns what came of each, in no order.
fn shared<T: Sync, R: Send>(all: &[T], work: impl Fn(&[T]) -> R + Sync) -> Vec<R> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let parts = Mutex::new(all.chunks(all.len().div_ceil(cores * PARTS_A_CORE).max(1)));
    let next = || parts.lock().unwrap_or_else(PoisonError::into_inner).next();
    thread::scope(|scope| {
        let one = || std::iter::from_fn(&next).map(&work).collect::<Vec<R>>();
        let running: Vec<_> = (0..cores).map(|_| scope.spawn(one)).collect();
        running.into_iter().flat_map(|one| one.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// The figures of one harness, said in one line when it ends.
struct Figures {
    promise: u8,
    begun: Instant,
}

impl Figures {
    fn of(promise: u8) -> Self {
        Self { promise, begun: Instant::now() }
    }

    fn say(&self, found: &str) {
        let secs = self.begun.elapsed().as_secs_f64();
        println!("promise {}: {found}; seed {}, commit {}, {secs:.1} s", self.promise, seed(), commit());
    }
}

/// Returns the commit that the project stands at, with a `+` where files differ from it.
fn commit() -> String {
    let git = |arguments: &[&str]| {
        let said = Command::new("git").args(arguments).current_dir(support::root()).output().ok()?;
        said.status.success().then(|| String::from_utf8_lossy(&said.stdout).trim().to_owned())
    };
    let Some(head) = git(&["rev-parse", "--short", "HEAD"]) else { return "not known".to_owned() };
    let changed = git(&["status", "--porcelain", "--untracked-files=no"]).is_none_or(|changed| !changed.is_empty());
    if changed { head + "+" } else { head }
}
