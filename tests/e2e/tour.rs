//! The main job, walked in the real window, with a picture of each step.

use support::tour::Tour;
use support::window::{Start, program};

#[test]
fn the_main_job_runs_in_the_window() {
    let Some(program) = program() else { return };
    let window = Start::of(program).open();
    let mut tour = Tour::begin();
    window.find_css("#root > *");
    tour.picture(
        &window,
        "first-start",
        "第一次打开大堂：练习酒店、新酒店，或打开备份。",
        "Lobby opened for the first time: practice hotel, new hotel, or a backup.",
    );
    tour.finish();
}
