//! Room on the disk (PROMISES 4): said before it is gone, and a ballast beside the file that is let go when it is. On a disk that is
//! full to the last byte a file with a log does not even open (PROMISES, trap 2).
//!
//! Absent on purpose: removing anything but the ballast.

use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use rusqlite::ErrorCode;

use super::file::beside;
use crate::{
    base::{
        entropy::Entropy,
        error::{Error, Result},
        files,
    },
    stored_words,
};

/// Bytes of the ballast: what opening, reading and folding the log take.
pub const BALLAST: usize = 1 << 20;
/// Bytes left on the disk below which somebody has to look.
pub const LITTLE: u64 = 256 << 20;
/// Bytes that have to be left when the ballast is laid.
const BESIDE_BALLAST: u64 = 64 << 10;

stored_words! {
    /// How much room the disk has.
    pub enum Room {
        /// Enough.
        Enough = "enough",
        /// Little: somebody has to make room before it is gone.
        Little = "little",
        /// None: what there is can be read, and nothing can be written.
        Gone = "gone",
    }
}

/// Lays the ballast beside `file` where it is missing and there is room, and returns how much room is left.
///
/// Errors: [`Error::File`].
pub fn keep(file: &Path) -> Result<Room> {
    if !ballast_of(file).exists() {
        if left(file)?.is_some_and(|left| left < BALLAST as u64 + BESIDE_BALLAST) {
            return Ok(Room::Gone);
        }
        match lay(file) {
            Ok(()) => {}
            Err(Error::File { source, .. }) if source.kind() == ErrorKind::StorageFull => return Ok(Room::Gone),
            Err(error) => return Err(error),
        }
    }
    Ok(match left(file)? {
        Some(left) if left < BALLAST as u64 => Room::Gone,
        Some(left) if left < LITTLE => Room::Little,
        _ => Room::Enough,
    })
}

/// Lets the ballast of `file` go and returns whether there was one.
///
/// Errors: [`Error::File`].
pub fn let_go(file: &Path) -> Result<bool> {
    let ballast = ballast_of(file);
    match fs::remove_file(&ballast) {
        Ok(()) => Ok(true),
        Err(source) if source.kind() == ErrorKind::NotFound => Ok(false),
        Err(source) => Err(files::failed("remove", &ballast, source)),
    }
}

/// Returns whether `error` is one that a full disk gives: SQLite names the act that failed, not always why.
pub(super) fn may_be_full(error: &Error) -> bool {
    match error {
        Error::Database { source, .. } | Error::Unknown { source } => {
            matches!(source.sqlite_error_code(), Some(ErrorCode::DiskFull | ErrorCode::SystemIoFailure | ErrorCode::CannotOpen))
        }
        Error::File { source, .. } => source.kind() == ErrorKind::StorageFull,
        Error::Refused(_) | Error::Damaged { .. } => false,
    }
}

/// Returns what a write is told that the disk has no room for.
pub(super) fn full() -> Error {
    let said = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
    Error::Database { act: "write", source: rusqlite::Error::SqliteFailure(said, None) }
}

fn ballast_of(file: &Path) -> PathBuf {
    beside(file, ".ballast")
}

fn lay(file: &Path) -> Result<()> {
    let path = ballast_of(file);
    // Bytes of chance: a disk that packs what it keeps would keep nothing of zeros.
    let mut entropy = Entropy::from_seed([0; 32]);
    files::write_whole(&path, |writer| {
        for _ in 0..BALLAST / 4096 {
            writer.write_all(&entropy.take::<4096>()).map_err(|source| files::failed("write", &path, source))?;
        }
        Ok(())
    })
}

/// Returns the bytes left for us on the disk where `file` lies or will lie; `None` where the system does not tell (Windows), and only
/// the ballast does.
///
/// Errors: [`Error::File`].
pub fn left(file: &Path) -> Result<Option<u64>> {
    #[cfg(unix)]
    {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let facts = rustix::fs::statvfs(folder).map_err(|source| files::failed("ask for room", folder, source.into()))?;
        Ok(Some(facts.f_bavail.saturating_mul(facts.f_frsize)))
    }
    #[cfg(not(unix))]
    {
        let _asked = file;
        Ok(None)
    }
}
