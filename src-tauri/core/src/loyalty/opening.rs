//! 带入: points that a member held in the system before. Each is a lot of its own with the last day it had there; the line of the
//! file that brought it names it, and it is taken out again while no point of it was used. The importer calls this line by
//! line inside one operation, which keeps a digest over all of them.

use super::{
    Credit, EntryCode, House, LoyaltyRefusal, MEMBER_NO_DIGITS, Member, MemberNo, MemberRef, account, addressed, adjust,
    backwards, enrol_as, laid, rows, rules,
};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Result},
        ids::{EntryId, GuestId, ImportId, UserId},
        points::{POINTS_MAX, Points},
        time::BusinessDate,
    },
    db::{
        Db, Tx,
        merged::{self, MovedKind},
    },
};

/// What one line of a file brings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// Whose.
    pub guest: GuestId,
    /// Whom the line named: another record where two were merged.
    pub named: GuestId,
    /// How many; none where the line brings something else.
    pub points: Points,
    /// The last business date they are good for.
    pub last_day: BusinessDate,
}

/// A posting that a file made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Brought {
    /// Whose.
    pub guest: GuestId,
    /// How many.
    pub points: Points,
    /// Whether it can be taken out: no point of it was used, and the record was not merged since.
    pub goes: bool,
}

/// Returns the member whom a file's number means, and whom it named: another where two were merged. A sheet that took the
/// number for a number has lost its zeros.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn member(db: &Db, number: &str) -> Result<Option<(Member, GuestId)>> {
    if let Some(found) = numbered(db, number)? {
        return Ok(Some(found));
    }
    let lost_zeros = number.len() < MEMBER_NO_DIGITS && number.bytes().all(|sign| sign.is_ascii_digit());
    if lost_zeros { numbered(db, &format!("{number:0>MEMBER_NO_DIGITS$}")) } else { Ok(None) }
}

fn numbered(db: &Db, number: &str) -> Result<Option<(Member, GuestId)>> {
    if rows::member_of_number(db, number)?.is_none() {
        return Ok(None);
    }
    addressed(db, &MemberRef(number.to_owned())).map(Some)
}

/// Checks that the member can have these points; whoever joins by the same line has no account yet.
///
/// Errors: [`LoyaltyRefusal::OwnAccount`], [`LoyaltyRefusal::BadAmount`], [`LoyaltyRefusal::ExpiresInPast`],
/// [`LoyaltyRefusal::TooManyPoints`] with what other lines bring `beside` it.
pub fn judge(db: &Db, opening: &Opening, (by, today): (UserId, BusinessDate), beside: i64) -> Result<()> {
    adjust::not_own(db, by, opening.guest)?;
    if opening.points == Points::ZERO {
        return Ok(());
    }
    let points = rules::amount(opening.points)?;
    if opening.last_day < today {
        return Err(LoyaltyRefusal::ExpiresInPast.into());
    }
    let beside = Points::new(beside).ok_or(LoyaltyRefusal::TooManyPoints { max: POINTS_MAX })?;
    let held = rows::account(db, opening.guest)?.map_or(Ok(Points::ZERO), |account| rows::balance(db, account))?;
    rules::after_credit(rules::after_credit(held, beside)?, points)?;
    Ok(())
}

/// Returns what files brought to this guest and what was not taken out again: points and the last day that they had.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn brought(db: &Db, guest: GuestId) -> Result<Vec<(Points, BusinessDate)>> {
    rows::account(db, guest)?.map_or(Ok(Vec::new()), |account| rows::brought_to(db, account))
}

/// Makes a guest a member under the number that they had in the system before.
///
/// Errors: [`LoyaltyRefusal::AlreadyMember`], [`Common::NotFound`].
pub fn enrol(tx: &mut Tx<'_>, guest: GuestId, number: &MemberNo) -> Result<()> {
    enrol_as(tx, guest, Some(number.clone())).map(|_| ())
}

/// Posts what `line` of the file brings; the caller records the operation.
///
/// Errors: [`LoyaltyRefusal::TooManyPoints`].
pub fn bring(tx: &mut Tx<'_>, (import, line): (ImportId, u64), opening: &Opening, note: &str) -> Result<EntryId> {
    let account = account(tx.db(), opening.guest)?;
    rules::after_credit(rows::balance(tx.db(), account)?, opening.points)?;
    let credit = Credit {
        code: EntryCode::Adjust,
        house: House::Adjusted,
        points: opening.points,
        source: format!("opening:{import}:{line}"),
        memo: String::new(),
        expires_on: opening.last_day,
    };
    let entry = laid(tx, account, credit)?;
    rows::put_entry(tx, account, &entry)?;
    if !note.is_empty() {
        rows::put_grounds(tx, entry.id, &adjust::Grounds { reason: note.to_owned(), second: None })?;
    }
    merged::came_for(tx, opening.named, MovedKind::Entry, entry.id)?;
    Ok(entry.id)
}

/// Returns the postings of a file that were not taken out, in order.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn brought_by(db: &Db, import: ImportId) -> Result<Vec<EntryId>> {
    rows::brought_by(db, &format!("opening:{import}"))
}

/// Returns a posting of a file as taking it out would find it.
///
/// Errors: [`Common::NotFound`].
pub fn stands(db: &Db, entry: EntryId) -> Result<Brought> {
    let posting = rows::posting(db, entry)?.ok_or_else(not_found)?;
    let whole = rules::take_whole(&rows::lots_of_entry(db, entry)?).is_ok();
    let goes = whole && merged::standing(db, posting.guest)?.is_none();
    Ok(Brought { guest: posting.guest, points: posting.points, goes })
}

/// Takes one posting of a file out, where no point of it was used; the caller records the operation. Returns what took it
/// back, and how many points; nothing where it stays.
///
/// Errors: [`Common::NotFound`].
pub fn take_out(tx: &mut Tx<'_>, entry: EntryId) -> Result<Option<(EntryId, Points)>> {
    if !stands(tx.db(), entry)?.goes {
        return Ok(None);
    }
    let posting = rows::posting(tx.db(), entry)?.ok_or_else(not_found)?;
    let mut back = backwards(tx, entry, &posting);
    back.takes = rules::take_whole(&rows::lots_of_entry(tx.db(), entry)?)?;
    merged::came_with(tx, entry, MovedKind::Entry, back.id)?;
    rows::put_entry(tx, posting.account, &back)?;
    Ok(Some((back.id, posting.points)))
}

fn not_found() -> Common {
    Common::NotFound { record: RecordKind::Ledger.word() }
}
