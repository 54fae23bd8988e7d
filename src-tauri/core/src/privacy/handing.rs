//! Whose consents, requests and holds are whose when two records become one, and when they are taken apart again.

use super::rows;
use crate::{
    base::{
        error::Result,
        ids::{GuestId, RawId},
    },
    db::{Tx, merged::MovedKind},
};

/// Puts all of `from` under `to`. Returns what moved. Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<(MovedKind, RawId)>> {
    let mut moved = Vec::new();
    for kind in [MovedKind::Purpose, MovedKind::Request, MovedKind::Hold] {
        moved.extend(rows::give_all(tx, kind, from, to)?.into_iter().map(|record| (kind, record)));
    }
    Ok(moved)
}

/// Puts one record of `from` under `to`, where it still is with `from`. Returns whether.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, kind: MovedKind, record: RawId, from: GuestId, to: GuestId) -> Result<bool> {
    rows::give(tx, kind, record, from, to)
}
