//! `group`: the group's office. No hotel's file is opened and nobody signs in: what is read are packages that hotels sent.

use std::{ops::ControlFlow, path::PathBuf};

use clap::{Args, Subcommand};
use lobby_core::group::{self, Looked, Verified, findings::Finding};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, files::Bar, stop::Outcome};

/// 集团: hotels' packages verified, loaded into an engine and compared; needs no hotel file
#[derive(Debug, Subcommand)]
pub(crate) enum GroupCommand {
    Verify(Verify),
}

impl GroupCommand {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        match self {
            Self::Verify(command) => command.run(desk),
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

fn line<'a>(desk: &Desk, looked: &'a Looked) -> Line<'a> {
    let result = desk.text(if looked.findings == 0 { "core.check.sound" } else { "core.check.wrong" }, &[]);
    let Looked { folder, property, period, version, rows, .. } = looked;
    Line { folder, property, period, version: *version, rows: *rows, result }
}

pub(crate) fn wrong<'a>(desk: &Desk, finding: &'a Finding) -> impl Serialize + use<'a> {
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
