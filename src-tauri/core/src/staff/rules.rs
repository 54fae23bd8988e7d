//! What a sign-in name and a PIN may be. Pure.

use super::{EditUser, NewUser, User};
use crate::base::{
    error::{Common, Refusal},
    ids::UserId,
    text,
    time::Instant,
};

/// Longest sign-in name, in characters.
pub const SIGN_IN_MAX: usize = 40;
/// Digits of a PIN.
pub const PIN_DIGITS: usize = 6;

/// What the staff's rules refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StaffRefusal {
    /// The PIN is not this person's.
    WrongPin {
        /// Not before this instant.
        until: Instant,
        /// Seconds from the try on.
        wait_s: i64,
    },
    /// Too many wrong PINs: wait.
    TooSoon {
        /// Not before this instant.
        until: Instant,
        /// Seconds from the try on.
        wait_s: i64,
    },
    /// No PIN has been set yet.
    NoPin,
    /// A first PIN was chosen meanwhile.
    PinSet,
    /// Whoever runs the house is there: a first PIN is chosen beside them, so that nobody takes a colleague's place.
    PinByHouse,
    /// Six digits, no runs, no repeats.
    WeakPin,
    /// Another colleague has this sign-in name.
    SignInTaken,
    /// Which record is one's own is said by somebody else.
    OwnLink,
    /// One's own post and standing are changed by somebody else.
    OwnStanding,
    /// Nobody would be left to administer the house.
    LastAdministrator,
}

impl Refusal for StaffRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongPin { .. } => "wrong_pin",
            Self::TooSoon { .. } => "pin_too_soon",
            Self::NoPin => "no_pin",
            Self::PinSet => "pin_set",
            Self::PinByHouse => "pin_by_house",
            Self::WeakPin => "weak_pin",
            Self::SignInTaken => "sign_in_taken",
            Self::OwnLink => "own_link",
            Self::OwnStanding => "own_standing",
            Self::LastAdministrator => "last_administrator",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongPin { until, wait_s } | Self::TooSoon { until, wait_s } => {
                vec![("until_ms", until.ms().to_string()), ("wait_seconds", wait_s.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

/// Returns the colleague that `new` describes, active, without a PIN.
///
/// Errors: [`Common`] naming the field.
pub fn new_user(id: UserId, new: &NewUser) -> Result<User, Common> {
    let sign_in = text::required("sign_in", &new.sign_in, SIGN_IN_MAX)?;
    if !sign_in.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_')) {
        return Err(Common::BadValue { field: "sign_in" });
    }
    let name = text::required("name", &new.name, text::NAME_MAX)?;
    Ok(User { id, sign_in, name, role: new.role, department: new.department, active: true, has_pin: false })
}

/// Returns `before` with what `input` wants.
///
/// Errors: [`Common::ChangedMeanwhile`], [`Common`] naming the field.
pub fn edited(before: &User, input: &EditUser) -> Result<User, Common> {
    if *before != input.seen {
        return Err(Common::ChangedMeanwhile);
    }
    let wanted = input.wanted.clone();
    // The name to sign in with stands on papers and in scripts: it is given once.
    if wanted.sign_in != before.sign_in {
        return Err(Common::BadValue { field: "sign_in" });
    }
    let name = text::required("name", &wanted.name, text::NAME_MAX)?;
    Ok(User { name, role: wanted.role, department: wanted.department, active: wanted.active, ..before.clone() })
}

/// Checks that nobody gives themselves another post, or takes themselves out.
pub fn not_ones_own(acting: UserId, before: &User, after: &User) -> Result<(), StaffRefusal> {
    let same = (before.role, before.active) == (after.role, after.active);
    if same || acting != before.id { Ok(()) } else { Err(StaffRefusal::OwnStanding) }
}

/// Checks that somebody without a PIN may choose their first by themselves: only while nobody could set it with them.
pub fn first_pin(user: &User, house_with_pin: i64) -> Result<(), StaffRefusal> {
    match (user.has_pin, house_with_pin) {
        (true, _) => Err(StaffRefusal::PinSet),
        (false, 0) => Ok(()),
        (false, _) => Err(StaffRefusal::PinByHouse),
    }
}

/// Checks that at least one other administrator or general manager remains.
pub fn somebody_administers(active_administrators: i64) -> Result<(), StaffRefusal> {
    if active_administrators > 1 { Ok(()) } else { Err(StaffRefusal::LastAdministrator) }
}

/// Checks that `pin` is six digits without runs (1234, 9876), without three alike, without a repeated half.
pub fn pin_may_be_chosen(pin: &str) -> Result<(), StaffRefusal> {
    let digits: Vec<i16> = pin.bytes().filter(u8::is_ascii_digit).map(|byte| i16::from(byte - b'0')).collect();
    if digits.len() != PIN_DIGITS || pin.len() != PIN_DIGITS {
        return Err(StaffRefusal::WeakPin);
    }
    let runs =
        |step: i16, length: usize| digits.windows(length).any(|part| part.windows(2).all(|pair| pair[1] - pair[0] == step));
    let weak = runs(0, 3)
        || runs(1, 4)
        || runs(-1, 4)
        || digits[..3] == digits[3..]
        || digits[..2] == digits[2..4] && digits[2..4] == digits[4..];
    if weak { Err(StaffRefusal::WeakPin) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_that_anybody_would_try_first_is_refused() {
        let cases = [
            ("385174", true),
            ("246810", true),
            ("123456", false),
            ("987654", false),
            ("012398", false),
            ("111385", false),
            ("385385", false),
            ("121212", false),
            ("38517", false),
            ("3851745", false),
            ("38517a", false),
            ("３８５１７４", false),
        ];
        for (pin, expected) in cases {
            assert_eq!(pin_may_be_chosen(pin).is_ok(), expected, "{pin}");
        }
    }
}
