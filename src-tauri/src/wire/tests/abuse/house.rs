//! A made-up hotel behind the window's own door, without a window system, and what can be seen of it from beside.

use std::{
    cell::RefCell,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{Mutex, Once, PoisonError, mpsc},
    time::Duration,
};

use lobby_core::{
    base::{
        role::{Role, Session},
        time::{BusinessDate, HotelClock, Instant},
    },
    check::{self, Depth},
    db::{
        Store,
        keys::{FileKey, PRACTICE_PASSPHRASE, Slots},
    },
    open,
    practice::{self, Practice},
    staff::{self, User},
};
use serde_json::Value;
use tauri::{
    App, Manager, WebviewWindow, WebviewWindowBuilder,
    ipc::{CallbackFn, InvokeBody, InvokeError, InvokeResponse, InvokeResponseBody},
    test::{INVOKE_KEY, MockRuntime, mock_builder},
    webview::InvokeRequest,
};

use crate::{
    backups::Backups,
    checks::Checks,
    desk::{Desk, machine_now},
    nightly::Nightly,
    routine::Routines,
};

/// The longest that a command may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);
/// After how long the desk locks by itself: never while the harness runs.
const IDLE: Duration = Duration::from_secs(86_400);

/// What a command answered.
pub(super) enum Answer {
    Yes(Value),
    No(Value),
    Silence,
}

/// The state of the file, as somebody sees it who stands beside.
#[derive(Debug, PartialEq, Eq, Clone)]
pub(super) struct Seen {
    /// SQLite's own counter: another number where anybody committed anything.
    pub(super) version: i64,
    /// Rows of the history.
    pub(super) rows: i64,
}

/// A practice hotel of a hundred guests, a desk on it, and a page that may send what it likes.
pub(super) struct House {
    folder: PathBuf,
    key: FileKey,
    app: App<MockRuntime>,
    page: WebviewWindow<MockRuntime>,
    beside: RefCell<Option<Store>>,
    people: Vec<User>,
}

impl House {
    /// Returns the hotel behind `builder`, with who may call what as `context` says.
    pub(super) fn new(builder: &tauri_specta::Builder<MockRuntime>, context: tauri::Context<MockRuntime>, name: &str) -> Self {
        listen_for_panics();
        let memory = Path::new("/dev/shm");
        let under = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
        let folder = under.join(format!("lobby-{name}-{}", std::process::id()));
        fs::create_dir_all(folder.join("home")).expect("a folder");
        fs::create_dir_all(folder.join("sandbox/empty")).expect("a sandbox");
        // Where the program happens to stand: a path that does not begin at the root leads here, and nothing may come of it.
        fs::create_dir_all(folder.join("standing/here")).expect("a place to stand");
        std::env::set_current_dir(folder.join("standing/here")).expect("it stands there");
        fs::write(folder.join("sandbox/a.csv"), "姓名,电话\n甲,13800138000\n").expect("a file");
        fs::write(folder.join("sandbox/a.lobby"), "no database").expect("a file");
        let file = folder.join("home/practice.lobby");
        practice_hotel(&file);
        let key = Slots::read(&file).and_then(|slots| slots.open(&PRACTICE_PASSPHRASE.to_owned().into())).expect("the key");
        let (app, page) = door(builder, context);
        app.manage(Desk::new(folder.join("home")));
        app.manage(Nightly::default());
        app.manage(Backups::default());
        app.manage(Routines::default());
        app.manage(Checks::default());
        let beside = open::with_key(&file, key.clone()).expect("the file");
        let people = beside.read_as_house(staff::list).expect("people");
        Self { folder, key, app, page, beside: RefCell::new(Some(beside)), people }
    }

    /// Returns the folder that inputs may name.
    pub(super) fn sandbox(&self) -> PathBuf {
        self.folder.join("sandbox")
    }

    fn file(&self) -> PathBuf {
        self.folder.join("home/practice.lobby")
    }

    /// Has `role` at the desk, or nobody; with a PIN given just now or long ago.
    pub(super) fn seat(&self, role: Option<Role>, fresh: bool) {
        let desk = self.app.state::<Desk>();
        let is_ours = desk.store().is_some_and(|store| store.path() == self.file());
        if !is_ours {
            desk.close();
            desk.keep(open::with_key(&self.file(), self.key.clone()).expect("the file opens again")).expect("one window");
        }
        desk.lock(false);
        let Some(role) = role else { return };
        let user = self.people.iter().find(|user| user.role == role).expect("every role works in a practice hotel");
        let now = desk.store().map_or_else(machine_now, |store| store.hotel().now(machine_now()));
        let pin_at = if fresh { now } else { Instant::from_ms(now.ms() - 3_600_000) };
        desk.signed_in(Session { user: user.id, role, department: user.department, pin_at }, IDLE);
    }

    /// Sends `body` to `command`, as the page does.
    pub(super) fn ask(&self, command: &str, body: InvokeBody) -> Answer {
        ask(&self.page, command, body)
    }

    /// Returns how the file stands.
    pub(super) fn seen(&self) -> Seen {
        self.looking(|beside| {
            let rows = beside.read_as_house(|db| db.head()).expect("the head").seq;
            Seen { version: beside.data_version().expect("a version"), rows }
        })
    }

    /// Lets the file go that is looked at from beside; what swaps it wants it alone. Its counter begins anew.
    pub(super) fn look_away(&self) {
        *self.beside.borrow_mut() = None;
    }

    fn looking<T>(&self, look: impl FnOnce(&Store) -> T) -> T {
        let mut beside = self.beside.borrow_mut();
        look(beside.get_or_insert_with(|| open::with_key(&self.file(), self.key.clone()).expect("the file opens")))
    }

    /// Returns what does not agree in the file.
    pub(super) fn wrong(&self) -> usize {
        let user = self.people.iter().find(|user| user.role == Role::Administrator).expect("an administrator");
        let session = Session::without_pin(user.id, user.role, user.department);
        let checked = self.looking(|beside| check::file(beside, &session, Depth::Quick).expect("a check"));
        checked.parts().iter().map(|(_, part)| part.wrong.len()).sum()
    }

    /// Returns what lies outside the places that inputs may name and the desk's own.
    pub(super) fn planted(&self) -> Vec<String> {
        let standing = self.folder.join("standing");
        let found = |folder: &Path, known: &[&str]| -> Vec<String> {
            let names =
                fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
            names.filter(|name| !known.contains(&name.as_str())).collect()
        };
        let outside = found(&self.folder, &["home", "sandbox", "standing"]);
        [outside, found(&standing, &["here"]), found(&standing.join("here"), &[])].concat()
    }

    /// Returns the folder's path, which no answer may name but to say where something was put.
    pub(super) fn path(&self) -> String {
        self.folder.display().to_string()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        self.app.state::<Desk>().close();
        self.look_away();
        // Nobody stands in a folder that goes.
        let _stood_elsewhere = std::env::set_current_dir(std::env::temp_dir());
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            eprintln!("the harness leaves {}: {error}", self.folder.display());
        }
    }
}

/// Returns a window system that is none, with the door of `builder` and who may call what as `context` says, and its page.
pub(super) fn door(
    builder: &tauri_specta::Builder<MockRuntime>,
    context: tauri::Context<MockRuntime>,
) -> (App<MockRuntime>, WebviewWindow<MockRuntime>) {
    let app = mock_builder().invoke_handler(builder.invoke_handler()).build(context).expect("an app");
    let page = WebviewWindowBuilder::new(&app, "main", tauri::WebviewUrl::default()).build().expect("a page");
    (app, page)
}

/// Sends `body` to `command`, as `page` does.
pub(super) fn ask(page: &WebviewWindow<MockRuntime>, command: &str, body: InvokeBody) -> Answer {
    let (tell, told) = mpsc::sync_channel(1);
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().expect("an address"),
        body,
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    let hear = move |_, _, answer, _, _| {
        // Nobody waits any more where the harness lost its patience.
        let _late = tell.send(answer);
    };
    let page: tauri::Webview<MockRuntime> = AsRef::<tauri::Webview<MockRuntime>>::as_ref(page).clone();
    let asked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| page.on_message(request, Box::new(hear))));
    if asked.is_err() {
        return Answer::Silence;
    }
    match told.recv_timeout(PATIENCE) {
        Ok(InvokeResponse::Ok(InvokeResponseBody::Json(text))) => Answer::Yes(serde_json::from_str(&text).unwrap_or_default()),
        Ok(InvokeResponse::Ok(InvokeResponseBody::Raw(_))) => Answer::Yes(Value::Null),
        Ok(InvokeResponse::Err(InvokeError(value))) => Answer::No(value),
        Err(_) => Answer::Silence,
    }
}

fn practice_hotel(file: &Path) {
    let now = machine_now();
    let clock = HotelClock { zone: practice::TIME_ZONE.parse().expect("a zone"), day_ends_hour: practice::DAY_ENDS_HOUR };
    let today: BusinessDate = clock.business_date(now);
    let wanted = Practice { guests: practice::GUESTS_MIN, seed: 1, today: today.date() };
    let pin = staff::hash_pin(staff::PRACTICE_PIN, [7; 16]).expect("a PIN");
    let mut watch = |_, _| ControlFlow::Continue(());
    open::practice_hotel(file, &wanted, &pin, now, [9; 32], &mut watch).expect("a practice hotel");
}

static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Writes down where anything panics, on whatever thread.
fn listen_for_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            let at = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
            PANICS.lock().unwrap_or_else(PoisonError::into_inner).push(at);
            // The bad commands panic on purpose; their stack tells nobody anything.
            if !panic.location().is_some_and(|at| at.file().ends_with("bad.rs")) {
                before(panic);
            }
        }));
    });
}

/// Returns where anything panicked since the last time.
pub(super) fn panics() -> Vec<String> {
    std::mem::take(&mut PANICS.lock().unwrap_or_else(PoisonError::into_inner))
}
