//! Complaints of the guests, in every state, and what the house promised under them.

use chrono::{Datelike, Days, Duration, NaiveDate, NaiveDateTime};
use rand::Rng;

use super::{
    people::at_desk,
    records::{Author, Complaint, Offer, Promise, Standing, Stay},
    words::Words,
};
use crate::{
    stays::StayState,
    tickets::{Finding, Mood, ProblemCode, Remedy, Severity, problem},
};

/// Of so many stays one has a complaint.
const ONE_STAY_IN: u32 = 32;
/// A pipe on the west side of these floors dripped through the last whole week: what the early warning is there to see.
const DRIPPING_FLOORS: [&str; 2] = ["09", "10"];
/// The rooms on the west side, by their last two digits.
const WEST_SIDE: std::ops::RangeInclusive<u32> = 9..=16;
/// What those guests say.
const DRIPS: [&str; 3] = ["天花板滴水，床头湿了一块", "空调出风口往下滴水，地毯湿了", "卫生间顶上漏水，半夜还在滴"];
/// After so many days every complaint is closed.
const OPEN_DAYS_MAX: i64 = 7;
/// The steps of a complaint from recording to carrying out.
pub const STEPS: u32 = 7;
/// The step that proposes something.
pub const PROPOSED: u32 = 5;

/// What the house gives: what, in words, fen, points. Points go to members only.
const OFFERS: [(Remedy, &str, i64, i64); 9] = [
    (Remedy::Gift, "致歉并送水果", 6_000, 0),
    (Remedy::Laundry, "免一次洗衣", 15_000, 0),
    (Remedy::RoomChange, "换房", 0, 0),
    (Remedy::Upgrade, "换房升一级", 20_000, 0),
    (Remedy::Waive, "免当晚餐费", 12_000, 0),
    (Remedy::Waive, "免一晚房费", 88_000, 0),
    (Remedy::Refund, "房费打八折", 34_000, 0),
    (Remedy::Points, "赠 300 积分", 0, 300),
    (Remedy::Points, "赠 500 积分", 0, 500),
];
/// How many of [`OFFERS`], from the first, need no membership.
const OFFERS_TO_ALL: usize = 7;

/// What the guest is to the house when a complaint is worked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belongs {
    /// A member: points can be given.
    Member,
    /// Not enrolled.
    Nowhere,
}

/// Returns the complaints of a guest with these stays, as they stand at `now`.
pub fn complaints(words: &Words, stays: &[Stay], belongs: Belongs, now: NaiveDateTime, rng: &mut impl Rng) -> Vec<Complaint> {
    let mut found = Vec::new();
    for (index, stay) in stays.iter().enumerate() {
        let happened = matches!(stay.state, StayState::Departed | StayState::InHouse) && stay.nights() > 0;
        if let Some(night) = dripped_on(stay, now).filter(|_| happened) {
            let said = DRIPS[found.len() % DRIPS.len()];
            found.push(worked(taken(index, ProblemCode::WaterLeak, said, at_desk(night, rng), rng), belongs, now, rng));
            continue;
        }
        if !happened || !rng.random_ratio(1, ONE_STAY_IN) {
            continue;
        }
        let last = stay.departure.min(now.date()).max(stay.arrival);
        let opened = at_desk(between(stay.arrival, last, rng), rng).min(now - Duration::minutes(20));
        if opened.date() < stay.arrival {
            continue;
        }
        let (problem, said) = words.complaint(rng);
        found.push(worked(taken(index, problem, said, opened, rng), belongs, now, rng));
    }
    found
}

/// Returns the first night of the last whole week that a stay slept under the dripping pipe.
fn dripped_on(stay: &Stay, now: NaiveDateTime) -> Option<NaiveDate> {
    let number = stay.room?.number();
    let (floor, on_floor) = number.split_at_checked(2)?;
    let is_west = on_floor.parse().is_ok_and(|on_floor| WEST_SIDE.contains(&on_floor));
    if !is_west || !DRIPPING_FLOORS.contains(&floor) {
        return None;
    }
    let monday = now.date() - Days::new(u64::from(now.weekday().num_days_from_monday()));
    let night = stay.arrival.max(monday - Days::new(7));
    (night < stay.departure.min(monday)).then_some(night)
}

/// Returns what was promised under these complaints.
pub fn promises(words: &Words, stays: &[Stay], complaints: &[Complaint], now: NaiveDateTime, rng: &mut impl Rng) -> Vec<Promise> {
    let mut found = Vec::new();
    for (index, complaint) in complaints.iter().enumerate() {
        if complaint.steps < STEPS || complaint.grounds == Finding::No || !rng.random_ratio(1, 3) {
            continue;
        }
        let at = complaint.closed.unwrap_or(complaint.opened);
        let next = stays.iter().filter(|stay| stay.state == StayState::Departed).find(|stay| stay.arrival > at.date());
        let standing = match next.and_then(|stay| stay.arrived_at).filter(|arrived| *arrived < now) {
            Some(arrived) if rng.random_ratio(3, 5) => Standing::Kept(words.reason_kept(rng).to_owned(), arrived),
            Some(arrived) if rng.random_ratio(3, 5) => Standing::Broken(words.reason_broken(rng).to_owned(), arrived),
            _ => Standing::Open,
        };
        found.push(Promise { words: words.promise(rng).to_owned(), complaint: Some(index), standing, author: Author::Duty, at });
    }
    found
}

/// Returns a complaint that was only just taken.
fn taken(stay: usize, code: ProblemCode, said: &str, opened: NaiveDateTime, rng: &mut impl Rng) -> Complaint {
    let severity = match rng.random_range(0..10) {
        0 => Severity::Urgent,
        1..=3 => Severity::Important,
        _ => problem(code).severity,
    };
    Complaint {
        stay,
        problem: code,
        severity,
        mood: Mood::ALL[rng.random_range(0..Mood::ALL.len())],
        words: said.to_owned(),
        opened,
        opened_by: if rng.random_ratio(2, 3) { Author::Reception } else { Author::Duty },
        grounds: Finding::Yes,
        steps: 1,
        closed: None,
        apologised: None,
        callback: None,
        offer: None,
        note: String::new(),
    }
}

/// Works on a complaint as far as the house has come by `now`: old ones are closed, new ones stand anywhere.
fn worked(mut complaint: Complaint, belongs: Belongs, now: NaiveDateTime, rng: &mut impl Rng) -> Complaint {
    let age_days = (now - complaint.opened).num_days();
    let done = age_days > OPEN_DAYS_MAX || rng.random_range(0..OPEN_DAYS_MAX) < age_days;
    complaint.steps = if done { STEPS } else { rng.random_range(1..STEPS) };
    if complaint.steps > 1 {
        complaint.apologised = Some(complaint.opened + Duration::minutes(rng.random_range(2..15)));
        complaint.grounds = match rng.random_range(0..12) {
            0 if done => Finding::No,
            1 | 2 => Finding::Partly,
            _ => Finding::Yes,
        };
    }
    if complaint.steps >= PROPOSED && complaint.grounds != Finding::No {
        complaint.offer = Some(offer(belongs, rng));
    }
    if complaint.steps > PROPOSED && !done {
        complaint.callback = Some((now.date() + Days::new(1)).and_hms_opt(10, 0, 0).unwrap_or(now));
    }
    if done {
        let closed = complaint.opened + Duration::minutes(rng.random_range(90..2_800));
        complaint.closed = Some(closed.min(now - Duration::minutes(5)));
    }
    complaint
}

fn offer(belongs: Belongs, rng: &mut impl Rng) -> Offer {
    let offers = if belongs == Belongs::Member { &OFFERS[..] } else { &OFFERS[..OFFERS_TO_ALL] };
    let (remedy, words, cost_fen, points) = offers[rng.random_range(0..offers.len())];
    Offer { remedy, words, cost_fen, points }
}

fn between(from: NaiveDate, to: NaiveDate, rng: &mut impl Rng) -> NaiveDate {
    from + Days::new(rng.random_range(0..=(to - from).num_days().max(0) as u64))
}
