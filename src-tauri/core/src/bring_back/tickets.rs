//! Complaints of packages with their steps and what was given. Who did what is a post in a package, never a person: each post has
//! one stand-in here, who cannot sign in. What was written in a step did not leave the house; that it was done, when and by which
//! post did.

use std::collections::{BTreeMap, HashMap};

use super::{
    people::{Marks, People},
    rows,
    values::Row,
};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, RemedyId, StepId, TicketId, UserId},
        points::Points,
        role::{Department, Role},
        text,
        time::{BusinessDate, Instant},
    },
    db::{Tx, numbers},
    tickets::{
        Area, Cause, Decision, Finding, Mood, ProblemCode, Remedy, RemedyFacts, RemedyState, Severity, StepBody, TicketFacts,
        TicketKind, TicketState, Touchpoint, callback_due, promised, rows as ticket_rows,
    },
};

const TICKETS_MARK: u8 = 2;
const STEPS_MARK: u8 = 3;
const STANDINS_MARK: u8 = 4;
/// Local hour that stands for a day of which no hour is known.
const NOON: u32 = 12;

/// A complaint as its package tells it.
struct Complaint {
    facts: TicketFacts,
    cause: Option<Cause>,
    steps: Vec<(u8, Instant, Option<Role>)>,
    remedies: Vec<RemedyFacts>,
}

/// The complaints of all packages; those of one are written when it was read to its end.
pub struct Complaints {
    marks: Marks,
    open: BTreeMap<String, Complaint>,
    standins: BTreeMap<Role, UserId>,
    tickets: u64,
    steps: u64,
    remedies: u64,
    /// Complaints of a guest under which points were given and not found among the postings yet.
    given: HashMap<GuestId, Vec<(TicketId, i64)>>,
}

impl Complaints {
    /// Returns none.
    pub fn new(marks: Marks) -> Self {
        let (open, standins, given) = (BTreeMap::new(), BTreeMap::new(), HashMap::new());
        Self { marks, open, standins, tickets: 0, steps: 0, remedies: 0, given }
    }

    /// Returns how many complaints there are, and how often something was given.
    pub fn counts(&self) -> (u64, u64) {
        (self.tickets, self.remedies)
    }

    /// Reads a complaint.
    pub fn complaint(&mut self, tx: &Tx<'_>, row: &Row<'_>, people: &People) -> Result<()> {
        let id: TicketId = self.marks.id(TICKETS_MARK, self.tickets);
        self.tickets += 1;
        let guest = people.named(row)?.map(GuestId::from);
        let points: i64 = row.count("compensation_points")?;
        if let (Some(guest), 1..) = (guest, points) {
            self.given.entry(guest).or_default().push((id, points));
        }
        let opened = row.must("opened_at", row.instant("opened_at"))?;
        let severity = row.must("severity", row.word("severity", Severity::from_word))?;
        let due = promised(severity);
        let number = row.words("ticket_no", text::NAME_MAX)?;
        let by = self.standin(tx, Role::Receptionist)?;
        let facts = TicketFacts {
            id,
            number: number.clone(),
            kind: TicketKind::Complaint,
            guest,
            about_guest: None,
            stay: None,
            room_no: String::new(),
            problem: row.must("problem", row.word("problem", ProblemCode::from_word))?,
            area: row.must("area", row.word("area", Area::from_word))?,
            touchpoint: row.must("touchpoint", row.word("touchpoint", Touchpoint::from_word))?,
            severity,
            mood: row.word("mood", Mood::from_word)?,
            words: row.words("words", text::NOTE_MAX)?,
            state: row.must("state", row.word("state", TicketState::from_word))?,
            department: row.must("department", row.word("department", Department::from_word))?,
            owner: None,
            opened_by: by,
            opened_at_ms: opened,
            business_date: row.must("business_date", row.date("business_date"))?,
            answer_due_ms: opened.plus_minutes(due.answer_minutes),
            start_due_ms: opened.plus_minutes(due.start_minutes),
            solve_due_ms: opened.plus_minutes(due.solve_minutes),
            answered_at_ms: None,
            started_at_ms: None,
            apologised_at_ms: row.instant("apologised_at")?,
            solved_at_ms: row.instant("solved_at")?,
            callback_due_ms: None,
            closed_at_ms: row.instant("closed_at")?,
            closed_by: None,
        };
        let cause = row.word("cause", Cause::from_word)?;
        let complaint = Complaint { facts, cause, steps: Vec::new(), remedies: Vec::new() };
        if self.open.insert(number, complaint).is_some() {
            return Err(row.unfit("ticket_no").into());
        }
        Ok(())
    }

    /// Reads a step of a complaint.
    pub fn step(&mut self, row: &Row<'_>) -> Result<()> {
        let step = (row.count("step")?, row.must("recorded_at", row.instant("recorded_at"))?, row.word("post", Role::from_word)?);
        self.of(row)?.steps.push(step);
        Ok(())
    }

    /// Reads what was given under a complaint.
    pub fn remedy(&mut self, tx: &Tx<'_>, row: &Row<'_>) -> Result<()> {
        let state = row.must("state", row.word("state", RemedyState::from_word))?;
        let business_date: BusinessDate = row.must("business_date", row.date("business_date"))?;
        let noon = tx.hotel().clock.at_local(business_date.date(), NOON, 0).unwrap_or_else(|| tx.at());
        let decided_at_ms = row.instant("decided_at")?;
        let decided = decided_at_ms.is_some() || state == RemedyState::Approved;
        let remedy = RemedyFacts {
            id: RemedyId(row.id("compensation_id")?),
            remedy: row.must("remedy", row.word("remedy", Remedy::from_word))?,
            words: String::new(),
            amount_minor: row.money("amount")?,
            points: Points::new(row.count("points")?).ok_or_else(|| row.unfit("points"))?,
            state,
            above: None,
            proposed_by: self.standin(tx, Role::DutyManager)?,
            proposed_at_ms: noon,
            business_date,
            decided_by: if decided { Some(self.standin(tx, Role::GeneralManager)?) } else { None },
            decided_at_ms,
            decision: String::new(),
        };
        self.remedies += 1;
        self.of(row)?.remedies.push(remedy);
        Ok(())
    }

    /// Returns the complaint under which a guest was given these points; each answers once.
    pub fn given_to(&mut self, guest: GuestId, points: i64) -> Option<TicketId> {
        let open = self.given.get_mut(&guest)?;
        let place = open.iter().position(|(_, given)| *given == points).or((!open.is_empty()).then_some(0))?;
        Some(open.remove(place).0)
    }

    /// Writes the complaints of a package that was read to its end.
    pub fn write(&mut self, tx: &Tx<'_>) -> Result<()> {
        for (number, mut complaint) in std::mem::take(&mut self.open) {
            self.settled(tx, &mut complaint)?;
            let facts = &complaint.facts;
            ticket_rows::insert_settled(tx, facts)?;
            for (step, at, post) in &complaint.steps {
                let id: StepId = self.marks.id(STEPS_MARK, self.steps);
                self.steps += 1;
                let body = body(*step, &complaint, self.standin(tx, Role::DepartmentHead)?);
                let by = match post {
                    Some(post) => self.standin(tx, *post)?,
                    // Nobody's post is known: the record of nobody.
                    None => UserId(self.marks.id(STANDINS_MARK, Role::ALL.len() as u64)),
                };
                ticket_rows::insert_step(tx, id, facts.id, &body, (by, *at))?;
            }
            for remedy in &complaint.remedies {
                ticket_rows::put_remedy(tx, facts.id, remedy)?;
            }
            ticket_rows::put_due(tx, facts.id)?;
            keep_number(tx, &number)?;
        }
        Ok(())
    }

    /// Fills in what follows from the steps: who took it, when somebody answered and began.
    fn settled(&mut self, tx: &Tx<'_>, complaint: &mut Complaint) -> Result<()> {
        let first = |from: u8| complaint.steps.iter().filter(|(step, ..)| *step >= from).map(|(_, at, _)| *at).min();
        let (answered, started) = (first(2), first(3));
        let taken_by = complaint.steps.iter().find(|(step, ..)| *step == 1).and_then(|(.., post)| *post);
        let facts = &mut complaint.facts;
        if let Some(post) = taken_by {
            facts.opened_by = self.standin(tx, post)?;
        }
        if facts.state != TicketState::AwaitingAnswer {
            facts.answered_at_ms = answered.into_iter().chain(facts.apologised_at_ms).min().or(Some(facts.opened_at_ms));
            facts.started_at_ms = started.or(facts.solved_at_ms);
        }
        if facts.closed_at_ms.is_some() {
            facts.closed_by = Some(self.standin(tx, Role::DutyManager)?);
        }
        if facts.state == TicketState::AwaitingCallback {
            let clock = tx.hotel().clock;
            facts.callback_due_ms = Some(callback_due(&clock, facts.business_date, facts.opened_at_ms));
        }
        Ok(())
    }

    fn of(&mut self, row: &Row<'_>) -> Result<&mut Complaint> {
        let number = row.text("ticket_no")?;
        self.open.get_mut(number).ok_or_else(|| row.unfit("ticket_no").into())
    }

    /// Returns who stands for a post; made once.
    fn standin(&mut self, tx: &Tx<'_>, role: Role) -> Result<UserId> {
        if let Some(known) = self.standins.get(&role) {
            return Ok(*known);
        }
        let place = Role::ALL.iter().position(|known| *known == role).unwrap_or_default();
        let id: UserId = self.marks.id(STANDINS_MARK, place as u64);
        rows::put_standin(tx, id, role)?;
        self.standins.insert(role, id);
        Ok(id)
    }
}

/// Returns the step as far as it is known: that it was done, and its cause where it found one.
fn body(step: u8, complaint: &Complaint, head: UserId) -> StepBody {
    let nothing = String::new;
    match step {
        1 => StepBody::Record { complainant: nothing(), about: nothing(), demand: nothing() },
        2 => {
            let grounds = if complaint.facts.state == TicketState::Unfounded { Finding::No } else { Finding::Yes };
            StepBody::Judge { grounds, demand: Finding::Yes, why: nothing() }
        }
        3 => StepBody::Assign { department: complaint.facts.department, owner: head },
        4 => StepBody::Analyse {
            cause: complaint.cause.unwrap_or(Cause::Quality),
            house_cause: None,
            happened: nothing(),
            responsible: nothing(),
        },
        5 => StepBody::Propose { words: nothing(), remedies: Vec::new(), withdraw: Vec::new() },
        6 => StepBody::Approve { remedies: Vec::new(), decision: Decision::Approved, words: nothing() },
        _ => StepBody::CarryOut { responsible_handled: None, guest_told: None, feedback: None, callback_at_ms: None },
    }
}

/// Lets the numbers of that day and desk go on after this one: `TS-20260714-A03`.
fn keep_number(tx: &Tx<'_>, number: &str) -> Result<()> {
    let digits = number.len() - number.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (series, count) = number.split_at(digits);
    match count.parse() {
        Ok(count) => numbers::keep_at_least(tx, series, count),
        Err(_) => Ok(()),
    }
}
