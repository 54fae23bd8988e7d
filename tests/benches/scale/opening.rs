//! From a key to the painted page, in the window itself: 今日抵店 after F4, a guest's card after Enter.

use std::time::Duration;

use support::window::Window;

use crate::table::Table;
use crate::timing::Times;

/// How often F4 is pressed.
const F4_PRESSED: usize = 20;
/// Whose card is opened: the first hit of each.
const OPENED: [&str; 12] =
    ["wang jianguo", "zhangwei", "liuyang", "chenjing", "smith", "tanaka", "huang", "yangli", "james", "gaolei", "maria", "zhao"];
/// Notes in `keyToPage` how many milliseconds a page took: from its key going down to the frame that shows what is asked for.
/// Both keys are pressed on a page that shows neither.
const WATCH: &str = "
    window.keyToPage = [];
    document.addEventListener('keydown', (event) => {
        const wanted = { F4: 'main .attention tr', Enter: 'main .hero h1' }[event.key];
        if (wanted === undefined) return;
        const begun = performance.now();
        const frame = () => {
            if (document.querySelector(wanted) === null) return requestAnimationFrame(frame);
            // What is posted within a frame runs once that frame stands.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => window.keyToPage.push(performance.now() - begun);
            port2.postMessage(null);
        };
        requestAnimationFrame(frame);
    }, true);";

/// Adds the lines of the signed-in window.
pub fn lines(window: &Window, of: &str, table: &mut Table) {
    window.script(WATCH, vec![]);
    let mut pressed = 0;
    let mut days = Times::default();
    for _ in 0..F4_PRESSED {
        elsewhere(window);
        window.press("F4");
        days.note(painted(window, pressed));
        pressed += 1;
    }
    table.add("F4 to the painted 今日抵店, in the window", format!("{of}, {} times", days.count()), days, "—");
    let mut cards = Times::default();
    for words in OPENED {
        elsewhere(window);
        window.press("Ctrl+K");
        window.wait_for_caret("[role=search] input");
        window.type_text(words);
        window.wait_until("an answer", || {
            let script = "const list = document.querySelector('.res [role=listbox]');
                return list !== null && list.getAttribute('aria-busy') !== 'true' && list.querySelector('[role=option]') !== null";
            (window.script(script, vec![]) == true).then_some(())
        });
        window.press("Enter");
        cards.note(painted(window, pressed));
        pressed += 1;
    }
    table.add("Enter to the painted card, in the window", format!("{of}, {} guests", cards.count()), cards, "—");
}

/// Goes to a page that shows neither the day nor a card.
fn elsewhere(window: &Window) {
    window.press("Ctrl+8");
    window.wait_for_text_in("main h1", "设置");
}

/// Waits until the page of the key that comes after `before` others is painted, and returns how long it took.
fn painted(window: &Window, before: usize) -> Duration {
    let ms = window.wait_until("a painted page", || {
        window.script("return window.keyToPage[arguments[0]] ?? null", vec![before.into()]).as_f64()
    });
    Duration::from_secs_f64(ms / 1_000.0)
}
