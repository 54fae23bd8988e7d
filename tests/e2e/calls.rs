//! 主动问候 in the real window, by keys: the list says whom and why, a guest is greeted, an unhappy one has a complaint taken down,
//! and the morning tells how many were.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `calls`.

use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, no_dialog, sign_in_as, start_practice, take_next},
    prepare,
};

#[test]
fn guests_are_greeted_before_they_complain_in_the_window() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut desk = Pictures::open(program, home.path(), "calls");
    start_practice(&desk.window);
    sign_in_as(&desk.window, 2, "周启明");
    greeted(&mut desk);
    unhappy(&mut desk);
    told(&mut desk);
    shades(&mut desk);
    desk.fine();
}

/// Returns how many were greeted, and of how many.
fn share(window: &Window) -> (u32, u32) {
    let facts = window.text_in("main .ph1");
    let told = facts.split("已问候").nth(1).expect("the head says how many").to_owned();
    let mut counts = told.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty());
    let mut next = || counts.next().and_then(|count| count.parse().ok()).expect("a count");
    (next(), next())
}

/// The list stands beside the tasks; one key and Enter write down that a guest is content.
fn greeted(desk: &mut Pictures) {
    let window = &desk.window;
    window.press("F7");
    window.wait_for_text_in("main h1", "任务");
    window.press("Alt+X");
    window.wait_for_text_in("main h1", "主动问候");
    window.wait_for_text_in("main .ph1", "已问候");
    desk.look("list");
    let window = &desk.window;
    let (made, listed) = share(window);
    assert!(made > 0 && made < listed && listed <= 12, "{made} of {listed} were greeted by two in the afternoon");
    let why = window.text_in("main tr[aria-current]");
    assert!(["承诺", "投诉", "贵宾", "会员", "长住"].iter().any(|word| why.contains(word)), "it says why: {why}");
    window.press("Space");
    dialog_at(window, "input[type=radio]");
    desk.look("dialog");
    let window = &desk.window;
    window.press("Enter");
    no_dialog(window);
    window.wait_until("one more was greeted", || (share(window) == (made + 1, listed)).then_some(()));
    window.press("Ctrl+Z");
    window.wait_until("and none, once it is taken back", || (share(window) == (made, listed)).then_some(()));
}

/// Whoever is unhappy complains: the room and the words are there already.
fn unhappy(desk: &mut Pictures) {
    let window = &desk.window;
    let name = window.script("return document.querySelector('main tr[aria-current] b').innerText", vec![]);
    let name = name.as_str().expect("a name").to_owned();
    let room = window.text_in("main tr[aria-current] td:nth-child(2)");
    window.press("Enter");
    dialog_at(window, "input[type=radio]");
    take_next(window, "一般");
    take_next(window, "不满意");
    window.press("Tab");
    window.type_text("热水要等十分钟");
    desk.look("unhappy");
    let window = &desk.window;
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main h1", "记投诉");
    window.wait_for_caret("#intake-problem");
    window.wait_for_text_in("main .intake", name.trim());
    let value = |field: &str| {
        let said = window.script("return document.querySelector(arguments[0]).value", vec![field.into()]);
        said.as_str().unwrap_or_default().to_owned()
    };
    assert_eq!((value("#intake-who"), value("#intake-words")), (room.trim().to_owned(), "热水要等十分钟".to_owned()));
    desk.look("intake");
}

/// The morning report has its line, and the line its list; the sheet has whom to greet.
fn told(desk: &mut Pictures) {
    let window = &desk.window;
    window.press("Ctrl+5");
    window.wait_for_text_in("main h1", "任务");
    window.press("Alt+C");
    window.wait_for_text_in("main .beyond", "主动问候");
    desk.look("morning");
    let window = &desk.window;
    window.press("Alt+N");
    window.wait_for_text_in("main h1", "主动问候");
    window.wait_for_text_in("main .ph1", "–");
    desk.look("week");
    let window = &desk.window;
    window.press("Alt+J");
    window.wait_for_text_in("main h1", "交班");
    window.wait_for_text_in("aside", "主动问候");
    desk.look("duty");
    let window = &desk.window;
    window.press("Ctrl+P");
    let laid = "return document.querySelector('.paper')?.textContent ?? ''";
    window.wait_until("the sheet names whom to greet", || {
        let paper = window.script(laid, vec![]);
        paper.as_str().is_some_and(|paper| paper.contains("主动问候") && paper.contains("未了事项")).then_some(())
    });
    desk.look_at_paper("duty_paper");
}

/// The list at 125 %, then in the dark.
fn shades(desk: &mut Pictures) {
    desk.window.resize(1152, 720);
    desk.goes("#/calls", "已问候");
    desk.look("list.zoom125");
    desk.window.resize(1440, 900);
    desk.window.press("Ctrl+8");
    desk.window.press("Alt+2");
    desk.window.wait_for_caret("#settings-mode input:checked");
    take_next(&desk.window, "明");
    take_next(&desk.window, "暗");
    desk.goes("#/calls", "已问候");
    desk.look("list.dark");
}
