//! The header of a sealed file: text that carries the file's key, wrapped for its recipient, and a digest over itself.

use std::io::{self, BufRead, Read, Write};

use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce, aead::Aead};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{Identity, Recipient, SealRefusal};
use crate::base::entropy::Entropy;

const VERSION_LINE: &str = "age-encryption.org/v1";
const STANZA: &str = "-> ";
const FOOTER: &str = "---";
const X25519: &str = "X25519";
const WRAP_LABEL: &[u8] = b"age-encryption.org/v1/X25519";
const HEADER_LABEL: &[u8] = b"header";
/// Longest header that is read: another program may seal to many recipients.
const HEADER_MAX: u64 = 1 << 20;
/// Letters of a full line of a stanza's body.
const BODY_LINE: usize = 64;

/// The key of one file.
pub(super) struct FileKey(Zeroizing<[u8; 16]>);

impl FileKey {
    pub fn new(entropy: &mut Entropy) -> Self {
        Self(Zeroizing::new(entropy.take()))
    }

    /// Returns the key that HKDF-SHA-256 derives from this one.
    pub fn derived(&self, salt: &[u8], label: &[u8]) -> Zeroizing<[u8; 32]> {
        derived(self.0.as_slice(), salt, label)
    }
}

/// Writes the header that gives `key` to `recipient`.
pub(super) fn write(out: &mut impl Write, recipient: &Recipient, key: &FileKey, entropy: &mut Entropy) -> io::Result<()> {
    let ephemeral = StaticSecret::from(entropy.take::<32>());
    let share = PublicKey::from(&ephemeral);
    let shared = ephemeral.diffie_hellman(&recipient.public());
    let wrapping = wrapping_key(shared.as_bytes(), &share, &recipient.public());
    let body = cipher(&wrapping).encrypt(&Nonce::default(), key.0.as_slice()).map_err(|_| io::Error::other("not wrapped"))?;
    let text = format!(
        "{VERSION_LINE}\n{STANZA}{X25519} {}\n{}\n{FOOTER}",
        STANDARD_NO_PAD.encode(share.as_bytes()),
        STANDARD_NO_PAD.encode(body)
    );
    let mac = header_mac(key, text.as_bytes()).finalize().into_bytes();
    writeln!(out, "{text} {}", STANDARD_NO_PAD.encode(mac))
}

/// Reads the header and returns the file's key; the reader stands at the payload then.
///
/// Errors: [`SealRefusal`], or the reader's.
pub(super) fn read(from: &mut impl BufRead, identity: &Identity) -> Result<FileKey, HeaderError> {
    let mut limited = from.take(HEADER_MAX);
    let mut covered: Vec<u8> = Vec::new();
    let mut line = next_line(&mut limited)?;
    if line != VERSION_LINE {
        return Err(SealRefusal::NotSealed.into());
    }
    let mut found: Option<FileKey> = None;
    loop {
        covered.extend_from_slice(line.as_bytes());
        covered.push(b'\n');
        line = next_line(&mut limited)?;
        if let Some(mac) = line.strip_prefix(FOOTER) {
            covered.extend_from_slice(FOOTER.as_bytes());
            let mac = mac.strip_prefix(' ').and_then(|text| STANDARD_NO_PAD.decode(text).ok()).ok_or(SealRefusal::Altered)?;
            let key = found.ok_or(SealRefusal::OtherRecipient)?;
            header_mac(&key, &covered).verify_slice(&mac).map_err(|_| SealRefusal::Altered)?;
            return Ok(key);
        }
        let stanza = line.strip_prefix(STANZA).ok_or(SealRefusal::Altered)?.to_owned();
        let (body, last) = read_body(&mut limited, &line, &mut covered)?;
        found = match found {
            Some(found) => Some(found),
            None => unwrapped(&stanza, &body, identity)?,
        };
        line = last;
    }
}

/// Why a header is not read.
pub(super) enum HeaderError {
    Refused(SealRefusal),
    Reading(io::Error),
}

impl From<SealRefusal> for HeaderError {
    fn from(refusal: SealRefusal) -> Self {
        Self::Refused(refusal)
    }
}

/// Reads the lines of a stanza's body after its head `line`; returns it decoded, and its last line, not yet covered.
fn read_body(from: &mut impl BufRead, line: &str, covered: &mut Vec<u8>) -> Result<(Vec<u8>, String), HeaderError> {
    let (mut text, mut before) = (String::new(), line.to_owned());
    loop {
        covered.extend_from_slice(before.as_bytes());
        covered.push(b'\n');
        before = next_line(from)?;
        text.push_str(&before);
        if before.len() < BODY_LINE {
            let body = STANDARD_NO_PAD.decode(&text).map_err(|_| SealRefusal::Altered)?;
            return Ok((body, before));
        }
        if before.len() > BODY_LINE {
            return Err(SealRefusal::Altered.into());
        }
    }
}

/// Returns the file's key where the stanza is for `identity`, nothing where it is for somebody else.
fn unwrapped(stanza: &str, body: &[u8], identity: &Identity) -> Result<Option<FileKey>, HeaderError> {
    let mut words = stanza.split(' ');
    if words.next() != Some(X25519) {
        return Ok(None);
    }
    let share =
        words.next().and_then(|text| STANDARD_NO_PAD.decode(text).ok()).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
    let (Some(share), None, 32) = (share, words.next(), body.len()) else { return Err(SealRefusal::Altered.into()) };
    let share = PublicKey::from(share);
    let shared = identity.0.diffie_hellman(&share);
    if !shared.was_contributory() {
        return Err(SealRefusal::Altered.into());
    }
    let wrapping = wrapping_key(shared.as_bytes(), &share, &identity.recipient().public());
    let Ok(opened) = cipher(&wrapping).decrypt(&Nonce::default(), body).map(Zeroizing::new) else { return Ok(None) };
    let key = <[u8; 16]>::try_from(opened.as_slice()).map_err(|_| SealRefusal::Altered)?;
    Ok(Some(FileKey(Zeroizing::new(key))))
}

fn next_line(from: &mut impl BufRead) -> Result<String, HeaderError> {
    let mut bytes = Vec::new();
    from.read_until(b'\n', &mut bytes).map_err(HeaderError::Reading)?;
    if bytes.pop() != Some(b'\n') {
        // Whatever it is, it is no header that ends.
        return Err(SealRefusal::NotSealed.into());
    }
    let plain = bytes.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ');
    String::from_utf8(bytes).ok().filter(|_| plain).ok_or_else(|| SealRefusal::NotSealed.into())
}

fn wrapping_key(shared: &[u8; 32], share: &PublicKey, recipient: &PublicKey) -> Zeroizing<[u8; 32]> {
    derived(shared, &[share.as_bytes().as_slice(), recipient.as_bytes()].concat(), WRAP_LABEL)
}

fn header_mac(key: &FileKey, covered: &[u8]) -> Hmac<Sha256> {
    let derived = key.derived(&[], HEADER_LABEL);
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(derived.as_slice()).expect("HMAC takes a key of any length (RFC 2104)");
    mac.update(covered);
    mac
}

fn derived(secret: &[u8], salt: &[u8], label: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut key = Zeroizing::new([0u8; 32]);
    Hkdf::<Sha256>::new(Some(salt), secret)
        .expand(label, key.as_mut_slice())
        .expect("32 bytes are within HKDF's length (RFC 5869)");
    key
}

fn cipher(key: &Zeroizing<[u8; 32]>) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new((&**key).into())
}
