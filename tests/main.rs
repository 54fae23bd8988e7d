//! One binary of tests: linking once is what makes them quick.

mod attachments;
mod authority;
mod backup;
mod care;
mod check;
mod clocks;
mod compensation;
mod documents;
mod dossier;
mod drafts;
mod duplicates;
mod duty;
#[cfg(target_os = "linux")]
mod e2e;
mod exchange;
mod figures;
mod files;
mod guest_list;
mod guests;
mod history;
mod import;
mod inbox;
mod kinds;
mod loyalty;
mod merge;
mod migrations;
mod paths;
mod phone;
mod practice;
mod reopening;
mod roles;
mod store;
mod tickets;
mod tidy;
mod today;
mod warnings;
