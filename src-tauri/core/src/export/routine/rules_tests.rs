//! Tables of what is due.

use super::{rules::*, *};
use crate::base::{ids::RawId, time::HotelClock};

const SHANGHAI: HotelClock = HotelClock { zone: chrono_tz::Asia::Shanghai, day_ends_hour: 4 };

fn wall(clock: &HotelClock, text: &str) -> Instant {
    let (day, time) = text.split_once(' ').expect("a day and a time");
    let (hour, minute) = time.split_once(':').expect("hours and minutes");
    let day: BusinessDate = day.parse().expect("a day");
    clock.at_local(day.date(), hour.parse().expect("hours"), minute.parse().expect("minutes")).expect("on the wall")
}

fn routine(cadence: Cadence, contents: Contents, hour: u8, since: Instant) -> Routine {
    let by_user = UserId::from(RawId::from_bytes([1; 16]));
    let folder = "/srv/group".to_owned();
    Routine { version: 1, cadence, contents, hour, folder, runs: true, since_ms: since, by_user, at_ms: since }
}

/// Packages, the latest first, each written as its period and when it was made.
fn made(clock: &HotelClock, packages: &[(&str, &str)]) -> Past {
    let made =
        packages.iter().map(|(period, at)| Before { period: Period::parse(period).expect("a period"), made: wall(clock, at) });
    Past { made: made.collect(), ..Past::default() }
}

fn due(routine: &Routine, past: &Past, clock: &HotelClock, now: &str) -> Vec<String> {
    asked(routine, past, clock, wall(clock, now)).due.into_iter().map(|turn| turn.period.to_string()).collect()
}

/// A routine at six, what was made before, now, what is due.
type Case<'c> = (&'c str, Cadence, Contents, &'c [(&'c str, &'c str)], &'c str, &'c [&'c str]);

const CASES: &[Case<'static>] = &[
    ("the hour has not come", Cadence::Day, Contents::Period, &[], "2026-07-02 05:59", &[]),
    ("the hour has come", Cadence::Day, Contents::Period, &[], "2026-07-02 06:00", &["2026-07-01"]),
    ("what a person made counts", Cadence::Day, Contents::Period, &[("2026-07-01", "2026-07-02 05:00")], "2026-07-02 06:00", &[]),
    (
        "made while the day ran: it goes again",
        Cadence::Day,
        Contents::Period,
        &[("2026-07-01", "2026-07-01 22:00")],
        "2026-07-02 06:00",
        &["2026-07-01"],
    ),
    (
        "the machine was off three days",
        Cadence::Day,
        Contents::Period,
        &[("2026-07-01", "2026-07-02 06:00")],
        "2026-07-05 09:00",
        &["2026-07-02", "2026-07-03", "2026-07-04"],
    ),
    (
        "one of the three was made by hand",
        Cadence::Day,
        Contents::Period,
        &[("2026-07-03", "2026-07-04 10:00"), ("2026-07-01", "2026-07-02 06:00")],
        "2026-07-05 09:00",
        &["2026-07-02", "2026-07-04"],
    ),
    (
        "off three days, one package holds them",
        Cadence::Day,
        Contents::SinceLast,
        &[("2026-07-01--2026-07-01", "2026-07-02 06:00")],
        "2026-07-05 09:00",
        &["2026-07-04"],
    ),
    (
        "everything, the newest alone",
        Cadence::Day,
        Contents::Full,
        &[("all-2026-07-01", "2026-07-02 06:00")],
        "2026-07-05 09:00",
        &["2026-07-04"],
    ),
    ("everything is there", Cadence::Day, Contents::Full, &[("all-2026-07-04", "2026-07-05 06:00")], "2026-07-05 09:00", &[]),
    ("a month is no week's end", Cadence::Month, Contents::Period, &[], "2026-07-31 23:59", &[]),
    ("a month", Cadence::Month, Contents::Period, &[], "2026-08-01 06:00", &["2026-07"]),
    ("the last night of a month is still its own", Cadence::Month, Contents::Period, &[], "2026-08-01 03:59", &[]),
    ("a month that a person made", Cadence::Month, Contents::Period, &[("2026-07", "2026-08-01 05:00")], "2026-08-09 12:00", &[]),
    (
        "days do not stand for their month",
        Cadence::Month,
        Contents::Period,
        &[("2026-07-31", "2026-08-01 06:00")],
        "2026-08-01 06:00",
        &["2026-07"],
    ),
    (
        "since the last, and the last went to the end",
        Cadence::Month,
        Contents::SinceLast,
        &[("2026-07", "2026-08-01 05:00")],
        "2026-08-01 07:00",
        &[],
    ),
    ("a week ends on Sunday", Cadence::Week, Contents::Period, &[], "2026-07-13 06:00", &["2026-W27", "2026-W28"]),
    (
        "over New Year",
        Cadence::Week,
        Contents::Period,
        &[("2026-W52", "2026-12-28 06:00")],
        "2027-01-11 06:00",
        &["2026-W53", "2027-W01"],
    ),
    (
        "the year's last month",
        Cadence::Month,
        Contents::Period,
        &[("2026-11", "2026-12-01 06:00")],
        "2027-01-04 08:00",
        &["2026-12"],
    ),
    (
        "a month of 28 days",
        Cadence::Month,
        Contents::Period,
        &[("2027-01", "2027-02-01 06:00")],
        "2027-03-01 06:00",
        &["2027-02"],
    ),
    ("a leap year's February", Cadence::Month, Contents::Period, &[("2028-01", "2028-02-01 06:00")], "2028-02-29 23:00", &[]),
    (
        "and when it is over",
        Cadence::Month,
        Contents::Period,
        &[("2028-01", "2028-02-01 06:00")],
        "2028-03-01 06:00",
        &["2028-02"],
    ),
];

#[test]
fn what_is_due_follows_from_the_setting_the_history_and_the_instant() {
    for (what, cadence, contents, before, now, expected) in CASES {
        // Set just before the first package of the table.
        let since = before.last().map_or(wall(&SHANGHAI, "2026-07-01 12:00"), |(_, at)| wall(&SHANGHAI, at).plus_minutes(-1));
        let found = due(&routine(*cadence, *contents, 6, since), &made(&SHANGHAI, before), &SHANGHAI, now);
        assert_eq!(found, *expected, "{what}");
    }
}

#[test]
fn an_hour_before_the_day_turns_is_that_of_the_next_morning() {
    let since = wall(&SHANGHAI, "2026-07-02 03:00");
    // The first of July ends at four on the second; two o'clock comes again on the third.
    let night = routine(Cadence::Day, Contents::Period, 2, since);
    assert_eq!(due(&night, &Past::default(), &SHANGHAI, "2026-07-02 02:00"), Vec::<String>::new());
    assert_eq!(due(&night, &Past::default(), &SHANGHAI, "2026-07-02 23:00"), Vec::<String>::new());
    assert_eq!(due(&night, &Past::default(), &SHANGHAI, "2026-07-03 02:00"), ["2026-07-01"]);
    let turn = routine(Cadence::Day, Contents::Period, 4, since);
    assert_eq!(due(&turn, &Past::default(), &SHANGHAI, "2026-07-02 03:59"), Vec::<String>::new());
    assert_eq!(due(&turn, &Past::default(), &SHANGHAI, "2026-07-02 04:00"), ["2026-07-01"], "the turn itself");
}

#[test]
fn daylight_saving_makes_each_day_once() {
    // Lisbon, 2026-03-29: one o'clock becomes two. 2026-10-25: two o'clock comes again as one.
    let lisbon = HotelClock { zone: chrono_tz::Europe::Lisbon, day_ends_hour: 1 };
    let since = wall(&lisbon, "2026-03-20 12:00");
    for (hour, day, expected) in
        [(1, "2026-03-29", "2026-03-28"), (2, "2026-03-29", "2026-03-28"), (1, "2026-10-25", "2026-10-24")]
    {
        let one = routine(Cadence::Day, Contents::Period, hour, wall(&lisbon, &format!("{expected} 12:00")));
        let midnight = wall(&lisbon, &format!("{day} 00:00"));
        let mut turns = Vec::new();
        for minute in 0..6 * 60 {
            let past = Past { made: turns.clone(), ..Past::default() };
            let found = asked(&one, &past, &lisbon, midnight.plus_minutes(minute));
            turns.extend(found.due.iter().map(|turn| Before { period: turn.period, made: midnight.plus_minutes(minute) }));
        }
        let names: Vec<String> = turns.iter().map(|turn| turn.period.to_string()).collect();
        assert_eq!(names, [expected], "at {hour} on {day}");
    }
    let all =
        asked(&routine(Cadence::Day, Contents::Period, 1, since), &Past::default(), &lisbon, wall(&lisbon, "2026-04-02 12:00"));
    assert_eq!(all.due.len(), 13, "no day of the change is left out or comes twice: {:?}", all.due);
}

#[test]
fn a_clock_that_jumped_makes_nothing_and_what_is_caught_up_on_has_an_end() {
    let day = |text: &str| -> BusinessDate { text.parse().expect("a day") };
    let known: Vec<BusinessDate> = ["2026-06-01", "2026-07-01", "2026-07-02", "2026-07-03"].map(day).to_vec();
    let past = Past { known, ..made(&SHANGHAI, &[("2026-07-02", "2026-07-03 06:00")]) };
    assert!(day_is_right(&past, day("2026-07-04")), "the day after");
    assert!(day_is_right(&past, day("2026-07-07")), "three days off");
    assert!(!day_is_right(&past, day("2036-07-04")), "ten years on");
    assert!(!day_is_right(&past, day("2016-07-04")), "ten years back");
    let daily = routine(Cadence::Day, Contents::Period, 6, wall(&SHANGHAI, "2026-07-01 12:00"));
    let later = asked(&daily, &past, &SHANGHAI, wall(&SHANGHAI, "2036-07-04 09:00"));
    assert_eq!(later.due.len(), 31, "even where somebody says that the day is right, a month is caught up on");
    assert!(later.given_up > 0, "and the rest is told");
    assert_eq!(later.due.last().map(|turn| turn.period.to_string()).as_deref(), Some("2036-07-03"));
    assert!(due(&daily, &past, &SHANGHAI, "2016-07-04 09:00").is_empty(), "ten years back nothing had come round");
}

#[test]
fn a_day_that_somebody_found_right_ends_the_doubt_of_a_clock_that_was_wrong_once() {
    let day = |text: &str| -> BusinessDate { text.parse().expect("a day") };
    let known: Vec<BusinessDate> = ["2026-07-02", "2026-07-03", "2036-07-04"].map(day).to_vec();
    let wrong_once = Past { known, ..Past::default() };
    assert!(!day_is_right(&wrong_once, day("2026-07-04")), "the file knows of a later day");
    let confirmed = Past { confirmed: Some(day("2026-07-04")), ..wrong_once.clone() };
    assert!(day_is_right(&confirmed, day("2026-07-04")));
    assert!(day_is_right(&confirmed, day("2026-07-05")), "the next day too");
    let weeks_on = Past { known: ["2026-08-01", "2026-08-02", "2036-07-04"].map(day).to_vec(), ..confirmed.clone() };
    assert!(day_is_right(&weeks_on, day("2026-08-03")), "and weeks later, while the wrong day still stands in the history");
    assert!(!day_is_right(&confirmed, day("2036-07-05")), "a second jump is doubted again");
    assert!(!day_is_right(&confirmed, day("2026-07-01")), "and so is a day before");
    // A routine that was set by the wrong clock counts from the day that was found right.
    let set_then = routine(Cadence::Day, Contents::Period, 6, wall(&SHANGHAI, "2036-07-04 09:00"));
    assert_eq!(due(&set_then, &confirmed, &SHANGHAI, "2026-07-06 09:00"), ["2026-07-03", "2026-07-04", "2026-07-05"]);
    assert!(due(&set_then, &wrong_once, &SHANGHAI, "2026-07-06 09:00").is_empty());
}

#[test]
fn what_failed_is_tried_again_after_a_while_that_grows_to_an_hour() {
    let at = wall(&SHANGHAI, "2026-07-02 06:00");
    let tried = |tries| Tried {
        cadence: Cadence::Day,
        period: "2026-07-01".to_owned(),
        code: "routine_folder_away".to_owned(),
        args: std::collections::BTreeMap::new(),
        tries,
        first_ms: at,
        last_ms: at,
    };
    for (tries, minutes) in [(1, 5), (2, 10), (3, 20), (4, 40), (5, 60), (400, 60)] {
        assert_eq!(next_try(Some(&tried(tries)), at), at.plus_minutes(minutes), "after {tries} tries");
    }
    assert_eq!(next_try(None, at), at, "at once the first time");
    let before = at.plus_minutes(-60 * 24 * 3_650);
    assert_eq!(next_try(Some(&tried(1)), before), before, "a clock that went back waits no ten years");
}

#[test]
fn what_comes_round_next_is_said() {
    let since = wall(&SHANGHAI, "2026-07-01 12:00");
    for (cadence, now, period, at) in [
        (Cadence::Day, "2026-07-02 05:00", "2026-07-01", "2026-07-02 06:00"),
        (Cadence::Day, "2026-07-02 06:00", "2026-07-02", "2026-07-03 06:00"),
        (Cadence::Week, "2026-07-08 12:00", "2026-W28", "2026-07-13 06:00"),
        (Cadence::Month, "2026-07-31 12:00", "2026-07", "2026-08-01 06:00"),
        (Cadence::Month, "2026-08-01 05:00", "2026-07", "2026-08-01 06:00"),
        (Cadence::Month, "2026-12-31 12:00", "2026-12", "2027-01-01 06:00"),
    ] {
        let next = asked(&routine(cadence, Contents::Period, 6, since), &Past::default(), &SHANGHAI, wall(&SHANGHAI, now)).next;
        assert_eq!((next.period.to_string().as_str(), next.due), (period, wall(&SHANGHAI, at)), "{cadence} at {now}");
    }
}
