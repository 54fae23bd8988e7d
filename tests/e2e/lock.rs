//! A desk that nobody touches, in the real window (PROMISES 23): nothing of a guest is left in the page, what was typed and not
//! saved waits for its author, and a colleague finds nothing of it.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `lock`, to be laid beside the design's screen a.

use std::path::Path;

use lobby_core::{
    audit::op::Op,
    base::{
        ids::TicketId,
        request::{Request, RequestKey},
        role::{Role, Session},
    },
    db::Store,
    open,
    staff::{self, DeskLock, PRACTICE_PIN, SetDeskLock},
};
use serde_json::json;
use support::window::{Window, program};

use super::{
    authority::{leak, machine_now},
    pictures::Pictures,
    tour::{
        hands::{dialog_at, find, letters, no_dialog, sign_in_as, start_practice},
        prepare,
    },
};

/// Seconds after which this desk locks.
const IDLE_S: u32 = 15;
/// Words that no page shows by itself.
const SAID: &str = "天花板又滴水，客人要求马上换房";
const DONE: &str = "工程部换了冷凝管，现场看过";
const WISH: &str = "枕边放一本江景的书，不要香薰";

/// Everything that the page holds: its markup with every attribute, what stands in its fields, and what it stored.
const HELD: &str = "return [document.documentElement.outerHTML, document.documentElement.textContent, location.href,
    ...[...document.querySelectorAll('input, textarea, select')].map((field) => field.value),
    JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage}), document.title].join('\\n')";

fn held(window: &Window) -> String {
    window.script(HELD, vec![]).as_str().expect("the page's text").to_owned()
}

/// Sets after how long the desk locks, as who runs the house would.
fn lock_soon(home: &Path) {
    let path = home.join("practice.lobby");
    let secret = open::passphrase_known(&path).expect("a practice hotel opens by itself");
    let store: Store = open::open(&path, &secret).expect("the practice hotel opens");
    let at = store.hotel().now(machine_now());
    let people = store.read_as_house(staff::list).expect("people are listed");
    let manager = people.into_iter().find(|user| user.role == Role::GeneralManager).expect("one of each role");
    let session = Session { user: manager.id, role: manager.role, department: manager.department, pin_at: at };
    let request = Request { key: RequestKey::new("lock-soon").expect("a plain key"), at, session, seed: [4; 32] };
    let seen = store.read_as_house(staff::desk_lock).expect("the lock's time");
    let input = SetDeskLock { seen, wanted: DeskLock { idle_s: IDLE_S } };
    store.write(&request, Op::SetDeskLock, &input, |tx| staff::set_desk_lock(tx, &input)).expect("set");
}

#[test]
fn an_unattended_desk_locks_and_what_was_typed_waits_for_its_author() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let ticket = leak(home.path());
    lock_soon(home.path());
    let mut pictures = Pictures::open(program, home.path(), "lock");
    start_practice(&pictures.window);
    pictures.look("signin");
    sign_in_as(&pictures.window, 2, "周启明");
    intake(&mut pictures);
    step_seven(&mut pictures, ticket);
    wish(&mut pictures);
    pictures.fine();
}

/// Leaves the desk alone until it asks who uses it, and asserts that the page holds none of `words`.
fn left_alone(pictures: &mut Pictures, name: &str, words: &[&str]) {
    let before = held(&pictures.window);
    for one in words {
        assert!(before.contains(one), "control: the page held {one} before");
    }
    pictures.window.wait_for_text_in("h1", "谁在用这台电脑");
    pictures.look(name);
    let after = held(&pictures.window);
    for one in words {
        assert!(!after.contains(one), "{one} is left in the page of a locked desk");
    }
    let sheets = pictures.window.script("return document.querySelectorAll('.paper, [role=dialog], table').length", vec![]);
    assert_eq!(sheets, json!(0), "no sheet for the printer, no dialog, no table");
}

/// The first of the list takes over a desk that locked by itself: the one who was here stands ready, so Alt names another.
fn taken_over(window: &Window, name: &str) {
    window.press("Alt+1");
    window.wait_for_text_in("main", &format!("{name}\n的 6 位 PIN"));
    window.wait_for_caret("input[type=password]");
    letters(window, PRACTICE_PIN);
    window.wait_for_text_in("header .who", name);
}

/// An intake half written: kept, unseen by a colleague, there again.
fn intake(pictures: &mut Pictures) {
    let window = &pictures.window;
    window.press("F9");
    window.wait_for_caret("#intake-who");
    window.type_text("0915");
    window.press("Alt+5");
    window.wait_for_caret("#intake-words");
    window.type_text(SAID);
    left_alone(pictures, "locked-intake", &[SAID]);
    let window = &pictures.window;
    taken_over(window, "林晓雯");
    window.press("F9");
    window.wait_for_caret("#intake-who");
    assert!(!held(window).contains(SAID), "a colleague finds an empty intake");
    window.press("Ctrl+L");
    window.wait_for_text_in("h1", "谁在用这台电脑");
    sign_in_as(window, 2, "周启明");
    window.wait_until("the intake is there again", || held(window).contains(SAID).then_some(()));
    pictures.look("back-intake");
    // The intake is emptied: what is looked at next is a step.
    pictures.window.press("Alt+Q");
    pictures.window.wait_until("the intake is empty", || (!held(&pictures.window).contains(SAID)).then_some(()));
}

/// Step 7 half written: the dialog is gone with the lock, a colleague finds none, its author finds it open.
fn step_seven(pictures: &mut Pictures, ticket: TicketId) {
    let place = format!("#/ticket/{ticket}");
    pictures.goes(&place, "0915");
    let window = &pictures.window;
    window.press("Alt+7");
    dialog_at(window, "input[type=checkbox]");
    window.press("Space");
    dialog_at(window, "input[type=text]");
    window.type_text(DONE);
    left_alone(pictures, "locked-step", &[DONE, "1015 空调冷凝管堵"]);
    let window = &pictures.window;
    taken_over(window, "林晓雯");
    pictures.goes(&place, "0915");
    assert!(!held(&pictures.window).contains(DONE), "a colleague at the same complaint finds no dialog");
    let window = &pictures.window;
    window.press("Ctrl+L");
    window.wait_for_text_in("h1", "谁在用这台电脑");
    sign_in_as(window, 2, "周启明");
    dialog_at(window, "input[type=checkbox]");
    window.wait_until("the words are there again", || held(window).contains(DONE).then_some(()));
    pictures.look("back-step");
    pictures.window.press("Esc");
    pictures.window.wait_until("put away", || (!held(&pictures.window).contains(DONE)).then_some(()));
}

/// A wish half written: its dialog is gone with the lock, a colleague's is empty, its author's is not.
fn wish(pictures: &mut Pictures) {
    at_wish(&pictures.window);
    pictures.window.type_text(WISH);
    left_alone(pictures, "locked-wish", &[WISH, "王建国"]);
    let window = &pictures.window;
    taken_over(window, "林晓雯");
    at_wish(window);
    assert!(!held(window).contains(WISH), "a colleague at the same guest finds an empty wish");
    window.press("Esc");
    no_dialog(window);
    window.press("Ctrl+L");
    window.wait_for_text_in("h1", "谁在用这台电脑");
    sign_in_as(window, 2, "周启明");
    at_wish(window);
    assert!(held(window).contains(WISH), "its author goes on writing it");
    pictures.look("back-wish");
    pictures.window.press("Esc");
    no_dialog(&pictures.window);
}

/// The wish that F2 takes down of the guest who stands at the desk.
fn at_wish(window: &Window) {
    find(window, "w 8812", &["王建国", "1206"]);
    window.press("Enter");
    window.find_css(".hero");
    window.press("F2");
    dialog_at(window, "input[type=text]");
}
