//! How long a desk may stand alone before it locks (PROMISES 23). Kept as one setting of the house.

use serde::{Deserialize, Serialize};

use crate::{
    audit::{change::Change, op::Op},
    base::{
        error::{Common, Result},
        ids::RecordId,
    },
    db::{Db, Tx, choices},
};

const NAME: &str = "desk_lock";
/// The shortest and the longest time, in seconds. There is no "never".
const IDLE_S: std::ops::RangeInclusive<u32> = 10..=3_600;
/// What a new house begins with, in seconds.
const IDLE_S_AT_FIRST: u32 = 300;

/// When a desk that nobody touches locks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct DeskLock {
    /// Seconds without a key or a touch.
    pub idle_s: u32,
}

impl Default for DeskLock {
    fn default() -> Self {
        Self { idle_s: IDLE_S_AT_FIRST }
    }
}

/// Another time, and the one that the person saw.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, specta::Type)]
pub struct SetDeskLock {
    /// As it was seen.
    pub seen: DeskLock,
    /// As it shall be.
    pub wanted: DeskLock,
}

/// Returns when a desk that nobody touches locks; five minutes where the house chose nothing.
///
/// Errors: [`crate::base::error::Error::Damaged`].
pub fn desk_lock(db: &Db) -> Result<DeskLock> {
    Ok(choices::chosen(db, NAME)?.unwrap_or_default())
}

/// Sets when a desk that nobody touches locks: ten seconds to an hour.
///
/// Errors: [`Common::BadValue`], [`Common::ChangedMeanwhile`].
pub fn set_desk_lock(tx: &mut Tx<'_>, input: &SetDeskLock) -> Result<RecordId> {
    let op = tx.begin(Op::SetDeskLock)?;
    let before = desk_lock(tx.db())?;
    if before != input.seen {
        return Err(Common::ChangedMeanwhile.into());
    }
    if !IDLE_S.contains(&input.wanted.idle_s) {
        return Err(Common::BadValue { field: "idle_s" }.into());
    }
    choices::choose(tx, NAME, &input.wanted)?;
    let id: RecordId = tx.new_id();
    tx.record(op, Change::updated(id, &before, &input.wanted)?)?;
    Ok(id)
}
