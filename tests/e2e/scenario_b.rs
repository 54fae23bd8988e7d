//! Scenario B of the product, step by step, in the real window and by keys alone: water through the ceiling of 0915.
//!
//! How long a step took is printed, never asserted: a machine's load is nobody's fault. Where `LOBBY_TOUR` names a folder,
//! the pictures stand in its `scenario_b`, to be laid beside the design's screens e, f and l.

use lobby_core::staff::PRACTICE_PIN;
use support::window::{Window, program};

use super::{
    authority::shown_code,
    pictures::Pictures,
    tour::{
        complaint::{row, step},
        hands::{
            change_hands, dialog_at, find, letters, no_dialog, picked, shows_all, sign_in_as, start_practice, take_first,
            take_next, texts,
        },
        prepare,
    },
};

const LEAK: &str = "天花板滴水，床和行李箱都湿了，要求今晚换房、免房费";
/// What the desk reads in the product: the five principles beside the form (投诉处理原则).
const PRINCIPLES: [&str; 5] = ["欢迎与感谢", "站在客人的立场", "决不争辩", "维护饭店应有的利益", "主动问候"];

#[test]
fn scenario_b_runs_by_keyboard_in_the_window() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut night = Pictures::open(program.clone(), home.path(), "scenario_b");
    start_practice(&night.window);
    sign_in_as(&night.window, 2, "周启明");
    let number = intake(&mut night);
    // The power goes the moment the number stands on the screen: nothing of step 1 is lost.
    drop(night);
    let mut night = Pictures::open(program, home.path(), "scenario_b");
    sign_in_as(&night.window, 2, "周启明");
    is_still_there(&night.window, &number);
    apologised_and_judged(&mut night);
    proposed(&mut night);
    approved_by_phone(&mut night);
    told_the_guest(&mut night);
    slip(&night, &number);
    what_is_missing(&night);
    handed_over(&mut night);
    reception_sees_it_without_the_responsible(&mut night, &number);
    countersigned(&mut night, &number);
    night.fine();
}

/// B.1: F9, room, problem, severity, mood, one line of words: five inputs; number, acknowledgement and clocks at once.
fn intake(night: &mut Pictures) -> String {
    let begun = std::time::Instant::now();
    let window = &night.window;
    window.press("F9");
    window.wait_for_caret("#intake-who");
    window.type_text("0915");
    window.wait_for_text_in("[role=listbox] [role=option][aria-selected=true]", "李慧敏");
    window.press("Enter");
    window.wait_for_text_in("main", "过往投诉");
    let known = ["李慧敏", "lǐ huì mǐn", "银卡", "第 3 次", "热水", "已关闭", "静音房"];
    shows_all(&window.text_in("main"), &known, "whose room it is and what was before");
    window.press("Alt+2");
    window.wait_for_caret("#intake-problem");
    window.type_text("ls");
    window.wait_for_text_in("[role=listbox] [role=option][aria-selected=true]", "漏水");
    window.press("Enter");
    window.wait_for_text_in("main", "工程部");
    window.press("Alt+3");
    window.wait_for_caret("#intake-severity input[value=urgent]:checked");
    window.press("Alt+4");
    window.wait_for_caret("#intake-mood input");
    take_first(window, "理智型");
    take_next(window, "发泄型");
    shows_all(&window.text_in("aside"), &PRINCIPLES, "the side, while the guest speaks");
    shows_all(&window.text_in("aside"), &["耐心倾听", "表达歉意", "承认问题", "解决问题"], "and in which order");
    put_aside_by_the_lock(window);
    window.wait_for_text_in("main", "5 / 5");
    night.look("intake");
    let window = &night.window;
    window.press("Ctrl+Enter");
    window.wait_for_text_in(&row(1), "天花板滴水");
    println!("B.1 intake: {} ms by WebDriver's hands", begun.elapsed().as_millis());
    let head = window.text_in("main header");
    shows_all(&head, &["TS-20260714-A", "紧急", "首次应答", "15 分", "启动处理", "30 分"], "the ticket's head");
    night.look("ticket");
    window_number(&head)
}

/// The desk locks in the middle of the words; what was typed is there when its author is back.
fn put_aside_by_the_lock(window: &Window) {
    window.press("Alt+5");
    window.wait_for_caret("#intake-words");
    window.type_text(LEAK);
    change_hands(window, 2, "周启明");
    window.press("F9");
    window.wait_for_text_in("main", "李慧敏");
    window.press("Alt+5");
    window.wait_for_caret("#intake-words");
    let kept = window.script("return document.activeElement.value", vec![]);
    assert_eq!(kept, LEAK, "the words outlive the lock");
    window.find_css("#intake-severity input[value=urgent]:checked");
    window.find_css("#intake-mood input[value=venting]:checked");
}

/// Returns the ticket's number, which stands first in its head.
fn window_number(head: &str) -> String {
    let number = head.split_whitespace().find(|word| word.starts_with("TS-")).expect("a number in the head");
    let (day, nth) = number.rsplit_once('-').expect("day and desk");
    assert_eq!(day, "TS-20260714", "the business day");
    assert!(nth.starts_with('A') && nth[1..].parse::<u32>().is_ok(), "the desk's letter and a count: {number}");
    number.to_owned()
}

/// After the power came back: the inbox shows the ticket, its clocks went on, and its page opens.
fn is_still_there(window: &Window, number: &str) {
    find(window, number, &[number]);
    window.press("Enter");
    window.wait_for_text_in("main header", number);
    shows_all(&window.text_in(&row(1)), &["天花板滴水", "发泄型", "周启明"], "step 1");
}

/// B.2: sorry was said, and when; the complaint holds, its demand in part; what is not the guest's to know is kept apart.
fn apologised_and_judged(night: &mut Pictures) {
    let window = &night.window;
    window.press("Alt+Q");
    window.wait_for_text_in(&row(2), "已致歉");
    step(window, 2, "[role=radiogroup] input", |window| {
        take_first(window, "是");
        window.press("Tab");
        dialog_at(window, "[role=radiogroup]:not(:has(:checked)) input");
        take_next(window, "部分");
        window.press("Tab");
        dialog_at(window, "input[type=text]");
        window.type_text("看过现场，床湿了一半");
    });
    step(window, 3, "select", |_| {});
    step(window, 4, "select", |window| {
        letters(window, "cpz");
        picked(window, "产品质量问题");
        window.press("Tab");
        dialog_at(window, "select");
        letters(window, "sb");
        picked(window, "设备设施质量");
        window.press("Tab");
        dialog_at(window, "input[type=text]");
        window.type_text("1015 空调冷凝管堵");
        window.press("Tab");
        dialog_at(window, "input[type=text]");
        window.type_text("空调班");
    });
    shows_all(&window.text_in(&row(4)), &["空调班"], "who is responsible, to those who may know");
    night.look("judged");
}

/// B.3: the three remedies in one proposal, with the limits on screen; what is inside them goes at once, the rest waits.
fn proposed(night: &mut Pictures) {
    let window = &night.window;
    window.press("Alt+5");
    dialog_at(window, "select");
    shows_all(&window.text_in("[role=dialog]"), &["¥300", "¥1,500"], "the limits, and what of them is used");
    remedy(window, "jm", "减免", "880", "免房费 1 晚");
    another(window, 1);
    remedy(window, "xy", "洗衣", "150", "干洗");
    // A row that is not alone can be taken out: its button stands in between.
    another(window, 2);
    remedy(window, "jf", "积分", "500", "致歉积分");
    night.look("proposal");
    let window = &night.window;
    window.find_css("[role=dialog] .btn.pri:not([aria-disabled])");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in(&row(5), "免房费 1 晚");
    let lines = texts(window, &format!("{} tbody tr", row(5)));
    let line = |words: &str| lines.iter().find(|line| line.contains(words)).cloned().unwrap_or_default();
    shows_all(&line("免房费"), &["¥880", "需批示"], "the room's price");
    shows_all(&line("干洗"), &["¥150", "授权内先行处置"], "the laundry");
    shows_all(&line("致歉积分"), &["500", "授权内先行处置"], "the points");
    night.look("proposed");
}

fn remedy(window: &Window, initials: &str, kind: &str, sum: &str, words: &str) {
    letters(window, initials);
    picked(window, kind);
    window.press("Tab");
    dialog_at(window, "input[type=text]");
    window.type_text(sum);
    window.press("Tab");
    dialog_at(window, "input[type=text]");
    window.type_text(words);
}

/// One more remedy: `tabs` past the row's words stands the button that Space presses.
fn another(window: &Window, tabs: u8) {
    for _ in 0..tabs {
        window.press("Tab");
    }
    window.wait_until("the caret on 再加一项", || {
        let there = "return document.activeElement.innerText?.includes('再加一项') === true";
        (window.script(there, vec![]) == true).then_some(())
    });
    window.press("Space");
    dialog_at(window, "select");
}

/// B.4: six digits over the phone; a wrong one costs a try, the right one stands on the ticket in words.
fn approved_by_phone(night: &mut Pictures) {
    let window = &night.window;
    window.press("Alt+6");
    dialog_at(window, "input[autocomplete=one-time-code]");
    shows_all(&window.text_in("[role=dialog]"), &["沈国华", "¥880"], "who is asked, and for what");
    window.type_text("000000");
    dialog_at(window, "input[autocomplete=off]");
    window.type_text("同意免一晚，明早我给客人打电话。");
    window.press("Enter");
    window.wait_for_text_in("[role=dialog]", "还可试 2 次");
    window.press("Esc");
    no_dialog(window);
    window.press("Alt+6");
    dialog_at(window, "input[autocomplete=one-time-code]");
    window.type_text(&shown_code());
    dialog_at(window, "input[autocomplete=off]");
    window.type_text("同意免一晚，明早我给客人打电话。");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in(&row(6), "同意 ¥880");
    shows_all(&window.text_in(&row(6)), &["电话批示", "总经理", "待补签"], "the approval");
    night.look("approved");
}

/// B.5: the guest is told; the points wait for the close; the guest is called tomorrow at ten.
fn told_the_guest(night: &mut Pictures) {
    let window = &night.window;
    step(window, 7, "input[type=checkbox]", |window| {
        window.press("Tab");
        dialog_at(window, "input[type=checkbox]");
        window.press("Space");
        dialog_at(window, "input[type=text]");
        window.type_text("当面告知，免一晚、干洗");
        for field in ["checkbox", "checkbox", "text"] {
            window.press("Tab");
            dialog_at(window, &format!("input[type={field}]"));
        }
        window.type_text("明天 10");
        window.wait_for_text_in("[role=dialog]", "7月15日 周三 10:00");
    });
    window.wait_for_text_in("main header", "10:00 前");
    shows_all(&window.text_in(&row(5)), &["待结案入账"], "the points, pending under the ticket");
    night.look("told");
}

/// B.5: the slip for the cashier, with what to take off and who said yes.
fn slip(night: &Pictures, number: &str) {
    let window = &night.window;
    window.script("window.print = () => {}; return null", vec![]);
    window.press("Ctrl+P");
    let laid = "return document.querySelector('.paper .page-of')?.textContent ?? ''";
    let paper = window.wait_until("the slip is laid out", || {
        let paper = window.script(laid, vec![]);
        paper.as_str().filter(|paper| paper.contains("C-A0001")).map(str::to_owned)
    });
    shows_all(&paper, &["0915", "¥150", "¥880", "¥1,030", "沈国华", number], "the slip");
    night.look_at_paper("slip");
}

/// Closing lists inline what is missing, and does nothing while something is.
fn what_is_missing(night: &Pictures) {
    let window = &night.window;
    window.press("Ctrl+Enter");
    let side = window.text_in("aside");
    shows_all(&side, &["收集反馈"], "what is missing");
    assert!(!window.text_in("main header").contains("已关闭"), "it is open still");
}

/// B.6: the sheet has the ticket by itself; who leaves signs, who comes takes over with the own PIN.
fn handed_over(night: &mut Pictures) {
    let window = &night.window;
    window.press("Ctrl+5");
    window.wait_for_text_in("main h1", "任务");
    window.press("Alt+J");
    window.wait_for_text_in("main h1", "交班");
    window.wait_for_text_in(".items", LEAK);
    let line = texts(window, ".items tr").into_iter().find(|line| line.contains(LEAK)).expect("its line on the sheet");
    shows_all(&line, &["0915", "李慧敏", "漏水", "待回访", "7月15日 10:00", "挂账 500 分"], "the open item");
    night.look("handover");
    let window = &night.window;
    window.press("Ctrl+Enter");
    dialog_at(window, "input[type=text]");
    window.type_text("0915 明早 10 点回访");
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in("aside", "已签");
    let items = window.script("return document.querySelectorAll('.items tr').length", vec![]).as_u64().expect("a count");
    for nth in 1..=items {
        window.press("Space");
        window.wait_for_text_in("main", &format!("已过目 {nth} / {items}"));
        window.press("Down");
    }
    window.press("Ctrl+Enter");
    window.wait_for_caret("[role=dialog] input[type=password]");
    letters(window, PRACTICE_PIN);
    no_dialog(window);
    window.wait_for_text_in("main", "D-20260714-2");
    window.wait_for_text_in(".items", LEAK);
}

/// The guest's card and reception's page show what happened; who was responsible stays with those who work on it.
fn reception_sees_it_without_the_responsible(night: &mut Pictures, number: &str) {
    change_hands(&night.window, 1, "林晓雯");
    let window = &night.window;
    find(window, number, &[number]);
    window.press("Enter");
    window.wait_for_text_in("main header", number);
    let page = window.text_in("main");
    assert!(!page.contains("空调班"), "责任人 is hidden from reception:\n{page}");
    assert!(!window.text_in("aside").contains("Alt 7"), "no key is offered that is not theirs");
    night.look("reception");
    let window = &night.window;
    window.press("Alt+K");
    window.wait_for_text_in("main h1", "李慧敏");
    window.wait_for_text_in("main .bar4", number);
    shows_all(&window.text_in("main .bar4"), &["漏水"], "the guest's amber bar");
}

/// B.4: at the next sign-in the approver finds what was said in the own name, and countersigns it.
fn countersigned(night: &mut Pictures, number: &str) {
    change_hands(&night.window, 4, "沈国华");
    let window = &night.window;
    window.wait_for_text_in("main", "待补签");
    night.goes("#/phone", "名下的电话批示");
    let window = &night.window;
    shows_all(&window.text_in("main tr[aria-current=true]"), &[number, "¥880", "同意免一晚"], "what was said in their name");
    window.press("Alt+Q");
    window.wait_for_text_in("main tr[aria-current=true]", "已补签");
    night.look("countersigned");
}
