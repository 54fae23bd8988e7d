//! Sums of money: integer minor units; the currency stands once in the file.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// The largest sum that any single amount may have, in minor units (10 milliard of a two-digit currency): far above a
/// hotel's bill, far below what a sum over all rows could overflow.
pub const AMOUNT_MINOR_MAX: i64 = 1_000_000_000_000;

/// A sum in minor units (cents, fen) of the hotel's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, specta::Type)]
#[specta(transparent)]
pub struct Minor(#[specta(type = f64)] i64);

impl<'de> Deserialize<'de> for Minor {
    /// What comes over the wire is bound like what is computed.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(from)?).ok_or_else(|| D::Error::custom("a sum beyond its bound"))
    }
}

impl Minor {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Returns the sum of `minor` minor units, or `None` beyond ±[`AMOUNT_MINOR_MAX`].
    pub const fn new(minor: i64) -> Option<Self> {
        if minor < -AMOUNT_MINOR_MAX || minor > AMOUNT_MINOR_MAX { None } else { Some(Self(minor)) }
    }

    /// Returns minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// Returns the sum that `text` writes (plain decimal, `digits` minor digits), half away from zero.
    ///
    /// `None` where it is no number or beyond the bound. Source: house rule "one rounding rule".
    pub fn parse(text: &str, digits: u32) -> Option<Self> {
        let text = text.trim();
        // The crate also reads exponents and underscores, which no export writes on purpose.
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+'));
        let value: Decimal = if plain { text.parse().ok()? } else { return None };
        Self::from_decimal(value, digits)
    }

    /// Returns `value` major units as minor units, half away from zero.
    pub fn from_decimal(value: Decimal, digits: u32) -> Option<Self> {
        let scaled = value.checked_mul(Decimal::from(10_i64.checked_pow(digits)?))?;
        let rounded = scaled.round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero);
        rounded.to_i64().and_then(Self::new)
    }

    /// Returns this sum `count` times, or `None` beyond the bound.
    pub fn times(self, count: i64) -> Option<Self> {
        self.0.checked_mul(count).and_then(Self::new)
    }

    /// Returns the sum of two, or `None` beyond the bound.
    pub fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).and_then(Self::new)
    }

    /// Returns the sum as a plain decimal with `digits` minor digits, as the group's package writes it.
    pub fn plain(self, digits: u32) -> String {
        let mut text = String::new();
        self.write_plain(digits, &mut text);
        text
    }

    /// Writes what [`Minor::plain`] returns behind `text`.
    pub fn write_plain(self, digits: u32, text: &mut String) {
        use std::fmt::Write as _;
        let (sign, size, width) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs(), digits as usize);
        let unit = 10_u64.pow(digits);
        // Writing to a String cannot fail.
        let _infallible = match digits {
            0 => write!(text, "{sign}{size}"),
            _ => write!(text, "{sign}{}.{:0width$}", size / unit, size % unit),
        };
    }
}

impl ToSql for Minor {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0))
    }
}

impl FromSql for Minor {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_round_half_away_from_zero_and_stop_at_the_bound() {
        let cases = [
            ("880", Some(88_000)),
            ("75.37", Some(7_537)),
            ("-6.38", Some(-638)),
            ("0.005", Some(1)),
            ("-0.005", Some(-1)),
            ("12,5", None),
            ("1e3", None),
            ("99999999999999", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(Minor::parse(text, 2).map(Minor::minor), expected, "{text:?}");
        }
        assert_eq!(Minor(638).times(-2).map(|sum| sum.plain(2)).as_deref(), Some("-12.76"), "plain decimals leave the house");
    }
}
