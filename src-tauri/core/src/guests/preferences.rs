//! Preferences and wishes: what a guest asked for, apart from what was seen; sensitive kinds only with consent.

use serde::{Deserialize, Serialize};

use super::{PreferenceKind, PreferenceOrigin, rows, rules};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::Result,
        ids::{GuestId, PreferenceId, RawId, UserId, WishMetId},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
};

/// One preference or wish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Preference {
    /// Record id.
    pub id: PreferenceId,
    /// Whose.
    pub guest_id: GuestId,
    /// What it is about.
    pub kind: PreferenceKind,
    /// In the house's words.
    pub words: String,
    /// Asked or observed.
    pub origin: PreferenceOrigin,
    /// When the guest agreed that a sensitive kind is kept.
    pub consent_at_ms: Option<Instant>,
    /// Where it was learnt.
    pub source: String,
    /// Who wrote it down.
    pub author: UserId,
    /// When.
    pub created_at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
}

/// A preference as the desk takes it down.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct AddPreference {
    /// Whose.
    pub guest: GuestId,
    /// What it is about.
    pub kind: PreferenceKind,
    /// In the house's words.
    pub words: String,
    /// Asked or observed.
    pub origin: PreferenceOrigin,
    /// The guest agreed that it is kept (asked for sensitive kinds).
    pub consent: bool,
    /// Where it was learnt: a department's word, `desk` at the desk.
    pub source: String,
}

/// Takes a preference away.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct DropPreference {
    /// Which.
    pub preference: PreferenceId,
}

/// A day on which a wish was met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WishMet {
    /// Record id.
    pub id: WishMetId,
    /// Which wish.
    pub preference_id: PreferenceId,
    /// Who says so.
    pub by_user: UserId,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day of it.
    pub business_date: BusinessDate,
}

/// Says that a wish was met today.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct MeetWish {
    /// Which.
    pub preference: PreferenceId,
}

/// Remembers that a wish was met today; once a day, whoever says it again.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn meet_wish(tx: &mut Tx<'_>, input: &MeetWish) -> Result<WishMetId> {
    let op = tx.begin(Op::MeetWish)?;
    let preference = rows::preference(tx.db(), input.preference)?;
    if let Some(met) = rows::met_on(tx.db(), preference.id, tx.business_date())? {
        return Ok(met.id);
    }
    let met = WishMet {
        id: tx.new_id(),
        preference_id: preference.id,
        by_user: tx.session().user,
        at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    rows::insert_met(tx, &met)?;
    // Today's share of what was used counts it.
    tx.touches(RecordKind::Stay);
    tx.record(op, Change::added(met.id, &met)?.about(preference.guest_id))?;
    Ok(met.id)
}

/// Returns when a wish was last met.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn last_met(db: &Db, preference: PreferenceId) -> Result<Option<WishMet>> {
    rows::last_met(db, preference)
}

pub(super) fn take_met_back(tx: &mut Tx<'_>, record: RawId, after: Option<&str>) -> Result<Change> {
    let met = rows::met(tx.db(), record.into())?;
    rules::unchanged(&met, after)?;
    rows::remove_met(tx, met.id)?;
    tx.touches(RecordKind::Stay);
    Change::removed(met.id, &met)
}

/// Writes a preference down; the same words of the same kind are kept once.
///
/// Errors: [`super::GuestRefusal::ConsentMissing`], `TooManyPreferences`, [`crate::base::error::Common`].
pub fn add_preference(tx: &mut Tx<'_>, input: &AddPreference) -> Result<PreferenceId> {
    let op = tx.begin(Op::AddPreference)?;
    let guest = rows::get(tx.db(), merged::current(tx.db(), input.guest)?)?;
    let there = rows::preferences(tx.db(), guest.id)?;
    rules::preference_fits(input, there.iter().filter(|old| old.kind == input.kind).count() as i64)?;
    if let Some(same) = there.iter().find(|old| rules::same_wish(old, input)) {
        return Ok(same.id);
    }
    let preference = Preference {
        id: tx.new_id(),
        guest_id: guest.id,
        kind: input.kind,
        words: input.words.clone(),
        origin: input.origin,
        consent_at_ms: input.consent.then(|| tx.at()),
        source: input.source.clone(),
        author: tx.session().user,
        created_at_ms: tx.at(),
        business_date: tx.business_date(),
    };
    rows::insert_preference(tx, &preference)?;
    merged::came_for(tx, input.guest, MovedKind::Preference, preference.id)?;
    tx.record(op, Change::added(preference.id, &preference)?.about(guest.id))?;
    Ok(preference.id)
}

/// Takes a preference away; its history stays.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn drop_preference(tx: &mut Tx<'_>, input: &DropPreference) -> Result<PreferenceId> {
    let op = tx.begin(Op::DropPreference)?;
    let preference = rows::preference(tx.db(), input.preference)?;
    rows::remove_preference(tx, preference.id)?;
    tx.record(op, Change::removed(preference.id, &preference)?.about(preference.guest_id))?;
    Ok(preference.id)
}

/// Returns a guest's preferences, newest first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn preferences_of(db: &Db, guest: GuestId) -> Result<Vec<Preference>> {
    rows::preferences(db, guest)
}

pub(super) fn take_back(tx: &mut Tx<'_>, record: RawId, before: Option<&str>, after: Option<&str>) -> Result<Change> {
    if after.is_some() {
        let preference = rows::preference(tx.db(), record.into())?;
        rules::unchanged(&preference, after)?;
        rows::remove_preference(tx, preference.id)?;
        return Ok(Change::removed(preference.id, &preference)?.about(preference.guest_id));
    }
    let preference: Preference = rules::from_image(before)?;
    rows::insert_preference(tx, &preference)?;
    Ok(Change::added(preference.id, &preference)?.about(preference.guest_id))
}
