//! 投诉预警 and 整改 against a real file: what is counted opens its rows, and nobody settles what they own.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{ActionId, TicketId},
        role::{Department, Role},
        time::BusinessDate,
    },
    db::Done,
    tickets::{self, Area, Cause, Finding, OpenTicket, ProblemCode, StepBody, StepTicket, Subject, TicketKind},
    warnings::{
        self, Behind, CauseKind, Days, EffectOutcome, Rule, Scope, SignalKind, WatchRules,
        pareto::{self, AbcClass, Thresholds},
        rare,
        register::{
            self, ActionAnswer, ActionBody, ActionScope, ActionState, ActionSubject, ActionVerdict, Prevention, RaiseAction,
            StepAction,
        },
        weekly::{self, ChartStanding, Group},
    },
};
use proptest::prelude::*;
use support::{
    hotel::{Hotel, code, hotel},
    stays,
};

/// The fixed clock's day: a Tuesday.
const TODAY: &str = "2026-07-14";

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a test's date")
}

fn complaint(hotel: &Hotel, subject: Subject, problem: ProblemCode) -> TicketId {
    let input = OpenTicket {
        kind: TicketKind::Complaint,
        subject,
        problem,
        severity: None,
        mood: None,
        words: "一句话".to_owned(),
        area: None,
        touchpoint: None,
        department: None,
        about: None,
    };
    let done = hotel.write(Role::Receptionist, Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input));
    done.expect("a complaint is taken").value.ticket_id
}

fn in_room(hotel: &Hotel, room: &str, problem: ProblemCode) -> TicketId {
    complaint(hotel, Subject::Room { room: room.to_owned() }, problem)
}

fn all() -> Scope {
    Scope::default()
}

fn today_only() -> Behind {
    Behind { days: Days { from: day(TODAY), to: day(TODAY) }, scope: all() }
}

fn raised(hotel: &Hotel, role: Role, owner: Role, ticket_ids: Vec<TicketId>) -> Result<Done<ActionAnswer>> {
    let input = RaiseAction {
        finding: "09、10 层西侧冷凝水管老化，本周漏水 3 起".to_owned(),
        prevention: Prevention::Quality,
        subject: ActionSubject { problem: Some(ProblemCode::WaterLeak), ..ActionSubject::default() },
        department: Department::Engineering,
        owner: hotel.session(owner).user,
        due: day("2026-07-31"),
        tickets: ticket_ids,
    };
    hotel.write(role, Op::RaiseAction, &input, |tx| register::raise(tx, &input))
}

fn step(hotel: &Hotel, role: Role, action: ActionId, body: ActionBody) -> Result<Done<ActionAnswer>> {
    let input = StepAction { action, body };
    hotel.write(role, Op::StepAction, &input, |tx| register::step(tx, &input))
}

fn evidence() -> ActionBody {
    ActionBody::Evidence { words: "西侧立管全部换新，照片在工程部".to_owned(), done_on: day(TODAY) }
}

fn verified(verdict: ActionVerdict) -> ActionBody {
    ActionBody::Verify { verdict, words: "现场看过三间".to_owned() }
}

fn closed() -> ActionBody {
    ActionBody::Close { words: "两周无新投诉".to_owned() }
}

#[test]
fn the_week_counts_the_nights_that_were_slept_and_the_complaints_that_were_taken() {
    let hotel = hotel();
    let guest = hotel.guest("周敏", "13900001234");
    // Whole weeks before Tuesday the 14th end on Sunday the 12th: of this stay seven nights lie in the last one.
    stays::departed(&hotel, guest, "2026-07-04", "2026-07-14", 0, 0);
    stays::in_house(&hotel, guest, "2026-07-12", "2026-07-20", 0, 0);
    let reader = hotel.session(Role::GeneralManager);
    let chart = hotel.read(|db| warnings::weekly_chart(db, &reader, &all(), Some(4), day(TODAY)));
    let nights: Vec<u32> = chart.weeks.iter().map(|week| week.nights).collect();
    assert_eq!(nights, [0, 0, 2, 8], "the 4th and 5th, then seven and one");
    assert_eq!(chart.weeks[3].days, Days { from: day("2026-07-06"), to: day("2026-07-12") });
    assert_eq!(chart.weeks[3].standing, ChartStanding::TooFew, "one judged week is no baseline");
    assert_eq!(chart.weeks[3].rate, Some(0.0));
    assert_eq!(chart.weeks[2].rate, None, "two room-nights say 数据不足");
    let on = |scope| hotel.read(|db| warnings::weekly_chart(db, &reader, &scope, Some(1), day(TODAY))).weeks[0].nights;
    assert_eq!(on(Scope { room: Some("1206".to_owned()), ..all() }), 8, "both slept in 1206");
    assert_eq!(on(Scope { floor: Some("12".to_owned()), ..all() }), 8);
    assert_eq!(on(Scope { floor: Some("11".to_owned()), ..all() }), 0, "nobody slept on that floor");
    assert_eq!(on(Scope { problem: Some(ProblemCode::Wifi), ..all() }), 8, "a problem narrows complaints, not nights");
}

#[test]
fn a_week_above_its_limit_is_red_and_opens_exactly_its_complaints() {
    let hotel = hotel();
    let guest = hotel.guest("周敏", "13900001234");
    stays::departed(&hotel, guest, "2026-01-01", "2026-07-14", 0, 0);
    let taken: Vec<TicketId> = (0..6).map(|_| in_room(&hotel, "0915", ProblemCode::WaterLeak)).collect();
    // A week later the week of the complaints is whole.
    let later = day("2026-07-21");
    stays::departed(&hotel, guest, "2026-07-14", "2026-07-21", 0, 0);
    let reader = hotel.session(Role::GeneralManager);
    let chart = hotel.read(|db| warnings::weekly_chart(db, &reader, &all(), None, later));
    let last = chart.weeks.last().expect("weeks");
    assert_eq!((last.complaints, last.nights, last.standing), (6, 7, ChartStanding::Above), "{:?}", last.limits);
    assert_eq!(chart.weeks[..25].iter().filter(|week| week.standing == ChartStanding::Inside).count(), 25);
    let behind = Behind { days: last.days, scope: chart.scope };
    let mut opened: Vec<TicketId> =
        hotel.read(|db| warnings::behind(db, &reader, &behind)).into_iter().map(|line| line.id).collect();
    opened.sort();
    assert_eq!(opened, sorted(&taken), "the point opens its complaints and no other");
}

#[test]
fn causes_fall_into_classes_and_the_map_shows_the_house() {
    let hotel = hotel();
    let guest = hotel.guest("周敏", "13900001234");
    stays::departed(&hotel, guest, "2026-07-10", "2026-07-15", 0, 0);
    let leaks: Vec<TicketId> = (0..7).map(|_| in_room(&hotel, "0915", ProblemCode::WaterLeak)).collect();
    in_room(&hotel, "0913", ProblemCode::Wifi);
    in_room(&hotel, "1015", ProblemCode::Wifi);
    complaint(&hotel, Subject::Outside { name: String::new() }, ProblemCode::BanquetSound);
    let reader = hotel.session(Role::GeneralManager);
    let causes = |kind| hotel.read(|db| warnings::causes(db, &reader, &today_only(), kind));
    let by_problem = causes(CauseKind::Problem);
    let told: Vec<(&str, u32, AbcClass)> =
        by_problem.lines.iter().map(|line| (line.word.as_str(), line.count, line.class)).collect();
    assert_eq!(told, [("water_leak", 7, AbcClass::A), ("wifi", 2, AbcClass::B), ("banquet_sound", 1, AbcClass::C)]);
    assert_eq!((by_problem.total, by_problem.open), (10, 0));
    let by_cause = causes(CauseKind::Cause);
    assert_eq!((by_cause.total, by_cause.open), (0, 10), "nobody analysed one yet");
    analysed(&hotel, leaks[0], Cause::Attitude);
    analysed(&hotel, leaks[0], Cause::Quality);
    let by_cause = causes(CauseKind::Cause);
    let told: Vec<(&str, u32)> = by_cause.lines.iter().map(|line| (line.word.as_str(), line.count)).collect();
    assert_eq!((told, by_cause.open), (vec![("quality", 1)], 9), "the amended cause counts, once");
    let of_cause = Behind { scope: by_cause.lines[0].scope.clone(), ..today_only() };
    let opened: Vec<TicketId> = hotel.read(|db| warnings::behind(db, &reader, &of_cause)).iter().map(|line| line.id).collect();
    assert_eq!(opened, [leaks[0]], "a cause opens the complaints that were analysed so");

    let map = hotel.read(|db| warnings::map(db, &reader, &today_only()));
    let floors: Vec<(&str, u32)> = map.floors.iter().map(|floor| (floor.floor.as_str(), floor.count)).collect();
    assert_eq!(floors, [("12", 0), ("10", 1), ("09", 8)], "highest floor first; 1206 was slept in without a complaint");
    assert_eq!((map.elsewhere, map.most), (1, 7));
}

fn analysed(hotel: &Hotel, ticket: TicketId, cause: Cause) {
    let owner = hotel.session(Role::DutyManager).user;
    let steps = [
        StepBody::Judge { grounds: Finding::Yes, demand: Finding::Yes, why: "看过".to_owned() },
        StepBody::Assign { department: Department::Engineering, owner },
        StepBody::Analyse { cause, house_cause: None, happened: "管堵".to_owned(), responsible: String::new() },
    ];
    for body in steps {
        let input = StepTicket { ticket, body };
        hotel.write(Role::DutyManager, input.body.op(), &input, |tx| tickets::step(tx, &input)).expect("a step");
    }
}

#[test]
fn what_repeats_itself_is_a_signal_with_its_complaints() {
    let hotel = hotel();
    let guest = hotel.guest("周敏", "13900001234");
    stays::in_house(&hotel, guest, "2026-07-10", "2026-07-15", 0, 0);
    let first = in_room(&hotel, "0915", ProblemCode::WaterLeak);
    in_room(&hotel, "0915", ProblemCode::Wifi);
    assert_eq!(kinds(&hotel), [], "one of each repeats nothing");
    let second = in_room(&hotel, "0915", ProblemCode::WaterLeak);
    let of_guest = [
        complaint(&hotel, Subject::Guest { guest }, ProblemCode::SlowService),
        complaint(&hotel, Subject::Guest { guest }, ProblemCode::Invoice),
    ];
    assert_eq!(kinds(&hotel), [(SignalKind::SameRoom, 2), (SignalKind::SameGuest, 2)]);
    let found = signals(&hotel, Role::GeneralManager);
    assert_eq!(sorted(&found[0].tickets), sorted(&[first, second]));
    assert_eq!(sorted(&found[1].tickets), sorted(&of_guest));
    assert_eq!((found[1].guest_name.as_str(), found[1].behind.scope.guest), ("周敏", Some(guest)));
    assert_eq!(found[0].behind.scope.room.as_deref(), Some("0915"));
    // Facilities: the leaks and the network; a house that wants three hears of it.
    let rules = WatchRules { same_area: Rule { days: 1, count: 3 }, ..WatchRules::default() };
    hotel
        .write(Role::GeneralManager, Op::SetWatchRules, &rules, |tx| warnings::set_watch_rules(tx, &rules))
        .expect("the house chooses");
    assert!(kinds(&hotel).contains(&(SignalKind::SameArea, 3)), "{:?}", kinds(&hotel));
    assert_eq!(signals(&hotel, Role::GeneralManager)[2].behind.scope.area, Some(Area::Facilities));
    hotel.pass_minutes(60 * 24 * 31);
    assert_eq!(kinds(&hotel), [(SignalKind::SameGuest, 2)], "30 days on, the room is forgotten; the guest is not");
}

fn signals(hotel: &Hotel, role: Role) -> Vec<warnings::Signal> {
    let reader = hotel.session(role);
    let today = hotel.read(|db| Ok(db.hotel().clock.business_date(hotel.now())));
    hotel.read(|db| warnings::signals(db, &reader, today))
}

fn kinds(hotel: &Hotel) -> Vec<(SignalKind, u32)> {
    signals(hotel, Role::GeneralManager).iter().map(|signal| (signal.kind, signal.count)).collect()
}

fn sorted(tickets: &[TicketId]) -> Vec<TicketId> {
    let mut tickets = tickets.to_vec();
    tickets.sort();
    tickets
}

#[test]
fn a_department_head_hears_of_the_own_department_alone() {
    let hotel = hotel();
    for _ in 0..2 {
        in_room(&hotel, "0915", ProblemCode::WaterLeak);
        in_room(&hotel, "0820", ProblemCode::Hair);
    }
    let rooms =
        |role| -> Vec<String> { signals(&hotel, role).into_iter().filter_map(|signal| signal.behind.scope.room).collect() };
    assert_eq!(rooms(Role::DutyManager), ["0820", "0915"]);
    assert_eq!(rooms(Role::DepartmentHead), ["0915"], "housekeeping's room is not engineering's");
    let head = hotel.session(Role::DepartmentHead);
    let lines = hotel.read(|db| warnings::behind(db, &head, &today_only()));
    assert!(lines.iter().all(|line| line.department == Department::Engineering) && lines.len() == 2);
    let nosy = Behind { scope: Scope { department: Some(Department::Housekeeping), ..all() }, ..today_only() };
    assert_eq!(hotel.read(|db| warnings::causes(db, &head, &nosy, CauseKind::Problem)).lines[0].word, "water_leak");
}

#[test]
fn a_house_s_own_figures_are_bounded_and_only_the_house_sets_them() {
    let hotel = hotel();
    let usual = WatchRules::default();
    let set =
        |role, rules: WatchRules| code(&hotel.write(role, Op::SetWatchRules, &rules, |tx| warnings::set_watch_rules(tx, &rules)));
    let cases = [
        (Role::DutyManager, usual, "not_allowed"),
        (Role::GeneralManager, WatchRules { same_room: Rule { days: 0, count: 2 }, ..usual }, "bad_value"),
        (Role::GeneralManager, WatchRules { same_guest: Rule { days: 90, count: 1 }, ..usual }, "bad_value"),
        (Role::GeneralManager, WatchRules { abc: Thresholds { a_percent: 90, b_percent: 70 }, ..usual }, "bad_value"),
        (Role::GeneralManager, WatchRules { effect_days: 3, ..usual }, "bad_value"),
        (Role::GeneralManager, WatchRules { abc: Thresholds { a_percent: 60, b_percent: 80 }, ..usual }, "done"),
    ];
    for (role, rules, expected) in cases {
        assert_eq!(set(role, rules), expected, "{rules:?}");
    }
    assert_eq!(hotel.read(warnings::watch_rules).abc.a_percent, 60);
}

#[test]
fn a_finding_goes_from_owner_to_evidence_to_somebody_else_and_is_closed_with_its_effect() {
    let hotel = hotel();
    let taken = vec![in_room(&hotel, "0915", ProblemCode::WaterLeak), in_room(&hotel, "0915", ProblemCode::WaterLeak)];
    let action = raised(&hotel, Role::GeneralManager, Role::DepartmentHead, taken.clone()).expect("a finding").value;
    assert_eq!((action.number.as_str(), action.state), ("ZG-20260714-A01", ActionState::Open));
    let under = signals(&hotel, Role::GeneralManager)[0].action.clone().expect("the signal is worked on");
    assert_eq!((under.id, under.number), (action.action_id, action.number.clone()));

    let id = action.action_id;
    assert_eq!(code(&step(&hotel, Role::GeneralManager, id, verified(ActionVerdict::Accepted))), "no_evidence");
    assert_eq!(code(&step(&hotel, Role::GeneralManager, id, closed())), "not_verified");
    step(&hotel, Role::DepartmentHead, id, evidence()).expect("the owner hands in evidence");
    for body in [verified(ActionVerdict::Accepted), closed(), ActionBody::Withdraw { words: "算了".to_owned() }] {
        assert_eq!(code(&step(&hotel, Role::DepartmentHead, id, body)), "own_action", "the owner settles nothing");
    }
    step(&hotel, Role::DutyManager, id, verified(ActionVerdict::Returned)).expect("sent back");
    assert_eq!(code(&step(&hotel, Role::GeneralManager, id, closed())), "not_verified", "what was sent back is not verified");
    step(&hotel, Role::DepartmentHead, id, evidence()).expect("evidence again");
    step(&hotel, Role::DutyManager, id, verified(ActionVerdict::Accepted)).expect("somebody else verifies");
    assert_eq!(code(&step(&hotel, Role::DepartmentHead, id, closed())), "own_action", "its owner cannot close it");
    let state = step(&hotel, Role::DutyManager, id, closed()).expect("somebody else closes").value.state;
    assert_eq!(state, ActionState::Closed);
    assert_eq!(code(&step(&hotel, Role::GeneralManager, id, evidence())), "action_settled");

    let reader = hotel.session(Role::GeneralManager);
    let whole = hotel.read(|db| register::show(db, &reader, id, day(TODAY)));
    assert_eq!(whole.steps.len(), 6, "each step stands, those that were sent back too");
    assert_eq!(sorted(&whole.tickets), sorted(&taken));
    assert_eq!(whole.steps[0].owner_name, "department_head", "the step names its owner");
    assert_eq!(signals(&hotel, Role::GeneralManager)[0].action, None, "what is settled works on nothing");
    let open = hotel.read(|db| register::list(db, &reader, ActionScope::Open, day(TODAY)));
    let settled = hotel.read(|db| register::list(db, &reader, ActionScope::Settled, day(TODAY)));
    assert_eq!((open.len(), settled.len(), settled[0].evidence), (0, 1, 2));
}

#[test]
fn nobody_gets_round_their_own_action_by_handing_it_over() {
    let hotel = hotel();
    let id = raised(&hotel, Role::GeneralManager, Role::DutyManager, Vec::new()).expect("a finding").value.action_id;
    let other = hotel.session(Role::DepartmentHead).user;
    let hand_over = ActionBody::Amend {
        owner: other,
        department: Department::Engineering,
        due: day("2026-07-31"),
        words: "工程部接手".to_owned(),
    };
    step(&hotel, Role::DutyManager, id, hand_over).expect("handed over");
    step(&hotel, Role::DutyManager, id, evidence()).expect("evidence by who owned it");
    for role in [Role::DutyManager, Role::DepartmentHead] {
        assert_eq!(code(&step(&hotel, role, id, verified(ActionVerdict::Accepted))), "own_action", "{role}");
    }
    step(&hotel, Role::GeneralManager, id, verified(ActionVerdict::Accepted)).expect("a third person may");
    // Whoever verified it takes it over: then somebody else has to look again.
    let back = ActionBody::Amend {
        owner: hotel.session(Role::GeneralManager).user,
        department: Department::Management,
        due: day("2026-07-31"),
        words: "总经理接手".to_owned(),
    };
    let state = step(&hotel, Role::GeneralManager, id, back).expect("taken over").value.state;
    assert_eq!(state, ActionState::AwaitingCheck);
    assert_eq!(code(&step(&hotel, Role::GeneralManager, id, closed())), "own_action");
}

#[test]
fn the_register_refuses_what_it_cannot_keep() {
    let hotel = hotel();
    let owner = hotel.session(Role::DepartmentHead).user;
    let good = RaiseAction {
        finding: "漏水".to_owned(),
        prevention: Prevention::Quality,
        subject: ActionSubject::default(),
        department: Department::Engineering,
        owner,
        due: day(TODAY),
        tickets: Vec::new(),
    };
    let nowhere = TicketId(lobby_core::base::ids::RawId::from_bytes([3; 16]));
    let nobody = lobby_core::base::ids::UserId(lobby_core::base::ids::RawId::from_bytes([4; 16]));
    let cases = [
        (Role::GeneralManager, good.clone(), "done"),
        (Role::DepartmentHead, good.clone(), "done"),
        (Role::Receptionist, good.clone(), "not_allowed"),
        (Role::DataOfficer, good.clone(), "not_allowed"),
        (Role::DepartmentHead, RaiseAction { department: Department::Sales, ..good.clone() }, "action_other_department"),
        (Role::GeneralManager, RaiseAction { finding: "  ".to_owned(), ..good.clone() }, "empty"),
        (Role::GeneralManager, RaiseAction { due: day("2026-07-13"), ..good.clone() }, "bad_value"),
        (Role::GeneralManager, RaiseAction { due: day("2028-07-13"), ..good.clone() }, "bad_value"),
        (Role::GeneralManager, RaiseAction { owner: nobody, ..good.clone() }, "not_found"),
        (Role::GeneralManager, RaiseAction { tickets: vec![nowhere], ..good.clone() }, "not_found"),
        (Role::GeneralManager, RaiseAction { tickets: vec![nowhere; register::TICKETS_MAX + 1], ..good.clone() }, "action_full"),
    ];
    for (role, input, expected) in cases {
        let outcome = hotel.write(role, Op::RaiseAction, &input, |tx| register::raise(tx, &input));
        assert_eq!(code(&outcome), expected, "{role}: {input:?}");
    }
    let reader = hotel.session(Role::GeneralManager);
    let lines = hotel.read(|db| register::list(db, &reader, ActionScope::Open, day(TODAY)));
    assert_eq!(lines.len(), 2, "a refused finding leaves nothing");
    let id = lines[0].facts.id;
    let cases = [
        (ActionBody::Evidence { words: "好了".to_owned(), done_on: day("2026-07-15") }, "bad_value"),
        (ActionBody::Evidence { words: "好了".to_owned(), done_on: day("2026-07-13") }, "bad_value"),
        (ActionBody::Evidence { words: String::new(), done_on: day(TODAY) }, "empty"),
        (ActionBody::Raise { owner, due: day(TODAY) }, "bad_value"),
    ];
    for (body, expected) in cases {
        assert_eq!(code(&step(&hotel, Role::GeneralManager, id, body.clone())), expected, "{body:?}");
    }
    let late = hotel.read(|db| register::list(db, &reader, ActionScope::Open, day("2026-07-15")));
    assert!(late.iter().all(|line| line.late), "what was due yesterday is late");
    assert!(lines.iter().all(|line| !line.late), "what is due today is not");
}

#[test]
fn an_effect_compares_equal_windows_before_the_finding_and_after_it_was_done() {
    let hotel = hotel();
    let guest = hotel.guest("周敏", "13900001234");
    stays::departed(&hotel, guest, "2026-05-01", "2026-09-01", 0, 0);
    for _ in 0..8 {
        in_room(&hotel, "0915", ProblemCode::WaterLeak);
    }
    in_room(&hotel, "0915", ProblemCode::Wifi);
    hotel.pass_minutes(60 * 24);
    let id = raised(&hotel, Role::GeneralManager, Role::DepartmentHead, Vec::new()).expect("a finding").value.action_id;
    let reader = hotel.session(Role::GeneralManager);
    let effect = |today: &str| hotel.read(|db| warnings::effect_of(db, &reader, id, day(today)));
    assert_eq!((effect("2026-07-16").after, effect("2026-07-16").outcome), (None, EffectOutcome::TooFew), "nothing is done yet");
    hotel.pass_minutes(60 * 24);
    let done = ActionBody::Evidence { words: "换管".to_owned(), done_on: day("2026-07-16") };
    step(&hotel, Role::DepartmentHead, id, done).expect("evidence");
    let early = effect("2026-07-19");
    assert_eq!(early.after, Some(Days { from: day("2026-07-17"), to: day("2026-07-18") }), "two days have passed");
    assert_eq!(early.before, Days { from: day("2026-07-13"), to: day("2026-07-14") }, "so two before are compared");
    assert_eq!((early.nights_before, early.nights_after, early.outcome), (2, 2, EffectOutcome::TooFew));
    let late = effect("2026-09-30");
    assert_eq!(late.before, Days { from: day("2026-06-17"), to: day("2026-07-14") });
    assert_eq!(late.after, Some(Days { from: day("2026-07-17"), to: day("2026-08-13") }));
    assert_eq!((late.complaints_before, late.complaints_after, late.nights_before), (8, 0, 28), "the network is no leak");
    assert_eq!(late.outcome, EffectOutcome::Fewer);
}

#[test]
fn days_between_complaints_of_a_rare_problem_are_counted_from_the_file() {
    let hotel = hotel();
    let reader = hotel.session(Role::GeneralManager);
    let chart = |today: &str| hotel.read(|db| warnings::gap_chart(db, &reader, ProblemCode::Theft, day(today)));
    assert_eq!((chart(TODAY).gaps.len(), chart(TODAY).last), (0, None));
    for _ in 0..8 {
        in_room(&hotel, "0511", ProblemCode::Theft);
        hotel.pass_minutes(60 * 24 * 30);
    }
    let found = chart("2027-03-01");
    let days: Vec<u32> = found.gaps.iter().map(|gap| gap.days).collect();
    assert_eq!(days, [30; 7]);
    assert!(found.limits.is_some_and(|limits| (limits.centre - 30.0).abs() < 1e-6));
    assert_eq!(found.days_since, Some(20), "from the 9th of February");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn the_alarm_is_the_first_whole_count_above_the_limit(mean in 0.0f64..0.5, nights in 5u32..50_000) {
        let limits = weekly::limits(mean, nights).expect("enough room-nights");
        let limit = limits.upper / weekly::PER_NIGHTS * f64::from(nights);
        prop_assert!(f64::from(limits.alarm_at) > limit - 1e-6, "{limits:?}");
        prop_assert!(f64::from(limits.alarm_at) <= limit + 1.0 + 1e-6, "{limits:?}");
        prop_assert!(limits.lower <= limits.mean && limits.mean <= limits.upper && limits.lower >= 0.0);
        let at = |complaints| weekly::standing(Group { complaints, nights }, Some(mean));
        prop_assert_eq!(at(limits.alarm_at), ChartStanding::Above);
        prop_assert_ne!(at(limits.alarm_at - 1), ChartStanding::Above);
    }

    #[test]
    fn more_room_nights_never_widen_the_limits(mean in 0.001f64..0.5, nights in 5u32..50_000) {
        let (few, more) = (weekly::limits(mean, nights), weekly::limits(mean, nights + 1));
        let (few, more) = (few.expect("enough"), more.expect("enough"));
        prop_assert!(more.upper <= few.upper + 1e-9 && more.lower >= few.lower - 1e-9);
    }

    #[test]
    fn an_abc_table_keeps_every_complaint_and_its_classes_never_rise(amounts in prop::collection::vec(0u32..500, 0..40)) {
        let named: Vec<(usize, u32)> = amounts.iter().copied().enumerate().collect();
        let lines = pareto::ranked(named, Thresholds::default());
        let total: u32 = amounts.iter().sum();
        prop_assert_eq!(lines.iter().map(|line| line.amount).sum::<u32>(), total);
        prop_assert_eq!(lines.last().map_or(0, |line| line.cumulative), total);
        for pair in lines.windows(2) {
            prop_assert!(pair[0].amount >= pair[1].amount && pair[0].class <= pair[1].class, "{pair:?}");
        }
        prop_assert!(lines.first().is_none_or(|first| first.class == AbcClass::A));
    }

    #[test]
    fn gap_limits_hold_their_centre_and_grow_with_the_waits(waits in prop::collection::vec(1u32..400, 6..40), times in 2u32..5) {
        let limits = rare::limits(&waits).expect("enough gaps");
        prop_assert!(limits.centre <= limits.upper && limits.lower.is_none_or(|lower| lower <= limits.centre));
        let longer: Vec<u32> = waits.iter().map(|wait| wait * times).collect();
        let scaled = rare::limits(&longer).expect("enough gaps");
        // The power is taken of each wait, so a calendar that runs slower only stretches the chart.
        prop_assert!((scaled.centre / limits.centre - f64::from(times)).abs() < 1e-6, "{limits:?} {scaled:?}");
    }

    #[test]
    fn swapping_before_and_after_swaps_the_outcome(before in 0u32..60, after in 0u32..60, nights in 5u32..3_000) {
        let group = |complaints| Group { complaints, nights };
        let swapped = match warnings::outcome(group(before), group(after)) {
            EffectOutcome::Fewer => EffectOutcome::More,
            EffectOutcome::More => EffectOutcome::Fewer,
            same => same,
        };
        prop_assert_eq!(warnings::outcome(group(after), group(before)), swapped);
    }
}

/// Whoever of the house acts, in whatever order: an action is settled by somebody who never owned it nor handed in evidence.
#[test]
fn no_path_settles_an_action_by_whoever_answers_for_it() {
    let moves = prop::collection::vec((0usize..3, 0usize..6, 0usize..3), 1..14);
    let hotel = hotel();
    let roles = [Role::DutyManager, Role::GeneralManager, Role::DepartmentHead];
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(24));
    let run = runner.run(&moves, |moves| {
        let id = raised(&hotel, Role::GeneralManager, Role::DepartmentHead, Vec::new()).expect("a finding").value.action_id;
        let mut involved = vec![hotel.session(Role::DepartmentHead).user];
        for (who, what, to) in moves {
            let person = hotel.session(roles[who]).user;
            let new_owner = hotel.session(roles[to]).user;
            let body = match what {
                0 => evidence(),
                1 => verified(ActionVerdict::Accepted),
                2 => closed(),
                3 => ActionBody::Withdraw { words: "不成立".to_owned() },
                4 => verified(ActionVerdict::Returned),
                _ => ActionBody::Amend {
                    owner: new_owner,
                    department: Department::Engineering,
                    due: day("2026-07-31"),
                    words: "换人".to_owned(),
                },
            };
            let settles = matches!(what, 1..=4);
            let took = step(&hotel, roles[who], id, body).is_ok();
            prop_assert!(!(took && settles && involved.contains(&person)), "{} settled what they answer for", roles[who]);
            match what {
                0 if took => involved.push(person),
                5 if took => involved.push(new_owner),
                _ => {}
            }
        }
        Ok(())
    });
    run.expect("no path");
}
