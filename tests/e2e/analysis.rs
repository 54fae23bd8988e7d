//! 投诉预警 in the real window: the red point opens its causes, its rooms and its complaints, and a 整改 in four clicks.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `analysis`, to be laid beside the design's screen i.

use support::window::program;

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, no_dialog, sign_in_as, start_practice, take_next},
    prepare,
};

#[test]
fn a_red_point_leads_to_a_corrective_action_in_four_clicks() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut pictures = Pictures::open(program, home.path(), "analysis");
    start_practice(&pictures.window);
    sign_in_as(&pictures.window, 4, "沈国华");
    charts(&mut pictures);
    raised_from_a_signal(&mut pictures);
    shades(&mut pictures);
    pictures.fine();
}

fn charts(pictures: &mut Pictures) {
    pictures.window.press("Ctrl+6");
    pictures.window.wait_for_text_in("main h1", "投诉预警");
    pictures.window.find_css(".weekly .chart svg path");
    pictures.window.find_css(".halves .chart svg path");
    pictures.window.wait_for_text_in("main .weekly .hd", "点超上限");
    pictures.look("charts");
    pictures.window.press("Alt+T");
    pictures.window.wait_for_text_in("main .weekly table", "超上限");
    pictures.look("tables");
    pictures.window.press("Alt+T");
    pictures.window.find_css(".weekly .chart svg path");
    pictures.window.press("Enter");
    pictures.window.wait_for_text_in("[role=dialog]", "漏水");
    pictures.look("behind");
    pictures.window.press("Esc");
    no_dialog(&pictures.window);
}

/// Signal, 立整改, and kept: three clicks; the owner has evidence to hand in, and the general manager none to accept.
fn raised_from_a_signal(pictures: &mut Pictures) {
    pictures.window.script("document.querySelector('.side .signal').click()", vec![]);
    pictures.window.wait_for_text_in("[role=dialog] table", "漏水");
    pictures.window.press("Alt+Z");
    pictures.window.wait_for_text_in("[role=dialog]", "负责人");
    pictures.window.find_css("[role=dialog] textarea");
    pictures.look("raise");
    pictures.window.press("Ctrl+Enter");
    no_dialog(&pictures.window);
    pictures.window.wait_for_text_in(".side", "进行中");
    pictures.window.wait_for_text_in(".side", "整改 ZG-20260714-A01");
    pictures.look("raised");
    handed_to_another(pictures);
}

/// 改派: another department and owner until another day, with the reason, which stays among the steps.
fn handed_to_another(pictures: &mut Pictures) {
    let open = "[...document.querySelectorAll('.side .signal')].at(-1).click(); return null";
    pictures.window.script(open, vec![]);
    pictures.window.wait_for_text_in("[role=dialog]", "撤销");
    let amend = "[...document.querySelectorAll('[role=dialog] label')].find((one) => one.innerText.trim() === '改派')
        .querySelector('input').click(); return null";
    pictures.window.script(amend, vec![]);
    pictures.window.wait_for_text_in("[role=dialog]", "为什么改派");
    dialog_at(&pictures.window, "textarea");
    pictures.window.type_text("工程部负责人休假");
    pictures.look("amend");
    pictures.window.press("Ctrl+Enter");
    pictures.window.wait_for_text_in("[role=dialog]", "工程部负责人休假");
    pictures.look("amended");
    pictures.window.press("Esc");
    no_dialog(&pictures.window);
}

fn shades(pictures: &mut Pictures) {
    pictures.window.press("Ctrl+8");
    pictures.window.press("Alt+2");
    pictures.window.wait_for_caret("#settings-mode input:checked");
    take_next(&pictures.window, "明");
    take_next(&pictures.window, "暗");
    pictures.window.press("Ctrl+6");
    pictures.window.find_css(".weekly .chart svg path");
    pictures.look("charts.dark");
    pictures.window.resize(1152, 720);
    pictures.look("charts.125.dark");
    pictures.window.press("Alt+0");
    pictures.look("side.125.dark");
    pictures.window.press("Alt+0");
    pictures.window.press("Ctrl+8");
    pictures.window.press("Alt+2");
    pictures.window.wait_for_caret("#settings-mode input:checked");
    pictures.window.press("Left");
    pictures.window.wait_for_caret("#settings-mode input[value=light]:checked");
    pictures.window.press("Ctrl+6");
    pictures.window.find_css(".weekly .chart svg path");
    pictures.look("charts.125");
}
