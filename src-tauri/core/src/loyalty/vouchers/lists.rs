//! Lists of vouchers: a member's redemptions, what is about to lapse, what has lapsed, what a number begins.

use serde::Serialize;

use super::{Voucher, rows};
use crate::{
    base::{
        error::Result,
        ids::{EntryId, GuestId},
        points::Points,
        time::{BusinessDate, Instant},
    },
    db::Db,
    loyalty::{self, MemberRef},
    stored_words,
};

/// Vouchers that a list shows.
pub const VOUCHERS_SHOWN: u32 = 200;
/// Redemptions that a member's page shows.
pub const REDEMPTIONS_SHOWN: u32 = 500;
/// How far ahead a voucher counts as about to lapse, in days.
pub const LAPSING_DAYS: i64 = 30;

stored_words! {
    /// Which vouchers a list shows.
    pub enum VoucherFilter {
        /// Unused and good, what lapses first first.
        Open = "open",
        /// Of those what lapses within thirty days.
        Lapsing = "lapsing",
        /// Unused and past their day, the latest first.
        Expired = "expired",
        /// Used, the latest first.
        Used = "used",
        /// Voided with their redemption, the latest first.
        Voided = "voided",
    }
}

/// A list of vouchers and how many there are of each kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct VoucherList {
    /// At most [`VOUCHERS_SHOWN`].
    pub rows: Vec<Voucher>,
    /// How many of each kind.
    pub counts: VoucherCounts,
    /// The chain's head at this reading.
    pub head: crate::audit::chain::Head,
}

/// How many vouchers stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, specta::Type)]
pub struct VoucherCounts {
    /// Unused and good.
    pub open: u32,
    /// Of those what lapses within thirty days.
    pub lapsing: u32,
    /// Unused and past their day.
    pub expired: u32,
    /// Used.
    pub used: u32,
    /// Voided.
    pub voided: u32,
}

/// One redemption of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct Redemption {
    /// The posting.
    pub entry: EntryId,
    /// Its place in the ledger.
    #[specta(type = f64)]
    pub seq: i64,
    /// When.
    pub at_ms: Instant,
    /// The hotel's day.
    pub date: BusinessDate,
    /// The reward's code; empty where only points were named.
    pub reward: String,
    /// The same in words, where the hotel has its own.
    pub words: String,
    /// What it cost.
    pub points: Points,
    /// Whether it was taken back.
    pub reversed: bool,
    /// Who made it.
    pub by: String,
    /// The voucher it gave, where it gave one.
    pub voucher: Option<Voucher>,
}

/// Returns the redemptions of a member, newest first, those that came with a merge included.
///
/// Errors: [`loyalty::LoyaltyRefusal::NotAMember`].
pub fn redemptions(db: &Db, member: &MemberRef, today: BusinessDate) -> Result<Vec<Redemption>> {
    let guest: GuestId = loyalty::find(db, member)?.guest;
    let vouchers = rows::of_guest(db, guest, today, REDEMPTIONS_SHOWN)?;
    let mut found = rows::redemptions(db, guest, REDEMPTIONS_SHOWN)?;
    for voucher in vouchers {
        match found.iter_mut().find(|redemption| redemption.entry == voucher.entry) {
            Some(redemption) => redemption.voucher = Some(voucher),
            None => {
                let mut other = rows::redemption(db, voucher.entry)?;
                other.voucher = Some(voucher);
                found.push(other);
            }
        }
    }
    found.sort_by_key(|redemption| std::cmp::Reverse(redemption.seq));
    Ok(found)
}

/// Returns the vouchers of `filter` on `today`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn list(db: &Db, filter: VoucherFilter, today: BusinessDate) -> Result<VoucherList> {
    let lapsing_by = today.plus_days(LAPSING_DAYS);
    Ok(VoucherList {
        rows: rows::list(db, filter, today, lapsing_by, VOUCHERS_SHOWN)?,
        counts: rows::counts(db, today, lapsing_by)?,
        head: db.head()?,
    })
}

/// What a text in the one box may mean of vouchers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct VouchersFound {
    /// Vouchers whose number begins so.
    pub numbered: Vec<Voucher>,
    /// The text as a code is written, where it is one by its check sign; nothing was looked up.
    pub code: Option<String>,
}

/// Returns what `text` may mean: a number's beginning, or a code. A code is not looked up, so that typing guesses nothing.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn found(db: &Db, text: &str, today: BusinessDate, limit: u32) -> Result<VouchersFound> {
    // A name of ten letters may happen to be a code; one without a digit is offered as one only as it is printed.
    let said_so = text.contains('-') || text.contains(|sign: char| sign.is_ascii_digit());
    Ok(VouchersFound { numbered: numbered(db, text, today, limit)?, code: super::looks_like(text).filter(|_| said_so) })
}

/// Returns at most `limit` vouchers whose number begins as `text` does: `R-20260714`, `r-20260714-a0`.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn numbered(db: &Db, text: &str, today: BusinessDate, limit: u32) -> Result<Vec<Voucher>> {
    let beginning = text.trim().to_ascii_uppercase();
    let digits = beginning.strip_prefix("R-").is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_digit()));
    let plain = beginning.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if digits && plain { rows::numbered(db, &beginning, today, limit) } else { Ok(Vec::new()) }
}
