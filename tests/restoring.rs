//! A restore works and can be undone, a set is swapped whole or not at all, and keys are changed without losing anything
//! (PROMISES 6, 8, 25).

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant as Since,
};

use lobby_core::{
    audit::{chain::Head, op::Op},
    backup::{
        self, TakeBackup, drill,
        quarantine::{self, BackupMissing, Opens, Quarantined},
        rekey,
    },
    base::{
        entropy::Entropy,
        error::Result,
        role::{Role, Session},
        time::Instant,
    },
    check::{self, Depth},
    db::{
        Store,
        file::beside,
        keys::{Slots, keys_path},
        swap,
    },
    open, staff,
};
use secrecy::{ExposeSecret as _, SecretString};
use support::hotel::{Hotel, NOW_MS, PASSPHRASE, code, first_run, hotel, key, new_hotel};

fn secret() -> SecretString {
    PASSPHRASE.to_owned().into()
}

fn at() -> Instant {
    Instant::from_ms(NOW_MS)
}

/// Makes a backup by hand; returns its folder.
fn taken(hotel: &Hotel) -> PathBuf {
    let input = TakeBackup { folder: hotel.folder().join("backups") };
    let made = backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup").value;
    made.path.parent().expect("its folder").to_owned()
}

fn head_of(store: &Store) -> Head {
    store.read_as_house(|db| db.head()).expect("its head")
}

/// Opens the file at `path`, finds it sound, and returns the head of its history.
fn opened(path: &Path, secret: &SecretString) -> Head {
    let store = open::open(path, secret).expect("it opens");
    let people = store.read_as_house(staff::list).expect("people");
    let who = people.iter().find(|user| user.role == Role::Administrator).expect("an administrator");
    let session = Session { user: who.id, role: who.role, department: who.department, pin_at: at() };
    let checked = check::file(&store, &session, Depth::Deep).expect("checked");
    assert!(checked.ok, "{checked:?}");
    head_of(&store)
}

fn quarantined(hotel: &Hotel, from: &Path) -> Result<Quarantined> {
    quarantine::quarantine(from, &hotel.path(), &Opens::Secret(&secret()), Some(&hotel.store), at())
}

/// Returns the names of everything in a folder that begin with the file's name, but the lock of a window.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn what_would_be_missing_is_said_before_anything_is_touched() {
    let hotel = hotel();
    hotel.guest("王建国", "13800138000");
    let backup = taken(&hotel);
    // The backup's own line in the history is the first that it lacks.
    hotel.pass_minutes(30);
    hotel.guest("李慧敏", "13900139000");
    let head = head_of(&hotel.store);
    let found = quarantined(&hotel, &backup).expect("it lies in quarantine");
    assert_eq!(found.report.missing, BackupMissing::Later);
    assert_eq!(found.report.changes, head.seq - found.report.backup_head.seq);
    assert_eq!(found.report.last_ms, Some(hotel.now()));
    assert!(found.report.first_ms <= found.report.last_ms);
    assert_eq!(found.report.counts.guests, 1);
    assert_eq!(head_of(&hotel.store), head, "the file is as it was");
    let newest = taken(&hotel);
    let found = quarantined(&hotel, &newest).expect("it lies in quarantine");
    assert_eq!(found.report.changes, 1, "the line that says that it was made");
}

#[test]
fn a_restore_puts_the_set_in_place_and_its_undo_puts_it_back() {
    let hotel = hotel();
    let path = hotel.path();
    hotel.guest("王建国", "13800138000");
    let backup = taken(&hotel);
    hotel.guest("李慧敏", "13900139000");
    let (before, found) = (head_of(&hotel.store), quarantined(&hotel, &backup).expect("in quarantine"));
    assert!(quarantine::is_checked(&path, &found.folder), "it was unpacked and checked here");
    for other in [&backup, &hotel.folder().to_owned(), &hotel.folder().join("hotel.lobby.restoring-never")] {
        assert!(!quarantine::is_checked(&path, other), "{} was not", other.display());
    }
    let refused = quarantine::put_in_place(&path, &found.folder, Some(&key()), at());
    assert_eq!(code(&refused), "file_in_use", "not while somebody has it open");
    assert_eq!(head_of(&hotel.store), before);
    let folder = hotel.into_folder();
    let aside = quarantine::put_in_place(&path, &found.folder, Some(&key()), at()).expect("in place");
    assert_eq!(opened(&path, &secret()), found.report.backup_head, "the backup's history, whole and sound");
    let sets = quarantine::replaced(&path).expect("sets");
    assert_eq!(sets.len(), 1);
    assert_eq!((&sets[0].folder, sets[0].head.as_ref()), (&aside, Some(&before)));
    quarantine::put_in_place(&path, &aside, Some(&key()), at()).expect("put back");
    assert_eq!(opened(&path, &secret()), before, "nothing of it was lost");
    let sets = quarantine::replaced(&path).expect("sets");
    assert_eq!(sets.len(), 1, "the restored one can be had again: {:?}", names(folder.path()));
    quarantine::put_in_place(&path, &sets[0].folder, Some(&key()), at()).expect("and again");
    assert_eq!(opened(&path, &secret()), found.report.backup_head);
}

#[test]
fn what_an_undo_would_lack_is_said_before_and_counted_from_where_the_two_went_their_ways() {
    let hotel = hotel();
    let path = hotel.path();
    hotel.guest("王建国", "13800138000");
    let backup = taken(&hotel);
    hotel.guest("李慧敏", "13900139000");
    let (before, found) = (head_of(&hotel.store), quarantined(&hotel, &backup).expect("in quarantine"));
    let folder = hotel.into_folder();
    let aside = quarantine::put_in_place(&path, &found.folder, Some(&key()), at()).expect("in place");
    let restored = Hotel::reopened(&path, 500);
    let set = quarantine::replaced_in(&path, &aside).expect("sets").expect("the set that was moved aside");
    let looked = quarantine::look_aside(&set, &secret(), &restored.store).expect("it is whole");
    assert_eq!((looked.missing, looked.changes, looked.first_ms), (BackupMissing::Nothing, 0, None), "nothing was written since");
    for name in ["赵敏", "钱进", "孙丽"] {
        restored.guest(name, &format!("1370013700{}", name.len()));
    }
    let looked = quarantine::look_aside(&set, &secret(), &restored.store).expect("it is whole");
    assert_eq!(looked.missing, BackupMissing::Later);
    assert_eq!(looked.changes, head_of(&restored.store).seq - found.report.backup_head.seq, "what was written since the restore");
    assert_eq!((looked.backup_head, looked.counts.guests), (before, 2), "and what comes back");
    let wrong: SecretString = "not what opens it".to_owned().into();
    assert_eq!(code(&quarantine::look_aside(&set, &wrong, &restored.store)), "wrong_passphrase");
    assert_eq!(quarantine::replaced_in(&path, folder.path()).expect("sets"), None, "a folder that is none of them");
}

#[test]
fn another_hotel_s_backup_and_a_spoiled_one_are_refused_and_leave_nothing() {
    let hotel = hotel();
    let other = Hotel::reopened(&new_hotel(hotel.folder().join("other.lobby"), [9; 32]), 0);
    let place = tempfile::tempdir().expect("a place");
    let input = TakeBackup { folder: place.path().to_owned() };
    let theirs = backup::take(&other.store, &other.request(Role::Administrator), &input).expect("theirs").value.path;
    let own = taken(&hotel).join("hotel.lobby");
    let before = names(hotel.folder());
    assert_eq!(code(&quarantined(&hotel, &theirs)), "backup_other_hotel");
    let mut bytes = fs::read(&own).expect("the copy");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&own, bytes).expect("spoiled");
    assert_eq!(code(&quarantined(&hotel, &own)), "backup_damaged");
    assert_eq!(names(hotel.folder()), before, "nothing is left in quarantine");
}

/// How a swap goes, step by step: what is moved from where to where, in the order of `db/swap.rs`.
fn steps(file: &Path, from: &Path, aside: &Path) -> Vec<(PathBuf, PathBuf)> {
    let name = file.file_name().expect("a name");
    let (new, old) = (from.join(name), aside.join(name));
    let mut steps = Vec::new();
    for ending in ["-wal", "-shm", "-journal", ""] {
        steps.push((beside(file, ending), beside(&old, ending)));
    }
    for ending in [".keys", ".head", ".erased"] {
        steps.push((beside(file, ending), beside(&old, ending)));
        steps.push((beside(&new, ending), beside(file, ending)));
    }
    steps.push((new, file.to_owned()));
    steps
}

#[test]
fn a_swap_that_is_killed_at_any_step_is_carried_on_by_whoever_opens_the_file_next() {
    let (mut tried, mut torn) = (0, 0);
    for done in 0..=11 {
        let hotel = hotel();
        let path = hotel.path();
        hotel.guest("王建国", "13800138000");
        let before = head_of(&hotel.store);
        // A set under another key: one file of the old beside one of the new would not open.
        let new_secret: SecretString = "another passphrase".to_owned().into();
        let made = rekey::prepare(&hotel.store, &new_secret, at(), [5; 32]).expect("a new set");
        let folder = hotel.into_folder();
        let aside = beside(&path, ".replaced-20260714T060500Z");
        fs::create_dir(&aside).expect("a folder");
        let intent = format!(
            "{{\"from\":{:?},\"aside\":{:?},\"brings\":[\".keys\",\".head\"]}}",
            made.folder.file_name().expect("a name").to_string_lossy(),
            aside.file_name().expect("a name").to_string_lossy(),
        );
        fs::write(beside(&path, ".swap"), intent).expect("what was to be done");
        for (from, to) in steps(&path, &made.folder, &aside).iter().take(done) {
            if from.exists() {
                fs::rename(from, to).expect("one step");
            }
        }
        // The control: without carrying on, some of these sets do not open.
        let keys = Slots::read(&path).and_then(|slots| slots.open(&new_secret));
        torn += u32::from(keys.and_then(|key| Store::open(&path, key, |_, _, _, _| Ok(()))).is_err());
        assert_eq!(opened(&path, &new_secret), before, "killed after {done} steps");
        assert!(!beside(&path, ".swap").exists(), "it is done");
        assert_eq!(opened_aside(&aside), before, "and the old set lies whole beside it, after {done} steps");
        drop(folder);
        tried += 1;
    }
    assert!(tried == 12 && torn > 5, "{torn} of {tried} would have been lost without it");
}

/// Opens the set that was moved aside, in a copy.
fn opened_aside(aside: &Path) -> Head {
    let copy = tempfile::tempdir().expect("a place");
    for entry in fs::read_dir(aside).expect("the set") {
        let path = entry.expect("a file").path();
        fs::copy(&path, copy.path().join(path.file_name().expect("a name"))).expect("copied");
    }
    opened(&copy.path().join("hotel.lobby"), &secret())
}

#[test]
fn a_damaged_file_is_moved_aside_as_it_is_and_the_newest_backup_takes_its_place() {
    let hotel = hotel();
    let path = hotel.path();
    hotel.guest("王建国", "13800138000");
    let backup = taken(&hotel);
    let folder = hotel.into_folder();
    let mut bytes = fs::read(&path).expect("the file");
    for place in [100, 5_000, 20_000] {
        bytes[place] ^= 1;
    }
    fs::write(&path, &bytes).expect("damaged");
    assert!(open::open(&path, &secret()).is_err(), "it does not open");
    let found = quarantine::quarantine(&backup, &path, &Opens::Secret(&secret()), None, at()).expect("in quarantine");
    assert_ne!(found.report.missing, BackupMissing::Unknown, "the head beside the file says how much is missing");
    let aside = quarantine::put_in_place(&path, &found.folder, Some(&key()), at()).expect("in place");
    assert_eq!(opened(&path, &secret()), found.report.backup_head);
    assert_eq!(fs::read(aside.join("hotel.lobby")).expect("the damaged file"), bytes, "byte by byte as it was");
    drop(folder);
}

#[test]
fn a_drill_says_what_came_back_and_leaves_nothing() {
    let hotel = hotel();
    hotel.guest("王建国", "13800138000");
    let backup = taken(&hotel);
    let scratch = hotel.folder().join("drill");
    let report = drill::run(&backup, &scratch, &Opens::Key(&key())).expect("a drill");
    assert_eq!((report.counts.guests, report.secret_typed), (1, false));
    assert!(!scratch.exists(), "the scratch place is gone");
    let request = hotel.request(Role::Administrator);
    hotel.store.write(&request, Op::DrillBackup, &report, |tx| drill::record(tx, &report)).expect("remembered");
    let listed = hotel.read(|db| drill::list(db, 5));
    assert_eq!((listed.len(), &listed[0].report), (1, &report));
    assert_eq!(listed[0].by_name, "郑雅琴");
    let typed = drill::run(&backup, &scratch, &Opens::Secret(&"not it at all".to_owned().into()));
    assert_eq!(code(&typed), "wrong_passphrase", "a secret that is typed must open the backup's own slots");
    let copy = backup.join("hotel.lobby");
    fs::write(&copy, b"SQLite").expect("spoiled");
    assert_eq!(code(&drill::run(&backup, &scratch, &Opens::Key(&key()))), "backup_damaged");
    assert!(!scratch.exists(), "nor after a drill that failed");
}

#[test]
fn another_machine_needs_the_backup_and_the_printed_key_alone() {
    let old = tempfile::tempdir().expect("the old machine");
    let path = old.path().join("hotel.lobby");
    let (store, recovery) =
        open::new_hotel(&path, &secret(), &first_run(), "", at(), [3; 32]).expect("a hotel with its printed key");
    let printed = recovery.expose_secret().to_owned();
    drop(store);
    let hotel = Hotel::reopened(&path, 0);
    let stick = tempfile::tempdir().expect("a stick");
    let input = TakeBackup { folder: stick.path().to_owned() };
    backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup");
    let head = backup::lying(stick.path()).expect("what lies there").remove(0).facts.head;
    drop(hotel);
    old.close().expect("the old machine is gone");
    let begun = Since::now();
    let new = tempfile::tempdir().expect("the new machine");
    let to = new.path().join("hotel.lobby");
    let typed: SecretString = printed.to_lowercase().replace('-', " ").into();
    let backup = backup::lying(stick.path()).expect("what lies there").remove(0).folder;
    let found = quarantine::quarantine(&backup, &to, &Opens::Secret(&typed), None, at()).expect("in quarantine");
    assert_eq!(found.report.missing, BackupMissing::Unknown, "nobody knows what the dead machine held");
    quarantine::put_in_place(&to, &found.folder, None, at()).expect("in place");
    assert_eq!(opened(&to, &typed), head);
    let again = Hotel::reopened(&to, 100);
    let taken = backup::take(&again.store, &again.request(Role::Administrator), &input);
    assert!(taken.is_ok(), "and the house goes on, with the passphrase that it had");
    eprintln!("restored on another machine from backup and printed key in {} ms", begun.elapsed().as_millis());
}

#[test]
fn the_printed_key_is_tested_and_a_new_one_takes_its_place() {
    let hotel = hotel();
    let path = hotel.path();
    let mut slots = Slots::read(&path).expect("slots");
    let mut entropy = Entropy::from_seed([8; 32]);
    assert!(!slots.recovers(&secret()), "the passphrase is not the printed key");
    let recovery = slots.renew_recovery(&key(), &mut entropy).expect("a new sheet");
    slots.write(&path).expect("written");
    let slots = Slots::read(&path).expect("slots");
    let typed: SecretString = recovery.expose_secret().replace('0', "o").replace('1', "l").into();
    assert!(slots.recovers(&typed), "read aloud and typed in");
    let mut wrong = recovery.expose_secret().to_owned();
    let last = if wrong.pop() == Some('7') { '8' } else { '7' };
    wrong.push(last);
    assert!(!slots.recovers(&wrong.into()), "one sign wrong");
    let next = Slots::read(&path).and_then(|mut slots| slots.renew_recovery(&key(), &mut entropy)).expect("a third");
    assert_ne!(next.expose_secret(), recovery.expose_secret());
    let mut slots = Slots::read(&path).expect("slots");
    assert_eq!(code(&slots.change_passphrase(&key(), &"short".to_owned().into(), &mut entropy)), "passphrase_too_short");
    slots.change_passphrase(&key(), &"a longer passphrase".to_owned().into(), &mut entropy).expect("changed");
    slots.write(&path).expect("written");
    assert_eq!(code(&Slots::read(&path).and_then(|slots| slots.open(&secret()))), "wrong_passphrase");
    assert!(Slots::read(&path).is_ok_and(|slots| slots.recovers(&recovery)), "the sheet stays good");
}

#[test]
fn a_new_key_opens_everything_and_the_old_one_opens_nothing_but_what_was_before() {
    let hotel = hotel();
    let path = hotel.path();
    hotel.guest("王建国", "13800138000");
    let old_backup = taken(&hotel);
    let before = head_of(&hotel.store);
    let passphrase: SecretString = "another passphrase".to_owned().into();
    let made = rekey::prepare(&hotel.store, &passphrase, at(), [5; 32]).expect("a new set");
    let mark = hotel.read(|db| lobby_core::db::sealing::mark(db, "test", b"x"));
    let folder = hotel.into_folder();
    let aside = quarantine::put_in_place(&path, &made.folder, Some(&key()), at()).expect("in place");
    assert_eq!(opened(&path, &passphrase), before);
    assert_eq!(opened(&path, &made.recovery), before, "with the new sheet too");
    assert_eq!(code(&open::open(&path, &secret())), "wrong_passphrase");
    assert_eq!(code(&open::with_key(&path, key())), "not_a_lobby_file", "the old key opens no page");
    let store = open::open(&path, &passphrase).expect("open");
    assert_eq!(store.read_as_house(|db| lobby_core::db::sealing::mark(db, "test", b"x")).expect("a mark"), mark);
    let found = quarantine::quarantine(&old_backup, &path, &Opens::Secret(&secret()), Some(&store), at());
    assert!(found.is_ok(), "a backup of before opens with the secret of before, and is this hotel's");
    assert!(aside.join("hotel.lobby").is_file() && keys_path(&aside.join("hotel.lobby")).is_file(), "the old set lies aside");
    drop(folder);
}

#[test]
fn a_swap_of_nothing_is_refused() {
    let hotel = hotel();
    let path = hotel.path();
    let empty = hotel.folder().join("empty");
    fs::create_dir(&empty).expect("a folder");
    let aside = hotel.folder().join("aside");
    assert_eq!(code(&swap::swap(&path, &empty, &aside)), "no_file");
    assert!(path.is_file(), "and nothing moved");
}
