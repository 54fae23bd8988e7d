//! SQL of departures that are not credited.

use rusqlite::params;

use crate::{
    base::{
        error::Result,
        ids::{GuestId, StayId},
        time::BusinessDate,
    },
    db::Db,
    loyalty::{AccountId, MemberNo, rows::collect, rules::StayFacts},
};

/// A member's departed stay that was never credited.
pub(super) struct Uncredited {
    pub(super) stay: StayId,
    pub(super) guest: GuestId,
    pub(super) account: AccountId,
    pub(super) member_no: MemberNo,
    pub(super) name: String,
    pub(super) facts: StayFacts,
}

/// Returns the next stays after `after`, by day of leaving, that left between two days.
pub(super) fn uncredited(
    db: &Db,
    (from, until): (BusinessDate, BusinessDate),
    after: Option<(BusinessDate, StayId)>,
    limit: u32,
) -> Result<Vec<Uncredited>> {
    let (day, stay) = after.map_or((from, Vec::new()), |(day, stay)| (day, stay.raw().bytes().to_vec()));
    collect(db, include_str!("sql/uncredited.sql"), params![from, until, day, stay, limit], |row| {
        let facts = StayFacts {
            departed: true,
            departure: row.get(2)?,
            channel: row.get(3)?,
            room: row.get(4)?,
            food: row.get(5)?,
            other: row.get(6)?,
        };
        Ok(Uncredited {
            stay: row.get(0)?,
            guest: row.get(1)?,
            account: AccountId(row.get(7)?),
            member_no: MemberNo(row.get(8)?),
            name: row.get(9)?,
            facts,
        })
    })
}
