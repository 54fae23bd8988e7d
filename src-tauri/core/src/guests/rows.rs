//! Rows of guests, contacts, preferences and promises.

use rusqlite::{OptionalExtension, Row, params};

use super::{Contact, ContactConsent, Guest, Preference, Promise, WishMet};
use crate::{
    audit::op::RecordKind,
    base::{
        contact::{self, ContactKind},
        error::{Common, Error, Result},
        ids::{ConsentId, ContactId, GuestId, ImportId, PreferenceId, PromiseId, WishMetId},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
};

pub fn get(db: &Db, id: GuestId) -> Result<Guest> {
    let found = db.conn().prepare_cached(include_str!("sql/guest.sql"))?.query_row([id], read_guest).optional()?;
    found.ok_or_else(|| not_found(RecordKind::Guest))
}

pub fn insert(tx: &Tx<'_>, guest: &Guest) -> Result<()> {
    insert_from(tx, guest, None)
}

pub fn insert_from(tx: &Tx<'_>, guest: &Guest, import: Option<ImportId>) -> Result<()> {
    tx.conn()
        .prepare_cached("INSERT INTO guests(id, created_at_ms, business_date, import_id) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![guest.id, tx.at(), tx.business_date(), import])?;
    write_details(tx, include_str!("sql/insert_details.sql"), guest)
}

/// Inserts a guest whom the house wrote down at another time than this operation's.
pub fn insert_dated(tx: &Tx<'_>, guest: &Guest, at: Instant, date: BusinessDate) -> Result<()> {
    tx.conn()
        .prepare_cached("INSERT INTO guests(id, created_at_ms, business_date) VALUES (?1, ?2, ?3)")?
        .execute(params![guest.id, at, date])?;
    write_details(tx, include_str!("sql/insert_details.sql"), guest)
}

pub fn put(tx: &Tx<'_>, guest: &Guest) -> Result<()> {
    write_details(tx, include_str!("sql/put_details.sql"), guest)
}

fn write_details(tx: &Tx<'_>, sql: &'static str, guest: &Guest) -> Result<()> {
    tx.file_again(guest.id);
    tx.conn().prepare_cached(sql)?.execute(params![
        guest.id,
        guest.name,
        guest.latin_name,
        guest.title,
        guest.birth_date,
        guest.lunar_birthday,
        guest.country,
        guest.language,
        guest.company,
        guest.vip,
        guest.document_kind,
        guest.document_last4,
        guest.source,
        guest.note,
        guest.share_consent,
        guest.updated_at_ms,
        guest.profile,
        guest.channel.map_or("", ContactKind::word),
        guest.document_hash,
    ])?;
    Ok(())
}

/// Returns whether anything beside details and contacts hangs on the guest.
pub fn has_more(db: &Db, id: GuestId) -> Result<bool> {
    Ok(db.conn().prepare_cached(include_str!("sql/has_more.sql"))?.query_row([id], |row| row.get(0))?)
}

pub fn remove(tx: &Tx<'_>, id: GuestId) -> Result<()> {
    tx.file_again(id);
    for sql in [
        "DELETE FROM guest_contacts WHERE guest_id = ?1",
        "DELETE FROM guest_details WHERE guest_id = ?1",
        "DELETE FROM guests WHERE id = ?1",
    ] {
        tx.conn().prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

pub fn with_contact(db: &Db, kind: ContactKind, normal: &str) -> Result<Vec<(GuestId, String)>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/with_contact.sql"))?;
    let rows = rows.query_map(params![normal, kind], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn contacts(db: &Db, guest: GuestId) -> Result<Vec<Contact>> {
    let mut rows = db.conn().prepare_cached(
        "SELECT id, guest_id, kind, value, preferred, source FROM guest_contacts WHERE guest_id = ?1 ORDER BY preferred DESC, kind DESC, id",
    )?;
    let rows = rows.query_map([guest], read_contact)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn contact(db: &Db, id: ContactId) -> Result<Contact> {
    find_contact(db, id)?.ok_or_else(|| not_found(RecordKind::Guest))
}

pub fn find_contact(db: &Db, id: ContactId) -> Result<Option<Contact>> {
    let mut found =
        db.conn().prepare_cached("SELECT id, guest_id, kind, value, preferred, source FROM guest_contacts WHERE id = ?1")?;
    Ok(found.query_row([id], read_contact).optional()?)
}

pub fn insert_contact(tx: &Tx<'_>, new: &Contact) -> Result<()> {
    let normal =
        contact::normal(new.kind, &new.value).ok_or(Error::Damaged { what: "a contact without a normal form".to_owned() })?;
    tx.conn()
        .prepare_cached("INSERT INTO guest_contacts(id, guest_id, kind, value, normal, preferred, source) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
        .execute(params![new.id, new.guest_id, new.kind, new.value, normal, new.preferred, new.source])?;
    Ok(())
}

pub fn remove_contact(tx: &Tx<'_>, id: ContactId) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM guest_contacts WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub fn preferences(db: &Db, guest: GuestId) -> Result<Vec<Preference>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/preferences.sql"))?;
    let rows = rows.query_map([guest], read_preference)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn preference(db: &Db, id: PreferenceId) -> Result<Preference> {
    let mut found = db.conn().prepare_cached(include_str!("sql/preference.sql"))?;
    found.query_row([id], read_preference).optional()?.ok_or_else(|| not_found(RecordKind::Preference))
}

pub fn insert_preference(tx: &Tx<'_>, new: &Preference) -> Result<()> {
    tx.file_again(new.guest_id);
    tx.conn().prepare_cached(include_str!("sql/insert_preference.sql"))?.execute(params![
        new.id,
        new.guest_id,
        new.kind,
        new.words,
        new.origin,
        new.consent_at_ms,
        new.source,
        new.author,
        new.created_at_ms,
        new.business_date,
    ])?;
    Ok(())
}

pub fn remove_preference(tx: &Tx<'_>, id: PreferenceId) -> Result<()> {
    let mut removed = tx.conn().prepare_cached("DELETE FROM preferences WHERE id = ?1 RETURNING guest_id")?;
    let guest: Option<GuestId> = removed.query_row([id], |row| row.get(0)).optional()?;
    guest.into_iter().for_each(|guest| tx.file_again(guest));
    Ok(())
}

pub fn insert_met(tx: &Tx<'_>, new: &WishMet) -> Result<()> {
    tx.conn()
        .prepare_cached("INSERT INTO wishes_met(id, preference_id, by_user, at_ms, business_date) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![new.id, new.preference_id, new.by_user, new.at_ms, new.business_date])?;
    Ok(())
}

pub fn remove_met(tx: &Tx<'_>, id: WishMetId) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM wishes_met WHERE id = ?1")?.execute([id])?;
    Ok(())
}

pub fn met(db: &Db, id: WishMetId) -> Result<WishMet> {
    let sql = "SELECT id, preference_id, by_user, at_ms, business_date FROM wishes_met WHERE id = ?1";
    let found = db.conn().prepare_cached(sql)?.query_row([id], read_met).optional()?;
    found.ok_or_else(|| not_found(RecordKind::Preference))
}

pub fn met_on(db: &Db, preference: PreferenceId, day: BusinessDate) -> Result<Option<WishMet>> {
    let sql =
        "SELECT id, preference_id, by_user, at_ms, business_date FROM wishes_met WHERE preference_id = ?1 AND business_date = ?2";
    Ok(db.conn().prepare_cached(sql)?.query_row(params![preference, day], read_met).optional()?)
}

pub fn last_met(db: &Db, preference: PreferenceId) -> Result<Option<WishMet>> {
    let sql = "SELECT id, preference_id, by_user, at_ms, business_date FROM wishes_met WHERE preference_id = ?1
               ORDER BY business_date DESC LIMIT 1";
    Ok(db.conn().prepare_cached(sql)?.query_row([preference], read_met).optional()?)
}

fn read_met(row: &Row<'_>) -> rusqlite::Result<WishMet> {
    Ok(WishMet {
        id: row.get(0)?,
        preference_id: row.get(1)?,
        by_user: row.get(2)?,
        at_ms: row.get(3)?,
        business_date: row.get(4)?,
    })
}

pub fn promises(db: &Db, guest: GuestId) -> Result<Vec<Promise>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/promises.sql"))?;
    let rows = rows.query_map([guest], read_promise)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn promise(db: &Db, id: PromiseId) -> Result<Promise> {
    let mut found = db.conn().prepare_cached(include_str!("sql/promise.sql"))?;
    found.query_row([id], read_promise).optional()?.ok_or_else(|| not_found(RecordKind::Promise))
}

pub fn insert_promise(tx: &Tx<'_>, new: &Promise) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_promise.sql"))?.execute(params![
        new.id,
        new.guest_id,
        new.ticket_id,
        new.words,
        new.state,
        new.reason,
        new.author,
        new.created_at_ms,
        new.business_date,
        new.settled_by,
        new.settled_at_ms,
    ])?;
    Ok(())
}

pub fn put_promise(tx: &Tx<'_>, promise: &Promise) -> Result<()> {
    tx.conn()
        .prepare_cached("UPDATE promises SET state = ?2, reason = ?3, settled_by = ?4, settled_at_ms = ?5 WHERE id = ?1")?
        .execute(params![promise.id, promise.state, promise.reason, promise.settled_by, promise.settled_at_ms])?;
    Ok(())
}

pub fn remove_promise(tx: &Tx<'_>, id: PromiseId) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM promises WHERE id = ?1")?.execute([id])?;
    Ok(())
}

fn not_found(kind: RecordKind) -> Error {
    Common::NotFound { record: kind.word() }.into()
}

/// An unknown word is damage, never "not said".
fn channel(row: &Row<'_>) -> rusqlite::Result<Option<ContactKind>> {
    if row.get_ref(17)?.as_str()?.is_empty() { Ok(None) } else { row.get(17).map(Some) }
}

fn read_guest(row: &Row<'_>) -> rusqlite::Result<Guest> {
    Ok(Guest {
        id: row.get(0)?,
        name: row.get(1)?,
        latin_name: row.get(2)?,
        title: row.get(3)?,
        birth_date: row.get(4)?,
        lunar_birthday: row.get(5)?,
        country: row.get(6)?,
        language: row.get(7)?,
        company: row.get(8)?,
        vip: row.get(9)?,
        document_kind: row.get(10)?,
        document_last4: row.get(11)?,
        source: row.get(12)?,
        note: row.get(13)?,
        share_consent: row.get(14)?,
        updated_at_ms: row.get(15)?,
        profile: row.get(16)?,
        channel: channel(row)?,
        document_hash: row.get(18)?,
    })
}

fn read_contact(row: &Row<'_>) -> rusqlite::Result<Contact> {
    Ok(Contact {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        kind: row.get(2)?,
        value: row.get(3)?,
        preferred: row.get(4)?,
        source: row.get(5)?,
    })
}

fn read_preference(row: &Row<'_>) -> rusqlite::Result<Preference> {
    Ok(Preference {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        kind: row.get(2)?,
        words: row.get(3)?,
        origin: row.get(4)?,
        consent_at_ms: row.get(5)?,
        source: row.get(6)?,
        author: row.get(7)?,
        created_at_ms: row.get(8)?,
        business_date: row.get(9)?,
    })
}

fn read_promise(row: &Row<'_>) -> rusqlite::Result<Promise> {
    Ok(Promise {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        ticket_id: row.get(2)?,
        words: row.get(3)?,
        state: row.get(4)?,
        reason: row.get(5)?,
        author: row.get(6)?,
        created_at_ms: row.get(7)?,
        business_date: row.get(8)?,
        settled_by: row.get(9)?,
        settled_at_ms: row.get(10)?,
    })
}

/// Says which record `other` leads to; none: its own.
pub fn lead(tx: &Tx<'_>, other: GuestId, keep: Option<GuestId>) -> Result<()> {
    tx.file_again(other);
    tx.conn().prepare_cached("UPDATE guests SET merged_into = ?2 WHERE id = ?1")?.execute(params![other, keep])?;
    Ok(())
}

/// Puts the contacts of `from` that `to` does not have under `to`; returns which.
pub fn give_contacts(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<ContactId>> {
    let mut rows = tx.conn().prepare_cached(include_str!("sql/give_contacts.sql"))?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give_contact(tx: &Tx<'_>, id: ContactId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE guest_contacts SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

pub fn give_preferences(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<PreferenceId>> {
    [from, to].into_iter().for_each(|guest| tx.file_again(guest));
    let mut rows = tx.conn().prepare_cached("UPDATE preferences SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give_preference(tx: &Tx<'_>, id: PreferenceId, from: GuestId, to: GuestId) -> Result<bool> {
    [from, to].into_iter().for_each(|guest| tx.file_again(guest));
    let sql = "UPDATE preferences SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

pub fn give_promises(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<PromiseId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE promises SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give_promise(tx: &Tx<'_>, id: PromiseId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE promises SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

pub fn merged_names(db: &Db, guest: GuestId) -> Result<Vec<String>> {
    let sql = "SELECT d.name FROM guests g JOIN guest_details d ON d.guest_id = g.id WHERE g.merged_into = ?1 ORDER BY g.id";
    let mut rows = db.conn().prepare_cached(sql)?;
    let rows = rows.query_map([guest], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn insert_consent(tx: &Tx<'_>, new: &ContactConsent) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_consent.sql"))?.execute(params![
        new.id,
        new.guest_id,
        new.agreed,
        new.told,
        new.by_user,
        new.at_ms,
        new.business_date,
    ])?;
    Ok(())
}

pub fn newest_consent(db: &Db, guest: GuestId) -> Result<Option<ContactConsent>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/newest_consent.sql"))?;
    let read = |row: &Row<'_>| {
        Ok(ContactConsent {
            id: row.get(0)?,
            guest_id: row.get(1)?,
            agreed: row.get(2)?,
            told: row.get(3)?,
            by_user: row.get(4)?,
            at_ms: row.get(5)?,
            business_date: row.get(6)?,
        })
    };
    Ok(found.query_row([guest], read).optional()?)
}

pub fn give_consents(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<ConsentId>> {
    let mut rows = tx.conn().prepare_cached("UPDATE contact_consents SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn give_consent(tx: &Tx<'_>, id: ConsentId, from: GuestId, to: GuestId) -> Result<bool> {
    let sql = "UPDATE contact_consents SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}

pub fn is_erased(db: &Db, guest: GuestId) -> Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM guest_details WHERE guest_id = ?1)";
    Ok(db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0))?)
}
