//! A complaint of the practice hotel worked through the tickets' own rules, step by step, as its people would have done it.

use chrono::{Duration, NaiveDateTime};

use super::{
    complaints::{PROPOSED, STEPS},
    records::{Author, Complaint, Offer},
    words::Words,
};
use crate::{
    base::{error::Result, ids::RemedyId, money::Minor, points::Points},
    tickets::{
        Area, Cause, Check, Decision, Finding, Hand, HouseCause, NewRemedy, OpenTicket, Past, Problem, StepBody, Subject,
        TicketKind, TicketState, problem,
    },
};

/// Minutes after the opening at which each thing is done, where nothing hurries it.
const JUDGED: i64 = 10;
const ASSIGNED: i64 = 15;
const ANALYSED: i64 = 40;
const NOTED: i64 = 45;
const PLANNED: i64 = 50;
const APPROVED: i64 = 70;
const TOLD: i64 = 85;
const ANSWERED: i64 = 95;
/// All of it fits into so many minutes.
const WHOLE: i64 = 100;

/// Returns the intake of a complaint.
pub fn intake(complaint: &Complaint) -> OpenTicket {
    OpenTicket {
        kind: TicketKind::Complaint,
        subject: Subject::Outside { name: String::new() },
        problem: complaint.problem,
        severity: Some(complaint.severity),
        mood: Some(complaint.mood),
        words: complaint.words.clone(),
        area: None,
        touchpoint: None,
        department: None,
        about: None,
    }
}

/// One complaint on its way, with what it needs to go on.
pub struct Replay<'r> {
    /// What happened.
    pub complaint: &'r Complaint,
    /// Texts of causes and answers.
    pub words: &'r Words,
    /// Tells its texts apart from those of the others.
    pub ordinal: u64,
    /// The time up to which it is told.
    pub now: NaiveDateTime,
    /// The hotel's person and instant of a local time.
    pub hand: &'r dyn Fn(Author, NaiveDateTime) -> Hand,
}

impl Replay<'_> {
    /// Records everything that happened after the opening. `remedy` is the id of what is offered.
    ///
    /// Errors: a rule of the tickets said no, which a test holds to be impossible.
    pub fn work(&self, ticket: &mut Past, remedy: RemedyId) -> Result<()> {
        let complaint = self.complaint;
        let about = problem(complaint.problem);
        if let Some(at) = complaint.apologised {
            ticket.apologise((self.hand)(Author::Duty, at))?;
        }
        if complaint.steps >= 2 {
            ticket.step(&judge(complaint), Vec::new(), self.duty(JUDGED))?;
        }
        if complaint.grounds != Finding::No {
            self.plan(ticket, about, remedy)?;
        }
        if !complaint.note.is_empty() {
            ticket.note(&complaint.note, self.duty(NOTED))?;
        }
        if complaint.steps > PROPOSED {
            self.carry_out(ticket)?;
        }
        match complaint.closed {
            Some(at) => ticket.close((self.hand)(Author::Duty, at)),
            None => Ok(()),
        }
    }

    /// Steps ③ to ⑥, as far as the house has come.
    fn plan(&self, ticket: &mut Past, about: &Problem, remedy: RemedyId) -> Result<()> {
        let complaint = self.complaint;
        if complaint.steps >= 3 {
            let owner = self.duty(ASSIGNED).user;
            ticket.step(&StepBody::Assign { department: about.department, owner }, Vec::new(), self.duty(ASSIGNED))?;
        }
        if complaint.steps >= 4 {
            ticket.step(&analyse(about.area, self.words.cause(about.area, self.ordinal)), Vec::new(), self.duty(ANALYSED))?;
        }
        if complaint.steps >= PROPOSED {
            let remedies = complaint.offer.as_ref().map(new_remedy).transpose()?;
            let ids = remedies.iter().map(|_| remedy).collect();
            let words = "先致歉，再按授权处理".to_owned();
            let proposal = StepBody::Propose { words, remedies: remedies.into_iter().collect(), withdraw: Vec::new() };
            ticket.step(&proposal, ids, self.duty(PLANNED))?;
        }
        if complaint.steps > PROPOSED && ticket.answer().state == TicketState::AwaitingApproval {
            let approval =
                StepBody::Approve {
                    remedies: Vec::new(), decision: Decision::Approved, words: "同意，向客人说明".to_owned()
                };
            ticket.step(&approval, Vec::new(), (self.hand)(Author::General, self.at(APPROVED)))?;
        }
        Ok(())
    }

    /// Step ⑦: the guest is told; whose complaint is closed has answered too.
    fn carry_out(&self, ticket: &mut Past) -> Result<()> {
        let complaint = self.complaint;
        let done = |words: &str| Some(Check::Done { words: words.to_owned() });
        let told = StepBody::CarryOut {
            responsible_handled: done("已在班前会说明"),
            guest_told: done("已向客人说明处理办法"),
            feedback: None,
            callback_at_ms: complaint.callback.map(|at| (self.hand)(Author::Duty, at).at),
        };
        ticket.step(&told, Vec::new(), self.duty(TOLD))?;
        if complaint.steps < STEPS {
            return Ok(());
        }
        let answered = StepBody::CarryOut {
            responsible_handled: None,
            guest_told: None,
            feedback: done(self.words.feedback(self.ordinal)),
            callback_at_ms: None,
        };
        ticket.step(&answered, Vec::new(), self.duty(ANSWERED))
    }

    fn duty(&self, minutes: i64) -> Hand {
        (self.hand)(Author::Duty, self.at(minutes))
    }

    /// The local time so many minutes after the opening; all is earlier by its share where the whole has less time.
    fn at(&self, minutes: i64) -> NaiveDateTime {
        let opened = self.complaint.opened;
        let seconds = (self.complaint.closed.unwrap_or(self.now) - opened).num_seconds();
        opened + Duration::seconds((minutes * 60).min(seconds * minutes / WHOLE))
    }
}

fn judge(complaint: &Complaint) -> StepBody {
    let why = match complaint.grounds {
        Finding::Yes => "现场看过，属实",
        Finding::Partly => "部分属实，要求偏高",
        Finding::No => "查记录与现场，不属实，已向客人说明",
    };
    let demand = if complaint.grounds == Finding::Yes { Finding::Yes } else { Finding::Partly };
    StepBody::Judge { grounds: complaint.grounds, demand, why: why.to_owned() }
}

fn analyse(area: Area, happened: &str) -> StepBody {
    let (cause, house_cause) = match area {
        Area::Facilities => (Cause::Quality, HouseCause::Equipment),
        Area::Service => (Cause::Attitude, HouseCause::Skill),
        Area::FoodDrink => (Cause::Quality, HouseCause::Goods),
        Area::Safety => (Cause::Communication, HouseCause::Management),
        Area::Rules => (Cause::NotAsExpected, HouseCause::Management),
    };
    StepBody::Analyse { cause, house_cause: Some(house_cause), happened: happened.to_owned(), responsible: String::new() }
}

fn new_remedy(offer: &Offer) -> Result<NewRemedy> {
    let broken = || super::broken("an offer beyond its bound");
    Ok(NewRemedy {
        remedy: offer.remedy,
        words: offer.words.to_owned(),
        amount_minor: Minor::new(offer.cost_fen).ok_or_else(broken)?,
        points: Points::new(offer.points).ok_or_else(broken)?,
    })
}
