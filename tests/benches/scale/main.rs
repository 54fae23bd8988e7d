//! The scale benchmark: a practice hotel of a million guests, measured line by line beside the floor of the same run.
//!
//! `cargo xtask bench` starts it. LOBBY_BENCH_GUESTS asks for another size; LOBBY_DATA names the folder of public data with
//! the real booking file; LOBBY_WINDOW names the built window. What is not there is said and left out. LOBBY_BENCH_ONLY names
//! the parts that one works on. Absent on purpose: any limit that a run must keep; a machine's load is nobody's fault, and a
//! timed test lies sooner or later.

mod duplicates;
mod exporting;
mod hotel;
mod importing;
mod inbox;
mod ledger;
mod listing;
mod machine;
mod mornings;
#[cfg(target_os = "linux")]
mod opening;
#[cfg(target_os = "linux")]
mod postgres;
mod postings;
mod questions;
mod reading;
mod table;
mod timing;
#[cfg(target_os = "linux")]
mod typing;
mod upkeep;
mod warnings;
#[cfg(target_os = "linux")]
mod window;

use table::Table;

fn main() {
    let before = machine::load();
    let hotel = hotel::Kept::of(hotel::guests_asked());
    let mut table = Table::default();
    if is_wanted("box") {
        reading::box_lines(&hotel, &mut table);
    }
    if is_wanted("card") {
        reading::card_line(&hotel, &mut table);
    }
    if is_wanted("list") {
        listing::lines(&hotel, &mut table);
    }
    if is_wanted("postings") {
        postings::line(&hotel, &mut table);
    }
    if is_wanted("backup") {
        upkeep::lines(&hotel, &mut table);
    }
    if is_wanted("duplicates") {
        duplicates::lines(&hotel, &mut table);
    }
    if is_wanted("warnings") {
        warnings::lines(&hotel, &mut table);
    }
    if is_wanted("inbox") {
        inbox::lines(&hotel, &mut table);
    }
    if is_wanted("mornings") {
        mornings::lines(&hotel, &mut table);
    }
    if is_wanted("programme") {
        ledger::report_line(&hotel, &mut table);
    }
    if is_wanted("tiers") {
        ledger::tier_lines(&hotel, &mut table);
    }
    if is_wanted("statement") {
        ledger::statement_lines(&mut table);
    }
    if is_wanted("expiry") {
        ledger::expiry_line(&mut table);
    }
    if is_wanted("import") {
        importing::line(&mut table);
    }
    if is_wanted("package") {
        exporting::line(&hotel, &mut table);
    }
    drop(hotel.store);
    #[cfg(target_os = "linux")]
    if is_wanted("window") {
        window::lines(&hotel.folder, hotel.guests, &mut table);
    }
    #[cfg(target_os = "linux")]
    if is_wanted("typing") {
        typing::line(&hotel.folder, hotel.guests, &mut table);
    }
    println!("\n{}\n", machine::sentence());
    println!("Load average before the run: {before}; after it: {}.\n", machine::load());
    print!("{table}");
}

/// Whether a part is measured: all are, unless LOBBY_BENCH_ONLY names some, with commas between.
fn is_wanted(part: &str) -> bool {
    std::env::var("LOBBY_BENCH_ONLY").map_or(true, |parts| parts.split(',').any(|one| one.trim() == part))
}
