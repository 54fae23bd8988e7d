//! 补偿与预算: what compensation cost, by month, department, cause and person, beside what the house set aside for it.
//!
//! Owns `budget_versions`. A remedy counts on the hotel's day on which it was proposed, once it stands; its person is whose
//! authority it was: the proposer's inside the limits, the approver's above them.

pub(crate) mod rows;

use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::{RecordId, RemedyId, TicketId, UserId},
        money::Minor,
        points::Points,
        role::{Department, Role, Session},
        text,
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    tickets::kinds::{Cause, Remedy, RemedyState},
};

/// Rows behind a figure that a list shows.
pub const SPENT_SHOWN: u32 = 500;
/// The longest stretch that one report covers, in days: five years.
const DAYS_MAX: i64 = 1_830;

/// What the house sets aside for compensation in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Budget {
    /// For the whole house in a month, minor units; none where nobody set it.
    pub month_minor: Option<Minor>,
    /// For some departments, each at most once.
    pub departments: Vec<DepartmentBudget>,
}

/// What one department may cost in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DepartmentBudget {
    /// 受理部门.
    pub department: Department,
    /// In a month, minor units.
    pub month_minor: Minor,
}

/// The budget in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct BudgetVersion {
    /// From 1; 0 where nobody set one.
    pub version: u32,
    /// What is set aside.
    pub budget: Budget,
    /// Why.
    pub why: String,
    /// Who set it.
    pub by_name: String,
    /// When.
    pub at_ms: Option<Instant>,
}

/// Another budget.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct EditBudget {
    /// The version that the person saw.
    pub seen: u32,
    /// As it shall be.
    pub budget: Budget,
    /// Why.
    pub why: String,
}

/// What is counted: what is none does not narrow it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct SpentFilter {
    /// First day.
    pub from: BusinessDate,
    /// The day after the last.
    pub to: BusinessDate,
    /// Of this department.
    pub department: Option<Department>,
    /// Of this cause.
    pub cause: Option<Cause>,
    /// On this person's authority.
    pub person: Option<UserId>,
}

/// What compensation cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Spending {
    /// All of it.
    pub total: Spent,
    /// Asked for and not yet decided.
    pub waiting: Spent,
    /// The budget in force.
    pub budget: Budget,
    /// Months that the stretch touches: what a month's budget is multiplied with.
    pub months_counted: u32,
    /// By month, the first first.
    pub months: Vec<SpentMonth>,
    /// By department, the dearest first.
    pub departments: Vec<SpentDepartment>,
    /// By cause, the dearest first.
    pub causes: Vec<SpentCause>,
    /// By person, the dearest first.
    pub people: Vec<SpentPerson>,
}

/// A sum and what it counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct Spent {
    /// How many remedies.
    pub count: u32,
    /// What they cost, points at their cost, minor units.
    pub amount_minor: Minor,
}

/// What one month cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SpentMonth {
    /// Its first day.
    pub month: BusinessDate,
    /// What it cost.
    pub spent: Spent,
}

/// What one department cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SpentDepartment {
    /// 受理部门.
    pub department: Department,
    /// What it cost.
    pub spent: Spent,
}

/// What one cause cost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SpentCause {
    /// Which of the six; none where step ④ is not taken.
    pub cause: Option<Cause>,
    /// What it cost.
    pub spent: Spent,
}

/// What was given on one person's authority.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SpentPerson {
    /// Who.
    pub user: UserId,
    /// Their name.
    pub name: String,
    /// What it cost.
    pub spent: Spent,
}

/// One remedy behind a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct SpentRow {
    /// Which remedy.
    pub id: RemedyId,
    /// Under which ticket.
    pub ticket: TicketId,
    /// Its number.
    pub number: String,
    /// Room.
    pub room_no: String,
    /// 受理部门.
    pub department: Department,
    /// Which of the six; none where step ④ is not taken.
    pub cause: Option<Cause>,
    /// What is given.
    pub remedy: Remedy,
    /// In words.
    pub words: String,
    /// Cost, minor units.
    pub amount_minor: Minor,
    /// Points.
    pub points: Points,
    /// Where it stands.
    pub state: RemedyState,
    /// On whose authority; who asked, while it waits.
    pub person_name: String,
    /// The hotel's day of the proposal.
    pub business_date: BusinessDate,
}

/// One part of the report as the file adds it up.
pub(crate) struct Part {
    pub month: BusinessDate,
    pub department: Department,
    pub cause: Option<Cause>,
    pub person: UserId,
    pub name: String,
    pub waits: bool,
    pub spent: Spent,
}

/// Keeps a new budget, in force at once. Returns its version.
///
/// Errors: [`Common::ChangedMeanwhile`], [`Common`] naming the field.
pub fn edit_budget(tx: &mut Tx<'_>, input: &EditBudget) -> Result<u32> {
    let op = tx.begin(Op::EditBudget)?;
    let before = budget(tx.db())?;
    if before.version != input.seen {
        return Err(Common::ChangedMeanwhile.into());
    }
    let after = checked(&input.budget)?;
    let why = text::required("why", &input.why, text::LINE_MAX)?;
    let version = before.version + 1;
    rows::insert(tx, version, &after, &why)?;
    let record: RecordId = tx.new_id();
    tx.record(op, Change::updated(record, &before.budget, &after)?)?;
    Ok(version)
}

fn checked(budget: &Budget) -> Result<Budget, Common> {
    let sound = |sum: Minor| Minor::new(sum.minor()).is_some_and(|sum| sum >= Minor::ZERO);
    let once = |one: &DepartmentBudget| {
        budget.departments.iter().filter(|other| other.department == one.department).count() == 1 && sound(one.month_minor)
    };
    if budget.month_minor.is_some_and(|sum| !sound(sum)) || !budget.departments.iter().all(once) {
        return Err(Common::BadValue { field: "amount" });
    }
    Ok(budget.clone())
}

/// Returns the budget in force.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn budget(db: &Db) -> Result<BudgetVersion> {
    Ok(rows::newest(db)?.unwrap_or(BudgetVersion {
        version: 0,
        budget: Budget { month_minor: None, departments: Vec::new() },
        why: String::new(),
        by_name: String::new(),
        at_ms: None,
    }))
}

/// Returns what compensation cost in `filter`; a department head sees their own department's.
///
/// Errors: [`Common::BadValue`] for a stretch that ends before it begins or is too long.
pub fn spending(db: &Db, session: &Session, filter: &SpentFilter) -> Result<Spending> {
    let days = filter.to.days_since(filter.from);
    if !(1..=DAYS_MAX).contains(&days) {
        return Err(Common::BadValue { field: "to" }.into());
    }
    let mut report = Spending {
        total: Spent::default(),
        waiting: Spent::default(),
        budget: budget(db)?.budget,
        months_counted: months_in(filter),
        months: Vec::new(),
        departments: Vec::new(),
        causes: Vec::new(),
        people: Vec::new(),
    };
    for part in rows::parts(db, filter, only(session))? {
        report.add(part);
    }
    report.sort();
    Ok(report)
}

/// Returns the remedies behind a figure, the newest first, at most [`SPENT_SHOWN`].
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn spent_rows(db: &Db, session: &Session, filter: &SpentFilter) -> Result<Vec<SpentRow>> {
    rows::rows(db, filter, only(session), SPENT_SHOWN)
}

fn only(session: &Session) -> Option<Department> {
    (session.role == Role::DepartmentHead).then_some(session.department)
}

fn months_in(filter: &SpentFilter) -> u32 {
    let (mut month, mut count) = (filter.from.month(), 1);
    while month.1 < filter.to {
        (month, count) = (month.1.month(), count + 1);
    }
    count
}

impl Spent {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.amount_minor = self.amount_minor.plus(other.amount_minor).unwrap_or(self.amount_minor);
    }
}

impl Spending {
    fn add(&mut self, part: Part) {
        if part.waits {
            return self.waiting.add(part.spent);
        }
        self.total.add(part.spent);
        match self.months.iter_mut().find(|one| one.month == part.month) {
            Some(one) => one.spent.add(part.spent),
            None => self.months.push(SpentMonth { month: part.month, spent: part.spent }),
        }
        match self.departments.iter_mut().find(|one| one.department == part.department) {
            Some(one) => one.spent.add(part.spent),
            None => self.departments.push(SpentDepartment { department: part.department, spent: part.spent }),
        }
        match self.causes.iter_mut().find(|one| one.cause == part.cause) {
            Some(one) => one.spent.add(part.spent),
            None => self.causes.push(SpentCause { cause: part.cause, spent: part.spent }),
        }
        match self.people.iter_mut().find(|one| one.user == part.person) {
            Some(one) => one.spent.add(part.spent),
            None => self.people.push(SpentPerson { user: part.person, name: part.name, spent: part.spent }),
        }
    }

    fn sort(&mut self) {
        use std::cmp::Reverse;
        self.months.sort_by_key(|one| one.month);
        self.departments.sort_by_key(|one| Reverse(one.spent.amount_minor));
        self.causes.sort_by_key(|one| Reverse(one.spent.amount_minor));
        self.people.sort_by_key(|one| Reverse(one.spent.amount_minor));
    }
}
