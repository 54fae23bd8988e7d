//! What came of an event: the stays and the spend of those who came within its days afterwards, beside those who were asked
//! and did not come. Too few people say nothing: below [`PEOPLE_MIN`] on either side the figures are counted, not compared.

use serde::Serialize;

use super::{InviteState, one_a_guest, rows};
use crate::{
    base::{
        error::Result,
        ids::{EventId, GuestId},
        money::Minor,
        time::BusinessDate,
    },
    db::Db,
    stored_words,
};

/// Fewest people on either side that are compared. Source: house rule of the analysis pages (at least 30).
pub const PEOPLE_MIN: u32 = 30;

stored_words! {
    /// Which side.
    pub enum EffectOf {
        /// Who came.
        Attended = "attended",
        /// Who was asked and did not come.
        StayedAway = "stayed_away",
    }
}

/// The sums of one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct EffectGroup {
    /// Which.
    pub of: EffectOf,
    /// How many people.
    pub people: u32,
    /// How many of them stayed since.
    pub came_back: u32,
    /// Departed stays.
    pub stays: u32,
    /// Their nights.
    pub nights: u32,
    /// Their spend.
    pub spend_minor: Minor,
}

/// One guest of either side who stayed since: the rows behind the sums.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct EffectRow {
    /// Who.
    pub guest_id: GuestId,
    /// As written.
    pub name: String,
    /// On which side.
    pub of: EffectOf,
    /// Departed stays.
    pub stays: u32,
    /// Their nights.
    pub nights: u32,
    /// Their spend.
    pub spend_minor: Minor,
}

/// What came of an event so far.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Effect {
    /// The first day that counts: the one after it.
    pub from: BusinessDate,
    /// The last day that counts.
    pub to: BusinessDate,
    /// Whether all of these days have passed.
    pub complete: bool,
    /// Whether both sides have people enough to be compared.
    pub comparable: bool,
    /// How many either side needs.
    pub people_min: u32,
    /// Who came, then who stayed away.
    pub groups: Vec<EffectGroup>,
    /// Everybody who stayed since, the most spend first.
    pub rows: Vec<EffectRow>,
}

/// Returns what came of an event as of `today`.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn effect(db: &Db, event: EventId, today: BusinessDate) -> Result<Effect> {
    let event = rows::event(db, event)?;
    let (from, to) = (event.held_on.plus_days(1), event.held_on.plus_days(i64::from(event.effect_days)));
    let mut groups = [group(EffectOf::Attended), group(EffectOf::StayedAway)];
    let mut found = Vec::new();
    for line in one_a_guest(rows::invites(db, event.id)?) {
        let of = if line.state == InviteState::Attended { EffectOf::Attended } else { EffectOf::StayedAway };
        let group = &mut groups[usize::from(of == EffectOf::StayedAway)];
        group.people += 1;
        let (stays, nights, spend) = rows::stayed_between(db, line.guest_id, from, to.min(today))?;
        if stays > 0 {
            group.came_back += 1;
            group.stays += stays;
            group.nights += nights;
            group.spend_minor = group.spend_minor.plus(spend).unwrap_or(group.spend_minor);
            found.push(EffectRow { guest_id: line.guest_id, name: line.name, of, stays, nights, spend_minor: spend });
        }
    }
    found.sort_by_key(|row| (row.of, -row.spend_minor.minor()));
    Ok(Effect {
        from,
        to,
        complete: today > to,
        comparable: groups.iter().all(|group| group.people >= PEOPLE_MIN),
        people_min: PEOPLE_MIN,
        groups: groups.to_vec(),
        rows: found,
    })
}

const fn group(of: EffectOf) -> EffectGroup {
    EffectGroup { of, people: 0, came_back: 0, stays: 0, nights: 0, spend_minor: Minor::ZERO }
}
