//! It does not rot (PROMISES 29): thousands of writes with kills, jumps of the clock and a disk that says no now and then; what was
//! answered is there, and memory, log and open files stay bounded.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use lobby_core::{base::error::Error, check::Depth};
use support::hotel::hotel;

use super::{
    Chance, Figures, clock,
    deeds::{self},
    seed,
    shim::{Act, Control, EIO, ENOSPC},
    size, swift_folder,
};

/// Writes of a merge; `LOBBY_SOAK` says how many else (long: 50,000).
const WRITES: u64 = 600;
/// Writes of one life of the process, at most.
const LIFE: u64 = 150;
/// Between two looks at what the process holds.
const LOOK_EVERY: u64 = 25;
/// The log is folded from 16,000 pages on; what one write adds comes on top.
const LOG_MAX: u64 = 72 << 20;
const FILES_MAX: u64 = 40;
/// Memory of a process that holds a hotel's file, with the caches of its connections, KiB.
const MEMORY_MAX_KIB: u64 = 300 << 10;
const AT: &str = "LOBBY_SOAK_AT";
const FROM: &str = "LOBBY_SOAK_FROM";
const CHILD: &str = "faults::soak::the_desk_that_goes_on";

/// What a process holds.
#[derive(Debug, Clone, Copy, Default)]
struct Held {
    memory_kib: u64,
    files: u64,
    log: u64,
}

impl Held {
    fn now(folder: &Path) -> Self {
        let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let number = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or(u64::MAX);
        Self {
            memory_kib: resident.map_or(u64::MAX, number),
            files: std::fs::read_dir("/proc/self/fd").map_or(u64::MAX, |files| files.count() as u64),
            log: std::fs::metadata(folder.join("hotel.lobby-wal")).map_or(0, |facts| facts.len()),
        }
    }

    fn bounded(&self) -> bool {
        self.memory_kib <= MEMORY_MAX_KIB && self.files <= FILES_MAX && self.log <= LOG_MAX
    }
}

/// Not a test by itself: one life of the desk. It says each row once it is answered, and now and then what it holds.
#[test]
fn the_desk_that_goes_on() {
    let (Some(folder), Ok(from)) = (std::env::var_os(AT), std::env::var(FROM)) else { return };
    let (folder, from) = (Path::new(&folder), from.parse::<u64>().expect("a number"));
    let say = |line: &str| {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{line}").and_then(|()| out.flush()).expect("the parent listens");
    };
    // A disk that says no at the opening is no lie: nothing was told.
    let Ok(hotel) = deeds::opened(folder) else { return say("not opened") };
    let mut chance = Chance::of(seed() ^ from);
    for nth in 0..LIFE {
        if chance.happens(10) {
            hotel.set_now(clock::jump(&mut chance));
        }
        match clock::any_write(&hotel, &mut chance, from + nth) {
            Ok(seq) => say(&format!("answered {seq}")),
            Err(Error::Refused(_)) => say("refused"),
            Err(Error::Unknown { .. }) => say("checking"),
            Err(_) => say("not saved"),
        }
        if nth % LOOK_EVERY == LOOK_EVERY - 1 {
            let held = Held::now(folder);
            say(&format!("holds {} {} {}", held.memory_kib, held.files, held.log));
        }
    }
}

/// What one or many lives came to.
#[derive(Debug, Default)]
struct Lives {
    writes: u64,
    answered: u64,
    failed: u64,
    kills: u64,
    faults: u64,
    last: i64,
    most: Held,
}

#[test]
fn a_house_goes_on_through_kills_jumps_and_a_disk_that_says_no() {
    let (figures, writes) = (Figures::of(29), size("LOBBY_SOAK", WRITES));
    let first = hotel();
    clock::with_member(&first);
    let (work, from) = (swift_folder(), first.into_folder());
    deeds::copied(from.path(), work.path());
    let (mut chance, mut lives, mut life) = (Chance::of(seed()), Lives::default(), 0);
    while lives.writes < writes {
        life += 1;
        one_life(work.path(), life, &mut chance, &mut lives);
        let depth = if life % 20 == 0 { Depth::Deep } else { Depth::Quick };
        let head = deeds::sound(work.path(), depth).unwrap_or_else(|error| panic!("life {life}: {error:?}"));
        assert!(head.seq >= lives.last, "life {life}: row {} was answered, {} is the last", lives.last, head.seq);
    }
    deeds::sound(work.path(), Depth::Deep).expect("it is sound in the end");
    let Lives { writes, answered, failed, kills, faults, most, .. } = lives;
    assert!(
        kills > 0 && faults > 0 && answered > failed,
        "{kills} kills, {faults} bad disks, {answered} answers, {failed} failures"
    );
    figures.say(&format!(
        "{writes} writes in {life} lives ({kills} killed, {faults} with a bad disk), {answered} answered, {failed} told not saved or \
         checking, lost 0; at most {} MiB of memory, {} open files, a log of {} KiB",
        most.memory_kib >> 10,
        most.files,
        most.log >> 10
    ));
}

fn one_life(work: &Path, life: u64, chance: &mut Chance, lives: &mut Lives) {
    let control = Control::new();
    let at = 1 + chance.below(LIFE * 40);
    let act = match chance.below(4) {
        0 => Act::KillBefore,
        1 => Act::KillWithin,
        2 => Act::Fail { error: *chance.one(&[EIO, ENOSPC]), lasting: u32::try_from(1 + chance.below(40)).expect("small") },
        _ => Act::Count,
    };
    control.plan(at, act);
    let mut command: Command = control.command(CHILD, work);
    command.env(AT, work).env(FROM, (life * 1_000).to_string()).stderr(Stdio::piped()).stdout(Stdio::piped());
    let done = command.output().expect("it runs");
    let said = String::from_utf8_lossy(&done.stdout).into_owned();
    let killed = std::os::unix::process::ExitStatusExt::signal(&done.status) == Some(9);
    assert!(killed || done.status.success(), "life {life}: {said}{}", String::from_utf8_lossy(&done.stderr));
    lives.kills += u64::from(killed);
    lives.faults += u64::from(matches!(act, Act::Fail { .. }) && control.count() >= at);
    for line in said.lines() {
        take(line, life, act, lives);
    }
}

fn take(line: &str, life: u64, act: Act, lives: &mut Lives) {
    let numbers = |rest: &str| rest.split(' ').filter_map(|word| word.parse().ok()).collect::<Vec<u64>>();
    if let Some((_, seq)) = line.split_once("answered ") {
        (lives.writes, lives.answered) = (lives.writes + 1, lives.answered + 1);
        lives.last = lives.last.max(seq.parse().expect("a row's number"));
    } else if let Some((_, held)) = line.split_once("holds ") {
        let [memory_kib, files, log] = numbers(held)[..] else { panic!("three numbers: {line}") };
        let held = Held { memory_kib, files, log };
        assert!(held.bounded(), "life {life} holds too much: {held:?}");
        let most = &mut lives.most;
        *most = Held { memory_kib: most.memory_kib.max(memory_kib), files: most.files.max(files), log: most.log.max(log) };
    } else if line.contains("refused") {
        lives.writes += 1;
    } else if line.contains("not saved") || line.contains("checking") {
        assert!(matches!(act, Act::Fail { .. }), "life {life}: {line} on a sound disk");
        (lives.writes, lives.failed) = (lives.writes + 1, lives.failed + 1);
    }
}

#[test]
fn a_process_that_holds_more_and_more_is_found() {
    let fine = Held { memory_kib: 100 << 10, files: 12, log: 16 << 20 };
    assert!(fine.bounded());
    for leak in [Held { memory_kib: 400 << 10, ..fine }, Held { files: 900, ..fine }, Held { log: 900 << 20, ..fine }] {
        assert!(!leak.bounded(), "{leak:?}");
    }
    assert!(Held::now(Path::new("/")).memory_kib > 0, "memory can be asked for");
}
