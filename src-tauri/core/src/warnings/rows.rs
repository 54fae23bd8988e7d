//! What the early warning asks of `tickets` and `stays`; its own rows are the register's.

use std::collections::BTreeMap;

use rusqlite::{Row, named_params};

use super::{
    Behind, Days, Scope,
    nights::Span,
    reads::CauseKind,
    signals::{Repeated, SIGNALS_MAX, SignalKind},
};
use crate::{
    base::{error::Result, ids::TicketId, time::BusinessDate},
    db::Db,
};

/// The most rooms that a map shows.
const ROOMS_MAX: u32 = 5_000;

/// A statement over the complaints of a scope, between what it selects and how it groups.
macro_rules! of_scope {
    ($head:expr, $tail:expr) => {
        concat!($head, include_str!("sql/scope.sql"), $tail)
    };
}

/// Calls `$run` with the parameters of a scope, and more.
macro_rules! scoped {
    ($days:expr, $scope:expr $(, $name:literal: $value:expr)*) => {
        named_params! {
            ":from": $days.from,
            ":to": $days.to,
            ":problem": $scope.problem,
            ":area": $scope.area,
            ":department": $scope.department,
            ":floor": $scope.floor,
            ":room": $scope.room,
            ":cause": $scope.cause,
            ":house_cause": $scope.house_cause,
            ":guest": $scope.guest,
            $($name: $value,)*
        }
    };
}

/// Returns how many complaints were taken on each day that has any.
pub(super) fn by_day(db: &Db, days: Days, scope: &Scope) -> Result<BTreeMap<BusinessDate, u32>> {
    let mut rows =
        db.conn().prepare_cached(of_scope!("SELECT t.business_date, count(*) FROM tickets t ", " GROUP BY t.business_date"))?;
    let rows = rows.query_map(scoped!(days, scope), |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the stays of the scope's floor or room, else of the house, that slept in these days.
pub(super) fn spans(db: &Db, days: Days, scope: &Scope) -> Result<Vec<Span>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/spans.sql"))?;
    let rows = rows
        .query_map(named_params! { ":from": days.from, ":to": days.to, ":floor": scope.floor, ":room": scope.room }, |row| {
            Ok(Span { arrival: row.get(0)?, departure: row.get(1)?, stays: row.get(2)? })
        })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the complaints by cause, and how many have none yet.
pub(super) fn causes(db: &Db, asked: &Behind, kind: CauseKind) -> Result<(Vec<(String, u32)>, u32)> {
    let sql = match kind {
        CauseKind::Problem => of_scope!("SELECT t.problem, count(*) FROM tickets t ", " GROUP BY t.problem"),
        CauseKind::Area => of_scope!("SELECT t.area, count(*) FROM tickets t ", " GROUP BY t.area"),
        CauseKind::Cause => of_scope!(include_str!("sql/cause.sql"), " GROUP BY 1"),
        CauseKind::HouseCause => of_scope!(include_str!("sql/house_cause.sql"), " GROUP BY 1"),
    };
    let mut rows = db.conn().prepare_cached(sql)?;
    let rows = rows.query_map(scoped!(asked.days, asked.scope), |row| Ok((row.get::<_, Option<String>>(0)?, row.get(1)?)))?;
    let (mut named, mut open) = (Vec::new(), 0);
    for row in rows {
        match row? {
            (Some(word), count) => named.push((word, count)),
            (None, count) => open += count,
        }
    }
    Ok((named, open))
}

/// Returns each room that was slept in or complained of, with its complaints, by number; and how many complaints name no room.
pub(super) fn by_room(db: &Db, asked: &Behind) -> Result<(Vec<(String, u32)>, u32)> {
    let mut rooms: BTreeMap<String, u32> = BTreeMap::new();
    let mut slept = db.conn().prepare_cached(include_str!("sql/rooms.sql"))?;
    let (days, scope) = (asked.days, &asked.scope);
    let named = slept.query_map(
        named_params! { ":from": days.from, ":to": days.to, ":floor": scope.floor, ":room": scope.room, ":limit": ROOMS_MAX },
        |row| row.get(0),
    )?;
    for room in named {
        rooms.insert(room?, 0);
    }
    let mut rows = db.conn().prepare_cached(of_scope!("SELECT t.room_no, count(*) FROM tickets t ", " GROUP BY t.room_no"))?;
    let counts = rows.query_map(scoped!(days, scope), |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let mut elsewhere = 0;
    for row in counts {
        match row? {
            (room, count) if room.is_empty() => elsewhere = count,
            (room, count) => {
                rooms.insert(room, count);
            }
        }
    }
    Ok((rooms.into_iter().collect(), elsewhere))
}

/// Returns the complaints that a figure counts, the newest first.
pub(super) fn ids(db: &Db, asked: &Behind, limit: u32) -> Result<Vec<TicketId>> {
    let mut rows = db.conn().prepare_cached(of_scope!(
        "SELECT t.id FROM tickets t ",
        " ORDER BY t.business_date DESC, t.opened_at_ms DESC LIMIT :limit"
    ))?;
    let ids = rows.query_map(scoped!(asked.days, asked.scope, ":limit": limit), |row| row.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// Returns what repeats itself at least `least` times in these days, most complaints first.
pub(super) fn repeated(db: &Db, kind: SignalKind, days: Days, least: u16, scope: &Scope) -> Result<Vec<Repeated>> {
    let sql = match kind {
        SignalKind::SameRoom => {
            of_scope!(include_str!("sql/repeated_head_room.sql"), include_str!("sql/repeated_room.sql"))
        }
        SignalKind::SameGuest => {
            of_scope!(include_str!("sql/repeated_head_guest.sql"), include_str!("sql/repeated_guest.sql"))
        }
        SignalKind::SameArea => {
            of_scope!(include_str!("sql/repeated_head_area.sql"), include_str!("sql/repeated_area.sql"))
        }
    };
    let mut rows = db.conn().prepare_cached(sql)?;
    let read = |row: &Row<'_>| {
        Ok(Repeated {
            scope: Scope { room: row.get(0)?, problem: row.get(1)?, guest: row.get(2)?, area: row.get(4)?, ..scope.clone() },
            guest_name: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
            count: row.get(5)?,
            first: row.get(6)?,
            last: row.get(7)?,
        })
    };
    let rows = rows.query_map(scoped!(days, scope, ":least": least, ":limit": SIGNALS_MAX), read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
