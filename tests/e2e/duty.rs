//! 日志、交班、晨会 in the real window, by keys: a line is written, a sheet signed by one and taken by the other, a figure opened.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `duty`, to be laid beside the design's screen l.

use lobby_core::staff::PRACTICE_PIN;
use support::window::program;

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, letters, no_dialog, sign_in_as, start_practice, take_next},
    prepare,
};

#[test]
fn a_shift_is_handed_over_and_the_morning_told_in_the_window() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut shift = Pictures::open(program, home.path(), "duty");
    start_practice(&shift.window);
    sign_in_as(&shift.window, 2, "周启明");
    log(&mut shift);
    handover(&mut shift);
    morning(&mut shift);
    shades(&mut shift);
    shift.fine();
}

/// A line with what follows from it: it stands in the log, and among what is open.
fn log(shift: &mut Pictures) {
    let window = &shift.window;
    window.press("Ctrl+5");
    window.wait_for_text_in("main h1", "任务");
    window.press("Alt+J");
    window.wait_for_text_in("main h1", "交班");
    window.wait_for_text_in(".items", "2208");
    shift.look("handover");
    let window = &shift.window;
    window.press("F2");
    dialog_at(window, "textarea");
    window.type_text("9 层西侧地毯湿，已拉警示");
    window.press("Tab");
    letters(window, "xc");
    window.press("Tab");
    window.press("Tab");
    letters(window, "kfb");
    window.press("Tab");
    window.type_text("明天 10");
    window.wait_for_text_in("[role=dialog]", "7月15日 周三 10:00");
    shift.look("line");
    let window = &shift.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in(".log", "9 层西侧地毯湿");
    window.wait_for_text_in(".items", "9 层西侧地毯湿");
}

/// Who leaves signs; the items are ticked off one by one; the other takes over with the own PIN.
fn handover(shift: &mut Pictures) {
    let window = &shift.window;
    window.press("Ctrl+Enter");
    dialog_at(window, "input[type=text]");
    window.type_text("1611 先别卖");
    shift.look("sign");
    let window = &shift.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in("aside", "已签");
    let items = window.script("return document.querySelectorAll('.items tr').length", vec![]).as_u64().expect("a count");
    assert!(items > 4, "{items} items stand on the sheet");
    for nth in 1..=items {
        shift.window.press("Space");
        shift.window.wait_for_text_in("main", &format!("已过目 {nth} / {items}"));
        shift.window.press("Down");
        if nth == 3 {
            shift.look("seen");
        }
    }
    let window = &shift.window;
    window.press("Ctrl+Enter");
    window.wait_for_caret("[role=dialog] input[type=password]");
    shift.look("take");
    let window = &shift.window;
    let who = "return document.querySelector('[role=dialog] select').selectedOptions[0].text";
    assert_eq!(window.script(who, vec![]), "赵敏", "the other duty manager is offered first");
    letters(window, PRACTICE_PIN);
    no_dialog(window);
    window.wait_for_text_in("header .who", "周启明");
    // The next shift's sheet writes itself; the one before shows both signatures.
    window.wait_for_text_in("main", "D-20260714-2");
    window.press("Alt+Q");
    window.wait_for_text_in("aside", "赵敏");
    shift.look("taken");
}

/// A figure opens its rows, and a row its ticket.
fn morning(shift: &mut Pictures) {
    let window = &shift.window;
    window.press("Alt+C");
    window.wait_for_text_in("main h1", "晨会");
    window.wait_for_text_in(".figures", "新投诉");
    shift.look("morning");
    let window = &shift.window;
    window.press("Alt+2");
    window.wait_for_text_in(".fig[aria-pressed=true]", "未结");
    let told = window.text_in(".fig[aria-pressed=true] .v");
    window.wait_until("as many rows as the figure says", || {
        let rows = window.script("return document.querySelectorAll('main .dt tbody tr:not(.gap)').length", vec![]);
        rows.as_u64().is_some_and(|rows| told.trim().parse() == Ok(rows)).then_some(())
    });
    shift.look("morning-open");
}

/// Both pages at 125 %, then in the dark.
fn shades(shift: &mut Pictures) {
    shift.window.resize(1152, 720);
    both(shift, "zoom125");
    shift.window.resize(1440, 900);
    shift.window.press("Ctrl+8");
    shift.window.press("Alt+2");
    shift.window.wait_for_caret("#settings-mode input:checked");
    take_next(&shift.window, "明");
    take_next(&shift.window, "暗");
    both(shift, "dark");
}

fn both(shift: &mut Pictures, shade: &str) {
    shift.window.press("Ctrl+5");
    shift.window.wait_for_text_in("main h1", "任务");
    shift.window.press("Alt+J");
    shift.window.wait_for_text_in("main h1", "交班");
    shift.window.wait_for_text_in(".items", "2208");
    shift.look(&format!("handover.{shade}"));
    shift.window.press("Alt+C");
    shift.window.wait_for_text_in("main h1", "晨会");
    shift.window.wait_for_text_in(".figures", "新投诉");
    shift.look(&format!("morning.{shade}"));
}
