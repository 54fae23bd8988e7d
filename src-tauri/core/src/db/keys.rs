//! The file's key in its slots. The database key is 32 random bytes; each slot wraps it under something a person has.
//!
//! Slots stand in `<file>.keys` beside the hotel file (JSON, no secret in the clear): a copy of the hotel file without it
//! cannot be opened, and a new passphrase rewrites a few hundred bytes, never the database. Absent here: the key store of
//! the operating system, which the shells ask; its slot is [`key_store`]'s.

pub mod key_store;

use std::{
    fs,
    path::{Path, PathBuf},
};

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce, aead::Aead};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::base::{
    entropy::Entropy,
    error::{Error, Refusal, Result},
    files,
};

/// Argon2id memory in KiB: 64 MiB (PROMISES 22).
pub const ARGON_MEMORY_KIB: u32 = 64 * 1024;
/// Argon2id passes (PROMISES 22).
pub const ARGON_PASSES: u32 = 3;
/// Shortest passphrase that a hotel may choose, in characters.
pub const PASSPHRASE_MIN: usize = 8;
/// The passphrase of a practice hotel's file, which holds nothing but made-up people.
pub const PRACTICE_PASSPHRASE: &str = "practice";

const KEYS_FORMAT: u32 = 1;
/// Crockford's alphabet: no I, L, O, U, so that a printed key can be read aloud.
const RECOVERY_ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The 32 bytes that encrypt the hotel file.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct FileKey([u8; 32]);

impl FileKey {
    /// Returns a new key from the shell's entropy.
    pub fn new(entropy: &mut Entropy) -> Self {
        Self(entropy.take())
    }

    /// Returns the key as SQLCipher's raw-key text: `x'…'`.
    pub(super) fn pragma(&self) -> zeroize::Zeroizing<String> {
        zeroize::Zeroizing::new(format!("x'{}'", crate::audit::chain::hex(&self.0)))
    }
}

/// Why a file's key cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyRefusal {
    /// No slot opens with this passphrase or recovery key.
    WrongPassphrase,
    /// The file that holds the slots is missing.
    KeysMissing,
    /// The file that holds the slots is not one of ours, or newer than this program.
    KeysUnreadable,
    /// The passphrase is shorter than [`PASSPHRASE_MIN`].
    PassphraseTooShort,
}

impl Refusal for KeyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongPassphrase => "wrong_passphrase",
            Self::KeysMissing => "keys_missing",
            Self::KeysUnreadable => "keys_unreadable",
            Self::PassphraseTooShort => "passphrase_too_short",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::PassphraseTooShort => vec![("min", PASSPHRASE_MIN.to_string())],
            _ => Vec::new(),
        }
    }
}

/// What stands in `<file>.keys`.
#[derive(Serialize, Deserialize)]
pub struct Slots {
    format: u32,
    /// A practice hotel's keys: its passphrase is [`PRACTICE_PASSPHRASE`] unless another was given.
    pub practice: bool,
    /// When somebody last typed the printed recovery key to see that it opens, UTC milliseconds.
    #[serde(default)]
    pub tested_ms: Option<i64>,
    slots: Vec<Slot>,
}

#[derive(Serialize, Deserialize)]
struct Slot {
    kind: SlotKind,
    /// Under which the key store holds what opens this one; nobody else's slot has a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    wrapped: String,
}

/// What a slot is opened with.
#[derive(Debug, Serialize, Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// The passphrase.
    Passphrase,
    /// The recovery key on its sheet.
    Recovery,
    /// What the key store of the operating system holds.
    KeyStore,
}

impl Slots {
    /// Returns slots that open `key` with `passphrase` and with the recovery key that is answered beside them, once.
    ///
    /// Errors: [`KeyRefusal::PassphraseTooShort`].
    pub fn new(key: &FileKey, passphrase: &SecretString, practice: bool, entropy: &mut Entropy) -> Result<(Self, SecretString)> {
        if !practice {
            long_enough(passphrase)?;
        }
        let recovery = recovery_text(entropy);
        let slots = vec![
            Slot::wrap(SlotKind::Passphrase, key, passphrase.expose_secret(), entropy)?,
            Slot::wrap(SlotKind::Recovery, key, &folded_recovery(recovery.expose_secret()), entropy)?,
        ];
        Ok((Self { format: KEYS_FORMAT, practice, tested_ms: None, slots }, recovery))
    }

    /// Returns the slots that stand beside `file`.
    ///
    /// Errors: [`KeyRefusal::KeysMissing`], [`KeyRefusal::KeysUnreadable`], [`Error::File`].
    pub fn read(file: &Path) -> Result<Self> {
        let path = keys_path(file);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Err(KeyRefusal::KeysMissing.into()),
            Err(source) if source.kind() == std::io::ErrorKind::InvalidData => return Err(KeyRefusal::KeysUnreadable.into()),
            Err(source) => return Err(files::failed("read", &path, source)),
        };
        let slots: Self = serde_json::from_str(&text).map_err(|_| Error::from(KeyRefusal::KeysUnreadable))?;
        if slots.format > KEYS_FORMAT {
            return Err(KeyRefusal::KeysUnreadable.into());
        }
        Ok(slots)
    }

    /// Returns what opens the file.
    pub fn kinds(&self) -> Vec<SlotKind> {
        self.slots.iter().map(|slot| slot.kind).collect()
    }

    /// Writes the slots beside `file`, whole or not at all.
    ///
    /// Errors: [`Error::File`].
    pub fn write(&self, file: &Path) -> Result<()> {
        use std::io::Write as _;
        let path = keys_path(file);
        let text = self.text()?;
        files::write_whole(&path, |writer| {
            writer.write_all(text.as_bytes()).map_err(|source| files::failed("write", &path, source))
        })
    }

    fn text(&self) -> Result<String> {
        serde_json::to_string_pretty(self).map_err(|_| Error::Damaged { what: "key slots".to_owned() })
    }

    /// Returns whether `secret` is the recovery key; groups, case and letters that look like digits do not matter.
    pub fn recovers(&self, secret: &SecretString) -> bool {
        let text = secret.expose_secret();
        let mut slots = self.slots.iter().filter(|slot| slot.kind == SlotKind::Recovery);
        looks_like_recovery(text) && slots.any(|slot| slot.unwrap_with(&folded_recovery(text)).is_some())
    }

    /// Puts a new recovery key in the place of the old one and returns it, once. The old sheet opens nothing but old backups
    /// from then on.
    ///
    /// Errors: [`Error::Damaged`].
    pub fn renew_recovery(&mut self, key: &FileKey, entropy: &mut Entropy) -> Result<SecretString> {
        let recovery = recovery_text(entropy);
        let slot = Slot::wrap(SlotKind::Recovery, key, &folded_recovery(recovery.expose_secret()), entropy)?;
        self.put(slot);
        self.tested_ms = None;
        Ok(recovery)
    }

    /// Puts a new passphrase in the place of the old one.
    ///
    /// Errors: [`KeyRefusal::PassphraseTooShort`].
    pub fn change_passphrase(&mut self, key: &FileKey, passphrase: &SecretString, entropy: &mut Entropy) -> Result<()> {
        long_enough(passphrase)?;
        self.put(Slot::wrap(SlotKind::Passphrase, key, passphrase.expose_secret(), entropy)?);
        Ok(())
    }

    fn put(&mut self, slot: Slot) {
        self.slots.retain(|other| other.kind != slot.kind);
        self.slots.push(slot);
    }

    /// Returns the file's key where `secret` is its passphrase or its recovery key.
    ///
    /// Errors: [`KeyRefusal::WrongPassphrase`].
    pub fn open(&self, secret: &SecretString) -> Result<FileKey> {
        for slot in &self.slots {
            let opened = match slot.kind {
                SlotKind::Passphrase => slot.unwrap_with(secret.expose_secret()),
                SlotKind::Recovery if looks_like_recovery(secret.expose_secret()) => {
                    slot.unwrap_with(&folded_recovery(secret.expose_secret()))
                }
                // What a machine holds is nothing that somebody types.
                SlotKind::Recovery | SlotKind::KeyStore => None,
            };
            if let Some(key) = opened {
                return Ok(key);
            }
        }
        Err(KeyRefusal::WrongPassphrase.into())
    }
}

impl Slot {
    fn wrap(kind: SlotKind, key: &FileKey, secret: &str, entropy: &mut Entropy) -> Result<Self> {
        let (salt, nonce): ([u8; 16], [u8; 24]) = (entropy.take(), entropy.take());
        let cipher = cipher(secret, &salt, ARGON_MEMORY_KIB, ARGON_PASSES).ok_or_else(slot_damaged)?;
        let wrapped = cipher.encrypt(&XNonce::from(nonce), key.0.as_slice()).map_err(|_| slot_damaged())?;
        let hex = crate::audit::chain::hex;
        Ok(Self {
            kind,
            name: None,
            memory_kib: ARGON_MEMORY_KIB,
            passes: ARGON_PASSES,
            salt: hex(&salt),
            nonce: hex(&nonce),
            wrapped: hex(&wrapped),
        })
    }

    fn unwrap_with(&self, secret: &str) -> Option<FileKey> {
        let (salt, nonce, wrapped) = (unhex(&self.salt)?, unhex(&self.nonce)?, unhex(&self.wrapped)?);
        let nonce = XNonce::try_from(nonce.as_slice()).ok()?;
        // A slot that asks for more than we would ever write is a damaged or hostile file, not work to do.
        if self.memory_kib > ARGON_MEMORY_KIB * 16 || self.passes > 64 {
            return None;
        }
        let cipher = cipher(secret, &salt, self.memory_kib, self.passes)?;
        let mut opened = cipher.decrypt(&nonce, wrapped.as_slice()).ok()?;
        let key = <[u8; 32]>::try_from(opened.as_slice()).ok().map(FileKey);
        opened.zeroize();
        key
    }
}

/// Returns where the slots of `file` stand.
pub fn keys_path(file: &Path) -> PathBuf {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(".keys");
    file.with_file_name(name)
}

fn cipher(secret: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Option<XChaCha20Poly1305> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).ok()?;
    let mut wrapping = [0u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(secret.as_bytes(), salt, &mut wrapping).ok()?;
    let cipher = XChaCha20Poly1305::new_from_slice(&wrapping).ok();
    wrapping.zeroize();
    cipher
}

fn recovery_text(entropy: &mut Entropy) -> SecretString {
    let bytes: [u8; 30] = entropy.take();
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if index > 0 && index % 5 == 0 {
            text.push('-');
        }
        text.push(char::from(RECOVERY_ALPHABET[usize::from(byte % 32)]));
    }
    text.into()
}

fn folded_recovery(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            letter => letter,
        })
        .collect()
}

fn looks_like_recovery(text: &str) -> bool {
    folded_recovery(text).len() == 30
}

pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    (text.len().is_multiple_of(2) && text.is_ascii())
        .then(|| (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).ok()).collect())
        .flatten()
}

fn long_enough(passphrase: &SecretString) -> Result<()> {
    let long = passphrase.expose_secret().chars().count() >= PASSPHRASE_MIN;
    if long { Ok(()) } else { Err(KeyRefusal::PassphraseTooShort.into()) }
}

fn slot_damaged() -> Error {
    Error::Damaged { what: "key slot".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passphrase_and_recovery_key_both_open_and_nothing_else_does() {
        let mut entropy = Entropy::from_seed([3; 32]);
        let key = FileKey::new(&mut entropy);
        let (slots, recovery) = Slots::new(&key, &"correct horse".to_owned().into(), false, &mut entropy)
            .expect("a passphrase of 13 characters is taken");
        let opened = |text: &str| slots.open(&text.to_owned().into()).map(|found| found.0 == key.0);
        assert!(matches!(opened("correct horse"), Ok(true)));
        assert!(
            matches!(opened(&recovery.expose_secret().to_lowercase().replace('-', " ")), Ok(true)),
            "read aloud and typed in"
        );
        assert_eq!(opened("correct horsf").map_err(|error| error.code()), Err("wrong_passphrase"));
        let short = Slots::new(&key, &"short".to_owned().into(), false, &mut entropy).map(|_| ()).map_err(|error| error.code());
        assert_eq!(short, Err("passphrase_too_short"));
    }
}
