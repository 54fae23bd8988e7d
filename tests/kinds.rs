//! What guests say besides complaints: it is answered and closed, and no figure of complaints counts it. And a complaint of
//! one guest about another.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, TicketId},
        role::{Department, Role},
    },
    db::Done,
    flows,
    morning::{self, Figure, FigureAsked, Period},
    profile,
    tickets::{
        self, Check, ClockKind, Finding, Missing, OpenTicket, PauseReason, PauseTicket, ProblemCode, RekindTicket, StepBody,
        StepTicket, Subject, Ticket, TicketAnswer, TicketFilter, TicketKind, TicketScope, TicketState,
    },
    warnings,
};
use support::{
    case::done,
    hotel::{Hotel, code, hotel},
};

const OTHERS: [TicketKind; 3] = [TicketKind::Praise, TicketKind::Suggestion, TicketKind::Opinion];

fn said(kind: TicketKind, subject: Subject) -> OpenTicket {
    OpenTicket {
        kind,
        subject,
        problem: ProblemCode::Other,
        severity: None,
        mood: None,
        words: "早餐的小菜很好".to_owned(),
        area: None,
        touchpoint: None,
        department: Some(Department::FoodBeverage),
        about: None,
    }
}

fn open(hotel: &Hotel, role: Role, input: &OpenTicket) -> Result<Done<TicketAnswer>> {
    hotel.write(role, Op::OpenTicket, input, |tx| tickets::open_ticket(tx, input))
}

fn taken(hotel: &Hotel, kind: TicketKind, subject: Subject) -> TicketId {
    open(hotel, Role::Receptionist, &said(kind, subject)).expect("it is taken").value.ticket_id
}

fn step(hotel: &Hotel, ticket: TicketId, body: StepBody) -> Result<Done<TicketAnswer>> {
    let input = StepTicket { ticket, body };
    hotel.write(Role::DutyManager, input.body.op(), &input, |tx| tickets::step(tx, &input))
}

fn reply(hotel: &Hotel, ticket: TicketId, guest_told: Option<Check>) -> Result<Done<TicketAnswer>> {
    step(hotel, ticket, StepBody::CarryOut { responsible_handled: None, guest_told, feedback: None, callback_at_ms: None })
}

fn close(hotel: &Hotel, ticket: TicketId) -> Result<Done<TicketAnswer>> {
    hotel.write(Role::DutyManager, Op::CloseTicket, &ticket, |tx| flows::compensate::close_ticket(tx, ticket))
}

fn rekind(hotel: &Hotel, ticket: TicketId, kind: TicketKind) -> Result<Done<TicketAnswer>> {
    let input = RekindTicket { ticket, kind, reason: "听下来是投诉".to_owned() };
    hotel.write(Role::DutyManager, Op::RekindTicket, &input, |tx| tickets::rekind(tx, &input))
}

fn shown(hotel: &Hotel, role: Role, ticket: TicketId) -> Ticket {
    let session = hotel.session(role);
    hotel.read(|db| tickets::show(db, &session, ticket))
}

fn judged() -> StepBody {
    StepBody::Judge { grounds: Finding::Yes, demand: Finding::Yes, why: "看过".to_owned() }
}

#[test]
fn what_is_no_complaint_lacks_only_its_answer_and_closes_with_it() {
    let hotel = hotel();
    for kind in OTHERS {
        let ticket = taken(&hotel, kind, Subject::Outside { name: String::new() });
        let before = shown(&hotel, Role::DutyManager, ticket);
        assert_eq!(before.missing, [Missing::Reply], "{kind}: no seven steps");
        assert_eq!((before.facts.department, before.facts.state), (Department::FoodBeverage, TicketState::AwaitingAnswer));
        assert_eq!(code(&close(&hotel, ticket)), "still_missing", "{kind} is not dropped unanswered");
        assert_eq!(code(&step(&hotel, ticket, judged())), "not_a_complaint");
        let feedback =
            StepBody::CarryOut { responsible_handled: None, guest_told: None, feedback: done("好"), callback_at_ms: None };
        assert_eq!(code(&step(&hotel, ticket, feedback)), "not_a_complaint");
        let pause = PauseTicket { ticket, reason: PauseReason::Guest, words: "等".to_owned() };
        let paused = hotel.write(Role::DutyManager, Op::PauseTicket, &pause, |tx| tickets::pause(tx, &pause));
        assert_eq!(code(&paused), "not_a_complaint");
        let noted = Some(Check::Waived { reason: "匿名，已转达餐饮部".to_owned() });
        let answered = reply(&hotel, ticket, noted).expect("it is noted").value;
        assert_eq!(answered.missing, Vec::new(), "a note with its reason is enough");
        assert_eq!(close(&hotel, ticket).expect("closes").value.state, TicketState::Closed);
        assert_eq!(shown(&hotel, Role::DutyManager, ticket).facts.callback_due_ms, None, "nobody is called back");
    }
}

#[test]
fn praise_has_no_clock_and_a_suggestion_only_that_of_its_answer() {
    let hotel = hotel();
    let clocks = |kind| -> Vec<ClockKind> {
        let ticket = taken(&hotel, kind, Subject::Outside { name: "陈先生".to_owned() });
        shown(&hotel, Role::DutyManager, ticket).clocks.iter().map(|clock| clock.kind).collect()
    };
    assert_eq!(clocks(TicketKind::Praise), []);
    assert_eq!(clocks(TicketKind::Suggestion), [ClockKind::Reply]);
    assert_eq!(clocks(TicketKind::Opinion), [ClockKind::Reply]);
    let session = hotel.session(Role::DutyManager);
    hotel.pass_minutes(4 * 24 * 60);
    let told = hotel.read(|db| tickets::escalated(db, &session, hotel.now()));
    let late = TicketFilter { late_at_ms: Some(hotel.now()), ..TicketFilter::of(TicketScope::Open) };
    let late = hotel.read(|db| tickets::list(db, &session, &late, 50));
    let kinds: Vec<TicketKind> = late.iter().map(|line| line.kind).collect();
    assert_eq!(kinds, [TicketKind::Suggestion, TicketKind::Opinion], "what nobody answered is late, praise never is");
    assert_eq!(told.len(), 2, "and somebody has to know");
    let open = hotel.read(|db| tickets::list(db, &session, &TicketFilter::of(TicketScope::Open), 50));
    assert_eq!(open.last().map(|line| line.kind), Some(TicketKind::Praise), "what has no clock stands last");
    let only = TicketFilter { kinds: vec![TicketKind::Praise], ..TicketFilter::of(TicketScope::All) };
    assert_eq!(hotel.read(|db| tickets::list(db, &session, &only, 50)).len(), 1, "the inbox filters by kind");
}

#[test]
fn no_figure_of_complaints_counts_praise_suggestions_or_opinions() {
    let hotel = hotel();
    let guest = hotel.guest("周晓岚", "139 0000 8812");
    let complaint = said(TicketKind::Complaint, Subject::Guest { guest });
    open(&hotel, Role::Receptionist, &complaint).expect("taken");
    for kind in OTHERS {
        taken(&hotel, kind, Subject::Guest { guest });
    }
    let session = hotel.session(Role::GeneralManager);
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    let period = Period { from: today, to: today };
    let report = hotel.read(|db| morning::report(db, &session, hotel.now(), period));
    assert_eq!((report.new, report.open, report.praise, report.ideas), (1, 1, 1, 2), "each on its own line");
    let asked = |figure| FigureAsked { period, figure, user: None, names: false };
    let rows = |figure| hotel.read(|db| morning::rows_of(db, &session, hotel.now(), asked(figure))).len();
    assert_eq!((rows(Figure::New), rows(Figure::Praise), rows(Figure::Ideas)), (1, 1, 2), "and each line opens its rows");
    let behind = warnings::Behind { days: warnings::Days { from: today, to: today }, scope: warnings::Scope::default() };
    let behind = hotel.read(|db| warnings::behind(db, &session, &behind));
    assert_eq!(behind.len(), 1, "nor does the early warning");
    let card = hotel.read(|db| profile::card(db, guest, today, Role::GeneralManager));
    assert_eq!(card.tickets.len(), 4, "the card lists all four");
    let kinds = card.tickets.iter().filter(|line| line.kind == TicketKind::Complaint).count();
    assert_eq!(kinds, 1, "and says which is a complaint");
}

#[test]
fn an_opinion_becomes_a_complaint_while_nobody_has_answered_it_and_a_judged_complaint_stays_one() {
    let hotel = hotel();
    let ticket = taken(&hotel, TicketKind::Opinion, Subject::Outside { name: "访客".to_owned() });
    hotel.pass_minutes(60);
    rekind(&hotel, ticket, TicketKind::Complaint).expect("it is a complaint");
    let now = shown(&hotel, Role::DutyManager, ticket);
    assert_eq!(now.next_step, Some(2), "with all seven steps before it");
    assert_eq!(now.clocks[0].kind, ClockKind::Answer);
    assert!(now.clocks[0].due_ms > hotel.now(), "its clocks run from now on");
    assert_eq!(now.notes.len(), 1, "and the page says why");
    rekind(&hotel, ticket, TicketKind::Opinion).expect("nobody judged it yet");
    rekind(&hotel, ticket, TicketKind::Complaint).expect("again");
    step(&hotel, ticket, judged()).expect("② is taken");
    assert_eq!(code(&rekind(&hotel, ticket, TicketKind::Praise)), "worked_on", "a figure is not mended by another name");
    let answered = taken(&hotel, TicketKind::Suggestion, Subject::Outside { name: "访客".to_owned() });
    reply(&hotel, answered, done("谢谢，下周起改")).expect("it is answered");
    assert_eq!(code(&rekind(&hotel, answered, TicketKind::Complaint)), "worked_on");
}

fn about(hotel: &Hotel, guest: GuestId, other: GuestId) -> Result<Done<TicketAnswer>> {
    let noise = ProblemCode::NeighbourNoise;
    let input = OpenTicket {
        problem: noise,
        about: Some(other),
        department: Some(Department::Engineering),
        ..said(TicketKind::Complaint, Subject::Guest { guest })
    };
    open(hotel, Role::Receptionist, &input)
}

#[test]
fn a_complaint_about_another_guest_names_them_masked_and_only_to_those_who_may_read_guests() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let other = hotel.guest("王小明", "139 5678 8812");
    let ticket = about(&hotel, guest, other).expect("taken").value.ticket_id;
    let seen = shown(&hotel, Role::DutyManager, ticket);
    let named = seen.about.expect("the duty manager sees whom it is about");
    assert_eq!((named.guest, named.masked_name.as_str()), (other, "王**"));
    let head = shown(&hotel, Role::DepartmentHead, ticket);
    assert_eq!((head.about, head.facts.about_guest, head.about_hidden), (None, None, true), "the department does not");
    assert_eq!(code(&about(&hotel, guest, guest)), "bad_value", "nobody complains of themselves");
    let praise = OpenTicket { about: Some(other), ..said(TicketKind::Praise, Subject::Guest { guest }) };
    assert_eq!(code(&open(&hotel, Role::Receptionist, &praise)), "bad_value");
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    let card = hotel.read(|db| profile::card(db, other, today, Role::GeneralManager));
    assert!(card.tickets.is_empty(), "it is the other guest's complaint, not a mark on this one's card");
}

#[test]
fn whom_a_complaint_is_about_follows_a_merge_and_comes_back_with_its_unmerge() {
    let hotel = hotel();
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    let (keep, other) = (hotel.guest("王小明", "139 5678 8812"), hotel.guest("王晓明", "139 5678 8813"));
    let ticket = about(&hotel, guest, other).expect("taken").value.ticket_id;
    let merge = flows::merge::MergeGuests { keep, other, take: Vec::new(), reason: "同一人".to_owned() };
    let merged = hotel.write(Role::DutyManager, Op::MergeGuests, &merge, |tx| flows::merge::merge(tx, &merge));
    let merged = merged.expect("merged").value;
    let named = |ticket| shown(&hotel, Role::DutyManager, ticket).about.map(|about| about.guest);
    assert_eq!(named(ticket), Some(keep));
    let later = about(&hotel, guest, other).expect("an old card still leads there").value.ticket_id;
    assert_eq!(named(later), Some(keep));
    let apart = flows::merge::UnmergeGuests { merge: merged.merge_id, reason: "两个人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &apart, |tx| flows::merge::unmerge(tx, &apart)).expect("taken apart");
    assert_eq!((named(ticket), named(later)), (Some(other), Some(other)));
}
