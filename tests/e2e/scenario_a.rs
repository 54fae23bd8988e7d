//! Scenario A of the product, step by step, in the real window and by keys alone: a guest says “姓王，尾号 8812”.
//!
//! How long a step took is printed, never asserted: a machine's load is nobody's fault.

use std::time::Instant;

use support::window::{Start, Window, program};

use super::tour::{
    hands::{FIRST_HIT, change_hands, dialog_at, find, no_dialog, shows_all, sign_in_as, start_practice, take_next, texts},
    prepare,
};

/// Why somebody needs attention, as the page says it, in the order of the product.
const ORDER: [&str; 6] = ["未结投诉", "承诺未兑现", "过敏", "VIP", "生日", "同名"];

#[test]
fn scenario_a_runs_by_keyboard_in_the_window() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let window = Start::of(program).data_folder(home.path()).open();
    start_practice(&window);
    sign_in_as(&window, 1, "林晓雯");
    today(&window);
    one_box(&window);
    card(&window);
    promise(&window);
    wish_with_consent(&window);
    wish_without_consent(&window);
    namesakes(&window);
    wrong_pick(&window);
    nobody(&window);
    data_is_fresh_again(&window, home.path());
}

fn timed<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let answer = act();
    println!("{what}: {} ms, as WebDriver sees it in steps of 40 ms", begun.elapsed().as_millis());
    answer
}

/// A.1: F4 brings 今日抵店 with the age of its data; who needs attention comes first, in the product's order.
fn today(window: &Window) {
    window.press("Ctrl+8");
    window.wait_for_text_in("main h1", "设置");
    timed("A.1 今日抵店 after F4", || {
        window.press("F4");
        window.wait_for_text_in("main h1", "今日");
        window.find_css("main .attention tr");
        window.painted();
    });
    let header = window.text_in("header .status");
    shows_all(&header, &["PMS 07:32", "6 小时"], "the header");
    let banner = window.text_in("main .ban");
    shows_all(&banner, &["6 小时"], "the banner over six hours");
    let headings = texts(window, "main h2");
    assert_eq!(headings.first().map(String::as_str), Some("需特别注意"), "the block comes first: {headings:?}");
    let first = window.script(
        "return document.querySelector('main table').closest('.attention') !== null \
            && document.querySelector('main tr[aria-current=true]').closest('.attention') !== null",
        vec![],
    );
    assert_eq!(first, true, "its table is the first, and the selection begins in it");
    let reasons = texts(window, "main .attention tr");
    let ranks: Vec<usize> = reasons
        .iter()
        .map(|row| ORDER.iter().position(|reason| row.contains(reason)).unwrap_or_else(|| panic!("a reason in {row}")))
        .collect();
    assert!(ranks.is_sorted(), "most pressing first: {reasons:?}");
    for (rank, reason) in ORDER.iter().enumerate().take(5) {
        assert!(ranks.contains(&rank), "the day of the scene has {reason}: {reasons:?}");
    }
    assert_eq!(window.text_in("main table .attention, main .ban button[disabled]"), "", "the banner blocks nothing");
}

/// A.2: every form of the name brings the same guest first.
fn one_box(window: &Window) {
    for words in ["w 8812", "wjg", "wangjianguo", "王建国", "王建國"] {
        timed(&format!("A.2 first hit for {words}"), || find(window, words, &["王建国", "今日抵店 1206"]));
        let first = window.text_in(FIRST_HIT);
        if words == "w 8812" {
            shows_all(&first, &["wáng jiàn guó", "尾号", "8812"], "why it was found");
        }
        let list = window.text_in("[role=search] ~ .res");
        assert!(!list.contains("13852018812"), "a list shows masked numbers only");
        window.press("Esc");
        window.wait_until("the list closes", || window.text_in(FIRST_HIT).is_empty().then_some(()));
    }
}

/// A.3: Enter opens the card, with all that the receptionist must know.
fn card(window: &Window) {
    find(window, "w 8812", &["王建国", "1206"]);
    timed("A.3 the card after Enter", || {
        window.press("Enter");
        window.wait_for_text_in("main h1", "王建国");
        window.painted();
    });
    let hero = window.text_in("main .hero");
    shows_all(&hero, &["王建国 先生", "wáng jiàn guó", "金卡", "第 7 次", "1206", "2026-04-0", "1112"], "the head");
    let bar = window.text_in("main .bar4");
    shows_all(&bar, &["承诺未兑现", "高层、远离电梯", "空调噪音", "TS-2026", "F8"], "the amber bar");
    shows_all(&window.text_in("main"), &["硬枕", "少冰的水"], "the preferences");
    let side = window.text_in("aside");
    shows_all(&side, &["5 天后生日", "过农历", "12,480", "到期"], "birthday and points");
    assert!(!side.contains("13852018812"), "the number is masked");
}

/// A.4: F8 keeps the promise, with the reason.
fn promise(window: &Window) {
    timed("A.4 promise kept", || {
        window.press("F8");
        dialog_at(window, "input[type=text]");
        window.find_css("[role=dialog] .btn[aria-disabled=true]");
        window.type_text("1206，12 层，距电梯 3 间");
        window.press("Enter");
        no_dialog(window);
        window.wait_until("the promise is kept", || (!window.text_in("main").contains("承诺未兑现")).then_some(()));
    });
    window.press("Alt+4");
    window.wait_for_text_in("main", "1206，12 层，距电梯 3 间");
    window.press("Alt+1");
    window.wait_for_text_in("main", "喜好");
}

/// Opens F2, writes the words, and goes to the kind 健康.
fn health_wish(window: &Window, words: &str) {
    window.press("F2");
    dialog_at(window, "input[type=text]");
    window.type_text(words);
    window.press("Tab");
    dialog_at(window, "input[type=radio][value=room]");
    for kind in ["餐饮", "习惯", "娱乐", "其他", "健康"] {
        take_next(window, kind);
    }
    window.wait_for_text_in("[role=dialog]", "已征得本人同意");
    window.find_css("[role=dialog] .btn[aria-disabled=true]");
    window.press("Tab");
    dialog_at(window, "[role=radiogroup]:not(:has(:checked)) input");
}

/// A.4: a health wish asks for consent, and is kept with author, time and source, and as a task of the rooms.
fn wish_with_consent(window: &Window) {
    timed("A.4 a wish with consent", || {
        health_wish(window, "花粉过敏");
        window.press("Space");
        window.find_css("[role=dialog] input[value=yes]:checked");
        window.press("Enter");
        no_dialog(window);
        window.wait_for_text_in("main .pref.new", "花粉过敏");
    });
    let wish = window.text_in("main .pref.new");
    shows_all(&wish, &["健康", "花粉过敏", "已征得同意", "林晓雯", "刚才"], "the wish");
    shows_all(&window.text_in("main"), &["不放花", "客房部"], "the task for the rooms");
    window.press("Alt+3");
    window.wait_for_text_in("main", "花粉过敏");
    let row = texts(window, "main tr").into_iter().find(|row| row.contains("花粉过敏")).expect("its row");
    shows_all(&row, &["健康", "林晓雯", "前台"], "where it is from");
    window.press("Alt+1");
    window.wait_for_text_in("main", "喜好");
}

/// A.4: without consent only what to do is kept, never why.
fn wish_without_consent(window: &Window) {
    find(window, "sunlihua", &["孙丽华"]);
    window.press("Enter");
    window.wait_for_text_in("main h1", "孙丽华");
    health_wish(window, "花粉过敏");
    window.press("Right");
    window.wait_for_text_in("[role=dialog]", "只记要怎么做");
    window.find_css("[role=dialog] .btn.pri:not([aria-disabled])");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main .pref.new", "不放花");
    let card = window.text_in("main");
    assert!(!card.contains("花粉"), "the reason is nowhere on the card:\n{card}");
    shows_all(&card, &["客房部"], "and the rooms have their task");
}

/// A.5: two of one name are told apart by birthday, tail of the phone, last stay.
fn namesakes(window: &Window) {
    find(window, "wjg", &["王建国", "1206"]);
    let rows = texts(window, "[role=search] ~ .res [role=option]");
    // How the name is said stands with a guest only, not with their complaint or with what the keys offer.
    let named: Vec<&String> = rows.iter().filter(|row| row.contains("wáng jiàn guó")).collect();
    assert_eq!(named.len(), 2, "two of the name: {rows:?}");
    shows_all(named[0], &["8812", "1206"], "the first");
    shows_all(named[1], &["5521", "0633"], "the other");
    let preview = "[role=search] ~ .res .pv";
    window.wait_for_text_in(preview, "同名");
    shows_all(&window.text_in(preview), &["上次 4月", "7月19日", "8812", "11月3日生", "尾号 5521", "首次入住"], "the preview");
    window.press("Down");
    window.wait_for_text_in(preview, "第 1 次");
    shows_all(&window.text_in(preview), &["日生", "尾号 8812", "上次 2026-04-0"], "the other's preview tells of the first");
}

/// A.5: the wrong one is opened; Ctrl Z goes back to the list, and the right one is taken.
fn wrong_pick(window: &Window) {
    window.press("Enter");
    window.wait_for_text_in("main .hero", "0633");
    shows_all(&window.text_in("aside"), &["同名 1 位", "尾号 8812", "上次", "Ctrl Z"], "the wrong one's card");
    window.press("Ctrl+Z");
    window.wait_for_text_in(FIRST_HIT, "1206");
    window.wait_for_caret("[role=search] input");
    assert!(window.text_in("main .hero").contains("1108"), "the page before is back");
    window.press("Enter");
    window.wait_for_text_in("main .hero", "1206");
    // What was written on the wrong card goes the same way.
    window.press("F2");
    dialog_at(window, "input[type=text]");
    window.type_text("记错了人");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main .pref.new", "记错了人");
    window.press("Ctrl+Z");
    window.wait_until("the wish is gone", || (!window.text_in("main").contains("记错了人")).then_some(()));
    shows_all(&window.text_in("main h1"), &["王建国"], "one step at a time: the card is still open");
}

/// A.5: nobody is found: the near ones stand there, and 新建 carries what was typed.
fn nobody(window: &Window) {
    window.press("Ctrl+K");
    window.wait_for_caret("[role=search] input");
    window.type_text("王健国");
    window.wait_for_text_in(FIRST_HIT, "王健国");
    let rows = texts(window, "[role=search] ~ .res [role=option]");
    shows_all(&rows[0], &["王健国", "Ctrl N"], "the new guest carries the words");
    shows_all(&rows[1], &["王建国", "1206"], "and the nearest stands under it");
    window.press("Enter");
    dialog_at(window, "input[type=text]");
    let typed = window.script("return document.activeElement.value", vec![]);
    assert_eq!(typed, "王健国", "the name is filled in");
    window.wait_for_text_in("[role=dialog]", "相近的人");
    shows_all(&window.text_in("[role=dialog]"), &["王建国", "8812"], "whom it comes near");
    window.press("Esc");
    no_dialog(window);
    find(window, "w 8812", &["王建国"]);
    window.press("Esc");
}

/// A.1: once a file came in the data is young, and no banner stands there.
fn data_is_fresh_again(window: &Window, home: &std::path::Path) {
    change_hands(window, 2, "周启明");
    let file = home.join("pms.csv");
    std::fs::write(&file, PMS_FILE).expect("a PMS file");
    window.press("F5");
    window.find_css("#import-path");
    window.press("Alt+1");
    window.wait_for_caret("#import-path");
    window.type_text(&file.display().to_string());
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main", "导入 1 行");
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main", "再导一个");
    window.press("F4");
    window.wait_for_text_in("main", "需特别注意");
    window.wait_until("the header shows the new age", || window.text_in("header .status").contains("分前").then_some(()));
    assert!(!window.text_in("header .status").contains("小时"), "the header is young again");
    assert_eq!(window.text_in("main .ban"), "", "no banner under six hours");
}

const PMS_FILE: &str = "reservation_no,state,arrival,departure,room,guest_name,title,phone,rate
R-20260714-1,booked,2026-07-14,2026-07-16,0205,长孙明远,mr,139 0000 4471,880
";
