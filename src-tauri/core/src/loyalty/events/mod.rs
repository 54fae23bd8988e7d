//! 会员专享活动: an event, who is asked, what they answer, who came, and what came of it.
//!
//! Owns `member_events`, `event_invites`, `event_answers`. An answer never changes: another one is appended, with its author and
//! time. Only members who agreed to be contacted are asked; who is left out is named. Points for coming go through the ledger,
//! once for each person under the event's number. Absent on purpose: sending anything.

mod effect;
pub mod practice;
mod rows;
mod rules;
mod types;

pub use effect::{Effect, EffectGroup, EffectOf, EffectRow, PEOPLE_MIN, effect};
pub use types::*;

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::Result,
        ids::{EntryId, EventId, GuestId, InviteId, RawId},
        points::Points,
        text::{self, LINE_MAX, NAME_MAX},
        time::BusinessDate,
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
    loyalty::{self, Credit, EntryCode, House, Posted, lists, pending},
};

/// Most events that the list shows.
pub const EVENTS_MAX: u32 = 500;

/// Returns the events, the one to come or the latest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db) -> Result<Vec<EventLine>> {
    let mut lines = Vec::new();
    for event in rows::events(db, EVENTS_MAX)? {
        let counts = EventCounts::of(&one_a_guest(rows::invites(db, event.id)?));
        lines.push(EventLine { event, counts });
    }
    Ok(lines)
}

/// Returns an event with everybody who was asked, each guest once.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn page(db: &Db, event: EventId) -> Result<EventPage> {
    let event = rows::event(db, event)?;
    let invites = one_a_guest(rows::invites(db, event.id)?);
    Ok(EventPage { counts: EventCounts::of(&invites), invites, event, head: db.head()? })
}

/// Returns the event that a person means by its number or id.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn find(db: &Db, text: &str) -> Result<MemberEvent> {
    match text.trim().parse::<EventId>() {
        Ok(id) => rows::event(db, id),
        Err(_) => rows::event_of_number(db, text.trim()),
    }
}

/// Returns all answers to an invite, the first one first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn course(db: &Db, invite: InviteId) -> Result<Vec<AnswerLine>> {
    rows::answers(db, invite)
}

/// Returns the events that a guest was asked to, the latest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn of_guest(db: &Db, guest: GuestId) -> Result<Vec<GuestEvent>> {
    rows::of_guest(db, guest)
}

/// Plans an event under the next number of its month.
///
/// Errors: [`EventRefusal`], [`crate::base::error::Common`] naming the field.
pub fn plan(tx: &mut Tx<'_>, input: &PlanEvent) -> Result<MemberEvent> {
    let op = tx.begin(Op::PlanEvent)?;
    rules::not_past(input.held_on, tx.business_date())?;
    let number = rows::next_number(tx, input.held_on)?;
    let event = MemberEvent {
        id: tx.new_id(),
        number,
        title: text::required("title", &input.title, NAME_MAX)?,
        kind: input.kind,
        held_on: input.held_on,
        place: text::optional("place", &input.place, NAME_MAX)?,
        capacity: input.capacity,
        budget_minor: input.budget_minor,
        cost_minor: None,
        points: input.points,
        effect_days: input.effect_days,
        called_off: String::new(),
        by_user: tx.session().user,
        at_ms: tx.at(),
    };
    rules::holds(&event)?;
    rows::insert_event(tx, &event)?;
    tx.record(op, Change::added(event.id, &event)?)?;
    Ok(event)
}

/// Corrects an event, or puts down what it came to.
///
/// Errors: [`crate::base::error::Common::ChangedMeanwhile`] where somebody else was quicker, [`EventRefusal`].
pub fn edit(tx: &mut Tx<'_>, input: &EditEvent) -> Result<EventId> {
    let op = tx.begin(Op::PlanEvent)?;
    let before = rows::event(tx.db(), input.seen.id)?;
    let wanted = &input.wanted;
    let after = MemberEvent {
        title: text::required("title", &wanted.title, NAME_MAX)?,
        kind: wanted.kind,
        held_on: wanted.held_on,
        place: text::optional("place", &wanted.place, NAME_MAX)?,
        capacity: wanted.capacity,
        budget_minor: wanted.budget_minor,
        cost_minor: input.cost_minor,
        points: wanted.points,
        effect_days: wanted.effect_days,
        ..before.clone()
    };
    rules::holds(&after)?;
    rules::edits(&before, &input.seen, &after, rows::somebody_came(tx.db(), before.id)?)?;
    rows::put_event(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?)?;
    Ok(after.id)
}

/// Calls an event off; who was asked stays on record.
///
/// Errors: [`EventRefusal::CalledOff`], [`EventRefusal::Held`] where somebody came.
pub fn call_off(tx: &mut Tx<'_>, input: &CallOffEvent) -> Result<EventId> {
    let op = tx.begin(Op::PlanEvent)?;
    let before = rows::event(tx.db(), input.event)?;
    rules::standing(&before)?;
    if rows::somebody_came(tx.db(), before.id)? {
        return Err(EventRefusal::Held.into());
    }
    let after = MemberEvent { called_off: text::required("reason", &input.reason, LINE_MAX)?, ..before.clone() };
    rows::put_event(tx, &after)?;
    tx.record(op, Change::updated(after.id, &before, &after)?)?;
    Ok(after.id)
}

/// Returns whom an invite would ask and whom it would leave out, with their names.
///
/// Errors: as [`invite`].
pub fn ahead(db: &Db, input: &InviteMembers, today: BusinessDate) -> Result<InviteAhead> {
    let event = rows::event(db, input.event)?;
    rules::standing(&event)?;
    let chosen = choose(db, &event, &input.from, today)?;
    let shown = chosen.left_out.iter().take(LEFT_OUT_SHOWN);
    let named = shown.map(|left| {
        let name = rows::name(db, left.guest)?;
        Ok(NamedLeftOut { guest: left.guest, name, why: left.why })
    });
    Ok(InviteAhead {
        asked: count(chosen.asked.len()),
        already: chosen.already,
        left_out: count(chosen.left_out.len()),
        named: named.collect::<Result<Vec<_>>>()?,
    })
}

/// Asks members to an event: a tier, a list, or whoever is named. Who did not agree to be contacted is left out and told.
///
/// Errors: [`EventRefusal::CalledOff`], [`EventRefusal::TooManyInvites`], [`crate::base::error::Common::NotFound`].
pub fn invite(tx: &mut Tx<'_>, input: &InviteMembers) -> Result<Invited> {
    let op = tx.begin(Op::InviteMembers)?;
    let event = rows::event(tx.db(), input.event)?;
    rules::standing(&event)?;
    let chosen = choose(tx.db(), &event, &input.from, tx.business_date())?;
    for (named, guest) in &chosen.asked {
        let invite = EventInvite {
            id: tx.new_id(),
            event_id: event.id,
            guest_id: *guest,
            origin: input.from.origin(),
            by_user: tx.session().user,
            at_ms: tx.at(),
            business_date: tx.business_date(),
        };
        rows::insert_invite(tx, &invite)?;
        merged::came_for(tx, *named, MovedKind::Invite, invite.id)?;
    }
    let shown = chosen.left_out.iter().take(LEFT_OUT_SHOWN).cloned().collect();
    let invited = Invited {
        event: event.id,
        asked: count(chosen.asked.len()),
        already: chosen.already,
        left_out: count(chosen.left_out.len()),
        named: shown,
    };
    let guests = chosen.asked.iter().map(|(_, guest)| *guest).collect();
    tx.record(op, Change::noted(event.id, &Asked { origin: input.from.origin(), guests })?)?;
    Ok(invited)
}

/// Takes an answer down: comes, does not, could not be reached, came, did not come. Coming is worth the event's points, once
/// for each member; taken back they go back.
///
/// Errors: [`EventRefusal`], those of [`loyalty::reverse`], [`loyalty::LoyaltyRefusal::TooManyPoints`].
pub fn answer(tx: &mut Tx<'_>, input: &AnswerInvite) -> Result<Answered> {
    let op = tx.begin(Op::AnswerInvite)?;
    let invite = rows::invite(tx.db(), input.invite)?;
    let event = rows::event(tx.db(), invite.event_id)?;
    let before = rows::newest_answer(tx.db(), invite.id)?;
    let was = before.as_ref().map_or(InviteState::Invited, |answer| answer.state);
    let coming = rows::coming(tx.db(), event.id)?;
    rules::answers(&event, was, input.state, coming, tx.business_date())?;
    let given = match (was, input.state) {
        (InviteState::Attended, InviteState::Attended) => None,
        (_, InviteState::Attended) => give_points(tx, &event, &invite)?,
        _ => None,
    };
    let entry_id = match (&given, was) {
        (Some(given), _) => Some(given.entry_id),
        (None, InviteState::Attended) if input.state != InviteState::Attended => take_points_back(tx, &invite)?,
        _ => None,
    };
    let answer = EventAnswer {
        invite_id: invite.id,
        ordinal: before.map_or(1, |before| before.ordinal + 1),
        state: input.state,
        words: text::optional("words", &input.words, LINE_MAX)?,
        entry_id,
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    rows::insert_answer(tx, &answer)?;
    let points = if given.is_some() { event.points } else { Points::ZERO };
    let due_on = given.and_then(|given| given.pending).map(|awaited| awaited.due_on);
    tx.record(op, Change::added(invite.id, &answer)?.about(invite.guest_id))?;
    Ok(Answered { invite: invite.id, state: input.state, points, due_on })
}

/// Puts every invite of `from` under `to`. Returns which. Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<InviteId>> {
    rows::give_invites(tx, from, to)
}

/// Puts one invite of `from` under `to`, where it still is with `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, invite: RawId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give_invite(tx, invite.into(), from, to)
}

/// Credits the event's points to a member who came, where that did not happen yet.
fn give_points(tx: &mut Tx<'_>, event: &MemberEvent, invite: &EventInvite) -> Result<Option<Posted>> {
    match points_due(tx.db(), event, invite.guest_id, tx.business_date())? {
        Some(credit) => Ok(Some(post_points(tx, invite, credit)?)),
        None => Ok(None),
    }
}

fn post_points(tx: &mut Tx<'_>, invite: &EventInvite, credit: (Credit, BusinessDate)) -> Result<Posted> {
    let op = tx.begin(Op::EarnPoints)?;
    let posted = pending::credit(tx, op, invite.guest_id, credit)?;
    merged::came_with(tx, invite.id, posted.moves_as(), posted.entry_id)?;
    Ok(posted)
}

/// Returns what coming is worth to this guest and from which day on; nothing to who is no member or has it already.
fn points_due(db: &Db, event: &MemberEvent, guest: GuestId, today: BusinessDate) -> Result<Option<(Credit, BusinessDate)>> {
    let source = format!("event:{}", event.number);
    let pays = event.points > Points::ZERO && loyalty::member(db, guest)?.is_some();
    if !pays || rows::is_credited(db, guest, &source)? {
        return Ok(None);
    }
    let programme = loyalty::programme(db, today)?;
    let due_on = loyalty::rules::due_on(event.held_on, programme.pending.event_days, today);
    let expires_on = loyalty::rules::expires_on(&programme, due_on);
    let (code, house, points, memo) = (EntryCode::Earn, House::Issued, event.points, event.title.clone());
    Ok(Some((Credit { code, house, points, source, memo, expires_on }, due_on)))
}

fn take_points_back(tx: &mut Tx<'_>, invite: &EventInvite) -> Result<Option<EntryId>> {
    match rows::standing_credit(tx.db(), invite.id)? {
        Some(held) if pending::waits(tx.db(), held)? => {
            pending::void(tx, held)?;
            Ok(Some(held))
        }
        Some(entry) => Ok(Some(loyalty::reverse(tx, entry)?.entry_id)),
        None => Ok(None),
    }
}

/// Whom an invite asks: as named, and who that is today.
struct Chosen {
    asked: Vec<(GuestId, GuestId)>,
    already: u32,
    left_out: Vec<LeftOut>,
}

fn choose(db: &Db, event: &MemberEvent, from: &InviteSource, today: BusinessDate) -> Result<Chosen> {
    let candidates = match from {
        InviteSource::Tier { tier, .. } => rows::of_tier(db, *tier, CANDIDATES_MAX)?,
        InviteSource::List { list, .. } => lists::guests_of(db, *list, CANDIDATES_MAX, today)?,
        InviteSource::Guests { guests } => guests.clone(),
    };
    let most = from.most();
    let stands = rows::invited(db, event.id)?;
    let mut chosen = Chosen { asked: Vec::new(), already: 0, left_out: Vec::new() };
    for named in candidates {
        if chosen.asked.len() == most {
            break;
        }
        let guest = merged::current(db, named)?;
        if stands.contains(&guest) || chosen.asked.iter().any(|(_, asked)| *asked == guest) {
            chosen.already += 1;
            continue;
        }
        match LeftOutWhy::of(rows::reach(db, guest)?) {
            None => chosen.asked.push((named, guest)),
            Some(why) => chosen.left_out.push(LeftOut { guest, why }),
        }
    }
    rules::fits(stands.len() + chosen.asked.len())?;
    Ok(chosen)
}

/// Two records of one guest may both have been asked before they became one: what went furthest stands.
fn one_a_guest(lines: Vec<InviteLine>) -> Vec<InviteLine> {
    let mut kept: Vec<InviteLine> = Vec::with_capacity(lines.len());
    for line in lines {
        match kept.last_mut().filter(|last| last.guest_id == line.guest_id) {
            Some(last) if line.state > last.state => *last = line,
            Some(_) => {}
            None => kept.push(line),
        }
    }
    kept
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
