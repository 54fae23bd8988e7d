//! 会员 in the real window, by keys: the lists of whom somebody should look at, the events with their answers, and what a member
//! was asked to and whom they brought.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `members`.

use support::window::program;

use super::pictures::Pictures;
use super::tour::{
    hands::{find, sign_in_as, start_practice},
    prepare,
};

#[test]
fn members_are_listed_asked_to_events_and_brought_by_others_in_the_window() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let mut desk = Pictures::open(program, home.path(), "members");
    start_practice(&desk.window);
    sign_in_as(&desk.window, 2, "周启明");
    lists(&mut desk);
    events(&mut desk);
    of_one(&mut desk);
    desk.window.resize(1152, 720);
    lists(&mut desk);
    of_one(&mut desk);
    desk.fine();
}

/// What lapses soon, who is to be warned of it, whose tier is about to drop, who was silent: each with its rows.
fn lists(desk: &mut Pictures) {
    let window = &desk.window;
    window.press("Ctrl+4");
    window.wait_for_text_in("main h1", "会员");
    window.wait_for_text_in("main [aria-selected=true]", "到期");
    window.find_css("main tr[aria-current=true]");
    desk.look("expiring");
    for (key, name, words) in [("Alt+2", "warning", "提醒"), ("Alt+3", "keeping", "保级"), ("Alt+4", "dormant", "沉寂")] {
        desk.window.press(key);
        desk.window.wait_for_text_in("main [aria-selected=true]", words);
        desk.look(name);
    }
    // Points end with a month: the next warning is days ahead, and a key away.
    desk.window.press("Alt+2");
    desk.window.press("Alt+X");
    desk.window.find_css("main tr[aria-current=true]");
    desk.look("warning-next");
}

/// The event ahead: who was asked, one more says that they come, and its list lies on paper.
fn events(desk: &mut Pictures) {
    let window = &desk.window;
    window.press("Alt+H");
    window.wait_for_text_in("main h1", "活动");
    window.wait_for_text_in("main table", "夏夜江景会员晚宴");
    window.wait_for_text_in("main table", "春茶品鉴会");
    desk.look("events");
    let window = &desk.window;
    window.press("Enter");
    window.wait_for_text_in("main h1", "夏夜江景会员晚宴");
    window.find_css("main tr[aria-current=true]");
    desk.look("event");
    let window = &desk.window;
    let yes = || window.text_in("main tr[aria-current=true]").contains("不来");
    window.press("Alt+B");
    window.wait_until("the answer stands", || yes().then_some(()));
    window.press("Ctrl+P");
    let laid = "return document.querySelector('.paper')?.textContent ?? ''";
    window.wait_until("the list on paper", || {
        let paper = window.script(laid, vec![]);
        paper.as_str().is_some_and(|paper| paper.contains("夏夜江景会员晚宴")).then_some(())
    });
    desk.look_at_paper("event_paper");
    desk.window.press("Esc");
    desk.window.wait_for_text_in("main h1", "活动");
}

/// The same from the member's side.
fn of_one(desk: &mut Pictures) {
    find(&desk.window, "w 8812", &["王建国", "1206"]);
    desk.window.press("Enter");
    desk.window.find_css(".hero");
    desk.window.press("F6");
    desk.window.wait_for_text_in("main h1", "00017432");
    desk.look("statement");
    desk.window.press("Alt+4");
    desk.window.wait_for_text_in("main", "夏夜江景会员晚宴");
    desk.look("events_of_one");
    desk.window.press("Alt+5");
    desk.window.wait_for_text_in("main [aria-selected=true]", "推荐");
    desk.look("referrals_of_one");
}
