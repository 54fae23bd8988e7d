//! Rows of `imports` and `import_changes`, and what an import asks of other tables.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Serialize, de::DeserializeOwned};

use super::{
    Counts, Import, ImportState,
    folder::Watched,
    foreseen::{KeptKind, KeptRow},
    landed::{Known, Landed},
    mapping::Remembered,
    plan::{ConflictStanding, Kept, theirs_digest},
    quality::{AskedFinding, Finding, FindingRow, SourceQuality},
    tally::Findings,
};
use crate::{
    audit::op::RecordKind,
    base::{
        error::{Common, Error, Result},
        ids::{GuestId, ImportId, RawId, RecordId, StayId},
    },
    db::{Db, Tx},
};

/// A record that an import changed, with its image before; `before` is none where the import added it to a known guest.
pub struct Changed {
    /// Stay, or guest (also their contacts).
    pub kind: RecordKind,
    /// Which.
    pub record: RawId,
    /// As it was, JSON.
    pub before: Option<String>,
    /// Of the image that the import left.
    pub after_digest: Vec<u8>,
}

pub fn insert(tx: &Tx<'_>, import: &Import, file_mark: &[u8; 32]) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_import.sql"))?.execute(params![
        import.id,
        import.source,
        import.mapping,
        import.file_name,
        file_mark.as_slice(),
        import.state,
        import.by_user,
        import.at_ms,
        import.data_as_of_ms,
    ])?;
    Ok(())
}

pub fn finish(tx: &Tx<'_>, import: &Import, rows_digest: &[u8; 32]) -> Result<()> {
    let counts = import.counts;
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    tx.conn().prepare_cached(include_str!("sql/finish_import.sql"))?.execute(params![
        import.id,
        rows_digest.as_slice(),
        count(counts.rows),
        count(counts.new),
        count(counts.changed),
        count(counts.same),
        count(counts.conflicting),
        count(counts.refused),
        count(counts.skipped),
        count(counts.kept_ours),
    ])?;
    Ok(())
}

pub fn put_state(tx: &Tx<'_>, id: ImportId, state: ImportState) -> Result<()> {
    tx.conn().prepare_cached("UPDATE imports SET state = ?2 WHERE id = ?1")?.execute(params![id, state])?;
    Ok(())
}

pub fn get(db: &Db, id: ImportId) -> Result<Import> {
    let found =
        db.conn().prepare_cached(concat!(include_str!("sql/import.sql"), " WHERE id = ?1"))?.query_row([id], read).optional()?;
    found.ok_or_else(|| Common::NotFound { record: RecordKind::Import.word() }.into())
}

pub fn list(db: &Db, limit: u32) -> Result<Vec<Import>> {
    let mut rows = db.conn().prepare_cached(concat!(include_str!("sql/import.sql"), " ORDER BY at_ms DESC, id DESC LIMIT ?1"))?;
    let rows = rows.query_map([limit], read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Remembers how a person chose to read files with this header from this source.
pub fn remember_mapping(tx: &Tx<'_>, header_digest: &[u8; 32], remembered: &Remembered) -> Result<()> {
    let by_user = tx.session().user;
    tx.conn().prepare_cached(include_str!("sql/remember_mapping.sql"))?.execute(params![
        header_digest.as_slice(),
        remembered.source,
        remembered.mapping,
        by_user,
        tx.at()
    ])?;
    Ok(())
}

/// Returns how a person last chose to read files with this header, from this source where one is named.
pub fn remembered_mapping(db: &Db, header_digest: &[u8; 32], source: Option<&str>) -> Result<Option<Remembered>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/remembered_mapping.sql"))?;
    let read = |row: &Row<'_>| Ok(Remembered { mapping: row.get(0)?, source: row.get(1)? });
    Ok(found.query_row(params![header_digest.as_slice(), source], read).optional()?)
}

/// Returns each way in which files with this header were read, from this source where one is named; the latest first.
pub fn remembered_mappings(db: &Db, header_digest: &[u8; 32], source: Option<&str>) -> Result<Vec<Remembered>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/remembered_mappings.sql"))?;
    let read = |row: &Row<'_>| Ok(Remembered { mapping: row.get(0)?, source: row.get(1)? });
    let found = found.query_map(params![header_digest.as_slice(), source], read)?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns the latest import of a file with these bytes, undone or not.
pub fn import_of(db: &Db, file_mark: &[u8; 32]) -> Result<Option<ImportId>> {
    let mut found =
        db.conn().prepare_cached("SELECT id FROM imports WHERE file_sha256 = ?1 ORDER BY at_ms DESC, id DESC LIMIT 1")?;
    Ok(found.query_row([file_mark.as_slice()], |row| row.get(0)).optional()?)
}

/// Returns the folder that this desk watches.
pub fn folder(db: &Db) -> Result<Option<Watched>> {
    let mut found = db.conn().prepare_cached("SELECT folder, source, by_user, at_ms FROM import_folder")?;
    let read = |row: &Row<'_>| Ok(Watched { folder: row.get(0)?, source: row.get(1)?, by_user: row.get(2)?, at_ms: row.get(3)? });
    Ok(found.query_row([], read).optional()?)
}

pub fn put_folder(tx: &Tx<'_>, watched: Option<&Watched>) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM import_folder")?.execute([])?;
    if let Some(Watched { folder, source, by_user, at_ms }) = watched {
        tx.conn()
            .prepare_cached("INSERT INTO import_folder(id, folder, source, by_user, at_ms) VALUES (1, ?1, ?2, ?3, ?4)")?
            .execute(params![folder, source, by_user, at_ms])?;
    }
    Ok(())
}

/// Forgets what landed in the folder that was watched before.
pub fn forget_landed(tx: &Tx<'_>) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM import_landed")?.execute([])?;
    Ok(())
}

/// Remembers what became of a file; the latest of a name stands.
pub fn put_landed(db: &Db, known: &Known) -> Result<()> {
    let Known { landed, modified_ms, mark, header_digest } = known;
    db.conn().prepare_cached(include_str!("sql/put_landed.sql"))?.execute(params![
        landed.file_name,
        i64::try_from(landed.bytes).unwrap_or(i64::MAX),
        modified_ms,
        mark.as_slice(),
        header_digest.as_ref().map(<[u8; 32]>::as_slice),
        landed.standing,
        landed.code,
        landed.import_id,
        landed.refusals,
        landed.at_ms,
    ])?;
    Ok(())
}

/// Returns what became of the files that landed, the latest first, at most `limit`.
pub fn landed(db: &Db, limit: u32) -> Result<Vec<Known>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/landed.sql"))?;
    let rows = rows.query_map([limit], |row| {
        let landed = Landed {
            file_name: row.get(0)?,
            bytes: row.get::<_, i64>(1)?.unsigned_abs(),
            standing: row.get(5)?,
            code: row.get(6)?,
            import_id: row.get(7)?,
            refusals: row.get(8)?,
            at_ms: row.get(9)?,
        };
        Ok(Known { landed, modified_ms: row.get(2)?, mark: row.get(3)?, header_digest: row.get(4)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns how this stay's conflicts stand, where it has any: waiting where one of them waits.
pub fn conflict_standing(db: &Db, stay: StayId) -> Result<Option<ConflictStanding>> {
    let mut found = db.conn().prepare_cached("SELECT max(standing) FROM import_conflicts WHERE stay_id = ?1")?;
    Ok(found.query_row([stay], |row| row.get(0))?)
}

/// Returns whether somebody decided for ours against this value of a file.
pub fn is_decided(db: &Db, record: RawId, column: &str, theirs_digest: &[u8; 16]) -> Result<bool> {
    let mut found = db.conn().prepare_cached(include_str!("sql/is_decided.sql"))?;
    Ok(found.query_row(params![record, column, theirs_digest.as_slice()], |row| row.get(0))?)
}

/// Remembers how a stay's conflicts stand now, in place of how they stood.
pub(super) fn put_conflicts(tx: &Tx<'_>, import: ImportId, stay: StayId, kept: &[Kept]) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM import_conflicts WHERE stay_id = ?1")?.execute([stay])?;
    for Kept { column, theirs, record, standing, .. } in kept {
        let digest = theirs_digest(*record, column, theirs);
        tx.conn().prepare_cached(include_str!("sql/insert_conflict.sql"))?.execute(params![
            stay,
            column,
            record,
            digest.as_slice(),
            standing,
            import
        ])?;
    }
    Ok(())
}

/// Forgets what this import decided or left waiting.
pub fn forget_conflicts(tx: &Tx<'_>, import: ImportId) -> Result<()> {
    tx.conn().prepare_cached("DELETE FROM import_conflicts WHERE import_id = ?1")?.execute([import])?;
    Ok(())
}

/// Writes what was found about an import's file.
pub(super) fn put_findings(tx: &Tx<'_>, import: ImportId, findings: &Findings) -> Result<()> {
    let mut finding = tx.conn().prepare_cached(include_str!("sql/insert_finding.sql"))?;
    let mut place = tx.conn().prepare_cached(include_str!("sql/insert_finding_row.sql"))?;
    for ((kind, column, code), found) in findings.iter().filter(|(_, found)| found.rows > 0) {
        finding.execute(params![import, kind, column, code, i64::try_from(found.rows).unwrap_or(i64::MAX)])?;
        for (line, stay) in &found.lines {
            place.execute(params![import, kind, column, code, i64::try_from(*line).unwrap_or(i64::MAX), stay])?;
        }
    }
    Ok(())
}

pub fn findings(db: &Db, import: ImportId) -> Result<Vec<Finding>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/findings.sql"))?;
    let found = found.query_map([import], |row| {
        Ok(Finding { kind: row.get(0)?, column: row.get(1)?, code: row.get(2)?, rows: row.get::<_, i64>(3)?.unsigned_abs() })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

pub fn finding_rows(db: &Db, asked: &AskedFinding) -> Result<Vec<FindingRow>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/finding_rows.sql"))?;
    let AskedFinding { import_id, kind, column, code } = asked;
    let found = found.query_map(params![import_id, kind, column, code], |row| {
        let (line, guest_name) = (row.get::<_, i64>(0)?.unsigned_abs(), row.get::<_, Option<String>>(3)?.unwrap_or_default());
        Ok(FindingRow { line, stay_id: row.get(1)?, guest_id: row.get(2)?, guest_name })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Returns how many open suspicions name a guest whom this import brought.
pub fn suspects(db: &Db, import: ImportId) -> Result<u64> {
    let mut found = db.conn().prepare_cached(include_str!("sql/suspects.sql"))?;
    Ok(found.query_row([import], |row| row.get::<_, i64>(0))?.unsigned_abs())
}

/// Returns each source with sums over its imports that stand.
pub fn sources(db: &Db) -> Result<Vec<SourceQuality>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/sources.sql"))?;
    let found = found.query_map([], |row| {
        let count = |column: usize| row.get::<_, i64>(column).map(i64::unsigned_abs);
        Ok(SourceQuality {
            source: row.get(0)?,
            imports: count(1)?,
            rows: count(2)?,
            refused: count(3)?,
            conflicting: count(4)?,
            flagged: count(5)?,
            shifted: count(6)?,
            new: count(7)?,
            changed: count(8)?,
            first_at_ms: row.get(9)?,
            last_at_ms: row.get(10)?,
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// Keeps what a record was before this import first changed it, and what the import left of it.
pub fn keep_image<T: Serialize>(
    tx: &Tx<'_>,
    import: ImportId,
    kind: RecordKind,
    record: impl Into<RawId>,
    before: Option<&T>,
    after: &T,
) -> Result<()> {
    let before = before.map(image).transpose()?.unwrap_or_else(|| "null".to_owned());
    let after_digest = digest(after)?;
    tx.conn().prepare_cached(include_str!("sql/keep_image.sql"))?.execute(params![
        import,
        kind,
        record.into(),
        before,
        after_digest.as_slice()
    ])?;
    Ok(())
}

/// Returns the digest of a record's image.
pub fn digest<T: Serialize>(record: &T) -> Result<[u8; 32]> {
    Ok(*blake3::hash(image(record)?.as_bytes()).as_bytes())
}

/// Returns the record whose image this is.
pub fn from_image<T: DeserializeOwned>(image: &str) -> Result<T> {
    serde_json::from_str(image).map_err(|_| Error::Damaged { what: "an image that an import kept".to_owned() })
}

fn image<T: Serialize>(record: &T) -> Result<String> {
    serde_json::to_string(record).map_err(|_| Error::Damaged { what: "an image that does not serialise".to_owned() })
}

pub fn changes(db: &Db, import: ImportId) -> Result<Vec<Changed>> {
    let mut rows = db
        .conn()
        .prepare_cached("SELECT kind, record, before, after_digest FROM import_changes WHERE import_id = ?1 ORDER BY record")?;
    let rows = rows.query_map([import], |row| {
        let before: String = row.get(2)?;
        Ok(Changed {
            kind: row.get(0)?,
            record: row.get(1)?,
            before: (before != "null").then_some(before),
            after_digest: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the stays that the import brought, each with its guest and whether somebody took it up since.
pub fn new_stays(db: &Db, import: ImportId) -> Result<Vec<(StayId, Option<GuestId>, bool)>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/new_stays.sql"))?;
    let rows = rows.query_map([import], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the guests whom the import brought, and whether anything hangs on them or somebody took them up since.
pub fn new_guests(db: &Db, import: ImportId) -> Result<Vec<(GuestId, bool)>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/new_guests.sql"))?;
    let rows = rows.query_map([import], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the guests whom the import brought, and whether anything but a stay hangs on them or somebody took them up since.
pub fn new_guests_beside_stays(db: &Db, import: ImportId) -> Result<Vec<(GuestId, bool)>> {
    let mut rows = db.conn().prepare_cached(include_str!("sql/new_guests_beside_stays.sql"))?;
    let rows = rows.query_map([import], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns every stay of a guest whom the import brought.
pub fn stays_of_new_guests(db: &Db, import: ImportId) -> Result<Vec<(StayId, GuestId)>> {
    let sql = "SELECT s.id, g.id FROM guests g JOIN stays s ON s.guest_id = g.id WHERE g.import_id = ?1";
    let mut rows = db.conn().prepare_cached(sql)?;
    let rows = rows.query_map([import], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns a record as the page shows it, whether or not it is still there.
pub fn kept_row(db: &Db, kind: KeptKind, record: RawId) -> Result<KeptRow> {
    let mut found = db.conn().prepare_cached(include_str!("sql/kept_row.sql"))?;
    let row = found.query_row(params![record, kind], |row| {
        Ok(KeptRow { kind, record: RecordId(record), guest_id: row.get(0)?, name: row.get(1)?, arrival: row.get(2)? })
    })?;
    Ok(row)
}

/// Returns whether the desk itself has checked this stay in or out.
pub fn moved_at_the_desk(db: &Db, stay: StayId) -> Result<bool> {
    let mut found = db
        .conn()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM history WHERE record = ?1 AND op IN ('check_in', 'check_out'))")?;
    Ok(found.query_row([stay], |row| row.get(0))?)
}

/// Returns whether staff typed or corrected this guest's details.
pub fn typed_by_staff(db: &Db, guest: GuestId) -> Result<bool> {
    let mut found = db
        .conn()
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM history WHERE record = ?1 AND op IN ('add_guest', 'edit_guest'))")?;
    Ok(found.query_row([guest], |row| row.get(0))?)
}

/// Returns the guest who has this member number, with their name.
pub fn member(db: &Db, member_no: &str) -> Result<Option<(GuestId, String)>> {
    let mut found = db.conn().prepare_cached(
        "SELECT m.guest_id, d.name FROM members m JOIN guest_details d ON d.guest_id = m.guest_id WHERE m.member_no = ?1",
    )?;
    Ok(found.query_row([member_no], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Import> {
    let count = |column: usize| row.get::<_, i64>(column).map(i64::unsigned_abs);
    Ok(Import {
        id: row.get(0)?,
        source: row.get(1)?,
        mapping: row.get(2)?,
        file_name: row.get(3)?,
        counts: Counts {
            rows: count(4)?,
            new: count(5)?,
            changed: count(6)?,
            same: count(7)?,
            conflicting: count(8)?,
            refused: count(9)?,
            skipped: count(10)?,
            kept_ours: count(11)?,
        },
        state: row.get(12)?,
        by_user: row.get(13)?,
        at_ms: row.get(14)?,
        data_as_of_ms: row.get(15)?,
    })
}
