//! Rows of `search_lines`: all that a question is held against and a hit shows of one guest, read in one page; and the records
//! that they are derived from.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};

use super::rows::{Contact, Person};
use crate::base::{
    contact::ContactKind,
    error::{Error, Result},
    ids::GuestId,
};

/// One guest as the box knows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) guest: GuestId,
    pub(crate) person: Person,
    /// Telephones and mail addresses, the preferred first.
    pub(crate) contacts: Vec<Contact>,
}

pub(crate) fn at(conn: &Connection, row: i64) -> Result<Option<Line>> {
    let mut found = conn.prepare_cached(include_str!("sql/line_at.sql"))?;
    found.query_row([row], read).optional()?.map(whole).transpose()
}

pub(crate) fn of(conn: &Connection, guest: GuestId) -> Result<Option<Line>> {
    let mut found = conn.prepare_cached(include_str!("sql/line_of.sql"))?;
    found.query_row([guest], read).optional()?.map(whole).transpose()
}

pub(crate) fn put(conn: &Connection, row: i64, line: &Line) -> Result<()> {
    let person = &line.person;
    let listed: Vec<(ContactKind, &str, &str)> =
        line.contacts.iter().map(|contact| (contact.kind, contact.value.as_str(), contact.normal.as_str())).collect();
    let contacts = serde_json::to_string(&listed).map_err(|_| damaged())?;
    conn.prepare_cached(include_str!("sql/put_line.sql"))?.execute(params![
        row,
        line.guest,
        person.name,
        person.latin_name,
        person.title,
        person.company,
        person.document_last4,
        person.member_no,
        person.tier,
        person.last_departure,
        person.other_numbers,
        contacts,
        person.other_names,
        person.profile,
    ])?;
    Ok(())
}

pub(crate) fn remove(conn: &Connection, row: i64) -> Result<()> {
    conn.prepare_cached(include_str!("sql/remove_line.sql"))?.execute([row])?;
    Ok(())
}

/// Returns the guest as the records have them; nothing for one who is gone or merged.
pub(crate) fn recorded(conn: &Connection, guest: GuestId) -> Result<Option<Line>> {
    let mut found = conn.prepare_cached(include_str!("sql/person.sql"))?;
    let person = found.query_row([guest], |row| read_person(row, 0)).optional()?;
    person.map(|person| Ok(Line { guest, person, contacts: recorded_contacts(conn, guest)? })).transpose()
}

fn recorded_contacts(conn: &Connection, guest: GuestId) -> Result<Vec<Contact>> {
    let mut found = conn.prepare_cached(include_str!("sql/contacts.sql"))?;
    let rows = found.query_map([guest], |row| Ok(Contact { kind: row.get(0)?, value: row.get(1)?, normal: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the line in few bytes, for [`unpacked`].
pub(crate) fn packed(line: &Line) -> Result<Box<[u8]>> {
    Ok(serde_json::to_vec(line).map_err(|_| damaged())?.into_boxed_slice())
}

/// Returns the line that [`packed`] took.
pub(crate) fn unpacked(packed: &[u8]) -> Result<Line> {
    serde_json::from_slice(packed).map_err(|_| damaged())
}

type Read = (GuestId, Person, String);

fn read(row: &Row<'_>) -> rusqlite::Result<Read> {
    Ok((row.get(0)?, read_person(row, 1)?, row.get(12)?))
}

fn read_person(row: &Row<'_>, first: usize) -> rusqlite::Result<Person> {
    Ok(Person {
        name: row.get(first)?,
        latin_name: row.get(first + 1)?,
        title: row.get(first + 2)?,
        company: row.get(first + 3)?,
        document_last4: row.get(first + 4)?,
        member_no: row.get(first + 5)?,
        tier: row.get(first + 6)?,
        last_departure: row.get(first + 7)?,
        other_numbers: row.get(first + 8)?,
        other_names: row.get(first + 9)?,
        profile: row.get(first + 10)?,
    })
}

fn whole((guest, person, contacts): Read) -> Result<Line> {
    let contacts: Vec<(ContactKind, String, String)> = serde_json::from_str(&contacts).map_err(|_| damaged())?;
    let contacts = contacts.into_iter().map(|(kind, value, normal)| Contact { kind, value, normal }).collect();
    Ok(Line { guest, person, contacts })
}

fn damaged() -> Error {
    Error::Damaged { what: "a line of the search index".to_owned() }
}
