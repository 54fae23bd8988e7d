//! 对账单、证明、会员计划报告 in the real window, by keys: a guest's question about a figure is answered, printed, and the house's own
//! figures open their rows.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `points_shown`.

use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, find, letters, no_dialog, sign_in_as, start_practice},
    prepare,
};

/// What lies ready for the printer.
const PAPER: &str = "return document.querySelector('.paper')?.textContent ?? ''";

#[test]
fn a_figure_is_proved_and_the_programme_reported_by_keys() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut desk = Pictures::open(program, home.path(), "points_shown");
    start_practice(&desk.window);
    sign_in_as(&desk.window, 4, "沈国华");
    desk.window.script("window.print = () => { window.asked = true }; return null", vec![]);
    find(&desk.window, "w 8812", &["王建国", "1206"]);
    desk.window.press("Enter");
    desk.window.wait_for_text_in("main h1", "王建国");
    desk.window.press("F6");
    desk.window.wait_for_text_in("main h1", "00017432");
    statement(&mut desk);
    proof(&mut desk);
    report(&mut desk);
    desk.fine();
}

/// Waits until the paper says all of it, and takes its picture.
fn printed(desk: &Pictures, name: &str, words: &[&str]) {
    desk.window.wait_until("the paper lies ready", || {
        let text = desk.window.script(PAPER, vec![]);
        text.as_str().is_some_and(|text| words.iter().all(|word| text.contains(word))).then_some(())
    });
    desk.look_at_paper(name);
}

fn statement(desk: &mut Pictures) {
    desk.window.wait_for_text_in("main .sums", "12,480");
    desk.look("statement");
    desk.window.press("F3");
    dialog_at(&desk.window, "select");
    desk.look("period");
    letters(&desk.window, "jn");
    desk.window.press("Ctrl+Enter");
    no_dialog(&desk.window);
    desk.window.wait_for_text_in("main .tabs", "今年");
    desk.window.press("Ctrl+P");
    printed(desk, "statement-paper", &["积分对账单", "王建国", "00017432", "期初", "12,480", "链头", "第 1 页"]);
}

fn proof(desk: &mut Pictures) {
    desk.window.press("Down");
    desk.window.press("Alt+M");
    desk.window.wait_for_text_in("[role=dialog]", "逐笔核对通过");
    desk.look("proof-of-a-posting");
    desk.window.press("Esc");
    no_dialog(&desk.window);
    let closing = "document.querySelector('main .sums span:nth-child(6) button').click(); return null";
    desk.window.script(closing, vec![]);
    desk.window.wait_for_text_in("[role=dialog]", "逐笔核对通过");
    desk.look("proof-of-the-balance");
    desk.window.press("Ctrl+P");
    printed(desk, "proof-paper", &["积分证明", "王建国", "可用积分", "12,480", "逐笔核对通过", "链头"]);
    desk.window.press("Esc");
    no_dialog(&desk.window);
}

fn report(desk: &mut Pictures) {
    desk.window.press("Ctrl+4");
    desk.window.press("Alt+B");
    desk.window.wait_for_text_in("main h1", "会员计划报告");
    desk.window.wait_for_text_in("main .totals", "合计核对通过");
    desk.look("report");
    desk.window.press("Alt+H");
    desk.window.wait_for_text_in("main .totals", "逐笔");
    desk.window.press("Alt+1");
    desk.window.wait_for_text_in("[role=dialog] table", "到期日");
    desk.look("liability-rows");
    desk.window.press("Esc");
    no_dialog(&desk.window);
    opened(desk, "main .reported table tbody tr:nth-child(3) td:last-child button", "奖品或权益", "cost-rows");
    opened(desk, "main .sides > div:last-child button", "算作几位", "compared-rows");
    desk.window.press("Alt+T");
    desk.look("report-tables");
    desk.window.press("Ctrl+P");
    printed(desk, "report-paper", &["会员计划报告", "期初", "负债", "各级成本", "链头"]);
    shades(desk);
    desk.window.press("Alt+1");
    desk.window.press("Enter");
    desk.window.wait_for_text_in("main h1", "会员");
    morning(&desk.window);
}

/// Clicks the figure, whose rows say this word.
fn opened(desk: &mut Pictures, figure: &str, word: &str, name: &str) {
    desk.window.script("document.querySelector(arguments[0]).click(); return null", vec![figure.into()]);
    desk.window.wait_for_text_in("[role=dialog] table", word);
    desk.look(name);
    desk.window.press("Esc");
    no_dialog(&desk.window);
}

/// Light and dark, and as small as a window may be.
fn shades(desk: &mut Pictures) {
    desk.window.press("Alt+T");
    desk.look_in_the_dark_and_small("report");
}

/// Scenario C: the morning report says that the points agree, and opens the report of the same days.
fn morning(window: &Window) {
    window.press("Esc");
    window.script("window.location.hash = '/morning'; return null", vec![]);
    window.wait_for_text_in("aside", "积分核对");
    window.wait_for_text_in("aside", "核对通过");
    window.press("Alt+B");
    window.wait_for_text_in("main h1", "会员计划报告");
}
