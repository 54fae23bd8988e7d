//! Memberships of the practice hotel: what stays earned, what was spent, what expired; never more than was there.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime};
use rand::Rng;

use super::{
    people::at_desk,
    records::{Cause, Complaint, Lot, Membership, Posting, State, Stay, Tier, Why},
    words::Words,
};

/// Months after which earned points expire, at the end of that month.
const VALID_MONTHS: u32 = 24;
/// Points of the welcome.
const WELCOME_POINTS: i64 = 200;
/// Nights within [`TIER_MONTHS`] that each tier above the base asks for.
const TIER_NIGHTS: [(i64, Tier); 3] = [(25, Tier::Platinum), (15, Tier::Gold), (6, Tier::Silver)];
/// How far back nights count for the tier.
const TIER_MONTHS: u32 = 24;

/// Returns how likely a guest with so many departures has joined, of 100.
fn joins_percent(departures: usize) -> u32 {
    match departures {
        0 => 8,
        1 => 58,
        2 => 80,
        _ => 95,
    }
}

/// Returns whether a guest with these stays has joined.
pub fn joins(stays: &[Stay], rng: &mut impl Rng) -> bool {
    let departures = stays.iter().filter(|stay| stay.state == State::Departed).count();
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
    let enrolled = enrolled_on(stays, now.date(), rng);
    let mut account = Account::new(enrolled, now);
    account.earn(WELCOME_POINTS, at_desk(enrolled, rng), Cause::Words("入会礼"), "入会礼".to_owned());
    for event in events(stays, complaints, enrolled, now) {
        account.expire(event.at.date());
        match event.what {
            What::Arrives => account.perhaps_redeem(words, event.at, rng),
            What::Departs(index) => account.departed(index, &stays[index], tier_on(stays, event.at.date()), event.at, rng),
            What::Consoled(index) => account.consoled(index, &complaints[index], event.at),
        }
    }
    account.expire(now.date());
    let tier = tier_on(stays, now.date());
    let (postings, lots) = account.closed();
    Membership { number, tier, tier_since: tier_since(stays, enrolled), enrolled, postings, lots }
}

/// Returns the tier that nights of the last two years give.
pub fn tier_on(stays: &[Stay], date: NaiveDate) -> Tier {
    let since = date.checked_sub_months(Months::new(TIER_MONTHS)).unwrap_or(date);
    let counts = |stay: &&Stay| stay.state == State::Departed && stay.departure > since && stay.departure <= date;
    let nights: i64 = stays.iter().filter(counts).map(Stay::nights).sum();
    TIER_NIGHTS.iter().find(|(asked, _)| nights >= *asked).map_or(Tier::Base, |(_, tier)| *tier)
}

/// Returns since when the tier is held: the last departure, or the day of joining.
pub fn tier_since(stays: &[Stay], enrolled: NaiveDate) -> NaiveDate {
    let last = stays.iter().filter(|stay| stay.state == State::Departed).map(|stay| stay.departure).next_back();
    last.unwrap_or(enrolled).max(enrolled)
}

enum What {
    Arrives,
    Departs(usize),
    Consoled(usize),
}

struct Event {
    at: NaiveDateTime,
    what: What,
}

/// What moves points, in the order it happened.
fn events(stays: &[Stay], complaints: &[Complaint], enrolled: NaiveDate, now: NaiveDateTime) -> Vec<Event> {
    let mut found = Vec::new();
    for (index, stay) in stays.iter().enumerate().filter(|(_, stay)| stay.arrival >= enrolled) {
        if let Some(at) = stay.arrived_at.filter(|at| *at <= now) {
            found.push(Event { at, what: What::Arrives });
        }
        if stay.state == State::Departed {
            let noon = stay.departure.and_hms_opt(11, 40, 0).unwrap_or(now);
            found.push(Event { at: noon.min(now), what: What::Departs(index) });
        }
    }
    for (index, complaint) in complaints.iter().enumerate() {
        let given = complaint.offer.as_ref().is_some_and(|offer| offer.points > 0);
        if let Some(at) = complaint.closed.filter(|at| given && at.date() >= enrolled) {
            found.push(Event { at, what: What::Consoled(index) });
        }
    }
    found.sort_by_key(|event| event.at);
    found
}

/// Most join at the desk when they first arrive.
fn enrolled_on(stays: &[Stay], today: NaiveDate, rng: &mut impl Rng) -> NaiveDate {
    let come = |stay: &&Stay| matches!(stay.state, State::Departed | State::InHouse);
    let later = rng.random_ratio(1, 4);
    let mut arrivals = stays.iter().filter(come).map(|stay| stay.arrival);
    let first = arrivals.next().or_else(|| stays.first().map(|stay| stay.booked_on)).unwrap_or(today);
    let joined = if later { arrivals.next().unwrap_or(first) } else { first };
    joined.min(today)
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

    fn post(&mut self, why: Why, points: i64, at: NaiveDateTime, cause: Cause, memo: String) -> usize {
        self.latest = self.latest.max(at);
        self.postings.push(Posting { why, points, at: self.latest, cause, memo, reverses: None, uses: Vec::new() });
        self.postings.len() - 1
    }

    /// Returns postings and lots.
    pub(super) fn closed(self) -> (Vec<Posting>, Vec<Lot>) {
        (self.postings, self.lots)
    }

    /// Posts points that can be used until the day that the programme gives.
    fn earn(&mut self, points: i64, at: NaiveDateTime, cause: Cause, memo: String) {
        self.give(Why::Earn, points, at, cause, memo, expires_on(at.date()));
    }

    /// Posts points that can be used until `expires`.
    pub(super) fn give(&mut self, why: Why, points: i64, at: NaiveDateTime, cause: Cause, memo: String, expires: NaiveDate) {
        let posting = self.post(why, points, at, cause, memo);
        self.lots.push(Lot { posting, points, left: points, expires });
    }

    /// Posts points spent on `words`; they must be there.
    pub(super) fn redeem(&mut self, points: i64, at: NaiveDateTime, words: &'static str) {
        let posting = self.post(Why::Redeem, points, at, Cause::Words(words), words.to_owned());
        self.take(posting, points);
    }

    /// Takes back the latest posting, which must have earned a lot that is still whole.
    pub(super) fn reverse_latest(&mut self, at: NaiveDateTime) {
        let (wrong, lot) = (self.postings.len() - 1, self.lots.len() - 1);
        let points = self.lots[lot].left;
        let back = self.post(Why::Reverse, points, at, Cause::Words("冲正"), "重复入账，冲正".to_owned());
        self.postings[back].reverses = Some(wrong);
        self.postings[back].uses.push((lot, points));
        self.lots[lot].left = 0;
    }

    fn departed(&mut self, index: usize, stay: &Stay, tier: Tier, at: NaiveDateTime, rng: &mut impl Rng) {
        let (bonus, label) = match tier {
            Tier::Base => (100, "普卡"),
            Tier::Silver => (110, "银卡 1.1 倍"),
            Tier::Gold => (125, "金卡 1.25 倍"),
            Tier::Platinum => (150, "白金 1.5 倍"),
        };
        let points = stay.room_fen() / 100 * bonus / 100;
        if points > 0 {
            self.earn(points, at, Cause::Stay(index), format!("房费 ¥{}，{label}", stay.room_fen() / 100));
            if rng.random_ratio(1, 120) {
                // Somebody entered the stay a second time and took it back.
                self.earn(points, at, Cause::Stay(index), "重复入账".to_owned());
                self.reverse_latest(at);
            }
        }
        if stay.food_fen >= 100 {
            self.earn(stay.food_fen / 100, at, Cause::Stay(index), format!("餐饮 ¥{}", stay.food_fen / 100));
        }
        if stay.other_fen >= 100 {
            self.earn(stay.other_fen / 100, at, Cause::Stay(index), format!("洗衣及其他 ¥{}", stay.other_fen / 100));
        }
        if points > 0 && rng.random_ratio(1, 3) {
            self.earn(points / 2 + 1, at, Cause::Words("会员日"), "会员日 加赠".to_owned());
        }
    }

    fn consoled(&mut self, index: usize, complaint: &Complaint, at: NaiveDateTime) {
        let points = complaint.offer.as_ref().map_or(0, |offer| offer.points);
        self.give(Why::Goodwill, points, at, Cause::Complaint(index), "投诉补偿".to_owned(), expires_on(at.date()));
    }

    fn perhaps_redeem(&mut self, words: &Words, at: NaiveDateTime, rng: &mut impl Rng) {
        let balance: i64 = self.lots.iter().map(|lot| lot.left).sum();
        let rewards = words.rewards();
        let reward = &rewards[rng.random_range(0..rewards.len())];
        if reward.points <= balance && rng.random_ratio(4, 5) {
            self.redeem(reward.points, at, reward.words);
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

    /// Posts the expiry of every lot whose last day lies before `date`.
    pub(super) fn expire(&mut self, date: NaiveDate) {
        let mut due: Vec<usize> =
            (0..self.lots.len()).filter(|lot| self.lots[*lot].left > 0 && self.lots[*lot].expires < date).collect();
        due.sort_by_key(|lot| self.lots[*lot].expires);
        for lot in due {
            let night = (self.lots[lot].expires + Days::new(1)).and_hms_opt(4, 30, 0).unwrap_or(self.latest);
            let left = self.lots[lot].left;
            let posting = self.post(Why::Expire, left, night, Cause::Words("到期"), "到期".to_owned());
            self.postings[posting].uses.push((lot, left));
            self.lots[lot].left = 0;
        }
    }
}

/// Returns the last day of the month in which points earned on `date` end.
fn expires_on(date: NaiveDate) -> NaiveDate {
    let month = date.checked_add_months(Months::new(VALID_MONTHS)).unwrap_or(date);
    month_end(month)
}

/// Returns the last day of `date`'s month.
pub fn month_end(date: NaiveDate) -> NaiveDate {
    let first = date.with_day(1).unwrap_or(date);
    first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(date)
}
