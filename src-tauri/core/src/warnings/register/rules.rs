//! What may follow what in the register: pure decisions over one action as it stands.

use serde::Serialize;

use super::{ActionBody, ActionFacts, ActionState, ActionSubject, ActionVerdict, RaiseAction, TICKETS_MAX};
use crate::{
    audit::permission::Grant,
    base::{
        error::{Common, Refusal, Result},
        ids::{ActionId, UserId},
        role::{Department, Session},
        text::{LINE_MAX, NOTE_MAX, required},
        time::{BusinessDate, Instant},
    },
    db::Begun,
};

/// The most steps one action carries.
pub const STEPS_MAX: usize = 200;
/// The furthest due day, in days from today: a year and a day.
const DUE_DAYS_MAX: i64 = 366;
/// The longest room number or floor, in characters.
const ROOM_MAX: usize = 12;

/// Why the register does not take what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionRefusal {
    /// Whoever answers, or answered, for it or handed in its evidence neither verifies, closes nor withdraws it.
    OwnAction,
    /// There is no evidence that waits for being verified.
    NoEvidence,
    /// It cannot be closed before somebody verified it.
    NotVerified,
    /// It is closed or withdrawn.
    Settled,
    /// A department head works on their own department's.
    OtherDepartment,
    /// More steps or complaints than one action carries.
    ActionFull,
}

impl Refusal for ActionRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::OwnAction => "own_action",
            Self::NoEvidence => "no_evidence",
            Self::NotVerified => "not_verified",
            Self::Settled => "action_settled",
            Self::OtherDepartment => "action_other_department",
            Self::ActionFull => "action_full",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}

/// One action as its rows say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Case {
    pub facts: ActionFacts,
    /// Each step with who took it, in their order.
    pub steps: Vec<(ActionBody, UserId)>,
}

/// What history keeps of a change: the facts, and the step that is new.
#[derive(Serialize)]
pub(crate) struct Image<'c> {
    #[serde(flatten)]
    facts: &'c ActionFacts,
    last: Option<&'c ActionBody>,
}

impl Case {
    pub(crate) fn image(&self) -> Image<'_> {
        Image { facts: &self.facts, last: self.steps.last().map(|(body, _)| body) }
    }
}

/// Who acts, and when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Act {
    pub by: UserId,
    pub at: Instant,
    pub date: BusinessDate,
}

/// Returns nothing where the session's person may work on an action of `department` that `owner` answers for.
pub(super) fn may_work(
    op: &Begun,
    session: &Session,
    department: Department,
    owner: Option<UserId>,
) -> std::result::Result<(), ActionRefusal> {
    let own = department == session.department || owner == Some(session.user);
    if op.grant() == Grant::Limited && !own { Err(ActionRefusal::OtherDepartment) } else { Ok(()) }
}

/// Returns a new action with its first step.
pub(super) fn raise(id: ActionId, number: String, input: &RaiseAction, act: &Act) -> Result<Case> {
    if input.tickets.len() > TICKETS_MAX {
        return Err(ActionRefusal::ActionFull.into());
    }
    let finding = required("finding", &input.finding, NOTE_MAX)?;
    let facts = ActionFacts {
        id,
        number,
        finding,
        prevention: input.prevention,
        subject: subject(&input.subject)?,
        department: input.department,
        owner: input.owner,
        due: due(input.due, act)?,
        state: ActionState::Open,
        opened_by: act.by,
        opened_at_ms: act.at,
        business_date: act.date,
        done_on: None,
        verified_by: None,
        verified_at_ms: None,
        closed_by: None,
        closed_at_ms: None,
    };
    let first = ActionBody::Raise { owner: facts.owner, due: facts.due };
    Ok(Case { facts, steps: vec![(first, act.by)] })
}

fn subject(asked: &ActionSubject) -> Result<ActionSubject> {
    let named = |field, text: &Option<String>| text.as_deref().map(|text| required(field, text.trim(), ROOM_MAX)).transpose();
    Ok(ActionSubject { floor: named("floor", &asked.floor)?, room: named("room", &asked.room)?, ..asked.clone() })
}

fn due(due: BusinessDate, act: &Act) -> Result<BusinessDate> {
    let days = due.days_since(act.date);
    if (0..=DUE_DAYS_MAX).contains(&days) { Ok(due) } else { Err(Common::BadValue { field: "due" }.into()) }
}

/// Returns the action after one more step.
pub(super) fn step(mut case: Case, body: &ActionBody, act: &Act) -> Result<Case> {
    if case.facts.closed_at_ms.is_some() {
        return Err(ActionRefusal::Settled.into());
    }
    if case.steps.len() >= STEPS_MAX {
        return Err(ActionRefusal::ActionFull.into());
    }
    let body = checked(body, &case, act)?;
    let facts = &mut case.facts;
    match &body {
        ActionBody::Raise { .. } => return Err(Common::BadValue { field: "step" }.into()),
        ActionBody::Amend { owner, department, due, .. } => {
            (facts.owner, facts.department, facts.due) = (*owner, *department, *due);
            // Who verified it answers for it now: somebody else has to look again.
            if facts.verified_by == Some(*owner) {
                unverified(facts);
            }
        }
        ActionBody::Evidence { done_on, .. } => {
            facts.done_on = Some(*done_on);
            unverified(facts);
        }
        ActionBody::Verify { verdict: ActionVerdict::Accepted, .. } => {
            facts.state = ActionState::Verified;
            (facts.verified_by, facts.verified_at_ms) = (Some(act.by), Some(act.at));
        }
        ActionBody::Verify { verdict: ActionVerdict::Returned, .. } => facts.state = ActionState::Open,
        ActionBody::Close { .. } => settled(facts, ActionState::Closed, act),
        ActionBody::Withdraw { .. } => settled(facts, ActionState::Withdrawn, act),
    }
    case.steps.push((body, act.by));
    Ok(case)
}

fn unverified(facts: &mut ActionFacts) {
    facts.state = ActionState::AwaitingCheck;
    (facts.verified_by, facts.verified_at_ms) = (None, None);
}

fn settled(facts: &mut ActionFacts, state: ActionState, act: &Act) {
    facts.state = state;
    (facts.closed_by, facts.closed_at_ms) = (Some(act.by), Some(act.at));
}

/// Returns the step with its texts as they are kept, where it may be taken now and by this person.
fn checked(body: &ActionBody, case: &Case, act: &Act) -> Result<ActionBody> {
    let words = |words: &str| required("words", words, NOTE_MAX);
    Ok(match body {
        ActionBody::Raise { .. } => body.clone(),
        ActionBody::Amend { owner, department, due: until, words } => {
            // A due day that stays may lie behind: the action is late, and who takes it over is told so.
            let until = if *until == case.facts.due { *until } else { due(*until, act)? };
            ActionBody::Amend { owner: *owner, department: *department, due: until, words: required("words", words, LINE_MAX)? }
        }
        ActionBody::Evidence { words: said, done_on } => {
            if *done_on > act.date || *done_on < case.facts.business_date {
                return Err(Common::BadValue { field: "done_on" }.into());
            }
            ActionBody::Evidence { words: words(said)?, done_on: *done_on }
        }
        ActionBody::Verify { verdict, words: said } => {
            somebody_else(case, act)?;
            if case.facts.state != ActionState::AwaitingCheck {
                return Err(ActionRefusal::NoEvidence.into());
            }
            ActionBody::Verify { verdict: *verdict, words: words(said)? }
        }
        ActionBody::Close { words: said } => {
            somebody_else(case, act)?;
            if case.facts.state != ActionState::Verified {
                return Err(ActionRefusal::NotVerified.into());
            }
            ActionBody::Close { words: words(said)? }
        }
        ActionBody::Withdraw { words: said } => {
            somebody_else(case, act)?;
            ActionBody::Withdraw { words: words(said)? }
        }
    })
}

/// Who answers for an action, answered for it before, or handed in its evidence is not who settles it.
fn somebody_else(case: &Case, act: &Act) -> std::result::Result<(), ActionRefusal> {
    let answers = case.steps.iter().any(|(body, by)| involves(body, *by, act.by));
    if case.facts.owner == act.by || answers { Err(ActionRefusal::OwnAction) } else { Ok(()) }
}

/// Returns whether a step makes `person` somebody who cannot settle the action.
pub(super) fn involves(body: &ActionBody, by: UserId, person: UserId) -> bool {
    match body {
        ActionBody::Raise { owner, .. } | ActionBody::Amend { owner, .. } => *owner == person,
        ActionBody::Evidence { .. } => by == person,
        ActionBody::Verify { .. } | ActionBody::Close { .. } | ActionBody::Withdraw { .. } => false,
    }
}
