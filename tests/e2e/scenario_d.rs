//! Scenario D of the product, step by step, in the real window and by keys alone: the 1st of the month, 导出 → 集团月报.
//!
//! How long a step took is printed, never asserted: a machine's load is nobody's fault. Where `LOBBY_TOUR` names a folder,
//! the pictures stand in its `scenario_d`, to be laid beside the design's screen j.

use std::{
    fs,
    path::{Path, PathBuf},
};

use lobby_core::{
    base::entropy::Entropy,
    db::keys::PRACTICE_PASSPHRASE,
    export::{opening, sealing::Identity},
    staff::PRACTICE_PIN,
};
use serde_json::Value;
use support::window::{Window, program};

use super::{
    pictures::Pictures,
    tour::{
        hands::{dialog_at, letters, no_dialog, shows_all, sign_in_as, start_practice},
        prepare,
    },
};

/// A name that nobody has, with a card's number in it that every check of the industry uses.
const WITH_CARD: &str = "陈路平 4111111111111111";
/// Whole: four digits of it stand in a pseudonym now and then.
const CARD: &str = "4111111111111111";
const REASON: &str = "6 月 19 日有两笔离店补录";

#[test]
fn scenario_d_runs_by_keyboard_in_the_window() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let shy = planted(home.path());
    let office = Identity::new(&mut Entropy::from_seed([4; 32]));
    let mut month = Pictures::open(program, home.path(), "scenario_d");
    start_practice(&month.window);
    sign_in_as(&month.window, 4, "沈国华");
    checked(&mut month);
    mended(&mut month);
    sealed_to(&mut month, &office);
    let first = made(&mut month, home.path(), &office);
    for table in ["guests", "members", "stays"] {
        let rows = fs::read_to_string(first.join(format!("{table}.csv"))).expect("a table");
        assert!(!rows.contains(&shy) && !rows.contains(CARD), "{table}: who did not agree goes without a name");
    }
    corrected(&mut month, home.path(), &office, &first);
    copied_out_again(&mut month, home.path());
    month.fine();
}

/// What a house brings from before the rule: a card's number in the name of a guest of June who agreed to the group. Returns
/// the name, which nobody else has, of a guest of June who did not agree.
fn planted(home: &Path) -> String {
    let conn = support::outside::opened(&home.join("practice.lobby"), PRACTICE_PASSPHRASE);
    let written = "UPDATE guest_details SET name = ?1 WHERE guest_id = (
            SELECT d.guest_id FROM guest_details d JOIN stays s ON s.guest_id = d.guest_id
            WHERE d.share_consent = 1 AND s.state = 'departed' AND s.departure BETWEEN '2026-06-01' AND '2026-06-30' LIMIT 1)";
    assert_eq!(conn.execute(written, [WITH_CARD]).expect("a name is bent"), 1);
    let shy = "SELECT min(d.name) FROM guest_details d JOIN stays s ON s.guest_id = d.guest_id
            WHERE s.state = 'departed' AND s.departure BETWEEN '2026-06-01' AND '2026-06-30' AND length(d.name) > 2
            AND (SELECT count(*) FROM guest_details o WHERE instr(o.name, d.name) > 0) = 1 AND d.share_consent = 0";
    conn.query_row(shy, [], |row| row.get(0)).expect("somebody did not agree")
}

/// A finding blocks: its row is opened from the page, put right on the guest's card, and the package may go. Keys alone.
fn mended(month: &mut Pictures) {
    let window = &month.window;
    window.press("Ctrl+Enter");
    assert!(window.text_in("[data-test=package-path]").is_empty(), "what blocks is not made");
    window.press("Home");
    window.press("Enter");
    window.wait_for_text_in("[role=dialog] table", "4111");
    month.look("1-blocked");
    let window = &month.window;
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main h1", WITH_CARD);
    window.press("Alt+G");
    dialog_at(window, "input[type=text]");
    window.press("Ctrl+A");
    window.type_text("陈路平");
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("main h1", "陈路平");
    window.press("Ctrl+7");
    window.wait_for_text_in("main h1", "集团月报");
    window.wait_until("nothing blocks any more", || {
        let checks = window.text_in("main table");
        (checks.contains("记录链") && !checks.contains("挡住")).then_some(())
    });
    month.look("1-mended");
}

/// What goes, what blocks, what is to be looked at, and that guests who did not agree go under a pseudonym.
fn checked(month: &mut Pictures) {
    let window = &month.window;
    window.press("Ctrl+7");
    window.wait_for_text_in("main h1", "集团月报");
    window.wait_for_text_in("main table", "记录链");
    let checks = window.text_in("main table");
    shows_all(
        &checks,
        &["挡住", "1 处文字里像银行卡号，先改掉", "同意：未同意客人改用假名", "用假名出", "积分：期初到期末对得上", "会员号补零"],
        "the pre-check",
    );
    shows_all(&window.text_in("aside"), &["没有设公钥，包不封"], "the side, before a key is set");
    month.look("1-precheck");
}

/// Head office's key is set once: a wrong one is told apart, the PIN is given again, the fingerprint is shown.
fn sealed_to(month: &mut Pictures, office: &Identity) {
    let window = &month.window;
    window.press("F6");
    dialog_at(window, "#seal-key");
    window.type_text("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5");
    window.press("Tab");
    dialog_at(window, "#seal-whose");
    window.type_text("集团数据部 2026 公钥");
    window.press("Tab");
    dialog_at(window, "#seal-pin");
    letters(window, PRACTICE_PIN);
    window.press("Enter");
    window.wait_for_text_in("[role=dialog]", "这种钥匙用不了");
    month.look("2-key");
    let window = &month.window;
    window.press("Esc");
    no_dialog(window);
    window.press("F6");
    dialog_at(window, "#seal-key");
    window.type_text(&office.recipient().to_string());
    window.press("Tab");
    dialog_at(window, "#seal-whose");
    window.type_text("集团数据部 2026 公钥");
    window.press("Tab");
    dialog_at(window, "#seal-pin");
    letters(window, PRACTICE_PIN);
    window.press("Enter");
    no_dialog(window);
    let shown: String = fours(&office.recipient().fingerprint());
    window.wait_for_text_in("[data-test=fingerprint]", &shown);
}

fn fours(fingerprint: &str) -> String {
    let groups: Vec<&str> = (0..fingerprint.len()).step_by(4).map(|at| &fingerprint[at..at + 4]).collect();
    groups.join(" ")
}

/// Made and sealed; head office opens it, `frictionless` validates it, who did not agree has no name in it.
fn made(month: &mut Pictures, home: &Path, office: &Identity) -> PathBuf {
    let window = &month.window;
    let begun = std::time::Instant::now();
    window.press("Ctrl+Enter");
    window.wait_for_text_in("[data-test=package-path]", "PRACTICE-2026-06-v1.tar.age");
    println!("D. the month's package: {} ms by WebDriver's hands", begun.elapsed().as_millis());
    window.wait_for_text_in("main", "只有集团打得开");
    month.look("3-made");
    let sealed = home.join("packages/PRACTICE-2026-06-v1.tar.age");
    let folder = opened(&sealed, office, home);
    let guests = fs::read_to_string(folder.join("guests.csv")).expect("the guests");
    let mut lines = guests.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let place = |name: &str| head.iter().position(|column| *column == name).expect("a column");
    let (shared, name) = (place("shared"), place("name"));
    let hidden: Vec<Vec<&str>> =
        lines.map(|line| line.split(',').collect()).filter(|line: &Vec<&str>| line[shared] == "false").collect();
    assert!(!hidden.is_empty(), "somebody did not agree");
    assert!(hidden.iter().all(|line| line[name].is_empty()), "and goes without a name");
    folder
}

fn opened(sealed: &Path, office: &Identity, home: &Path) -> PathBuf {
    let folder = opening::open(sealed, office, home).expect("head office opens it").folder;
    if let Some(said) = support::package::frictionless(&folder) {
        assert_eq!(said["valid"], Value::from(true), "the package validates: {said:#}");
    }
    folder
}

/// A period that goes again is version 2, with its reason and the list of changes.
fn corrected(month: &mut Pictures, home: &Path, office: &Identity, first: &Path) {
    let window = &month.window;
    window.wait_for_text_in("main table", "这次是版本 2");
    window.press("Ctrl+Enter");
    dialog_at(window, "input[type=text]");
    window.type_text(REASON);
    window.press("Enter");
    no_dialog(window);
    window.wait_for_text_in("[data-test=package-path]", "PRACTICE-2026-06-v2.tar.age");
    let folder = opened(&home.join("packages/PRACTICE-2026-06-v2.tar.age"), office, home);
    let text = fs::read_to_string(folder.join("datapackage.json")).expect("the manifest");
    let said: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(said["lobby:replaces"]["reason"], Value::from(REASON));
    assert!(said["lobby:changes"].is_array(), "what is kept of version 1 tells the changes, though it left sealed");
    assert_ne!(folder, first, "a folder of its own");
    window.wait_for_text_in("aside", "已被替代");
    month.look("4-corrected");
}

/// Both stand in the history, and a kept one goes onto a stick again, byte by byte.
fn copied_out_again(month: &mut Pictures, home: &Path) {
    let stick = tempfile::tempdir().expect("a stick");
    let window = &month.window;
    window.press("F8");
    window.wait_for_text_in("[role=dialog]", "导出记录");
    let listed = window.text_in("[role=dialog]");
    shows_all(&listed, &["2026年6月 · 版本 2", "2026年6月 · 版本 1", "沈国华", "封给", "存到"], "the history");
    month.look("5-history");
    let window = &month.window;
    window.press("Down");
    window.press("Enter");
    dialog_at(window, "#copy-folder");
    window.type_text(&stick.path().to_string_lossy());
    month.look("6-copy");
    let window: &Window = &month.window;
    window.press("Ctrl+Enter");
    no_dialog(window);
    let name = "PRACTICE-2026-06-v1.tar.age";
    let (there, here) =
        (fs::read(stick.path().join(name)).expect("copied"), fs::read(home.join("packages").join(name)).expect("made"));
    assert!(there == here, "the same bytes as when it left");
}
