//! The process is killed at any call that changes a file (PROMISES 2, 5): what it did is there or is not, asked again it is done
//! once, and what it handed out is whole or absent.
//!
//! Twice over: the process itself is killed at points spread over its calls, and every disk that a kill can leave is made from
//! the calls that it wrote down.

use std::{os::unix::process::ExitStatusExt as _, path::Path};

use lobby_core::{
    audit::{
        chain::{Head, hex},
        op::Op,
    },
    base::{points::Points, role::Role},
    check::Depth,
    export::kept::carried,
    loyalty::{self, EarnPoints},
};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::{
    Figures,
    deeds::{self, Deed},
    disk::{self, Call, Disk},
    shim::{Act, Control},
    size, spread, swift_folder,
};

/// Points of a merge at which each deed's process is killed; `LOBBY_KILL_POINTS` says how many else.
const POINTS: u64 = 40;
/// Disks of a merge that are made from the calls of each deed; `LOBBY_KILL_DISKS` says how many else.
const DISKS: u64 = 60;
const KILLED: i32 = 9;

/// What a deed's file may hold.
struct Between {
    before: Head,
    after: Head,
}

#[test]
fn a_deed_that_is_killed_anywhere_is_done_or_not_and_asked_again_is_done_once() {
    let figures = Figures::of(2);
    let (points, disks) = (size("LOBBY_KILL_POINTS", POINTS), size("LOBBY_KILL_DISKS", DISKS));
    let (mut kills, mut made) = (0, 0);
    for deed in Deed::ALL {
        let base = deed.prepared();
        let work = swift_folder();
        let (between, disk, calls) = undisturbed(deed, base.path(), work.path());
        let mut undone = 0;
        for at in spread(calls.len() as u64, points) {
            let act = if at % 2 == 0 { Act::KillBefore } else { Act::KillWithin };
            killed(deed, base.path(), work.path(), (at, act));
            undone += u64::from(held(deed, work.path(), &between, &format!("{deed:?} killed at call {at}")));
            kills += 1;
        }
        assert!(undone > 0, "{deed:?}: each kill came after the deed was done");
        for at in spread(calls.len() as u64, disks) {
            let mut disk = disk.clone();
            calls[..usize::try_from(at).expect("a length")].iter().for_each(|call| disk.then(call));
            deeds::emptied(work.path());
            disk.after_the_kill(work.path());
            held(deed, work.path(), &between, &format!("{deed:?} after {at} of {} calls", calls.len()));
            made += 1;
        }
    }
    figures.say(&format!("{kills} kills and {made} disks of {} deeds, done by half 0, done twice 0", Deed::ALL.len()));
}

/// Does the deed once with nobody in its way; returns what the file holds before and after, the disk before, and its calls.
fn undisturbed(deed: Deed, base: &Path, work: &Path) -> (Between, Disk, Vec<Call>) {
    deeds::copied(base, work);
    let before = deeds::head_in(work).expect("the prepared file opens");
    deeds::emptied(work);
    deeds::copied(base, work);
    let (disk, control) = (Disk::of(work), Control::new());
    let mut command = control.command_with_log(deeds::CHILD, work);
    deeds::told(&mut command, deed, work);
    assert!(command.status().expect("it runs").success(), "{deed:?} is not done even where nobody kills it");
    let after = deeds::head_in(work).expect("the file opens");
    assert!(after.seq > before.seq, "{deed:?} leaves a row of history");
    (Between { before, after }, disk, disk::log(&control.log_file(), "said"))
}

fn killed(deed: Deed, base: &Path, work: &Path, (at, act): (u64, Act)) {
    deeds::emptied(work);
    deeds::copied(base, work);
    let control = Control::new();
    control.plan(at, act);
    let mut command = control.command(deeds::CHILD, work);
    deeds::told(&mut command, deed, work);
    let ended = command.status().expect("it runs");
    assert_eq!(ended.signal(), Some(KILLED), "{deed:?} at call {at}: {ended}");
}

/// Holds what a kill left against what may be there, and does the deed again; returns whether it had not been done.
fn held(deed: Deed, work: &Path, between: &Between, said: &str) -> bool {
    assert_eq!(broken(work), Vec::<String>::new(), "{said}: something is there by half");
    let head = deeds::sound(work, Depth::Deep).unwrap_or_else(|error| panic!("{said}: the file does not open: {error:?}"));
    let undone = head == between.before;
    assert!(undone || same(deed, &head, &between.after), "{said}: neither before nor after: {head:?}");
    deed.done_in(work).unwrap_or_else(|error| panic!("{said}: asked again: {error:?}"));
    let again = deeds::sound(work, Depth::Quick).expect("it opens again");
    assert!(same(deed, &again, &between.after), "{said}: asked again it is another history: {again:?}");
    assert_eq!(broken(work), Vec::<String>::new(), "{said}: asked again, something is there by half");
    undone
}

fn same(deed: Deed, head: &Head, other: &Head) -> bool {
    if deed.ends_the_same() { head == other } else { head.seq == other.seq }
}

/// Returns what has a whole backup's or package's name below `work` and is not one.
fn broken(work: &Path) -> Vec<String> {
    let whole = |folder: &Path, facts: &str, prove: fn(&Path, &Value) -> bool| {
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let named = entries.filter(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            entry.path().is_dir() && !name.ends_with(".part") && !name.starts_with('.') && name != carried::FOLDER
        });
        let broken = named.filter(|entry| {
            let text = std::fs::read(entry.path().join(facts)).unwrap_or_default();
            !serde_json::from_slice::<Value>(&text).is_ok_and(|facts| prove(&entry.path(), &facts))
        });
        broken.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect::<Vec<_>>()
    };
    let backups = whole(&deeds::backups(work), "backup.json", |folder, facts| {
        let file = facts["file"].as_str().unwrap_or_default();
        digest(&folder.join(file)) == facts["sha256"].as_str().map(str::to_owned) && folder.join(format!("{file}.keys")).is_file()
    });
    let packages = whole(&deeds::packages(work), "datapackage.json", |folder, manifest| {
        let resources = manifest["resources"].as_array().map(Vec::as_slice).unwrap_or_default();
        let whole = |resource: &Value| {
            let found = digest(&folder.join(resource["path"].as_str().unwrap_or_default()));
            found.map(|digest| format!("sha256:{digest}")) == resource["hash"].as_str().map(str::to_owned)
        };
        !resources.is_empty() && resources.iter().all(whole)
    });
    [backups, packages, kept_by_half(work)].concat()
}

/// Returns the kept packages that lie with the backups and are not those beside the file, byte by byte.
fn kept_by_half(work: &Path) -> Vec<String> {
    let digests = |folder: &Path| {
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let mut digests: Vec<_> = files.map(|file| (file.file_name(), digest(&file.path()))).collect();
        digests.sort();
        digests
    };
    let with_backups = std::fs::read_dir(deeds::backups(work).join(carried::FOLDER)).into_iter().flatten().flatten();
    let named = with_backups.filter(|entry| !entry.file_name().to_string_lossy().ends_with(".part"));
    let broken = named.filter(|entry| digests(&entry.path()) != digests(&deeds::kept(work).join(entry.file_name())));
    broken.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn digest(path: &Path) -> Option<String> {
    Some(hex(&Sha256::digest(std::fs::read(path).ok()?)))
}

const CARELESS: &str = "LOBBY_CARELESS_AT";

/// Not a test by itself: a program that does one thing in two writes, and copies a backup under its last name.
#[test]
fn the_careless_program() {
    let Some(work) = std::env::var_os(CARELESS) else { return };
    let work = Path::new(&work);
    let hotel = deeds::opened(work).expect("the hotel opens");
    for key in ["half", "other-half"] {
        let input = EarnPoints { member: deeds::first_member(), points: Points::new(5).expect("points"), expires_on: None };
        let request = hotel.request_with(Role::DutyManager, key);
        hotel.store.write(&request, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).expect("earned");
    }
    let kept = std::fs::read_dir(deeds::backups(work)).expect("a backup was prepared").flatten().find(|one| one.path().is_dir());
    let kept = kept.expect("a backup was prepared").path();
    deeds::copied(&kept, &deeds::backups(work).join("backup-copied"));
}

#[test]
fn the_sweep_finds_what_is_done_by_half() {
    let base = Deed::Backup.prepared();
    Deed::Backup.done_in(base.path()).expect("a backup is prepared");
    let (work, control) = (swift_folder(), Control::new());
    deeds::copied(base.path(), work.path());
    let before = deeds::head_in(work.path()).expect("the file opens").seq;
    let mut disk = Disk::of(work.path());
    let mut command = control.command_with_log("faults::killed::the_careless_program", work.path());
    assert!(command.env(CARELESS, work.path()).output().expect("it runs").status.success());
    let (mut halves, mut broken_copies) = (0, 0);
    for (nth, call) in disk::log(&control.log_file(), "said").iter().enumerate() {
        disk.then(call);
        if nth % 4 == 0 {
            deeds::emptied(work.path());
            disk.after_the_kill(work.path());
            broken_copies += u64::from(!broken(work.path()).is_empty());
            halves += u64::from(deeds::head_in(work.path()).expect("the file opens").seq == before + 1);
        }
    }
    assert!(halves > 0 && broken_copies > 0, "{halves} halves and {broken_copies} broken copies: the sweep cannot fail");
}
