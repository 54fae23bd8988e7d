//! A merge of two members hands the log of benefits over, and its taking apart gives it back.

use super::rows;
use crate::{
    base::{
        error::Result,
        ids::{BenefitLineId, GuestId},
    },
    db::Tx,
};

/// Puts every line of `from` under `to`. Returns which.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<BenefitLineId>> {
    rows::give_all(tx, from, to)
}

/// Puts one line of `from` under `to`, where it still is with `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, line: BenefitLineId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give(tx, line, from, to)
}
