//! A PIN's hash: Argon2id, 64 MiB, 3 passes (PROMISES 22), salt from the shell's entropy.

use argon2::{Algorithm, Argon2, Params, Version};

use crate::{
    base::error::{Error, Result},
    db::keys::{ARGON_MEMORY_KIB, ARGON_PASSES},
};

/// Returns the hash of `pin` as `salt$hash` in hexadecimal, with its parameters before it.
///
/// Errors: [`Error::Damaged`] where the machine has not 64 MiB to spare.
pub fn hash(pin: &str, salt: [u8; 16]) -> Result<String> {
    let hash = derive(pin, &salt, ARGON_MEMORY_KIB, ARGON_PASSES)
        .ok_or_else(|| Error::Damaged { what: "no memory for a PIN".to_owned() })?;
    let hex = crate::audit::chain::hex;
    Ok(format!("argon2id${ARGON_MEMORY_KIB}${ARGON_PASSES}${}${}", hex(&salt), hex(&hash)))
}

/// Returns whether `pin` gives `stored`, in a time that does not depend on where they differ.
pub fn fits(pin: &str, stored: &str) -> bool {
    let Some((memory, passes, salt, wanted)) = parts(stored) else { return false };
    let Some(found) = derive(pin, &salt, memory, passes) else { return false };
    found.len() == wanted.len() && found.iter().zip(&wanted).fold(0u8, |difference, (a, b)| difference | (a ^ b)) == 0
}

fn parts(stored: &str) -> Option<(u32, u32, Vec<u8>, Vec<u8>)> {
    let mut parts = stored.split('$');
    (parts.next()? == "argon2id").then_some(())?;
    let (memory, passes) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    Some((memory, passes, unhex(parts.next()?)?, unhex(parts.next()?)?))
}

fn derive(pin: &str, salt: &[u8], memory_kib: u32, passes: u32) -> Option<[u8; 32]> {
    let params = Params::new(memory_kib, passes, 1, Some(32)).ok()?;
    let mut out = [0u8; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params).hash_password_into(pin.as_bytes(), salt, &mut out).ok()?;
    Some(out)
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    crate::db::keys::unhex(text)
}
