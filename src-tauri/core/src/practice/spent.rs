//! What brings the duty manager's month to just what the scene says: small gifts to people from outside, of the day before.

use chrono::{Datelike, Duration, NaiveDateTime};

use super::{
    complaints::STEPS,
    records::{Author, Complaint, Offer},
    rows::{Book, business_date},
};
use crate::{
    base::{error::Result, money::Minor, points::Points, role::Role, time::BusinessDate},
    tickets::{self, Finding, Mood, ProblemCode, Remedy, Scene, Severity, Used},
};

/// So much did the duty manager give in the current month, fen, and at most so many points: what docs/day.md, B, begins with.
const GIVEN_THIS_MONTH: (i64, i64) = (82_000, 2_000);
/// The most of one gift, fen: well inside what one case may cost.
const GIFT_MAX: i64 = 20_000;
/// Hours before the making of the hotel at which the first was taken, and between two of them.
const TAKEN_HOURS: i64 = 18;
const MORNING_HOURS: i64 = 5;

/// What such people say.
const SAID: [&str; 3] = ["宴会散了才发现衣服被汤汁弄脏", "订的包间让别人先坐了，等了半小时", "外带的菜少给了一份"];

impl Book<'_, '_> {
    /// Returns the month of `date` and what the duty manager gave in it. Of the current month most is held back, so that she
    /// still has something to give today, however many guests the hotel has; the rest goes to the general manager.
    pub(super) fn given_before(&self, date: BusinessDate) -> (BusinessDate, Used) {
        let month = date.month().0;
        let held_back =
            if month == business_date(self.now()).month().0 { held_back(self.tx.hotel().minor_digits) } else { Used::default() };
        (month, self.given_in_month.get(&month).cloned().unwrap_or(held_back))
    }

    /// Writes what is lacking.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub(super) fn spend_the_rest(&mut self) -> Result<()> {
        let (_, given) = self.given_before(business_date(self.now()));
        let limit = tickets::limit(Role::DutyManager, self.tx.hotel().minor_digits);
        let mut left = limit.month_minor.minor() - given.month_minor.minor();
        let mut nth = 0;
        while left > 0 {
            let gift = left.min(GIFT_MAX);
            let complaint = small(self.now(), nth, gift);
            self.ticket(&complaint, Scene { guest: None, stay: None, room_no: String::new(), member: false })?;
            (left, nth) = (left - gift, nth + 1);
        }
        Ok(())
    }
}

/// One that was settled the day before, or this morning where the month began today.
fn small(now: NaiveDateTime, nth: i64, cost_fen: i64) -> Complaint {
    let before = if now.day() > 1 { TAKEN_HOURS } else { MORNING_HOURS };
    let opened = now - Duration::hours(before) + Duration::minutes(nth * 20);
    let index = usize::try_from(nth).unwrap_or_default() % SAID.len();
    Complaint {
        stay: 0,
        problem: ProblemCode::SlowService,
        severity: Severity::Normal,
        mood: Mood::Rational,
        words: SAID[index].to_owned(),
        opened,
        opened_by: Author::Duty,
        grounds: Finding::Yes,
        steps: STEPS,
        closed: Some(opened + Duration::minutes(110)),
        apologised: Some(opened + Duration::minutes(3)),
        callback: None,
        offer: Some(Offer { remedy: Remedy::Gift, words: "赠餐饮券", cost_fen, points: 0 }),
        note: String::new(),
    }
}

/// Returns what is left of the duty manager's month once [`GIVEN_THIS_MONTH`] is given.
fn held_back(digits: u32) -> Used {
    let limit = tickets::limit(Role::DutyManager, digits);
    Used {
        month_minor: Minor::new(limit.month_minor.minor() - GIVEN_THIS_MONTH.0).unwrap_or_default(),
        points_month: Points::new(limit.points_month.count() - GIVEN_THIS_MONTH.1).unwrap_or_default(),
        ..Used::default()
    }
}
