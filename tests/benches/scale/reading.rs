//! What a desk reads all day: the one box, and the guest's card.

use lobby_core::{audit::op::Op, base::role::Role, guests, profile, search};

use crate::hotel::{self, Kept};
use crate::questions::{self, Drawn, SHAPES};
use crate::table::Table;
use crate::timing::Times;

/// Guests that the window shows under the box.
const SHOWN: usize = 20;
/// Cards that are read.
const CARDS: usize = 2_000;

/// Adds the lines of the box: all questions, then each group of shapes.
pub fn box_lines(hotel: &Kept, table: &mut Table) {
    let people = questions::drawn(&hotel.path);
    let questions = questions::questions(&people);
    let mut boxes: Vec<Times> = SHAPES.iter().map(|_| Times::default()).collect();
    let mut floors: Vec<Times> = SHAPES.iter().map(|_| Times::default()).collect();
    for (ordinal, (shape, words)) in questions.iter().enumerate() {
        // In turn first and second: whoever comes second finds the pages that the other has read.
        if ordinal % 2 == 0 {
            floors[*shape].run(|| look_up(hotel, words));
            boxes[*shape].run(|| find(hotel, words));
        } else {
            boxes[*shape].run(|| find(hotel, words));
            floors[*shape].run(|| look_up(hotel, words));
        }
    }
    add(hotel, table, "One box, all questions", &boxes, &floors, |_| true);
    let mut said: Vec<&str> = Vec::new();
    for group in SHAPES.iter().map(|shape| shape.group) {
        if !said.contains(&group) {
            said.push(group);
            add(hotel, table, &format!("One box: {group}"), &boxes, &floors, |at| SHAPES[at].group == group);
        }
    }
}

fn add(hotel: &Kept, table: &mut Table, what: &str, boxes: &[Times], floors: &[Times], take: impl Fn(usize) -> bool) {
    let sum = |all: &[Times]| {
        let mut sum = Times::default();
        all.iter().enumerate().filter(|(at, _)| take(*at)).for_each(|(_, times)| sum.extend(times));
        sum
    };
    let (lobby, floor) = (sum(boxes), sum(floors));
    let size = format!("{} guests, {} questions", hotel.guests, lobby.count());
    table.add(what, size, lobby, format!("index alone: {floor}"));
}

fn find(hotel: &Kept, words: &str) -> usize {
    let session = hotel.request(Role::Receptionist).session;
    let found = hotel.store.read(&session, Op::FindGuests, |db| search::find(db, words, hotel::today(), SHOWN));
    found.expect("the box answers").len()
}

fn look_up(hotel: &Kept, words: &str) -> usize {
    let session = hotel.request(Role::Receptionist).session;
    let found = hotel.store.read(&session, Op::FindGuests, |db| search::bare_look_up(db, words));
    found.expect("the index answers")
}

/// Adds the line of the card.
pub fn card_line(hotel: &Kept, table: &mut Table) {
    let people = questions::drawn(&hotel.path);
    let session = hotel.request(Role::Receptionist).session;
    let (mut cards, mut bare) = (Times::default(), Times::default());
    let read_bare = |drawn: &Drawn| hotel.store.read(&session, Op::ShowGuest, |db| guests::get(db, drawn.id)).map(drop);
    let read_card = |drawn: &Drawn| {
        hotel.store.read(&session, Op::ShowGuest, |db| profile::card(db, drawn.id, hotel::today(), session.role)).map(drop)
    };
    for (ordinal, drawn) in people.iter().take(CARDS).enumerate() {
        if ordinal % 2 == 0 {
            bare.run(|| read_bare(drawn)).expect("the guest is read");
            cards.run(|| read_card(drawn)).expect("the card is read");
        } else {
            cards.run(|| read_card(drawn)).expect("the card is read");
            bare.run(|| read_bare(drawn)).expect("the guest is read");
        }
    }
    let size = format!("{} guests, {} cards", hotel.guests, cards.count());
    table.add("Guest's card", size, cards, format!("guest_details by key: {bare}"));
}
