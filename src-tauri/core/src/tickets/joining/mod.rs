//! 合并 and 拆分: two complaints about one incident count as one, one about two incidents as two.
//!
//! Owns `ticket_joins`, `ticket_splits` and `tickets.merged_into`. Nothing moves and nothing is deleted: the complaint that was
//! opened later is closed and points to the earlier one, whose clocks hold, and comes back as it was when the merge is taken
//! apart, weeks later too. Whatever was merged or split is one case for authority ([`super::authority`]), so that neither is a
//! way past a limit. What the house owes under a complaint that was taken in is posted when the kept one closes.

pub(crate) mod rows;
mod rules;

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{JoinId, ReopeningId, SplitId, TicketId, UserId},
        money::Minor,
        points::Points,
        role::{Department, Session},
        text,
        time::Instant,
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    tickets::{
        self, InboxLine, OpenTicket, ProblemCode, Severity, Subject, TicketFacts, TicketRefusal, TicketState, authority,
        record_facts, reopening,
        rules::{self as ticket_rules, Case, Place},
        timing,
    },
};

/// The most complaints that are offered as one incident.
pub const LIKE_MAX: usize = 12;

/// Two complaints about one incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct JoinTickets {
    /// One of them. Whichever was opened first stays.
    pub keep: TicketId,
    /// The other.
    pub other: TicketId,
    /// Why they are one incident.
    pub reason: String,
}

/// What a merge, or taking one apart, answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct JoinedTickets {
    /// Names the merge.
    pub join_id: JoinId,
    /// The one that stays.
    pub ticket_id: TicketId,
    /// Its number.
    pub number: String,
    /// The one that counts with it, or stands for itself again.
    pub other_id: TicketId,
    /// Its number.
    pub other_number: String,
    /// Where the other stands now.
    pub other_state: TicketState,
}

/// A merge that was none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct UnjoinTickets {
    /// Which merge.
    pub join: JoinId,
    /// Why they are two incidents.
    pub reason: String,
}

/// One complaint about two incidents: the second gets a number of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SplitTicket {
    /// Which ticket.
    pub ticket: TicketId,
    /// What the second is about.
    pub problem: ProblemCode,
    /// What the guest said of it.
    pub words: String,
    /// How bad it is; the problem's own where absent.
    pub severity: Option<Severity>,
    /// Who works on it; the problem's own where absent.
    pub department: Option<Department>,
    /// Why they are two.
    pub reason: String,
}

/// What a split answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SplitAnswer {
    /// Names the split.
    pub split_id: SplitId,
    /// The new ticket.
    pub ticket_id: TicketId,
    /// Its number.
    pub number: String,
}

/// A merge, seen from either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct TicketJoin {
    /// Names it.
    pub id: JoinId,
    /// The one that stays.
    pub keep: TicketId,
    /// Its number.
    pub keep_number: String,
    /// The one that was taken in.
    pub other: TicketId,
    /// Its number.
    pub other_number: String,
    /// Its room.
    pub other_room: String,
    /// What it is about.
    pub other_problem: ProblemCode,
    /// What the guest said.
    pub other_words: String,
    /// When it was taken.
    pub other_opened_at_ms: Instant,
    /// What was given or waits under it, minor units; points not among it.
    pub other_minor: Minor,
    /// Points that were given or wait under it.
    pub other_points: Points,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
    /// When what was owed under the other was posted.
    pub settled_at_ms: Option<Instant>,
    /// When it was taken apart; none while it stands.
    pub ended_at_ms: Option<Instant>,
    /// Who took it apart.
    pub ended_by_name: String,
    /// Why.
    pub ended_because: String,
}

/// A split, seen from either side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct TicketSplit {
    /// Names it.
    pub id: SplitId,
    /// The ticket that was one.
    pub from: TicketId,
    /// Its number.
    pub from_number: String,
    /// The second incident's.
    pub to: TicketId,
    /// Its number.
    pub to_number: String,
    /// Why.
    pub reason: String,
    /// Who.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
}

/// What history keeps: the facts, with which other ticket, and why.
#[derive(Serialize)]
struct Image<'f> {
    #[serde(flatten)]
    facts: &'f TicketFacts,
    with: Option<TicketId>,
    because: &'f str,
}

/// Makes two complaints about one incident count as one. The one that was opened first stays, with the stricter of both
/// promises and the earlier of both answers; the other is closed and points to it. What waits for 批示 under the other is
/// decided first. Where more was given under both together than those who gave may give in one case, somebody merges who may
/// approve that and gave none of it.
///
/// Errors: [`TicketRefusal`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn join(tx: &mut Tx<'_>, input: &JoinTickets) -> Result<JoinedTickets> {
    let op = tx.begin(Op::MergeTickets)?;
    let reason = text::required("reason", &input.reason, text::LINE_MAX)?;
    let (keep, other) = pair(tx, input)?;
    within_limits(tx, &keep, &other)?;
    let (after, taken, was) = rules::joined(keep.clone(), other.clone(), &tickets::act(tx));
    let id: JoinId = tx.new_id();
    tickets::rows::put(tx, Some(&keep), &after)?;
    tickets::rows::put(tx, Some(&other), &taken)?;
    timing::end_with(tx, &taken.facts)?;
    let settled = other.facts.closed_at_ms.is_some();
    rows::insert(tx, id, (after.facts.id, taken.facts.id), &reason, &was, settled)?;
    rows::lead(tx, taken.facts.id, Some(after.facts.id))?;
    let second = tx.begin(Op::MergeTickets)?;
    remember(tx, op, &after.facts, (&keep.facts, Some(taken.facts.id)), &reason)?;
    remember(tx, second, &taken.facts, (&other.facts, Some(after.facts.id)), &reason)?;
    Ok(answer(id, &after.facts, &taken.facts))
}

/// Takes a merge apart: the other comes back as it stood, the kept one gets its own clocks back where nothing changed them
/// since. Where what the house owed under the other was posted meanwhile it stays given, and the other comes back as a closed
/// complaint does ([`tickets::reopen`]).
///
/// Errors: [`TicketRefusal::JoinNotStanding`], [`TicketRefusal::MergedInto`] where the kept one was itself taken in since,
/// [`TicketRefusal::NotYourDepartment`], [`crate::base::error::Common`] naming the field, `not_found`.
pub fn unjoin(tx: &mut Tx<'_>, input: &UnjoinTickets) -> Result<JoinedTickets> {
    let op = tx.begin(Op::UnmergeTickets)?;
    let reason = text::required("reason", &input.reason, text::LINE_MAX)?;
    let (stands, was) = rows::one(tx.db(), input.join)?;
    if stands.ended_at_ms.is_some() {
        return Err(TicketRefusal::JoinNotStanding.into());
    }
    counts_itself(tx.db(), stands.keep)?;
    let (keep, other) = (tickets::rows::case(tx.db(), stands.keep)?, tickets::rows::case(tx.db(), stands.other)?);
    for case in [&keep, &other] {
        ticket_rules::may_work(tx.session(), case)?;
    }
    let (alone, back) = rules::apart(keep.clone(), other.clone(), &was);
    rows::end(tx, input.join, &reason)?;
    rows::lead(tx, back.facts.id, None)?;
    tickets::rows::put(tx, Some(&keep), &alone)?;
    let back = came_back(tx, &other, back, stands.settled_at_ms, &reason)?;
    let second = tx.begin(Op::UnmergeTickets)?;
    remember(tx, op, &alone.facts, (&keep.facts, None), &reason)?;
    remember(tx, second, &back.facts, (&other.facts, None), &reason)?;
    Ok(answer(input.join, &alone.facts, &back.facts))
}

/// Gives the second incident of a complaint a ticket of its own. The guest complained when the first was taken, so its clocks
/// run from there; who was answered was answered.
///
/// Errors: [`TicketRefusal::Closed`], [`TicketRefusal::NotYourDepartment`], [`crate::base::error::Common`] naming the field,
/// `not_found`.
pub fn split(tx: &mut Tx<'_>, input: &SplitTicket) -> Result<SplitAnswer> {
    let op = tx.begin(Op::SplitTicket)?;
    let reason = text::required("reason", &input.reason, text::LINE_MAX)?;
    let from = tickets::rows::case(tx.db(), input.ticket)?;
    ticket_rules::may_work(tx.session(), &from)?;
    ticket_rules::must_be_complaint(&from)?;
    if from.facts.closed_at_ms.is_some() {
        return Err(TicketRefusal::Closed.into());
    }
    let opened = opened(tx, &from, input)?;
    let second = rules::as_answered(opened.clone(), &from);
    tickets::rows::put(tx, None, &opened)?;
    tickets::rows::put(tx, Some(&opened), &second)?;
    let to = second.facts.id;
    merged::came_with(tx, from.facts.id, MovedKind::Ticket, to)?;
    if let Some(stay) = second.facts.stay {
        merged::came_with(tx, stay, MovedKind::Ticket, to)?;
    }
    let id: SplitId = tx.new_id();
    rows::insert_split(tx, id, (from.facts.id, to), &reason)?;
    let of_second = tx.begin(Op::SplitTicket)?;
    remember(tx, op, &from.facts, (&from.facts, Some(to)), &reason)?;
    let image = Image { facts: &second.facts, with: Some(from.facts.id), because: &reason };
    record_facts(tx, of_second, Change::added(to, &image)?, &second.facts)?;
    Ok(SplitAnswer { split_id: id, ticket_id: to, number: second.facts.number })
}

/// Returns nothing where a ticket counts for itself.
///
/// Errors: [`TicketRefusal::MergedInto`].
pub(crate) fn counts_itself(db: &Db, ticket: TicketId) -> Result<()> {
    match rows::merged_into(db, ticket)? {
        Some(number) => Err(TicketRefusal::MergedInto { number }.into()),
        None => Ok(()),
    }
}

/// Returns the open complaints that may be about the same incident as `ticket`, as `session` may see them: of the same guest or
/// room first, then of the same problem, what was taken nearest in time first; at most [`LIKE_MAX`].
///
/// Errors: `not_found`.
pub fn like(db: &Db, session: &Session, ticket: TicketId) -> Result<Vec<InboxLine>> {
    let facts = tickets::rows::facts(db, ticket)?;
    let mut lines = tickets::every_open(db, session)?;
    lines.retain(|line| line.id != ticket);
    lines.sort_by_key(|line| {
        let apart = line.opened_at_ms.ms().abs_diff(facts.opened_at_ms.ms());
        (Reverse(rules::likeness(&facts, line)), apart)
    });
    lines.truncate(LIKE_MAX);
    Ok(lines)
}

/// Notes that what was owed under the tickets that were taken into `ticket` is posted: it is never posted again.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(crate) fn settle(tx: &Tx<'_>, ticket: TicketId) -> Result<()> {
    rows::taken_in(tx.db(), ticket)?.into_iter().try_for_each(|other| rows::settle(tx, other))
}

/// Returns which of the two stays and which is taken in.
fn pair(tx: &Tx<'_>, input: &JoinTickets) -> Result<(Case, Case)> {
    if input.keep == input.other {
        return Err(TicketRefusal::SameTicket.into());
    }
    let (one, two) = (tickets::rows::case(tx.db(), input.keep)?, tickets::rows::case(tx.db(), input.other)?);
    for case in [&one, &two] {
        ticket_rules::may_work(tx.session(), case)?;
        ticket_rules::must_be_complaint(case)?;
        counts_itself(tx.db(), case.facts.id)?;
    }
    Ok(rules::in_order(one, two)?)
}

fn within_limits(tx: &Tx<'_>, keep: &Case, other: &Case) -> Result<()> {
    let given = rows::given(tx.db(), [keep.facts.id, other.facts.id])?;
    let limits = authority::limits(tx.db())?.limits;
    rules::may_be_one(&given, &limits, tx.session())?;
    Ok(())
}

/// Returns the other one as it stands now: as it stood, or, where it was paid meanwhile, like a closed one that comes back.
fn came_back(tx: &mut Tx<'_>, merged: &Case, back: Case, settled: Option<Instant>, reason: &str) -> Result<Case> {
    let paid = settled.filter(|_| back.facts.closed_at_ms.is_none());
    let Some(at) = paid else {
        tickets::rows::put(tx, Some(merged), &back)?;
        return Ok(back);
    };
    let mut closed = back;
    (closed.facts.closed_at_ms, closed.facts.closed_by) = (Some(at), merged.facts.closed_by);
    let promises = timing::clock_rules(tx.db())?.rules;
    let after = reopening::came_back(closed.clone(), &promises, &tickets::act(tx))?;
    let pauses = timing::pauses(tx.db(), closed.facts.id)?.len();
    let id: ReopeningId = tx.new_id();
    reopening::rows::insert(tx, id, &closed, reason, pauses)?;
    tickets::rows::put(tx, Some(merged), &after)?;
    Ok(after)
}

fn opened(tx: &mut Tx<'_>, from: &Case, input: &SplitTicket) -> Result<Case> {
    let number = tickets::rows::next_number(tx)?;
    let promises = timing::clock_rules(tx.db())?.rules;
    let place = Place {
        guest: from.facts.guest,
        stay: from.facts.stay,
        room_no: from.facts.room_no.clone(),
        complainant: rules::complainant(from),
        about_guest: None,
    };
    let intake = OpenTicket {
        kind: from.facts.kind,
        // The place is the first one's: nobody is looked for.
        subject: Subject::Outside { name: String::new() },
        problem: input.problem,
        severity: input.severity,
        mood: from.facts.mood,
        words: input.words.clone(),
        area: None,
        touchpoint: None,
        department: input.department,
        about: None,
    };
    let then = ticket_rules::Act { at: from.facts.opened_at_ms, date: from.facts.business_date, ..tickets::act(tx) };
    ticket_rules::open(tx.new_id(), number, place, &intake, &promises, &then)
}

fn remember(
    tx: &mut Tx<'_>,
    op: crate::db::Begun,
    after: &TicketFacts,
    before: (&TicketFacts, Option<TicketId>),
    reason: &str,
) -> Result<()> {
    let (old, with) = before;
    let old = Image { facts: old, with: None, because: "" };
    let new = Image { facts: after, with, because: reason };
    record_facts(tx, op, Change::updated(after.id, &old, &new)?, after)
}

fn answer(join_id: JoinId, keep: &TicketFacts, other: &TicketFacts) -> JoinedTickets {
    JoinedTickets {
        join_id,
        ticket_id: keep.id,
        number: keep.number.clone(),
        other_id: other.id,
        other_number: other.number.clone(),
        other_state: other.state,
    }
}
