//! `group`: the group's office. No hotel's file is opened and nobody signs in: what is read are packages that hotels sent.

use std::{fs, io::Write as _, ops::ControlFlow, path::PathBuf};

use clap::{Args, Subcommand};
use lobby_core::{
    base::files as whole,
    group::{
        self, Looked, Verified,
        engine::Engine,
        findings::Finding,
        load::{self, Asked, Loaded},
        report,
        rows::GroupFile,
        script::Scripted,
        statements::Dialect,
    },
};
use serde::Serialize;

use crate::{
    answer::Answer,
    clients::{Program, Target},
    desk::Desk,
    files::{Bar, shown},
    machine, sealed,
    stop::{Outcome, Stop},
};

/// 集团: hotels' packages verified, loaded into an engine and compared; needs no hotel file
#[derive(Debug, Subcommand)]
pub(crate) enum GroupCommand {
    Verify(Verify),
    Load(Load),
    Report(Report),
    Key(sealed::Key),
    Open(sealed::Open),
}

impl GroupCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Verify(command) => command.run(desk),
            Self::Load(command) => command.run(desk),
            Self::Report(command) => command.run(desk),
            Self::Key(command) => command.run(),
            Self::Open(command) => command.run(),
        }
    }
}

/// Which packages.
#[derive(Debug, Args)]
pub(crate) struct Packages {
    /// Packages, or folders that hold them
    #[arg(required = true, value_name = "FOLDER")]
    pub(crate) folders: Vec<PathBuf>,
    /// Take practice hotels' packages too
    #[arg(long)]
    pub(crate) practice: bool,
}

/// Verify packages: files, types, keys, totals, points, and whether one is missing between two; exit 1 where anything is wrong
#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    packages: Packages,
}

/// Load packages, each in one transaction; what verify refuses is refused, a corrected package replaces what it corrects
#[derive(Debug, Args)]
pub(crate) struct Load {
    #[command(flatten)]
    packages: Packages,
    /// sqlite:FILE, duckdb:FILE or postgres:URL
    #[arg(long, value_name = "ENGINE:PLACE")]
    to: Target,
    /// The engine's own program, where it is not on the path
    #[arg(long, value_name = "PATH")]
    client: Option<PathBuf>,
}

/// Write the group's report: one HTML page with charts that needs no network, no script and no file beside it
#[derive(Debug, Args)]
pub(crate) struct Report {
    /// sqlite:FILE that packages were loaded into
    #[arg(long, value_name = "sqlite:FILE")]
    from: Target,
    /// Where the page shall stand; a report of before is replaced, nothing else is
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
}

#[derive(Serialize)]
struct Reported {
    file: String,
    hotels: usize,
    packages: i64,
    /// Months that were loaded.
    months: usize,
}

/// What people read where nothing is wrong: a line a package.
#[derive(Serialize)]
struct Line<'a> {
    folder: &'a str,
    property: &'a str,
    period: &'a str,
    version: u32,
    rows: u64,
    result: String,
}

/// What people read of a finding.
#[derive(Serialize)]
struct Wrong<'a> {
    folder: &'a str,
    table: Option<&'a str>,
    line: Option<u64>,
    column: Option<&'a str>,
    finding: String,
    expected: Option<&'a str>,
    found: Option<&'a str>,
}

impl Verify {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let mut bar = Bar::new(desk);
        let mut report = |done: u64, all: u64| {
            bar.show(done, all);
            ControlFlow::Continue(())
        };
        let verified = group::verify(&self.packages.folders, self.packages.practice, &mut report);
        bar.end();
        let verified: Verified = verified?;
        let answer = Answer::of(&verified)?.found_wrong(!verified.ok);
        if verified.ok {
            return answer.for_people(&verified.packages.iter().map(|looked| line(desk, looked)).collect::<Vec<_>>());
        }
        answer.for_people(&verified.findings.iter().map(|finding| wrong(desk, finding)).collect::<Vec<_>>())
    }
}

impl Load {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let client = self.client.as_deref();
        let loaded = match &self.to {
            Target::Sqlite(file) => self.into(desk, &mut GroupFile::open(file)?)?,
            Target::Duckdb(file) => {
                let (program, waiting) = Program::duckdb(client, file)?;
                self.into(desk, &mut Scripted::new(program, Dialect::Duckdb, &waiting.folder)?)?
            }
            Target::Postgres(url) => {
                let program = Program::postgres(client, url)?;
                self.into(desk, &mut Scripted::new(program, Dialect::Postgres, &std::env::temp_dir())?)?
            }
        };
        let answer = Answer::of(&loaded)?.found_wrong(!loaded.ok);
        if loaded.ok {
            return answer.for_people(&loaded.packages);
        }
        answer.for_people(&loaded.findings.iter().map(|finding| wrong(desk, finding)).collect::<Vec<_>>())
    }

    fn into(&self, desk: &Desk, engine: &mut dyn Engine) -> Outcome<Loaded> {
        let mut bar = Bar::new(desk);
        let mut report = |done: u64, all: u64| {
            bar.show(done, all);
            ControlFlow::Continue(())
        };
        let asked = Asked { folders: &self.packages.folders, practice: self.packages.practice, at: machine::now() };
        let loaded = load::load(asked, engine, &mut report);
        bar.end();
        Ok(loaded?)
    }
}

impl Report {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        let Target::Sqlite(file) = &self.from else { return Err(Stop::usage("bad_value", &[("field", "from")])) };
        self.replaceable()?;
        let file = GroupFile::open_to_read(file)?;
        let views = file.views()?;
        let figures = report::read(&mut |sql| file.answers(sql), &views)?;
        let page = report::html(&figures, desk.locale(), machine::now());
        whole::write_whole(&self.to, |to| {
            to.write_all(page.as_bytes()).map_err(|source| whole::failed("write", &self.to, source))
        })?;
        let (hotels, months) = (figures.hotels.len(), figures.months.len());
        Answer::of(&Reported { file: shown(&self.to), hotels, packages: figures.packages, months })
    }

    /// Refuses to write over a file that is no report.
    fn replaceable(&self) -> Outcome<()> {
        match fs::read(&self.to) {
            Ok(old) if !old.starts_with(report::BEGINS.as_bytes()) => {
                Err(Stop::refused("file_exists", &[("path", &shown(&self.to))]))
            }
            _ => Ok(()),
        }
    }
}

fn line<'a>(desk: &Desk, looked: &'a Looked) -> Line<'a> {
    let result = desk.text(if looked.findings == 0 { "core.check.sound" } else { "core.check.wrong" }, &[]);
    let Looked { folder, property, period, version, rows, .. } = looked;
    Line { folder, property, period, version: *version, rows: *rows, result }
}

fn wrong<'a>(desk: &Desk, finding: &'a Finding) -> impl Serialize + use<'a> {
    Wrong {
        folder: &finding.package,
        table: finding.table.as_deref(),
        line: finding.line,
        column: finding.column.as_deref(),
        finding: desk.text(&format!("core.finding.{}", finding.code), &[]),
        expected: finding.expected.as_deref(),
        found: finding.found.as_deref(),
    }
}
