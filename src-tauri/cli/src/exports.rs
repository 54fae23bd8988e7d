//! `exports`: the history of exports; a package copied out again; head office's keys.

use std::{ops::ControlFlow, path::PathBuf};

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::{ids::ExportId, time::BusinessDate},
    export::{
        self, CopyExport,
        kept::{self, KeptStanding, Outgoing, RunKept, TableChanges},
        routine::Cadence,
        seal_key::{self, SetSealKey},
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    export::SharedKey,
    files::{Bar, shown},
    routine::{MakeDue, RoutineOf},
    stop::{Outcome, Stop},
};

/// The packages that were made: by whom, how many rows, where they went, sealed to whom, how they are kept
#[derive(Debug, Args)]
pub(crate) struct Exports {
    #[command(subcommand)]
    command: Option<ExportsCommand>,
}

#[derive(Debug, Subcommand)]
enum ExportsCommand {
    Copy(Copy),
    Key(Key),
    SharedKey(SharedKey),
    Routine(RoutineOf),
    Due(MakeDue),
    EndKept(EndKept),
}

/// Copy a package out again, into a folder, onto a stick or a share; a copy that was broken off goes on
#[derive(Debug, Args)]
struct Copy {
    /// The package's name or id
    #[arg(value_name = "PACKAGE")]
    package: String,
    /// The folder to copy it to
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

/// Head office's public key: every package leaves sealed to the newest
#[derive(Debug, Args)]
struct Key {
    /// Set another one: age1… (your PIN is asked for again)
    #[arg(long, value_name = "AGE_KEY", requires = "whose")]
    set: Option<String>,
    /// What people call it
    #[arg(long, value_name = "WORDS")]
    whose: Option<String>,
}

/// End the keeping of packages that were kept for 24 months
#[derive(Debug, Args)]
struct EndKept {
    /// The day that the run closes
    #[arg(long, value_name = "DATE")]
    on: BusinessDate,
    /// Somebody looked: the hotel's day is right
    #[arg(long)]
    day_is_right: bool,
}

#[derive(Serialize)]
struct Listed {
    export_id: String,
    name: String,
    period: String,
    version: u32,
    rows: u64,
    manifest_sha256: String,
    by: String,
    at: String,
    kept: KeptStanding,
    until: Option<BusinessDate>,
    replaced_by: Option<u32>,
    copies: Vec<Went>,
    /// How often the routine comes round that made it; nothing where a person did.
    routine: Option<Cadence>,
    /// Of the newest corrections, rows of each table that are others than in the version before.
    changes: Option<Vec<TableChanges>>,
}

#[derive(Serialize)]
struct Went {
    path: String,
    sealed_to: String,
    bytes: u64,
    sha256: String,
    by: String,
    at: String,
}

#[derive(Serialize)]
struct CopiedOut {
    file: String,
    sealed_to: String,
    bytes: u64,
    sha256: String,
    resumed: u64,
}

#[derive(Serialize)]
struct KeyShown {
    version: u32,
    recipient: String,
    fingerprint: String,
    whose: String,
    by: String,
    at: String,
}

impl Exports {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match &self.command {
            None => {
                let listed: Vec<Listed> = outgoing(desk)?.into_iter().map(listed).collect();
                Answer::of(&listed)
            }
            Some(ExportsCommand::Copy(copy)) => copy.run(desk),
            Some(ExportsCommand::Key(key)) => key.run(desk),
            Some(ExportsCommand::SharedKey(key)) => key.run(desk),
            Some(ExportsCommand::Routine(routine)) => routine.run(desk),
            Some(ExportsCommand::Due(due)) => due.run(desk),
            Some(ExportsCommand::EndKept(end)) => end.run(desk),
        }
    }
}

fn outgoing(desk: &Desk) -> Outcome<Vec<Outgoing>> {
    let file = desk.store()?.path().to_owned();
    desk.read(Op::PreviewExport, |db, _| kept::outgoing(db, &file))
}

fn listed(one: Outgoing) -> Listed {
    let Outgoing { made, kept, until, replaced_by, copies, behind, changes } = one;
    Listed {
        export_id: made.id.to_string(),
        name: made.folder,
        period: made.period,
        version: made.version,
        rows: made.rows,
        manifest_sha256: made.manifest_sha256,
        by: made.by,
        at: made.at_ms.rfc3339(),
        kept,
        until,
        replaced_by,
        routine: behind.map(|behind| behind.cadence),
        changes,
        copies: copies
            .into_iter()
            .map(|copy| Went {
                path: shown(&PathBuf::from(copy.folder).join(copy.name)),
                sealed_to: copy.fingerprint,
                bytes: copy.bytes,
                sha256: copy.sha256,
                by: copy.by,
                at: copy.at_ms.rfc3339(),
            })
            .collect(),
    }
}

impl Copy {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let export = self.export(desk)?;
        let to = self.to.canonicalize().unwrap_or_else(|_| self.to.clone());
        let input = CopyExport { export, folder: shown(&to) };
        let request = desk.request()?;
        let mut bar = Bar::new(desk);
        let mut report = |done: u64, all: u64| {
            bar.show(done, all);
            ControlFlow::Continue(())
        };
        let copied = export::copy(desk.store()?, &request, &input, &mut report);
        bar.end();
        let copied = copied?.value;
        Answer::of(&CopiedOut {
            file: shown(&to.join(copied.went.name)),
            sealed_to: copied.went.fingerprint,
            bytes: copied.went.bytes,
            sha256: copied.went.sha256,
            resumed: copied.resumed,
        })
    }

    fn export(&self, desk: &Desk) -> Outcome<ExportId> {
        if let Ok(id) = self.package.parse() {
            return Ok(id);
        }
        let found = outgoing(desk)?.into_iter().find(|one| one.made.folder == self.package);
        found.map(|one| one.made.id).ok_or_else(|| Stop::refused("not_found", &[("record", "export")]))
    }
}

impl Key {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let before = desk.read(Op::PreviewExport, |db, _| seal_key::current(db))?;
        let shown = |key: seal_key::SealKey| KeyShown {
            version: key.version,
            recipient: key.recipient,
            fingerprint: key.fingerprint,
            whose: key.whose,
            by: key.by,
            at: key.at_ms.rfc3339(),
        };
        let Some(recipient) = &self.set else {
            let keys: Vec<KeyShown> = before.into_iter().map(shown).collect();
            return Answer::of(&keys);
        };
        let input = SetSealKey {
            recipient: recipient.clone(),
            whose: self.whose.clone().unwrap_or_default(),
            seen: before.map_or(0, |key| key.version),
        };
        let confirmed = desk.again()?;
        let done = desk.write(Op::SetSealKey, &input, |tx| seal_key::set(tx, &input, &confirmed))?;
        Answer::of(&shown(done.value))
    }
}

impl EndKept {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let today = desk.today()?;
        let input = RunKept { on: self.on, day_is_right: self.day_is_right.then_some(today) };
        Answer::of(&kept::end_aged(desk.store()?, &desk.request()?, &input)?.value)
    }
}
