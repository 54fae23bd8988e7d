//! One-time codes by time (RFC 6238): six digits that any authenticator app shows, checked without a network. Pure.

use totp_rs::{Algorithm, Secret, TOTP};

use crate::base::{error::Common, time::Instant};

/// Seconds of one step. Source: RFC 6238, 5.2.
pub const STEP_SECONDS: i64 = 30;
/// Steps before and after the shell's clock whose codes are taken: a phone may be five minutes off. Source: docs/day.md, B.
pub const STEPS_EITHER_SIDE: i64 = 10;
/// Digits of a code.
pub const CODE_DIGITS: usize = 6;
/// Bytes of a new secret. Source: RFC 4226, 4 (160 bits recommended).
pub const SECRET_BYTES: usize = 20;
const SECOND_MS: i64 = 1_000;

/// What a code turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// The code of this step, which nobody used yet.
    Fresh {
        /// Steps since 1970.
        step: i64,
    },
    /// The code of a step that is used up.
    Used,
    /// No step's code.
    Wrong,
}

/// Returns which step `at` lies in, counted from 1970.
pub const fn step_at(at: Instant) -> i64 {
    at.ms().div_euclid(STEP_SECONDS * SECOND_MS)
}

/// Returns the last millisecond of `step`, until which its code is shown.
pub const fn step_ends(step: i64) -> Instant {
    Instant::from_ms((step + 1) * STEP_SECONDS * SECOND_MS - 1)
}

/// Returns the code of `step`; none for a step before 1970.
pub fn code_of(secret: &[u8], step: i64) -> Option<String> {
    let time = u64::try_from(step.checked_mul(STEP_SECONDS)?).ok()?;
    Some(totp(secret, CODE_DIGITS).generate(time))
}

/// Returns what `code` is to the clock `at`, where every step to `used` is used up.
pub fn found(secret: &[u8], code: &str, at: Instant, used: i64) -> Found {
    let now = step_at(at);
    let (mut fresh, mut spent) = (None, false);
    for step in now - STEPS_EITHER_SIDE..=now + STEPS_EITHER_SIDE {
        if code_of(secret, step).is_some_and(|shown| same(&shown, code)) {
            spent |= step <= used;
            fresh = fresh.or((step > used).then_some(step));
        }
    }
    match (fresh, spent) {
        (Some(step), _) => Found::Fresh { step },
        (None, true) => Found::Used,
        (None, false) => Found::Wrong,
    }
}

/// Returns `code` as six digits, where it is that; spaces as people write them are left out.
///
/// Errors: [`Common::BadValue`].
pub fn digits(code: &str) -> Result<String, Common> {
    let digits: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
    let fits = digits.len() == CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(digits) } else { Err(Common::BadValue { field: "code" }) }
}

/// Returns `secret` as people type it: base 32 without padding.
pub fn written(secret: &[u8]) -> String {
    totp(secret, CODE_DIGITS).get_secret_base32()
}

/// Returns the secret that `text` writes, spaces and case aside.
///
/// Errors: [`Common::BadValue`] where it is none, or not [`SECRET_BYTES`] long.
pub fn read(text: &str) -> Result<zeroize::Zeroizing<Vec<u8>>, Common> {
    let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).map(|sign| sign.to_ascii_uppercase()).collect();
    let bytes = Secret::Encoded(plain).to_bytes().map(zeroize::Zeroizing::new);
    bytes.ok().filter(|bytes| bytes.len() == SECRET_BYTES).ok_or(Common::BadValue { field: "secret" })
}

/// Returns what an authenticator app reads from a QR code. Source: the Key Uri Format of such apps.
pub fn uri(secret: &[u8], house: &str, who: &str) -> String {
    let (house, who) = (escaped(house), escaped(who));
    format!("otpauth://totp/{house}:{who}?secret={}&issuer={house}", written(secret))
}

fn totp(secret: &[u8], digits: usize) -> TOTP {
    TOTP::new_unchecked(Algorithm::SHA1, digits, 0, STEP_SECONDS.unsigned_abs(), secret.to_vec())
}

fn same(one: &str, other: &str) -> bool {
    let differ = one.bytes().zip(other.bytes()).fold(0u8, |difference, (a, b)| difference | (a ^ b));
    one.len() == other.len() && differ == 0
}

fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut escaped, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.push_str(&crate::audit::chain::hex(&[byte]).to_uppercase());
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    #[test]
    fn the_vectors_of_rfc_6238_appendix_b_hold() {
        let vectors = [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ];
        for (seconds, expected) in vectors {
            assert_eq!(totp(SECRET, 8).generate(seconds), expected, "at {seconds} s");
            // Six digits are the last six of eight. Source: RFC 4226, 5.3.
            let step = i64::try_from(seconds).expect("a time in this era") / STEP_SECONDS;
            assert_eq!(code_of(SECRET, step).as_deref(), expected.get(2..), "six digits at {seconds} s");
        }
    }

    #[test]
    fn ten_steps_to_either_side_are_taken_and_not_one_more() {
        let at = Instant::from_ms(1_111_111_109_000);
        let now = step_at(at);
        for (off, expected) in [(-11, false), (-10, true), (-1, true), (0, true), (1, true), (10, true), (11, false)] {
            let code = code_of(SECRET, now + off).expect("a code");
            let fits = found(SECRET, &code, at, 0) == Found::Fresh { step: now + off };
            assert_eq!(fits, expected, "{off} steps off");
        }
    }

    #[test]
    fn a_step_and_every_earlier_one_are_used_up_together() {
        let at = Instant::from_ms(1_111_111_109_000);
        let now = step_at(at);
        let code = |off: i64| code_of(SECRET, now + off).expect("a code");
        assert_eq!(found(SECRET, &code(0), at, now), Found::Used, "the same again");
        assert_eq!(found(SECRET, &code(-3), at, now), Found::Used, "an earlier one");
        assert_eq!(found(SECRET, &code(1), at, now), Found::Fresh { step: now + 1 });
        assert_eq!(found(SECRET, "000000", at, now), Found::Wrong);
        assert_eq!(found(SECRET, "", at, now), Found::Wrong);
        assert_eq!(found(SECRET, &code(0), Instant::from_ms(-1), 0), Found::Wrong, "a clock before 1970 panics nobody");
    }

    #[test]
    fn a_code_and_a_secret_are_read_as_people_write_them() {
        assert_eq!(digits(" 417 086 ").as_deref(), Ok("417086"));
        for none in ["", "41708", "4170867", "41708a", "４１７０８６"] {
            assert_eq!(digits(none), Err(Common::BadValue { field: "code" }), "{none}");
        }
        assert_eq!(written(SECRET), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        let read_back = read("gezd gnbv gy3t qojq gezd gnbv gy3t qojq").expect("a secret");
        assert_eq!(read_back.as_slice(), SECRET);
        for none in ["", "GEZDGNBVGY3TQOJQ", "1EZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"] {
            assert!(read(none).is_err(), "{none}");
        }
    }

    #[test]
    fn an_app_reads_the_house_and_the_person_from_the_picture() {
        let uri = uri(SECRET, "望江饭店", "gm");
        assert_eq!(
            uri,
            "otpauth://totp/%E6%9C%9B%E6%B1%9F%E9%A5%AD%E5%BA%97:gm?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E6%9C%9B%E6%B1%9F%E9%A5%AD%E5%BA%97"
        );
    }
}
