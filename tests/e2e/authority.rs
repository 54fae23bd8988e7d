//! Scenario B.3 to B.5 in the real window, by keys: limits on screen, 批示 by phone, what the approver says of it later.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `authority`, to be laid beside the design's screen f.

use std::path::Path;

use lobby_core::{
    audit::op::Op,
    base::{
        ids::TicketId,
        money::Minor,
        points::Points,
        request::{Request, RequestKey},
        role::{Department, Role, Session},
        time::Instant,
    },
    db::Store,
    open, staff,
    tickets::{
        self, Cause, Finding, NewRemedy, OpenTicket, ProblemCode, Remedy, Severity, StepBody, StepTicket, Subject, TicketKind,
        phone::code,
    },
};
use support::window::program;

use super::pictures::Pictures;
use super::tour::{
    hands::{change_hands, dialog_at, no_dialog, sign_in_as, start_practice, take_next},
    prepare,
};

pub(super) fn machine_now() -> Instant {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    Instant::from_ms(i64::try_from(now.as_millis()).expect("a clock of this era"))
}

/// Returns the six digits that the practice approver's phone shows now.
pub(super) fn shown_code() -> String {
    let secret = code::read(tickets::phone::PRACTICE_SECRET).expect("the practice secret");
    code::code_of(&secret, code::step_at(machine_now())).expect("a code of this era")
}

fn session(store: &Store, role: Role) -> Session {
    let people = store.read_as_house(staff::list).expect("people are listed");
    let user = people.into_iter().find(|user| user.role == role).expect("one of each role");
    Session::without_pin(user.id, user.role, user.department)
}

/// Takes the leak of 0915 and works on it as far as the proposal that waits for 批示.
pub(super) fn leak(home: &Path) -> TicketId {
    let path = home.join("practice.lobby");
    let secret = open::passphrase_known(&path).expect("a practice hotel opens by itself");
    let store = open::open(&path, &secret).expect("the practice hotel opens");
    let at = store.hotel().now(machine_now());
    let duty = session(&store, Role::DutyManager);
    let owner = session(&store, Role::DepartmentHead).user;
    let request = |name: &str| Request {
        key: RequestKey::new(format!("leak-{name}")).expect("a plain key"),
        at,
        session: duty.clone(),
        seed: [4; 32],
    };
    let input = OpenTicket {
        kind: TicketKind::Complaint,
        subject: Subject::Room { room: "0915".to_owned() },
        problem: ProblemCode::WaterLeak,
        severity: Some(Severity::Urgent),
        mood: None,
        words: "天花板滴水，床和行李箱都湿了，要求今晚换房、免房费".to_owned(),
        area: None,
        touchpoint: None,
        department: None,
        about: None,
    };
    let opened = store.write(&request("open"), Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input));
    let ticket = opened.expect("the complaint is taken").value.ticket_id;
    let remedy = |remedy, words: &str, minor| NewRemedy {
        remedy,
        words: words.to_owned(),
        amount_minor: Minor::new(minor).expect("a small sum"),
        points: Points::ZERO,
    };
    let remedies = vec![remedy(Remedy::Laundry, "干洗", 15_000), remedy(Remedy::Waive, "免房费 1 晚", 88_000)];
    let steps = [
        StepBody::Judge { grounds: Finding::Yes, demand: Finding::Partly, why: "看过现场".to_owned() },
        StepBody::Assign { department: Department::Engineering, owner },
        StepBody::Analyse {
            cause: Cause::Quality,
            house_cause: None,
            happened: "1015 空调冷凝管堵".to_owned(),
            responsible: String::new(),
        },
        StepBody::Propose { words: String::new(), remedies, withdraw: Vec::new() },
    ];
    for body in steps {
        let input = StepTicket { ticket, body };
        let name = format!("step-{}", input.body.number());
        store.write(&request(&name), input.body.op(), &input, |tx| tickets::step(tx, &input)).expect("a step is taken");
    }
    ticket
}

#[test]
fn what_is_above_the_limit_is_approved_by_phone_and_countersigned() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let ticket = leak(home.path());
    let mut pictures = Pictures::open(program, home.path(), "authority");
    start_practice(&pictures.window);
    sign_in_as(&pictures.window, 2, "周启明");
    by_phone(&mut pictures, ticket);
    change_hands(&pictures.window, 4, "沈国华");
    countersigned(&mut pictures);
    settings(&mut pictures);
    shades(&mut pictures, ticket);
    pictures.fine();
}

/// Three inputs: the code, the wording, Enter.
fn by_phone(pictures: &mut Pictures, ticket: TicketId) {
    pictures.goes(&format!("#/ticket/{ticket}"), "免房费 1 晚");
    pictures.look("ticket");
    pictures.window.press("Alt+6");
    dialog_at(&pictures.window, "input[autocomplete=one-time-code]");
    pictures.window.type_text("000000");
    dialog_at(&pictures.window, "input[autocomplete=off]");
    pictures.window.type_text("同意免一晚，明早我给客人打电话。");
    pictures.window.press("Enter");
    pictures.window.wait_for_text_in("[role=dialog]", "还可试 2 次");
    pictures.look("phone-wrong");
    pictures.window.press("Esc");
    no_dialog(&pictures.window);
    pictures.window.press("Alt+6");
    dialog_at(&pictures.window, "input[autocomplete=one-time-code]");
    pictures.window.type_text(&shown_code());
    dialog_at(&pictures.window, "input[autocomplete=off]");
    pictures.window.type_text("同意免一晚，明早我给客人打电话。");
    pictures.look("phone");
    pictures.window.press("Enter");
    no_dialog(&pictures.window);
    pictures.window.wait_for_text_in("ol.steps > li:nth-child(6)", "同意 ¥880");
    pictures.window.wait_for_text_in("ol.steps > li:nth-child(6)", "待补签");
    pictures.look("approved");
    slip(pictures);
}

/// The cashier's slip is laid out for paper; the system's own dialog is none of the page's.
fn slip(pictures: &Pictures) {
    let window = &pictures.window;
    window.script("window.print = () => {}; return null", vec![]);
    window.press("Ctrl+P");
    let laid = "return document.querySelector('.paper .page-of')?.textContent ?? ''";
    let paper = window.wait_until("the slip is laid out", || {
        let paper = window.script(laid, vec![]);
        paper.as_str().filter(|paper| paper.contains("C-A0001")).map(str::to_owned)
    });
    for text in ["0915", "¥150", "¥880", "¥1,030", "沈国华", "TS-20260714-"] {
        assert!(paper.contains(text), "{text} stands on the slip: {paper}");
    }
    pictures.look_at_paper("slip");
}

fn countersigned(pictures: &mut Pictures) {
    pictures.window.wait_for_text_in("main", "待补签");
    pictures.look("today");
    pictures.goes("#/phone", "名下的电话批示");
    pictures.look("own-phone");
    pictures.window.wait_for_text_in("main tr[aria-current=true]", "同意免一晚");
    pictures.window.press("Alt+Q");
    pictures.window.wait_for_text_in("main tr[aria-current=true]", "已补签");
    pictures.window.press("Alt+R");
    dialog_at(&pictures.window, "input[autocomplete=one-time-code]");
    pictures.look("enrol");
    pictures.window.press("Esc");
    no_dialog(&pictures.window);
}

fn settings(pictures: &mut Pictures) {
    pictures.goes("#/limits", "大堂副理");
    pictures.look("limits");
    pictures.goes("#/spending", "明细");
    pictures.look("spending");
}

fn shades(pictures: &mut Pictures, ticket: TicketId) {
    pictures.window.resize(1152, 720);
    pictures.goes(&format!("#/ticket/{ticket}"), "免房费 1 晚");
    pictures.look("ticket-125");
    pictures.goes("#/limits", "大堂副理");
    pictures.look("limits-125");
    pictures.window.press("Ctrl+8");
    pictures.window.press("Alt+2");
    pictures.window.wait_for_caret("#settings-mode input:checked");
    take_next(&pictures.window, "明");
    take_next(&pictures.window, "暗");
    pictures.window.resize(1440, 900);
    for (name, place, text) in [("limits-dark", "#/limits", "大堂副理"), ("spending-dark", "#/spending", "明细")] {
        pictures.goes(place, text);
        pictures.look(name);
    }
    pictures.goes(&format!("#/ticket/{ticket}"), "免房费 1 晚");
    pictures.look("ticket-dark");
}
