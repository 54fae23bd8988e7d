//! What a person does at the desk: keys only. The page is read by script, never changed by one.

use lobby_core::staff::PRACTICE_PIN;
use support::window::Window;

/// What stands first in the box's list.
pub const FIRST_HIT: &str = "[role=search] ~ .res [role=option][aria-selected=true]";

/// Types into the box, which Ctrl K arms, and waits until the first hit shows all of `wanted`.
pub fn find(window: &Window, words: &str, wanted: &[&str]) {
    window.press("Ctrl+K");
    window.wait_for_caret("[role=search] input");
    window.type_text(words);
    window.wait_until(&format!("{wanted:?} first for “{words}”"), || {
        let first = window.text_in(FIRST_HIT);
        wanted.iter().all(|text| first.contains(text)).then_some(())
    });
}

/// Waits until the dialog has the caret where it is to begin: what is typed before that belongs to the search box.
pub fn dialog_at(window: &Window, selector: &str) {
    window.wait_for_caret(&format!("[role=dialog] {selector}"));
}

/// Waits until the dialog was answered and saved.
pub fn no_dialog(window: &Window) {
    window.wait_until("the dialog closes", || {
        let open = window.script("return document.querySelectorAll('[role=dialog]').length", vec![]);
        (open == 0).then_some(())
    });
}

/// Types letters one by one, as into a list that has no field.
pub fn letters(window: &Window, text: &str) {
    for letter in text.chars() {
        window.press(&letter.to_string());
    }
}

/// Takes the first of a group of choices that has the caret and nothing chosen.
pub fn take_first(window: &Window, word: &str) {
    window.press("Space");
    chosen(window, word);
}

/// Begins a complaint: a leak in 0915, where the practice hotel has 李慧敏.
pub fn leak_in_0915(window: &Window) {
    window.press("F9");
    window.wait_for_caret("#intake-who");
    window.type_text("0915");
    window.wait_for_text_in("[role=listbox] [role=option][aria-selected=true]", "李慧敏");
    window.press("Enter");
    window.press("Alt+2");
    window.wait_for_caret("#intake-problem");
    window.type_text("ls");
    window.wait_for_text_in("[role=listbox] [role=option][aria-selected=true]", "漏水");
    window.press("Enter");
}

/// Goes on to the next of a group of choices.
pub fn take_next(window: &Window, word: &str) {
    window.press("Right");
    chosen(window, word);
}

/// Waits until the group that has the caret shows `word` as chosen.
fn chosen(window: &Window, word: &str) {
    window.wait_until(&format!("{word} is chosen"), || {
        let label = "const at = document.activeElement;
            return at.type === 'radio' && at.checked ? at.closest('label').innerText.trim() : ''";
        (window.script(label, vec![]) == word).then_some(())
    });
}

/// Waits until the list that has the caret shows `words` as chosen.
pub fn picked(window: &Window, words: &str) {
    window.wait_until(&format!("{words} is picked"), || {
        let shown = window.script("return document.activeElement.selectedOptions?.[0]?.innerText ?? ''", vec![]);
        shown.as_str().is_some_and(|shown| shown.starts_with(words)).then_some(())
    });
}

/// Chooses the practice hotel at the first start; then the people who may sign in are listed.
pub fn start_practice(window: &Window) {
    window.wait_for_text_in("h1", "从哪里开始");
    window.press("3");
    window.wait_for_text_in("label:has(input[type=radio][name=way]:checked)", "练习酒店");
    window.press("Enter");
}

/// Signs in whoever stands at that place of the list; 今日 opens.
pub fn sign_in_as(window: &Window, nth: u8, name: &str) {
    window.wait_for_text_in("[role=listbox]", name);
    // The names stand there before their keys do.
    window.wait_for_caret("[role=listbox] [role=option], input[type=password]");
    window.press(&nth.to_string());
    window.wait_for_caret("input[type=password]");
    letters(window, PRACTICE_PIN);
    window.wait_for_text_in("header .who", name);
}

/// Leaves the desk to a colleague.
pub fn change_hands(window: &Window, nth: u8, name: &str) {
    window.press("Ctrl+L");
    window.wait_for_text_in("h1", "谁在用这台电脑");
    sign_in_as(window, nth, name);
}

/// Returns the text of every element of a selector.
pub fn texts(window: &Window, selector: &str) -> Vec<String> {
    let script = "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)";
    let found = window.script(script, vec![selector.into()]);
    let found = found.as_array().expect("a list of texts");
    found.iter().map(|text| text.as_str().expect("a text").to_owned()).collect()
}

/// Asserts that a text holds all of `wanted`.
pub fn shows_all(text: &str, wanted: &[&str], whose: &str) {
    for words in wanted {
        assert!(text.contains(words), "{whose} shows {words}:\n{text}");
    }
}
