//! F3: 会员积分. Owns members, tiers, the programme and the points ledger; in folders of their own the events for members, the
//! referrals and the lists that somebody works through.
//!
//! Double entry: every posting moves points from one account to another, and rows never change; a mistake is taken back by
//! another row. Points lie in lots; what expires first is used first; a member's balance is what the lots hold and is never
//! negative. Points are the guest's until a dated expiry run takes them: no clock makes them vanish.
//!
//! Absent on purpose: money (the worth of points is shown, never posted), and transfers between members.

pub mod adjust;
pub mod along;
pub mod benefits;
pub mod check;
pub mod departures;
pub mod events;
pub mod expiry;
mod extending;
mod hand;
pub mod handing;
pub mod late;
pub mod lists;
pub mod opening;
pub mod page;
pub mod pending;
pub mod practice;
pub mod programme;
pub mod proof;
pub mod referral;
pub mod report;
pub mod rewards;
mod rows;
pub mod rules;
pub mod statement;
pub mod tiers;
mod types;
pub mod vouchers;

pub use programme::{adopt, bills::earn as earn_bill, in_force as programme};
pub use types::*;

use self::{
    programme::earning::{self, EarnedSoFar},
    rules::StayFacts,
    vouchers::Holder,
};
use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Common, Result},
        ids::{EntryId, GuestId, LotId, StayId},
        points::Points,
        time::BusinessDate,
    },
    db::{
        Begun, Db, Tx,
        merged::{self, MovedKind},
    },
};

/// Returns the enrolled guest whom `member` means.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn find(db: &Db, member: &MemberRef) -> Result<Member> {
    addressed(db, member).map(|(member, _)| member)
}

/// Returns the enrolled guest whom `member` means today, and whom it named: another where two were merged.
fn addressed(db: &Db, member: &MemberRef) -> Result<(Member, GuestId)> {
    let text = member.0.trim();
    let by_number = rows::member_of_number(db, text)?;
    let named = match (by_number, text.parse::<GuestId>()) {
        (Some(found), _) => found.guest,
        (None, Ok(guest)) => guest,
        (None, Err(_)) => return Err(LoyaltyRefusal::NotAMember.into()),
    };
    let found = rows::member(db, merged::current(db, named)?)?.ok_or(LoyaltyRefusal::NotAMember)?;
    Ok((found, named))
}

/// Returns the membership of `guest`, where there is one.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn member(db: &Db, guest: GuestId) -> Result<Option<Member>> {
    rows::member(db, guest)
}

/// Returns the points that `guest` holds; the guest must be enrolled.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn balance(db: &Db, guest: GuestId) -> Result<Points> {
    rows::balance(db, account(db, guest)?)
}

/// Returns the lots of `guest` that still hold points, what expires first first.
///
/// Errors: [`LoyaltyRefusal::NotAMember`].
pub fn lots(db: &Db, guest: GuestId) -> Result<Vec<Lot>> {
    rows::open_lots(db, account(db, guest)?)
}

/// Returns whose account a posting moved, or will move once its promise is kept.
///
/// Errors: [`Common::NotFound`].
pub fn member_of_entry(db: &Db, entry: EntryId) -> Result<GuestId> {
    let found = match rows::posting(db, entry)? {
        Some(posting) => Some(posting.guest),
        None => pending::guest_of(db, entry)?,
    };
    found.ok_or_else(|| Common::NotFound { record: RecordKind::Ledger.word() }.into())
}

/// Makes `enrol.guest` a member, with the next number and an empty account.
///
/// Errors: [`LoyaltyRefusal::AlreadyMember`], [`Common::NotFound`].
pub fn enrol(tx: &mut Tx<'_>, enrol: &Enrol) -> Result<Enrolled> {
    enrol_as(tx, enrol.guest, None)
}

/// Makes a guest a member, with this number or the next one.
fn enrol_as(tx: &mut Tx<'_>, named: GuestId, number: Option<MemberNo>) -> Result<Enrolled> {
    let op = tx.begin(Op::EnrolMember)?;
    let guest = merged::current(tx.db(), named)?;
    if !rows::guest_stands(tx.db(), guest)? {
        return Err(Common::NotFound { record: RecordKind::Guest.word() }.into());
    }
    if let Some(member) = rows::member(tx.db(), guest)? {
        return Err(LoyaltyRefusal::AlreadyMember { member_no: member.member_no }.into());
    }
    let today = tx.business_date();
    let member_no = number.map_or_else(|| rows::next_member_no(tx), Ok)?;
    let member = Member { guest, member_no, tier: Tier::Base, tier_since: today, enrolled_on: today };
    rows::put_member(tx, &member)?;
    rows::open_account(tx, guest)?;
    tx.search_again(guest);
    tx.touches(RecordKind::Guest);
    tx.record(op, Change::added(guest, &member)?.about(guest))?;
    Ok(Enrolled { guest, member_no: member.member_no })
}

/// Credits a departed stay to its guest by the programme's formula, once.
///
/// Errors: [`Common::NotFound`], [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::AlreadyEarned`], and what
/// [`earning::stay_earned`] refuses.
pub fn earn_stay(tx: &mut Tx<'_>, stay: StayId) -> Result<Posted> {
    let op = tx.begin(Op::EarnPoints)?;
    let not_found = Common::NotFound { record: RecordKind::Stay.word() };
    let (guest, facts) = rows::stay_facts(tx.db(), stay)?.ok_or(not_found)?;
    let member = rows::member(tx.db(), guest.ok_or(LoyaltyRefusal::NotAMember)?)?.ok_or(LoyaltyRefusal::NotAMember)?;
    if rows::stay_is_credited(tx.db(), stay)? {
        return Err(LoyaltyRefusal::AlreadyEarned.into());
    }
    let account = account(tx.db(), member.guest)?;
    let earned = stay_credit(tx.db(), (member.guest, account), &facts, (tx.business_date(), EarnedSoFar::default()))?;
    let due_on = earned.due_on;
    let credit = Credit {
        code: EntryCode::Earn,
        house: House::Issued,
        points: earned.points,
        source: format!("stay:{stay}"),
        memo: rows::memo_of(&earned.basis)?,
        expires_on: earned.expires_on,
    };
    tx.touches(RecordKind::Stay);
    let posted = pending::credit(tx, op, member.guest, (credit, due_on))?;
    merged::came_with(tx, stay, posted.moves_as(), posted.entry_id)?;
    Ok(posted)
}

/// What a stay's credit comes to.
struct StayCredit {
    points: Points,
    basis: Basis,
    /// From which day on they are the member's.
    due_on: BusinessDate,
    expires_on: BusinessDate,
}

/// Returns what a departed stay earns on `today`: whoever left under older rules, or of another tier, is credited by those,
/// however late. What is about to be earned `beside` it counts for caps as what is.
///
/// Errors: what [`earning::stay_earned`] refuses.
fn stay_credit(
    db: &Db,
    (guest, account): (GuestId, AccountId),
    facts: &StayFacts,
    (today, beside): (BusinessDate, EarnedSoFar),
) -> Result<StayCredit> {
    let on = facts.departure.min(today);
    let programme = programme(db, on)?;
    let tier = tiers::tier_on(db, guest, on)?;
    let so_far = programme::earned_so_far(db, &programme, account, facts.departure)?.and(beside);
    let (points, basis) = earning::stay_earned(&programme, tier, facts, so_far, (db.hotel().minor_digits, today))?;
    let due_on = rules::due_on(facts.departure, programme.pending.stay_days, today);
    Ok(StayCredit { points, basis, due_on, expires_on: rules::expires_on(&programme, due_on) })
}

/// Credits points by hand.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::BadAmount`], [`LoyaltyRefusal::ExpiresInPast`],
/// [`LoyaltyRefusal::TooManyPoints`].
pub fn earn_points(tx: &mut Tx<'_>, earn: &EarnPoints) -> Result<Posted> {
    let op = tx.begin(Op::EarnPoints)?;
    let (member, named) = addressed(tx.db(), &earn.member)?;
    let points = rules::amount(earn.points)?;
    let today = tx.business_date();
    let expires_on = match earn.expires_on {
        Some(date) if date < today => return Err(LoyaltyRefusal::ExpiresInPast.into()),
        Some(date) => date,
        None => rules::expires_on(&programme(tx.db(), today)?, today),
    };
    let (code, house, source) = (EntryCode::Earn, House::Issued, "desk".to_owned());
    let posted = post_credit(tx, op, member.guest, Credit { code, house, points, source, memo: String::new(), expires_on })?;
    merged::came_for(tx, named, MovedKind::Entry, posted.entry_id)?;
    Ok(posted)
}

/// Credits points that the house gives for a complaint.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::BadAmount`], [`LoyaltyRefusal::TooManyPoints`].
pub fn goodwill(tx: &mut Tx<'_>, goodwill: &Goodwill) -> Result<Posted> {
    let op = tx.begin(Op::GiveGoodwill)?;
    let member = find(tx.db(), &goodwill.member)?;
    let points = rules::amount(goodwill.points)?;
    let expires_on = rules::expires_on(&programme(tx.db(), tx.business_date())?, tx.business_date());
    let (code, house, source) = (EntryCode::Goodwill, House::Goodwill, format!("ticket:{}", goodwill.ticket));
    tx.touches(RecordKind::Ticket);
    let posted = post_credit(tx, op, member.guest, Credit { code, house, points, source, memo: String::new(), expires_on })?;
    merged::came_with(tx, goodwill.ticket, MovedKind::Entry, posted.entry_id)?;
    Ok(posted)
}

/// Takes points from the lots that expire first; a reward that comes on paper comes with its voucher.
///
/// Errors: [`LoyaltyRefusal::NotAMember`], [`LoyaltyRefusal::BadAmount`], [`LoyaltyRefusal::NotEnoughPoints`],
/// [`LoyaltyRefusal::NoSuchReward`], [`LoyaltyRefusal::RewardOutOfStock`].
pub fn redeem(tx: &mut Tx<'_>, redeem: &Redeem) -> Result<Posted> {
    let op = tx.begin(Op::RedeemPoints)?;
    let (member, named) = addressed(tx.db(), &redeem.member)?;
    adjust::not_own(tx.db(), tx.session().user, member.guest)?;
    let points = rules::amount(redeem.points)?;
    let reward = match &redeem.reward {
        Some(code) => {
            let programme = programme(tx.db(), tx.business_date())?;
            let stock = programme.rewards.iter().find(|reward| reward.code == *code).and_then(|reward| reward.stock);
            let given = rows::rewards_given(tx.db(), code, stock.unwrap_or_default())?;
            Some(rules::reward(&programme, code, points, given)?.clone())
        }
        None => None,
    };
    let account = account(tx.db(), member.guest)?;
    let takes = rules::take(&rows::open_lots(tx.db(), account)?, points)?;
    let entry = Entry {
        id: tx.new_id(),
        code: EntryCode::Redeem,
        house: House::Redeemed,
        points: negative(points),
        source: reward.as_ref().map_or_else(|| "desk".to_owned(), |reward| format!("reward:{}", reward.code)),
        memo: reward.as_ref().map(|reward| reward.words.clone()).unwrap_or_default(),
        reverses: None,
        lot_expires_on: None,
        takes,
    };
    merged::came_for(tx, named, MovedKind::Entry, entry.id)?;
    let posted = post(tx, op, member.guest, account, &entry)?;
    let voucher = match &reward {
        Some(reward) => vouchers::issue(tx, reward, entry.id, Holder { guest: member.guest, named })?,
        None => None,
    };
    Ok(Posted { voucher, ..posted })
}

/// Takes a posting back, once: a redemption or expiry gives its points back to the lots they came from, a credit loses its
/// lot where no point of it was used.
///
/// Errors: [`Common::NotFound`], [`LoyaltyRefusal::AlreadyReversed`], [`LoyaltyRefusal::NotReversible`],
/// [`LoyaltyRefusal::AlreadySpent`], [`LoyaltyRefusal::TooManyPoints`], [`LoyaltyRefusal::PostedBeforeMerge`],
/// [`vouchers::VoucherRefusal::Spent`] where the voucher of a redemption was used; an unused one is voided with it.
pub fn reverse(tx: &mut Tx<'_>, entry: EntryId) -> Result<Posted> {
    let op = tx.begin(Op::ReversePoints)?;
    if adjust::is_adjustment(tx.db(), entry)? {
        // What was adjusted with a right, and above the limit by two, is taken back in the same way.
        return Err(LoyaltyRefusal::AdjustedByHand.into());
    }
    reversed(tx, op, entry)
}

/// The work of a reversal, whoever asked.
fn reversed(tx: &mut Tx<'_>, op: Begun, entry: EntryId) -> Result<Posted> {
    let found = rows::posting(tx.db(), entry)?;
    let posting = found.ok_or(Common::NotFound { record: RecordKind::Ledger.word() })?;
    adjust::not_own(tx.db(), tx.session().user, posting.guest)?;
    if posting.code == EntryCode::Reverse || rows::is_of_merge(tx.db(), entry)? {
        return Err(LoyaltyRefusal::NotReversible.into());
    }
    if merged::standing(tx.db(), posting.guest)?.is_some() {
        return Err(LoyaltyRefusal::PostedBeforeMerge.into());
    }
    if rows::is_reversed(tx.db(), entry)? {
        return Err(LoyaltyRefusal::AlreadyReversed.into());
    }
    vouchers::take_back(tx, entry)?;
    let mut back = backwards(tx, entry, &posting);
    merged::came_with(tx, entry, MovedKind::Entry, back.id)?;
    if posting.points > Points::ZERO {
        back.takes = rules::take_whole(&rows::lots_of_entry(tx.db(), entry)?)?;
        return post(tx, op, posting.guest, posting.account, &back);
    }
    rules::after_credit(rows::balance(tx.db(), posting.account)?, back.points)?;
    let today = tx.business_date();
    let good_from = rows::last_expiry_run(tx.db())?.map_or(today, |run| today.max(run.plus_days(1)));
    let restored = rules::restored(&rows::takes_of_entry(tx.db(), entry)?, good_from);
    back.takes = restored.lots;
    if restored.in_grace > Points::ZERO {
        let grace_days = programme(tx.db(), today)?.grace_days;
        let expires_on = good_from.plus_days(i64::from(grace_days));
        back.lot_expires_on = Some(expires_on);
        let lot = Lot { id: tx.new_id(), entry: back.id, points: restored.in_grace, left: restored.in_grace, expires_on };
        rows::put_lot(tx, posting.account, &lot)?;
    }
    post(tx, op, posting.guest, posting.account, &back)
}

/// Returns the posting that takes another back; which lots it takes or restores is the caller's to say.
fn backwards(tx: &mut Tx<'_>, entry: EntryId, posting: &rows::Posting) -> Entry {
    Entry {
        id: tx.new_id(),
        code: EntryCode::Reverse,
        house: posting.house,
        points: negative(posting.points),
        source: format!("entry:{entry}"),
        memo: String::new(),
        reverses: Some(entry),
        lot_expires_on: None,
        takes: Vec::new(),
    }
}

/// A credit about to be posted.
struct Credit {
    code: EntryCode,
    house: House,
    points: Points,
    source: String,
    memo: String,
    expires_on: BusinessDate,
}

/// Posts a credit, wherever it comes from; nobody credits an account of their own.
fn post_credit(tx: &mut Tx<'_>, op: Begun, guest: GuestId, credit: Credit) -> Result<Posted> {
    adjust::not_own(tx.db(), tx.session().user, guest)?;
    let account = account(tx.db(), guest)?;
    rules::after_credit(rows::balance(tx.db(), account)?, credit.points)?;
    let entry = laid(tx, account, credit)?;
    post(tx, op, guest, account, &entry)
}

/// Lays a credit's lot down and returns the posting that it belongs to, which the caller puts into the ledger.
fn laid(tx: &mut Tx<'_>, account: AccountId, credit: Credit) -> Result<Entry> {
    let entry = Entry {
        id: tx.new_id(),
        code: credit.code,
        house: credit.house,
        points: credit.points,
        source: credit.source,
        memo: credit.memo,
        reverses: None,
        lot_expires_on: Some(credit.expires_on),
        takes: Vec::new(),
    };
    let id: LotId = tx.new_id();
    let lot = Lot { id, entry: entry.id, points: credit.points, left: credit.points, expires_on: credit.expires_on };
    rows::put_lot(tx, account, &lot)?;
    Ok(entry)
}

fn post(tx: &mut Tx<'_>, op: Begun, guest: GuestId, account: AccountId, entry: &Entry) -> Result<Posted> {
    rows::put_entry(tx, account, entry)?;
    extending::after(tx, account, entry)?;
    tx.touches(RecordKind::Member);
    tx.record(op, Change::added(entry.id, entry)?.about(guest))?;
    Ok(Posted {
        entry_id: entry.id,
        points: entry.points,
        balance: rows::balance(tx.db(), account)?,
        voucher: None,
        pending: None,
    })
}

fn account(db: &Db, guest: GuestId) -> Result<AccountId> {
    rows::account(db, guest)?.ok_or_else(|| LoyaltyRefusal::NotAMember.into())
}

fn negative(points: Points) -> Points {
    Points::ZERO.minus(points).unwrap_or_default()
}

#[cfg(test)]
mod tests;
