//! A complaint from its intake to its close, by keys alone.

use support::{tour::Tour, window::Window};

use super::hands::{dialog_at, leak_in_0915, letters, no_dialog, picked, take_first, take_next};

/// The step that is to be done next.
const NEXT: &str = "ol.steps > li[aria-current=step]";

pub fn complaint(window: &Window, tour: &mut Tour) {
    intake(window, tour);
    window.press("Alt+Q");
    window.wait_for_text_in(&row(2), "已致歉");
    tour.picture(
        window,
        "ticket",
        "单号和时限即刻开始，七步一步一步记。",
        "Number and clocks at once; seven steps, one after the other.",
    );
    steps(window);
    window.wait_for_text_in(&row(5), "授权内先行处置");
    tour.picture(
        window,
        "remedy",
        "授权之内先行处置，超出的等批示。",
        "Within one's limits at once; what is above waits for approval.",
    );
    step(window, 7, "input[type=checkbox]", carry_out);
    window.wait_for_text_in("main header", "处理中");
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main header", "已关闭");
    tour.picture(
        window,
        "ticket-closed",
        "三项都办了才能关闭，谁、何时都在单上。",
        "Closed only when nothing is missing; who and when stay on it.",
    );
}

/// Five answers, each reached by its number.
fn intake(window: &Window, tour: &mut Tour) {
    leak_in_0915(window);
    window.press("Alt+3");
    // The problem brought its severity; the caret stands on it.
    window.wait_for_caret("#intake-severity input[value=urgent]:checked");
    window.press("Alt+4");
    window.wait_for_caret("#intake-mood input");
    take_first(window, "理智型");
    take_next(window, "发泄型");
    window.press("Alt+5");
    window.wait_for_caret("#intake-words");
    window.type_text("天花板滴水，床和行李箱都湿了，要求今晚换房、免房费");
    window.wait_for_text_in("main", "5 / 5");
    tour.picture(
        window,
        "intake",
        "五项记完投诉：0915、漏水、紧急，一句话。",
        "A complaint in five answers: room, problem, severity, mood, words.",
    );
    window.press("Ctrl+Enter");
    window.wait_for_text_in(&row(1), "天花板滴水");
}

fn steps(window: &Window) {
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
        window.type_text("楼上空调冷凝管堵");
    });
    step(window, 5, "select", |window| {
        picked(window, "赔偿");
        window.press("Tab");
        dialog_at(window, "input[type=text]");
        window.type_text("150");
    });
    window.wait_for_text_in(&row(5), "150");
}

/// Records one step by its key: opens the form, which begins at `first`, fills it, keeps it; its row then has the hand.
pub fn step(window: &Window, number: u8, first: &str, fill: impl FnOnce(&Window)) {
    assert!(!window.text_in(&row(number)).contains("周启明"), "step {number} has no hand before it is recorded");
    window.wait_for_text_in(NEXT, &format!("Alt {number}"));
    window.press(&format!("Alt+{number}"));
    dialog_at(window, first);
    fill(window);
    // A button that lacks something is not primary, and Enter then does nothing.
    window.find_css("[role=dialog] .btn.pri:not([aria-disabled])");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in(&row(number), "周启明");
}

/// Each check is ticked with Space and told in words; Tab goes past its waiver to the next.
fn carry_out(window: &Window) {
    for nth in 0..3 {
        if nth > 0 {
            window.press("Tab");
            dialog_at(window, "input[type=checkbox]:not(:checked)");
            window.press("Tab");
        }
        dialog_at(window, "input[type=checkbox]:not(:checked)");
        window.press("Space");
        dialog_at(window, "input[type=text]");
        window.type_text("已办，客人满意");
    }
}

/// The row of a step.
pub fn row(number: u8) -> String {
    format!("ol.steps > li:nth-child({number})")
}
