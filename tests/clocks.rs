//! The promises' time: hours of work, standing clocks, who has to know, and a public log replayed.

use std::{collections::BTreeMap, fs::File, io::Read, path::Path};

use chrono::NaiveDateTime;
use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        role::{Department, Role},
        time::{HotelClock, Instant},
    },
    tickets::{
        self, ClockRules, DepartmentHours, EditClocks, Hours, PauseReason, PauseTicket, Severity, StepBody, Subject,
        TicketFilter, TicketScope,
        external::{AnswerTerm, DayCounting},
        timing::{
            course::{Course, Event, course},
            escalation::Told,
        },
    },
};
use support::{
    case::{Case, done},
    hotel::{Hotel, code, hotel},
};

const HOUR: i64 = 60;

fn set(hotel: &Hotel, role: Role, change: impl FnOnce(&mut ClockRules)) -> Result<u32> {
    let before = hotel.read(tickets::clock_rules);
    let mut rules = before.rules;
    change(&mut rules);
    let input = EditClocks { seen: before.version, rules, why: "旺季".to_owned() };
    hotel.write(role, Op::EditClocks, &input, |tx| tickets::edit_clocks(tx, &input)).map(|done| done.value)
}

fn pause(case: &Case<'_>, role: Role) -> Result<()> {
    let input = PauseTicket { ticket: case.ticket, reason: PauseReason::Parts, words: "等水管配件".to_owned() };
    case.hotel.write(role, Op::PauseTicket, &input, |tx| tickets::pause(tx, &input)).map(drop)
}

fn resume(case: &Case<'_>) -> Result<()> {
    case.hotel.write(Role::DutyManager, Op::ResumeTicket, &case.ticket, |tx| tickets::resume(tx, case.ticket)).map(drop)
}

fn facts(case: &Case<'_>) -> tickets::TicketFacts {
    case.shown().facts
}

fn minutes(from: Instant, until: Instant) -> i64 {
    (until.ms() - from.ms()) / 60_000
}

#[test]
fn the_house_sets_what_it_promises_and_new_complaints_run_by_it() {
    let hotel = hotel();
    let before = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let quicker = |rules: &mut ClockRules| {
        let urgent = rules.targets.iter_mut().find(|target| target.severity == Severity::Urgent).expect("one each");
        urgent.promised.answer_minutes = 5;
    };
    for role in Role::ALL.iter().filter(|role| **role != Role::GeneralManager) {
        assert_eq!(code(&set(&hotel, *role, quicker)), "not_allowed", "{role} promises nothing for the house");
    }
    assert_eq!(set(&hotel, Role::GeneralManager, quicker).expect("set"), 1);
    let after = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let answer = |case: &Case<'_>| minutes(facts(case).opened_at_ms, facts(case).answer_due_ms);
    assert_eq!((answer(&before), answer(&after)), (15, 5), "what was promised stays promised");
    let stale = EditClocks { seen: 0, rules: ClockRules::of_a_new_house(), why: "旧".to_owned() };
    let refused = hotel.write(Role::GeneralManager, Op::EditClocks, &stale, |tx| tickets::edit_clocks(tx, &stale));
    assert_eq!(code(&refused), "changed_meanwhile");
}

#[test]
fn another_department_works_in_its_own_hours_unless_it_is_urgent() {
    let hotel = hotel();
    let hours = DepartmentHours { department: Department::Engineering, hours: Hours::daily(9 * 60, 10 * 60) };
    set(&hotel, Role::GeneralManager, |rules| rules.hours.push(hours)).expect("set");
    let mut input = support::case::leak(Subject::Room { room: "0915".to_owned() });
    let assigned = |input: &tickets::OpenTicket| {
        let opened = hotel.write(Role::Receptionist, Op::OpenTicket, input, |tx| tickets::open_ticket(tx, input));
        let case = Case { hotel: &hotel, ticket: opened.expect("taken").value.ticket_id };
        let before = facts(&case).solve_due_ms;
        case.to_the_plan();
        (before, facts(&case).solve_due_ms)
    };
    let (before, after) = assigned(&input);
    assert_eq!(before, after, "urgent counts day and night");
    (input.severity, input.department) = (Some(Severity::Normal), Some(Department::FrontOffice));
    let (before, after) = assigned(&input);
    // 72 hours of one hour a day.
    assert!(minutes(before, after) > 60 * 24 * HOUR, "engineering's 72 hours are {} minutes later", minutes(before, after));
}

#[test]
fn standing_clocks_move_what_is_promised_and_never_the_first_answer() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let before = facts(&case);
    assert_eq!(code(&pause(&case, Role::Receptionist)), "not_allowed");
    pause(&case, Role::DutyManager).expect("the clocks stand");
    assert_eq!(code(&pause(&case, Role::DutyManager)), "paused_already");
    hotel.pass_minutes(3 * 60);
    resume(&case).expect("they run");
    assert_eq!(code(&resume(&case)), "not_paused");
    let after = facts(&case);
    assert_eq!(after.answer_due_ms, before.answer_due_ms);
    let moved = [(before.start_due_ms, after.start_due_ms), (before.solve_due_ms, after.solve_due_ms)];
    for (before, after) in moved {
        let stood = minutes(before, after);
        assert!((180..=181).contains(&stood), "three hours were lost, {stood} minutes were given back");
    }
    let shown = case.shown();
    assert_eq!((shown.pauses.len(), shown.pauses[0].words.as_str()), (1, "等水管配件"));
    assert!(shown.pauses[0].ended_at_ms.is_some());
}

#[test]
fn what_stands_still_is_not_late_and_the_outcome_ends_it() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    case.to_the_plan();
    pause(&case, Role::DutyManager).expect("the clocks stand");
    hotel.pass_minutes(3 * 24 * 60);
    let late = TicketFilter { late_at_ms: Some(hotel.now()), ..TicketFilter::of(TicketScope::Open) };
    let session = hotel.session(Role::DutyManager);
    assert_eq!(hotel.read(|db| tickets::list(db, &session, &late, 10)).len(), 0);
    assert!(hotel.read(|db| tickets::escalated(db, &session, hotel.now())).is_empty(), "and nobody is told");
    resume(&case).expect("they run");
    hotel.pass_minutes(3 * 24 * 60);
    let late = TicketFilter { late_at_ms: Some(hotel.now()), ..TicketFilter::of(TicketScope::Open) };
    assert_eq!(hotel.read(|db| tickets::list(db, &session, &late, 10)).len(), 1, "running, it is");
    pause(&case, Role::DutyManager).expect("the clocks stand again");
    case.proposed(Role::DutyManager, Vec::new()).expect("⑤");
    let told =
        StepBody::CarryOut { responsible_handled: None, guest_told: done("已告知"), feedback: None, callback_at_ms: None };
    case.step(Role::DutyManager, told).expect("⑦");
    let shown = case.shown();
    assert!(shown.pauses.iter().all(|pause| pause.ended_at_ms.is_some()), "the guest knows: nothing stands any more");
    assert!(shown.course.paused_ms >= 3 * 24 * 3_600_000, "three days stood: {}", shown.course.paused_ms);
    assert_eq!(code(&pause(&case, Role::DutyManager)), "ticket_closed");
}

#[test]
fn who_has_to_know_grows_with_the_delay() {
    let hotel = hotel();
    let case = Case::of(&hotel, Subject::Room { room: "0915".to_owned() });
    let told = |role: Role| {
        let session = hotel.session(role);
        let found = hotel.read(|db| tickets::escalated(db, &session, hotel.now()));
        found.into_iter().find(|one| one.ticket == case.ticket).map(|one| (one.told.len(), one.to_me))
    };
    assert_eq!(told(Role::DutyManager), None, "in time");
    hotel.pass_minutes(11);
    assert_eq!(told(Role::DutyManager), Some((2, true)), "two thirds of a quarter of an hour");
    assert_eq!(told(Role::GeneralManager), Some((2, false)));
    hotel.pass_minutes(12);
    assert_eq!(told(Role::GeneralManager), Some((4, true)), "half as long again");
    let session = hotel.session(Role::GeneralManager);
    let found = hotel.read(|db| tickets::escalated(db, &session, hotel.now()));
    assert_eq!(found[0].told.last().map(|one| one.told), Some(Told::GeneralManager));
}

/// One incident of the public log as its last row sums it up, and the course that its rows tell.
struct Incident {
    opened: Instant,
    resolved: Option<Instant>,
    closed: Instant,
    reopened: u32,
    reassigned: u32,
    course: Course,
}

#[test]
fn a_public_log_of_incidents_comes_out_as_it_went() {
    let Ok(data) = std::env::var("LOBBY_DATA") else {
        println!("skipped: the log of 24,918 incidents (LOBBY_DATA is not set)");
        return;
    };
    let incidents = replayed(&Path::new(&data).join("tickets/incident_event_log.zip"));
    assert_eq!(incidents.len(), 24_918);
    for (number, one) in &incidents {
        assert_eq!(one.course.opened_at_ms, Some(one.opened), "{number} opened");
        assert_eq!(one.course.closed_at_ms, Some(one.closed), "{number} closed");
        assert_eq!(
            (one.course.reopened, one.course.reassigned),
            (one.reopened, one.reassigned),
            "{number} came back, was passed on"
        );
        assert_eq!(one.course.lasting_ms, Some(one.closed.ms() - one.opened.ms()), "{number} lasted");
        assert!(one.resolved.is_none() || one.course.solved_at_ms == one.resolved, "{number} resolved");
    }
    let count = |which: fn(&Incident) -> bool| incidents.values().filter(|one| which(one)).count();
    assert_eq!(count(|one| one.resolved.is_some() && one.course.solved_at_ms == one.resolved), 23_362);
    assert_eq!((count(|one| one.course.reopened > 0), count(|one| one.course.reassigned > 0)), (275, 11_369));
    let mut lasted: Vec<i64> = incidents.values().filter_map(|one| one.course.lasting_ms).collect();
    lasted.sort_unstable();
    // Ten-thousandths of an hour, rounded, as the log's readers publish mean and median.
    let hours = |ms: i64, shares: i64| (ms * 10_000 / shares * 2 / 3_600_000 + 1) / 2;
    let (sum, middle) = (lasted.iter().sum::<i64>(), lasted.len() / 2);
    assert_eq!(hours(sum, 24_918), 3_153_286, "mean of opened to closed, 315.3286 h");
    assert_eq!(hours(lasted[middle - 1] + lasted[middle], 2), 1_458_667, "median, 145.8667 h");
}

fn replayed(path: &Path) -> BTreeMap<String, Incident> {
    let mut archive = zip::ZipArchive::new(File::open(path).expect("the log is there")).expect("a zip");
    let mut text = Vec::new();
    archive.by_index(0).expect("one file").read_to_end(&mut text).expect("it is read");
    let mut rows: BTreeMap<String, Vec<csv::StringRecord>> = BTreeMap::new();
    for row in csv::Reader::from_reader(text.as_slice()).records() {
        let row = row.expect("a row");
        rows.entry(row[NUMBER].to_owned()).or_default().push(row);
    }
    rows.into_iter().map(|(number, rows)| (number, incident(&rows))).collect()
}

const NUMBER: usize = 0;
const STATE: usize = 1;
const REASSIGNED: usize = 3;
const REOPENED: usize = 4;
const OPENED: usize = 9;
const UPDATED: usize = 13;
const RESOLVED: usize = 34;
const CLOSED: usize = 35;

fn incident(rows: &[csv::StringRecord]) -> Incident {
    let last = rows.last().expect("every incident has a row");
    let count = |row: &csv::StringRecord, column: usize| row[column].parse::<u32>().expect("a count");
    let mut events = vec![(time(&last[OPENED]), Event::Opened)];
    let (mut reassigned, mut reopened, mut waits) = (0, 0, false);
    for row in rows {
        let at = time(&row[UPDATED]);
        events.extend((reassigned..count(row, REASSIGNED)).map(|_| (at, Event::Reassigned)));
        events.extend((reopened..count(row, REOPENED)).map(|_| (at, Event::Reopened)));
        (reassigned, reopened) = (count(row, REASSIGNED), count(row, REOPENED));
        let waiting = row[STATE].starts_with("Awaiting");
        events.extend((waiting && !waits).then_some((at, Event::Paused)));
        events.extend((!waiting && waits).then_some((at, Event::Resumed)));
        waits = waiting;
        match &row[STATE] {
            "Resolved" => events.push((at, Event::Solved)),
            "Closed" => events.push((at, Event::Closed)),
            _ => {}
        }
    }
    let clock = HotelClock { zone: chrono_tz::UTC, day_ends_hour: 4 };
    Incident {
        opened: time(&last[OPENED]),
        resolved: (&last[RESOLVED] != "?").then(|| time(&last[RESOLVED])),
        closed: time(&last[CLOSED]),
        reopened,
        reassigned,
        course: course(events, &Hours::always().into(), &clock),
    }
}

fn time(text: &str) -> Instant {
    let time = NaiveDateTime::parse_from_str(text, "%d/%m/%Y %H:%M").expect("a time of the log");
    Instant::from_ms(time.and_utc().timestamp_millis())
}

/// The days that the government declared from 2007 to 2025, where they lie beside the project; 2025's National Day is counted by
/// hand.
#[test]
fn a_country_s_holidays_are_read_and_counted_with() {
    let Some(data) = std::env::var_os("LOBBY_DATA") else { return println!("LOBBY_DATA is not set: no calendar to read") };
    let file = std::path::PathBuf::from(data).join("calendar").join("cn_holidays_2007_2025.csv");
    let text = std::fs::read_to_string(&file).expect("the calendar");
    let days = tickets::special_days(&text).expect("every line is a day");
    assert_eq!(days.len(), text.lines().skip(1).filter(|line| !line.is_empty()).count(), "each day once");
    let off = days.iter().filter(|day| day.off).count();
    let worked = days.len() - off;
    assert!(off > worked && worked > 0, "{off} off, {worked} worked");
    let term = AnswerTerm { days: 10, counting: DayCounting::Working };
    let received = "2025-09-26".parse().expect("a day");
    assert_eq!(term.last_day(received, &days).to_string(), "2025-10-16");
    println!("{off} days off, {worked} worked for them");
}
