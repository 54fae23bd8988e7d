//! PROMISES 22: guessing a PIN is slow, whatever is done to hurry it, and locks out nobody but the one who is guessed at.

use std::{collections::BTreeMap, sync::Barrier, time::Instant as Stopwatch};

use lobby_core::{
    audit::op::Op,
    base::{
        error::Result,
        ids::UserId,
        role::{Role, Session},
        time::Instant,
    },
    db::Store,
    open,
    staff::{self, SetPin},
};
use support::hotel::{Hotel, NOW_MS, code, hotel, key};

const PIN: &str = "730164";
const HOUR_MS: i64 = 3_600_000;

/// How many hours somebody guesses; `LOBBY_GUESSING_HOURS` says another figure.
fn hours() -> i64 {
    std::env::var("LOBBY_GUESSING_HOURS").ok().map_or(1, |text| text.parse().expect("a number of hours"))
}

fn with_pin(hotel: &Hotel, role: Role) -> UserId {
    let user = hotel.session(role).user;
    let set = SetPin { user, pin_hash: staff::hash_pin(PIN, [3; 16]).expect("64 MiB to spare") };
    hotel.write(Role::Administrator, Op::SetPin, &set, |tx| staff::set_pin(tx, &set)).expect("a PIN is set");
    user
}

fn try_at(store: &Store, pin: &str, at_ms: i64) -> Result<Session> {
    staff::sign_in(store, "duty-manager", pin, Instant::from_ms(at_ms))
}

/// Returns the instant before which no further try is looked at.
fn until_ms<T>(outcome: &Result<T>) -> i64 {
    let args: BTreeMap<_, _> = outcome.as_ref().err().expect("a wrong PIN").args().into_iter().collect();
    args["until_ms"].parse().expect("an instant")
}

#[test]
fn who_guesses_without_a_rest_gets_a_dozen_tries_an_hour_restart_or_not() {
    let mut hotel = hotel();
    with_pin(&hotel, Role::DutyManager);
    let begun = Stopwatch::now();
    let (mut now, end) = (NOW_MS, NOW_MS + hours() * HOUR_MS);
    let mut tries = 0i64;
    while now < end {
        let guess = format!("{tries:06}");
        let outcome = try_at(&hotel.store, &guess, now);
        assert_eq!(code(&outcome), "wrong_pin", "try {tries}");
        tries += 1;
        let until = until_ms(&outcome);
        if until > now {
            let soon = try_at(&hotel.store, PIN, until - 1);
            assert_eq!(code(&soon), "pin_too_soon", "not even the right one before the wait is over");
            assert_eq!(until_ms(&soon), until, "and asking does not lengthen it");
        }
        if tries % 5 == 0 {
            // A restart of the program does not help.
            let path = hotel.path();
            hotel.store = open::with_key(&path, key()).expect("the hotel opens again");
        }
        now = now.max(until);
    }
    println!("{tries} tries in {} hours, in {:.1} s", hours(), begun.elapsed().as_secs_f64());
    assert!(tries <= 9 + hours() * 12, "{tries} tries in {} hours", hours());
    assert!(tries >= hours() * 11, "the control: a wait is no lock, {tries} tries in {} hours", hours());
    try_at(&hotel.store, PIN, now).expect("whose PIN it is comes in once the wait is over");
    assert_eq!(code(&try_at(&hotel.store, "000000", now)), "wrong_pin");
    assert_eq!(until_ms(&try_at(&hotel.store, "000000", now)), now, "and begins anew without a wait");
}

#[test]
fn many_tries_at_once_are_no_way_around_the_wait() {
    let hotel = hotel();
    with_pin(&hotel, Role::DutyManager);
    let second = open::with_key(&hotel.path(), key()).expect("a second program opens the hotel");
    let stores = [&hotel.store, &second];
    let together = Barrier::new(12);
    let outcomes: Vec<&'static str> = std::thread::scope(|scope| {
        let tries: Vec<_> = (0..12)
            .map(|nth: usize| {
                let (store, together) = (stores[nth % 2], &together);
                scope.spawn(move || {
                    together.wait();
                    code(&try_at(store, &format!("{nth:06}"), NOW_MS))
                })
            })
            .collect();
        tries.into_iter().map(|one| one.join().expect("a try answers")).collect()
    });
    let looked_at = outcomes.iter().filter(|code| **code == "wrong_pin").count();
    assert_eq!(looked_at, 3, "three tries cost nothing, the others wait: {outcomes:?}");
    assert_eq!(outcomes.iter().filter(|code| **code == "pin_too_soon").count(), 9, "{outcomes:?}");
}

#[test]
fn whoever_is_guessed_at_waits_alone_and_never_long() {
    let hotel = hotel();
    with_pin(&hotel, Role::DutyManager);
    with_pin(&hotel, Role::GeneralManager);
    let mut now = NOW_MS;
    for guess in 0..14 {
        let outcome = try_at(&hotel.store, &format!("{guess:06}"), now);
        now = now.max(until_ms(&outcome));
        let wait = until_ms(&outcome) - now;
        assert!(wait <= 300_000, "five minutes at most, whatever is done: {wait} ms");
        if guess % 7 == 6 {
            let other = staff::sign_in(&hotel.store, "general-manager", PIN, Instant::from_ms(now));
            other.expect("a colleague signs in meanwhile, at once");
        }
    }
    try_at(&hotel.store, PIN, now).expect("and whose PIN it is comes in after the wait");
}

#[test]
fn a_clock_that_is_set_wins_no_try_and_locks_nobody_out() {
    let hotel = hotel();
    with_pin(&hotel, Role::DutyManager);
    for guess in 0..4 {
        try_at(&hotel.store, &format!("{guess:06}"), NOW_MS + guess * 60_000).expect_err("wrong");
    }
    let year = 365 * 24 * HOUR_MS;
    let back = try_at(&hotel.store, PIN, NOW_MS - year);
    assert_eq!(code(&back), "pin_too_soon", "set back by a year: no try is won");
    let wait = until_ms(&back) - (NOW_MS - year);
    assert!(wait <= 300_000, "and the wait is no year: {wait} ms");
    try_at(&hotel.store, PIN, NOW_MS - year + wait).expect("whose PIN it is comes in after it");
}
