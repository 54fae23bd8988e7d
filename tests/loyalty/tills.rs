//! Several tills at one account at the same time: threads of one window, a second connection, and processes beside it.

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Lines, Write},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    time::Duration,
};

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::{EntryId, GuestId},
        role::Role,
    },
    db::Store,
    loyalty::{
        self, EntryCode, Posted, Redeem,
        statement::{self, StatementAsked},
    },
    open,
};

use super::{balanced, desk, points};
use support::hotel::{Hotel, code, hotel, key};

const FILE: &str = "LOBBY_TILL_FILE";
const MEMBER: &str = "LOBBY_TILL_MEMBER";
const NUMBER: &str = "LOBBY_TILL_NUMBER";
/// What the account holds, in lots that end on different days.
const LOTS: [(i64, &str); 3] = [(700, "2026-08-31"), (500, "2026-07-31"), (800, "2027-07-31")];
/// What each till takes at a time: none divides what is held.
const TAKES: [i64; 5] = [7, 11, 13, 17, 19];
/// Between two guests at one till: whoever waits for the file gets a turn.
const BREATH: Duration = Duration::from_millis(10);
/// More often than any till can take.
const TIMES_MAX: usize = 1_000;
/// How often a till asks again that the others kept waiting.
const PATIENCE: usize = 5;
/// Tills that are processes of their own; the others are threads.
const PROCESSES: usize = 2;

/// Redeems until the account does not hold so many; returns what was acknowledged.
fn till(hotel: &Hotel, store: &Store, member: GuestId, number: usize) -> Vec<(EntryId, i64)> {
    let mut acknowledged = Vec::new();
    for nth in 0..TIMES_MAX {
        let input = Redeem { member: member.into(), points: points(TAKES[number]), reward: None };
        let request = hotel.request_with(Role::Receptionist, &format!("till-{number}-{nth}"));
        let send = || -> Result<Posted> {
            store.write(&request, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input)).map(|done| done.value)
        };
        // Whoever waited in vain for the others asks again under the same key.
        let posted = (0..PATIENCE).map(|_| send()).find(|posted| code(posted) != "database_failed").unwrap_or_else(send);
        match posted {
            Ok(posted) => {
                assert!(posted.balance.count() >= 0, "never below nothing");
                acknowledged.push((posted.entry_id, TAKES[number]));
                std::thread::sleep(BREATH);
            }
            refused => {
                assert_eq!(code(&refused), "not_enough_points", "nothing else stands in a till's way: {refused:?}");
                return acknowledged;
            }
        }
    }
    acknowledged
}

/// Not a test by itself: the process that [`tills_at_once_lose_no_acknowledged_redemption`] starts beside the window.
#[test]
fn the_till_beside() {
    let (Some(file), Ok(member), Ok(number)) = (std::env::var_os(FILE), std::env::var(MEMBER), std::env::var(NUMBER)) else {
        return;
    };
    let hotel = Hotel::reopened(Path::new(&file), 0);
    let member: GuestId = member.parse().expect("a member");
    println!("ready");
    std::io::stdin().lines().next().expect("the parent says when").expect("a line");
    for (entry, _) in till(&hotel, &hotel.store, member, number.parse().expect("a till's number")) {
        println!("took {entry}");
    }
}

/// A till beside the window, waiting for the word.
struct Beside {
    process: Child,
    said: Lines<BufReader<ChildStdout>>,
    number: usize,
}

impl Beside {
    fn ready(path: &Path, member: GuestId, number: usize) -> Self {
        let mut process = Command::new(std::env::current_exe().expect("this program"))
            .args(["loyalty::tills::the_till_beside", "--exact", "--nocapture"])
            .env(FILE, path)
            .env(MEMBER, member.to_string())
            .env(NUMBER, number.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the till beside runs");
        let mut said = BufReader::new(process.stdout.take().expect("its output is piped")).lines();
        assert!(said.any(|line| line.expect("text").ends_with("ready")), "till {number} opens the file");
        Beside { process, said, number }
    }

    fn go(mut self) -> Vec<(EntryId, i64)> {
        let mut word = self.process.stdin.take().expect("its input is piped");
        writeln!(word, "go").expect("the till hears");
        let mut taken = Vec::new();
        for line in self.said {
            if let Some((_, entry)) = line.expect("text").split_once("took ") {
                taken.push((entry.trim().parse().expect("a posting's id"), TAKES[self.number]));
            }
        }
        assert!(self.process.wait().expect("its end").success(), "till {} ended well", self.number);
        taken
    }
}

#[test]
fn tills_at_once_lose_no_acknowledged_redemption() {
    let hotel = hotel();
    let desk = desk(&hotel);
    for (count, until) in LOTS {
        desk.earn(count, Some(until)).expect("earned");
    }
    let held: i64 = LOTS.iter().map(|(count, _)| count).sum();
    let (path, member) = (hotel.path(), desk.guest);
    let mut processes: Vec<Beside> = (0..PROCESSES).map(|number| Beside::ready(&path, member, number)).collect();
    let second = open::with_key(&path, key()).expect("a second connection");
    let acknowledged: Vec<(EntryId, i64)> = std::thread::scope(|scope| {
        let (hotel, second) = (&hotel, &second);
        let beside = processes.drain(..).map(|process| scope.spawn(move || process.go()));
        let mut tills: Vec<_> = beside.collect();
        tills.push(scope.spawn(move || till(hotel, second, member, PROCESSES)));
        tills.extend((PROCESSES + 1..TAKES.len()).map(|number| scope.spawn(move || till(hotel, &hotel.store, member, number))));
        tills.into_iter().flat_map(|till| till.join().expect("a till")).collect()
    });
    let taken: i64 = acknowledged.iter().map(|(_, count)| count).sum();
    assert_eq!(desk.balance(), held - taken, "what was acknowledged is what was taken");
    let least = TAKES.iter().min().expect("tills");
    assert!((0..*least).contains(&desk.balance()), "nobody stopped before the points were gone: {}", desk.balance());
    let asked = StatementAsked { member: member.into(), from: None, to: None, before: None };
    let lines = hotel.read(|db| statement::whole(db, &asked)).statement.lines;
    let kept: BTreeSet<EntryId> = lines.iter().filter(|line| line.code == EntryCode::Redeem).map(|line| line.id).collect();
    assert_eq!(
        kept,
        acknowledged.iter().map(|(entry, _)| *entry).collect(),
        "each acknowledged one is in the ledger, and no other"
    );
    let tills = |number: usize| acknowledged.iter().filter(|(_, count)| *count == TAKES[number]).count();
    assert!((0..TAKES.len()).all(|number| tills(number) > 0), "every till had its turn, so they were there at once");
    balanced(&hotel);
}

#[test]
fn one_key_sent_by_two_tills_at_once_redeems_once() {
    let hotel = hotel();
    let desk = desk(&hotel);
    desk.earn(1_000, None).expect("earned");
    let second = open::with_key(&hotel.path(), key()).expect("a second connection");
    for round in 0..40 {
        let input = Redeem { member: desk.guest.into(), points: points(10), reward: None };
        let request = hotel.request_with(Role::Receptionist, &format!("both-{round}"));
        let send = |store: &Store| {
            store.write(&request, Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input)).expect("answered").value
        };
        let (one, other) = std::thread::scope(|scope| {
            let other = scope.spawn(|| send(&second));
            (send(&hotel.store), other.join().expect("the other till"))
        });
        assert_eq!(one, other, "both are told of the one redemption");
        assert_eq!(desk.balance(), 1_000 - 10 * (round + 1), "round {round} counts once");
    }
    balanced(&hotel);
}
