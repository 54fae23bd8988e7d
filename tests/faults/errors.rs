//! The disk says no at any call (PROMISES 3): whoever was told "saved" finds it, whoever was told "not saved" finds nothing, whoever
//! was told neither asks again with the same key; and in the end it is done once.

use std::path::Path;

use lobby_core::{
    audit::chain::Head,
    base::error::{Error, Result},
    check::Depth,
};
use support::hotel::Hotel;

use super::{
    Figures,
    deeds::{self, Deed},
    shim::{Act, Control, EIO, ENOSPC},
    size, swift_folder,
};

/// Calls of a merge at which each deed's disk fails, for each way of failing; `LOBBY_ERROR_POINTS` says how many else.
const POINTS: u64 = 4;
/// The last calls are among them each time: there lies the sync of the commit.
const LAST: u64 = 3;
const AT: &str = "LOBBY_ERRORS_AT";
/// A disk that fails once, one that fails three times, one that fails until somebody sees to it; and one that is full.
const WAYS: [Act; 5] = [
    Act::Fail { error: EIO, lasting: 1 },
    Act::Fail { error: EIO, lasting: 3 },
    Act::Fail { error: EIO, lasting: 0 },
    Act::Fail { error: ENOSPC, lasting: 1 },
    Act::Fail { error: ENOSPC, lasting: 0 },
];
/// Migration is another program's opening and has its own sweep of kills.
const DEEDS: [Deed; 7] = [Deed::Points, Deed::Ticket, Deed::Import, Deed::Merge, Deed::Expiry, Deed::Backup, Deed::Export];

/// What the person at the desk hears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Heard {
    Saved,
    NotSaved,
    Checking,
}

fn heard(answer: &Result<()>) -> Heard {
    match answer {
        Ok(()) => Heard::Saved,
        Err(Error::Unknown { .. }) => Heard::Checking,
        Err(_) => Heard::NotSaved,
    }
}

#[derive(Debug, Default)]
struct Told {
    saved: u64,
    not_saved: u64,
    checking: u64,
}

impl Told {
    fn add(&mut self, heard: Heard) {
        match heard {
            Heard::Saved => self.saved += 1,
            Heard::NotSaved => self.not_saved += 1,
            Heard::Checking => self.checking += 1,
        }
    }
}

#[test]
fn an_error_of_the_disk_at_any_call_never_lies() {
    let (work, control) = (swift_folder(), Control::new());
    let mut command = control.command("faults::errors::the_desk_whose_disk_fails", work.path());
    let done = command.env(AT, work.path()).output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}{}", String::from_utf8_lossy(&done.stderr));
    let figures = said.lines().find_map(|line| Some(&line[line.find("promise 3")?..]));
    println!("{}", figures.expect("the desk says what it found"));
}

/// Not a test by itself: the process behind the shim.
#[test]
fn the_desk_whose_disk_fails() {
    let (Some(work), Some(control)) = (std::env::var_os(AT), Control::of_this_process()) else { return };
    let (work, figures) = (Path::new(&work), Figures::of(3));
    let mut told = Told::default();
    for deed in DEEDS {
        let base = deed.prepared();
        let (calls, rows) = calls_of(deed, base.path(), work, &control);
        let mut points = super::spread(calls, size("LOBBY_ERROR_POINTS", POINTS));
        points.extend(calls.saturating_sub(LAST).max(1)..calls);
        for act in WAYS {
            for at in &points {
                let (heard, made) = failed_at(deed, base.path(), work, (&control, *at, act));
                assert_eq!(made, rows, "{deed:?}, call {at}, {act:?}: once, and it stays");
                told.add(heard);
            }
        }
    }
    let Told { saved, not_saved, checking } = told;
    assert!(not_saved > 0, "no error was ever heard of: the disk did not fail");
    let all = saved + not_saved + checking;
    figures.say(&format!("{all} errors of the disk: saved {saved}, not saved {not_saved}, checking {checking}, lies 0"));
}

/// Returns how many calls the deed makes once the hotel is open, and how many rows of history.
fn calls_of(deed: Deed, base: &Path, work: &Path, control: &Control) -> (u64, i64) {
    let hotel = opened(base, work);
    let before = hotel.read(|db| db.head()).seq;
    control.plan(0, Act::Count);
    deed.done(&hotel, work).expect("it is done where nothing fails");
    let calls = control.count();
    (calls, hotel.read(|db| db.head()).seq - before)
}

fn opened(base: &Path, work: &Path) -> Hotel {
    deeds::emptied(work);
    deeds::copied(base, work);
    let hotel = deeds::opened(work).expect("the hotel opens");
    // As in a window, somebody reads beside the writer.
    hotel.read(|db| db.head());
    hotel
}

/// Lets the disk fail at one call; returns what was heard, and how many rows the deed made once it was asked again.
fn failed_at(deed: Deed, base: &Path, work: &Path, (control, at, act): (&Control, u64, Act)) -> (Heard, i64) {
    let said = format!("{deed:?}, call {at}, {act:?}");
    let hotel = opened(base, work);
    let before = hotel.read(|db| db.head());
    control.plan(at, act);
    let answer = deed.done(&hotel, work);
    control.plan(0, Act::Count);
    let heard = heard(&answer);
    let live = hotel.read(|db| db.head());
    honest(heard, &before, &live, &format!("{said}, asked at once: {answer:?}"));
    // The machine stops now: the file as it lies there, and its log.
    let stopped = swift_folder();
    deeds::copied(work, stopped.path());
    std::fs::remove_file(stopped.path().join("hotel.lobby-shm")).expect("memory goes with the machine");
    let found = deeds::sound(stopped.path(), Depth::Quick).unwrap_or_else(|error| panic!("{said}: {error:?}"));
    honest(heard, &before, &found, &format!("{said}, after the machine stopped: {answer:?}"));
    deed.done(&hotel, work).unwrap_or_else(|error| panic!("{said}: the same key again: {error:?}"));
    let again = hotel.read(|db| db.head());
    deed.done(&hotel, work).expect("and again");
    assert_eq!(hotel.read(|db| db.head()), again, "{said}: the same key a third time changes nothing");
    drop(hotel);
    let sound = deeds::sound(work, Depth::Quick).expect("it opens again");
    assert_eq!(sound, again, "{said}: it stays");
    (heard, sound.seq - before.seq)
}

fn honest(heard: Heard, before: &Head, found: &Head, said: &str) {
    let lies = match heard {
        Heard::Saved => found.seq == before.seq,
        Heard::NotSaved => found.seq != before.seq,
        Heard::Checking => false,
    };
    assert!(!lies, "{said}: {heard:?} was heard, and the file holds row {} after {}", found.seq, before.seq);
}
