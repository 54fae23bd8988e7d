//! A page that is somebody else's (PROMISES 20): every command is asked by nobody, by every role and with every sort of input, of
//! the right shape and of none. Nothing may panic, nothing refused may change the file, no "no" may tell more than its code, and
//! nothing is done for who may not.
//!
//! `LOBBY_INPUTS` says how many inputs a command, `LOBBY_SEED` runs one again, `LOBBY_COMMAND` asks one command alone.

mod bad;
#[path = "../../../../tests/support/chance.rs"]
mod chance;
mod house;
mod inputs;
mod judge;
mod shapes;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant as Since},
};

use lobby_core::{
    audit::{op::Op, permission::Grant},
    base::role::Role,
    staff::PRACTICE_PIN,
};
use serde_json::json;
use tauri::{ipc::InvokeBody, test::MockRuntime};

use self::{
    chance::Chance,
    house::{Answer, House, Seen},
    inputs::Inputs,
    judge::{Asked, Found, Judge},
    shapes::{Command, Shapes},
};

/// Inputs a command in a merge.
const INPUTS: usize = 200;
/// What the seed is where `LOBBY_SEED` says nothing.
const SEED: u64 = 20_261_122;
/// How long one command may be busy with what it accepts; after that it is asked what it refuses at the door.
const BUSY_MAX: Duration = Duration::from_millis(400);

/// What may be asked before anybody signed in: from nothing open to somebody at work.
const BEFORE_SIGN_IN: &[&str] = &[
    "app_facts",
    "backup_state",
    "backups_found",
    "cancel_job",
    "check_state",
    "close_hotel",
    "desk_lock",
    "desk_touched",
    "first_pin",
    "go_to_hotel",
    "machine_look",
    "make_hotel",
    "make_practice",
    "nightly_state",
    "open_backup",
    "open_hotel",
    // Whoever makes a hotel proves there and then that the sheet was printed; afterwards it asks for a permission itself.
    "recovery_test",
    "routine_running",
    "sign_in",
    "start",
    // Says of no guest and no house anything.
    "wish_concerns",
];

/// What swaps the file: only the history can be compared then.
const ALONE_WITH_THE_FILE: &[&str] = &["restore_put", "restore_undo"];

/// Panics are heard wherever they happen: one test at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn number(name: &str, merge: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(merge)
}

/// What a run found, and how much it asked.
#[derive(Default)]
struct Run {
    asked: usize,
    accepted: usize,
    refused: BTreeMap<String, usize>,
    found: Vec<Found>,
    busy: BTreeMap<String, Duration>,
}

/// Asks each command `many` times; `ops` says for whom a command is.
fn run(house: &House, shapes: &Shapes, commands: &[Command], ops: &BTreeMap<String, Vec<Op>>, many: usize) -> Run {
    let seed = number("LOBBY_SEED", SEED as usize) as u64;
    let mut inputs = Inputs::new(shapes, Chance::of(seed), &house.sandbox());
    let mut run = Run::default();
    // In turns, so that what one answers is what the next is asked with.
    let rounds = 10.min(many);
    for round in 0..rounds {
        let times = many / rounds + usize::from(round < many % rounds);
        for command in commands {
            let begun = Since::now();
            for _ in 0..times {
                let tired = run.busy.get(&command.name).is_some_and(|busy| *busy > BUSY_MAX);
                ask(house, command, ops, &mut inputs, tired, &mut run);
            }
            *run.busy.entry(command.name.clone()).or_default() += begun.elapsed();
        }
    }
    run
}

fn ask(house: &House, command: &Command, ops: &BTreeMap<String, Vec<Op>>, inputs: &mut Inputs<'_>, tired: bool, run: &mut Run) {
    let none = Vec::new();
    let needs = ops.get(&command.name).unwrap_or(&none);
    let may = |role: Role| needs.is_empty() || needs.iter().any(|op| op.grant(role) != Grant::None);
    let role = (!inputs.chance().happens(15)).then(|| *inputs.chance().one(Role::ALL));
    let fresh = inputs.chance().happens(70);
    let mut shaped = inputs.chance().happens(60);
    // What costs much and would be let in is not asked again and again: it stays outside, by its shape.
    shaped &= !(tired && (role.is_some_and(may) || BEFORE_SIGN_IN.contains(&command.name.as_str())));
    let payload = if shaped { inputs.shaped(command) } else { inputs.broken(command) };
    let raw = !shaped && inputs.chance().happens(5);
    let body = if raw { InvokeBody::Raw(vec![0xff; 64]) } else { InvokeBody::Json(payload.clone()) };
    house.seat(role, fresh);
    let (before, answer, after) = watched(house, &command.name, body);
    let allowed = match role {
        None => BEFORE_SIGN_IN.contains(&command.name.as_str()),
        Some(role) => may(role),
    };
    run.asked += 1;
    match &answer {
        Answer::Yes(value) => {
            run.accepted += 1;
            inputs.learn(&command.answers, value);
        }
        Answer::No(value) => {
            let code = value["code"].as_str().unwrap_or("(no code)");
            *run.refused.entry(code.to_owned()).or_default() += 1;
        }
        Answer::Silence => {}
    }
    let asked = Asked { command: &command.name, nth: run.asked, role, allowed, payload: &payload, before, after };
    run.found.extend(Judge::of(house).found(&asked, &answer));
}

fn watched(house: &House, command: &str, body: InvokeBody) -> (Seen, Answer, Seen) {
    if !ALONE_WITH_THE_FILE.contains(&command) {
        let before = house.seen();
        let answer = house.ask(command, body);
        return (before, answer, house.seen());
    }
    let rows = house.seen().rows;
    house.look_away();
    let answer = house.ask(command, body);
    let after = house.seen().rows;
    (Seen { version: 0, rows }, answer, Seen { version: 0, rows: after })
}

/// Returns which operations each command asks for, read from its own source: of several, one that the person may do is enough
/// here, and the core decides which.
fn operations() -> BTreeMap<String, Vec<Op>> {
    super::COMMAND_PLACES.iter().map(|(module, name)| ((*name).to_owned(), judge::operations_of(module, name))).collect()
}

fn told(run: &Run, secs: f64) -> String {
    let refused: usize = run.refused.values().sum();
    let mut slow: Vec<(&String, &Duration)> = run.busy.iter().collect();
    slow.sort_by_key(|(_, busy)| std::cmp::Reverse(**busy));
    slow.truncate(12);
    let answers = format!("{} accepted, {refused} refused for {} reasons", run.accepted, run.refused.len());
    format!("{} inputs, {answers}, {secs:.1} s; longest {slow:?}", run.asked)
}

#[test]
fn a_page_that_is_somebody_elses_gets_nothing() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let bindings = std::fs::read_to_string(super::root().join("ui/src/api/bindings.ts")).expect("the bindings");
    let shapes = Shapes::read(&bindings);
    let house = House::new(&crate::wire::builder::<MockRuntime>(), crate::context(), "door");
    let only = std::env::var("LOBBY_COMMAND").ok();
    let commands: Vec<Command> =
        shapes.commands.iter().filter(|command| only.as_ref().is_none_or(|only| *only == command.name)).cloned().collect();
    let begun = Since::now();
    let run = run(&house, &shapes, &commands, &operations(), number("LOBBY_INPUTS", INPUTS));
    println!("promise 20: {} commands, {}", commands.len(), told(&run, begun.elapsed().as_secs_f64()));
    judge::hold(&run.found);
    assert_eq!(house.planted(), Vec::<String>::new(), "nothing is written where nobody may write");
    assert_eq!(house.wrong(), 0, "the file is what Lobby wrote");
    assert!(run.accepted * 20 > run.asked || only.is_some(), "some of it must have been let in, or nothing was tried");
}

#[test]
fn a_command_that_no_capability_lists_is_not_reached() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let (_app, page) = house::door(&bad::builder(), crate::context());
    for name in ["bad_people", "bad_panic"] {
        let answer = house::ask(&page, name, InvokeBody::Json(json!({ "words": "" })));
        let Answer::No(said) = answer else { panic!("{name} is in the program and in no capability") };
        assert!(said.to_string().contains("not allowed"), "{said}");
    }
    assert!(house::panics().is_empty(), "they were not run");
}

#[test]
fn every_sort_of_bad_command_is_found() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let shapes = bad::shapes();
    let context = tauri::test::mock_context(tauri::test::noop_assets());
    let house = House::new(&bad::builder(), context, "bad");
    for command in &shapes.commands {
        let ops = bad::operations();
        let run = run(&house, &shapes, std::slice::from_ref(command), &ops, 60);
        let found: Vec<&str> = run.found.iter().map(|found| found.what).collect();
        let expected = bad::what(&command.name);
        assert!(found.contains(&expected), "{} must be found to {expected}, found {found:?}", command.name);
    }
}

#[test]
fn a_pin_that_comes_with_what_it_is_for_is_not_asked_for_once_more() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let house = House::new(&crate::wire::builder::<MockRuntime>(), crate::context(), "pin");
    let asked = |command: &str, nth: u8, input: serde_json::Value| {
        let key = format!("019bd0c0-0000-7000-8000-0000000000{nth:02x}");
        match house.ask(command, InvokeBody::Json(json!({ "key": key, "input": input }))) {
            Answer::Yes(_) => "done".to_owned(),
            Answer::No(said) => said["code"].as_str().unwrap_or_default().to_owned(),
            Answer::Silence => "silence".to_owned(),
        }
    };
    let lock = || json!({ "seen": { "idle_s": 1 }, "wanted": { "idle_s": 120 } });
    let routine =
        json!({ "cadence": "month", "contents": "period", "hour": 6, "folder": house.sandbox(), "runs": false, "seen": 0 });
    house.seat(Some(Role::GeneralManager), false);
    assert_eq!(asked("desk_lock_set", 1, lock()), "pin_again", "the desk's PIN was given long ago");
    assert_eq!(asked("routine_set", 2, json!({ "set": routine, "pin": PRACTICE_PIN })), "done", "it came with the dialog");
    assert_ne!(asked("desk_lock_set", 3, lock()), "pin_again", "and counts as given just now");
}

#[test]
fn a_new_recovery_key_counts_once_it_was_typed_off_its_sheet_and_every_key_asks_for_the_pin() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let house = House::new(&crate::wire::builder::<MockRuntime>(), crate::context(), "keys");
    let asked = |command: &str, body: serde_json::Value| match house.ask(command, InvokeBody::Json(body)) {
        Answer::Yes(answer) => answer,
        Answer::No(said) => said["code"].clone(),
        Answer::Silence => json!("silence"),
    };
    let key = |nth: u8| format!("019bd0c0-0000-7000-8000-0000000000{nth:02x}");
    let secret = json!({ "folder": house.sandbox(), "secret": "x" });
    house.seat(Some(Role::GeneralManager), false);
    for (command, body) in [
        ("recovery_new", json!({})),
        ("recovery_keep", json!({ "key": key(1), "typed": "x" })),
        ("recovery_test", json!({ "key": key(2), "typed": "x" })),
        ("keys_passphrase", json!({ "key": key(3), "passphrase": "four unrelated words" })),
        ("restore_look", json!({ "backup": secret })),
        ("restore_undo_look", json!({ "backup": secret })),
        ("restore_undo", json!({ "key": key(4), "backup": secret })),
    ] {
        assert_eq!(asked(command, body), "pin_again", "{command}: an open desk is not enough");
    }
    house.seat(Some(Role::GeneralManager), true);
    assert_eq!(asked("recovery_keep", json!({ "key": key(5), "typed": "x" })), "no_new_recovery");
    let made = asked("recovery_new", json!({}));
    let typed = made["recovery_key"].as_str().expect("a recovery key").to_owned();
    let opens = |nth: u8| asked("recovery_test", json!({ "key": key(nth), "typed": typed }));
    assert_eq!(opens(6), false, "it is in force only once it was typed off its sheet");
    assert_eq!(asked("recovery_keep", json!({ "key": key(7), "typed": "AAAA-BBBB" })), false);
    assert_eq!(asked("recovery_keep", json!({ "key": key(8), "typed": typed.to_lowercase() })), true);
    assert_eq!(opens(9), true);
    assert_eq!(asked("keys_passphrase", json!({ "key": key(10), "passphrase": "short" })), "passphrase_too_short");
    asked("recovery_new", json!({}));
    assert!(asked("keys_passphrase", json!({ "key": key(11), "passphrase": "four unrelated words" }))["seq"].is_number());
    let late = asked("recovery_keep", json!({ "key": key(12), "typed": typed }));
    assert_eq!(late, "no_new_recovery", "one that was made over the slots of before is forgotten");
    assert_eq!(opens(13), true, "a new passphrase leaves the printed key as it is");
}

#[test]
fn the_look_at_a_machine_tells_its_room_and_leaves_nothing_there() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let house = House::new(&crate::wire::builder::<MockRuntime>(), crate::context(), "look");
    house.seat(None, false);
    let home = house.sandbox().with_file_name("home");
    let names = || std::fs::read_dir(&home).expect("the folder").flatten().count();
    let before = names();
    let Answer::Yes(look) = house.ask("machine_look", InvokeBody::Json(json!({}))) else {
        panic!("asked before anybody signed in")
    };
    assert!(look["left_bytes"].as_f64().is_some_and(|left| left > 0.0), "{look}");
    assert_eq!(look["place"], serde_json::Value::Null, "a folder of this machine's own");
    assert_eq!(names(), before);
}
