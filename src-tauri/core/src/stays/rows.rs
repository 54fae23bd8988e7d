//! Rows of `stays` and `stay_summaries`.

use rusqlite::{
    OptionalExtension, Params, Row, params,
    types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::{
    RowDigest, Stay, StaySummary,
    receiving::{CheckInStep, ConfirmedStep},
};
use crate::{
    audit::chain::hex,
    base::{
        error::Result,
        ids::{GuestId, StayId},
        time::BusinessDate,
    },
    db::{Db, Tx},
};

macro_rules! select {
    ($rest:literal) => {
        concat!(include_str!("sql/stay.sql"), $rest)
    };
}

pub(crate) fn get(db: &Db, id: StayId) -> Result<Option<Stay>> {
    one(db, select!(" WHERE id = ?1"), [id])
}

pub(crate) fn known_at_source(db: &Db, source: &str, key: &str) -> Result<Option<(StayId, RowDigest)>> {
    let mut found = db.conn().prepare_cached("SELECT id, row_digest FROM stays WHERE source = ?1 AND source_key = ?2")?;
    Ok(found.query_row([source, key], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

pub(crate) fn of_guest(db: &Db, guest: GuestId, limit: u32) -> Result<Vec<Stay>> {
    many(db, select!(" WHERE guest_id = ?1 ORDER BY arrival DESC, id DESC LIMIT ?2"), params![guest, limit])
}

pub(crate) fn arriving(db: &Db, date: BusinessDate) -> Result<Vec<Stay>> {
    many(
        db,
        select!(" WHERE arrival = ?1 AND state = 'booked' ORDER BY arrive_minute IS NULL, arrive_minute, room_no, id"),
        [date],
    )
}

pub(crate) fn in_house(db: &Db) -> Result<Vec<Stay>> {
    many(db, select!(" WHERE state = 'in_house' ORDER BY room_no, arrival, id"), [])
}

pub(crate) fn in_room(db: &Db, room_no: &str) -> Result<Vec<Stay>> {
    many(db, select!(" WHERE state = 'in_house' AND room_no = ?1 ORDER BY arrival, id"), [room_no])
}

/// Returns whether there is a stay of this id.
pub fn is_there(db: &Db, id: StayId) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM stays WHERE id = ?1)";
    Ok(db.conn().prepare_cached(sql)?.query_row([id], |row| row.get(0))?)
}

pub(crate) fn insert(tx: &Tx<'_>, stay: &Stay) -> Result<()> {
    write(tx, include_str!("sql/insert_stay.sql"), stay)
}

pub(crate) fn put(tx: &Tx<'_>, stay: &Stay) -> Result<()> {
    file_again(tx, stay.id)?;
    write(tx, include_str!("sql/put_stay.sql"), stay)
}

/// Says that whoever has the stay now stands elsewhere in the list of guests.
fn file_again(tx: &Tx<'_>, id: StayId) -> Result<()> {
    let mut found = tx.conn().prepare_cached("SELECT guest_id FROM stays WHERE id = ?1 AND guest_id IS NOT NULL")?;
    let guest: Option<GuestId> = found.query_row([id], |row| row.get(0)).optional()?;
    guest.into_iter().for_each(|guest| tx.file_again(guest));
    Ok(())
}

pub(crate) fn insert_confirmed(tx: &Tx<'_>, stay: StayId, step: CheckInStep) -> Result<()> {
    let sql = "INSERT INTO check_in_steps(stay_id, step, by_user, at_ms) VALUES (?1, ?2, ?3, ?4)";
    tx.conn().prepare_cached(sql)?.execute(params![stay, step, tx.session().user, tx.at()])?;
    Ok(())
}

pub(crate) fn confirmed_of(db: &Db, guest: GuestId) -> Result<Vec<ConfirmedStep>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/confirmed_of.sql"))?;
    let found = found.query_map([guest], |row| {
        Ok(ConfirmedStep { stay_id: row.get(0)?, step: row.get(1)?, by_name: row.get(2)?, at_ms: row.get(3)? })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn remove(tx: &Tx<'_>, id: StayId) -> Result<()> {
    file_again(tx, id)?;
    tx.conn().prepare_cached("DELETE FROM stays WHERE id = ?1")?.execute([id])?;
    Ok(())
}

fn write(tx: &Tx<'_>, sql: &'static str, stay: &Stay) -> Result<()> {
    stay.guest_id.into_iter().for_each(|guest| tx.file_again(guest));
    let warnings = serde_json::to_string(&stay.warnings).expect("a list of plain words serialises");
    tx.conn().prepare_cached(sql)?.execute(params![
        stay.id,
        stay.guest_id,
        stay.source,
        stay.source_key,
        stay.confirmation,
        stay.state,
        stay.property,
        stay.arrival,
        stay.departure,
        stay.nights,
        stay.arrive_minute,
        stay.arrived_at_ms,
        stay.room_no,
        stay.room_type,
        stay.adults,
        stay.children,
        stay.babies,
        stay.channel,
        stay.segment,
        stay.country,
        stay.repeat_guest,
        stay.rate_minor,
        stay.room_minor,
        stay.food_minor,
        stay.other_minor,
        stay.payment,
        stay.booked_on,
        stay.status_on,
        warnings,
        stay.row_digest,
        stay.import_id,
    ])?;
    Ok(())
}

pub(crate) fn summary(db: &Db, guest: GuestId) -> Result<Option<StaySummary>> {
    let mut found = db
        .conn()
        .prepare_cached("SELECT stays, nights, spend_minor, last_departure, last_room FROM stay_summaries WHERE guest_id = ?1")?;
    let summary = found.query_row([guest], |row| {
        Ok(StaySummary {
            stays: row.get(0)?,
            nights: row.get(1)?,
            spend_minor: row.get(2)?,
            last_departure: row.get(3)?,
            last_room: row.get(4)?,
        })
    });
    Ok(summary.optional()?)
}

pub(crate) fn sum_again(tx: &Tx<'_>, guest: GuestId) -> Result<()> {
    tx.file_again(guest);
    let conn = tx.conn();
    conn.prepare_cached("DELETE FROM stay_summaries WHERE guest_id = ?1")?.execute([guest])?;
    conn.prepare_cached(include_str!("sql/sum_guest.sql"))?.execute([guest])?;
    Ok(())
}

pub(crate) fn sum_all_again(tx: &Tx<'_>) -> Result<u64> {
    let conn = tx.conn();
    conn.execute("DELETE FROM stay_summaries", [])?;
    let guests = conn.execute(include_str!("sql/sum_all.sql"), [])?;
    Ok(guests as u64)
}

pub(crate) fn differing(db: &Db, limit: u32) -> Result<Vec<GuestId>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/differing.sql"))?;
    let guests = found.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(guests)
}

fn one(db: &Db, sql: &'static str, params: impl Params) -> Result<Option<Stay>> {
    Ok(db.conn().prepare_cached(sql)?.query_row(params, from_row).optional()?)
}

fn many(db: &Db, sql: &'static str, params: impl Params) -> Result<Vec<Stay>> {
    let mut found = db.conn().prepare_cached(sql)?;
    let stays = found.query_map(params, from_row)?.collect::<rusqlite::Result<_>>()?;
    Ok(stays)
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Stay> {
    let warnings: String = row.get(28)?;
    let unreadable = |source| rusqlite::Error::FromSqlConversionFailure(28, rusqlite::types::Type::Text, Box::new(source));
    Ok(Stay {
        id: row.get(0)?,
        guest_id: row.get(1)?,
        source: row.get(2)?,
        source_key: row.get(3)?,
        confirmation: row.get(4)?,
        state: row.get(5)?,
        property: row.get(6)?,
        arrival: row.get(7)?,
        departure: row.get(8)?,
        nights: row.get(9)?,
        arrive_minute: row.get(10)?,
        arrived_at_ms: row.get(11)?,
        room_no: row.get(12)?,
        room_type: row.get(13)?,
        adults: row.get(14)?,
        children: row.get(15)?,
        babies: row.get(16)?,
        channel: row.get(17)?,
        segment: row.get(18)?,
        country: row.get(19)?,
        repeat_guest: row.get(20)?,
        rate_minor: row.get(21)?,
        room_minor: row.get(22)?,
        food_minor: row.get(23)?,
        other_minor: row.get(24)?,
        payment: row.get(25)?,
        booked_on: row.get(26)?,
        status_on: row.get(27)?,
        warnings: serde_json::from_str(&warnings).map_err(unreadable)?,
        row_digest: row.get(29)?,
        import_id: row.get(30)?,
    })
}

impl ToSql for RowDigest {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(&self.0)))
    }
}

impl FromSql for RowDigest {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Ok(Self(value.as_blob()?.try_into().map_err(|_| FromSqlError::InvalidType)?))
    }
}

impl Serialize for RowDigest {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex(&self.0))
    }
}

impl<'de> Deserialize<'de> for RowDigest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        let number = u128::from_str_radix(&text, 16).map_err(D::Error::custom)?;
        Ok(Self(number.to_be_bytes()))
    }
}

/// Puts every row of `from` under `to`; returns which.
pub(crate) fn give_all(tx: &Tx<'_>, from: GuestId, to: GuestId) -> Result<Vec<StayId>> {
    [from, to].into_iter().for_each(|guest| tx.file_again(guest));
    let mut rows = tx.conn().prepare_cached("UPDATE stays SET guest_id = ?2 WHERE guest_id = ?1 RETURNING id")?;
    let rows = rows.query_map([from, to], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Puts one row of `from` under `to`, where it still is with `from`; returns whether.
pub(crate) fn give_one(tx: &Tx<'_>, id: StayId, from: GuestId, to: GuestId) -> Result<bool> {
    [from, to].into_iter().for_each(|guest| tx.file_again(guest));
    let sql = "UPDATE stays SET guest_id = ?3 WHERE id = ?1 AND guest_id = ?2";
    Ok(tx.conn().prepare_cached(sql)?.execute(params![id, from, to])? > 0)
}
