//! What the page may ask of the shell: one file a noun, every command named in `list.rs`.

pub(crate) mod attachments;
pub(crate) mod authority;
pub(crate) mod backups;
pub(crate) mod balances;
pub(crate) mod courtesy;
pub(crate) mod dossier;
pub(crate) mod duplicates;
pub(crate) mod duty;
pub(crate) mod events;
pub(crate) mod export;
pub(crate) mod facts;
pub(crate) mod find;
pub(crate) mod guests;
pub(crate) mod history;
pub(crate) mod import;
pub(crate) mod ledger;
pub(crate) mod loyalty;
pub(crate) mod merge;
pub(crate) mod practice;
pub(crate) mod programme;
pub(crate) mod rewards;
pub(crate) mod start;
pub(crate) mod stays;
pub(crate) mod tickets;
pub(crate) mod today;
pub(crate) mod warnings;
