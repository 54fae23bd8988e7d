//! Commands as nobody should write them, one of each sort: the harness must find them all.

use std::collections::BTreeMap;

use lobby_core::{
    audit::op::Op,
    base::error::Error,
    db::openings::{self, Opened},
    practice, search,
    staff::{self, User},
};
use tauri::{State, test::MockRuntime};
use tauri_specta::{Builder, collect_commands};

use super::{
    judge::{CHANGED, LEAKED, NO_FAULT, PANICKED, WITHOUT_LEAVE},
    shapes::{Command, Shape, Shapes},
};
use crate::{
    desk::{Desk, machine_now},
    fault::Fault,
    wire::door,
};

/// Trusts what it is sent.
#[tauri::command(root = "door")]
#[specta::specta]
fn bad_panic(words: String) -> Result<String, Fault> {
    Ok(words.chars().nth(2).expect("three letters").to_string())
}

/// Asks nobody who they are.
#[tauri::command(root = "door")]
#[specta::specta]
fn bad_people(desk: State<'_, Desk>) -> Result<Vec<User>, Fault> {
    let store = desk.store().ok_or_else(|| Fault::refused("nothing_open"))?;
    Ok(store.read_as_house(staff::list)?)
}

/// Asks who is there, and not whether they may.
#[tauri::command(root = "door")]
#[specta::specta]
fn bad_role(desk: State<'_, Desk>) -> Result<Vec<User>, Fault> {
    desk.session().ok_or_else(|| Fault::refused("signed_out"))?;
    bad_people(desk)
}

/// Writes first and thinks afterwards.
#[tauri::command(root = "door")]
#[specta::specta]
fn bad_half(desk: State<'_, Desk>) -> Result<(), Fault> {
    let (Some(store), Some(session)) = (desk.store(), desk.session()) else { return Err(Fault::refused("signed_out")) };
    let at = store.hotel().now(machine_now());
    let today = store.hotel().clock.business_date(at);
    store.upkeep(|db, _| {
        let hit = search::find(db, practice::SUSPECT_PHONE, today, 1)?.into_iter().next().expect("the practice hotel has them");
        openings::note(db, &Opened { guest: hit.guest_id, user: session.user, at, today })
    })?;
    Err(Fault::refused("bad_value"))
}

/// Tells what it was doing, and where.
#[tauri::command(root = "door")]
#[specta::specta]
fn bad_words(desk: State<'_, Desk>) -> Result<(), Fault> {
    Err(Error::Damaged { what: format!("SELECT name FROM guests in {}", desk.home().display()) }.into())
}

/// Takes its input through the framework's own door.
#[tauri::command]
#[specta::specta]
fn bad_door(count: u8) -> Result<u8, Fault> {
    Err(Fault::refused(if count > 9 { "bad_value" } else { "too_long" }))
}

/// Returns the door of the bad commands.
pub(super) fn builder() -> Builder<MockRuntime> {
    Builder::new().commands(collect_commands![bad_panic, bad_people, bad_role, bad_half, bad_words, bad_door])
}

/// Returns what they take.
pub(super) fn shapes() -> Shapes {
    let command = |name: &str, takes: Option<(&str, Shape)>| Command {
        name: name.to_owned(),
        takes: takes.into_iter().map(|(key, shape)| (key.to_owned(), shape)).collect(),
        answers: Shape::Null,
    };
    let mut shapes = Shapes::default();
    shapes.commands = vec![
        command("bad_panic", Some(("words", Shape::Text))),
        command("bad_people", None),
        command("bad_role", None),
        command("bad_half", None),
        command("bad_words", None),
        command("bad_door", Some(("count", Shape::Number))),
    ];
    shapes
}

/// Returns for whom each of them should be.
pub(super) fn operations() -> BTreeMap<String, Vec<Op>> {
    BTreeMap::from([("bad_role".to_owned(), vec![Op::EraseGuest])])
}

/// Returns what must be found of `name`.
pub(super) fn what(name: &str) -> &'static str {
    match name {
        "bad_panic" => PANICKED,
        "bad_people" | "bad_role" => WITHOUT_LEAVE,
        "bad_half" => CHANGED,
        "bad_words" => LEAKED,
        _ => NO_FAULT,
    }
}
