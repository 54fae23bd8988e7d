//! Starts this program again behind `shim.c`, and tells the shim what shall happen.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use sha2::{Digest, Sha256};
use tempfile::TempDir;

const SOURCE: &str = include_str!("shim.c");
const PLAN: &str = "LOBBY_SHIM_PLAN";
const COUNT: &str = "LOBBY_SHIM_COUNT";
const LOG: &str = "LOBBY_SHIM_LOG";

/// What the system says where a disk does not work, and where it is full (Linux).
pub const EIO: u32 = 5;
pub const ENOSPC: u32 = 28;

/// What becomes of the call that a plan names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Nothing: calls are counted.
    Count,
    /// It fails with this error, and so do the calls after it, this many in all; 0 is for ever.
    Fail { error: u32, lasting: u32 },
    /// The process is killed before it.
    KillBefore,
    /// The process is killed when half of it is written; before it where it writes nothing.
    KillWithin,
}

/// Every kind of call that changes a file, as the shim numbers them.
pub const EVERY_KIND: u32 = 0b1_1111_1110;

/// The files through which a shim is told what to do and answers.
pub struct Control {
    folder: PathBuf,
    plans: std::cell::Cell<u64>,
    _kept: Option<TempDir>,
}

impl Control {
    pub fn new() -> Self {
        let kept = super::swift_folder();
        let control = Self { folder: kept.path().to_owned(), plans: std::cell::Cell::new(0), _kept: Some(kept) };
        std::fs::write(control.count_file(), 0u64.to_ne_bytes()).expect("the count is begun");
        control.plan(0, Act::Count);
        control
    }

    /// Returns the control of the shim that this process runs behind.
    pub fn of_this_process() -> Option<Self> {
        let plan = PathBuf::from(std::env::var_os(PLAN)?);
        let folder = plan.parent()?.to_owned();
        Some(Self { folder, plans: std::cell::Cell::new(1 << 32), _kept: None })
    }

    fn plan_file(&self) -> PathBuf {
        self.folder.join("plan")
    }

    fn count_file(&self) -> PathBuf {
        self.folder.join("count")
    }

    pub fn log_file(&self) -> PathBuf {
        self.folder.join("log")
    }

    /// From now on calls are counted anew, and `act` happens at the call number `at` (from 1; 0 is never).
    pub fn plan(&self, at: u64, act: Act) {
        self.plans.set(self.plans.get() + 1);
        let (code, error, lasting): (u32, u32, u32) = match act {
            Act::Count => (0, 0, 0),
            Act::Fail { error, lasting } => (1, error, lasting),
            Act::KillBefore => (2, 0, 0),
            Act::KillWithin => (3, 0, 0),
        };
        let mut bytes = [self.plans.get().to_ne_bytes(), at.to_ne_bytes()].concat();
        for word in [code, error, lasting, EVERY_KIND] {
            bytes.extend(word.to_ne_bytes());
        }
        // Over the old bytes: the shim keeps the file open, and one write of 32 bytes is one for whoever reads.
        let file = std::fs::OpenOptions::new().write(true).create(true).truncate(false).open(self.plan_file());
        let written = file.and_then(|mut file| std::io::Write::write_all(&mut file, &bytes));
        written.expect("the plan is written");
    }

    /// Returns how many calls there were since the last plan.
    pub fn count(&self) -> u64 {
        let bytes = std::fs::read(self.count_file()).expect("the shim counts");
        u64::from_ne_bytes(bytes.as_slice().try_into().expect("eight bytes"))
    }

    /// Returns the command that runs the test `name` of this program behind the shim, with `folder` watched.
    pub fn command(&self, name: &str, folder: &Path) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this program"));
        command.args([name, "--exact", "--nocapture", "--test-threads=1"]);
        command.env("LD_PRELOAD", library()).env("LOBBY_SHIM_FOLDER", folder);
        command.env(PLAN, self.plan_file()).env(COUNT, self.count_file());
        command
    }

    /// As [`Control::command`], and every call is written down with its bytes.
    pub fn command_with_log(&self, name: &str, folder: &Path) -> Command {
        let mut command = self.command(name, folder);
        command.env(LOG, self.log_file());
        command
    }
}

/// Returns the shim, compiled; once for each text of it.
fn library() -> &'static Path {
    static LIBRARY: OnceLock<PathBuf> = OnceLock::new();
    LIBRARY.get_or_init(|| {
        let digest = Sha256::digest(SOURCE);
        let name = format!("shim-{:02x}{:02x}{:02x}{:02x}.so", digest[0], digest[1], digest[2], digest[3]);
        let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if place.exists() {
            return place;
        }
        let made = place.with_extension(format!("{}.part", std::process::id()));
        let source = support::root().join("tests/faults/shim.c");
        let compiled =
            Command::new("cc").args(["-O2", "-shared", "-fPIC", "-Wall", "-Wextra", "-o"]).arg(&made).arg(source).status();
        assert!(compiled.expect("a C compiler (`cargo xtask setup` installs it)").success(), "shim.c does not compile");
        std::fs::rename(&made, &place).expect("the shim has its name");
        place
    })
}
