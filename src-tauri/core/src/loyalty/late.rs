//! 补登 of a stay that is past the programme's days: what the desk may no longer credit, somebody who may adjust points still
//! can, with a reason, by the same formula.

use serde::{Deserialize, Serialize};

use super::{
    AccountId, Basis, Credit, EntryCode, House, LoyaltyRefusal, Member, Posted,
    adjust::{self, Grounds},
    page::UncreditedStay,
    pending,
    programme::{self, Programme, earning},
    rows,
    rules::{self, StayFacts},
    tiers,
};
use crate::{
    audit::op::{Op, RecordKind},
    base::{
        error::{Common, Error, Result},
        ids::{StayId, UserId},
        points::Points,
        role::Confirmed,
        text,
        time::BusinessDate,
    },
    db::{Db, Tx, merged},
};

/// How many months back a stay may have departed at all.
pub const LATE_MONTHS: i32 = 36;

/// Late stays that a page offers.
const OFFERED_MAX: usize = 12;

/// Input of a late credit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CreditLate {
    /// Which stay.
    pub stay: StayId,
    /// Why it was missed.
    pub reason: String,
    /// Who confirmed at the same desk, where the points pass the limit of one person.
    pub second: Option<UserId>,
}

/// Credits a departed stay by the programme's formula however long ago it was, once.
///
/// Errors: [`Common::NotFound`], [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::AlreadyEarned`],
/// [`LoyaltyRefusal::StayTooOld`] beyond [`LATE_MONTHS`], what [`earning::stay_earned`] and [`adjust::adjust`] refuse.
pub fn credit_late(tx: &mut Tx<'_>, late: &CreditLate, second: Option<&Confirmed>) -> Result<Posted> {
    let op = tx.begin(Op::CreditLate)?;
    let reason = text::required("reason", &late.reason, text::LINE_MAX)?;
    let not_found = Common::NotFound { record: RecordKind::Stay.word() };
    let (guest, facts) = rows::stay_facts(tx.db(), late.stay)?.ok_or(not_found)?;
    let member = rows::member(tx.db(), guest.ok_or(LoyaltyRefusal::NotAMember)?)?.ok_or(LoyaltyRefusal::NotAMember)?;
    if rows::stay_is_credited(tx.db(), late.stay)? {
        return Err(LoyaltyRefusal::AlreadyEarned.into());
    }
    let today = tx.business_date();
    let account = super::account(tx.db(), member.guest)?;
    let (points, basis) = earned(tx.db(), &member, account, &facts, today)?;
    let stay_days = programme::in_force(tx.db(), facts.departure.min(today))?.pending.stay_days;
    let due_on = rules::due_on(facts.departure, stay_days, today);
    let weight = rows::given_alone(tx.db(), account, tx.session().user, today)?;
    let weight = weight.saturating_add(points.count());
    let grounds = Grounds { reason, second: adjust::confirmed(tx, &op, member.guest, weight, (late.second, second))? };
    let credit = Credit {
        code: EntryCode::Earn,
        house: House::Issued,
        points,
        source: format!("stay:{}", late.stay),
        memo: rows::memo_of(&basis)?,
        expires_on: rules::expires_on(&programme::in_force(tx.db(), today)?, due_on),
    };
    tx.touches(RecordKind::Stay);
    let posted = if due_on > today {
        pending::wait(tx, member.guest, (credit, due_on), Some(&grounds))?
    } else {
        adjust::give(tx, op, member.guest, credit, &grounds)?
    };
    merged::came_with(tx, late.stay, posted.moves_as(), posted.entry_id)?;
    Ok(posted)
}

/// Returns the member's departed stays that are past the programme's days and were not credited, with what they would earn,
/// the latest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn stays(db: &Db, programme: &Programme, member: &Member, today: BusinessDate) -> Result<Vec<UncreditedStay>> {
    let until = today.plus_days(-i64::from(programme.earning.late_days));
    let account = super::account(db, member.guest)?;
    let mut late = Vec::new();
    for (stay, arrival, facts) in rows::uncredited_stays(db, member.guest, today.plus_months(-LATE_MONTHS))? {
        if facts.departure >= until || late.len() >= OFFERED_MAX {
            continue;
        }
        match earned(db, member, account, &facts, today) {
            Ok((points, _)) => late.push(UncreditedStay { stay, arrival, departure: facts.departure, points }),
            // What the programme gives nothing for is not offered.
            Err(Error::Refused(_)) => {}
            Err(failed) => return Err(failed),
        }
    }
    Ok(late)
}

/// Returns what a stay earns by the rules under which it departed, however long ago that was.
fn earned(db: &Db, member: &Member, account: AccountId, facts: &StayFacts, today: BusinessDate) -> Result<(Points, Basis)> {
    let mut programme = programme::in_force(db, facts.departure.min(today))?;
    let days = today.days_since(today.plus_months(-LATE_MONTHS));
    programme.earning.late_days = u32::try_from(days).unwrap_or_default();
    let tier = tiers::tier_on(db, member.guest, facts.departure.min(today))?;
    let so_far = programme::earned_so_far(db, &programme, account, facts.departure)?;
    Ok(earning::stay_earned(&programme, tier, facts, so_far, (db.hotel().minor_digits, today))?)
}
