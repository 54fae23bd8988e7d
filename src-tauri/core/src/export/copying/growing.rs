//! A file that is written where an earlier try may have left a part of it.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufReader, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use sha2::{Digest, Sha256};

use super::{CHUNK, CopyRefusal};
use crate::{
    audit::chain::hex,
    base::{
        error::Result,
        files::{self, ReadOnce},
    },
};

/// What of a package lies there: bytes, digest, and how many of the bytes lay there before.
pub(super) type Written = (u64, String, u64);

/// Counts and hashes what goes through it.
#[derive(Default)]
pub(super) struct Summed {
    pub bytes: u64,
    pub digest: Sha256,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.digest.update(bytes);
        self.bytes += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A file that grows from where an earlier try left it: what is there is compared, and from the first difference on written.
pub(super) struct Growing {
    file: File,
    /// Bytes that lay there and may still be the same.
    there: u64,
    same: u64,
    /// Bytes given so far.
    bytes: u64,
    /// Of these, where nobody knows it beforehand.
    digest: Option<Sha256>,
    seen: Vec<u8>,
}

impl Growing {
    /// Opens it, or makes it.
    ///
    /// Errors: [`crate::base::error::Error::File`].
    pub fn open(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|source| files::failed("create", path, source))?;
        let there = file.metadata().map_err(|source| files::failed("look at", path, source))?.len();
        Ok(Self { file, there, same: 0, bytes: 0, digest: None, seen: Vec::new() })
    }

    /// Hashes what it is given.
    pub fn hashed(self) -> Self {
        Self { digest: Some(Sha256::new()), ..self }
    }

    /// Returns how many bytes of it stand as they were given.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Returns what makes durable what was given so far.
    pub fn same_file(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Ends the file where the stream did, and makes it durable.
    ///
    /// Errors: [`crate::base::error::Error::File`].
    pub fn ended(&mut self, path: &Path) -> Result<()> {
        self.file.flush().and_then(|()| self.file.set_len(self.bytes)).map_err(|source| files::failed("write", path, source))?;
        self.file.sync_all().map_err(|source| files::failed("sync", path, source))
    }

    /// Reads again what of it was not yet: it has the digest that is `known`, or that of what was given. The disk may lie as well as
    /// the stick.
    ///
    /// Errors: [`CopyRefusal::NotAsWritten`], [`crate::base::error::Error::File`].
    pub fn settled(self, reread: Reread, known: Option<&str>) -> Result<Written> {
        let given = self.digest.map(|digest| hex(&digest.finalize()));
        let wanted = known.map(str::to_owned).or(given);
        let (sha256, bytes) = reread.end()?;
        if bytes != self.bytes || wanted.is_some_and(|wanted| wanted != sha256) {
            return Err(CopyRefusal::NotAsWritten.into());
        }
        Ok((bytes, sha256, self.same))
    }

    /// Returns how many of `bytes` lie there already; at the first that do not, what follows is cut off.
    fn compare(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let most = usize::try_from(self.there - self.bytes).unwrap_or(usize::MAX).min(bytes.len()).min(CHUNK);
        self.seen.resize(most, 0);
        self.file.read_exact(&mut self.seen)?;
        if self.seen == bytes[..most] {
            return Ok(most);
        }
        self.there = self.bytes;
        self.file.set_len(self.there)?;
        self.file.seek(SeekFrom::Start(self.there))?;
        Ok(0)
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut taken = 0;
        if self.bytes < self.there {
            taken = self.compare(bytes)?;
            self.same += taken as u64;
        }
        if taken == 0 {
            taken = self.file.write(bytes)?;
        }
        self.bytes += taken as u64;
        if let Some(digest) = &mut self.digest {
            digest.update(&bytes[..taken]);
        }
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Reads again what lies there, and hashes it.
pub(super) struct Reread {
    path: PathBuf,
    from: ReadOnce,
    summed: Summed,
}

impl Reread {
    /// Begins at the file's beginning.
    ///
    /// Errors: [`crate::base::error::Error::File`].
    pub fn begin(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|source| files::failed("read", path, source))?;
        Ok(Self { path: path.to_owned(), from: ReadOnce::new(file), summed: Summed::default() })
    }

    /// Goes on until so many bytes of the file are read.
    ///
    /// Errors: [`crate::base::error::Error::File`].
    pub fn to(&mut self, bytes: u64) -> Result<()> {
        let left = bytes.saturating_sub(self.summed.bytes);
        // No byte behind these is taken into a buffer: it may be another by the time it is asked for.
        let read = io::copy(&mut BufReader::with_capacity(CHUNK, self.from.by_ref().take(left)), &mut self.summed);
        read.map(|_| ()).map_err(|source| files::failed("read", &self.path, source))
    }

    /// Reads the rest; returns SHA-256 of the file, hexadecimal, and its length.
    ///
    /// Errors: [`crate::base::error::Error::File`].
    pub fn end(mut self) -> Result<(String, u64)> {
        self.to(u64::MAX)?;
        Ok((hex(&self.summed.digest.finalize()), self.summed.bytes))
    }
}

/// Returns SHA-256 of a file, hexadecimal, and its length.
pub(super) fn digest(path: &Path) -> Result<(String, u64)> {
    Reread::begin(path)?.end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_again_is_what_lies_there_by_then() {
        let path = std::env::temp_dir().join(format!("lobby-reread-{}", std::process::id()));
        std::fs::write(&path, b"as it was left").expect("written");
        let mut reread = Reread::begin(&path).expect("opened");
        reread.to(5).expect("read");
        std::fs::write(&path, b"as it is, and longer").expect("written");
        let (sha256, bytes) = reread.end().expect("read to its end");
        assert_eq!((sha256, bytes), digest(&path).expect("read whole"));
        std::fs::remove_file(&path).expect("removed");
    }
}
