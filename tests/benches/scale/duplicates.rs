//! Everybody compared with everybody, and one guest as at each save.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    duplicates::{self, Watch},
    guests::{self, NewGuest},
};

use crate::hotel::Kept;
use crate::machine;
use crate::table::Table;
use crate::timing::{Times, shown};

/// Guests that are written down again.
const SAVES: u64 = 200;

/// Adds the lines of the search for duplicates.
pub fn lines(hotel: &Kept, table: &mut Table) {
    machine::forget_peak();
    let begun = Instant::now();
    let search = |db: &_| duplicates::search(db, &mut Watch::new(&mut |_| ControlFlow::Continue(())));
    let run = hotel.store.read_as_house(search).expect("everybody is compared");
    let searched = begun.elapsed();
    let request = hotel.request(Role::DataOfficer);
    let ran = hotel.store.write(&request, Op::FindDuplicates, &(), |tx| duplicates::keep(tx, &run)).expect("it is kept").value;
    let kept = begun.elapsed() - searched;
    drop(run);
    let size = format!("{} guests, {} comparisons, {} suspects", ran.guests, ran.compared, ran.suspects);
    let lobby = format!("{} compared, {} written; peak memory {}", seconds(searched), seconds(kept), machine::peak());
    table.add("Duplicates, full run", size, lobby, "—");
    saves(hotel, table);
}

/// Saves guests whose names many have, each with everything that a save does.
fn saves(hotel: &Kept, table: &mut Table) {
    let mut times = Times::default();
    for (name, born) in ["王建国", "李伟", "张丽", "James White", "Wang Jianguo"].iter().cycle().zip(0..SAVES) {
        let birth_date = Some(format!("19{:02}-{:02}-{:02}", 50 + born % 50, 1 + born % 12, 1 + born % 28));
        let new = NewGuest { name: (*name).to_owned(), birth_date, ..NewGuest::default() };
        let request = hotel.request(Role::Receptionist);
        times.run(|| hotel.store.write(&request, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("a guest is added"));
    }
    let size = format!("{} guests, {SAVES} saves of common names", hotel.guests);
    table.add("Saving a guest, duplicates looked for", size, times, "—");
}

fn seconds(time: Duration) -> String {
    if time.as_secs() < 10 { shown(time) } else { format!("{:.0} s", time.as_secs_f64()) }
}
