//! The README's two commands, and what they are made of.
//!
//! Absent on purpose: anything that the program itself needs at run time, and libraries beyond reading JSON; this is the first
//! thing that a fresh machine builds.

mod bench;
mod bindings;
mod bundle;
mod counts;
mod long;
mod place;
mod run;
mod setup;
mod shell;
mod test;
mod ui;

use std::process::ExitCode;

use crate::place::Place;
use crate::shell::Failure;

const USAGE: &str = "\
cargo xtask run [--release]     builds Lobby and opens it; without a display walks the main job and leaves out/tour/index.html
cargo xtask test [--only STEP]  passes every test; STEP is one of fmt, ui, lint, core, cli, tests, shell, window
cargo xtask bench               measures a practice hotel of LOBBY_BENCH_GUESTS guests (1,000,000), each line beside its floor
cargo xtask bench --only duplicates  finds the duplicates of public sets (LOBBY_DATA) beside recordlinkage and Splink
cargo xtask bench --only group       loads and reports packages of 300 hotels and 36 months
cargo xtask long [--only NAME]  runs the harnesses of faults at their long sizes, for hours
cargo xtask bundle              makes what a hotel installs on this system: .deb, .exe or .dmg, unsigned
cargo xtask bindings            writes the page's types of the commands and their capability again
cargo xtask setup               installs what building and testing need";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = Place::find().and_then(|place| match words.as_slice() {
        ["run"] => run::run(&place, run::Profile::Debug),
        ["run", "--release"] => run::run(&place, run::Profile::Release),
        ["test"] => test::every_step(&place),
        ["test", "--only", step] => test::one_step(&place, step),
        ["bench"] => bench::run(&place),
        ["bench", "--only", "duplicates"] => bench::duplicates(&place),
        ["bench", "--only", "group"] => bench::group(&place),
        ["long"] => long::run(&place, None),
        ["long", "--only", name] => long::run(&place, Some(name)),
        ["bundle"] => bundle::release(&place),
        ["bindings"] => bindings::write(&place),
        ["setup"] => setup::everything(&place),
        _ => Err(Failure::usage(USAGE)),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::from(failure.exit)
        }
    }
}
