//! The page's types of the commands, written from the commands themselves.

use crate::place::Place;
use crate::shell::{Failure, Program};
use crate::{setup, ui};

/// Writes ui/src/api/bindings.ts and the capability of the commands; a test of the desktop package compares them.
pub fn write(place: &Place) -> Result<(), Failure> {
    setup::for_building()?;
    ui::build(place)?;
    Program::cargo(["test", "--quiet", "-p", "lobby", "--features", "tauri/custom-protocol", "--lib", "bindings"])
        .variable("LOBBY_WRITE_BINDINGS", "1")
        .inside(&place.root)
        .run()
}
