//! 带入: points that a member held in the system before. Each is a lot of its own with the last day it had there; the file that
//! brought it names it, and takes it out again while no point of it was used. The importer calls this row by row inside one
//! operation, which keeps a digest over all of them.

use std::collections::HashMap;

use super::{Entry, EntryCode, House, Lot, LoyaltyRefusal, Member, MemberRef, account, addressed, adjust, negative, rows, rules};
use crate::{
    base::{
        error::Result,
        ids::{EntryId, GuestId, ImportId, LotId, UserId},
        points::{POINTS_MAX, Points},
        time::BusinessDate,
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
};

/// What one line of an old system says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Whose, as the card says.
    pub member: MemberRef,
    /// How many.
    pub points: Points,
    /// The last business date they are good for; the programme's where the line names none.
    pub last_day: Option<BusinessDate>,
    /// In words.
    pub note: String,
}

/// A line that can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// Whose.
    pub member: Member,
    /// Whom the line named: another record where two were merged.
    pub named: GuestId,
    /// How many.
    pub points: Points,
    /// The last business date.
    pub last_day: BusinessDate,
}

/// Returns what a line would bring.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::BadAmount`], [`LoyaltyRefusal::ExpiresInPast`],
/// [`LoyaltyRefusal::OwnAccount`], [`LoyaltyRefusal::TooManyPoints`] with what other lines bring `beside` it.
pub fn judge(db: &Db, opening: &Opening, today: BusinessDate, by: UserId, beside: &HashMap<GuestId, i64>) -> Result<Taken> {
    let (member, named) = addressed(db, &opening.member)?;
    let points = rules::amount(opening.points)?;
    let last_day = match opening.last_day {
        Some(day) if day < today => return Err(LoyaltyRefusal::ExpiresInPast.into()),
        Some(day) => day,
        None => rules::expires_on(&super::programme(db, today)?, today),
    };
    adjust::not_own(db, by, member.guest)?;
    let beside = beside.get(&member.guest).copied().unwrap_or_default();
    let beside = Points::new(beside).ok_or(LoyaltyRefusal::TooManyPoints { max: POINTS_MAX })?;
    let held = rules::after_credit(rows::balance(db, account(db, member.guest)?)?, beside)?;
    rules::after_credit(held, points)?;
    Ok(Taken { member, named, points, last_day })
}

/// Returns whether a file brought points to this member before, and they were not taken out again.
///
/// Errors: [`crate::base::error::Error::Database`], [`LoyaltyRefusal::NotAMember`].
pub fn was_brought(db: &Db, guest: GuestId) -> Result<bool> {
    rows::was_brought(db, account(db, guest)?)
}

/// Posts one line; the caller records the operation.
///
/// Errors: [`LoyaltyRefusal::TooManyPoints`].
pub fn bring(tx: &mut Tx<'_>, import: ImportId, taken: &Taken, note: &str) -> Result<EntryId> {
    let account = account(tx.db(), taken.member.guest)?;
    rules::after_credit(rows::balance(tx.db(), account)?, taken.points)?;
    let entry = Entry {
        id: tx.new_id(),
        code: EntryCode::Adjust,
        house: House::Adjusted,
        points: taken.points,
        source: format!("opening:{import}"),
        memo: String::new(),
        reverses: None,
        lot_expires_on: Some(taken.last_day),
        takes: Vec::new(),
    };
    let id: LotId = tx.new_id();
    let lot = Lot { id, entry: entry.id, points: taken.points, left: taken.points, expires_on: taken.last_day };
    rows::put_lot(tx, account, &lot)?;
    rows::put_entry(tx, account, &entry)?;
    if !note.is_empty() {
        rows::put_grounds(tx, entry.id, &adjust::Grounds { reason: note.to_owned(), second: None })?;
    }
    merged::came_for(tx, taken.named, MovedKind::Entry, entry.id)?;
    Ok(entry.id)
}

/// What taking a file's points out does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TakenOut {
    /// The postings that took points back, with how many, in order.
    pub back: Vec<(EntryId, i64)>,
    /// Postings of the file that stay, for points of them were used or the record was merged since.
    pub kept: Vec<(EntryId, GuestId)>,
}

/// Takes out what a file brought, posting by posting, where no point of it was used; the caller records the operation.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn take_out(tx: &mut Tx<'_>, import: ImportId) -> Result<TakenOut> {
    let mut out = TakenOut::default();
    for entry in rows::brought_by(tx.db(), &format!("opening:{import}"))? {
        let Some(posting) = rows::posting(tx.db(), entry)? else { continue };
        let whole = rules::take_whole(&rows::lots_of_entry(tx.db(), entry)?);
        let Ok(takes) = whole else {
            out.kept.push((entry, posting.guest));
            continue;
        };
        if merged::standing(tx.db(), posting.guest)?.is_some() {
            out.kept.push((entry, posting.guest));
            continue;
        }
        let back = Entry {
            id: tx.new_id(),
            code: EntryCode::Reverse,
            house: posting.house,
            points: negative(posting.points),
            source: format!("entry:{entry}"),
            memo: String::new(),
            reverses: Some(entry),
            lot_expires_on: None,
            takes,
        };
        merged::came_with(tx, entry, MovedKind::Entry, back.id)?;
        rows::put_entry(tx, posting.account, &back)?;
        out.back.push((back.id, posting.points.count()));
    }
    Ok(out)
}
