//! The one way Lobby writes a whole file: temporary name, fsync, rename, fsync of the folder. Whole or absent.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Write},
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use super::error::{Error, Result};

/// Returns what `write` put into `path`, which is there whole when this returns and untouched when it does not.
///
/// Errors: [`Error::File`] naming the path and the act; the temporary file is removed.
pub fn write_whole<T>(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<T>) -> Result<T> {
    let (value, part) = write_part(path, write)?;
    part.take_name()?;
    Ok(value)
}

/// Returns what `write` wrote, and the file, whole on the disk, that takes the name `path` once it is told to: for what may have
/// its name only after something else stands.
///
/// Errors: [`Error::File`] naming the path and the act; the temporary file is removed.
pub fn write_part<T>(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<T>) -> Result<(T, Part)> {
    let part = Part { temporary: temporary_name(path), path: path.to_owned() };
    let value = write_temporary(&part.temporary, path, write)?;
    Ok((value, part))
}

/// A file that has not its name yet, and is gone where it never takes it.
#[derive(Debug)]
pub struct Part {
    temporary: PathBuf,
    path: PathBuf,
}

impl Part {
    /// Takes the name, in the place of what had it.
    ///
    /// Errors: [`Error::File`]; the temporary file is removed, and what had the name has it still.
    pub fn take_name(self) -> Result<()> {
        fs::rename(&self.temporary, &self.path).map_err(|source| failed("rename to", &self.path, source))?;
        sync_folder(&self.path)
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if self.temporary.exists() {
            // The refusal matters more than a leftover that the next write of the same name replaces.
            let _left_behind = fs::remove_file(&self.temporary);
        }
    }
}

/// What fails is said of `path`: nobody asked for a file by the name it has until it is whole.
fn write_temporary<T>(temporary: &Path, path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> Result<T>) -> Result<T> {
    let file = File::create(temporary).map_err(|source| failed("create", path, source))?;
    let mut writer = BufWriter::with_capacity(1 << 18, file);
    let value = write(&mut writer)?;
    writer.flush().map_err(|source| failed("write", path, source))?;
    writer.get_ref().sync_all().map_err(|source| failed("sync", path, source))?;
    Ok(value)
}

/// Holds that `folder` is there and takes files, before anything is remembered of what will be written into it.
///
/// Errors: [`Error::File`]; nothing stays in the folder.
pub fn may_write(folder: &Path) -> Result<()> {
    let trial = folder.join(".lobby-may-write");
    File::create(&trial).and_then(|_| fs::remove_file(&trial)).map_err(|source| failed("write", folder, source))
}

/// Holds that nothing lies at `path` yet: what leaves the house is written over nothing.
///
/// Errors: [`Error::File`].
pub fn absent(path: &Path) -> Result<()> {
    if path.exists() { Err(failed("create", path, io::ErrorKind::AlreadyExists.into())) } else { Ok(()) }
}

/// Makes the folder's entry of `path` durable.
///
/// Errors: [`Error::File`]; on Windows, where folders cannot be synced, nothing is done.
pub fn sync_folder(path: &Path) -> Result<()> {
    if cfg!(windows) {
        return Ok(());
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(|source| failed("sync folder", folder, source))
}

/// How often a file that another holds is asked for, and how long is waited between: a program that this one has just begun
/// holds what was open then until it is itself, some milliseconds.
const HOLD_TRIES: u32 = 20;
const HOLD_PAUSE: Duration = Duration::from_millis(50);

/// Returns the file at `path`, made where there is none, held against every other process for as long as it is open; nothing
/// where another still holds it after a second.
///
/// Errors: [`Error::File`].
pub fn hold_new(path: &Path) -> Result<Option<File>> {
    hold(File::create(path).map_err(|source| failed("open", path, source))?, path)
}

/// Returns `file`, which was opened at `path`, held like [`hold_new`].
///
/// Errors: [`Error::File`].
pub fn hold(file: File, path: &Path) -> Result<Option<File>> {
    for tried in 0..HOLD_TRIES {
        if tried > 0 {
            thread::sleep(HOLD_PAUSE);
        }
        match file.try_lock() {
            Ok(()) => return Ok(Some(file)),
            Err(fs::TryLockError::WouldBlock) => {}
            Err(fs::TryLockError::Error(source)) => return Err(failed("lock", path, source)),
        }
    }
    Ok(None)
}

/// Bytes that are read before the system is told that they are not needed any more.
const LET_GO_AT: u64 = 1 << 22;

/// A file that is read once, from its beginning: what was read of it leaves the system's memory, so that a gigabyte on its way out
/// neither pushes the hotel's own pages out of it nor has the system look for another gigabyte.
pub struct ReadOnce {
    file: File,
    read: u64,
    let_go: u64,
}

impl ReadOnce {
    /// Begins at the file's beginning.
    pub fn new(file: File) -> Self {
        Self { file, read: 0, let_go: 0 }
    }

    fn let_go(&mut self) {
        #[cfg(target_os = "linux")]
        if let Some(bytes) = std::num::NonZeroU64::new(self.read - self.let_go) {
            // A system that keeps them is slower, nothing else (posix_fadvise).
            let _kept = rustix::fs::fadvise(&self.file, self.let_go, Some(bytes), rustix::fs::Advice::DontNeed);
        }
        self.let_go = self.read;
    }
}

impl Read for ReadOnce {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        self.read += read as u64;
        if self.read - self.let_go >= LET_GO_AT || read == 0 {
            self.let_go();
        }
        Ok(read)
    }
}

/// Returns the error of doing `act` on `path`.
pub fn failed(act: &'static str, path: &Path, source: std::io::Error) -> Error {
    Error::File { act, path: path.to_owned(), source }
}

fn temporary_name(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    path.with_file_name(name)
}
