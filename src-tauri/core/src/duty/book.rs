//! What the house sets once: when its shifts begin, and what is counted at a handover.

use serde::{Deserialize, Serialize};

use super::{rows, rules::DutyRefusal, shifts::ShiftTimes};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::RecordId,
        money::Minor,
    },
    db::{Db, Tx},
};

/// Most keys or radios that are counted.
const COUNT_MAX: u16 = 1_000;

/// The house's own rules of the shift.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DutyRules {
    /// When each shift begins.
    pub shifts: ShiftTimes,
    /// 备用金 as it should be, minor units; none where it is not counted.
    pub cash_minor: Option<Minor>,
    /// 总钥匙 as they should be.
    pub keys: Option<u16>,
    /// 对讲机 as they should be.
    pub radios: Option<u16>,
}

/// Sets the rules of the shift.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EditDutyRules {
    /// As they were seen.
    pub seen: DutyRules,
    /// As they shall be.
    pub wanted: DutyRules,
}

/// Returns the house's rules, or those that ship. Errors: [`crate::base::error::Error::Database`].
pub fn house_rules(db: &Db) -> Result<DutyRules> {
    Ok(rows::rules(db)?.unwrap_or_default())
}

/// Holds that this much cash and so many things can be counted at all. Errors: [`Common::BadValue`].
pub(super) fn counts_fit(cash: Option<Minor>, things: [Option<u16>; 2]) -> Result<()> {
    let fit = cash.is_none_or(|sum| sum >= Minor::ZERO) && things.into_iter().flatten().all(|count| count <= COUNT_MAX);
    if fit { Ok(()) } else { Err(Common::BadValue { field: "counts" }.into()) }
}

/// Sets the rules of the shift.
///
/// Errors: [`DutyRefusal::ShiftOrder`], [`Common::ChangedMeanwhile`], [`Common::BadValue`].
pub fn edit_rules(tx: &mut Tx<'_>, input: &EditDutyRules) -> Result<RecordId> {
    let op = tx.begin(Op::EditDutyRules)?;
    let before = house_rules(tx.db())?;
    if before != input.seen {
        return Err(Common::ChangedMeanwhile.into());
    }
    let wanted = input.wanted;
    if !wanted.shifts.in_order() {
        return Err(DutyRefusal::ShiftOrder.into());
    }
    counts_fit(wanted.cash_minor, [wanted.keys, wanted.radios])?;
    rows::put_rules(tx, &wanted)?;
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before, &wanted)?)?;
    Ok(record)
}
