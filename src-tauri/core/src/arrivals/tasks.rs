//! What departments do for the guests of a day (个性化服务方案): every task of those who come, and the open ones of those in
//! house, by department.

use std::collections::HashSet;

use serde::Serialize;

use super::rows;
use crate::{
    audit::chain::Head,
    base::{
        error::Result,
        ids::StayId,
        role::Department,
        time::{BusinessDate, HotelClock},
    },
    db::Db,
    dossier::PlanTask,
    guests::Title,
    stays::StayState,
};

/// One task with the guest and the stay it is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct DayTask {
    /// The task.
    pub task: PlanTask,
    /// Who ticked it off, as colleagues read it; empty while it is open.
    pub done_by: String,
    /// The stay it is done for.
    pub stay_id: StayId,
    /// The guest, as written.
    pub name: String,
    /// Form of address.
    pub title: Title,
    /// Empty, V1, V2, V3.
    pub vip: String,
    /// Empty where none is assigned.
    pub room_no: String,
    /// Where the stay's life stands.
    pub state: StayState,
    /// First night.
    pub arrival: BusinessDate,
    /// Day of leaving.
    pub departure: BusinessDate,
    /// Expected arrival, local minutes after midnight.
    pub arrive_minute: Option<u16>,
}

/// The tasks of one department, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
pub struct DepartmentTasks {
    /// Whose.
    pub department: Department,
    /// All of the day.
    #[specta(type = f64)]
    pub all: u32,
    /// Those ticked off.
    #[specta(type = f64)]
    pub done: u32,
}

/// The tasks of a day.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub struct DayTasks {
    /// Which day.
    pub day: BusinessDate,
    /// The chain's head at this reading, for the foot of the sheet.
    pub head: Head,
    /// Departments that have any: the reader's own first, also where it has none.
    pub departments: Vec<DepartmentTasks>,
    /// The tasks, in the order of `departments`, then by when the guest comes.
    pub lines: Vec<DayTask>,
}

/// Returns the tasks of `day`, those of `own` department first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn day_tasks(db: &Db, day: BusinessDate, today: BusinessDate, own: Department) -> Result<DayTasks> {
    let mut lines = of_day(db, day, today)?;
    lines.sort_by_key(|line| (line.task.department != own, line.task.department));
    Ok(DayTasks { day, head: db.head()?, departments: counted(&lines, own), lines })
}

/// Returns the tasks of `day` by department, for the briefing.
///
/// Errors: [`crate::base::error::Error::Database`].
pub(super) fn of_day(db: &Db, day: BusinessDate, today: BusinessDate) -> Result<Vec<DayTask>> {
    let mut lines = rows::tasks(db, day, day == today)?;
    let clock = db.hotel().clock;
    let mut seen = HashSet::new();
    lines.retain(|line| is_due(line, day, &clock) && seen.insert(line.task.id.raw()));
    lines.sort_by_key(|line| line.task.department);
    Ok(lines)
}

/// Returns whether a line belongs to `day`: all that is done for an arrival of it; for somebody in house what is open, and
/// what was ticked off on it.
fn is_due(line: &DayTask, day: BusinessDate, clock: &HotelClock) -> bool {
    line.arrival == day || line.task.done_at_ms.is_none_or(|at| clock.business_date(at) == day)
}

fn counted(lines: &[DayTask], own: Department) -> Vec<DepartmentTasks> {
    let mut counts = vec![DepartmentTasks { department: own, all: 0, done: 0 }];
    for line in lines {
        if counts.last().is_none_or(|last| last.department != line.task.department) {
            counts.push(DepartmentTasks { department: line.task.department, all: 0, done: 0 });
        }
        if let Some(last) = counts.last_mut() {
            last.all += 1;
            last.done += u32::from(line.task.done_at_ms.is_some());
        }
    }
    counts
}
