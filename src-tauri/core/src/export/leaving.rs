//! A package leaves: what was written is handed over, then one write says that it was made, what is kept of it and where it
//! went; and what is kept is copied out again.

use std::path::Path;

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    ExportProgress, Made, Report,
    copying::{self, CopyReport, Handed, Leftover, Parcel, Seal},
    kept::{self, CopyMade, Keys, Staging, Went},
    package::Part,
    precheck,
    sealing::Recipient,
};
use crate::{
    audit::{
        chain::Whole,
        change::Change,
        op::{Op, RecordKind},
    },
    base::{
        error::{Refusal, Result},
        ids::{ExportId, RecordId},
        request::Request,
        time::Instant,
    },
    db::{Db, Done, Store, Tx},
};

const KEPT_CONTEXT: &str = "lobby 2026 kept packages: seed";

/// Where a package is to lie.
#[derive(Clone, Copy)]
pub struct Destination<'d> {
    /// The folder to write it into.
    pub to: &'d Path,
    /// To whom this one is sealed, where the house set no key.
    pub seal_to: Option<&'d Recipient>,
}

/// Input of a copy of a package that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CopyExport {
    /// Which.
    pub export: ExportId,
    /// Whole path of the folder, stick or share.
    pub folder: String,
}

/// How far a copy is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct CopyProgress {
    /// Bytes that lie there.
    #[specta(type = f64)]
    pub done: u64,
    /// Bytes altogether.
    #[specta(type = f64)]
    pub all: u64,
}

/// What a copy answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, specta::Type)]
pub struct Copied {
    /// Where it lies.
    pub went: CopyMade,
    /// Bytes that an earlier try had written.
    #[specta(type = f64)]
    pub resumed: u64,
}

/// Why a package does not leave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeavingRefusal {
    /// The house set another key: every package leaves sealed to that one.
    OtherKeySet {
        /// Of the key that is set.
        fingerprint: String,
    },
}

impl Refusal for LeavingRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::OtherKeySet { .. } => "seal_key_is_set",
        }
    }

    fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::OtherKeySet { fingerprint } => vec![("fingerprint", fingerprint.clone())],
        }
    }
}

/// How a package in the making is going to leave.
pub(super) struct Leaving<'d> {
    to: &'d Path,
    keys: Keys,
    recipient: Option<Recipient>,
}

/// Begins a package: where its files lie until it is made, and to whom it is going to be sealed.
///
/// Errors: [`LeavingRefusal`], [`kept::KeptRefusal::Busy`], [`crate::base::error::Error::File`].
pub(super) fn begin<'d>(
    db: &Db,
    file: &Path,
    destination: &Destination<'d>,
    request: &Request,
) -> Result<(Staging, Leaving<'d>)> {
    let keys = Keys::read(db)?;
    let recipient = match (keys.recipient()?, destination.seal_to) {
        (Some(set), Some(asked)) if set != *asked => {
            return Err(LeavingRefusal::OtherKeySet { fingerprint: set.fingerprint() }.into());
        }
        (set, asked) => set.or_else(|| asked.cloned()),
    };
    // The request's own entropy makes the salts of history; what is kept has a stream apart.
    let staging = Staging::begin(db, file, &keys, blake3::derive_key(KEPT_CONTEXT, &request.seed))?;
    Ok((staging, Leaving { to: destination.to, keys, recipient }))
}

/// A package that lies where it was to go, and that no write has said yet.
pub(super) struct Gone<'d> {
    pub part: Part,
    leaving: Leaving<'d>,
    handed: Handed,
}

/// Hands a package over that was written.
///
/// Errors: those of [`copying::hand`]; nothing lies there then.
pub(super) fn hand_over<'d>(mut part: Part, leaving: Leaving<'d>, at: Instant, report: &mut Report<'_>) -> Result<Gone<'d>> {
    let manifest = part.manifest_sha256().to_owned();
    part.staging.complete(&manifest)?;
    let parcel = Parcel {
        folder: &part.folder,
        files: &part.files,
        made_at: at,
        kept: part.staging.folder(),
        own: &leaving.keys.own,
        seal: leaving.recipient.as_ref().map(|to| Seal { to, secret: &leaving.keys.secret }),
    };
    let rows = part.rows();
    let mut told = |done: u64, all: u64| report(handing(done, all, rows));
    let handed = copying::hand(&parcel, leaving.to, Leftover::Remove, &mut told)?;
    Ok(Gone { part, leaving, handed })
}

impl Gone<'_> {
    /// Remembers, in the write that makes it, what is kept of the package and where it went.
    pub fn remember(&self, tx: &mut Tx<'_>, export: ExportId) -> Result<CopyMade> {
        kept::remember(tx, export, &self.part.files, self.leaving.recipient.as_ref())?;
        let went = Went { to: self.leaving.to, handed: &self.handed, recipient: self.leaving.recipient.as_ref() };
        kept::remember_copy(tx, export, &went)
    }

    /// Keeps the package where the write holds; where it does not, takes it back.
    pub fn settle(self, store: &Store, written: Result<Done<Made>>) -> Result<Done<Made>> {
        match written {
            Ok(done) => {
                self.part.staging.keep();
                kept::sweep_ended(store)?;
                Ok(done)
            }
            Err(error) => {
                // A package that no write says must not lie about; what failed is what the person has to know.
                let _left_behind = copying::take_back(self.leaving.to, &self.handed);
                Err(error)
            }
        }
    }
}

/// Runs a write by which a list of people leaves the house, through the gate of every package: the history is what was written.
///
/// Absent on purpose: what a guest or an authority is owed leaves on any history, and so does a backup.
///
/// Errors: those of the gate ([`ExportRefusal::ChainBroken`], [`ExportRefusal::Blocked`]), what `run` answers.
pub fn list<I, T>(
    store: &Store,
    request: &Request,
    op: Op,
    input: &I,
    run: impl FnOnce(&mut Tx<'_>, &Whole) -> Result<T>,
) -> Result<Done<T>>
where
    I: Serialize,
    T: Serialize + DeserializeOwned,
{
    if let Some(done) = store.answered(request, op, input)? {
        return Ok(done);
    }
    // Before the view begins: a head is written after its commit.
    let remembered = store.remembered_head();
    let stands = store.read(&request.session, op, |db| precheck::history_stands(db, remembered.as_ref()));
    let whole = store.heard(&request.session, request.at, stands)?;
    store.write(request, op, input, |tx| run(tx, &whole))
}

/// Says how far the handing over is, in the terms of the tables that were written before.
fn handing(done: u64, all: u64, rows: u64) -> ExportProgress {
    ExportProgress { sheet: String::new(), place: 0, sheets: 0, rows, handed: Some(CopyProgress { done, all }) }
}

/// Copies a package that was made out again, into another folder, onto a stick or a share: the same bytes as before, sealed to
/// the key that is set now. What an earlier try left there is gone on with.
///
/// Errors: [`kept::KeptRefusal`], [`copying::CopyRefusal`], [`super::ExportRefusal::Cancelled`],
/// [`crate::base::error::Error::File`].
pub fn copy(store: &Store, request: &Request, input: &CopyExport, report: &mut CopyReport<'_>) -> Result<Done<Copied>> {
    if let Some(done) = store.answered(request, Op::CopyExport, input)? {
        return Ok(done);
    }
    let (package, keys) =
        store.read(&request.session, Op::CopyExport, |db| Ok((kept::find(db, store.path(), input.export)?, Keys::read(db)?)))?;
    // Where the house has another key by now, that one: the old one may be the reason why.
    let recipient = keys.recipient()?.or_else(|| package.recipient.clone());
    let parcel = Parcel {
        folder: &package.name,
        files: &package.files,
        made_at: package.made_at,
        kept: &package.folder,
        own: &keys.own,
        seal: recipient.as_ref().map(|to| Seal { to, secret: &keys.secret }),
    };
    let to = Path::new(&input.folder);
    let handed: Handed = copying::hand(&parcel, to, Leftover::Resume, report)?;
    store.write(request, Op::CopyExport, input, |tx| {
        let op = tx.begin(Op::CopyExport)?;
        let went = Went { to, handed: &handed, recipient: recipient.as_ref() };
        let went = kept::remember_copy(tx, input.export, &went)?;
        tx.touches(RecordKind::Export);
        let record: RecordId = tx.new_id();
        tx.record(op, Change::noted(record, &(input.export, &went))?)?;
        Ok(Copied { went, resumed: handed.resumed })
    })
}
