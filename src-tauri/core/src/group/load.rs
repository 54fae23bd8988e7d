//! Packages into an engine. What stands there afterwards depends on which packages were given and on nothing else: not on their order,
//! not on how often, not on where a run was ended. What `verify` refuses is refused; late and corrected packages replace exactly
//! what they correct.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{
    Report,
    chain::{self, Link, Note},
    engine::Engine,
    findings::{Finding, FindingCode, Findings},
    manifest::{self, Manifest},
    packages, told, verify,
};
use crate::{
    base::{error::Result, time::Instant},
    stored_words,
};

stored_words! {
    /// What became of a package.
    pub enum Outcome {
        /// Its rows are there.
        Loaded = "loaded",
        /// Its rows are there in place of an older version's.
        Corrected = "corrected",
        /// A newer version is there already: it is noted, and its rows are not taken.
        Older = "older",
        /// It was there already.
        Same = "same",
        /// Something is wrong with it.
        Refused = "refused",
    }
}

/// What loading packages answers.
#[derive(Debug, Clone, Serialize)]
pub struct Loaded {
    /// Whether none was refused and none is missing.
    pub ok: bool,
    /// Each package, in the order in which it was taken.
    pub packages: Vec<Taken>,
    /// Why packages were refused, and what is missing in a row, with those that were there before.
    pub findings: Vec<Finding>,
    /// Findings that are not listed.
    pub more: u64,
    /// What may be as it should.
    pub notes: Vec<Note>,
}

/// One package and what became of it.
#[derive(Debug, Clone, Serialize)]
pub struct Taken {
    /// Its folder.
    pub folder: String,
    /// The hotel's code; nothing where the manifest does not say.
    pub property: String,
    /// Which period.
    pub period: String,
    /// Which version of it.
    pub version: u32,
    /// Rows of all tables.
    pub rows: u64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What is loaded, and when.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Packages, or folders that hold them.
    pub folders: &'a [PathBuf],
    /// Practice hotels' too.
    pub practice: bool,
    /// When this happens.
    pub at: Instant,
}

/// What is known of the packages that are there.
struct Known {
    links: Vec<Link>,
    versions: BTreeMap<(String, String), BTreeMap<u32, String>>,
}

/// Loads the packages that `asked` names into `engine`.
///
/// Errors: as [`packages`]; [`super::GroupRefusal`]; whatever `engine` says. Packages taken before the error stay.
pub fn load(asked: Asked<'_>, engine: &mut dyn Engine, report: &mut Report<'_>) -> Result<Loaded> {
    let folders = packages(asked.folders)?;
    let mut known = Known::of(engine.known()?);
    let mut loaded = Loaded { ok: true, packages: Vec::new(), findings: Vec::new(), more: 0, notes: Vec::new() };
    for (done, folder) in folders.iter().enumerate() {
        told(report, done, folders.len())?;
        match manifest::read(folder, asked.practice)? {
            Ok(manifest) => {
                let (outcome, findings) = one(folder, &manifest, asked.at, engine, &known)?;
                loaded.take(Taken::of(&manifest, outcome), findings);
                if !matches!(outcome, Outcome::Refused | Outcome::Same) {
                    known.add(Link::of(&manifest));
                }
            }
            Err(finding) => {
                let mut findings = Findings::default();
                findings.add(finding);
                loaded.take(Taken::unread(folder), findings);
            }
        }
    }
    engine.finish()?;
    let chained = chain::chained(&known.links);
    loaded.findings.extend(chained.findings);
    loaded.notes = chained.notes;
    loaded.ok = loaded.findings.is_empty();
    Ok(loaded)
}

fn one(folder: &Path, manifest: &Manifest, at: Instant, engine: &mut dyn Engine, known: &Known) -> Result<(Outcome, Findings)> {
    let mut findings = Findings::default();
    let outcome = match known.standing(manifest) {
        Standing::Same => return Ok((Outcome::Same, findings)),
        Standing::Another(sha256) => {
            let finding = Finding::of(&manifest.folder, FindingCode::VersionTwice).in_column("version");
            findings.add(finding.instead(sha256, &manifest.sha256));
            return Ok((Outcome::Refused, findings));
        }
        Standing::New(outcome) => outcome,
    };
    engine.begin(manifest, at)?;
    let read = verify::tables(folder, manifest, engine);
    // Whatever ends the reading, an open transaction is not left behind.
    let findings = match read {
        Ok(findings) => findings,
        Err(error) => {
            engine.abandon()?;
            return Err(error);
        }
    };
    if findings.is_empty() {
        engine.keep(manifest)?;
        return Ok((outcome, findings));
    }
    engine.abandon()?;
    Ok((Outcome::Refused, findings))
}

/// How a package stands to those that are there.
enum Standing {
    Same,
    Another(String),
    New(Outcome),
}

impl Known {
    fn of(links: Vec<Link>) -> Self {
        let mut known = Self { links: Vec::with_capacity(links.len()), versions: BTreeMap::new() };
        links.into_iter().for_each(|link| known.add(link));
        known
    }

    fn add(&mut self, link: Link) {
        let versions = self.versions.entry((link.property.clone(), link.period.clone())).or_default();
        versions.insert(link.version, link.sha256.clone());
        self.links.push(link);
    }

    fn standing(&self, manifest: &Manifest) -> Standing {
        let versions = self.versions.get(&(manifest.property.clone(), manifest.period.clone()));
        let newest = versions.and_then(|versions| versions.keys().next_back().copied());
        match versions.and_then(|versions| versions.get(&manifest.version)) {
            Some(sha256) if *sha256 == manifest.sha256 => Standing::Same,
            Some(sha256) => Standing::Another(sha256.clone()),
            None if newest.is_some_and(|newest| newest > manifest.version) => Standing::New(Outcome::Older),
            None if newest.is_some() => Standing::New(Outcome::Corrected),
            None => Standing::New(Outcome::Loaded),
        }
    }
}

impl Loaded {
    fn take(&mut self, taken: Taken, findings: Findings) {
        self.packages.push(taken);
        self.findings.extend(findings.listed);
        self.more += findings.more;
    }
}

impl Taken {
    fn of(manifest: &Manifest, outcome: Outcome) -> Self {
        Self {
            folder: manifest.folder.clone(),
            property: manifest.property.clone(),
            period: manifest.period.clone(),
            version: manifest.version,
            rows: manifest.tables.iter().map(|table| table.rows).sum(),
            outcome,
        }
    }

    fn unread(folder: &Path) -> Self {
        let folder = manifest::folder_name(folder);
        Self { folder, property: String::new(), period: String::new(), version: 0, rows: 0, outcome: Outcome::Refused }
    }
}
