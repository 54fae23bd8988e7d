//! How a guest can be reached; shown masked, revealed with a reason that is remembered.

use serde::{Deserialize, Serialize};

use super::{rows, rules};
use crate::{
    audit::{change::Change, op::Op},
    base::{
        contact::ContactKind,
        error::Result,
        ids::{ContactId, GuestId, RawId},
        text::{self, LINE_MAX},
    },
    db::{
        Db, Done, Tx,
        merged::{self, MovedKind},
    },
};

/// One phone number, mail address or account, in the clear: never leaves the core but through [`revealed`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Record id.
    pub id: ContactId,
    /// Whose.
    pub guest_id: GuestId,
    /// Phone, mail, account.
    pub kind: ContactKind,
    /// As written.
    pub value: String,
    /// The one to use first.
    pub preferred: bool,
    /// Where it was learnt.
    pub source: String,
}

/// A contact as the desk takes it down.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct NewContact {
    /// Phone, mail, account.
    pub kind: ContactKind,
    /// As written.
    pub value: String,
    /// The one to use first.
    #[serde(default)]
    pub preferred: bool,
}

/// Adds a contact to a guest.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct AddContact {
    /// Whose.
    pub guest: GuestId,
    /// What.
    pub contact: NewContact,
}

/// Takes a contact away.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct RemoveContact {
    /// Which.
    pub contact: ContactId,
}

/// Shows a contact in the clear, for a reason.
#[derive(Debug, Clone, Serialize, Deserialize, specta::Type)]
pub struct Reveal {
    /// Which.
    pub contact: ContactId,
    /// Why; remembered with who and when.
    pub reason: String,
}

/// Adds a contact. Errors: [`super::GuestRefusal::BadContact`], `ContactThere`, `TooManyContacts`.
pub fn add_contact(tx: &mut Tx<'_>, input: &AddContact) -> Result<ContactId> {
    let op = tx.begin(Op::AddContact)?;
    let guest = rows::get(tx.db(), merged::current(tx.db(), input.guest)?)?;
    let contact = rules::new_contact(tx.new_id(), guest.id, &input.contact, "desk")?;
    rules::contact_fits(&rows::contacts(tx.db(), guest.id)?, &contact)?;
    rows::insert_contact(tx, &contact)?;
    merged::came_for(tx, input.guest, MovedKind::Contact, contact.id)?;
    tx.search_again(guest.id);
    tx.record(op, Change::added(contact.id, &contact)?.about(guest.id))?;
    Ok(contact.id)
}

/// Takes a contact away. Errors: [`crate::base::error::Common::NotFound`].
pub fn remove_contact(tx: &mut Tx<'_>, input: &RemoveContact) -> Result<ContactId> {
    let op = tx.begin(Op::RemoveContact)?;
    let contact = rows::contact(tx.db(), input.contact)?;
    rows::remove_contact(tx, contact.id)?;
    tx.search_again(contact.guest_id);
    tx.record(op, Change::removed(contact.id, &contact)?.about(contact.guest_id))?;
    Ok(contact.id)
}

/// Remembers who asked to see a contact and why; the value is then read with [`revealed`].
///
/// Errors: [`crate::base::error::Common::Empty`] without a reason.
pub fn reveal(tx: &mut Tx<'_>, input: &Reveal) -> Result<ContactId> {
    let op = tx.begin(Op::RevealContact)?;
    let contact = rows::contact(tx.db(), input.contact)?;
    let reason = text::required("reason", &input.reason, LINE_MAX)?;
    tx.record(op, Change::noted(contact.id, &reason)?.about(contact.guest_id))?;
    Ok(contact.id)
}

/// Returns the contact in the clear to the holder of a reveal that was remembered.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn revealed(db: &Db, remembered: &Done<ContactId>) -> Result<String> {
    Ok(rows::contact(db, remembered.value)?.value)
}

/// Returns a guest's contacts, the preferred one first.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn contacts_of(db: &Db, guest: GuestId) -> Result<Vec<Contact>> {
    rows::contacts(db, guest)
}

pub(super) fn take_back(tx: &mut Tx<'_>, record: RawId, before: Option<&str>, after: Option<&str>) -> Result<Change> {
    if after.is_some() {
        let contact = rows::contact(tx.db(), record.into())?;
        rules::unchanged(&contact, after)?;
        rows::remove_contact(tx, contact.id)?;
        tx.search_again(contact.guest_id);
        return Ok(Change::removed(contact.id, &contact)?.about(contact.guest_id));
    }
    let contact: Contact = rules::from_image(before)?;
    rows::insert_contact(tx, &contact)?;
    tx.search_again(contact.guest_id);
    Ok(Change::added(contact.id, &contact)?.about(contact.guest_id))
}
