//! Rows of history and images.

use std::ops::ControlFlow;

use rusqlite::{OptionalExtension, Row, Rows, params, types::ValueRef};

use super::{Filter, LINES_MAX, Line};
use crate::{
    audit::chain::Link,
    base::{error::Result, ids::UserId, role::Department, time::Instant},
    db::Db,
};

pub fn lines(db: &Db, filter: &Filter, own: Option<UserId>, department: Option<Department>) -> Result<Vec<Line>> {
    let limit = filter.limit.unwrap_or(LINES_MAX).min(LINES_MAX);
    let sql = match filter.record {
        Some(_) => include_str!("sql/of_record.sql"),
        None => include_str!("sql/newest.sql"),
    };
    let mut rows = db.conn().prepare_cached(sql)?;
    let rows = rows.query_map(params![filter.record, own, department, limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn line(db: &Db, seq: i64) -> Result<Option<Line>> {
    Ok(db.conn().prepare_cached(include_str!("sql/line.sql"))?.query_row([seq], read).optional()?)
}

/// Lines of one request that put a task on a plan, in their order.
pub fn tasks_of_key(db: &Db, key: &str) -> Result<Vec<Line>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/tasks_of_key.sql"))?;
    let rows = rows.query_map([key], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn tasks_dropped_by(db: &Db, key: &str) -> Result<Vec<Line>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/tasks_dropped_by.sql"))?;
    let rows = rows.query_map([key], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn author(db: &Db, seq: i64) -> Result<UserId> {
    Ok(db.conn().prepare_cached("SELECT user_id FROM history WHERE seq = ?1")?.query_row([seq], |row| row.get(0))?)
}

pub fn images(db: &Db, seq: i64) -> Result<(Option<String>, Option<String>)> {
    let side = |side: &str| -> Result<Option<String>> {
        let mut found = db.conn().prepare_cached("SELECT body FROM images WHERE seq = ?1 AND side = ?2")?;
        Ok(found.query_row(params![seq, side], |row| row.get(0)).optional()?)
    };
    Ok((side("before")?, side("after")?))
}

/// A row of history as it stands, with the mac that it carries.
pub struct KeptRow<'r> {
    /// What the mac covers.
    pub link: Link<'r>,
    /// The mac.
    pub mac: &'r [u8],
}

/// An image as it stands.
pub struct Image {
    seq: i64,
    /// Its salt.
    pub salt: Vec<u8>,
    /// Its words.
    pub body: Vec<u8>,
}

/// The images of one row, where they stand.
#[derive(Default)]
pub struct Images {
    /// Before.
    pub before: Option<Image>,
    /// After.
    pub after: Option<Image>,
    /// What was asked, on the first row of a request.
    pub input: Option<Image>,
}

/// Of which side an image is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
    Input,
}

impl Images {
    fn of(&mut self, side: Side) -> &mut Option<Image> {
        match side {
            Side::Before => &mut self.before,
            Side::After => &mut self.after,
            Side::Input => &mut self.input,
        }
    }
}

/// Gives every row of history with its images to `look`, in order, until one answer is a break; returns the last answer.
/// Rows and images are walked side by side, each once.
pub fn each_kept(db: &Db, mut look: impl FnMut(&KeptRow<'_>, &Images) -> Result<ControlFlow<()>>) -> Result<ControlFlow<()>> {
    let mut rows = db.conn().prepare(include_str!("sql/chain.sql"))?;
    let mut rows = rows.query([])?;
    let mut images = db.conn().prepare("SELECT seq, side, salt, body FROM images ORDER BY seq, side")?;
    let mut images = images.query([])?;
    let mut next = next_image(&mut images)?;
    while let Some(row) = rows.next()? {
        let bytes = |at: usize| row.get_ref(at).map(|value| value.as_bytes_or_null().ok().flatten().unwrap_or_default());
        // Text that is none covers nothing: its mac does not fit then.
        let text = |at: usize| bytes(at).map(|bytes| std::str::from_utf8(bytes).unwrap_or_default());
        let link = Link {
            seq: row.get(0)?,
            at_ms: row.get(1)?,
            business_date: text(10)?,
            user: bytes(2)?,
            op: text(3)?,
            kind: text(4)?,
            record: bytes(5)?,
            key: text(6)?,
            about: bytes(11)?,
            undoes: row.get(12)?,
            before: bytes(7)?,
            after: bytes(8)?,
            input: bytes(13)?,
        };
        let kept = KeptRow { mac: bytes(9)?, link };
        let mut own = Images::default();
        while let Some((side, image)) = next.take_if(|(_, image)| image.seq <= kept.link.seq) {
            if image.seq == kept.link.seq {
                *own.of(side) = Some(image);
            }
            next = next_image(&mut images)?;
        }
        if look(&kept, &own)?.is_break() {
            return Ok(ControlFlow::Break(()));
        }
    }
    Ok(ControlFlow::Continue(()))
}

/// Returns the next image and its side.
fn next_image(images: &mut Rows<'_>) -> Result<Option<(Side, Image)>> {
    let Some(row) = images.next()? else { return Ok(None) };
    let bytes = |value: ValueRef<'_>| value.as_bytes().map(<[u8]>::to_vec).unwrap_or_default();
    let image = Image { seq: row.get(0)?, salt: bytes(row.get_ref(2)?), body: bytes(row.get_ref(3)?) };
    let side = match row.get_ref(1)?.as_bytes() {
        Ok(b"before") => Side::Before,
        Ok(b"input") => Side::Input,
        _ => Side::After,
    };
    Ok(Some((side, image)))
}

/// Returns the operation and the keyed digest of what was asked that the request of key keeps, where row `seq` is its first.
pub fn asked(db: &Db, key: &str, seq: i64) -> Result<Option<(String, Vec<u8>)>> {
    let sql = "SELECT op, input_digest FROM requests WHERE key = ?1 AND first_seq = ?2";
    let mut found = db.conn().prepare_cached(sql)?;
    Ok(found.query_row(params![key, seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Returns the mac of a row and when it was written.
pub fn mac_and_time(db: &Db, seq: i64) -> Result<Option<(Vec<u8>, Instant)>> {
    let mut found = db.conn().prepare_cached("SELECT mac, at_ms FROM history WHERE seq = ?1")?;
    Ok(found.query_row([seq], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Line> {
    Ok(Line {
        seq: row.get(0)?,
        at: row.get(1)?,
        user: row.get(2)?,
        operation: row.get(3)?,
        kind: row.get(4)?,
        record: row.get(5)?,
        key: row.get(6)?,
        undoes: row.get(7)?,
        undone: row.get(8)?,
        fields: Vec::new(),
    })
}
