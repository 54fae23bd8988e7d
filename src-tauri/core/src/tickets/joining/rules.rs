//! Which of two complaints stays, what becomes of both, and whether what was given under both may be one case. Pure.

use serde::{Deserialize, Serialize};

use crate::{
    audit::{op::Op, permission::Grant},
    base::{
        ids::UserId,
        money::Minor,
        points::Points,
        role::{Role, Session},
        time::Instant,
    },
    tickets::{
        InboxLine, TicketFacts, TicketRefusal,
        kinds::{Above, Remedy, RemedyState},
        limits::{Limit, Limits},
        rules::{Act, Case, settled},
        steps::StepBody,
    },
};

/// What a merge changes on the kept ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Promises {
    answer_due_ms: Instant,
    start_due_ms: Instant,
    solve_due_ms: Instant,
    answered_at_ms: Option<Instant>,
    started_at_ms: Option<Instant>,
    apologised_at_ms: Option<Instant>,
}

/// What taking a merge apart needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Was {
    /// The kept one's promises before.
    keep: Promises,
    /// And after.
    became: Promises,
    /// When the other one was closed before it was taken in; none where it was open.
    closed: Option<(Instant, UserId)>,
}

/// Something that somebody gave on their own authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Given {
    pub remedy: Remedy,
    pub amount: Minor,
    pub points: Points,
    pub by: UserId,
    pub role: Role,
}

impl Promises {
    fn of(facts: &TicketFacts) -> Self {
        Self {
            answer_due_ms: facts.answer_due_ms,
            start_due_ms: facts.start_due_ms,
            solve_due_ms: facts.solve_due_ms,
            answered_at_ms: facts.answered_at_ms,
            started_at_ms: facts.started_at_ms,
            apologised_at_ms: facts.apologised_at_ms,
        }
    }

    /// Returns the stricter of both promises and the earlier of both answers: there is one incident and one guest who waits.
    fn with(self, other: Self) -> Self {
        let earlier = |one: Option<Instant>, two: Option<Instant>| one.into_iter().chain(two).min();
        Self {
            answer_due_ms: self.answer_due_ms.min(other.answer_due_ms),
            start_due_ms: self.start_due_ms.min(other.start_due_ms),
            solve_due_ms: self.solve_due_ms.min(other.solve_due_ms),
            answered_at_ms: earlier(self.answered_at_ms, other.answered_at_ms),
            started_at_ms: earlier(self.started_at_ms, other.started_at_ms),
            apologised_at_ms: earlier(self.apologised_at_ms, other.apologised_at_ms),
        }
    }

    /// Returns each of `now` as it was before, where it still is what it became.
    fn back(was: Self, became: Self, now: Self) -> Self {
        let due = |was, became, now| if now == became { was } else { now };
        let met = |was, became, now| if now == became { was } else { now };
        Self {
            answer_due_ms: due(was.answer_due_ms, became.answer_due_ms, now.answer_due_ms),
            start_due_ms: due(was.start_due_ms, became.start_due_ms, now.start_due_ms),
            solve_due_ms: due(was.solve_due_ms, became.solve_due_ms, now.solve_due_ms),
            answered_at_ms: met(was.answered_at_ms, became.answered_at_ms, now.answered_at_ms),
            started_at_ms: met(was.started_at_ms, became.started_at_ms, now.started_at_ms),
            apologised_at_ms: met(was.apologised_at_ms, became.apologised_at_ms, now.apologised_at_ms),
        }
    }

    fn put(self, facts: &mut TicketFacts) {
        facts.answer_due_ms = self.answer_due_ms;
        facts.start_due_ms = self.start_due_ms;
        facts.solve_due_ms = self.solve_due_ms;
        facts.answered_at_ms = self.answered_at_ms;
        facts.started_at_ms = self.started_at_ms;
        facts.apologised_at_ms = self.apologised_at_ms;
    }
}

/// Returns the one that was opened first, then the other; of two that were opened at once, as by a split, the lower number.
///
/// An open complaint never vanishes behind a closed one: the earlier one is opened again first.
pub(crate) fn in_order(one: Case, two: Case) -> Result<(Case, Case), TicketRefusal> {
    let place = |case: &Case| (case.facts.opened_at_ms, case.facts.number.len(), case.facts.number.clone());
    let (keep, other) = if place(&one) <= place(&two) { (one, two) } else { (two, one) };
    if keep.facts.closed_at_ms.is_some() && other.facts.closed_at_ms.is_none() {
        return Err(TicketRefusal::Closed);
    }
    // A letter that an authority waits for would vanish from the inbox with its ticket.
    if other.owed_outside || other.remedies.iter().any(|remedy| remedy.state == RemedyState::Awaiting) {
        return Err(TicketRefusal::AwaitingFirst);
    }
    Ok((keep, other))
}

/// Returns the kept ticket, the one that is taken in, and what taking them apart needs.
pub(crate) fn joined(mut keep: Case, mut other: Case, act: &Act) -> (Case, Case, Was) {
    let before = Promises::of(&keep.facts);
    // A closed complaint has met its promises, or not: nothing of that changes any more.
    let became = if keep.facts.closed_at_ms.is_some() { before } else { before.with(Promises::of(&other.facts)) };
    became.put(&mut keep.facts);
    let closed = other.facts.closed_at_ms.zip(other.facts.closed_by);
    if closed.is_none() {
        (other.facts.closed_at_ms, other.facts.closed_by) = (Some(act.at), Some(act.by));
    }
    (settled(keep), settled(other), Was { keep: before, became, closed })
}

/// Returns both as they stand for themselves.
pub(crate) fn apart(mut keep: Case, mut other: Case, was: &Was) -> (Case, Case) {
    Promises::back(was.keep, was.became, Promises::of(&keep.facts)).put(&mut keep.facts);
    (other.facts.closed_at_ms, other.facts.closed_by) = was.closed.unzip();
    (settled(keep), settled(other))
}

/// Returns how much speaks for one incident: the guest or the stay's room weigh more than the problem.
pub(crate) fn likeness(facts: &TicketFacts, line: &InboxLine) -> u8 {
    let same_guest = facts.guest.is_some() && facts.guest == line.guest;
    let same_room = !facts.room_no.is_empty() && facts.room_no == line.room_no;
    4 * u8::from(same_guest || same_room) + 2 * u8::from(facts.problem == line.problem) + u8::from(facts.area == line.area)
}

/// Returns who complains as the newest record says it; empty is the ticket's guest.
pub(crate) fn complainant(case: &Case) -> String {
    let said = case.steps.iter().rev().find_map(|step| match step {
        StepBody::Record { complainant, .. } => Some(complainant.clone()),
        _ => None,
    });
    said.unwrap_or_default()
}

/// Returns the second incident answered as the first was: the guest heard of both.
pub(crate) fn as_answered(mut second: Case, from: &Case) -> Case {
    second.facts.answered_at_ms = from.facts.answered_at_ms;
    second.facts.apologised_at_ms = from.facts.apologised_at_ms;
    settled(second)
}

/// Returns nothing where `given` may be one case: none of those who gave could have given it all is what nobody gets round by
/// merging. What is above that takes somebody who may approve it and gave none of it: the merge is their 批示.
pub(crate) fn may_be_one(given: &[Given], limits: &Limits, session: &Session) -> Result<(), TicketRefusal> {
    let authors: Vec<Limit> = given.iter().map(|one| limits.of(one.role)).collect();
    let Some(limit) = above(given, &authors) else { return Ok(()) };
    match Op::ApproveRemedy.grant(session.role) {
        Grant::None | Grant::Own | Grant::OperationsOnly => Err(TicketRefusal::AboveOwnLimit { limit }),
        Grant::Full | Grant::Limited if given.iter().any(|one| one.by == session.user) => Err(TicketRefusal::OwnRequest),
        Grant::Full => Ok(()),
        Grant::Limited => match above(given, &[limits.of(session.role)]) {
            Some(limit) => Err(TicketRefusal::AboveOwnLimit { limit }),
            None => Ok(()),
        },
    }
}

/// Returns which limit of a case the whole of `given` is above, for the widest of `authors`; none where it is inside.
fn above(given: &[Given], authors: &[Limit]) -> Option<Above> {
    let money = |of: Option<Remedy>| -> i64 {
        let counted = given.iter().filter(|one| of.is_none_or(|remedy| one.remedy == remedy));
        counted.map(|one| one.amount.minor()).sum()
    };
    let points: i64 = given.iter().map(|one| one.points.count()).sum();
    let widest = |of: fn(&Limit) -> i64| authors.iter().map(of).max().unwrap_or_default();
    if money(None) > widest(|limit| limit.case_minor.minor()) {
        return Some(Above::Case);
    }
    if points > widest(|limit| limit.points_case.count()) {
        return Some(Above::PointsCase);
    }
    let own = |remedy: Remedy| authors.iter().map(|limit| limit.of(remedy).case_minor.map_or(i64::MAX, Minor::minor)).max();
    let over = given.iter().any(|one| own(one.remedy).is_some_and(|most| money(Some(one.remedy)) > most));
    over.then_some(Above::Remedy)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minutes: i64) -> Instant {
        Instant::from_ms(1_784_041_320_000).plus_minutes(minutes)
    }

    fn promises(dues: [i64; 3], met: [Option<i64>; 3]) -> Promises {
        let met = met.map(|met| met.map(at));
        Promises {
            answer_due_ms: at(dues[0]),
            start_due_ms: at(dues[1]),
            solve_due_ms: at(dues[2]),
            answered_at_ms: met[0],
            started_at_ms: met[1],
            apologised_at_ms: met[2],
        }
    }

    #[test]
    fn the_stricter_promise_and_the_earlier_answer_hold_and_go_back_where_nothing_changed() {
        let (keep, other) =
            (promises([60, 240, 4320], [None, None, Some(9)]), promises([25, 40, 1450], [Some(14), None, Some(5)]));
        let became = keep.with(other);
        assert_eq!(became, promises([25, 40, 1450], [Some(14), None, Some(5)]));
        assert_eq!(Promises::back(keep, became, became), keep, "untouched, all of it goes back");
        let worked = Promises { started_at_ms: Some(at(30)), solve_due_ms: at(1500), ..became };
        let back = Promises::back(keep, became, worked);
        assert_eq!((back.started_at_ms, back.solve_due_ms), (Some(at(30)), at(1500)), "what was done since stays");
        assert_eq!(back.answer_due_ms, keep.answer_due_ms);
    }
}
