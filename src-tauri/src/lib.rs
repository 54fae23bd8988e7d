//! The desktop shell: one window, the commands it may call, and where its files are.
//!
//! Absent on purpose: rules, SQL and texts. They live in `lobby-core`; this crate gives it the clock, entropy,
//! the session and a thread.

mod backups;
mod checks;
mod commands;
mod desk;
#[cfg(target_os = "linux")]
mod drawing;
mod fault;
mod folder;
mod home;
mod jobs;
mod nightly;
mod routine;
mod seat;
mod wire;

use tauri::Manager;

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error("there is no display; neither DISPLAY nor WAYLAND_DISPLAY is set")]
    NoDisplay,
    #[error(transparent)]
    Window(#[from] tauri::Error),
}

#[cfg(target_os = "linux")]
pub use drawing::plainly_without_a_card;

/// Opens the window and returns once it was closed. A data folder that cannot be used ends the process with code 1
/// and a sentence on standard error.
///
/// Errors: the window system refuses.
pub fn run() -> Result<(), StartError> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(StartError::NoDisplay);
    }
    let window = tauri::Builder::default()
        // First, so that a second launch hands over before anything else of it begins.
        .plugin(tauri_plugin_single_instance::init(|app, _args, _folder| {
            show_window(app);
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(wire::builder::<tauri::Wry>().invoke_handler())
        .setup(|app| {
            match home::data_folder(app) {
                Ok(folder) => app.manage(desk::Desk::new(folder)),
                Err(error) => {
                    // An error returned from here would be a panic with a stack instead of a sentence.
                    eprintln!("Lobby could not start: {error}");
                    std::process::exit(1);
                }
            };
            app.manage(nightly::Nightly::default());
            app.manage(backups::Backups::default());
            app.manage(routine::Routines::default());
            app.manage(checks::Checks::default());
            jobs::begin(app.handle().clone());
            nightly::begin(app.handle().clone());
            backups::begin(app.handle().clone());
            folder::begin(app.handle().clone());
            routine::begin(app.handle().clone());
            checks::begin(app.handle().clone());
            Ok(())
        });
    Ok(window.run(context())?)
}

/// Returns what the program was built with: the page, its content policy, and who may call which command.
fn context<R: tauri::Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}

/// Ends the process when the calling thread panics, after the panic was printed.
///
/// The window's own thread runs inside the toolkit's callbacks. A panic there must not leave a window that
/// neither answers nor closes; panics of other threads stay with whoever waits for them.
pub fn exit_on_panic_of_this_thread() {
    let window_thread = std::thread::current().id();
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        print(panic);
        if std::thread::current().id() == window_thread {
            std::process::exit(101);
        }
    }));
}

fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn show_window(app: &tauri::AppHandle) {
    let Some(window) = app.get_webview_window("main") else {
        return;
    };
    for outcome in [window.unminimize(), window.show(), window.set_focus()] {
        if let Err(error) = outcome {
            eprintln!("the window could not be brought to the front: {error}");
        }
    }
}
