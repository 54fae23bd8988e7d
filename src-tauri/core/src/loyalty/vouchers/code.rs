//! A voucher's code: nine signs that a key inside the file makes of the voucher's id, and one sign that tells a slip of the
//! pen. Pure.
//!
//! Absent on purpose: a list of codes. The file keeps none; whoever reads its tables cannot use a voucher.

use std::fmt;

use crate::base::ids::VoucherId;

/// Signs of a code, the last of which is the check sign.
pub const SIGNS: usize = 10;
/// Signs of one group, as a code is printed.
const GROUP: usize = 5;
/// Bits of one sign.
const SIGN_BITS: u32 = 5;
/// Bytes of the mark by which a code is found.
pub const MARK_BYTES: usize = 16;
/// The thirty-two signs: no I, L, O, U. Source: Crockford, Base 32.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// x⁵ + x² + 1, by which the field of thirty-two signs is reckoned.
const POLYNOMIAL: u8 = 0b10_0101;

/// A code in its own signs, without its hyphen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct VoucherCode([u8; SIGNS]);

/// What a typed text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// A code whose check sign fits.
    Code(VoucherCode),
    /// As long as a code, but a sign is wrong or two have changed places.
    Misread,
    /// No code at all.
    Else,
}

/// Returns the code of voucher `id`. `turn` counts from 0 and gives another code where one is taken.
pub fn made(key: &[u8; 32], id: VoucherId, turn: u32) -> VoucherCode {
    let mut hasher = blake3::Hasher::new_keyed(key);
    hasher.update(id.raw().bytes()).update(&turn.to_be_bytes());
    let mut drawn = [0u8; 8];
    hasher.finalize_xof().fill(&mut drawn);
    let mut bits = u64::from_be_bytes(drawn);
    let mut signs = [0u8; SIGNS];
    for sign in &mut signs[..SIGNS - 1] {
        *sign = (bits & 31) as u8;
        bits >>= SIGN_BITS;
    }
    signs[SIGNS - 1] = check_sign(&signs);
    VoucherCode(signs)
}

/// Returns the mark under which the file finds a code without keeping it.
pub fn mark(key: &[u8; 32], code: VoucherCode) -> [u8; MARK_BYTES] {
    let mut mark = [0u8; MARK_BYTES];
    blake3::Hasher::new_keyed(key).update(&code.0).finalize_xof().fill(&mut mark);
    mark
}

/// Returns what `text` is; case, hyphens and spaces aside, and I, L, O read as 1, 1, 0.
pub fn typed(text: &str) -> Typed {
    let mut signs = [0u8; SIGNS];
    let mut count = 0;
    for letter in text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-') {
        let Some(sign) = sign_of(letter) else { return Typed::Else };
        if count == SIGNS {
            return Typed::Else;
        }
        signs[count] = sign;
        count += 1;
    }
    if count != SIGNS {
        return Typed::Else;
    }
    if check_sign(&signs) == signs[SIGNS - 1] { Typed::Code(VoucherCode(signs)) } else { Typed::Misread }
}

fn sign_of(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'I' | 'L' => '1',
        'O' => '0',
        other => other,
    };
    let at = ALPHABET.iter().position(|sign| char::from(*sign) == letter)?;
    u8::try_from(at).ok()
}

/// Each place has a weight of its own, so that one wrong sign and two exchanged ones both show, wherever they stand.
fn check_sign(signs: &[u8; SIGNS]) -> u8 {
    let mut weight = 1;
    signs[..SIGNS - 1].iter().fold(0, |sum, sign| {
        weight = times(weight, 2);
        sum ^ times(weight, *sign)
    })
}

/// Multiplies in the field of thirty-two.
fn times(one: u8, other: u8) -> u8 {
    let (mut one, mut other, mut product) = (one, other, 0);
    while other > 0 {
        if other & 1 == 1 {
            product ^= one;
        }
        one <<= 1;
        if one & 32 != 0 {
            one ^= POLYNOMIAL;
        }
        other >>= 1;
    }
    product
}

impl fmt::Display for VoucherCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, sign) in self.0.iter().enumerate() {
            if place == GROUP {
                f.write_str("-")?;
            }
            write!(f, "{}", char::from(ALPHABET[usize::from(*sign & 31)]))?;
        }
        Ok(())
    }
}

/// A code is as good as what it buys: no log and no panic shows one.
impl fmt::Debug for VoucherCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VoucherCode(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{ids::RawId, time::Instant};

    const KEY: &[u8; 32] = b"a key of thirty-two bytes, fixed";

    fn id(ordinal: u64) -> VoucherId {
        RawId::derive(Instant::from_ms(1_784_000_000_000), b"voucher", ordinal).into()
    }

    #[test]
    fn a_code_is_read_as_people_write_it() {
        let code = made(KEY, id(0), 0);
        let written = code.to_string();
        assert_eq!((written.len(), written.find('-')), (SIGNS + 1, Some(GROUP)), "two groups of five: {written}");
        for text in
            [written.clone(), written.to_lowercase(), written.replace('-', " "), format!(" {} ", written.replace('-', ""))]
        {
            assert_eq!(typed(&text), Typed::Code(code), "{text}");
        }
        let alike = written.replace('1', "l").replace('0', "o");
        assert_eq!(typed(&alike), Typed::Code(code), "l is 1 and o is 0");
        for other in ["", "王建国", "K7Q29", "K7Q29-XMB4TT", "K7Q29-XMB4U", "13812348812", "TS-20260714-A03"] {
            assert_eq!(typed(other), Typed::Else, "{other} is no code");
        }
    }

    #[test]
    fn every_wrong_sign_and_every_exchange_of_two_shows() {
        for ordinal in 0..40 {
            let VoucherCode(signs) = made(KEY, id(ordinal), 0);
            for place in 0..SIGNS {
                for other in (0..32).filter(|other| *other != signs[place]) {
                    let mut wrong = signs;
                    wrong[place] = other;
                    assert_eq!(typed(&VoucherCode(wrong).to_string()), Typed::Misread, "one sign at {place}");
                }
                for second in (place + 1..SIGNS).filter(|second| signs[*second] != signs[place]) {
                    let mut wrong = signs;
                    wrong.swap(place, second);
                    assert_eq!(typed(&VoucherCode(wrong).to_string()), Typed::Misread, "{place} and {second} exchanged");
                }
            }
        }
    }

    #[test]
    fn another_key_another_voucher_and_another_turn_give_another_code() {
        let code = made(KEY, id(0), 0);
        assert_eq!(made(KEY, id(0), 0), code, "the same voucher has one code, however often it is printed");
        assert_ne!(made(b"another key of thirty-two bytes!", id(0), 0), code, "who lacks the key cannot make one");
        assert_ne!(made(KEY, id(1), 0), code);
        assert_ne!(made(KEY, id(0), 1), code);
        assert_ne!(mark(KEY, code).as_slice(), &code.0, "a mark is not the code");
        assert_eq!(format!("{code:?}"), "VoucherCode(…)", "no log shows one");
        let many: std::collections::BTreeSet<String> = (0..20_000).map(|n| made(KEY, id(n), 0).to_string()).collect();
        assert_eq!(many.len(), 20_000, "twenty thousand vouchers, twenty thousand codes");
    }
}
