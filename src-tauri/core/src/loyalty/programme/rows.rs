//! SQL of the programme: its versions, and what a member earned in the times that caps look at.

use rusqlite::{OptionalExtension, Row, params};

use super::{
    AdoptProgramme, Programme, ProgrammeVersion,
    earning::{EarnedSoFar, Spend},
    effect::{Billed, Credited, Departed},
    read,
};
use crate::{
    base::{
        error::{Error, Result},
        ids::{StayId, UserId},
        money::Minor,
        time::BusinessDate,
    },
    db::{Db, Tx},
    loyalty::{AccountId, rows::collect, rules::StayFacts},
};

/// Returns the version in force on `on`; none where the hotel kept none by then.
pub(super) fn in_force(db: &Db, on: BusinessDate) -> Result<Option<Programme>> {
    let sql = "SELECT rules FROM programmes WHERE valid_from <= ?1 ORDER BY version DESC LIMIT 1";
    let found: Option<String> = db.conn().prepare_cached(sql)?.query_row([on], |row| row.get(0)).optional()?;
    // Every posting asks; reading the rules was an eighth of it.
    found.map(|rules| db.read_once(&rules, read).ok_or_else(damaged)).transpose()
}

pub(super) fn newest(db: &Db) -> Result<u32> {
    Ok(db.conn().prepare_cached("SELECT coalesce(max(version), 0) FROM programmes")?.query_row([], |row| row.get(0))?)
}

/// Returns every version that was kept, the newest first.
pub(super) fn versions(db: &Db) -> Result<Vec<ProgrammeVersion>> {
    let found = collect(db, include_str!("../sql/programme_versions.sql"), params![], version_row)?;
    found
        .into_iter()
        .map(|(version, rules)| Ok(ProgrammeVersion { rules: read(&rules).ok_or_else(damaged)?, ..version }))
        .collect()
}

fn version_row(row: &Row<'_>) -> rusqlite::Result<(ProgrammeVersion, String)> {
    let version = ProgrammeVersion {
        version: row.get(0)?,
        valid_from: row.get(1)?,
        why: row.get(3)?,
        by_name: row.get(4)?,
        at_ms: row.get(5)?,
        rules: Programme::standard(0),
    };
    Ok((version, row.get(2)?))
}

pub(super) fn put(tx: &Tx<'_>, programme: &Programme, adopt: &AdoptProgramme, by: UserId) -> Result<()> {
    let rules = serde_json::to_string(programme)
        .map_err(|_| Error::Damaged { what: "a programme that does not serialise".to_owned() })?;
    let sql = "INSERT INTO programmes(version, valid_from, rules, why, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.conn().prepare_cached(sql)?.execute(params![programme.version, adopt.valid_from, rules, adopt.why, by, tx.at()])?;
    Ok(())
}

/// Returns what `account` earned by stays and bills of `on`, its month and its year, without what was taken back.
pub(super) fn earned_so_far(db: &Db, account: AccountId, on: BusinessDate) -> Result<EarnedSoFar> {
    let ((month, next_month), (year, next_year)) = (on.month(), on.year());
    let mut found = db.conn().prepare_cached(include_str!("../sql/earned_so_far.sql"))?;
    let dates = params![account, on, month, next_month, year, next_year];
    Ok(found.query_row(dates, |row| Ok(EarnedSoFar { day: row.get(0)?, month: row.get(1)?, year: row.get(2)? }))?)
}

/// Gives every departed stay of a member until `until` to `each`, guest by guest in the order of departure.
pub(super) fn each_departed(db: &Db, until: BusinessDate, mut each: impl FnMut(Departed) -> Result<()>) -> Result<()> {
    let mut found = db.conn().prepare_cached(include_str!("../sql/departed_of_members.sql"))?;
    let mut found = found.query([until])?;
    while let Some(row) = found.next()? {
        each(departed_row(row)?)?;
    }
    Ok(())
}

fn departed_row(row: &Row<'_>) -> rusqlite::Result<Departed> {
    let stay = StayFacts {
        departed: true,
        departure: row.get(3)?,
        channel: row.get(5)?,
        room: row.get(6)?,
        food: row.get(7)?,
        other: row.get(8)?,
    };
    let total = [stay.food, stay.other].into_iter().try_fold(stay.room, Minor::plus).unwrap_or(stay.room);
    Ok(Departed {
        guest: row.get(0)?,
        enrolled_on: row.get(1)?,
        stay: row.get(2)?,
        nights: row.get(4)?,
        total,
        spend: Spend::of_stay(&stay),
    })
}

/// Returns the credits of a stay that stand.
pub(super) fn credited_for(db: &Db, stay: StayId) -> Result<Vec<Credited>> {
    collect(db, include_str!("../sql/credited_for.sql"), params![format!("stay:{stay}")], |row| credited_row(row, 0))
}

/// Returns the bills between two days whose credit stands.
pub(super) fn bills_between(db: &Db, from: BusinessDate, until: BusinessDate) -> Result<Vec<Billed>> {
    collect(db, include_str!("../sql/bills_between.sql"), params![from, until], |row| {
        Ok(Billed { guest: row.get(0)?, credited: credited_row(row, 1)? })
    })
}

fn credited_row(row: &Row<'_>, first: usize) -> rusqlite::Result<Credited> {
    let memo: String = row.get(first + 1)?;
    Ok(Credited { points: row.get(first)?, basis: serde_json::from_str(&memo).ok() })
}

/// Returns the points that members hold.
pub(super) fn held(db: &Db) -> Result<i64> {
    let sql = "SELECT coalesce(sum(points), 0) FROM balances WHERE account > 100";
    Ok(db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

fn damaged() -> Error {
    Error::Damaged { what: "the programme's rules".to_owned() }
}
