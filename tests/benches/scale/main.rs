//! The scale benchmark: a practice hotel of a million guests, measured line by line beside the floor of the same run.
//!
//! `cargo xtask bench` starts it. LOBBY_BENCH_GUESTS asks for another size; LOBBY_DATA names the folder of public data with
//! the real booking file; LOBBY_WINDOW names the built window. What is not there is said and left out. Absent on purpose:
//! any limit that a run must keep; a machine's load is nobody's fault, and a timed test lies sooner or later.

mod exporting;
mod hotel;
mod importing;
mod machine;
mod postings;
mod questions;
mod reading;
mod table;
mod timing;
#[cfg(target_os = "linux")]
mod window;

use table::Table;

fn main() {
    let before = machine::load();
    let hotel = hotel::Kept::of(hotel::guests_asked());
    let mut table = Table::default();
    reading::box_lines(&hotel, &mut table);
    reading::card_line(&hotel, &mut table);
    postings::line(&hotel, &mut table);
    importing::line(&mut table);
    exporting::line(&hotel, &mut table);
    drop(hotel.store);
    #[cfg(target_os = "linux")]
    window::lines(&hotel.folder, hotel.guests, &mut table);
    println!("\n{}\n", machine::sentence());
    println!("Load average before the run: {before}; after it: {}.\n", machine::load());
    print!("{table}");
}
