//! A real file as an older, a newer and a careless program would leave it.

use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use rusqlite_migration::M;

use super::{
    Store,
    file::{APPLICATION_ID, beside},
    keys::{FileKey, SlotKind, Slots, key_store::StoreSecret},
    migrate::{STEPS, bring_to},
    settings, snapshot,
    store::connect,
};
use crate::{
    base::{entropy::Entropy, error::Result},
    history, open, staff,
    tests::{Folder, passphrase},
};

const NEXT: &str = "CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY) STRICT";

fn key_of(file: &Path) -> FileKey {
    Slots::read(file).and_then(|slots| slots.open(&passphrase())).expect("the passphrase opens it")
}

fn raw(file: &Path, key: &FileKey) -> Connection {
    connect(file, key, OpenFlags::SQLITE_OPEN_READ_WRITE).expect("the file opens")
}

fn version(conn: &Connection) -> i64 {
    conn.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a version")
}

/// Returns this program's steps and one that a later program would add.
fn with_next(next: &'static str) -> Vec<M<'static>> {
    STEPS.iter().cloned().chain([M::up(next)]).collect()
}

fn code<T>(outcome: Result<T>) -> &'static str {
    outcome.map_or_else(|error| error.code(), |_| "done")
}

#[test]
fn a_file_of_a_newer_program_is_refused_and_left_as_it_is() {
    let folder = Folder::new();
    let store = folder.hotel();
    let newer = STEPS.len() as i64 + 1;
    let set = store.upkeep(|db, _| Ok(db.conn().pragma_update(None, "user_version", newer)?));
    set.expect("as a newer program leaves it");
    drop(store);
    assert_eq!(code(open::open(&folder.file(), &passphrase())), "file_newer");
    let conn = raw(&folder.file(), &key_of(&folder.file()));
    assert_eq!(version(&conn), newer, "nothing was taken back");
}

#[test]
fn a_copy_that_its_passphrase_opens_is_kept_before_an_older_file_is_brought_up() {
    let folder = Folder::new();
    let head = folder.hotel().read_as_house(|db| db.head()).expect("a head");
    let (file, steps) = (folder.file(), with_next(NEXT));
    let key = key_of(&file);
    key_store_on(&file, &key);
    let mut conn = raw(&file, &key);
    bring_to(&mut conn, &file, &key, &steps).expect("brought up");
    assert_eq!(version(&conn), steps.len() as i64);
    conn.execute_batch("INSERT INTO later VALUES (1)").expect("the new table is there");
    let kept = beside(&file, &format!(".before-{}", steps.len()));
    let copy = open::open(&kept, &passphrase()).expect("the copy opens with the same passphrase");
    assert_eq!(copy.read_as_house(|db| db.head()).expect("its head"), head, "and holds what the file held");
    assert_eq!(copy.read_as_house(|db| history::chain(db, Some(&head))).expect("its chain"), None);
    assert!(
        copy.read_as_house(|db| Ok(db.conn().prepare("SELECT id FROM later").is_err())).expect("a read"),
        "of before the step"
    );
    let has_slot = |file: &Path| Slots::read(file).expect("slots").kinds().contains(&SlotKind::KeyStore);
    assert!(has_slot(&file) && !has_slot(&kept), "and no machine opens it by itself");
}

fn key_store_on(file: &Path, key: &FileKey) {
    let mut entropy = Entropy::from_seed([4; 32]);
    let mut slots = Slots::read(file).expect("slots");
    let held = StoreSecret::new(&mut entropy);
    slots.put_key_store(key, &held, &mut entropy).and_then(|()| slots.write(file)).expect("a slot of the key store");
}

#[test]
fn a_step_that_fails_leaves_the_file_as_it_was_and_the_copy_beside_it() {
    let folder = Folder::new();
    drop(folder.hotel());
    let (file, steps) = (folder.file(), with_next("CREATE TABLE later (id INTEGER); INSERT INTO nowhere VALUES (1)"));
    let key = key_of(&file);
    let mut conn = raw(&file, &key);
    assert_eq!(code(bring_to(&mut conn, &file, &key, &steps)), "database_failed");
    assert_eq!(version(&conn), STEPS.len() as i64, "the step is taken back whole");
    assert!(conn.prepare("SELECT id FROM later").is_err(), "with the table it had made");
    drop(conn);
    assert!(beside(&file, &format!(".before-{}", steps.len())).exists());
    open::open(&file, &passphrase()).expect("the old program still opens it");
}

#[test]
fn a_current_file_is_not_copied_at_each_opening() {
    let folder = Folder::new();
    drop(folder.hotel());
    drop(open::open(&folder.file(), &passphrase()).expect("it opens"));
    let names: Vec<String> = std::fs::read_dir(&folder.0)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert!(names.iter().all(|name| !name.contains(".before-")), "{names:?}");
}

#[test]
fn a_copy_of_an_open_file_holds_what_was_committed_and_opens_by_the_same_key_alone() {
    let folder = Folder::new();
    let store = folder.hotel();
    let copy = folder.0.join("copy.lobby");
    store.upkeep(|db, key| snapshot::write(db.conn(), &copy, key)).expect("copied");
    let key = key_of(&folder.file());
    let people = |store: &Store| store.read_as_house(staff::list).expect("people").len();
    assert_eq!(people(&open::with_key(&copy, key).expect("the copy opens")), people(&store));
    let other = FileKey::new(&mut crate::base::entropy::Entropy::from_seed([9; 32]));
    assert_eq!(code(open::with_key(&copy, other)), "not_a_lobby_file");
    let bytes = std::fs::read(&copy).expect("the copy's bytes");
    assert!(!bytes.starts_with(b"SQLite format 3"), "the copy is encrypted too");
}

/// Writes of a desk that never rests: far more than are made while a copy of this size is taken.
const WRITES_MAX: u32 = 20_000;

#[test]
fn a_copy_beside_a_desk_that_never_rests_comes_to_an_end() {
    let folder = Folder::new();
    let store = folder.hotel();
    let key = key_of(&folder.file());
    let desk = raw(&folder.file(), &key);
    // More than one step of the copy: between two steps the desk writes.
    let words = "CREATE TABLE words (id INTEGER NOT NULL PRIMARY KEY, body BLOB NOT NULL) STRICT;
        WITH RECURSIVE many(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 40)
        INSERT INTO words SELECT n, zeroblob(1000000) FROM many;
        CREATE TABLE deeds (id INTEGER NOT NULL PRIMARY KEY) STRICT;";
    desk.execute_batch(words).expect("a file of forty megabytes");
    let ended = &std::sync::atomic::AtomicBool::new(false);
    let written = std::thread::scope(|scope| {
        let writing = scope.spawn(move || {
            let mut written = 0;
            while written < WRITES_MAX && !ended.load(std::sync::atomic::Ordering::Relaxed) {
                desk.execute("INSERT INTO deeds DEFAULT VALUES", []).expect("the desk writes");
                written += 1;
            }
            written
        });
        let reader = raw(&folder.file(), &key);
        snapshot::write(&reader, &folder.0.join("copy.lobby"), &key).expect("copied");
        ended.store(true, std::sync::atomic::Ordering::Relaxed);
        writing.join().expect("the desk's thread")
    });
    assert!((1..WRITES_MAX).contains(&written), "{written} writes were made before the copy was done");
    drop(store);
}

#[test]
fn every_setting_that_does_not_hold_is_found_at_opening() {
    let folder = Folder::new();
    drop(folder.hotel());
    let key = key_of(&folder.file());
    let fresh = || {
        let conn = raw(&folder.file(), &key);
        settings::settle_writer(&conn).expect("the settings are made");
        conn
    };
    settings::assert_settled(&fresh()).expect("as made, they hold");
    let off = [
        ("foreign_keys", "0"),
        ("recursive_triggers", "0"),
        ("trusted_schema", "1"),
        ("cell_size_check", "0"),
        ("secure_delete", "0"),
        ("synchronous", "1"),
    ];
    for (name, value) in off {
        let conn = fresh();
        conn.execute_batch(&format!("PRAGMA {name} = {value}")).expect("a setting is changed");
        assert_eq!(code(settings::assert_settled(&conn)), "damaged", "{name}");
    }
    let conn = fresh();
    conn.pragma_update(None, "application_id", APPLICATION_ID + 1).expect("another program's mark");
    assert_eq!(code(settings::assert_settled(&conn)), "not_a_lobby_file");
    conn.pragma_update(None, "application_id", APPLICATION_ID).expect("our own again");
}
