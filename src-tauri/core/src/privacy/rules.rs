//! What this module refuses. Pure.

use crate::base::error::Refusal;

/// What is refused, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrivacyRefusal {
    /// The acting person's own PIN was not given again.
    NotConfirmed,
    /// The guest was erased already.
    Erased,
    /// Something stands in the way of an erasure.
    Blocked {
        /// The words of [`crate::privacy::erase::Block`], with commas between.
        by: String,
    },
    /// What goes is not what was shown any more.
    SeenMeanwhile,
    /// The hold ended already.
    HoldEnded,
    /// The house has set no text for this purpose.
    NoText,
    /// Another text is in force by now.
    TextMeanwhile,
    /// For a child a guardian agrees.
    GuardianMissing,
    /// The request was answered already.
    Answered,
    /// Only the general manager signs this.
    NotGeneralManager,
    /// No rules are signed.
    NoRules,
    /// A run closes no day that has not come.
    RunAhead {
        /// The hotel's day.
        today: String,
    },
    /// A list of who was erased is not what this house wrote.
    ListDamaged,
}

impl Refusal for PrivacyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NotConfirmed => "not_confirmed",
            Self::Erased => "guest_erased",
            Self::Blocked { .. } => "erasure_blocked",
            Self::SeenMeanwhile => "erasure_seen_meanwhile",
            Self::HoldEnded => "hold_ended",
            Self::NoText => "consent_text_missing",
            Self::TextMeanwhile => "consent_text_meanwhile",
            Self::GuardianMissing => "guardian_missing",
            Self::Answered => "request_answered",
            Self::NotGeneralManager => "general_manager_signs",
            Self::NoRules => "retention_not_signed",
            Self::RunAhead { .. } => "run_ahead",
            Self::ListDamaged => "erased_list_damaged",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Blocked { by } => vec![("by", by.clone())],
            Self::RunAhead { today } => vec![("today", today.clone())],
            _ => Vec::new(),
        }
    }
}
