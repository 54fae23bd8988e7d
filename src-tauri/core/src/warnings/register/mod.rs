//! The register of corrective actions (整改): finding, owner, due day, evidence, verification by somebody else, closing.
//!
//! Owns `corrective_actions`, `action_steps`, `action_tickets`. Steps are appended, never rewritten or deleted. Absent on
//! purpose: attachments, and any way by which an owner settles what they own.

pub(super) mod rows;
mod rules;

use serde::{Deserialize, Serialize};

pub use rules::{ActionRefusal, STEPS_MAX};

use rules::{Act, Case};

use crate::{
    audit::{
        change::Change,
        op::Op,
        permission::{Grant, Permission, grant},
    },
    base::{
        error::{Common, Result},
        ids::{ActionId, TicketId, UserId},
        role::{Department, Session},
        time::{BusinessDate, Instant},
    },
    db::{Begun, Db, Tx},
    stored_words,
    tickets::{self, Area, InboxLine, ProblemCode},
};

/// The most complaints one finding is made from.
pub const TICKETS_MAX: usize = 500;
/// The most lines that a list shows.
pub const LINES_MAX: u32 = 300;

stored_words! {
    /// Which kind of prevention it is. Source: catalogue T15.
    pub enum Prevention {
        /// 加强产品质量管理
        Quality = "quality",
        /// 提升服务水平
        Service = "service",
        /// 完善售后体系
        Aftercare = "aftercare",
        /// 加强信息沟通
        Communication = "communication",
        /// 提高客户满意度
        Satisfaction = "satisfaction",
    }
}

stored_words! {
    /// Where an action stands; always derived from its steps.
    pub enum ActionState {
        /// 进行中
        Open = "open",
        /// 待验证: evidence is handed in
        AwaitingCheck = "awaiting_check",
        /// 已验证
        Verified = "verified",
        /// 已关闭
        Closed = "closed",
        /// 已撤销: the finding was none
        Withdrawn = "withdrawn",
    }
}

stored_words! {
    /// What whoever verifies says of the evidence.
    pub enum ActionVerdict {
        /// 通过
        Accepted = "accepted",
        /// 退回
        Returned = "returned",
    }
}

stored_words! {
    /// Which actions a list shows.
    pub enum ActionScope {
        /// 未结
        Open = "open",
        /// closed and withdrawn
        Settled = "settled",
    }
}

/// What a finding is about: complaints of this problem, in this 环节, on this floor, in this room. What is none narrows nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ActionSubject {
    /// Of this problem.
    pub problem: Option<ProblemCode>,
    /// In this 环节.
    pub area: Option<Area>,
    /// On this floor: a room number less its last two digits.
    pub floor: Option<String>,
    /// In this room.
    pub room: Option<String>,
}

/// An action's own facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ActionFacts {
    /// Id.
    pub id: ActionId,
    /// What people read out: `ZG-20260720-A01`.
    pub number: String,
    /// What was found.
    pub finding: String,
    /// Which kind of prevention.
    pub prevention: Prevention,
    /// What it is about.
    pub subject: ActionSubject,
    /// Whose work it is.
    pub department: Department,
    /// Who answers for it.
    pub owner: UserId,
    /// Until when.
    pub due: BusinessDate,
    /// Where it stands.
    pub state: ActionState,
    /// Who wrote the finding.
    pub opened_by: UserId,
    /// When.
    pub opened_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
    /// Since when it is done, as the last evidence says; none before there is any.
    pub done_on: Option<BusinessDate>,
    /// Who verified it; never the owner.
    pub verified_by: Option<UserId>,
    /// When.
    pub verified_at_ms: Option<Instant>,
    /// Who closed or withdrew it; never the owner.
    pub closed_by: Option<UserId>,
    /// When.
    pub closed_at_ms: Option<Instant>,
}

/// One step of an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum ActionBody {
    /// 立项: finding, owner, due day.
    Raise {
        /// Who answers for it.
        owner: UserId,
        /// Until when.
        due: BusinessDate,
    },
    /// Another owner or another due day, with the reason.
    Amend {
        /// Who answers for it from now on.
        owner: UserId,
        /// Whose work it is from now on.
        department: Department,
        /// Until when.
        due: BusinessDate,
        /// Why.
        words: String,
    },
    /// 交证据: what was done, and since when.
    Evidence {
        /// What was done and where it can be seen.
        words: String,
        /// Since which day it holds: the effect is counted from the next one.
        done_on: BusinessDate,
    },
    /// 验证, by somebody else than the owner and whoever handed in the evidence.
    Verify {
        /// Accepted or sent back.
        verdict: ActionVerdict,
        /// What was looked at.
        words: String,
    },
    /// 关闭, by somebody else than the owner.
    Close {
        /// What came of it.
        words: String,
    },
    /// 撤销, by somebody else than the owner.
    Withdraw {
        /// Why the finding was none.
        words: String,
    },
}

/// A finding with who answers for it and until when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct RaiseAction {
    /// What was found.
    pub finding: String,
    /// Which kind of prevention.
    pub prevention: Prevention,
    /// What it is about.
    pub subject: ActionSubject,
    /// Whose work it is.
    pub department: Department,
    /// Who answers for it.
    pub owner: UserId,
    /// Until when, today or later.
    pub due: BusinessDate,
    /// The complaints it is made from, at most [`TICKETS_MAX`].
    pub tickets: Vec<TicketId>,
}

/// One step to be recorded; [`ActionBody::Raise`] is taken by [`raise`] alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct StepAction {
    /// Which action.
    pub action: ActionId,
    /// What is recorded.
    pub body: ActionBody,
}

/// What every write on an action answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct ActionAnswer {
    /// Id.
    pub action_id: ActionId,
    /// Number.
    pub number: String,
    /// Where it stands now.
    pub state: ActionState,
}

/// One line of the register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ActionLine {
    /// Its own facts.
    pub facts: ActionFacts,
    /// The owner's name.
    pub owner_name: String,
    /// How many complaints it is made from.
    pub tickets: u32,
    /// Not settled, and its day is past.
    pub late: bool,
    /// How often evidence was handed in.
    pub evidence: u32,
    /// Whether the person who asks may verify or close it: never the owner, nor whoever handed in the evidence.
    pub mine_to_check: bool,
}

/// One recorded step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ActionStep {
    /// What was recorded.
    pub body: ActionBody,
    /// Who.
    pub by: UserId,
    /// Their name.
    pub by_name: String,
    /// The name of the owner whom the step names; empty where it names none.
    pub owner_name: String,
    /// When.
    pub at_ms: Instant,
}

/// One action whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "CorrectiveAction")]
pub struct Action {
    /// Its line in the register.
    pub line: ActionLine,
    /// Its steps in the order they were taken.
    pub steps: Vec<ActionStep>,
    /// The complaints it is made from.
    pub tickets: Vec<TicketId>,
    /// Those of them that the reader may see, in the same order.
    pub complaints: Vec<InboxLine>,
}

/// Writes a finding into the register.
///
/// Errors: [`ActionRefusal`], [`Common`] naming the field; `not_found` for an owner who does not work here or a complaint that
/// is not there.
pub fn raise(tx: &mut Tx<'_>, input: &RaiseAction) -> Result<ActionAnswer> {
    let op = tx.begin(Op::RaiseAction)?;
    rules::may_work(&op, tx.session(), input.department, None)?;
    tickets::rows::must_be_active(tx.db(), input.owner)?;
    let number = rows::next_number(tx)?;
    let case = rules::raise(tx.new_id(), number, input, &act(tx))?;
    rows::put(tx, None, &case)?;
    rows::put_tickets(tx, case.facts.id, &input.tickets)?;
    remember(tx, op, None, &case)
}

/// Records one step of an action.
///
/// Errors: [`ActionRefusal::OwnAction`] where an owner, past or present, or whoever handed in the evidence verifies, closes or
/// withdraws; [`ActionRefusal`], [`Common`] naming the field, `not_found`.
pub fn step(tx: &mut Tx<'_>, input: &StepAction) -> Result<ActionAnswer> {
    let op = tx.begin(Op::StepAction)?;
    let before = rows::case(tx.db(), input.action)?;
    rules::may_work(&op, tx.session(), before.facts.department, Some(before.facts.owner))?;
    if let ActionBody::Amend { owner, .. } = &input.body {
        tickets::rows::must_be_active(tx.db(), *owner)?;
    }
    let after = rules::step(before.clone(), &input.body, &act(tx))?;
    rows::put(tx, Some(&before), &after)?;
    remember(tx, op, Some(&before), &after)
}

/// Returns the register as `session` may see it: what is due first at the top, settled ones by the newest, at most
/// [`LINES_MAX`]. A department head sees their department's and what they answer for.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db, session: &Session, scope: ActionScope, today: BusinessDate) -> Result<Vec<ActionLine>> {
    rows::lines(db, scope, seen_department(session), session.user, today)
}

/// Returns one action whole.
///
/// Errors: [`Common::NotFound`], also for another department's where a department head asks.
pub fn show(db: &Db, session: &Session, id: ActionId, today: BusinessDate) -> Result<Action> {
    let line = rows::line(db, id, session.user, today)?;
    let is_seen = |department| line.facts.department == department || line.facts.owner == session.user;
    if seen_department(session).is_some_and(|department| !is_seen(department)) {
        return Err(Common::NotFound { record: "action" }.into());
    }
    let tickets = rows::tickets(db, id)?;
    let seen = tickets.iter().map(|ticket| tickets::line(db, session, *ticket)).collect::<Result<Vec<_>>>()?;
    Ok(Action { line, steps: rows::steps(db, id)?, complaints: seen.into_iter().flatten().collect(), tickets })
}

/// Returns the action that people call `number`, whatever the case of its letters.
///
/// Errors: [`Common::NotFound`].
pub fn by_number(db: &Db, number: &str) -> Result<ActionId> {
    rows::by_number(db, &number.trim().to_uppercase())
}

/// Returns the one department that a role with a limited right sees; none where it sees all.
pub(super) fn seen_department(session: &Session) -> Option<Department> {
    (grant(Permission::Reports, session.role) == Grant::Limited).then_some(session.department)
}

fn remember(tx: &mut Tx<'_>, op: Begun, before: Option<&Case>, after: &Case) -> Result<ActionAnswer> {
    let change = match before {
        Some(case) => Change::updated(after.facts.id, &case.image(), &after.image())?,
        None => Change::added(after.facts.id, &after.image())?,
    };
    tx.record(op, change)?;
    Ok(ActionAnswer { action_id: after.facts.id, number: after.facts.number.clone(), state: after.facts.state })
}

fn act(tx: &Tx<'_>) -> Act {
    Act { by: tx.session().user, at: tx.at(), date: tx.business_date() }
}
