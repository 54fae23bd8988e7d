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
            Self::ListDamaged => "erased_list_damaged",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Blocked { by } => vec![("by", by.clone())],
            _ => Vec::new(),
        }
    }
}
