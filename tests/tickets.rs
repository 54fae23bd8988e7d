//! Complaints against a real file: scenario B, and that no path leads past a limit or round an approval.

use std::cell::Cell;

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, RemedyId, TicketId},
        money::Minor,
        points::Points,
        role::{Department, Role},
        time::Instant,
    },
    db::Done,
    flows, history, loyalty,
    tickets::{
        self, Above, Cause, Check, ClockKind, Decision, Finding, HouseCause, Missing, Mood, NewRemedy, NoteTicket, OpenTicket,
        ProblemCode, Remedy, RemedyState, Severity, StepBody, StepTicket, Subject, Ticket, TicketAnswer, TicketFilter,
        TicketKind, TicketScope, TicketState,
    },
};
use proptest::{prelude::*, test_runner::TestRunner};
use support::hotel::{Hotel, code, hotel};

const LEAK: &str = "天花板滴水，床和行李箱都湿了，要求今晚换房、免房费";

fn leak(subject: Subject) -> OpenTicket {
    OpenTicket {
        kind: TicketKind::Complaint,
        subject,
        problem: ProblemCode::WaterLeak,
        severity: Some(Severity::Urgent),
        mood: Some(Mood::Venting),
        words: LEAK.to_owned(),
        area: None,
        touchpoint: None,
        department: None,
        about: None,
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
        self.hotel.write(Role::DutyManager, Op::CloseTicket, &self.ticket, |tx| flows::compensate::close_ticket(tx, self.ticket))
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
    assert_eq!(hotel.read(|db| loyalty::balance(db, guest)).count(), 0, "points are pending until ⑦ is done");
    assert_eq!(desk.shown(Role::DutyManager).facts.state, TicketState::AwaitingCallback);
    let refused = desk.close().expect_err("not yet");
    assert_eq!(refused.code(), "still_missing");
    assert_eq!(refused.args()[0].1, "responsible_handled,feedback", "the list says what");
    desk.carried_out([done(""), None, done("满意")]).expect("the rest of ⑦");
    let closed = desk.close().expect("nothing is missing").value;
    assert_eq!((closed.state, closed.missing), (TicketState::Closed, Vec::new()));
    assert_eq!(hotel.read(|db| loyalty::balance(db, guest)).count(), 500, "closing posts what was pending");
    let about = history::Filter { record: Some(guest.raw().into()), limit: None };
    let lines = hotel.read(|db| history::lines(db, &duty, &about));
    let operations: Vec<&str> = lines.iter().map(|line| line.operation.word()).collect();
    assert_eq!(operations[..3], ["give_goodwill", "close_ticket", "step_ticket"], "with who and when, about the guest");
    assert_eq!(code(&desk.judged(Finding::No)), "ticket_closed");
    assert_eq!(code(&desk.proposed(Role::GeneralManager, vec![money(Remedy::Gift, "水果", 100)])), "ticket_closed");
}

fn enrol(hotel: &Hotel, guest: GuestId) {
    let input = loyalty::Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &input, |tx| loyalty::enrol(tx, &input)).expect("the guest is enrolled");
}

#[test]
fn a_complaint_that_does_not_hold_is_still_answered_before_it_is_closed() {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("丁浩", "139 1234 1315"));
    let judged = desk.judged(Finding::No).expect("② is taken").value;
    assert_eq!((judged.state, judged.missing), (TicketState::Unfounded, vec![Missing::GuestTold]));
    assert_eq!(code(&desk.close()), "still_missing", "不成立 is no silence");
    desk.carried_out([None, done("已说明规定"), None]).expect("⑦ follows ② where nothing holds");
    let closed = desk.close().expect("answered").value;
    assert_eq!(closed.state, TicketState::Unfounded);
}

#[test]
fn an_amendment_is_another_row_and_the_last_one_counts() {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("丁浩", "139 1234 1315"));
    desk.judged(Finding::No).expect("② is taken");
    desk.to_the_plan();
    let shown = desk.shown(Role::DutyManager);
    assert_eq!(shown.steps.iter().filter(|step| step.body.number() == 2).count(), 2, "nothing is rewritten");
    assert_eq!(shown.facts.state, TicketState::InProgress, "the newer judgement counts");
    assert_eq!(shown.next_step, Some(5));
}

#[test]
fn a_callback_is_promised_for_a_time_to_come_and_stands_through_an_amendment() {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("李慧敏", "13852015521"));
    desk.to_the_plan();
    desk.proposed(Role::DutyManager, vec![money(Remedy::Laundry, "干洗", 15_000)]).expect("a proposal");
    let told = |due: Instant| {
        let guest_told = done("已告知");
        let body = StepBody::CarryOut { responsible_handled: None, guest_told, feedback: None, callback_at_ms: Some(due) };
        desk.step(Role::DutyManager, body)
    };
    let now = hotel.now();
    assert_eq!(code(&told(now.plus_minutes(-1))), "bad_value");
    let promised = now.plus_minutes(120);
    told(promised).expect("in two hours");
    assert_eq!(desk.shown(Role::DutyManager).facts.callback_due_ms, Some(promised));
    hotel.pass_minutes(180);
    told(promised).expect("what stands may have passed when the step is amended");
    assert_eq!(desk.shown(Role::DutyManager).facts.callback_due_ms, Some(promised));
}

#[test]
fn steps_come_one_after_the_other_and_by_those_who_may() {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("丁浩", "139 1234 1315"));
    assert_eq!(code(&desk.assigned(Department::Engineering)), "step_too_early");
    assert_eq!(code(&desk.proposed(Role::Receptionist, vec![])), "step_too_early");
    let judge = StepBody::Judge { grounds: Finding::Yes, demand: Finding::Yes, why: "属实".to_owned() };
    for role in [Role::Receptionist, Role::DataOfficer, Role::Administrator] {
        assert_eq!(code(&desk.step(role, judge.clone())), "not_allowed", "{role}");
    }
    assert_eq!(code(&desk.step(Role::DepartmentHead, judge)), "done", "a leak is their department's");
    desk.assigned(Department::FrontOffice).expect("handed to another department");
    let elsewhere = desk.analysed();
    assert_eq!(code(&elsewhere), "done");
    let propose = StepBody::Propose { words: "维修".to_owned(), remedies: Vec::new(), withdraw: Vec::new() };
    assert_eq!(code(&desk.step(Role::DepartmentHead, propose.clone())), "done", "the owner may go on");
    let nobody = StepBody::Assign { department: Department::Security, owner: hotel.session(Role::DutyManager).user };
    desk.step(Role::DutyManager, nobody).expect("handed on");
    assert_eq!(code(&desk.step(Role::DepartmentHead, propose)), "not_your_department");
    let session = hotel.session(Role::DepartmentHead);
    let hidden = hotel.store.read_as_house(|db| tickets::show(db, &session, desk.ticket));
    assert_eq!(code(&hidden), "not_found", "nor may they read it any more");
}

#[test]
fn an_owner_must_be_somebody_who_works_here() {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("丁浩", "139 1234 1315"));
    desk.judged(Finding::Yes).expect("② is taken");
    let stranger = lobby_core::base::ids::RawId::from_bytes([9; 16]).into();
    let assigned = desk.step(Role::DutyManager, StepBody::Assign { department: Department::Engineering, owner: stranger });
    assert_eq!(code(&assigned), "not_found");
}

#[test]
fn who_is_held_responsible_is_hidden_from_reception_and_other_departments() {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    desk.to_the_plan();
    let named = |role: Role| {
        let shown = desk.shown(role);
        let name = shown.steps.iter().find_map(|step| match &step.body {
            StepBody::Analyse { responsible, .. } => Some(responsible.clone()),
            _ => None,
        });
        (name.unwrap_or_default(), shown.responsible_hidden)
    };
    assert_eq!(named(Role::Receptionist), (String::new(), true));
    assert_eq!(named(Role::DutyManager), ("张三".to_owned(), false));
    assert_eq!(named(Role::DepartmentHead), ("张三".to_owned(), false), "of the head's own department");
    let duty = hotel.session(Role::DutyManager);
    let told = |role: Role| {
        let session = lobby_core::base::role::Session { role, ..duty.clone() };
        let filter = history::Filter { record: Some(desk.ticket.raw().into()), limit: None };
        let lines = hotel.read(|db| history::lines(db, &session, &filter));
        (lines.len(), lines.iter().flat_map(|line| &line.fields).any(|field| field.after.contains("张三")))
    };
    assert_eq!(told(Role::DutyManager), (4, true), "taken, ②, ③, ④");
    assert_eq!(told(Role::DataOfficer), (4, false), "the history keeps it from those without the right");
}

#[test]
fn a_double_click_opens_one_ticket_and_posts_one_remedy() {
    let hotel = hotel();
    let input = leak(Subject::Room { room: "0915".to_owned() });
    let request = hotel.request_with(Role::Receptionist, "one-click");
    let click = || hotel.store.write(&request, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input));
    let (first, second) = (click().expect("taken"), click().expect("answered again"));
    assert_eq!(first, second, "the same key answers the same");
    let other = OpenTicket { words: "别的".to_owned(), ..input.clone() };
    let reused = hotel.store.write(&request, Op::OpenTicket, &other, |tx| tickets::open_ticket(tx, &other));
    assert_eq!(code(&reused), "key_reused");
    assert_eq!(open(&hotel, Role::Receptionist, &input).expect("another").value.number, "TS-20260714-A02", "no number was lost");
}

#[test]
fn points_are_for_members_and_amounts_for_what_costs_something() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let desk = Desk::of(&hotel, guest);
    desk.to_the_plan();
    let cases = [
        (points(500), "not_a_member"),
        (money(Remedy::Waive, "", 0), "empty"),
        (money(Remedy::Waive, "", -1), "bad_value"),
        (money(Remedy::Points, "", 100), "empty"),
        (NewRemedy { remedy: Remedy::Gift, ..points(5) }, "bad_value"),
        (money(Remedy::RoomChange, "0915 → 1102", 0), "done"),
    ];
    for (remedy, expected) in cases {
        let outcome = desk.proposed(Role::DutyManager, vec![remedy.clone()]);
        assert_eq!(code(&outcome), expected, "{} of {:?}", remedy.remedy, remedy.amount_minor);
    }
    assert_eq!(desk.remedies().len(), 1, "a refused proposal leaves nothing");
}

#[test]
fn the_month_is_one_limit_over_all_cases_and_begins_anew() {
    let hotel = hotel();
    let count = Cell::new(1_000);
    let give = |minor: i64| {
        // Each is another guest: the same one's small gifts would be looked at together.
        count.set(count.get() + 1);
        let desk = Desk::of(&hotel, hotel.guest("李慧敏", &format!("139 1234 {}", count.get())));
        desk.to_the_plan();
        desk.proposed(Role::DutyManager, vec![money(Remedy::Waive, "", minor)]).expect("⑤ is taken");
        desk.remedies()[0]
    };
    for _ in 0..5 {
        assert_eq!(give(30_000), (Remedy::Waive, RemedyState::WithinLimit, None));
    }
    assert_eq!(give(1), (Remedy::Waive, RemedyState::Awaiting, Some(Above::Month)), "¥1,500 are given");
    hotel.pass_minutes(18 * 24 * 60);
    assert_eq!(give(30_000).1, RemedyState::WithinLimit, "August is another month");
}

#[test]
fn a_duty_manager_approves_inside_the_same_limits() {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    desk.to_the_plan();
    desk.proposed(Role::Receptionist, vec![money(Remedy::Waive, "", 20_000)]).expect("⑤ is taken");
    assert_eq!(desk.remedies()[0].1, RemedyState::Awaiting, "¥200 are above ¥50");
    desk.decided(Role::DutyManager, Decision::Approved).expect("inside ¥300");
    desk.proposed(Role::Receptionist, vec![money(Remedy::Waive, "", 20_000)]).expect("⑤ again");
    let refused = desk.decided(Role::DutyManager, Decision::Approved).expect_err("¥400 in one case");
    assert_eq!((refused.code(), refused.args()), ("above_own_limit", vec![("limit", "case".to_owned())]));
    desk.decided(Role::DutyManager, Decision::Refused).expect("saying no needs no limit");
    let states: Vec<RemedyState> = desk.remedies().iter().map(|remedy| remedy.1).collect();
    assert_eq!(states, [RemedyState::Approved, RemedyState::Refused]);
}

#[test]
fn what_was_proposed_can_be_taken_back_until_the_guest_was_told() {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    desk.to_the_plan();
    desk.proposed(Role::DutyManager, vec![money(Remedy::Laundry, "多打了一个零", 30_000)]).expect("⑤ is taken");
    let first = desk.shown(Role::DutyManager).remedies[0].facts.id;
    let instead = |role: Role, id: RemedyId, minor: i64| {
        let remedies = vec![money(Remedy::Laundry, "", minor)];
        desk.step(role, StepBody::Propose { words: "改正".to_owned(), remedies, withdraw: vec![id] })
    };
    assert_eq!(code(&instead(Role::GeneralManager, first, 3_000)), "remedy_settled", "only by the person who proposed it");
    instead(Role::DutyManager, first, 30_000).expect("corrected");
    assert_eq!(desk.remedies()[1].1, RemedyState::WithinLimit, "what was taken back is not used any more");
    desk.carried_out([None, done("已告知"), None]).expect("⑦");
    let second = desk.shown(Role::DutyManager).remedies[1].facts.id;
    assert_eq!(code(&instead(Role::DutyManager, second, 3_000)), "remedy_settled", "the house's word is given");
}

#[test]
fn lists_put_first_what_is_due_first_and_know_what_is_late() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let slow = OpenTicket { problem: ProblemCode::NoIce, severity: None, ..leak(Subject::Guest { guest }) };
    let slow = open(&hotel, Role::Receptionist, &slow).expect("taken").value;
    let urgent = Desk::of(&hotel, guest);
    let session = hotel.session(Role::DutyManager);
    let numbers = |filter: &TicketFilter| -> Vec<String> {
        hotel.read(|db| tickets::list(db, &session, filter, 50)).into_iter().map(|line| line.number).collect()
    };
    let open_ones = TicketFilter::of(TicketScope::Open);
    assert_eq!(numbers(&open_ones), ["TS-20260714-A02", "TS-20260714-A01"]);
    hotel.pass_minutes(16);
    let late = TicketFilter { late_at_ms: Some(hotel.now()), ..open_ones.clone() };
    assert_eq!(numbers(&late), ["TS-20260714-A02"], "15 minutes are over");
    urgent.judged(Finding::No).expect("② is taken");
    urgent.carried_out([None, done("已说明"), None]).expect("⑦");
    urgent.close().expect("closed");
    assert_eq!(numbers(&open_ones), std::slice::from_ref(&slow.number));
    assert_eq!(numbers(&TicketFilter::of(TicketScope::Closed)), ["TS-20260714-A02"]);
    assert_eq!(numbers(&TicketFilter::of(TicketScope::All)).len(), 2);
    let engineering = TicketFilter { department: Some(Department::Engineering), ..TicketFilter::of(TicketScope::All) };
    assert_eq!(numbers(&engineering), ["TS-20260714-A02"]);
    let of_guest = hotel.read(|db| tickets::of_guest(db, &session, guest, 10));
    assert_eq!(of_guest.iter().map(|line| line.last_step).collect::<Vec<_>>(), [1, 7], "open ones first");
    let head = hotel.session(Role::DepartmentHead);
    let seen = hotel.read(|db| tickets::list(db, &head, &TicketFilter::of(TicketScope::All), 50));
    assert_eq!(seen.len(), 1, "a head of engineering does not see housekeeping's ice");
}

#[test]
fn a_note_is_kept_also_after_closing_and_every_write_leaves_one_row_of_history() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let before = hotel.read(|db| db.head()).seq;
    let desk = Desk::of(&hotel, guest);
    desk.judged(Finding::No).expect("② is taken");
    desk.carried_out([None, done("已说明"), None]).expect("⑦");
    desk.close().expect("closed");
    let note = NoteTicket { ticket: desk.ticket, words: "客人次日来电致谢".to_owned() };
    hotel.write(Role::DutyManager, Op::NoteTicket, &note, |tx| tickets::note(tx, &note)).expect("noted");
    assert_eq!(desk.shown(Role::DutyManager).notes[0].words, note.words);
    let rows = hotel.read(|db| db.head()).seq - before;
    assert_eq!(rows, 5, "taken, ②, ⑦, closed, noted: one row of history each");
}

/// One move somebody may try on a ticket.
#[derive(Debug, Clone)]
enum Move {
    /// What the ticket itself says is next.
    Forward,
    Judge(Finding),
    Assign,
    Analyse,
    Propose(usize, i64),
    Decide(usize, bool),
    Withdraw(usize),
    Tell,
    Finish,
    Close,
}

const TRYING: [Role; 4] = [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::GeneralManager];

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let one = prop_oneof![
        9 => Just(Move::Forward),
        1 => prop::sample::select(vec![Finding::Yes, Finding::Partly, Finding::No]).prop_map(Move::Judge),
        1 => Just(Move::Assign),
        1 => Just(Move::Analyse),
        3 => (0..TRYING.len(), prop::sample::select(vec![1i64, 5_000, 20_000, 30_000, 88_000, 6_000_000]))
            .prop_map(|(who, minor)| Move::Propose(who, minor)),
        1 => (0..TRYING.len(), any::<bool>()).prop_map(|(who, yes)| Move::Decide(who, yes)),
        1 => (0..TRYING.len()).prop_map(Move::Withdraw),
        1 => Just(Move::Tell),
        1 => Just(Move::Finish),
        1 => Just(Move::Close),
    ];
    prop::collection::vec(one, 1..20)
}

fn tried(desk: &Desk<'_>, one: &Move) -> Result<Done<TicketAnswer>> {
    match one {
        Move::Forward => forward(desk),
        Move::Judge(grounds) => desk.judged(*grounds),
        Move::Assign => desk.assigned(Department::Engineering),
        Move::Analyse => desk.analysed(),
        Move::Propose(who, minor) => desk.proposed(TRYING[*who], vec![money(Remedy::Waive, "", *minor)]),
        Move::Decide(who, true) => desk.decided(TRYING[*who], Decision::Approved),
        Move::Decide(who, false) => desk.decided(TRYING[*who], Decision::Refused),
        Move::Withdraw(who) => {
            let withdraw = desk.shown(Role::GeneralManager).remedies.iter().map(|remedy| remedy.facts.id).take(1).collect();
            desk.step(TRYING[*who], StepBody::Propose { words: "撤回".to_owned(), remedies: Vec::new(), withdraw })
        }
        Move::Tell => desk.carried_out([None, done("已告知"), None]),
        Move::Finish => desk.carried_out([done(""), None, done("满意")]),
        Move::Close => desk.close(),
    }
}

fn forward(desk: &Desk<'_>) -> Result<Done<TicketAnswer>> {
    match desk.shown(Role::GeneralManager).next_step {
        Some(2) => desk.judged(Finding::Yes),
        Some(3) => desk.assigned(Department::Engineering),
        Some(4) => desk.analysed(),
        Some(5) => desk.proposed(Role::DutyManager, vec![money(Remedy::Waive, "", 88_000)]),
        Some(6) => desk.decided(Role::GeneralManager, Decision::Approved),
        Some(_) => desk.carried_out([done(""), done("已告知"), done("满意")]),
        None => desk.close(),
    }
}

/// What must hold of a ticket whatever was tried on it.
fn holds(hotel: &Hotel, ticket: &Ticket) {
    for role in TRYING {
        let session = hotel.session(role);
        let limit = tickets::limit(role, 2);
        let given: i64 = ticket
            .remedies
            .iter()
            .filter(|remedy| remedy.facts.proposed_by == session.user && remedy.facts.state == RemedyState::WithinLimit)
            .map(|remedy| remedy.facts.amount_minor.minor())
            .sum();
        assert!(given <= limit.case_minor.minor(), "{role} gave {given} by themselves");
    }
    for remedy in &ticket.remedies {
        let facts = &remedy.facts;
        assert_ne!(facts.decided_by, Some(facts.proposed_by), "nobody decides on their own request");
        if facts.state == RemedyState::Approved {
            let approver = TRYING.iter().find(|role| Some(hotel.session(**role).user) == facts.decided_by);
            assert!(matches!(approver, Some(Role::DutyManager | Role::GeneralManager)), "approved by somebody with the right");
            assert!(facts.above.is_some(), "only what was above a limit is approved");
        }
    }
    let awaiting = ticket.remedies.iter().any(|remedy| remedy.facts.state == RemedyState::Awaiting);
    let closed = ticket.facts.closed_at_ms.is_some();
    assert!(!(awaiting && closed), "nothing is closed over an open 批示");
    assert_eq!(awaiting && !closed, ticket.facts.state == TicketState::AwaitingApproval);
    let has = |number: u8| ticket.steps.iter().any(|step| step.body.number() == number);
    if ticket.facts.state == TicketState::Closed {
        assert!((1..=5).chain([7]).all(has), "a founded complaint is closed with all its steps");
    }
    let decided = ticket.remedies.iter().any(|remedy| remedy.facts.decided_by.is_some());
    assert!(!decided || has(6), "a decision is step ⑥");
    let reader = hotel.session(Role::GeneralManager);
    let line = hotel.read(|db| tickets::line(db, &reader, ticket.facts.id)).expect("the ticket has its line");
    let running = ticket.clocks.iter().find(|clock| Some(clock.kind) == line.due && clock.met_ms.is_none());
    assert_eq!(line.due_ms, running.map(|clock| clock.due_ms), "the inbox has the due of the promise that runs");
    assert_eq!(hotel.read(tickets::differing_dues), [], "and a check finds nothing to say against it");
}

#[test]
fn no_path_leads_past_a_limit_or_round_an_approval() {
    let mut runner = TestRunner::new(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() });
    let reached = Cell::new((0, 0));
    let outcome = runner.run(&moves(), |path| {
        let ticket = walked(&path);
        let decided = ticket.remedies.iter().any(|remedy| remedy.facts.decided_by.is_some());
        let (closed, approved) = reached.get();
        reached.set((closed + i32::from(ticket.facts.closed_at_ms.is_some()), approved + i32::from(decided)));
        Ok(())
    });
    outcome.expect("every path keeps the rules");
    let (closed, decided) = reached.get();
    assert!(closed > 5 && decided > 5, "paths that come nowhere would prove nothing: {closed} closed, {decided} decided");
}

fn walked(path: &[Move]) -> Ticket {
    let hotel = hotel();
    let desk = Desk::of(&hotel, hotel.guest("李慧敏", "139 1234 0915"));
    for one in path {
        let before = desk.shown(Role::GeneralManager);
        let outcome = tried(&desk, one);
        let after = desk.shown(Role::GeneralManager);
        holds(&hotel, &after);
        if outcome.is_err() {
            assert_eq!(before, after, "a refused {one:?} leaves nothing");
        }
        assert!(after.steps.starts_with(&before.steps), "steps are only ever added");
        assert!(before.facts.closed_at_ms.is_none() || after == before, "a closed ticket stands");
    }
    desk.shown(Role::GeneralManager)
}
