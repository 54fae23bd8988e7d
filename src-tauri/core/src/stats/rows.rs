//! What the counts ask of `stays` and `guests`.

use std::collections::BTreeMap;

use rusqlite::params;

use super::{Asked, NAMED_MAX, Stats};
use crate::{
    base::{error::Result, time::BusinessDate},
    db::Db,
};

pub fn totals(db: &Db, asked: &Asked) -> Result<Stats> {
    let sql = if asked.from.is_none() && asked.to.is_none() {
        include_str!("sql/totals_of_all.sql")
    } else {
        include_str!("sql/totals.sql")
    };
    let count = |row: &rusqlite::Row<'_>, column: usize| row.get::<_, i64>(column).map(i64::unsigned_abs);
    let read = |row: &rusqlite::Row<'_>| {
        Ok(Stats {
            guests: count(row, 0)?,
            stays: count(row, 1)?,
            booked: count(row, 2)?,
            departed: count(row, 3)?,
            cancelled: count(row, 4)?,
            no_show: count(row, 5)?,
            repeated: count(row, 6)?,
            nights: count(row, 7)?,
            room_revenue_minor: row.get(8)?,
            other_revenue_minor: row.get(9)?,
            rates_minor: row.get(10)?,
            by_channel: BTreeMap::new(),
            by_country: BTreeMap::new(),
            by_property: BTreeMap::new(),
            in_house: None,
        })
    };
    let mut found = db.conn().prepare_cached(sql)?;
    let totals = if found.parameter_count() == 0 {
        found.query_row([], read)
    } else {
        found.query_row(params![asked.from, asked.to], read)
    };
    Ok(totals?)
}

pub fn by(db: &Db, sql: &'static str, asked: &Asked) -> Result<BTreeMap<String, u32>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map(params![asked.from, asked.to, NAMED_MAX], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn slept(db: &Db, night: BusinessDate) -> Result<u64> {
    let slept: i64 = db.conn().prepare_cached(include_str!("sql/slept.sql"))?.query_row([night], |row| row.get(0))?;
    Ok(slept.unsigned_abs())
}
