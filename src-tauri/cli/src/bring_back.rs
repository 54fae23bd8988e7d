//! `bring-back`: a hotel's own packages into an empty file.

use std::{ops::ControlFlow, path::PathBuf};

use clap::Args;
use lobby_core::{
    audit::op::Op,
    bring_back::{self, BringBackSeen, BroughtBack, Given},
};
use serde::Serialize;

use crate::{answer::Answer, desk::Desk, files::Bar, stop::Outcome};

/// Bring a hotel's own packages back into an empty file: all of them verified, all or nothing
#[derive(Debug, Args)]
pub(crate) struct BringBack {
    /// Packages, or folders that hold them; sealed ones are opened with `group open` first
    #[arg(required = true, value_name = "FOLDER")]
    folders: Vec<PathBuf>,
    /// Verify, say what would come in, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What people read of what came back: one line.
#[derive(Serialize)]
struct Line<'b> {
    packages: u32,
    guests: u64,
    members: u64,
    stays: u64,
    complaints: u64,
    postings: u64,
    points: i64,
    differences: &'b usize,
}

impl BringBack {
    pub(crate) fn run(&self, desk: &Desk) -> Outcome<Answer> {
        // Who may not hears so before a package is read.
        desk.session()?;
        let mut bar = Bar::new(desk);
        let mut report = |done: u64, all: u64| {
            bar.show(done, all);
            ControlFlow::Continue(())
        };
        if self.dry_run {
            let seen = desk.read(Op::BringBack, |db, _| bring_back::look(db, &self.folders, &mut report));
            bar.end();
            let seen: BringBackSeen = seen?;
            let answer = Answer::of(&seen)?.found_wrong(!seen.findings.is_empty());
            return if seen.findings.is_empty() { answer.for_people(&seen.packages) } else { answer.for_people(&seen.findings) };
        }
        let given = Given::read(&self.folders)?;
        let brought = desk.write(Op::BringBack, &given.input(), |tx| bring_back::bring_back(tx, &given, &mut report));
        bar.end();
        let brought: BroughtBack = brought?.value;
        let BroughtBack { packages, guests, members, stays, complaints, postings, points, differences, .. } = &brought;
        let differences = &differences.len();
        let [guests, members, stays, complaints, postings] = [guests, members, stays, complaints, postings].map(|count| *count);
        let line = Line { packages: *packages, guests, members, stays, complaints, postings, points: *points, differences };
        Answer::of(&brought)?.for_people(&[line])
    }
}
