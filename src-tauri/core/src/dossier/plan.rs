//! 个性化服务方案: what each department does for an arrival, ticked off. A VIP's reception standard is put on it at one go.

use serde::{Deserialize, Serialize};

use super::{
    kept::Kept,
    rows,
    rules::{self, DossierRefusal},
};
use crate::{
    audit::{change::Change, op::Op, permission::Grant},
    base::{
        error::Result,
        ids::{GuestId, PlanTaskId, RawId, StayId, UserId},
        role::Department,
        text::{self, LINE_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    stored_words,
};

stored_words! {
    /// Where a task comes from.
    pub enum TaskOrigin {
        /// Somebody wrote it.
        Desk = "desk",
        /// 接待规格: `words` is a line's code.
        Standard = "standard",
    }
}

/// One task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct PlanTask {
    /// Record id.
    pub id: PlanTaskId,
    /// For whom.
    pub guest_id: GuestId,
    /// For which stay; none where it holds at any.
    pub stay_id: Option<StayId>,
    /// Who does it.
    pub department: Department,
    /// What is done; for [`TaskOrigin::Standard`] the line's code.
    pub words: String,
    /// Where it comes from.
    pub origin: TaskOrigin,
    /// Who wrote it.
    pub author: UserId,
    /// When.
    pub created_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// Who ticked it off.
    pub done_by: Option<UserId>,
    /// When.
    pub done_at_ms: Option<Instant>,
}

/// A task as the desk writes it.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
#[serde(rename = "AddPlanTask")]
pub struct AddTask {
    /// For whom.
    pub guest: GuestId,
    /// For which stay.
    pub stay: Option<StayId>,
    /// Who does it.
    pub department: Department,
    /// What is done.
    pub words: String,
}

/// Puts the reception standard of the guest's VIP level on the plan of a stay.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct MakePlan {
    /// For whom.
    pub guest: GuestId,
    /// For which stay.
    pub stay: Option<StayId>,
    /// The level as the person saw it: V1, V2 or V3.
    pub vip: String,
}

/// Strikes a task off.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
#[serde(rename = "DropPlanTask")]
pub struct DropTask {
    /// Which.
    pub task: PlanTaskId,
}

/// Ticks a task off, or takes the tick away.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
#[serde(rename = "TickPlanTask")]
pub struct TickTask {
    /// Which.
    pub task: PlanTaskId,
    /// Done, or not.
    pub done: bool,
}

/// Writes a task. Errors: [`DossierRefusal`], [`crate::base::error::Common`] naming the field.
pub fn add_task(tx: &mut Tx<'_>, input: &AddTask) -> Result<PlanTaskId> {
    let op = tx.begin(Op::AddTask)?;
    let words = text::required("words", &input.words, LINE_MAX)?;
    let task = new_task(tx, input.guest, input.stay, input.department, words, TaskOrigin::Desk)?;
    tx.record(op, Change::added(task.id, &task)?.about(task.guest_id))?;
    Ok(task.id)
}

/// Puts each line of the level's reception standard on the plan that is not there yet. Returns how many were added.
///
/// Errors: [`DossierRefusal::NoStandard`].
pub fn make_plan(tx: &mut Tx<'_>, input: &MakePlan) -> Result<u32> {
    let first = tx.begin(Op::AddTask)?;
    let lines = rules::standard(&input.vip);
    if lines.is_empty() {
        return Err(DossierRefusal::NoStandard.into());
    }
    let there = rows::tasks(tx.db(), merged::current(tx.db(), input.guest)?)?;
    let is_there = |code: &str| {
        there.iter().any(|task| task.origin == TaskOrigin::Standard && task.stay_id == input.stay && task.words == code)
    };
    let mut begun = Some(first);
    let mut added = 0;
    for (department, code) in lines.iter().filter(|(_, code)| !is_there(code)) {
        let op = match begun.take() {
            Some(op) => op,
            None => tx.begin(Op::AddTask)?,
        };
        let task = new_task(tx, input.guest, input.stay, *department, (*code).to_owned(), TaskOrigin::Standard)?;
        tx.record(op, Change::added(task.id, &task)?.about(task.guest_id))?;
        added += 1;
    }
    Ok(added)
}

fn new_task(
    tx: &mut Tx<'_>,
    guest: GuestId,
    stay_id: Option<StayId>,
    department: Department,
    words: String,
    origin: TaskOrigin,
) -> Result<PlanTask> {
    let guest_id = merged::current(tx.db(), guest)?;
    rules::fits(rows::tasks(tx.db(), guest_id)?.len())?;
    let task = PlanTask {
        id: tx.new_id(),
        guest_id,
        stay_id,
        department,
        words,
        origin,
        author: tx.session().user,
        created_at_ms: tx.at(),
        business_date: tx.business_date(),
        done_by: None,
        done_at_ms: None,
    };
    rows::insert_task(tx, &task)?;
    merged::came_for(tx, guest, MovedKind::Task, task.id)?;
    Ok(task)
}

/// Strikes a task off; its history stays. Errors: [`crate::base::error::Common::NotFound`].
pub fn drop_task(tx: &mut Tx<'_>, input: &DropTask) -> Result<PlanTaskId> {
    let op = tx.begin(Op::DropTask)?;
    let task = rows::task(tx.db(), input.task.raw())?;
    task.remove(tx)?;
    tx.record(op, Change::removed(task.id, &task)?.about(task.guest_id))?;
    Ok(task.id)
}

/// Ticks a task off, or takes the tick away; a department head one of the own department.
///
/// Errors: [`DossierRefusal::OtherDepartment`], [`crate::base::error::Common::NotFound`].
pub fn tick_task(tx: &mut Tx<'_>, input: &TickTask) -> Result<PlanTaskId> {
    let op = tx.begin(Op::TickTask)?;
    let before = rows::task(tx.db(), input.task.raw())?;
    if op.grant() == Grant::Limited && before.department != tx.session().department {
        return Err(DossierRefusal::OtherDepartment.into());
    }
    let after =
        PlanTask { done_by: input.done.then(|| tx.session().user), done_at_ms: input.done.then(|| tx.at()), ..before.clone() };
    rows::put_task(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.guest_id))?;
    Ok(after.id)
}

/// Returns the guest's tasks: those of `stay`, and those that hold at any; by department, first written first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn plan_of(db: &Db, guest: GuestId, stay: Option<StayId>) -> Result<Vec<PlanTask>> {
    let mut tasks = rows::tasks(db, guest)?;
    tasks.retain(|task| task.stay_id.is_none() || task.stay_id == stay);
    Ok(tasks)
}

/// Returns a task. Errors: [`crate::base::error::Common::NotFound`].
pub fn task(db: &Db, id: PlanTaskId) -> Result<PlanTask> {
    rows::task(db, id.raw())
}

/// Returns whether the task stands and is not ticked off.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn is_open(db: &Db, task: RawId) -> Result<bool> {
    match rows::task(db, task) {
        Ok(task) => Ok(task.done_at_ms.is_none()),
        Err(gone) if gone.code() == "not_found" => Ok(false),
        Err(failed) => Err(failed),
    }
}

impl Kept for PlanTask {
    fn id(&self) -> RawId {
        self.id.raw()
    }
    fn guest(&self) -> GuestId {
        self.guest_id
    }
    fn get(db: &Db, id: RawId) -> Result<Self> {
        rows::task(db, id)
    }
    fn insert(&self, tx: &Tx<'_>) -> Result<()> {
        rows::insert_task(tx, self)
    }
    fn put(&self, tx: &Tx<'_>) -> Result<()> {
        rows::put_task(tx, self)
    }
    fn remove(&self, tx: &Tx<'_>) -> Result<()> {
        rows::remove_task(tx, self.id)
    }
}
