//! The payload of a sealed file: pieces of 64 KiB, each with a tag of its own, numbered, the last one marked. What is taken
//! away, exchanged or changed is found at the piece it happened to.

use std::io::{self, BufRead, BufReader, Read, Write};

use chacha20poly1305::{AeadInOut, ChaCha20Poly1305, KeyInit, Nonce, Tag};

use super::{
    Identity, Recipient, SealRefusal,
    header::{self, FileKey, HeaderError},
};
use crate::base::{entropy::Entropy, error::Result};

/// Bytes of a piece before sealing.
const PIECE: usize = 64 << 10;
/// Bytes of a piece's tag.
const TAG: usize = 16;
/// Bytes that stand between header and payload, and make the payload's key.
const SALT: usize = 16;
const PAYLOAD_LABEL: &[u8] = b"payload";

/// Counts the pieces: eleven bytes, and a twelfth that marks the last.
struct Pieces {
    cipher: ChaCha20Poly1305,
    done: u64,
}

impl Pieces {
    fn new(key: &FileKey, salt: &[u8; SALT]) -> Self {
        let key = key.derived(salt, PAYLOAD_LABEL);
        Self { cipher: ChaCha20Poly1305::new((&*key).into()), done: 0 }
    }

    fn nonce(&mut self, last: bool) -> Nonce {
        let mut nonce = Nonce::default();
        nonce[3..11].copy_from_slice(&self.done.to_be_bytes());
        nonce[11] = u8::from(last);
        self.done += 1;
        nonce
    }
}

/// Seals what is written to it. [`Sealed::finish`] writes the last piece; without it the file does not open.
pub struct Sealed<W: Write> {
    out: W,
    pieces: Pieces,
    /// What waits for its piece to be full; a full one waits too, for it may be the last.
    waiting: Vec<u8>,
    /// Whether a piece was lost: what follows it would open as nothing.
    failed: bool,
}

impl<W: Write> Sealed<W> {
    /// Begins a file sealed to `recipient`; its keys come from `entropy`, which must be another for every content.
    ///
    /// Errors: those of `out`.
    pub fn begin(mut out: W, recipient: &Recipient, entropy: &mut Entropy) -> io::Result<Self> {
        let key = FileKey::new(entropy);
        header::write(&mut out, recipient, &key, entropy)?;
        let salt: [u8; SALT] = entropy.take();
        out.write_all(&salt)?;
        Ok(Self { out, pieces: Pieces::new(&key, &salt), waiting: Vec::with_capacity(PIECE + TAG), failed: false })
    }

    /// Writes the last piece and returns what was written to.
    ///
    /// Errors: those of the writer.
    pub fn finish(mut self) -> io::Result<W> {
        self.seal(true)?;
        Ok(self.out)
    }

    fn seal(&mut self, last: bool) -> io::Result<()> {
        // Whoever wrote into it may write on when it is let go, as a tar does.
        if std::mem::replace(&mut self.failed, true) {
            return Err(io::Error::other("a piece before was not written"));
        }
        let nonce = self.pieces.nonce(last);
        let sealed = self.pieces.cipher.encrypt_inout_detached(&nonce, &[], self.waiting.as_mut_slice().into());
        let tag = sealed.map_err(|_| io::Error::other("a piece was not sealed"))?;
        self.waiting.extend_from_slice(&tag);
        let written = self.out.write_all(&self.waiting);
        self.waiting.clear();
        written?;
        self.failed = false;
        Ok(())
    }
}

impl<W: Write> Write for Sealed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.is_empty() {
            return Ok(0);
        }
        if self.waiting.len() == PIECE {
            self.seal(false)?;
        }
        let taken = bytes.len().min(PIECE - self.waiting.len());
        self.waiting.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    /// Nothing is written before its piece is full: the format knows no shorter piece but the last.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Reads what was sealed. What was changed, cut off or put on ends the reading with [`io::ErrorKind::InvalidData`].
pub struct Opened<R: Read> {
    from: BufReader<R>,
    pieces: Pieces,
    piece: Vec<u8>,
    taken: usize,
    ended: bool,
}

impl<R: Read> Opened<R> {
    /// Opens a sealed file with `identity`.
    ///
    /// Errors: [`SealRefusal::NotSealed`], [`SealRefusal::OtherRecipient`], [`SealRefusal::Altered`].
    pub fn begin(from: R, identity: &Identity) -> Result<Self> {
        let mut from = BufReader::with_capacity(PIECE + TAG, from);
        let key = header::read(&mut from, identity).map_err(|error| match error {
            HeaderError::Refused(refusal) => refusal.into(),
            HeaderError::Reading(source) => crate::base::files::failed("read", std::path::Path::new(""), source),
        })?;
        let mut salt = [0; SALT];
        from.read_exact(&mut salt).map_err(|_| SealRefusal::Altered)?;
        let pieces = Pieces::new(&key, &salt);
        Ok(Self { from, pieces, piece: Vec::with_capacity(PIECE + TAG), taken: 0, ended: false })
    }

    fn next_piece(&mut self) -> io::Result<()> {
        self.piece.clear();
        self.taken = 0;
        let most = (PIECE + TAG) as u64;
        self.from.by_ref().take(most).read_to_end(&mut self.piece)?;
        let last = self.from.fill_buf()?.is_empty();
        let whole = self.piece.len().checked_sub(TAG).ok_or_else(altered)?;
        // Only a file of nothing has a piece of nothing.
        if whole == 0 && self.pieces.done > 0 {
            return Err(altered());
        }
        let tag = Tag::try_from(&self.piece[whole..]).map_err(|_| altered())?;
        self.piece.truncate(whole);
        let nonce = self.pieces.nonce(last);
        let piece = self.piece.as_mut_slice().into();
        self.pieces.cipher.decrypt_inout_detached(&nonce, &[], piece, &tag).map_err(|_| altered())?;
        self.ended = last;
        Ok(())
    }
}

impl<R: Read> Read for Opened<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.taken == self.piece.len() && !self.ended {
            let read = self.next_piece();
            if read.is_err() {
                // What did not verify is never handed out, however often it is asked for.
                self.piece.clear();
                self.taken = 0;
            }
            read?;
        }
        let left = &self.piece[self.taken..];
        let given = left.len().min(into.len());
        into[..given].copy_from_slice(&left[..given]);
        self.taken += given;
        Ok(given)
    }
}

fn altered() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a sealed file is not whole, or was changed")
}
