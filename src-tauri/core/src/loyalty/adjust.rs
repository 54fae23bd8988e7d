//! 调整: points given or taken by hand, with a reason. Above the programme's limit a second person confirms with their own
//! PIN; nobody posts to an account that is their own.
//!
//! The limit is counted per person, member and day, so that three small adjustments are no way around it. Taking a posting
//! back restores what was and creates nothing, so it needs no second person, unless what it takes back was itself an
//! adjustment: what two people decided is not undone by one.

use serde::{Deserialize, Serialize};

use super::{
    Credit, Entry, EntryCode, House, LoyaltyRefusal, MemberRef, Posted, account, addressed, laid, negative,
    pending::{self, Promise},
    programme, rows, rules,
};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
        permission::Grant,
    },
    base::{
        error::{Common, Result},
        ids::{EntryId, GuestId, UserId},
        points::Points,
        role::Confirmed,
        text,
        time::BusinessDate,
    },
    db::{
        Begun, Db, Tx,
        merged::{self, MovedKind},
    },
};

/// Input of an adjustment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct AdjustPoints {
    /// Whose.
    pub member: MemberRef,
    /// How many: above zero given, below it taken.
    pub points: Points,
    /// Why.
    pub reason: String,
    /// The business date from which a run posts what is given: until then it is 挂账; at once where none is named.
    pub due_on: Option<BusinessDate>,
    /// The last business date that what is given is good for; the programme's where none is named.
    pub expires_on: Option<BusinessDate>,
    /// Who confirmed at the same desk; their PIN was checked before.
    pub second: Option<UserId>,
}

/// Takes an adjustment back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TakeBack {
    /// Which posting.
    pub entry: EntryId,
    /// Who confirmed at the same desk.
    pub second: Option<UserId>,
}

/// Why a posting was made by hand, and who confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grounds {
    /// In words.
    pub reason: String,
    /// The second person.
    pub second: Option<UserId>,
}

/// What history keeps of a posting by hand.
#[derive(Serialize)]
struct ByHand<'e> {
    #[serde(flatten)]
    entry: &'e Entry,
    grounds: &'e Grounds,
}

/// What a second person is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weighed {
    /// Points of this posting, with what the same person gave and took alone on this account today.
    pub points: i64,
    /// Above so many a second person confirms.
    pub above: i64,
}

/// Who acts or confirms, and what they hold of the permission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hand {
    /// Who.
    pub user: UserId,
    /// Of adjusting points.
    pub grant: Grant,
}

/// Gives points to a member or takes them, for a reason.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::BadAmount`], [`LoyaltyRefusal::OwnAccount`],
/// [`LoyaltyRefusal::SecondPersonNeeded`], [`LoyaltyRefusal::SecondPersonSame`], [`LoyaltyRefusal::SecondPersonMayNot`],
/// [`LoyaltyRefusal::NotEnoughPoints`], [`LoyaltyRefusal::TooManyPoints`], [`LoyaltyRefusal::ExpiresInPast`],
/// [`LoyaltyRefusal::DueInPast`], [`Common`] naming the field.
pub fn adjust(tx: &mut Tx<'_>, adjust: &AdjustPoints, second: Option<&Confirmed>) -> Result<Posted> {
    let op = tx.begin(Op::AdjustPoints)?;
    let reason = text::required("reason", &adjust.reason, text::LINE_MAX)?;
    let (member, named) = addressed(tx.db(), &adjust.member)?;
    let size = rules::amount(size(adjust.points))?;
    let alone = rows::given_alone(tx.db(), account(tx.db(), member.guest)?, tx.session().user, tx.business_date())?;
    let weight = alone.saturating_add(size.count());
    let grounds = Grounds { reason, second: confirmed(tx, &op, member.guest, weight, (adjust.second, second))? };
    if adjust.points < Points::ZERO {
        return taken(tx, op, (member.guest, named), size, grounds);
    }
    let today = tx.business_date();
    if adjust.expires_on.is_some_and(|date| date < adjust.due_on.unwrap_or(today)) {
        return Err(LoyaltyRefusal::ExpiresInPast.into());
    }
    if let Some(due_on) = adjust.due_on {
        let promise = Promise { points: size, house: House::Adjusted, due_on, expires_on: adjust.expires_on, grounds };
        return pending::promise(tx, (member.guest, named), promise);
    }
    let expires_on = match adjust.expires_on {
        Some(date) => date,
        None => rules::expires_on(&programme(tx.db(), today)?, today),
    };
    let (code, house, source) = (EntryCode::Adjust, House::Adjusted, "desk".to_owned());
    let posted =
        give(tx, op, member.guest, Credit { code, house, points: size, source, memo: String::new(), expires_on }, &grounds)?;
    merged::came_for(tx, named, MovedKind::Entry, posted.entry_id)?;
    Ok(posted)
}

/// Takes an adjustment back, once, as [`super::reverse`] does with any other posting; above the limit with a second person.
///
/// Errors: those of [`super::reverse`] and of [`adjust`].
pub fn take_back(tx: &mut Tx<'_>, back: &TakeBack, second: Option<&Confirmed>) -> Result<Posted> {
    let op = tx.begin(Op::AdjustPoints)?;
    let posting = rows::posting(tx.db(), back.entry)?;
    let posting = posting.ok_or(Common::NotFound { record: RecordKind::Ledger.word() })?;
    let weight = size(posting.points).count();
    let confirmed = confirmed(tx, &op, posting.guest, weight, (back.second, second))?;
    let posted = super::reversed(tx, op, back.entry)?;
    if confirmed.is_some() {
        rows::put_grounds(tx, posted.entry_id, &Grounds { reason: String::new(), second: confirmed })?;
    }
    Ok(posted)
}

/// Returns whether a posting is an adjustment by hand, which [`take_back`] takes back and [`super::reverse`] does not.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn is_adjustment(db: &Db, entry: EntryId) -> Result<bool> {
    let adjusted = rows::posting(db, entry)?.is_some_and(|posting| posting.code == EntryCode::Adjust);
    Ok(adjusted && !rows::is_of_merge(db, entry)?)
}

/// Credits by hand with grounds: the part that [`adjust`] and a late credit share.
pub(super) fn give(tx: &mut Tx<'_>, op: Begun, guest: GuestId, credit: Credit, grounds: &Grounds) -> Result<Posted> {
    let account = account(tx.db(), guest)?;
    rules::after_credit(rows::balance(tx.db(), account)?, credit.points)?;
    let entry = laid(tx, account, credit)?;
    keep(tx, op, guest, &entry, grounds)
}

fn taken(tx: &mut Tx<'_>, op: Begun, (guest, named): (GuestId, GuestId), size: Points, grounds: Grounds) -> Result<Posted> {
    let takes = rules::take(&rows::open_lots(tx.db(), account(tx.db(), guest)?)?, size)?;
    let entry = Entry {
        id: tx.new_id(),
        code: EntryCode::Adjust,
        house: House::Adjusted,
        points: negative(size),
        source: "desk".to_owned(),
        memo: String::new(),
        reverses: None,
        lot_expires_on: None,
        takes,
    };
    merged::came_for(tx, named, MovedKind::Entry, entry.id)?;
    keep(tx, op, guest, &entry, &grounds)
}

fn keep(tx: &mut Tx<'_>, op: Begun, guest: GuestId, entry: &Entry, grounds: &Grounds) -> Result<Posted> {
    rows::put_grounds(tx, entry.id, grounds)?;
    let account = account(tx.db(), guest)?;
    rows::put_entry(tx, account, entry)?;
    tx.touches(RecordKind::Member);
    tx.record(op, Change::added(entry.id, &ByHand { entry, grounds })?.about(guest))?;
    Ok(Posted {
        entry_id: entry.id,
        points: entry.points,
        balance: rows::balance(tx.db(), account)?,
        voucher: None,
        pending: None,
    })
}

/// Returns who confirmed, where somebody had to.
pub(super) fn confirmed(
    tx: &Tx<'_>,
    op: &Begun,
    guest: GuestId,
    weight: i64,
    (named, second): (Option<UserId>, Option<&Confirmed>),
) -> Result<Option<UserId>> {
    if named != second.map(Confirmed::user) {
        return Err(Common::BadValue { field: "second" }.into());
    }
    let acting = Hand { user: tx.session().user, grant: op.grant() };
    not_own(tx.db(), acting.user, guest)?;
    let second = second.map(|second| Hand { user: second.user(), grant: Op::AdjustPoints.grant(second.role()) });
    if let Some(second) = second {
        not_own(tx.db(), second.user, guest)?;
    }
    let weighed = Weighed { points: weight, above: above(tx.db(), tx.business_date())? };
    Ok(decided(acting, second, weighed)?)
}

/// Returns above how many points a second person confirms.
///
/// Errors: [`crate::base::error::Error::Damaged`] where the programme does not read.
pub fn above(db: &Db, on: BusinessDate) -> Result<i64> {
    Ok(programme(db, on)?.second_person_above.count())
}

/// Returns who confirmed what `acting` does: nobody within the limit, above it another person who may adjust points; one of
/// the two without a limit of their own.
///
/// Errors: [`LoyaltyRefusal::SecondPersonNeeded`], [`LoyaltyRefusal::SecondPersonSame`],
/// [`LoyaltyRefusal::SecondPersonMayNot`].
pub fn decided(acting: Hand, second: Option<Hand>, weighed: Weighed) -> Result<Option<UserId>, LoyaltyRefusal> {
    let Some(second) = second else {
        let within = weighed.points <= weighed.above;
        return if within { Ok(None) } else { Err(LoyaltyRefusal::SecondPersonNeeded { above: weighed.above }) };
    };
    if second.user == acting.user {
        return Err(LoyaltyRefusal::SecondPersonSame);
    }
    let may = matches!(second.grant, Grant::Full | Grant::Limited);
    let one_in_full = acting.grant == Grant::Full || second.grant == Grant::Full || weighed.points <= weighed.above;
    if may && one_in_full { Ok(Some(second.user)) } else { Err(LoyaltyRefusal::SecondPersonMayNot) }
}

/// Checks that `guest`'s account is not `user`'s own, whichever record it leads to today.
///
/// Errors: [`LoyaltyRefusal::OwnAccount`].
pub fn not_own(db: &Db, user: UserId, guest: GuestId) -> Result<()> {
    let Some(own) = rows::own_guest(db, user)? else { return Ok(()) };
    if merged::current(db, own)? == merged::current(db, guest)? { Err(LoyaltyRefusal::OwnAccount.into()) } else { Ok(()) }
}

fn size(points: Points) -> Points {
    if points < Points::ZERO { Points::new(points.count().saturating_neg()).unwrap_or_default() } else { points }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::ids::RawId;

    fn hand(number: u8, grant: Grant) -> Hand {
        Hand { user: UserId(RawId::from_bytes([number; 16])), grant }
    }

    #[test]
    fn above_the_limit_another_person_confirms_and_one_of_the_two_has_no_limit() {
        let (general, duty, other_duty) = (hand(1, Grant::Full), hand(2, Grant::Limited), hand(3, Grant::Limited));
        let reception = hand(4, Grant::None);
        let needed = || Err("second_person_needed");
        let cases = [
            (duty, None, 2_000, Ok(false), "within the limit alone"),
            (duty, None, 2_001, needed(), "one above it not"),
            (general, None, 2_001, needed(), "the general manager neither"),
            (duty, Some(general), 2_001, Ok(true), "with the general manager"),
            (general, Some(duty), 2_001, Ok(true), "the other way round"),
            (duty, Some(other_duty), 2_001, Err("second_person_may_not"), "two with a limit of their own"),
            (duty, Some(duty), 2_001, Err("second_person_same"), "never oneself"),
            (general, Some(general), 2_001, Err("second_person_same"), "not even the general manager"),
            (general, Some(reception), 2_001, Err("second_person_may_not"), "nor who may not adjust"),
            (duty, Some(duty), 1, Err("second_person_same"), "oneself is no second person, needed or not"),
            (duty, Some(other_duty), 2_000, Ok(true), "who confirms though nobody must is kept"),
        ];
        for (acting, second, points, expected, why) in cases {
            let said = decided(acting, second, Weighed { points, above: 2_000 });
            let said = said.map(|who| who.is_some()).map_err(|refused| crate::base::error::Refusal::code(&refused));
            assert_eq!(said, expected, "{why}");
        }
    }
}
