//! What a finding of the precheck counts, row by row, so that it is put right where it stands.

use serde::{Deserialize, Serialize};

use super::{
    Period,
    precheck::CheckCode,
    rows::{self, Cells, Value},
    sheets::SHEETS,
};
use crate::{
    base::{
        error::Result,
        ids::{GuestId, TicketId},
        text,
        time::BusinessDate,
    },
    db::Db,
    loyalty,
};

/// Most rows that are listed; the check counts all.
pub const FOUND_MAX: u32 = 200;
/// Tables with texts that people write, and what their first column names.
const WRITTEN: &[&str] = &["guests", "stays", "complaints"];

/// Which finding of which period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AskFound {
    /// As [`Period::parse`] reads it.
    pub period: String,
    /// Which check.
    pub check: CheckCode,
}

/// One row that a check counts, and where it is put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename = "CheckFound")]
pub struct Found {
    /// The complaint that it is put right at.
    pub ticket: Option<TicketId>,
    /// The guest whose card it is put right on, where it is no complaint.
    pub guest: Option<GuestId>,
    /// What people call it: a complaint's number, a room, a member's number.
    pub label: String,
    /// The guest as written; empty where there is none.
    pub name: String,
    /// The day that it is about.
    pub day: Option<BusinessDate>,
}

/// Returns the rows that a check of a period counts, at most [`FOUND_MAX`]; none for a check that counts no rows to put right.
///
/// Errors: [`crate::base::error::Common::BadValue`], [`crate::base::error::Error::Database`].
pub fn found(db: &Db, asked: &AskFound) -> Result<Vec<Found>> {
    let period = Period::parse(&asked.period)?;
    match asked.check {
        CheckCode::TicketsOpen => rows::found(db, include_str!("sql/found_open.sql"), period, FOUND_MAX),
        CheckCode::TicketsUnowned => rows::found(db, include_str!("sql/found_unowned.sql"), period, FOUND_MAX),
        CheckCode::StaysOverdue => rows::found(db, include_str!("sql/found_overdue.sql"), period, FOUND_MAX),
        CheckCode::StaysUnnamed => rows::found(db, include_str!("sql/found_unnamed.sql"), period, FOUND_MAX),
        CheckCode::Consent => withheld(db, period),
        CheckCode::Points => unbalanced(db),
        CheckCode::CardNumbers => with_card_numbers(db, period),
        CheckCode::Period
        | CheckCode::Correction
        | CheckCode::MemberNumbers
        | CheckCode::FormulaText
        | CheckCode::Keys
        | CheckCode::Chain => Ok(Vec::new()),
    }
}

/// Guests of the period who go under a pseudonym.
fn withheld(db: &Db, period: Period) -> Result<Vec<Found>> {
    let mut guests = Vec::new();
    each_of(db, "guests", period, &mut |cells| {
        // Key, the group's key, whether the guest agreed: the table's first columns.
        if let (Value::Id(guest), Value::Whole(0)) = (cells.at(0)?, cells.at(2)?) {
            guests.push(guest);
        }
        Ok(())
    })?;
    guests.truncate(FOUND_MAX as usize);
    guests.into_iter().map(|guest| rows::found_guest(db, guest)).collect::<Result<Vec<_>>>().map(flat)
}

/// The member whose postings, lots and balance differ.
fn unbalanced(db: &Db) -> Result<Vec<Found>> {
    let Some(wrong) = loyalty::check::sums(db)? else { return Ok(Vec::new()) };
    let account = wrong.row.rsplit(' ').next().and_then(|number| number.parse::<i64>().ok());
    let guest = account.map(|account| rows::guest_of_account(db, account)).transpose()?.flatten();
    Ok(flat(guest.map(|guest| rows::found_guest(db, guest)).transpose()?.into_iter().collect()))
}

/// Records with a text that holds a payment card's number.
fn with_card_numbers(db: &Db, period: Period) -> Result<Vec<Found>> {
    let mut seen = Vec::new();
    for sheet in WRITTEN {
        each_of(db, sheet, period, &mut |cells| {
            if seen.len() < FOUND_MAX as usize && holds_card_number(cells)? {
                seen.push(match cells.at(0)? {
                    Value::Id(id) if *sheet == "guests" => Seen::Guest(id),
                    Value::Id(id) => Seen::Stay(id),
                    Value::Text(number) => Seen::Ticket(number.to_owned()),
                    Value::Whole(_) | Value::None => return Ok(()),
                });
            }
            Ok(())
        })?;
    }
    let found = seen.into_iter().map(|one| match one {
        Seen::Guest(id) => rows::found_guest(db, id),
        Seen::Stay(id) => rows::found_stay(db, id),
        Seen::Ticket(number) => rows::found_ticket(db, &number),
    });
    found.collect::<Result<Vec<_>>>().map(flat)
}

enum Seen {
    Guest(crate::base::ids::RawId),
    Stay(crate::base::ids::RawId),
    Ticket(String),
}

fn holds_card_number(cells: &Cells<'_>) -> Result<bool> {
    for place in 0..cells.count() {
        if let Value::Text(words) = cells.at(place)?
            && text::holds_card_number(words)
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn each_of(db: &Db, name: &str, period: Period, take: &mut dyn FnMut(&Cells<'_>) -> Result<()>) -> Result<()> {
    SHEETS.iter().filter(|sheet| sheet.name == name).try_for_each(|sheet| rows::each(db, sheet, period, &mut |_| Ok(()), take))
}

fn flat(found: Vec<Option<Found>>) -> Vec<Found> {
    found.into_iter().flatten().collect()
}
