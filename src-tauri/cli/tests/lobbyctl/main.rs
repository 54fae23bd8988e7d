//! `lobbyctl` as a scheduler meets it: the program itself, its JSON, its exit codes.

mod attachments;
mod authority;
mod balances;
mod calls;
mod dossier;
mod downtime;
mod duplicates;
mod external;
mod files;
mod group;
mod guest_list;
mod guests;
mod holidays;
mod import;
mod joining;
mod points;
mod programme;
mod rewards;
mod stops;
mod support;
mod tasks;
mod tills;
mod upkeep;
mod warnings;
