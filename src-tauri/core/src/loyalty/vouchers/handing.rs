//! A merge of two members hands vouchers over, and its taking apart gives them back.

use super::rows;
use crate::{
    base::{
        error::Result,
        ids::{GuestId, VoucherId},
    },
    db::Tx,
};

/// Puts every voucher of `from` under `to`. Returns which.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<VoucherId>> {
    rows::give_all(tx, from, to)
}

/// Puts one voucher of `from` under `to`, where it still is with `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, voucher: VoucherId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give(tx, voucher, from, to)
}
