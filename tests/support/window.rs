//! The real window, driven through WebDriver on a display of its own.
//!
//! A test gets a [`Window`] with a fresh home and data folder. Everything that was started ends when the value is dropped,
//! also when the test fails. Needs `LOBBY_WINDOW`, the path of the built program; `cargo xtask test` sets it.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::actions::{InputSource, KeyAction, KeyActions};
use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::processes::Family;

/// How long the program may take until WebDriver has its page. A program that ends at start is noticed here.
const START_MAX: Duration = Duration::from_secs(90);
/// How long a page may take to show what a test waits for.
const WAIT_MAX: Duration = Duration::from_secs(20);
const WAIT_STEP: Duration = Duration::from_millis(40);
const SCREEN: &str = "1920x1200x24";

/// Returns how long a page may take: longer with a hotel of the tester's own choice, where a package is a minute's work.
fn wait_max() -> Duration {
    if std::env::var_os("LOBBY_TOUR_HOTEL").is_some() { WAIT_MAX * 9 } else { WAIT_MAX }
}

/// Returns the program under test, or prints that the window tests are skipped.
pub fn program() -> Option<PathBuf> {
    match std::env::var_os("LOBBY_WINDOW").filter(|path| !path.is_empty()) {
        Some(path) => Some(PathBuf::from(path)),
        None => {
            println!("skipped: LOBBY_WINDOW names no built window (`cargo xtask test` sets it)");
            None
        }
    }
}

/// What a window starts with.
pub struct Start {
    program: PathBuf,
    width: u32,
    height: u32,
    home: Option<PathBuf>,
    variables: Vec<(String, String)>,
}

impl Start {
    /// A window of 1440 × 900 with an empty data folder.
    pub fn of(program: PathBuf) -> Self {
        Start { program, width: 1440, height: 900, home: None, variables: Vec::new() }
    }

    pub fn size(mut self, width: u32, height: u32) -> Self {
        (self.width, self.height) = (width, height);
        self
    }

    /// Uses an existing data folder, which the window does not remove afterwards.
    pub fn data_folder(mut self, folder: &Path) -> Self {
        self.home = Some(folder.to_path_buf());
        self
    }

    /// A desktop that prefers dark windows.
    pub fn dark(self) -> Self {
        self.variable("GTK_THEME", "Adwaita:dark")
    }

    pub fn variable(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Opens the window and waits for its page.
    pub fn open(self) -> Window {
        Window::open(self)
    }
}

/// The running program. Fields are dropped in order: the session's client, the program, the display, the folders.
pub struct Window {
    client: Client,
    runtime: Runtime,
    driver: Family,
    _display: Option<Family>,
    folder: TempDir,
    data: PathBuf,
}

impl Window {
    fn open(start: Start) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = start.home.clone().unwrap_or_else(|| folder.path().join("data"));
        let (display, display_name) = display();
        let port = free_port();
        let driver = Family::start(&mut driver(&start, folder.path(), &data, &display_name, port));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a tokio runtime");
        let client = match runtime.block_on(connect(&start.program, port)) {
            Ok(client) => client,
            Err(error) => panic!("{error}\n{}", log_of(folder.path())),
        };
        let window = Window { client, runtime, driver, _display: display, folder, data };
        window.resize(start.width, start.height);
        window
    }

    /// Returns the data folder of the running program.
    pub fn data_folder(&self) -> &Path {
        &self.data
    }

    /// Returns the ids of the program, its web processes and the driver.
    pub fn process_ids(&self) -> Vec<u32> {
        self.driver.ids()
    }

    /// Sets the inner size in CSS pixels and waits until the page has it.
    pub fn resize(&self, width: u32, height: u32) {
        self.run(self.client.set_window_size(width, height)).expect("the window takes a size");
        self.wait_until("the window has the size asked for", || {
            let inner = self.script("return [innerWidth, innerHeight]", vec![]);
            (inner == json!([width, height])).then_some(())
        });
    }

    /// Presses keys one after the other: `Ctrl+K`, `F9`, `Alt+1`, `Enter`, `?`.
    pub fn press(&self, keys: &str) {
        let mut parts: Vec<&str> = keys.split('+').collect();
        if keys.ends_with('+') {
            parts = vec!["+"];
        }
        let values: Vec<char> = parts.iter().map(|part| key(part)).collect();
        let down = values.iter().map(|value| KeyAction::Down { value: *value });
        let up = values.iter().rev().map(|value| KeyAction::Up { value: *value });
        let actions = down.chain(up).fold(KeyActions::new("keyboard".to_owned()), InputSource::then);
        self.run(self.client.perform_actions(actions)).unwrap_or_else(|error| panic!("{keys} could not be pressed: {error}"));
    }

    /// Types a text, Chinese included, into whatever has the caret.
    pub fn type_text(&self, text: &str) {
        let typed = self.run(async { self.client.active_element().await?.send_keys(text).await });
        typed.unwrap_or_else(|error| panic!("the text could not be typed: {error}"));
    }

    /// Clicks the element with this `data-test` name once it is there.
    pub fn click(&self, name: &str) {
        let element = self.find(name);
        self.run(element.click()).unwrap_or_else(|error| panic!("{name} could not be clicked: {error}"));
    }

    /// Waits for the element with this `data-test` name.
    pub fn find(&self, name: &str) -> Element {
        self.find_css(&format!("[data-test=\"{name}\"]"))
    }

    /// Waits for the first element of a CSS selector.
    pub fn find_css(&self, selector: &str) -> Element {
        self.wait_until(selector, || self.run(self.client.find(Locator::Css(selector))).ok())
    }

    /// Returns the shown text of the element with this `data-test` name.
    pub fn text_of(&self, name: &str) -> String {
        let element = self.find(name);
        self.run(element.text()).expect("an element's text")
    }

    /// Waits until the page shows `text` somewhere.
    pub fn wait_for_text(&self, text: &str) {
        self.wait_until(&format!("the text “{text}”"), || self.shows(text).then_some(()));
    }

    /// Waits until the first element of a CSS selector shows `text`.
    pub fn wait_for_text_in(&self, selector: &str, text: &str) {
        self.wait_until(&format!("“{text}” in {selector}"), || self.text_in(selector).contains(text).then_some(()));
    }

    /// Does `act` and waits until the page has said `text` since. What is said goes by itself after four seconds, and on a busy
    /// machine this process may not look for longer: the page itself remembers what it said.
    pub fn wait_until_said(&self, text: &str, act: impl FnOnce()) {
        let remember = "window.said = [];
            const place = document.querySelector('.toasts');
            const told = () => window.said.push(place.innerText);
            new MutationObserver(told).observe(place, { childList: true, subtree: true, characterData: true });";
        self.script(remember, vec![]);
        act();
        self.wait_until(&format!("“{text}” was said"), || {
            let said = self.script("return window.said.join(' ')", vec![]);
            said.as_str().is_some_and(|said| said.contains(text)).then_some(())
        });
    }

    /// Returns what the first element of a CSS selector shows now, or nothing where there is none or it is put away.
    pub fn text_in(&self, selector: &str) -> String {
        let seen = "const found = document.querySelector(arguments[0]);
            return found !== null && found.getClientRects().length > 0 ? found.innerText : ''";
        let shown = self.script(seen, vec![json!(selector)]);
        shown.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until what has the caret fits a CSS selector.
    pub fn wait_for_caret(&self, selector: &str) {
        self.wait_until(&format!("the caret in {selector}"), || {
            let there = self.script("return document.activeElement?.matches(arguments[0]) === true", vec![json!(selector)]);
            (there == true).then_some(())
        });
    }

    /// Waits until no element has this `data-test` name.
    pub fn wait_gone(&self, name: &str) {
        let selector = format!("[data-test=\"{name}\"]");
        self.wait_until(&format!("{name} is gone"), || {
            let found = self.run(self.client.find_all(Locator::Css(&selector)));
            found.is_ok_and(|elements| elements.is_empty()).then_some(())
        });
    }

    /// Tells whether the page shows `text` now.
    pub fn shows(&self, text: &str) -> bool {
        let shown = self.script("return document.body.innerText", vec![]);
        shown.as_str().is_some_and(|shown| shown.contains(text))
    }

    /// Runs a function body in the page and returns its answer.
    pub fn script(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.run(self.client.execute(body, arguments)).unwrap_or_else(|error| panic!("the page refused a script: {error}"))
    }

    /// Runs a function body whose last argument is the function to answer with.
    pub fn script_async(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.run(self.client.execute_async(body, arguments)).unwrap_or_else(|error| panic!("the page refused a script: {error}"))
    }

    /// Waits until what the page holds is painted: it says that something is there two frames and its fonts before.
    pub fn painted(&self) {
        let painted = "const answer = arguments[0];
            document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(answer, 60))));";
        self.script_async(painted, vec![]);
    }

    /// Writes a PNG of the page.
    pub fn screenshot(&self, path: &Path) {
        self.painted();
        let picture = self.run(self.client.screenshot()).expect("a picture of the page");
        std::fs::write(path, picture).unwrap_or_else(|error| panic!("{} could not be written: {error}", path.display()));
    }

    /// Asks again until `probe` answers; on time-out fails with what was awaited and what the page shows.
    pub fn wait_until<T>(&self, awaited: &str, probe: impl Fn() -> Option<T>) -> T {
        let begun = Instant::now();
        loop {
            if let Some(found) = probe() {
                return found;
            }
            let longest = wait_max();
            if begun.elapsed() > longest {
                panic!("{awaited}: not seen within {} s. {}", longest.as_secs(), self.state());
            }
            std::thread::sleep(WAIT_STEP);
        }
    }

    /// Closes the window as a person would and waits for the program's end; the data folder stays until the drop.
    pub fn close(&mut self) {
        let client = self.client.clone();
        if let Err(error) = self.runtime.block_on(client.close()) {
            panic!("the window did not close: {error}");
        }
    }

    /// Returns what a person would want to know of a page that did not do as awaited, and leaves a picture of it.
    fn state(&self) -> String {
        let shown = self.script("return document.body.innerText", vec![]);
        let picture = std::env::temp_dir().join(format!("lobby-window-{}.png", std::process::id()));
        self.screenshot(&picture);
        format!("The page ({}) shows:\n{}\n{}", picture.display(), shown.as_str().unwrap_or_default(), log_of(self.folder.path()))
    }

    fn run<T>(&self, action: impl Future<Output = T>) -> T {
        self.runtime.block_on(action)
    }
}

/// Starts a virtual display, or takes the one that `LOBBY_DISPLAY` names to let a person watch; returns what keeps it, and
/// its name.
pub fn display() -> (Option<Family>, String) {
    if let Ok(name) = std::env::var("LOBBY_DISPLAY") {
        return (None, name);
    }
    let mut family = Family::start(
        Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    );
    let stdout = family.first().stdout.take().expect("the display's output is piped");
    let mut number = String::new();
    BufReader::new(stdout).read_line(&mut number).expect("the display's number");
    assert!(!number.trim().is_empty(), "Xvfb ended without a display");
    (Some(family), format!(":{}", number.trim()))
}

fn driver(start: &Start, folder: &Path, data: &Path, display: &str, port: u16) -> Command {
    let runtime_folder = folder.join("runtime");
    std::fs::create_dir_all(&runtime_folder).expect("the runtime folder");
    let log = std::fs::File::create(folder.join("window.log")).expect("the window's log");
    let mut command = Command::new("WebKitWebDriver");
    command
        .arg(format!("--port={port}"))
        .arg("--host=127.0.0.1")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env("DISPLAY", display)
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        .env("HOME", folder)
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .env("XDG_CACHE_HOME", folder.join("cache"))
        .env("XDG_DATA_HOME", folder.join("share"))
        .env("XDG_RUNTIME_DIR", runtime_folder)
        .env("LOBBY_HOME", data)
        // A person's own Lobby on this desktop must not answer for the one under test.
        .env("DBUS_SESSION_BUS_ADDRESS", "disabled:")
        // Neither the machine's zone nor its language may decide what a hotel sees.
        .env("TZ", "Pacific/Auckland")
        .env("LANG", "C.UTF-8")
        .env("NO_AT_BRIDGE", "1")
        // Drawn plainly, as the program would be on a machine without a card, a picture asked for by WebDriver may never come.
        .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
        .envs(start.variables.iter().map(|(name, value)| (name, value)))
        .stdout(log.try_clone().expect("a second handle of the log"))
        .stderr(log);
    command
}

async fn connect(program: &Path, port: u16) -> Result<Client, String> {
    let capabilities = json!({
        "webkitgtk:browserOptions": { "binary": program, "args": [] },
        "timeouts": { "script": 60_000 },
    });
    let Value::Object(capabilities) = capabilities else {
        return Err("capabilities are an object".to_owned());
    };
    let address = format!("http://127.0.0.1:{port}");
    let begun = Instant::now();
    while tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_err() {
        if begun.elapsed() > START_MAX {
            return Err("WebKitWebDriver does not listen".to_owned());
        }
        tokio::time::sleep(WAIT_STEP).await;
    }
    let mut builder = ClientBuilder::new(HttpConnector::new());
    let session = builder.capabilities(capabilities).connect(&address);
    match tokio::time::timeout(START_MAX, session).await {
        Ok(Ok(client)) => Ok(client),
        Ok(Err(error)) => Err(format!("the window did not open: {error}")),
        Err(_) => Err(format!("the window did not open within {} s", START_MAX.as_secs())),
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its number").port()
}

fn log_of(folder: &Path) -> String {
    let log = std::fs::read_to_string(folder.join("window.log")).unwrap_or_default();
    if log.is_empty() {
        return "The program printed nothing.".to_owned();
    }
    format!("The program printed:\n{log}")
}

/// Returns WebDriver's character of a key (W3C WebDriver, "Keyboard actions").
fn key(name: &str) -> char {
    match name {
        "Ctrl" => '\u{e009}',
        "Alt" => '\u{e00a}',
        "Shift" => '\u{e008}',
        "Enter" => '\u{e007}',
        "Esc" => '\u{e00c}',
        "Tab" => '\u{e004}',
        "Backspace" => '\u{e003}',
        "Delete" => '\u{e017}',
        "Space" => ' ',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        _ => function_key(name).unwrap_or_else(|| single(name)),
    }
}

fn function_key(name: &str) -> Option<char> {
    let number: u32 = name.strip_prefix('F')?.parse().ok()?;
    (1..=12).contains(&number).then(|| char::from_u32(0xe030 + number))?
}

fn single(name: &str) -> char {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        // `Ctrl+K` is written with a capital and pressed without Shift.
        (Some(letter), None) => letter.to_ascii_lowercase(),
        _ => panic!("no key is called {name}"),
    }
}
