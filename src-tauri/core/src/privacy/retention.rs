//! 保存期限: how long the house keeps who was here, signed by the general manager, each version kept. A dated run erases whoever
//! passed it: looked at first, run by hand, and nobody on whom a legal hold stands or something else stands in the way.
//!
//! Source: PIPL art. 19 (the shortest time needed), 47 (erased when it is over).

use serde::{Deserialize, Serialize};

use super::{
    PrivacyRefusal,
    erase::{self, Erased, Ground},
    rows,
};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::{GuestId, RecordId, RetentionRunId},
        role::{Confirmed, Role},
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
};

/// Fewest and most months that rules may name.
pub const MONTHS: std::ops::RangeInclusive<u16> = 6..=240;
/// Most people of one run: the next run takes the next ones.
pub const RUN_MAX: u32 = 200;

/// How long people are kept after the last time the house had to do with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RetentionRules {
    /// Months after the last departure, complaint or note of a guest who is no member.
    pub guest_months: u16,
    /// Months after the last departure, complaint, note or posting of a member.
    pub member_months: u16,
}

/// Rules as they were signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RetentionVersion {
    /// From 1.
    pub version: u32,
    /// What they say.
    pub rules: RetentionRules,
    /// Why.
    pub why: String,
    /// Who signed, as colleagues read it.
    pub by: String,
    /// When.
    pub at_ms: Instant,
}

/// Signs rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SignRetention {
    /// What they say.
    pub rules: RetentionRules,
    /// Why.
    pub why: String,
    /// The version that was seen; 0 for none.
    pub seen: u32,
}

/// Somebody whose time is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DueGuest {
    /// Who.
    pub guest: GuestId,
    /// The name that goes.
    pub name: String,
    /// The last time the house had to do with them.
    pub last_on: BusinessDate,
    /// A member.
    pub member: bool,
    /// What keeps the run from them; empty where nothing does.
    pub held_by: Vec<erase::Block>,
}

/// What a run on a day would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct RetentionForeseen {
    /// The day.
    pub on: BusinessDate,
    /// The rules in force.
    pub version: RetentionVersion,
    /// Whose time is over, longest first, at most [`RUN_MAX`].
    pub due: Vec<DueGuest>,
    /// How many of them go.
    pub goes: u32,
    /// How many something keeps.
    pub held: u32,
}

/// Runs the rules.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RunRetention {
    /// The day that the run closes.
    pub on: BusinessDate,
    /// The rules that were seen.
    pub version: u32,
    /// How many were shown to go.
    pub goes: u32,
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RetentionRun {
    /// Names it.
    pub id: RetentionRunId,
    /// The day that it closed.
    pub on: BusinessDate,
    /// Pseudonyms of who was erased.
    pub erased: Vec<GuestId>,
    /// How many something kept.
    pub held: u32,
}

/// Signs rules: the general manager alone, with the PIN again.
///
/// Errors: [`PrivacyRefusal::NotGeneralManager`], [`PrivacyRefusal::NotConfirmed`], [`PrivacyRefusal::TextMeanwhile`],
/// [`Common::BadValue`] outside [`MONTHS`].
pub fn sign(tx: &mut Tx<'_>, input: &SignRetention, confirmed: &Confirmed) -> Result<u32> {
    let op = tx.begin(Op::SignRetention)?;
    if tx.session().role != Role::GeneralManager {
        return Err(PrivacyRefusal::NotGeneralManager.into());
    }
    if confirmed.user() != tx.session().user {
        return Err(PrivacyRefusal::NotConfirmed.into());
    }
    for months in [input.rules.guest_months, input.rules.member_months] {
        if !MONTHS.contains(&months) {
            return Err(Common::BadValue { field: "months" }.into());
        }
    }
    let before = rows::retention(tx.db())?;
    let version = before.as_ref().map_or(0, |known| known.version);
    if version != input.seen {
        return Err(PrivacyRefusal::TextMeanwhile.into());
    }
    let why = text::required("reason", &input.why, LINE_MAX)?;
    rows::insert_retention(tx, version + 1, input.rules, &why)?;
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before.map(|known| known.rules), &Some(input.rules))?)?;
    Ok(version + 1)
}

/// Returns the rules in force. Errors: [`crate::base::error::Error::Database`].
pub fn current(db: &Db) -> Result<Option<RetentionVersion>> {
    rows::retention(db)
}

/// Returns what a run on `on` would do.
///
/// Errors: [`PrivacyRefusal::NoRules`], [`PrivacyRefusal::RunAhead`].
pub fn foresee(db: &Db, on: BusinessDate, today: BusinessDate) -> Result<RetentionForeseen> {
    let version = rows::retention(db)?.ok_or(PrivacyRefusal::NoRules)?;
    if on > today {
        return Err(PrivacyRefusal::RunAhead { today: today.to_string() }.into());
    }
    let limits = |months: u16| on.plus_months(-i32::from(months));
    let mut due = rows::due(db, limits(version.rules.guest_months), limits(version.rules.member_months), RUN_MAX)?;
    for one in &mut due {
        one.held_by = erase::blocks(db, one.guest, today)?;
    }
    let held = due.iter().filter(|one| !one.held_by.is_empty()).count();
    let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
    Ok(RetentionForeseen { on, version, goes: count(due.len() - held), held: count(held), due })
}

/// Erases whose time is over on `input.on`. The lists, the log and the packages follow as after one erasure
/// ([`erase::follow`]).
///
/// Errors: those of [`foresee`], [`PrivacyRefusal::NotConfirmed`], [`PrivacyRefusal::SeenMeanwhile`].
pub fn run(tx: &mut Tx<'_>, input: &RunRetention, confirmed: &Confirmed) -> Result<RetentionRun> {
    let op = tx.begin(Op::RunRetention)?;
    if confirmed.user() != tx.session().user {
        return Err(PrivacyRefusal::NotConfirmed.into());
    }
    let foreseen = foresee(tx.db(), input.on, tx.business_date())?;
    if (foreseen.version.version, foreseen.goes) != (input.version, input.goes) {
        return Err(PrivacyRefusal::SeenMeanwhile.into());
    }
    let mut erased = Vec::new();
    for due in foreseen.due.iter().filter(|due| due.held_by.is_empty()) {
        let act: Erased = erase::by_rule(tx, due.guest, Ground::Retention)?;
        erased.push(act.guest);
    }
    let run = RetentionRun { id: tx.new_id(), on: input.on, erased, held: foreseen.held };
    rows::insert_run(tx, &run, input.version)?;
    tx.record(op, Change::noted(run.id, &run)?)?;
    Ok(run)
}
