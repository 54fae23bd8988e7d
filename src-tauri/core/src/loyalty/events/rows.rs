//! Rows of `member_events`, `event_invites` and `event_answers`, and what an event reads of members.

use std::collections::HashSet;

use rusqlite::{OptionalExtension, Row, ToSql, params};

use super::{AnswerLine, EventAnswer, EventInvite, GuestEvent, InviteLine, InviteState, MemberEvent};
use crate::{
    audit::op::RecordKind,
    base::{
        contact::{self, ContactKind},
        error::{Common, Error, Result},
        ids::{EntryId, EventId, GuestId, InviteId},
        money::{AMOUNT_MINOR_MAX, Minor},
        time::BusinessDate,
    },
    db::{Db, Tx, numbers},
    loyalty::{Tier, lists::Reach},
};

/// Digits of the count in an event's number.
const NUMBER_WIDTH: usize = 2;

fn not_found() -> Error {
    Common::NotFound { record: RecordKind::Event.word() }.into()
}

/// Returns the next number of that month at this desk: `E-2607-A01`.
pub(super) fn next_number(tx: &mut Tx<'_>, held_on: BusinessDate) -> Result<String> {
    let series = format!("E-{}-{}", held_on.date().format("%y%m"), tx.hotel().desk_letter);
    let count = numbers::next_number(tx, &series)?;
    Ok(format!("{series}{count:0NUMBER_WIDTH$}"))
}

pub(super) fn events(db: &Db, limit: u32) -> Result<Vec<MemberEvent>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/events.sql"))?;
    let rows = found.query_map([limit], read_event)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn event(db: &Db, id: EventId) -> Result<MemberEvent> {
    let mut found = db.conn().prepare_cached(include_str!("sql/event.sql"))?;
    found.query_row([id], read_event).optional()?.ok_or_else(not_found)
}

pub(super) fn event_of_number(db: &Db, number: &str) -> Result<MemberEvent> {
    let sql = "SELECT id FROM member_events WHERE number = ?1";
    let id: Option<EventId> = db.conn().prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?;
    event(db, id.ok_or_else(not_found)?)
}

fn read_event(row: &Row<'_>) -> rusqlite::Result<MemberEvent> {
    Ok(MemberEvent {
        id: row.get(0)?,
        number: row.get(1)?,
        title: row.get(2)?,
        kind: row.get(3)?,
        held_on: row.get(4)?,
        place: row.get(5)?,
        capacity: row.get(6)?,
        budget_minor: row.get(7)?,
        cost_minor: row.get(8)?,
        points: row.get(9)?,
        effect_days: row.get(10)?,
        called_off: row.get(11)?,
        by_user: row.get(12)?,
        at_ms: row.get(13)?,
    })
}

/// What is said of an event: all of it may be said again but its name.
fn said(event: &MemberEvent) -> Vec<(&'static str, &dyn ToSql)> {
    vec![
        (":id", &event.id),
        (":title", &event.title),
        (":kind", &event.kind),
        (":held_on", &event.held_on),
        (":place", &event.place),
        (":capacity", &event.capacity),
        (":budget", &event.budget_minor),
        (":cost", &event.cost_minor),
        (":points", &event.points),
        (":effect_days", &event.effect_days),
        (":called_off", &event.called_off),
    ]
}

pub(super) fn insert_event(tx: &Tx<'_>, event: &MemberEvent) -> Result<()> {
    let on = tx.business_date();
    let mut values = said(event);
    values.extend::<[(&str, &dyn ToSql); 4]>([
        (":number", &event.number),
        (":by", &event.by_user),
        (":at", &event.at_ms),
        (":on", &on),
    ]);
    tx.conn().prepare_cached(include_str!("sql/insert_event.sql"))?.execute(values.as_slice())?;
    Ok(())
}

pub(super) fn put_event(tx: &Tx<'_>, event: &MemberEvent) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_event.sql"))?.execute(said(event).as_slice())?;
    Ok(())
}

/// Returns everybody who was asked, by name; whoever was asked twice stands together.
pub(super) fn invites(db: &Db, event: EventId) -> Result<Vec<InviteLine>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/invites.sql"))?;
    let rows = found.query_map([event], |row| {
        let phone: String = row.get(6)?;
        let (reachable, agreed): (bool, Option<bool>) = (row.get(7)?, row.get(8)?);
        Ok(InviteLine {
            invite: row.get(0)?,
            guest_id: row.get(1)?,
            name: row.get(2)?,
            title: row.get(3)?,
            member_no: row.get(4)?,
            tier: row.get(5)?,
            phone: if phone.is_empty() { phone } else { contact::masked(ContactKind::Phone, &phone) },
            reach: Reach::of(agreed, reachable),
            origin: row.get(9)?,
            state: row.get::<_, Option<InviteState>>(10)?.unwrap_or(InviteState::Invited),
            words: row.get(11)?,
            points: row.get(12)?,
            by: row.get(13)?,
            at_ms: row.get(14)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn of_guest(db: &Db, guest: GuestId) -> Result<Vec<GuestEvent>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/of_guest.sql"))?;
    let rows = found.query_map([guest], |row| {
        Ok(GuestEvent {
            invite: row.get(0)?,
            event: row.get(1)?,
            number: row.get(2)?,
            title: row.get(3)?,
            kind: row.get(4)?,
            held_on: row.get(5)?,
            place: row.get(6)?,
            called_off: row.get(7)?,
            state: row.get::<_, Option<InviteState>>(8)?.unwrap_or(InviteState::Invited),
            words: row.get(9)?,
            points: row.get(10)?,
            by: row.get(11)?,
            at_ms: row.get(12)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn invite(db: &Db, id: InviteId) -> Result<EventInvite> {
    let sql = "SELECT id, event_id, guest_id, origin, by_user, at_ms, business_date FROM event_invites WHERE id = ?1";
    let found = db.conn().prepare_cached(sql)?.query_row([id], |row| {
        Ok(EventInvite {
            id: row.get(0)?,
            event_id: row.get(1)?,
            guest_id: row.get(2)?,
            origin: row.get(3)?,
            by_user: row.get(4)?,
            at_ms: row.get(5)?,
            business_date: row.get(6)?,
        })
    });
    found.optional()?.ok_or_else(not_found)
}

pub(super) fn insert_invite(tx: &Tx<'_>, invite: &EventInvite) -> Result<()> {
    let sql = "INSERT INTO event_invites(id, event_id, guest_id, origin, by_user, at_ms, business_date) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    tx.conn().prepare_cached(sql)?.execute(params![
        invite.id,
        invite.event_id,
        invite.guest_id,
        invite.origin,
        invite.by_user,
        invite.at_ms,
        invite.business_date,
    ])?;
    Ok(())
}

/// Returns who was asked to the event.
pub(super) fn invited(db: &Db, event: EventId) -> Result<HashSet<GuestId>> {
    let mut found = db.conn().prepare_cached("SELECT guest_id FROM event_invites WHERE event_id = ?1")?;
    let rows = found.query_map([event], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns how many said that they come, or came.
pub(super) fn coming(db: &Db, event: EventId) -> Result<u32> {
    Ok(db.conn().prepare_cached(include_str!("sql/coming.sql"))?.query_row([event], |row| row.get(0))?)
}

/// Returns whether anybody came.
pub(super) fn somebody_came(db: &Db, event: EventId) -> Result<bool> {
    Ok(db.conn().prepare_cached(include_str!("sql/somebody_came.sql"))?.query_row([event], |row| row.get(0))?)
}

pub(super) fn answers(db: &Db, invite: InviteId) -> Result<Vec<AnswerLine>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/answers.sql"))?;
    let rows = found.query_map([invite], |row| {
        Ok(AnswerLine { ordinal: row.get(0)?, state: row.get(1)?, words: row.get(2)?, by: row.get(3)?, at_ms: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn newest_answer(db: &Db, invite: InviteId) -> Result<Option<EventAnswer>> {
    let sql = "SELECT invite_id, ordinal, state, words, entry_id, by_user, at_ms, business_date FROM event_answers \
               WHERE invite_id = ?1 ORDER BY ordinal DESC LIMIT 1";
    Ok(db.conn().prepare_cached(sql)?.query_row([invite], read_answer).optional()?)
}

fn read_answer(row: &Row<'_>) -> rusqlite::Result<EventAnswer> {
    Ok(EventAnswer {
        invite_id: row.get(0)?,
        ordinal: row.get(1)?,
        state: row.get(2)?,
        words: row.get(3)?,
        entry_id: row.get(4)?,
        by_user: row.get(5)?,
        at_ms: row.get(6)?,
        business_date: row.get(7)?,
    })
}

pub(super) fn insert_answer(tx: &Tx<'_>, answer: &EventAnswer) -> Result<()> {
    let sql = "INSERT INTO event_answers(invite_id, ordinal, state, words, entry_id, by_user, at_ms, business_date) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    tx.conn().prepare_cached(sql)?.execute(params![
        answer.invite_id,
        answer.ordinal,
        answer.state,
        answer.words,
        answer.entry_id,
        answer.by_user,
        answer.at_ms,
        answer.business_date,
    ])?;
    Ok(())
}

/// Returns whether the member was credited under `source` and that credit stands.
pub(super) fn is_credited(db: &Db, guest: GuestId, source: &str) -> Result<bool> {
    let mut found = db.conn().prepare_cached(include_str!("sql/is_credited.sql"))?;
    Ok(found.query_row(params![guest, source], |row| row.get(0))?)
}

/// Returns the credit for coming that this invite made, where it stands.
pub(super) fn standing_credit(db: &Db, invite: InviteId) -> Result<Option<EntryId>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/standing_credit.sql"))?;
    Ok(found.query_row([invite], |row| row.get(0)).optional()?)
}

/// Returns the members of a tier who stayed, the latest stay first.
pub(super) fn of_tier(db: &Db, tier: Tier, limit: usize) -> Result<Vec<GuestId>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/of_tier.sql"))?;
    let rows = found.query_map(params![tier, i64::try_from(limit).unwrap_or(i64::MAX)], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns whether a member may and can be contacted; nothing for who is no member.
pub(super) fn reach(db: &Db, guest: GuestId) -> Result<Option<Reach>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/reach.sql"))?;
    let found = found.query_row([guest], |row| Ok(Reach::of(row.get(1)?, row.get(0)?)));
    Ok(found.optional()?)
}

pub(super) fn name(db: &Db, guest: GuestId) -> Result<String> {
    let sql = "SELECT name FROM guest_details WHERE guest_id = ?1";
    let found = db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0));
    found.optional()?.ok_or_else(|| Common::NotFound { record: RecordKind::Guest.word() }.into())
}

/// Returns stays, nights and spend of a guest's stays that began and ended in these days.
pub(super) fn stayed_between(db: &Db, guest: GuestId, from: BusinessDate, to: BusinessDate) -> Result<(u32, u32, Minor)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/stayed_between.sql"))?;
    let (stays, nights, spend): (u32, u32, i64) =
        found.query_row(params![guest, from, to], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let bounded = Minor::new(spend.clamp(-AMOUNT_MINOR_MAX, AMOUNT_MINOR_MAX));
    Ok((stays, nights, bounded.unwrap_or_default()))
}

pub(super) fn give_invites(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<InviteId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE event_invites SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn give_invite(tx: &Tx<'_>, id: InviteId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE event_invites SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}
