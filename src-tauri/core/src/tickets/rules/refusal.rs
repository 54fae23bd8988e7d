//! Why a ticket does not take what was asked.

use crate::{
    base::error::Refusal,
    tickets::kinds::{Above, Missing},
};

/// Why a ticket does not take what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TicketRefusal {
    /// It is closed; only notes are taken.
    Closed,
    /// It is not closed: there is nothing to open again.
    NotClosed,
    /// Praise, a suggestion or an opinion is answered; the seven steps are a complaint's.
    NotAComplaint,
    /// It was judged as a complaint, or answered as none: it stays what it is.
    WorkedOn,
    /// A step before this one is not recorded.
    TooEarly {
        /// The step that was given, 1 to 7.
        step: u8,
        /// The first that lacks.
        missing: Missing,
    },
    /// It cannot be closed yet.
    StillMissing(Vec<Missing>),
    /// Nobody decides on what they proposed themselves.
    OwnRequest,
    /// No remedy waits for 批示.
    NothingAwaiting,
    /// The remedy is decided, given or taken back already.
    RemedySettled,
    /// The decision goes above the limits of the person who decides.
    AboveOwnLimit {
        /// Which limit.
        limit: Above,
    },
    /// A department head works on their own department's tickets.
    NotYourDepartment,
    /// 已致歉 stands there already.
    AlreadyApologised,
    /// Its clocks stand still already.
    PausedAlready,
    /// Its clocks run.
    NotPaused,
    /// Points were proposed for somebody who is no member.
    NotAMember,
    /// More steps or remedies than one ticket carries.
    TicketFull,
    /// Both are one ticket.
    SameTicket,
    /// It counts with another ticket; whatever is to be done is done there.
    MergedInto {
        /// That one's number.
        number: String,
    },
    /// What waits for 批示 under it is decided or taken back first, and what an authority waits for is answered.
    AwaitingFirst,
    /// The merge was taken apart before.
    JoinNotStanding,
    /// The answer to the body outside is recorded.
    AnsweredOutside,
    /// Nothing that stands and costs money is not on a slip yet.
    NothingForCashier,
}

impl Refusal for TicketRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::Closed => "ticket_closed",
            Self::NotClosed => "ticket_not_closed",
            Self::NotAComplaint => "not_a_complaint",
            Self::WorkedOn => "worked_on",
            Self::TooEarly { .. } => "step_too_early",
            Self::StillMissing(_) => "still_missing",
            Self::OwnRequest => "own_request",
            Self::NothingAwaiting => "nothing_awaiting",
            Self::RemedySettled => "remedy_settled",
            Self::AboveOwnLimit { .. } => "above_own_limit",
            Self::NotYourDepartment => "not_your_department",
            Self::AlreadyApologised => "already_apologised",
            Self::PausedAlready => "paused_already",
            Self::NotPaused => "not_paused",
            Self::NotAMember => "not_a_member",
            Self::TicketFull => "ticket_full",
            Self::SameTicket => "same_ticket",
            Self::MergedInto { .. } => "ticket_merged",
            Self::AwaitingFirst => "awaiting_first",
            Self::JoinNotStanding => "join_not_standing",
            Self::AnsweredOutside => "answered_outside",
            Self::NothingForCashier => "nothing_for_cashier",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooEarly { step, missing } => vec![("step", step.to_string()), ("missing", missing.to_string())],
            Self::StillMissing(missing) => {
                let words: Vec<&str> = missing.iter().map(|missing| missing.word()).collect();
                vec![("missing", words.join(",")), ("count", missing.len().to_string())]
            }
            Self::AboveOwnLimit { limit } => vec![("limit", limit.to_string())],
            Self::MergedInto { number } => vec![("number", number.clone())],
            Self::Closed
            | Self::SameTicket
            | Self::AwaitingFirst
            | Self::JoinNotStanding
            | Self::NotClosed
            | Self::NotAComplaint
            | Self::WorkedOn
            | Self::OwnRequest
            | Self::NothingAwaiting
            | Self::RemedySettled
            | Self::NotYourDepartment
            | Self::AlreadyApologised
            | Self::PausedAlready
            | Self::NotPaused
            | Self::NotAMember
            | Self::TicketFull
            | Self::AnsweredOutside
            | Self::NothingForCashier => Vec::new(),
        }
    }
}
