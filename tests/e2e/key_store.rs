//! The machine's key store in the real window, with gnome-keyring: turned on in 设置, opening without a question, wiped, and the
//! printed key that opens then (PROMISES 25).

use std::path::Path;

use lobby_core::{
    base::time::Instant,
    db::keys::Slots,
    open,
    staff::{PRACTICE_PIN, hash_pin},
};
use secrecy::ExposeSecret as _;
use support::{
    hotel::{PASSPHRASE, first_run},
    secrets::Session,
    window::{Start, Window, program},
};

use super::tour::hands::letters;

/// Makes a hotel in the data folder `home`, as the first run leaves it; returns its printed key.
fn hotel_in(home: &Path) -> String {
    let file = home.join("hotel.lobby");
    let hash = hash_pin(PRACTICE_PIN, [6; 16]).expect("a PIN's hash");
    let made = open::new_hotel(&file, &PASSPHRASE.to_owned().into(), &first_run(), &hash, Instant::from_ms(1), [5; 32]);
    let (store, printed) = made.expect("a hotel");
    drop(store);
    std::fs::write(home.join("current"), "hotel.lobby").expect("it is the one that is worked on");
    printed.expose_secret().to_owned()
}

fn window(home: &Path, session: &Session) -> Window {
    let program = program().expect("it was looked for before");
    Start::of(program).data_folder(home).variable("DBUS_SESSION_BUS_ADDRESS", session.address()).open()
}

/// The only person there is already the one who is asked.
fn sign_in(window: &Window) {
    window.wait_for_caret("input[type=password]");
    letters(window, PRACTICE_PIN);
    window.wait_for_text_in("header .who", "郑雅琴");
}

/// Asks for the passphrase and says why the store did not open the file; types what opens it.
fn unlock(window: &Window, why: &str, secret: &str) {
    window.wait_for_text_in("h1", "打开文件");
    assert_eq!(window.text_in("main [role=status] b"), why);
    window.wait_for_caret("input[type=password]");
    window.type_text(secret);
    window.press("Enter");
    window.wait_for_text_in("h1", "谁在用这台电脑");
}

#[test]
fn a_wiped_key_store_is_said_in_the_window_and_the_printed_key_opens() {
    if program().is_none() {
        return;
    }
    let home = tempfile::tempdir().expect("a data folder");
    let printed = hotel_in(home.path());
    let mut session = Session::begin();
    session.sign_in();

    let mut first = window(home.path(), &session);
    unlock(&first, "", PASSPHRASE);
    sign_in(&first);
    first.press("Ctrl+8");
    first.wait_for_text("没有开：每次启动问一次口令。");
    first.press("Alt+Y");
    first.wait_for_text("已开：这台电脑自己打开文件");
    first.wait_for_text("开着：这台电脑启动时不问口令。");
    first.close();
    drop(first);
    let slots = Slots::read(&home.path().join("hotel.lobby")).expect("slots");
    assert!(slots.key_store().is_some(), "it lies beside the file");

    let mut second = window(home.path(), &session);
    second.wait_for_text_in("h1", "谁在用这台电脑");
    second.close();
    drop(second);

    session.sign_in_without_password();
    let mut third = window(home.path(), &session);
    unlock(&third, "系统钥匙串锁着", PASSPHRASE);
    third.close();
    drop(third);

    session.wipe();
    session.sign_in();
    let fourth = window(home.path(), &session);
    unlock(&fourth, "系统钥匙串里没有这个文件的钥匙", &printed);
    sign_in(&fourth);
}
