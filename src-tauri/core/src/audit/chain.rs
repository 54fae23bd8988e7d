//! The keyed hash chain over the history: each row's mac covers the row, the salted digests of its images and the mac
//! before it. An insider with the file's key is caught only by heads that left the house (PROMISES 26).

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

/// A keyed digest, 32 bytes.
pub type Digest = [u8; 32];

/// The chain's own key: 32 random bytes inside the file, unchanged by a rekey, present in every backup.
#[derive(Clone)]
pub struct ChainKey(pub [u8; 32]);

/// The parts of a history row that its mac covers.
pub struct Link<'a> {
    /// Place in the order of all history, from 1.
    pub seq: i64,
    /// UTC milliseconds.
    pub at_ms: i64,
    /// The hotel's day, ISO.
    pub business_date: &'a str,
    /// Who, 16 bytes.
    pub user: &'a [u8],
    /// The operation's word.
    pub op: &'a str,
    /// The record kind's word.
    pub kind: &'a str,
    /// The record, 16 bytes.
    pub record: &'a [u8],
    /// The request key.
    pub key: &'a str,
    /// The guest it concerns, 16 bytes, empty where there is none.
    pub about: &'a [u8],
    /// The row that it takes back, where it takes one back.
    pub undoes: Option<i64>,
    /// HMAC(salt, image) before, empty where there was none.
    pub before: &'a [u8],
    /// HMAC(salt, image) after, empty where there is none.
    pub after: &'a [u8],
    /// HMAC(salt, what was asked) on the first row of a request; empty on the others, and on rows of before schema 46.
    pub input: &'a [u8],
}

/// Sequence and mac of the newest history row: what goes on every package and print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Head {
    /// How many rows the history has.
    #[specta(type = f64)]
    pub seq: i64,
    /// Mac of the last one, hexadecimal.
    pub mac: String,
}

/// Proof that the whole history was held against its chain and is what was written: whatever takes lists of people out of the
/// house asks for one (PROMISES 26).
#[derive(Debug)]
pub struct Whole(());

impl Whole {
    /// Returns the proof, for the gate that read the chain.
    pub(crate) const fn proven() -> Self {
        Self(())
    }
}

/// The chain's key, made ready for one row after another.
pub struct ReadyKey(Hmac<Sha256>);

impl ReadyKey {
    /// Returns the mac of `link` after `previous`.
    pub fn mac(&self, previous: &[u8], link: &Link<'_>) -> Digest {
        let mut mac = self.0.clone();
        part(&mut mac, previous);
        mac.update(&link.seq.to_be_bytes());
        mac.update(&link.at_ms.to_be_bytes());
        // Rows are counted from 1, so that 0 is none of them.
        mac.update(&link.undoes.unwrap_or(0).to_be_bytes());
        let words = [link.business_date, link.op, link.kind, link.key].map(str::as_bytes);
        for bytes in words.into_iter().chain([link.user, link.record, link.about, link.before, link.after]) {
            part(&mut mac, bytes);
        }
        // A part more where there is one: the macs of rows of before stay what they are.
        if !link.input.is_empty() {
            part(&mut mac, link.input);
        }
        mac.finalize().into_bytes().into()
    }
}

impl ChainKey {
    /// Returns this key for many rows.
    pub fn ready(&self) -> ReadyKey {
        ReadyKey(keyed(&self.0))
    }

    /// Returns the mac of `link` after `previous`.
    pub fn mac(&self, previous: &[u8], link: &Link<'_>) -> Digest {
        self.ready().mac(previous, link)
    }

    /// Returns the seal of what this house's own checks found, so that no other tool writes that all is well.
    pub fn seal(&self, found: &[&[u8]]) -> Digest {
        let mut mac = keyed(&self.0);
        part(&mut mac, b"checked");
        for bytes in found {
            part(&mut mac, bytes);
        }
        mac.finalize().into_bytes().into()
    }

    /// Returns the digest under which a request's input is remembered: the same key with another input is refused.
    pub fn input_digest(&self, operation: &str, input: &[u8]) -> Digest {
        let mut mac = keyed(&self.0);
        part(&mut mac, b"input");
        part(&mut mac, operation.as_bytes());
        part(&mut mac, input);
        mac.finalize().into_bytes().into()
    }
}

/// Returns HMAC(salt, image): with image and salt erased, the digest cannot be guessed back.
pub fn image_digest(salt: &[u8], image: &[u8]) -> Digest {
    let mut mac = keyed(salt);
    mac.update(image);
    mac.finalize().into_bytes().into()
}

/// Returns bytes as lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let pair = |byte: &u8| [byte >> 4, byte & 0x0f].map(|half| char::from(DIGITS[usize::from(half)]));
    bytes.iter().flat_map(pair).collect()
}

fn keyed(key: &[u8]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length (RFC 2104)")
}

fn part(mac: &mut Hmac<Sha256>, bytes: &[u8]) {
    mac.update(&(bytes.len() as u64).to_be_bytes());
    mac.update(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(record: &[u8; 16]) -> Link<'_> {
        Link {
            seq: 1,
            at_ms: 5,
            business_date: "2026-07-14",
            user: b"u",
            op: "add_guest",
            kind: "guest",
            record,
            key: "k",
            about: b"",
            undoes: None,
            before: b"",
            after: b"a",
            input: b"",
        }
    }

    #[test]
    fn a_mac_moves_with_every_part_and_with_the_key() {
        let key = ChainKey([7; 32]);
        let base = key.mac(b"", &link(&[1; 16]));
        assert_ne!(base, key.mac(b"x", &link(&[1; 16])), "the row before it is covered");
        assert_ne!(base, key.mac(b"", &link(&[2; 16])), "the record is covered");
        assert_ne!(base, ChainKey([8; 32]).mac(b"", &link(&[1; 16])), "without the key no mac");
        assert_ne!(base, key.mac(b"", &Link { about: b"g", ..link(&[1; 16]) }), "the guest it concerns is covered");
        assert_ne!(base, key.mac(b"", &Link { undoes: Some(1), ..link(&[1; 16]) }), "what it takes back is covered");
        assert_ne!(base, key.mac(b"", &Link { business_date: "2026-07-15", ..link(&[1; 16]) }), "the hotel's day is covered");
        assert_ne!(base, key.mac(b"", &Link { input: b"i", ..link(&[1; 16]) }), "what was asked is covered");
        let shifted = Link { key: "ka", after: b"", ..link(&[1; 16]) };
        assert_ne!(base, key.mac(b"", &shifted), "parts are length-prefixed, so nothing slides from one to the next");
    }
}
