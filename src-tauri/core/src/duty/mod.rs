//! F3: the duty manager's log (大堂副理日志) and the sheets that are handed over (交班).
//!
//! Owns `duty_lines`, `handovers`, `handover_items`, `duty_rules`. A line is never rewritten: a correction is
//! another line; only a follow-up ends. Absent on purpose: what is open elsewhere in the house (`carry` collects it) and the
//! morning report (`morning`).

mod book;
pub mod handing;
mod lines;
mod on_duty;
pub(crate) mod rows;
mod rules;
mod shifts;
mod signing;

pub use book::{DutyRules, EditDutyRules, edit_rules, house_rules};
pub use lines::{CorrectDuty, DutyLine, EndDuty, FollowUp, LineKind, WriteDuty, correct, end, lines_between, open_lines, write};
pub use on_duty::{OnDuty, on_duty};
pub use rules::DutyRefusal;
pub use shifts::{Shift, ShiftSpan, ShiftTimes, after, before, shift_at, span};
pub use signing::{
    CarriedItem, CarryKind, CarryMark, HandCounts, Handover, HandoverItem, SeeHandover, SignHandover, TakeHandover, Taken,
    first_begin, handover, handover_of, handovers_between, items_of, see, sign, take,
};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Error, Result},
        ids::RawId,
    },
    db::Tx,
};

/// Puts a record back as it was before a history row: the work behind Ctrl+Z.
///
/// Errors: [`Common::ChangedMeanwhile`] where the record is no longer as `after` left it; [`DutyRefusal::AlreadyTaken`].
pub fn take_back(tx: &mut Tx<'_>, op: Op, record: RawId, before: Option<&str>, after: Option<&str>) -> Result<Change> {
    match op {
        Op::SeeHandover => {
            let (back, now) = (from_image::<HandoverItem>(before)?, rows::item(tx.db(), record.into())?);
            unchanged(&now, after)?;
            rules::may_see(&rows::handover(tx.db(), now.handover)?)?;
            rows::put_item(tx, &back)?;
            Change::updated(record, &now, &back)
        }
        _ => {
            let (back, now) = (from_image::<DutyLine>(before)?, rows::line(tx.db(), record.into())?);
            unchanged(&now, after)?;
            rows::put_end(tx, &back)?;
            Change::updated(record, &now, &back)
        }
    }
}

/// Returns whether [`take_back`] is the one to ask.
pub const fn owns(op: Op) -> bool {
    matches!(op, Op::EndDuty | Op::SeeHandover)
}

fn unchanged<T: serde::Serialize>(now: &T, after: Option<&str>) -> Result<()> {
    let now = serde_json::to_string(now).map_err(|_| damaged())?;
    if Some(now.as_str()) == after { Ok(()) } else { Err(Common::ChangedMeanwhile.into()) }
}

fn from_image<T: serde::de::DeserializeOwned>(image: Option<&str>) -> Result<T> {
    serde_json::from_str(image.ok_or_else(damaged)?).map_err(|_| damaged())
}

fn damaged() -> Error {
    Error::Damaged { what: "a record's image".to_owned() }
}
