//! A clock that jumps (PROMISES 14): ten years on, ten years back, over midnight, over the hour that comes twice. Nothing is lost,
//! the history stays in its order, and no points end by themselves.

use lobby_core::{
    audit::op::Op,
    base::{
        error::Error,
        points::Points,
        role::Role,
        time::{BusinessDate, Instant},
    },
    check::{self, Depth},
    guests::{self, NewGuest},
    loyalty::{
        self, EarnPoints, Enrol, MemberRef, Redeem,
        expiry::{self, RunExpiry},
    },
    open,
    tickets::{self, Subject},
};
use support::{
    case,
    hotel::{Hotel, NOW_MS, PASSPHRASE, code, hotel_in},
    outside,
};

use super::{Chance, Figures, seed, size};

/// Writes of a merge in each hotel; `LOBBY_JUMPS` says how many else.
const WRITES: u64 = 60;
const DAY_MS: i64 = 86_400_000;
/// Zones with and without daylight saving, one that changed its mind, one of half an hour.
const ZONES: [&str; 4] = ["Asia/Shanghai", "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe"];
/// Instants at which clocks are set: both nights of 2026 in Berlin, both in Lord Howe, a new year, a leap day (UTC, seconds).
const TURNS: [i64; 6] = [1_774_746_000, 1_792_890_000, 1_775_314_800, 1_791_041_400, 1_798_761_600, 1_835_395_200];

/// Does one write of any kind; returns what it was refused for, if it was.
pub fn any_write(hotel: &Hotel, chance: &mut Chance, key: u64) -> Result<i64, Error> {
    let request = |role| hotel.request_with(role, &format!("any-{key}"));
    let member = MemberRef("00000001".to_owned());
    let points = Points::new(1 + i64::try_from(chance.below(9)).expect("small")).expect("points");
    match chance.below(4) {
        0 => {
            let new = NewGuest { name: format!("客人{key}"), ..NewGuest::default() };
            hotel.store.write(&request(Role::Receptionist), Op::AddGuest, &new, |tx| guests::add(tx, &new)).map(|done| done.seq)
        }
        1 => {
            let input = Redeem { member, points, reward: None };
            let done = hotel.store.write(&request(Role::DutyManager), Op::RedeemPoints, &input, |tx| loyalty::redeem(tx, &input));
            done.map(|done| done.seq)
        }
        2 => {
            let input = case::leak(Subject::Room { room: "0915".to_owned() });
            let done =
                hotel.store.write(&request(Role::Receptionist), Op::OpenTicket, &input, |tx| tickets::open_ticket(tx, &input));
            done.map(|done| done.seq)
        }
        _ => {
            let input = EarnPoints { member, points, expires_on: None };
            let write = |tx: &mut lobby_core::db::Tx<'_>| loyalty::earn_points(tx, &input);
            hotel.store.write(&request(Role::DutyManager), Op::EarnPoints, &input, write).map(|done| done.seq)
        }
    }
}

/// Returns an instant that a clock may jump to from anywhere.
pub fn jump(chance: &mut Chance) -> Instant {
    let ten_years = 3_653 * DAY_MS;
    let near = |chance: &mut Chance, span: i64| i64::try_from(chance.below(span.unsigned_abs() * 2)).expect("small") - span;
    let ms = match chance.below(4) {
        0 => NOW_MS + if chance.happens(50) { ten_years } else { -ten_years },
        1 => NOW_MS + near(chance, ten_years),
        // Four in the morning is the end of the hotel's day, midnight that of everybody's.
        2 => {
            (NOW_MS / DAY_MS) * DAY_MS
                + [0, 4, 16, 20][usize::try_from(chance.below(4)).expect("small")] * 3_600_000
                + near(chance, 2_000)
        }
        _ => TURNS[usize::try_from(chance.below(6)).expect("small")] * 1_000 + near(chance, 5_400_000),
    };
    Instant::from_ms(ms)
}

/// A member with points that end one day.
pub fn with_member(hotel: &Hotel) {
    let guest = hotel.guest("王建国", "13800138000");
    let enrol = Enrol { guest };
    hotel.write(Role::Receptionist, Op::EnrolMember, &enrol, |tx| loyalty::enrol(tx, &enrol)).expect("enrolled");
    let points = Points::new(5_000).expect("points");
    let earn = EarnPoints { member: MemberRef("00000001".to_owned()), points, expires_on: None };
    hotel.write(Role::DutyManager, Op::EarnPoints, &earn, |tx| loyalty::earn_points(tx, &earn)).expect("earned");
}

fn expired(hotel: &Hotel) -> i64 {
    let conn = outside::opened(&hotel.path(), PASSPHRASE);
    conn.query_row("SELECT count(*) FROM ledger WHERE code = 'expire'", [], |row| row.get(0)).expect("the ledger")
}

fn today(hotel: &Hotel) -> BusinessDate {
    hotel.store.hotel().clock.business_date(hotel.now())
}

#[test]
fn a_clock_that_jumps_loses_nothing_and_ends_no_points() {
    let (figures, writes) = (Figures::of(14), size("LOBBY_JUMPS", WRITES));
    let (mut made, mut refused) = (0, 0);
    for zone in ZONES {
        let hotel = hotel_in(zone);
        with_member(&hotel);
        let (mut chance, mut last) = (Chance::of(seed()), hotel.read(|db| db.head()).seq);
        for key in 0..writes {
            hotel.set_now(jump(&mut chance));
            match any_write(&hotel, &mut chance, key) {
                Ok(seq) => {
                    assert!(seq > last, "{zone}: row {seq} came after {last}");
                    made += 1;
                }
                Err(Error::Refused(_)) => refused += 1,
                Err(error) => panic!("{zone}, write {key} at {:?}: {error:?}", hotel.now()),
            }
            last = hotel.read(|db| db.head()).seq;
            let day = today(&hotel);
            hotel.store.upkeep(|db, _| open::keep_up(db, day, &mut |_, _| {})).expect("the day is begun");
        }
        assert_eq!(expired(&hotel), 0, "{zone}: points ended by themselves");
        asked_to_expire(&hotel, zone);
        let checked = check::file(&hotel.store, &hotel.session(Role::GeneralManager), Depth::Deep).expect("the check runs");
        assert!(checked.ok, "{zone}: {checked:?}");
    }
    assert!(made > refused, "{made} writes and {refused} refusals: the jumps were not survived, they were refused");
    figures.say(&format!(
        "{} jumps in {} zones, {made} writes and {refused} refusals, points ended by themselves 0",
        made + refused,
        ZONES.len()
    ));
}

/// A run after a jump wants a person who read the day; and with one it does end them, which is the control.
fn asked_to_expire(hotel: &Hotel, zone: &str) {
    hotel.set_now(Instant::from_ms(NOW_MS + 9_000 * DAY_MS));
    let on = today(hotel);
    let run = |day_is_right| {
        let input = RunExpiry { on, day_is_right };
        hotel.write(Role::GeneralManager, Op::ExpirePoints, &input, |tx| expiry::run(tx, &input)).map(drop)
    };
    assert_eq!(code(&run(None)), "clock_doubt", "{zone}");
    assert_eq!(expired(hotel), 0, "{zone}: and nothing has ended");
    run(Some(on)).expect("somebody read the day");
    assert!(expired(hotel) > 0, "{zone}: points can end: the harness can fail");
}

#[test]
fn days_follow_instants_through_every_turn_of_the_clock() {
    for zone in ZONES {
        let hotel = hotel_in(zone);
        for turn in TURNS {
            let days: Vec<BusinessDate> = (-36..36)
                .map(|step| hotel.store.hotel().clock.business_date(Instant::from_ms(turn * 1_000 + step * 600_000)))
                .collect();
            assert!(days.is_sorted(), "{zone}: a later instant has an earlier day around {turn}");
            assert!(days.last().zip(days.first()).is_some_and(|(last, first)| last.days_since(*first) <= 1), "{zone}: {turn}");
        }
    }
}
