//! 带入旧积分 in the real window, by keys alone: a file is looked at to the last point, brought in as it was shown, the statement
//! names the row, and the file is taken out.

use std::path::Path;

use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{find, no_dialog, sign_in_as, start_practice},
    prepare,
};

const ROWS: &str = "会员号,姓名,手机,积分,到期日,等级,备用\n\
    00017432,王建国,,2000,2026-12-31,,x\n\
    00017432,王建国,,\"1,500\",2027-06-30,,\n\
    00017432,张三,,50,,,\n\
    99999999,陌生人,,70,,,\n\
    OLD-17,李慧敏,139 0000 0915,300,2027-01-31,金卡,\n\
    00017432,,,12.5,,,\n";

#[test]
fn balances_are_looked_at_brought_in_and_taken_out_by_keys() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut walk = Pictures::open(program, home.path(), "balances");
    start_practice(&walk.window);
    sign_in_as(&walk.window, 4, "沈国华");
    walk.window.press("Ctrl+4");
    walk.window.wait_for_text_in("main h1", "会员");
    walk.window.press("Alt+D");
    walk.window.wait_for_text_in("main h1", "到期与入账");
    walk.look("runs");
    walk.window.press("Alt+I");
    walk.window.wait_for_text_in("main h1", "带入旧积分");
    walk.look("empty");
    looked_at(&mut walk, home.path());
    brought_in(&mut walk);
    proved(&walk.window);
    taken_out(&mut walk);
    walk.fine();
}

/// What the page counts, as `行数 6 新 2 …`.
fn counted(window: &Window) -> String {
    let both = "return [...document.querySelectorAll('main .counts')].map((one) => one.innerText).join(' ')";
    let text = window.script(both, vec![]);
    text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn looked_at(walk: &mut Pictures, home: &Path) {
    let file = home.join("旧系统积分.csv");
    std::fs::write(&file, ROWS).expect("a file of balances");
    let window = &walk.window;
    window.press("Alt+1");
    window.wait_for_caret("#import-path");
    window.type_text(&file.display().to_string());
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main .counts", "行数");
    let expected = "行数 6 新 2 已经有了 0 说法不同 1 没收 3 文件里的积分 3,920 将入账 3,500 已经有了 0 没带入 420";
    assert_eq!(counted(window), expected, "every row and every point");
    let left = window.text_in("main table").split_whitespace().collect::<Vec<_>>().join(" ");
    for why in ["4 name 会员号是另一位客人的", "5 member_no 没有这个会员号", "7 points 不是从零起的整数"]
    {
        assert!(left.contains(why), "{why}: {left}");
    }
    walk.look("preview");
    walk.look_in_the_dark_and_small("preview");
}

fn brought_in(walk: &mut Pictures) {
    walk.window.press("Alt+S");
    walk.window.wait_for_text_in("main [role=status]", "balances-left-");
    walk.window.press("Ctrl+Enter");
    walk.window.wait_for_text_in("main", "再导一个");
    let expected = "行数 6 新 2 已经有了 0 说法不同 1 没收 3 文件里的积分 3,920 已入账 3,500 已经有了 0 没带入 420";
    assert_eq!(counted(&walk.window), expected, "what was shown is what was done");
    walk.look("brought");
    walk.window.press("Esc");
    walk.window.wait_for_text_in("main table tr[aria-current=true]", "旧系统积分.csv");
    walk.look("list");
}

/// The statement of the member names the file and the row.
fn proved(window: &Window) {
    window.press("F4");
    window.wait_for_text_in("main h1", "今日");
    find(window, "w 8812", &["王建国", "1206"]);
    window.press("Enter");
    window.wait_for_text_in("main h1", "王建国");
    window.press("F6");
    window.wait_for_text_in("main h1", "00017432");
    window.wait_for_text_in("main", "15,980");
    window.wait_for_text_in("main table", "旧系统积分.csv:3");
}

fn taken_out(walk: &mut Pictures) {
    let window = &walk.window;
    window.script("window.location.hash = '/balances'; return null", vec![]);
    window.wait_for_text_in("main table tr[aria-current=true]", "旧系统积分.csv");
    window.press("Alt+C");
    window.wait_for_text_in("[role=dialog]", "2 笔，3,500 分");
    walk.look("take-out");
    walk.window.press("Ctrl+Enter");
    no_dialog(&walk.window);
    walk.window.wait_for_text_in("main table", "已退出");
    walk.look("taken-out");
}
