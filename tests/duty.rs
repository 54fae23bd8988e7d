//! The duty manager's log, handovers and the morning report against a real file.

use std::collections::BTreeSet;

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{DutyLineId, GuestId, HandoverId, RecordId, TicketId},
        money::Minor,
        points::Points,
        request::{Request, RequestKey},
        role::{Department, Role, Session},
        time::{BusinessDate, Instant},
    },
    carry::{self, CarryItem, DutyPage, ShiftNamed},
    db::Done,
    duty::{
        self, CarryKind, CarryMark, CorrectDuty, EndDuty, FollowUp, HandCounts, LineKind, SeeHandover, Shift, SignHandover,
        TakeHandover, WriteDuty,
    },
    flows, history,
    morning::{self, Figure, FigureAsked, Period},
    staff,
    tickets::{self, NewRemedy, OpenTicket, ProblemCode, Remedy, Severity, StepBody, StepTicket, Subject, TicketKind},
};
use proptest::{prelude::*, test_runner::TestRunner};
use support::hotel::{Hotel, code, hotel};

/// 2026-07-14 14:05: the early shift runs.
const EARLY: ShiftNamed = ShiftNamed { date: day(14), shift: Shift::Early };

const fn day(of_july: u32) -> BusinessDate {
    match chrono::NaiveDate::from_ymd_opt(2026, 7, of_july) {
        Some(date) => BusinessDate::new(date),
        None => panic!("a day of July"),
    }
}

fn line(kind: LineKind, room: &str, words: &str) -> WriteDuty {
    WriteDuty { kind, room: room.to_owned(), guest: None, words: words.to_owned(), follow_up: None }
}

fn write(hotel: &Hotel, input: &WriteDuty) -> Result<Done<DutyLineId>> {
    hotel.write(Role::DutyManager, Op::WriteDuty, input, |tx| duty::write(tx, input))
}

/// A line after which the housekeeping department has something to do within `minutes`.
fn follow(hotel: &Hotel, words: &str, minutes: i64) -> DutyLineId {
    let follow_up =
        Some(FollowUp { department: Department::Housekeeping, owner: None, due_ms: hotel.now().plus_minutes(minutes) });
    write(hotel, &WriteDuty { follow_up, ..line(LineKind::Room, "0915", words) }).expect("a line is written").value
}

fn end(hotel: &Hotel, line: DutyLineId) -> Result<Done<DutyLineId>> {
    let input = EndDuty { line, words: "好了".to_owned() };
    hotel.write(Role::DutyManager, Op::EndDuty, &input, |tx| duty::end(tx, &input))
}

fn open_ticket(hotel: &Hotel, room: &str) -> TicketId {
    let input = OpenTicket {
        kind: TicketKind::Complaint,
        subject: Subject::Room { room: room.to_owned() },
        problem: ProblemCode::WaterLeak,
        severity: Some(Severity::Urgent),
        mood: None,
        words: "漏水".to_owned(),
        area: None,
        touchpoint: None,
        department: None,
        about: None,
    };
    hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input)).expect("taken").value.ticket_id
}

fn step(hotel: &Hotel, role: Role, ticket: TicketId, body: StepBody) {
    let input = StepTicket { ticket, body };
    hotel.write(role, input.body.op(), &input, |tx| tickets::step(tx, &input)).expect("the step is taken");
}

fn propose(hotel: &Hotel, ticket: TicketId, minor: i64) {
    use lobby_core::tickets::{Cause, Finding};
    let owner = hotel.session(Role::DepartmentHead).user;
    step(
        hotel,
        Role::DutyManager,
        ticket,
        StepBody::Judge { grounds: Finding::Yes, demand: Finding::Yes, why: "看过".to_owned() },
    );
    step(hotel, Role::DutyManager, ticket, StepBody::Assign { department: Department::Engineering, owner });
    let analysed =
        StepBody::Analyse { cause: Cause::Quality, house_cause: None, happened: "堵".to_owned(), responsible: String::new() };
    step(hotel, Role::DutyManager, ticket, analysed);
    let remedy = NewRemedy {
        remedy: Remedy::Waive,
        words: "减免".to_owned(),
        amount_minor: Minor::new(minor).expect("a sum"),
        points: Points::ZERO,
    };
    step(
        hotel,
        Role::DutyManager,
        ticket,
        StepBody::Propose { words: "方案".to_owned(), remedies: vec![remedy], withdraw: vec![] },
    );
}

fn sign(hotel: &Hotel, role: Role, named: ShiftNamed) -> Result<Done<HandoverId>> {
    let input =
        SignHandover { date: named.date, shift: named.shift, words: "留意 0915".to_owned(), counts: HandCounts::default() };
    hotel.write(role, Op::SignHandover, &input, |tx| carry::sign(tx, &input))
}

fn see_all(hotel: &Hotel, handover: HandoverId) {
    for item in hotel.read(|db| duty::items_of(db, handover)) {
        let input = SeeHandover { item: item.id, seen: true };
        hotel.write(Role::GeneralManager, Op::SeeHandover, &input, |tx| duty::see(tx, &input)).expect("it is ticked off");
    }
}

fn take(hotel: &Hotel, role: Role, handover: HandoverId) -> Result<Done<HandoverId>> {
    let input = TakeHandover { handover, words: String::new() };
    hotel.write(role, Op::TakeHandover, &input, |tx| duty::take(tx, &input))
}

fn page(hotel: &Hotel, named: Option<ShiftNamed>) -> DutyPage {
    let session = hotel.session(Role::DutyManager);
    hotel.read(|db| carry::page(db, &session, hotel.now(), named))
}

fn records(items: &[CarryItem]) -> BTreeSet<(CarryKind, RecordId)> {
    items.iter().map(|item| (item.kind, item.record)).collect()
}

#[test]
fn a_line_is_never_rewritten_and_a_correction_is_another_line() {
    let hotel = hotel();
    let first = follow(&hotel, "0915 停用，待干", 60);
    let wrong =
        CorrectDuty { line: first, kind: LineKind::Room, room: "0916".to_owned(), words: "0916 停用，待干".to_owned() };
    let second =
        hotel.write(Role::DutyManager, Op::CorrectDuty, &wrong, |tx| duty::correct(tx, &wrong)).expect("corrected").value;
    let log = page(&hotel, None).log;
    let told: Vec<(DutyLineId, &str, bool)> = log.iter().map(|one| (one.line.id, &*one.line.words, one.corrected)).collect();
    assert_eq!(told, [(first, "0915 停用，待干", true), (second, "0916 停用，待干", false)], "both stand, the first as it was");
    let open = page(&hotel, None).items;
    assert_eq!(records(&open), BTreeSet::from([(CarryKind::FollowUp, first.raw().into())]), "what follows stays with the first");
    assert_eq!((open[0].room_no.as_str(), open[0].words.as_str()), ("0916", "0916 停用，待干"), "in the words that stand now");
    let rewritten = rewrite(&hotel, "UPDATE duty_lines SET words = 'x'");
    assert!(rewritten.is_err(), "the file itself refuses to rewrite a line");
    assert!(rewrite(&hotel, "DELETE FROM duty_lines").is_err(), "and to lose one");
}

/// Runs a statement that no program of ours would.
fn rewrite(hotel: &Hotel, sql: &str) -> rusqlite::Result<usize> {
    let conn = support::outside::opened(&hotel.path(), support::hotel::PASSPHRASE);
    conn.execute(sql, [])
}

#[test]
fn what_a_line_needs_is_asked_for() {
    let hotel = hotel();
    let past = FollowUp { department: Department::Security, owner: None, due_ms: hotel.now() };
    let cases = [
        (line(LineKind::DoubleLock, "", "双锁"), "room_lacks"),
        (line(LineKind::Note, "", "  "), "empty"),
        (WriteDuty { follow_up: Some(past), ..line(LineKind::Note, "", "看一下") }, "due_before"),
        (line(LineKind::Note, "", "卡 4111111111111111"), "card_number"),
        (line(LineKind::Patrol, "", "1–22 层无异常"), "done"),
    ];
    for (input, expected) in cases {
        assert_eq!(code(&write(&hotel, &input)), expected, "{input:?}");
    }
    let locked = write(&hotel, &line(LineKind::DoubleLock, "1203", "客人要求双锁")).expect("locked").value;
    let renamed = CorrectDuty { line: locked, kind: LineKind::Note, room: "1203".to_owned(), words: "没事".to_owned() };
    let outcome = hotel.write(Role::DutyManager, Op::CorrectDuty, &renamed, |tx| duty::correct(tx, &renamed));
    assert_eq!(code(&outcome), "kind_stays", "a correction does not unlock a room");
    assert_eq!(code(&end(&hotel, locked)), "done", "ending it does");
    assert_eq!(code(&end(&hotel, locked)), "nothing_open_here", "once");
}

#[test]
fn an_ended_follow_up_comes_back_with_undo() {
    let hotel = hotel();
    let first = follow(&hotel, "等工程部", 60);
    let done = end(&hotel, first).expect("it ends");
    assert!(page(&hotel, None).items.is_empty(), "what ended is not carried over");
    let undo = history::Undo { seq: done.seq };
    hotel.write(Role::DutyManager, Op::Undo, &undo, |tx| history::undo(tx, &undo)).expect("Ctrl Z");
    assert_eq!(page(&hotel, None).items.len(), 1, "and is carried over again");
}

#[test]
fn a_sheet_writes_itself_and_two_people_sign_it() {
    let hotel = hotel();
    let ticket = open_ticket(&hotel, "0915");
    let waits = open_ticket(&hotel, "1519");
    propose(&hotel, waits, 120_000);
    let locked = write(&hotel, &line(LineKind::DoubleLock, "1203", "双锁")).expect("locked").value;
    let followed = follow(&hotel, "停用，待干", 30);
    let live = page(&hotel, None);
    let expected = BTreeSet::from([
        (CarryKind::Ticket, ticket.raw().into()),
        (CarryKind::Ticket, waits.raw().into()),
        (CarryKind::DoubleLock, locked.raw().into()),
        (CarryKind::FollowUp, followed.raw().into()),
    ]);
    assert_eq!(records(&live.items), expected, "everything open is on it by itself");
    let approval = live.items.iter().find(|item| item.record == waits.raw().into()).expect("the one that waits");
    assert_eq!((approval.marks.as_slice(), approval.awaiting_minor.minor()), ([CarryMark::Approval].as_slice(), 120_000));
    let head = hotel.read(|db| db.head());
    let handover = sign(&hotel, Role::DutyManager, EARLY).expect("who leaves signs").value;
    assert_eq!(code(&sign(&hotel, Role::GeneralManager, EARLY)), "already_signed", "a shift has one sheet");
    let sheet = hotel.read(|db| duty::handover(db, handover));
    assert_eq!((sheet.head_seq, &*sheet.head_mac), (head.seq, &*head.mac), "the chain's head is on it");
    assert_eq!(sheet.number, "D-20260714-1");
    assert_eq!(code(&take(&hotel, Role::GeneralManager, handover)), "not_seen", "each item is looked at first");
    see_all(&hotel, handover);
    assert_eq!(code(&take(&hotel, Role::DutyManager, handover)), "own_handover", "never the same person twice");
    assert_eq!(code(&take(&hotel, Role::Receptionist, handover)), "not_allowed", "nor somebody without the right");
    assert_eq!(code(&take(&hotel, Role::GeneralManager, handover)), "done", "somebody else takes over");
    assert_eq!(code(&take(&hotel, Role::GeneralManager, handover)), "already_taken", "once");
    assert!(rewrite(&hotel, "UPDATE handovers SET out_words = 'x'").is_err(), "a taken sheet stays as it is");
    end(&hotel, followed).expect("it ends later");
    assert_eq!(records(&page(&hotel, Some(EARLY)).items), expected, "the sheet still shows what was open when it was signed");
}

#[test]
fn a_shift_that_has_not_begun_is_not_signed_and_one_that_nobody_took_over_stays_red() {
    let hotel = hotel();
    let night = ShiftNamed { date: day(14), shift: Shift::Night };
    assert_eq!(code(&sign(&hotel, Role::DutyManager, night)), "shift_ahead");
    let unsigned = |hotel: &Hotel| -> Vec<String> {
        let at = hotel.now();
        hotel.read(|db| carry::unsigned(db, at)).into_iter().map(|one| one.number).collect()
    };
    hotel.pass_minutes(60);
    assert_eq!(unsigned(&hotel), Vec::<String>::new(), "before its first sheet the house handed over on paper");
    let handover = sign(&hotel, Role::DutyManager, EARLY).expect("late, and signed all the same").value;
    assert_eq!(unsigned(&hotel), ["D-20260714-1"], "red while nobody took over");
    see_all(&hotel, handover);
    take(&hotel, Role::GeneralManager, handover).expect("taken");
    assert_eq!(unsigned(&hotel), Vec::<String>::new(), "until it is signed");
    hotel.pass_minutes(17 * 60);
    assert_eq!(unsigned(&hotel), ["D-20260714-2", "D-20260714-3"], "shifts without any sheet are red too");
}

#[test]
fn what_is_written_after_an_early_signature_stands_in_the_next_log() {
    let hotel = hotel();
    write(&hotel, &line(LineKind::Note, "", "前")).expect("written");
    hotel.pass_minutes(5);
    sign(&hotel, Role::DutyManager, EARLY).expect("signed at 14:10");
    hotel.pass_minutes(5);
    write(&hotel, &line(LineKind::Note, "", "后")).expect("written");
    let words =
        |named: ShiftNamed| -> Vec<String> { page(&hotel, Some(named)).log.into_iter().map(|one| one.line.words).collect() };
    assert_eq!(words(EARLY), ["前"]);
    assert_eq!(words(ShiftNamed { shift: Shift::Mid, ..EARLY }), ["后"], "nothing falls between two sheets");
}

#[test]
fn merging_guests_takes_their_lines_along_and_unmerging_gives_them_back() {
    let hotel = hotel();
    let (keep, other) = (hotel.guest("王建国", "13800008812"), hotel.guest("王建國", "13800008813"));
    let about = |guest: GuestId, words: &str| {
        write(&hotel, &WriteDuty { guest: Some(guest), ..line(LineKind::Vip, "1206", words) }).expect("written").value
    };
    let (own, theirs) = (about(keep, "一"), about(other, "二"));
    let input = flows::merge::MergeGuests { keep, other, take: Vec::new(), reason: "同一人".to_owned() };
    let merged =
        hotel.write(Role::DutyManager, Op::MergeGuests, &input, |tx| flows::merge::merge(tx, &input)).expect("merged").value;
    let later = about(other, "三");
    let whose = |line: DutyLineId| {
        let log = page(&hotel, None).log;
        log.into_iter().find(|one| one.line.id == line).and_then(|one| one.line.guest_id)
    };
    assert_eq!([own, theirs, later].map(whose), [Some(keep); 3], "all are the kept one's");
    let apart = flows::merge::UnmergeGuests { merge: merged.merge_id, reason: "两个人".to_owned() };
    hotel.write(Role::DutyManager, Op::UnmergeGuests, &apart, |tx| flows::merge::unmerge(tx, &apart)).expect("apart again");
    assert_eq!([own, theirs, later].map(whose), [Some(keep), Some(other), Some(other)], "each has its own again");
}

/// What a house may do in a shift.
#[derive(Debug, Clone)]
enum Act {
    Ticket,
    Follow,
    Lock,
    End(usize),
    Sign,
    Wait(u64),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        Just(Act::Ticket),
        Just(Act::Follow),
        Just(Act::Lock),
        (0usize..8).prop_map(Act::End),
        Just(Act::Sign),
        (1u64..600).prop_map(Act::Wait),
    ];
    proptest::collection::vec(act, 1..14)
}

/// What the test itself knows to be open.
#[derive(Default)]
struct Known {
    tickets: Vec<TicketId>,
    lines: Vec<(DutyLineId, CarryKind)>,
}

impl Known {
    fn records(&self) -> BTreeSet<(CarryKind, RecordId)> {
        let tickets = self.tickets.iter().map(|ticket| (CarryKind::Ticket, ticket.raw().into()));
        tickets.chain(self.lines.iter().map(|(line, kind)| (*kind, line.raw().into()))).collect()
    }
}

#[test]
fn nothing_open_is_ever_missing_from_the_next_sheet() {
    let mut runner = TestRunner::new(ProptestConfig { cases: 24, ..ProptestConfig::default() });
    let outcome = runner.run(&acts(), |acts| {
        let (hotel, mut known) = (hotel(), Known::default());
        for act in &acts {
            match act {
                Act::Ticket => known.tickets.push(open_ticket(&hotel, "0915")),
                Act::Follow => known.lines.push((follow(&hotel, "跟进", 30), CarryKind::FollowUp)),
                Act::Lock => {
                    let locked = write(&hotel, &line(LineKind::DoubleLock, "1203", "双锁")).expect("locked").value;
                    known.lines.push((locked, CarryKind::DoubleLock));
                }
                Act::End(at) if !known.lines.is_empty() => {
                    let (line, _) = known.lines.remove(at % known.lines.len());
                    end(&hotel, line).expect("it ends");
                }
                Act::Sign => sign_what_waits(&hotel, &known)?,
                Act::Wait(minutes) => hotel.pass_minutes(*minutes),
                Act::End(_) => {}
            }
            prop_assert_eq!(records(&page(&hotel, None).items).is_empty(), known.records().is_empty());
        }
        hotel.pass_minutes(24 * 60);
        sign_what_waits(&hotel, &known)
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

/// Signs the running shift's sheet where nobody did, and holds it against what is known to be open.
fn sign_what_waits(hotel: &Hotel, known: &Known) -> std::result::Result<(), TestCaseError> {
    let live = page(hotel, None);
    if live.sheet.is_some() || !live.begun {
        return Ok(());
    }
    let named = ShiftNamed { date: live.span.date, shift: live.span.shift };
    let handover = sign(hotel, Role::DutyManager, named).expect("signed").value;
    let written: BTreeSet<_> =
        hotel.read(|db| duty::items_of(db, handover)).into_iter().map(|item| (item.kind, item.record)).collect();
    prop_assert_eq!(written, known.records(), "what is open and what the sheet says");
    see_all(hotel, handover);
    take(hotel, Role::GeneralManager, handover).expect("taken");
    Ok(())
}

fn report(hotel: &Hotel, role: Role, period: Period) -> morning::Morning {
    let (session, at) = (hotel.session(role), hotel.now());
    hotel.read(|db| morning::report(db, &session, at, period))
}

const TODAY: Period = Period { from: day(14), to: day(14) };

#[test]
fn every_figure_of_the_morning_opens_as_many_rows_as_it_says() {
    let hotel = hotel();
    let (late, given) = (open_ticket(&hotel, "0915"), open_ticket(&hotel, "1519"));
    propose(&hotel, given, 15_000);
    hotel.pass_minutes(60);
    let morning = report(&hotel, Role::GeneralManager, TODAY);
    let told = (morning.new, morning.open, morning.late, morning.unrecovered);
    assert_eq!(told, (2, 2, 1, 0), "one was answered by nobody: {late}");
    assert_eq!(morning.compensation.money_minor.minor(), 15_000);
    let own = &morning.authority[0];
    assert_eq!((own.role, own.given_minor.minor(), own.month_minor.minor()), (Role::DutyManager, 15_000, 15_000));
    let session = hotel.session(Role::GeneralManager);
    let at = hotel.now();
    let rows = |figure: Figure| {
        let asked = FigureAsked { period: TODAY, figure, user: None, names: false };
        hotel.read(|db| morning::rows_of(db, &session, at, asked)).len()
    };
    let counted =
        [Figure::New, Figure::Open, Figure::Late, Figure::Unrecovered, Figure::Compensation, Figure::Authority].map(rows);
    assert_eq!(counted, [2, 2, 1, 0, 1, 1], "each figure opens its rows");
}

#[test]
fn the_authority_in_the_report_is_what_the_limits_count() {
    let hotel = hotel();
    for (room, minor) in [("0915", 15_000), ("1519", 8_000), ("1108", 30_000)] {
        propose(&hotel, open_ticket(&hotel, room), minor);
    }
    let session = hotel.session(Role::DutyManager);
    let counted = hotel.read(|db| tickets::authority(db, &session, None, day(14))).used.month_minor;
    let told = report(&hotel, Role::GeneralManager, TODAY).authority[0].given_minor;
    assert_eq!((told, told.minor()), (counted, 53_000), "one rule, told twice");
}

#[test]
fn names_are_left_out_unless_asked_for_and_a_department_sees_its_own() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "13800008812");
    let input = OpenTicket {
        kind: TicketKind::Complaint,
        subject: Subject::Guest { guest },
        problem: ProblemCode::WaterLeak,
        severity: None,
        mood: None,
        words: "漏水".to_owned(),
        area: None,
        touchpoint: None,
        department: Some(Department::Housekeeping),
        about: None,
    };
    hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input)).expect("taken");
    let (session, at) = (hotel.session(Role::GeneralManager), hotel.now());
    let names = |names: bool| {
        let asked = FigureAsked { period: TODAY, figure: Figure::New, user: None, names };
        hotel.read(|db| morning::rows_of(db, &session, at, asked)).remove(0).guest_name
    };
    assert_eq!((names(false), names(true)), (String::new(), "王建国".to_owned()));
    assert_eq!(report(&hotel, Role::DepartmentHead, TODAY).new, 0, "the engineer's head sees no housekeeping complaint");
    let reception = hotel.session(Role::Receptionist);
    let refused = hotel.store.read_as_house(|db| morning::report(db, &reception, at, TODAY));
    assert_eq!(code(&refused), "not_allowed");
}

#[test]
fn a_period_knows_what_was_open_then() {
    let hotel = hotel();
    let followed = open_ticket(&hotel, "0915");
    hotel.pass_minutes(3 * 24 * 60);
    open_ticket(&hotel, "1519");
    let then = report(&hotel, Role::GeneralManager, TODAY);
    assert_eq!((then.new, then.open), (1, 1), "what came later is not in it: {followed}");
    let now = report(&hotel, Role::GeneralManager, Period { from: day(11), to: day(17) });
    assert_eq!((now.new, now.open), (2, 2));
    let backwards = Period { from: day(15), to: day(14) };
    let session = hotel.session(Role::GeneralManager);
    let refused = hotel.store.read_as_house(|db| morning::report(db, &session, hotel.now(), backwards));
    assert_eq!(code(&refused), "bad_value");
}

#[test]
fn whoever_takes_over_signs_with_the_own_pin_in_the_own_name() {
    let hotel = hotel();
    let other = staff::NewUser {
        sign_in: "night".to_owned(),
        name: "赵敏".to_owned(),
        role: Role::DutyManager,
        department: Department::FrontOffice,
    };
    let user = hotel.write(Role::Administrator, Op::AddUser, &other, |tx| staff::add(tx, &other)).expect("added").value;
    let handover = sign(&hotel, Role::DutyManager, EARLY).expect("signed").value;
    let input = TakeHandover { handover, words: String::new() };
    let session = Session::without_pin(user, Role::DutyManager, Department::FrontOffice);
    let key = RequestKey::new("taken").expect("a plain key");
    let request = Request { key, at: Instant::from_ms(hotel.now().ms()), session, seed: [9; 32] };
    hotel.store.write(&request, Op::TakeHandover, &input, |tx| duty::take(tx, &input)).expect("taken");
    let sheet = page(&hotel, Some(EARLY)).sheet.expect("the sheet");
    assert_eq!(sheet.in_name, "赵敏", "two duty managers hand over to one another");
}

#[test]
fn on_duty_is_who_signed_for_the_shift_that_runs_and_nobody_where_it_was_not_taken() {
    let hotel = hotel();
    let on_duty = || hotel.read(|db| duty::on_duty(db, hotel.now()));
    assert_eq!(on_duty(), None, "nobody took the early shift over");
    hotel.set_now(page(&hotel, Some(EARLY)).span.ends_ms);
    let sheet = sign(&hotel, Role::DutyManager, EARLY).expect("signed").value;
    assert_eq!(on_duty(), None, "nobody has signed for it yet");
    see_all(&hotel, sheet);
    take(&hotel, Role::GeneralManager, sheet).expect("taken");
    let now = on_duty().expect("somebody is on duty");
    assert_eq!(now.user, hotel.session(Role::GeneralManager).user);
    hotel.set_now(now.until_ms);
    assert_eq!(on_duty(), None, "the next shift began, and nobody took it");
}
