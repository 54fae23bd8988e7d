//! What the lists of members read.

use std::ops::ControlFlow;

use rusqlite::{OptionalExtension, ToSql, params};

use super::{Listed, ListedMember, MemberListCursor, Reach};
use crate::{
    base::{
        contact::{self, ContactKind},
        error::Result,
        ids::{GuestId, RawId},
        money::Minor,
        points::Points,
        time::BusinessDate,
    },
    db::Db,
    loyalty::{
        AccountId, Tier,
        tiers::{self, TierState},
    },
};

/// Before and behind every day of the calendar, in the order of texts.
const BEFORE_ALL: &str = "";
const BEHIND_ALL: &str = "~";

type Expires<'v> = dyn FnMut(GuestId, BusinessDate, Points) -> Result<ControlFlow<()>> + 'v;

/// Shows who has points that end by `horizon`, the first date first, of one date the most points first.
pub(super) fn expiring(db: &Db, horizon: BusinessDate, after: Option<&MemberListCursor>, visit: &mut Expires<'_>) -> Result<()> {
    ending(db, include_str!("sql/expiring.sql"), &horizon, after, visit)
}

/// Shows who has points whose last day is one of these, in the same order.
pub(super) fn warned(
    db: &Db,
    last_days: &[BusinessDate],
    after: Option<&MemberListCursor>,
    visit: &mut Expires<'_>,
) -> Result<()> {
    ending(db, include_str!("sql/warned.sql"), &listed(last_days), after, visit)
}

fn ending(
    db: &Db,
    sql: &'static str,
    which: &dyn ToSql,
    after: Option<&MemberListCursor>,
    visit: &mut Expires<'_>,
) -> Result<()> {
    let day = after.map_or(BEFORE_ALL.to_owned(), |cursor| cursor.on.to_string());
    let points = after.map_or(i64::MIN, |cursor| -cursor.points.count());
    let guest = after.map_or(first(), |cursor| cursor.guest_id);
    let mut found = db.conn().prepare_cached(sql)?;
    let mut rows = found.query(params![which, day, points, guest])?;
    while let Some(row) = rows.next()? {
        if visit(row.get(0)?, row.get(1)?, row.get(2)?)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Returns the nearest last days of points before and after `day`.
pub(super) fn ends_beside(db: &Db, day: BusinessDate) -> Result<(Option<BusinessDate>, Option<BusinessDate>)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/ends_beside.sql"))?;
    Ok(found.query_row([day], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Days as JSON lists them.
fn listed(days: &[BusinessDate]) -> String {
    serde_json::json!(days).to_string()
}

/// Returns how many members have points whose last day is one of these, and how many points.
pub(super) fn count_warned(db: &Db, last_days: &[BusinessDate]) -> Result<(u32, i64)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/count_warned.sql"))?;
    Ok(found.query_row([listed(last_days)], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Returns how many members have points that end by `horizon`, and how many points.
pub(super) fn count_expiring(db: &Db, horizon: BusinessDate) -> Result<(u32, i64)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/count_expiring.sql"))?;
    Ok(found.query_row([horizon], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

type Holds<'v> = dyn FnMut(TierState) -> Result<ControlFlow<()>> + 'v;

/// Shows the members of a tier who hold it since `held_until` or longer, or with another by hand beside it: who holds it
/// longest first.
pub(super) fn may_fall(
    db: &Db,
    (tier, held_until): (Tier, BusinessDate),
    behind: Option<(BusinessDate, GuestId)>,
    visit: &mut Holds<'_>,
) -> Result<ControlFlow<()>> {
    let day = behind.map_or(BEFORE_ALL.to_owned(), |(day, _)| day.to_string());
    let guest = behind.map_or(first(), |(_, guest)| guest);
    let mut found = db.conn().prepare_cached(include_str!("sql/may_fall.sql"))?;
    let mut rows = found.query(params![tier, day, guest, held_until])?;
    while let Some(row) = rows.next()? {
        if visit(tiers::state_row(row)?)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

type Silent<'v> = dyn FnMut(GuestId, BusinessDate) -> Result<ControlFlow<()>> + 'v;

/// Shows the members who stayed, but neither stayed nor moved points since `cut`: whose last stay is the latest first.
pub(super) fn dormant(db: &Db, cut: BusinessDate, after: Option<&MemberListCursor>, visit: &mut Silent<'_>) -> Result<()> {
    let day = after.map_or(BEHIND_ALL.to_owned(), |cursor| cursor.on.to_string());
    let guest = after.map_or(last(), |cursor| cursor.guest_id);
    let mut found = db.conn().prepare_cached(include_str!("sql/dormant.sql"))?;
    let mut rows = found.query(params![cut, day, guest])?;
    while let Some(row) = rows.next()? {
        if visit(row.get(0)?, row.get(1)?)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Returns how many are silent since `cut` and how many points they hold: the same members, asked as a set.
pub(super) fn count_dormant(db: &Db, cut: BusinessDate) -> Result<(u32, i64)> {
    let mut found = db.conn().prepare_cached(include_str!("sql/count_dormant.sql"))?;
    Ok(found.query_row([cut], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Returns when the member last earned or spent points; an expiry is nobody's doing.
pub(super) fn last_moved(db: &Db, guest: GuestId) -> Result<Option<BusinessDate>> {
    let sql = "SELECT id FROM accounts WHERE guest_id = ?1";
    let account: Option<AccountId> = db.conn().prepare_cached(sql)?.query_row([guest], |row| row.get(0)).optional()?;
    let Some(account) = account else { return Ok(None) };
    Ok(db.conn().prepare_cached(include_str!("sql/last_moved.sql"))?.query_row([account], |row| row.get(0))?)
}

/// Returns the line of a member but for what their points are worth; the telephone leaves here masked.
pub(super) fn line(db: &Db, guest_id: GuestId, why: Listed) -> Result<ListedMember> {
    let mut found = db.conn().prepare_cached(include_str!("sql/line.sql"))?;
    let line = found.query_row([guest_id], |row| {
        let phone: String = row.get(5)?;
        let (reachable, agreed): (bool, Option<bool>) = (row.get(6)?, row.get(7)?);
        Ok(ListedMember {
            guest_id,
            name: row.get(0)?,
            title: row.get(1)?,
            member_no: row.get(2)?,
            tier: row.get(3)?,
            balance: row.get(4)?,
            worth_minor: Minor::ZERO,
            phone: if phone.is_empty() { phone } else { contact::masked(ContactKind::Phone, &phone) },
            reach: Reach::of(agreed, reachable),
            why,
        })
    })?;
    Ok(line)
}

impl Reach {
    /// Returns whether somebody may and can be told, of their newest word and whether a way to them is known.
    pub(in crate::loyalty) const fn of(agreed: Option<bool>, reachable: bool) -> Self {
        match agreed {
            None => Self::NotAsked,
            Some(false) => Self::Refused,
            Some(true) if reachable => Self::Yes,
            Some(true) => Self::NoWay,
        }
    }
}

fn first() -> GuestId {
    GuestId::from(RawId::from_bytes([0; 16]))
}

fn last() -> GuestId {
    GuestId::from(RawId::from_bytes([0xff; 16]))
}
