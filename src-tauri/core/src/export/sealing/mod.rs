//! Sealing: the age format, version 1, to X25519 recipients, so that head office opens a package with the program `age` and
//! nothing of ours. Source: c2sp.org/age, read 2026-11-22.
//!
//! The format is written here from its primitives, and not by a crate, because it draws its keys from the entropy that a shell
//! hands in (docs/adr/sealed-packages.md): the same package sealed again to the same key is the same bytes. Absent on purpose: passphrases,
//! several recipients, armour, plugins.

mod header;
mod stream;

use std::{fmt, io};

use bech32::{Bech32, Hrp, primitives::decode::CheckedHrpstring};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

pub use stream::{Opened, Sealed};

use crate::{
    audit::chain::hex,
    base::{
        entropy::Entropy,
        error::{Error, Refusal, Result},
    },
};

/// How the text of a public key begins.
const RECIPIENT_PREFIX: &str = "age";
/// How the text of a secret key begins; written in capitals.
const IDENTITY_PREFIX: &str = "age-secret-key-";
/// Bytes of a fingerprint: too many for anybody to make a key with the same one.
const FINGERPRINT_BYTES: usize = 16;
/// Bytes of either key.
const KEY_BYTES: usize = 32;

/// Whom a package is sealed to: head office's public key, `age1…`.
#[derive(Clone, PartialEq, Eq)]
pub struct Recipient([u8; KEY_BYTES]);

/// What opens a sealed package: head office's secret key, `AGE-SECRET-KEY-1…`.
pub struct Identity(StaticSecret);

/// Why a package is not sealed or not opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SealRefusal {
    /// The text is a secret key: it must never leave head office.
    SecretKey,
    /// The text is a key of another kind: SSH, a plugin's, a passphrase's.
    OtherKey,
    /// The text is no key, or mistyped: its check letters do not fit.
    BadKey,
    /// The text is no secret key.
    BadIdentity,
    /// The file is not sealed in this format.
    NotSealed,
    /// It was sealed to another key.
    OtherRecipient,
    /// It is not whole, or somebody changed it.
    Altered,
}

impl Refusal for SealRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::SecretKey => "seal_key_secret",
            Self::OtherKey => "seal_key_other",
            Self::BadKey => "seal_key_bad",
            Self::BadIdentity => "seal_identity_bad",
            Self::NotSealed => "not_sealed",
            Self::OtherRecipient => "sealed_to_other",
            Self::Altered => "sealed_altered",
        }
    }
}

impl Recipient {
    /// Returns the key that `text` writes, as `age-keygen` does.
    ///
    /// Errors: [`SealRefusal::SecretKey`], [`SealRefusal::OtherKey`], [`SealRefusal::BadKey`].
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.trim();
        let lower = text.to_ascii_lowercase();
        if lower.starts_with(IDENTITY_PREFIX) {
            return Err(SealRefusal::SecretKey.into());
        }
        if lower.starts_with("ssh-") || (lower.starts_with("age1") && lower.matches('1').count() > 1 && !text.contains(' ')) {
            // A plugin's key has its name between two ones; a mistyped one of ours has too, and is told apart by its length.
            if lower.starts_with("ssh-") || lower.len() > encoded_length(RECIPIENT_PREFIX) {
                return Err(SealRefusal::OtherKey.into());
            }
        }
        decoded(text, RECIPIENT_PREFIX).map(|key| Self(*key)).ok_or_else(|| SealRefusal::BadKey.into())
    }

    /// Returns what people compare over the telephone: the first bytes of SHA-256 of the key's text, hexadecimal.
    /// `printf %s age1… | sha256sum` says the same.
    pub fn fingerprint(&self) -> String {
        hex(&Sha256::digest(self.to_string().as_bytes())[..FINGERPRINT_BYTES])
    }

    fn public(&self) -> PublicKey {
        PublicKey::from(self.0)
    }
}

impl fmt::Display for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&encoded(RECIPIENT_PREFIX, &self.0))
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Identity {
    /// Returns a new key from the shell's entropy.
    pub fn new(entropy: &mut Entropy) -> Self {
        Self::of(Zeroizing::new(entropy.take()))
    }

    /// Returns the key of these bytes.
    pub fn of(bytes: Zeroizing<[u8; KEY_BYTES]>) -> Self {
        Self(StaticSecret::from(*bytes))
    }

    /// Returns the key that stands in `text`: one line of a file as `age-keygen` writes it, remarks and empty lines beside it.
    ///
    /// Errors: [`SealRefusal::BadIdentity`].
    pub fn parse(text: &SecretString) -> Result<Self> {
        let lines = text.expose_secret().lines().map(str::trim);
        let mut keys = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
        let (first, second) = (keys.next(), keys.next());
        let key = first.filter(|_| second.is_none()).and_then(|line| decoded(line, IDENTITY_PREFIX));
        key.map(Self::of).ok_or_else(|| SealRefusal::BadIdentity.into())
    }

    /// Returns the public key that belongs to it.
    pub fn recipient(&self) -> Recipient {
        Recipient(PublicKey::from(&self.0).to_bytes())
    }

    /// Returns its text, as `age-keygen` writes it.
    pub fn text(&self) -> SecretString {
        encoded(IDENTITY_PREFIX, &Zeroizing::new(self.0.to_bytes())).to_ascii_uppercase().into()
    }
}

/// Returns what became of reading a sealed file: what the format finds wrong comes as [`io::ErrorKind::InvalidData`].
pub(super) fn reading_failed(path: &std::path::Path, source: io::Error) -> Error {
    match source.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => SealRefusal::Altered.into(),
        _ => crate::base::files::failed("read", path, source),
    }
}

fn encoded(prefix: &str, bytes: &[u8; KEY_BYTES]) -> String {
    let prefix = Hrp::parse(prefix).expect("the two prefixes are plain letters");
    bech32::encode::<Bech32>(prefix, bytes).expect("a key of 32 bytes is within the format's length")
}

fn encoded_length(prefix: &str) -> usize {
    // One between, five bits a letter, six check letters.
    prefix.len() + 1 + (KEY_BYTES * 8).div_ceil(5) + 6
}

/// Returns the key of `text`; nothing where prefix, length, check letters or padding are not as the format writes them.
fn decoded(text: &str, prefix: &str) -> Option<Zeroizing<[u8; KEY_BYTES]>> {
    let checked = CheckedHrpstring::new::<Bech32>(text).ok()?;
    let bytes = Zeroizing::new(checked.byte_iter().collect::<Vec<u8>>());
    let key = Zeroizing::new(<[u8; KEY_BYTES]>::try_from(bytes.as_slice()).ok()?);
    // Written again it must be the same: the decoder leaves bits over that nobody looked at.
    encoded(prefix, &key).eq_ignore_ascii_case(text).then_some(key)
}

#[cfg(test)]
mod tests;
