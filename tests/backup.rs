//! A backup is whole or absent; what comes back is what was kept, into a new place only, and nothing of a hotel's is ever
//! overwritten or deleted.

use std::{
    fs,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::op::Op,
    backup::{self, Copied, TakeBackup},
    base::{error::Result, role::Role},
    check::{self, Depth},
    db::{Done, file::beside, keys::keys_path},
    guests::{self, NewGuest},
    open,
};
use support::hotel::{Hotel, PASSPHRASE, code, hotel, key};

fn folder_of(hotel: &Hotel) -> PathBuf {
    hotel.folder().join("backups")
}

fn take(hotel: &Hotel, key: &str) -> Result<Done<Copied>> {
    let input = TakeBackup { folder: folder_of(hotel) };
    backup::take(&hotel.store, &hotel.request_with(Role::Administrator, key), &input)
}

fn taken(hotel: &Hotel) -> Copied {
    take(hotel, "backup").expect("a backup").value
}

fn restore(from: &Path, to: &Path) -> Result<Copied> {
    backup::restore(from, to, &PASSPHRASE.to_owned().into())
}

/// Returns the names of everything in a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder that can be read");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_was_kept_comes_back_the_same_down_to_the_chains_head() {
    let hotel = hotel();
    hotel.guest("王建国", "13800138000");
    let head = hotel.read(|db| db.head());
    let copied = taken(&hotel);
    assert_eq!(copied.counts.guests, 1);
    hotel.guest("李慧敏", "13900139000");
    let to = hotel.folder().join("again.lobby");
    let restored = restore(&copied.path, &to).expect("restored");
    assert_eq!((&restored.sha256, &restored.counts), (&copied.sha256, &copied.counts));
    let store = open::open(&to, &PASSPHRASE.to_owned().into()).expect("it opens with the same passphrase");
    assert_eq!(store.read_as_house(|db| db.head()).expect("its head"), head);
    let checked = check::file(&store, &hotel.session(Role::Administrator), Depth::Deep).expect("checked");
    assert!(checked.ok, "{checked:?}");
    drop(store);
    assert_eq!(code(&restore(&copied.path, &to)), "file_exists", "what stands there is never overwritten");
}

#[test]
fn a_double_click_makes_one_backup_and_the_history_says_who_made_it() {
    let hotel = hotel();
    let first = take(&hotel, "twice").expect("a backup");
    assert_eq!(take(&hotel, "twice").expect("answered again"), first);
    assert_eq!(names(&folder_of(&hotel)).iter().filter(|name| name.starts_with("backup-")).count(), 1);
    let other = TakeBackup { folder: hotel.folder().join("elsewhere") };
    let reused = backup::take(&hotel.store, &hotel.request_with(Role::Administrator, "twice"), &other);
    assert_eq!(code(&reused), "key_reused");
    assert!(!other.folder.exists(), "and nothing was copied for it");
    let second = take(&hotel, "once-more").expect("another in the same second");
    assert_ne!(second.value.path, first.value.path, "each has a name of its own");
}

#[test]
fn who_does_not_run_the_house_copies_nothing() {
    for role in [Role::Receptionist, Role::DutyManager, Role::DepartmentHead, Role::DataOfficer] {
        let hotel = hotel();
        let input = TakeBackup { folder: folder_of(&hotel) };
        let refused = backup::take(&hotel.store, &hotel.request(role), &input);
        assert_eq!(code(&refused), "not_allowed", "{role}");
        assert!(!folder_of(&hotel).exists(), "{role}: not even a folder");
    }
}

#[test]
fn a_backup_that_was_killed_is_gone_with_the_next_one() {
    let hotel = hotel();
    let half = folder_of(&hotel).join("backup-20260101T000000Z.part");
    fs::create_dir_all(&half).expect("what a kill leaves");
    fs::write(half.join("hotel.lobby"), "half").expect("half a copy");
    let other = folder_of(&hotel).join("photos.part");
    fs::create_dir_all(&other).expect("somebody's own folder");
    taken(&hotel);
    assert!(!half.exists(), "half a backup does not pile up");
    assert!(other.exists(), "what is not ours stays");
}

#[test]
fn a_backup_beside_a_busy_desk_is_one_moment_of_it() {
    let hotel = hotel();
    let copied = std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for ordinal in 0..60 {
                hotel.guest(&format!("客人{ordinal}"), &format!("138{ordinal:08}"));
            }
        });
        let copied = taken(&hotel);
        writing.join().expect("the desk wrote on");
        copied
    });
    assert!((0..=60).contains(&copied.counts.guests));
    let to = hotel.folder().join("again.lobby");
    restore(&copied.path, &to).expect("restored");
    let store = open::with_key(&to, key()).expect("opened");
    let checked = check::file(&store, &hotel.session(Role::Administrator), Depth::Deep).expect("checked");
    assert!(checked.ok, "{checked:?}");
    assert!(hotel.store.read_as_house(|db| db.head()).is_ok_and(|head| head.seq >= 60), "and nobody at the desk was held up");
}

/// What somebody did to a backup before it was wanted.
type Spoil = fn(&Path);

#[test]
fn a_backup_that_is_not_whole_is_refused_and_leaves_nothing() {
    let flip = |path: &Path| {
        let mut bytes = fs::read(path).expect("the copy");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(path, bytes).expect("spoiled");
    };
    let facts = |path: &Path| path.with_file_name("backup.json");
    let cases: [(&str, Spoil, &str); 7] = [
        ("one bit", flip, "backup_damaged"),
        ("cut short", |path| fs::write(path, b"SQLite").expect("cut"), "backup_damaged"),
        ("without its keys", |path| fs::remove_file(keys_path(path)).expect("gone"), "backup_incomplete"),
        ("without its facts", |path| fs::remove_file(path.with_file_name("backup.json")).expect("gone"), "backup_incomplete"),
        ("without the copy", |path| fs::remove_file(path).expect("gone"), "backup_incomplete"),
        ("facts of no meaning", |path| fs::write(path.with_file_name("backup.json"), "{}").expect("spoiled"), "backup_damaged"),
        (
            "other counts",
            |path| {
                let facts = path.with_file_name("backup.json");
                let text = fs::read_to_string(&facts).expect("the facts");
                fs::write(&facts, text.replace("\"guests\": 1", "\"guests\": 2")).expect("spoiled");
            },
            "backup_damaged",
        ),
    ];
    for (said, spoil, expected) in cases {
        let hotel = hotel();
        hotel.guest("王建国", "13800138000");
        let copied = taken(&hotel);
        assert!(facts(&copied.path).is_file());
        spoil(&copied.path);
        let place = hotel.folder().join("new");
        fs::create_dir(&place).expect("a place");
        let folder = copied.path.parent().expect("its folder");
        assert_eq!(code(&restore(folder, &place.join("again.lobby"))), expected, "{said}");
        assert_eq!(names(&place), Vec::<String>::new(), "{said}: nothing half restored");
    }
}

#[test]
fn a_place_that_is_not_empty_is_refused_and_untouched() {
    let hotel = hotel();
    let copied = taken(&hotel);
    for ending in ["", "-wal", "-shm", "-journal", ".keys", ".head"] {
        let place = tempfile::tempdir().expect("a place");
        let to = place.path().join("again.lobby");
        let there = beside(&to, ending);
        fs::write(&there, "somebody's own").expect("something is there");
        assert_eq!(code(&restore(&copied.path, &to)), "file_exists", "{ending}");
        assert_eq!(fs::read_to_string(&there).ok().as_deref(), Some("somebody's own"), "{ending}: it stays as it was");
        assert_eq!(names(place.path()).len(), 1, "{ending}: and alone");
    }
}

#[test]
fn a_restore_that_was_broken_off_is_run_again() {
    let hotel = hotel();
    let copied = taken(&hotel);
    let to = hotel.folder().join("again.lobby");
    fs::copy(keys_path(&copied.path), keys_path(&to)).expect("the keys were written first");
    fs::write(beside(&to, ".part"), "half").expect("half a copy");
    restore(&copied.path, &to).expect("restored all the same");
    assert!(open::with_key(&to, key()).is_ok());
    assert!(!beside(&to, ".part").exists());
}

#[test]
fn the_wrong_passphrase_restores_nothing() {
    let hotel = hotel();
    let copied = taken(&hotel);
    let to = hotel.folder().join("again.lobby");
    let refused = backup::restore(&copied.path, &to, &"not the passphrase".to_owned().into());
    assert_eq!(code(&refused), "wrong_passphrase");
    assert!(!to.exists() && !keys_path(&to).exists() && !beside(&to, ".part").exists());
}

#[test]
fn a_copy_can_be_read_where_nothing_can_be_written() {
    let hotel = hotel();
    let new = NewGuest { name: "王建国".to_owned(), ..NewGuest::default() };
    hotel.write(Role::Receptionist, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("a guest");
    let copied = taken(&hotel);
    let before = names(copied.path.parent().expect("its folder"));
    assert_eq!(before, ["backup.json", "hotel.lobby", "hotel.lobby.keys"], "no log lies beside it");
    restore(&copied.path, &hotel.folder().join("again.lobby")).expect("restored");
    assert_eq!(names(copied.path.parent().expect("its folder")), before, "and reading it left nothing there");
}
