//! Whom to greet, and why. Pure: what is known of those in house comes in with its days and instants, so that a past day says
//! again what it said.

use std::cmp::Reverse;

use super::{CallCause, CallDays, CallMade, CallReason, CourtesyCall};
use crate::{
    base::{
        ids::TicketId,
        time::{BusinessDate, Instant},
    },
    loyalty::Tier,
    tickets::ProblemCode,
};

/// Most guests on the list of one day: what a duty manager can greet beside everything else. House rule.
pub const LISTED_MAX: usize = 12;
/// A complaint of another stay is a reason for so many days. House rule.
pub const EARLIER_DAYS: i64 = 365;
/// Complaints in the room, of whoever was there, are a reason for so many days.
pub const TROUBLE_DAYS: i64 = 14;
/// From so many nights on a stay is a long one.
pub const LONG_STAY_NIGHTS: i64 = 4;
/// The night from which a long stay is a reason.
pub const LONG_STAY_NIGHT: i64 = 3;

/// A complaint, as far as a reason names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    pub ticket: TicketId,
    pub problem: ProblemCode,
    pub on: BusinessDate,
    pub opened: Instant,
    pub closed: Option<Instant>,
}

/// A promise of the house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub words: String,
    pub made: Instant,
    pub settled: Option<Instant>,
}

/// What is known of one stay and its guest.
#[derive(Debug, Clone)]
pub struct Known {
    /// The line without its reasons.
    pub line: CourtesyCall,
    /// The guest left by now.
    pub left: bool,
    /// Complaints of the guest, of this stay and of [`EARLIER_DAYS`] before it; first one first.
    pub complaints: Vec<Trouble>,
    /// Complaints of others in the room, first one first.
    pub room: Vec<Trouble>,
    /// Promises to the guest.
    pub promises: Vec<Owed>,
    /// Courtesy calls of this stay, first one first.
    pub calls: Vec<CallMade>,
}

/// Returns the list of some days: each guest once, as on the last day on which they were on it, most pressing first; and how
/// many more had a reason on the last day. `until` says up to when a day knows.
pub fn of_days(known: &[Known], days: CallDays, until: impl Fn(BusinessDate) -> Instant) -> (Vec<CourtesyCall>, u32) {
    let mut listed: Vec<CourtesyCall> = Vec::new();
    let mut beyond = 0;
    let mut day = days.from;
    while day <= days.to {
        let (todays, more) = of_day(known, day, until(day));
        listed.retain(|line| !todays.iter().any(|now| now.guest_id == line.guest_id && now.arrival == line.arrival));
        listed.extend(todays);
        beyond = more;
        day = day.plus_days(1);
    }
    listed.sort_by_key(place);
    (listed, beyond)
}

/// Returns the list of one day and how many found no place on it.
fn of_day(known: &[Known], day: BusinessDate, until: Instant) -> (Vec<CourtesyCall>, u32) {
    let mut due: Vec<CourtesyCall> = known.iter().filter_map(|one| due(one, day, until)).collect();
    due.sort_by_key(place);
    // Somebody with two rooms is greeted once, for the more pressing one.
    let mut seen = Vec::new();
    due.retain(|line| {
        !seen.contains(&line.guest_id) && {
            seen.push(line.guest_id);
            true
        }
    });
    let beyond = u32::try_from(due.len().saturating_sub(LISTED_MAX)).unwrap_or(u32::MAX);
    due.truncate(LISTED_MAX);
    (due, beyond)
}

/// The order of the list: the most pressing reason, then how many, then the level, then the room.
fn place(line: &CourtesyCall) -> (Option<CallCause>, Reverse<usize>, bool, String, String) {
    let cause = line.reasons.first().map(|reason| reason.cause);
    (cause, Reverse(line.reasons.len()), line.vip.is_empty(), line.vip.clone(), line.room_no.clone())
}

/// Returns the line of a guest who is to be greeted on `day`, or was on it; none where there is no reason, where they were
/// greeted on an earlier day of this stay, and where a complaint of theirs is open.
fn due(known: &Known, day: BusinessDate, until: Instant) -> Option<CourtesyCall> {
    let line = &known.line;
    if line.arrival > day || known.calls.iter().any(|call| call.on < day) {
        return None;
    }
    let made = known.calls.iter().find(|call| call.on == day);
    // Who left is no longer greeted; on the days before they could have been.
    if known.left && (day > line.departure || made.is_none() && day == line.departure) {
        return None;
    }
    // What stood as they were greeted stays the reason, whatever came of it.
    let at = made.map_or(until, |call| Instant::from_ms(call.at_ms.ms() + 1));
    if known.complaints.iter().any(|one| one.opened < at && one.closed.is_none_or(|closed| closed >= at)) {
        return None;
    }
    let reasons = reasons(known, day, at);
    (!reasons.is_empty()).then(|| CourtesyCall { on: day, reasons, made: made.cloned(), ..line.clone() })
}

/// Returns why the guest is greeted on `day`, as it stood at `at`, most pressing first.
fn reasons(known: &Known, day: BusinessDate, at: Instant) -> Vec<CallReason> {
    let line = &known.line;
    let bare = |cause| CallReason { cause, ticket: None, problem: None, on: None, words: String::new(), count: 0 };
    let about = |cause, among: &[&Trouble]| {
        let last = among.last()?;
        let count = u32::try_from(among.len()).unwrap_or(u32::MAX);
        Some(CallReason { ticket: Some(last.ticket), problem: Some(last.problem), on: Some(last.on), count, ..bare(cause) })
    };
    let promise = known.promises.iter().rev().find(|one| one.made < at && one.settled.is_none_or(|settled| settled >= at));
    let before: Vec<&Trouble> = known.complaints.iter().filter(|one| one.opened < at && is_earlier(one, line)).collect();
    let within: Vec<&Trouble> = known.complaints.iter().filter(|one| one.opened < at && one.on >= line.arrival).collect();
    let first_day = day.plus_days(-TROUBLE_DAYS);
    let room: Vec<&Trouble> = known.room.iter().filter(|one| one.opened < at && one.on >= first_day && one.on <= day).collect();
    let night = day.days_since(line.arrival) + 1;
    let nights = line.departure.days_since(line.arrival);
    let top = line.tier == Tier::ALL.last().map_or("", |tier| tier.word());
    let long = nights >= LONG_STAY_NIGHTS && night >= LONG_STAY_NIGHT;
    [
        promise.map(|owed| CallReason { words: owed.words.clone(), ..bare(CallCause::Promise) }),
        about(CallCause::Recovered, &within),
        about(CallCause::Earlier, &before),
        about(CallCause::Room, &room),
        (!line.vip.is_empty()).then(|| CallReason { words: line.vip.clone(), ..bare(CallCause::Vip) }),
        (top && night == 1).then(|| bare(CallCause::TopTier)),
        long.then(|| CallReason { count: u32::try_from(night).unwrap_or(u32::MAX), ..bare(CallCause::LongStay) }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn is_earlier(one: &Trouble, line: &CourtesyCall) -> bool {
    one.on < line.arrival && line.arrival.days_since(one.on) <= EARLIER_DAYS
}

#[cfg(test)]
mod tests;
