//! The wire between page and shell: the handler of every command, and their TypeScript types.
//!
//! ui/src/api/bindings.ts and src-tauri/capabilities/commands.json are written from here by `cargo xtask bindings`,
//! committed, and compared by the tests below. 64-bit integers are refused on purpose, since JavaScript's numbers
//! would round them: ids travel as text, amounts and counts as bounded numbers.

use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::commands::*;

mod door;

include!("commands/list.rs");

/// Returns the handler and the types of every command.
pub(crate) fn builder<R: tauri::Runtime>() -> Builder<R> {
    Builder::new().error_handling(ErrorHandlingMode::Result).commands(every_command!(collect_commands))
}

#[cfg(test)]
mod tests;
