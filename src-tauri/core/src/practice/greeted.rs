//! Courtesy calls of the last days: made to those whom the list itself names, as two duty managers would have made them.

use chrono::Days;

use super::{Practice, broken};
use crate::{
    base::{
        error::Result,
        ids::UserId,
        role::Role,
        time::{BusinessDate, Instant},
    },
    courtesy::{self, CallDays, CourtesyCall},
    db::Tx,
    dossier::{self, CallOutcome, Dealing, DealingChannel, DealingKind},
    staff,
};

/// How many days back they go.
const DAYS: u64 = 7;
/// Of three on the list two are greeted; on the day itself it is still early.
const GREETED_OF: (usize, usize) = (2, 3);
const GREETED_TODAY: usize = 3;
/// Minutes after the day's beginning: who was there before is greeted from ten on, who came on that day in the evening.
const MORNING: i64 = 6 * 60;
const EVENING: i64 = 15 * 60 + 30;
const BETWEEN: i64 = 13;

const ANSWERS: &[(CallOutcome, DealingChannel, &str)] = &[
    (CallOutcome::Satisfied, DealingChannel::Person, "早餐时当面问候，说住得好"),
    (CallOutcome::Satisfied, DealingChannel::Phone, ""),
    (CallOutcome::Fair, DealingChannel::Person, "空调声音略大，已请工程部看"),
    (CallOutcome::Satisfied, DealingChannel::Person, "感谢记得上次的事"),
    (CallOutcome::Fair, DealingChannel::Phone, "希望退房快一些，已交代前台"),
    (CallOutcome::Unhappy, DealingChannel::Person, "热水等得久，已记投诉"),
    (CallOutcome::Satisfied, DealingChannel::Phone, "问了早餐时间，别无要求"),
];

/// Writes the calls, day by day: whom one day greeted, the next does not name.
///
/// Errors: [`crate::base::error::Error::Database`]; [`crate::base::error::Error::Damaged`] where nobody makes them.
pub fn write(tx: &mut Tx<'_>, practice: &Practice, people: &[staff::User]) -> Result<()> {
    let hands: Vec<UserId> = people.iter().filter(|user| user.role == Role::DutyManager).map(|user| user.id).collect();
    let now = practice.opens_at().ok_or_else(|| broken("a day that does not begin"))?;
    for back in (0..=DAYS).rev() {
        let day = BusinessDate::new(practice.today - Days::new(back));
        let list = courtesy::of_days(tx.db(), now, CallDays { from: day, to: day })?.calls;
        let few = if back == 0 { GREETED_TODAY } else { list.len() };
        let greeted = list.iter().enumerate().filter(|(nth, _)| nth % GREETED_OF.1 < GREETED_OF.0).take(few);
        for (nth, call) in greeted {
            let by = *hands
                .get((nth + usize::try_from(back).unwrap_or_default()) % hands.len().max(1))
                .ok_or_else(|| broken("who greets"))?;
            greet(tx, call, nth, by, now)?;
        }
    }
    Ok(())
}

fn greet(tx: &mut Tx<'_>, call: &CourtesyCall, nth: usize, author: UserId, now: Instant) -> Result<()> {
    let begins = tx.hotel().clock.begins(call.on);
    let minute = if call.arrival == call.on { EVENING } else { MORNING };
    let at = begins.plus_minutes(minute + BETWEEN * i64::try_from(nth).unwrap_or_default());
    if at >= now {
        return Ok(());
    }
    let day = call.on.days_since(BusinessDate::new(chrono::NaiveDate::default())).unsigned_abs();
    let (outcome, channel, words) = ANSWERS[(nth + usize::try_from(day).unwrap_or_default()) % ANSWERS.len()];
    let dealing = Dealing {
        id: tx.new_id(),
        guest_id: call.guest_id,
        kind: DealingKind::Interaction,
        channel,
        words: words.to_owned(),
        happened_on: call.on,
        author,
        created_at_ms: at,
        business_date: call.on,
        outcome: Some(outcome),
    };
    dossier::rows::insert_dealing(tx, &dealing)
}
