//! What is read on one thread and written on another.

use std::{
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

use super::growing::Growing;
use crate::base::{error::Result, files};

/// Pieces of so many bytes that may wait for the disk: what is read goes on meanwhile.
const WAITING: usize = 16;

/// What is said to whoever writes.
enum Word {
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
    /// Lays down one file after the other, each begun by `open`, and gives each that is whole to `take`; says no more where
    /// `take` wants no more.
    ///
    /// Errors: those of `open` and `take`, [`crate::base::error::Error::File`].
    pub fn lay(
        self,
        open: impl Fn(&Path) -> Result<Growing>,
        mut take: impl FnMut(Growing, PathBuf) -> Result<ControlFlow<()>>,
    ) -> Result<()> {
        let mut begun = None;
        for word in self.words {
            match (word, begun.take()) {
                (Word::File(path), _) => begun = Some((open(&path)?, path)),
                (Word::Bytes(bytes), Some((mut growing, path))) => {
                    growing.write_all(&bytes).map_err(|source| files::failed("write", &path, source))?;
                    // Who reads may have read everything: then nobody needs it any more.
                    let _not_needed = self.free.send(bytes);
                    begun = Some((growing, path));
                }
                (Word::Whole, Some((growing, path))) => {
                    if take(growing, path)?.is_break() {
                        break;
                    }
                }
                // What belongs to no file is said by nobody.
                (Word::Bytes(_) | Word::Whole, None) => {}
            }
        }
        Ok(())
    }
}

impl Relay {
    /// Begins the file at `path`.
    pub fn begin(&self, path: &Path) -> Result<()> {
        self.say(Word::File(path.to_owned())).map_err(|source| files::failed("create", path, source))
    }

    /// Says that the file that was begun is whole.
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
