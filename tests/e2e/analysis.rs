//! 投诉预警 in the real window: the red point opens its causes, its rooms and its complaints, and a 整改 in four clicks.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `analysis`, to be laid beside the design's screen i.

use std::path::PathBuf;

use lobby_core::staff::PRACTICE_PIN;
use support::window::{Start, Window, program};

use super::tour::{
    hands::{letters, no_dialog, take_next},
    prepare,
};

const AMISS: &str = include_str!("looks.js");

struct Pictures {
    window: Window,
    folder: Option<PathBuf>,
    amiss: Vec<String>,
}

impl Pictures {
    fn look(&mut self, name: &str) {
        self.window.painted();
        if let Some(folder) = &self.folder {
            self.window.screenshot(&folder.join(format!("{name}.png")));
        }
        let found = self.window.script(AMISS, vec![]);
        if found != serde_json::json!([]) {
            self.amiss.push(format!("{name}: {found}"));
        }
    }
}

#[test]
fn a_red_point_leads_to_a_corrective_action_in_four_clicks() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let window = Start::of(program).data_folder(home.path()).open();
    let folder = std::env::var_os("LOBBY_TOUR").map(|tour| PathBuf::from(tour).join("analysis"));
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder).expect("the folder of the pictures");
    }
    begin(&window);
    sign_in(&window, 4, "沈国华");
    let mut pictures = Pictures { window, folder, amiss: Vec::new() };
    charts(&mut pictures);
    raised_from_a_signal(&mut pictures);
    shades(&mut pictures);
    assert!(pictures.amiss.is_empty(), "{}", pictures.amiss.join("\n"));
}

fn begin(window: &Window) {
    window.wait_for_text_in("h1", "从哪里开始");
    window.press("3");
    window.wait_for_text_in("label:has(input[type=radio][name=way]:checked)", "练习酒店");
    window.press("Enter");
}

fn sign_in(window: &Window, nth: u8, name: &str) {
    window.wait_for_text_in("[role=listbox]", name);
    window.press(&nth.to_string());
    window.find_css("input[type=password]:focus");
    letters(window, PRACTICE_PIN);
    window.wait_for_text_in("header .who", name);
}

fn charts(pictures: &mut Pictures) {
    pictures.window.press("Ctrl+6");
    pictures.window.wait_for_text_in("main h1", "投诉预警");
    pictures.window.find_css(".weekly .chart svg path");
    pictures.window.find_css(".halves .chart svg path");
    pictures.window.wait_for_text_in("main .weekly .hd", "点超上限");
    pictures.look("charts");
    pictures.window.press("Alt+T");
    pictures.window.wait_for_text_in("main .weekly table", "超上限");
    pictures.look("tables");
    pictures.window.press("Alt+T");
    pictures.window.find_css(".weekly .chart svg path");
    pictures.window.press("Enter");
    pictures.window.wait_for_text_in("[role=dialog]", "漏水");
    pictures.look("behind");
    pictures.window.press("Esc");
    no_dialog(&pictures.window);
}

/// Signal, 立整改, and kept: three clicks; the owner has evidence to hand in, and the general manager none to accept.
fn raised_from_a_signal(pictures: &mut Pictures) {
    pictures.window.script("document.querySelector('.side .signal').click()", vec![]);
    pictures.window.wait_for_text_in("[role=dialog] table", "漏水");
    pictures.window.press("Alt+Z");
    pictures.window.wait_for_text_in("[role=dialog]", "负责人");
    pictures.window.find_css("[role=dialog] textarea");
    pictures.look("raise");
    pictures.window.press("Ctrl+Enter");
    no_dialog(&pictures.window);
    pictures.window.wait_for_text_in(".side", "进行中");
    pictures.window.wait_for_text_in(".side", "整改 ZG-20260714-A01");
    pictures.look("raised");
}

fn shades(pictures: &mut Pictures) {
    pictures.window.press("Ctrl+8");
    pictures.window.press("Alt+2");
    pictures.window.wait_for_caret("#settings-mode input:checked");
    take_next(&pictures.window, "明");
    take_next(&pictures.window, "暗");
    pictures.window.press("Ctrl+6");
    pictures.window.find_css(".weekly .chart svg path");
    pictures.look("charts.dark");
    pictures.window.resize(1152, 720);
    pictures.look("charts.125.dark");
    pictures.window.press("Alt+0");
    pictures.look("side.125.dark");
    pictures.window.press("Alt+0");
    pictures.window.press("Ctrl+8");
    pictures.window.press("Alt+2");
    pictures.window.wait_for_caret("#settings-mode input:checked");
    pictures.window.press("Left");
    pictures.window.wait_for_caret("#settings-mode input[value=light]:checked");
    pictures.window.press("Ctrl+6");
    pictures.window.find_css(".weekly .chart svg path");
    pictures.look("charts.125");
}
