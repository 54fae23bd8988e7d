//! Loyalty points: whole numbers, never fractions, never money.

use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// The most points one posting may carry: far above any stay, far below overflow of a sum.
pub const POINTS_MAX: i64 = 1_000_000_000;

/// A count of points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, specta::Type)]
#[specta(transparent)]
pub struct Points(#[specta(type = f64)] i64);

impl<'de> Deserialize<'de> for Points {
    /// What comes over the wire is bound like what is computed.
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::new(i64::deserialize(from)?).ok_or_else(|| D::Error::custom("a count of points beyond its bound"))
    }
}

impl Points {
    /// None at all.
    pub const ZERO: Self = Self(0);

    /// Returns `count` points, or `None` beyond ±[`POINTS_MAX`].
    pub const fn new(count: i64) -> Option<Self> {
        if count < -POINTS_MAX || count > POINTS_MAX { None } else { Some(Self(count)) }
    }

    /// Returns the count.
    pub const fn count(self) -> i64 {
        self.0
    }

    /// Returns both together, or `None` beyond the bound.
    pub const fn plus(self, other: Self) -> Option<Self> {
        match self.0.checked_add(other.0) {
            Some(count) => Self::new(count),
            None => None,
        }
    }

    /// Returns what is left without `other` (negative where that is more), or `None` beyond the bound.
    pub const fn minus(self, other: Self) -> Option<Self> {
        match self.0.checked_sub(other.0) {
            Some(count) => Self::new(count),
            None => None,
        }
    }
}

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl ToSql for Points {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.0))
    }
}

impl FromSql for Points {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_i64().map(Self)
    }
}
