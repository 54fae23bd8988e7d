//! The events of a practice hotel: one that was held, with who came, and one that is ahead, with who said that they come.

use super::{EventAnswer, EventInvite, EventKind, InviteOrigin, InviteState, MemberEvent, rows};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, UserId},
        money::Minor,
        points::Points,
        time::BusinessDate,
    },
    db::Tx,
    loyalty::{self, MemberNo, MemberRef, Tier},
};

/// Most members who are asked of each tier.
const ASKED_OF_TIER: usize = 8;
/// Local time at which the desk writes things down.
const NOTED_AT: (u32, u32) = (16, 20);
/// Days between the invitation and its answer.
const ANSWERED_AFTER: i64 = 3;
/// Days before the event on which people are asked.
const ASKED_BEFORE: i64 = 18;

/// What an event is made of; days count from today, those behind it are negative.
struct Scene {
    title: &'static str,
    kind: EventKind,
    place: &'static str,
    held_in: i64,
    capacity: u32,
    budget_major: i64,
    cost_major: Option<i64>,
    points: i64,
    answers: &'static [Option<(InviteState, &'static str)>],
}

const SCENES: [Scene; 2] = [
    Scene {
        title: "春茶品鉴会",
        kind: EventKind::Tasting,
        place: "三楼茶室",
        held_in: -62,
        capacity: 20,
        budget_major: 6_000,
        cost_major: Some(5_480),
        points: 0,
        answers: &[
            Some((InviteState::Attended, "带了一位朋友")),
            Some((InviteState::Attended, "")),
            Some((InviteState::Absent, "")),
            Some((InviteState::No, "出差")),
            Some((InviteState::Attended, "喜欢龙井")),
            None,
        ],
    },
    Scene {
        title: "夏夜江景会员晚宴",
        kind: EventKind::Dinner,
        place: "江景露台",
        held_in: 11,
        capacity: 30,
        budget_major: 18_000,
        cost_major: None,
        points: 300,
        answers: &[
            Some((InviteState::Yes, "两位，其中一位吃素")),
            None,
            Some((InviteState::Yes, "")),
            Some((InviteState::Unreached, "")),
            Some((InviteState::No, "当天不在本市")),
        ],
    },
];

/// Writes the events, inside a bulk operation that records itself. Returns who was asked.
///
/// `known` is asked to both, first of all. Errors: [`crate::base::error::Error::Database`].
pub fn add(tx: &mut Tx<'_>, by: UserId, known: &MemberNo) -> Result<Vec<GuestId>> {
    let mut guests: Vec<(GuestId, InviteOrigin)> = Vec::new();
    if let Ok(member) = loyalty::find(tx.db(), &MemberRef::from(known)) {
        guests.push((member.guest, InviteOrigin::Hand));
    }
    for (tier, origin) in [(Tier::Platinum, InviteOrigin::Platinum), (Tier::Gold, InviteOrigin::Gold)] {
        for guest in rows::of_tier(tx.db(), tier, ASKED_OF_TIER)? {
            if guests.iter().all(|(asked, _)| *asked != guest) {
                guests.push((guest, origin));
            }
        }
    }
    for scene in &SCENES {
        write(tx, scene, by, &guests)?;
    }
    Ok(guests.into_iter().map(|(guest, _)| guest).collect())
}

fn write(tx: &mut Tx<'_>, scene: &Scene, by: UserId, guests: &[(GuestId, InviteOrigin)]) -> Result<()> {
    let today = tx.business_date();
    let held_on = today.plus_days(scene.held_in);
    let asked_on = held_on.plus_days(-ASKED_BEFORE);
    let unit = 10_i64.pow(tx.hotel().minor_digits.min(4));
    let minor = |major: i64| Minor::new(major * unit).unwrap_or_default();
    let event = MemberEvent {
        id: tx.new_id(),
        number: rows::next_number(tx, held_on)?,
        title: scene.title.to_owned(),
        kind: scene.kind,
        held_on,
        place: scene.place.to_owned(),
        capacity: scene.capacity,
        budget_minor: minor(scene.budget_major),
        cost_minor: scene.cost_major.map(minor),
        points: Points::new(scene.points).unwrap_or_default(),
        effect_days: 180,
        called_off: String::new(),
        by_user: by,
        at_ms: noted(tx, asked_on),
    };
    rows::insert_event(tx, &event)?;
    for (nth, (guest, origin)) in guests.iter().enumerate() {
        let invite = EventInvite {
            id: tx.new_id(),
            event_id: event.id,
            guest_id: *guest,
            origin: *origin,
            by_user: by,
            at_ms: event.at_ms,
            business_date: asked_on,
        };
        rows::insert_invite(tx, &invite)?;
        let Some((state, words)) = scene.answers[nth % scene.answers.len()] else { continue };
        let came = matches!(state, InviteState::Attended | InviteState::Absent);
        let on = if came { held_on } else { asked_on.plus_days(ANSWERED_AFTER) };
        rows::insert_answer(
            tx,
            &EventAnswer {
                invite_id: invite.id,
                ordinal: 1,
                state,
                words: words.to_owned(),
                entry_id: None,
                by_user: by,
                at_ms: noted(tx, on),
                business_date: on,
            },
        )?;
    }
    Ok(())
}

fn noted(tx: &Tx<'_>, on: BusinessDate) -> crate::base::time::Instant {
    tx.hotel().clock.at_local(on.date(), NOTED_AT.0, NOTED_AT.1).unwrap_or_else(|| tx.at())
}
