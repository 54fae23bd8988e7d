//! Builds the window and opens it; without a display, walks the main job in it on a virtual one.

use std::path::{Path, PathBuf};

use crate::place::Place;
use crate::shell::{Failure, Program};
use crate::{setup, ui};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    Debug,
    Release,
}

/// Opens the window and returns when it was closed; without a display returns when the tour's page is written.
pub fn run(place: &Place, profile: Profile) -> Result<(), Failure> {
    if has_display() {
        setup::for_building()?;
        let program = build(place, profile)?;
        return Program::new(program).run();
    }
    setup::for_driving()?;
    let program = build(place, profile)?;
    tour(place, &program)?;
    println!("No display: Lobby ran on a virtual one. Its pictures: {}", place.tour().join("index.html").display());
    Ok(())
}

/// Builds the page and the window around it and returns the program.
pub fn build(place: &Place, profile: Profile) -> Result<PathBuf, Failure> {
    ui::build(place)?;
    // Without this feature the window would look for the development server instead of the embedded page.
    let cargo = Program::cargo(["build", "-p", "lobby", "--features", "tauri/custom-protocol"]).inside(&place.root);
    let (cargo, folder) = match profile {
        Profile::Debug => (cargo, "debug"),
        Profile::Release => (cargo.with(["--release"]), "release"),
    };
    cargo.run()?;
    Ok(place.target.join(folder).join(format!("lobby{}", std::env::consts::EXE_SUFFIX)))
}

fn tour(place: &Place, program: &Path) -> Result<(), Failure> {
    Program::cargo(["test", "--quiet", "-p", "lobby-tests", "--test", "lobby", "--", "--exact"])
        .with(["e2e::tour::the_main_job_runs_in_the_window"])
        .variable("LOBBY_WINDOW", program)
        .variable("LOBBY_TOUR", place.tour())
        .inside(&place.root)
        .run()
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
