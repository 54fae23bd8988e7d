//! From a key to its painted answer, in the window itself: what a receptionist waits for at the box.

use std::path::Path;
use std::time::Duration;

use lobby_core::staff::PRACTICE_PIN;
use support::window::{Start, Window, program};

use crate::opening;
use crate::table::Table;
use crate::timing::Times;

/// What is typed, letter by letter. No two share a first letter: what was asked a moment ago is answered from memory, and
/// would be measured as a question.
const TYPED: [&str; 20] = [
    "wang jg",
    "zhangwei",
    "1206",
    "smith",
    "liu yang",
    "tanaka",
    "chenjing",
    "8812",
    "kim minsu",
    "huang",
    "xiaoming",
    "yang li",
    "james white",
    "gaolei",
    "maria",
    "5033",
    "nakamura",
    "dong fang",
    "rose",
    "feng 77",
];
/// One of the practice hotel's people, the first whom the sign-in page shows.
const COLLEAGUE: &str = "林晓雯";
/// Notes in `keyToPaint` how many milliseconds each letter took: from its key going down to the frame that shows its hits.
/// The list is busy until the hits are those of the words in the box.
const WATCH: &str = "
    window.keyToPaint = [];
    const box = document.querySelector('[role=search] input');
    document.addEventListener('keydown', (event) => {
        if (event.key.length !== 1 || event.ctrlKey) return;
        const begun = performance.now();
        const before = box.value;
        const frame = () => {
            const list = document.querySelector('.res [role=listbox]');
            const answered = box.value !== before && list !== null && list.getAttribute('aria-busy') !== 'true';
            if (!answered) return requestAnimationFrame(frame);
            // What is posted within a frame runs once that frame stands.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => window.keyToPaint.push([event.key, performance.now() - begun]);
            port2.postMessage(null);
        };
        requestAnimationFrame(frame);
    }, true);";

/// Adds the lines of the signed-in window: words typed into the box, one letter at a time; then pages that are opened.
pub fn line(folder: &Path, guests: u64, table: &mut Table) {
    let Some(program) = program() else { return };
    let build = if program.components().any(|part| part.as_os_str() == "release") { "release build" } else { "debug build" };
    std::fs::write(folder.join("current"), "practice.lobby").expect("the choice is written");
    // Nothing here takes a picture: the page is drawn as it is on a machine without a graphics card.
    let window = Start::of(program).data_folder(folder).variable("WEBKIT_DISABLE_DMABUF_RENDERER", "1").open();
    sign_in(&window);
    window.script(WATCH, vec![]);
    let mut times = Times::default();
    let mut pressed = 0;
    for words in TYPED {
        window.press("Ctrl+K");
        window.wait_for_caret("[role=search] input");
        for letter in words.chars() {
            window.press(&letter.to_string());
            let took = answered(&window, pressed);
            pressed += 1;
            // A space alone asks nothing new.
            if letter != ' ' {
                times.note(took);
            }
        }
        window.press("Esc");
        window.wait_until("the empty box", || {
            let empty = window.script("return document.querySelector('[role=search] input').value === ''", vec![]);
            (empty == true).then_some(())
        });
    }
    let what = format!("{build}, {guests} guests, {} letters of {} names and numbers", times.count(), TYPED.len());
    table.add("Key to painted hits, in the window", what, times, "—");
    opening::lines(&window, &format!("{build}, {guests} guests"), table);
}

fn sign_in(window: &Window) {
    window.wait_for_text_in("[role=listbox]", COLLEAGUE);
    window.press("1");
    window.wait_for_caret("input[type=password]");
    for digit in PRACTICE_PIN.chars() {
        window.press(&digit.to_string());
    }
    window.wait_for_text_in("header .who", COLLEAGUE);
}

/// Waits until the letter that comes after `before` others is painted, and returns how long it took.
fn answered(window: &Window, before: usize) -> Duration {
    let ms = window.wait_until("a painted answer", || {
        window.script("return window.keyToPaint[arguments[0]]?.[1] ?? null", vec![before.into()]).as_f64()
    });
    Duration::from_secs_f64(ms / 1_000.0)
}
