//! The clocks of a complaint in the real window, by keys: they stand still with a reason, a closed one comes back, and the
//! house changes what it promises.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `clocks`, to be laid beside the design's screen f.

use support::window::program;

use super::{
    pictures::Pictures,
    tour::{
        hands::{change_hands, dialog_at, find, no_dialog, sign_in_as, start_practice, take_next},
        prepare,
    },
};

#[test]
fn clocks_stand_still_come_back_and_are_the_houses_own() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut clocks = Pictures::open(program, home.path(), "clocks");
    start_practice(&clocks.window);
    sign_in_as(&clocks.window, 2, "周启明");
    stand_still(&mut clocks);
    comes_back(&mut clocks);
    change_hands(&clocks.window, 4, "沈国华");
    promises(&mut clocks);
    shades(&mut clocks);
    clocks.fine();
}

/// Opens the complaint that people call `number`.
fn open(clocks: &Pictures, number: &str) {
    find(&clocks.window, number, &[number]);
    clocks.window.press("Enter");
    clocks.window.wait_for_text_in("main header", number);
}

/// Alt P: what is waited for is said, and the clocks run on from where they stood.
fn stand_still(clocks: &mut Pictures) {
    open(clocks, "TS-20260712-A04");
    clocks.window.press("Alt+P");
    dialog_at(&clocks.window, "textarea");
    clocks.window.type_text("换冷凝管要等配件，今晚到");
    clocks.look("pause");
    clocks.window.press("Ctrl+Enter");
    no_dialog(&clocks.window);
    clocks.window.wait_for_text_in("main header", "换冷凝管要等配件");
    clocks.look("paused");
    clocks.window.press("Alt+P");
    clocks.window.wait_until("the clocks run again", || {
        (!clocks.window.text_in("main header").contains("换冷凝管要等配件")).then_some(())
    });
}

/// Alt O: a closed one comes back with the reason under its clocks; what was given stays given.
fn comes_back(clocks: &mut Pictures) {
    open(clocks, "TS-20260522-A01");
    clocks.look("closed");
    clocks.window.press("Alt+O");
    dialog_at(&clocks.window, "textarea");
    clocks.window.type_text("同一处又滴水，客人来电");
    clocks.look("reopen");
    clocks.window.press("Ctrl+Enter");
    no_dialog(&clocks.window);
    clocks.window.wait_for_text_in("main header", "同一处又滴水");
    clocks.look("reopened");
}

/// F7 in the settings: minutes of each promise, hours of each department, saved as a version with its reason.
fn promises(clocks: &mut Pictures) {
    clocks.window.press("Ctrl+8");
    clocks.window.wait_for_text_in("main h1", "设置");
    clocks.window.press("F7");
    dialog_at(&clocks.window, "input[type=text]");
    clocks.look("promises");
    clocks.window.press("Esc");
    no_dialog(&clocks.window);
}

fn shades(clocks: &mut Pictures) {
    clocks.window.resize(1152, 720);
    clocks.window.press("F7");
    dialog_at(&clocks.window, "input[type=text]");
    clocks.look("promises-125");
    clocks.window.press("Esc");
    no_dialog(&clocks.window);
    open(clocks, "TS-20260522-A01");
    clocks.look("reopened-125");
    clocks.window.resize(1440, 900);
    clocks.window.press("Ctrl+8");
    clocks.window.press("Alt+2");
    clocks.window.wait_for_caret("#settings-mode input:checked");
    take_next(&clocks.window, "明");
    take_next(&clocks.window, "暗");
    clocks.window.press("F7");
    dialog_at(&clocks.window, "input[type=text]");
    clocks.look("promises-dark");
    clocks.window.press("Esc");
    no_dialog(&clocks.window);
    open(clocks, "TS-20260522-A01");
    clocks.look("reopened-dark");
}
