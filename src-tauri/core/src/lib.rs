//! The core of Lobby: guest histories, complaint tickets and loyalty points of one hotel.
//!
//! Owns every rule and every row. Absent on purpose: a window, async, a clock, a source of randomness; time and entropy
//! are handed in by the shells as values (see [`base::request::Request`]).
//!
//! Floors, lowest first; a module imports from lower floors only: `base` · `audit` · `db` · domains (`staff`, `guests`,
//! `stays`, `tickets`, `loyalty`, `search`) · `flows`, `profile`, `arrivals`, `history`, `import`, `export`, `practice`, `backup`.

pub mod arrivals;
pub mod audit;
pub mod backup;
pub mod base;
pub mod bring_back;
pub mod carry;
pub mod check;
pub mod courtesy;
pub mod db;
pub mod dossier;
pub mod duplicates;
pub mod duty;
pub mod export;
pub mod flows;
pub mod group;
pub mod guests;
pub mod history;
pub mod i18n;
pub mod import;
pub mod loyalty;
pub mod morning;
pub mod open;
pub mod practice;
pub mod privacy;
pub mod profile;
pub mod search;
pub mod staff;
pub mod stats;
pub mod stays;
#[cfg(test)]
mod tests;
pub mod tickets;
pub mod warnings;
