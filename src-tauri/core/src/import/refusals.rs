//! The list of the rows that an import refuses: line, column and code, never what stands in them. It is a file all the same that
//! leaves the house, or lies in a folder that others look into: history says who took it, how long it is, and its digest.
//!
//! Absent on purpose: a PIN for the list that lies beside a file in the watched folder. Nobody is there to give one; the row of the
//! import itself says of it what else a row of its own does.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{
    Watch,
    plan::{self, Job, Preview},
};
use crate::{
    audit::{
        chain::{Whole, hex},
        change::Change,
        op::Op,
    },
    base::{error::Result, files, ids::ExportId, time::BusinessDate},
    db::{Begun, Db, Tx},
};

/// Where refused rows are listed.
#[derive(Debug, Clone, Copy)]
pub enum RefusedTo<'a> {
    /// Where a person wants them, who gave their PIN.
    Asked(&'a Path),
    /// Beside the file, in the watched folder.
    Beside(&'a Path),
}

/// A list that was written, as history keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedRefused {
    /// The list's name.
    pub file_name: String,
    /// Rows below its head.
    pub rows: u64,
    /// Of its bytes, hexadecimal.
    pub sha256: String,
}

/// What was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedExported {
    /// Names it in history.
    pub export_id: ExportId,
}

/// A list that is being written.
pub(super) struct List<'f> {
    out: &'f mut BufWriter<File>,
    digest: Sha256,
}

impl<'a> RefusedTo<'a> {
    /// Returns the list's path.
    pub(super) fn path(self) -> &'a Path {
        match self {
            Self::Asked(path) | Self::Beside(path) => path,
        }
    }

    /// Asks whether the list may leave, before anything of it is written; nothing where it does not leave by a person's hand.
    pub(super) fn leaves(self, tx: &Tx<'_>) -> Result<Option<Begun>> {
        match self {
            Self::Asked(_) => tx.begin(Op::ExportRefused).map(Some),
            Self::Beside(_) => Ok(None),
        }
    }
}

impl List<'_> {
    /// Returns what history keeps of it, now that all `rows` are written.
    pub(super) fn listed(&self, path: &Path, rows: u64) -> ListedRefused {
        let file_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        ListedRefused { file_name, rows, sha256: hex(&self.digest.clone().finalize()) }
    }
}

impl Write for List<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Returns what an import of the file would do, as [`super::preview`] does, and the rows that it would refuse in a file that takes
/// the name `path` only when it is told to: once [`export`] stands in history. Where that is refused, what had the name has it still.
///
/// Errors: those of [`super::preview`], [`crate::base::error::Error::File`].
pub fn preview_listing(
    db: &Db,
    (job, path): (&Job<'_>, &Path),
    today: BusinessDate,
    watch: &mut Watch<'_>,
) -> Result<(Preview, ListedRefused, files::Part)> {
    let write = |list: &mut List<'_>| {
        let preview = plan::compared(db, job, Some(list), today, watch)?;
        let listed = list.listed(path, preview.counts.refused);
        Ok((preview, listed))
    };
    let ((preview, listed), part) = files::write_part(path, |out| headed(path, out, write))?;
    Ok((preview, listed, part))
}

/// Remembers that a list of rows that would be refused was taken out. `_whole` is had from the gate of what leaves the house.
///
/// Errors: [`crate::base::error::Common::NotAllowed`], [`crate::base::error::Common::PinAgain`].
pub fn export(tx: &mut Tx<'_>, input: &ListedRefused, _whole: &Whole) -> Result<RefusedExported> {
    let op = tx.begin(Op::ExportRefused)?;
    remember(tx, op, input)
}

/// Writes the row of history that says what was taken out.
pub(super) fn remember(tx: &mut Tx<'_>, op: Begun, listed: &ListedRefused) -> Result<RefusedExported> {
    let export_id: ExportId = tx.new_id();
    tx.record(op, Change::added(export_id, listed)?)?;
    Ok(RefusedExported { export_id })
}

/// Runs `run` with the list of refused rows, which is there whole afterwards or not at all.
pub(super) fn listing<T>(to: Option<RefusedTo<'_>>, run: impl FnOnce(Option<&mut List<'_>>) -> Result<T>) -> Result<T> {
    match to {
        None => run(None),
        Some(to) => files::write_whole(to.path(), |out| headed(to.path(), out, |list| run(Some(list)))),
    }
}

/// Runs `run` with the list below its head.
fn headed<T>(path: &Path, out: &mut BufWriter<File>, run: impl FnOnce(&mut List<'_>) -> Result<T>) -> Result<T> {
    let mut list = List { out, digest: Sha256::new() };
    writeln!(list, "line,column,code").map_err(|source| files::failed("write", path, source))?;
    run(&mut list)
}
