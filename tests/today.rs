//! 今日抵店: what is printed, and how far the house's knowledge of today's arrivals was used.

use lobby_core::{
    arrivals,
    audit::op::Op,
    base::{
        error::Result,
        ids::{GuestId, PreferenceId},
        role::{Department, Role},
    },
    db::{
        Done, Tx,
        openings::{self, Opened},
    },
    dossier::{self, AddTask, MakePlan, TickTask},
    flows::merge::{self, MergeGuests},
    guests::{self, AddPreference, AddPromise, MeetWish, PreferenceKind, PreferenceOrigin, SettlePromise},
    history::{self, Undo},
};
use support::{
    hotel::{Hotel, hotel},
    stays,
};

fn open(hotel: &Hotel, guest: GuestId, role: Role, today: &str) {
    let today = today.parse().expect("a date");
    let opened = Opened { guest, user: hotel.session(role).user, at: hotel.now(), today };
    hotel.store.upkeep(|db, _| openings::note(db, &opened)).expect("an opening is remembered");
}

fn paper(hotel: &Hotel) -> arrivals::Paper {
    let today = "2026-07-14".parse().expect("a date");
    hotel.store.read_as_house(|db| arrivals::paper(db, today)).expect("the paper is read")
}

#[test]
fn a_card_counts_on_the_day_it_was_opened_and_once() {
    let hotel = hotel();
    let opened = hotel.guest("王建国", "13800008812");
    let other = hotel.guest("孙丽华", "13900005521");
    stays::in_house(&hotel, opened, "2026-07-14", "2026-07-16", 100_000, 0);
    stays::in_house(&hotel, other, "2026-07-14", "2026-07-17", 100_000, 0);
    assert_eq!((paper(&hotel).day.used.arrivals, paper(&hotel).day.used.used), (2, 0), "nobody looked yet");
    open(&hotel, opened, Role::Receptionist, "2026-07-13");
    assert_eq!(paper(&hotel).day.used.used, 0, "yesterday's opening is not today's");
    open(&hotel, opened, Role::Receptionist, "2026-07-14");
    open(&hotel, opened, Role::Receptionist, "2026-07-14");
    open(&hotel, opened, Role::DutyManager, "2026-07-14");
    let used = paper(&hotel).day.used;
    assert_eq!((used.used, used.percent), (1, None), "one arrival of two, which is too small a sample");
}

/// One arrival of today and what was done for its guest; whether it counts.
fn counts(case: &str, expected: bool, act: impl FnOnce(&Hotel, GuestId)) {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "13800008812");
    stays::in_house(&hotel, guest, "2026-07-14", "2026-07-16", 100_000, 0);
    act(&hotel, guest);
    let used = paper(&hotel).day.used;
    assert_eq!((used.arrivals, used.used), (1, u32::from(expected)), "{case}");
}

/// Writes as the desk; returns what was made and the line that Ctrl+Z takes back.
fn does<I: serde::Serialize, T: serde::Serialize + serde::de::DeserializeOwned>(
    hotel: &Hotel,
    op: Op,
    input: &I,
    run: impl FnOnce(&mut Tx<'_>, &I) -> Result<T>,
) -> Done<T> {
    hotel.write(Role::DutyManager, op, input, |tx| run(tx, input)).expect("done")
}

fn taken_back(hotel: &Hotel, seq: i64) {
    let undo = Undo { seq };
    hotel.write(Role::DutyManager, Op::Undo, &undo, |tx| history::undo(tx, &undo)).expect("taken back");
}

fn wish(hotel: &Hotel, guest: GuestId) -> PreferenceId {
    let input = AddPreference {
        guest,
        kind: PreferenceKind::Room,
        words: "高层".to_owned(),
        origin: PreferenceOrigin::Asked,
        consent: false,
        source: "desk".to_owned(),
    };
    does(hotel, Op::AddPreference, &input, guests::add_preference).value
}

fn met(hotel: &Hotel, wish: PreferenceId) -> i64 {
    does(hotel, Op::MeetWish, &MeetWish { preference: wish }, guests::meet_wish).seq
}

fn settled(hotel: &Hotel, guest: GuestId, kept: bool) -> i64 {
    let input = AddPromise { guest, ticket: None, words: "高层".to_owned() };
    let promise = does(hotel, Op::AddPromise, &input, guests::add_promise).value;
    let input = SettlePromise { promise, kept, reason: "1206".to_owned() };
    does(hotel, Op::SettlePromise, &input, guests::settle_promise).seq
}

fn ticked(hotel: &Hotel, guest: GuestId, done: bool) {
    let input = AddTask { guest, stay: None, department: Department::Housekeeping, words: "不放鲜花".to_owned() };
    let task = does(hotel, Op::AddTask, &input, dossier::add_task).value;
    for done in [true, done] {
        does(hotel, Op::TickTask, &TickTask { task, done }, dossier::tick_task);
    }
}

fn merged_in(hotel: &Hotel, keep: GuestId, other: GuestId) {
    let input = MergeGuests { keep, other, take: Vec::new(), reason: "本人确认".to_owned() };
    does(hotel, Op::MergeGuests, &input, merge::merge);
}

const DAY: u64 = 24 * 60;

#[test]
fn an_arrival_counts_for_whom_a_wish_was_met_a_promise_kept_or_a_task_done_today() {
    counts("nothing", false, |_, _| {});
    counts("a wish that only stands there", false, |hotel, guest| _ = wish(hotel, guest));
    counts("a wish met", true, |hotel, guest| _ = met(hotel, wish(hotel, guest)));
    counts("met and taken back", false, |hotel, guest| taken_back(hotel, met(hotel, wish(hotel, guest))));
    counts("met twice counts once", true, |hotel, guest| {
        let wish = wish(hotel, guest);
        met(hotel, wish);
        met(hotel, wish);
    });
    counts("somebody else's wish", false, |hotel, _| _ = met(hotel, wish(hotel, hotel.guest("孙丽华", "13900005521"))));
    counts("of the record merged into theirs", true, |hotel, guest| {
        let other = hotel.guest("王建國", "13900005521");
        met(hotel, wish(hotel, other));
        merged_in(hotel, guest, other);
    });
    counts("a promise kept", true, |hotel, guest| _ = settled(hotel, guest, true));
    counts("a promise broken", false, |hotel, guest| _ = settled(hotel, guest, false));
    counts("kept and taken back", false, |hotel, guest| taken_back(hotel, settled(hotel, guest, true)));
    counts("a task of their own done", true, |hotel, guest| ticked(hotel, guest, true));
    counts("ticked and the tick taken away", false, |hotel, guest| ticked(hotel, guest, false));
    counts("a line of the VIP's standard", false, |hotel, guest| {
        does(hotel, Op::AddTask, &MakePlan { guest, stay: None, vip: "V3".to_owned() }, dossier::make_plan);
        let task = hotel.read(|db| dossier::plan_of(db, guest, None)).first().expect("a standard has lines").id;
        does(hotel, Op::TickTask, &TickTask { task, done: true }, dossier::tick_task);
    });
}

#[test]
fn what_was_done_yesterday_is_not_today_s() {
    let hotel = hotel();
    let guest = hotel.guest("王建国", "13800008812");
    stays::in_house(&hotel, guest, "2026-07-14", "2026-07-16", 100_000, 0);
    let day = |date: &str| hotel.read(|db| arrivals::paper(db, date.parse().expect("a date"))).day.used.used;
    hotel.pass_minutes(DAY);
    met(&hotel, wish(&hotel, guest));
    settled(&hotel, guest, true);
    ticked(&hotel, guest, true);
    assert_eq!(day("2026-07-14"), 0, "the day after, nothing counts for the day of arrival");
}
