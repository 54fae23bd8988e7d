//! The real window, end to end. Runs where `LOBBY_WINDOW` names the built program.

mod analysis;
mod attachments;
mod authority;
mod balances;
mod calls;
mod card;
mod clocks;
mod duty;
mod frame;
mod imports;
mod installing;
mod joining;
mod looks;
mod members;
mod offline;
mod pictures;
mod points_shown;
mod programme;
mod rewards;
mod said;
mod scenario_a;
mod scenario_b;
mod scenario_d;
mod start;
mod tour;
