//! Memberships of the practice hotel by the standard programme: what stays earned, what was spent, what expired; never
//! more than was there.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};
use rand::Rng;

use super::{
    people::at_desk,
    records::{Basis, Cause, Complaint, Lot, Membership, Posting, Stay, Why},
    words::Words,
};
use crate::{loyalty::Tier, stays::StayState};

/// Months after which earned points expire, at the end of that month.
const VALID_MONTHS: u32 = 24;
/// Points of the welcome.
const WELCOME_POINTS: i64 = 200;
/// How far back nights and spend count for the tier.
const TIER_MONTHS: u32 = 24;
/// Nights, fen and the multiplier of each tier above the base: either of the first two reaches it.
const TIERS: [(i64, i64, Tier); 3] = [(25, 3_000_000, Tier::Platinum), (15, 1_500_000, Tier::Gold), (6, 600_000, Tier::Silver)];
/// Channels whose stays earn nothing.
const NOTHING_FOR: [&str; 1] = ["免费房"];

/// Returns what a stay of a member of this tier earns, in hundredths.
const fn multiplier_percent(tier: Tier) -> i64 {
    match tier {
        Tier::Base => 100,
        Tier::Silver => 110,
        Tier::Gold => 125,
        Tier::Platinum => 150,
    }
}

/// Returns the tier that earns so many hundredths, as a statement names it.
pub fn tier_of(percent: i64) -> Option<Tier> {
    Tier::ALL.iter().copied().find(|tier| multiplier_percent(*tier) == percent)
}

/// Returns how likely a guest with so many departures has joined, of 100.
const fn joins_percent(departures: usize) -> u32 {
    match departures {
        0 => 8,
        1 => 58,
        2 => 80,
        _ => 95,
    }
}

/// Returns whether a guest with these stays has joined.
pub fn joins(stays: &[Stay], rng: &mut impl Rng) -> bool {
    let departures = stays.iter().filter(|stay| stay.state == StayState::Departed).count();
    rng.random_ratio(joins_percent(departures), 100)
}

/// Returns the membership of a guest with these stays and complaints, as it stands at `now`.
pub fn membership(
    number: u32,
    stays: &[Stay],
    complaints: &[Complaint],
    words: &Words,
    now: NaiveDateTime,
    rng: &mut impl Rng,
) -> Membership {
    let enrolled = enrolled_on(stays, complaints, now.date(), rng);
    let mut account = Account::new(enrolled, now);
    account.earn(Why::Earn, WELCOME_POINTS, at_desk(enrolled, rng).min(now), Cause::Desk, "入会礼");
    for event in events(stays, complaints, enrolled, now, rng) {
        account.expire(event.at.date());
        match event.what {
            What::Arrives => account.perhaps_redeem(words, event.at, rng),
            What::Departs(index) => {
                let tier = tier_on(stays, stays[index].departure - Days::new(1));
                account.departed(index, &stays[index], tier, event.at, rng);
            }
            What::Treated(points) => account.earn(Why::Earn, points, event.at, Cause::Desk, words.treat(rng)),
            What::Consoled(index, points) => {
                account.earn(Why::Goodwill, points, event.at, Cause::Complaint(index), "投诉补偿");
            }
        }
    }
    account.expire(now.date());
    let (postings, lots) = account.closed();
    let tier = tier_on(stays, now.date());
    Membership { number, tier, tier_since: tier_since(stays, enrolled), enrolled, postings, lots }
}

/// Returns the tier that nights or spend of the last two years give.
pub fn tier_on(stays: &[Stay], date: NaiveDate) -> Tier {
    let since = date.checked_sub_months(Months::new(TIER_MONTHS)).unwrap_or(date);
    let counts = |stay: &&Stay| stay.state == StayState::Departed && stay.departure > since && stay.departure <= date;
    let counted: Vec<&Stay> = stays.iter().filter(counts).collect();
    let nights: i64 = counted.iter().map(|stay| stay.nights()).sum();
    let spend: i64 = counted.iter().map(|stay| stay.spend_fen()).sum();
    TIERS.iter().find(|(asked, spent, _)| nights >= *asked || spend >= *spent).map_or(Tier::Base, |(_, _, tier)| *tier)
}

/// Returns since when the tier is held: the last departure, or the day of joining.
pub fn tier_since(stays: &[Stay], enrolled: NaiveDate) -> NaiveDate {
    let last = stays.iter().filter(|stay| stay.state == StayState::Departed).map(|stay| stay.departure).next_back();
    last.unwrap_or(enrolled).max(enrolled)
}

enum What {
    Arrives,
    Departs(usize),
    Treated(i64),
    Consoled(usize, i64),
}

struct Event {
    at: NaiveDateTime,
    what: What,
}

/// What moves points, in the order it happened.
fn events(stays: &[Stay], complaints: &[Complaint], enrolled: NaiveDate, now: NaiveDateTime, rng: &mut impl Rng) -> Vec<Event> {
    let mut found = Vec::new();
    for (index, stay) in stays.iter().enumerate().filter(|(_, stay)| stay.arrival >= enrolled) {
        if let Some(at) = stay.arrived_at.filter(|at| *at <= now) {
            found.push(Event { at, what: What::Arrives });
        }
        if stay.state == StayState::Departed {
            let noon = stay.departure.and_hms_opt(11, 40, 0).unwrap_or(now);
            found.push(Event { at: noon.min(now), what: What::Departs(index) });
            treats_after(stay.departure, now, &mut found, rng);
        }
    }
    for (index, complaint) in complaints.iter().enumerate() {
        let points = complaint.offer.as_ref().map_or(0, |offer| offer.points);
        if let Some(at) = complaint.closed.filter(|_| points > 0) {
            found.push(Event { at, what: What::Consoled(index, points) });
        }
    }
    found.sort_by_key(|event| event.at);
    found
}

/// Members come to eat, to a members' day, or answer a questionnaire, between their stays.
fn treats_after(departure: NaiveDate, now: NaiveDateTime, found: &mut Vec<Event>, rng: &mut impl Rng) {
    let times = rng.random_range(0..4);
    for _ in 0..times {
        let at = at_desk(departure + Days::new(rng.random_range(2..120)), rng);
        let points = rng.random_range(30..900);
        if at <= now {
            found.push(Event { at, what: What::Treated(points) });
        }
    }
}

/// Most join at the desk when they first arrive.
fn enrolled_on(stays: &[Stay], complaints: &[Complaint], today: NaiveDate, rng: &mut impl Rng) -> NaiveDate {
    let come = |stay: &&Stay| matches!(stay.state, StayState::Departed | StayState::InHouse);
    let later = rng.random_ratio(1, 4);
    let mut arrivals = stays.iter().filter(come).map(|stay| stay.arrival);
    let first = arrivals.next().or_else(|| stays.first().map(|stay| stay.booked_on)).unwrap_or(today);
    let joined = if later { arrivals.next().unwrap_or(first) } else { first };
    // Points for a complaint went to a member: who complained early had joined by then.
    let consoled = complaints.iter().filter(|complaint| complaint.offer.as_ref().is_some_and(|offer| offer.points > 0));
    let consoled = consoled.map(|complaint| complaint.opened.date()).min();
    joined.min(today).min(consoled.unwrap_or(today))
}

/// A member's account while it is being made: postings in order of time, lots used in order of expiry.
pub(super) struct Account {
    postings: Vec<Posting>,
    lots: Vec<Lot>,
    latest: NaiveDateTime,
}

impl Account {
    /// Returns an account opened on that day.
    pub(super) fn new(enrolled: NaiveDate, now: NaiveDateTime) -> Self {
        Self { postings: Vec::new(), lots: Vec::new(), latest: enrolled.and_hms_opt(0, 0, 0).unwrap_or(now) }
    }

    /// Returns postings and lots.
    pub(super) fn closed(self) -> (Vec<Posting>, Vec<Lot>) {
        (self.postings, self.lots)
    }

    /// Posts points that can be used until `expires`.
    pub(super) fn give(&mut self, why: Why, points: i64, at: NaiveDateTime, said: (Cause, &'static str), expires: NaiveDate) {
        let posting = self.post(why, points, at, said);
        self.lots.push(Lot { posting, points, left: points, expires });
    }

    /// Posts what a stay earned, to be used until `expires`; nothing where it gives no whole point.
    pub(super) fn credit(&mut self, index: usize, basis: Basis, at: NaiveDateTime, expires: NaiveDate) {
        if basis.points() > 0 {
            self.give(Why::Earn, basis.points(), at, (Cause::Stay(index), ""), expires);
            if let Some(posting) = self.postings.last_mut() {
                posting.basis = Some(basis);
            }
        }
    }

    /// Posts points spent; they must be there.
    pub(super) fn redeem(&mut self, points: i64, at: NaiveDateTime, said: (Cause, &'static str)) {
        let posting = self.post(Why::Redeem, points, at, said);
        self.take(posting, points);
    }

    /// Takes back the latest posting, which must have earned a lot that is still whole.
    pub(super) fn reverse_latest(&mut self, at: NaiveDateTime) {
        let (wrong, lot) = (self.postings.len() - 1, self.lots.len() - 1);
        let points = self.lots[lot].left;
        let back = self.post(Why::Reverse, points, at, (Cause::Desk, "重复入账"));
        self.postings[back].reverses = Some(wrong);
        self.postings[back].uses.push((lot, points));
        self.lots[lot].left = 0;
    }

    /// Posts the expiry of the lots whose last day lies before `date`: one posting a day, as the nightly run does.
    pub(super) fn expire(&mut self, date: NaiveDate) {
        let over = |lot: &Lot| lot.left > 0 && lot.expires < date;
        while let Some(day) = self.lots.iter().filter(|lot| over(lot)).map(|lot| lot.expires).min() {
            let due: Vec<usize> =
                (0..self.lots.len()).filter(|lot| self.lots[*lot].left > 0 && self.lots[*lot].expires == day).collect();
            let night = (day + Days::new(1)).and_hms_opt(4, 30, 0).unwrap_or(self.latest);
            let sum = due.iter().map(|lot| self.lots[*lot].left).sum();
            let posting = self.post(Why::Expire, sum, night, (Cause::Expiry(day), ""));
            for lot in due {
                self.postings[posting].uses.push((lot, self.lots[lot].left));
                self.lots[lot].left = 0;
            }
        }
    }

    fn post(&mut self, why: Why, points: i64, at: NaiveDateTime, (cause, memo): (Cause, &'static str)) -> usize {
        self.latest = self.latest.max(at);
        let at = self.latest;
        self.postings.push(Posting { why, points, at, cause, memo, basis: None, reverses: None, uses: Vec::new() });
        self.postings.len() - 1
    }

    fn earn(&mut self, why: Why, points: i64, at: NaiveDateTime, cause: Cause, memo: &'static str) {
        self.give(why, points, at, (cause, memo), expires_on(at.date()));
    }

    fn departed(&mut self, index: usize, stay: &Stay, tier: Tier, at: NaiveDateTime, rng: &mut impl Rng) {
        let basis = Basis { eligible_fen: stay.spend_fen().max(0), multiplier_percent: multiplier_percent(tier) };
        if NOTHING_FOR.contains(&stay.channel_words) || basis.points() == 0 {
            return;
        }
        self.credit(index, basis, at, expires_on(at.date()));
        if rng.random_ratio(1, 120) {
            // Somebody entered the stay a second time by hand and took it back.
            self.earn(Why::Earn, basis.points(), at, Cause::Desk, "补登");
            self.reverse_latest(at);
        }
    }

    fn perhaps_redeem(&mut self, words: &Words, at: NaiveDateTime, rng: &mut impl Rng) {
        let balance: i64 = self.lots.iter().map(|lot| lot.left).sum();
        let rewards = words.rewards();
        let reward = &rewards[rng.random_range(0..rewards.len())];
        if reward.points <= balance && rng.random_ratio(4, 5) {
            let cause = if reward.code.is_empty() { Cause::Desk } else { Cause::Reward(reward.code) };
            self.redeem(reward.points, at, (cause, reward.words));
        }
    }

    /// Takes points from the lots that expire first.
    fn take(&mut self, posting: usize, points: i64) {
        let mut order: Vec<usize> = (0..self.lots.len()).filter(|lot| self.lots[*lot].left > 0).collect();
        order.sort_by_key(|lot| self.lots[*lot].expires);
        let mut wanted = points;
        for lot in order {
            let taken = wanted.min(self.lots[lot].left);
            if taken == 0 {
                break;
            }
            self.lots[lot].left -= taken;
            self.postings[posting].uses.push((lot, taken));
            wanted -= taken;
        }
        assert_eq!(wanted, 0, "points are never taken that are not there");
    }
}

/// Returns the last day of the month in which points earned on `date` end.
fn expires_on(date: NaiveDate) -> NaiveDate {
    let month = date.with_day(1).unwrap_or(date).checked_add_months(Months::new(VALID_MONTHS)).unwrap_or(date);
    month_end(month)
}

/// Returns the last day of `date`'s month.
pub fn month_end(date: NaiveDate) -> NaiveDate {
    let first = date.with_day(1).unwrap_or(date);
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(date)
}
