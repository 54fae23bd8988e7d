//! Two complaints about one incident and one about two, in the real window by keys: merged, looked at from either side, taken
//! apart with a reason, split.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `joining`.

use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, no_dialog, sign_in_as, start_practice, take_next},
    prepare,
};

#[test]
fn complaints_are_merged_taken_apart_and_split_by_keys() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut shown = Pictures::open(program, home.path(), "joining");
    start_practice(&shown.window);
    sign_in_as(&shown.window, 2, "周启明");
    to_a_ticket(&shown.window);
    let open = lines(&shown.window);
    merged(&mut shown);
    from_the_other_side(&mut shown);
    apart(&mut shown);
    assert_eq!(lines(&shown.window), open, "every complaint is in the inbox again");
    split(&mut shown);
    assert_eq!(lines(&shown.window), open + 1, "the second incident has a line of its own");
    shades(&mut shown);
    shown.fine();
}

/// The first of the inbox, opened by Enter.
fn to_a_ticket(window: &Window) {
    window.press("Ctrl+3");
    window.find_css("main tr[aria-current=true]");
    window.press("Enter");
    window.find_css("ol.steps");
}

/// Returns how many open complaints the place at the left counts.
fn lines(window: &Window) -> u64 {
    let script = "return Number([...document.querySelectorAll('nav a, nav button')].find((one) => one.textContent.includes('投诉')).textContent.replace(/\\D/g, ''))";
    window.script(script, vec![]).as_u64().expect("a count")
}

fn merged(shown: &mut Pictures) {
    let window = &shown.window;
    let before = lines(window);
    window.press("Alt+B");
    dialog_at(window, "input[role=combobox]");
    window.find_css("[role=dialog] [role=option][aria-selected=true]");
    shown.look("merge");
    let window = &shown.window;
    window.press("Enter");
    window.press("Tab");
    dialog_at(window, "textarea");
    window.type_text("同一次漏水，两位客人各报一次");
    shown.look("merge-filled");
    let window = &shown.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in(".joined", "同一次漏水");
    window.wait_until("one line less", || (lines(window) == before - 1).then_some(()));
    shown.look("merged");
}

/// From either side the other is one key away; the one that was taken in is only read.
fn from_the_other_side(shown: &mut Pictures) {
    let window = &shown.window;
    let number = window.text_in(".joined .linkish");
    window.script("document.querySelector('.joined .linkish').click()", vec![]);
    window.wait_for_text_in("main header .tn", &number);
    window.wait_for_text_in(".joined", "同一次漏水");
    shown.look("other-side");
}

fn apart(shown: &mut Pictures) {
    let window = &shown.window;
    window.press("Alt+Z");
    dialog_at(window, "textarea");
    window.type_text("看错了，是两间房");
    shown.look("apart");
    let window = &shown.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_until("it stands for itself", || {
        (window.script("return document.querySelectorAll('.joined').length", vec![]) == 0).then_some(())
    });
    window.wait_for_text_in("aside", "看错了");
}

fn split(shown: &mut Pictures) {
    to_a_ticket(&shown.window);
    let window = &shown.window;
    window.press("Alt+C");
    dialog_at(window, "input[role=combobox]");
    window.type_text("lfzy");
    window.wait_for_text_in("[role=dialog] [role=option][aria-selected=true]", "邻房噪音");
    window.press("Enter");
    window.press("Tab");
    dialog_at(window, "textarea");
    window.type_text("还有，隔壁整夜吵");
    window.press("Tab");
    dialog_at(window, "textarea");
    window.type_text("两件事，分开跟");
    shown.look("split");
    let window = &shown.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in(".joined", "拆出");
    shown.look("split-done");
}

fn shades(shown: &mut Pictures) {
    for (name, width, height) in [("1280", 1280, 800), ("125", 1152, 720)] {
        shown.window.resize(width, height);
        shown.look(name);
    }
    shown.window.resize(1440, 900);
    shown.window.press("Ctrl+8");
    shown.window.press("Alt+2");
    shown.window.wait_for_caret("#settings-mode input:checked");
    take_next(&shown.window, "明");
    take_next(&shown.window, "暗");
    to_a_ticket(&shown.window);
    shown.window.wait_for_text_in(".joined", "拆出");
    shown.look("dark");
}
