//! What is read on one thread and written on another, made durable on a third and read again on a fourth.

use std::{
    fs::File,
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::mpsc,
    thread,
};

use super::growing::{Growing, Reread};
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

/// What lies there so far.
pub(super) enum Laid {
    /// Of the file that was begun, so many bytes; with what makes them durable.
    Part(PathBuf, File, u64),
    /// All of it.
    Whole(PathBuf, Growing),
}

/// Bytes of a file that are written before they are made durable: a stick has not a gigabyte to write when all is said.
const LAID_AT_ONCE: u64 = 1 << 25;
/// Parts that may wait until they are durable: on a slow stick, how far it is and when it stops are told by the stick.
const PARTS_WAITING: usize = 2;

impl Words {
    /// Lays down one file after the other, each begun by `open`, and tells `say` what lies there; says no more where `say` wants no
    /// more.
    ///
    /// Errors: those of `open`, [`crate::base::error::Error::File`].
    pub fn lay(self, open: impl Fn(&Path) -> Result<Growing>, mut say: impl FnMut(Laid) -> ControlFlow<()>) -> Result<()> {
        let mut begun = None;
        for word in self.words {
            match (word, begun.take()) {
                (Word::File(path), _) => begun = Some((open(&path)?, path, 0)),
                (Word::Bytes(bytes), Some((mut growing, path, mut said))) => {
                    growing.write_all(&bytes).map_err(|source| files::failed("write", &path, source))?;
                    // Who reads may have read everything: then nobody needs it any more.
                    let _not_needed = self.free.send(bytes);
                    if growing.bytes() - said >= LAID_AT_ONCE {
                        said = growing.bytes();
                        let same = growing.same_file().map_err(|source| files::failed("write", &path, source))?;
                        if say(Laid::Part(path.clone(), same, said)).is_break() {
                            break;
                        }
                    }
                    begun = Some((growing, path, said));
                }
                (Word::Whole, Some((growing, path, _))) => {
                    if say(Laid::Whole(path, growing)).is_break() {
                        break;
                    }
                }
                // What belongs to no file is said by nobody.
                (Word::Bytes(_) | Word::Whole, None) => {}
            }
        }
        Ok(())
    }

    /// Lays down one file after the other as [`Self::lay`] does, while what lies there is made durable on a second thread and read
    /// again on a third; gives each file that is whole to `take`.
    ///
    /// Errors: those of `open` and `take`, [`crate::base::error::Error::File`].
    pub fn settle(
        self,
        open: impl Fn(&Path) -> Result<Growing>,
        take: impl FnMut(Growing, Reread) -> Result<()> + Send,
    ) -> Result<()> {
        thread::scope(|scope| {
            let (lays, laid) = mpsc::sync_channel(PARTS_WAITING);
            let (makes_durable, durable) = mpsc::channel();
            let syncing = scope.spawn(move || synced(laid, &makes_durable));
            let reading = scope.spawn(move || read_again(durable, take));
            // Where the next thread left, it says why.
            let written = self.lay(open, |laid| match lays.send(laid) {
                Ok(()) => ControlFlow::Continue(()),
                Err(_) => ControlFlow::Break(()),
            });
            drop(lays);
            let ended =
                |thread: thread::ScopedJoinHandle<'_, _>| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            let (synced, read) = (ended(syncing), ended(reading));
            written.and(synced).and(read)
        })
    }
}

fn synced(laid: mpsc::Receiver<Laid>, next: &mpsc::Sender<Laid>) -> Result<()> {
    for mut laid in laid {
        match &mut laid {
            Laid::Part(path, file, _) => file.sync_data().map_err(|source| files::failed("sync", path, source))?,
            Laid::Whole(path, growing) => growing.ended(path)?,
        }
        if next.send(laid).is_err() {
            break;
        }
    }
    Ok(())
}

fn read_again(durable: mpsc::Receiver<Laid>, mut take: impl FnMut(Growing, Reread) -> Result<()>) -> Result<()> {
    let mut begun: Option<Reread> = None;
    for durable in durable {
        let path = match &durable {
            Laid::Part(path, ..) | Laid::Whole(path, _) => path,
        };
        let mut reread = begun.take().map_or_else(|| Reread::begin(path), Ok)?;
        match durable {
            Laid::Part(_, _, bytes) => {
                reread.to(bytes)?;
                begun = Some(reread);
            }
            Laid::Whole(_, growing) => take(growing, reread)?,
        }
    }
    Ok(())
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

#[cfg(test)]
mod tests {
    use std::fs;

    use sha2::{Digest, Sha256};

    use super::*;
    use crate::audit::chain::hex;

    /// Bytes that are another at every place, as far as can be seen.
    fn content(bytes: u64) -> Vec<u8> {
        (0..bytes).map(|place| (place.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8).collect()
    }

    #[test]
    fn a_large_file_is_laid_in_parts_over_what_an_earlier_try_left() {
        let path = std::env::temp_dir().join(format!("lobby-laid-{}", std::process::id()));
        let whole = content(2 * LAID_AT_ONCE + 12_345);
        let sha256 = hex(&Sha256::digest(&whole));
        let same = usize::try_from(LAID_AT_ONCE).expect("a size") + 7;
        let mut other = whole[..same].to_vec();
        other.resize(whole.len() + 99, 0);
        // Nothing, the same with another end that is longer, and the file itself.
        for (left, resumed) in [(None, 0), (Some(&other), same), (Some(&whole), whole.len())] {
            match left {
                None => drop(fs::remove_file(&path)),
                Some(left) => fs::write(&path, left).expect("what was left"),
            }
            let said = |relay: &mut Relay| {
                relay.begin(&path)?;
                whole.chunks(100_000).try_for_each(|piece| relay.write_all(piece)).expect("somebody writes");
                relay.end(&path)
            };
            let mut settled = Vec::new();
            let take = |growing: Growing, reread| growing.settled(reread, Some(&sha256)).map(|one| settled.push(one));
            relayed(said, |words| words.settle(Growing::open, take)).expect("laid");
            let [(bytes, found, before)] = &settled[..] else { panic!("one file was laid") };
            assert_eq!((*bytes, found), (whole.len() as u64, &sha256));
            // Compared piece by piece: of the piece in which the difference stands nothing counts.
            assert!(*before <= resumed as u64 && resumed as u64 - before < 100_000, "{before} of {resumed} lay there");
            assert!(fs::read(&path).expect("the file") == whole, "the very bytes");
        }
        fs::remove_file(&path).expect("removed");
    }
}
