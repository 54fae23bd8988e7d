//! 兑换券: what a redemption gives on paper, used once, checked without a network.
//!
//! Owns `vouchers`, `voucher_ends`, `voucher_guards`. A code is made of the voucher's id by a key inside the file and stands
//! on paper alone; the file keeps a mark by which it finds one. Wrong codes are counted against who enters them.
//! Absent on purpose: a date that a clock decides by itself. A voucher is past its last day when somebody asks.

pub mod code;
pub mod handing;
pub mod lists;
mod number;
pub mod practice;
mod refusal;
pub(crate) mod rows;

use serde::{Deserialize, Serialize};

pub use refusal::VoucherRefusal;

use crate::{
    audit::{
        change::Change,
        op::{Op, RecordKind},
        permission::Grant,
    },
    base::{
        error::{Common, Error, Result},
        ids::{EntryId, GuestId, VoucherId},
        money::Minor,
        points::Points,
        request::Request,
        role::Session,
        text::{self, NAME_MAX},
        time::{BusinessDate, Instant},
    },
    db::{
        Db, Done, Store, Tx,
        merged::{self, MovedKind},
        numbers, sealing,
    },
    loyalty::{
        hand::Hand,
        programme::{Reward, RewardKind},
    },
    stored_words,
};
use code::{Typed, VoucherCode};

/// Wrong codes in a row that lock whoever enters them.
pub const TRIES: i64 = 5;
/// How long they stay locked, in minutes.
pub const LOCK_MINUTES: i64 = 5;
/// Other codes that are made where one is taken: with forty-five bits even two are never needed.
const TURNS_MAX: u32 = 64;
const CODE_CONTEXT: &str = "lobby 2026 vouchers: code";
const MARK_CONTEXT: &str = "lobby 2026 vouchers: mark";

stored_words! {
    /// How a voucher stands.
    pub enum VoucherState {
        /// 未用
        Open = "open",
        /// 已用
        Used = "used",
        /// 已过期
        Expired = "expired",
        /// 已作废
        Voided = "voided",
    }
}

/// One voucher as people see it, without its code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Voucher {
    /// Names it.
    pub id: VoucherId,
    /// What people read out: `R-20260714-A04`; the letter is the desk's. It proves nothing.
    pub number: String,
    /// Whose.
    pub guest: GuestId,
    /// Their name.
    pub guest_name: String,
    /// Their member number.
    pub member_no: String,
    /// The redemption that paid it.
    pub entry: EntryId,
    /// What it is good for: a reward's code.
    pub reward: String,
    /// The same in the hotel's own words; empty where the code says it.
    pub words: String,
    /// What it cost.
    pub points: Points,
    /// When it was given.
    pub issued_on: BusinessDate,
    /// By whom.
    pub issued_by: String,
    /// The last business date on which it is taken.
    pub valid_until: BusinessDate,
    /// How it stands on the day it is asked for.
    pub state: VoucherState,
    /// When it was used or voided.
    pub ended_at_ms: Option<Instant>,
    /// The hotel's day of that.
    pub ended_on: Option<BusinessDate>,
    /// By whom.
    pub ended_by: String,
    /// Where it was used, in words.
    pub place: String,
}

/// What goes on paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct VoucherPaper {
    /// The voucher.
    pub voucher: Voucher,
    /// Its code, as it is typed.
    pub code: String,
    /// The chain's head at this reading.
    pub head: crate::audit::chain::Head,
}

/// A voucher that is handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct UseVoucher {
    /// The code on the paper.
    pub code: String,
    /// Where it is used: an outlet, a room, an order. May be empty.
    pub place: String,
}

/// What history keeps of a voucher: never its code.
#[derive(Serialize)]
pub(crate) struct Issued<'v> {
    pub id: VoucherId,
    pub number: &'v str,
    pub entry: EntryId,
    pub reward: &'v str,
    pub words: &'v str,
    pub points: Points,
    pub cost_minor: Minor,
    pub valid_until: BusinessDate,
}

/// Whose a new voucher is.
pub(crate) struct Holder {
    /// The record that stands.
    pub guest: GuestId,
    /// The record that was named: another where two were merged.
    pub named: GuestId,
}

/// How a voucher ended, as history keeps it.
#[derive(Serialize)]
struct Ended<'v> {
    number: &'v str,
    how: VoucherState,
    place: &'v str,
}

/// Gives the voucher of redemption `entry`, where `reward` comes as one. Returns it.
///
/// Errors: [`Error::Database`], [`Error::Damaged`].
pub(crate) fn issue(tx: &mut Tx<'_>, reward: &Reward, entry: EntryId, holder: Holder) -> Result<Option<VoucherId>> {
    let op = tx.begin(Op::IssueVoucher)?;
    if reward.kind == RewardKind::Gift {
        // It is handed over at once.
        return Ok(None);
    }
    let id: VoucherId = tx.new_id();
    let (number, valid_until) = (next_number(tx)?, tx.business_date().plus_days(i64::from(reward.valid_days)));
    let (turn, mark) = free_code(tx.db(), id)?;
    let issued = Issued {
        id,
        number: &number,
        entry,
        reward: &reward.code,
        words: &reward.words,
        points: reward.points,
        cost_minor: reward.cost_minor,
        valid_until,
    };
    rows::insert(tx, holder.guest, &issued, (turn, &mark), &Hand::of(tx))?;
    merged::came_for(tx, holder.named, MovedKind::Voucher, id)?;
    tx.record(op, Change::added(id, &issued)?.about(holder.guest))?;
    Ok(Some(id))
}

fn next_number(tx: &mut Tx<'_>) -> Result<String> {
    let (today, letter) = (tx.business_date(), tx.hotel().desk_letter);
    let count = numbers::next_number(tx, &number::series(today, letter))?;
    Ok(number::written(today, letter, count))
}

/// Returns the first code of `id` that no other voucher has: which one, and its mark.
fn free_code(db: &Db, id: VoucherId) -> Result<(u32, [u8; code::MARK_BYTES])> {
    let (maker, marker) = keys(db)?;
    for turn in 0..TURNS_MAX {
        let mark = code::mark(&marker, code::made(&maker, id, turn));
        if rows::of_mark(db, &mark)?.is_none() {
            return Ok((turn, mark));
        }
    }
    Err(Error::Damaged { what: "the codes of vouchers".to_owned() })
}

type Key = zeroize::Zeroizing<[u8; 32]>;

/// Returns the key that makes codes and the key that marks them.
fn keys(db: &Db) -> Result<(Key, Key)> {
    Ok((sealing::derived(db, CODE_CONTEXT)?, sealing::derived(db, MARK_CONTEXT)?))
}

/// Voids the unused voucher of redemption `entry`, which is being taken back.
///
/// Errors: [`VoucherRefusal::Spent`] where it was used; nothing is taken back then.
pub(crate) fn take_back(tx: &mut Tx<'_>, entry: EntryId) -> Result<()> {
    let op = tx.begin(Op::VoidVoucher)?;
    let Some(voucher) = rows::of_entry(tx.db(), entry, tx.business_date())? else { return Ok(()) };
    if voucher.state == VoucherState::Used {
        return Err(VoucherRefusal::Spent { number: voucher.number }.into());
    }
    rows::end(tx, voucher.id, VoucherState::Voided, "", &Hand::of(tx))?;
    let ended = Ended { number: &voucher.number, how: VoucherState::Voided, place: "" };
    tx.record(op, Change::noted(voucher.id, &ended)?.about(voucher.guest))?;
    Ok(())
}

/// Returns the voucher that `text` names, by its code or its number, however it stands. A wrong code costs `session` a try,
/// counted before anybody looks, in a commit of its own; `clock` is the shell's.
///
/// Errors: [`VoucherRefusal::Misread`], [`VoucherRefusal::Wrong`], [`VoucherRefusal::Locked`], `not_allowed`.
pub fn check(store: &Store, session: &Session, text: &str, today: BusinessDate, clock: Instant) -> Result<Voucher> {
    let numbered = store.read(session, Op::CheckVoucher, |db| rows::of_number(db, &plain_number(text), today))?;
    if let Some(voucher) = numbered {
        return Ok(voucher);
    }
    let code = read(text)?;
    let tried = count_try(store, session, clock)?;
    let found = store.read(session, Op::CheckVoucher, |db| of_code(db, code, today))?;
    match found {
        Some(voucher) => {
            store.upkeep(|db, _| rows::uncount_try(db, session.user))?;
            Ok(voucher)
        }
        None => Err(wrong(tried, clock).into()),
    }
}

/// Returns whether `text` is a code by its check sign, and how it is written; nothing is looked up.
pub fn looks_like(text: &str) -> Option<String> {
    match code::typed(text) {
        Typed::Code(code) => Some(code.to_string()),
        Typed::Misread | Typed::Else => None,
    }
}

fn read(text: &str) -> Result<VoucherCode, VoucherRefusal> {
    match code::typed(text) {
        Typed::Code(code) => Ok(code),
        Typed::Misread | Typed::Else => Err(VoucherRefusal::Misread),
    }
}

fn plain_number(text: &str) -> String {
    text.trim().to_ascii_uppercase()
}

fn of_code(db: &Db, code: VoucherCode, today: BusinessDate) -> Result<Option<Voucher>> {
    let (maker, marker) = keys(db)?;
    let Some((id, turn)) = rows::of_mark(db, &code::mark(&marker, code))? else { return Ok(None) };
    // A mark that was put into the file by hand makes no code good: the key decides.
    if code::made(&maker, id, turn) != code {
        return Ok(None);
    }
    rows::get(db, id, today).map(Some)
}

fn count_try(store: &Store, session: &Session, clock: Instant) -> Result<i64> {
    let until = clock.plus_minutes(LOCK_MINUTES);
    match store.upkeep(|db, _| rows::count_try(db, session.user, clock, TRIES, until))? {
        Some(tried) => Ok(tried),
        None => {
            let until = store.read_as_house(|db| rows::locked_until(db, session.user))?.unwrap_or(until);
            Err(VoucherRefusal::Locked { until }.into())
        }
    }
}

fn wrong(tried: i64, clock: Instant) -> VoucherRefusal {
    match TRIES - tried {
        left @ 1.. => VoucherRefusal::Wrong { left: Some(left) },
        _ => VoucherRefusal::Locked { until: clock.plus_minutes(LOCK_MINUTES) },
    }
}

/// Uses the voucher whose code is handed in, once. Returns which. The same request again answers the same; a wrong code costs
/// a try as in [`check`].
///
/// Errors: [`VoucherRefusal`], [`crate::base::error::Common`] naming the field, `not_allowed`.
pub fn use_up(store: &Store, request: &Request, input: &UseVoucher, clock: Instant) -> Result<Done<VoucherId>> {
    if let Some(done) = store.answered(request, Op::UseVoucher, input)? {
        return Ok(done);
    }
    if Op::UseVoucher.grant(request.session.role) == Grant::None {
        // The write itself refuses and logs it; nothing is counted.
        return store.write(request, Op::UseVoucher, input, |tx| used(tx, input));
    }
    if let Typed::Else = code::typed(&input.code)
        && store
            .read_as_house(|db| rows::of_number(db, &plain_number(&input.code), db.hotel().clock.business_date(request.at)))?
            .is_some()
    {
        return Err(VoucherRefusal::NeedsCode.into());
    }
    read(&input.code)?;
    let tried = count_try(store, &request.session, clock)?;
    match store.write(request, Op::UseVoucher, input, |tx| used(tx, input)) {
        Err(Error::Refused(refusal)) if refusal.code() == VoucherRefusal::WRONG => Err(wrong(tried, clock).into()),
        Err(Error::Refused(refusal)) => {
            store.upkeep(|db, _| rows::uncount_try(db, request.session.user))?;
            Err(Error::Refused(refusal))
        }
        // A voucher that was used up is gone: nobody buys tries with one they hold.
        Ok(done) => {
            store.upkeep(|db, _| rows::forget_tries(db, request.session.user))?;
            Ok(done)
        }
        failed => failed,
    }
}

fn used(tx: &mut Tx<'_>, input: &UseVoucher) -> Result<VoucherId> {
    let op = tx.begin(Op::UseVoucher)?;
    let place = text::optional("place", &input.place, NAME_MAX)?;
    let found = of_code(tx.db(), read(&input.code)?, tx.business_date())?;
    let voucher = found.ok_or(VoucherRefusal::Wrong { left: None })?;
    may_be_used(&voucher)?;
    rows::end(tx, voucher.id, VoucherState::Used, &place, &Hand::of(tx))?;
    tx.touches(RecordKind::Member);
    let ended = Ended { number: &voucher.number, how: VoucherState::Used, place: &place };
    tx.record(op, Change::noted(voucher.id, &ended)?.about(voucher.guest))?;
    Ok(voucher.id)
}

fn may_be_used(voucher: &Voucher) -> Result<(), VoucherRefusal> {
    let ended = voucher.ended_on.unwrap_or(voucher.issued_on);
    match voucher.state {
        VoucherState::Open => Ok(()),
        VoucherState::Used => Err(VoucherRefusal::Used { on: ended, by: voucher.ended_by.clone() }),
        VoucherState::Expired => Err(VoucherRefusal::Expired { on: voucher.valid_until }),
        VoucherState::Voided => Err(VoucherRefusal::Voided { on: ended }),
    }
}

/// Remembers that a voucher goes to paper once more. Returns it.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn print(tx: &mut Tx<'_>, id: VoucherId) -> Result<VoucherId> {
    let op = tx.begin(Op::PrintVoucher)?;
    let voucher = rows::get(tx.db(), id, tx.business_date())?;
    tx.record(op, Change::noted(id, &voucher.number)?.about(voucher.guest))?;
    Ok(id)
}

/// Returns a voucher as it stands on `today`.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn get(db: &Db, id: VoucherId, today: BusinessDate) -> Result<Voucher> {
    rows::get(db, id, today)
}

/// Returns how many vouchers of `guest` are good and not used.
///
/// Errors: [`Error::Database`].
pub fn held(db: &Db, guest: GuestId, today: BusinessDate) -> Result<u32> {
    rows::held(db, guest, today)
}

/// Returns the number of the voucher that a redemption gave; none where it gave none.
///
/// Errors: [`Error::Database`].
pub fn number_of(db: &Db, entry: EntryId) -> Result<Option<String>> {
    rows::number_of(db, entry)
}

/// Returns the voucher that people call `number`.
///
/// Errors: [`Common::NotFound`].
pub fn numbered(db: &Db, number: &str, today: BusinessDate) -> Result<Voucher> {
    rows::of_number(db, &plain_number(number), today)?.ok_or_else(|| Common::NotFound { record: "voucher" }.into())
}

/// Returns what goes on paper, with the code.
///
/// Errors: [`crate::base::error::Common::NotFound`].
pub fn paper(db: &Db, id: VoucherId, today: BusinessDate) -> Result<VoucherPaper> {
    let voucher = rows::get(db, id, today)?;
    let (maker, _) = keys(db)?;
    Ok(VoucherPaper { code: code::made(&maker, id, rows::turn(db, id)?).to_string(), voucher, head: db.head()? })
}
