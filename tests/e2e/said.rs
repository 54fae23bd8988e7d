//! What guests say besides complaints, a draft through a kill, a complaint that goes to an authority and its evidence, in the
//! real window and by keys.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `said`.

use support::window::{Window, program};

use super::{
    pictures::Pictures,
    tour::{
        hands::{change_hands, dialog_at, no_dialog, sign_in_as, start_practice},
        prepare,
    },
};

const WORDS: &str = "早餐的小米粥熬得好，替我谢谢厨师";

#[test]
fn what_was_typed_outlives_a_kill_and_another_user_and_is_gone_once_it_is_saved() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let desk = Pictures::open(program.clone(), home.path(), "said");
    start_practice(&desk.window);
    sign_in_as(&desk.window, 2, "周启明");
    let window = &desk.window;
    window.press("F9");
    window.wait_for_caret("#intake-who");
    window.press("Alt+L");
    window.wait_for_text_in("main", "0 / 3");
    window.press("Alt+1");
    window.wait_for_caret("#intake-who");
    window.type_text("0915");
    window.wait_for_text_in("[role=listbox] [role=option][aria-selected=true]", "李慧敏");
    window.press("Enter");
    window.press("Alt+3");
    window.wait_for_caret("#intake-words");
    window.wait_for_text_in("main [role=status]", "草稿已存");
    let before = window.text_in("main [role=status]");
    window.type_text(WORDS);
    window.wait_until("the words are kept too", || (window.text_in("main [role=status]") != before).then_some(()));
    // The power goes: nothing was saved but the draft.
    drop(desk);
    let mut desk = Pictures::open(program, home.path(), "said");
    sign_in_as(&desk.window, 1, "林晓雯");
    desk.window.press("F9");
    desk.window.wait_for_caret("#intake-who");
    assert_eq!(words_of(&desk.window), "", "nobody reads another's draft");
    change_hands(&desk.window, 2, "周启明");
    desk.window.press("F9");
    desk.window.wait_until("the draft is back", || (words_of(&desk.window) == WORDS).then_some(()));
    desk.window.wait_for_text_in("main", "李慧敏");
    desk.look("draft");
    saved(&mut desk);
    desk.window.press("F9");
    desk.window.wait_for_caret("#intake-who");
    assert_eq!(words_of(&desk.window), "", "what was saved is no draft any more");
    outside(&mut desk);
    desk.fine();
}

/// Praise goes to its department, is answered and closed; the inbox lists it apart.
fn saved(desk: &mut Pictures) {
    let window = &desk.window;
    window.press("Alt+2");
    window.wait_for_caret("#intake-problem");
    window.type_text("cy");
    window.wait_for_text_in("main", "3 / 3");
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main header", "表扬");
    desk.look("praise");
    let window = &desk.window;
    window.press("Alt+3");
    dialog_at(window, "textarea");
    window.type_text("已当面谢过客人，转告厨师长");
    desk.look("reply");
    let window = &desk.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in("main", "已答复");
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main header", "已关闭");
    window.press("Esc");
    window.wait_for_text_in("main", "未结");
    window.press("Alt+4");
    window.wait_for_text_in("main", "小米粥");
    desk.look("others");
}

/// A guest goes to the tourism authority: the term runs in the inbox and on the page, and what is filed prints.
fn outside(desk: &mut Pictures) {
    let window = &desk.window;
    window.press("Esc");
    window.wait_for_text_in("main", "未结");
    window.wait_for_text_in("main tr[aria-current]", "0");
    window.press("Enter");
    window.wait_for_text_in("main header", "TS-");
    window.press("Alt+W");
    dialog_at(window, "input[type=text]");
    window.type_text("旅投117号");
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in("main header", "书面答复");
    desk.look("outside");
    let window = &desk.window;
    window.press("Alt+Y");
    dialog_at(window, "input[type=text]");
    desk.look("evidence");
    let window = &desk.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    let laid = "return document.querySelector('.paper .page-of')?.textContent ?? ''";
    window.wait_until("the evidence is laid out", || {
        let paper = window.script(laid, vec![]);
        paper.as_str().filter(|paper| paper.contains("旅投117号") && paper.contains("历史链第")).map(str::to_owned)
    });
    desk.look_at_paper("evidence_paper");
    let window = &desk.window;
    window.press("Esc");
    window.wait_for_text_in("main", "外部投诉待书面答复");
    desk.look("inbox");
}

fn words_of(window: &Window) -> String {
    let words = window.script("return document.querySelector('#intake-words')?.value ?? '-'", vec![]);
    words.as_str().unwrap_or_default().to_owned()
}
