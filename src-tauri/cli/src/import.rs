//! `import`, `import undo`, `import watch`, `import report`: a file of stays comes in, is taken back, comes in by itself.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use clap::{Args, Subcommand};
use lobby_core::{
    audit::op::Op,
    base::ids::ImportId,
    import::{
        self, Chosen, Conflicts, Counts, HowToRead, MappingName, Only, Progress, RowNote, Settle, WarningCount, Watch,
        plan::{Conflict, Job, Preview},
        quality::{self, ExportImportReport},
        refusals::{self, RefusedTo},
        sniff::{Delimiter, TextEncoding},
        undo::UndoImport,
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    desk::Desk,
    files::Bar,
    folder::WatchFolder,
    stop::{Outcome, Stop},
};

/// Import a file of stays, or take an import back
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Import {
    #[command(subcommand)]
    undo: Option<ImportCommand>,
    /// CSV, text with tabs or |, or Excel (.xlsx), with a header
    #[arg(required = true, value_name = "FILE")]
    rows: Option<PathBuf>,
    /// How the columns are read: lobby, opera, cloudbeds, booking-com, airbnb, ota-orders, booking-demand; recognised by the header where none is named
    #[arg(long, value_name = "NAME", value_parser = mapping)]
    mapping: Option<MappingName>,
    /// The system that the rows come from; keys are unique within it
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Only rows with this value in this column
    #[arg(long, value_name = "COLUMN=VALUE", value_parser = only)]
    only: Option<Only>,
    /// Say what would happen and write nothing
    #[arg(long)]
    dry_run: bool,
    /// List every refused row in this file: line, column, code
    #[arg(long, value_name = "PATH")]
    refused: Option<PathBuf>,
    /// Where the file contradicts what staff typed: `ours` stands, `theirs` is taken, or `list` keeps it for a person
    #[arg(long, value_name = "WHOSE", value_parser = settle, default_value = "list")]
    conflicts: Settle,
    /// The file's encoding, where the guess is wrong: utf-8, gb18030, big5, shift_jis, windows-1252 …
    #[arg(long, value_name = "NAME", value_parser = encoding)]
    encoding: Option<TextEncoding>,
    /// The file's delimiter, where the guess is wrong: comma, semicolon, tab, pipe
    #[arg(long, value_name = "NAME", value_parser = delimiter)]
    delimiter: Option<Delimiter>,
}

#[derive(Debug, Subcommand)]
enum ImportCommand {
    Undo(Undo),
    Watch(WatchFolder),
    Report(Report),
}

/// What an import's file was like; without an import, what the files of each source were like
#[derive(Debug, Args)]
struct Report {
    /// As `import` answered it
    import_id: Option<ImportId>,
    /// Also write it to this file, which must not be there yet
    #[arg(long, value_name = "PATH", requires = "import_id")]
    csv: Option<PathBuf>,
}

/// Take an import back, as far as nobody took up what it brought
#[derive(Debug, Args)]
struct Undo {
    /// As `import` answered it
    import_id: ImportId,
}

fn mapping(word: &str) -> Result<MappingName, String> {
    MappingName::from_word(word).ok_or_else(|| words(MappingName::ALL.iter().map(|mapping| mapping.word())))
}

fn settle(word: &str) -> Result<Settle, String> {
    match word {
        "ours" => Ok(Settle::KeepOurs),
        "theirs" => Ok(Settle::TakeFile),
        "list" => Ok(Settle::Wait),
        _ => Err("ours, theirs, list".to_owned()),
    }
}

pub(crate) fn encoding(word: &str) -> Result<TextEncoding, String> {
    TextEncoding::from_word(word).ok_or_else(|| words(TextEncoding::ALL.iter().map(|encoding| encoding.word())))
}

pub(crate) fn delimiter(word: &str) -> Result<Delimiter, String> {
    Delimiter::from_word(word).ok_or_else(|| words(Delimiter::ALL.iter().map(|delimiter| delimiter.word())))
}

fn words<'w>(words: impl Iterator<Item = &'w str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

fn only(text: &str) -> Result<Only, String> {
    let (column, value) = text.split_once('=').ok_or_else(|| "COLUMN=VALUE".to_owned())?;
    Ok(Only { column: column.to_owned(), value: value.to_owned() })
}

#[derive(Serialize)]
struct Imported {
    /// Nothing where nothing was written.
    import_id: Option<ImportId>,
    #[serde(flatten)]
    counts: Counts,
    mapping: MappingName,
    refused_rows: Vec<RowNote>,
    conflicting_rows: Vec<RowNote>,
    /// Both values of the first conflicts, where nothing is written yet.
    conflicts: Vec<Conflict>,
    warnings: Vec<WarningCount>,
}

#[derive(Serialize)]
struct Undone {
    removed: u64,
    kept: u64,
    removed_guests: u64,
    restored: u64,
    kept_records: Vec<import::undo::KeptRecord>,
}

impl Import {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match (&self.undo, &self.rows) {
            (Some(ImportCommand::Undo(undo)), _) => undo.run(desk),
            (Some(ImportCommand::Watch(watch)), _) => watch.run(desk),
            (Some(ImportCommand::Report(report)), _) => report.run(desk),
            (None, Some(file)) => self.import(desk, file.clone()),
            (None, None) => Err(Stop::usage("empty", &[("field", "FILE")])),
        }
    }

    fn import(&self, desk: &Desk, file: PathBuf) -> Outcome<Answer> {
        // Who may not import hears so before the file is read.
        desk.session()?;
        let how = HowToRead {
            mapping: self.mapping,
            source: self.source.clone(),
            only: self.only.clone(),
            conflicts: Conflicts { all: self.conflicts, ..Conflicts::default() },
        };
        let chosen = Chosen { encoding: self.encoding, delimiter: self.delimiter };
        let imported = watched(desk, |watch| {
            let survey = import::survey(&file, chosen, watch)?;
            let job = Job { survey: &survey, how: &how, refused_to: self.refused.as_deref().map(RefusedTo::Asked) };
            if self.dry_run { previewed(desk, &job, self.refused.as_deref(), watch) } else { applied(desk, &job, watch) }
        })?;
        Answer::of(&imported)
    }
}

fn previewed(desk: &Desk, job: &Job<'_>, list: Option<&Path>, watch: &mut Watch<'_>) -> Outcome<Imported> {
    let preview = match list {
        None => desk.read(Op::PreviewImport, |db, reading| import::preview(db, job, reading.today, watch))?,
        Some(path) => listed(desk, (job, path), watch)?,
    };
    Ok(Imported {
        import_id: None,
        counts: preview.counts,
        mapping: preview.mapping,
        refused_rows: preview.refused,
        conflicting_rows: preview.conflicts.iter().map(Conflict::note).collect(),
        conflicts: preview.conflicts,
        warnings: preview.warnings,
    })
}

/// Returns what would come in, with the rows that would not listed at a path: a file that leaves the house.
fn listed(desk: &Desk, (job, path): (&Job<'_>, &Path), watch: &mut Watch<'_>) -> Outcome<Preview> {
    let seen = desk.read(Op::PreviewImport, |db, reading| refusals::preview_listing(db, (job, path), reading.today, watch));
    let (preview, listed, part) = seen?;
    desk.take_out(Op::ExportRefused, &listed, |tx, whole| refusals::export(tx, &listed, whole))?;
    part.take_name()?;
    Ok(preview)
}

fn applied(desk: &Desk, job: &Job<'_>, watch: &mut Watch<'_>) -> Outcome<Imported> {
    let input = job.input(desk.store()?)?;
    let done = match job.refused_to {
        // With them a list leaves the house.
        Some(_) => desk.take_out(Op::ApplyImport, &input, |tx, _whole| import::apply(tx, job, watch))?,
        None => desk.write(Op::ApplyImport, &input, |tx| import::apply(tx, job, watch))?,
    };
    let done = done.value;
    Ok(Imported {
        import_id: Some(done.import_id),
        counts: done.counts,
        mapping: done.mapping,
        refused_rows: done.refused,
        conflicting_rows: done.conflicts,
        conflicts: Vec::new(),
        warnings: done.warnings,
    })
}

impl Report {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Some(import_id) = self.import_id else {
            return Answer::of(&desk.read(Op::PreviewImport, |db, _| quality::sources(db))?);
        };
        if let Some(path) = &self.csv {
            let input = ExportImportReport { import_id };
            desk.take_out(Op::ExportImportReport, &input, |tx, whole| quality::export(tx, &input, path, whole))?;
        }
        Answer::of(&desk.read(Op::PreviewImport, |db, _| quality::report(db, import_id))?)
    }
}

impl Undo {
    fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let input = UndoImport { import_id: self.import_id };
        let done = watched(desk, |watch| desk.write(Op::UndoImport, &input, |tx| import::undo(tx, &input, watch)))?.value;
        Answer::of(&Undone {
            removed: done.removed,
            kept: done.kept,
            removed_guests: done.removed_guests,
            restored: done.restored,
            kept_records: done.kept_records,
        })
    }
}

/// Runs what tells how far it is, with a bar on a terminal.
pub(crate) fn watched<T>(desk: &Desk, work: impl FnOnce(&mut Watch<'_>) -> Outcome<T>) -> Outcome<T> {
    let mut bar = Bar::new(desk);
    let mut report = |progress: Progress| {
        bar.show(progress.done, progress.total);
        ControlFlow::Continue(())
    };
    let outcome = work(&mut Watch::new(&mut report));
    bar.end();
    outcome
}
