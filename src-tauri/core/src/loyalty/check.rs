//! Does the ledger agree with itself? Every posting with its lots, every lot with its uses, every balance with its postings,
//! all accounts together with zero, and
//! every posting and every tier with what the chained history keeps of it.

use serde::{Deserialize, Serialize};

use super::{AccountId, along, rows, tiers};
use crate::{
    base::{error::Result, ids::EntryId},
    db::Db,
    stored_words,
};

stored_words! {
    /// Which law a row breaks.
    pub enum LedgerLaw {
        /// A balance is what came minus what went.
        Balance = "balance",
        /// A member's balance is what the lots hold.
        Lots = "lots",
        /// What a lot holds is what it was minus its uses.
        Uses = "uses",
        /// A lot's last day is what its last extension says.
        Extensions = "extensions",
        /// A posting moves as many points as its lots say.
        Posting = "posting",
        /// A reversal moves what it takes back, the other way.
        Reversal = "reversal",
        /// Every lot and every use belongs to a posting.
        Orphan = "orphan",
        /// Every member has an account, and every account a member.
        Account = "account",
        /// What is promised lies on the house's pending account, each promise once, settled or not.
        Pending = "pending",
        /// All accounts together hold nothing.
        Zero = "zero",
        /// A voucher is what its redemption, its end and the history say of it.
        Vouchers = "vouchers",
        /// A member's tier is what was last decided, and a run changed those that its digest covers.
        Tiers = "tiers",
        /// A posting is what history keeps of it, and history keeps every posting.
        History = "history",
    }
}

/// What a check of the ledger answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct LedgerCheck {
    /// Whether every law holds.
    pub ok: bool,
    /// Postings looked at.
    #[specta(type = f64)]
    pub entries: i64,
    /// Points that members hold together: what the house owes.
    #[specta(type = f64)]
    pub held: i64,
    /// The first row that does not agree.
    pub wrong: Option<WrongRow>,
}

/// A row that breaks a law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct WrongRow {
    /// Which law.
    pub law: LedgerLaw,
    /// The row: a posting's sequence, an account's number, a lot's id, a member's number.
    pub row: String,
    /// What it should say.
    #[specta(type = f64)]
    pub expected: i64,
    /// What it says.
    #[specta(type = f64)]
    pub found: i64,
}

/// Returns whether the whole ledger agrees, with the first row that does not. Reads every posting.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn check(db: &Db) -> Result<LedgerCheck> {
    let (entries, held) = rows::ledger_size(db)?;
    let of_lots = |db: &Db| broken(db, rows::LAWS_OF_LOTS.iter());
    let others = |db: &Db| broken(db, rows::LAWS.iter());
    let wrong = first_of(db, &[&of_lots, &along::wrong, &others, &wrong_run, &wrong_file, &tiers::run::wrong])?;
    Ok(LedgerCheck { ok: wrong.is_none(), entries, held, wrong })
}

type Find<'f> = dyn Fn(&Db) -> Result<Option<WrongRow>> + 'f;

/// Returns what the first of `finds` finds that finds anything.
fn first_of(db: &Db, finds: &[&Find<'_>]) -> Result<Option<WrongRow>> {
    for find in finds {
        let wrong = find(db)?;
        if wrong.is_some() {
            return Ok(wrong);
        }
    }
    Ok(None)
}

/// Returns the first row that breaks one of `laws`.
fn broken<'l>(db: &Db, laws: impl Iterator<Item = &'l (LedgerLaw, &'l str)>) -> Result<Option<WrongRow>> {
    for (law, find) in laws {
        let wrong = rows::first_wrong(db, *law, find)?;
        if wrong.is_some() {
            return Ok(wrong);
        }
    }
    Ok(None)
}

/// Returns the first row that breaks this one law.
fn broken_alone(db: &Db, alone: LedgerLaw) -> Result<Option<WrongRow>> {
    broken(db, rows::LAWS_OF_LOTS.iter().chain(rows::LAWS).filter(|(law, _)| *law == alone))
}

/// Returns the first expiry run whose postings are not those that its digest in the history covers.
fn wrong_run(db: &Db) -> Result<Option<WrongRow>> {
    for runs in rows::expiry_runs(db)?.chunk_by(|one, next| one.key == next.key) {
        let Some(last) = runs.last() else { continue };
        let postings = rows::expired_in(db, &last.key)?;
        let mut rest = postings.as_slice();
        for run in runs {
            let members = run.members as usize;
            let Some((_, later)) = rest.split_at_checked(members).filter(|(own, _)| run_digest(own) == run.digest) else {
                return Ok(Some(wrong_history(run.seq, members, rest.len())));
            };
            rest = later;
        }
        if !rest.is_empty() {
            return Ok(Some(wrong_history(last.seq, 0, rest.len())));
        }
    }
    Ok(None)
}

/// Returns the first file of balances whose postings are not those that its digest in the history covers.
fn wrong_file(db: &Db) -> Result<Option<WrongRow>> {
    let wrong = rows::file_runs(db)?
        .into_iter()
        .find(|run| run.found.len() != run.postings as usize || (run.postings > 0 && run_digest(&run.found) != run.digest));
    Ok(wrong.map(|run| wrong_history(run.seq, run.postings as usize, run.found.len())))
}

fn run_digest(postings: &[(EntryId, i64)]) -> String {
    let mut digest = blake3::Hasher::new();
    for (id, points) in postings {
        digest.update(id.raw().bytes());
        digest.update(&points.to_be_bytes());
    }
    digest.finalize().to_hex().to_string()
}

fn wrong_history(seq: i64, expected: usize, found: usize) -> WrongRow {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    WrongRow { law: LedgerLaw::History, row: format!("history {seq}"), expected: count(expected), found: count(found) }
}

/// Returns the first account whose postings, lots and balance differ, or the sum of all where it is not zero: the laws that
/// hold for sums.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn sums(db: &Db) -> Result<Option<WrongRow>> {
    let balances = |db: &Db| Ok(along::wrong(db)?.filter(|wrong| wrong.law == LedgerLaw::Balance));
    first_of(db, &[&held_in_lots, &balances, &zero])
}

/// Returns the first row that [`sums`] finds, or the first posting that is not what history keeps of it: what is moved by hand with
/// all that hangs on it keeps every sum.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn kept(db: &Db) -> Result<Option<WrongRow>> {
    first_of(db, &[&held_in_lots, &along::wrong, &zero, &in_history])
}

/// Returns what [`kept`] does, but what is found [along](along) the ledger: for who reads every posting anyway.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn kept_but_along(db: &Db) -> Result<Option<WrongRow>> {
    first_of(db, &[&held_in_lots, &zero, &in_history])
}

fn held_in_lots(db: &Db) -> Result<Option<WrongRow>> {
    broken_alone(db, LedgerLaw::Lots)
}

fn zero(db: &Db) -> Result<Option<WrongRow>> {
    broken_alone(db, LedgerLaw::Zero)
}

/// Returns the first posting, expiry run or file of balances that is not what history keeps of it.
fn in_history(db: &Db) -> Result<Option<WrongRow>> {
    first_of(db, &[&|db| broken_alone(db, LedgerLaw::History), &wrong_run, &wrong_file])
}

/// Returns whether one account's postings, lots and balance agree.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn account_agrees(db: &Db, account: AccountId) -> Result<bool> {
    let (posted, in_lots, stored) = rows::account_sums(db, account)?;
    Ok(posted == stored && in_lots == stored)
}
