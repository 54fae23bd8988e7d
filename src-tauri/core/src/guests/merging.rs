//! What a merge of two guests' records does to their own data: which values stand, and whose contacts, wishes and promises
//! are whose. The merge itself, over all domains, is `flows/merge`.

use serde_json::Value;

use super::{Guest, rows};
use crate::{
    base::{
        error::{Error, Result},
        ids::{ContactId, GuestId, PreferenceId, PromiseId},
    },
    db::Tx,
    stored_words,
};

stored_words! {
    /// A part of a guest's data that a merge takes from one side or the other.
    pub enum GuestField {
        /// 姓名
        Name = "name",
        /// 英文名
        LatinName = "latin_name",
        /// 称呼
        Title = "title",
        /// 生日, with 公历/农历
        BirthDate = "birth_date",
        /// 国籍
        Country = "country",
        /// 语言
        Language = "language",
        /// 公司
        Company = "company",
        /// VIP
        Vip = "vip",
        /// 证件
        Document = "document",
        /// 备注
        Note = "note",
    }
}

/// Values of one field, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldTaken {
    /// Which.
    pub field: GuestField,
    /// The kept record's own, JSON.
    pub was: String,
    /// The other's, JSON.
    pub became: String,
}

/// A value that the kept record took, and whether an unmerge puts its own back.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, specta::Type)]
pub struct FieldBack {
    /// Which.
    pub field: GuestField,
    /// It goes back; otherwise somebody changed it since, and it stays.
    pub returns: bool,
}

/// Returns the fields in which two records differ.
pub fn differing(one: &Guest, other: &Guest) -> Vec<GuestField> {
    let differ = |field: &GuestField| {
        value(one, *field) != value(other, *field)
            && !(*field == GuestField::Document && (same_paper(one, other) || same_paper(other, one)))
    };
    GuestField::ALL.iter().copied().filter(differ).collect()
}

/// Whether `keep` knows a document by its last four alone and `other` the same one by its number too.
fn same_paper(keep: &Guest, other: &Guest) -> bool {
    let paper = |guest: &Guest| (guest.document_kind.clone(), guest.document_last4.to_uppercase());
    keep.document_hash.is_none() && other.document_hash.is_some() && paper(keep) == paper(other)
}

/// Returns which of the taken values would go back as `now` stands.
pub fn backs(now: &Guest, taken: &[FieldTaken]) -> Vec<FieldBack> {
    taken.iter().map(|taken| FieldBack { field: taken.field, returns: stands(now, taken) }).collect()
}

/// Returns `keep` with the other's values in `take` and wherever `keep` has none, and what was taken. A name is never
/// empty; consent to share by name holds only where both gave it.
pub fn merged(keep: &Guest, other: &Guest, take: &[GuestField]) -> (Guest, Vec<FieldTaken>) {
    let mut after = keep.clone();
    let mut taken = Vec::new();
    for field in GuestField::ALL {
        let (was, became) = (value(keep, *field), value(other, *field));
        let wanted = take.contains(field) || empty(keep, *field) || (*field == GuestField::Document && same_paper(keep, other));
        if wanted && !empty(other, *field) && was != became {
            put(&mut after, *field, other);
            taken.push(FieldTaken { field: *field, was: was.to_string(), became: became.to_string() });
        }
    }
    after.share_consent = keep.share_consent && other.share_consent;
    (after, taken)
}

/// Returns `now` with the values from before the merge, where they are still as the merge left them; and the fields that
/// somebody changed since, which stay.
///
/// Errors: [`Error::Damaged`] where a kept value does not read.
pub fn unmerged(now: &Guest, taken: &[FieldTaken]) -> Result<(Guest, Vec<GuestField>)> {
    let mut after = now.clone();
    let mut stay = Vec::new();
    for taken in taken {
        if stands(now, taken) {
            let was: Value = serde_json::from_str(&taken.was).map_err(|_| damaged())?;
            put_value(&mut after, taken.field, &was)?;
        } else {
            stay.push(taken.field);
        }
    }
    Ok((after, stay))
}

/// Whether the value is still as the merge left it.
fn stands(now: &Guest, taken: &FieldTaken) -> bool {
    let image = value(now, taken.field).to_string();
    image == taken.became
}

fn damaged() -> Error {
    Error::Damaged { what: "a value that a merge kept".to_owned() }
}

fn empty(guest: &Guest, field: GuestField) -> bool {
    match field {
        GuestField::Name => guest.name.is_empty(),
        GuestField::LatinName => guest.latin_name.is_empty(),
        GuestField::Title => guest.title == super::Title::None,
        GuestField::BirthDate => guest.birth_date.is_none(),
        GuestField::Country => guest.country.is_empty(),
        GuestField::Language => guest.language.is_empty(),
        GuestField::Company => guest.company.is_empty(),
        GuestField::Vip => guest.vip.is_empty(),
        GuestField::Document => guest.document_kind.is_empty(),
        GuestField::Note => guest.note.is_empty(),
    }
}

fn value(guest: &Guest, field: GuestField) -> Value {
    match field {
        GuestField::Name => guest.name.as_str().into(),
        GuestField::LatinName => guest.latin_name.as_str().into(),
        GuestField::Title => guest.title.word().into(),
        GuestField::BirthDate => serde_json::json!([guest.birth_date, guest.lunar_birthday]),
        GuestField::Country => guest.country.as_str().into(),
        GuestField::Language => guest.language.as_str().into(),
        GuestField::Company => guest.company.as_str().into(),
        GuestField::Vip => guest.vip.as_str().into(),
        // A merge that older programs made kept two parts of a document: without a hash it is written as they did.
        GuestField::Document => match &guest.document_hash {
            Some(hash) => serde_json::json!([guest.document_kind, guest.document_last4, hash]),
            None => serde_json::json!([guest.document_kind, guest.document_last4]),
        },
        GuestField::Note => guest.note.as_str().into(),
    }
}

fn put(guest: &mut Guest, field: GuestField, from: &Guest) {
    match field {
        GuestField::Name => guest.name.clone_from(&from.name),
        GuestField::LatinName => guest.latin_name.clone_from(&from.latin_name),
        GuestField::Title => guest.title = from.title,
        GuestField::BirthDate => {
            guest.birth_date.clone_from(&from.birth_date);
            guest.lunar_birthday = from.lunar_birthday;
        }
        GuestField::Country => guest.country.clone_from(&from.country),
        GuestField::Language => guest.language.clone_from(&from.language),
        GuestField::Company => guest.company.clone_from(&from.company),
        GuestField::Vip => guest.vip.clone_from(&from.vip),
        GuestField::Document => {
            guest.document_kind.clone_from(&from.document_kind);
            guest.document_last4.clone_from(&from.document_last4);
            guest.document_hash.clone_from(&from.document_hash);
        }
        GuestField::Note => guest.note.clone_from(&from.note),
    }
}

fn put_value(guest: &mut Guest, field: GuestField, value: &Value) -> Result<()> {
    let text = |value: &Value| value.as_str().map(str::to_owned).ok_or_else(damaged);
    match field {
        GuestField::Name => guest.name = text(value)?,
        GuestField::LatinName => guest.latin_name = text(value)?,
        GuestField::Title => guest.title = serde_json::from_value(value.clone()).map_err(|_| damaged())?,
        GuestField::BirthDate => {
            (guest.birth_date, guest.lunar_birthday) = serde_json::from_value(value.clone()).map_err(|_| damaged())?;
        }
        GuestField::Country => guest.country = text(value)?,
        GuestField::Language => guest.language = text(value)?,
        GuestField::Company => guest.company = text(value)?,
        GuestField::Vip => guest.vip = text(value)?,
        GuestField::Document => {
            let part = |at: usize| value.get(at).cloned().unwrap_or_default();
            guest.document_kind = text(&part(0))?;
            guest.document_last4 = text(&part(1))?;
            guest.document_hash = serde_json::from_value(part(2)).map_err(|_| damaged())?;
        }
        GuestField::Note => guest.note = text(value)?,
    }
    Ok(())
}

/// What of a guest's own records was handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Handed {
    /// Contacts that the receiving record did not have.
    pub contacts: Vec<ContactId>,
    /// Preferences.
    pub preferences: Vec<PreferenceId>,
    /// Promises.
    pub promises: Vec<PromiseId>,
}

/// Marks `other` as merged into `keep`, or, with none, as standing for itself again.
///
/// Errors: [`Error::Database`].
pub fn lead(tx: &Tx<'_>, other: GuestId, keep: Option<GuestId>) -> Result<()> {
    rows::lead(tx, other, keep)?;
    tx.search_again(other);
    Ok(())
}

/// Puts contacts that `to` lacks, preferences and promises of `from` under `to`.
///
/// Errors: [`Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Handed> {
    Ok(Handed {
        contacts: rows::give_contacts(tx, from, to)?,
        preferences: rows::give_preferences(tx, from, to)?,
        promises: rows::give_promises(tx, from, to)?,
    })
}

/// Puts these records of `from` under `to`, as far as they are still with `from`. Returns how many.
///
/// Errors: [`Error::Database`].
pub fn give(tx: &Tx<'_>, handed: &Handed, from: GuestId, to: GuestId) -> Result<u32> {
    let mut given = 0;
    for contact in &handed.contacts {
        given += u32::from(rows::give_contact(tx, *contact, from, to)?);
    }
    for preference in &handed.preferences {
        given += u32::from(rows::give_preference(tx, *preference, from, to)?);
    }
    for promise in &handed.promises {
        given += u32::from(rows::give_promise(tx, *promise, from, to)?);
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::time::Instant,
        guests::{NewGuest, rules},
    };

    fn guest(name: &str, company: &str, born: Option<&str>) -> Guest {
        let new = NewGuest {
            name: name.to_owned(),
            company: company.to_owned(),
            birth_date: born.map(str::to_owned),
            ..NewGuest::default()
        };
        let id = crate::base::ids::RawId::from_bytes([7; 16]).into();
        rules::new_guest(id, &new, Instant::from_ms(0), "2026-07-14".parse().expect("a date")).expect("a guest")
    }

    #[test]
    fn an_empty_value_is_filled_and_a_chosen_one_taken() {
        let (keep, other) = (guest("王建国", "", None), guest("王建國", "望江", Some("1974-07-19")));
        let (after, taken) = merged(&keep, &other, &[]);
        assert_eq!((after.name.as_str(), after.company.as_str()), ("王建国", "望江"), "own name stays, no company is filled");
        assert_eq!(taken.iter().map(|taken| taken.field).collect::<Vec<_>>(), [GuestField::BirthDate, GuestField::Company]);
        let (after, _) = merged(&keep, &other, &[GuestField::Name]);
        assert_eq!(after.name, "王建國", "the chosen name is taken");
    }

    #[test]
    fn what_was_taken_goes_back_and_what_somebody_changed_since_stays() {
        let (keep, other) = (guest("王建国", "", None), guest("王建國", "望江", Some("1974-07-19")));
        let (mut after, taken) = merged(&keep, &other, &[GuestField::Name]);
        after.company = "临江".to_owned();
        let (back, stay) = unmerged(&after, &taken).expect("the kept values read");
        assert_eq!(stay, [GuestField::Company], "a company that somebody corrected stays");
        assert_eq!((back.name, back.birth_date), (keep.name, None), "name and birthday are as they were");
    }
}
