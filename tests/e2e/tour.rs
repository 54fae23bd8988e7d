//! The main job, walked in the real window with a picture of each step: by keyboard, but for choices in groups and lists.

use std::path::Path;

use lobby_core::{
    base::time::Instant,
    open,
    practice::Practice,
    staff::{self, PRACTICE_PIN},
};
use support::{
    tour::Tour,
    window::{Start, Window, program},
};

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
    find(&window, &mut tour);
    card(&window, &mut tour);
    sign_in_again(&window, &mut tour);
    import(&window, &mut tour, home.path());
    complaint(&window, &mut tour);
    points(&window, &mut tour);
    package(&window, &mut tour, home.path());
    other_looks(&window, &mut tour);
    tour.finish();
}

/// Makes the practice hotel of the design's day beforehand: the window opens what it finds.
fn prepare(home: &Path) {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 7, 14).expect("a date");
    let practice = Practice { guests: GUESTS, seed: 1, today };
    let hash = staff::hash_pin(PRACTICE_PIN, [5; 16]).expect("a PIN's hash");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("a clock after 1970");
    let now = Instant::from_ms(i64::try_from(now.as_millis()).expect("a clock before the year 292278994"));
    let mut watch = |_: u64, _: u64| std::ops::ControlFlow::Continue(());
    open::practice_hotel(&home.join("practice.lobby"), &practice, &hash, now, [6; 32], &mut watch).expect("a practice hotel");
}

fn first_start(window: &Window, tour: &mut Tour) {
    window.wait_for_text("从哪里开始");
    tour.picture(
        window,
        "first-start",
        "第一次打开大堂：建立本酒店、从备份恢复，或练习酒店。",
        "Lobby opened for the first time: a new hotel, a backup, or the practice hotel.",
    );
    window.press("3");
    window.press("Enter");
    window.wait_for_text("林晓雯");
}

fn sign_in(window: &Window, tour: &mut Tour, nth: u8, name: &str) {
    window.wait_for_text(name);
    if nth == 1 {
        tour.picture(
            window,
            "sign-in",
            "谁在值班：按数字选人，六位 PIN。",
            "Who is on duty: a digit picks the person, six digits sign in.",
        );
    }
    window.press(&nth.to_string());
    for digit in PRACTICE_PIN.chars() {
        window.press(&digit.to_string());
    }
    window.wait_for_text("需特别注意");
}

fn today(window: &Window, tour: &mut Tour) {
    window.wait_for_text("王建国");
    tour.picture(
        window,
        "today",
        "今日抵店：需特别注意在最前，上次没兑现的承诺一眼看到。",
        "Today's arrivals: who needs attention comes first, an unkept promise among them.",
    );
}

fn find(window: &Window, tour: &mut Tour) {
    for (words, form) in
        [("w 8812", "initial and tail"), ("wjg", "initials"), ("wangjianguo", "pinyin"), ("王建國", "the other script")]
    {
        window.press("Ctrl+K");
        window.type_text(words);
        window.wait_until(&format!("王建国 of 1206 first by {form}"), || {
            let first = window.script(
                "const row = document.querySelector('[role=option][aria-selected=true]'); return row ? row.innerText : ''",
                vec![],
            );
            first.as_str().is_some_and(|text| text.contains("王建国") && text.contains("1206")).then_some(())
        });
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
        }
    }
    window.press("Enter");
    window.wait_for_text("承诺未兑现");
}

fn card(window: &Window, tour: &mut Tour) {
    tour.picture(
        window,
        "guest",
        "客史卡：称呼、第几次、上次、承诺、喜好、积分。",
        "The guest's card: how to say the name, visits, promise, wishes, points.",
    );
    window.press("F8");
    dialog(window);
    window.type_text("1206，12 层，距电梯 3 间");
    window.press("Enter");
    no_dialog(window);
    window.press("F2");
    dialog(window);
    window.type_text("少放辣");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text("少放辣");
    tour.picture(
        window,
        "promise-kept",
        "F8 兑现承诺，F2 记下喜好：各几秒。",
        "F8 settles the promise, F2 keeps a wish: seconds each.",
    );
}

/// Waits until a dialog has the caret: what is typed before that belongs to the search box.
fn dialog(window: &Window) {
    window.find_css("[role=dialog] :is(input:not([type=radio]), select, textarea, button):focus");
}

/// Waits until the dialog was answered and saved.
fn no_dialog(window: &Window) {
    window.wait_until("the dialog closes", || {
        let open = window.script("return document.querySelectorAll('[role=dialog]').length", vec![]);
        (open == 0).then_some(())
    });
}

fn sign_in_again(window: &Window, tour: &mut Tour) {
    window.press("Ctrl+L");
    sign_in(window, tour, 2, "周启明");
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
    window.find_css("form.choice");
    focus(window, "form.choice input");
    window.type_text(&file.display().to_string());
    window.press("Ctrl+Enter");
    window.wait_for_text("Lobby 模板");
    tour.picture(
        window,
        "import",
        "PMS 的文件先看后进：新几行、变几行、不收的为什么。",
        "The PMS file is shown before it comes in: new, changed, refused.",
    );
    window.press("Ctrl+Enter");
    window.wait_for_text("再导一个");
    window.press("Ctrl+K");
    window.type_text("zsmy");
    window.wait_for_text("长孙明远");
    window.press("Esc");
}

fn complaint(window: &Window, tour: &mut Tour) {
    window.press("F9");
    window.wait_for_text("记投诉");
    window.find_css("#intake-who:focus");
    window.type_text("0915");
    window.wait_for_text("李慧敏");
    window.press("Enter");
    window.press("Alt+2");
    window.find_css("#intake-problem:focus");
    window.type_text("ls");
    window.wait_for_text("漏水");
    window.press("Enter");
    window.press("Alt+5");
    window.find_css("#intake-words:focus");
    window.type_text("天花板滴水，床和行李箱都湿了，要求今晚换房、免房费");
    tour.picture(
        window,
        "intake",
        "五项记完投诉：0915、漏水、紧急，一句话。",
        "A complaint in five answers: room, problem, severity, mood, words.",
    );
    window.press("Ctrl+Enter");
    window.find_css("ol.steps");
    window.press("Alt+Q");
    window.wait_for_text("已致歉");
    tour.picture(
        window,
        "ticket",
        "单号和时限即刻开始，七步一步一步记。",
        "Number and clocks at once; seven steps, one after the other.",
    );
    step(window, 2, |window| {
        choose(window, "是", 0);
        choose(window, "部分", 1);
        focus(window, "[role=dialog] input:not([type=radio])");
        window.type_text("看过现场，床湿了一半");
    });
    step(window, 3, |_| {});
    step(window, 4, |window| {
        pick(window, "quality");
        focus(window, "[role=dialog] input");
        window.type_text("楼上空调冷凝管堵");
    });
    step(window, 5, |window| {
        focus(window, "[role=dialog] .remedy input");
        window.type_text("150");
    });
    window.wait_for_text("授权内先行处置");
    tour.picture(
        window,
        "remedy",
        "授权之内先行处置，超出的等批示。",
        "Within one's limits at once; what is above waits for approval.",
    );
    carry_out(window);
    window.press("Ctrl+Enter");
    window.wait_for_text("已关闭");
    tour.picture(
        window,
        "ticket-closed",
        "三项都办了才能关闭，谁、何时都在单上。",
        "Closed only when nothing is missing; who and when stay on it.",
    );
}

/// Records one step by its key: opens the form, fills it, keeps it.
fn step(window: &Window, number: u8, fill: impl FnOnce(&Window)) {
    window.press(&format!("Alt+{number}"));
    window.find_css("[role=dialog]");
    window.wait_until("the form has the caret", || {
        let inside = window.script("return document.activeElement.closest('[role=dialog]') !== null", vec![]);
        (inside == true).then_some(())
    });
    fill(window);
    window.wait_until("the step is complete", || {
        let ready =
            window.script("return document.querySelector('[role=dialog] .btn.pri:not([aria-disabled=true])') !== null", vec![]);
        (ready == true).then_some(())
    });
    window.press("Enter");
    no_dialog(window);
}

fn carry_out(window: &Window) {
    step(window, 7, |window| {
        for nth in 0..3 {
            tick(window, nth * 2);
            window.find_css("[role=dialog] .field input:focus");
            window.type_text("已办，客人满意");
        }
    });
}

/// Ticks one of the dialog's checks with Space, once the caret really stands on it. A ticked check adds its own waiver, so
/// the next check stands two further on.
fn tick(window: &Window, place: u8) {
    let there = "window.dispatchEvent(new PointerEvent('pointerdown'));
        const box = document.querySelectorAll('[role=dialog] label.row > input[type=checkbox]')[arguments[0]];
        if (!box) return 'absent';
        if (box.checked) return 'ticked';
        box.focus();
        return document.activeElement === box ? 'ready' : 'elsewhere';";
    window.wait_until("the check is ticked", || {
        let standing = window.script(there, vec![serde_json::json!(place)]);
        if standing == "ready" {
            window.press("Space");
        }
        (standing == "ticked").then_some(())
    });
    let field = "const fields = document.querySelectorAll('[role=dialog] .field input'); fields[fields.length - 1].focus();";
    window.script(field, vec![]);
}

/// Puts the caret on the first match, as Tab would.
fn focus(window: &Window, selector: &str) {
    window.find_css(selector);
    // A hand on mouse or keyboard ends the time in which a dialog arranges its own focus.
    let script = "window.dispatchEvent(new PointerEvent('pointerdown')); document.querySelector(arguments[0]).focus()";
    window.script(script, vec![serde_json::json!(selector)]);
}

/// Chooses by its word in the nth group of choices of the dialog.
fn choose(window: &Window, word: &str, group: u8) {
    let script = "const groups = document.querySelectorAll('[role=dialog] [role=radiogroup]');
        const found = [...groups[arguments[1]].querySelectorAll('label, [role=radio]')].find((one) => one.innerText.trim() === arguments[0]);
        found.click(); return true";
    window.script(script, vec![serde_json::json!(word), serde_json::json!(group)]);
}

/// Chooses in the dialog's first list, as typing its word would.
fn pick(window: &Window, value: &str) {
    let script = "const list = document.querySelector('[role=dialog] select');
        const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
        set.call(list, arguments[0]); list.dispatchEvent(new Event('change', { bubbles: true }));";
    window.script(script, vec![serde_json::json!(value)]);
}

fn points(window: &Window, tour: &mut Tour) {
    window.press("Ctrl+K");
    window.type_text("00017432");
    window.wait_for_text("王建国");
    window.press("Enter");
    window.wait_for_text("喜好与要求");
    window.press("F6");
    window.wait_for_text("核对通过");
    tour.picture(
        window,
        "member",
        "会员：余额、批次、升级、对账单，核对通过。",
        "A member: balance, lots, the way up, the statement; it agrees.",
    );
    window.press("F6");
    dialog(window);
    pick(window, "breakfast");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text("11,880");
    tour.picture(window, "redeemed", "兑换：先到期的先用。", "Redeemed: what lapses first is used first.");
    window.press("Alt+C");
    dialog(window);
    window.press("Enter");
    no_dialog(window);
    window.wait_until("the balance is what it was", || {
        (!huge(window).contains("11,880") && huge(window).contains("12,480")).then_some(())
    });
}

/// Returns the balance as the page's one large figure.
fn huge(window: &Window) -> String {
    let shown = window.script("return document.querySelector('.acc .huge').innerText", vec![]);
    shown.as_str().unwrap_or_default().to_owned()
}

fn package(window: &Window, tour: &mut Tour, home: &Path) {
    window.press("Ctrl+L");
    sign_in(window, tour, 4, "沈国华");
    window.press("Ctrl+7");
    window.wait_for_text("集团月报");
    window.wait_for_text("记录链");
    tour.picture(
        window,
        "precheck",
        "集团月报：先预检，挡住的说清楚怎么办。",
        "The month's package: what blocks is named before it is made.",
    );
    window.press("Ctrl+Enter");
    window.wait_for_text("已生成");
    window.find("package-path");
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
    window.wait_for_text("需特别注意");
    window.resize(1280, 800);
    tour.picture(window, "today-1280", "1280×800：今日。", "Today in a window of 1280 by 800.");
    window.resize(1152, 720);
    tour.picture(
        window,
        "today-125",
        "1440×900 放大到 125 %：侧栏收进抽屉。",
        "Today at 125 per cent: the side panel becomes a drawer.",
    );
    window.resize(1440, 900);
    window.press("Ctrl+8");
    window.wait_for_text("跟随系统");
    let script = "[...document.querySelectorAll('[role=radiogroup] label')].find((one) => one.innerText.trim() === '暗').click()";
    window.script(script, vec![]);
    window.press("Ctrl+1");
    window.wait_for_text("需特别注意");
    tour.picture(window, "today-dark", "夜班：深色。", "The night shift: dark.");
    window.press("Ctrl+K");
    window.type_text("w 8812");
    window.wait_for_text("新建客史");
    window.press("Enter");
    window.wait_for_text("喜好与要求");
    tour.picture(window, "guest-dark", "客史卡，深色。", "The guest's card in the dark.");
}
