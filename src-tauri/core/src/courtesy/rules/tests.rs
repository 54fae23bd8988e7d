use super::*;
use crate::{
    base::ids::{DealingId, GuestId, RawId, StayId},
    dossier::{CallOutcome, DealingChannel},
    guests::Title,
};

const ARRIVAL: &str = "2026-07-12";

fn day(text: &str) -> BusinessDate {
    text.parse().expect("a day")
}

/// Noon of a day, so many hours on.
fn hour(text: &str, hours: i64) -> Instant {
    Instant::from_ms(day(text).days_since(day("1970-01-01")) * 86_400_000 + hours * 3_600_000)
}

fn raw(number: u8) -> RawId {
    RawId::from_bytes([number; 16])
}

fn stay(number: u8) -> Known {
    let line = CourtesyCall {
        guest_id: GuestId::from(raw(number)),
        stay_id: StayId::from(raw(number)),
        room_no: format!("12{number:02}"),
        name: format!("guest {number}"),
        title: Title::None,
        vip: String::new(),
        tier: "gold".to_owned(),
        arrival: day(ARRIVAL),
        departure: day("2026-07-15"),
        on: day(ARRIVAL),
        reasons: Vec::new(),
        made: None,
    };
    Known { line, left: false, complaints: vec![], room: vec![], promises: vec![], calls: vec![] }
}

fn trouble(on: &str, closed: Option<Instant>) -> Trouble {
    Trouble { ticket: TicketId::from(raw(99)), problem: ProblemCode::WaterLeak, on: day(on), opened: hour(on, 10), closed }
}

fn owed(made: Instant, settled: Option<Instant>) -> Owed {
    Owed { words: "高层".to_owned(), made, settled }
}

fn call(on: &str, hours: i64) -> CallMade {
    CallMade {
        dealing: DealingId::from(raw(7)),
        outcome: CallOutcome::Fair,
        channel: DealingChannel::Person,
        words: String::new(),
        by_name: "周启明".to_owned(),
        on: day(on),
        at_ms: hour(on, hours),
    }
}

/// Returns the causes for which this guest is on the list of `on` at its end; none where they are not on it.
fn causes(known: &Known, on: &str) -> Option<Vec<CallCause>> {
    due(known, day(on), hour(on, 24)).map(|line| line.reasons.iter().map(|reason| reason.cause).collect())
}

type Case = (&'static str, fn(&mut Known), &'static str, Option<Vec<CallCause>>);

fn hold(cases: Vec<Case>) {
    for (why, given, on, expected) in cases {
        let mut known = stay(1);
        given(&mut known);
        assert_eq!(causes(&known, on), expected, "{why}");
    }
}

#[test]
fn what_went_wrong_is_a_reason_for_as_long_as_it_says() {
    use CallCause as C;
    hold(vec![
        ("nothing is no reason", |_| {}, "2026-07-13", None),
        ("a promise that is owed", |k| k.promises.push(owed(hour("2026-05-01", 0), None)), ARRIVAL, Some(vec![C::Promise])),
        ("one that was kept", |k| k.promises.push(owed(hour("2026-05-01", 0), Some(hour(ARRIVAL, 9)))), ARRIVAL, None),
        (
            "kept the day after",
            |k| k.promises.push(owed(hour("2026-05-01", 0), Some(hour("2026-07-13", 9)))),
            ARRIVAL,
            Some(vec![C::Promise]),
        ),
        ("made the day after", |k| k.promises.push(owed(hour("2026-07-13", 9), None)), ARRIVAL, None),
        (
            "recovered in this stay",
            |k| k.complaints.push(trouble(ARRIVAL, Some(hour(ARRIVAL, 20)))),
            "2026-07-13",
            Some(vec![C::Recovered]),
        ),
        ("still open: somebody answers for it", |k| k.complaints.push(trouble(ARRIVAL, None)), "2026-07-13", None),
        (
            "an open one outweighs every reason",
            |k| {
                k.line.vip = "V1".to_owned();
                k.complaints.push(trouble("2026-07-11", None));
            },
            "2026-07-13",
            None,
        ),
        (
            "an earlier stay's",
            |k| k.complaints.push(trouble("2026-03-01", Some(hour("2026-03-02", 0)))),
            "2026-07-13",
            Some(vec![C::Earlier]),
        ),
        (
            "a year before the arrival",
            |k| k.complaints.push(trouble("2025-07-12", Some(hour("2025-07-13", 0)))),
            ARRIVAL,
            Some(vec![C::Earlier]),
        ),
        ("a year and a day", |k| k.complaints.push(trouble("2025-07-11", Some(hour("2025-07-13", 0)))), ARRIVAL, None),
        ("the room, 14 days ago", |k| k.room.push(trouble("2026-06-29", None)), "2026-07-13", Some(vec![C::Room])),
        ("the room, 15 days ago", |k| k.room.push(trouble("2026-06-28", None)), "2026-07-13", None),
        ("the room, tomorrow", |k| k.room.push(trouble("2026-07-14", None)), "2026-07-13", None),
    ]);
}

#[test]
fn who_the_guest_is_and_how_long_they_stay_is_one_too_until_they_are_greeted() {
    use CallCause as C;
    hold(vec![
        ("a VIP", |k| k.line.vip = "V2".to_owned(), "2026-07-14", Some(vec![C::Vip])),
        ("the top tier's first night", |k| k.line.tier = "platinum".to_owned(), ARRIVAL, Some(vec![C::TopTier])),
        ("the top tier's second night", |k| k.line.tier = "platinum".to_owned(), "2026-07-13", None),
        ("three nights are no long stay", |_| {}, "2026-07-14", None),
        ("a long stay's second night", |k| k.line.departure = day("2026-07-16"), "2026-07-13", None),
        ("a long stay's third night", |k| k.line.departure = day("2026-07-16"), "2026-07-14", Some(vec![C::LongStay])),
        ("and each one after it", |k| k.line.departure = day("2026-07-16"), "2026-07-16", Some(vec![C::LongStay])),
        ("not before they come", |k| k.line.vip = "V1".to_owned(), "2026-07-11", None),
        (
            "who left on that day",
            |k| {
                k.line.vip = "V1".to_owned();
                k.left = true;
            },
            "2026-07-15",
            None,
        ),
        (
            "the day before they left",
            |k| {
                k.line.vip = "V1".to_owned();
                k.left = true;
            },
            "2026-07-14",
            Some(vec![C::Vip]),
        ),
        ("who stays longer than was said", |k| k.line.vip = "V1".to_owned(), "2026-07-20", Some(vec![C::Vip])),
        (
            "greeted on that day",
            |k| {
                k.line.vip = "V1".to_owned();
                k.calls.push(call("2026-07-13", 9));
            },
            "2026-07-13",
            Some(vec![C::Vip]),
        ),
        (
            "never again in this stay",
            |k| {
                k.line.vip = "V1".to_owned();
                k.calls.push(call("2026-07-13", 9));
            },
            "2026-07-14",
            None,
        ),
        (
            "greeted on the day they left",
            |k| {
                k.line.vip = "V1".to_owned();
                k.left = true;
                k.calls.push(call("2026-07-15", 9));
            },
            "2026-07-15",
            Some(vec![C::Vip]),
        ),
    ]);
}

#[test]
fn what_came_of_a_call_does_not_take_its_reason_away() {
    let mut known = stay(1);
    known.promises.push(owed(hour("2026-05-01", 0), Some(hour("2026-07-13", 11))));
    known.calls.push(call("2026-07-13", 9));
    known.complaints.push(Trouble { opened: hour("2026-07-13", 10), ..trouble("2026-07-13", None) });
    assert_eq!(causes(&known, "2026-07-13"), Some(vec![CallCause::Promise]), "kept and complained of after they were greeted");
    known.calls.clear();
    assert_eq!(causes(&known, "2026-07-13"), None, "without the call the open complaint is what counts");
}

#[test]
fn a_reason_names_the_latest_and_counts_them_all() {
    let mut known = stay(1);
    known.room = vec![trouble("2026-07-01", None), trouble("2026-07-09", None)];
    known.line.departure = day("2026-07-20");
    let line = due(&known, day("2026-07-14"), hour("2026-07-14", 24)).expect("on the list");
    assert_eq!((line.reasons[0].on, line.reasons[0].count), (Some(day("2026-07-09")), 2));
    assert_eq!((line.reasons[1].cause, line.reasons[1].count), (CallCause::LongStay, 3), "which night it is");
}

#[test]
fn the_most_pressing_come_first_and_the_list_ends() {
    let mut known: Vec<Known> = (1..=20).map(stay).collect();
    for one in &mut known {
        one.line.vip = "V3".to_owned();
    }
    known[16].line.vip = "V1".to_owned();
    known[17].complaints.push(trouble("2026-03-01", Some(hour("2026-03-02", 0))));
    known[18].promises.push(owed(hour("2026-05-01", 0), None));
    known[19].line.tier = "platinum".to_owned();
    let (listed, beyond) = of_day(&known, day(ARRIVAL), hour(ARRIVAL, 24));
    let rooms: Vec<&str> = listed.iter().map(|line| line.room_no.as_str()).collect();
    assert_eq!(rooms[..5], ["1219", "1218", "1220", "1217", "1201"], "a promise, a complaint, two reasons, the level, the room");
    assert_eq!((listed.len(), beyond), (LISTED_MAX, 20 - 12), "it is bounded and says how many more there are");
}

#[test]
fn who_has_two_rooms_is_greeted_once() {
    let mut known = vec![stay(1), stay(2)];
    known[1].line.guest_id = known[0].line.guest_id;
    known.iter_mut().for_each(|one| one.line.vip = "V1".to_owned());
    known[1].room.push(trouble("2026-07-09", None));
    let (listed, _) = of_day(&known, day(ARRIVAL), hour(ARRIVAL, 24));
    let rooms: Vec<&str> = listed.iter().map(|line| line.room_no.as_str()).collect();
    assert_eq!(rooms, ["1202"], "for the more pressing room");
}

#[test]
fn over_several_days_a_guest_stands_once_and_the_call_with_them() {
    let mut known = vec![stay(1), stay(2)];
    known.iter_mut().for_each(|one| one.line.vip = "V1".to_owned());
    known[0].calls.push(call("2026-07-13", 9));
    let days = CallDays { from: day(ARRIVAL), to: day("2026-07-14") };
    let (listed, _) = of_days(&known, days, |on| hour(&on.to_string(), 24));
    let told: Vec<_> = listed.iter().map(|line| (line.room_no.as_str(), line.on.to_string(), line.made.is_some())).collect();
    assert_eq!(told, [("1201", "2026-07-13".to_owned(), true), ("1202", "2026-07-14".to_owned(), false)]);
}
