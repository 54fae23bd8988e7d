//! `points bring-in`, `points take-out`, `points brought-in`: balances of the system before come in, and go again.

use std::path::PathBuf;

use clap::Args;
use lobby_core::{
    audit::op::Op,
    base::ids::ImportId,
    import::{
        self, Chosen, ImportState, Watch,
        balances::{
            self, BalanceCounts, BalanceNote, BalancesFile, BalancesJob, TakeOut, Unenrolled,
            foreseen::{self, BalancesForeseen},
        },
        sniff::{Delimiter, TextEncoding},
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    import::{delimiter, encoding, watched},
    stop::Outcome,
};

/// Bring in the balances of the system before: member number, points, last day, name, phone, tier
#[derive(Debug, Args)]
pub(crate) struct BringIn {
    /// CSV, text with tabs or |, or Excel (.xlsx), with a header; one row for points of one last day
    #[arg(value_name = "FILE")]
    rows: PathBuf,
    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Guests whom the house knows by name and phone or mail become members under the file's number
    #[arg(long)]
    enrol: bool,
    /// List every row that is not taken in this file: line, column, code, member number, points
    #[arg(long, value_name = "PATH")]
    refused: Option<PathBuf>,
    /// The file's encoding, where the guess is wrong: utf-8, gb18030, big5, shift_jis, windows-1252 …
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<TextEncoding>,
    /// The file's delimiter, where the guess is wrong: comma, semicolon, tab, pipe
    #[arg(long, value_name = "NAME", value_parser = delimiter)]
    delimiter: Option<Delimiter>,
}

/// Take out what a file of balances brought, as far as nobody used a point of it
#[derive(Debug, Args)]
pub(crate) struct TakeOutOf {
    /// As `points bring-in` answered it
    import_id: ImportId,
    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// List the files of balances that were brought in
#[derive(Debug, Args)]
pub(crate) struct BroughtIn {}

#[derive(Serialize)]
struct Brought {
    /// Nothing where nothing was written.
    import_id: Option<ImportId>,
    #[serde(flatten)]
    counts: BalanceCounts,
    refused_rows: Vec<BalanceNote>,
    /// Nobody once it is written: then they are among the refused rows.
    unenrolled_guests: Vec<Unenrolled>,
}

#[derive(Serialize)]
struct TakenOut {
    removed: u64,
    points: i64,
    tiers: u64,
    kept: u64,
    /// Known before it is done.
    #[serde(skip_serializing_if = "Option::is_none")]
    foreseen: Option<BalancesForeseen>,
}

#[derive(Serialize)]
struct File {
    import_id: ImportId,
    file_name: String,
    state: ImportState,
    at_ms: i64,
    #[serde(flatten)]
    counts: BalanceCounts,
}

impl From<BalancesFile> for File {
    fn from(file: BalancesFile) -> Self {
        let BalancesFile { id, file_name, counts, state, at_ms, .. } = file;
        Self { import_id: id, file_name, state, at_ms: at_ms.ms(), counts }
    }
}

impl BringIn {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        // Who may not hears so before the file is read.
        desk.session()?;
        let chosen = Chosen { encoding: self.encoding, delimiter: self.delimiter };
        let brought = watched(desk, |watch| {
            let survey = import::survey(&self.rows, chosen, watch)?;
            let job = BalancesJob { survey: &survey, enrol: self.enrol, refused_to: self.refused.as_deref() };
            if self.dry_run { seen(desk, &job, watch) } else { brought(desk, &job, watch) }
        })?;
        Answer::of(&brought)
    }
}

fn seen(desk: &Desk, job: &BalancesJob<'_>, watch: &mut Watch<'_>) -> Outcome<Brought> {
    if let Some(path) = job.refused_to {
        let input = job.input(desk.store()?)?;
        desk.take_out(Op::ExportBalancesLeft, &input, |tx, whole| balances::export_left(tx, job, path, whole, watch))?;
    }
    let seen =
        desk.read(Op::ReadBalances, |db, reading| balances::preview(db, job, (reading.session.user, reading.today), watch))?;
    let (counts, refused_rows, unenrolled_guests) = (seen.counts, seen.refused, seen.unenrolled);
    Ok(Brought { import_id: None, counts, refused_rows, unenrolled_guests })
}

fn brought(desk: &Desk, job: &BalancesJob<'_>, watch: &mut Watch<'_>) -> Outcome<Brought> {
    let input = job.input(desk.store()?)?;
    let done = match job.refused_to {
        // With them a list of rows leaves the house.
        Some(_) => desk.take_out(Op::BringInPoints, &input, |tx, _whole| balances::bring_in(tx, job, watch))?,
        None => desk.write(Op::BringInPoints, &input, |tx| balances::bring_in(tx, job, watch))?,
    };
    let done = done.value;
    let (import_id, counts, refused_rows) = (Some(done.import_id), done.counts, done.refused);
    Ok(Brought { import_id, counts, refused_rows, unenrolled_guests: Vec::new() })
}

impl TakeOutOf {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        if self.dry_run {
            let foreseen = watched(desk, |watch| {
                desk.read(Op::ReadBalances, |db, reading| foreseen::foresee(db, self.import_id, reading.today, watch))
            })?;
            let BalancesForeseen { removed, points, tiers, kept, .. } = foreseen;
            return Answer::of(&TakenOut { removed, points, tiers, kept, foreseen: Some(foreseen) });
        }
        let input = TakeOut { import_id: self.import_id };
        let done =
            watched(desk, |watch| Ok(desk.write(Op::TakeOutPoints, &input, |tx| balances::take_out(tx, &input, watch))?.value))?;
        Answer::of(&TakenOut { removed: done.removed, points: done.points, tiers: done.tiers, kept: done.kept, foreseen: None })
    }
}

impl BroughtIn {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let files = desk.read(Op::ReadBalances, |db, _| balances::list(db))?;
        Answer::of(&files.into_iter().map(File::from).collect::<Vec<_>>())
    }
}
