//! 从数据包带回 in the real window, by keys alone: a machine is lost, head office has the packages. A folder without any is told, an
//! altered one is named, the sound ones come back into the empty file, and the newest period is again what its package says.

use std::{fs, path::Path};

use lobby_core::{
    audit::op::Op,
    base::{
        request::{Request, RequestKey},
        role::{Department, Role, Session},
        time::Instant,
    },
    export::{self, ExportProgress},
    open,
    staff::{self, NewUser, PRACTICE_PIN, SetPin, hash_pin},
};
use support::{
    hotel::{PASSPHRASE, first_run},
    parcels,
    window::{Window, program},
};

use super::{
    pictures::Pictures,
    tour::hands::{change_hands, find, shows_all, sign_in_as},
};
use crate::exchange::{TABLES, make, make_because, tiny};

/// Who may read guests in the hotel that begins anew; who sets it up may not.
const MANAGER: &str = "沈国华";
/// A guest of the lost hotel, with every trap in the name.
const GUEST: &str = "=1+1, \"𠮷野\"\n単于";

/// Leaves in `inbox` what the lost hotel sent: a month, the same month corrected, the month after.
fn lost(inbox: &Path) {
    let hotel = tiny();
    let guest = hotel.guest("林晓", "138 0000 7777");
    support::stays::departed(&hotel, guest, "2026-06-02", "2026-06-05", 45_000, 0);
    make(&hotel, Role::DataOfficer, "2026-06", inbox).expect("June");
    support::stays::departed(&hotel, guest, "2026-06-12", "2026-06-13", 15_000, 0);
    make_because(&hotel, Role::DataOfficer, ("2026-06", "补录 6 月 13 日离店一笔"), inbox).expect("June again");
    make(&hotel, Role::DataOfficer, "2026-07", inbox).expect("July");
}

/// Makes the empty file of the same hotel in the data folder `home`, as the first start leaves it, with one colleague.
fn begun_anew(home: &Path) {
    let hash = hash_pin(PRACTICE_PIN, [6; 16]).expect("a PIN's hash");
    let (file, secret) = (home.join("hotel.lobby"), PASSPHRASE.to_owned().into());
    let at = Instant::from_ms(1);
    let (store, _printed) = open::new_hotel(&file, &secret, &first_run(), &hash, at, [5; 32]).expect("a hotel");
    let admin = store.read_as_house(staff::list).expect("the administrator").remove(0);
    let session = Session { user: admin.id, role: admin.role, department: admin.department, pin_at: at };
    let request = |key: &str| {
        let key = RequestKey::new(key).expect("a plain key");
        Request { key, at, session: session.clone(), seed: [2; 32] }
    };
    let new = NewUser {
        sign_in: "gm".to_owned(),
        name: MANAGER.to_owned(),
        role: Role::GeneralManager,
        department: Department::Management,
    };
    let user = store.write(&request("manager"), Op::AddUser, &new, |tx| staff::add(tx, &new)).expect("a manager").value;
    let pin = SetPin { user, pin_hash: hash };
    store.write(&request("pin"), Op::SetPin, &pin, |tx| staff::set_pin(tx, &pin)).expect("with a PIN");
    drop(store);
    fs::write(home.join("current"), "hotel.lobby").expect("it is the one that is worked on");
}

/// A copy of the packages of which one has another amount in a stay.
fn altered(inbox: &Path, to: &Path) {
    crate::faults::copied(inbox, to);
    let stays = to.join("H0217-2026-07-v1/stays.csv");
    let text = fs::read_to_string(&stays).expect("the stays");
    assert!(text.contains("2544.05"), "there is such an amount");
    fs::write(&stays, text.replacen("2544.05", "2544.06", 1)).expect("altered");
}

#[test]
fn a_lost_hotel_comes_back_from_its_packages_by_keys() {
    let Some(program) = program() else { return };
    let (home, office) = (tempfile::tempdir().expect("a data folder"), tempfile::tempdir().expect("head office"));
    let [inbox, broken, empty] = ["inbox", "broken", "empty"].map(|name| office.path().join(name));
    for folder in [&inbox, &broken, &empty] {
        fs::create_dir(folder).expect("a folder");
    }
    lost(&inbox);
    altered(&inbox, &broken);
    begun_anew(home.path());
    let mut walk = Pictures::open(program, home.path(), "bring-back");
    signed_in(&walk.window);
    walk.window.press("Ctrl+8");
    walk.window.wait_for_text_in("main h1", "设置");
    walk.window.wait_for_text_in("main", "从数据包带回");
    walk.look("1-settings");
    walk.window.press("Alt+S");
    walk.window.wait_for_text_in("main h1", "从数据包带回");
    walk.look("2-empty");
    refused(&mut walk, &empty, &broken);
    seen(&mut walk, &inbox);
    brought(&mut walk);
    there_again(&mut walk);
    walk.window.close();
    reproduced(home.path(), &inbox.join("H0217-2026-07-v1"));
    walk.fine();
}

fn signed_in(window: &Window) {
    window.wait_for_text_in("h1", "打开文件");
    window.wait_for_caret("input[type=password]");
    window.type_text(PASSPHRASE);
    window.press("Enter");
    sign_in_as(window, 1, "郑雅琴");
}

/// Writes a folder into the one field and has it verified.
fn look_into(window: &Window, folder: &Path) {
    window.press("Alt+1");
    window.wait_for_caret("#bring-back-path");
    window.press("Ctrl+A");
    window.type_text(&folder.display().to_string());
    window.press("Ctrl+Enter");
}

fn refused(walk: &mut Pictures, empty: &Path, broken: &Path) {
    look_into(&walk.window, empty);
    walk.window.wait_for_text_in("main [role=alert]", "没有数据包");
    walk.look("3-nothing");
    look_into(&walk.window, broken);
    walk.window.wait_for_text_in("main table[aria-label=核对不符之处]", "stays");
    let found = walk.window.text_in("main table");
    shows_all(&found, &["H0217-2026-07-v1", "stays", "room_revenue"], "what is wrong");
    walk.window.press("Ctrl+Enter");
    walk.window.wait_for_text_in("main table[aria-label=核对不符之处]", "stays");
    walk.window.wait_for_text_in("main", "什么也不会带回");
    walk.look("4-altered");
}

fn seen(walk: &mut Pictures, inbox: &Path) {
    look_into(&walk.window, inbox);
    walk.window.wait_for_text_in("main table[aria-label=数据包]", "H0217-2026-07-v1");
    let packages = walk.window.text_in("main table");
    shows_all(&packages, &["H0217-2026-06-v1", "已被更新的版本取代", "H0217-2026-06-v2"], "the packages");
    shows_all(&walk.window.text_in("main"), &["全部核对无误", "带回后不能撤销"], "what is said before it is done");
    walk.look("5-seen");
    walk.look_in_the_dark_and_small("5-seen");
}

fn brought(walk: &mut Pictures) {
    walk.window.press("Ctrl+Enter");
    walk.window.wait_for_text_in("main", "4 位客人，2 位会员，5 次入住，2 件投诉");
    shows_all(&walk.window.text_in("main"), &["共持有 1,400 分", "从未出门"], "what came back");
    walk.look("6-brought");
    let keys = walk.window.text_in("footer");
    assert!(!keys.contains("选择文件夹") && keys.contains("设置"), "nothing is asked for any more: {keys}");
    walk.window.press("Ctrl+Enter");
    walk.window.wait_for_text_in("main h1", "设置");
    walk.window.wait_until("packages are not offered any more", || {
        (!walk.window.text_in("main").contains("从数据包带回")).then_some(())
    });
    walk.look("7-settings");
}

/// The general manager finds the guest by name, with the traps in it, and the packages in the history of exports.
fn there_again(walk: &mut Pictures) {
    change_hands(&walk.window, 2, MANAGER);
    find(&walk.window, "𠮷野", &["𠮷野"]);
    walk.window.press("Enter");
    walk.window.wait_for_text_in("main h1", "𠮷野");
    walk.look("8-guest");
    walk.window.press("Ctrl+7");
    walk.window.wait_for_text_in("main h1", "集团月报");
    walk.window.wait_for_text_in("aside", "2026年7月 · 版本 1");
    walk.window.wait_for_text_in("main table", "记录链");
    shows_all(&walk.window.text_in("aside"), &["2026年6月 · 版本 2", "已被替代"], "the packages that came back");
    walk.look("9-group");
}

/// What the newest package says of every table is what an export of its period would say now, byte for byte.
fn reproduced(home: &Path, july: &Path) {
    let store = open::open(&home.join("hotel.lobby"), &PASSPHRASE.to_owned().into()).expect("the hotel opens");
    let mut on = |_: ExportProgress| std::ops::ControlFlow::Continue(());
    let now = store.read_as_house(|db| export::measured(db, "2026-07", &|_| None, &mut on)).expect("measured");
    let said = parcels::manifest(july);
    for name in TABLES {
        let table = said["resources"].as_array().expect("tables").iter().find(|one| one["name"] == name).expect(name);
        let found = now.iter().find(|one| one.name == name).expect(name);
        assert_eq!(table["hash"], format!("sha256:{}", found.sha256), "{name} is what it was, byte for byte");
    }
    let guests = fs::read_to_string(july.join("guests.csv")).expect("the guests");
    assert!(guests.contains(&GUEST.replace('"', "\"\"")), "with the traps that the hotel had");
}
