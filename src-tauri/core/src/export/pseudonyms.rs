//! Under which keys guests go: one that is this hotel's own, and one that all hotels of the group reckon alike.
//!
//! `guest_key` is HMAC(the hotel's key, the guest's id): stable in all packages of the hotel, and nothing to guess back, for an
//! id is random. `group_key` is HMAC(the group's key, a contact): one person who gave the same phone or mail in two hotels has
//! the same one in both. A phone can be tried out by whoever has the group's key, so that only guests who agreed to go by name
//! have one, and only in hotels that were given the key. See docs/adr/guest-keys.md. Guests who came in with a package keep the
//! keys that they had in it.

use std::{borrow::Cow, collections::HashSet, sync::OnceLock};

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{ExportRefusal, rows};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::RawId,
    },
    db::{Db, Tx, group_key},
};

/// Input of giving the hotel the group's key: by which people tell it. The key itself never stands in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetGroupKey {
    /// Eight hexadecimal digits.
    pub fingerprint: String,
}

/// The group's key: 32 bytes that head office drew and gave to all its hotels.
pub struct GroupKey(Zeroizing<[u8; 32]>);

impl GroupKey {
    /// Returns the key that 64 hexadecimal digits write; what stands around them is cut.
    ///
    /// Errors: [`Common::BadValue`].
    pub fn parse(text: &str) -> Result<Self> {
        let bad = || Common::BadValue { field: "group_key" };
        let text = text.trim();
        let mut key = Zeroizing::new([0; 32]);
        if text.len() != 64 || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(bad().into());
        }
        for (place, byte) in key.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * place..2 * place + 2], 16).map_err(|_| bad())?;
        }
        Ok(Self(key))
    }

    /// Returns by which people tell it.
    pub fn fingerprint(&self) -> String {
        fingerprint_of(&keyed(&self.0))
    }
}

/// Gives the hotel the group's key: from the next package on, guests who agreed are known again in the group's other hotels.
///
/// Errors: [`Common::NotAllowed`].
pub fn set_group_key(tx: &mut Tx<'_>, input: &SetGroupKey, key: &GroupKey) -> Result<()> {
    let op = tx.begin(Op::SetGroupKey)?;
    let before = group_key_of(tx.db())?;
    group_key::put(tx, &key.0)?;
    let record: RawId = tx.new_id();
    tx.record(op, Change::updated(record, &before, &Some(input.fingerprint.clone()))?)?;
    Ok(())
}

/// Returns by which people tell the group's key that the hotel has; none where head office gave none.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn group_key_of(db: &Db) -> Result<Option<String>> {
    Ok(group_key::get(db)?.map(|key| fingerprint_of(&keyed(&key))))
}

/// Bytes of a digest that stand in a key: 128 bits, so that no two guests of a group meet by chance.
const KEPT: usize = 16;
/// Characters of a key: a letter, so that no spreadsheet takes it for a number, and hexadecimal digits.
const KEY_LENGTH: usize = 1 + 2 * KEPT;
/// Stands for the key of a guest who was erased; no digest is it.
const NOBODY: [u8; KEPT] = [0; KEPT];
/// The letter of a guest's key in this hotel.
const GUEST: u8 = b'g';
/// What stands before a key that came in with a package, where else a contact's kind stands.
const BROUGHT: &str = "key:";
/// The mainland's calling code, and the digits of a mobile number there.
const MAINLAND: (&str, usize) = ("+86", 11);

/// What makes the keys of one package.
pub(super) struct Pseudonyms {
    hotel: Hmac<Sha256>,
    group: Option<Hmac<Sha256>>,
    erased: HashSet<RawId>,
    /// Guests who came in with a package and the key that they had in it, in the order of their ids.
    brought: Vec<(RawId, [u8; KEPT])>,
    /// The key of each account's guest, in the order of their numbers: millions of postings and lots name one of them, and a
    /// key is reckoned once. Nothing where they could not be read.
    accounts: OnceLock<Option<Accounts>>,
}

type Accounts = Vec<(i64, [u8; KEPT])>;

impl Pseudonyms {
    /// Returns the keys of this hotel, and who was erased.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn read(db: &Db) -> Result<Self> {
        Ok(Self {
            hotel: keyed(&rows::pseudonym_key(db)?),
            group: group_key::get(db)?.map(|key| keyed(&key)),
            erased: rows::erased(db)?,
            brought: rows::brought(db)?,
            accounts: OnceLock::new(),
        })
    }

    /// Reads the keys of the members' accounts, on whichever thread asks first; the others wait for it.
    ///
    /// Errors: [`crate::base::error::Error::Database`]; [`ExportRefusal::Cancelled`] where another thread could not read them.
    pub fn read_accounts(&self, db: &Db) -> Result<()> {
        let mut failed = None;
        let read = self.accounts.get_or_init(|| self.accounts_of(db).map_err(|error| failed = Some(error)).ok());
        failed.map_or(Ok(()), Err)?;
        read.as_ref().map(|_| ()).ok_or_else(|| ExportRefusal::Cancelled.into())
    }

    fn accounts_of(&self, db: &Db) -> Result<Accounts> {
        let mut accounts = Vec::new();
        rows::accounts(db, &mut |account, guest| {
            let key = if self.erased.contains(&guest) { NOBODY } else { self.own(guest) };
            accounts.push((account, key));
        })?;
        Ok(accounts)
    }

    /// Appends the guest's key in this hotel; nothing for a guest who was erased.
    pub fn guest(&self, guest: RawId, to: &mut Vec<u8>) {
        if self.erased.is_empty() || !self.erased.contains(&guest) {
            digits(GUEST, &self.own(guest), to);
        }
    }

    /// Appends the key of the guest whose account it is, as [`Self::guest`] does; none where no guest has such an account, or
    /// the accounts were not read.
    pub fn account(&self, account: i64, to: &mut Vec<u8>) -> Option<()> {
        // Numbers are given one after the other: most accounts stand at their own place.
        let accounts = self.accounts.get()?.as_ref()?;
        let first = accounts.first().map_or(0, |(first, _)| *first);
        let guessed = usize::try_from(account.saturating_sub(first)).ok().and_then(|place| accounts.get(place));
        let found = guessed.filter(|(guessed, _)| *guessed == account).or_else(|| {
            let place = accounts.binary_search_by_key(&account, |(account, _)| *account).ok()?;
            accounts.get(place)
        });
        let (_, key) = found?;
        if *key != NOBODY {
            digits(GUEST, key, to);
        }
        Some(())
    }

    fn own(&self, guest: RawId) -> [u8; KEPT] {
        match self.brought.binary_search_by_key(&guest, |(brought, _)| *brought) {
            Ok(place) => self.brought[place].1,
            Err(_) => reckoned(&self.hotel, guest.bytes()),
        }
    }

    /// Returns the key that a guest had in packages, whether or not they were erased since.
    pub fn of_erased(&self, guest: RawId) -> Vec<u8> {
        let mut key = Vec::with_capacity(KEY_LENGTH);
        digits(GUEST, &self.own(guest), &mut key);
        key
    }

    /// Appends what the same contact has in every hotel of the group: `kind:normal form`. Who came in with a package and gave
    /// no contact since has the key of then, `key:mark:digits`, where the group's key is the one that made it.
    pub fn matched(&self, contact: &str, to: &mut Vec<u8>) {
        let Some(group) = &self.group else { return };
        if let Some((mark, key)) = contact.strip_prefix(BROUGHT).and_then(|rest| rest.split_once(':')) {
            if mark == fingerprint_of(group) {
                to.push(b'm');
                to.extend_from_slice(key.as_bytes());
            }
        } else {
            digits(b'm', &reckoned(group, comparable(contact).as_bytes()), to);
        }
    }

    /// Returns by which eight digits people tell one group's key from another, where there is one.
    pub fn group_fingerprint(&self) -> Option<String> {
        self.group.as_ref().map(fingerprint_of)
    }
}

fn fingerprint_of(group: &Hmac<Sha256>) -> String {
    let mut found = Vec::with_capacity(KEY_LENGTH);
    digits(b'f', &reckoned(group, b"lobby group key"), &mut found);
    String::from_utf8_lossy(&found[1..9]).into_owned()
}

fn keyed(key: &[u8; 32]) -> Hmac<Sha256> {
    Hmac::new_from_slice(key).expect("HMAC takes a key of any length (RFC 2104)")
}

fn reckoned(key: &Hmac<Sha256>, of: &[u8]) -> [u8; KEPT] {
    let mut mac = key.clone();
    mac.update(of);
    let mut kept = [0; KEPT];
    kept.copy_from_slice(&mac.finalize().into_bytes()[..KEPT]);
    kept
}

fn digits(letter: u8, of: &[u8; KEPT], to: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = [letter; KEY_LENGTH];
    for (place, byte) in of.iter().enumerate() {
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
        Pseudonyms {
            hotel: keyed(&[hotel; 32]),
            group: group.map(|key| keyed(&[key; 32])),
            erased: HashSet::new(),
            brought: Vec::new(),
            accounts: OnceLock::new(),
        }
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
    fn the_group_s_key_is_sixty_four_hexadecimal_digits() {
        let key = GroupKey::parse(&format!(" {}\n", "0a".repeat(32))).expect("a key");
        assert_eq!(key.fingerprint(), pseudonyms(1, Some(10)).group_fingerprint().expect("the same key"));
        for text in ["", "0a", &"0g".repeat(32), &"0a".repeat(33), &"０".repeat(64)] {
            assert!(GroupKey::parse(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn who_came_in_with_a_package_keeps_the_keys_of_then() {
        let (mut here, there) = (pseudonyms(1, Some(9)), pseudonyms(2, Some(9)));
        here.brought = vec![(RawId::from_bytes([5; 16]), [0xab; KEPT])];
        assert_eq!(guest(&here, 5), format!("g{}", "ab".repeat(KEPT)));
        assert_eq!(guest(&here, 6), guest(&pseudonyms(1, None), 6), "whoever came since has a key of the house's own");
        let mark = there.group_fingerprint().expect("a key");
        assert_eq!(matched(&here, &format!("key:{mark}:{}", "0c".repeat(KEPT))), format!("m{}", "0c".repeat(KEPT)));
        assert_eq!(matched(&here, &format!("key:00000000:{}", "0c".repeat(KEPT))), "", "another group's key says nothing here");
    }

    #[test]
    fn an_account_has_the_key_of_its_guest_wherever_it_stands() {
        let house = pseudonyms(1, None);
        let own = |(account, id)| (account, house.own(RawId::from_bytes([id; 16])));
        let mut accounts = [(101, 5), (102, 6), (104, 7), (9_000, 8)].map(own).to_vec();
        accounts.push((9_001, NOBODY));
        house.accounts.set(Some(accounts)).expect("not read before");
        let account = |account| {
            let mut text = Vec::new();
            house.account(account, &mut text).map(|()| String::from_utf8(text).expect("digits"))
        };
        for (number, id) in [(101, 5), (102, 6), (104, 7), (9_000, 8)] {
            assert_eq!(account(number), Some(guest(&house, id)));
        }
        assert_eq!(account(9_001), Some(String::new()), "a guest who was erased");
        for unknown in [i64::MIN, 0, 100, 103, 105, i64::MAX] {
            assert_eq!(account(unknown), None, "no guest's account");
        }
    }

    #[test]
    fn who_was_erased_has_no_key() {
        let mut house = pseudonyms(1, None);
        house.erased.insert(RawId::from_bytes([5; 16]));
        assert_eq!(guest(&house, 5), "");
        assert_ne!(guest(&house, 6), "");
    }
}
