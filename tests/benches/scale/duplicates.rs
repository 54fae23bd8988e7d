//! Everybody compared with everybody, and one guest as at each save.

use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

use lobby_core::{
    audit::op::Op,
    base::role::Role,
    duplicates::{self, Watch},
    guests::{self, EditGuest, Guest},
};

use crate::hotel::Kept;
use crate::machine;
use crate::questions;
use crate::table::Table;
use crate::timing::{Times, shown};

/// Guests that are saved.
const SAVES: usize = 500;

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

/// Saves guests from all over the file, each with everything that a save does.
fn saves(hotel: &Kept, table: &mut Table) {
    let (mut saves, mut looks) = (Times::default(), Times::default());
    let people = questions::drawn(&hotel.path);
    for drawn in people.iter().take(SAVES) {
        let seen = hotel.store.read_as_house(|db| guests::get(db, drawn.id)).expect("the guest is read");
        let wanted = Guest { note: format!("{} .", seen.note.trim_end_matches(" .")), ..seen.clone() };
        let input = EditGuest { seen, wanted };
        let request = hotel.request(Role::Receptionist);
        saves.run(|| hotel.store.write(&request, Op::EditGuest, &input, |tx| guests::edit(tx, &input)).expect("it is saved"));
        let look = || hotel.store.upkeep(|db, _| duplicates::refresh(db, request.at, &[drawn.id.raw()]));
        looks.run(look).expect("the guest is looked for");
    }
    let size = format!("{} guests, {} saves", hotel.guests, saves.count());
    table.add("Saving a guest, duplicates looked for", size, saves, format!("looking again alone: {looks}"));
}

fn seconds(time: Duration) -> String {
    if time.as_secs() < 10 { shown(time) } else { format!("{:.0} s", time.as_secs_f64()) }
}
