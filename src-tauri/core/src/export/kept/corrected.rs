//! What a correction changed, out of the manifest that is kept of it: how many rows of which table, never what stands in one.

use std::{io::Read, path::Path};

use serde::{Deserialize, Serialize};

use super::{KeptRefusal, open_at, path_of, unreadable};
use crate::{
    base::error::{Refusal as _, Result},
    export::{package::MANIFEST, sealing::Identity},
};

/// Longest manifest that is read.
const MANIFEST_BYTES_MAX: u64 = 4 << 20;

/// Rows of a table that are others than in the version before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct TableChanges {
    /// Its name.
    pub table: String,
    /// Rows that came.
    #[specta(type = f64)]
    pub added: u64,
    /// Rows that say something else.
    #[specta(type = f64)]
    pub changed: u64,
    /// Rows that went.
    #[specta(type = f64)]
    pub removed: u64,
}

#[derive(Deserialize)]
struct Said {
    #[serde(rename = "lobby:changes")]
    changes: Option<Vec<TableChanges>>,
}

/// Returns the tables of the kept package in `folder` that its version changed; nothing where it could not tell, and where what
/// is kept was damaged or is away: whoever copies it out hears that.
///
/// Errors: [`crate::base::error::Error::File`].
pub(super) fn changes(folder: &Path, own: &Identity) -> Result<Option<Vec<TableChanges>>> {
    let said = match said(folder, own) {
        Err(error) if [KeptRefusal::Damaged, KeptRefusal::Missing].iter().any(|no| no.code() == error.code()) => return Ok(None),
        said => said?,
    };
    let differs = |one: &TableChanges| one.added + one.changed + one.removed > 0;
    Ok(said.changes.map(|tables| tables.into_iter().filter(differs).collect()))
}

fn said(folder: &Path, own: &Identity) -> Result<Said> {
    let path = path_of(folder, MANIFEST);
    let mut text = String::new();
    let mut opened = open_at(&path, own)?.take(MANIFEST_BYTES_MAX);
    opened.read_to_string(&mut text).map_err(|source| unreadable(&path, source))?;
    serde_json::from_str(&text).map_err(|_| KeptRefusal::Damaged.into())
}
