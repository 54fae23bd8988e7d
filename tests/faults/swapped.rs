//! A new key for the whole file and a backup in the file's place, killed at any call that changes a file, or with the power gone
//! (PROMISES 2, 8, 25): one whole set stands there, the old or the new, it opens with the key that its own slots say, and asked
//! again it is done.

use std::{
    os::unix::process::ExitStatusExt as _,
    path::{Path, PathBuf},
};

use lobby_core::{
    audit::{chain::Head, op::Op},
    backup::{
        self, TakeBackup,
        quarantine::{self, Opens},
        rekey,
    },
    base::{entropy::Entropy, error::Result, points::Points, role::Role, time::Instant},
    check::{self, Depth},
    db::keys::{FileKey, keys_path},
    db::swap,
    loyalty::{self, EarnPoints},
    open,
};
use support::hotel::{Hotel, key_at_once};

use super::{
    Chance, Figures,
    deeds::{self, Deed},
    disk::{self, Call, Disk},
    seed,
    shim::{Act, Control},
    size, spread, swift_folder,
};

/// Points of a merge at which each act's process is killed; `LOBBY_KILL_POINTS` says how many else.
const POINTS: u64 = 40;
/// Disks of a merge that are made from the calls of each act; `LOBBY_KILL_DISKS` says how many else.
const DISKS: u64 = 20;
/// Calls at the end of an act in which one set takes the other's place: half of the points fall among them.
const SWAP_CALLS: u64 = 24;
const KILLED: i32 = 9;
const FILE: &str = "hotel.lobby";
/// The new key derives from it, so that it is had without a passphrase.
const NEW_SEED: [u8; 32] = [5; 32];
const ACT: &str = "LOBBY_SWAP_ACT";
const AT: &str = "LOBBY_SWAP_AT";
const CHILD: &str = "faults::swapped::the_act_that_is_done";

/// What is done to the file as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Swap {
    Rekey,
    Restore,
}

/// A whole set that may stand in the file's place.
struct Stands {
    head: Head,
    keys: Vec<u8>,
}

/// What the file may be before and after.
struct Between {
    before: Stands,
    after: Stands,
}

impl Swap {
    const ALL: [Self; 2] = [Self::Rekey, Self::Restore];

    /// Returns a folder with a closed hotel, in whose backups one from before its last posting lies.
    fn prepared(self) -> tempfile::TempDir {
        let folder = Deed::Points.prepared();
        let hotel = deeds::opened(folder.path()).expect("the prepared hotel opens");
        let input = TakeBackup { folder: deeds::backups(folder.path()) };
        backup::take(&hotel.store, &hotel.request(Role::Administrator), &input).expect("a backup");
        earned(&hotel);
        folder
    }

    fn key_after(self) -> FileKey {
        match self {
            Self::Rekey => FileKey::new(&mut Entropy::from_seed(NEW_SEED)),
            Self::Restore => key_at_once(),
        }
    }

    /// Does it to the file in `folder`, whatever an earlier try left.
    fn done_in(self, folder: &Path) -> Result<()> {
        let path = folder.join(FILE);
        let at = Instant::from_ms(1_784_100_000_000);
        let from = match self {
            Self::Rekey => {
                let store = open::with_key(&path, key_at_once())?;
                rekey::prepare(&store, &"another passphrase".to_owned().into(), at, NEW_SEED)?.folder
            }
            Self::Restore => {
                let key = key_at_once();
                let backup = backup::lying(&deeds::backups(folder))?.remove(0).folder;
                let store = open::with_key(&path, key_at_once())?;
                quarantine::quarantine(&backup, &path, &Opens::Key(&key), Some(&store), at)?.folder
            }
        };
        quarantine::put_in_place(&path, &from, Some(&key_at_once()), at).map(drop)
    }
}

fn earned(hotel: &Hotel) {
    let input = EarnPoints { member: deeds::first_member(), points: Points::new(7).expect("points"), expires_on: None };
    hotel.write(Role::DutyManager, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).expect("earned");
}

/// Not a test by itself: the process that the sweep starts behind the shim.
#[test]
fn the_act_that_is_done() {
    let (Ok(word), Some(folder)) = (std::env::var(ACT), std::env::var_os(AT)) else { return };
    let act = Swap::ALL.into_iter().find(|act| format!("{act:?}") == word).expect("an act of this name");
    act.done_in(Path::new(&folder)).expect("it is done");
}

fn told(command: &mut std::process::Command, act: Swap, folder: &Path) {
    command.env(ACT, format!("{act:?}")).env(AT, folder);
    command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
}

fn stands(path: &Path, key: FileKey) -> Result<Stands> {
    let head = open::with_key(path, key)?.read_as_house(|db| db.head())?;
    Ok(Stands { head, keys: std::fs::read(keys_path(path)).expect("its slots") })
}

#[test]
fn a_swap_that_is_killed_anywhere_leaves_one_whole_set() {
    let figures = Figures::of(25);
    let (points, disks) = (size("LOBBY_KILL_POINTS", POINTS), size("LOBBY_KILL_DISKS", DISKS));
    let (mut kills, mut made, mut cuts) = (0, 0, 0);
    for act in Swap::ALL {
        let base = act.prepared();
        let work = swift_folder();
        let (between, disk, calls) = undisturbed(act, base.path(), work.path());
        let (mut undone, mut done) = (0, 0);
        for at in among(calls.len() as u64, points) {
            killed(act, base.path(), work.path(), at);
            let was_done = held(act, work.path(), &between, &format!("{act:?} killed at call {at}"));
            (undone, done) = (undone + u32::from(!was_done), done + u32::from(was_done));
            kills += 1;
        }
        assert!(undone > 0 && done > 0, "{act:?}: {undone} kills before it was done, {done} after: one side is not looked at");
        let mut chance = Chance::of(seed());
        for at in among(calls.len() as u64, disks) {
            let mut disk = disk.clone();
            calls[..usize::try_from(at).expect("a length")].iter().for_each(|call| disk.then(call));
            deeds::emptied(work.path());
            disk.after_the_kill(work.path());
            held(act, work.path(), &between, &format!("{act:?} after {at} of {} calls", calls.len()));
            deeds::emptied(work.path());
            disk.after_the_cut(&mut chance, work.path());
            held(act, work.path(), &between, &format!("{act:?}: the power went after {at} of {} calls", calls.len()));
            (made, cuts) = (made + 1, cuts + 1);
        }
        println!("{act:?}: {} calls, {undone} kills before it was done and {done} after", calls.len());
    }
    figures.say(&format!("{kills} kills, {made} disks and {cuts} power cuts of a new key and of a restore, sets lost or torn 0"));
}

/// Returns at most `count` calls of `all`, half of them where the swap itself is.
fn among(all: u64, count: u64) -> Vec<u64> {
    let tail = all.min(SWAP_CALLS);
    let mut points = spread(all, count / 2);
    points.extend(spread(tail, count - count / 2).into_iter().map(|at| all - tail + at));
    points.sort_unstable();
    points.dedup();
    points
}

fn undisturbed(act: Swap, base: &Path, work: &Path) -> (Between, Disk, Vec<Call>) {
    deeds::copied(base, work);
    let before = stands(&work.join(FILE), key_at_once()).expect("the prepared file opens");
    deeds::emptied(work);
    deeds::copied(base, work);
    let (disk, control) = (Disk::of(work), Control::new());
    let mut command = control.command_with_log(CHILD, work);
    told(&mut command, act, work);
    assert!(command.status().expect("it runs").success(), "{act:?} is not done even where nobody kills it");
    let after = stands(&work.join(FILE), act.key_after()).expect("the new set opens");
    assert!(after.head != before.head || after.keys != before.keys, "{act:?} changes the set");
    (Between { before, after }, disk, disk::log(&control.log_file(), "said"))
}

fn killed(act: Swap, base: &Path, work: &Path, at: u64) {
    deeds::emptied(work);
    deeds::copied(base, work);
    let control = Control::new();
    control.plan(at, if at.is_multiple_of(2) { Act::KillBefore } else { Act::KillWithin });
    let mut command = control.command(CHILD, work);
    told(&mut command, act, work);
    let ended = command.status().expect("it runs");
    assert_eq!(ended.signal(), Some(KILLED), "{act:?} at call {at}: {ended}");
}

/// Holds what was left against what may be there, and does the act where it was not done; returns whether it had been done.
fn held(act: Swap, work: &Path, between: &Between, said: &str) -> bool {
    let path = work.join(FILE);
    swap::settle(&path).unwrap_or_else(|error| panic!("{said}: what was begun is not carried on: {error:?}"));
    let done = in_place(act, work, between, said);
    if !done {
        assert_eq!(quarantine::replaced(&path).expect("sets").len(), 0, "{said}: a set is aside though nothing was swapped");
        act.done_in(work).unwrap_or_else(|error| panic!("{said}: asked again: {error:?}"));
        assert!(in_place(act, work, between, &format!("{said}, asked again")), "{said}: asked again it is not done");
    }
    assert_eq!(unfinished(work), Vec::<String>::new(), "{said}: a whole copy of the hotel is left that nobody will look at");
    let sets = quarantine::replaced(&path).expect("sets");
    assert_eq!(sets.len(), 1, "{said}: the old set lies aside");
    let old = stands(&sets[0].folder.join(FILE), key_at_once()).unwrap_or_else(|error| panic!("{said}: the old set: {error:?}"));
    assert!(old.head == between.before.head && old.keys == between.before.keys, "{said}: the old set is another");
    done
}

/// Returns the folders in which a set was being made and lies still.
fn unfinished(work: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(work).expect("the folder").flatten();
    let making = entries.filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        (name.contains(".rekeying-") || name.contains(".restoring-")) && entry.path().join(FILE).exists()
    });
    making.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

/// Returns whether the new set stands in the file's place; one of the two does, whole.
fn in_place(act: Swap, work: &Path, between: &Between, said: &str) -> bool {
    let path = work.join(FILE);
    let keys = std::fs::read(keys_path(&path)).unwrap_or_else(|error| panic!("{said}: no slots: {error}"));
    let tried: Vec<(bool, FileKey)> = match act {
        Swap::Rekey => {
            vec![(keys == between.after.keys, if keys == between.after.keys { act.key_after() } else { key_at_once() })]
        }
        Swap::Restore => vec![(false, key_at_once())],
    };
    let (by_keys, key) = tried.into_iter().next().expect("one");
    let store = open::with_key(&path, key).unwrap_or_else(|error| panic!("{said}: the file does not open: {error:?}"));
    let head = store.read_as_house(|db| db.head()).expect("a head");
    let done = match act {
        Swap::Rekey => by_keys,
        Swap::Restore => head == between.after.head,
    };
    let wanted = if done { &between.after } else { &between.before };
    assert!(head == wanted.head && keys == wanted.keys, "{said}: neither before nor after: {head:?}");
    let hotel = Hotel::around(store, 9_000_000).expect("people");
    let checked = check::file(&hotel.store, &hotel.session(Role::GeneralManager), Depth::Quick).expect("checked");
    assert!(checked.ok, "{said}: {checked:?}");
    done
}

const CARELESS: &str = "LOBBY_CARELESS_SWAP_AT";

/// Not a test by itself: a program that swaps two sets file by file and writes nothing down before.
#[test]
fn the_careless_swap() {
    let Some(work) = std::env::var_os(CARELESS) else { return };
    let path = Path::new(&work).join(FILE);
    let store = open::with_key(&path, key_at_once()).expect("the hotel opens");
    let at = Instant::from_ms(1_784_100_000_000);
    let made = rekey::prepare(&store, &"another passphrase".to_owned().into(), at, NEW_SEED).expect("a new set");
    drop(store);
    swap::alone(&path, &key_at_once()).expect("nobody has it open");
    let aside = path.with_file_name("aside");
    std::fs::create_dir(&aside).expect("a folder");
    let new = made.folder.join(FILE);
    let pairs: [(PathBuf, PathBuf); 2] = [(new.clone(), path.clone()), (keys_path(&new), keys_path(&path))];
    for (new, own) in pairs {
        std::fs::rename(&own, aside.join(own.file_name().expect("a name"))).expect("moved aside");
        std::fs::rename(new, own).expect("in its place");
    }
}

#[test]
fn the_sweep_finds_a_swap_that_is_torn() {
    let base = Swap::Rekey.prepared();
    let (work, control) = (swift_folder(), Control::new());
    deeds::copied(base.path(), work.path());
    let mut disk = Disk::of(work.path());
    let mut command = control.command_with_log("faults::swapped::the_careless_swap", work.path());
    assert!(command.env(CARELESS, work.path()).output().expect("it runs").status.success());
    let new_keys = std::fs::read(keys_path(&work.path().join(FILE))).expect("the new slots");
    let calls = disk::log(&control.log_file(), "said");
    let (mut torn, from) = (0, calls.len().saturating_sub(8));
    for (nth, call) in calls.iter().enumerate() {
        disk.then(call);
        if nth >= from {
            deeds::emptied(work.path());
            disk.after_the_kill(work.path());
            let path = work.path().join(FILE);
            let slots = std::fs::read(keys_path(&path)).unwrap_or_default();
            let key = if slots == new_keys { Swap::Rekey.key_after() } else { key_at_once() };
            torn += u32::from(slots.is_empty() || open::with_key(&path, key).is_err());
        }
    }
    assert!(torn > 0, "a swap without a word written down before is torn nowhere: the sweep cannot fail");
}
