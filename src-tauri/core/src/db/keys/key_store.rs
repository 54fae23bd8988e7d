//! The slot of the operating system's key store (docs/adr/key-store.md): 32 random bytes that the store holds wrap the key too.
//!
//! It opens the file without anybody, so it stays at the desk that turned it on: no copy of the slots carries it. Absent here:
//! the store itself. The shells ask it and hand in what it gave.

use std::path::Path;

use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce, aead::Aead as _};
use zeroize::{Zeroize as _, Zeroizing};

use super::{FileKey, Slot, SlotKind, Slots, keys_path, slot_damaged, unhex};
use crate::{
    audit::chain::hex,
    base::{entropy::Entropy, error::Result, files},
};

/// Keeps this use of the secret apart from any other.
const CONTEXT: &str = "lobby 2026-11-22 key slot of the operating system's key store";

/// What the key store is to hold of a file, and under which name.
pub struct StoreSecret {
    /// Made anew with each secret, so that two files, and two sets of one file, are never taken for one another.
    pub name: String,
    /// The secret; with the slot it is the file's key.
    pub secret: Zeroizing<[u8; 32]>,
}

impl StoreSecret {
    /// Returns a new one from the shell's entropy.
    pub fn new(entropy: &mut Entropy) -> Self {
        Self { name: hex(&entropy.take::<8>()), secret: Zeroizing::new(entropy.take()) }
    }
}

impl Slots {
    /// Returns the name under which the key store holds what opens this file, where it was turned on.
    pub fn key_store(&self) -> Option<&str> {
        self.slots.iter().find(|slot| slot.kind == SlotKind::KeyStore)?.name.as_deref()
    }

    /// Puts a slot that `held` opens in the place of an earlier one of the key store.
    ///
    /// Errors: [`crate::base::error::Error::Damaged`].
    pub fn put_key_store(&mut self, key: &FileKey, held: &StoreSecret, entropy: &mut Entropy) -> Result<()> {
        let (salt, nonce): ([u8; 16], [u8; 24]) = (entropy.take(), entropy.take());
        let wrapped = cipher(&*held.secret, &salt)
            .and_then(|cipher| cipher.encrypt(&XNonce::from(nonce), key.0.as_slice()).ok())
            .ok_or_else(slot_damaged)?;
        self.put(Slot {
            kind: SlotKind::KeyStore,
            name: Some(held.name.clone()),
            // Random bytes are not guessed: there is nothing to slow down.
            memory_kib: 0,
            passes: 0,
            salt: hex(&salt),
            nonce: hex(&nonce),
            wrapped: hex(&wrapped),
        });
        Ok(())
    }

    /// Takes the slot of the key store away; returns the name that the store knew it by, where there was one.
    pub fn drop_key_store(&mut self) -> Option<String> {
        let name = self.key_store().map(ToOwned::to_owned);
        self.slots.retain(|slot| slot.kind != SlotKind::KeyStore);
        name
    }

    /// Returns the file's key where `secret` is what the key store was given to hold.
    pub fn open_by_key_store(&self, secret: &[u8]) -> Option<FileKey> {
        let slot = self.slots.iter().find(|slot| slot.kind == SlotKind::KeyStore)?;
        let (salt, nonce, wrapped) = (unhex(&slot.salt)?, unhex(&slot.nonce)?, unhex(&slot.wrapped)?);
        let nonce = XNonce::try_from(nonce.as_slice()).ok()?;
        let mut opened = cipher(secret, &salt)?.decrypt(&nonce, wrapped.as_slice()).ok()?;
        let key = <[u8; 32]>::try_from(opened.as_slice()).ok().map(FileKey);
        opened.zeroize();
        key
    }
}

/// Returns the slots beside `file` as a copy of it carries them, byte for byte but for the key store's: what a machine opens by
/// itself must not open a stick that leaves it.
///
/// Errors: those of [`Slots::read`], [`crate::base::error::Error::Damaged`].
pub fn carried(file: &Path) -> Result<Vec<u8>> {
    let mut slots = Slots::read(file)?;
    if slots.drop_key_store().is_some() {
        return Ok(slots.text()?.into_bytes());
    }
    let path = keys_path(file);
    std::fs::read(&path).map_err(|source| files::failed("read", &path, source))
}

fn cipher(secret: &[u8], salt: &[u8]) -> Option<XChaCha20Poly1305> {
    let mut hasher = blake3::Hasher::new_derive_key(CONTEXT);
    hasher.update(secret).update(salt);
    let wrapping = Zeroizing::new(*hasher.finalize().as_bytes());
    XChaCha20Poly1305::new_from_slice(&*wrapping).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned_on(slots: &mut Slots, key: &FileKey, entropy: &mut Entropy) -> StoreSecret {
        let held = StoreSecret::new(entropy);
        slots.put_key_store(key, &held, entropy).expect("a slot");
        held
    }

    fn made() -> (FileKey, Slots, Entropy) {
        let mut entropy = Entropy::from_seed([7; 32]);
        let key = FileKey::new(&mut entropy);
        let (slots, _) = Slots::new(&key, &"practice".to_owned().into(), true, &mut entropy).expect("slots");
        (key, slots, entropy)
    }

    #[test]
    fn what_the_store_holds_opens_the_file_and_nothing_like_it_does() {
        let (key, mut slots, mut entropy) = made();
        assert!(
            slots.key_store().is_none() && slots.open_by_key_store(&[0; 32]).is_none(),
            "it is off until somebody turns it on"
        );
        let first = turned_on(&mut slots, &key, &mut entropy);
        assert_eq!(slots.key_store(), Some(first.name.as_str()));
        assert!(slots.open_by_key_store(&*first.secret).is_some_and(|found| found.0 == key.0));
        let mut bent = *first.secret;
        bent[31] ^= 1;
        for (what, secret) in [("one bit", &bent[..]), ("shorter", &first.secret[..31]), ("nothing", &[])] {
            assert!(slots.open_by_key_store(secret).is_none(), "{what}");
        }
        let second = turned_on(&mut slots, &key, &mut entropy);
        assert!(first.name != second.name && slots.open_by_key_store(&*first.secret).is_none(), "one secret at a time");
        assert_eq!(slots.drop_key_store(), Some(second.name));
        assert!(slots.key_store().is_none() && slots.open_by_key_store(&*second.secret).is_none(), "off is off");
        assert!(slots.open(&"practice".to_owned().into()).is_ok(), "what people have is not touched by it");
    }

    #[test]
    fn a_slot_without_name_or_with_another_s_bytes_opens_nothing_and_breaks_nothing() {
        let (key, mut slots, mut entropy) = made();
        let kept = turned_on(&mut slots, &key, &mut entropy);
        let text = slots.text().expect("it serialises");
        let changed = |from: &str, to: &str| serde_json::from_str::<Slots>(&text.replace(from, to)).expect("slots");
        let at = slots.slots.iter().find(|slot| slot.kind == SlotKind::KeyStore).expect("it is there");
        let nameless = changed(&format!("\"name\": \"{}\",", kept.name), "");
        assert_eq!(nameless.key_store(), None, "nobody is asked for it");
        for spoiled in [changed(&at.nonce, "00"), changed(&at.wrapped, "zz"), changed(&at.salt, &at.nonce)] {
            assert!(spoiled.open_by_key_store(&*kept.secret).is_none());
            assert!(spoiled.open(&"practice".to_owned().into()).is_ok(), "the passphrase still opens");
        }
    }
}
