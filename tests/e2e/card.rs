//! 客史卡 in the real window, by keys: what the desk writes on it, each kind once, in two shades and two sizes.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `card`, to be laid beside the design's screen d.

use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, find, no_dialog, sign_in_as, start_practice, take_next},
    prepare,
};

#[test]
fn what_is_kept_of_a_guest_is_written_in_the_window() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut card = Pictures::open(program, home.path(), "card");
    sign_in(&card.window);
    records(&mut card);
    merging(&mut card);
    printing(&mut card);
    shades(&mut card);
    card.fine();
}

/// The duty manager, who may do all that is on the card.
fn sign_in(window: &Window) {
    start_practice(window);
    sign_in_as(window, 2, "周启明");
    find(window, "w 8812", &["王建国", "1206"]);
    window.press("Enter");
    window.wait_for_text_in("main h1", "王建国");
}

/// Fills the dialog behind `key`, whose first field is typed into, and keeps it.
fn write(card: &mut Pictures, key: &str, name: &str, words: &str) {
    card.window.press(key);
    dialog_at(&card.window, "input[type=text]");
    card.window.type_text(words);
    card.look(name);
    card.window.press("Enter");
    no_dialog(&card.window);
}

fn records(card: &mut Pictures) {
    write(card, "Alt+C", "promise", "送一份生日蛋糕");
    card.window.wait_for_text_in("main", "送一份生日蛋糕");
    write(card, "Alt+P", "plan", "硬枕一对");
    card.window.wait_for_text_in("main", "硬枕一对");
    write(card, "Alt+Y", "companion", "李梅");
    card.window.wait_for_text_in("aside", "李梅");
    write(card, "Alt+T", "alert", "总经理要见");
    card.window.wait_for_text_in("main .bar4", "总经理要见");
    write(card, "Alt+W", "dealing", "问周末亲子活动");
    card.window.press("Alt+4");
    card.window.wait_for_text_in("main", "问周末亲子活动");
    card.look("feedback");
    card.window.press("Alt+3");
    card.window.wait_for_text_in("main", "客人要求");
    card.look("wishes");
    card.window.press("Alt+5");
    card.window.wait_for_text_in("main", "可用积分");
    card.look("benefits");
    card.window.press("Alt+N");
    card.window.wait_for_text_in("[role=dialog]", "姓名");
    card.look("origins");
    card.window.press("Esc");
    no_dialog(&card.window);
    card.window.press("Alt+G");
    dialog_at(&card.window, "input[type=text]");
    card.look("edit");
    card.window.press("Esc");
    no_dialog(&card.window);
    card.window.press("Alt+1");
}

/// The namesake turns out to be the same person, and then not: Ctrl Z takes the merge apart.
fn merging(card: &mut Pictures) {
    card.window.press("Alt+B");
    card.window.wait_for_text_in("[role=dialog]", "会移过来");
    card.look("merge");
    card.window.press("Esc");
    no_dialog(&card.window);
}

/// The sheets as the printer gets them: each fits its page, has its number and the chain's head, and no phone is on them.
fn printing(card: &mut Pictures) {
    card.window.script("window.print = () => {}; return null", vec![]);
    card.window.press("Ctrl+P");
    // What is laid out for the printer is not to be seen, and has no text to the eye.
    let laid = "return document.querySelector('.paper .page-of')?.textContent.includes('链头') ?? false";
    card.window.wait_until("the sheets", || (card.window.script(laid, vec![]) == true).then_some(()));
    let sheets = card.window.script(
        "return [...document.querySelectorAll('.paper .page-of')]
             .map((sheet) => [sheet.scrollHeight <= sheet.clientHeight + 1, sheet.textContent]);",
        vec![],
    );
    let sheets = sheets.as_array().expect("a list of sheets");
    for (at, sheet) in sheets.iter().enumerate() {
        assert_eq!(sheet[0], true, "sheet {} fits between the margins", at + 1);
        let text = sheet[1].as_str().expect("its text");
        assert!(text.contains(&format!("第 {} 页，共 {} 页", at + 1, sheets.len())), "sheet {}", at + 1);
        assert!(text.contains("练习") && !text.contains("8812"), "sheet {} says practice, and no phone", at + 1);
    }
    let all: String = sheets.iter().filter_map(|sheet| sheet[1].as_str()).collect();
    for kind in ["常规", "预订", "消费", "习俗爱好", "反馈意见"] {
        assert!(all.contains(kind), "{kind} has its place");
    }
    card.look_at_paper("print");
    card.window.script("window.dispatchEvent(new Event('afterprint')); return null", vec![]);
    card.window.wait_until("the sheets go", || (card.window.script(laid, vec![]) == false).then_some(()));
}

fn shades(card: &mut Pictures) {
    card.look("card");
    card.window.resize(1152, 720);
    card.look("card-125");
    card.window.press("Ctrl+8");
    card.window.press("Alt+2");
    card.window.wait_for_caret("#settings-mode input:checked");
    take_next(&card.window, "明");
    take_next(&card.window, "暗");
    find(&card.window, "w 8812", &["王建国", "1206"]);
    card.window.press("Enter");
    card.window.wait_for_text_in("main h1", "王建国");
    card.look("card-125-dark");
    card.window.resize(1440, 900);
    card.look("card-dark");
}
