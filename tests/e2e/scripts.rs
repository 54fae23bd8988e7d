//! No script from data (PROMISES 19), in the real window: every page of a hotel whose people wrote nothing but what a page could
//! mistake for its own. Nothing runs, no element comes of it, and the content policy has nothing to refuse.

use std::path::Path;

use lobby_core::db::keys::PRACTICE_PASSPHRASE;
use serde_json::json;
use support::{
    hotel,
    payloads::{self, PAYLOADS},
    window::{Start, Window, program},
};

use super::tour::hands::{letters, start_practice};

/// Answers with what came of the words on the page as it stands.
const CAME_OF_IT: &str = include_str!("scripts.js");

/// Has what the policy refuses written down.
const LISTEN: &str = "window.refusedByPolicy = [];
    document.addEventListener('securitypolicyviolation', (event) =>
        window.refusedByPolicy.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
    return null";

/// Places whose pages show what was written of nobody in particular.
const PLACES: &[&str] = &[
    "/",
    "/guest",
    "/guests",
    "/suspects",
    "/imports",
    "/bring-back",
    "/analysis",
    "/duty",
    "/morning",
    "/group",
    "/settings",
    "/backups",
    "/limits",
    "/phone",
    "/spending",
    "/programme",
    "/balances",
    "/runs",
    "/member",
    "/vouchers",
    "/programme-report",
    "/events",
    "/tasks",
    "/calls",
    "/tickets",
    "/tickets/new",
];
/// The tabs of a card.
const TABS: &[&str] = &["overview", "stays", "wishes", "feedback", "benefits"];

/// What a walk saw.
#[derive(Default)]
struct Walk {
    pages: usize,
    shown: u64,
    bare: Vec<String>,
    found: Vec<String>,
}

impl Walk {
    fn look(&mut self, window: &Window, place: &str) {
        window.painted();
        let came = window.script(CAME_OF_IT, vec![]);
        self.pages += 1;
        let shown = came["shown"].as_u64().unwrap_or_default();
        self.shown += shown;
        if shown == 0 {
            self.bare.push(place.to_owned());
        }
        if came["ran"] != json!(false) || came["elements"] != json!([]) || came["refused"] != json!([]) {
            self.found.push(format!("{place}: {came}"));
        }
    }

    fn goes(&mut self, window: &Window, place: &str) {
        window.script("window.location.hash = arguments[0]; return null", vec![json!(place)]);
        window.wait_until(&format!("{place} is there"), || {
            let there = "return document.querySelector('main h1, main h2, main table, main form, main p') !== null \
                && document.querySelector('main [aria-busy=true], main .ant-skeleton') === null";
            (window.script(there, vec![]) == true).then_some(())
        });
        self.look(window, place);
    }

    /// Has the page lay out its sheets for the printer, and looks at them.
    fn prints(&mut self, window: &Window, place: &str) {
        window.script("window.print = () => {}; return null", vec![]);
        window.press("Ctrl+P");
        let laid = "return document.querySelector('.paper') !== null";
        window.wait_until(&format!("the sheets of {place}"), || (window.script(laid, vec![]) == true).then_some(()));
        self.look(window, &format!("{place} on paper"));
        window.script("window.dispatchEvent(new Event('afterprint')); return null", vec![]);
    }
}

#[test]
fn words_stay_words_on_every_page_and_every_sheet() {
    let Some(program) = program() else { return };
    let home = tempfile::tempdir().expect("a data folder");
    let file = home.path().join("practice.lobby");
    hotel::practice_at(&file);
    let put = payloads::put(&file, PRACTICE_PASSPHRASE);
    assert!(put.columns.len() > 20 && put.texts > 500, "{} texts in {:?}", put.texts, put.columns);
    let window = Start::of(program).data_folder(home.path()).open();
    window.script(LISTEN, vec![]);
    start_practice(&window);
    let mut walk = Walk::default();
    signs_in(&window, "4");
    for place in PLACES {
        walk.goes(&window, place);
    }
    records(&window, &mut walk, &file);
    window.press("Ctrl+L");
    walk.look(&window, "the sign-in");
    signs_in(&window, "5");
    for place in ["/privacy".to_owned(), format!("/privacy/{}", guests(&file)[0])] {
        walk.goes(&window, &place);
    }
    println!(
        "promise 19: {} payloads in {} texts of {} columns; {} pages and sheets, seen {} times; bare {:?}",
        PAYLOADS.len(),
        put.texts,
        put.columns.len(),
        walk.pages,
        walk.shown,
        walk.bare,
    );
    assert_eq!(walk.found, Vec::<String>::new(), "words are words");
    assert!(walk.bare.len() * 2 < walk.pages, "most pages must have shown some, or nothing was tried: {:?}", walk.bare);
    control(&window);
}

fn signs_in(window: &Window, nth: &str) {
    window.wait_for_text_in("[role=listbox]", "ran=1");
    window.press(nth);
    window.wait_for_caret("input[type=password]");
    letters(window, lobby_core::staff::PRACTICE_PIN);
    window.find_css("header .who");
    window.find_css("main");
}

fn guests(file: &Path) -> Vec<String> {
    let of_many_words = "SELECT guest_id FROM preferences GROUP BY 1 ORDER BY count(*) DESC LIMIT 2";
    payloads::ids(file, PRACTICE_PASSPHRASE, of_many_words)
}

fn records(window: &Window, walk: &mut Walk, file: &Path) {
    for guest in guests(file) {
        for tab in TABS {
            walk.goes(window, &format!("/guest/{guest}?part={tab}"));
        }
    }
    walk.prints(window, "/guest");
    let kinds = [
        ("ticket", "SELECT ticket_id FROM ticket_steps GROUP BY 1 ORDER BY count(*) DESC LIMIT 3"),
        ("member", "SELECT guest_id FROM members LIMIT 1"),
        ("event", "SELECT id FROM member_events LIMIT 2"),
    ];
    for (kind, sql) in kinds {
        for id in payloads::ids(file, PRACTICE_PASSPHRASE, sql) {
            walk.goes(window, &format!("/{kind}/{id}"));
        }
    }
    for place in ["/", "/duty"] {
        walk.goes(window, place);
        walk.prints(window, place);
    }
}

/// The looking itself: markup that a page takes is found, and the policy speaks.
fn control(window: &Window) {
    let all = PAYLOADS.join("");
    let take = "const bad = document.createElement('div'); bad.innerHTML = arguments[0]; document.body.append(bad);
        const script = document.createElement('script'); script.textContent = 'ran=1'; document.body.append(script); return null";
    window.script(take, vec![json!(all)]);
    let came = window.wait_until("the policy speaks", || {
        let came = window.script(CAME_OF_IT, vec![]);
        let spoke = came["refused"].as_array().is_some_and(|refused| refused.len() > 1);
        spoke.then_some(came)
    });
    assert_eq!(came["ran"], false, "even then nothing runs: {came}");
    assert!(came["elements"].as_array().is_some_and(|found| found.len() > 4), "markup that was taken is found: {came}");
}
