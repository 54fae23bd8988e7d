//! What a guest's data may be. Pure.

use chrono::{Datelike, NaiveDate};
use serde::de::DeserializeOwned;

use super::{
    Contact, EditGuest, Guest, NewContact, NewGuest, Preference, PreferenceKind, Promise, PromiseState, SettlePromise, Title,
    preferences::AddPreference,
};
use crate::base::{
    contact,
    error::{Common, Error, Refusal, Result},
    ids::{ContactId, GuestId},
    text::{self, LINE_MAX, NAME_MAX, NOTE_MAX},
    time::{BusinessDate, Instant},
};

/// Oldest birth year taken.
pub const BIRTH_YEAR_MIN: i32 = 1880;
/// Most contacts one guest may have.
pub const CONTACTS_MAX: i64 = 20;
/// Most preferences of one kind that one guest may have.
pub const PREFERENCES_PER_KIND_MAX: i64 = 30;
const SOURCE_MAX: usize = 60;
const COUNTRY_MAX: usize = 2;
const LANGUAGE_MAX: usize = 35;

/// What the guests' rules refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuestRefusal {
    /// No day of that name, or a birth outside the years that are taken.
    BadBirthDate,
    /// The value cannot be such a contact.
    BadContact,
    /// The guest has this contact already.
    ContactThere,
    /// Too many contacts.
    TooManyContacts,
    /// Too many preferences of one kind.
    TooManyPreferences,
    /// A sensitive kind without the guest's consent.
    ConsentMissing,
    /// The promise was settled already.
    AlreadySettled,
    /// The guest has since got stays, tickets, points or wishes.
    HasMore,
    /// The record was merged into another one, where its data is corrected now.
    Merged,
    /// That cannot be the number of such a document.
    BadDocument,
}

impl Refusal for GuestRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::BadBirthDate => "bad_birth_date",
            Self::BadContact => "bad_contact",
            Self::ContactThere => "contact_there",
            Self::TooManyContacts => "too_many_contacts",
            Self::TooManyPreferences => "too_many_preferences",
            Self::ConsentMissing => "consent_missing",
            Self::AlreadySettled => "already_settled",
            Self::HasMore => "has_more",
            Self::Merged => "guest_merged",
            Self::BadDocument => "bad_document",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::TooManyContacts => vec![("max", CONTACTS_MAX.to_string())],
            Self::TooManyPreferences => vec![("max", PREFERENCES_PER_KIND_MAX.to_string())],
            _ => Vec::new(),
        }
    }
}

/// Returns the guest that `new` describes.
pub fn new_guest(id: GuestId, new: &NewGuest, at: Instant, today: BusinessDate) -> Result<Guest> {
    let source = if new.source.is_empty() { "desk" } else { &new.source };
    let (document_kind, document_last4, document_hash) = match &new.document {
        Some(mark) => (mark.kind.clone(), mark.last4.clone(), Some(mark.hash.clone())),
        None => (String::new(), String::new(), None),
    };
    checked(
        Guest {
            id,
            name: new.name.clone(),
            latin_name: new.latin_name.clone(),
            title: new.title.unwrap_or(Title::None),
            birth_date: new.birth_date.clone(),
            lunar_birthday: new.lunar_birthday,
            country: new.country.clone(),
            language: new.language.clone(),
            company: new.company.clone(),
            vip: String::new(),
            document_kind,
            document_last4,
            source: source.to_owned(),
            note: new.note.clone(),
            share_consent: false,
            updated_at_ms: at,
            profile: new.profile,
            channel: None,
            document_hash,
        },
        today,
    )
}

/// Returns `before` as `input` wants it.
pub fn edited(before: &Guest, input: &EditGuest, at: Instant, today: BusinessDate) -> Result<Guest> {
    if *before != input.seen {
        return Err(Common::ChangedMeanwhile.into());
    }
    let mut wanted = Guest { id: before.id, updated_at_ms: at, ..input.wanted.clone() };
    if wanted.document_kind.is_empty() {
        wanted.document_last4.clear();
    }
    // A hash belongs to one paper: where kind or last four were written over by hand, it is another one's.
    let paper = |guest: &Guest| (guest.document_kind.clone(), guest.document_last4.clone());
    if wanted.document_kind.is_empty() || (paper(&wanted) != paper(before) && wanted.document_hash == before.document_hash) {
        wanted.document_hash = None;
    }
    checked(wanted, today)
}

/// Checks the kind of a document that was shown.
pub fn document_kind(kind: &str) -> Result<()> {
    if matches!(kind, "id_card" | "passport" | "permit") {
        Ok(())
    } else {
        Err(Common::BadValue { field: "document_kind" }.into())
    }
}

fn checked(guest: Guest, today: BusinessDate) -> Result<Guest> {
    let birth_date = match &guest.birth_date {
        Some(date) => Some(birth_date(date, today)?),
        None => None,
    };
    if !matches!(guest.vip.as_str(), "" | "V1" | "V2" | "V3") {
        return Err(Common::BadValue { field: "vip" }.into());
    }
    if !guest.document_kind.is_empty() {
        document_kind(&guest.document_kind)?;
    }
    Ok(Guest {
        name: text::required("name", &guest.name, NAME_MAX)?,
        latin_name: text::optional("latin_name", &guest.latin_name, NAME_MAX)?,
        birth_date,
        country: text::optional("country", &guest.country, COUNTRY_MAX)?,
        language: text::optional("language", &guest.language, LANGUAGE_MAX)?,
        company: text::optional("company", &guest.company, NAME_MAX)?,
        document_last4: text::optional("document_last4", &guest.document_last4, 4)?,
        source: text::required("source", &guest.source, SOURCE_MAX)?,
        note: text::optional("note", &guest.note, NOTE_MAX)?,
        ..guest
    })
}

/// Returns `date` where it is a day that exists, not in the future: `1974-07-19`, or `--07-19` without its year.
pub fn birth_date(date: &str, today: BusinessDate) -> Result<String, GuestRefusal> {
    let year_less = date.strip_prefix("--").map(|rest| format!("2000-{rest}"));
    let parsed =
        NaiveDate::parse_from_str(year_less.as_deref().unwrap_or(date), "%Y-%m-%d").map_err(|_| GuestRefusal::BadBirthDate)?;
    let fits = year_less.is_some() || (parsed.year() >= BIRTH_YEAR_MIN && parsed <= today.date());
    if !fits {
        return Err(GuestRefusal::BadBirthDate);
    }
    Ok(if year_less.is_some() { parsed.format("--%m-%d").to_string() } else { parsed.format("%Y-%m-%d").to_string() })
}

/// Returns the contact that `new` describes.
pub fn new_contact(id: ContactId, guest: GuestId, new: &NewContact, source: &str) -> Result<Contact> {
    let value = text::required("contact", &new.value, NAME_MAX)?;
    if contact::normal(new.kind, &value).is_none() {
        return Err(GuestRefusal::BadContact.into());
    }
    Ok(Contact { id, guest_id: guest, kind: new.kind, value, preferred: new.preferred, source: source.to_owned() })
}

/// Checks that one more contact of this normal form fits beside `there`.
pub fn contact_fits(there: &[Contact], new: &Contact) -> Result<(), GuestRefusal> {
    let normal = |contact: &Contact| contact::normal(contact.kind, &contact.value);
    if there.iter().any(|old| old.kind == new.kind && normal(old) == normal(new)) {
        return Err(GuestRefusal::ContactThere);
    }
    if there.len() as i64 >= CONTACTS_MAX { Err(GuestRefusal::TooManyContacts) } else { Ok(()) }
}

/// Returns whether a kind is kept only with the guest's consent. Source: PIPL art. 28 (sensitive personal information).
pub fn sensitive(kind: PreferenceKind) -> bool {
    matches!(kind, PreferenceKind::Health | PreferenceKind::Religion | PreferenceKind::Minor)
}

/// Checks a new preference beside those of its kind.
pub fn preference_fits(input: &AddPreference, of_this_kind: i64) -> Result<()> {
    text::required("words", &input.words, LINE_MAX)?;
    text::required("source", &input.source, SOURCE_MAX)?;
    if sensitive(input.kind) && !input.consent {
        return Err(GuestRefusal::ConsentMissing.into());
    }
    if of_this_kind >= PREFERENCES_PER_KIND_MAX {
        return Err(GuestRefusal::TooManyPreferences.into());
    }
    Ok(())
}

/// Returns `before`, settled as `input` says.
pub fn settled(before: &Promise, input: &SettlePromise, by: crate::base::ids::UserId, at: Instant) -> Result<Promise> {
    if before.state != PromiseState::Open {
        return Err(GuestRefusal::AlreadySettled.into());
    }
    let state = if input.kept { PromiseState::Kept } else { PromiseState::Broken };
    let reason = text::required("reason", &input.reason, LINE_MAX)?;
    Ok(Promise { state, reason, settled_by: Some(by), settled_at_ms: Some(at), ..before.clone() })
}

/// Checks that `now` is as the image says: nobody touched it since. Compared are the records, not the letters: an image that an
/// older program made lacks what came later.
pub fn unchanged<T: DeserializeOwned + PartialEq>(now: &T, image: Option<&str>) -> Result<()> {
    if image.is_some() && from_image::<T>(image)? == *now { Ok(()) } else { Err(Common::ChangedMeanwhile.into()) }
}

/// Returns the record that an image holds.
pub fn from_image<T: DeserializeOwned>(image: Option<&str>) -> Result<T> {
    let damaged = || Error::Damaged { what: "a record's image".to_owned() };
    serde_json::from_str(image.ok_or_else(damaged)?).map_err(|_| damaged())
}

/// Returns whether two preferences say the same; used so that a double wish is kept once.
pub fn same_wish(a: &Preference, b: &AddPreference) -> bool {
    a.kind == b.kind && a.words.trim() == b.words.trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birth_date_is_a_day_that_exists_and_is_past() {
        let today: BusinessDate = "2026-07-14".parse().expect("a date");
        let cases = [
            ("1974-07-19", Some("1974-07-19")),
            ("--07-19", Some("--07-19")),
            ("--02-29", Some("--02-29")),
            ("1975-02-29", None),
            ("2026-07-15", None),
            ("1799-01-01", None),
            ("19.7.1974", None),
        ];
        for (date, expected) in cases {
            assert_eq!(birth_date(date, today).ok().as_deref(), expected, "{date}");
        }
    }
}
