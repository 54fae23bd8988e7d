//! Tickets that happened before this file: a bulk operation replays them through the same rules, so that no row stands in the
//! file that the desk could not have written.

use super::{
    OpenTicket, TicketAnswer,
    kinds::RemedyState,
    limits::{self, Used},
    rows,
    rules::{self, Act, Author, Case, Place, Purse},
    steps::StepBody,
    timing::ClockRules,
};
use crate::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, NoteId, RawId, RemedyId, StayId, StepId, TicketId, UserId},
        role::Role,
        text,
        time::{BusinessDate, HotelClock, Instant},
    },
    db::Tx,
};

/// Who did something, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub user: UserId,
    /// Their role; limits follow from it.
    pub role: Role,
    /// When.
    pub at: Instant,
}

/// Where a past complaint happened and whose it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scene {
    /// Whose.
    pub guest: Option<GuestId>,
    /// On which stay.
    pub stay: Option<StayId>,
    /// In which room; empty where none.
    pub room_no: String,
    /// Whether the guest is a member, who can be given points.
    pub member: bool,
}

/// One ticket as it grew.
#[derive(Debug, Clone)]
pub struct Past {
    case: Case,
    hands: Vec<(UserId, Instant)>,
    notes: Vec<(String, UserId, Instant)>,
    member: bool,
    before: Used,
    clock: HotelClock,
    digits: u32,
}

impl Past {
    /// Returns the ticket with its clocks and step ①. `number` is one of [`number`]; the clock and digits are the hotel's.
    ///
    /// Errors: as [`super::open_ticket`].
    pub fn open(tx: &Tx<'_>, id: TicketId, number: String, scene: Scene, input: &OpenTicket, hand: Hand) -> Result<Self> {
        let (clock, digits, member) = (tx.hotel().clock, tx.hotel().minor_digits, scene.member);
        let place = Place { guest: scene.guest, stay: scene.stay, room_no: scene.room_no, ..Place::default() };
        let case = rules::open(id, number, place, input, &ClockRules::of_a_new_house(), &act_of(clock, digits, hand))?;
        Ok(Self { case, hands: vec![(hand.user, hand.at)], notes: Vec::new(), member, before: Used::default(), clock, digits })
    }

    /// Says what the person who will propose gave in this month before: [`Used::month_minor`] and [`Used::points_month`].
    #[must_use]
    pub fn after(self, before: Used) -> Self {
        let month = Used { month_minor: before.month_minor, points_month: before.points_month, ..Used::default() };
        Self { before: month, ..self }
    }

    /// Returns `before` and what this ticket gave on the proposer's own authority.
    pub fn given(&self) -> Used {
        let own = self.case.remedies.iter().filter(|remedy| remedy.state == RemedyState::WithinLimit);
        own.fold(self.before.clone(), |used, remedy| used.and(rules::gift_of(remedy)))
    }

    /// Adds 已致歉.
    ///
    /// Errors: as [`super::apologise`].
    pub fn apologise(&mut self, hand: Hand) -> Result<()> {
        self.case = rules::apologise(self.case.clone(), hand.at)?;
        Ok(())
    }

    /// Adds one step. Limits are looked at with what [`Past::after`] says; `remedies` are ids for what a proposal brings.
    ///
    /// Errors: as [`super::step`].
    pub fn step(&mut self, body: &StepBody, remedies: Vec<RemedyId>, hand: Hand) -> Result<()> {
        let (act, body, case) = (act_of(self.clock, self.digits, hand), rules::checked(body)?, self.case.clone());
        self.case = match body {
            StepBody::Propose { .. } => {
                let author = Author { purse: self.purse_of(hand), ids: remedies };
                rules::propose(case, body, author, self.member, &act)?
            }
            StepBody::Approve { .. } => {
                rules::approve(case, body, Op::ApproveRemedy.grant(hand.role), self.purse_of(hand), &act)?
            }
            StepBody::Record { .. }
            | StepBody::Judge { .. }
            | StepBody::Assign { .. }
            | StepBody::Analyse { .. }
            | StepBody::CarryOut { .. } => rules::simple_step(case, body, &act)?,
        };
        self.hands.push((hand.user, hand.at));
        Ok(())
    }

    /// Adds a note.
    ///
    /// Errors: as [`super::note`].
    pub fn note(&mut self, words: &str, hand: Hand) -> Result<()> {
        self.notes.push((text::required("words", words, text::NOTE_MAX)?, hand.user, hand.at));
        Ok(())
    }

    /// Closes it.
    ///
    /// Errors: as [`super::close_ticket`].
    pub fn close(&mut self, hand: Hand) -> Result<()> {
        self.case = rules::close(self.case.clone(), &act_of(self.clock, self.digits, hand))?;
        Ok(())
    }

    /// Returns where it stands and what it lacks.
    pub fn answer(&self) -> TicketAnswer {
        rules::answer(&self.case)
    }

    /// A past ticket was worked on under the limits of a new house.
    fn purse_of(&self, hand: Hand) -> Purse {
        Purse { limit: limits::limit(hand.role, self.digits), used: self.used_by(hand.user) }
    }

    fn used_by(&self, user: UserId) -> Used {
        let given = self.case.remedies.iter().filter(|remedy| {
            let proposed = remedy.proposed_by == user && remedy.state == RemedyState::WithinLimit;
            let approved = remedy.decided_by == Some(user) && remedy.state == RemedyState::Approved;
            proposed || approved
        });
        given.fold(self.before.clone(), |used, remedy| used.and(rules::gift_of(remedy)))
    }
}

/// Returns the `count`th number of `date` at the desk with `letter`: `TS-20260714-A03`.
pub fn number(date: BusinessDate, letter: char, count: i64) -> String {
    format!("{}{count:02}", series(date, letter))
}

/// Returns the series of [`crate::db::numbers`] in which [`number`] counts.
pub fn series(date: BusinessDate, letter: char) -> String {
    format!("TS-{}-{letter}", date.date().format("%Y%m%d"))
}

/// Writes a past ticket with its steps, remedies and notes, inside a bulk operation that records itself. The series of its
/// number is the caller's to keep ([`series`], [`crate::db::numbers::keep_at_least`]).
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add_bulk(tx: &Tx<'_>, past: &Past, mut new_id: impl FnMut() -> RawId) -> Result<()> {
    rows::insert_settled(tx, &past.case.facts)?;
    for (body, (user, at)) in past.case.steps.iter().zip(&past.hands) {
        rows::insert_step(tx, StepId(new_id()), past.case.facts.id, body, (*user, *at))?;
    }
    for remedy in &past.case.remedies {
        rows::put_remedy(tx, past.case.facts.id, remedy)?;
    }
    rows::put_due(tx, past.case.facts.id)?;
    for (words, user, at) in &past.notes {
        rows::insert_note(tx, NoteId(new_id()), past.case.facts.id, words, (*user, *at))?;
    }
    Ok(())
}

fn act_of(clock: HotelClock, digits: u32, hand: Hand) -> Act {
    Act { by: hand.user, at: hand.at, date: clock.business_date(hand.at), clock, digits }
}
