//! F3: what the house keeps of a guest beside stays, wishes and complaints: dealings (互动、活动、意见, 主动问候 among them), companions (同行人),
//! alerts with the cautions among them, and the service plan of an arrival.
//!
//! Owns `dealings`, `companions`, `guest_alerts`, `plan_tasks`. Absent on purpose: who is shown what at which screen (`profile`), and
//! posting anything to a social network: a dealing is written down by hand.

mod alerts;
mod calls;
mod companions;
mod dealings;
pub mod handing;
mod kept;
mod plan;
pub(crate) mod rows;
mod rules;

pub use alerts::{AddAlert, Alert, AlertKind, LiftAlert, Moment, add_alert, add_caution, alerts_of, lift_alert, lift_caution};
pub use calls::{CallOutcome, MakeCall, make_call};
pub use companions::{AddCompanion, Companion, DropCompanion, add_companion, companions_of, drop_companion};
pub use dealings::{AddDealing, Dealing, DealingChannel, DealingKind, DropDealing, add_dealing, dealings_of, drop_dealing};
pub use plan::{
    AddTask, DropTask, MakePlan, PlanTask, TaskOrigin, TickTask, add_task, drop_task, is_open, make_plan, plan_of, task,
    tick_task,
};
pub use rules::{DossierRefusal, RECORDS_MAX, standard};

use crate::{
    audit::{change::Change, op::Op},
    base::{error::Result, ids::RawId},
    db::Tx,
};

/// Puts a record back as it was before a history row: the work behind Ctrl+Z.
///
/// Errors: [`crate::base::error::Common::ChangedMeanwhile`] where the record is no longer as `after` left it.
pub fn take_back(tx: &mut Tx<'_>, op: Op, record: RawId, before: Option<&str>, after: Option<&str>) -> Result<Change> {
    match op {
        Op::AddDealing | Op::DropDealing | Op::MakeCall => kept::take_back::<Dealing>(tx, record, before, after),
        Op::AddCompanion | Op::DropCompanion => kept::take_back::<Companion>(tx, record, before, after),
        Op::AddTask | Op::DropTask | Op::TickTask => kept::take_back::<PlanTask>(tx, record, before, after),
        _ => kept::take_back::<Alert>(tx, record, before, after),
    }
}

/// Returns whether [`take_back`] is the one to ask.
pub const fn owns(op: Op) -> bool {
    matches!(
        op,
        Op::AddDealing
            | Op::DropDealing
            | Op::MakeCall
            | Op::AddCompanion
            | Op::DropCompanion
            | Op::AddAlert
            | Op::LiftAlert
            | Op::AddCaution
            | Op::LiftCaution
            | Op::AddTask
            | Op::DropTask
            | Op::TickTask
    )
}
