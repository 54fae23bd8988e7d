//! Steps ⑤ and ⑥: what is proposed, taken back and decided, against the limits of whoever does it.

use super::{Act, Author, Case, Purse, REMEDIES_MAX, Ruled, TicketRefusal, may_follow, settled, with_step};
use crate::{
    audit::permission::Grant,
    base::{error::Common, ids::RemedyId, money::Minor, points::Points},
    tickets::{
        RemedyFacts,
        kinds::{Decision, Remedy, RemedyState},
        limits::{Counted, Gift, Used, above, cost_of},
        steps::{NewRemedy, StepBody},
    },
};

/// Returns the ticket with step ⑤: each remedy stands at once where the author's limits hold it, else it waits.
pub(crate) fn propose(mut case: Case, body: StepBody, author: Author, member: bool, act: &Act) -> Ruled<Case> {
    may_follow(&case, body.number())?;
    let StepBody::Propose { ref remedies, ref withdraw, .. } = body else {
        return Err(Common::BadValue { field: "step" }.into());
    };
    if case.remedies.len() + remedies.len() > REMEDIES_MAX {
        return Err(TicketRefusal::TicketFull.into());
    }
    let Author { mut purse, ids } = author;
    for id in withdraw {
        purse.used = taken_back(&mut case, *id, purse.used, act)?;
    }
    for (new, id) in remedies.iter().zip(ids) {
        let remedy = proposed(id, new, &purse, member, act)?;
        if remedy.state == RemedyState::WithinLimit {
            purse.used = purse.used.and(gift_of(&remedy));
        }
        case.remedies.push(remedy);
    }
    Ok(settled(with_step(case, body, act)))
}

/// Returns the ticket with step ⑥: what waited is decided by somebody who did not propose it and may.
pub(crate) fn approve(mut case: Case, body: StepBody, grant: Grant, purse: Purse, act: &Act) -> Ruled<Case> {
    may_follow(&case, body.number())?;
    let StepBody::Approve { ref remedies, decision, ref words } = body else {
        return Err(Common::BadValue { field: "step" }.into());
    };
    let chosen = chosen(&case, remedies)?;
    let Purse { limit, mut used } = purse;
    for remedy in case.remedies.iter_mut().filter(|remedy| chosen.contains(&remedy.id)) {
        if remedy.proposed_by == act.by {
            return Err(TicketRefusal::OwnRequest.into());
        }
        if decision == Decision::Approved && grant != Grant::Full {
            if let Some(limit) = above(&limit, &used, gift_of(remedy)) {
                return Err(TicketRefusal::AboveOwnLimit { limit }.into());
            }
            used = used.and(gift_of(remedy));
        }
        remedy.state = match decision {
            Decision::Approved => RemedyState::Approved,
            Decision::Refused => RemedyState::Refused,
        };
        remedy.decided_by = Some(act.by);
        remedy.decided_at_ms = Some(act.at);
        remedy.decision = words.clone();
    }
    let body = StepBody::Approve { remedies: chosen, decision, words: words.clone() };
    Ok(settled(with_step(case, body, act)))
}

fn taken_back(case: &mut Case, id: RemedyId, used: Used, act: &Act) -> Result<Used, TicketRefusal> {
    let place = case.remedies.iter().position(|remedy| remedy.id == id).ok_or(TicketRefusal::RemedySettled)?;
    let told = case.facts.solved_at_ms.is_some() || case.stood.is_some_and(|stood| place < stood.remedies);
    let remedy = &mut case.remedies[place];
    let counted = remedy.state == RemedyState::WithinLimit;
    // What the guest was told of is given: taking it back quietly would break the house's word.
    if remedy.proposed_by != act.by || !(remedy.state == RemedyState::Awaiting || (counted && !told)) {
        return Err(TicketRefusal::RemedySettled);
    }
    remedy.state = RemedyState::Withdrawn;
    let counts =
        Counted { month: remedy.business_date.month() == act.date.month(), year: remedy.business_date.year() == act.date.year() };
    Ok(if counted { used.without(gift_of(remedy), counts) } else { used })
}

/// Returns a remedy as the limits look at it.
pub(crate) fn gift_of(remedy: &RemedyFacts) -> Gift {
    Gift { remedy: remedy.remedy, amount: remedy.amount_minor, points: remedy.points }
}

fn proposed(id: RemedyId, new: &NewRemedy, purse: &Purse, member: bool, act: &Act) -> Ruled<RemedyFacts> {
    let amount_minor = amount_of(new, member, act)?;
    let gift = Gift { remedy: new.remedy, amount: amount_minor, points: new.points };
    let above = above(&purse.limit, &purse.used, gift);
    Ok(RemedyFacts {
        id,
        remedy: new.remedy,
        words: new.words.clone(),
        amount_minor,
        points: new.points,
        state: if above.is_some() { RemedyState::Awaiting } else { RemedyState::WithinLimit },
        above,
        proposed_by: act.by,
        proposed_at_ms: act.at,
        business_date: act.date,
        decided_by: None,
        decided_at_ms: None,
        decision: String::new(),
    })
}

/// Returns what a remedy costs the house: a plain sum within the bounds, for points what they cost.
fn amount_of(new: &NewRemedy, member: bool, act: &Act) -> Ruled<Minor> {
    let amount = Minor::new(new.amount_minor.minor()).filter(|amount| *amount >= Minor::ZERO);
    let points = Points::new(new.points.count()).filter(|points| *points >= Points::ZERO);
    let (Some(amount), Some(points)) = (amount, points) else {
        return Err(Common::BadValue { field: "amount" }.into());
    };
    match new.remedy {
        Remedy::Points if points == Points::ZERO => Err(Common::Empty { field: "points" }.into()),
        Remedy::Points if !member => Err(TicketRefusal::NotAMember.into()),
        Remedy::Points => Ok(cost_of(points, act.digits)),
        _ if points != Points::ZERO => Err(Common::BadValue { field: "points" }.into()),
        Remedy::RoomChange | Remedy::Repair | Remedy::Upgrade => Ok(amount),
        _ if amount == Minor::ZERO => Err(Common::Empty { field: "amount" }.into()),
        _ => Ok(amount),
    }
}

fn chosen(case: &Case, named: &[RemedyId]) -> Result<Vec<RemedyId>, TicketRefusal> {
    let awaiting: Vec<RemedyId> =
        case.remedies.iter().filter(|remedy| remedy.state == RemedyState::Awaiting).map(|remedy| remedy.id).collect();
    if awaiting.is_empty() {
        return Err(TicketRefusal::NothingAwaiting);
    }
    if named.iter().any(|id| !awaiting.contains(id)) {
        return Err(TicketRefusal::RemedySettled);
    }
    Ok(if named.is_empty() { awaiting } else { named.to_vec() })
}
