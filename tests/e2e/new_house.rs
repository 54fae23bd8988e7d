//! A new house as its first administrator meets it, in the real window: people are added and type their PINs beside them, each
//! works in their own name, and the practice hotel is a key away and back.

use std::path::Path;

use lobby_core::{
    base::time::Instant,
    open,
    staff::{PRACTICE_PIN, hash_pin},
};
use support::{
    hotel::{PASSPHRASE, first_run},
    window::{Window, program},
};

use super::{
    pictures::Pictures,
    tour::{
        hands::{dialog_at, letters, no_dialog},
        prepare,
    },
};

/// A colleague's own.
const PIN: &str = "730164";

/// Makes a hotel beside the practice hotel in the data folder `home`, as the first run leaves it.
fn hotel_in(home: &Path) {
    prepare(home);
    let hash = hash_pin(PRACTICE_PIN, [6; 16]).expect("a PIN's hash");
    let file = home.join("hotel.lobby");
    open::new_hotel(&file, &PASSPHRASE.to_owned().into(), &first_run(), &hash, Instant::from_ms(1), [5; 32]).expect("a hotel");
    std::fs::write(home.join("current"), "hotel.lobby").expect("it is the one that is worked on");
}

fn unlock(window: &Window) {
    window.wait_for_text_in("h1", "打开文件");
    window.wait_for_caret("input[type=password]");
    window.type_text(PASSPHRASE);
    window.press("Enter");
    window.wait_for_text_in("h1", "谁在用这台电脑");
}

#[test]
fn a_new_house_gets_its_people_and_practice_is_a_key_away_and_back() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    hotel_in(home.path());
    let mut desk = Pictures::open(program, home.path(), "new-house");
    unlock(&desk.window);
    desk.window.wait_for_caret("input[type=password]");
    letters(&desk.window, PRACTICE_PIN);
    desk.window.wait_for_text_in("header .who", "郑雅琴");
    colleague(&mut desk);
    desk.window.press("Ctrl+L");
    desk.window.wait_for_text_in("h1", "谁在用这台电脑");
    desk.window.press("2");
    desk.window.wait_for_caret("input[type=password]");
    letters(&desk.window, PIN);
    desk.window.wait_for_text_in("header .who", "李娜");
    desk.window.wait_for_text_in("h1", "今日");
    practice_and_back(&mut desk);
    desk.fine();
}

/// Whoever runs the house adds a colleague, who types a PIN at the same desk.
fn colleague(desk: &mut Pictures) {
    let window = &desk.window;
    window.press("Ctrl+8");
    window.wait_for_text_in("h1", "设置");
    window.press("Alt+J");
    dialog_at(window, "input");
    window.type_text("李娜");
    window.press("Tab");
    window.type_text("li.na");
    desk.look("added");
    let window = &desk.window;
    window.press("Enter");
    window.wait_for_text_in("[role=dialog]", "请 李娜 本人在这里输入");
    dialog_at(window, "input[type=password]");
    letters(window, PIN);
    window.wait_for_text_in("[role=dialog]", "再输一次");
    dialog_at(window, "input[type=password]");
    letters(window, PIN);
    no_dialog(window);
    window.wait_for_text_in("main table", "li.na");
    desk.look("staff");
}

/// From the sign-in to the practice hotel, and back to the hotel's own file, which asks for its passphrase.
fn practice_and_back(desk: &mut Pictures) {
    let window = &desk.window;
    window.press("Ctrl+L");
    window.wait_for_text_in("h1", "谁在用这台电脑");
    window.press("Alt+L");
    window.wait_for_text_in("aside .hn", "练习饭店");
    desk.look("practice");
    let window = &desk.window;
    let works_on = std::fs::read_to_string(window.data_folder().join("current")).expect("which file the desk works on");
    assert_eq!(works_on, "hotel.lobby", "a restart leads to the hotel, and a scheduler never left it");
    window.press("Alt+L");
    unlock(window);
    window.wait_for_text_in("aside .hn", "望江饭店");
    desk.look("back");
}
