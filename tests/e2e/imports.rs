//! 导入 in the real window, by keys alone: a file is looked at, refused rows say why, what staff typed is decided, the report is
//! read, printed and kept, an import is taken back, a folder is watched. With what came in, forty arrive: still one page.

use std::path::Path;

use serde_json::json;
use support::window::{Window, program};

use super::pictures::Pictures;
use super::tour::{
    hands::{dialog_at, find, no_dialog, sign_in_as, start_practice},
    prepare,
};

const HEAD: &str = "reservation_no,state,arrival,departure,room,guest_name,title,phone,rate,company\n";
/// As many as make forty who still come, with the twenty-seven of the scenes.
const COMING: [&str; 13] = [
    "安书言",
    "白若溪",
    "蔡承宇",
    "邓知行",
    "范清和",
    "葛云舒",
    "韩亦辰",
    "江映月",
    "柯文远",
    "凌初夏",
    "莫子谦",
    "倪安然",
    "潘景行",
];
const REFUSED: &str = "R-91,booked,2026-07-40,2026-07-16,0301,陶然,mr,13900004491,880,
R-92,booked,2026-07-15,2026-07-13,0302,殷实,mr,13900004492,880,
R-93,booked,2026-07-15,2026-07-16,0303,余庆,mr,13900004493,880,,one cell too many
";

#[test]
fn a_file_comes_in_is_reported_on_and_taken_back_by_keys() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut walk = Pictures::open(program, home.path(), "imports");
    start_practice(&walk.window);
    sign_in_as(&walk.window, 2, "周启明");
    taken_in(&mut walk, home.path());
    forty_on_one_page(&walk);
    the_same_again(&walk.window, home.path());
    report(&mut walk);
    staff_against_file(&mut walk, home.path());
    taken_back(&mut walk);
    folder(&mut walk, home.path());
    walk.fine();
}

/// The stays of a file: one a name, with the company of the first.
fn stays(company: &str) -> String {
    let line = |(at, name): (usize, &&str)| {
        let first = if at == 0 { company } else { "" };
        format!("R-{at:02},booked,2026-07-14,2026-07-16,03{at:02},{name},ms,138000011{at:02},880,{first}\n")
    };
    format!("{HEAD}{}", COMING.iter().enumerate().map(line).collect::<String>())
}

/// Opens the page, writes the path of a file with this text into its first field, and looks at it.
fn look_at(window: &Window, home: &Path, name: &str, text: &str) {
    let file = home.join(name);
    std::fs::write(&file, text).expect("a file of stays");
    window.press("F4");
    window.wait_for_text_in("main h1", "今日");
    window.press("F5");
    window.find_css("#import-path");
    window.press("Alt+1");
    window.wait_for_caret("#import-path");
    window.type_text(&file.display().to_string());
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main .counts", "行数");
}

/// What the preview or the outcome counts, as `行数 16 新 13 …`.
fn counted(window: &Window) -> String {
    window.text_in("main .counts").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn taken_in(walk: &mut Pictures, home: &Path) {
    let window = &walk.window;
    look_at(window, home, "stays.csv", &format!("{}{REFUSED}", stays("望江电子")));
    assert_eq!(counted(window), "行数 16 新 13 改 0 没变 0 保留员工所写 0 没收 3 没要 0", "what would come of each row");
    let refused = window.text_in("main table");
    for why in ["15 arrival 没有这一天", "16 departure 离店早于到店", "17 列数与表头不符"] {
        let said = refused.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains(why), "{why}: {said}");
    }
    walk.look("preview");
    let window = &walk.window;
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main", "再导一个");
    assert_eq!(counted(window), "行数 16 新 13 改 0 没变 0 保留员工所写 0 没收 3 没要 0", "and what came of it");
    walk.look("taken");
}

/// Forty who still come, beside everybody who needs looking after, are one sheet of A4 that holds them all.
fn forty_on_one_page(walk: &Pictures) {
    let window = &walk.window;
    window.script("window.print = () => { window.asked = true }", vec![]);
    window.press("F4");
    window.wait_for_text_in("main", "未到 40");
    window.press("Ctrl+P");
    window.wait_until("the sheets", || (window.script("return window.asked === true", vec![]) == true).then_some(()));
    let sheets = "const pages = [...document.querySelectorAll('.paper .page-of')];
        const over = pages.filter((page) => page.scrollHeight > page.clientHeight + 1).length;
        const wide = [...document.querySelectorAll('.paper td.nw, .paper td.tn')].filter((one) => one.scrollWidth > one.clientWidth + 1);
        return [pages.length, over, document.querySelectorAll('.paper .table tbody tr').length, wide.length]";
    assert_eq!(window.script(sheets, vec![]), json!([1, 0, 40, 0]), "pages, those that overflow, arrivals, cells that are cut");
    walk.look_at_paper("forty");
    window.script("window.dispatchEvent(new Event('afterprint')); return null", vec![]);
}

fn the_same_again(window: &Window, home: &Path) {
    look_at(window, home, "again.csv", &stays("望江电子"));
    assert_eq!(counted(window), "行数 13 新 0 改 0 没变 13 保留员工所写 0 没收 0 没要 0", "the same rows change nothing");
    window.press("Esc");
    window.wait_for_text_in("main table tr[aria-current=true]", "stays.csv");
}

/// Enter opens the report of the selected import; it walks by ↑↓, prints and is kept, and Esc leads back.
fn report(walk: &mut Pictures) {
    let window = &walk.window;
    window.press("Enter");
    window.wait_for_text_in("main", "stays.csv 的质量");
    let seen = |words: &str| window.wait_for_text_in("main tr[aria-current=true]", words);
    seen("文字编码");
    let mut steps = 0;
    while !window.text_in("main tr[aria-current=true]").contains("离店早于到店") {
        steps += 1;
        assert!(steps < 20, "the refused row is among the findings");
        let before = window.text_in("main tr[aria-current=true]");
        window.press("Down");
        window.wait_until("the next finding", || (window.text_in("main tr[aria-current=true]") != before).then_some(()));
    }
    window.wait_for_text_in("main table[aria-label=这些行]", "16");
    walk.look("report");
    let window = &walk.window;
    window.script("window.asked = false; return null", vec![]);
    window.press("Ctrl+P");
    window.wait_until("its sheet", || (window.script("return window.asked === true", vec![]) == true).then_some(()));
    let sheet = window.script("return document.querySelector('.paper').textContent", vec![]);
    let sheet = sheet.as_str().expect("its text");
    assert!(
        sheet.contains("导入质量报告") && sheet.contains("链头") && !sheet.contains("安书言"),
        "no guest stands on it: {sheet}"
    );
    window.script("window.dispatchEvent(new Event('afterprint')); return null", vec![]);
    window.press("Alt+E");
    window.wait_for_text_in("main [role=status]", ".csv");
    let said = window.text_in("main [role=status]");
    let path = said.split_once('：').map(|(_, path)| path.trim()).expect("the path is said");
    let kept = std::fs::read_to_string(path).expect("the report lies where it says");
    assert!(kept.contains("departure"), "{kept}");
    window.press("Esc");
    window.wait_for_text_in("main table tr[aria-current=true]", "stays.csv");
}

/// Goes on with Tab until the field with this label has the caret.
fn tab_to(window: &Window, label: &str) {
    let at = "return document.activeElement.labels?.[0]?.innerText ?? ''";
    for _ in 0..30 {
        if window.script(at, vec![]).as_str().is_some_and(|found| found.starts_with(label)) {
            return;
        }
        window.press("Tab");
    }
    panic!("no field is labelled {label}");
}

/// Staff wrote another company: the file's word is shown beside it, and stands only where a person says so.
fn staff_against_file(walk: &mut Pictures, home: &Path) {
    let window = &walk.window;
    open_first(window);
    window.press("Alt+G");
    dialog_at(window, "input[type=text]");
    tab_to(window, "单位");
    window.press("Ctrl+A");
    window.type_text("望江书店");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main .hero", "望江书店");
    look_at(window, home, "next.csv", &stays("望江电子（上海）"));
    let row = "main tr[aria-current=true]";
    window.wait_for_text_in(row, "留我们的");
    let conflict = window.text_in(row);
    assert!(conflict.contains("望江书店") && conflict.contains("望江电子（上海）"), "both words stand there: {conflict}");
    walk.look("conflict");
    let window = &walk.window;
    window.press("Alt+T");
    window.wait_for_text_in(row, "用文件的");
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main", "再导一个");
    open_first(window);
    window.wait_for_text_in("main .hero", "望江电子（上海）");
}

fn open_first(window: &Window) {
    find(window, "anshuyan", &[COMING[0]]);
    window.press("Enter");
    window.wait_for_text_in("main h1", COMING[0]);
}

/// Alt C says what goes, Enter leaves it, Ctrl Enter takes it back: what staff wrote stands again.
fn taken_back(walk: &mut Pictures) {
    let window = &walk.window;
    window.press("F5");
    window.wait_for_text_in("main table tr[aria-current=true]", "next.csv");
    window.press("Alt+C");
    window.wait_for_text_in("[role=dialog]", "退回原样");
    walk.look("undo");
    let window = &walk.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    window.wait_for_text_in("main table[aria-label=导入过的文件]", "已撤销");
    open_first(window);
    window.wait_for_text_in("main .hero", "望江书店");
}

/// F6 in the settings names a folder; a file that lands in it comes in by itself and is told.
fn folder(walk: &mut Pictures, home: &Path) {
    let window = &walk.window;
    let watched = home.join("from-pms");
    std::fs::create_dir(&watched).expect("a folder of the PMS");
    window.press("Ctrl+8");
    window.wait_for_text_in("main h1", "设置");
    window.press("F6");
    dialog_at(window, "#folder-path");
    window.type_text(&watched.display().to_string());
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main", "名下导入");
    let row = "R-77,booked,2026-07-14,2026-07-15,0377,戚晚晴,ms,13800001177,880,\n";
    window.wait_until_said("文件夹来的 evening.csv 已导入", || {
        std::fs::write(watched.join("evening.csv"), format!("{HEAD}{row}")).expect("a file lands");
    });
    window.wait_until_said("other.csv 等人选怎么读", || {
        std::fs::write(watched.join("other.csv"), "col_a,col_b\n1,2\n").expect("another lands");
    });
    window.press("F5");
    window.wait_for_text_in("main section", "没见过的表头");
    window.wait_for_text_in("main", "evening.csv");
    walk.look("landed");
    let window = &walk.window;
    window.press("Alt+O");
    window.wait_until("its path", || {
        let path = window.script("return document.querySelector('#import-path')?.value ?? ''", vec![]);
        path.as_str().is_some_and(|path| path.ends_with("other.csv")).then_some(())
    });
}
