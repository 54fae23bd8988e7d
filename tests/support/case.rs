//! One complaint under work, so that a test of authority reads as what the house does.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, RemedyId, TicketId},
        money::Minor,
        points::Points,
        role::{Department, Role},
    },
    db::Done,
    flows,
    tickets::{
        self, Above, Cause, Check, Decision, Finding, NewRemedy, OpenTicket, ProblemCode, Remedy, RemedyState, ReopenTicket,
        StepBody, StepTicket, Subject, Ticket, TicketAnswer, TicketKind,
    },
};

use super::hotel::Hotel;

/// A ticket and the hotel it is in.
pub struct Case<'h> {
    pub hotel: &'h Hotel,
    pub ticket: TicketId,
}

/// Returns the intake of a leak.
pub fn leak(subject: Subject) -> OpenTicket {
    OpenTicket {
        kind: TicketKind::Complaint,
        subject,
        problem: ProblemCode::WaterLeak,
        severity: None,
        mood: None,
        words: "天花板滴水".to_owned(),
        area: None,
        touchpoint: None,
        department: None,
        about: None,
    }
}

/// Returns a remedy in money, in minor units.
pub fn money(remedy: Remedy, minor: i64) -> NewRemedy {
    let amount_minor = Minor::new(minor).expect("a small sum");
    NewRemedy { remedy, words: remedy.word().to_owned(), amount_minor, points: Points::ZERO }
}

/// Returns a remedy in points.
pub fn points(count: i64) -> NewRemedy {
    let points = Points::new(count).expect("a small count");
    NewRemedy { remedy: Remedy::Points, words: String::new(), amount_minor: Minor::ZERO, points }
}

/// Returns a check of step ⑦ that is done.
pub fn done(words: &str) -> Option<Check> {
    Some(Check::Done { words: words.to_owned() })
}

impl<'h> Case<'h> {
    /// Returns a new complaint of `guest`, worked on as far as step ④.
    pub fn planned(hotel: &'h Hotel, guest: GuestId) -> Self {
        let case = Self::of(hotel, Subject::Guest { guest });
        case.to_the_plan();
        case
    }

    /// Returns a new complaint.
    pub fn of(hotel: &'h Hotel, subject: Subject) -> Self {
        let input = leak(subject);
        let opened = hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input));
        Self { hotel, ticket: opened.expect("a complaint is taken").value.ticket_id }
    }

    /// Takes steps ② to ④.
    pub fn to_the_plan(&self) {
        let owner = self.hotel.session(Role::DepartmentHead).user;
        let steps = [
            StepBody::Judge { grounds: Finding::Yes, demand: Finding::Partly, why: "看过现场".to_owned() },
            StepBody::Assign { department: Department::Engineering, owner },
            StepBody::Analyse {
                cause: Cause::Quality,
                house_cause: None,
                happened: "冷凝管堵".to_owned(),
                responsible: String::new(),
            },
        ];
        for body in steps {
            self.step(Role::DutyManager, body).expect("a step is taken");
        }
    }

    /// Records one step as `role`.
    pub fn step(&self, role: Role, body: StepBody) -> Result<Done<TicketAnswer>> {
        let input = StepTicket { ticket: self.ticket, body };
        self.hotel.write(role, input.body.op(), &input, |tx| flows::compensate::step(tx, &input))
    }

    /// Takes step ⑤ as `role`.
    pub fn proposed(&self, role: Role, remedies: Vec<NewRemedy>) -> Result<Done<TicketAnswer>> {
        self.step(role, StepBody::Propose { words: "处理".to_owned(), remedies, withdraw: Vec::new() })
    }

    /// Takes a remedy back as `role`.
    pub fn withdrawn(&self, role: Role, remedy: RemedyId) -> Result<Done<TicketAnswer>> {
        self.step(role, StepBody::Propose { words: "撤回".to_owned(), remedies: Vec::new(), withdraw: vec![remedy] })
    }

    /// Takes step ⑥ on all that waits as `role`.
    pub fn decided(&self, role: Role, decision: Decision) -> Result<Done<TicketAnswer>> {
        self.step(role, StepBody::Approve { remedies: Vec::new(), decision, words: "同意".to_owned() })
    }

    /// Takes the whole of step ⑦.
    pub fn carried_out(&self) -> Result<Done<TicketAnswer>> {
        let body = StepBody::CarryOut {
            responsible_handled: done("已处理"),
            guest_told: done("已告知"),
            feedback: done("满意"),
            callback_at_ms: None,
        };
        self.step(Role::DutyManager, body)
    }

    /// Closes it.
    pub fn close(&self) -> Result<Done<TicketAnswer>> {
        self.hotel.write(Role::DutyManager, Op::CloseTicket, &self.ticket, |tx| flows::compensate::close_ticket(tx, self.ticket))
    }

    /// Opens it again as `role`.
    pub fn reopened(&self, role: Role) -> Result<Done<TicketAnswer>> {
        let input = ReopenTicket { ticket: self.ticket, reason: "又漏了".to_owned() };
        self.hotel.write(role, Op::ReopenTicket, &input, |tx| tickets::reopen(tx, &input))
    }

    /// Returns it as the general manager sees it.
    pub fn shown(&self) -> Ticket {
        let session = self.hotel.session(Role::GeneralManager);
        self.hotel.read(|db| tickets::show(db, &session, self.ticket))
    }

    /// Returns where each remedy stands and what it was above.
    pub fn standing(&self) -> Vec<(RemedyState, Option<Above>)> {
        self.shown().remedies.iter().map(|remedy| (remedy.facts.state, remedy.facts.above)).collect()
    }
}
