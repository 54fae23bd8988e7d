//! Every test, one step after the other; the first that fails ends the run.

use std::time::Instant;

use crate::counts::{Counts, summary};
use crate::place::Place;
use crate::run::{self, Profile};
use crate::shell::{Failure, Program};
use crate::{bundle, setup, ui};

/// A step's name, the line that announces it, and what it does.
struct Step {
    name: &'static str,
    says: &'static str,
    act: fn(&Place, &mut Counts) -> Result<(), Failure>,
}

/// Quick answers first; the page before the lints, since the window embeds it when it is compiled.
const STEPS: &[Step] = &[
    Step { name: "fmt", says: "formatting of the Rust sources", act: formatting },
    Step { name: "ui", says: "the page: types, lints, format, tests, build", act: page },
    Step { name: "lint", says: "lints of the Rust sources", act: lints },
    Step { name: "core", says: "the core, built without a window system", act: core },
    Step { name: "cli", says: "lobbyctl", act: cli },
    Step { name: "tests", says: "tests over several modules, house rules, these commands", act: tests },
    Step { name: "shell", says: "the desktop shell and its generated types", act: shell },
    Step { name: "window", says: "the real window, end to end, without a network", act: window },
];

pub fn every_step(place: &Place) -> Result<(), Failure> {
    steps(place, STEPS.iter())
}

/// Runs the step of this name. Errors: there is none.
pub fn one_step(place: &Place, name: &str) -> Result<(), Failure> {
    let step = STEPS.iter().find(|step| step.name == name);
    let step = step.ok_or_else(|| Failure::usage(&format!("no step is called {name}\n{}", crate::USAGE)))?;
    steps(place, std::iter::once(step))
}

fn steps<'a>(place: &Place, steps: impl Iterator<Item = &'a Step>) -> Result<(), Failure> {
    let begun = Instant::now();
    println!("== setup: what this machine lacks");
    setup::for_testing(place)?;
    println!("== setup: {} s", begun.elapsed().as_secs());
    let mut counts = Counts::default();
    let outcome = in_turn(place, steps, &mut counts);
    if outcome.is_err() && counts.failed == 0 {
        // A formatter or a compiler that refuses counts no tests, and is a failed test all the same.
        counts.failed = 1;
    }
    if let Err(failure) = &outcome {
        println!("== stopped: {failure}");
    }
    println!("{} passed, {} failed", counts.passed, counts.failed);
    outcome.map_err(|_| Failure::new("cargo xtask test: failed"))
}

fn in_turn<'a>(place: &Place, steps: impl Iterator<Item = &'a Step>, counts: &mut Counts) -> Result<(), Failure> {
    for step in steps {
        println!("== {}: {}", step.name, step.says);
        let begun = Instant::now();
        let before = *counts;
        (step.act)(place, counts).map_err(|failure| Failure::new(format!("{}: {failure}", step.name)))?;
        println!("== {}: {} passed, {} s", step.name, counts.passed - before.passed, begun.elapsed().as_secs());
    }
    Ok(())
}

fn formatting(place: &Place, _: &mut Counts) -> Result<(), Failure> {
    // Names of files only: what differs, `cargo fmt` mends.
    Program::cargo(["fmt", "--all", "--", "--check", "--files-with-diff"]).inside(&place.root).run()
}

fn page(place: &Place, counts: &mut Counts) -> Result<(), Failure> {
    ui::install(place)?;
    ui::npm(place, ["run", "check"]).run()?;
    counted(ui::npm(place, ["test"]).variable("NO_COLOR", "1"), counts)?;
    ui::build(place)
}

fn lints(place: &Place, _: &mut Counts) -> Result<(), Failure> {
    ui::build(place)?;
    Program::cargo(["clippy", "--workspace", "--exclude", "lobby", "--all-targets", "--", "-D", "warnings"])
        .inside(&place.root)
        .run()?;
    Program::cargo(["clippy", "-p", "lobby", "--features", "tauri/custom-protocol", "--all-targets"])
        .with(["--", "-D", "warnings"])
        .inside(&place.root)
        .run()
}

fn core(place: &Place, counts: &mut Counts) -> Result<(), Failure> {
    counted(Program::cargo(["test", "-p", "lobby-core"]).inside(&place.root), counts)
}

fn cli(place: &Place, counts: &mut Counts) -> Result<(), Failure> {
    counted(Program::cargo(["test", "-p", "lobby-cli"]).inside(&place.root), counts)
}

fn tests(place: &Place, counts: &mut Counts) -> Result<(), Failure> {
    counted(Program::cargo(["test", "-p", "xtask"]).inside(&place.root), counts)?;
    // What the tests start as a program of its own.
    Program::cargo(["build", "-p", "lobby-cli"]).inside(&place.root).run()?;
    let suite = Program::cargo(["test", "-p", "lobby-tests", "--", "--skip", "e2e::"])
        .variable("LOBBY_VENV", place.venv())
        .variable("LOBBY_ENGINES", place.engines())
        .variable("LOBBY_CTL", place.lobbyctl())
        .inside(&place.root);
    counted(suite, counts)
}

fn shell(place: &Place, counts: &mut Counts) -> Result<(), Failure> {
    ui::build(place)?;
    let suite = Program::cargo(["test", "-p", "lobby", "--features", "tauri/custom-protocol"]).inside(&place.root);
    counted(suite, counts)
}

fn window(place: &Place, counts: &mut Counts) -> Result<(), Failure> {
    if !cfg!(target_os = "linux") {
        println!("skipped: the window is driven on Linux only, where its web view answers to WebDriver");
        return Ok(());
    }
    let program = run::build(place, Profile::Debug)?;
    Program::cargo(["build", "-p", "lobby-cli"]).inside(&place.root).run()?;
    // Compiled before the network is taken away.
    Program::cargo(["test", "-p", "lobby-tests", "--test", "lobby", "--no-run"]).inside(&place.root).run()?;
    let suite = Program::cargo(["test", "--offline", "-p", "lobby-tests", "--test", "lobby", "--", "e2e::"])
        .variable("LOBBY_PACKAGE", bundle::for_testing(place, &program)?)
        .variable("LOBBY_WINDOW", program)
        .variable("LOBBY_TOUR", place.tour())
        .variable("LOBBY_VENV", place.venv())
        .inside(&place.root);
    let Some(starter) = without_network() else {
        println!("This system lets nobody take a network away: the tests look at the window's sockets only.");
        return counted(suite, counts);
    };
    counted(suite.variable("LOBBY_OFFLINE", "1").behind(&starter), counts)
}

/// Brings up the loopback device, which WebDriver speaks over and which a fresh network namespace has switched off.
///
/// Source: netdevice(7): SIOCGIFFLAGS 0x8913, SIOCSIFFLAGS 0x8914, IFF_UP 1.
const LOOPBACK_UP: &str = "\
import fcntl, os, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
    request = fcntl.ioctl(probe, 0x8913, struct.pack('16sh14x', b'lo', 0))
    flags = struct.unpack('16sh14x', request)[1]
    fcntl.ioctl(probe, 0x8914, struct.pack('16sh14x', b'lo', flags | 1))
os.execvp(sys.argv[1], sys.argv[1:])
";

/// Returns the words that start a program in a network of its own with nothing but loopback, or nothing where the system forbids it.
fn without_network() -> Option<Vec<String>> {
    let ways: [&[&str]; 2] = [&["unshare", "--net"], &["unshare", "--map-root-user", "--net"]];
    ways.into_iter().find_map(|way| {
        let words: Vec<String> = way.iter().chain(&["python3", "-c", LOOPBACK_UP]).map(|word| (*word).to_owned()).collect();
        Program::new("true").behind(&words).succeeds().then_some(words)
    })
}

fn counted(program: Program, counts: &mut Counts) -> Result<(), Failure> {
    program.run_watched(|line| {
        if let Some(found) = summary(line) {
            *counts += found;
        }
    })
}
