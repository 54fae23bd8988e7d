//! Rows of what is kept of packages, and of where they went.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, params};

use super::{CopyMade, KEPT_MONTHS, KeptStanding};
use crate::{
    base::{
        error::{Common, Result},
        ids::{ExportId, RecordId},
        time::{BusinessDate, Instant},
    },
    db::{Db, Tx},
    export::MadeFile,
};

/// Returns whether a package with this manifest is kept.
pub(super) fn is_kept(db: &Db, manifest_sha256: &str) -> Result<bool> {
    Ok(db.conn().prepare_cached(include_str!("sql/is_kept.sql"))?.exists([manifest_sha256])?)
}

/// A package that was made, as far as copying it out again needs to know.
pub(super) struct Named {
    pub name: String,
    pub made_at: Instant,
    pub manifest_sha256: String,
    /// Empty where it left open, or was made before packages were kept.
    pub recipient: String,
}

pub(super) fn named(db: &Db, export: ExportId) -> Result<Named> {
    let found = db.conn().prepare_cached(include_str!("sql/named.sql"))?.query_row([export], |row| {
        Ok(Named { name: row.get(0)?, made_at: row.get(1)?, manifest_sha256: row.get(2)?, recipient: row.get(3)? })
    });
    found.optional()?.ok_or_else(|| Common::NotFound { record: "export" }.into())
}

/// How one package is kept.
pub(super) struct Stands {
    pub standing: KeptStanding,
    pub until: Option<BusinessDate>,
    pub replaced_by: Option<u32>,
}

pub(super) fn stands(db: &Db, export: ExportId) -> Result<Stands> {
    let found = db.conn().prepare_cached(include_str!("sql/stands.sql"))?.query_row([export], |row| {
        let (made_on, because, ended_on): (BusinessDate, Option<KeptStanding>, Option<BusinessDate>) =
            (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Stands {
            standing: because.unwrap_or(KeptStanding::Here),
            until: Some(ended_on.unwrap_or_else(|| made_on.plus_months(KEPT_MONTHS))),
            replaced_by: row.get(3)?,
        })
    });
    let never = Stands { standing: KeptStanding::Never, until: None, replaced_by: None };
    Ok(found.optional()?.unwrap_or(never))
}

pub(super) fn files(db: &Db, export: ExportId) -> Result<Vec<MadeFile>> {
    let sql = "SELECT path, rows, bytes, sha256 FROM kept_files WHERE export_id = ?1 ORDER BY place";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([export], |row| {
        Ok(MadeFile { path: row.get(0)?, rows: unsigned(row.get(1)?), bytes: unsigned(row.get(2)?), sha256: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn insert(tx: &Tx<'_>, export: ExportId, files: &[MadeFile], recipient: &str) -> Result<()> {
    let sql = "INSERT INTO kept_packages(export_id, made_on, recipient) VALUES (?1, ?2, ?3)";
    tx.conn().prepare_cached(sql)?.execute(params![export, tx.business_date(), recipient])?;
    let sql = "INSERT INTO kept_files(export_id, place, path, rows, bytes, sha256) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let mut insert = tx.conn().prepare_cached(sql)?;
    for (place, file) in (0_i64..).zip(files) {
        insert.execute(params![export, place, file.path, signed(file.rows), signed(file.bytes), file.sha256])?;
    }
    Ok(())
}

pub(super) fn insert_copy(tx: &Tx<'_>, id: RecordId, export: ExportId, copy: &CopyMade) -> Result<()> {
    tx.conn().prepare_cached(include_str!("sql/insert_copy.sql"))?.execute(params![
        id,
        export,
        copy.folder,
        copy.name,
        copy.fingerprint,
        signed(copy.bytes),
        copy.sha256,
        tx.session().user,
        copy.at_ms,
    ])?;
    Ok(())
}

/// Returns where the newest `packages` packages went, by package, the latest copy first.
pub(super) fn copies(db: &Db, packages: u32) -> Result<BTreeMap<ExportId, Vec<CopyMade>>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/copies.sql"))?;
    let rows = found.query_map([packages], |row| {
        let copy = CopyMade {
            folder: row.get(1)?,
            name: row.get(2)?,
            fingerprint: row.get(3)?,
            bytes: unsigned(row.get(4)?),
            sha256: row.get(5)?,
            by: row.get(6)?,
            at_ms: row.get(7)?,
        };
        Ok((row.get::<_, ExportId>(0)?, copy))
    })?;
    let mut by_package: BTreeMap<ExportId, Vec<CopyMade>> = BTreeMap::new();
    for row in rows {
        let (export, copy) = row?;
        by_package.entry(export).or_default().push(copy);
    }
    Ok(by_package)
}

/// Returns the packages that are still kept, each with its period, the oldest first.
pub(super) fn here(db: &Db) -> Result<Vec<(ExportId, String)>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/here.sql"))?;
    let rows = found.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Returns the packages that are still kept and were made before `before`, the oldest first.
pub(super) fn aged(db: &Db, before: BusinessDate) -> Result<Vec<ExportId>> {
    let mut found = db.conn().prepare_cached(include_str!("sql/aged.sql"))?;
    let rows = found.query_map([before], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn end(tx: &Tx<'_>, export: ExportId, because: KeptStanding, replaced_by: Option<ExportId>) -> Result<()> {
    let sql = "INSERT INTO kept_ends(export_id, because, replaced_by, ended_on, by_user, at_ms) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    tx.conn().prepare_cached(sql)?.execute(params![
        export,
        because,
        replaced_by,
        tx.business_date(),
        tx.session().user,
        tx.at()
    ])?;
    Ok(())
}

/// Returns the manifests of packages that are kept no longer.
pub(super) fn ended(db: &Db) -> Result<Vec<String>> {
    let sql = "SELECT e.manifest_sha256 FROM kept_ends k JOIN exports e ON e.id = k.export_id";
    let mut found = db.conn().prepare_cached(sql)?;
    let rows = found.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn signed(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn unsigned(count: i64) -> u64 {
    u64::try_from(count).unwrap_or_default()
}
