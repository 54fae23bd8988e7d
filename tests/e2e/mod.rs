//! The real window, end to end. Runs where `LOBBY_WINDOW` names the built program.

mod frame;
mod looks;
mod offline;
mod start;
mod tour;
