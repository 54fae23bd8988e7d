//! 兑换、验券、权益 in the real window, by keys: four inputs from the card to a printed voucher, whose code is used once.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `rewards`.

use std::cell::Cell;

use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, find, no_dialog, sign_in_as, start_practice, take_next, texts},
    prepare,
};

/// Most inputs that a redemption may take, from the guest's card to the voucher on paper.
const INPUTS_MAX: u32 = 4;

#[test]
fn a_reward_is_redeemed_in_four_inputs_and_its_voucher_is_used_once() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut desk = Pictures::open(program, home.path(), "rewards");
    start_practice(&desk.window);
    sign_in_as(&desk.window, 2, "周启明");
    desk.window.script("window.print = () => { window.asked = true }; return null", vec![]);
    find(&desk.window, "w 8812", &["王建国", "1206"]);
    desk.window.press("Enter");
    desk.window.wait_for_text_in("main h1", "王建国");
    let code = redeemed(&mut desk);
    checked_and_used(&mut desk, &code);
    not_taken_back(&mut desk);
    benefits(&mut desk);
    shades(&mut desk);
    desk.fine();
}

/// Counts what is pressed.
struct Inputs<'w> {
    window: &'w Window,
    pressed: Cell<u32>,
}

impl Inputs<'_> {
    fn press(&self, key: &str) {
        self.pressed.set(self.pressed.get() + 1);
        self.window.press(key);
    }
}

/// Redeems a late check-out from the card and returns the code on the paper.
fn redeemed(desk: &mut Pictures) -> String {
    let inputs = Inputs { window: &desk.window, pressed: Cell::new(0) };
    inputs.press("F6");
    desk.window.wait_for_text_in("main h1", "00017432");
    inputs.press("F6");
    dialog_at(&desk.window, "input[type=text]");
    inputs.press("2");
    desk.window.wait_for_text_in("[role=dialog] tr[aria-current=true]", "延迟退房");
    inputs.press("Enter");
    no_dialog(&desk.window);
    desk.window.wait_for_text_in(".acc .huge", "11,680");
    let paper = "return document.querySelector('.paper .page-of')?.textContent ?? ''";
    desk.window.wait_until("the voucher lies ready", || {
        let text = desk.window.script(paper, vec![]);
        let asked = desk.window.script("return window.asked === true", vec![]);
        (asked == true && text.as_str().is_some_and(|text| text.contains("兑换券"))).then_some(())
    });
    assert!(inputs.pressed.get() <= INPUTS_MAX, "{} inputs, {INPUTS_MAX} are allowed", inputs.pressed.get());
    let text = desk.window.script(paper, vec![]);
    let text = text.as_str().expect("a text");
    for words in ["练习", "王建国", "延迟退房", "R-", "00017432", "链头", "第 1 页，共 1 页"] {
        assert!(text.contains(words), "the paper says {words}: {text}");
    }
    desk.look_at_paper("paper");
    let code = desk.window.script("return document.querySelector('.paper .vcode').textContent", vec![]);
    let code = code.as_str().expect("a code").to_owned();
    desk.window.script("window.dispatchEvent(new Event('afterprint')); return null", vec![]);
    desk.window.wait_until("the paper goes, and the code with it", || {
        (desk.window.script("return document.querySelector('.paper') === null", vec![]) == true).then_some(())
    });
    desk.window.press("F6");
    dialog_at(&desk.window, "input[type=text]");
    desk.window.type_text("zc");
    desk.window.wait_for_text_in("[role=dialog] tr[aria-current=true]", "早餐");
    desk.look("redeem");
    desk.window.type_text("xx");
    desk.window.wait_for_text_in("[role=dialog]", "没有这一项");
    desk.window.press("Esc");
    no_dialog(&desk.window);
    desk.window.press("Alt+3");
    desk.window.wait_for_text_in("main tr[aria-current=true]", "延迟退房");
    desk.window.wait_for_text_in("main tr[aria-current=true]", "未用");
    desk.look("redemptions");
    code
}

/// Types the code into the one box, looks, uses it, and hears the second time that it was used.
fn checked_and_used(desk: &mut Pictures, code: &str) {
    find(&desk.window, code, &["验券"]);
    desk.look("box");
    desk.window.press("Enter");
    desk.window.wait_for_text_in(".vcard", "有效，可以用");
    desk.window.wait_for_text_in(".vcard", "王建国");
    desk.look("check");
    desk.window.press("Ctrl+Enter");
    desk.window.wait_for_text_in(".vcard", "已用");
    desk.look("used");
    desk.window.wait_for_caret(".vcheck input");
    desk.window.type_text(code);
    desk.window.press("Enter");
    desk.window.wait_for_text_in(".vcard.bad", "周启明");
    desk.window.press("Ctrl+Enter");
    let wrong = if code.starts_with('7') { "8" } else { "7" };
    let slip = format!("{wrong}{}", &code[1..]);
    retype(&desk.window, &slip);
    desk.window.wait_for_text_in(".vcheck .refusal", "券码抄错了");
    desk.look("misread");
    desk.window.press("Alt+3");
    desk.window.wait_for_text_in("main [aria-selected=true]", "已过期");
    desk.look("expired");
}

/// Puts other words into the code's field and looks.
fn retype(window: &Window, text: &str) {
    window.wait_for_caret(".vcheck input");
    window.script("document.activeElement.select(); return null", vec![]);
    window.type_text(text);
    window.press("Enter");
}

/// The redemption of a used voucher is not taken back, and the page says why.
fn not_taken_back(desk: &mut Pictures) {
    find(&desk.window, "00017432", &["王建国"]);
    desk.window.press("Enter");
    desk.window.wait_for_text_in("main h1", "王建国");
    desk.window.press("F6");
    desk.window.wait_for_text_in("main h1", "00017432");
    desk.window.press("Alt+C");
    dialog_at(&desk.window, ".btn.pri");
    desk.window.press("Enter");
    desk.window.wait_for_text_in("[role=dialog] .refusal", "已经用掉");
    desk.look("not-taken-back");
    desk.window.press("Esc");
    no_dialog(&desk.window);
}

/// A breakfast is noted and counted down, then taken back with its reason.
fn benefits(desk: &mut Pictures) {
    let left = |window: &Window| texts(window, "aside .list .li").first().cloned().unwrap_or_default();
    let before = left(&desk.window);
    assert!(before.contains("免费早餐") && before.contains("剩 2 / 6 份"), "the design's own guest: {before}");
    desk.window.press("Alt+Y");
    desk.window.wait_for_text_in("[role=dialog] tr[aria-current=true]", "免费早餐");
    desk.look("use");
    desk.window.press("Enter");
    no_dialog(&desk.window);
    desk.window.wait_for_text_in("aside", "剩 1 / 6 份");
    desk.window.press("Alt+2");
    desk.window.wait_for_text_in("main tr[aria-current=true]", "免费早餐");
    desk.look("benefits");
    desk.window.press("Alt+C");
    dialog_at(&desk.window, "input[type=text]");
    desk.window.type_text("记错了房号");
    desk.window.press("Enter");
    no_dialog(&desk.window);
    desk.window.wait_for_text_in("aside", "剩 2 / 6 份");
    desk.window.wait_for_text_in("main tr[aria-current=true]", "周启明 撤回：记错了房号");
    desk.window.press("Alt+J");
    desk.window.wait_for_text_in("[role=dialog]", "加发");
    desk.look("give");
    desk.window.press("Esc");
    no_dialog(&desk.window);
}

fn shades(desk: &mut Pictures) {
    desk.look("member");
    desk.window.resize(1152, 720);
    desk.look("member-125");
    desk.window.press("Ctrl+8");
    desk.window.press("Alt+2");
    desk.window.wait_for_caret("#settings-mode input:checked");
    take_next(&desk.window, "明");
    take_next(&desk.window, "暗");
    desk.window.press("Ctrl+J");
    desk.window.wait_for_text_in("main h1", "验券");
    desk.look("vouchers-125-dark");
    desk.window.resize(1440, 900);
    desk.look("vouchers-dark");
    find(&desk.window, "00017432", &["王建国"]);
    desk.window.press("Enter");
    desk.window.wait_for_text_in("main h1", "王建国");
    desk.look("card-dark");
    desk.window.press("F6");
    desk.window.wait_for_text_in("main h1", "00017432");
    desk.look("member-dark");
    desk.window.press("F6");
    dialog_at(&desk.window, "input[type=text]");
    desk.look("redeem-dark");
}
