//! The desk's process is killed in the middle of complaints: what it had answered is there, and nothing is there by half.
//!
//! `LOBBY_KILLS` says how often; the merge's size is small.

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use lobby_core::{
    audit::op::Op,
    base::{ids::GuestId, money::Minor, points::Points, role::Role},
    check::{self, Depth},
    db::keys::keys_path,
    loyalty, open,
    tickets::{
        self, Decision, Finding, NewRemedy, ProblemCode, Remedy, StepBody, TicketState,
        attachments::{self, AttachFile},
        external::{self, AnswerExternal, ExternalBody, RaiseExternal},
        joining::{self, JoinTickets, SplitTicket, UnjoinTickets},
        slips,
    },
};
use support::{
    case::Case,
    hotel::{self, Hotel, hotel},
};

/// How often the process is killed where `LOBBY_KILLS` says nothing.
const KILLS: u64 = 8;
/// At most this many writes are awaited before a kill: more than one complaint takes.
const WRITES_MAX: u64 = 34;
/// At most this long after the last awaited answer the kill comes, microseconds: about two writes.
const LATER_MAX: u64 = 12_000;
const FILE: &str = "LOBBY_KILLED_FILE";
const ROUND: &str = "LOBBY_KILLED_ROUND";
const PHOTO: &[u8] = b"\x89PNG\r\n\x1a\nwater on the carpet";

/// Not a test by itself: the process that [`a_kill_after_any_step_loses_nothing`] starts and kills. It works on one complaint
/// after the other and says the history's row of each write once the write is answered.
#[test]
fn the_desk_that_is_killed() {
    let (Some(file), Ok(round)) = (std::env::var_os(FILE), std::env::var(ROUND)) else { return };
    let round: u64 = round.parse().expect("a round's number");
    let hotel = Hotel::reopened(Path::new(&file), round * 10_000);
    say("ready");
    for nth in 0.. {
        complaint(&hotel, &format!("1{round:04}{nth:06}"));
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").and_then(|()| out.flush()).expect("the parent listens");
}

/// One complaint from a member's intake to its close and back, each write said.
fn complaint(hotel: &Hotel, phone: &str) {
    let said = |seq: i64| say(&format!("written {seq}"));
    let guest = member(hotel, phone, &said);
    let case = Case::of(hotel, tickets::Subject::Guest { guest });
    let apologised = hotel.write(Role::DutyManager, Op::ApologiseTicket, &case.ticket, |tx| tickets::apologise(tx, case.ticket));
    said(apologised.expect("sorry is said").seq);
    case.to_the_plan();
    said(case.proposed(Role::DutyManager, remedies()).expect("⑤ is taken").seq);
    let photo =
        AttachFile { ticket: case.ticket, name: "0915.png".to_owned(), words: String::new(), sha256: attachments::digest(PHOTO) };
    let kept = hotel.write(Role::DutyManager, Op::AttachFile, &photo, |tx| attachments::attach(tx, &photo, PHOTO));
    said(kept.expect("the photo is kept").seq);
    joined_and_disputed(hotel, &case, &said);
    said(case.decided(Role::GeneralManager, Decision::Approved).expect("⑥ is taken").seq);
    said(case.carried_out().expect("⑦ is taken").seq);
    let slip = hotel.write(Role::DutyManager, Op::WriteSlip, &case.ticket, |tx| slips::write_slip(tx, case.ticket));
    said(slip.expect("the slip is written").seq);
    said(case.close().expect("it is closed").seq);
    said(case.reopened(Role::DutyManager).expect("it comes back").seq);
    let body = StepBody::Judge { grounds: Finding::Yes, demand: Finding::Yes, why: "又看过".to_owned() };
    said(case.step(Role::DutyManager, body).expect("② is amended").seq);
}

/// A second incident gets a number of its own, is the same one after all, and is none again; the guest goes to an authority and
/// is answered in writing.
fn joined_and_disputed(hotel: &Hotel, case: &Case<'_>, said: &impl Fn(i64)) {
    let ticket = case.ticket;
    let of = |text: &str| text.to_owned();
    let split = SplitTicket {
        ticket,
        problem: ProblemCode::NeighbourNoise,
        words: of("隔壁吵"),
        severity: None,
        department: None,
        reason: of("两件事"),
    };
    let part = hotel.write(Role::DutyManager, Op::SplitTicket, &split, |tx| joining::split(tx, &split)).expect("it is split");
    said(part.seq);
    let join = JoinTickets { keep: ticket, other: part.value.ticket_id, reason: of("同一件事") };
    let joined = hotel.write(Role::DutyManager, Op::MergeTickets, &join, |tx| joining::join(tx, &join)).expect("merged");
    said(joined.seq);
    let apart = UnjoinTickets { join: joined.value.join_id, reason: of("还是两件事") };
    said(hotel.write(Role::DutyManager, Op::UnmergeTickets, &apart, |tx| joining::unjoin(tx, &apart)).expect("taken apart").seq);
    let again = JoinTickets { reason: of("又是一件事"), ..join };
    said(hotel.write(Role::DutyManager, Op::MergeTickets, &again, |tx| joining::join(tx, &again)).expect("merged again").seq);
    let today = hotel.store.hotel().clock.business_date(hotel.now());
    let raise = RaiseExternal {
        ticket,
        body: ExternalBody::Tourism,
        body_name: String::new(),
        reference: of("旅投117号"),
        received_on: today,
        words: String::new(),
    };
    said(hotel.write(Role::DutyManager, Op::RaiseExternal, &raise, |tx| external::raise(tx, &raise)).expect("raised").seq);
    let external = case.shown().externals[0].id;
    let answer = AnswerExternal { external, answered_on: today, sent_how: of("EMS 1234"), words: of("已退一晚") };
    said(hotel.write(Role::DutyManager, Op::AnswerExternal, &answer, |tx| external::answer(tx, &answer)).expect("answered").seq);
}

fn member(hotel: &Hotel, phone: &str, said: &impl Fn(i64)) -> GuestId {
    let guest = hotel.guest("李慧敏", phone);
    let enrol = loyalty::Enrol { guest };
    let enrolled = hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol));
    said(enrolled.expect("enrolled").seq);
    guest
}

fn remedies() -> Vec<NewRemedy> {
    let of = |remedy, minor: i64, points: i64| NewRemedy {
        remedy,
        words: "处理".to_owned(),
        amount_minor: Minor::new(minor).expect("a small sum"),
        points: Points::new(points).expect("a small count"),
    };
    vec![of(Remedy::Laundry, 100, 0), of(Remedy::Waive, 88_000, 0), of(Remedy::Points, 0, 5)]
}

/// What a killed process had answered, and what of it lies in the file.
#[derive(Debug, PartialEq, Eq)]
struct Found {
    answered: i64,
    kept: i64,
}

impl Found {
    fn lost(&self) -> bool {
        self.kept < self.answered
    }
}

#[test]
fn a_kill_after_any_step_loses_nothing() {
    let kills = std::env::var("LOBBY_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(KILLS);
    let first = hotel();
    let path = first.path();
    let folder = first.into_folder();
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let mut lost_without_log = 0;
    for round in 1..=kills {
        let answered = killed(&path, round, &mut chance);
        lost_without_log += u64::from(without_log(&path, answered).lost());
        let found = Found { answered, kept: kept_in(&path) };
        assert!(!found.lost(), "round {round}: {found:?}");
        whole(&path, round);
    }
    // The control: a copy that leaves the log behind, as a careless person makes it, is told apart by the same question.
    assert!(lost_without_log > 0, "in {kills} rounds no copy without its log lacked anything: the check cannot fail");
    println!("{kills} kills, answered writes lost: 0; copies without the log that lacked some: {lost_without_log}");
    drop(folder);
}

/// Starts the desk, lets it answer some writes, kills it in the middle of one; returns the last row that it had answered.
fn killed(path: &Path, round: u64, chance: &mut u64) -> i64 {
    let mut desk = Command::new(std::env::current_exe().expect("this program"))
        .args(["kills::the_desk_that_is_killed", "--exact", "--nocapture"])
        .env(FILE, path)
        .env(ROUND, round.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the desk starts");
    let wanted = 1 + next(chance) % WRITES_MAX;
    let answered = listen(&mut desk, wanted, Duration::from_micros(next(chance) % LATER_MAX));
    desk.wait().expect("the desk's end");
    answered
}

fn listen(desk: &mut Child, wanted: u64, later: Duration) -> i64 {
    let stdout = desk.stdout.take().expect("its output is piped");
    let (mut answered, mut writes) = (0, 0);
    for line in BufReader::new(stdout).lines() {
        let line = line.expect("a line of text");
        // The runner's own words stand before the first line of the desk.
        let Some((_, seq)) = line.split_once("written ") else { continue };
        answered = seq.trim().parse().expect("a row's number");
        writes += 1;
        if writes == wanted {
            std::thread::sleep(later);
            desk.kill().expect("it is killed");
        }
    }
    assert!(writes >= wanted, "the desk ended by itself after {writes} of {wanted} writes");
    answered
}

/// Xorshift (Marsaglia 2003): a sweep that can be run again as it was.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}

fn kept_in(path: &Path) -> i64 {
    let store = open::with_key(path, hotel::key()).expect("the file opens after a kill");
    store.read_as_house(|db| db.head()).expect("a history").seq
}

fn without_log(path: &Path, answered: i64) -> Found {
    let folder = tempfile::tempdir().expect("a folder for the copy");
    let copy = folder.path().join("copy.lobby");
    std::fs::copy(path, &copy).expect("the file is copied, its log is not");
    std::fs::copy(keys_path(path), keys_path(&copy)).expect("its keys are copied");
    let kept =
        open::with_key(&copy, hotel::key()).and_then(|store| store.read_as_house(|db| db.head())).map_or(0, |head| head.seq);
    Found { answered, kept }
}

/// Holds everything that is derived against the records, the ledger against its lots, the chain from its first row; and each
/// complaint against its own steps.
fn whole(path: &Path, round: u64) {
    let hotel = Hotel::reopened(path, round * 10_000 + 9_000);
    let checked = check::file(&hotel.store, &hotel.session(Role::GeneralManager), Depth::Deep).expect("the check runs");
    assert!(checked.ok, "round {round}: {checked:?}");
    let session = hotel.session(Role::GeneralManager);
    let lines = hotel.read(|db| tickets::list(db, &session, &tickets::TicketFilter::of(tickets::TicketScope::All), 500));
    for line in lines {
        let ticket = hotel.read(|db| tickets::show(db, &session, line.id));
        assert_eq!(ticket.missing.is_empty(), ticket.next_step.is_none(), "{}: what is missing is what is next", line.number);
        let steps = ticket.steps.iter().map(|step| step.body.number()).max().unwrap_or(0);
        assert!(steps >= 1, "{}: no complaint without its first step", line.number);
        assert_eq!(ticket.facts.state == TicketState::Closed, ticket.facts.closed_at_ms.is_some(), "{}", line.number);
    }
}
