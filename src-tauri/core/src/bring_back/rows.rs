//! Rows of a hotel that is brought back: written straight into the tables of everybody, in a file that held nothing.

use rusqlite::params;

use super::{allot::Lot, values::GuestKey};
use crate::{
    base::{
        error::{Error, Result},
        ids::{EntryId, ExportId, GuestId, LotId, StayId, UserId},
        role::{Department, Role},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    group::manifest::Manifest,
    guests::Title,
    loyalty::{EntryCode, Tier, programme::Programme},
};

/// Tables whose secondary indexes are made after their rows. The ledger's own stand aside too: they are asked for afterwards.
pub const TABLES: &[&str] = &["guests", "guest_details", "stays", "tickets", "ticket_steps", "ticket_remedies", "ledger"];

/// What is known of a guest.
pub struct Details {
    pub name: String,
    pub latin_name: String,
    pub title: Title,
    pub country: String,
    pub language: String,
    pub vip: String,
    pub source: &'static str,
    pub shared: bool,
}

/// A membership.
pub struct Joined<'j> {
    pub guest: GuestId,
    /// Empty where it did not leave the house.
    pub number: &'j str,
    pub account: i64,
    pub tier: Tier,
    pub since: BusinessDate,
    pub enrolled: BusinessDate,
}

/// A posting.
pub struct Posted<'p> {
    pub number: i64,
    pub id: EntryId,
    pub from: i64,
    pub to: i64,
    pub points: i64,
    pub code: EntryCode,
    pub source: &'p str,
    pub reverses: Option<EntryId>,
    pub at: Instant,
    pub day: BusinessDate,
}

/// A posting as it moved one account.
pub struct Moved {
    pub number: i64,
    pub points: i64,
    pub code: EntryCode,
    pub day: BusinessDate,
}

/// Returns whether nothing of a house's work stands in the file.
pub fn is_empty(db: &Db) -> Result<bool> {
    Ok(db.conn().prepare_cached(include_str!("sql/is_empty.sql"))?.query_row([], |row| row.get(0))?)
}

pub fn put_guest(tx: &Tx<'_>, guest: GuestId) -> Result<()> {
    let sql = "INSERT INTO guests(id, created_at_ms, business_date) VALUES (?1, ?2, ?3)";
    tx.conn().prepare_cached(sql)?.execute(params![guest, tx.at(), tx.business_date()])?;
    Ok(())
}

pub fn put_details(tx: &Tx<'_>, guest: GuestId, details: &Details) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_details.sql"))?.execute(params![
        guest,
        details.name,
        details.latin_name,
        details.title,
        details.country,
        details.language,
        details.vip,
        details.source,
        details.shared,
        tx.at(),
    ])?;
    Ok(())
}

pub fn put_keys(tx: &Tx<'_>, guest: GuestId, key: &GuestKey, group: (Option<GuestKey>, &str)) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_keys.sql"))?.execute(params![guest, key, group.0, group.1])?;
    Ok(())
}

pub fn open_account(tx: &Tx<'_>, account: i64, guest: GuestId) -> Result<()> {
    tx.conn().prepare_cached("INSERT INTO accounts(id, guest_id) VALUES (?1, ?2)")?.execute(params![account, guest])?;
    Ok(())
}

/// A number that did not leave the house is made up until [`put_number`] gives one.
pub fn put_member(tx: &Tx<'_>, member: &Joined<'_>) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_member.sql"))?.execute(params![
        member.guest,
        member.number,
        member.account,
        member.tier,
        member.since,
        member.enrolled,
    ])?;
    Ok(())
}

/// Returns members whose number is made up, in the order of their accounts.
pub fn unnumbered(db: &Db) -> Result<Vec<GuestId>> {
    let sql = "SELECT m.guest_id FROM accounts a JOIN members m ON m.guest_id = a.guest_id WHERE m.member_no = 'package ' || a.id ORDER BY a.id";
    let mut found = db.conn().prepare_cached(sql)?;
    let found = found.query_map([], |row| row.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns the highest number of this house's own shape: digits, as many as it gives or fewer.
pub fn highest_number(db: &Db) -> Result<i64> {
    let sql = "SELECT coalesce(max(CAST(member_no AS INTEGER)), 0) FROM members WHERE length(member_no) <= 8 AND member_no NOT GLOB '*[^0-9]*'";
    Ok(db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

pub fn put_number(tx: &Tx<'_>, guest: GuestId, number: &str) -> Result<()> {
    tx.conn().prepare_cached("UPDATE members SET member_no = ?2 WHERE guest_id = ?1")?.execute(params![guest, number])?;
    Ok(())
}

/// Writes who stands for a post: nobody who can sign in.
pub fn put_standin(tx: &Tx<'_>, id: UserId, role: Role) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_standin.sql"))?.execute(params![
        id,
        format!("package-{}", role.word().replace('_', "-")),
        format!("（数据包）{}", crate::i18n::text(crate::i18n::Locale::ZhCn, &format!("role.{}", role.word()), &[])),
        role,
        Department::FrontOffice,
        tx.at(),
    ])?;
    Ok(())
}

pub fn give_stay(tx: &Tx<'_>, stay: StayId, guest: GuestId) -> Result<()> {
    tx.conn().prepare_cached("UPDATE stays SET guest_id = ?2 WHERE id = ?1")?.execute(params![stay, guest])?;
    Ok(())
}

pub fn put_programme(tx: &Tx<'_>, programme: &Programme, from: BusinessDate) -> Result<()> {
    let next = "SELECT coalesce(max(version), 0) + 1 FROM programmes";
    let version: u32 = tx.conn().prepare_cached(next)?.query_row([], |row| row.get(0))?;
    let rules = serde_json::to_string(&Programme { version, ..programme.clone() })
        .map_err(|_| Error::Damaged { what: "a programme that does not serialise".to_owned() })?;
    let sql = "INSERT INTO programmes(version, valid_from, rules, why, by_user, at_ms) VALUES (?1, ?2, ?3, 'package', ?4, ?5)";
    tx.conn().prepare_cached(sql)?.execute(params![version, from, rules, tx.session().user, tx.at()])?;
    Ok(())
}

/// Returns the house's account of a posting.
pub fn house_of(db: &Db, number: i64) -> Result<Option<i64>> {
    use rusqlite::OptionalExtension;
    let sql = "SELECT min(from_account, to_account) FROM ledger WHERE seq = ?1";
    Ok(db.conn().prepare_cached(sql)?.query_row([number], |row| row.get(0)).optional()?)
}

pub fn is_posted(db: &Db, number: i64) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM ledger WHERE seq = ?1)";
    Ok(db.conn().prepare_cached(sql)?.query_row([number], |row| row.get(0))?)
}

pub fn put_posting(tx: &Tx<'_>, posted: &Posted<'_>) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/put_posting.sql"))?.execute(params![
        posted.number,
        posted.id,
        posted.from,
        posted.to,
        posted.points,
        posted.code,
        posted.source,
        posted.reverses,
        tx.key(),
        tx.session().user,
        posted.at,
        posted.day,
    ])?;
    Ok(())
}

/// Returns the postings of an account in order.
pub fn moved(db: &Db, account: i64) -> Result<Vec<Moved>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/moved.sql"))?;
    let found = found.query_map([account], |row| {
        Ok(Moved { number: row.get(0)?, points: row.get(1)?, code: row.get(2)?, day: row.get(3)? })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Writes a lot at its place among all, with what postings took of it.
pub fn put_lot(tx: &Tx<'_>, (place, id): (i64, LotId), account: i64, lot: &Lot) -> Result<()> {
    let conn = tx.conn();
    let sql =
        "INSERT INTO lots(rowid, id, account, entry_id, points, left_points, expires_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    conn.prepare_cached(sql)?.execute(params![place, id, account, lot.entry, lot.points, lot.left, lot.expires_on])?;
    for (entry, points) in &lot.uses {
        conn.prepare_cached("INSERT INTO lot_uses(entry_id, lot_id, points) VALUES (?1, ?2, ?3)")?
            .execute(params![entry, id, points])?;
    }
    Ok(())
}

/// Writes what every account holds, as its postings say.
pub fn put_balances(tx: &Tx<'_>) -> Result<()> {
    tx.conn().execute("DELETE FROM balances", [])?;
    tx.conn().prepare_cached(include_str!("sql/put_balances.sql"))?.execute([])?;
    Ok(())
}

/// Returns the points that members hold together.
pub fn held(db: &Db) -> Result<i64> {
    let sql = "SELECT coalesce(sum(points), 0) FROM balances WHERE account > 100";
    Ok(db.conn().prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Writes the packages into the history of exports, so that the next one names the last of them; their heads were another
/// file's.
pub fn remember_packages(tx: &mut Tx<'_>, given: &[Manifest]) -> Result<()> {
    let mut packages: Vec<(u64, &Manifest)> =
        given.iter().zip(1..).map(|(manifest, place)| (manifest.sequence.unwrap_or(place), manifest)).collect();
    packages.sort_by_key(|(sequence, manifest)| (*sequence, manifest.version));
    packages.dedup_by_key(|(_, manifest)| &manifest.sha256);
    let count = i64::try_from(packages.len()).unwrap_or(i64::MAX);
    for (place, (sequence, manifest)) in (1..).zip(packages) {
        let id: ExportId = tx.new_id();
        let made =
            chrono::DateTime::parse_from_rfc3339(&manifest.created).map_or(tx.at(), |at| Instant::from_ms(at.timestamp_millis()));
        let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
        let conn = tx.conn();
        conn.prepare_cached(include_str!("sql/put_export.sql"))?.execute(params![
            id,
            manifest.period,
            manifest.version,
            manifest.folder,
            manifest.sha256,
            i64::try_from(rows).unwrap_or(i64::MAX),
            place - count,
            tx.session().user,
            made,
            manifest.reason.clone().unwrap_or_default(),
        ])?;
        conn.prepare_cached("INSERT INTO brought_packages(export_id, sequence) VALUES (?1, ?2)")?
            .execute(params![id, i64::try_from(sequence).unwrap_or(i64::MAX)])?;
    }
    Ok(())
}
