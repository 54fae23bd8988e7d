//! The group's office: hotels' packages verified, loaded into an engine that is there already, and read across hotels. Works
//! without a hotel's file, and knows of a package only what its manifest says: types, keys, totals, order. A table that hotels
//! begin to send tomorrow is verified and loaded without a word of this module being changed.
//!
//! Absent on purpose: what writes packages (`export`), so that nothing is taken for right because the same code wrote it; any engine but
//! SQLite; a process, a clock.

pub mod chain;
pub mod engine;
pub mod fields;
pub mod findings;
pub mod keys;
pub mod load;
pub mod manifest;
pub mod names;
mod reading;
pub mod report;
pub mod rows;
pub mod script;
pub mod statements;
pub mod verify;
pub mod views;

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use serde::Serialize;

use self::{
    chain::{Link, Note},
    findings::{Finding, Findings},
    manifest::{MANIFEST, Manifest, Table},
};
use crate::base::{
    error::{Refusal, Result},
    files,
};

/// Folders between the one that is named and a package: of the group, of a hotel.
const DEPTH_MAX: usize = 3;
/// Most packages at once.
pub const PACKAGES_MAX: usize = 200_000;
/// What a package that is being made ends with.
const PART: &str = ".part";

/// Takes the rows of a package, as long as nothing in it is wrong.
pub trait Receives {
    /// The rows of `table` follow.
    fn table(&mut self, table: &Table) -> Result<()>;
    /// One row: a cell a field, nothing where it is empty, without the escape.
    fn row(&mut self, table: &Table, cells: &[Option<&str>]) -> Result<()>;
}

/// Takes rows and keeps none.
pub struct Nowhere;

impl Receives for Nowhere {
    fn table(&mut self, _: &Table) -> Result<()> {
        Ok(())
    }

    fn row(&mut self, _: &Table, _: &[Option<&str>]) -> Result<()> {
        Ok(())
    }
}

/// How far it is: packages done, and all of them. An answer of [`ControlFlow::Break`] ends it.
pub type Report<'r> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'r;

/// What verifying packages answers.
#[derive(Debug, Clone, Serialize)]
pub struct Verified {
    /// Whether nothing is wrong.
    pub ok: bool,
    /// Each package, in the order in which they were found.
    pub packages: Vec<Looked>,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// Findings that are not listed.
    pub more: u64,
    /// What may be as it should.
    pub notes: Vec<Note>,
}

/// One package that was looked at.
#[derive(Debug, Clone, Serialize)]
pub struct Looked {
    /// Its folder.
    pub folder: String,
    /// The hotel's code; nothing where the manifest does not say.
    pub property: String,
    /// Which period.
    pub period: String,
    /// Which version of it.
    pub version: u32,
    /// The hotel's how manieth package, where it counts them.
    pub sequence: Option<u64>,
    /// Tables.
    pub tables: usize,
    /// Rows of all tables.
    pub rows: u64,
    /// Hash of the manifest.
    pub manifest_sha256: String,
    /// How much is wrong with it.
    pub findings: u64,
}

/// Why the group's office does not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupRefusal {
    /// No package lies where one was named.
    NoPackage {
        /// The folder.
        folder: String,
    },
    /// More packages than at once.
    TooMany,
    /// The file is a database, or another file, of somebody else.
    NotOurs,
    /// A table that was loaded before has another type or key in this package.
    TableChanged {
        /// Which table.
        table: String,
        /// Which column.
        column: String,
    },
    /// The engine's own program said no; what was loaded before stays.
    Client {
        /// Which program.
        client: String,
        /// Its last words, without a row's content.
        said: String,
    },
    /// The person asked to stop.
    Stopped,
}

impl Refusal for GroupRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoPackage { .. } => "no_package",
            Self::TooMany => "too_many_packages",
            Self::NotOurs => "not_a_group_file",
            Self::TableChanged { .. } => "table_changed",
            Self::Client { .. } => "client_refused",
            Self::Stopped => "group_stopped",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoPackage { folder } => vec![("folder", folder.clone())],
            Self::TableChanged { table, column } => vec![("table", table.clone()), ("column", column.clone())],
            Self::Client { client, said } => vec![("client", client.clone()), ("said", said.clone())],
            Self::TooMany | Self::NotOurs | Self::Stopped => Vec::new(),
        }
    }
}

/// Returns the packages that `folders` are or hold, each once: a folder with a manifest is one, any other is looked into.
/// What is being made (`.part`) is none.
///
/// Errors: [`GroupRefusal::NoPackage`], [`GroupRefusal::TooMany`], [`crate::base::error::Error::File`].
pub fn packages(folders: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in folders {
        let before = found.len();
        look_into(folder, DEPTH_MAX, &mut found)?;
        if found.len() == before {
            return Err(GroupRefusal::NoPackage { folder: folder.display().to_string() }.into());
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|folder| seen.insert(folder.clone()));
    Ok(found)
}

fn look_into(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) -> Result<()> {
    if folder.join(MANIFEST).exists() {
        if found.len() >= PACKAGES_MAX {
            return Err(GroupRefusal::TooMany.into());
        }
        found.push(folder.to_owned());
        return Ok(());
    }
    let Some(deeper) = depth.checked_sub(1) else { return Ok(()) };
    let failed = |source| files::failed("read", folder, source);
    let mut inside = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        // A link could lead in a circle.
        let is_folder = entry.file_type().map_err(failed)?.is_dir();
        if is_folder && !entry.file_name().to_string_lossy().ends_with(PART) {
            inside.push(entry.path());
        }
    }
    inside.sort();
    inside.iter().try_for_each(|folder| look_into(folder, deeper, found))
}

/// Verifies the packages that `folders` are or hold, each by itself and as rows; a practice hotel's only where `practice` says so.
///
/// Errors: as [`packages`]; [`GroupRefusal::Stopped`].
pub fn verify(folders: &[PathBuf], practice: bool, report: &mut Report<'_>) -> Result<Verified> {
    let folders = packages(folders)?;
    let mut verified = Verified { ok: true, packages: Vec::new(), findings: Vec::new(), more: 0, notes: Vec::new() };
    let mut links = Vec::new();
    for (done, folder) in folders.iter().enumerate() {
        told(report, done, folders.len())?;
        match manifest::read(folder, practice)? {
            Ok(manifest) => {
                let findings = verify::tables(folder, &manifest, &mut Nowhere)?;
                verified.packages.push(Looked::of(&manifest, &findings));
                verified.take(findings);
                links.push(Link::of(&manifest));
            }
            Err(finding) => {
                verified.packages.push(Looked::unread(folder));
                verified.findings.push(finding);
            }
        }
    }
    let chained = chain::chained(&links);
    verified.findings.extend(chained.findings);
    verified.notes = chained.notes;
    verified.ok = verified.findings.is_empty();
    Ok(verified)
}

fn told(report: &mut Report<'_>, done: usize, all: usize) -> Result<()> {
    match report(done as u64, all as u64) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(GroupRefusal::Stopped.into()),
    }
}

impl Verified {
    fn take(&mut self, findings: Findings) {
        self.findings.extend(findings.listed);
        self.more += findings.more;
    }
}

impl Looked {
    fn of(manifest: &Manifest, findings: &Findings) -> Self {
        Self {
            folder: manifest.folder.clone(),
            property: manifest.property.clone(),
            period: manifest.period.clone(),
            version: manifest.version,
            sequence: manifest.sequence,
            tables: manifest.tables.len(),
            rows: manifest.tables.iter().map(|table| table.rows).sum(),
            manifest_sha256: manifest.sha256.clone(),
            findings: findings.count(),
        }
    }

    fn unread(folder: &Path) -> Self {
        Self {
            folder: manifest::folder_name(folder),
            property: String::new(),
            period: String::new(),
            version: 0,
            sequence: None,
            tables: 0,
            rows: 0,
            manifest_sha256: String::new(),
            findings: 1,
        }
    }
}
