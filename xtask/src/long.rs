//! The harnesses of faults at their long sizes (docs/promises.md), in the release build; never a part of `test`. Hours, not minutes.

use std::time::Instant;

use crate::counts::{Counts, summary};
use crate::place::Place;
use crate::shell::{Failure, Program};
use crate::ui;

/// A harness: its name on the command line, the test that it is, and the sizes that make it long.
struct Harness {
    name: &'static str,
    test: &'static str,
    sizes: &'static [(&'static str, &'static str)],
}

/// What a process of the tests runs; the quicker ones first.
const HARNESSES: &[Harness] = &[
    Harness { name: "flips", test: "check::", sizes: &[("LOBBY_FLIPS", "1000")] },
    Harness { name: "chain", test: "tampering::", sizes: &[("LOBBY_CHAIN_ROWS", "1000000")] },
    Harness { name: "guessing", test: "guessing::", sizes: &[("LOBBY_GUESSING_HOURS", "24")] },
    Harness { name: "words", test: "faults::words", sizes: &[("LOBBY_STRINGS", "10000"), ("LOBBY_HOSTILE", "10000")] },
    Harness { name: "clock", test: "faults::clock", sizes: &[("LOBBY_JUMPS", "10000")] },
    Harness { name: "kills", test: "kills::", sizes: &[("LOBBY_KILLS", "300")] },
    Harness { name: "errors", test: "faults::errors", sizes: &[("LOBBY_ERROR_POINTS", "100000")] },
    Harness { name: "brought", test: "bring_back::", sizes: &[("LOBBY_BROUGHT_GUESTS", "80000")] },
    Harness { name: "killed", test: "faults::killed", sizes: &[("LOBBY_KILL_POINTS", "100000"), ("LOBBY_KILL_DISKS", "100000")] },
    Harness {
        name: "swapped",
        test: "faults::swapped",
        sizes: &[("LOBBY_KILL_POINTS", "100000"), ("LOBBY_KILL_DISKS", "100000")],
    },
    Harness { name: "soak", test: "faults::soak", sizes: &[("LOBBY_SOAK", "50000")] },
    Harness { name: "images", test: "faults::power", sizes: &[("LOBBY_IMAGES", "100000")] },
    Harness { name: "sequences", test: "loyalty::sequences", sizes: &[("LOBBY_SEQUENCES", "1000000")] },
    Harness { name: "files", test: "faults::files", sizes: &[("LOBBY_FILE_MB", "5000")] },
    Harness { name: DOOR, test: "wire::tests::abuse", sizes: &[("LOBBY_INPUTS", "10000")] },
];
/// The one that is a test of the window's own crate.
const DOOR: &str = "door";

/// Runs every harness, or the one that is named. One that fails does not end the run.
///
/// Errors: no harness is called so; one failed.
pub fn run(place: &Place, only: Option<&str>) -> Result<(), Failure> {
    let wanted: Vec<&Harness> = HARNESSES.iter().filter(|harness| only.is_none_or(|only| only == harness.name)).collect();
    if wanted.is_empty() {
        let names: Vec<&str> = HARNESSES.iter().map(|harness| harness.name).collect();
        return Err(Failure::usage(&format!("a long harness is one of {}", names.join(", "))));
    }
    Program::cargo(["build", "--release", "-p", "lobby-cli"]).inside(&place.root).run()?;
    let (mut counts, mut found) = (Counts::default(), Vec::new());
    for harness in wanted {
        println!("== {}: {:?}", harness.name, harness.sizes);
        let begun = Instant::now();
        let outcome = one(place, harness, &mut counts, &mut found);
        println!("== {}: {}, {} s", harness.name, if outcome.is_ok() { "passed" } else { "failed" }, begun.elapsed().as_secs());
        counts.failed += u64::from(outcome.is_err() && counts.failed == 0);
    }
    println!("== what they found");
    found.iter().for_each(|line| println!("{line}"));
    println!("{} passed, {} failed", counts.passed, counts.failed);
    if counts.failed == 0 { Ok(()) } else { Err(Failure::new("cargo xtask long: failed")) }
}

fn one(place: &Place, harness: &Harness, counts: &mut Counts, found: &mut Vec<String>) -> Result<(), Failure> {
    let cargo = if harness.name == DOOR {
        ui::build(place)?;
        Program::cargo(["test", "--release", "-p", "lobby", "--features", "tauri/custom-protocol", "--lib"])
    } else {
        Program::cargo(["test", "--release", "-p", "lobby-tests", "--test", "lobby"])
    };
    let lobbyctl = place.target.join("release").join(format!("lobbyctl{}", std::env::consts::EXE_SUFFIX));
    let cargo = cargo.with(["--", "--nocapture", harness.test]).variable("LOBBY_CTL", lobbyctl).inside(&place.root);
    let cargo = harness.sizes.iter().fold(cargo, |cargo, (name, size)| cargo.variable(name, size));
    cargo.run_watched(|line| {
        if let Some(counted) = summary(line) {
            *counts += counted;
        }
        // The runner may have written a test's name before it.
        found.extend(line.find("promise ").map(|at| line[at..].to_owned()));
    })
}
