//! What is asked of each posting, for whoever reads all of them anyway: that balances are what came minus what went, and that
//! history keeps every one. A package of everything asks it along its table, so that the ledger is deciphered once.

use std::collections::{HashMap, HashSet};

use rusqlite::CachedStatement;

use super::{
    check::{LedgerLaw, WrongRow},
    rows,
};
use crate::{
    base::{error::Result, ids::RawId},
    db::Db,
};

/// One posting as the ledger has it.
pub struct PostingRow<'r> {
    /// Its number.
    pub seq: i64,
    /// Its id.
    pub id: RawId,
    /// The account it takes from.
    pub from: i64,
    /// The account it gives to.
    pub to: i64,
    /// How many points.
    pub points: i64,
    /// The request that posted it.
    pub request_key: &'r str,
}

/// Accounts of the house, and those numbers below the first member's that none has.
const BELOW_MEMBERS: usize = 101;

/// What was seen of the postings so far.
pub struct Along<'d> {
    db: &'d Db,
    /// Requests that posted for many, which history keeps as one row each.
    runs: HashSet<String>,
    /// The request of the posting before, where it is one of them: its postings stand together.
    run: String,
    keeps: CachedStatement<'d>,
    /// What each account gained, by its number.
    gained: Vec<i64>,
    /// The same of numbers that are larger than there are accounts.
    beyond: HashMap<i64, i64>,
    unkept: Option<WrongRow>,
}

impl<'d> Along<'d> {
    /// Begins before the first posting.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn begin(db: &'d Db) -> Result<Self> {
        let (keeps, runs) = (rows::keeps(db)?, rows::run_keys(db)?);
        let gained = vec![0; rows::accounts(db)? + BELOW_MEMBERS];
        Ok(Self { db, runs, run: String::new(), keeps, gained, beyond: HashMap::new(), unkept: None })
    }

    /// Takes the next posting.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn posting(&mut self, posting: &PostingRow<'_>) -> Result<()> {
        self.gains(posting.to, posting.points);
        self.gains(posting.from, posting.points.saturating_neg());
        if self.unkept.is_none() && !self.is_of_a_run(posting.request_key) {
            let kept: bool = self.keeps.query_row([posting.id], |row| row.get(0))?;
            self.unkept = (!kept).then(|| WrongRow {
                law: LedgerLaw::History,
                row: posting.seq.to_string(),
                expected: 0,
                found: posting.points,
            });
        }
        Ok(())
    }

    /// Returns, after the last posting, the first account whose balance is not what its postings say, or the first posting that
    /// history does not keep.
    ///
    /// Errors: [`crate::base::error::Error::Database`].
    pub fn end(mut self) -> Result<Option<WrongRow>> {
        let wrong =
            |account: i64, expected, found| Some(WrongRow { law: LedgerLaw::Balance, row: account.to_string(), expected, found });
        let mut first = None;
        rows::every_balance(self.db, &mut |account, points| {
            let gained = self.gained_by(account).map_or(0, std::mem::take);
            if first.is_none() && gained != points {
                first = wrong(account, gained, points);
            }
        })?;
        // What is left was moved for accounts that are not there.
        let near = self.gained.iter().enumerate().map(|(account, gained)| (i64::try_from(account).unwrap_or(i64::MAX), *gained));
        let beyond = self.beyond.iter().map(|(account, gained)| (*account, *gained));
        let stray = near.chain(beyond).filter(|(_, gained)| *gained != 0).min();
        Ok(first.or_else(|| stray.and_then(|(account, gained)| wrong(account, gained, 0))).or(self.unkept))
    }

    /// Adds to what an account gained; a sum out of bounds is no balance, for those have bounds.
    fn gains(&mut self, account: i64, points: i64) {
        if let Some(gained) = self.gained_by(account) {
            *gained = gained.saturating_add(points);
        } else {
            self.beyond.insert(account, points);
        }
    }

    fn gained_by(&mut self, account: i64) -> Option<&mut i64> {
        match usize::try_from(account).ok().and_then(|place| self.gained.get_mut(place)) {
            Some(gained) => Some(gained),
            None => self.beyond.get_mut(&account),
        }
    }

    fn is_of_a_run(&mut self, key: &str) -> bool {
        if self.run == key {
            return true;
        }
        let of_a_run = self.runs.contains(key);
        if of_a_run {
            key.clone_into(&mut self.run);
        }
        of_a_run
    }
}

/// Reads every posting; returns what [`Along::end`] does.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn wrong(db: &Db) -> Result<Option<WrongRow>> {
    let mut along = Along::begin(db)?;
    rows::every_posting(db, &mut |posting| along.posting(posting))?;
    along.end()
}
