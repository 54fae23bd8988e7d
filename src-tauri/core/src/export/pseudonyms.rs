//! Under which keys guests go: one that is this hotel's own, and one that all hotels of the group reckon alike.
//!
//! `guest_key` is HMAC(the hotel's key, the guest's id): stable in all packages of the hotel, and nothing to guess back, for an
//! id is random. `group_key` is HMAC(the group's key, a contact): one person who gave the same phone or mail in two hotels has
//! the same one in both. A phone can be tried out by whoever has the group's key, so that only guests who agreed to go by name
//! have one, and only in hotels that were given the key. See docs/adr/guest-keys.md.

use std::{borrow::Cow, collections::HashSet};

use hmac::{Hmac, Mac};
use sha2::Sha256;

use super::rows;
use crate::{
    base::{error::Result, ids::RawId},
    db::Db,
};

/// Bytes of a digest that stand in a key: 128 bits, so that no two guests of a group meet by chance.
const KEPT: usize = 16;
/// Characters of a key: a letter, so that no spreadsheet takes it for a number, and hexadecimal digits.
const KEY_LENGTH: usize = 1 + 2 * KEPT;
/// The mainland's calling code, and the digits of a mobile number there.
const MAINLAND: (&str, usize) = ("+86", 11);

/// What makes the keys of one package.
pub(super) struct Pseudonyms {
    hotel: Hmac<Sha256>,
    group: Option<Hmac<Sha256>>,
    erased: HashSet<RawId>,
}

impl Pseudonyms {
    /// Returns the keys of this hotel, and who was erased.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn read(db: &Db) -> Result<Self> {
        Ok(Self {
            hotel: keyed(&rows::pseudonym_key(db)?),
            group: rows::group_key(db)?.map(|key| keyed(&key)),
            erased: rows::erased(db)?,
        })
    }

    /// Appends the guest's key in this hotel; nothing for a guest who was erased.
    pub fn guest(&self, guest: RawId, to: &mut Vec<u8>) {
        if self.erased.is_empty() || !self.erased.contains(&guest) {
            append(&self.hotel, b'g', guest.bytes(), to);
        }
    }

    /// Appends what the same contact has in every hotel of the group: `kind:normal form`.
    pub fn matched(&self, contact: &str, to: &mut Vec<u8>) {
        if let Some(group) = &self.group {
            append(group, b'm', comparable(contact).as_bytes(), to);
        }
    }

    /// Returns by which eight digits people tell one group's key from another, where there is one.
    pub fn group_fingerprint(&self) -> Option<String> {
        let mut found = Vec::with_capacity(KEY_LENGTH);
        append(self.group.as_ref()?, b'f', b"lobby group key", &mut found);
        Some(String::from_utf8_lossy(&found[1..9]).into_owned())
    }
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length (RFC 2104)")
}

fn append(key: &Hmac<Sha256>, letter: u8, of: &[u8], to: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut mac = key.clone();
    mac.update(of);
    let digest = mac.finalize().into_bytes();
    let mut text = [letter; KEY_LENGTH];
    for (place, byte) in digest[..KEPT].iter().enumerate() {
        text[1 + 2 * place] = DIGITS[usize::from(byte >> 4)];
        text[2 + 2 * place] = DIGITS[usize::from(byte & 0x0f)];
    }
    to.extend_from_slice(&text);
}

/// Returns the contact as every hotel writes it: the mainland's mobile numbers with their calling code.
fn comparable(contact: &str) -> Cow<'_, str> {
    let (code, digits) = MAINLAND;
    match contact.strip_prefix("phone:") {
        Some(phone) if phone.len() == digits && phone.starts_with('1') => format!("phone:{code}{phone}").into(),
        _ => contact.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pseudonyms(hotel: u8, group: Option<u8>) -> Pseudonyms {
        Pseudonyms { hotel: keyed(&[hotel; 32]), group: group.map(|key| keyed(&[key; 32])), erased: HashSet::new() }
    }

    fn guest(of: &Pseudonyms, id: u8) -> String {
        let mut text = Vec::new();
        of.guest(RawId::from_bytes([id; 16]), &mut text);
        String::from_utf8(text).expect("digits")
    }

    fn matched(of: &Pseudonyms, contact: &str) -> String {
        let mut text = Vec::new();
        of.matched(contact, &mut text);
        String::from_utf8(text).expect("digits")
    }

    #[test]
    fn a_guest_has_one_key_a_hotel_and_one_person_one_key_a_group() {
        let (here, there) = (pseudonyms(1, Some(9)), pseudonyms(2, Some(9)));
        assert_eq!(guest(&here, 5), guest(&here, 5), "stable in a hotel");
        assert_ne!(guest(&here, 5), guest(&there, 5), "another hotel's key says nothing of this one's guests");
        assert_ne!(guest(&here, 5), guest(&here, 6));
        assert_eq!(matched(&here, "phone:13800008812"), matched(&there, "phone:+8613800008812"), "one phone, one person");
        assert_ne!(matched(&here, "phone:13800008812"), matched(&here, "phone:13800008813"));
        assert_ne!(matched(&here, "phone:13800008812"), matched(&pseudonyms(1, Some(8)), "phone:13800008812"), "another group");
        assert_eq!(matched(&pseudonyms(1, None), "phone:13800008812"), "", "without the group's key nobody is matched");
        assert_ne!(here.group_fingerprint(), pseudonyms(1, Some(8)).group_fingerprint());
        assert_eq!(pseudonyms(1, None).group_fingerprint(), None);
    }

    #[test]
    fn who_was_erased_has_no_key() {
        let mut house = pseudonyms(1, None);
        house.erased.insert(RawId::from_bytes([5; 16]));
        assert_eq!(guest(&house, 5), "");
        assert_ne!(guest(&house, 6), "");
    }
}
