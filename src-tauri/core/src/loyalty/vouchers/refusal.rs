//! Why a voucher is not taken.

use crate::base::{
    error::Refusal,
    time::{BusinessDate, Instant},
};

/// What the rules of vouchers refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoucherRefusal {
    /// The text is no code, or its check sign does not fit: a slip, which costs no try.
    Misread,
    /// No voucher has this code.
    Wrong {
        /// Tries that are left before the lock; none where none are counted.
        left: Option<i64>,
    },
    /// Too many wrong codes by this person.
    Locked {
        /// Not before this instant.
        until: Instant,
    },
    /// It was used.
    Used {
        /// On which day.
        on: BusinessDate,
        /// At whose desk.
        by: String,
    },
    /// Its last day has passed.
    Expired {
        /// That day.
        on: BusinessDate,
    },
    /// The redemption was taken back, and the voucher with it.
    Voided {
        /// On which day.
        on: BusinessDate,
    },
    /// A number says which voucher is meant; only its code proves that somebody holds it.
    NeedsCode,
    /// The redemption is not taken back, for its voucher was used.
    Spent {
        /// Which.
        number: String,
    },
}

impl VoucherRefusal {
    /// The code of a wrong code, which costs a try.
    pub(super) const WRONG: &'static str = "voucher_wrong";
}

impl Refusal for VoucherRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Misread => "voucher_misread",
            Self::Wrong { .. } => "voucher_wrong",
            Self::Locked { .. } => "voucher_locked",
            Self::Used { .. } => "voucher_used",
            Self::Expired { .. } => "voucher_expired",
            Self::Voided { .. } => "voucher_voided",
            Self::NeedsCode => "voucher_needs_code",
            Self::Spent { .. } => "voucher_spent",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Wrong { left: Some(left) } => vec![("left", left.to_string())],
            Self::Locked { until } => vec![("until_ms", until.ms().to_string())],
            Self::Used { on, by } => vec![("on", on.to_string()), ("by", by.clone())],
            Self::Expired { on } | Self::Voided { on } => vec![("on", on.to_string())],
            Self::Spent { number } => vec![("number", number.clone())],
            Self::Misread | Self::Wrong { left: None } | Self::NeedsCode => Vec::new(),
        }
    }
}
