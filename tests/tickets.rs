//! Complaints against a real file: scenario B, and that no path leads past a limit or round an approval.

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
    tickets::{
        self, Above, Cause, Check, ClockKind, Decision, Finding, HouseCause, Missing, Mood, NewRemedy, NoteTicket, OpenTicket,
        ProblemCode, Remedy, RemedyState, Severity, StepBody, StepTicket, Subject, Ticket, TicketAnswer, TicketFilter,
        TicketScope, TicketState,
    },
};
use support::hotel::{Hotel, code, hotel};

const LEAK: &str = "天花板滴水，床和行李箱都湿了，要求今晚换房、免房费";

fn leak(subject: Subject) -> OpenTicket {
    OpenTicket {
        subject,
        problem: ProblemCode::WaterLeak,
        severity: Some(Severity::Urgent),
        mood: Some(Mood::Venting),
        words: LEAK.to_owned(),
        area: None,
        touchpoint: None,
        department: None,
    }
}

/// A ticket under work, so that a test reads as what the house does.
struct Desk<'h> {
    hotel: &'h Hotel,
    ticket: TicketId,
}

impl<'h> Desk<'h> {
    fn of(hotel: &'h Hotel, guest: GuestId) -> Self {
        let input = leak(Subject::Guest { guest });
        let answer = open(hotel, Role::Receptionist, &input).expect("a complaint is taken").value;
        Self { hotel, ticket: answer.ticket_id }
    }

    fn step(&self, role: Role, body: StepBody) -> Result<Done<TicketAnswer>> {
        let input = StepTicket { ticket: self.ticket, body };
        self.hotel.write(role, input.body.op(), &input, |tx| tickets::step(tx, &input))
    }

    fn judged(&self, grounds: Finding) -> Result<Done<TicketAnswer>> {
        self.step(Role::DutyManager, StepBody::Judge { grounds, demand: Finding::Partly, why: "看过现场".to_owned() })
    }

    fn assigned(&self, department: Department) -> Result<Done<TicketAnswer>> {
        let owner = self.hotel.session(Role::DepartmentHead).user;
        self.step(Role::DutyManager, StepBody::Assign { department, owner })
    }

    fn analysed(&self) -> Result<Done<TicketAnswer>> {
        let body = StepBody::Analyse {
            cause: Cause::Quality,
            house_cause: Some(HouseCause::Equipment),
            happened: "1015 空调冷凝管堵".to_owned(),
            responsible: "张三".to_owned(),
        };
        self.step(Role::DutyManager, body)
    }

    fn proposed(&self, role: Role, remedies: Vec<NewRemedy>) -> Result<Done<TicketAnswer>> {
        self.step(role, StepBody::Propose { words: "先换房，再处理".to_owned(), remedies, withdraw: Vec::new() })
    }

    fn decided(&self, role: Role, decision: Decision) -> Result<Done<TicketAnswer>> {
        self.step(role, StepBody::Approve { remedies: Vec::new(), decision, words: "同意免一晚".to_owned() })
    }

    fn carried_out(&self, checks: [Option<Check>; 3]) -> Result<Done<TicketAnswer>> {
        let [responsible_handled, guest_told, feedback] = checks;
        self.step(Role::DutyManager, StepBody::CarryOut { responsible_handled, guest_told, feedback, callback_at_ms: None })
    }

    fn to_the_plan(&self) {
        self.judged(Finding::Yes).expect("② is taken");
        self.assigned(Department::Engineering).expect("③ is taken");
        self.analysed().expect("④ is taken");
    }

    fn close(&self) -> Result<Done<TicketAnswer>> {
        self.hotel.write(Role::DutyManager, Op::CloseTicket, &self.ticket, |tx| tickets::close_ticket(tx, self.ticket))
    }

    fn shown(&self, role: Role) -> Ticket {
        let session = self.hotel.session(role);
        self.hotel.read(|db| tickets::show(db, &session, self.ticket))
    }

    fn remedies(&self) -> Vec<(Remedy, RemedyState, Option<Above>)> {
        let shown = self.shown(Role::DutyManager);
        shown.remedies.iter().map(|remedy| (remedy.facts.remedy, remedy.facts.state, remedy.facts.above)).collect()
    }
}

fn open(hotel: &Hotel, role: Role, input: &OpenTicket) -> Result<Done<TicketAnswer>> {
    hotel.write(role, Op::OpenTicket, input, |tx| tickets::open_ticket(tx, input))
}

fn done(words: &str) -> Option<Check> {
    Some(Check::Done { words: words.to_owned() })
}

fn money(remedy: Remedy, words: &str, minor: i64) -> NewRemedy {
    NewRemedy { remedy, words: words.to_owned(), amount_minor: Minor::new(minor).unwrap_or_default(), points: Points::ZERO }
}

fn points(count: i64) -> NewRemedy {
    NewRemedy {
        remedy: Remedy::Points,
        words: String::new(),
        amount_minor: Minor::ZERO,
        points: Points::new(count).unwrap_or_default(),
    }
}

#[test]
fn an_intake_of_five_inputs_gives_number_clocks_and_step_one_at_once() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let first = open(&hotel, Role::Receptionist, &leak(Subject::Guest { guest })).expect("taken").value;
    assert_eq!(first.number, "TS-20260714-A01", "business date, desk letter, running count");
    let second = open(&hotel, Role::DutyManager, &leak(Subject::Outside { name: "路人".to_owned() })).expect("taken").value;
    assert_eq!(second.number, "TS-20260714-A02");
    let session = hotel.session(Role::Receptionist);
    let id = hotel.read(|db| tickets::by_number(db, "ts-20260714-a01"));
    let ticket = hotel.read(|db| tickets::show(db, &session, id));
    assert_eq!((ticket.facts.department, ticket.facts.guest), (Department::Engineering, Some(guest)), "the problem fills 部门");
    assert_eq!(ticket.steps.len(), 1, "① is what was just taken");
    assert_eq!(ticket.facts.state, TicketState::AwaitingAnswer);
    let due: Vec<(ClockKind, i64)> =
        ticket.clocks.iter().map(|clock| (clock.kind, (clock.due_ms.ms() - hotel.now().ms()) / 60_000)).collect();
    assert_eq!(due, [(ClockKind::Answer, 15), (ClockKind::Start, 30), (ClockKind::Solve, 24 * 60)]);
    assert_eq!(ticket.next_step, Some(2));
}

#[test]
fn scenario_b_from_the_leak_to_the_closed_ticket() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    enrol(&hotel, guest);
    let desk = Desk::of(&hotel, guest);
    hotel.pass_minutes(4);
    hotel.write(Role::DutyManager, Op::ApologiseTicket, &desk.ticket, |tx| tickets::apologise(tx, desk.ticket)).expect("已致歉");
    desk.to_the_plan();
    let plan = vec![money(Remedy::Waive, "免房费一晚", 88_000), money(Remedy::Laundry, "干洗", 15_000), points(500)];
    let answer = desk.proposed(Role::DutyManager, plan).expect("⑤ is taken").value;
    assert_eq!(
        desk.remedies(),
        [
            (Remedy::Waive, RemedyState::Awaiting, Some(Above::Case)),
            (Remedy::Laundry, RemedyState::WithinLimit, None),
            (Remedy::Points, RemedyState::WithinLimit, None),
        ],
        "what is inside goes at once, whatever stands above it in the list"
    );
    assert_eq!(answer.state, TicketState::AwaitingApproval);
    let duty = hotel.session(Role::DutyManager);
    let date = hotel.store.hotel().clock.business_date(hotel.now());
    let authority = hotel.read(|db| tickets::authority(db, &duty, Some(desk.ticket), date));
    assert_eq!(authority.used.case_minor.minor(), 20_000, "500 points cost ¥50; the ¥880 does not use the authority");
    assert_eq!(code(&desk.carried_out([None, done("已告知"), None])), "step_too_early", "⑦ waits for ⑥");
    assert_eq!(code(&desk.decided(Role::DutyManager, Decision::Approved)), "own_request");
    desk.decided(Role::GeneralManager, Decision::Approved).expect("⑥ is taken");
    desk.carried_out([None, done("已告知"), None]).expect("⑦ in parts");
    assert_eq!(desk.shown(Role::DutyManager).facts.state, TicketState::AwaitingCallback);
    let refused = desk.close().expect_err("not yet");
    assert_eq!(refused.code(), "still_missing");
    assert_eq!(refused.args()[0].1, "responsible_handled,feedback", "the list says what");
    desk.carried_out([done(""), None, done("满意")]).expect("the rest of ⑦");
    let closed = desk.close().expect("nothing is missing").value;
    assert_eq!((closed.state, closed.missing), (TicketState::Closed, Vec::new()));
    let due = hotel.read(|db| tickets::points_due(db, desk.ticket));
    assert_eq!(due.iter().map(|due| (due.guest, due.points.count())).collect::<Vec<_>>(), [(guest, 500)]);
    assert_eq!(code(&desk.judged(Finding::No)), "ticket_closed");
    assert_eq!(code(&desk.proposed(Role::GeneralManager, vec![money(Remedy::Gift, "水果", 100)])), "ticket_closed");
}

fn enrol(hotel: &Hotel, guest: GuestId) {
    let input = lobby_core::loyalty::Enrol { guest };
    hotel
        .write(Role::Receptionist, Op::EnrolMember, &input, |tx| lobby_core::loyalty::enrol(tx, &input))
        .expect("the guest is enrolled");
}
