//! What may be written, signed and taken. Pure.

use super::{
    lines::{CorrectDuty, DutyLine, LineKind},
    shifts::ShiftSpan,
    signing::{Handover, HandoverItem},
};
use crate::base::{
    error::{Refusal, Result},
    ids::UserId,
    time::Instant,
};

/// What these rules refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DutyRefusal {
    /// A double-locked room has a number.
    RoomLacks,
    /// What follows from a line lies ahead of it.
    DueBefore,
    /// A double-locked room stays one: it is unlocked by ending it.
    KindStays,
    /// Nothing follows from the line, or it has ended.
    NothingOpen,
    /// The shift has not begun.
    ShiftAhead,
    /// The sheet of this shift was signed by whoever left.
    AlreadySigned,
    /// The sheet was taken.
    AlreadyTaken,
    /// Nobody hands over to themselves.
    OwnHandover,
    /// Items of the sheet that nobody has looked at yet.
    NotSeen {
        /// How many.
        left: usize,
    },
    /// The three shifts do not come one after the other.
    ShiftOrder,
}

impl Refusal for DutyRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::RoomLacks => "room_lacks",
            Self::DueBefore => "due_before",
            Self::KindStays => "kind_stays",
            Self::NothingOpen => "nothing_open_here",
            Self::ShiftAhead => "shift_ahead",
            Self::AlreadySigned => "already_signed",
            Self::AlreadyTaken => "already_taken",
            Self::OwnHandover => "own_handover",
            Self::NotSeen { .. } => "not_seen",
            Self::ShiftOrder => "shift_order",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NotSeen { left } => vec![("left", left.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Checks that a line says what its kind needs.
pub fn may_stand(line: &DutyLine) -> Result<(), DutyRefusal> {
    if line.kind == LineKind::DoubleLock && line.room_no.is_empty() {
        return Err(DutyRefusal::RoomLacks);
    }
    match line.follow_up {
        Some(follow_up) if follow_up.due_ms <= line.at_ms => Err(DutyRefusal::DueBefore),
        _ => Ok(()),
    }
}

/// Checks that a correction leaves open what is open.
pub fn may_correct(first: &DutyLine, input: &CorrectDuty) -> Result<(), DutyRefusal> {
    let locks = |kind: LineKind| kind == LineKind::DoubleLock;
    if locks(first.kind) == locks(input.kind) { Ok(()) } else { Err(DutyRefusal::KindStays) }
}

/// Checks that the sheet of `shift` may be signed at `at`.
pub fn may_sign(shift: &ShiftSpan, there: Option<&Handover>, at: Instant) -> Result<(), DutyRefusal> {
    match there {
        Some(_) => Err(DutyRefusal::AlreadySigned),
        None if at < shift.begins_ms => Err(DutyRefusal::ShiftAhead),
        None => Ok(()),
    }
}

/// Checks that the sheet can still be looked through.
pub fn may_see(handover: &Handover) -> Result<(), DutyRefusal> {
    if handover.taken.is_some() { Err(DutyRefusal::AlreadyTaken) } else { Ok(()) }
}

/// Checks that `user` may take the sheet: somebody else than who leaves, once every item was looked at.
pub fn may_take(handover: &Handover, items: &[HandoverItem], user: UserId) -> Result<(), DutyRefusal> {
    may_see(handover)?;
    if handover.out_user == user {
        return Err(DutyRefusal::OwnHandover);
    }
    match items.iter().filter(|item| item.seen_at_ms.is_none()).count() {
        0 => Ok(()),
        left => Err(DutyRefusal::NotSeen { left }),
    }
}
