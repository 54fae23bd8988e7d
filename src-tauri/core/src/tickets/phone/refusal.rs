//! Why an approval by phone is not taken.

use crate::base::{error::Refusal, time::Instant};

/// What the phone's rules refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneRefusal {
    /// The person on the phone has no phone enrolled.
    NotEnrolled,
    /// They may not approve, or are at the desk themselves.
    NoApprover,
    /// The six digits are none of theirs.
    WrongCode {
        /// Tries that are left before the phone is locked; none where none are counted.
        left: Option<i64>,
    },
    /// The code, or a later one, was used before.
    CodeUsed,
    /// Too many wrong codes.
    Locked {
        /// Not before this instant.
        until: Instant,
    },
    /// It was given in somebody else's name.
    NotYours,
    /// It is countersigned or disputed already.
    Answered,
}

impl PhoneRefusal {
    /// The code of a wrong code, which costs a try.
    pub(super) const WRONG: &'static str = "wrong_code";
}

impl Refusal for PhoneRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotEnrolled => "phone_not_enrolled",
            Self::NoApprover => "no_approver",
            Self::WrongCode { .. } => "wrong_code",
            Self::CodeUsed => "code_used",
            Self::Locked { .. } => "phone_locked",
            Self::NotYours => "phone_not_yours",
            Self::Answered => "phone_answered",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongCode { left: Some(left) } => vec![("left", left.to_string())],
            Self::Locked { until } => vec![("until_ms", until.ms().to_string())],
            _ => Vec::new(),
        }
    }
}
