//! A wish that concerns a department is also that department's task (场景 A.4): both are written at one go, for the stay that
//! the guest has or comes for next. What a task says is what is done (不放花): the reason stays with the wish.

use serde::{Deserialize, Serialize};

use super::rows;
use crate::{
    base::{
        error::Result,
        ids::{GuestId, PlanTaskId, PreferenceId},
        role::Department,
    },
    db::{Tx, merged},
    dossier::{self, AddTask, DropTask},
    guests::{self, AddPreference, DropPreference, PreferenceKind},
    stays::{self, rules::coming},
};

/// A wish as the desk takes it down, with what the house does about it.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct TakeWish {
    /// The wish itself. Without the guest's consent it is the action alone, under a kind that is not sensitive.
    pub wish: AddPreference,
    /// Who does it; none for the department that the kind concerns, see [`department_of`].
    #[serde(default)]
    pub department: Option<Department>,
    /// What is done; empty or blank for the wish's own words.
    #[serde(default)]
    pub action: String,
}

/// What taking a wish down wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WishTaken {
    /// The wish.
    pub preference: PreferenceId,
    /// The department's task; none where the kind concerns nobody.
    pub task: Option<PlanTaskId>,
    /// Whose task it is.
    pub department: Option<Department>,
}

/// Returns whom a wish of this kind concerns; `None` where nobody prepares anything for it. Source: the house's rule.
pub const fn department_of(kind: PreferenceKind) -> Option<Department> {
    match kind {
        // An allergy is met in the room first: flowers, feathers, scents. Whoever writes it down may name another.
        PreferenceKind::Room | PreferenceKind::Health | PreferenceKind::Minor => Some(Department::Housekeeping),
        PreferenceKind::Dining | PreferenceKind::Religion => Some(Department::FoodBeverage),
        PreferenceKind::Leisure => Some(Department::Recreation),
        PreferenceKind::Habit | PreferenceKind::Other => None,
    }
}

/// Writes a wish down and, where it concerns a department, its task for the stay in house or the next one booked; where none
/// is booked, for whenever the guest comes next. The wish's line is the write's first: Ctrl+Z on it takes the task along.
///
/// Errors: those of [`guests::add_preference`] and [`dossier::add_task`].
pub fn take_wish(tx: &mut Tx<'_>, input: &TakeWish) -> Result<WishTaken> {
    let preference = guests::add_preference(tx, &input.wish)?;
    let department = input.department.or(department_of(input.wish.kind));
    let task = match department {
        Some(department) => Some(task_of(tx, input, department)?),
        None => None,
    };
    Ok(WishTaken { preference, task, department })
}

/// What dropping a wish wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WishDropped {
    /// The wish.
    pub preference: PreferenceId,
    /// Tasks that were struck off with it.
    pub tasks: Vec<PlanTaskId>,
}

/// Takes a wish away and strikes off what its departments were to do for it: the tasks that were written with the wish, that
/// nobody ticked off, and that no other wish of the guest asks for. What is done stays. The wish's line is the write's first:
/// Ctrl+Z on it brings the tasks back too.
///
/// Errors: those of [`guests::drop_preference`] and [`dossier::drop_task`].
pub fn drop_wish(tx: &mut Tx<'_>, input: &DropPreference) -> Result<WishDropped> {
    let written = rows::tasks_of_wish(tx.db(), input.preference)?;
    let preference = guests::drop_preference(tx, input)?;
    let mut tasks = Vec::new();
    for id in written {
        if dossier::is_open(tx.db(), id.raw())? && !is_asked_for(tx, id)? {
            tasks.push(dossier::drop_task(tx, &DropTask { task: id })?);
        }
    }
    Ok(WishDropped { preference, tasks })
}

/// Returns whether another wish of the same guest asks the same of the same department.
fn is_asked_for(tx: &Tx<'_>, task: PlanTaskId) -> Result<bool> {
    let task = dossier::task(tx.db(), task)?;
    let others = guests::preferences_of(tx.db(), task.guest_id)?;
    Ok(others.iter().any(|wish| department_of(wish.kind) == Some(task.department) && wish.words.trim() == task.words.trim()))
}

fn task_of(tx: &mut Tx<'_>, input: &TakeWish, department: Department) -> Result<PlanTaskId> {
    let words = if input.action.trim().is_empty() { &input.wish.words } else { &input.action }.to_owned();
    let guest = input.wish.guest;
    let stay = stay_of(tx, guest)?;
    let there = dossier::plan_of(tx.db(), merged::current(tx.db(), guest)?, stay)?;
    let same =
        there.iter().find(|task| task.done_at_ms.is_none() && task.department == department && task.words.trim() == words.trim());
    match same {
        Some(task) => Ok(task.id),
        None => dossier::add_task(tx, &AddTask { guest, stay, department, words }),
    }
}

fn stay_of(tx: &Tx<'_>, guest: GuestId) -> Result<Option<crate::base::ids::StayId>> {
    let stays = stays::of_guest(tx.db(), merged::current(tx.db(), guest)?, stays::STAYS_LISTED_MAX)?;
    Ok(coming(&stays, tx.business_date()).map(|stay| stay.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sensitive_kind_concerns_somebody_and_a_habit_nobody() {
        let cases = [
            (PreferenceKind::Room, Some(Department::Housekeeping)),
            (PreferenceKind::Health, Some(Department::Housekeeping)),
            (PreferenceKind::Minor, Some(Department::Housekeeping)),
            (PreferenceKind::Dining, Some(Department::FoodBeverage)),
            (PreferenceKind::Religion, Some(Department::FoodBeverage)),
            (PreferenceKind::Leisure, Some(Department::Recreation)),
            (PreferenceKind::Habit, None),
            (PreferenceKind::Other, None),
        ];
        assert_eq!(cases.len(), PreferenceKind::ALL.len(), "a new kind needs its answer here");
        for (kind, expected) in cases {
            assert_eq!(department_of(kind), expected, "{kind}");
        }
    }
}
