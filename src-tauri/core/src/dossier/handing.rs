//! A merge or unmerge of guests hands these records over; one history row of the merge covers them all.

use super::rows;
use crate::{
    base::{
        error::Result,
        ids::{GuestId, RawId},
    },
    db::{Tx, merged::MovedKind},
};

/// Puts every record of `from` under `to`. Returns which.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<(MovedKind, RawId)>> {
    let mut given = Vec::new();
    let mut note = |kind: MovedKind, records: Vec<RawId>| given.extend(records.into_iter().map(|record| (kind, record)));
    note(MovedKind::Dealing, raw(rows::give_dealings(tx, from, to)?));
    note(MovedKind::Companion, raw(rows::give_companions(tx, from, to)?));
    note(MovedKind::Alert, raw(rows::give_alerts(tx, from, to)?));
    note(MovedKind::Task, raw(rows::give_tasks(tx, from, to)?));
    Ok(given)
}

fn raw<I: Into<RawId>>(ids: Vec<I>) -> Vec<RawId> {
    ids.into_iter().map(Into::into).collect()
}

/// Puts one record of `from` under `to`, where it is still with `from`. Returns whether; a kind that is not kept here is not.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn give(tx: &Tx<'_>, kind: MovedKind, record: RawId, from: GuestId, to: GuestId) -> Result<bool> {
    match kind {
        MovedKind::Dealing => rows::give_dealing(tx, record.into(), from, to),
        MovedKind::Companion => rows::give_companion(tx, record.into(), from, to),
        MovedKind::Alert => rows::give_alert(tx, record.into(), from, to),
        MovedKind::Task => rows::give_task(tx, record.into(), from, to),
        _ => Ok(false),
    }
}
