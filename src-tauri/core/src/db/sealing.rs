//! Small secrets that lie in the file sealed once more: neither a history image nor an answer to a request key, nor whoever
//! looks at a table, shows them in the clear.
//!
//! The key derives from the chain's own secret, so that it is the same after a rekey and in every backup.

use blake3::Hasher;
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use super::{store::Db, tx::chain_key};
use crate::base::error::{Error, Result};

const NONCE_BYTES: usize = 24;
const KEY_CONTEXT: &str = "lobby 2026 sealed values: key";
const MARK_CONTEXT: &str = "lobby 2026 marks: key";
const NONCE_CONTEXT: &str = "lobby 2026 sealed values: nonce";

/// Returns `secret` sealed for `whose`, as hexadecimal. The same secret gives the same text, so that a write that carries it
/// stays one write however often it is asked for.
///
/// Errors: [`Error::Database`], [`Error::Damaged`].
pub fn seal(db: &Db, whose: &str, secret: &[u8]) -> Result<String> {
    let key = key(db)?;
    let mut hasher = Hasher::new_derive_key(NONCE_CONTEXT);
    hasher.update(key.as_slice()).update(&(whose.len() as u64).to_be_bytes()).update(whose.as_bytes()).update(secret);
    let mut nonce = [0u8; NONCE_BYTES];
    hasher.finalize_xof().fill(&mut nonce);
    let sealed =
        cipher(&key)?.encrypt(&XNonce::from(nonce), Payload { msg: secret, aad: whose.as_bytes() }).map_err(|_| unsealable())?;
    Ok(crate::audit::chain::hex(&[nonce.as_slice(), &sealed].concat()))
}

/// Returns the secret that was sealed for `whose`.
///
/// Errors: [`Error::Damaged`] where it was sealed for somebody else, elsewhere, or was changed; [`Error::Database`].
pub fn unseal(db: &Db, whose: &str, sealed: &str) -> Result<Zeroizing<Vec<u8>>> {
    let bytes = super::keys::unhex(sealed).filter(|bytes| bytes.len() > NONCE_BYTES).ok_or_else(unsealable)?;
    let (nonce, sealed) = bytes.split_at(NONCE_BYTES);
    let nonce = XNonce::try_from(nonce).map_err(|_| unsealable())?;
    let opened = cipher(&key(db)?)?.decrypt(&nonce, Payload { msg: sealed, aad: whose.as_bytes() });
    opened.map(Zeroizing::new).map_err(|_| unsealable())
}

/// Returns a key of its own for `context`, the same after a rekey and in every backup.
///
/// Errors: [`Error::Database`].
pub fn derived(db: &Db, context: &str) -> Result<Zeroizing<[u8; 32]>> {
    Ok(Zeroizing::new(blake3::derive_key(context, &chain_key(db.conn())?.0)))
}

/// Returns the mark of `bytes` for `what` under the hotel's own key, hexadecimal: nobody else can make it, and it is the
/// same after a rekey and in every backup.
///
/// Errors: [`Error::Database`].
pub fn mark(db: &Db, what: &str, bytes: &[u8]) -> Result<String> {
    let mut hasher = Hasher::new_keyed(&*derived(db, MARK_CONTEXT)?);
    hasher.update(&(what.len() as u64).to_be_bytes()).update(what.as_bytes()).update(bytes);
    Ok(crate::audit::chain::hex(hasher.finalize().as_bytes()))
}

fn key(db: &Db) -> Result<Zeroizing<[u8; 32]>> {
    derived(db, KEY_CONTEXT)
}

fn cipher(key: &Zeroizing<[u8; 32]>) -> Result<XChaCha20Poly1305> {
    XChaCha20Poly1305::new_from_slice(key.as_slice()).map_err(|_| unsealable())
}

fn unsealable() -> Error {
    Error::Damaged { what: "a sealed value".to_owned() }
}
