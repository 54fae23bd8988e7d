//! What an event allows, as pure functions.

use super::{EFFECT_DAYS_MAX, EVENT_POINTS_MAX, EventRefusal, INVITES_MAX, InviteState, MemberEvent};
use crate::base::{
    error::{Common, Result},
    money::Minor,
    time::BusinessDate,
};

/// Errors: [`EventRefusal::Past`].
pub(super) fn not_past(held_on: BusinessDate, today: BusinessDate) -> Result<()> {
    if held_on < today { Err(EventRefusal::Past.into()) } else { Ok(()) }
}

/// Errors: [`EventRefusal::CalledOff`].
pub(super) fn standing(event: &MemberEvent) -> Result<()> {
    if event.called_off.is_empty() { Ok(()) } else { Err(EventRefusal::CalledOff.into()) }
}

/// Errors: [`EventRefusal::TooManyInvites`].
pub(super) fn fits(invites: usize) -> Result<()> {
    if invites > INVITES_MAX { Err(EventRefusal::TooManyInvites { max: INVITES_MAX }.into()) } else { Ok(()) }
}

/// Errors: [`Common::BadValue`] naming the figure that no event has.
pub(super) fn holds(event: &MemberEvent) -> Result<()> {
    let bad = |field: &'static str| Err(Common::BadValue { field }.into());
    if !(1..=INVITES_MAX).contains(&(event.capacity as usize)) {
        return bad("capacity");
    }
    if event.budget_minor < Minor::ZERO {
        return bad("budget");
    }
    if event.cost_minor.is_some_and(|cost| cost < Minor::ZERO) {
        return bad("cost");
    }
    if !(0..=EVENT_POINTS_MAX).contains(&event.points.count()) {
        return bad("points");
    }
    if !(1..=EFFECT_DAYS_MAX).contains(&event.effect_days) {
        return bad("effect_days");
    }
    Ok(())
}

/// Errors: [`Common::ChangedMeanwhile`], [`EventRefusal::CalledOff`], [`EventRefusal::PointsGiven`].
pub(super) fn edits(before: &MemberEvent, seen: &MemberEvent, after: &MemberEvent, came: bool) -> Result<()> {
    if before != seen {
        return Err(Common::ChangedMeanwhile.into());
    }
    standing(before)?;
    // Everybody who comes gets the same, and who came did so on that day.
    if came && (before.points != after.points || before.held_on != after.held_on) {
        return Err(EventRefusal::PointsGiven.into());
    }
    Ok(())
}

/// Returns whether an invite that stands at `was` may get this answer; `coming` counts those who said yes or came.
///
/// Errors: [`Common::BadValue`] for what is no answer, [`EventRefusal::CalledOff`], [`EventRefusal::NotYet`],
/// [`EventRefusal::Full`].
pub(super) fn answers(
    event: &MemberEvent,
    was: InviteState,
    wanted: InviteState,
    coming: u32,
    today: BusinessDate,
) -> Result<()> {
    if wanted == InviteState::Invited {
        return Err(Common::BadValue { field: "state" }.into());
    }
    standing(event)?;
    if matches!(wanted, InviteState::Attended | InviteState::Absent) && today < event.held_on {
        return Err(EventRefusal::NotYet.into());
    }
    let takes_a_place = wanted == InviteState::Yes && !matches!(was, InviteState::Yes | InviteState::Attended);
    if takes_a_place && coming >= event.capacity {
        return Err(EventRefusal::Full { capacity: event.capacity }.into());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::{
            ids::{EventId, RawId, UserId},
            points::Points,
            time::Instant,
        },
        loyalty::events::EventKind,
    };

    fn day(text: &str) -> BusinessDate {
        text.parse().expect("a test's date")
    }

    fn event() -> MemberEvent {
        MemberEvent {
            id: EventId::from(RawId::from_bytes([1; 16])),
            number: "E-2607-A01".to_owned(),
            title: "会员日".to_owned(),
            kind: EventKind::MembersDay,
            held_on: day("2026-07-18"),
            place: String::new(),
            capacity: 2,
            budget_minor: Minor::ZERO,
            cost_minor: None,
            points: Points::new(500).expect("a test's points"),
            effect_days: 90,
            called_off: String::new(),
            by_user: UserId::from(RawId::from_bytes([2; 16])),
            at_ms: Instant::from_ms(0),
        }
    }

    fn code(result: Result<()>) -> Option<&'static str> {
        result.err().map(|error| error.code())
    }

    #[test]
    fn an_answer_is_taken_where_there_is_a_place_and_the_day_has_come() {
        use InviteState::{Absent, Attended, Invited, No, Unreached, Yes};
        let (before, on) = (day("2026-07-14"), day("2026-07-18"));
        let cases = [
            (Invited, Yes, 1, before, None),
            (Invited, Yes, 2, before, Some("event_full")),
            (Yes, Yes, 2, before, None),
            (Yes, No, 2, before, None),
            (No, Unreached, 2, before, None),
            (Yes, Attended, 1, before, Some("event_not_yet")),
            (Yes, Absent, 1, before, Some("event_not_yet")),
            (No, Attended, 2, on, None),
            (Attended, Absent, 2, on, None),
            (Yes, Invited, 0, on, Some("bad_value")),
        ];
        for (was, wanted, coming, today, expected) in cases {
            let said = code(answers(&event(), was, wanted, coming, today));
            assert_eq!(said, expected, "{was} then {wanted} with {coming} coming on {today}");
        }
        let off = MemberEvent { called_off: "台风".to_owned(), ..event() };
        assert_eq!(code(answers(&off, Invited, Yes, 0, before)), Some("event_called_off"));
    }

    #[test]
    fn what_coming_is_worth_stays_once_somebody_came() {
        let seen = event();
        let dearer = MemberEvent { points: Points::new(600).expect("a test's points"), ..event() };
        assert_eq!(code(edits(&seen, &seen, &dearer, false)), None);
        assert_eq!(code(edits(&seen, &seen, &dearer, true)), Some("event_points_given"));
        let later = MemberEvent { held_on: day("2026-07-19"), ..event() };
        assert_eq!(code(edits(&seen, &seen, &later, true)), Some("event_points_given"));
        let known = MemberEvent { cost_minor: Minor::new(10), ..event() };
        assert_eq!(code(edits(&seen, &seen, &known, true)), None, "what it came to is known afterwards");
        assert_eq!(code(edits(&seen, &known, &known, false)), Some("changed_meanwhile"));
    }
}
