//! F3: guests and what the house knows of them: details, contacts, preferences, promises.
//!
//! Owns `guests`, `guest_details`, `guest_contacts`, `contact_consents`, `preferences`, `promises`. Absent on purpose: stays, tickets, points
//! (their own modules), merging over all domains (`flows/merge`), search forms (derived by `search`).

mod birthday;
pub mod bulk;
mod consents;
mod contacts;
pub mod merging;
mod preferences;
mod promises;
pub(crate) mod rows;
mod rules;

use serde::{Deserialize, Serialize};

pub use birthday::{BIRTHDAY_WITHIN_DAYS, Birthday, age, birthday};
pub use consents::{ContactConsent, RecordConsent, consent_of, give_consent, give_consents, record_consent};
pub use contacts::{
    AddContact, Contact, NewContact, RemoveContact, Reveal, add_contact, contacts_of, remove_contact, reveal, revealed,
};
pub use preferences::{
    AddPreference, DropPreference, MeetWish, Preference, WishMet, add_preference, drop_preference, last_met, meet_wish,
    preferences_of,
};
pub use promises::{AddPromise, Promise, SettlePromise, add_promise, promises_of, settle_promise};
pub use rules::{BIRTH_YEAR_MIN, CONTACTS_MAX, GuestRefusal, PREFERENCES_PER_KIND_MAX, birth_date};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        contact::ContactKind,
        document::{DocumentHash, DocumentMark},
        error::Result,
        ids::{GuestId, RawId},
        time::Instant,
    },
    db::{Db, Tx, documents, merged},
    stored_words,
};

stored_words! {
    /// How a guest is addressed.
    pub enum Title {
        /// 先生
        Mr = "mr",
        /// 女士
        Ms = "ms",
        /// Not said.
        None = "none",
    }
}

stored_words! {
    /// Who somebody is to the house (客户 includes 客人、员工、合作伙伴).
    #[derive(Default)]
    pub enum ProfileType {
        /// 客人
        #[default]
        Guest = "guest",
        /// 员工
        Staff = "staff",
        /// 合作伙伴
        Partner = "partner",
    }
}

stored_words! {
    /// What a preference is about; the last three are sensitive and kept only with consent.
    pub enum PreferenceKind {
        /// 房间
        Room = "room",
        /// 餐饮
        Dining = "dining",
        /// 习惯
        Habit = "habit",
        /// 娱乐活动
        Leisure = "leisure",
        /// 其他
        Other = "other",
        /// 健康/禁忌
        Health = "health",
        /// 宗教
        Religion = "religion",
        /// 未成年人
        Minor = "minor",
    }
}

stored_words! {
    /// Where a preference comes from: said, or seen.
    pub enum PreferenceOrigin {
        /// 客人要求
        Asked = "asked",
        /// 观察到的喜好
        Observed = "observed",
    }
}

stored_words! {
    /// How a promise stands.
    pub enum PromiseState {
        /// 未兑现
        Open = "open",
        /// 已兑现
        Kept = "kept",
        /// 未能兑现
        Broken = "broken",
    }
}

/// A guest's own data, as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Guest {
    /// Pseudonymous id.
    pub id: GuestId,
    /// As the guest writes it, never rewritten.
    pub name: String,
    /// In Latin letters, where given; otherwise empty.
    pub latin_name: String,
    /// Form of address.
    pub title: Title,
    /// ISO date, or `--MM-DD` where the year is not known.
    pub birth_date: Option<String>,
    /// Keeps the lunar birthday (过农历).
    pub lunar_birthday: bool,
    /// ISO 3166 alpha-2, empty where unknown.
    pub country: String,
    /// BCP 47, empty where unknown.
    pub language: String,
    /// Employer or agency.
    pub company: String,
    /// Empty, V1, V2 or V3.
    pub vip: String,
    /// Empty, `id_card`, `passport` or `permit`.
    pub document_kind: String,
    /// Last four characters of the document's number; the number itself is never kept.
    pub document_last4: String,
    /// Where the record came from.
    pub source: String,
    /// Free words.
    pub note: String,
    /// May go to the group by name.
    pub share_consent: bool,
    /// When it was last changed.
    pub updated_at_ms: Instant,
    /// Guest, colleague or partner.
    #[serde(default)]
    pub profile: ProfileType,
    /// How they would rather be reached; none where not said.
    #[serde(default)]
    pub channel: Option<ContactKind>,
    /// By which the document is compared; none where only its last four are known.
    #[serde(default)]
    pub document_hash: Option<DocumentHash>,
}

/// A new guest as the desk takes them down.
#[derive(Debug, Clone, Default, Serialize, Deserialize, specta::Type)]
#[serde(default)]
pub struct NewGuest {
    /// As the guest writes it.
    pub name: String,
    /// In Latin letters.
    pub latin_name: String,
    /// Form of address; not said where absent.
    pub title: Option<Title>,
    /// ISO date or `--MM-DD`.
    pub birth_date: Option<String>,
    /// Keeps the lunar birthday.
    pub lunar_birthday: bool,
    /// ISO 3166 alpha-2.
    pub country: String,
    /// BCP 47.
    pub language: String,
    /// Employer or agency.
    pub company: String,
    /// Where the record came from; `desk` where empty.
    pub source: String,
    /// Free words.
    pub note: String,
    /// Phones, mail addresses, accounts.
    pub contacts: Vec<NewContact>,
    /// What is kept of the document that was shown.
    pub document: Option<DocumentMark>,
    /// Guest, colleague or partner.
    pub profile: ProfileType,
}

/// A document as the guest shows it. It is marked before the write is made, for a write's input is remembered: nothing here
/// can be written down or printed.
#[derive(Deserialize, specta::Type)]
pub struct ShownDocument {
    /// `id_card`, `passport` or `permit`.
    pub kind: String,
    /// As it stands on the paper.
    pub number: String,
}

/// A correction, with what the person saw when they made it.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct EditGuest {
    /// As it was seen.
    pub seen: Guest,
    /// As it shall be; `id` and `updated_at_ms` are not taken from here.
    pub wanted: Guest,
}

/// Returns what is kept of a document: its kind, the keyed hash of its number and the last four.
///
/// Errors: [`GuestRefusal::BadDocument`] where that cannot be a number of such a document.
pub fn marked(db: &Db, shown: &ShownDocument) -> Result<DocumentMark> {
    rules::document_kind(&shown.kind)?;
    documents::key(db)?.mark(&shown.kind, &shown.number).ok_or_else(|| GuestRefusal::BadDocument.into())
}

impl Guest {
    /// Puts what is kept of a document in the place of what was known before.
    pub fn put_document(&mut self, mark: DocumentMark) {
        self.document_kind = mark.kind;
        self.document_last4 = mark.last4;
        self.document_hash = Some(mark.hash);
    }
}

/// Adds a guest with their contacts.
///
/// Errors: [`GuestRefusal`] and [`crate::base::error::Common`] naming the field.
pub fn add(tx: &mut Tx<'_>, new: &NewGuest) -> Result<GuestId> {
    let op = tx.begin(Op::AddGuest)?;
    let guest = rules::new_guest(tx.new_id(), new, tx.at(), tx.business_date())?;
    rows::insert(tx, &guest)?;
    for contact in &new.contacts {
        let contact = rules::new_contact(tx.new_id(), guest.id, contact, &guest.source)?;
        rows::insert_contact(tx, &contact)?;
    }
    tx.search_again(guest.id);
    tx.record(op, Change::added(guest.id, &guest)?.about(guest.id))?;
    Ok(guest.id)
}

/// Corrects a guest's data.
///
/// Errors: [`crate::base::error::Common::ChangedMeanwhile`] where somebody else was quicker, those of [`add`].
pub fn edit(tx: &mut Tx<'_>, input: &EditGuest) -> Result<GuestId> {
    let op = tx.begin(Op::EditGuest)?;
    if merged::standing(tx.db(), input.seen.id)?.is_some() {
        return Err(GuestRefusal::Merged.into());
    }
    let before = rows::get(tx.db(), input.seen.id)?;
    let after = rules::edited(&before, input, tx.at(), tx.business_date())?;
    rows::put(tx, &after)?;
    tx.search_again(after.id);
    tx.record(op, Change::updated(after.id, &before, &after)?.about(after.id))?;
    Ok(after.id)
}

/// Returns one guest's data.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn get(db: &Db, id: GuestId) -> Result<Guest> {
    rows::get(db, id)
}

/// Puts a guest, contact, preference or promise back as it was before a history row: the work behind Ctrl+Z.
///
/// `before` and `after` are that row's images. Errors: [`crate::base::error::Common::ChangedMeanwhile`] where the record
/// is no longer as `after` left it, [`GuestRefusal::HasMore`] where an added guest has since got stays, tickets or points.
pub fn take_back(tx: &mut Tx<'_>, op: Op, record: RawId, before: Option<&str>, after: Option<&str>) -> Result<Change> {
    match op {
        Op::AddGuest => {
            let guest = rows::get(tx.db(), record.into())?;
            rules::unchanged(&guest, after)?;
            if rows::has_more(tx.db(), guest.id)? {
                return Err(GuestRefusal::HasMore.into());
            }
            rows::remove(tx, guest.id)?;
            tx.search_again(guest.id);
            Ok(Change::removed(guest.id, &guest)?.about(guest.id))
        }
        Op::EditGuest => {
            let now = rows::get(tx.db(), record.into())?;
            rules::unchanged(&now, after)?;
            let back: Guest = rules::from_image(before)?;
            rows::put(tx, &back)?;
            tx.search_again(back.id);
            Ok(Change::updated(back.id, &now, &back)?.about(back.id))
        }
        Op::AddContact | Op::RemoveContact => contacts::take_back(tx, record, before, after),
        Op::MeetWish => preferences::take_met_back(tx, record, after),
        Op::AddPreference | Op::DropPreference => preferences::take_back(tx, record, before, after),
        _ => promises::take_back(tx, record, before, after),
    }
}
