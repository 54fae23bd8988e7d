#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    lobby::exit_on_panic_of_this_thread();
    #[cfg(target_os = "linux")]
    lobby::plainly_without_a_card();
    match lobby::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("Lobby could not start: {error}");
            ExitCode::FAILURE
        }
    }
}
