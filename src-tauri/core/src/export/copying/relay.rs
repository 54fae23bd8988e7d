//! What is read on one thread and written on another.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

use super::growing::Growing;
use crate::base::{error::Result, files};

/// Pieces of so many bytes that may wait for the disk: what is read goes on meanwhile.
const WAITING: usize = 16;

/// What is said to whoever writes.
pub(super) enum Word {
    /// A file begins.
    File(PathBuf),
    /// What is to be written next.
    Bytes(Vec<u8>),
    /// The file that was begun is whole.
    Whole,
}

/// Hands on what is read to the thread that writes it: opening, hashing and sealing take one core as long as writing takes
/// another.
pub(super) struct Relay {
    words: mpsc::SyncSender<Word>,
    /// Buffers that were written and are free again.
    free: mpsc::Receiver<Vec<u8>>,
}

/// What the thread that writes hears.
pub(super) struct Words {
    words: mpsc::Receiver<Word>,
    free: mpsc::Sender<Vec<u8>>,
}

impl Words {
    pub fn next(&self) -> Option<Word> {
        self.words.recv().ok()
    }

    pub fn put(&self, bytes: Vec<u8>, begun: &mut Option<Growing>, path: &Path) -> Result<()> {
        let written = begun.as_mut().map_or(Ok(()), |growing| growing.write_all(&bytes));
        // Who reads may have read everything: then nobody needs it any more.
        let _not_needed = self.free.send(bytes);
        written.map_err(|source| files::failed("write", path, source))
    }
}

impl Relay {
    pub fn begin(&self, path: &Path) -> Result<()> {
        self.say(Word::File(path.to_owned())).map_err(|source| files::failed("create", path, source))
    }

    pub fn end(&self, path: &Path) -> Result<()> {
        self.say(Word::Whole).map_err(|source| files::failed("write", path, source))
    }

    fn say(&self, word: Word) -> io::Result<()> {
        // Who writes has left, and says why.
        self.words.send(word).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }
}

impl Write for Relay {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut piece = self.free.try_recv().unwrap_or_default();
        piece.clear();
        piece.extend_from_slice(bytes);
        self.say(Word::Bytes(piece))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Runs `read` on this thread and `write` on another; where both fail, what the writer says is why.
pub(super) fn relayed<T: Send>(
    read: impl FnOnce(&mut Relay) -> Result<()>,
    write: impl FnOnce(Words) -> Result<T> + Send,
) -> Result<T> {
    thread::scope(|scope| {
        let (said, words) = mpsc::sync_channel(WAITING);
        let (given_back, free) = mpsc::channel();
        let writing = scope.spawn(move || write(Words { words, free: given_back }));
        let mut relay = Relay { words: said, free };
        let read = read(&mut relay);
        drop(relay);
        let wrote = writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        read.map(|()| wrote)
    })
}
