//! 接待情景: the six steps in which a guest is received. Which of them were confirmed is kept with the stay: by whom, and when.
//!
//! Absent on purpose: any step that must be confirmed. A guest is received whether or not somebody pressed a key.

use serde::Serialize;

use super::rows;
use crate::{
    base::{
        error::Result,
        ids::{GuestId, StayId},
        time::Instant,
    },
    db::{Db, Tx},
    stored_words,
};

stored_words! {
    /// One step of a check-in, in the order of the desk.
    pub enum CheckInStep {
        /// 预定核对
        Booking = "booking",
        /// 证件
        Document = "document",
        /// 房号与晚数
        Room = "room",
        /// 支付方式
        Payment = "payment",
        /// 房卡
        Key = "key",
        /// 其他需要
        Wishes = "wishes",
    }
}

/// A step that was confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, specta::Type)]
pub struct ConfirmedStep {
    /// Of which stay's check-in.
    pub stay_id: StayId,
    /// Which.
    pub step: CheckInStep,
    /// By whom, by name.
    pub by_name: String,
    /// When.
    pub at_ms: Instant,
}

/// Returns the confirmed steps of all check-ins of a guest, the latest check-in first, each in the order of the desk.
///
/// Errors: [`crate::base::error::Error::Database`].
pub fn confirmed_of(db: &Db, guest: GuestId) -> Result<Vec<ConfirmedStep>> {
    let mut steps = rows::confirmed_of(db, guest)?;
    steps.sort_by_key(|one| (std::cmp::Reverse(one.at_ms), one.stay_id, one.step));
    Ok(steps)
}

/// Keeps which steps were confirmed; a step that is named twice was confirmed once.
pub(super) fn keep(tx: &Tx<'_>, stay: StayId, confirmed: &[CheckInStep]) -> Result<()> {
    let steps = CheckInStep::ALL.iter().filter(|step| confirmed.contains(step));
    steps.into_iter().try_for_each(|step| rows::insert_confirmed(tx, stay, *step))
}
