//! 会员规矩 in the real window, by keys: a draft is changed, tried on last year, adopted; tiers by hand, bills, the review.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `programme`.

use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, find, no_dialog, sign_in_as, start_practice, take_next},
    prepare,
};

#[test]
fn rules_are_changed_tried_on_last_year_and_adopted() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut desk = Pictures::open(program, home.path(), "programme");
    start_practice(&desk.window);
    sign_in_as(&desk.window, 4, "沈国华");
    desk.window.press("Ctrl+4");
    desk.window.press("Alt+G");
    desk.window.wait_for_text_in("main h1", "会员规矩");
    earning(&mut desk);
    promotion(&mut desk);
    others(&mut desk);
    adopted(&mut desk);
    by_hand(&mut desk);
    shades(&mut desk);
    desk.fine();
}

/// Types `text` into the cell of this label, over what stands there.
fn cell(window: &Window, label: &str, text: &str) {
    let focus = "const cell = [...document.querySelectorAll('main .cell')].find((one) => one.ariaLabel === arguments[0]); \
                 cell.focus(); cell.select(); return null";
    window.script(focus, vec![label.into()]);
    window.type_text(text);
}

/// Food earns half as much more, members are warned twice, and the page says what that would have come to.
fn earning(desk: &mut Pictures) {
    desk.look("earning");
    cell(&desk.window, "到期前提醒", "45 a");
    desk.window.wait_for_text_in("main .ph1", "有数字不对");
    cell(&desk.window, "到期前提醒", "14 45");
    desk.window.wait_for_text_in("main .ph1", "草稿，未采用");
    cell(&desk.window, "餐饮", "x");
    desk.window.wait_for_text_in("main .ph1", "有数字不对");
    cell(&desk.window, "餐饮", "1.5");
    desk.window.wait_for_text_in("main .ph1", "草稿，未采用");
    desk.window.press("Alt+S");
    desk.window.wait_for_text_in("aside", "按消费点");
    desk.look("tried");
}

/// A members' day is added; the figures on the right say that they are of the draft before it.
fn promotion(desk: &mut Pictures) {
    desk.window.press("Alt+2");
    desk.window.wait_for_text_in("main", "会员日 餐饮双倍");
    desk.window.press("Alt+J");
    dialog_at(&desk.window, "input[type=text]");
    desk.window.type_text("七夕双倍");
    desk.look("promotion");
    desk.window.press("Ctrl+Enter");
    no_dialog(&desk.window);
    desk.window.wait_for_text_in("main .scrolled", "七夕双倍");
    desk.window.wait_for_text_in("aside", "草稿改过了");
    desk.window.press("Alt+S");
    desk.look("promotions");
}

fn others(desk: &mut Pictures) {
    desk.window.press("Alt+3");
    desk.window.wait_for_text_in("main", "升级条件");
    desk.look("tiers");
    desk.window.press("Alt+4");
    desk.window.wait_for_text_in("main", "兑换目录");
    desk.look("catalogue");
    desk.window.press("Alt+5");
    desk.window.wait_for_text_in("main .scrolled", "会员");
    desk.look("review");
}

/// What contradicts itself is refused by its name; what does not becomes the next version.
fn adopted(desk: &mut Pictures) {
    desk.window.press("Alt+3");
    cell(&desk.window, "金卡 入住晚数", "5");
    desk.window.press("Ctrl+S");
    dialog_at(&desk.window, "input[type=text]");
    desk.window.type_text("餐饮多给半分");
    desk.window.press("Ctrl+Enter");
    desk.window.wait_for_text_in("[role=dialog] .refusal", "升级条件 金卡");
    desk.look("refused");
    desk.window.press("Esc");
    no_dialog(&desk.window);
    cell(&desk.window, "金卡 入住晚数", "15");
    desk.window.press("Ctrl+S");
    dialog_at(&desk.window, "input[type=text]");
    desk.window.type_text("餐饮多给半分");
    desk.window.press("Ctrl+Enter");
    no_dialog(&desk.window);
    desk.window.wait_for_text_in("main .ph1", "第 3 版，2026-07-15 起生效");
    desk.window.press("Alt+6");
    desk.window.wait_for_text_in("main tr[aria-current=true]", "餐饮多给半分");
    desk.look("versions");
}

/// A tier by hand on the member's page, and a bill of an outlet.
fn by_hand(desk: &mut Pictures) {
    find(&desk.window, "00017432", &["王建国"]);
    desk.window.press("Enter");
    desk.window.wait_for_text_in("main h1", "王建国");
    desk.window.press("F6");
    desk.window.wait_for_text_in("main h1", "00017432");
    desk.window.press("Alt+D");
    dialog_at(&desk.window, "select");
    desk.look("tier");
    desk.window.press("Esc");
    no_dialog(&desk.window);
    desk.window.press("Alt+Z");
    dialog_at(&desk.window, "select");
    desk.look("bill");
    desk.window.press("Esc");
    no_dialog(&desk.window);
    desk.window.press("Alt+B");
    desk.window.wait_for_text_in("[role=dialog]", "补登");
    let offered = "return document.querySelector('[role=dialog]').textContent";
    let said = desk.window.script(offered, vec![]).to_string();
    assert!(!said.contains("直接写积分数"), "points without a stay and a reason are nothing that this dialog gives: {said}");
    desk.look("credit");
    desk.window.press("Esc");
    no_dialog(&desk.window);
    desk.look("member");
}

fn shades(desk: &mut Pictures) {
    desk.window.press("Ctrl+8");
    desk.window.press("Alt+2");
    desk.window.wait_for_caret("#settings-mode input:checked");
    take_next(&desk.window, "明");
    take_next(&desk.window, "暗");
    desk.window.press("Alt+G");
    desk.window.wait_for_text_in("main h1", "会员规矩");
    desk.window.press("Alt+S");
    desk.window.wait_for_text_in("aside", "按消费点");
    desk.look("dark");
    desk.window.resize(1152, 720);
    desk.look("125-dark");
    desk.window.press("Alt+3");
    desk.window.wait_for_text_in("main", "升级条件");
    desk.look("tiers-125-dark");
}
