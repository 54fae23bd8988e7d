//! 外部投诉: a guest went to 12315 or the tourism authority. The house answers in writing by a day; what it files as evidence
//! says who, when and on whose word, and no more of the guest than it must.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, TicketId},
        role::{Department, Role},
        time::BusinessDate,
    },
    carry,
    db::Done,
    duty::CarryMark,
    history,
    morning::{self, Figure, FigureAsked, Period},
    tickets::{
        self, Cause, EditClocks, Finding, Missing, StepBody, Subject, TicketAnswer, TicketFilter, TicketScope,
        evidence::{self, Evidence, PrintEvidence},
        external::{self, AnswerExternal, AnswerTerm, DayCounting, ExternalBody, RaiseExternal},
        joining::{self, JoinTickets},
    },
};
use support::{
    case::Case,
    hotel::{Hotel, PASSPHRASE, code, hotel},
    outside,
};

fn today(hotel: &Hotel) -> BusinessDate {
    hotel.store.hotel().clock.business_date(hotel.now())
}

fn raised(hotel: &Hotel, ticket: TicketId, role: Role) -> Result<Done<TicketAnswer>> {
    let input = RaiseExternal {
        ticket,
        body: ExternalBody::Tourism,
        body_name: "市文旅局质监所".to_owned(),
        reference: "旅投〔2026〕117号".to_owned(),
        received_on: today(hotel),
        words: String::new(),
    };
    hotel.write(role, Op::RaiseExternal, &input, |tx| external::raise(tx, &input))
}

fn answered(hotel: &Hotel, case: &Case<'_>, on: BusinessDate) -> Result<Done<TicketAnswer>> {
    let external = case.shown().externals[0].id;
    let (sent_how, words) = ("EMS 1234".to_owned(), "已退一晚房费，附材料".to_owned());
    let input = AnswerExternal { external, answered_on: on, sent_how, words };
    hotel.write(Role::DutyManager, Op::AnswerExternal, &input, |tx| external::answer(tx, &input))
}

fn of(hotel: &Hotel) -> (GuestId, Case<'_>) {
    let guest = hotel.guest("李慧敏", "139 1234 0915");
    (guest, Case::of(hotel, Subject::Guest { guest }))
}

#[test]
fn the_answer_is_owed_in_ten_days_from_the_day_after_receipt_and_the_ticket_waits_for_it() {
    let hotel = hotel();
    let (_, case) = of(&hotel);
    assert_eq!(code(&raised(&hotel, case.ticket, Role::Receptionist)), "not_allowed");
    let answer = raised(&hotel, case.ticket, Role::DutyManager).expect("taken down").value;
    assert!(answer.missing.contains(&Missing::Outside), "what closing lacks says so");
    let external = &case.shown().externals[0];
    assert_eq!((external.received_on.to_string(), external.due_on.to_string()), ("2026-07-14".into(), "2026-07-24".into()));
    assert_eq!(external.due_ms.rfc3339(), "2026-07-24T16:00:00Z", "the end of that day in Shanghai");
    case.to_the_plan();
    case.proposed(Role::DutyManager, Vec::new()).expect("⑤");
    case.carried_out().expect("⑦");
    assert_eq!(code(&case.close()), "still_missing");
    assert_eq!(case.shown().missing, [Missing::Outside], "all seven steps are done");
    assert_eq!(code(&answered(&hotel, &case, today(&hotel).plus_days(1))), "bad_value", "nobody answers tomorrow");
    answered(&hotel, &case, today(&hotel)).expect("answered");
    assert_eq!(code(&answered(&hotel, &case, today(&hotel))), "answered_outside", "once");
    case.close().expect("now it closes");
}

/// A complaint that counts with another one is closed: an answer owed under it would hold up nothing.
#[test]
fn it_is_taken_down_under_the_complaint_that_counts() {
    let hotel = hotel();
    let (guest, kept) = of(&hotel);
    hotel.pass_minutes(5);
    let other = Case::of(&hotel, Subject::Guest { guest });
    let join = JoinTickets { keep: kept.ticket, other: other.ticket, reason: "同一处漏水".to_owned() };
    hotel.write(Role::DutyManager, Op::MergeTickets, &join, |tx| joining::join(tx, &join)).expect("one incident");
    assert_eq!(code(&raised(&hotel, other.ticket, Role::DutyManager)), "ticket_merged");
    let answer = raised(&hotel, kept.ticket, Role::DutyManager).expect("under the one that counts").value;
    assert!(answer.missing.contains(&Missing::Outside), "which waits for it");
}

#[test]
fn it_also_comes_in_on_a_closed_ticket_and_is_carried_over_and_told_each_morning_until_it_is_answered() {
    let hotel = hotel();
    let (_, case) = of(&hotel);
    case.to_the_plan();
    case.proposed(Role::DutyManager, Vec::new()).expect("⑤");
    case.carried_out().expect("⑦");
    case.close().expect("closed");
    raised(&hotel, case.ticket, Role::DutyManager).expect("a month later the letter comes");
    let manager = hotel.session(Role::GeneralManager);
    let closed = hotel.read(|db| tickets::list(db, &manager, &TicketFilter::of(TicketScope::Closed), 50));
    assert!(closed[0].outside_due_ms.is_some(), "the inbox says so");
    let open = |hotel: &Hotel| hotel.read(|db| carry::open_now(db, &manager, today(hotel)));
    assert_eq!(open(&hotel)[0].marks, [CarryMark::Outside], "so does the handover");
    let report = |hotel: &Hotel| {
        let period = Period { from: today(hotel), to: today(hotel) };
        let report = hotel.read(|db| morning::report(db, &manager, hotel.now(), period));
        let asked = FigureAsked { period, figure: Figure::Outside, user: None, names: false };
        let rows = hotel.read(|db| morning::rows_of(db, &manager, hotel.now(), asked)).len();
        (report.outside, report.outside_late, rows)
    };
    assert_eq!(report(&hotel), (1, 0, 1));
    hotel.pass_minutes(11 * 24 * 60);
    assert_eq!(report(&hotel), (1, 1, 1), "and that it is late");
    let owed = hotel.read(|db| external::owed(db, &manager));
    assert!(owed[0].external.due_ms < hotel.now());
    answered(&hotel, &case, today(&hotel)).expect("answered late");
    assert_eq!(report(&hotel), (0, 0, 0));
    assert!(open(&hotel).is_empty());
}

#[test]
fn the_term_is_a_setting_of_the_house_and_what_was_received_before_keeps_its_day() {
    let hotel = hotel();
    let (_, case) = of(&hotel);
    raised(&hotel, case.ticket, Role::DutyManager).expect("taken down");
    let mut rules = hotel.read(tickets::clock_rules).rules;
    rules.answer = AnswerTerm { days: 7, counting: DayCounting::Working };
    let edit = EditClocks { seen: 0, rules, why: "本地 12315 要 7 个工作日内答复".to_owned() };
    hotel.write(Role::GeneralManager, Op::EditClocks, &edit, |tx| tickets::edit_clocks(tx, &edit)).expect("set");
    raised(&hotel, case.ticket, Role::DutyManager).expect("another");
    let dues: Vec<String> = case.shown().externals.iter().map(|one| one.due_on.to_string()).collect();
    assert_eq!(dues, ["2026-07-24", "2026-07-23"]);
    let never = EditClocks {
        seen: 1,
        rules: tickets::ClockRules { answer: AnswerTerm { days: 0, ..edit.rules.answer }, ..edit.rules },
        why: "零".to_owned(),
    };
    let refused = hotel.write(Role::GeneralManager, Op::EditClocks, &never, |tx| tickets::edit_clocks(tx, &never));
    assert_eq!(code(&refused), "bad_value");
}

fn printed(hotel: &Hotel, role: Role, input: &PrintEvidence) -> Result<Evidence> {
    let remembered = hotel.write(role, Op::PrintEvidence, input, |tx| evidence::print(tx, input))?;
    let session = hotel.session(role);
    Ok(hotel.read(|db| evidence::printed(db, &session, &remembered)))
}

fn responsible(evidence: &Evidence) -> Vec<&str> {
    let analysed = evidence.ticket.steps.iter().filter_map(|step| match &step.body {
        StepBody::Analyse { responsible, .. } => Some(responsible.as_str()),
        _ => None,
    });
    analysed.collect()
}

#[test]
fn evidence_masks_the_guest_and_names_nobody_responsible_unless_asked_and_every_print_is_remembered() {
    let hotel = hotel();
    let (guest, case) = of(&hotel);
    let owner = hotel.session(Role::DepartmentHead).user;
    let judge = StepBody::Judge { grounds: Finding::Yes, demand: Finding::Yes, why: "看过现场".to_owned() };
    case.step(Role::DutyManager, judge).expect("②");
    case.step(Role::DutyManager, StepBody::Assign { department: Department::Engineering, owner }).expect("③");
    let analysed = StepBody::Analyse {
        cause: Cause::Quality,
        house_cause: None,
        happened: "冷凝管堵".to_owned(),
        responsible: "张三".to_owned(),
    };
    case.step(Role::DutyManager, analysed).expect("④");
    let plain = PrintEvidence { ticket: case.ticket, full_name_because: String::new(), responsible: false };
    assert_eq!(code(&printed(&hotel, Role::Receptionist, &plain)), "not_allowed");
    let masked = printed(&hotel, Role::DutyManager, &plain).expect("printed");
    assert_eq!((masked.ticket.guest_name.as_str(), responsible(&masked)), ("李**", vec![""]));
    let full = PrintEvidence { full_name_because: "文旅局要实名".to_owned(), responsible: true, ..plain };
    let full = printed(&hotel, Role::GeneralManager, &full).expect("printed");
    assert_eq!((full.ticket.guest_name.as_str(), responsible(&full)), ("李慧敏", vec!["张三"]));
    assert!(full.head.seq > masked.head.seq, "the print itself is in the history whose head it carries");
    let manager = hotel.session(Role::GeneralManager);
    let about = history::Filter { record: Some(guest.raw().into()), limit: None };
    let lines = hotel.read(|db| history::lines(db, &manager, &about));
    let prints = lines.iter().filter(|line| line.operation == Op::PrintEvidence).count();
    assert_eq!(prints, 2, "about the guest, with who and when");
}

#[test]
fn what_came_in_from_outside_is_never_rewritten() {
    let hotel = hotel();
    let (_, case) = of(&hotel);
    raised(&hotel, case.ticket, Role::DutyManager).expect("taken down");
    answered(&hotel, &case, today(&hotel)).expect("answered");
    for sql in [
        "UPDATE ticket_externals SET due_on = '2099-01-01'",
        "UPDATE ticket_externals SET answered_on = '2026-07-15'",
        "DELETE FROM ticket_externals",
    ] {
        let tried = outside::opened(&hotel.path(), PASSPHRASE).execute(sql, []);
        assert!(tried.is_err_and(|error| error.to_string().contains("outside") || error.to_string().contains("once")), "{sql}");
    }
}

#[test]
fn a_complaint_that_an_authority_waits_for_is_not_merged_out_of_sight() {
    let hotel = hotel();
    let cases = ["0915", "0916"].map(|room| {
        let case = Case::of(&hotel, Subject::Room { room: room.to_owned() });
        hotel.pass_minutes(5);
        case
    });
    raised(&hotel, cases[1].ticket, Role::DutyManager).expect("received");
    let tried = crate::joining::joined(&hotel, Role::DutyManager, &cases[0], &cases[1]);
    assert_eq!(code(&tried), "awaiting_first", "it is answered first");
    raised(&hotel, cases[0].ticket, Role::DutyManager).expect("received");
    let fresh = Case::of(&hotel, Subject::Room { room: "0917".to_owned() });
    crate::joining::joined(&hotel, Role::DutyManager, &cases[0], &fresh).expect("the kept one stays in sight with its own");
}
