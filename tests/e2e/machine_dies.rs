//! The machine dies, and the file is damaged: what a person sees, by keys, until the desk works again.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `machine-dies` and `damaged`.

use std::{
    path::Path,
    time::{Instant as Since, SystemTime, UNIX_EPOCH},
};

use lobby_core::{
    audit::op::Op,
    backup::{
        self, TakeBackup,
        house::{self, Moment},
        place::{self, SetBackupPlace},
    },
    base::{
        request::{Request, RequestKey},
        role::{Role, Session},
        time::Instant,
    },
    db::Store,
    guests::{self, NewGuest},
    open,
    practice::Practice,
    staff::{self, PRACTICE_PIN},
};
use secrecy::ExposeSecret as _;
use support::{
    hotel::{PASSPHRASE, hotel},
    window::{Window, program},
};

use super::pictures::Pictures;
use super::tour::hands::{dialog_at, find, leak_in_0915, no_dialog, sign_in_as, take_first};

/// Longest that the walk may take. Source: the house's own promise of a quarter of an hour.
const WORKS_AGAIN_SECS: u64 = 15 * 60;

fn machine_now() -> Instant {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970");
    Instant::from_ms(i64::try_from(since.as_millis()).expect("a time of this age"))
}

fn request(store: &Store, key: &str) -> Request {
    let people = store.read_as_house(staff::list).expect("people");
    let user = people.iter().find(|user| user.role == Role::Administrator).expect("an administrator");
    let at = store.hotel().now(machine_now());
    let session = Session { user: user.id, role: user.role, department: user.department, pin_at: at };
    Request { key: RequestKey::new(key).expect("a plain key"), at, session, seed: [8; 32] }
}

/// Makes a hotel with a backup on `stick`, writes one guest more, and has its machine go. Returns the printed key.
fn house_that_died(stick: &Path) -> String {
    let old = tempfile::tempdir().expect("the old machine");
    let which = Practice { guests: 150, seed: 1, today: chrono::NaiveDate::from_ymd_opt(2026, 7, 14).expect("a day") };
    let hash = staff::hash_pin(PRACTICE_PIN, [5; 16]).expect("a PIN's hash");
    let path = old.path().join("hotel.lobby");
    let mut watch = |_, _| std::ops::ControlFlow::Continue(());
    let (store, _, printed) = open::practice_hotel(&path, &which, &hash, machine_now(), [3; 32], &mut watch).expect("a hotel");
    let set = SetBackupPlace { folder: Some(stick.display().to_string()) };
    store.write(&request(&store, "place"), Op::SetBackupPlace, &set, |tx| place::set(tx, &set)).expect("a second place");
    let now = store.hotel().now(machine_now());
    house::by_itself(&store, Moment { now, open_since: now }).expect("it is made").expect("one was due");
    let late = NewGuest { name: "南宫问天".to_owned(), ..NewGuest::default() };
    let written = store.write(&request(&store, "late"), Op::AddGuest, &late, |tx| guests::add(tx, &late));
    assert!(written.is_ok() || written.is_err_and(|error| error.code() == "not_allowed"), "the desk goes on after the backup");
    drop(store);
    old.close().expect("the old machine is gone");
    printed.expose_secret().to_owned()
}

/// Goes to the next field that hides what is typed.
fn to_the_secret(window: &Window) {
    for _ in 0..6 {
        window.press("Tab");
        if window.script("return document.activeElement?.type ?? ''", vec![]) == "password" {
            return;
        }
    }
    panic!("no field for the secret comes after the folder");
}

#[test]
fn on_another_machine_a_stick_and_the_printed_key_bring_the_desk_back() {
    let Some(program) = program() else { return };
    let stick = tempfile::tempdir().expect("a stick");
    let printed = house_that_died(stick.path());
    let fresh = tempfile::tempdir().expect("another machine");
    let begun = Since::now();
    let mut desk = Pictures::open(program, fresh.path(), "machine-dies");
    desk.window.wait_for_text_in("h1", "从哪里开始");
    desk.window.press("2");
    desk.window.wait_for_text_in("label:has(input[type=radio][name=way]:checked)", "备份");
    desk.look("ways");
    desk.window.press("Enter");
    desk.window.wait_for_text_in("h1", "从备份恢复");
    desk.window.wait_for_caret("form input");
    desk.window.type_text(&stick.path().display().to_string());
    desk.window.wait_for_text_in("form .box", "练习饭店");
    to_the_secret(&desk.window);
    desk.window.type_text("not the printed key at all");
    desk.window.press("Ctrl+Enter");
    desk.window.wait_for_text_in("main", "口令不对");
    desk.look("wrong");
    desk.window.press("Ctrl+A");
    desk.window.type_text(&printed.to_lowercase().replace('-', " "));
    desk.look("found");
    desk.window.press("Ctrl+Enter");
    desk.window.wait_for_text_in("h1", "恢复好了");
    desk.window.wait_for_text_in("main", "之后写的都不在里面");
    desk.look("rescued");
    desk.window.press("Enter");
    sign_in_as(&desk.window, 2, "周启明");
    desk.look("signed-in");
    posting(&desk.window);
    complaint(&desk.window);
    desk.look("complaint");
    let took = begun.elapsed().as_secs_f64();
    println!(
        "promise 8: in the window of another machine a posting and a complaint were written {took:.1} s after its first page"
    );
    assert!(took < WORKS_AGAIN_SECS as f64);
    desk.fine();
}

fn posting(window: &Window) {
    find(window, "w 8812", &["王建国"]);
    window.press("Enter");
    window.find_css(".hero");
    window.press("F6");
    window.wait_for_text_in("main h1", "00017432");
    window.press("Alt+Z");
    dialog_at(window, "select");
    window.press("Tab");
    dialog_at(window, "input");
    window.type_text("8877");
    window.press("Tab");
    // Where the programme knows other currencies, one is asked for.
    if window.script("return document.activeElement?.tagName ?? ''", vec![]) == "SELECT" {
        window.press("Tab");
    }
    dialog_at(window, "input");
    window.type_text("ZD-8877");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main table", "¥8,877");
}

fn complaint(window: &Window) {
    leak_in_0915(window);
    window.press("Alt+4");
    window.wait_for_caret("#intake-mood input");
    take_first(window, "理智型");
    window.press("Alt+5");
    window.wait_for_caret("#intake-words");
    window.type_text("换了电脑之后的第一张投诉");
    window.wait_for_text_in("main", "5 / 5");
    window.press("Ctrl+Enter");
    window.wait_for_text_in("main ol.steps", "换了电脑之后的第一张投诉");
}

#[test]
fn a_damaged_file_is_said_so_and_its_newest_backup_is_offered() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    let hotel = hotel();
    hotel.guest("王建国", "13800138000");
    let pin = staff::SetPin {
        user: hotel.session(Role::Receptionist).user,
        pin_hash: staff::hash_pin(PRACTICE_PIN, [3; 16]).expect("a PIN is hashed"),
    };
    hotel.write(Role::Receptionist, Op::SetPin, &pin, |tx| staff::set_pin(tx, &pin)).expect("a PIN is set");
    let input = TakeBackup { folder: backup::folder_of(&hotel.path()) };
    backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup");
    hotel.guest("李慧敏", "13900139000");
    assert!(hotel.store.empty_log().expect("the log is emptied"));
    let path = hotel.path();
    let kept = hotel.into_folder();
    let mut bytes = std::fs::read(&path).expect("the file");
    for place in [100, 5_000, 20_000] {
        bytes[place] ^= 1;
    }
    std::fs::write(&path, &bytes).expect("damaged");
    crate::faults::copied(kept.path(), home.path());
    std::fs::write(home.path().join("current"), "hotel.lobby").expect("which file the desk works on");

    let mut desk = Pictures::open(program, home.path(), "damaged");
    desk.window.wait_for_caret("input[type=password]");
    desk.window.type_text(PASSPHRASE);
    desk.window.press("Enter");
    desk.window.wait_for_text_in("h1", "从备份恢复");
    desk.window.wait_for_text_in("[role=alert]", "酒店的文件坏了");
    desk.window.wait_for_text_in("form .box", "望江饭店");
    desk.window.wait_for_text_in("aside", "一个字也不删");
    desk.look("damaged");
    to_the_secret(&desk.window);
    desk.window.type_text(PASSPHRASE);
    desk.window.press("Ctrl+Enter");
    desk.window.wait_for_text_in("h1", "恢复好了");
    desk.window.wait_for_text_in("main", "处改动不在里面");
    desk.look("rescued");
    desk.window.press("Enter");
    desk.window.wait_for_text_in("[role=listbox]", "receptionist");
    let aside = std::fs::read_dir(home.path())
        .expect("the folder")
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().starts_with("hotel.lobby.replaced-"));
    let aside = aside.expect("the damaged set lies aside").path().join("hotel.lobby");
    assert_eq!(std::fs::read(aside).expect("the damaged file"), bytes, "byte by byte as it was");
    desk.fine();
}
