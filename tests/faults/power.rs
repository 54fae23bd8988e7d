//! The power goes (PROMISES 1): what was acknowledged is there, on any disk that the moment may have left.

use std::path::Path;

use lobby_core::{
    audit::op::Op,
    base::{points::Points, role::Role},
    check::Depth,
    guests::{self, NewGuest},
    loyalty::{self, EarnPoints, Redeem},
    tickets::Subject,
};
use rusqlite::Connection;
use support::{
    case::Case,
    hotel::{Hotel, key_bytes},
};

use super::{
    Chance, Figures,
    deeds::{self, Deed},
    disk::{self, Call, Disk},
    seed, shared,
    shim::Control,
    size, swift_folder,
};

/// Images of a merge; `LOBBY_IMAGES` says how many else.
const IMAGES: u64 = 2_000;
/// One image in so many is checked to its depth: every index, every guest in the one box.
const DEEP_ONE_IN: u64 = 20;
const AT: &str = "LOBBY_POWER_AT";
const WEAK: &str = "LOBBY_POWER_WEAK";
const SAID: &str = "said";
/// Rows that the control's process writes.
const ROWS: u64 = 60;

/// Not a test by itself: the desk whose power goes. It earns, redeems, works on complaints, imports, closes and opens again, and
/// says the head of each write once the write is answered.
#[test]
fn the_desk_whose_power_goes() {
    let Some(folder) = std::env::var_os(AT) else { return };
    let folder = Path::new(&folder);
    let mut said = std::fs::OpenOptions::new().append(true).create(true).open(folder.join(SAID)).expect("a place to speak");
    let mut say = |hotel: &Hotel| {
        let head = hotel.read(|db| db.head());
        std::io::Write::write_all(&mut said, format!("{} {}\n", head.seq, head.mac).as_bytes()).expect("it is heard");
    };
    for round in 0..3 {
        let hotel = deeds::opened(folder).expect("the hotel opens");
        say(&hotel);
        for nth in 0..12 {
            posted(&hotel, round, nth);
            say(&hotel);
        }
        let new = NewGuest { name: format!("客人{round}"), ..NewGuest::default() };
        let request = hotel.request_with(Role::Receptionist, &format!("guest-{round}"));
        let guest = hotel.store.write(&request, Op::AddGuest, &new, |tx| guests::add(tx, &new)).expect("a guest").value;
        say(&hotel);
        let case = Case::of(&hotel, Subject::Guest { guest });
        say(&hotel);
        case.to_the_plan();
        say(&hotel);
        if round == 1 {
            Deed::Import.done(&hotel, folder).expect("the file comes in");
            say(&hotel);
        }
    }
}

fn posted(hotel: &Hotel, round: u64, nth: u64) {
    let request = hotel.request_with(Role::DutyManager, &format!("post-{round}-{nth}"));
    let member = deeds::first_member();
    let done = if nth % 3 == 2 {
        let input = Redeem { member, points: Points::new(7).expect("points"), reward: None };
        hotel.store.write(&request, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input)).map(drop)
    } else {
        let input = EarnPoints { member, points: Points::new(11).expect("points"), expires_on: None };
        hotel.store.write(&request, Op::EarnPoints, &input, |tx| loyalty::earn_points(tx, &input)).map(drop)
    };
    done.expect("posted");
}

/// Runs the desk in a folder made by `deed` and returns the disk as it was before, and every call.
fn run(deed: Deed, extra: impl FnOnce(&Path)) -> (Disk, Vec<Call>) {
    let prepared = deed.prepared();
    extra(prepared.path());
    let work = swift_folder();
    deeds::copied(prepared.path(), work.path());
    let disk = Disk::of(work.path());
    let control = Control::new();
    let mut command = control.command_with_log("faults::power::the_desk_whose_power_goes", work.path());
    let done = command.env(AT, work.path()).output().expect("the desk runs");
    assert!(done.status.success(), "the desk did not come to its end: {}", String::from_utf8_lossy(&done.stderr));
    (disk, disk::log(&control.log_file(), SAID))
}

/// What was found on the images of one run.
#[derive(Debug, Default)]
struct Outcome {
    images: u64,
    /// Images on which something acknowledged was not there.
    lost: u64,
    /// Images on which nothing was acknowledged later than what they hold.
    held_more: u64,
}

impl Outcome {
    fn and(self, other: Self) -> Self {
        Self { images: self.images + other.images, lost: self.lost + other.lost, held_more: self.held_more + other.held_more }
    }
}

/// Replays `calls` on `disk` up to `images` moments and looks at each disk that they may have left.
fn replayed(disk: &Disk, calls: &[Call], images: u64, look: impl Fn(&Path, &[String], u64) -> Option<i64> + Sync) -> Outcome {
    let mut chance = Chance::of(seed());
    let mut moments: Vec<usize> = (0..images).map(|_| chance.place(calls.len() + 1)).collect();
    moments.sort_unstable();
    let mut image = |(nth, moment)| {
        let own = chance.clone();
        chance.number();
        Image { nth, moment, chance: own }
    };
    let images: Vec<Image> = (0..).zip(moments).map(&mut image).collect();
    shared(&images, |part| looked_at(disk.clone(), calls, part, &look)).into_iter().fold(Outcome::default(), Outcome::and)
}

/// One disk that the power leaves.
struct Image {
    nth: u64,
    /// Calls that were made before.
    moment: usize,
    chance: Chance,
}

/// Looks at `images`, which stand in the order of their moments.
fn looked_at(mut disk: Disk, calls: &[Call], images: &[Image], look: impl Fn(&Path, &[String], u64) -> Option<i64>) -> Outcome {
    let (mut done, mut said, mut outcome) = (0, Vec::new(), Outcome::default());
    for Image { nth, moment, chance } in images {
        for call in &calls[done..*moment] {
            disk.then(call);
            if let Call::Said(line) = call {
                said.push(line.clone());
            }
        }
        done = *moment;
        let place = swift_folder();
        disk.after_the_cut(&mut chance.clone(), place.path());
        let acknowledged = said.last().map_or(0, |line| sequence(line));
        let found = look(place.path(), &said, *nth);
        outcome.images += 1;
        outcome.lost += u64::from(found.is_none_or(|found| found < acknowledged));
        outcome.held_more += u64::from(found.is_some_and(|found| found > acknowledged));
    }
    outcome
}

fn sequence(line: &str) -> i64 {
    line.split(' ').next().and_then(|word| word.parse().ok()).expect("a number was said")
}

/// Returns the sequence that the hotel's file holds, whole and sound, with the very rows that were acknowledged.
fn hotel_in(place: &Path, said: &[String], image: u64) -> Option<i64> {
    let depth = if image.is_multiple_of(DEEP_ONE_IN) { Depth::Deep } else { Depth::Quick };
    let head = deeds::sound(place, depth).unwrap_or_else(|error| panic!("image {image} does not open: {error:?}"));
    let same = said.iter().find(|line| sequence(line) == head.seq);
    assert!(same.is_none_or(|line| line.ends_with(&head.mac)), "image {image}: another row {} than was acknowledged", head.seq);
    Some(head.seq)
}

#[test]
fn what_was_acknowledged_is_there_after_the_power_went() {
    let figures = Figures::of(1);
    let images = size("LOBBY_IMAGES", IMAGES);
    let runs = [(Deed::Import, images - images / 4), (Deed::Migration, images / 4)];
    let (mut replays, mut held_more) = (0, 0);
    for (deed, images) in runs {
        let stays = |folder: &Path| std::fs::write(folder.join("stays.csv"), deeds::stays_file(120)).expect("a file of stays");
        let (disk, calls) = run(deed, stays);
        let outcome = replayed(&disk, &calls, images, hotel_in);
        assert_eq!(outcome.lost, 0, "{deed:?}: acknowledged writes are not there; seed {}: {outcome:?}", seed());
        (replays, held_more) = (replays + outcome.images, held_more + outcome.held_more);
        // The control: the same log on a disk that obeys no sync.
        let careless: Vec<Call> =
            calls.into_iter().filter(|call| !matches!(call, Call::Sync { .. } | Call::SyncFolder)).collect();
        let lost = replayed(&disk, &careless, 60, |place, _, _| {
            std::panic::catch_unwind(|| deeds::head_in(place).ok().map(|head| head.seq)).ok().flatten()
        });
        assert!(lost.lost > 0, "{deed:?}: on a disk that obeys no sync nothing was lost: the replay cannot fail");
    }
    assert!(held_more > 0, "no image held a write that was not answered yet: no moment fell into the middle of one");
    figures.say(&format!("{replays} images of crashed disks, acknowledged writes lost 0, images unsound 0"));
}

/// Not a test by itself: a process that writes rows into a table of its own as any program does, with the sync that it is told.
#[test]
fn the_table_whose_power_goes() {
    let (Some(folder), Ok(synchronous)) = (std::env::var_os(AT), std::env::var(WEAK)) else { return };
    let folder = Path::new(&folder);
    let conn = plain(folder);
    conn.pragma_update(None, "synchronous", synchronous).expect("a setting");
    let mut said = std::fs::OpenOptions::new().append(true).create(true).open(folder.join(SAID)).expect("a place to speak");
    for row in 1..=ROWS {
        conn.execute("INSERT INTO rows_of_the_control VALUES (?1, randomblob(900))", [row.cast_signed()]).expect("a row");
        std::io::Write::write_all(&mut said, format!("{row}\n").as_bytes()).expect("it is heard");
    }
}

fn plain(folder: &Path) -> Connection {
    let conn = Connection::open(folder.join("hotel.lobby")).expect("the file opens");
    let hex: String = key_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    conn.pragma_update(None, "key", format!("x'{hex}'")).expect("the key is given");
    conn
}

#[test]
fn a_log_that_is_synced_less_loses_what_was_acknowledged() {
    for (synchronous, loses) in [("FULL", false), ("NORMAL", true)] {
        let work = swift_folder();
        let conn = plain(work.path());
        conn.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get::<_, String>(0)).expect("a log");
        conn.execute_batch("CREATE TABLE rows_of_the_control(id INTEGER PRIMARY KEY, body BLOB)").expect("a table");
        drop(conn);
        let (disk, control) = (Disk::of(work.path()), Control::new());
        let mut command = control.command_with_log("faults::power::the_table_whose_power_goes", work.path());
        let done = command.env(AT, work.path()).env(WEAK, synchronous).output().expect("it runs");
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let calls = disk::log(&control.log_file(), SAID);
        let outcome = replayed(&disk, &calls, 150, |place, _, _| {
            plain(place).query_row("SELECT coalesce(max(id), 0) FROM rows_of_the_control", [], |row| row.get(0)).ok()
        });
        assert_eq!(outcome.lost > 0, loses, "synchronous={synchronous}: {outcome:?}");
    }
}
