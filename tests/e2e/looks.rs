//! Every page in the sizes of the design, light and dark, in three languages: nothing is cut, wrapped or laid over another.
//!
//! Where `LOBBY_TOUR` names a folder, the pictures stand in its `looks`, to be laid beside the design's.

use std::path::PathBuf;

use lobby_core::staff::PRACTICE_PIN;
use support::window::{Start, Window, program};

use super::tour::{
    hands::{FIRST_HIT, find, letters, no_dialog, take_next},
    prepare,
};

const SIZES: [(&str, u32, u32); 3] = [("1440", 1440, 900), ("1280", 1280, 800), ("125", 1152, 720)];
const AMISS: &str = include_str!("looks.js");

/// A window and what it looks like now: the language and shade are part of a picture's name.
struct Looks {
    window: Window,
    folder: Option<PathBuf>,
    shade: &'static str,
    amiss: Vec<String>,
}

#[test]
fn every_page_stands_whole_in_every_size() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let window = Start::of(program).data_folder(home.path()).open();
    let folder = std::env::var_os("LOBBY_TOUR").map(|tour| PathBuf::from(tour).join("looks"));
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder).expect("the folder of the pictures");
    }
    let mut looks = Looks { window, folder, shade: "", amiss: Vec::new() };
    looks.at_the_door();
    for shade in ["", "dark", "zh-TW", "en"] {
        looks.change(shade);
        looks.pages();
        if ["", "dark"].contains(&shade) {
            looks.of_others();
        }
    }
    assert!(looks.amiss.is_empty(), "{}", looks.amiss.join("\n"));
}

#[test]
fn tasks_check_in_and_the_briefing_stand_whole() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let window = Start::of(program).data_folder(home.path()).open();
    let folder = std::env::var_os("LOBBY_TOUR").map(|tour| PathBuf::from(tour).join("looks"));
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder).expect("the folder of the pictures");
    }
    let mut looks = Looks { window, folder, shade: "", amiss: Vec::new() };
    looks.at_the_door();
    looks.briefing_on_one_page();
    for shade in ["", "dark"] {
        looks.change(shade);
        looks.service_and_arrival();
    }
    assert!(looks.amiss.is_empty(), "{}", looks.amiss.join("\n"));
}

#[test]
fn what_people_see_of_the_points_stands_whole() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    prepare(home.path());
    let window = Start::of(program).data_folder(home.path()).open();
    let folder = std::env::var_os("LOBBY_TOUR").map(|tour| PathBuf::from(tour).join("looks"));
    if let Some(folder) = &folder {
        std::fs::create_dir_all(folder).expect("the folder of the pictures");
    }
    let mut looks = Looks { window, folder, shade: "", amiss: Vec::new() };
    looks.window.wait_for_text_in("h1", "从哪里开始");
    looks.window.press("3");
    looks.window.find_css(".op.pr input:checked");
    looks.open("Enter", "[role=listbox]");
    looks.sign_in(4, "沈国华");
    for shade in ["", "dark", "zh-TW", "en"] {
        looks.change(shade);
        looks.points();
    }
    assert!(looks.amiss.is_empty(), "{}", looks.amiss.join("\n"));
}

#[test]
fn a_page_that_is_amiss_is_found() {
    let Some(program) = program() else { return };
    let window = Start::of(program).open();
    window.find_css("h1");
    let none = window.script(AMISS, vec![]);
    assert_eq!(none, serde_json::json!([]), "the first page is as it should be");
    window.script(
        "const bad = document.createElement('div');
         bad.innerHTML = '<p>lies over</p><p class=\"over\">another text</p><div class=\"cut\">a text far too long</div><kbd>in two<br>lines of it</kbd><u>odd</u><p class=\"date\">2026-07-14</p>';
         document.querySelector('main').prepend(bad);
         bad.querySelector('.over').style.marginTop = '-20px';
         Object.assign(bad.querySelector('.cut').style, { width: '40px', overflow: 'hidden', whiteSpace: 'nowrap' });
         Object.assign(bad.querySelector('kbd').style, { whiteSpace: 'normal', width: '30px' });
         Object.assign(bad.querySelector('.date').style, { width: '40px', overflow: 'hidden', whiteSpace: 'nowrap', textOverflow: 'ellipsis' });
         bad.querySelector('u').style.fontSize = '13px';",
        vec![],
    );
    let found = window.script(AMISS, vec![]).to_string();
    for what in ["over one another", "cut:", "two lines", "size 13px", "cut figure"] {
        assert!(found.contains(what), "{what} is found: {found}");
    }
}

impl Looks {
    /// First start and sign-in, before anybody may choose a shade.
    fn at_the_door(&mut self) {
        self.window.wait_for_text_in("h1", "从哪里开始");
        self.look("m-first");
        self.window.press("3");
        self.window.find_css(".op.pr input:checked");
        self.open("Enter", "[role=listbox]");
        self.sign_in(1, "林晓雯");
    }

    fn sign_in(&mut self, nth: u8, name: &str) {
        self.window.wait_for_text_in("[role=listbox]", name);
        self.open(&nth.to_string(), "input[type=password]:focus");
        self.look("a-signin");
        letters(&self.window, PRACTICE_PIN);
        self.window.wait_for_text_in("header .who", name);
    }

    /// Ctrl P on today: who needs looking after and everybody still to come, on one sheet of A4 with the age of its data.
    fn briefing_on_one_page(&self) {
        // The desktop's own dialog is nobody's to answer here.
        self.window.script("window.print = () => { window.asked = true }", vec![]);
        self.open("Ctrl+1", "main tr[aria-current=true]");
        self.window.press("Ctrl+P");
        self.window
            .wait_until("the sheets", || (self.window.script("return window.asked === true", vec![]) == true).then_some(()));
        let sheets = "const pages = [...document.querySelectorAll('.paper .page-of')];
            const over = pages.filter((page) => page.scrollHeight > page.clientHeight + 1).length;
            const text = pages.map((page) => page.textContent).join();
            return [pages.length, over, text.includes('PMS 数据'), pages[0].querySelectorAll('.table tbody tr').length > 20]";
        assert_eq!(
            self.window.script(sheets, vec![]),
            serde_json::json!([1, 0, true, true]),
            "pages, those that overflow, age, rows"
        );
    }

    /// 服务 with the day's tasks, and the card that receives a guest.
    fn service_and_arrival(&mut self) {
        self.open("F7", "main h1");
        self.window.wait_for_text_in("main h1", "任务");
        self.look("t-tasks");
        find(&self.window, "w 8812", &["王建国", "1206"]);
        self.window.press("Enter");
        self.window.find_css(".hero");
        self.open("Alt+R", "[role=dialog]");
        self.look("d-check-in");
        self.window.press("Esc");
        self.window.wait_until("the dialog closes", || {
            let open = self.window.script("return document.querySelectorAll('[role=dialog]').length", vec![]);
            (open == 0).then_some(())
        });
    }

    /// What the desk does not see: the group's package, and imports.
    fn of_others(&mut self) {
        self.open("Ctrl+L", "[role=listbox]");
        self.sign_in(4, "沈国华");
        self.open("Ctrl+7", ".contents");
        self.look("j-export");
        self.open("F5", "main table");
        self.open("Ctrl+1", "main tr[aria-current=true]");
        self.open("F5", "form.choice");
        self.look("i-import");
        self.open("Ctrl+L", "[role=listbox]");
        self.sign_in(1, "林晓雯");
    }

    /// Goes to the settings and makes the next of the shades and languages, one step from the one before.
    fn change(&mut self, shade: &'static str) {
        self.shade = shade;
        self.window.press("Ctrl+8");
        match shade {
            "dark" => {
                self.window.press("Alt+2");
                self.window.wait_for_caret("#settings-mode input:checked");
                take_next(&self.window, "明");
                take_next(&self.window, "暗");
            }
            "zh-TW" => {
                self.window.press("Alt+2");
                self.window.wait_for_caret("#settings-mode input:checked");
                self.window.press("Left");
                self.window.wait_for_caret("#settings-mode input[value=light]:checked");
                self.language("繁體中文");
            }
            "en" => self.language("English"),
            _ => {}
        }
    }

    fn language(&self, word: &str) {
        self.window.press("Alt+1");
        self.window.wait_for_caret("#settings-language input:checked");
        self.window.press("Right");
        self.window.wait_for_text_in("#settings-language label:has(:checked)", word);
    }

    fn pages(&mut self) {
        self.look("s-settings");
        self.open("Ctrl+1", "main tr[aria-current=true]");
        self.look("b-today");
        find(&self.window, "w 8812", &["王建国", "1206"]);
        self.look("c-search");
        self.window.press("Enter");
        self.window.wait_until("the list closes", || self.window.text_in(FIRST_HIT).is_empty().then_some(()));
        self.window.find_css(".hero");
        self.look("d-guest");
        self.open("F2", "[role=dialog] input:focus");
        self.look("d-wish");
        self.window.press("Esc");
        self.window.wait_until("the dialog closes", || {
            let open = self.window.script("return document.querySelectorAll('[role=dialog]').length", vec![]);
            (open == 0).then_some(())
        });
        self.open("F6", ".acc");
        self.look("h-member");
        for (tab, name) in [("Alt+2", "h-benefits"), ("Alt+3", "h-redemptions")] {
            self.open(tab, "main table tr[aria-current=true]");
            self.look(name);
        }
        for (key, name) in [("F6", "h-redeem"), ("Alt+Y", "h-use")] {
            self.open(key, "[role=dialog] tr[aria-current=true]");
            self.look(name);
            self.window.press("Esc");
            no_dialog(&self.window);
        }
        self.open("Ctrl+J", "main table tr[aria-current=true]");
        self.look("h-vouchers");
        self.open("Ctrl+3", "main tr[aria-current=true] .pips, main tr[aria-current=true] svg");
        self.look("g-inbox");
        self.open("Enter", "ol.steps");
        self.look("f-ticket");
        self.open("F9", "#intake-who:focus");
        self.look("e-intake");
        self.window.press("Esc");
        self.open("Ctrl+2", ".empty");
        self.look("o-empty");
        self.open("Ctrl+G", "main table tr[aria-current=true]");
        self.look("g-list");
        self.open("Alt+D", "main table tr[aria-current=true]");
        self.look("g-suspects");
    }

    /// The member's statement and a proof, the programme's report with its tables, the lists, the runs, old balances.
    fn points(&mut self) {
        self.open("Ctrl+1", "main tr[aria-current=true]");
        find(&self.window, "w 8812", &["王建国", "1206"]);
        self.window.press("Enter");
        self.window.find_css(".hero");
        self.open("F6", ".acc");
        self.open("Down", "main table tr[aria-current=true]");
        self.open("Alt+M", "[role=dialog] table");
        self.look("p-proof");
        self.window.press("Esc");
        no_dialog(&self.window);
        self.open("Ctrl+4", "main table tr[aria-current=true]");
        self.look("p-lists");
        self.open("Alt+B", "main .totals");
        self.look("p-report");
        self.open("Alt+T", "main table");
        self.look("p-report-tables");
        self.open("Alt+1", "[role=dialog] table");
        self.look("p-report-rows");
        self.window.press("Esc");
        no_dialog(&self.window);
        for (place, name) in
            [("#/runs", "p-runs"), ("#/balances", "p-balances"), ("#/events", "p-events"), ("#/programme", "p-programme")]
        {
            self.window.script("window.location.hash = arguments[0]; return null", vec![place.into()]);
            self.window.find_css("main h1");
            self.window.painted();
            self.look(name);
        }
    }

    fn open(&self, keys: &str, shows: &str) {
        self.window.press(keys);
        self.window.find_css(shows);
    }

    /// Looks at the page in each size: keeps what is amiss and, where asked for, a picture.
    fn look(&mut self, page: &str) {
        for (size, width, height) in SIZES {
            self.window.resize(width, height);
            let name = [page, self.shade, size].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
            self.window.painted();
            let amiss = self.window.script(AMISS, vec![]);
            let amiss = amiss.as_array().expect("a list of what is amiss");
            self.amiss.extend(amiss.iter().filter_map(|one| one.as_str()).map(|one| format!("{name}: {one}")));
            if let Some(folder) = &self.folder {
                self.window.screenshot(&folder.join(format!("{name}.png")));
            }
        }
        self.window.resize(1440, 900);
    }
}
