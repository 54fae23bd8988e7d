//! The window opens, takes keys, and its policy holds.

use std::io::ErrorKind;
use std::net::TcpListener;
use std::time::Duration;

use serde_json::json;

use support::window::{Start, program};

#[test]
fn the_window_opens_and_shows_the_page() {
    let Some(program) = program() else { return };
    let window = Start::of(program).open();
    window.find_css("#root > *");
    let title = window.script("return document.title", vec![]);
    assert_eq!(title, "Lobby 大堂", "the page is Lobby's own");
    let origin = window.script("return location.origin", vec![]);
    assert_eq!(origin, "tauri://localhost", "the page is the embedded one, not a server's");
    assert!(window.data_folder().is_dir(), "the data folder is made where LOBBY_HOME says");
}

#[test]
fn the_window_takes_each_size_of_the_design_and_nothing_hangs_over_its_edge() {
    let Some(program) = program() else { return };
    let window = Start::of(program).open();
    window.find_css("#root > *");
    for (width, height) in [(1440, 900), (1280, 800), (1152, 720), (1024, 640)] {
        window.resize(width, height);
        let wide = window.script("return document.documentElement.scrollWidth", vec![]);
        assert_eq!(wide, json!(width), "at {width} × {height} the page is as wide as the window");
    }
}

#[test]
fn the_page_knows_a_dark_desktop_from_a_light_one() {
    let Some(program) = program() else { return };
    let asked = "return matchMedia('(prefers-color-scheme: dark)').matches";
    let light = Start::of(program.clone()).open().script(asked, vec![]);
    let dark = Start::of(program).dark().open().script(asked, vec![]);
    assert_eq!((light, dark), (json!(false), json!(true)), "the mode follows the desktop until a person chooses");
}

#[test]
fn keys_and_chinese_text_reach_the_page() {
    let Some(program) = program() else { return };
    let window = Start::of(program).open();
    window.script(
        "window.heard = [];
         addEventListener('keydown', (event) => {
           const held = [event.ctrlKey && 'Ctrl', event.altKey && 'Alt'].filter(Boolean);
           window.heard.push([...held, event.key].join('+'));
         }, true);
         const box = document.createElement('input');
         box.id = 'probe';
         document.body.append(box);
         box.focus();",
        vec![],
    );
    for keys in ["Ctrl+K", "F9", "Alt+1", "Esc"] {
        window.press(keys);
    }
    let heard = window.script("return window.heard.filter((key) => !/(Control|Alt)$/.test(key))", vec![]);
    assert_eq!(heard, json!(["Ctrl+k", "F9", "Alt+1", "Escape"]), "each key arrives once, with what is held");
    window.script("document.getElementById('probe').focus()", vec![]);
    window.type_text("王伟 w8812");
    let typed = window.script("return document.getElementById('probe').value", vec![]);
    assert_eq!(typed, "王伟 w8812", "汉字 and letters arrive as typed");
}

#[test]
fn the_policy_stops_inline_scripts_and_foreign_styles() {
    let Some(program) = program() else { return };
    let window = Start::of(program).open();
    let stopped = window.script_async(
        "const done = arguments[0];
         const stopped = [];
         addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
         const script = document.createElement('script');
         script.textContent = 'window.injected = true';
         const style = document.createElement('style');
         style.textContent = 'html { outline: 7px solid red }';
         document.head.append(script, style);
         const button = document.createElement('button');
         button.setAttribute('onclick', 'window.injected = true');
         document.body.append(button);
         button.click();
         setTimeout(() => done({
           ran: window.injected === true,
           outline: getComputedStyle(document.documentElement).outlineWidth === '7px',
           stopped: [...new Set(stopped)].sort(),
         }), 300);",
        vec![],
    );
    assert_eq!(
        stopped,
        json!({ "ran": false, "outline": false, "stopped": ["script-src-attr", "script-src-elem", "style-src-elem"] }),
        "what data could bring into the page is neither run nor applied, and the policy is what stops it"
    );
}

#[test]
fn a_style_with_the_nonce_of_the_page_has_effect() {
    let Some(program) = program() else { return };
    let window = Start::of(program).open();
    let width = window.script(
        "const given = document.querySelector('style[nonce]');
         const style = document.createElement('style');
         style.nonce = given.nonce;
         style.textContent = 'html { outline: 7px solid red }';
         document.head.append(style);
         return getComputedStyle(document.documentElement).outlineWidth;",
        vec![],
    );
    assert_eq!(width, "7px", "the component library brings its styles this way");
}

#[test]
fn the_policy_stops_requests_to_other_places() {
    let Some(program) = program() else { return };
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.set_nonblocking(true).expect("a listener that does not wait");
    let port = listener.local_addr().expect("its address").port();
    let window = Start::of(program).open();
    let answers = window.script_async(
        "const [address, done] = arguments;
         const stopped = [];
         addEventListener('securitypolicyviolation', (event) => stopped.push(event.effectiveDirective));
         const image = new Image();
         image.src = address + 'picture.png';
         fetch(address).then(() => 'reached', () => 'refused').then((fetched) =>
           setTimeout(() => done([fetched, stopped.sort()]), 300));",
        vec![json!(format!("http://127.0.0.1:{port}/"))],
    );
    assert_eq!(answers, json!(["refused", ["connect-src", "img-src"]]), "the policy stops both");
    std::thread::sleep(Duration::from_millis(200));
    let reached = listener.accept().map(|_| ()).map_err(|error| error.kind());
    assert_eq!(reached, Err(ErrorKind::WouldBlock), "nothing reached the listener");
}
