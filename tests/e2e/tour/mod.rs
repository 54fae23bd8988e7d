//! The main job, walked in the real window by keyboard alone, with a picture of each step.

pub(super) mod complaint;
pub(super) mod hands;

use std::path::{Path, PathBuf};

use lobby_core::{
    base::time::Instant,
    db::keys::keys_path,
    open,
    practice::Practice,
    staff::{self, PRACTICE_PIN},
};
use support::{
    tour::Tour,
    window::{Start, Window, program},
};

use complaint::complaint;
use hands::{dialog_at, find, letters, no_dialog, take_next};

/// A small practice hotel: the people of the scenes and a few thousand around them.
const GUESTS: u64 = 2_000;

#[test]
fn the_main_job_runs_in_the_window() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let window = Start::of(program).data_folder(home.path()).open();
    let mut tour = Tour::begin();
    first_start(&window, &mut tour);
    sign_in(&window, &mut tour, 1, "林晓雯");
    today(&window, &mut tour);
    forms_of_a_name(&window, &mut tour);
    card(&window, &mut tour);
    change_hands(&window, &mut tour, 2, "周启明");
    import(&window, &mut tour, home.path());
    complaint(&window, &mut tour);
    points(&window, &mut tour);
    package(&window, &mut tour, home.path());
    other_looks(&window, &mut tour);
    tour.finish();
}

/// Makes the practice hotel of the design's day beforehand: the window opens what it finds. `LOBBY_TOUR_HOTEL` names one that
/// stands ready, of any size, made for the same day; it is copied, so that each tour finds the day's work undone.
pub(super) fn prepare(home: &Path) {
    if let Some(ready) = std::env::var_os("LOBBY_TOUR_HOTEL").map(PathBuf::from) {
        let own = home.join("practice.lobby");
        for (from, to) in [(ready.clone(), own.clone()), (keys_path(&ready), keys_path(&own))] {
            std::fs::copy(&from, &to).expect("the hotel that stands ready, with its keys");
        }
        return;
    }
    let today = chrono::NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date");
    let practice = Practice { guests: GUESTS, seed: 1, today };
    let hash = staff::hash_pin(PRACTICE_PIN, [5; 16]).expect("a PIN's hash");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    let now = Instant::from_ms(i64::try_from(now.as_millis()).expect("a clock before the year 292278994"));
    let mut watch = |_: u64, _: u64| std::ops::ControlFlow::Continue(());
    open::practice_hotel(&home.join("practice.lobby"), &practice, &hash, now, [6; 32], &mut watch).expect("a practice hotel");
}

fn first_start(window: &Window, tour: &mut Tour) {
    window.wait_for_text_in("h1", "从哪里开始");
    tour.picture(
        window,
        "first-start",
        "第一次打开大堂：建立本酒店、从备份恢复，或练习酒店。",
        "Lobby opened for the first time: a new hotel, a backup, or the practice hotel.",
    );
    window.press("3");
    window.wait_for_text_in("label:has(input[type=radio][name=way]:checked)", "练习酒店");
    window.press("Enter");
    window.wait_for_text_in("[role=listbox]", "林晓雯");
}

fn sign_in(window: &Window, tour: &mut Tour, nth: u8, name: &str) {
    window.wait_for_text_in("[role=listbox]", name);
    if nth == 1 {
        tour.picture(
            window,
            "sign-in",
            "谁在值班：按数字选人，六位 PIN。",
            "Who is on duty: a digit picks the person, six digits sign in.",
        );
    }
    window.press(&nth.to_string());
    window.wait_for_caret("input[type=password]");
    letters(window, PRACTICE_PIN);
    window.wait_for_text_in("header .who", name);
    window.wait_for_text_in("main", "需特别注意");
}

fn change_hands(window: &Window, tour: &mut Tour, nth: u8, name: &str) {
    window.press("Ctrl+L");
    window.wait_for_text_in("h1", "谁在用这台电脑");
    sign_in(window, tour, nth, name);
}

fn today(window: &Window, tour: &mut Tour) {
    // The unkept promise is selected from the start, and its guest stands in the side panel.
    window.wait_for_text_in("main tr[aria-current=true]", "王建国");
    window.wait_for_text_in("aside", "王建国");
    tour.picture(
        window,
        "today",
        "今日抵店：需特别注意在最前，上次没兑现的承诺一眼看到。",
        "Today's arrivals: who needs attention comes first, an unkept promise among them.",
    );
}

/// Initial and tail, initials, pinyin, the other script: each brings the same guest first.
fn forms_of_a_name(window: &Window, tour: &mut Tour) {
    for words in ["w 8812", "wjg", "wangjianguo", "王建國"] {
        find(window, words, &["王建国", "1206"]);
        if words == "w 8812" {
            tour.picture(
                window,
                "find",
                "一个搜索框：“w 8812”第一个就是今日抵店 1206 的王建国。",
                "One box: “w 8812” brings 王建国, arriving in 1206 today, first.",
            );
        }
        if words != "王建國" {
            window.press("Esc");
            window.wait_until("the list closes", || window.text_in(hands::FIRST_HIT).is_empty().then_some(()));
        }
    }
    window.press("Enter");
    window.wait_for_text_in("main h1", "王建国");
    window.wait_for_text_in("main", "承诺未兑现");
}

fn card(window: &Window, tour: &mut Tour) {
    tour.picture(
        window,
        "guest",
        "客史卡：称呼、第几次、上次、承诺、喜好、积分。",
        "The guest's card: how to say the name, visits, promise, wishes, points.",
    );
    window.press("F8");
    dialog_at(window, "input[type=text]");
    window.type_text("1206，12 层，距电梯 3 间");
    window.press("Enter");
    no_dialog(window);
    window.wait_until("no promise is open any more", || (!window.text_in("main").contains("承诺未兑现")).then_some(()));
    assert!(!window.text_in("main").contains("少放辣"), "the wish is not on the card before it is kept");
    window.press("F2");
    dialog_at(window, "input[type=text]");
    window.type_text("少放辣");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main", "少放辣");
    tour.picture(
        window,
        "promise-kept",
        "F8 兑现承诺，F2 记下喜好：各几秒。",
        "F8 settles the promise, F2 keeps a wish: seconds each.",
    );
}

/// A PMS file with two stays comes in: shown first, then taken in whole.
const PMS_FILE: &str = "reservation_no,state,arrival,departure,room,guest_name,title,phone,rate
R-20260714-1,booked,2026-07-14,2026-07-16,0205,长孙明远,mr,139 0000 4471,880
R-20260714-2,departed,2026-07-10,2026-07-12,0206,Amélie Laurent,ms,+33 6 00 00 88 31,920
";

fn import(window: &Window, tour: &mut Tour, home: &Path) {
    let file = home.join("pms.csv");
    std::fs::write(&file, PMS_FILE).expect("a PMS file");
    window.press("F5");
    window.find_css("#import-path");
    window.press("Alt+1");
    window.wait_for_caret("#import-path");
    window.type_text(&file.display().to_string());
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main", "导入 2 行");
    window.wait_for_text_in("main", "Lobby 模板");
    tour.picture(
        window,
        "import",
        "PMS 的文件先看后进：新几行、变几行、不收的为什么。",
        "The PMS file is shown before it comes in: new, changed, refused.",
    );
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main", "再导一个");
    find(window, "zsmy", &["长孙明远", "0205"]);
    window.press("Esc");
}

fn points(window: &Window, tour: &mut Tour) {
    find(window, "00017432", &["王建国"]);
    window.press("Enter");
    window.wait_for_text_in("main h1", "王建国");
    window.press("F6");
    window.wait_for_text_in("main h1", "00017432");
    window.wait_for_text_in("main", "核对通过");
    balance(window, "12,480");
    tour.picture(
        window,
        "member",
        "会员：余额、批次、升级、对账单，核对通过。",
        "A member: balance, lots, the way up, the statement; it agrees.",
    );
    window.press("F6");
    dialog_at(window, "input[type=text]");
    window.type_text("zc");
    window.wait_for_text_in("[role=dialog] tr[aria-current=true]", "早餐");
    window.press("Enter");
    no_dialog(window);
    balance(window, "11,880");
    tour.picture(window, "redeemed", "兑换：先到期的先用。", "Redeemed: what lapses first is used first.");
    window.press("Alt+C");
    dialog_at(window, ".btn.pri");
    window.press("Enter");
    no_dialog(window);
    balance(window, "12,480");
}

/// Waits until the page's one large figure is this balance.
fn balance(window: &Window, points: &str) {
    window.wait_until(&format!("a balance of {points}"), || {
        (window.text_in(".acc .huge").lines().next() == Some(points)).then_some(())
    });
}

fn package(window: &Window, tour: &mut Tour, home: &Path) {
    change_hands(window, tour, 4, "沈国华");
    window.press("Ctrl+7");
    window.wait_for_text_in("main h1", "集团月报");
    window.wait_for_text_in("main table", "记录链");
    tour.picture(
        window,
        "precheck",
        "集团月报：先预检，挡住的说清楚怎么办。",
        "The month's package: what blocks is named before it is made.",
    );
    window.press("Ctrl+Enter");
    window.wait_for_text_in("[data-test=package-path]", "PRACTICE-2026-06");
    tour.picture(
        window,
        "package",
        "一个月的数据包：表、校验、链头。",
        "The month as a data package: tables, digests, the chain's head.",
    );
    let packages = std::fs::read_dir(home.join("packages")).expect("the folder of packages");
    let folder = packages.flatten().map(|entry| entry.path()).find(|path| path.is_dir()).expect("one package was made");
    assert!(folder.to_string_lossy().contains("PRACTICE-2026-06"), "a practice package says so in its name");
    let Some(said) = support::package::frictionless(&folder) else { return };
    assert_eq!(said["valid"], serde_json::Value::from(true), "the package validates: {said:#}");
}

/// The same pages in the smaller windows of the design and for the night shift.
fn other_looks(window: &Window, tour: &mut Tour) {
    window.press("Ctrl+1");
    window.wait_for_text_in("main", "需特别注意");
    window.resize(1280, 800);
    tour.picture(window, "today-1280", "1280×800：今日。", "Today in a window of 1280 by 800.");
    window.resize(1152, 720);
    assert!(window.text_in("aside").is_empty(), "the side panel is put away");
    tour.picture(
        window,
        "today-125",
        "1440×900 放大到 125 %：侧栏收进抽屉。",
        "Today at 125 per cent: the side panel becomes a drawer.",
    );
    window.press("Alt+0");
    window.wait_for_text_in("aside", "预览");
    window.press("Alt+0");
    window.wait_until("the drawer is shut again", || window.text_in("aside").is_empty().then_some(()));
    window.resize(1440, 900);
    window.press("Ctrl+8");
    window.wait_for_text_in("main h1", "设置");
    window.press("Alt+2");
    window.wait_for_caret("#settings-mode input:checked");
    take_next(window, "明");
    take_next(window, "暗");
    window.press("Ctrl+1");
    window.wait_for_text_in("main", "需特别注意");
    let shade = window.script("return document.documentElement.dataset.theme", vec![]);
    assert_eq!(shade, "dark", "the person's choice holds on every page");
    tour.picture(window, "today-dark", "夜班：深色。", "The night shift: dark.");
    find(window, "w 8812", &["王建国", "1206"]);
    window.press("Enter");
    window.wait_for_text_in("main h1", "王建国");
    tour.picture(window, "guest-dark", "客史卡，深色。", "The guest's card in the dark.");
}
