//! The scale benchmark, in the release build; never a part of `test`.

use crate::place::Place;
use crate::run::{self, Profile};
use crate::setup;
use crate::shell::{Failure, Program};

/// Finds the duplicates of the public sets with ours and with the two libraries that are measured beside it.
pub fn duplicates(place: &Place) -> Result<(), Failure> {
    let python = setup::linkage(place)?;
    Program::cargo(["bench", "-p", "lobby-tests", "--bench", "duplicates"])
        .inside(&place.root)
        .variable("LOBBY_PYTHON", python)
        .run()
}

/// Makes, verifies, loads and reports the packages of a whole group.
pub fn group(place: &Place) -> Result<(), Failure> {
    Program::cargo(["bench", "-p", "lobby-tests", "--bench", "group"]).inside(&place.root).run()
}

/// Builds what is measured and prints the table. The hotel that it makes stays under the target folder for the next run.
pub fn run(place: &Place) -> Result<(), Failure> {
    let cargo = Program::cargo(["bench", "-p", "lobby-tests", "--bench", "scale"]).inside(&place.root);
    if !cfg!(target_os = "linux") {
        println!("The window is measured on Linux only, where its web view answers to WebDriver.");
        return cargo.run();
    }
    setup::for_driving()?;
    let window = run::build(place, Profile::Release)?;
    cargo.variable("LOBBY_WINDOW", window).run()
}
