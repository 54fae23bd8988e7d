//! Guests of a bulk operation: one history row covers them all, so nothing here records. Also how an import recognises
//! somebody whom the house knows.

use super::{Contact, Guest, NewContact, NewGuest, rows, rules};
use crate::{
    base::{
        contact::ContactKind,
        error::Result,
        ids::{ContactId, GuestId, ImportId},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
};

/// Returns the guest that `new` describes, checked as one taken down at the desk is.
///
/// Errors: those of [`super::add`].
pub fn checked_guest(id: GuestId, new: &NewGuest, at: Instant, today: BusinessDate) -> Result<Guest> {
    rules::new_guest(id, new, at, today)
}

/// Returns the contact that `new` describes, checked as one taken down at the desk is.
///
/// Errors: those of [`super::add_contact`].
pub fn checked_contact(id: ContactId, guest: GuestId, new: &NewContact, source: &str) -> Result<Contact> {
    rules::new_contact(id, guest, new, source)
}

/// Returns whether the contact fits beside those that are there.
pub fn contact_fits(there: &[Contact], new: &Contact) -> bool {
    rules::contact_fits(there, new).is_ok()
}

/// Writes a new guest that `import` brings.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add_bulk(tx: &Tx<'_>, guest: &Guest, import: Option<ImportId>) -> Result<()> {
    rows::insert_from(tx, guest, import)
}

/// Writes over a guest's details; the bulk operation keeps the image before.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn put_bulk(tx: &Tx<'_>, guest: &Guest) -> Result<()> {
    rows::put(tx, guest)
}

/// Writes a contact.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn add_contact_bulk(tx: &Tx<'_>, contact: &Contact) -> Result<()> {
    rows::insert_contact(tx, contact)
}

/// Takes back a guest that a bulk operation brought, with details and contacts.
///
/// Errors: [`crate::base::error::Error::Database`] where another record holds on to them.
pub fn remove_bulk(tx: &Tx<'_>, guest: GuestId) -> Result<()> {
    rows::remove(tx, guest)
}

/// Returns a contact, or `None` where somebody took it away.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn contact(db: &Db, id: ContactId) -> Result<Option<Contact>> {
    rows::find_contact(db, id)
}

/// Takes back a contact that a bulk operation brought.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn remove_contact_bulk(tx: &Tx<'_>, contact: ContactId) -> Result<()> {
    rows::remove_contact(tx, contact)
}

/// Returns guests who have this contact in its compared form, oldest first, with their names; a record that was merged into
/// the one who has it stands beside it, under its own name.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn with_contact(db: &Db, kind: ContactKind, normal: &str) -> Result<Vec<(GuestId, String)>> {
    rows::with_contact(db, kind, normal)
}

/// Returns the names of the records that were merged into `guest`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn merged_names(db: &Db, guest: GuestId) -> Result<Vec<String>> {
    rows::merged_names(db, guest)
}

/// Returns whether a guest was erased: the record is there, without a word of who it is.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn is_erased(db: &Db, guest: GuestId) -> Result<bool> {
    rows::is_erased(db, guest)
}
